"""Articles by group."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from wenming_nlp.errors import InputError, SchemaError
from wenming_nlp.terms.groups import articles_in, articles_where, group_articles

ARTICLES = pd.DataFrame(
    {
        "article_id": ["a", "b", "c"],
        "home": ["播州区", "汇川区", None],
        "kind": pd.Categorical(["会议", None, "会议"], ["会议", "活动"]),
        "published": pd.to_datetime(["2017-04-19", "2018-12-01", None]),
        "level": [1, 2, 3],
    },
    index=[7, 8, 9],
)


@pytest.mark.parametrize(
    ("by", "groups"),
    [
        ("home", ["播州区", "汇川区", None]),
        ("kind", ["会议", None, "会议"]),
        ("year", ["2017", "2018", None]),
        ("quarter", ["2017Q2", "2018Q4", None]),
        ("month", ["2017-04", "2018-12", None]),
        ("level", ["1", "2", "3"]),
    ],
)
def test_groups(by, groups):
    found = group_articles(ARTICLES, by)
    assert found.index.tolist() == [7, 8, 9]
    assert [None if pd.isna(value) else value for value in found] == groups


def test_a_column_of_that_name_goes_before_a_period():
    assert group_articles(ARTICLES.assign(year="早"), "year").tolist() == ["早"] * 3


def test_choosing_groups():
    years = group_articles(ARTICLES, "year")
    assert articles_in(years, 2017, name="target").tolist() == [True, False, False]
    assert articles_in(years, ["2017", 2018], name="target").tolist() == [True, True, False]
    with pytest.raises(
        InputError, match=r"target: expected one of 2 groups \(2017, 2018, …\), got '2019'. Did you mean"
    ):
        articles_in(years, 2019, name="target")


def test_masks():
    kinds = ARTICLES["kind"]
    assert articles_where(ARTICLES, kinds == "会议").tolist() == [True, False, True]
    assert articles_where(ARTICLES, [True, False, False]).tolist() == [True, False, False]
    assert articles_where(ARTICLES, np.array([False, True, False])).tolist() == [False, True, False]
    nullable = pd.Series([True, None, False], dtype="boolean", index=ARTICLES.index)
    assert articles_where(ARTICLES, nullable).tolist() == [True, False, False]
    with_none = pd.Series([True, None, False], dtype=object, index=ARTICLES.index)
    assert articles_where(ARTICLES, with_none).tolist() == [True, False, False]
    for wrong in ([True, False], ["a", "b", "c"], [0, 1, 2], pd.Series([True, True, True])):
        with pytest.raises(InputError, match="where: expected"):
            articles_where(ARTICLES, wrong)


def test_what_is_no_column():
    with pytest.raises(InputError, match="Did you mean 'home'"):
        group_articles(ARTICLES, "hoem")
    with pytest.raises(SchemaError, match="published"):
        group_articles(ARTICLES[["home"]], "year")
