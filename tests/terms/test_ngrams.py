"""Sequences of words: equal to counting with a loop, whatever the order of rows, and bounded by what parts words."""

from __future__ import annotations

from collections import Counter

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenming_nlp.errors import InputError, SchemaError
from wenming_nlp.schema import NGRAMS
from wenming_nlp.terms.ngrams import count_ngrams


def tokens_of(articles: dict[str, list[str]]) -> pd.DataFrame:
    """Return a token table; 。 ends a sentence, a blank is a gap of offsets."""
    rows = []
    for article, words in articles.items():
        place = sentence = number = 0
        for word in words:
            if word != " ":
                pos = "x" if word in "，。" else "u" if word == "的" else "n"
                rows.append((article, number, sentence, place, place + len(word), word, pos))
                number += 1
            place += len(word)
            sentence += word == "。"
    return pd.DataFrame(rows, columns=["article_id", "token_id", "sentence_id", "start", "end", "text", "pos"])


def _expected(articles: dict[str, list[str]], size: int) -> dict[str, tuple[int, int]]:
    n: Counter[str] = Counter()
    held: dict[str, set[str]] = {}
    for article, words in articles.items():
        for i in range(len(words) - size + 1):
            gram = words[i : i + size]
            if not set(gram) & {"，", "。", " "}:
                n[" ".join(gram)] += 1
                held.setdefault(" ".join(gram), set()).add(article)
    return {gram: (n[gram], len(held[gram])) for gram in n}


_ARTICLE = st.lists(st.sampled_from(["文明", "城市", "创建", "的", "，", "。", " "]), max_size=14)


@given(st.lists(_ARTICLE, min_size=1, max_size=4), st.integers(1, 4), st.integers(1, 3), st.randoms())
def test_like_counting_with_a_loop(words: list[list[str]], size: int, min_n: int, rng: object):
    articles = {f"a{i}": each for i, each in enumerate(words)}
    tokens = tokens_of(articles)
    rows = list(range(len(tokens)))
    rng.shuffle(rows)
    found = count_ngrams(tokens.iloc[rows], sizes=[size], min_n=min_n)
    expected = {gram: told for gram, told in _expected(articles, size).items() if told[0] >= min_n}
    assert {row.ngram: (row.n, row.n_articles) for row in found.itertuples()} == expected
    assert (found["size"] == size).all()


def test_several_sizes_and_fewest_articles():
    tokens = tokens_of({"a": ["创建", "文明", "城市", "。", "创建", "文明"], "b": ["创建", "文明", "城市"]})
    found = count_ngrams(tokens, sizes=[3, 2], min_n=1, min_articles=2)
    assert found[["size", "ngram", "n", "n_articles"]].to_numpy().tolist() == [
        [2, "创建 文明", 3, 2],
        [2, "文明 城市", 2, 2],
        [3, "创建 文明 城市", 2, 2],
    ]


def test_stop_words_at_an_edge():
    tokens = tokens_of({"a": ["志愿者", "的", "广场"], "b": ["志愿者", "的", "广场"]})
    found = count_ngrams(tokens, sizes=[2, 3], keep_stop_words=False)
    assert found["ngram"].tolist() == ["志愿者 的 广场"]


def test_nothing_to_count():
    tokens = tokens_of({"a": ["文明"]})
    pd.testing.assert_frame_equal(count_ngrams(tokens), NGRAMS.empty())
    pd.testing.assert_frame_equal(count_ngrams(tokens.iloc[:0]), NGRAMS.empty())
    pd.testing.assert_frame_equal(count_ngrams(tokens_of({"a": ["。", "，"]}), sizes=[1], min_n=1), NGRAMS.empty())


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"sizes": []}, "sizes: expected whole numbers from 1 to 10"),
        ({"sizes": [0]}, "sizes"),
        ({"sizes": [11]}, "sizes"),
        ({"min_n": 0}, "min_n: expected a whole number of 1 or more, got 0"),
        ({"min_articles": True}, "min_articles"),
    ],
)
def test_wrong_arguments_are_told(arguments: dict, message: str):
    with pytest.raises(InputError, match=message):
        count_ngrams(tokens_of({"a": ["文明"]}), **arguments)


def test_missing_columns_are_named():
    with pytest.raises(SchemaError, match="token_id"):
        count_ngrams(tokens_of({"a": ["文明"]}).drop(columns="token_id"))
