"""Where phrases stand in the texts of articles: whole columns at a time, traced by article and span."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from wenming_nlp.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd
    from numpy.typing import NDArray

__all__ = ["Occurrences", "Stretch", "check_phrases", "find_occurrences", "stretches"]

# Characters that are looked through at once; 4 bytes each, and some columns beside them.
_STRETCH: Final = 2_000_000
# Between two texts stands what no phrase may hold.
_BETWEEN: Final = "\0"


class Stretch(NamedTuple):
    """The texts of some articles, one behind the other, as code points.

    Attributes
    ----------
    first : int
        Row of the first article.
    begins : ndarray of int64
        Where each article's text begins; a last entry stands for the end.
    codes : ndarray of uint32
        Code points, a zero behind each text.
    """

    first: int
    begins: NDArray[np.int64]
    codes: NDArray[np.uint32]


class Occurrences(NamedTuple):
    """Occurrences of phrases as columns, by phrase, then article, then place.

    Attributes
    ----------
    phrase, article : ndarray of int64
        Place of the phrase in the list and of the article in the table.
    start, end : ndarray of int64
        Half-open code points of the article's text.
    """

    phrase: NDArray[np.int64]
    article: NDArray[np.int64]
    start: NDArray[np.int64]
    end: NDArray[np.int64]


def check_phrases(phrases: str | Sequence[str], *, where: str) -> list[str]:
    """Return phrases, each once, in order of code points.

    Raises
    ------
    InputError
        If there is none, or one is empty or no string.
    """
    given = [phrases] if isinstance(phrases, str) else list(phrases)
    for phrase in given:
        if not isinstance(phrase, str) or not phrase.strip() or _BETWEEN in phrase:
            raise InputError(f"{where}: expected a word or phrase, or several, got {phrase!r}")
    if not given:
        raise InputError(f"{where}: expected a word or phrase, or several, got none")
    return sorted(set(given))


def stretches(texts: Sequence[str]) -> Iterator[Stretch]:
    """Yield the texts in stretches of bounded length, in order."""
    first = 0
    while first < len(texts):
        last, size = first, 0
        while last < len(texts) and (last == first or size + len(texts[last]) < _STRETCH):
            size += len(texts[last]) + 1
            last += 1
        some = texts[first:last]
        whole = _BETWEEN.join([*some, ""]).encode("utf-32-le", "surrogatepass")
        lengths = np.fromiter((len(text) + 1 for text in some), dtype=np.int64, count=len(some))
        yield Stretch(first, np.concatenate([[0], np.cumsum(lengths)]), np.frombuffer(whole, dtype="<u4"))
        first = last


def find_occurrences(articles: pd.DataFrame, phrases: Sequence[str]) -> Occurrences:
    """Find every occurrence of phrases in the texts of articles.

    Parameters
    ----------
    articles : DataFrame
        ``text`` is enough.
    phrases : sequence of str

    Returns
    -------
    Occurrences
        No two of one phrase overlap, as with `str.count`.

    Examples
    --------
    >>> import pandas as pd
    >>> found = find_occurrences(pd.DataFrame({"text": ["哈哈哈", "讲文明，树新风"]}), ["哈哈", "文明"])
    >>> [column.tolist() for column in found]
    [[0, 1], [0, 1], [0, 1], [2, 3]]
    """
    columns: list[tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]] = []
    for stretch in stretches(articles["text"].tolist()):
        for number, phrase in enumerate(phrases):
            at = _places(stretch.codes, phrase)
            if len(at):
                row = np.searchsorted(stretch.begins, at, side="right") - 1
                columns.append((np.full(len(at), number), stretch.first + row, at - stretch.begins[row]))
    empty = np.empty(0, dtype=np.int64)
    number_of, article, start = (np.concatenate(column) for column in zip((empty,) * 3, *columns, strict=True))
    order = np.argsort(number_of, kind="stable")
    lengths = np.array([len(phrase) for phrase in phrases], dtype=np.int64)
    number_of, start = number_of[order], start[order]
    return Occurrences(number_of, article[order], start, start + lengths[number_of])


def _places(codes: NDArray[np.uint32], phrase: str) -> NDArray[np.int64]:
    """Return where a phrase begins, from left to right, none overlapping the one before."""
    wanted = [ord(char) for char in phrase]
    at = np.flatnonzero(codes[: len(codes) - len(wanted) + 1] == wanted[0])
    for i, code in enumerate(wanted[1:], 1):
        at = at[codes[at + i] == code]
    if len(at) < 2 or (np.diff(at) >= len(wanted)).all():
        return at
    kept, end = [], -1
    for place in at.tolist():
        if place >= end:
            kept.append(place)
            end = place + len(wanted)
    return np.array(kept, dtype=np.int64)
