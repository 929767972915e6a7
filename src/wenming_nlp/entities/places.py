"""Named places: divisions by the gazetteer, villages, roads, sites and halls by their last word and a left bound.

A division's short name (播州, 深圳) counts where the words of the text agree that it stands alone. A free name
(青杠坝村, 胜利路) is read from its suffix to the left, word by word, until a word that begins no name.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from wenming_nlp.entities.free_places import find_free_places
from wenming_nlp.entities.gazetteer import Division, load_gazetteer, unit_name
from wenming_nlp.entities.mentions import Cover, Mention
from wenming_nlp.entities.place_cues import find_cued_places
from wenming_nlp.entities.place_echoes import find_repeated_places
from wenming_nlp.entities.place_lists import find_listed_places
from wenming_nlp.entities.place_patterns import find_echoes, find_patterned_places
from wenming_nlp.entities.place_series import find_series
from wenming_nlp.entities.place_words import NAMES, UNIT_TAILS, PlaceWords, is_owned, load_place_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wenming_nlp.article import Home
    from wenming_nlp.text.tokens import Tokens

__all__ = ["drop_guessed", "find_places"]

# Regiments of Xinjiang's Production and Construction Corps are places: 一四三团, 第四师六十七团.
_REGIMENT = re.compile(
    r"(?:第[一二三四五六七八九十]{1,3}师)?(?:[一二三四五六七八九〇零十]{2,4}|\d{2,3})团(?![队员委结体伙支购场])"
)
# What makes a short name the first part of a longer one (深圳湾, 宁波话).
_CULTURE = ("老话", "方言", "童谣", "民歌", "山歌", "说书", "小调", "花鼓", "皮影")
_LONGER = frozenset("路街湾港族话菜剧戏娃桥江河山湖巷寺堤岸")
# Rules that guess a person without an office beside the name.
_GUESSED = frozenset(("again", "ranked", "title", "heading", "before-post"))
# Names known to all, which are a place's also where one could be a person's.
_OF_THE_WORLD = frozenset(("place.country", "place.city", "place.world", "place.listed", "place.series", "place.cued"))
_BARE_STATIONS = frozenset(("客运站", "客运中心", "汽车站", "火车站", "客运总站"))
_UNIT_RULES = frozenset(("place.division", "place.township", "place.unit"))
_LONG_NAME = 4  # 察布查尔, 鄂尔多斯: no Han name is as long
# After a unit's name these make the name of a paper, a channel, a firm: 江华融媒, 云南农垦.
_MEDIA = ("融媒", "农垦", "发布》", "日报", "晚报", "晨报", "头条", "广播", "在线", "新闻网", "文明网", "电视台")
# A short name before these opens the name of a firm or an administration, whatever stands between: 如东农商银行.
_FIRM = re.compile(r"[\u4e00-\u9fff]{0,12}?(?:(?:股份|责任)?有限公司|农商银行|农商行|管委会)")
_WHOLE_ENDS = frozenset("省市县区旗州镇乡道木")
_ITEM_AFTER = re.compile(r"、([\u4e00-\u9fff]{2,4})")
_ITEM_BEFORE = re.compile(r"([\u4e00-\u9fff]{2,4})、$")
_GOING = frozenset("驻在到从来赴回离")
_COMMON_UNITS = frozenset(
    ("城区", "郊区", "矿区", "新区", "东区", "西区", "南区", "北区", "中区", "市区", "林区", "港区", "城中区", "平房区")
)
_COUNTRY = frozenset(("中国", "中华", "全国", "我国", "祖国", "华夏", "神州", "东方", "西方", "国内", "海外"))
# After a division's full name these make another word: 中山市|场, 河北区|域.
_UNIT_NOT_AFTER = {
    "市": "场民容政区郊面长级值内直",
    "区": "域间分别块位长直级内",
    "县": "城域级长直内",
    "镇": "长级",
    "乡": "镇长级",
}
# 平桥镇|长洋村: no head of a town is meant.
_LONG_VILLAGE = re.compile(r"长[\u4e00-\u9fff]{1,2}(?:村(?![民委支里])|社区(?![居民]))")


def find_places(text: str, tokens: Tokens, cover: Cover, home: Home | None = None) -> list[Mention]:
    """Find the named places of a text.

    Parameters
    ----------
    text : str
        An article's text.
    tokens : Tokens
        Its words.
    cover : Cover
        What has been taken; organs and posts must be in it, for the places inside them are none.
    home : Home, optional
        Where the page speaks from: its units, those above and below it may stand without suffix.

    Returns
    -------
    list of Mention
        Label PLACE, in order, not overlapping.

    Examples
    --------
    >>> from wenming_nlp.entities.mentions import Cover
    >>> from wenming_nlp.text.segment import Tokenizer
    >>> text = "播州区塘头镇青杠坝村的志愿者沿胜利路清扫,在区影剧院集合。"
    >>> places = find_places(text, Tokenizer().tokens(text), Cover(len(text)))
    >>> [text[m.start : m.end] for m in places]
    ['播州区', '塘头镇', '青杠坝村', '胜利路', '区影剧院']
    """
    words = load_place_words()
    found: list[Mention] = []
    people = [m for m in cover.mentions if m.label == "PERSON"]
    sure = {text[m.start : m.end] for m in people if m.rule not in _GUESSED}
    guessed = [m for m in people if m.rule in _GUESSED]
    bare = [m for m in cover.mentions if m.label == "ORG" and text[m.start : m.end] in _BARE_STATIONS]
    if guessed or bare:
        # What was guessed, and a station without its name (城南|客运站), hides no place.
        free = [m for m in cover.mentions if m.label != "PERSON" or m.rule not in _GUESSED]
        cover = Cover(len(text), [m for m in free if m not in bare])
    divisions = [
        m._replace(rule="place.nature") if m.rule == "place.short" and _is_water(text, m.start, m.end) else m
        for m in _find_divisions(text, tokens, cover, home, words)
    ]
    found += divisions
    units = {text[m.start : m.end] for m in divisions}
    unit_ends = {m.end for m in divisions if text[m.start : m.end].endswith(UNIT_TAILS)}
    found += find_series(text, tokens, cover, words)
    found += find_patterned_places(text, cover, words, divisions)
    cued = list(find_cued_places(text, tokens, cover, words, divisions))
    begins = {m.end: m.start for m in cued}
    told = {(m.start, m.end) for m in cued}
    for place in find_free_places(text, tokens, cover, words, unit_ends):
        if place.start < begins.get(place.end, 0) or (place.start, place.end) in told:
            continue  # 扫完|多安桥, 送货到|湄池火车站
        if text[place.end - 1] == "站" and _is_among_organs(text, place, cover):
            found.append(place._replace(label="ORG", rule="organ-listed"))
            continue
        # 中国|一重集团有限公司 is a firm
        firm = place.rule == "place.nature" or text[place.start : place.end] == "中国"
        if firm and (_FIRM.match(text, place.end) or text.startswith(_CULTURE, place.end)):
            continue
        # Beside 惠山区, 惠山 is the district, not the hill.
        short = place.rule == "place.nature" and any(text[place.start : place.end] + s in units for s in "区县市")
        found.append(place._replace(rule="place.short") if short else place)
    found += cued
    if home is not None and (home.adcode or "").startswith("65") and "团" in text:
        found += [
            Mention(*m.span(), "PLACE", "place.regiment", 0.8)
            for m in _REGIMENT.finditer(text)
            if cover.free(*m.span())
        ]
    found = _settle(found)
    found += find_listed_places(text, tokens, cover, words, found)
    found += find_echoes(text, tokens, cover, words, found, home)
    found += find_repeated_places(text, tokens, cover, words, _settle(found), home)
    if not guessed:
        return _settle(found)
    beaten = {m.start: m.end for m in found if _is_unit(m, text) and text[m.start : m.end] not in sure}
    guessed = [
        p for p in guessed if beaten.get(p.start, p.end + 1) > p.end
    ]  # 高山镇|潘家窑村 was guessed a person 高山镇潘
    # 柏林 is also a person's name: where one bears it, it is no city.
    return _settle([m for m in found if _outweighs(m, guessed, also_person=text[m.start : m.end] in sure)])


def is_known(place: Mention) -> bool:
    """Return whether a place is one known to all, or a division of a long name, which would be guessed a person's."""
    return place.rule in _OF_THE_WORLD or (place.rule == "place.short" and place.end - place.start >= _LONG_NAME)


