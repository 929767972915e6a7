"""What a person's name looks like, and what stands around one."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from wenming_nlp.resources import read_rows

__all__ = ["NameContext", "NameModel", "load_composed", "load_context", "load_elements", "load_names"]

#: Parts joined by a middle dot: 努尔兰·哈力木. The last part ends where its right context says.
DOTTED: Final = re.compile(r"[\u4e00-\u9fff]{1,8}(?:[·•‧・．][\u4e00-\u9fff]{1,8})+")
_HAN: Final = re.compile(r"[\u4e00-\u9fff]+")
#: Log-odds of a character that the model has not seen, and of a compound surname.
_UNSEEN: Final = -4.0
_COMPOUND: Final = 5.0


@dataclass(frozen=True, slots=True)
class NameModel:
    """Log-odds of the characters of a Han name against running text.

    Attributes
    ----------
    surnames, firsts, lasts, onlies : dict of str to float
        Log-odds by character: as a surname, as first and as last of two given characters, as the only one.
    foreign : dict of str to float
        Log-odds of the characters that transliterate names without a Han surname, between 0 and 4.
    single, compound, compound_first : frozenset of str
        Surnames of one and of two characters, and the first characters of these.
    syllables : frozenset of str
        Characters that write names without a Han surname: Mongolian, Tibetan, Uyghur, Kazakh, Yi, Dai.
    japanese : frozenset of str
        Japanese surnames of two characters.
    famous : frozenset of str
        Names that every newspaper writes without saying who it is.
    """

    surnames: dict[str, float]
    firsts: dict[str, float]
    lasts: dict[str, float]
    onlies: dict[str, float]
    foreign: dict[str, float]
    single: frozenset[str]
    compound: frozenset[str]
    compound_first: frozenset[str]
    syllables: frozenset[str]
    japanese: frozenset[str]
    famous: frozenset[str]

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
        length = len(name)
        if length > 2 and name[:2] in self.compound:
            total, n_given = _COMPOUND, length - 2
        elif length > 1 and (surname := self.surnames.get(name[0])) is not None:
            total, n_given = surname, length - 1
        else:
            return None
        if n_given == 1:
            return total + self.onlies.get(name[-1], _UNSEEN)
        if n_given == 2:
            return total + self.firsts.get(name[-2], _UNSEEN) + self.lasts.get(name[-1], _UNSEEN)
        return None

    def most(self, word: str) -> float:
        """Return the highest score that a name which begins with a listed word can have, whatever follows it."""
        if word[:2] in self.compound or len(word) < 2:
            return math.inf
        total = self.surnames[word[0]]
        last = self.lasts.get(word[2], _UNSEEN) if len(word) > 2 else max(self.lasts.values())
        return total + max(self.onlies.get(word[1], _UNSEEN), self.firsts.get(word[1], _UNSEEN) + last)

    def readings(self, text: str, start: int) -> list[tuple[int, float]]:
        """Return the ends that a Han name beginning here may have, longest first, each with its score."""
        if text[start : start + 2] in self.compound:
            total, at = _COMPOUND, start + 2
        elif (surname := self.surnames.get(text[start : start + 1])) is not None:
            total, at = surname, start + 1
        else:
            return []
        given = text[at : at + 2]
        if not given:
            return []
        one = (at + 1, total + self.onlies.get(given[0], _UNSEEN))
        if len(given) == 1:
            return [one]
        return [(at + 2, total + self.firsts.get(given[0], _UNSEEN) + self.lasts.get(given[1], _UNSEEN)), one]


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
        matcher, after, before = _context_matcher()
        found = matcher.find_matches_as_indexes(text, overlapping=True)
        # Matches come by their ends, the longest first: of those that start together the last is the longest,
        # of those that end together the first.
        follows = {start: end - start for index, start, end in found if after[index]}
        roles = {end: end - start for index, start, end in reversed(found) if before[index]}
        return follows, roles


@lru_cache(maxsize=1)
def _context_matcher() -> tuple[Any, list[bool], list[bool]]:
    """Return the matcher of all words around names, and for each whether it may follow and whether precede one."""
    from ahocorasick_rs import AhoCorasick, MatchKind  # noqa: PLC0415

    context = load_context()
    words = sorted(context.verbs | context.suffixes | context.roles)
    after = [word in context.verbs or word in context.suffixes for word in words]
    return AhoCorasick(words, matchkind=MatchKind.Standard), after, [word in context.roles for word in words]


@lru_cache(maxsize=1)
def load_names() -> NameModel:
    """Return the model of Han names."""
    rows = read_rows("surnames.tsv")
    single = frozenset(word for word, kind in rows if kind == "single")
    compound = frozenset(word for word, kind in rows if kind == "compound")
    syllables = frozenset(word for word, kind in rows if kind == "syllable")
    odds = {char: tuple(map(float, values)) for char, *values in read_rows("names.tsv")}
    return NameModel(
        # A listed surname is one however seldom jieba's dictionary has it.
        surnames={char: max(odds[char][0], 0.0) if char in odds else _UNSEEN for char in single},
        firsts={char: values[1] for char, values in odds.items()},
        lasts={char: values[2] for char, values in odds.items()},
        onlies={char: values[3] for char, values in odds.items()},
        foreign={
            **dict.fromkeys(syllables, 0.5),
            **{char: min(values[4], 4.0) for char, values in odds.items() if values[4] > 0.0},
        },
        single=single,
        compound=compound,
        compound_first=frozenset(word[0] for word in compound),
        syllables=syllables,
        japanese=frozenset(word for word, kind in rows if kind == "japanese"),
        famous=frozenset(word for word, kind in rows if kind == "famous"),
    )


@lru_cache(maxsize=1)
def load_composed() -> re.Pattern[str]:
    """Return the pattern of names composed of elements: two or more of them, or one of three characters or more.

    Examples
    --------
    >>> [load_composed().match(name) is not None for name in ("扎西多杰", "其其格", "卓玛")]
    [True, True, False]
    """
    elements = sorted((word for word, kind in read_rows("surnames.tsv") if kind == "element"), key=len, reverse=True)
    any_of = "|".join(elements)
    long = "|".join(f"(?<={word})" for word in elements if len(word) > 2)
    # An alternation of strings in front lets `re` pass over all characters that none of them begins with.
    return re.compile(f"(?:{any_of})(?:(?:{any_of}){{1,3}}|{long})")


@lru_cache(maxsize=1)
def load_elements() -> frozenset[str]:
    """Return the elements of Tibetan, Mongolian, Uyghur and Yi names: many of them are whole names as well."""
    return frozenset(word for word, kind in read_rows("surnames.tsv") if kind == "element")


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
