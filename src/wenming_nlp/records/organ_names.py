"""What an organ is called in full: 公安局 in a page of 播州区 is 播州区公安局, 团区委 is 共青团播州区委."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from wenming_nlp.entities.gazetteer import load_gazetteer
from wenming_nlp.records.abroad import is_foreign, spelled
from wenming_nlp.records.organ_kinds import LOCAL_PART, is_department, listed, system_of
from wenming_nlp.resources import read_rows

if TYPE_CHECKING:
    from wenming_nlp.article import Home

__all__ = [
    "Context",
    "OrganName",
    "begins_with_unit",
    "division_of",
    "full_name",
    "leading_unit",
    "states",
]

_LEAGUE: Final = re.compile(r"^(?:共青)?团([省市区县旗州盟镇乡])(委|工委)")
#: The same the other way round, behind its unit: 区团委, 播州区团委.
_LEAGUE_OF: Final = re.compile(r"(?P<unit>[\u4e00-\u9fff]{2,}[省市区县旗州盟])团(?P<body>委|工委)")
#: Departments of a Party committee, whose full name has the committee in it: 播州区委宣传部.
_OF_COMMITTEE: Final = re.compile(
    r"^(?:宣传部|组织部|统战部|政法委|网信办|农工办|农办|农工委|农工部|党校|老干部局|老干局|编办|巡察办|政研室|社会工作部|台办|督查室|直属机关工委)"
)
#: The same behind a short name: 武陟团县委.
_LEAGUE_IN: Final = re.compile(r"^([\u4e00-\u9fff]{1,6})团([省市区县旗州盟])委")
#: Local branches are named by where they are, others by their number or duty: 交警汤头中队, 交警五大队.
_BRANCH: Final = re.compile(
    r"^(?:公安|交警)(?![一二三四五六七八九十\d]|直属|城[区市]|机动|特勤|事故|高速|指挥|治安|经侦|网安|[刑交巡特车局支大执综监])[\u4e00-\u9fff]{2,3}(?:分局|大队|中队)$"
)
#: What no township or village has of its own: 工商局 in a list behind 额尔敦街道办事处.
_ABOVE_TOWN: Final = re.compile(r"(?<!邮政)局$|(?:法院|检察院|总工会|发改委|住建委|公安分局)$")
_ZONE_FIRST: Final = re.compile(r"^(?:经开区|高新区|开发区|新区)(?=.)")
_ZONE: Final = re.compile(r"(?:开发区|新区|高新区|经开区|园区|示范区|管理区)$")
#: Cities of the Production and Construction Corps and the division each is one with.
_CORPS: Final = {
    "阿拉尔市": "一", "铁门关市": "二", "图木舒克市": "三", "可克达拉市": "四", "双河市": "五", "五家渠市": "六",
    "胡杨河市": "七", "石河子市": "八", "白杨市": "九", "北屯市": "十", "新星市": "十三", "昆玉市": "十四",
}  # fmt: skip
#: Organs that every village has: 枣岭村红白理事会.
_OF_VILLAGE: Final = re.compile(r"^(?:红白理事会|驻村工作队|道德评议会|村民理事会|村级红白理事会)")
#: Posts that every township has, and the kinds of townships: 派出所, 司法所 on a page that named 黄水镇.
_OF_TOWN: Final = re.compile(
    r"^(?:派出所|司法所|工商所|财政所|国土所|自然资源所|市场监管所|食药监所|卫生院|中心卫生院|中心校|中心学校|中心小学|文化站|综合文化站|广电站|广播站|文广站|农技站|林业站|畜牧站|水利站|民政所|规划所|综合行政执法队|综合执法队|社会事务办|社会事务办公室|经济发展办|便民服务中心)$"
)
_TOWNS: Final = ("镇", "乡", "街道", "苏木")
#: An organ under a township's or community's own name, which needs no unit before it: 福利社区党支部.
_NAMED_TOWN: Final = re.compile(
    r"^([\u4e00-\u9fff]{1,10}?(?:街道|社区|嘎查|苏木|[镇乡村]))(?=党|居委|居民委|村委|村民委|委员会|办事处|政府|人民政府|纪|人大|工会|妇联|团委|综治|文化|红白|新时代)"
)
_TOWN_UNIT: Final = re.compile(r"^(街道|[镇乡]|社区|小区|村|苏木|嘎查)(?=.)")
_TOWN_ORGAN: Final = re.compile(r"^(?:办事处|党工委)(?!会)")
_TOWN_NAME: Final = re.compile(r"(?:街道|社区|苏木|嘎查|[镇乡村])$")
_BY_UNIT: Final = {
    "省": "省",
    "州": "市",
    "盟": "市",
    "县": "县",
    "区": "县",
    "旗": "县",
    "镇": "乡",
    "乡": "乡",
    "街": "乡",
    "村": "村",
}


#: What the names of the centre's organs begin with.
_OF_THE_CENTRE: Final = (
    *("全国", "中央", "国家", "国务院", "中共中央", "党中央", "政治局"),
    *("中华", "最高人民", "中宣部", "中组部", "中联部", "中纪委", "中办", "大会主席团", "中国人民政治协商会议全国"),
    *("解放军", "中国人民解放军", "中国共产党"),
)


#: Part of a firm, hospital or school, which stands under that one's name.
_OF_A_FIRM: Final = re.compile(r"[\u4e00-\u9fff]{2}(?:公司|集团|医院|中学|小学|大学|学院|银行)[\u4e00-\u9fff]{2,}$")
#: Schools and hospitals that every county has, which say of themselves only which of its own they are.
_ONE_OF_MANY: Final = re.compile(
    r"^(?:第[一二三四五六七八九十]+|实验|机关|人民|中|妇幼|中心)(?:完全小学|小学|中学|高级中学|幼儿园|学校|人民医院|医院|保健院)(?![\u4e00-\u9fff]*分)"
)
#: Services whose branches bear a place's name: 公安渭滨分局, 交警瑶海大队.
_SERVICES: Final = ("公安", "交警", "武警", "消防", "税务", "国税", "地税", "工商", "边防")


class OrganName(NamedTuple):
    """An organ's full local name with what it says of itself.

    Attributes
    ----------
    name : str
        播州区委宣传部.
    level : str or None
        One of `schema.LEVEL`.
    system : str
        One of `schema.SYSTEM`.
    """

    name: str
    level: str | None
    system: str


class Context(NamedTuple):
    """What the words before an organ say about whose it is.

    Attributes
    ----------
    units : Mapping of str to str
        Short unit names by the character that stands for them, as in `Home.units`, with what the
        sentence so far has put in their place (惠山区委常委、常务副区长).
    towns : Mapping of str to str
        The township, village or community last named, by its kind: 街道, 镇, 乡, 村, 社区.
    unit : str or None
        The unit that governs a list of short organ names.
    """

    units: Mapping[str, str]
    towns: Mapping[str, str] = {}
    unit: str | None = None


def full_name(text: str, context: Context, home: Home | None) -> OrganName:
    """Return an organ's full local name; a unit's 团委 goes by the League's own name.

    Parameters
    ----------
    text : str
        The organ as written, without the bare office in the case of a post.
    context : Context
        The sentence's units.
    home : Home or None
        The page's home.

    Examples
    --------
    >>> from wenming_nlp.article import Home
    >>> home = Home("遵义市播州区", "520304", {"区": "播州区", "市": "遵义市", "省": "贵州省"})
    >>> names = [full_name(t, Context(home.units), home).name for t in ("区城管局", "公安局", "团区委", "市政府督查室", "宣传部")]
    >>> names
    ['播州区城管局', '播州区公安局', '共青团播州区委', '遵义市政府督查室', '播州区委宣传部']
    """
    found = _full_name(text, context, home)
    league = _LEAGUE_OF.match(found.name)
    if league is None:
        return found
    return OrganName(f"共青团{league['unit']}{league['body']}{found.name[league.end() :]}", found.level, "群团")


def _full_name(text: str, context: Context, home: Home | None) -> OrganName:
    organ = text if text.startswith("中共中央") else text.removeprefix("中共")
    league = _LEAGUE.match(organ)
    if league:
        unit = context.units.get(league.group(1)) or context.towns.get(league.group(1)) or league.group(1)
        return OrganName(f"共青团{unit}{league.group(2)}{organ[league.end() :]}", _level(unit), "群团")
    if organ.startswith(("共青团", "民革", "民盟", "民建", "民进", "农工党", "致公党", "九三学社", "台盟")):
        if organ.endswith("中央"):
            return OrganName(organ, "国家", "群团" if organ.startswith("共青团") else "其他")
        return OrganName(organ, _level(organ[3:6]), "群团" if organ.startswith("共青团") else "其他")
    named = _LEAGUE_IN.match(organ)
    if named and load_gazetteer().lookup(named.group(1) + named.group(2)):
        unit = named.group(1) + named.group(2)
        return OrganName(f"共青团{unit}委{organ[named.end() :]}", _level(unit), "群团")
    organ = spelled(organ)
    if is_foreign(organ):
        return OrganName(organ, "国家", system_of(organ))
    place, rest = _leading_place(organ)
    if place:
        return OrganName(place + rest, _level(place), system_of(place + rest))
    if organ.startswith(("师市", "师党委", "师政")):
        corps = _corps(home)
        body = organ.removeprefix("师市") if organ.startswith("师市") else organ[1:]
        return OrganName((corps + body) if corps else organ, "市", system_of(organ))
    prefecture = context.units.get("地区")
    if prefecture and organ.startswith(("地区", "地委")):
        name = organ if organ.startswith("地委") else organ.removeprefix("地区")
        return OrganName(prefecture.removesuffix("地区" * (name is organ)) + name, "市", system_of(organ))
    if organ.startswith("自治区") and "自治区" in context.units:
        return OrganName(context.units["自治区"] + organ[3:], "省", system_of(organ))
    short = _ZONE_FIRST.match(organ)
    if short is not None:  # 经开区管委会 on a page of 芜湖经开区
        own = next((u for u in context.units.values() if u.endswith(short.group()) and u != short.group()), None)
        if own is not None:
            return OrganName(own + organ[short.end() :], _level(own), system_of(organ))
    if _NAMED_TOWN.match(organ):
        return OrganName(organ, _level(_NAMED_TOWN.match(organ).group(1)), system_of(organ))  # type: ignore[union-attr]
    town = _TOWN_UNIT.match(organ) if begins_with_town(organ) else None
    zone = town is None and home is not None and _ZONE.search(home.name) is not None
    if town or (_TOWN_ORGAN.match(organ) and not zone):
        kind = town.group(1) if town else "街道"
        village = kind in {"村", "社区", "小区", "嘎查"}
        return OrganName(_in_town(organ, kind, context.towns), "村" if village else "乡", system_of(organ))
    if organ[:1] in context.units and begins_with_unit(organ):
        unit, rest = context.units[organ[0]], organ[1:]
        return OrganName(unit + rest, _level(unit), system_of(unit + rest))
    if _OF_TOWN.match(organ) and (above := next((context.towns[k] for k in _TOWNS if k in context.towns), None)):
        return OrganName(above + organ, "乡", system_of(organ))
    if _OF_VILLAGE.match(organ) and "村" in context.towns:
        return OrganName(context.towns["村"] + organ, "村", system_of(organ))
    if _is_national(organ):
        return OrganName(organ, "国家", system_of(organ))
    unit = context.unit or _own_unit(home)
    if unit is not None and _TOWN_NAME.search(unit) and _ABOVE_TOWN.search(organ):
        unit = _own_unit(home)
    if unit is not None and _ONE_OF_MANY.match(organ):
        return OrganName(unit + organ, "单位", system_of(organ))
    if unit is None or not is_department(organ) or _BRANCH.match(organ) or _stands_alone(organ):
        return OrganName(organ, "单位" if unit is None else _level(organ), system_of(organ))
    if _OF_COMMITTEE.match(organ) and unit.startswith("第") and "师" in unit:
        return OrganName(unit + "党委" + organ, _level(unit), "党委")
    committee = "委" if _OF_COMMITTEE.match(organ) and not _TOWN_NAME.search(unit) else ""
    if committee and unit.endswith("党委"):
        committee = ""
    return OrganName(unit + committee + organ, _level(unit), system_of(organ))


def leading_unit(organ: str) -> str | None:
    """Return the division that an organ's name begins with (惠山区 of 江苏省无锡市惠山区委), None where it begins with none."""
    return _leading_place(organ.removeprefix("中共"))[0] or None


