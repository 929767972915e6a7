"""Dictionary coding: which places a rule finds, against a plain reading of it."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenming_nlp.errors import InputError, SchemaError
from wenming_nlp.schema import CODING_COUNTS, CODINGS, TOKENS
from wenming_nlp.terms.codebook import Codebook, parse_rule
from wenming_nlp.terms.coding import code_articles, count_codings

ARTICLES = pd.DataFrame(
    {
        "article_id": ["a", "b", "c"],
        "text": ["社区治理见实效。志愿者走访。", "企业治理。社区志愿者。", "小区的环境卫生综合治理。"],
        "home": ["播州区", "汇川区", None],
        "published": pd.to_datetime(["2017-04-19", "2018-01-01", None]),
    }
)
SENTENCES = pd.DataFrame({"article_id": ["a", "a", "b", "b", "c"], "start": [0, 8, 0, 5, 0], "end": [8, 14, 5, 11, 12]})


def found(rule, **tables):
    table = code_articles(ARTICLES, Codebook.from_mapping({"类": {"rules": [rule]}}), **tables)
    return [(row.article_id, row.start, row.text) for row in table.itertuples()]


@pytest.mark.parametrize(
    ("rule", "places"),
    [
        ("治理", [("a", 2, "治理"), ("b", 2, "治理"), ("c", 9, "治理")]),
        ("小区 OR 社区", [("a", 0, "社区"), ("b", 5, "社区"), ("c", 0, "小区")]),
        ("治理 AND 志愿者", [("a", 2, "治理"), ("a", 8, "志愿者"), ("b", 2, "治理"), ("b", 7, "志愿者")]),
        ("治理 NOT 企业", [("a", 2, "治理"), ("c", 9, "治理")]),
        ("社区 NEAR/0 治理", [("a", 0, "社区"), ("a", 2, "治理")]),
        ("社区 NEAR/1 治理", [("a", 0, "社区"), ("a", 2, "治理"), ("b", 2, "治理"), ("b", 5, "社区")]),
        ("小区 NEAR/6 治理", []),
        ("小区 NEAR/7 治理", [("c", 0, "小区"), ("c", 9, "治理")]),
        ("治理 NEAR/7 小区", [("c", 0, "小区"), ("c", 9, "治理")]),
        ("(社区 OR 小区) NEAR 治理 NOT 企业", [("a", 0, "社区"), ("a", 2, "治理"), ("c", 0, "小区"), ("c", 9, "治理")]),
        ("治理 AND 芒果", []),
        ("治理 NEAR 治理", []),
    ],
)
def test_rules_within_articles(rule, places):
    assert found(rule) == places


def test_rules_within_sentences():
    assert found("治理 AND 志愿者", sentences=SENTENCES) == []
    assert found("社区 AND 治理", sentences=SENTENCES) == [("a", 0, "社区"), ("a", 2, "治理")]
    assert found("社区 NOT 企业", sentences=SENTENCES) == [("a", 0, "社区"), ("b", 5, "社区")]
    assert found("社区 NEAR/1 治理", sentences=SENTENCES) == [("a", 0, "社区"), ("a", 2, "治理")]
    # The order of the sentences does not matter, and what lies in none is not found.
    assert found("社区 AND 治理", sentences=SENTENCES.iloc[::-1]) == found("社区 AND 治理", sentences=SENTENCES)
    assert found("社区", sentences=SENTENCES.iloc[:1]) == [("a", 0, "社区")]


def test_only_whole_words():
    tokens = TOKENS.conform(
        {
            "article_id": ["a", "a"], "token_id": [0, 1], "sentence_id": [0, 0], "start": [0, 8], "end": [4, 11],
            "text": ["社区治理", "志愿者"], "pos": ["n", "n"],
        }
    )  # fmt: skip
    assert found("社区 OR 志愿者 OR 社区治理", tokens=tokens) == [("a", 0, "社区治理"), ("a", 8, "志愿者")]


def test_a_term_within_a_longer_one_counts_once_in_its_category():
    book = Codebook.from_mapping({"治理": ["社区", "社区治理", "治理见"], "社区": ["社区"]})
    table = code_articles(ARTICLES.iloc[:1], book)
    assert list(table[["start", "end", "category"]].itertuples(index=False, name=None)) == [
        (0, 2, "社区"),
        (0, 4, "治理"),
        (2, 5, "治理"),  # overlaps, but is not within
    ]


def test_every_row_can_be_traced():
    book = Codebook.from_mapping({"甲": ["社区", "治理"], "乙": {"rules": ["志愿者 OR 企业"]}})
    table = code_articles(ARTICLES.iloc[::-1], book)
    texts = ARTICLES.set_index("article_id")["text"]
    assert list(table.columns) == list(CODINGS.columns)
    assert [texts[row.article_id][row.start : row.end] for row in table.itertuples()] == table["text"].tolist()
    pd.testing.assert_frame_equal(code_articles(ARTICLES, book), table)


leaves = st.sampled_from(["甲", "乙", "丙"])
rules = st.recursive(
    leaves,
    lambda inner: st.tuples(inner, st.sampled_from(["AND", "OR", "NOT", "NEAR/0", "NEAR/2"]), inner).map(
        lambda parts: f"({parts[0]} {parts[1]} {parts[2]})"
    ),
    max_leaves=5,
)


def plain(rule, text):
    """Return the spans that a rule finds in one text, read word for word."""
    if rule.operator == "TERM":
        return {match.span() for match in re.finditer(rule.term, text)}
    first, second = (plain(part, text) for part in rule.parts)
    if rule.operator == "OR":
        return first | second
    if rule.operator == "AND":
        return first | second if first and second else set()
    if rule.operator == "NOT":
        return set() if second else first
    near = {(a, b) for a in first for b in second if 0 <= max(b[0] - a[1], a[0] - b[1]) <= rule.chars}
    return {span for pair in near for span in pair}


@given(rules, st.lists(st.text("甲乙丙丁", max_size=8), min_size=1, max_size=3))
def test_a_plain_reading(rule, texts):
    articles = pd.DataFrame({"article_id": [f"a{i}" for i in range(len(texts))], "text": texts})
    table = code_articles(articles, Codebook.from_mapping({"类": {"rules": [rule]}}))
    expected = {(f"a{i}", *span) for i, text in enumerate(texts) for span in plain(parse_rule(rule), text)}
    assert set(table[["article_id", "start", "end"]].itertuples(index=False, name=None)) == expected
    assert len(table) == len(expected)


def test_counts_in_all_and_by_group():
    codings = code_articles(ARTICLES, Codebook.from_mapping({"治理": ["治理", "社区"], "志愿": ["志愿者"]}))
    whole = count_codings(codings, ARTICLES, categories=["芒果"])
    assert list(whole.columns) == list(CODING_COUNTS.columns)
    assert whole["group"].isna().all()
    rows = whole.set_index("category")
    assert rows[["n", "n_articles"]].to_dict("index") == {
        "治理": {"n": 5, "n_articles": 3},
        "志愿": {"n": 2, "n_articles": 2},
        "芒果": {"n": 0, "n_articles": 0},
    }
    assert rows.loc["志愿", "share"] == pytest.approx(2 / 3)
    by_year = count_codings(codings, ARTICLES, by="year")
    assert list(by_year[["category", "group", "n", "share"]].itertuples(index=False, name=None)) == [
        ("志愿", "2017", 1, 1.0),
        ("志愿", "2018", 1, 1.0),
        ("治理", "2017", 2, 1.0),
        ("治理", "2018", 2, 1.0),
    ]
    by_article = count_codings(codings, ARTICLES, by="article_id")
    assert by_article.pivot_table(index="group", columns="category", values="n").loc["c"].to_dict() == {
        "治理": 1,
        "志愿": 0,
    }


def test_nothing_to_count():
    empty = code_articles(ARTICLES.iloc[:0], Codebook.from_mapping({"治理": ["治理"]}))
    assert empty.empty
    assert list(empty.columns) == list(CODINGS.columns)
    assert count_codings(empty, ARTICLES).empty
    whole = count_codings(empty, ARTICLES.iloc[:0], categories=["治理"])
    assert whole[["n", "n_articles", "share"]].to_numpy().tolist() == [[0, 0, 0]]
    assert count_codings(empty, ARTICLES.iloc[2:], by="home", categories=["治理"]).empty


def test_bad_input_says_what_was_expected():
    book = Codebook.from_mapping({"治理": ["治理"]})
    with pytest.raises(InputError, match="codebook: expected a Codebook"):
        code_articles(ARTICLES, {"治理": ["治理"]})
    with pytest.raises(SchemaError, match="text"):
        code_articles(ARTICLES[["article_id"]], book)
    with pytest.raises(SchemaError, match="end"):
        code_articles(ARTICLES, book, sentences=SENTENCES[["article_id", "start"]])
    with pytest.raises(
        InputError, match="by: expected a column of articles or one of year, quarter, month, got 'hoem'"
    ):
        count_codings(code_articles(ARTICLES, book), ARTICLES, by="hoem")
    with pytest.raises(InputError, match="got one of 'c'"):
        count_codings(code_articles(ARTICLES, book), ARTICLES.iloc[:2])
    assert np.issubdtype(code_articles(ARTICLES, book)["start"].dtype, np.int32)
