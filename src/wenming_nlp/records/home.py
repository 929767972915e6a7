"""Whose 我区, 全县, 区委 an article speaks: the administrative unit it comes from.

Every name of a unit in source, channel, title and text is a vote for the units that bear it; the townships that are
named vote for their county, the prefecture's name for the counties below it. Names count only near the time in which
they held, so a page of 2012 speaks from 襄阳市, one of 2009 from 襄樊市.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from wenming_nlp.article import Home
from wenming_nlp.entities.gazetteer import Division, load_gazetteer, unit_name
from wenming_nlp.resources import read_rows

if TYPE_CHECKING:
    from datetime import date

    from wenming_nlp.article import Article

__all__ = ["find_home", "home_of"]

# How much a name weighs where it stands; tuned on the sample pages, each a round number on purpose.
# What follows a place where something was held: 推进会在青阳召开.
_HELD: Final = re.compile("[县区市]?(?:召开|举行|举办|启动|开幕|圆满)")
_SOURCE, _MEDIUM, _TITLE_HEAD, _TITLE, _CHANNEL, _LEAD = 6.0, 3.5, 4.0, 2.5, 2.0, 1.0
_TEXT_CAP, _TOWN, _TOWN_CAP, _ABOVE_CAP = 4.0, 1.5, 4.5, 3.0
_ENOUGH = 3.0  # a county's own evidence that needs no other sign
_MANY = 3  # counties beside the first that make a page their city's
_NAMED, _ELSEWHERE = 0.4, 2  # what a unit weighs that is named once, and other cities that make a page nobody's own
# Both begin with a class of characters, which is searched many times faster than alternatives of several.
_COUNTY_SPEAKS = re.compile(
    r"[我全区县旗](?<!自治.)(?:(?<=[我全])[区县旗]|(?<=[区县旗])(?:委|政府|直|长|文明办|创[建文城]|人大|政协|教育|城管)"
    r"|(?<=[，。、；：“（(\n,;:（][区县旗])[^区县旗市，。、；,;）)\n]{1,9}(?:局|办|部|会|院|队|中心))"
)
_CITY_SPEAKS = re.compile(
    r"[我全](?:市|州(?![市县区])|盟)|(?:(?<!城)市|(?<=[，。、；：“（(\n,;:])州|盟)(?:委|政府|直|长|文明办|创[建文城]|人大|政协)|地委|行署"
)
#: An organ of the page's own: ，市民政局.
_BARE_ORGAN = re.compile(
    r"[市县区旗州](?<=[，。、；：“（(\n,;:由经和][市县区旗州])[\u4e00-\u9fff]{1,8}?(?:局|办|委|部|会|院|队)"
)
_PROVINCE_SPEAKS = re.compile(r"[我全](?:省|自治区)|(?:省|自治区)(?:委|党委|政府|直)")
# A city's paper reports on its counties: it says less of whose page this is than an office does.
_PAPER = re.compile(
    r"日报|晚报|晨报|早报|时报|商报|都市报|导报|快报|报社|记者站|报$|广播|电视台|新闻网|文明网|在线$|网$"
)
_ZONE = re.compile(r"(?:^|中共|[—：:])([^市\s]{2,4}?)市?(经济技术开发区|经开区|高新技术产业开发区|高新区)")
_NATIONAL = re.compile(
    r"央视|中央电视台|中央广播电视总台|新华社|新华网|人民日报|人民网|光明日报|经济日报|中新社|中新网|中国新闻网|新闻联播"
)
_DATELINE = re.compile(r"(?:央视网消息|新华社[\u4e00-\u9fff]{2,6}\d{1,2}月\d{1,2}日电)")
_MAY_FOLLOW = frozenset("省市区县旗州盟的人各全在将以文好是正也和与及")
_NATURE = frozenset(("山", "河", "江", "湖", "海", "岛"))
_HEAD = re.compile(r"^[^：:｜|—\s]{2,12}(?=[：:｜|])")


class _Votes(NamedTuple):
    """Evidence for a unit: its own, what speaks for the unit above it, and whether an office or the title names it."""

    own: float
    above: float
    office: bool
    title: bool


def find_home(article: Article) -> Home | None:
    """Find the unit that an article speaks from.

    Parameters
    ----------
    article : Article
        Source, channel, title, text and day of publication are read.

    Returns
    -------
    Home or None
        None where nothing says whose page it is, as in a comment that only names examples.

    Examples
    --------
    >>> from wenming_nlp.article import Article
    >>> page = Article("a", "", "播州:集全民之智推进创文", "4月19日,区委召开会议。", (), source="播州区文明办")
    >>> find_home(page)
    Home(name='遵义市播州区', adcode='520304', units={'区': '播州区', '市': '遵义市', '省': '贵州省'})
    """
    if _is_national(article):
        return None
    gazetteer = load_gazetteer()
    on = article.published
    own: dict[str, float] = defaultdict(float)
    named: dict[str, Division] = {}

    signed: dict[str, set[str]] = {"office": set(), "title": set()}

    def vote(name: str, weight: float, place: str = "") -> None:
        for division in gazetteer.lookup(name):
            if division.level == "乡" or division.code.endswith("-") or not _near(division, on):
                continue
            known = named.get(division.code)
            if known is None or (known.until and not division.until):
                named[division.code] = division
            if place:
                signed[place].add(division.code)
            own[division.code] += weight * (1.0 if name == division.name or name != division.short else 0.8)

    source, channel, title = (
        article.source or "",
        article.channel or "",
        "".join(article.blocks("title")) or article.title,
    )
    paper = bool(_PAPER.search(source))
    # 祁连山报 is named after the hills.
    for name in dict.fromkeys(
        n for _, e, n in gazetteer.scan(source) if len(n) > 2 or source[e : e + 1] not in _NATURE
    ):
        vote(name, _MEDIUM if paper else _SOURCE, "" if paper else "office")
        if paper and _PROVINCE_SPEAKS.search(title):  # a province's paper on 全省…会议: the province speaks
            signed["office"] |= {d.code for d in gazetteer.lookup(name) if d.level == "省"}
    for name in dict.fromkeys(n for _, _, n in gazetteer.scan(channel)):
        vote(name, _CHANNEL)
    head = _HEAD.match(title)
    for name, start in {n: s for s, _, n in reversed(gazetteer.scan(title))}.items():
        if title[start - 1 : start] == "在" and _HELD.match(title, start + len(name)):
            vote(name, _TITLE / 4)  # 全市推进会在青阳召开: where it met, not who speaks
            continue
        vote(name, _TITLE_HEAD if head and start < head.end() else _TITLE, "title")

    names = Counter(name for _, _, name in gazetteer.scan(article.text))
    lead = article.text[len(title) : len(title) + 160]
    vague = _vague_names()
    for name, count in names.items():
        if name in vague or (len(name) == 2 and count > 1 and _always_goes_on(article.text, name)):
            continue
        vote(name, min(count, _TEXT_CAP) * (1.0 if len(name) > 2 else 0.6) + (_LEAD if name in lead else 0.0))

    towns: dict[str, float] = defaultdict(float)
    heads = {n for _, _, n in gazetteer.scan(f"{source} {title}")}
    for name in {*names, *heads}:
        holders = {d.code[:6] for d in gazetteer.lookup(name) if d.level == "乡"}
        # A namesake in a prefecture that is named here is meant before those elsewhere.
        near = {c for c in holders if own.get(c, 0.0) or own.get(c[:4] + "00", 0.0) >= 1.0}
        holders = near or holders
        for county in holders:
            # Only one township in China is called so, and headline or source names it.
            weight = 2 * _TOWN if len(holders) == 1 and name in heads else _TOWN
            towns[county] += weight / len(holders) ** 0.5
    for county, weight in towns.items():
        division = gazetteer.get(county, _month(on))
        if division is not None and (county in own or weight >= 1.0):
            named.setdefault(county, division)
            own[county] += min(weight, _TOWN_CAP)

    for name in heads:
        signed["title"] |= {d.code[:6] for d in gazetteer.lookup(name) if d.level == "乡"}
    votes = {}
    for unit, weight in own.items():
        above = max((own.get(d.code, 0.0) for d in gazetteer.ancestors(unit)), default=0.0)
        votes[unit] = _Votes(weight, min(_ABOVE_CAP, above), unit in signed["office"], unit in signed["title"])
    code = _decide(article, votes, named)
    if code is not None and _is_anybodys(article.text, code, votes, named, f"{source} {channel}"):
        code = None
    zone = _zone(source if not paper else "", title)
    # 西安高新区 names no 西安区 of another city.
    namesake = zone is not None and code is not None and zone.name.startswith(named[code].short)
    if zone is not None and (code is None or namesake or named[code].level != "县" or not votes[code].title):
        return zone
    return home_of(code, on) if code else None


def _is_anybodys(text: str, code: str, votes: dict[str, _Votes], named: dict[str, Division], signs: str) -> bool:
    """Return whether neither source, channel nor title names the unit, nobody says 我县, and other cities are named too.

    So it is in comments without a source, in reports from all over a province, and on the pages of firms.
    """
    city = code[:4]
    if named[code].level == "省" or any(v.office or v.title for c, v in votes.items() if c[:4] == city):
        return False
    others = {c[:4] for c, v in votes.items() if c[:4] != city and named[c].level != "省" and v.own >= _NAMED}
    if len(others) < _ELSEWHERE:
        return False
    gazetteer = load_gazetteer()
    if any(d.code[:4] == city for _, _, name in gazetteer.scan(signs) for d in gazetteer.lookup(name)):
        return False
    ends = {end for _, end, name in gazetteer.scan(text) if len(name) > 2}
    return all(
        match.start() + 1 in ends
        for speaks in (_COUNTY_SPEAKS, _CITY_SPEAKS, _BARE_ORGAN)
        for match in speaks.finditer(text)
    )


def _always_goes_on(text: str, name: str) -> bool:
    """Return whether one character always follows a short name, so that both are part of a longer one: 江海柱."""
    after, at = set(), text.find(name)
    while at >= 0:
        end = at + len(name)
        after.add(text[end : end + 1])
        at = text.find(name, end)
    return len(after) == 1 and not after & _MAY_FOLLOW and after.pop().isalpha()


def _is_national(article: Article) -> bool:
    """Return whether the nation's media speak: their source or their dateline, and no 我县 in the text."""
    lead = article.text[len(article.title) : len(article.title) + 40]
    if not (_NATIONAL.search(article.source or "") or _DATELINE.search(lead)):
        return False
    return not any(speaks.search(article.text) for speaks in (_COUNTY_SPEAKS, _CITY_SPEAKS))