@lru_cache(maxsize=16384)
def _leading_place(organ: str) -> tuple[str, str]:
    """Split off the divisions an organ's name begins with; only the lowest is kept: 天津市 + 西青区委 is 西青区委."""
    gazetteer = load_gazetteer()
    place, rest = "", organ
    for _ in range(4):
        best = ""
        for length in range(min(12, len(rest)), 1, -1):
            name = rest[:length]
            if (name[-1] in "省市区县旗州盟镇乡" or name.endswith(("街道", "苏木"))) and gazetteer.lookup(name):
                best = name
                break
        if not best:
            break
        if best[-1] in "镇乡" or best.endswith(("街道", "苏木")):
            return place + best, rest[len(best) :]
        place, rest = best, rest[len(best) :]
        if rest[:1] == "委" and best[-1] in "省市区县旗州盟":
            break
    return place, rest


@lru_cache(maxsize=16384)
def begins_with_town(organ: str) -> bool:
    """Return whether an organ's name begins with a township, street or village that is not named: 镇党委, not 乡村振兴局."""
    town = _TOWN_UNIT.match(organ)
    if town is None:
        return False
    own = max((n for n in range(2, 9) if organ[:n] in _cores()), default=0)
    return own <= len(town.group(1))


@lru_cache(maxsize=16384)
def begins_with_unit(organ: str) -> bool:
    """Return whether an organ's first character is a unit before it: 市 + 政府, but 市场监管局, 市容局."""
    own = max((n for n in range(2, 9) if organ[:n] in _cores()), default=0)
    after = max((n for n in range(1, 9) if organ[1 : 1 + n] in _words()), default=0)
    return len(organ) > 1 and (after >= own or own == 0)


