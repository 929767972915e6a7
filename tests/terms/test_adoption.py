"""Who took a phrase up when: lag, rank, ties of a day, traces."""

from __future__ import annotations

import pandas as pd
import pytest

from wenming_nlp.errors import InputError, SchemaError
from wenming_nlp.schema import ADOPTION
from wenming_nlp.terms.adoption import adoption

ARTICLES = pd.DataFrame(
    {
        "article_id": ["a1", "a2", "a3", "b1", "c1", "d1", "e1", "f1"],
        "home": ["甲县", "甲县", "甲县", "乙县", None, "丁县", "戊县", "己县"],
        "home_adcode": ["110101", "110101", "110101", "120101", "130102", "140105", None, "150102"],
        "published": pd.to_datetime(
            ["2018-09-10", "2018-08-02", "2018-08-02", "2018-08-02", "2018-08-12", "2019-08-02", "2018-01-01", None]
        ),
        "text": [
            "文明实践",
            "又文明实践，文明实践",
            "文明实践",
            "文明实践",
            "文明实践",
            "文明实践和文明实践站",
            "文明实践",
            "文明实践站",
        ],
    }
)


def test_first_use_lag_and_rank():
    found = adoption(ARTICLES, "文明实践").set_index("home_adcode")
    assert found.index.tolist() == ["110101", "120101", "130102", "140105"]
    assert found["lag_days"].tolist() == [0, 0, 10, 365]
    # Two share the first day, so the next is the third.
    assert found["rank"].tolist() == [1, 1, 3, 4]
    assert found["article_id"].tolist() == ["a2", "b1", "c1", "d1"]
    assert found.loc["110101", ["start", "end"]].tolist() == [1, 5]
    assert pd.isna(found.loc["130102", "home"])


def test_each_phrase_has_its_own_first_day():
    found = adoption(ARTICLES, ["文明实践站", "文明实践"])
    station = found[found["phrase"] == "文明实践站"]
    assert station[["home_adcode", "lag_days", "rank"]].to_numpy().tolist() == [["140105", 0, 1]]
    for row in found.itertuples():
        text = ARTICLES.set_index("article_id").loc[row.article_id, "text"]
        assert text[row.start : row.end] == row.phrase


def test_the_order_of_rows_decides_nothing():
    shuffled = ARTICLES.sample(frac=1, random_state=5)
    pd.testing.assert_frame_equal(adoption(shuffled, "文明实践"), adoption(ARTICLES, "文明实践"))


def test_a_phrase_that_no_home_used_is_told():
    with pytest.raises(InputError, match="'芒果', which stands in none of the 6 articles with a date and a home"):
        adoption(ARTICLES, ["文明实践", "芒果"])


def test_missing_columns_and_no_rows():
    with pytest.raises(SchemaError, match="home_adcode"):
        adoption(ARTICLES.drop(columns="home_adcode"), "文明实践")
    pd.testing.assert_frame_equal(adoption(ARTICLES.iloc[:0], "文明实践"), ADOPTION.empty())
