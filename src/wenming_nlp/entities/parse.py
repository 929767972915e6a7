"""Where an organ's name begins, given where it ends.

An organ's name is read from right to left: its closing word, the domain words before it, an organ
that it belongs to, and the administrative unit in front. The same reading serves organs that stand
by themselves and organs inside a post (区城管局 + 局长).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from wenming_nlp.entities.organ_edges import (
    ACTS,
    BANKS,
    DETERMINERS,
    FIRMS,
    JOINS,
    LOOSE_OR_STOP,
    LOOSE_TAGS,
    MOST_LONE,
    NOT_A_UNIT,
    NOT_LONE,
    OF_A_STATE,
    OF_THE_CENTRE,
    SERVICES,
    SHOP_ENDS,
    STATES,
    TRADES,
    ZONE_WORDS,
)
from wenming_nlp.entities.place_edges import STOP_TAGS, place_start
from wenming_nlp.entities.scan import BREAKS, UNIT_CHARS
from wenming_nlp.text.segment import is_word

if TYPE_CHECKING:
    from wenming_nlp.entities.scan import Scan

__all__ = ["organ_starts", "word_starts"]

_MAX_ORGAN: Final = 40
#: Characters of the longest free name of an organ's inner unit.
_MAX_INNER: Final = 8
#: With these a word that other words follow is no organ with a unit inside: 公司员工, 学校学生.
_CROWD_ENDS: Final = frozenset("员生工")
#: An ordinal inside a name: 第一中学, 交警支队二大队, 一四三团.
_ORDINAL: Final = re.compile(r"(?:第?[一二三四五六七八九十百〇零\d]{1,4})$")
#: Units of more than one character that need no name: 街道党工委, 师市文明办, 自治区交通运输厅.
_WORD_UNITS: Final = (
    "师市",
    "街道",
    "社区",
    "小区",
    "自治区",
    "自治州",
    "兵团",
    "乡镇",
    "国家",
    "全国",
    "中央",
    "苏木",
    "嘎查",
    "地区",
)
#: Parties and leagues whose local committees bear the division's name after their own.
_PARTY: Final = re.compile(r"(?:中共|民革|民盟|民建|民进|农工党|致公党|九三学社|台盟|共青团)\Z")
_PARTY_ENDS: Final = frozenset("共革盟建进党社团")
_JOINED_UNITS: Final = frozenset(
    ("和县", "至县", "至市", "至区", "与县", "与市", "及县", "及市", "到县", "到市", "到区")
)
#: A community's or township's ending as the first word of its organ.
_TOWN_FIRST: Final = re.compile("社区|街道|村|镇|乡")


def organ_starts(scan: Scan, end: int) -> tuple[int, ...]:
    """Return all positions at which a reading of the text before `end` as (part of) an organ's name may begin.

    Parameters
    ----------
    scan : Scan
    end : int
        Where the name, or the part of it before a post's head, ends.

    Returns
    -------
    tuple of int
        Ascending, without `end` itself; empty where nothing before `end` reads as an organ or a unit.
    """
    found = scan.memo.get(end)
    if found is None:
        scan.memo[end] = ()  # a word that contains itself cannot recurse
        found = scan.memo[end] = tuple(sorted(_read(scan, end)))
    return found


def _read(scan: Scan, end: int) -> set[int]:
    """Read one element leftwards, then whatever may stand before it."""
    starts: set[int] = set()
    if end <= 0:
        return starts
    text = scan.text
    if text[end - 1] in BREAKS and text[end - 1] not in "”）)":
        return starts
    for start, kind in scan.organs.get(end, ()):
        starts |= word_starts(scan, start, end, kind)
    place = place_start(scan, end)
    if place is not None:
        starts.add(place)
        starts.update(_units_before(scan, place))
        # 市公安局 + 盐湖 + 分局: a branch named after a place follows its organ.
        starts.update(_complete(scan, place))
        starts.update(w.start for w in scan.organs.get(place, ()) if w.kind == "brand")  # 美团 + 盐城 + 站
    elif text[end - 1] in UNIT_CHARS or text.endswith(_WORD_UNITS, 0, end):
        starts |= _unit_before(scan, end)
    return starts


def _unit_before(scan: Scan, end: int) -> set[int]:
    """Return the starts of a unit that is no name: 市, 师市, 街道, with the organ that is posted there (市纪委监委驻市民政局)."""
    text = scan.text
    word = next((w for w in _WORD_UNITS if text.endswith(w, 0, end)), text[end - 1])
    start = end - len(word)
    if word == "地区" and not scan.breaks_before(start):
        return set()  # 曼哈顿地区|法院
    starts = {start}
    if start and text[start - 1] == "驻":
        starts |= _complete(scan, start - 1)
    return starts


def word_starts(scan: Scan, start: int, end: int, kind: str) -> set[int]:
    """Return where an organ may begin whose last listed word is ``text[start:end]``."""
    text = scan.text
    # A domain word or an ending may follow a domain word; a complete organ only a unit or its superior.
    before = organ_starts(scan, start) if kind in {"core", "suffix"} else _superiors(scan, start)
    if kind == "core" and text[start:end] == "组织" and scan.tags.get(end) == "v" and _complete(scan, start):
        before = ()  # 区住建局|组织|青年志愿服务队
    starts = {s for s in before if end - s <= _MAX_ORGAN}
    if kind in {"core", "whole"}:
        starts.add(start)
    if (
        kind == "core"
        and text[start - 1 : start] in {"和", "与"}
        and any(w.kind == "core" for w in scan.organs.get(start - 1, ()))
    ):
        starts.update(organ_starts(scan, start - 1))  # 农牧农村和科技局
    if unit := _TOWN_FIRST.match(text, start):
        # 绿都社区居委会: the community's ending is the organ's first word.
        place = place_start(scan, unit.end())
        if place is not None and place < start:
            starts.add(place)
            starts |= _units_before(scan, place)
    if text[start] in UNIT_CHARS:
        # 昆山市委: the division's last character is the organ's first.
        for place in scan.places.get(start + 1, ()):
            starts.add(place)
            starts |= _units_before(scan, place)
    if start in scan.countries and text[start:end] == "队":
        starts.add(scan.countries[start])  # 荷兰队
    if kind == "suffix":
        at = min(starts, default=start)
        if not (scan.breaks_before(at) or text[at] in UNIT_CHARS or text.startswith(OF_THE_CENTRE, at)):
            starts |= _inner_unit(scan, at, start, end)
    if kind == "suffix" and (ordinal := _ordinal_before(text, start, end)) is not None:
        starts.add(ordinal)
        starts.update(organ_starts(scan, ordinal))
    if kind == "open":
        starts.add(start)
        starts |= _behind_road(text, _own_name(scan, start), start, end)
        starts |= {w.start for w in scan.organs.get(start, ()) if w.kind == "brand"}
    if start and text[start - 1] in STATES and scan.breaks_before(start - 1) and text.startswith(OF_A_STATE, start):
        starts.add(start - 1)  # 俄国防部
    if scan.countries:
        starts |= {scan.countries[s] for s in starts if s in scan.countries}  # 俄罗斯 + 国防部
    return starts


def _complete(scan: Scan, end: int) -> set[int]:
    """Return the starts of the complete organs that end here, and of the services that branches belong to (交警瑶海大队)."""
    if end > 1 and scan.text[end - 2 : end] in SERVICES:
        return {end - 2, *organ_starts(scan, end)}
    for word in scan.organs.get(end, ()):
        if word.kind not in {"core", "brand"}:
            return set(organ_starts(scan, end))
    return set()


def _superiors(scan: Scan, end: int) -> set[int]:
    """Return the starts of what a complete organ may follow: a unit, divisions, another complete organ."""
    starts = _complete(scan, end)
    place = place_start(scan, end)
    if place is not None:
        starts.add(place)
        starts.update(_units_before(scan, place))
        starts.update(_complete(scan, place))  # 县法院 + 太和 + 法庭
    elif end and (scan.text[end - 1] in UNIT_CHARS or scan.text.endswith(_WORD_UNITS, 0, end)):
        starts |= _unit_before(scan, end)
    return starts


def _inner_unit(scan: Scan, start: int, word: int, end: int) -> set[int]:
    """Return where an organ begins with words in it that no list has: 市委宣传部文明实践处, 县|蜜橘产业发展中心.

    `start` is where the words begin that the lists do have, `word` where the last of them does.
    """
    at = start
    if end not in scan.ends and scan.text[end - 1 : end] != scan.text[end : end + 1]:
        return set()  # 美军位于科|威特, but 帮扶科|科长
    if scan.text[at : at + 2] in ACTS and _complete(scan, at):
        return set()
    while start - at < _MAX_INNER and at > 0 and scan.text[at - 1] not in BREAKS:
        before = scan.word_start(at)
        tag = scan.tags.get(scan.word_ends.get(before, at), "x")
        acts = tag in {"v", "vd"} and (
            (at < word and before not in _listed_at(scan, at))
            or at - before < 2
            or (at == word and scan.text[before:at] in ACTS)
        )  # 发改局牵头修订
        if (
            (at not in scan.ends and not at == start < word)
            or acts
            or scan.text[before:at] in JOINS
            or tag[0] not in "nvbajl"
            or before in scan.places.get(at, ())
        ):
            break
        at = before
        superior = _complete(scan, at)
        if scan.text[at : at + 2] in (ACTS if superior else ("组织",)):
            return set()
        if superior and at < start and scan.text[at - 1] not in _CROWD_ENDS:
            return {s for s in superior if end - s <= _MAX_ORGAN and s < at}
        unit = at - 1
        if at < start and scan.text[unit] in UNIT_CHARS and scan.places.get(at):
            return {s for s in organ_starts(scan, at) if end - s <= _MAX_ORGAN}  # 零陵区|地方海事局
        if (
            scan.text[unit] in UNIT_CHARS
            and unit in scan.starts
            and at < start
            and scan.text[unit - 1 : unit] not in NOT_A_UNIT
        ):
            return {s for s in organ_starts(scan, at) if end - s <= _MAX_ORGAN}
    return set()


def _listed_at(scan: Scan, end: int) -> set[int]:
    """Return where the domain words that end here begin: 道德|建设|指导处 has a verb that is one."""
    return {word.start for word in scan.organs.get(end, ()) if word.kind == "core"}


def _ordinal_before(text: str, start: int, end: int) -> int | None:
    """Return where the ordinal before a numbered unit begins: 一大队, 二中队, 市场监管二所; 3处 is a count."""
    found = _ORDINAL.search(text, max(0, start - 5), start)
    if found is None:
        return None
    numbered = text[start:end] in {"大队", "中队", "支队", "分队", "派出所", "工区"}
    return (
        found.start()
        if numbered
        or found.group().startswith("第")
        or (text[start:end] == "所" and len(found.group()) == 1 and not found.group().isdecimal())
        else None
    )


def _units_before(scan: Scan, start: int) -> set[int]:
    """Return the starts of the divisions that stand before a division: 江苏省无锡市 before 惠山区."""
    found: set[int] = set()
    at: int | None = start
    while at:
        at = place_start(scan, at)
        if at is None:
            break
        found.add(at)
    for place in (start, *found):
        if scan.text[place - 1] in _PARTY_ENDS and (party := _PARTY.search(scan.text, max(0, place - 4), place)):
            found.add(party.start())
    return found


def _own_name(scan: Scan, end: int) -> set[int]:
    """Return where the name of a school, firm or team may begin that ends in a word starting at `end`."""
    text = scan.text
    found: set[int] = set()
    at = end
    while end - at < 24 and at > 0:
        if text[at - 1] == "”" and (opening := text.rfind("“", max(0, at - 12), at)) >= 0:
            at = opening
            found.add(at)
            continue
        if text[at - 1] in BREAKS:
            break
        if at < end and (superior := _complete(scan, at)):
            if text[at : at + 2] not in ACTS:  # 区住建局|组织青年志愿服务队
                found |= superior
            break
        starts = scan.places.get(at)
        if starts:
            at = starts[0]
            found.add(at)
            found |= _units_before(scan, at) | _complete(scan, at)
            tops = (at, *_units_before(scan, at))  # 国网 + 天津 + 静海 + 公司
            brand = next((w.start for top in tops for w in scan.organs.get(top, ()) if w.kind == "brand"), None)
            if (
                brand is None
                and (before := scan.previous.get(at)) is not None
                and scan.breaks_before(before)
                and at - before > 1
                and not any(w.start == before for w in scan.organs.get(at, ()))
            ):
                tag = scan.tags.get(at, "x")
                brand = before if tag[0] in "nxj" and not tag.startswith("nr") else None  # 鞍钢股份 + 鲅鱼圈 + 分公司
            if brand is not None:
                found.add(brand)
            break
        if at in scan.countries:
            found.add(scan.countries[at])  # 直达航线 + 阿根廷航空公司
            break
        before = scan.word_start(at)
        tag = scan.tags.get(at, "x")
        word = text[before:at]
        listed = any(w.start == before for w in scan.organs.get(at, ()))
        if word in UNIT_CHARS:
            found.add(before)
            break
        if word in _JOINED_UNITS:
            found.add(at - 1)  # the segmenter's word, and 和 + the county's organ
            break
        if word == "和" and scan.word_start(before) == before - 1 and scan.places.get(before - 1):
            at = before  # 焦作市|信和物业公司
            continue
        if (
            (tag in STOP_TAGS and len(word) > 1 and word not in ZONE_WORDS)
            or word in DETERMINERS
            or word in JOINS
            or (len(word) > 1 and word[-1] in "着了过上")
        ):
            break  # 拉着大学生
        if (len(word) == 1 and tag in LOOSE_OR_STOP and _is_anchored(scan, at)) or word in ZONE_WORDS:
            at = before  # 市公安局|嘎洒派出所, where the segmenter has an interjection and a verb
            found.add(at)
            continue
        opens = (
            word.startswith("第")
            or (word in TRADES and text.startswith(FIRMS, end))
            or _names_itself(scan, before, word, inside=at < end)
        )
        if tag in STOP_TAGS or (tag in LOOSE_TAGS and not listed and not opens):
            break
        at = before
        found.add(at)
    return {start for start in found if text[start : start + 2] not in ACTS}


def _is_anchored(scan: Scan, end: int) -> bool:
    """Return whether characters that are no words lead from `end` back to a division, a unit or a complete organ."""
    text = scan.text
    at = end
    while end - at <= MOST_LONE and at > 0 and text[at - 1] not in BREAKS:
        if at < end and (
            scan.places.get(at) or _complete(scan, at) or (text[at - 1] in UNIT_CHARS and at - 1 in scan.starts)
        ):
            return True
        before = scan.word_start(at)
        if at - before > 1 and not scan.tags.get(at, "x").startswith("n"):
            return False
        if at - before == 1 and text[before] in NOT_LONE:
            return False
        at = before
    return False


def _behind_road(text: str, starts: set[int], word: int, end: int) -> set[int]:
    """Return the starts of a shop's name that lie behind the road it stands at: 新华街道西长春路|鑫顺五金商店, 民族路|建设银行."""
    if text[end - 1] not in SHOP_ENDS:
        return starts
    road = max((text.rfind(c, min(starts, default=word), word + 1) for c in ("路", "街", "巷", "大道")), default=-1)
    if road < 0 or text.startswith("街道", road):
        return starts
    behind = road + (2 if text[road] == "大" else 1)
    return {s for s in starts if s >= behind} | {behind} if word - behind > 1 or text[word:end] in BANKS else starts


def _names_itself(scan: Scan, start: int, word: str, *, inside: bool) -> bool:
    """Return whether a verb or number opens a name: a division or an organ stands straight before it.

    晋江市顺发石材厂, 市公安局嘎洒派出所; but 商务局管饭店 has a verb that the dictionary lists. One
    character that stands `inside`, away from the head of the name, is read as part of it: 铺锦小学.
    """
    if not (inside and len(word) == 1) and is_word(word) and scan.tags.get(start + len(word), "v").startswith("v"):
        return False
    if scan.places.get(start) or (_complete(scan, start) and not is_word(word)):
        return True
    return start > 0 and scan.text[start - 1] in UNIT_CHARS and start - 1 in scan.starts
