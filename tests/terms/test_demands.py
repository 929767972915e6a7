"""Demands: what counts as the same, who voices it, when."""

from __future__ import annotations

import pandas as pd
import pytest

from wenming_nlp.errors import InputError, SchemaError
from wenming_nlp.schema import DEMANDS
from wenming_nlp.terms.demands import core_of, frequent_demands

DIRECTIVES = pd.DataFrame(
    [
        ("a", 1, 1, "要提高认识水平，车站要有秩序，市场要有规矩", "李明"),
        ("a", 2, 2, "车站要有秩序", "李明"),
        ("a", 3, 2, "市场要有规矩", "李明"),
        ("b", 1, 1, "各级各部门要进一步提高认识水平", "王芳"),
        ("b", 2, 1, "同时，要切实提高认识水平", "王芳"),
        ("c", 1, 1, "必须提高认识水平；车站要有秩序", None),
        ("d", 1, 1, "提高认识水平", "李明"),
    ],
    columns=["article_id", "order", "level", "text", "speaker"],
)
OFFICIALS = pd.DataFrame(
    {
        "article_id": ["a", "a", "b", "d"],
        "name": ["李明", "赵六", "王芳", "李明"],
        "post": ["区长", "局长", "书记", "书记"],
    }
)
ARTICLES = pd.DataFrame(
    {"article_id": list("abcd"), "published": pd.to_datetime(["2018-05-02", "2017-01-01", None, "2019-03-04"])}
)


def test_counts_speakers_posts_and_days():
    found = frequent_demands(DIRECTIVES, OFFICIALS, ARTICLES).set_index("demand")
    assert found.index.tolist() == ["提高认识水平"]
    row = found.iloc[0]
    assert row[["n", "n_articles", "n_speakers"]].tolist() == [5, 4, 2]
    assert list(row["speakers"]) == ["李明", "王芳"]
    # 李明 was 区长 in one article and 书记 in another.
    assert list(row["posts"]) == ["书记", "区长"]
    assert (row["first_seen"], row["last_seen"]) == (pd.Timestamp("2017-01-01"), pd.Timestamp("2019-03-04"))
    assert list(row["articles"]) == ["a", "b", "c", "d"]


def test_a_point_and_its_heading_count_once():
    found = frequent_demands(DIRECTIVES, min_articles=1).set_index("demand")
    assert found.loc["提高认识水平", "n"] == 5
    assert "有规矩" not in found.index  # three characters say too little
    twice = frequent_demands(
        DIRECTIVES.assign(text=DIRECTIVES["text"].str.replace("有秩序", "保持良好秩序")), min_articles=1
    )
    assert twice.set_index("demand").loc["保持良好秩序", ["n", "n_articles"]].tolist() == [2, 2]


def test_without_officials_and_articles():
    row = frequent_demands(DIRECTIVES).iloc[0]
    assert list(row["posts"]) == []
    assert pd.isna(row["first_seen"])


def test_a_demand_that_nobody_voices():
    row = frequent_demands(DIRECTIVES.assign(speaker=None), OFFICIALS).iloc[0]
    assert row["n_speakers"] == 0
    assert list(row["speakers"]) == []


@pytest.mark.parametrize(
    ("clause", "core"),
    [
        ("要提高政治站位", "提高政治站位"),
        ("三要坚定不移推进改革", "推进改革"),
        ("二是压实工作责任", "压实工作责任"),
        ("全市上下务必始终保持清醒", "保持清醒"),
        ("一体推进综合整治", "一体推进综合整治"),
        ("要求各地抓好落实", "要求各地抓好落实"),
        ("把文明实践摆在重要位置", "把文明实践摆在重要位置"),
        ("不要搞形式主义", "不要搞形式主义"),
        ("全面落实", "全面落实"),
        ("切实加强领导", "加强领导"),
    ],
)
def test_core(clause: str, core: str):
    assert core_of(clause) == core


def test_order_of_rows_decides_nothing():
    shuffled = frequent_demands(DIRECTIVES.sample(frac=1, random_state=4), OFFICIALS.iloc[::-1], ARTICLES.iloc[::-1])
    pd.testing.assert_frame_equal(shuffled, frequent_demands(DIRECTIVES, OFFICIALS, ARTICLES))


def test_wrong_arguments_and_nothing():
    with pytest.raises(InputError, match="min_articles: expected a whole number of 1 or more, got 0"):
        frequent_demands(DIRECTIVES, min_articles=0)
    with pytest.raises(SchemaError, match="speaker"):
        frequent_demands(DIRECTIVES.drop(columns="speaker"))
    with pytest.raises(SchemaError, match="post"):
        frequent_demands(DIRECTIVES, OFFICIALS.drop(columns="post"))
    pd.testing.assert_frame_equal(frequent_demands(DIRECTIVES.iloc[:0]), DEMANDS.empty())
    pd.testing.assert_frame_equal(frequent_demands(DIRECTIVES, min_articles=9), DEMANDS.empty())