def drop_guessed(named: list[Mention], places: list[Mention], text: str) -> list[Mention]:
    """Return the mentions but those of persons that were guessed where a place stands: 卢旺达, 杭山村, 高山镇潘."""
    known = {(m.start, m.end) for m in places if is_known(m)}
    units = {m.start: m.end for m in places if _is_unit(m, text)}
    return [
        m
        for m in named
        if m.label != "PERSON"
        or ((m.start, m.end) not in known and (m.rule not in _GUESSED or units.get(m.start, m.end + 1) > m.end))
    ]


def _is_unit(place: Mention, text: str) -> bool:
    """Return whether a place is a township or village whose last letter tells it from a person."""
    return place.end - place.start >= 3 and place.rule in _UNIT_RULES and text[place.end - 1] in "镇乡村"


def _is_among_organs(text: str, place: Mention, cover: Cover) -> bool:
    """Return whether a station stands in a list of organs: 市社会保险事业中心、绥芬河火车站."""
    if text[place.start - 1 : place.start] == "、":
        return any(m.label == "ORG" and m.end == place.start - 1 for m in cover.mentions)
    return text[place.end : place.end + 1] == "、" and any(
        m.label == "ORG" and m.start == place.end + 1 for m in cover.mentions
    )


def _outweighs(place: Mention, people: list[Mention], *, also_person: bool) -> bool:
    """Return whether a place stands where names of persons were guessed: 秦栏镇 is no person 秦栏's, 卢旺达 none."""
    whole = is_known(place) and not also_person
    return all(
        place.end <= p.start or p.end <= place.start or (place.start <= p.start and p.end < place.end + whole)
        for p in people
    )


