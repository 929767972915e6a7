"""Where a name that no office and no list announces may begin: a test so cheap that every word of a text can take it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from wenming_nlp.entities.candidates import CROSSING, INNER, announced, opens_free, transliterated
from wenming_nlp.entities.names import load_names
from wenming_nlp.text.segment import is_word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wenming_nlp.entities.scan import Scan

__all__ = ["find_openings"]

#: How many words are kept with what they may open.
_KEPT: Final = 1 << 15


def find_openings(scan: Scan, taken: bytearray) -> Iterator[int]:
    """Yield the starts of words at which `ranker.candidates` may find a reading, where nothing is taken.

    Parameters
    ----------
    scan : Scan
    taken : bytearray
        1 for each character that something else holds.
    """
    text, names, dotted = scan.text, load_names(), scan.dotted
    told = map(_opening_words().__getitem__, zip(scan.tokens.words, scan.tokens.pos, strict=True))
    pairs = zip(scan.order, told, strict=True)
    chosen = [pair for pair in pairs if pair[1] or pair[0] in dotted] if dotted else [pair for pair in pairs if pair[1]]
    for at, opening in chosen:
        if opening[-1:] == "+":
            opening = opening[:-1]  # noqa: PLW2901
            if not taken[at + 1]:
                yield at + 1
        if taken[at] or not opening:
            continue
        if opening == "surname":
            yield at
        elif opening == "announced" and at not in dotted:
            if announced(scan, at):
                yield at
        elif (
            text[at : at + 2] in names.compound
            or opens_free(scan, at)
            or transliterated(names, text, at)
            or (at in dotted and (text[at] in names.single or text[at] in names.foreign))
        ):
            yield at


class _OpeningWords(dict[tuple[str, str], str]):
    """How a name may open with a word of a tag, each asked once; an `lru_cache` would take most of the time.

    The values are ``surname``; ``announced`` for a plain word that no likely name begins with, so that only a
    person's noun before it makes one of it; ``other`` for transliterating characters, for a word that no dictionary
    lists and for the first character of a compound surname; empty where no name opens. ``+`` after it says that one may
    open with the second character of a word that the segmenter guessed: 帮陆.
    """

    def __missing__(self, key: tuple[str, str]) -> str:
        if len(self) >= _KEPT:
            self.clear()
        (word, tag), names = key, load_names()
        known = len(word) < 2 or is_word(word)
        plain = len(word) > 1 and known and not tag.startswith("nr")
        if word[:2] in names.japanese or word in names.famous:
            opening = "surname"
        elif word[0] in names.single or word[:2] in names.compound:
            opening = "announced" if plain and names.most(word) < CROSSING else "surname"
        elif plain:
            opening = ""
        elif len(word) > 1 or word in names.foreign or word in names.compound_first:
            opening = "other"
        else:
            opening = ""
        if not known and word[1] in names.single and names.most(word[1:]) >= INNER:
            opening += "+"
        self[key] = opening
        return opening


@lru_cache(maxsize=1)
def _opening_words() -> _OpeningWords:
    return _OpeningWords()
