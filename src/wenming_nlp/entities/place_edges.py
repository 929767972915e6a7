"""Where the name of a division, township, village or zone begins that stands before an organ, and where a word does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from wenming_nlp.entities.scan import BREAKS, UNIT_CHARS
from wenming_nlp.text.segment import is_word

if TYPE_CHECKING:
    from wenming_nlp.entities.scan import Scan

__all__ = ["NO_NAME_CHARS", "STOP_TAGS", "place_start", "trim_start"]

#: A corps division or regiment, which acts as a unit: 六十七团, 第八师, 一四三团五连.
_REGIMENT: Final = re.compile(r"(?:第?[一二三四五六七八九十百〇零\d]{1,4}[师团连])+$")
#: Development zones and what stands for them in front of their organs.
_ZONE: Final = re.compile(
    r"(?:(?:国家级)?(?:经济技术|经济|高新技术产业|高新技术|边境经济|边境贸易|工业|产业|旅游|生态)?(?:合作区|开发区|贸易区|园区|示范区|度假区|风景区|管理区|保税区|试验区|产业区|工业区|功能区|集聚区|聚集区)|经开区?|高新区?)$"
)
_TOWNSHIP: Final = re.compile(r"(街道|社区|苏木|嘎查|[镇乡村])$")
#: The last characters of a township's and of a zone's name: no other end of a text is searched for one.
_TOWNSHIP_ENDS: Final = frozenset("道区木查镇乡村")
_ZONE_ENDS: Final = frozenset("区开新")


#: Words that begin with a unit and may follow a division's name that shares its last character: 武陵区 + 区委.
NO_NAME_CHARS: Final = frozenset("记的了在和与及或由向对从到为被把将以是有等报赴请让使给问也就并而于至即各该本我全某每")
#: Parts of speech at which an organisation's own name cannot begin or continue.
STOP_TAGS: Final = frozenset(
    ("p", "c", "u", "ud", "uj", "ul", "uv", "uz", "ug", "d", "df", "r", "rr", "rz", "y", "e", "o", "k", "w")
)
#: The last characters of roads, and roads that are trades.
_ROAD_ENDS: Final = frozenset("路街巷")
_LONG_ROADS: Final = frozenset(("公路", "铁路", "道路"))


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
        and scan.text[start - 1] not in NO_NAME_CHARS
        and scan.tags.get(start, "v") not in STOP_TAGS | {"v", "q", "m"}
    ):
        return before
    return start


def _in_word(scan: Scan, at: int) -> bool:
    """Return whether a character that joins words is part of one itself: 怡和社区, 向阳村."""
    if at not in scan.starts:
        return scan.text[at] in "和与"
    end = scan.word_ends[at]
    return end - at > 1 and scan.tags.get(end, "x").startswith("n") and is_word(scan.text[at:end])


def _village_start(scan: Scan, end: int, tail: int) -> int | None:
    """Return the start of an unlisted township's, village's or community's name; `tail` is where its ending begins."""
    text = scan.text
    first = tail
    while (
        first > max(0, tail - 7)
        and text[first - 1] not in BREAKS
        and (text[first - 1] not in NO_NAME_CHARS or _in_word(scan, first - 1))
    ):
        first -= 1  # 怡和社区: inside a word 和 joins nothing
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
        if before < first or (
            at == tail
            and (tag == "v" or (tag in {"m", "t"} and text[tail - 1] in "年个"))
            and at - before > 1
            and is_word(text[before:at])
        ):
            break  # 响应|村红白理事会的倡议
        if before < first or (at < tail and (tag in STOP_TAGS or tag in {"v", "q"} or text[before:at].isdecimal())):
            break
        at = before
    at = max(at, first)
    if at - 1 >= first and text[at - 1] in "上下大小东西南北前后中新老" and (at - 1 == first or at - 1 in scan.starts):
        at -= 1
    if at - 1 >= first and scan.breaks_before(at - 1) and scan.word_start(at) == at - 1:
        at -= 1  # 桐 + 冲口村: a lone character at the head of the phrase belongs to the name
    if at >= tail:
        return None
    return _as_elsewhere(scan, at, end) if tail - at == 1 else at


def _as_elsewhere(scan: Scan, start: int, end: int) -> int:
    """Return where a name of one character before its ending begins by the other places where the text has it: 落水|坪村."""
    text = scan.text
    times = text.count(text[start:end])
    at = start
    while times > 1 and end - at < 6 and at and text[at - 1] not in BREAKS and text.count(text[at - 1 : end]) == times:
        at -= 1
    # What always goes before it must end somewhere, or it is one phrase said twice.
    return at if end - at < 6 else start


def trim_start(scan: Scan, starts: tuple[int, ...] | list[int], end: int) -> int | None:
    """Return the leftmost start at which a word or a phrase begins, or None.

    A start inside a word of the segmenter is passed over, unless the character before it cannot be
    part of a name or the word is one that the segmenter joined across an organ's edge.
    """
    text = scan.text
    for start in starts:
        if start >= end:
            continue
        if scan.breaks_before(start) or start in scan.starts or start in scan.ends or text[start - 1] in NO_NAME_CHARS:
            return start
        named = any(s in scan.starts or s in scan.ends for s in scan.places.get(start + 1, ()))
        if text[start - 1] in _ROAD_ENDS and text[start - 2 : start] not in _LONG_ROADS:
            return start  # 西长春路|鑫顺五金商店, where the segmenter reads 路鑫顺
        if text[start] in UNIT_CHARS and (start - 1 in scan.starts or start - 2 in scan.starts) and not named:
            return start  # 报区创文办, where the segmenter reads 报区
    return starts[0] if starts and starts[0] < end else None