def _settle(found: list[Mention]) -> list[Mention]:
    """Return the mentions that stay: of two that overlap the longer one, then the surer."""
    kept: list[Mention] = []
    taken: set[int] = set()
    for mention in sorted(found, key=lambda m: (m.start - m.end, -m.score, m.start)):
        span = range(mention.start, mention.end)
        if taken.isdisjoint(span):
            taken.update(span)
            kept.append(mention)
    return sorted(kept)


def _find_divisions(text: str, tokens: Tokens, cover: Cover, home: Home | None, words: PlaceWords) -> Iterator[Mention]:
    """Find divisions by their names: full ones anywhere, short ones where the words agree that they stand alone."""
    gazetteer = load_gazetteer()
    starts, ends = set(tokens.starts), set(tokens.ends)
    near = _near_names(home)
    before: tuple[int, tuple[Division, ...]] = (-1, ())
    for start, end, name in gazetteer.scan(text):
        if not cover.free(start, end) or name in _COUNTRY:
            continue
        units = gazetteer.lookup(name)
        last, before = before, (end, units)
        if text.startswith((*_MEDIA, *_CULTURE), end) or (name[-1] not in _WHOLE_ENDS and _FIRM.match(text, end)):
            continue
        follow = text[end : end + 1]
        edges = (start in starts) + (end in ends or follow == "籍")  # 广东籍 船员
        if _is_whole(name, units):
            named = name in near or (last[0] == start and _is_below(units, last[1]))  # 承德市双桥区
            if not named and (_is_common(units[0], words) or (len(name) == 2 and edges < 2)):
                continue
            if (
                follow
                and follow in _UNIT_NOT_AFTER.get(name[-1], "")
                and (end not in ends or name.endswith(("镇", "乡")))
                and not _LONG_VILLAGE.match(text, end)
            ):
                continue
            if name[0] == "于" and units[0].level == "乡" and name not in near:
                continue  # 快|于|城镇居民
            if units[0].level == "乡" and (is_owned(text, end, words) or (start not in starts and name not in near)):
                continue
            if follow == "城" and name[-1] == "县" and len(name) > 2 and text[end + 1 : end + 2] != "市":
                end -= 1  # 荔波县城 is the town of 荔波  # noqa: PLW2901
            yield Mention(start, end, "PLACE", "place.division", 0.98)
        elif name in near:
            alone = edges == 2 or (name not in words.vague and (edges or text[start - 1 : start] in _GOING))
            if alone and name in words.vague and tokens.pos[tokens.at(start)] in {"a", "v", "d"}:
                continue  # 和平, 合作: units near by and words as well
            ours = text.startswith("好人", end) and home is not None and name == _own_short(home.adcode)
            if alone and follow not in _LONGER and (ours or not _quoted_head(text, start, end)):
                yield Mention(start, end, "PLACE", "place.short", 0.9)
        elif edges == 2 and last[0] == start and name in words.vague and _is_below(units, last[1]):
            if tokens.pos[tokens.at(start)] in NAMES and follow not in _LONGER and not text.startswith(_CULTURE, end):
                yield Mention(start, end, "PLACE", "place.short", 0.85)  # 新疆|和田
        elif edges == 2 and name not in words.vague and follow not in _LONGER and not _quoted_head(text, start, end):
            index = tokens.at(start)
            if last[0] == start:
                # 陕西蓝田 is a county of that province's; in 无锡朝阳农产品市场 no unit is meant.
                if _is_below(units, last[1]):
                    yield Mention(start, end, "PLACE", "place.short", 0.9)
                continue
            if tokens.pos[index] == "v":
                continue
            if any(_is_city(d) for d in units) and (units[0].level != "县" or tokens.pos[index] in NAMES):
                yield Mention(start, end, "PLACE", "place.short", 0.8)
            elif _in_list_of_counties(text, start, end, units, home):
                yield Mention(start, end, "PLACE", "place.list", 0.85)


