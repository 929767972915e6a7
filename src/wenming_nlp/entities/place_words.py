"""The lexicon that bounds names of places, and what stands in a text beside one."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from wenming_nlp.resources import read_rows

if TYPE_CHECKING:
    import ahocorasick_rs

__all__ = ["CJK", "KNOWN", "NAMES", "UNIT_TAILS", "PlaceWords", "is_owned", "load_place_words"]

CJK = re.compile(r"[\u4e00-\u9fff]")
#: Names that are whole in the lexicon: sights, rivers, regions of China; states, regions and cities of the world.
KNOWN = ("known", "region", "country", "world", "city")
_ENDINGS = ("nature", "hall", "site", "road", "unit", "whole")
NAMES = frozenset(("ns", "nr", "nz", "nrt", "nrfg", "nt"))
UNIT_TAILS = (*"省市县区旗镇乡村", "街道", "社区", "苏木", "嘎查", "自治州", "地区")


class PlaceWords(NamedTuple):
    """The lexicon that bounds places."""

    suffixes: tuple[tuple[str, str], ...]
    automaton: ahocorasick_rs.AhoCorasick
    bound: frozenset[str]
    stem: frozenset[str]
    common: frozenset[str]
    verbs: frozenset[str]
    owner: re.Pattern[str]
    vague: frozenset[str]


@lru_cache(maxsize=1)
def load_place_words() -> PlaceWords:
    """Return the packaged lexicon, read once."""
    import ahocorasick_rs  # noqa: PLC0415  (not needed until a text is read)

    kinds: dict[str, list[str]] = {}
    for word, kind in read_rows("places.tsv"):
        kinds.setdefault(kind, []).append(word)
    # A name known to all is read as a whole, not from its suffix.
    for word, kind in read_rows("world.tsv"):
        kinds.setdefault(kind, []).append(word)
    # A word that is a hall and a site is read as a hall first: the unit's letter before it decides.
    suffixes = {w: kind for kind in (*_ENDINGS, *KNOWN) for w in kinds[kind]}
    halls = frozenset(kinds["hall"])
    listed = tuple((w, "hall " + kind if w in halls else kind) for w, kind in suffixes.items())
    return PlaceWords(
        listed,
        ahocorasick_rs.AhoCorasick([w for w, _ in listed], matchkind=ahocorasick_rs.MatchKind.LeftmostLongest),
        frozenset(kinds["bound"]),
        frozenset(kinds["stem"]),
        frozenset(kinds["common"]),
        frozenset(kinds["verbname"]),
        re.compile("|".join(map(re.escape, kinds["owner"]))),
        frozenset(kinds["vague"]),
    )


def is_owned(text: str, end: int, words: PlaceWords) -> bool:
    """Return whether the word after a place makes it part of an organ or an office."""
    return words.owner.match(text, end) is not None
