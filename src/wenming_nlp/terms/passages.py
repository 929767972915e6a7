"""From runs of equal letters to passages of whole clauses, of which the longest stay."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from wenming_nlp.terms.letters import Letters

__all__ = ["Chains", "Passages", "Runs", "join_runs", "pick_longest", "to_clauses"]

# How far a run is lengthened at most: the holes that frequent formulas leave are shorter.
_REACH: Final = 1000
# Letters by which the edge of a clause in the other text may lie further out than in this one.
_SLACK: Final = 3


class Runs(NamedTuple):
    """Letters that are the same in two texts: ``codes[start + i] == codes[other + i]`` for i below length."""

    start: NDArray[np.int64]
    other: NDArray[np.int64]
    length: NDArray[np.int64]


class Chains(NamedTuple):
    """Runs of the same two texts in order, and where each chain of them begins among the runs."""

    runs: Runs
    heads: NDArray[np.int64]


class Passages(NamedTuple):
    """Half-open ranges of letters in a text and in an earlier one, and how much of them is the same."""

    start: NDArray[np.int64]
    end: NDArray[np.int64]
    other_start: NDArray[np.int64]
    other_end: NDArray[np.int64]
    similarity: NDArray[np.float64]


def join_runs(runs: Runs, letters: Letters, min_similarity: float) -> Chains:
    """Lengthen runs as far as letters agree, and chain those that little parts.

    Parameters
    ----------
    runs : Runs
    letters : Letters
    min_similarity : float
        What lies between two runs of a chain is at most ``1 - min_similarity`` of the shorter one, in both texts, so
        that the whole chain is at least so similar.

    Returns
    -------
    Chains
    """
    start, other, length = _lengthened(runs, letters)
    # Runs of one diagonal that were lengthened into each other are one.
    order = np.lexsort((start, start - other))
    start, other, length = start[order], other[order], length[order]
    same = np.diff(start - other) == 0
    same &= (np.diff(letters.owner[start]) == 0) & (np.diff(letters.owner[other]) == 0)
    new = np.ones(len(start), dtype=bool)
    new[1:] = ~(same & (start[1:] <= start[:-1] + length[:-1]))
    head = np.flatnonzero(new)
    end = np.maximum.reduceat(start + length, head) if len(head) else start
    start, other = start[head], other[head]
    length = end - start
    order = np.lexsort((other, start, letters.owner[other], letters.owner[start]))
    start, other, length = start[order], other[order], length[order]
    mine, theirs = letters.owner[start], letters.owner[other]
    gap = start[1:] - start[:-1] - length[:-1]
    other_gap = other[1:] - other[:-1] - length[:-1]
    room = (1.0 - min_similarity) * np.minimum(length[1:], length[:-1])
    linked = (mine[1:] == mine[:-1]) & (theirs[1:] == theirs[:-1])
    linked &= (np.maximum(gap, other_gap) <= room) & (np.minimum(gap, other_gap) >= 0)
    new = np.ones(len(start), dtype=bool)
    new[1:] = ~linked
    return Chains(Runs(start, other, length), np.flatnonzero(new))


def _lengthened(runs: Runs, letters: Letters) -> Runs:
    """Return runs lengthened to both sides; where a frequent seed has more sources, its runs had holes."""
    start, other, length = (column.copy() for column in runs)
    codes, begins, owner = letters.codes, letters.begins, letters.owner
    low, other_low = begins[owner[start]], begins[owner[other]]
    high, other_high = begins[owner[start] + 1], begins[owner[other] + 1]
    going = np.arange(len(start))
    for _ in range(_REACH):
        going = going[(start[going] > low[going]) & (other[going] > other_low[going])]
        going = going[codes[start[going] - 1] == codes[other[going] - 1]]
        start[going] -= 1
        other[going] -= 1
        length[going] += 1
    going = np.arange(len(start))
    for _ in range(_REACH):
        end, other_end = start[going] + length[going], other[going] + length[going]
        inside = (end < high[going]) & (other_end < other_high[going])
        going, end, other_end = going[inside], end[inside], other_end[inside]
        going = going[codes[end] == codes[other_end]]
        length[going] += 1
    return Runs(start, other, length)


def to_clauses(chains: Chains, letters: Letters, min_chars: int, min_similarity: float) -> Passages:
    """Cut chains to whole clauses of the later text.

    A clause of which the chain lacks a little at its edge is taken in whole where the passage stays similar enough;
    otherwise it is left out.
    """
    runs, heads = chains
    if not len(heads):
        return _none()
    tails = np.append(heads[1:], len(runs.start)) - 1
    ends = runs.start + runs.length
    start, end = runs.start[heads], np.maximum.reduceat(ends, heads)
    other_start, other_end = runs.other[heads], (runs.other + runs.length)[tails]
    clauses, begins, owner = letters.clauses, letters.begins, letters.owner
    before = clauses[np.searchsorted(clauses, start, side="right") - 1]
    behind = clauses[np.minimum(np.searchsorted(clauses, end, side="left"), len(clauses) - 1)]
    # Outward: the other text is taken as far, or to the edge of its own clause if that is near.
    edge = clauses[np.searchsorted(clauses, other_start, side="right") - 1]
    far = np.maximum(other_start - (start - before), begins[owner[other_start]])
    wide_start = np.where(edge >= far - _SLACK, edge, far)
    edge = clauses[np.minimum(np.searchsorted(clauses, other_end, side="left"), len(clauses) - 1)]
    far = np.minimum(other_end + (behind - end), begins[owner[other_start] + 1])
    wide_end = np.where(edge <= far + _SLACK, edge, far)
    whole = np.add.reduceat(runs.length, heads)
    choices = []
    for wide_left, wide_right in ((True, True), (True, False), (False, True), (False, False)):
        low = before if wide_left else clauses[np.searchsorted(clauses, start, side="left")]
        high = behind if wide_right else clauses[np.searchsorted(clauses, end, side="right") - 1]
        same, first, last = _inside(runs, heads, low, high) if not (wide_left and wide_right) else (whole, heads, tails)
        step = runs.start - runs.other
        left = wide_start if wide_left else np.maximum(runs.other[first], low - step[first])
        right = wide_end if wide_right else np.minimum((runs.other + runs.length)[last], high - step[last])
        span = np.maximum(np.maximum(high - low, right - left), 1)
        similarity = np.where(high > low, same / span, 0.0)
        good = (high - low >= min_chars) & (similarity >= min_similarity) & (right > left)
        choices.append((good, low, high, left, right, similarity))
    pick = [np.select([c[0] for c in choices], [c[i] for c in choices], 0) for i in range(1, 6)]
    kept = np.any([c[0] for c in choices], axis=0)
    low, high, left, right, similarity = (column[kept] for column in pick)
    return Passages(
        low.astype(np.int64), high.astype(np.int64), left.astype(np.int64), right.astype(np.int64), similarity
    )


def _inside(
    runs: Runs, heads: NDArray[np.int64], low: NDArray[np.int64], high: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return how many letters of each chain's runs lie in a range, and the first and last run that does."""
    n = len(runs.start)
    sizes = np.diff(np.append(heads, n))
    shared = np.minimum(runs.start + runs.length, np.repeat(high, sizes)) - np.maximum(
        runs.start, np.repeat(low, sizes)
    )
    shared = np.maximum(shared, 0)
    place = np.arange(n)
    first = np.minimum.reduceat(np.where(shared > 0, place, n - 1), heads)
    last = np.maximum.reduceat(np.where(shared > 0, place, 0), heads)
    return np.add.reduceat(shared, heads), first, last


