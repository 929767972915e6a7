"""Where an organ's name begins, given where it ends.

An organ's name is read from right to left: its closing word, the domain words before it, an organ
that it belongs to, and the administrative unit in front. The same reading serves organs that stand
by themselves and organs inside a post (区城管局 + 局长).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from wenming_nlp.entities.scan import BREAKS, UNIT_CHARS
from wenming_nlp.text.segment import is_word

if TYPE_CHECKING:
    from wenming_nlp.entities.scan import Scan

__all__ = ["organ_starts", "place_start", "trim_start", "word_starts"]

_MAX_ORGAN: Final = 40
#: Characters of the longest free name of an organ's inner unit.
_MAX_INNER: Final = 8
#: With these a word that other words follow is no organ with a unit inside: 公司员工, 学校学生.
_CROWD_ENDS: Final = frozenset("员生工")
#: An ordinal inside a name: 第一中学, 交警支队二大队, 一四三团.
_ORDINAL: Final = re.compile(r"(?:第?[一二三四五六七八九十百〇零\d]{1,4})$")
#: A corps division or regiment, which acts as a unit: 六十七团, 第八师, 一四三团五连.
_REGIMENT: Final = re.compile(r"(?:第?[一二三四五六七八九十百〇零\d]{1,4}[师团连])+$")
#: Words that begin with a unit and may follow a division's name that shares its last character: 武陵区 + 区委.
_NO_NAME_CHARS: Final = frozenset(
    "记的了在和与及或由向对从到为被把将以是有等报赴请让使给问也就并而于至即各该本我全某每"
)
#: Parts of speech at which an organisation's own name cannot begin or continue.
_STOP_TAGS: Final = frozenset(
    ("p", "c", "u", "ud", "uj", "ul", "uv", "uz", "ug", "d", "df", "r", "rr", "rz", "y", "e", "o", "k", "w")
)
#: Units of more than one character that need no name: 街道党工委, 师市文明办, 自治区交通运输厅.
_WORD_UNITS: Final = ("师市", "街道", "社区", "小区", "自治区", "自治州", "兵团", "乡镇", "国家", "全国", "中央")
#: Parties and leagues whose local committees bear the division's name after their own.
_PARTY: Final = re.compile(r"(?:中共|民革|民盟|民建|民进|农工党|致公党|九三学社|台盟|共青团)\Z")
_PARTY_ENDS: Final = frozenset("共革盟建进党社团")
#: A community's or township's ending as the first word of its organ.
_TOWN_FIRST: Final = re.compile("社区|街道|村|镇|乡")
#: Development zones and what stands for them in front of their organs.
_ZONE: Final = re.compile(
    r"(?:(?:国家级)?(?:经济技术|经济|高新技术产业|高新技术|边境经济|边境贸易|工业|产业|旅游|生态)?(?:合作区|开发区|贸易区|园区|示范区|度假区|风景区|管理区|保税区|试验区)|经开区?|高新区?)$"
)
#: Parts of speech that begin or continue a name only in a place that can hold nothing else.
_LOOSE_TAGS: Final = frozenset(("v", "vd", "t", "s", "f", "q", "ad", "m", "a", "zg"))
#: Verbs between two organisations.
_JOINS: Final = frozenset("会同 协同 携手 督查 督导 检查 走进 前往 派出 派驻 位于 成立 设立 组成 组建".split())
#: Domain words that are verbs, with which no organisation's own name begins.
_ACTS: Final = frozenset("建设 组织 指导 督查 检查 服务 管理 创建 打造 整合 依托 联合 邀请 选派".split())
#: Words before a school or firm that make it a kind of them.
_DETERMINERS: Final = frozenset(
    "全区 全市 全县 全省 全国 省级 市级 区级 县级 国家级 各级 中小 多家 部分 所有 每所 新设 新建 首家 首支 这支 支 家 所 个 名 座 组织".split()
)
#: States by one character, as headlines write them, and what stands behind.
_STATES: Final = frozenset("俄美乌英法德日韩伊叙黎巴印")
_OF_A_STATE: Final = (
    "国防部",
    "外交部",
    "财政部",
    "内政部",
    "国务院",
    "总统府",
    "国会",
    "议会",
    "国家安全局",
    "联邦政府",
    "央行",
)
_TOWNSHIP: Final = re.compile(r"(街道|社区|苏木|嘎查|[镇乡村])$")
#: The last characters of a township's and of a zone's name: no other end of a text is searched for one.
_TOWNSHIP_ENDS: Final = frozenset("道区木查镇乡村")
_ZONE_ENDS: Final = frozenset("区开新")


def place_start(scan: Scan, end: int) -> int | None:
    """Return where the place name that ends here begins, the longest known one, otherwise None.

    A name with a township's or village's ending that no gazetteer lists is taken back to the
    division before it or to the nearest word boundary before its ending.
    """
    if end <= 0:
        return None
    text = scan.text
    starts = scan.places.get(end)
    last = text[end - 1]
    tail = _TOWNSHIP.search(text, max(0, end - 2), end) if last in _TOWNSHIP_ENDS else None
    if tail is None:
        if starts:
            return starts[0]
        if last in _ZONE_ENDS and (zone := _ZONE.search(text, max(0, end - 10), end)):
            return _zone_start(scan, zone.start())
        found = _REGIMENT.search(text, max(0, end - 10), end) if last in "师团连" else None
        return found.start() if found else None
    if (
        starts
        and end - starts[0] > 2
        and (scan.breaks_before(starts[0]) or starts[0] in scan.starts or starts[0] in scan.ends)
    ):
        return starts[0]
    at = _village_start(scan, end, tail.start())
    return min((p for p in (at, *(starts or ())) if p is not None), default=None)


def _zone_start(scan: Scan, start: int) -> int:
    """Return where a development zone's name begins: 花桥经济开发区, 经开区."""
    if scan.places.get(start):
        return scan.places[start][0]
    before = scan.word_start(start)
    free = start - before < 4 and before < start and not scan.breaks_before(start)
    if (
        free
        and scan.text[start - 1] not in _NO_NAME_CHARS
        and scan.tags.get(start, "v") not in _STOP_TAGS | {"v", "q", "m"}
    ):
        return before
    return start


