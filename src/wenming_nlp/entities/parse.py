"""Where an organ's name begins, given where it ends.

An organ's name is read from right to left: its closing word, the domain words before it, an organ
that it belongs to, and the administrative unit in front. The same reading serves organs that stand
by themselves and organs inside a post (区城管局 + 局长).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from wenming_nlp.entities.scan import BREAKS, UNIT_CHARS

if TYPE_CHECKING:
    from wenming_nlp.entities.scan import Scan

__all__ = ["organ_starts", "place_start", "trim_start", "word_starts"]

_MAX_ORGAN: Final = 40
#: An ordinal inside a name: 第一中学, 交警支队二大队, 一四三团.
_ORDINAL: Final = re.compile(r"(?:第?[一二三四五六七八九十百〇零\d]{1,4})$")
#: A corps division or regiment, which acts as a unit: 六十七团, 第八师, 一四三团五连.
_REGIMENT: Final = re.compile(r"(?:第?[一二三四五六七八九十百〇零\d]{1,4}[师团连])+$")
#: Words that begin with a unit and may follow a division's name that shares its last character: 武陵区 + 区委.
_NO_NAME_CHARS: Final = frozenset("的了在和与及或由向对从到为被把将以是有等也都就并而于至即各该本我全某每")
#: Parts of speech at which an organisation's own name cannot begin or continue.
_STOP_TAGS: Final = frozenset(("p", "c", "u", "ud", "uj", "ul", "uv", "uz", "ug", "d", "df", "r", "rr", "rz", "y", "e", "o", "k", "w"))
_TOWNSHIP: Final = re.compile(r"(街道|社区|苏木|嘎查|[镇乡村])$")


def place_start(scan: Scan, end: int) -> int | None:
    """Return where the place name that ends here begins, the longest known one, otherwise None.

    A name with a township's or village's ending that no gazetteer lists is taken back to the
    nearest word boundary before its ending.
    """
    starts = scan.places.get(end)
    if starts:
        return starts[0]
    text = scan.text
    tail = _TOWNSHIP.search(text, max(0, end - 2), end)
    if tail is None:
        found = _REGIMENT.search(text, max(0, end - 10), end)
        return found.start() if found else None
    return _village_start(scan, end, tail.start())


def _village_start(scan: Scan, end: int, tail: int) -> int | None:
    """Return the start of an unlisted township's, village's or community's name; `tail` is where its ending begins."""
    text = scan.text
    at = scan.previous.get(end)
    if at is None:
        # The segmenter joined the ending with what follows; look for a boundary before it.
        at = next((p for p in range(tail, max(tail - 5, 0), -1) if p in scan.starts and p < tail), tail)
    steps = 0
    while (at >= tail or tail - at < 2) and steps < 3:
        before = scan.previous.get(at)
        if before is None or at in scan.places or scan.tags.get(at, "x") in _STOP_TAGS or text[at - 1] in BREAKS:
            break
        if tail - before > 5:
            break
        if scan.tags.get(at, "x") in {"v", "m", "q"} and at < tail:
            break
        at = before
        steps += 1
    if at >= tail or any(char in _NO_NAME_CHARS for char in text[at:tail]):
        return None
    return at


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
    elif text[end - 1] in UNIT_CHARS:
        starts.add(end - 1)
        if end > 1 and text[end - 2 : end] == "师市":
            starts.add(end - 2)
    elif text[end - 1] == "驻":
        starts.update(_complete(scan, end - 1))
    return starts


def word_starts(scan: Scan, start: int, end: int, kind: str) -> set[int]:
    """Return where an organ may begin whose last listed word is ``text[start:end]``."""
    text = scan.text
    # A domain word or an ending may follow a domain word; a complete organ only a unit or its superior.
    before = organ_starts(scan, start) if kind in {"core", "suffix"} else _superiors(scan, start)
    starts = {s for s in before if end - s <= _MAX_ORGAN}
    if kind in {"core", "whole"}:
        starts.add(start)
    if text[start] in UNIT_CHARS:
        # 昆山市委: the division's last character is the organ's first.
        for place in scan.places.get(start + 1, ()):
            starts.add(place)
            starts |= _units_before(scan, place)
    if kind == "suffix" and (ordinal := _ordinal_before(text, start, end)) is not None:
        starts.add(ordinal)
        starts.update(organ_starts(scan, ordinal))
    if kind == "open":
        starts.add(start)
        starts |= _own_name(scan, start)
    return starts


def _complete(scan: Scan, end: int) -> set[int]:
    """Return the starts of the complete organs that end here."""
    if not any(word.kind != "core" for word in scan.organs.get(end, ())):
        return set()
    return set(organ_starts(scan, end))


def _superiors(scan: Scan, end: int) -> set[int]:
    """Return the starts of what a complete organ may follow: a unit, divisions, another complete organ."""
    starts = _complete(scan, end)
    place = place_start(scan, end)
    if place is not None:
        starts.add(place)
        starts.update(_units_before(scan, place))
    elif end and scan.text[end - 1] in UNIT_CHARS:
        starts.add(end - 1)
        if scan.text[max(0, end - 2) : end] == "师市":
            starts.add(end - 2)
    return starts


def _ordinal_before(text: str, start: int, end: int) -> int | None:
    """Return where the ordinal before a numbered unit begins: 一大队, 二中队, 市场监管二所; 3处 is a count."""
    found = _ORDINAL.search(text, max(0, start - 5), start)
    if found is None:
        return None
    numbered = text[start:end] in {"大队", "中队", "支队", "分队", "派出所", "工区"}
    return found.start() if numbered or found.group().startswith("第") or (text[start:end] == "所" and len(found.group()) == 1 and not found.group().isdecimal()) else None


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
        if scan.text.endswith("中共", 0, place):
            found.add(place - 2)
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
        starts = scan.places.get(at)
        if starts:
            at = starts[0]
            found.add(at)
            found.update(_units_before(scan, at))
            if any(word.kind != "core" for word in scan.organs.get(at, ())):
                found.update(organ_starts(scan, at))
            break
        before = scan.previous.get(at)
        if before is None:
            listed = [w.start for w in scan.organs.get(at, ()) if w.kind == "core"]
            if not listed:
                break
            before = listed[0]
        tag = scan.tags.get(at, "x")
        word = text[before:at]
        if tag in _STOP_TAGS:
            break
        if tag in {"v", "vd", "t", "s", "f", "q", "ad", "m"} and not (
            any(w.start == before for w in scan.organs.get(at, ())) or word.startswith("第") or (tag == "m" and before in found)
        ):
            break
        at = before
        found.add(at)
        if word in UNIT_CHARS:
            break
    return found


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
    return starts[0] if starts and starts[0] < end else None