def pick_longest(parts: Sequence[Passages]) -> Passages:
    """Keep the longest of passages of a text that overlap by more than half; of equal ones that of the earliest text."""
    columns = [np.concatenate(column) for column in zip(_none(), *parts, strict=True)]
    start, end, other_start, other_end, similarity = columns
    # One after the other: what is the same, longest first, then the earliest source.
    order = np.lexsort((other_start, start, -np.round((end - start) * similarity, 6)))
    taken: dict[int, list[tuple[int, int]]] = {}
    kept = []
    for row, low, high in zip(order.tolist(), start[order].tolist(), end[order].tolist(), strict=True):
        # Passages lie in one text each, so a text's hundreds of letters bound what shares a bucket of them.
        near = [span for bucket in range(low >> 9, ((high - 1) >> 9) + 1) for span in taken.get(bucket, ())]
        if all(2 * (min(high, b) - max(low, a)) <= high - low for a, b in near):
            kept.append(row)
            for bucket in range(low >> 9, ((high - 1) >> 9) + 1):
                taken.setdefault(bucket, []).append((low, high))
    chosen = np.sort(np.array(kept, dtype=np.int64))
    return Passages(start[chosen], end[chosen], other_start[chosen], other_end[chosen], similarity[chosen])


def _none() -> Passages:
    empty = np.empty(0, dtype=np.int64)
    return Passages(empty, empty, empty, empty, np.empty(0, dtype=np.float64))
