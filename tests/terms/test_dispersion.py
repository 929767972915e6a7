"""Dispersion: the worked examples of the papers, and what must hold of any counts."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import scipy.sparse as sp
from hypothesis import given
from hypothesis import strategies as st

from wenming_nlp.errors import InputError, SchemaError
from wenming_nlp.schema import DISPERSION
from wenming_nlp.terms.dispersion import dispersions, measure_dispersion


def _one(counts: list[int], sizes: list[int]) -> dict[str, float]:
    found = dispersions(sp.csc_array(np.array(counts)[:, None]), np.array(sizes, dtype=float))
    return {name: float(values[0]) for name, values in found._asdict().items()}


def test_the_example_of_gries():
    """Gries 2008: a word that stands 1 to 5 times in five parts of 9, 10, 10, 10 and 11 words."""
    found = _one([1, 2, 3, 4, 5], [9, 10, 10, 10, 11])
    assert found["range"] == 5
    assert found["dp"] == pytest.approx(0.18)
    assert found["dp_norm"] == pytest.approx(0.18 / 0.82)
    # Juilland's D by its definition, over the shares 1/9, 2/10, 3/10, 4/10, 5/11 of the parts.
    shares = [1 / 9, 0.2, 0.3, 0.4, 5 / 11]
    assert found["juilland_d"] == pytest.approx(1 - np.std(shares) / np.mean(shares) / 2)
    assert found["juilland_d"] == pytest.approx(0.785, abs=5e-4)


def test_the_example_of_lijffijt_and_gries():
    """Lijffijt and Gries 2012: three equal parts, two thirds in one, one third in another."""
    found = _one([2, 1, 0], [10, 10, 10])
    assert found["dp"] == pytest.approx(1 / 3)
    assert found["dp_norm"] == pytest.approx(0.5)


def test_all_in_one_part():
    found = _one([0, 0, 4], [10, 10, 10])
    assert found["dp_norm"] == pytest.approx(1.0)
    assert found["juilland_d"] == pytest.approx(0.0)
    assert found["range"] == 1


def test_a_part_without_words_is_none():
    assert _one([1, 2, 0], [10, 10, 0]) == pytest.approx(_one([1, 2], [10, 10]))


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(10, 50)), min_size=2, max_size=8))
def test_bounds(parts: list[tuple[int, int]]):
    counts, sizes = map(list, zip(*parts, strict=True))
    if not sum(counts):
        return
    found = _one(counts, sizes)
    for name in ("dp", "dp_norm", "juilland_d"):
        assert -1e-9 <= found[name] <= 1 + 1e-9
    assert found["dp"] <= found["dp_norm"] + 1e-12
    # Twice as much of everything is spread alike.
    assert _one([2 * n for n in counts], [2 * n for n in sizes]) == pytest.approx(found)


TOKENS = pd.DataFrame(
    {
        "article_id": ["a", "a", "b", "c", "c", "d"],
        "text": ["文明", "。", "文明", "文明", "城市", "城市"],
        "pos": ["n", "x", "n", "n", "n", "n"],
    }
)
ARTICLES = pd.DataFrame({"article_id": ["d", "a", "b", "c"], "home": [None, "甲", "乙", "乙"]})


def test_parts_are_the_values_of_a_column():
    found = measure_dispersion(TOKENS, ARTICLES, min_n=1).set_index("term")
    # 甲 has one word (文明), 乙 three (文明, 文明, 城市); d has no home.
    assert found.loc["文明", ["n", "range", "n_parts"]].tolist() == [3, 2, 2]
    assert found.loc["文明", "dp"] == pytest.approx((abs(1 / 3 - 1 / 4) + abs(2 / 3 - 3 / 4)) / 2)
    assert found.loc["城市", ["n", "range"]].tolist() == [1, 1]
    assert "。" not in found.index
    shuffled = measure_dispersion(TOKENS.sample(frac=1, random_state=1), ARTICLES.iloc[::-1], min_n=1)
    pd.testing.assert_frame_equal(shuffled.set_index("term"), found)


def test_wrong_arguments_are_told():
    with pytest.raises(SchemaError, match="county"):
        measure_dispersion(TOKENS, ARTICLES, by="county")
    with pytest.raises(InputError, match="null in every article"):
        measure_dispersion(TOKENS, ARTICLES.assign(home=None))
    with pytest.raises(InputError, match="min_n: expected a whole number of 1 or more, got 0"):
        measure_dispersion(TOKENS, ARTICLES, min_n=0)


def test_no_tokens():
    pd.testing.assert_frame_equal(measure_dispersion(TOKENS.iloc[:0], ARTICLES), DISPERSION.empty())
