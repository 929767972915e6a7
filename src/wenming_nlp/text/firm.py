"""Find listed words that stand whole wherever they occur: one pass, leftmost-longest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["FirmWords"]

# Packaged terms that begin with a numeral are no terms behind another one: 十三个代表队.
_NUMERALS = frozenset("〇零一二两三四五六七八九十百千万亿")
_WINDOW = 256


class FirmWords(NamedTuple):
    """The firm words of one list: an automaton, None where the list is empty, and what goes with each word."""

    automaton: Any
    indices: dict[str, int]
    tags: tuple[str, ...]
    runs: frozenset[int]
    counted: frozenset[int]
    longest: int

    @classmethod
    def build(cls, words: Sequence[tuple[str, str]], *, numerals: bool) -> FirmWords:
        """Return the automaton of (word, tag) pairs; `numerals` asks that none begins behind a numeral."""
        from ahocorasick_rs import AhoCorasick, Implementation, MatchKind  # noqa: PLC0415

        names = [word for word, _ in words]
        kind, implementation = MatchKind.LeftmostLongest, Implementation.ContiguousNFA
        automaton = AhoCorasick(names, matchkind=kind, implementation=implementation) if names else None
        runs = frozenset(i for i, word in enumerate(names) if _in_run(word[0]) or _in_run(word[-1]))
        counted = frozenset(i for i, word in enumerate(names) if numerals and word[0] in _NUMERALS)
        return cls(
            automaton,
            {word: i for i, word in enumerate(names)},
            tuple(tag for _, tag in words),
            runs,
            counted,
            max(map(len, names), default=0),
        )

    def find(self, text: str) -> list[tuple[int, int, str]]:
        """Return start, end and tag of each firm word, leftmost first, the longest of those that begin together."""
        if self.automaton is None:
            return []
        hits = self.automaton.find_matches_as_indexes(text)
        tags = self.tags
        if (self.runs or self.counted) and any(self._rejected(text, *hit) for hit in hits):
            hits = self._accepted(text)
        return [(start, end, tags[index]) for index, start, end in hits]

    def _rejected(self, text: str, index: int, start: int, end: int) -> bool:
        """Return whether a hit breaks a run of ASCII letters and digits, or a number."""
        if index in self.runs and (_inside(text, start) or _inside(text, end)):
            return True
        return index in self.counted and start > 0 and text[start - 1] in _NUMERALS

    def _fitting(self, text: str, index: int, start: int, end: int) -> tuple[int, int, int] | None:
        """Return the hit, or where it is rejected the next longest word that begins there, if any."""
        if not self._rejected(text, index, start, end):
            return index, start, end
        for shorter in range(end - 1, start, -1):
            other = self.indices.get(text[start:shorter])
            if other is not None and not self._rejected(text, other, start, shorter):
                return other, start, shorter
        return None

    def _accepted(self, text: str) -> list[tuple[int, int, int]]:
        """Return the hits without those rejected, and with what they hid; by windows, so that time stays linear."""
        found = []
        base = 0
        while base < len(text):
            stop = behind = base + _WINDOW
            for index, start, end in self.automaton.find_matches_as_indexes(text[base : stop + self.longest]):
                begin = base + start
                if begin >= stop:
                    break
                hit = self._fitting(text, index, begin, base + end)
                if hit is None:
                    behind = begin + 1
                    break
                found.append(hit)
                behind = max(stop, hit[2])
                if hit[0] != index:
                    behind = hit[2]
                    break
            base = behind
        return found


def _in_run(character: str) -> bool:
    """Return whether a character is an ASCII letter or digit, whose runs are never broken."""
    return character.isascii() and character.isalnum()


def _inside(text: str, at: int) -> bool:
    """Return whether an offset lies inside a run of ASCII letters and digits."""
    return 0 < at < len(text) and _in_run(text[at - 1]) and _in_run(text[at])
