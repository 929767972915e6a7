"""What a person's name looks like, and what stands around one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from wenming_nlp.resources import read_rows

__all__ = ["NameContext", "NameModel", "load_context", "load_names"]

#: Parts joined by a middle dot: 努尔兰·哈力木. The last part ends where its right context says.
DOTTED: Final = re.compile(r"[\u4e00-\u9fff]{1,8}(?:[·•‧・．][\u4e00-\u9fff]{1,8})+")
_HAN: Final = re.compile(r"[\u4e00-\u9fff]+")


@dataclass(frozen=True, slots=True)
class NameModel:
    """Log-odds of the characters of a Han name against running text.

    Attributes
    ----------
    odds : dict of str to tuple of float
        By character: as surname, as first, as last of two given characters, as the only one.
    foreign : dict of str to float
        Log-odds of the characters that transliterate names without a Han surname, between 0 and 4.
    single, compound : frozenset of str
        Surnames of one and of two characters.
    syllables : frozenset of str
        Characters that write names without a Han surname: Mongolian, Tibetan, Uyghur, Kazakh, Yi, Dai.
    openers : frozenset of str
        Characters with which a name may begin.
    """

    odds: dict[str, tuple[float, float, float, float]]
    foreign: dict[str, float]
    single: frozenset[str]
    compound: frozenset[str]
    syllables: frozenset[str]
    openers: frozenset[str]

    def score(self, name: str) -> float | None:
        """Return how much more like a name than like running text a string is; None without a surname.

        Parameters
        ----------
        name : str
            Two to four characters.

        Returns
        -------
        float or None
            Sum of natural-log odds, positive for a likely name.

        Examples
        --------
        >>> names = load_names()
        >>> names.score("罗建") > 0 > names.score("应该")
        True
        >>> names.score("的人") is None
        True
        """
        unseen = (-4.0, -4.0, -4.0, -4.0)
        if name[:2] in self.compound and len(name) in {3, 4}:
            total, given = 5.0, name[2:]
        elif name[:1] in self.single and len(name) in {2, 3}:
            total, given = self.odds.get(name[0], unseen)[0], name[1:]
        else:
            return None
        if len(given) == 1:
            return total + self.odds.get(given, unseen)[3]
        return total + self.odds.get(given[0], unseen)[1] + self.odds.get(given[1], unseen)[2]

    def lengths(self, text: str, start: int) -> tuple[int, ...]:
        """Return the lengths that a Han name beginning here may have, longest first; empty without a surname."""
        if text[start : start + 2] in self.compound:
            return (4, 3)
        if text[start : start + 1] in self.single:
            return (3, 2)
        return ()


@dataclass(frozen=True, slots=True)
class NameContext:
    """Words that may follow a name, and nouns that may stand before one."""

    verbs: frozenset[str]
    suffixes: frozenset[str]
    roles: frozenset[str]

    def around(self, text: str) -> tuple[dict[int, int], dict[int, int]]:
        """Return what stands around names in a text, from one pass.

        Returns
        -------
        follows : dict of int to int
            Length of the longest word that may follow a name, by where it starts.
        roles : dict of int to int
            Length of the longest role noun, by where it ends.
        """
        follows: dict[int, int] = {}
        roles: dict[int, int] = {}
        matcher, kinds = _context_matcher()
        for index, start, end in matcher.find_matches_as_indexes(text, overlapping=True):
            after, before = kinds[index]
            if after and end - start > follows.get(start, 0):
                follows[start] = end - start
            if before and end - start > roles.get(end, 0):
                roles[end] = end - start
        return follows, roles


@lru_cache(maxsize=1)
def _context_matcher() -> tuple[Any, list[tuple[bool, bool]]]:
    """Return the matcher of all words around names, and for each whether it may follow and precede one."""
    from ahocorasick_rs import AhoCorasick, MatchKind  # noqa: PLC0415

    context = load_context()
    words = sorted(context.verbs | context.suffixes | context.roles)
    kinds = [(word in context.verbs or word in context.suffixes, word in context.roles) for word in words]
    return AhoCorasick(words, matchkind=MatchKind.Standard), kinds


@lru_cache(maxsize=1)
def load_names() -> NameModel:
    """Return the model of Han names."""
    rows = read_rows("surnames.tsv")
    single = frozenset(word for word, kind in rows if kind == "single")
    odds, foreign = {}, dict.fromkeys((word for word, kind in rows if kind == "syllable"), 0.5)
    for char, *values in read_rows("names.tsv"):
        surname, first, last, only, written = map(float, values)
        if written > 0.0:
            foreign[char] = min(written, 4.0)
        # A listed surname is one however seldom jieba's dictionary has it.
        odds[char] = (max(surname, 0.0) if char in single else surname, first, last, only)
    compound = frozenset(word for word, kind in rows if kind == "compound")
    syllables = frozenset(word for word, kind in rows if kind == "syllable")
    return NameModel(
        odds=odds,
        foreign=foreign,
        single=single,
        openers=single | syllables | {word[0] for word in compound},
        compound=compound,
        syllables=syllables,
    )


@lru_cache(maxsize=1)
def load_context() -> NameContext:
    """Return the words around names."""
    kinds: dict[str, set[str]] = {"verb": set(), "suffix": set(), "role": set()}
    for word, kind in read_rows("name_context.tsv"):
        kinds[kind].add(word)
    return NameContext(frozenset(kinds["verb"]), frozenset(kinds["suffix"]), frozenset(kinds["role"]))


def han_run(text: str, start: int, limit: int) -> int:
    """Return where the run of Han characters that begins here ends, at most `limit` further."""
    found = _HAN.match(text, start, min(len(text), start + limit))
    return found.end() if found else start