def _in_town(organ: str, kind: str, towns: Mapping[str, str]) -> str:
    """Put a township's, village's or community's name back before its organ."""
    town = towns.get(kind)
    if town is None:
        return organ
    if not organ.startswith(kind) or organ.startswith(("村委会", "村民委员会", "村支部", "社区居委会", "社区服务")):
        return town + (organ.removeprefix("社区") if kind == "社区" else organ)  # 枣岭村 + 村委会
    return town + organ[len(kind) :]


def division_of(home: Home | None) -> str | None:
    """Return the Corps division that a home is one with: 第八师 for 石河子市."""
    corps = _corps(home)
    return corps[: corps.index("师") + 1] if corps else None


def _corps(home: Home | None) -> str | None:
    """Return the division of the Production and Construction Corps that is one with a city, with the city's name."""
    for city, number in _CORPS.items():
        if home is not None and home.name.endswith(city):
            return f"第{number}师{city}"
    return None


def _own_unit(home: Home | None) -> str | None:
    """Return the short name of the home itself."""
    if home is None:
        return None
    for char in ("区", "县", "旗", "市", "州", "盟", "省", "自治区"):
        unit = home.units.get(char)
        if unit and (home.name.endswith(unit) or _same(unit, home.name)):
            return unit
    return next(iter(home.units.values()), None)


