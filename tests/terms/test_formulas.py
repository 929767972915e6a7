"""Formulas that travel together: lift by hand, Dunning's G² as scipy has it."""

from __future__ import annotations

import pandas as pd
import pytest
from scipy.stats import chi2_contingency

from wenming_nlp.errors import InputError, SchemaError
from wenming_nlp.schema import FORMULA_PAIRS
from wenming_nlp.terms.formulas import formula_pairs

SLOGANS = pd.DataFrame(
    [
        *(("a", "四个意识", "numbered", 2), ("a", "两个维护", "numbered", 1), ("a", "门前三包", "lexicon", 1)),
        *(("b", "四个意识", "numbered", 1), ("b", "两个维护", "numbered", 3), ("c", "四个意识", "numbered", 1)),
        *(("c", "门前三包", "lexicon", 1), ("d", "两个维护", "numbered", 1), ("d", "增强四个意识", "quoted", 1)),
        *(("a", "增强四个意识", "quoted", 1), ("b", "增强四个意识", "quoted", 1)),
    ],
    columns=["article_id", "phrase", "kind", "n"],
)


def test_pairs_by_hand():
    found = formula_pairs(SLOGANS, n_articles=20).set_index(["phrase", "other"])
    row = found.loc["两个维护", "四个意识"]
    assert row[["n_articles", "n_phrase", "n_other"]].tolist() == [2, 3, 3]
    assert row["lift"] == pytest.approx((2 / 20) / ((3 / 20) * (3 / 20)))
    expected = chi2_contingency([[2, 1], [1, 16]], correction=False, lambda_="log-likelihood").statistic
    assert row["log_likelihood"] == pytest.approx(expected)


def test_a_formula_does_not_travel_with_one_that_holds_it():
    found = formula_pairs(SLOGANS, n_articles=4, min_articles=1)
    pairs = set(zip(found["phrase"], found["other"], strict=True))
    assert ("四个意识", "增强四个意识") not in pairs
    assert ("两个维护", "增强四个意识") in pairs
    assert all(phrase < other for phrase, other in pairs)


def test_always_together_in_every_article():
    slogans = pd.DataFrame({"article_id": ["a", "a", "b", "b"], "phrase": ["甲乙", "丙丁"] * 2})
    row = formula_pairs(slogans, n_articles=2).iloc[0]
    assert row["lift"] == pytest.approx(1.0)
    assert row["log_likelihood"] == pytest.approx(0.0)


def test_order_of_rows_decides_nothing():
    whole = formula_pairs(SLOGANS, n_articles=9, min_articles=1)
    pd.testing.assert_frame_equal(
        formula_pairs(SLOGANS.sample(frac=1, random_state=1), n_articles=9, min_articles=1), whole
    )


def test_wrong_arguments_and_nothing():
    with pytest.raises(InputError, match="n_articles: expected a whole number of 4 or more, got 3"):
        formula_pairs(SLOGANS, n_articles=3)
    with pytest.raises(InputError, match="min_articles"):
        formula_pairs(SLOGANS, n_articles=9, min_articles=0)
    with pytest.raises(SchemaError, match="phrase"):
        formula_pairs(SLOGANS[["article_id"]], n_articles=9)
    pd.testing.assert_frame_equal(formula_pairs(SLOGANS.iloc[:0], n_articles=0), FORMULA_PAIRS.empty())
    pd.testing.assert_frame_equal(formula_pairs(SLOGANS, n_articles=9, min_articles=9), FORMULA_PAIRS.empty())
