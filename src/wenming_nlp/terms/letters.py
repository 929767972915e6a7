"""Texts one behind the other as letters: what stands between two letters is only remembered where a clause ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from wenming_nlp.terms.occurrences import stretches

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["Letters", "read_letters"]

# What ends a clause. A pause mark (、) only parts the members of a list, quotation marks and brackets part nothing.
_ENDS: Final = "，。；：！？…—,;:!?\n\r\u2028\u3000"


class Letters(NamedTuple):
    """The letters and digits of many texts.

    Attributes
    ----------
    codes : ndarray of uint32, shape (n_letters,)
        Code points.
    owner : ndarray of int32, shape (n_letters,)
        Which text each letter stands in, rising.
    offset : ndarray of int32, shape (n_letters,)
        Where it stands there.
    begins : ndarray of int64, shape (n_texts + 1,)
        The first letter of each text; a last entry stands for the end.
    clauses : ndarray of int64
        The first letter of each clause, rising; a last entry stands for the end.
    opens, closes : ndarray of int32, shape (n_clauses,)
        Where each clause begins and ends in its text, with its quotation marks and brackets.
    """

    codes: NDArray[np.uint32]
    owner: NDArray[np.int32]
    offset: NDArray[np.int32]
    begins: NDArray[np.int64]
    clauses: NDArray[np.int64]
    opens: NDArray[np.int32]
    closes: NDArray[np.int32]


def read_letters(texts: Sequence[str]) -> Letters:
    """Read the letters of texts.

    Parameters
    ----------
    texts : sequence of str

    Returns
    -------
    Letters

    Examples
    --------
    >>> letters = read_letters(["抓紧，抓实。", "（7月）"])
    >>> "".join(map(chr, letters.codes.tolist())), letters.owner.tolist(), letters.offset.tolist()
    ('抓紧抓实7月', [0, 0, 0, 0, 1, 1], [0, 1, 3, 4, 1, 2])
    >>> letters.clauses.tolist(), letters.opens.tolist(), letters.closes.tolist()
    ([0, 2, 4, 6], [0, 3, 0], [2, 5, 4])
    """
    codes: list[NDArray[Any]] = []
    owners: list[NDArray[Any]] = []
    offsets: list[NDArray[Any]] = []
    clauses: list[NDArray[Any]] = []
    opens: list[NDArray[Any]] = []
    closes: list[NDArray[Any]] = []
    n_letters = 0
    for stretch in stretches(texts):
        known = np.unique(stretch.codes)
        is_letter = np.array([chr(code).isalnum() for code in known.tolist()])
        is_end = np.isin(known, [0, *map(ord, _ENDS)])
        is_inside = ~is_end & ~np.array([chr(code).isspace() for code in known.tolist()])
        kind = np.searchsorted(known, stretch.codes)
        at = np.flatnonzero(is_letter[kind])
        row = np.searchsorted(stretch.begins, at, side="right") - 1
        # Ends before each place: where their number grows from letter to letter, a clause begins.
        ended = np.cumsum(is_end[kind])
        starts = np.flatnonzero(np.diff(ended[at], prepend=-1))
        inside = np.flatnonzero(is_inside[kind])
        part = ended[at[starts]]
        low = inside[np.searchsorted(ended[inside], part, side="left")]
        high = inside[np.searchsorted(ended[inside], part, side="right") - 1] + 1
        begin = stretch.begins[row[starts]]
        codes.append(stretch.codes[at])
        owners.append((stretch.first + row).astype(np.int32))
        offsets.append((at - stretch.begins[row]).astype(np.int32))
        clauses.append(starts + n_letters)
        opens.append((low - begin).astype(np.int32))
        closes.append((high - begin).astype(np.int32))
        n_letters += len(at)
    owner = _joined(owners, np.int32)
    begins = np.searchsorted(owner, np.arange(len(texts) + 1))
    return Letters(
        _joined(codes, np.uint32),
        owner,
        _joined(offsets, np.int32),
        begins,
        np.append(_joined(clauses, np.int64), n_letters),
        _joined(opens, np.int32),
        _joined(closes, np.int32),
    )


def _joined(parts: list[NDArray[Any]], dtype: Any) -> NDArray[Any]:
    return np.concatenate([np.empty(0, dtype), *parts]).astype(dtype)
