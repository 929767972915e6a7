"""Readings of a name that the ranker weighs: Han names, transliterated ones, words that no dictionary lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from wenming_nlp.entities.names import DOTTED, han_run, load_context, load_names
from wenming_nlp.entities.scan import BREAKS, UNIT_CHARS
from wenming_nlp.text.segment import is_word

if TYPE_CHECKING:
    import re

    from wenming_nlp.entities.names import NameModel
    from wenming_nlp.entities.scan import Scan

__all__ = ["CROSSING", "INNER", "Candidate", "announced", "candidates", "dotted_ends", "opens_free", "transliterated"]

#: With these the nouns for persons end.
_PERSON_ENDS: Final = frozenset(
    "员工户农匠手师生者兵人友民哥姐弟妹老爷奶叔婶姨舅伯妈爸娘嫂婆公翁媳婿侄孙童儿女亲子妻夫星模"
)
#: Behind these a name without a Han surname may begin.
_OPENS: Final = BREAKS | frozenset("的和与跟给")
#: Log-odds from which a Han name that nothing announces is worth weighing, and one that cuts through a plain word.
_LIKELY: Final = -1.5
CROSSING: Final = 2.5
#: The same for a name that begins inside a word which the segmenter guessed.
INNER: Final = 1.0
#: Adverbs of degree that transliterate names as well.
_ADVERBS: Final = frozenset("更最很太再")
#: Log-odds from which two characters begin a transliterated name.
_FOREIGN: Final = 3.0
#: Characters of the longest transliterated part of a name, and of the longest word taken for a name whole, less one.
_LONGEST_NAME: Final = 8
_LONGEST_WORD: Final = 5


class Candidate(NamedTuple):
    """A reading of a name: its span, its odds as a Han name (None without a surname)."""

    start: int
    end: int
    odds: float | None


def announced(scan: Scan, at: int) -> bool:
    """Return whether a noun for a person stands right before: 村民, 大哥, 护林员, 退休工人."""
    if scan.roles.get(at, 0) > 1:
        return True
    if scan.text[at - 1] not in _PERSON_ENDS:
        return False
    before = scan.previous.get(at)
    return before is not None and at - before > 1 and scan.tags[at].startswith("n")


def opens_free(scan: Scan, at: int) -> bool:
    """Return whether a name without a Han surname may begin here: at a break, after 的 or 和, after a person's noun."""
    return at == 0 or scan.text[at - 1] in _OPENS or announced(scan, at)


def candidates(scan: Scan, names: NameModel, at: int) -> list[Candidate]:
    """Return the readings of a name that begins here, at the start of a word.

    With a Han surname a reading is worth weighing if its characters or a person's noun before it speak for
    a name; other names are transliterated, or are words that no dictionary lists.
    """
    text = scan.text
    if at not in scan.word_ends:  # inside a word that the segmenter guessed: 帮陆|奶交
        readings = [reading for reading in names.readings(text, at) if reading[1] >= INNER]
        return [Candidate(at, end, odds) for end, odds in readings if BREAKS.isdisjoint(text[at:end])]
    role = announced(scan, at)
    free = role or at == 0 or text[at - 1] in _OPENS
    readings = names.readings(text, at)
    if readings and not role:
        readings = [reading for reading in readings if reading[1] >= _LIKELY]
    japanese = text[at : at + 2] in names.japanese
    famous = text[at : scan.word_ends[at]] in names.famous
    if not (readings or free or japanese or famous or transliterated(names, text, at) or at in scan.dotted):
        return []
    word = scan.word_ends[at]
    plain = (
        not (japanese or famous) and word - at > 1 and not scan.tags[word].startswith("nr") and is_word(text[at:word])
    )
    if plain and not role:  # what cuts through a plain word, or is one, must be very like a name
        readings = [reading for reading in readings if reading[1] >= CROSSING]
    roles = load_context().roles
    found = [
        Candidate(at, end, odds)
        for end, odds in readings
        if BREAKS.isdisjoint(text[at:end])
        and text[at + 1 : end] not in roles  # 和|居民
        and not (text[end : end + 1] == "着" and scan.word_ends.get(end) == end + 1)  # 奚丹忙|着
    ]
    if at in scan.dotted and (dotted := DOTTED.match(text, at)):
        return found + [Candidate(at, end, None) for end in dotted_ends(scan, dotted)]
    if japanese:
        run = han_run(text, at, 5)
        taken = {candidate.end for candidate in found}
        return found + [
            Candidate(at, end, None)
            for end in range(at + 2, run + 1)
            if end not in taken and (end in scan.ends or end == run)
        ]
    if famous and all(candidate.end != word for candidate in found):
        found.append(Candidate(at, word, None))
    if plain or not (free or transliterated(names, text, at)):
        return found
    others = _foreign_ends(scan, names, at) if text[at] in names.foreign else set()
    if 1 < word - at < _LONGEST_WORD and text[at] not in names.single and han_run(text, at, 5) >= word:
        others.add(word)
    if text[at] in _ADVERBS:
        others.discard(at + 2)  # 更高、更强
    if others:
        others.difference_update(candidate.end for candidate in found)
        found += [Candidate(at, end, None) for end in sorted(others)]
    return found


def transliterated(names: NameModel, text: str, at: int) -> bool:
    """Return whether the two characters from here on look like the beginning of a transliterated name."""
    foreign = names.foreign
    return at + 1 < len(text) and foreign.get(text[at], -9.0) + foreign.get(text[at + 1], -9.0) > _FOREIGN


def _foreign_ends(scan: Scan, names: NameModel, at: int) -> set[int]:
    """Return where a transliterated name that begins here may end: with a word, or with the run of such characters."""
    text, foreign, end = scan.text, names.foreign, at
    while end < len(text) and end - at < _LONGEST_NAME and text[end] in foreign and text[end] not in UNIT_CHARS:
        end += 1
    least = at + (2 if text[at] in names.single else 1)
    return {stop for stop in range(least + 1, end + 1) if stop == end or stop in scan.ends}


def dotted_ends(scan: Scan, dotted: re.Match[str]) -> list[int]:
    """Return where a name with dots may end: with a word of its last part, or with its transliterating characters."""
    text, names = scan.text, load_names()
    last = max(dotted.group().rfind(mark) for mark in "·•‧・．") + dotted.start() + 1
    end = last
    while end < dotted.end() and text[end] in names.foreign:
        end += 1
    least = last + 2 if dotted.end() > last + 1 else last + 1
    return [stop for stop in range(least, dotted.end() + 1) if stop in {end, dotted.end()} or stop in scan.ends]
