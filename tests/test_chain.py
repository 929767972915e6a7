"""The fitting of the chain (scripts/chain.py): its slopes are those of the likelihood, and it learns."""

import importlib.util
import sys
from itertools import product
from pathlib import Path

import numpy as np
import pytest

PATH = Path(__file__).parents[1] / "scripts" / "chain.py"
VALID = np.array([[True, True, False], [True, True, True], [True, True, True]])


@pytest.fixture(scope="module")
def chain():
    spec = importlib.util.spec_from_file_location("chain", PATH)
    module = importlib.util.module_from_spec(spec)
    sys.modules["chain"] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules["chain"]


def loss(scores, states, moves):
    """Negative log-likelihood of each sentence by listing every sequence."""
    total = 0.0
    for at in range(scores.shape[1]):
        right = [s for s in states[:, at] if s >= 0]

        def value(sequence, at=at):
            steps = list(zip((0, *sequence), (*sequence, 0), strict=True))
            if not all(VALID[a, b] for a, b in steps):
                return -np.inf
            return sum(scores[t, at, s] for t, s in enumerate(sequence)) + sum(moves[a, b] for a, b in steps)

        values = [value(s) for s in product(range(3), repeat=len(right))]
        total += np.logaddexp.reduce(values) - value(right)
    return total


def test_slopes_are_those_of_the_likelihood(chain):
    rng = np.random.default_rng(1)
    scores, moves = rng.normal(size=(4, 2, 3)), rng.normal(size=(3, 3))
    states = np.array([[0, 1], [1, 2], [2, -1], [0, -1]], dtype=np.int8)
    by_score, by_move = chain._slopes(scores, states, moves, VALID)
    small = 1e-5
    for slopes, array in ((by_score, scores), (by_move, moves)):
        for place in np.ndindex(array.shape):
            kept = array[place]
            array[place] = kept + small
            above = loss(scores, states, moves)
            array[place] = kept - small
            below = loss(scores, states, moves)
            array[place] = kept
            assert slopes[place] == pytest.approx((above - below) / (2 * small), abs=1e-4)


def test_it_learns_what_the_rows_tell_and_the_same_again(chain):
    rng = np.random.default_rng(2)
    sentences = []
    for _ in range(60):
        states = np.array([0, *([1, 2] if rng.random() < 0.5 else [0, 0]), 0], dtype=np.int8)
        sentences.append(chain.Sentence(np.stack([states, 3 + states]).astype(np.int32), states))
    settings = chain.Settings(epochs=8, l1=0.0, dropout=0.2, group_dropout=0.2)
    weights, moves = chain.fit(sentences, 8, VALID, [1], settings)
    again, _ = chain.fit(sentences, 8, VALID, [1], settings)
    assert (weights == again).all()
    assert [int(row.argmax()) for row in weights[:6]] == [0, 1, 2, 0, 1, 2]
    assert moves[1, 2] > moves[0, 1]
