"""Concordance lines, all traceable to the texts."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenming_nlp.errors import InputError, SchemaError
from wenming_nlp.schema import CONCORDANCE, TOKENS
from wenming_nlp.terms.concordance import concordance, mentions_of_official, places_of_label

ARTICLES = pd.DataFrame(
    {
        "article_id": ["b", "a"],
        "text": ["区人大常委会开会。\n众人大喊加油，人大代表到场。", "志愿服务进社区\n志愿服务队走访，人大代表参加。"],
    }
)
TOKENS_B = TOKENS.conform(
    {
        "article_id": ["b"] * 5, "token_id": range(5), "sentence_id": [0, 1, 1, 1, 1],
        "start": [1, 10, 12, 17, 19], "end": [3, 12, 14, 19, 21],
        "text": ["人大", "众人", "大喊", "人大", "代表"], "pos": ["n"] * 5,
    }
)  # fmt: skip
ENTITIES = pd.DataFrame(
    {
        "article_id": ["a", "a", "b"], "start": [8, 16, 1], "end": [12, 18, 3],
        "label": ["ORG", "ORG", "PERSON"], "name": ["志愿服务", "人大", "王强"],
    }
)  # fmt: skip


def places(table):
    return list(table[["article_id", "start"]].itertuples(index=False, name=None))


def check_traced(table, articles=ARTICLES, left=30, right=30):
    """Every row is what stands in the text at its offsets."""
    texts = articles.set_index("article_id")["text"]
    for row in table.itertuples():
        text = texts[row.article_id].replace("\n", " ")
        assert texts[row.article_id][row.start : row.end] == row.node
        assert text[max(0, row.start - left) : row.start] == row.left
        assert text[row.end : row.end + right] == row.right


def test_a_string_wherever_it_stands():
    found = concordance(ARTICLES, "人大")
    assert places(found) == [("a", 16), ("b", 1), ("b", 11), ("b", 17)]
    check_traced(found)
    assert list(found.columns) == list(CONCORDANCE.columns)
    assert (found["node"] == "人大").all()


def test_only_whole_words():
    found = concordance(ARTICLES.iloc[:1], "人大", tokens=TOKENS_B)
    assert places(found) == [("b", 1), ("b", 17)]
    # A phrase of two words begins and ends with words as well.
    assert places(concordance(ARTICLES.iloc[:1], "人大代表", tokens=TOKENS_B)) == [("b", 17)]
    with pytest.raises(
        InputError, match="in the 1 articles as whole words, got '人大喊'; it is part of other words 1 "
    ):
        concordance(ARTICLES.iloc[:1], "人大喊", tokens=TOKENS_B)


def test_a_phrase_over_several_words_and_an_expression():
    check_traced(concordance(ARTICLES, "人大代表"))
    found = concordance(ARTICLES, re.compile("人大(?:代表|常委会)"))
    assert found["node"].tolist() == ["人大代表", "人大常委会", "人大代表"]
    check_traced(found)
    # What matches nothing is no place.
    assert concordance(ARTICLES, re.compile("志?愿?x*社区"))["node"].tolist() == ["社区"]


def test_a_string_is_no_expression():
    articles = pd.DataFrame({"article_id": ["a"], "text": ["（2017）.*号"]})
    assert concordance(articles, ".*")["start"].tolist() == [6]
    assert concordance(articles, "（2017）")["end"].tolist() == [6]


def test_context_is_as_long_as_asked_for():
    found = concordance(ARTICLES, "人大", left_chars=2, right_chars=0)
    check_traced(found, left=2, right=0)
    assert found["left"].str.len().max() == 2
    assert set(found["right"]) == {""}
    assert "\n" not in "".join(concordance(ARTICLES, "志愿")["right"])


def test_sorted_by_context():
    by_right = concordance(ARTICLES, "人大", sort="right")
    assert by_right["right"].str[:2].tolist() == sorted(by_right["right"].str[:2])
    by_left = concordance(ARTICLES, "人大", sort="left")
    outwards = [text[::-1] for text in by_left["left"]]
    assert outwards == sorted(outwards)
    assert by_left.index.tolist() == [0, 1, 2, 3]


def test_mentions_of_a_label():
    found = concordance(ARTICLES, places_of_label(ENTITIES, "ORG"))
    assert places(found) == [("a", 8), ("a", 16)]
    check_traced(found)
    assert concordance(ARTICLES, places_of_label(ENTITIES, "DOC")).empty
    with pytest.raises(InputError, match="Did you mean 'PERSON'"):
        places_of_label(ENTITIES, "PERSONS")


def test_mentions_of_an_official():
    officials = pd.DataFrame({"article_id": ["b"], "name": ["王强"]})
    found = concordance(ARTICLES, mentions_of_official(officials, ENTITIES, "王强"))
    assert places(found) == [("b", 1)]
    with pytest.raises(InputError, match="the name of an official, such as 王强; got '李明'"):
        mentions_of_official(officials, ENTITIES, "李明")
    with pytest.raises(InputError, match="but the table has none"):
        mentions_of_official(officials.iloc[:0], ENTITIES, "李明")


def test_a_concordance_is_itself_a_table_of_places():
    found = concordance(ARTICLES, "志愿服务")
    pd.testing.assert_frame_equal(concordance(ARTICLES, found), found)


@given(st.lists(st.text("甲乙\n", max_size=12), min_size=1, max_size=4), st.text("甲乙", min_size=1, max_size=3))
def test_as_many_as_a_plain_count(texts, node):
    articles = pd.DataFrame({"article_id": [f"a{i}" for i in range(len(texts))], "text": texts})
    n = sum(text.count(node) for text in texts)
    if n:
        found = concordance(articles, node, left_chars=3)
        assert len(found) == n
        check_traced(found, articles, left=3)
    else:
        with pytest.raises(InputError, match="expected a string that stands in"):
            concordance(articles, node)


@pytest.mark.parametrize(
    ("node", "options", "told"),
    [
        ("芒果", {}, "node: expected a string that stands in the 2 articles, got '芒果'"),
        (re.compile("芒.果"), {}, "node: expected an expression that stands in the 2 articles, got '芒.果'"),
        ("", {}, "node: expected a string or a compiled regular expression, got ''"),
        (["人大"], {}, "node: expected a string or a compiled regular expression"),
        ("人大", {"sort": "rigth"}, "sort: expected one of position, left, right, got 'rigth'. Did you mean 'right'"),
        ("人大", {"left_chars": -1}, "left_chars: expected a whole number of 0 or more"),
        ("人大", {"right_chars": 2.0}, "right_chars: expected a whole number"),
        (pd.DataFrame({"article_id": ["zz"], "start": [0], "end": [1]}), {}, "got one of 'zz'"),
        (pd.DataFrame({"article_id": ["a"], "start": [3], "end": [99]}), {}, "got 'a', 3 to 99 of 23 characters"),
    ],
)
def test_bad_input_says_what_was_expected(node, options, told):
    with pytest.raises(InputError, match=re.escape(told)):
        concordance(ARTICLES, node, **options)


def test_no_articles_and_missing_columns():
    assert concordance(ARTICLES.iloc[:0], "人大").empty
    with pytest.raises(SchemaError, match="text"):
        concordance(ARTICLES[["article_id"]], "人大")
    with pytest.raises(SchemaError, match="end"):
        concordance(ARTICLES, pd.DataFrame({"article_id": ["a"], "start": [0]}))
    twice = pd.concat([ARTICLES, ARTICLES])
    with pytest.raises(InputError, match="every article_id once"):
        concordance(twice, ENTITIES)
