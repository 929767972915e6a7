"""Words in running order, and where phrases stand in them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenming_nlp.errors import InputError, SchemaError
from wenming_nlp.terms.running import find_places, running_words


def found(words, node):
    places = find_places(words, node)
    return list(zip(places.first.tolist(), places.last.tolist(), strict=True))


def test_words_by_article_and_sentence(tokens_of):
    tokens = tokens_of(b="文明 城市 。 创建", a="社区 。")
    words = running_words(tokens.sample(frac=1, random_state=3))
    assert words.article_ids[words.article].tolist() == ["a", "b", "b", "b"]
    assert words.terms[words.word].tolist() == ["社区", "文明", "城市", "创建"]
    assert words.sentence.tolist() == [1, 2, 2, 3]
    assert words.start.tolist() == [0, 0, 2, 5]


def test_a_word_a_phrase_a_set_and_a_pattern(tokens_of):
    words = running_words(tokens_of(a="志愿 服务 队 。 志愿者 服务 志愿 服务"))
    assert found(words, "志愿者") == [(3, 3)]
    assert found(words, "志愿服务") == [(0, 1), (5, 6)]
    assert found(words, {"志愿服务", "志愿者"}) == [(0, 1), (3, 3), (5, 6)]
    assert found(words, re.compile("志愿.?")) == [(0, 0), (3, 3), (5, 5)]
    # Of what begins at the same word, the longest.
    assert found(words, ["志愿", "志愿服务队"]) == [(0, 2), (5, 5)]


def test_a_phrase_ends_at_gaps_punctuation_and_articles(tokens_of):
    words = running_words(tokens_of(a="志愿 ~服务 志愿 。 服务 志愿", b="服务 志愿 服务"))
    assert found(words, "志愿服务") == [(6, 7)]


def test_one_string_cut_in_several_ways(tokens_of):
    words = running_words(tokens_of(a="新时代 文明", b="新 时代 文明", c="新时代文明", d="新时代 文"))
    assert found(words, "新时代文明") == [(0, 1), (2, 4), (5, 5)]


def test_repeated_words_overlap(tokens_of):
    words = running_words(tokens_of(a="好 好 好"))
    assert found(words, "好好") == [(0, 1), (1, 2)]


@given(
    st.lists(st.sampled_from(["甲", "乙", "甲乙", "乙甲", "~甲"]), min_size=1, max_size=8),
    st.text("甲乙", min_size=1, max_size=4),
)
def test_phrases_are_those_of_a_plain_search(tokens_of, pieces, phrase):
    words = running_words(tokens_of(a=" ".join(pieces)))
    spelt = words.terms[words.word].tolist()
    expected = []
    for first in range(len(spelt)):
        for last in range(first, len(spelt)):
            joined = all(words.end[i] == words.start[i + 1] for i in range(first, last))
            if joined and "".join(spelt[first : last + 1]) == phrase:
                expected.append((first, last))
    if expected:
        assert found(words, phrase) == expected
    else:
        with pytest.raises(InputError, match="stands nowhere"):
            find_places(words, phrase)


@pytest.mark.parametrize(
    ("node", "told"),
    [
        ("芒果", "node: expected a word or phrase of the table, got '芒果', which stands nowhere"),
        ("志", "such as 志愿, got '志'"),
        ("", "node: expected a word, a pattern, or a set of words, got ''"),
        ([], r"got \[\]"),
        ([3], r"got \[3\]"),
        (7, "got 7"),
        (re.compile("芒.*"), "node: expected a pattern that whole words match, got '芒.*'"),
    ],
)
def test_what_stands_nowhere_is_an_error(tokens_of, node, told):
    words = running_words(tokens_of(a="志愿 服务"))
    with pytest.raises(InputError, match=told):
        find_places(words, node)


def test_no_words(tokens_of):
    assert len(running_words(tokens_of()).word) == 0
    with pytest.raises(SchemaError, match="sentence_id"):
        running_words(tokens_of(a="文明").drop(columns="sentence_id"))
