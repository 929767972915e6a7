"""Whose organs are named: the units, townships and villages that stand before each mention."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from wenming_nlp.entities.posts import split_post
from wenming_nlp.records.organ_names import Context, begins_with_town, begins_with_unit, full_name, leading_unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wenming_nlp.article import Home
    from wenming_nlp.entities.mentions import Mention
    from wenming_nlp.text.sentences import Sentence

__all__ = ["sentence_contexts"]

_TOWN: Final = re.compile(r"(?:街道|社区|小区|苏木|嘎查|[镇乡村])$")
_COUNTY: Final = re.compile(r"..[区县旗]$")
_TOWN_IN_ORGAN: Final = re.compile(
    r"^(.{1,10}?(?:街道|社区|苏木|嘎查|[镇乡村]))(?=党|政府|办事处|人大|纪|综治|城管|居委|村委|文化|工会|妇联|残联|卫生|宣传|武装|新时代|团委|派出所|司法|民政|财政|农业|市场|经济|规划|便民|综合|应急|中心|[\u4e00-\u9fff]{1,5}(?:村|社区)(?:$|党|村|居|护)|组织|统战|纪检|政法|敬老院|供电|自然资源)"
)
_ABOVE: Final = re.compile(r"^.{2,6}?(?:省|市|区|县|旗|街道|[镇乡])(?=.)")
#: What follows the place that somebody is from, before his name.
_FROM: Final = re.compile(r"的[\u4e00-\u9fff]{0,4}\Z")
#: Labels that may name a division or a township, and those of them that are read as an organ.
_NAMING: Final = frozenset(("PLACE", "ORG", "POST"))
_OFFICIAL: Final = frozenset(("ORG", "POST"))
#: What joins the members of a list that one unit governs.
_JOINTS: Final = frozenset(("、", "，", ",", "和", "及", "与", "以及", ""))
#: What opens the line that says to whom a document goes as well.
_COPIES: Final = ("抄送", "抄报")


def sentence_contexts(
    text: str, sentences: Sequence[Sentence], mentions: Sequence[Mention], home: Home | None
) -> list[Context]:
    """Return, for each mention, what the text before it says about whose organs are named.

    A sentence starts from the home's units; a division written before an organ (惠山区委) replaces the
    unit of its kind until the sentence ends, and governs the short names that follow it in a list.
    """
    base = _named_units(text, mentions) | (dict(home.units) if home else {})
    ends = [s.end for s in sentences]
    contexts: list[Context] = []
    unit: str | None = None
    own: dict[str, str] | None = None
    better = _better_known(text, mentions)
    units, line, towns, copied = base, -1, _first_towns(text, mentions, better), False
    context = Context(units, towns, unit)
    before = None
    for number, mention in enumerate(mentions):
        at = bisect_right(ends, mention.start)
        if at != line:
            units, unit, line, own = base, None, at, None
            copied = at < len(sentences) and text.startswith(_COPIES, sentences[at].start)
        if unit is not None and before and text[before.end : mention.start] not in _JOINTS:
            unit = None
        if own is not None and mention.label in _OFFICIAL and before and before.label == "PERSON":
            units, own = own, None  # another person: 市 is the page's own again
        if context.units is not units or context.towns is not towns or context.unit != unit:
            context = Context(units, towns, unit)
        contexts.append(context)  # most mentions stand in the context of the one before
        before = mention
        if not _names_unit(mention):
            continue
        written = text[mention.start : mention.end]
        town = _town(written, mention.label)
        town = better.get(town, town) if town else None
        if town and mention.label == "PLACE" and (_in_list(text, mention) or _is_origin(text, mentions, number)):
            continue  # one of many: 胜境街道等27个乡镇; where somebody is from: 木门镇柳溪村的侯天宝
        if town:
            towns = {**towns, _kind(town): town}
        elif mention.label == "PLACE" and _COUNTY.search(written) and (home is None or written[-1] not in home.units):
            units = {**units, written[-1]: written}  # on a city's page: 广灵县墙面一新，县剪纸协会会长…
        if mention.label in _OFFICIAL:
            organ = split_post(written)[0] if mention.label == "POST" else written
            head = leading_unit(organ)
            if head and copied:
                pass  # 抄送：吕梁市文明办，市委办公室 goes to the own offices after those above
            elif head and len(head) > 2 and head[-1] in "省市区县旗州盟":
                lasting = home is None or head[-1] not in home.units
                units, own = {**units, head[-1]: head}, (own if lasting else own or units)
                unit = head
            elif organ.startswith("师市"):
                unit = full_name("师市文明办", Context(units), home).name.removesuffix("文明办")
            elif town or begins_with_town(organ):
                unit = town or towns.get(organ[:2] if organ.startswith("街道") else organ[0], unit)
            elif organ[:1] in units and begins_with_unit(organ):
                unit = units[organ[0]]
    return contexts


def _in_list(text: str, town: Mention) -> bool:
    """Return whether a township is one of several that a list names."""
    before, after = text[town.start - 1 : town.start], text[town.end : town.end + 1]
    return before == "、" or after == "、" or text.startswith("等", town.end)


def _is_origin(text: str, mentions: Sequence[Mention], number: int) -> bool:
    """Return whether a township only says where the person named next is from: 木门镇柳溪村的侯天宝."""
    end = mentions[number].end
    for mention in mentions[number + 1 : number + 3]:
        if mention.label == "PERSON":
            return _FROM.match(text, end, mention.start) is not None
        if mention.label != "PLACE" or mention.start != end:
            return False
        end = mention.end
    return False


def _names_unit(mention: Mention) -> bool:
    """Return whether a mention may say whose organs are meant after it: what no rule reads does not."""
    return mention.label in _NAMING and (mention.rule != "labeller" or mention.label == "PLACE")


def _named_units(text: str, mentions: Sequence[Mention]) -> dict[str, str]:
    """Return the division most often named of each kind, for pages whose home has none of that kind."""
    counts: Counter[str] = Counter()
    for mention in mentions:
        if not _names_unit(mention):
            continue
        written = text[mention.start : mention.end]
        unit = written if mention.label == "PLACE" else leading_unit(written)
        if unit and len(unit) > 2 and unit[-1] in "市区县旗州盟":
            counts[unit] += 1
    named: dict[str, str] = {}
    for unit, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        named.setdefault(unit[-1], unit)
    return named


@lru_cache(maxsize=8192)
def _town(written: str, label: str) -> str | None:
    """Return the township, village or community that a place names, or that an organ or post begins with."""
    if label == "PLACE":
        return written if _TOWN.search(written) and len(written) > 2 else None
    found = _TOWN_IN_ORGAN.match(written)
    if not found or len(found.group(1)) < 3:
        return None
    town = found.group(1)
    while (above := _ABOVE.match(town)) and len(town) - above.end() > 2:
        town = town[above.end() :]
    return town


def _kind(town: str) -> str:
    """Return what kind of place a township's or village's name ends in."""
    return town[-2:] if town[-2:] in {"街道", "社区", "小区", "苏木", "嘎查"} else town[-1]


def _better_known(text: str, mentions: Sequence[Mention]) -> dict[str, str]:
    """Return, for townships and villages that another's name ends, the other where it is named as often: 走进大安镇."""
    found = (_town(text[m.start : m.end], m.label) for m in mentions if _names_unit(m))
    counts = Counter(town for town in found if town)
    return {
        town: short
        for town, n in counts.items()
        for short in counts
        if len(short) < len(town) and town.endswith(short) and counts[short] >= n
    }


def _first_towns(text: str, mentions: Sequence[Mention], better: dict[str, str]) -> dict[str, str]:
    """Return the first township, village and community that are named, for the organs before them."""
    towns: dict[str, str] = {}
    for mention in mentions:
        town = _town(text[mention.start : mention.end], mention.label) if _names_unit(mention) else None
        if town:
            towns.setdefault(_kind(town), better.get(town, town))
    return towns