def _same(unit: str, name: str) -> bool:
    """Return whether a short unit name (循化县) stands for the last unit of a home's full name."""
    return unit[-1] == name[-1] and unit[:-1] in name[-len(unit) - 12 :]


def _is_national(organ: str) -> bool:
    ministry = (
        organ.endswith("部") and len(organ) > 2 and not LOCAL_PART.search(organ) and organ[:1] not in "省市区县旗州盟"
    )
    if ministry or organ.endswith(("总局", "总署")) or organ.startswith("国家"):
        return True
    return organ.startswith((*_OF_THE_CENTRE, *states()))


@lru_cache(maxsize=1)
def states() -> tuple[str, ...]:
    """Return the states, whose own organs are national: 俄罗斯国防部."""
    return tuple(word for word, kind in read_rows("world.tsv") if kind == "country")


@lru_cache(maxsize=16384)
def _stands_alone(organ: str) -> bool:
    """Return whether an organ's name begins with a name of its own: 经开公安分局, 公安渭滨分局."""
    words = _words()
    named = [(s, e) for s, e, name in load_gazetteer().scan(organ) if name not in words]
    if _OF_A_FIRM.search(organ):
        return True
    if any(start == 0 and end > 1 for start, end in named) or (organ.startswith(_SERVICES) and named):
        return True
    return not any(organ[:length] in words for length in range(2, 9))


@lru_cache(maxsize=1)
def _cores() -> frozenset[str]:
    return frozenset(word for word, kind, _ in listed() if kind == "core")


@lru_cache(maxsize=1)
def _words() -> frozenset[str]:
    return frozenset(word for word, _, _ in listed())


@lru_cache(maxsize=4096)
def _level(unit: str) -> str | None:
    """Return the level of a unit by its name."""
    if _TOWN_NAME.search(unit):
        return "村" if unit.endswith(("村", "社区", "嘎查")) else "乡"
    divisions = load_gazetteer().lookup(unit)
    if divisions:
        return divisions[0].level
    if unit.startswith(("香港", "澳门")) and ("特区" in unit or "特别行政区" in unit):
        return "省"
    return _BY_UNIT.get(unit[-1:], "市" if unit.endswith("市") else "单位")
