"""Which units hold which terms."""

from __future__ import annotations

import numpy as np

from wenming_nlp.terms.incidence import incidence


def test_once_each_however_often():
    held = incidence(np.array([2, 0, 0, 2]), np.array([1, 0, 0, 0]), 3)
    assert held.toarray().tolist() == [[1, 0, 0], [0, 0, 0], [1, 1, 0]]
    assert held.indices.tolist() == [0, 0, 1]


def test_no_words():
    assert incidence(np.array([], dtype=np.int64), np.array([], dtype=np.int64), 2).shape == (0, 2)