def _village_start(scan: Scan, end: int, tail: int) -> int | None:
    """Return the start of an unlisted township's, village's or community's name; `tail` is where its ending begins."""
    text = scan.text
    first = tail
    while first > max(0, tail - 7) and text[first - 1] not in BREAKS and text[first - 1] not in _NO_NAME_CHARS:
        first -= 1
        # 查干花镇昂格来村: the name begins where the division before it ends.
        known = text[first - 1 : first] in UNIT_CHARS and (scan.places.get(first) or text[first - 1] in "镇乡")
        if tail > first and (known or text[max(0, first - 2) : first] in {"街道", "苏木"}):
            return first
    if first == tail:
        return None
    if scan.tags.get(tail, "n") in {"t", "r", "c", "p"}:
        return None
    at = scan.word_start(end)
    while (at >= tail or tail - at < 2) and at > first:
        before = scan.word_start(at)
        tag = scan.tags.get(at, "x")
        if before < first or (at < tail and (tag in _STOP_TAGS or tag in {"v", "q"} or text[before:at].isdecimal())):
            break
        at = before
    at = max(at, first)
    if at - 1 >= first and text[at - 1] in "上下大小东西南北前后中新老" and (at - 1 == first or at - 1 in scan.starts):
        at -= 1
    if at - 1 >= first and scan.breaks_before(at - 1) and scan.word_start(at) == at - 1:
        at -= 1  # 桐 + 冲口村: a lone character at the head of the phrase belongs to the name
    return at if at < tail else None


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
    elif text[end - 1] in UNIT_CHARS or text.endswith(_WORD_UNITS, 0, end):
        starts |= _unit_before(scan, end)
    return starts


def _unit_before(scan: Scan, end: int) -> set[int]:
    """Return the starts of a unit that is no name: 市, 师市, 街道, with the organ that is posted there (市纪委监委驻市民政局)."""
    text = scan.text
    word = next((w for w in _WORD_UNITS if text.endswith(w, 0, end)), text[end - 1])
    start = end - len(word)
    starts = {start}
    if start and text[start - 1] == "驻":
        starts |= _complete(scan, start - 1)
    return starts


