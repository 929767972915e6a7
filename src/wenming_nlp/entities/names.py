"""What a person's name looks like, and what stands around one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

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
    single, compound : frozenset of str
        Surnames of one and of two characters.
    syllables : frozenset of str
        Characters that write names without a Han surname: Mongolian, Tibetan, Uyghur, Kazakh, Yi, Dai.
    """

    odds: dict[str, tuple[float, float, float, float]]
    single: frozenset[str]
    compound: frozenset[str]
    syllables: frozenset[str]

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
    longest: int = 5

    def follows(self, text: str, at: int) -> int:
        """Return the length of the longest word here that may follow a name, 0 where there is none."""
        for length in range(self.longest, 0, -1):
            word = text[at : at + length]
            if len(word) == length and (word in self.verbs or word in self.suffixes):
                return length
        return 0

    def role_before(self, text: str, at: int) -> int:
        """Return the length of the longest role noun that ends here: 村民, 通讯员; 0 where there is none."""
        for length in range(6, 0, -1):
            if at >= length and text[at - length : at] in self.roles:
                return length
        return 0

    def suffix_at(self, text: str, at: int) -> int:
        """Return the length of the longest word here that goes with the name before it: 同志, 老人."""
        for length in range(self.longest, 1, -1):
            if text[at : at + length] in self.suffixes:
                return length
        return 0


@lru_cache(maxsize=1)
def load_names() -> NameModel:
    """Return the model of Han names."""
    rows = read_rows("surnames.tsv")
    single = frozenset(word for word, kind in rows if kind == "single")
    odds = {}
    for char, *values in read_rows("names.tsv"):
        surname, first, last, only = map(float, values)
        # A listed surname is one however seldom jieba's dictionary has it.
        odds[char] = (max(surname, 0.0) if char in single else surname, first, last, only)
    return NameModel(
        odds=odds,
        single=single,
        compound=frozenset(word for word, kind in rows if kind == "compound"),
        syllables=frozenset(word for word, kind in rows if kind == "syllable"),
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
