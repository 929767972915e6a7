"""Mentions while they are being found, and which part of the text they have taken."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Cover", "Mention"]


class Mention(NamedTuple):
    """A span with a label, before records know what it stands for.

    Attributes
    ----------
    start, end : int
        Half-open range of the article's text.
    label : str
        One of `schema.LABEL`.
    rule : str
        The rule that found it.
    score : float
        How sure it is, 0 to 1.
    code : str or None
        ISO value of a date, number of a document; a place gets its adcode in `records`.
    """

    start: int
    end: int
    label: str
    rule: str
    score: float = 1.0
    code: str | None = None


class Cover:
    """The part of a text that accepted mentions have taken.

    Attributes
    ----------
    mentions : list of Mention
        In the order in which they were accepted.
    taken : bytearray
        1 for each character that one of them holds, otherwise 0; for reading only.

    Examples
    --------
    >>> cover = Cover(10)
    >>> cover.take(Mention(2, 5, "DATE", "day"))
    >>> cover.free(0, 2), cover.free(4, 6)
    (True, False)
    >>> [m.start for m in cover.mentions]
    [2]
    """

    __slots__ = ("mentions", "taken")

    def __init__(self, n_chars: int, mentions: Iterable[Mention] = ()) -> None:
        self.taken = bytearray(n_chars)
        self.mentions: list[Mention] = []
        for mention in mentions:
            self.take(mention)

    def free(self, start: int, end: int) -> bool:
        """Return whether no accepted mention touches the range."""
        return 1 not in self.taken[start:end]

    def take(self, mention: Mention) -> None:
        """Accept a mention."""
        self.taken[mention.start : mention.end] = b"\x01" * (mention.end - mention.start)
        self.mentions.append(mention)

    def take_free(self, mentions: Iterable[Mention]) -> None:
        """Accept, in the order given, each mention that touches nothing accepted before."""
        for mention in mentions:
            if self.free(mention.start, mention.end):
                self.take(mention)
