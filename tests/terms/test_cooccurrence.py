"""The network of terms, against plain counts."""

from __future__ import annotations

import math
from collections import Counter
from itertools import combinations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenming_nlp.errors import InputError, SchemaError
from wenming_nlp.schema import COOCCURRENCE
from wenming_nlp.terms.cooccurrence import cooccurrence

texts = st.lists(
    st.lists(st.sampled_from(["甲", "乙", "丙", "丁", "。"]), min_size=1, max_size=12), min_size=1, max_size=4
)


def edges(table, column="n"):
    return {(row.source, row.target): getattr(row, column) for row in table.itertuples()}


def pairs_of(units):
    return Counter(pair for unit in units for pair in combinations(sorted(set(unit) - {"。"}), 2))


@given(texts)
def test_plain_counts_by_article_and_sentence(tokens_of, texts):
    tokens = tokens_of(**{f"a{i}": " ".join(text) for i, text in enumerate(texts)})
    by_article = cooccurrence(tokens, min_n=1)
    assert edges(by_article) == edges(by_article, "n_articles") == pairs_of(texts)
    sentences = [[part.split() for part in " ".join(text).split("。")] for text in texts]
    by_sentence = cooccurrence(tokens, by="sentence", min_n=1)
    assert edges(by_sentence) == pairs_of([sentence for text in sentences for sentence in text])
    within = Counter(pair for text in sentences for pair in set(pairs_of(text)))
    assert edges(by_sentence, "n_articles") == within


@given(texts, st.integers(1, 3))
def test_plain_counts_by_window(tokens_of, texts, window):
    tokens = tokens_of(**{f"a{i}": " ".join(text) for i, text in enumerate(texts)})
    n, n_articles = Counter(), Counter()
    for text in texts:
        here = Counter()
        for sentence in " ".join(text).split("。"):
            words = sentence.split()
            for i, first in enumerate(words):
                for second in words[i + 1 : i + 1 + window]:
                    if first != second:
                        here[tuple(sorted((first, second)))] += 1
        n += here
        n_articles += Counter(dict.fromkeys(here, 1))
    found = cooccurrence(tokens, by="window", window=window, min_n=1)
    assert edges(found) == n
    assert edges(found, "n_articles") == n_articles


def test_measures_by_article(tokens_of):
    tokens = tokens_of(a="甲 乙", b="甲 乙", c="甲", d="丙")
    found = cooccurrence(tokens)
    # Church and Hanks: log2(n N / (f g)), with 2 of 4 articles together, 3 and 2 each.
    assert found["pmi"].tolist() == [pytest.approx(math.log2(2 * 4 / (3 * 2)))]
    assert found["dice"].tolist() == [pytest.approx(2 * 2 / (3 + 2))]


def test_measures_by_window(tokens_of):
    found = cooccurrence(tokens_of(a="甲 乙 丙 丙 。 甲 乙"), ["甲", "乙"], by="window", window=1)
    assert found["n"].tolist() == [2]
    assert found["pmi"].tolist() == [pytest.approx(math.log2(2 * 6 / (2 * 1 * 2 * 2)))]
    assert found["dice"].tolist() == [1.0]


def test_most_frequent_pairs_first_then_by_code_point(tokens_of):
    tokens = tokens_of(a="丁 丙 乙 甲", b="丙 丁")
    found = cooccurrence(tokens, min_n=1)
    expected = sorted(combinations(sorted("甲乙丙丁"), 2), key=lambda pair: (pair != ("丁", "丙"), pair))
    assert list(edges(found)) == expected
    pd.testing.assert_frame_equal(cooccurrence(tokens.sample(frac=1, random_state=2), min_n=1), found)


def test_nodes_are_those_asked_for_or_the_most_widespread(tokens_of):
    tokens = tokens_of(a="甲 乙 丙 开展", b="甲 乙 丁 开展", c="乙 开展")
    assert edges(cooccurrence(tokens, {"丙", "丁", "乙"}, min_n=1)) == {("丁", "乙"): 1, ("丙", "乙"): 1}
    # 乙 stands in three articles, 甲 in two; 开展 is a stop word.
    assert edges(cooccurrence(tokens, max_terms=2)) == {("乙", "甲"): 2}
    assert edges(cooccurrence(tokens, ["乙", "开展"])) == {("乙", "开展"): 3}


def test_other_tables_than_words():
    keywords = pd.DataFrame({"article_id": list("aabb"), "term": ["志愿", "社区", "志愿", None]})
    assert edges(cooccurrence(keywords, term="term", min_n=1)) == {("志愿", "社区"): 1}


@pytest.mark.parametrize("by", ["article", "sentence", "window"])
def test_nothing_together_gives_an_empty_table(tokens_of, by):
    for tokens in (tokens_of(), tokens_of(a="甲"), tokens_of(a="甲 。 乙", b="丙")):
        found = cooccurrence(tokens, by=by)
        assert found.empty
        assert list(found.columns) == list(COOCCURRENCE.columns)


@pytest.mark.parametrize(
    ("arguments", "options", "told"),
    [
        ((["芒果"],), {}, "terms: expected terms of the table, got '芒果'"),
        ((["。"],), {}, "terms: expected terms of the table, got '。'"),
        (("甲",), {}, "terms: expected a collection of terms, got '甲'"),
        ((), {"by": "paragraph"}, "by: expected one of article, sentence, window, got 'paragraph'"),
        ((), {"by": "sentence", "term": "name"}, "term: expected 'text'"),
        ((), {"max_terms": 0}, "max_terms: expected a whole number"),
        ((), {"window": -1}, "window: expected a whole number"),
    ],
)
def test_bad_input_says_what_was_expected(tokens_of, arguments, options, told):
    with pytest.raises(InputError, match=told):
        cooccurrence(tokens_of(a="甲 乙 。"), *arguments, **options)


def test_a_missing_column_is_named(tokens_of):
    with pytest.raises(SchemaError, match="'phrase'"):
        cooccurrence(tokens_of(a="甲"), term="phrase")