def word_starts(scan: Scan, start: int, end: int, kind: str) -> set[int]:
    """Return where an organ may begin whose last listed word is ``text[start:end]``."""
    text = scan.text
    # A domain word or an ending may follow a domain word; a complete organ only a unit or its superior.
    before = organ_starts(scan, start) if kind in {"core", "suffix"} else _superiors(scan, start)
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
    if kind == "suffix" and not starts:
        starts |= _inner_unit(scan, start, end)
    if kind == "suffix" and (ordinal := _ordinal_before(text, start, end)) is not None:
        starts.add(ordinal)
        starts.update(organ_starts(scan, ordinal))
    if kind == "open":
        starts.add(start)
        starts |= _own_name(scan, start)
    if start and text[start - 1] in _STATES and scan.breaks_before(start - 1) and text.startswith(_OF_A_STATE, start):
        starts.add(start - 1)  # 俄国防部
    if scan.countries:
        starts |= {scan.countries[s] for s in starts if s in scan.countries}  # 俄罗斯 + 国防部
    return starts


def _complete(scan: Scan, end: int) -> set[int]:
    """Return the starts of the complete organs that end here."""
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
    elif end and (scan.text[end - 1] in UNIT_CHARS or scan.text.endswith(_WORD_UNITS, 0, end)):
        starts |= _unit_before(scan, end)
    return starts


def _inner_unit(scan: Scan, start: int, end: int) -> set[int]:
    """Return where an organ begins whose inner unit bears a name that no list has: 市委宣传部文明实践处, 区水务局河长科."""
    at = start
    if end not in scan.ends:
        return set()  # 美军位于科|威特
    while start - at < _MAX_INNER and at > 0 and scan.text[at - 1] not in BREAKS:
        before = scan.word_start(at)
        tag = scan.tags.get(at, "x")
        acts = tag in {"v", "vd"} and (
            at < start or at - before < 2 or scan.text[before:at] in _ACTS | _JOINS
        )  # 发改局牵头修订
        if at not in scan.ends or acts or tag[0] not in "nvbajl" or before in scan.places.get(at, ()):
            break
        at = before
        superior = _complete(scan, at)
        if superior and at < start and scan.text[at - 1] not in _CROWD_ENDS:
            return {s for s in superior if end - s <= _MAX_ORGAN and s < at}
    return set()


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
            found |= superior
            break
        starts = scan.places.get(at)
        if starts:
            at = starts[0]
            found.add(at)
            found |= _units_before(scan, at) | _complete(scan, at)
            if text.endswith("公安", 0, at):
                found.add(at - 2)  # 公安津南分局
            brand = next((w.start for w in scan.organs.get(at, ()) if w.kind == "brand"), None)
            if (
                brand is None
                and (before := scan.previous.get(at)) is not None
                and scan.breaks_before(before)
                and at - before > 1
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
        if tag in _STOP_TAGS or word in _DETERMINERS or word in _JOINS or (len(word) > 1 and word[-1] in "着了过"):
            break  # 拉着大学生
        opens = word.startswith("第") or _names_itself(scan, before, word, inside=at < end)
        if tag in _LOOSE_TAGS and not listed and not opens:
            break
        at = before
        found.add(at)
    return {start for start in found if text[start : start + 2] not in _ACTS}


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


def trim_start(scan: Scan, starts: tuple[int, ...] | list[int], end: int) -> int | None:
    """Return the leftmost start at which a word or a phrase begins, or None.

    A start inside a word of the segmenter is passed over, unless the character before it cannot be
    part of a name or the word is one that the segmenter joined across an organ's edge.
    """
    text = scan.text
    for start in starts:
        if start >= end:
            continue
        if scan.breaks_before(start) or start in scan.starts or start in scan.ends or text[start - 1] in _NO_NAME_CHARS:
            return start
        named = any(s in scan.starts or s in scan.ends for s in scan.places.get(start + 1, ()))
        if text[start] in UNIT_CHARS and (start - 1 in scan.starts or start - 2 in scan.starts) and not named:
            return start  # 报区创文办, where the segmenter reads 报区
    return starts[0] if starts and starts[0] < end else None