def _zone(*texts: str) -> Home | None:
    """Return the development zone that source or title names where the packaged list lacks it."""
    for text in texts:
        match = _ZONE.search(text)
        if match is None:
            continue
        city = next((d for d in load_gazetteer().lookup(match[1]) if d.level == "市" and not d.until), None)
        if city is None:
            continue
        economic = match[2].startswith("经")
        name = city.short + ("经济技术开发区" if economic else "高新技术产业开发区")
        listed = next((d for d in load_gazetteer().lookup(name) if d.is_zone), None)
        if listed is not None:
            return home_of(listed.code)
        units = {"区": city.short + ("经开区" if economic else "高新区"), unit_name(city)[-1]: unit_name(city)}
        return Home(name, None, units)
    return None


def _decide(article: Article, votes: dict[str, _Votes], named: dict[str, Division]) -> str | None:
    """Return the code of the unit that speaks."""
    ranked: dict[str, list[tuple[float, str]]] = {"县": [], "市": [], "省": []}
    for code, vote in votes.items():
        ranked[named[code].level].append((vote.own + vote.above, code))
    for each in ranked.values():
        each.sort(key=lambda item: (-item[0], item[1]))
    text = article.text
    province = _province(votes, ranked, text)
    if province and (votes[province].office or votes[province].title) and _PROVINCE_SPEAKS.search(text):
        lower = [c for c, v in votes.items() if named[c].level != "省" and (v.office or v.title)]
        if not lower:
            return province
    # 王益区委 speaks of one county among others, 区委 for the page's own.
    ends = {end for _, end, name in load_gazetteer().scan(text) if len(name) > 2}
    county_speaks = sum(match.start() + 1 not in ends for match in _COUNTY_SPEAKS.finditer(text))
    city_speaks = len(_CITY_SPEAKS.findall(text))
    county = ranked["县"][0][1] if ranked["县"] else None
    city = ranked["市"][0][1] if ranked["市"] else None
    if county is not None:
        is_city = named[county].name.endswith("市")
        speaks = city_speaks if is_city else county_speaks
        own = votes[county].own
        sure = (
            own >= _ENOUGH
            or (own >= 1.0 and speaks >= 2)
            or (own >= 0.8 and speaks >= 1 and votes[county].above >= 1.0)
        )
        # A city's own page that names a county or two, and never speaks for one.
        over = city is not None and county.startswith(city[:4]) and not speaks and votes[city].own >= 2 * own
        rivals = [v.own for c, v in votes.items() if c != county and c[:4] == county[:4] and named[c].level == "县"]
        if city is not None and county.startswith(city[:4]):
            # Several counties of a city that the title names, none more than the others: the city's page.
            tied = votes[city].title and not votes[county].title and any(5 * rival >= 4 * own for rival in rivals)
            over = over or (tied and votes[city].own >= 2 * own and city_speaks >= county_speaks)
            # Many counties of the city, none of them alone in its title, and the city speaks: 全市创城交叉督查.
            many = sum(2 * rival >= own for rival in rivals) >= _MANY and not votes[county].title
            over = over or (many and city_speaks > 1)
            # The city's headline on what was held in a county: 九江：…现场推进会召开.
            signed = votes[county].title or votes[county].office
            over = over or (votes[city].title and not signed and city_speaks > county_speaks)
            # The city's paper on a township of a county that is alone in being named.
            paper = named[city].short in (article.source or "") and not city_speaks
            if paper and own >= _TOWN * 0.8 and all(2 * rival <= own for rival in rivals):
                return county
        # An office of the city or the province signs, and neither the title nor 区委 and 我县 say otherwise.
        above = [c for c in votes if votes[c].office and named[c].level != "县"]
        if above and not votes[county].office and not votes[county].title and not speaks:
            over = True
        rival = city is not None and not county.startswith(city[:4]) and votes[city].own > own + votes[county].above
        if sure and not over and not rival:
            return county
    if city is not None and (votes[city].own >= _ENOUGH or (votes[city].own >= 1.0 and city_speaks)):
        return city
    return _province(votes, ranked, text)


