"""The institution that a page speaks of, where its own posts and parts are named without it: 局党组书记, 食品股股长."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from wenming_nlp.entities.posts import WARD, split_post

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wenming_nlp.entities.mentions import Mention

__all__ = ["COUNCIL", "is_body", "is_of_kind", "last_body", "own_part", "page_body", "red_white_council"]

#: Bureaus, hospitals, schools, firms and squads, which have a Party group, an office and sections of their own.
_BODY: Final = re.compile(
    r"(?:(?<!政治)局|医院|卫生院|保健院|公司|集团|中学|小学|学校|学院|大学|第[一二三四五六七八九十]中|[一二三四五六七八九十]中|幼儿园|银行|[支分]行|法院|检察院|供销社|纪委监委|"
    r"(?:交警|巡警|特警|消防|消防救援|公安|交巡警)(?:大队|支队)|(?:养护|收费|供电|环卫|公路)[站所])$"
)
_COMMITTEE: Final = r"(?:机关)?(?:党委|党组|党总支|党支部|总支|支部|纪委|工会|团委|团总支|团支部)"
#: A committee that stands alone or behind its institution's kind: 党组, 局党组, 院党委, 公司工会.
_OWN_COMMITTEE: Final = re.compile(
    rf"^(?P<kind>[局院校站所厂社馆园台队行]|集团公司|公司|集团|学校|学院|医院|大学|中心|支队|大队)?(?P<part>{_COMMITTEE})$"
)
#: Parts that only schools have.
_OF_SCHOOL: Final = re.compile(
    r"^(?:总务处|政教处|德育处|教务处|教导处|学生处|少先队|少先队大队部?|[\u4e00-\u9fff]{1,3}(?:年级组|教研组))$"
)
_OF_KIND: Final = {
    "医": "医院|卫生院|保健院",
    "校": "中学|小学|学校|学院|大学|中|校",
    "公司": "公司|集团",
    "集团": "公司|集团",
    "集团公司": "公司|集团",
}
#: A part that every institution has and no county: 办公室, 食品股, 二中队, 机修班; 督查室 and 管理处 are organs themselves.
_PART: Final = re.compile(
    r"^(?!中央|全国|国务院|国家|市(?![容政场])|[省县区旗州盟镇乡村]|第?[一二三四五六七八九十\d]+网格)(?:[\u4e00-\u9fff]{0,8}"
    r"(?:(?<!创建)(?<!文明)(?<!指挥部)办公室|科|股|(?<!督查)(?<!政研)(?<!研究)室|(?<!办事)(?<!管理)处|执行局|[一二三四]庭|(?:少年|家事|立案|行政审判|刑事审判|民事审判|速裁)庭|班|中队|"
    r"(?<!交警)(?<!消防)(?<!救援)(?<!巡警)大队|门诊部|护理部|(?:党委|党群|党建|综合|市场|人力资源|人事|财务|运营|营销|销售|生产|采购|行政|后勤|质检|质量|设备|物业|餐饮|客房|信贷|运维|检修|调度|政治|安全|工程|技术|客服)[\u4e00-\u9fff]{0,2}部)|"
    r"第[一二三四五六七八九十][\u4e00-\u9fff]{0,2}分局|少先队|少先队大队部?|[\u4e00-\u9fff]{1,3}(?:年级组|教研组))$"
)
#: An institution inside an organ, which is then no part of the page's own.
_BODY_INSIDE: Final = re.compile(
    r"^(?!执行局)[\u4e00-\u9fff]{1,6}(?:局|医院|公司|集团|[大中小]学|学校|法院|供电所|派出所|养护站|收费站|[交刑巡特]警[大支]队|[大支]队)[\u4e00-\u9fff]"
)
_UNIT_FIRST: Final = re.compile(r"[省市县区旗州盟镇乡村]")
_LEAD: Final = 40  # characters of the first paragraph in which its subject is named
_ORGANS: Final = frozenset(("ORG", "POST"))
COUNCIL: Final = "红白理事会"
_COUNCIL_REACH: Final = 160


@lru_cache(maxsize=8192)
def is_body(organ: str) -> bool:
    """Return whether an organ is an institution with parts of its own.

    Examples
    --------
    >>> [is_body(o) for o in ("云溪县交通运输局", "云溪县委", "石桥镇卫生院", "宏达建材集团有限公司")]
    [True, False, True, True]
    """
    return bool(_BODY.search(organ))


@lru_cache(maxsize=8192)
def own_part(organ: str) -> tuple[str, str] | None:
    """Return the kind of institution that a part is written under (or nothing) and the part; None for other organs.

    Examples
    --------
    >>> [own_part(o) for o in ("局党组", "党委", "食品股", "公司工会", "县委办公室", "督查室")]
    [('局', '党组'), ('', '党委'), ('', '食品股'), ('公司', '工会'), None, None]
    """
    committee = _OWN_COMMITTEE.match(organ)
    if committee is not None:
        return committee["kind"] or "", committee["part"]
    if WARD.fullmatch(organ):
        return "医", organ
    if _OF_SCHOOL.match(organ):
        return "校", organ
    return ("", organ) if _PART.match(organ) and not _BODY_INSIDE.match(organ) else None


def page_body(text: str, mentions: Sequence[Mention]) -> int | None:
    """Return the position of the mention of the institution that the page is about.

    It is the first organ of the headline, or else the first of the opening paragraph; where that one is
    longer and has all of the headline's in it (恒陇集团, 甘肃恒陇养护集团有限公司), it is the full name.
    """
    title = text.find("\n")
    body = title + 1
    while text.startswith("\n", body):
        body += 1
    end = text.find("\n", body)
    end = len(text) if end < 0 else end
    headed = next((i for i, m in enumerate(mentions) if m.label == "ORG" and m.start < title), None)
    lead = next(
        (i for i, m in enumerate(mentions) if m.label == "ORG" and body <= m.start < min(end, body + _LEAD)), None
    )
    if headed is None or (lead is not None and _is_short_for(text, mentions[headed], mentions[lead])):
        headed = lead
    if headed is None or not is_body(text[mentions[headed].start : mentions[headed].end]):
        return None
    ends = text[mentions[headed].end - 2 : mentions[headed].end]
    whole = (i for i, m in enumerate(mentions) if m.label == "ORG" and text.startswith(ends, m.end - 2))
    return next((i for i in whole if _is_short_for(text, mentions[headed], mentions[i], opens=2)), headed)


def _is_short_for(text: str, short: Mention, full: Mention, *, opens: int = 0) -> bool:
    """Return whether all characters of one mention stand in the other in their order, the first `opens` at its head."""
    if not text.startswith(text[short.start : short.start + opens], full.start):
        return False
    rest = iter(text[full.start : full.end])
    return full.end - full.start > short.end - short.start and all(c in rest for c in text[short.start : short.end])


def is_of_kind(organ: str, kind: str) -> bool:
    """Return whether an institution is of the kind that stands before its part: 校 of a 中学, 公司 of a 集团."""
    return is_body(organ) and re.search(rf"(?:{_OF_KIND.get(kind, kind)})$", organ) is not None


def last_body(text: str, mentions: Sequence[Mention], index: int, kind: str, *, reach: str = "。\n") -> int | None:
    """Return the position of the institution named last before `index`: in the same sentence, or of the `kind` anywhere.

    Parameters
    ----------
    text : str
    mentions : sequence of Mention
    index : int
        Position of the post.
    kind : str
        What the institution must end in, as `own_part` returns it; empty for any institution of the sentence.
    reach : str
        Marks over which one looks back for no institution of any kind.
    """
    for i in range(index - 1, -1, -1):
        mention = mentions[i]
        if not kind and any(mark in text[mention.end : mentions[i + 1].start] for mark in reach):
            return None
        if mention.label not in _ORGANS:
            continue
        written = text[mention.start : mention.end]
        organ = split_post(written)[0] if mention.label == "POST" else written
        if len(organ) < 3 or own_part(organ):
            if not kind and _UNIT_FIRST.match(organ):
                return None
            continue
        if kind:
            if is_of_kind(organ, kind):
                return i
            continue
        return i if is_body(organ) else None
    return None


def red_white_council(text: str, start: int) -> bool:
    """Return whether a village's 红白理事会 is what the words before `start` speak of."""
    at = text.rfind(COUNCIL, max(0, start - _COUNCIL_REACH), start)
    return at >= 0 and "协会" not in text[at:start]