def _in_list_of_counties(text: str, start: int, end: int, units: tuple[Division, ...], home: Home | None) -> bool:
    """Return whether the next or the last item of a list is a county of the same province: 江永、江华、钟山.

    A county of the home's province may stand beside one of the province next to it.
    """
    provinces = {d.code[:2] for d in units if not d.until}
    at_home = home is not None and (home.adcode or "")[:2] in provinces
    lookup = load_gazetteer().lookup
    after, before = _ITEM_AFTER.match(text, end), _ITEM_BEFORE.search(text, max(0, start - 7), start)
    names = [after[1][:size] for size in (2, 3) if after] + [before[1][-size:] for size in (2, 3) if before]
    return any(
        (at_home or d.code[:2] in provinces) and d.level == "县" and not d.until for name in names for d in lookup(name)
    )


def _is_water(text: str, start: int, end: int) -> bool:
    """Return whether a city's short name means the river or lake here: 洪湖水位, 在沅江救起."""
    return text[end - 1] in "江河湖" and (
        text.startswith(("水位", "流域", "沿岸", "大堤", "水域"), end)
        or (text[start - 1] == "在" and text[end : end + 1] == "救")
    )


def _is_below(units: tuple[Division, ...], above: tuple[Division, ...]) -> bool:
    """Return whether a unit of one name may lie in one of the other's."""
    return any(
        d.code != a.code and d.code.startswith(a.code.rstrip("0"))
        for d in units
        for a in above
        if a.level in {"省", "市"}
    )


def _is_whole(name: str, units: tuple[Division, ...]) -> bool:
    """Return whether a name has its suffix: 播州区, 循化县, 吉县."""
    if len(name) > 2:
        return any(name in {d.name, unit_name(d)} for d in units)
    return name.endswith(UNIT_TAILS) and any(d.name == name for d in units)


def _is_common(division: Division, words: PlaceWords) -> bool:
    """Return whether a full name is a common word as well where the unit is not near: 城区, 平房区, 建设街道."""
    vague = division.short in words.vague and not division.name.endswith("县")  # 永新县 is nothing else
    return division.level == "县" and (division.name in _COMMON_UNITS or vague)


def _is_city(division: Division) -> bool:
    return not division.until and (division.level in {"省", "市"} or division.name.endswith("市"))


def _quoted_head(text: str, start: int, end: int) -> bool:
    """Return whether a short name only opens a quoted title: “榆次好人”."""
    if text[start - 1 : start] not in {"“", "《"}:
        return False
    close = min((c for c in (text.find("”", end, end + 8), text.find("》", end, end + 8)) if c >= 0), default=-1)
    return close > end


@lru_cache(maxsize=64)
def _near(code: str) -> frozenset[str]:
    gazetteer = load_gazetteer()
    own = gazetteer.get(code)
    if own is None:
        return frozenset()
    line = [*gazetteer.ancestors(code), own]
    names = {n for d in line for n in (d.short, d.name, unit_name(d), *gazetteer.aliases(d))}
    names |= {n for d in gazetteer.children(code) for n in (d.short, d.name)}
    names.update(gazetteer.townships(code))
    return frozenset(names)


@lru_cache(maxsize=64)
def _own_short(code: str | None) -> str:
    own = load_gazetteer().get(code) if code else None
    return own.short if own else ""


def _near_names(home: Home | None) -> frozenset[str]:
    """Return the names without suffix of the home, of what is above it and below it."""
    return _names_around(home.adcode or "", tuple(home.units.values())) if home is not None else frozenset()


@lru_cache(maxsize=64)
def _names_around(code: str, units: tuple[str, ...]) -> frozenset[str]:
    names = set(_near(code)) if code else set()
    names.update(units)
    return frozenset(n for n in names if len(n) >= 2)