def _province(votes: dict[str, _Votes], ranked: dict[str, list[tuple[float, str]]], text: str) -> str | None:
    """Return the province that speaks."""
    if not ranked["省"]:
        return None
    province = ranked["省"][0][1]
    own = votes[province].own
    enough = own >= _ENOUGH or votes[province].office
    return province if own >= _SOURCE * 0.8 or (enough and _PROVINCE_SPEAKS.search(text)) else None


def home_of(code: str, on: date | None = None) -> Home:
    """Return the home that a unit's code stands for.

    Examples
    --------
    >>> home_of("632126").name if load_gazetteer().get("632126") else home_of("500102").name
    '海东地区互助土族自治县'
    >>> home_of("500102").name, home_of("659001").name, home_of("152502").units["盟"]
    ('重庆市涪陵区', '石河子市', '锡林郭勒盟')
    """
    gazetteer = load_gazetteer()
    month = _month(on)
    own = gazetteer.get(code, month)
    if own is None:
        raise KeyError(code)
    line = [*gazetteer.ancestors(code, month), own]
    units: dict[str, str] = {}
    for division in line:
        if division.level == "省" and "自治区" in division.name:
            units["自治区"] = division.name
        elif division.name.endswith("地区"):
            units["地区"] = division.name
        elif division.is_zone:
            units["区"] = next((a for a in gazetteer.zone_names(division) if len(a) <= 6), division.short)
        else:
            # A county-level city takes 市 from its prefecture: there 市委 is its own.
            units[unit_name(division)[-1]] = unit_name(division)
    below = [d for d in line if d.level != "省" or d.name.endswith("市")]
    name = own.short if own.is_zone else "".join(d.name for d in below) or own.name
    order = [k for k in ("区", "县", "旗", "市", "州", "盟", "地区", "省", "自治区") if k in units]
    return Home(name, own.adcode, {k: units[k] for k in order} | {k: v for k, v in units.items() if k not in order})


def _month(on: date | None) -> str:
    return f"{on.year:04d}-{on.month:02d}" if on else "9999"


def _near(division: Division, on: date | None) -> bool:
    """Return whether a name held within a year of the day, or still does where no day is known."""
    if on is None:
        return not division.until or division.until >= "2010"
    before, after = _year_around(on)
    return division.since <= after and (not division.until or division.until >= before)


@lru_cache(maxsize=64)
def _year_around(on: date) -> tuple[str, str]:
    """Return the months a year before and a year after a day."""
    before, after = (f"{year:04d}-{on.month:02d}" for year in (on.year - 1, on.year + 1))
    return before, after


@lru_cache(maxsize=1)
def _vague_names() -> frozenset[str]:
    """Return the short names that are common words (公安, 和平, 建设)."""
    return frozenset(word for word, kind in read_rows("places.tsv") if kind == "vague")
