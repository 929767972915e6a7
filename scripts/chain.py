"""Fit a linear-chain conditional random field by stochastic gradients; for `train_labeller.py`.

AdaGrad (Duchi, Hazan and Singer, JMLR 12, 2011) with a proximal L1 penalty, dropout of single features and of whole groups
of them, and the mean of the weights over the second half of the epochs. The same data and seed give the same weights.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from scipy.sparse import csr_matrix

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["Sentence", "Settings", "fit"]

#: Characters in one step, about.
_BATCH: Final = 6000


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: the rows of the weights by template and character, and the right states."""

    rows: NDArray[np.int32]
    states: NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Settings:
    """How to fit.

    Attributes
    ----------
    epochs : int
    rate : float
        Of AdaGrad.
    l1 : float
        Strength of the L1 penalty.
    dropout : float
        Share of single features left out in each step.
    group_dropout : float
        Share of sentences in which the grouped templates are left out whole.
    seed : int
    """

    epochs: int = 12
    rate: float = 0.25
    l1: float = 0.02
    dropout: float = 0.5
    group_dropout: float = 0.5
    seed: int = 0


@dataclass(slots=True)
class _Batch:
    used: NDArray[np.int64]
    plain: Any
    grouped: Any
    states: NDArray[np.int8]  # (longest, sentences), -1 where a sentence has ended


def fit(
    sentences: Sequence[Sentence], n_rows: int, valid: NDArray[np.bool_], grouped: Sequence[int], settings: Settings
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return the weights, shape (n_rows, states), and what one state after another adds, shape (states, states).

    Parameters
    ----------
    sentences : sequence of Sentence
    n_rows : int
    valid : array of bool, shape (states, states)
        Which state may follow which; sentences begin after and end before state 0.
    grouped : sequence of int
        Templates that are dropped together.
    settings : Settings
    """
    rng = np.random.default_rng(settings.seed)
    batches = _batches(sentences, grouped)
    n = len(valid)
    weights, moves = np.zeros((n_rows, n), dtype=np.float32), np.zeros((n, n))
    seen, seen_moves = np.full((n_rows, n), 0.01, dtype=np.float32), np.full((n, n), 0.01)
    mean, mean_moves, summed = np.zeros_like(weights), np.zeros_like(moves), 0
    for epoch in range(settings.epochs):
        for number in rng.permutation(len(batches)):
            batch = batches[number]
            longest, count = batch.states.shape
            plain, group = (_drop(m, settings.dropout, rng) for m in (batch.plain, batch.grouped))
            kept = np.tile(rng.random(count) >= settings.group_dropout, longest).astype(np.float32)[:, None]
            own = weights[batch.used]
            scores = plain @ own + kept * (group @ own)
            slope, slope_moves = _slopes(scores.reshape(longest, count, n), batch.states, moves, valid)
            flat = slope.reshape(-1, n).astype(np.float32)
            gradient = plain.T @ flat + group.T @ (kept * flat)
            seen[batch.used] += gradient**2
            step = settings.rate / np.sqrt(seen[batch.used])
            moved = own - step * gradient
            weights[batch.used] = np.sign(moved) * np.maximum(0.0, np.abs(moved) - step * settings.l1)
            seen_moves += slope_moves**2
            moves -= settings.rate / np.sqrt(seen_moves) * slope_moves
        if epoch >= settings.epochs // 2:
            mean += weights
            mean_moves += moves
            summed += 1
    return mean / np.float32(summed), (mean_moves / summed).astype(np.float32)


def _batches(sentences: Sequence[Sentence], grouped: Sequence[int]) -> list[_Batch]:
    """Return batches of sentences of like length."""
    batches: list[_Batch] = []
    current: list[Sentence] = []
    n_chars = 0
    for sentence in sorted(sentences, key=lambda s: len(s.states)):
        if current and n_chars + len(sentence.states) > _BATCH:
            batches.append(_batch(current, grouped))
            current, n_chars = [], 0
        current.append(sentence)
        n_chars += len(sentence.states)
    return [*batches, _batch(current, grouped)]


def _batch(sentences: list[Sentence], grouped: Sequence[int]) -> _Batch:
    n_templates, longest = len(sentences[0].rows), max(len(s.states) for s in sentences)
    states = np.full((longest, len(sentences)), -1, dtype=np.int8)
    rows = np.full((longest, len(sentences), n_templates), -1, dtype=np.int64)
    for at, sentence in enumerate(sentences):
        states[: len(sentence.states), at] = sentence.states
        rows[: len(sentence.states), at] = sentence.rows.T
    flat = rows.reshape(-1, n_templates)
    real = flat[:, 0] >= 0
    used, local = np.unique(flat[real], return_inverse=True)
    local = local.reshape(-1, n_templates)
    in_group = np.isin(np.arange(n_templates), grouped)
    parts = []
    for chosen in (~in_group, in_group):
        ends = np.concatenate([[0], np.cumsum(np.where(real, chosen.sum(), 0))])
        ones = np.ones(ends[-1], dtype=np.float32)
        parts.append(csr_matrix((ones, local[:, chosen].ravel(), ends), shape=(len(flat), len(used))))
    return _Batch(used, *parts, states)


def _drop(matrix: Any, share: float, rng: np.random.Generator) -> Any:
    """Return a matrix of ones with a share of them left out and the others raised by as much."""
    kept = (rng.random(matrix.nnz, dtype=np.float32) >= share) / np.float32(1.0 - share)
    return csr_matrix((kept.astype(np.float32), matrix.indices, matrix.indptr), shape=matrix.shape)


def _slopes(
    scores: NDArray[np.float32], states: NDArray[np.int8], moves: NDArray[np.float64], valid: NDArray[np.bool_]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the derivatives of the negative log-likelihood by scores and moves (forward-backward, scaled)."""
    longest, count, n = scores.shape
    live = states >= 0
    each, last = np.arange(count), live.sum(axis=0) - 1
    pass_on = np.where(valid, np.exp(moves), 0.0)
    local = np.exp((scores - scores.max(axis=2, keepdims=True)).astype(np.float64))
    forward, scale = np.zeros((longest, count, n)), np.ones((longest, count))
    for t in range(longest):
        reached = local[t] * (forward[t - 1] @ pass_on if t else pass_on[0])
        scale[t] = np.where(live[t], reached.sum(axis=1), 1.0)
        forward[t] = np.where(live[t][:, None], reached / scale[t][:, None], forward[t - 1])
    backward = np.broadcast_to(pass_on[:, 0], (count, n)).copy()
    by_state, by_move = np.zeros((longest, count, n)), np.zeros((n, n))
    for t in range(longest - 1, -1, -1):
        here = live[t][:, None]
        joint = forward[t] * backward
        total = joint.sum(axis=1, keepdims=True)
        by_state[t] = np.where(here, joint / total, 0.0)
        carried = local[t] * backward / scale[t][:, None]
        if t:
            by_move += (forward[t - 1].T @ np.where(here, carried / total, 0.0)) * pass_on
            backward = np.where(here, carried @ pass_on.T, backward)
    by_move[0] += by_state[0].sum(axis=0)
    by_move[:, 0] += by_state[last, each].sum(axis=0)
    t, at = np.nonzero(live)
    by_state[t, at, states[t, at]] -= 1.0
    t, at = np.nonzero(live[1:])
    np.subtract.at(by_move, (states[t, at], states[t + 1, at]), 1.0)
    np.subtract.at(by_move, (np.zeros_like(each), states[0]), 1.0)
    np.subtract.at(by_move, (states[last, each], np.zeros_like(each)), 1.0)
    return by_state, np.where(valid, by_move, 0.0)
