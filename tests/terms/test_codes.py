"""Strings as numbers: the same for every dtype and order of rows."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from wenming_nlp.schema import TOKENS
from wenming_nlp.terms.codes import encode, running_order

WORDS = ["文明", "城市", "文明", "𠮷", "a", "城市"]


@pytest.mark.parametrize("dtype", [object, "string", "category", TOKENS.columns["text"].pandas])
def test_every_dtype_gives_the_same(dtype: object):
    codes, values = encode(pd.Series(WORDS, dtype=dtype))
    assert values.tolist() == sorted(set(WORDS))
    assert values[codes].tolist() == WORDS


def test_first_appearance():
    _, values = encode(pd.Series(WORDS), sort=False)
    assert values.tolist() == ["文明", "城市", "𠮷", "a"]


def test_nulls_are_minus_one():
    assert encode(pd.Series(["b", None, "a"], dtype="string")).codes.tolist() == [1, -1, 0]


def test_nothing():
    codes, values = encode(pd.Series([], dtype=TOKENS.columns["text"].pandas))
    assert not len(codes)
    assert not len(values)


def test_running_order_of_rows_that_are_shuffled():
    tokens = pd.DataFrame({"token_id": [1, 0, 0, 1]})
    assert running_order(np.array([0, 0, 1, 1]), tokens).tolist() == [1, 0, 2, 3]
    assert running_order(np.array([0, 0, 1, 1]), pd.DataFrame({"token_id": [0, 1, 0, 1]})) is None
