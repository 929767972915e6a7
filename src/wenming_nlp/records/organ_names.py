"""What an organ is called in full: 公安局 in a page of 播州区 is 播州区公安局, 团区委 is 共青团播州区委."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from wenming_nlp.entities.gazetteer import load_gazetteer, unit_name
from wenming_nlp.resources import read_rows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wenming_nlp.article import Home

__all__ = ["Context", "OrganName", "closes_organ", "full_name", "system_of"]

_LEAGUE: Final = re.compile(r"^团([省市区县旗州盟镇乡])(委|工委)")
#: Departments of a Party committee, whose full name has the committee in it: 播州区委宣传部.
_OF_COMMITTEE: Final = re.compile(
    r"^(?:宣传部|组织部|统战部|政法委|网信办|党校|老干部局|老干局|编办|巡察办|政研室|社会工作部|台办|督查室|直属机关工委)"
)
_TOWN_UNIT: Final = re.compile(r"^(街道|[镇乡]|社区|村|苏木|嘎查)(?=.)")
_TOWN_ORGAN: Final = re.compile(r"^(?:办事处|党工委|党政办)")
_TOWN_NAME: Final = re.compile(r"(?:街道|社区|苏木|嘎查|[镇乡村])$")
_BY_UNIT: Final = {"省": "省", "州": "市", "盟": "市", "县": "县", "区": "县", "旗": "县", "镇": "乡", "乡": "乡", "街": "乡", "村": "村"}


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
    town : str or None
        The township, village or community spoken of.
    unit : str or None
        The unit that governs a list of short organ names.
    """

    units: Mapping[str, str]
    town: str | None = None
    unit: str | None = None


def full_name(text: str, context: Context, home: Home | None) -> OrganName:
    """Return an organ's full local name.

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
    organ = text.removeprefix("中共").strip("“”")
    league = _LEAGUE.match(organ)
    if league:
        unit = context.units.get(league.group(1)) or context.town or league.group(1)
        return OrganName(f"共青团{unit}{league.group(2)}{organ[league.end():]}", _level(unit), "群团")
    place, rest = _leading_place(organ)
    if place:
        return OrganName(place + rest, _level(place), system_of(rest))
    if organ.startswith("师市"):
        unit = context.units.get("师市") or "师市"
        return OrganName(unit + organ[2:], "市", system_of(organ))
    if organ.startswith("自治区") and "自治区" in context.units:
        return OrganName(context.units["自治区"] + organ[3:], "省", system_of(organ))
    town = _TOWN_UNIT.match(organ)
    if town or _TOWN_ORGAN.match(organ):
        name = _in_town(organ, town.group(1) if town else "", context.town)
        return OrganName(name, "村" if town and town.group(1) in {"村", "社区", "嘎查"} else "乡", system_of(organ))
    if organ[:1] in context.units and len(organ) > 1:
        unit, rest = context.units[organ[0]], organ[1:]
        return OrganName(unit + rest, _level(unit), system_of(rest))
    if _is_national(organ):
        return OrganName(organ, "国家", system_of(organ))
    unit = context.unit or _own_unit(home)
    if unit is None or _stands_alone(organ):
        return OrganName(organ, "单位" if unit is None else _level(organ), system_of(organ))
    committee = "委" if _OF_COMMITTEE.match(organ) else ""
    return OrganName(unit + committee + organ, _level(unit), system_of(organ))


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
            return best, rest[len(best) :]
        place, rest = best, rest[len(best) :]
        if rest[:1] in {"委"} and best[-1] in "省市区县旗州盟":
            break
    if place:
        units = gazetteer.lookup(place)
        if units and "自治" in place:
            place = unit_name(units[0])
    return place, rest


def _in_town(organ: str, kind: str, town: str | None) -> str:
    """Put a township's, village's or community's name back before its organ."""
    if town is None:
        return organ
    if kind and town.endswith(kind):
        return town + organ[len(kind) :]
    return town + organ if not kind else organ


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
    return organ.startswith(("全国", "中央", "国家", "国务院", "中共中央", "最高人民", "中宣部", "中组部"))


def _stands_alone(organ: str) -> bool:
    """Return whether an organ's name begins with a name of its own: 经开公安分局, 公安渭滨分局."""
    words = _words()
    named = [(s, e) for s, e, name in load_gazetteer().scan(organ) if name not in words]
    if any(start == 0 for start, _ in named) or (organ.startswith("公安") and organ.endswith("分局") and named):
        return True
    return not any(organ[:length] in words for length in range(2, 9))


@lru_cache(maxsize=1)
def _words() -> frozenset[str]:
    return frozenset(word for word, _, _ in _listed())


@lru_cache(maxsize=1)
def _listed() -> tuple[tuple[str, str, str], ...]:
    """Return the organ list: word, kind, system."""
    return tuple((row[0], row[1], row[2] if len(row) > 2 else "") for row in read_rows("organs.tsv"))


@lru_cache(maxsize=1)
def _closing() -> dict[str, str]:
    """Return the system by closing word; the first mention in the list is the most telling."""
    systems: dict[str, str] = {}
    for word, kind, system in _listed():
        if kind != "core" and system and word not in systems:
            systems[word] = system
    return systems


def closes_organ(organ: str) -> bool:
    """Return whether a string ends like a complete organ: 县农业农村局, 第二中学; 宣传 does not."""
    closing = _closing()
    return any(organ[start:] in closing for start in range(len(organ)))


_PARTY_WORDS: Final = re.compile(r"党委|党工委|党组|党总支|党支部|工委|文明[办委]|创[建文城]办|宣传部|组织部|统战部|政法委|网信办|老干部局|党校")


@lru_cache(maxsize=4096)
def system_of(organ: str) -> str:
    """Return the system an organ belongs to, by its closing word.

    Examples
    --------
    >>> [system_of(o) for o in ("播州区委宣传部", "市公安局利州分局", "武陵区妇联", "区人大常委会", "区城管局")]
    ['党委', '垂管', '群团', '人大', '政府']
    """
    if _PARTY_WORDS.search(organ):
        return "党委"
    if organ.endswith("委") and len(organ) > 1 and organ[-2] in "省市区县旗州盟地师团" and "共青团" not in organ:
        return "党委"
    closing = _closing()
    for start in range(len(organ)):
        system = closing.get(organ[start:])
        if system is not None:
            if "公安" in organ or "交警" in organ or "税务" in organ:
                return "垂管"
            return system
    return "其他"


@lru_cache(maxsize=4096)
def _level(unit: str) -> str | None:
    """Return the level of a unit by its name."""
    if _TOWN_NAME.search(unit):
        return "村" if unit.endswith(("村", "社区", "嘎查")) else "乡"
    divisions = load_gazetteer().lookup(unit)
    if divisions:
        return divisions[0].level
    return _BY_UNIT.get(unit[-1:], "市" if unit.endswith("市") else "单位")
