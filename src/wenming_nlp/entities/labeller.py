"""A conditional random field that settles, letter by letter, what the rules found: persons, offices, organs, places.

The rules propose and a linear chain decides: each character gets a label from what it and its neighbours look like and
from what the rules made of them (`labeller_columns`), and the sequence of labels with the highest sum wins (Viterbi).
Where the rules' mention stands it keeps its rule's name; what the chain adds is called ``labeller``.

Method: Lafferty, McCallum and Pereira, Conditional random fields (ICML 2001), with the output of another system as
features (Wolpert, Stacked generalization, Neural Networks 5, 1992); weights by `scripts/train_labeller.py`.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from wenming_nlp.entities.labeller_columns import BITS, rows_in_parts
from wenming_nlp.entities.mentions import Mention
from wenming_nlp.resources import read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from wenming_nlp.entities.scan import Scan

__all__ = ["LABELS", "NEVER", "STATES", "Labeller", "load_labeller", "relabel", "spans"]

#: What the chain decides; everything else stays as the rules found it.
LABELS: Final = ("PERSON", "POST", "ORG", "PLACE")
#: Outside, then the first and the other characters of each label.
STATES: Final = ("O", *(f"{part}-{label}" for label in LABELS for part in "BI"))
#: A character that is outside by so much belongs to no name, whatever stands beside it: in 65,000 characters of the sample
#: not one came out otherwise than without this shortcut.
_CLEAR: Final = 6.0
NEVER: Final = np.float32(-1e6)
_SCORE: Final = 0.75


@dataclass(frozen=True, slots=True)
class Labeller:
    """The weights of a linear chain.

    Attributes
    ----------
    weights : array of float32, shape (2 ** BITS, states)
    moves : array of float32, shape (states, states)
        What it adds that one state follows another; an inner state only follows its own label's.
    """

    weights: np.ndarray[Any, np.dtype[np.float32]]
    moves: np.ndarray[Any, np.dtype[np.float32]]

    def states(self, found: NDArray[np.int32]) -> NDArray[np.int8]:
        """Return the state of each character.

        Parameters
        ----------
        found : array of int32, shape (templates, characters)
            The rows of `weights` that each character adds.

        Returns
        -------
        array of int8, shape (characters,)
            Indices into `STATES`.
        """
        scores = self.weights[found[0]]
        each = np.empty_like(scores)
        for row in found[1:]:
            np.take(self.weights, row, axis=0, out=each, mode="clip")  # three times as fast as indexing
            scores += each
        best = np.zeros(len(scores), dtype=np.int8)
        open_ = scores[:, 1:].max(axis=1, initial=NEVER) > scores[:, 0] - _CLEAR
        edges = np.flatnonzero(np.diff(open_, prepend=False, append=False))
        starts, ends = edges[::2], edges[1::2]
        if not len(starts):
            return best
        # All runs of open characters side by side, the longest first.
        order = np.argsort(starts - ends, kind="stable")
        starts, lengths = starts[order], (ends - starts)[order]
        longest = int(lengths[0])
        reach = scores[starts] + self.moves[0]
        back = np.zeros((longest, len(starts), len(STATES)), dtype=np.int8)
        for step in range(1, longest):
            n = int(np.searchsorted(-lengths, -step, side="left"))
            paths = reach[:n, :, None] + self.moves
            back[step, :n] = paths.argmax(axis=1)
            reach[:n] = paths.max(axis=1) + scores[starts[:n] + step]
        state = (reach + self.moves[:, 0]).argmax(axis=1)
        for step in range(longest - 1, -1, -1):
            n = int(np.searchsorted(-lengths, -step, side="left"))
            best[starts[:n] + step] = state[:n]
            state[:n] = back[step, np.arange(n), state[:n]]
        return best


@lru_cache(maxsize=1)
def load_labeller() -> Labeller:
    """Return the packaged labeller."""
    with np.load(io.BytesIO(read_bytes("labeller.npz")), allow_pickle=False) as stored:
        weights = np.zeros((1 << BITS, len(STATES)), dtype=np.float32)
        weights[stored["rows"]] = stored["weights"]
        return Labeller(weights, stored["moves"])


def relabel(
    scan: Scan, mentions: Sequence[Mention], kept: Iterable[Mention] = (), *, local: bool = True
) -> list[Mention]:
    """Return the mentions of a text as the chain settles them.

    Parameters
    ----------
    scan : Scan
    mentions : sequence of Mention
        What the rules found, in order, not overlapping.
    kept : iterable of Mention
        Those that stay whatever the chain says: a user's own.
    local : bool, default True
        Whether the page has a home.

    Returns
    -------
    list of Mention
        In order, not overlapping. Labels other than `LABELS` are unchanged.
    """
    fixed = set(kept)
    fixed.update(m for m in mentions if m.label not in LABELS)
    taken = bytearray(len(scan.text))
    for start, end, *_ in fixed:
        taken[start:end] = b"\x01" * (end - start)
    ruled = {(m.start, m.end, m.label): m for m in mentions}
    settled = list(fixed)
    states: list[int] = []
    for found in rows_in_parts(scan, mentions, local=local):
        states += load_labeller().states(found).tolist()
    for start, end, label in spans(states):
        if 1 not in taken[start:end]:
            settled.append(ruled.get((start, end, label)) or Mention(start, end, label, "labeller", _SCORE))
    return sorted(settled)


def spans(states: list[int]) -> Iterable[tuple[int, int, str]]:
    """Yield start, end and label of each name."""
    start = -1
    for at, state in enumerate((*states, 0)):
        if start >= 0 and state != states[start] + 1:
            yield start, at, LABELS[states[start] // 2]
            start = -1
        if state % 2:
            start = at
