"""The words of one text as columns: where each begins and ends, and its part of speech."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from itertools import starmap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Tokens"]


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words of a text, in order, without those that are only white space.

    Columns and not objects: a million words are four tuples, and every later stage works on whole columns.

    Attributes
    ----------
    text : str
        The text that was cut, unchanged.
    starts, ends : tuple of int
        Half-open ranges of code points; ``text[starts[i]:ends[i]] == words[i]``.
    pos : tuple of str
        Part of speech of each word, one of `schema.POS`.

    Examples
    --------
    >>> tokens = Tokens("文明 城市", (0, 3), (2, 5), ("n", "n"))
    >>> tokens.words
    ('文明', '城市')
    >>> len(tokens), tokens.at(3)
    (2, 1)
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    pos: tuple[str, ...]
    _words: tuple[str, ...] | None = field(default=None, repr=False, compare=False)

    @property
    def words(self) -> tuple[str, ...]:
        """The words themselves; cut out of the text once, then kept."""
        if self._words is None:
            words = tuple(map(self.text.__getitem__, starmap(slice, zip(self.starts, self.ends, strict=True))))
            object.__setattr__(self, "_words", words)
            return words
        return self._words

    def __len__(self) -> int:
        return len(self.starts)

    def __iter__(self) -> Iterator[tuple[int, int, str, str]]:
        """Yield (start, end, word, pos) of each token; for reading, not for a batch path."""
        return zip(self.starts, self.ends, self.words, self.pos, strict=True)

    def at(self, offset: int) -> int:
        """Return the index of the first token that ends after an offset, ``len(self)`` past the last."""
        return bisect_right(self.ends, offset)

    def within(self, start: int, end: int) -> range:
        """Return the indices of the tokens that lie wholly inside a range."""
        first = bisect_left(self.starts, start)
        return range(first, max(first, bisect_right(self.ends, end)))
