"""Counts over the token table."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from wenming_nlp.errors import SchemaError
from wenming_nlp.schema import TERMS
from wenming_nlp.terms.counts import build_terms, count_terms

TOKENS = pd.DataFrame(
    {
        "article_id": ["b", "b", "b", "a", "a", "a", "a"],
        "text": ["志愿者", "芒果", "。", "志愿者", "志愿者", "芒果", "开展"],
        "pos": ["n", "n", "x", "n", "n", "n", "v"],
    }
)


def test_counts_by_article_and_word():
    found = count_terms(TOKENS)
    assert found.article_ids.tolist() == ["b", "a"]
    assert found.terms.tolist() == sorted({"志愿者", "芒果", "开展"})
    column = found.terms.tolist().index("志愿者")
    assert found.counts.toarray()[:, column].tolist() == [1, 2]
    assert found.counts.sum() == 6


def test_punctuation_on_request():
    assert "。" in count_terms(TOKENS, words_only=False).terms.tolist()


def test_missing_column_is_named():
    with pytest.raises(SchemaError, match="article_id"):
        count_terms(TOKENS[["text"]])


def test_terms_of_a_corpus():
    terms = build_terms(TOKENS).set_index("term")
    assert list(terms.index) == sorted(["志愿者", "芒果"])
    assert terms.loc["志愿者", ["n", "n_articles"]].tolist() == [3, 2]
    everything = build_terms(TOKENS, keep_stop_words=True).set_index("term")
    # Gries 2008: expected shares 2/6 and 4/6; all of 开展 stands in the larger part, so DP = 1/3, over 1 - 1/3.
    assert everything.loc["开展", "dispersion"] == pytest.approx((1 / 3) / (2 / 3))
    # 志愿者: observed 1/3 and 2/3, as expected: spread evenly.
    assert everything.loc["志愿者", "dispersion"] == pytest.approx(0.0)


def test_rare_terms_can_be_left_out():
    assert "开展" not in build_terms(TOKENS, min_articles=2, keep_stop_words=True)["term"].tolist()


def test_an_empty_table_gives_an_empty_table():
    terms = build_terms(TOKENS.iloc[:0])
    assert terms.empty
    assert list(terms.columns) == list(TERMS.columns)


def test_one_article_has_no_dispersion():
    assert np.isnan(build_terms(TOKENS[TOKENS["article_id"] == "a"])["dispersion"]).all()
