"""Collocates, against a text counted by hand and a plain count."""

from __future__ import annotations

import math
import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenming_nlp.errors import InputError
from wenming_nlp.schema import COLLOCATES
from wenming_nlp.terms.collocates import collocates

# The passage of The Pickwick Papers (chapter 4) with which Evert (2008) shows what a span of four words is that ends
# with its sentence. The three hats reach 4, 8 and 8 words.
PICKWICK = """
A vast deal of coolness and a peculiar degree of judgement are requisite in catching a hat 。
A man must not be precipitate or he runs over it 。 he must not rush into the opposite extreme or he loses it altogether 。
There was a fine gentle wind and Mr. Pickwick 's hat rolled sportively before it 。
The wind puffed and Mr. Pickwick puffed and the hat rolled over and over as merrily as a lively porpoise 。
"""


def test_a_passage_counted_by_hand(tokens_of):
    found = collocates(tokens_of(a=PICKWICK), "hat", window=4, min_n=1, keep_stop_words=True).set_index("term")
    # requisite in catching a | and Mr. Pickwick 's – rolled sportively before it | Pickwick puffed and the – rolled over and over
    once = ("requisite", "in", "catching", "a", "Mr.", "'s", "sportively", "before", "it", "puffed", "the")
    assert found["n"].to_dict() == dict.fromkeys(once, 1) | {"rolled": 2, "over": 2, "Pickwick": 2, "and": 3}
    assert found["n"].sum() == 20
    words = [word for word in PICKWICK.split() if word != "。"]
    others = len(words) - 3
    assert found.loc["rolled", "n_node"] == 3
    assert found.loc["over", "n_term"] == 3
    assert found.loc["over", "expected"] == pytest.approx(20 * 3 / others)
    assert found.loc["over", "pmi"] == pytest.approx(math.log2(2 / (20 * 3 / others)))
    assert found.loc["over", "t_score"] == pytest.approx((2 - 20 * 3 / others) / math.sqrt(2))
    assert found.loc["over", "log_dice"] == pytest.approx(14 + math.log2(2 * 2 / (3 + 3)))


def test_the_same_passage_by_sentence(tokens_of):
    found = collocates(tokens_of(a=PICKWICK), "hat", by="sentence", min_n=1, keep_stop_words=True).set_index("term")
    # Three of five sentences hold a hat, "over" stands in two, in one of them with a hat.
    assert found.loc["over", ["n", "n_node", "n_term"]].tolist() == [1, 3, 2]
    assert found.loc["over", "expected"] == pytest.approx(3 * 2 / 5)
    assert found.loc["and", "n"] == 3
    assert found.loc["and", "log_dice"] == 14
    assert found.loc["and", "pmi"] == pytest.approx(math.log2(3 / (3 * 3 / 5)))


words = st.lists(st.sampled_from(["甲", "乙", "丙", "丁", "。"]), min_size=1, max_size=25)


@given(words, st.integers(0, 3), st.integers(0, 3))
def test_a_plain_count(tokens_of, text, left, right):
    if "甲" not in text or not left + right:
        return
    sentences = [part.split() for part in " ".join(text).split("。")]
    near: dict[str, int] = {}
    total: dict[str, int] = {}
    for sentence in sentences:
        for i, word in enumerate(sentence):
            if word != "甲":
                total[word] = total.get(word, 0) + 1
                if "甲" in sentence[max(0, i - right) : i + left + 1]:
                    near[word] = near.get(word, 0) + 1
    found = collocates(tokens_of(a=" ".join(text)), "甲", window=(left, right), min_n=1).set_index("term")
    assert found["n"].to_dict() == near
    for word in near:
        assert found.loc[word, "n_term"] == total[word]
        assert found.loc[word, "expected"] == pytest.approx(sum(near.values()) * total[word] / sum(total.values()))


def test_nodes_of_several_words(tokens_of):
    tokens = tokens_of(a="社区 志愿 服务 活动 。 学校 志愿者 活动 。 志愿 报名")
    phrase = collocates(tokens, "志愿服务", window=1, min_n=1, keep_stop_words=True)
    assert dict(zip(phrase["term"], phrase["n"], strict=True)) == {"社区": 1, "活动": 1}
    several = collocates(tokens, {"志愿者", "志愿服务"}, window=1, min_n=1, keep_stop_words=True).set_index("term")
    assert several["n"].to_dict() == {"社区": 1, "活动": 2, "学校": 1}
    assert set(several["node"]) == {"志愿服务|志愿者"}
    pattern = collocates(tokens, re.compile("志愿.*"), window=1, min_n=1, keep_stop_words=True).set_index("term")
    assert pattern["n"].to_dict() == {"社区": 1, "服务": 1, "学校": 1, "活动": 1, "报名": 1}
    assert set(pattern["node"]) == {"志愿.*"}


def test_stop_words_and_what_is_rare_are_not_listed(tokens_of):
    tokens = tokens_of(a="开展 文明 社区 。 开展 文明 学校 。 社区 文明")
    assert collocates(tokens, "文明", min_n=2)["term"].tolist() == ["社区"]
    assert set(collocates(tokens, "文明", min_n=2, keep_stop_words=True)["term"]) == {"社区", "开展"}


def test_the_strongest_first_and_the_order_of_rows_does_not_matter(tokens_of):
    tokens = tokens_of(a="乙 甲 丙 。 乙 甲 。 丁 甲", b="丙 丙 戊")
    found = collocates(tokens, "甲", min_n=1)
    assert found["log_dice"].is_monotonic_decreasing
    assert list(found.columns) == list(COLLOCATES.columns)
    assert found["term"].tolist() == ["乙", "丁", "丙"]
    pd.testing.assert_frame_equal(collocates(tokens.sample(frac=1, random_state=1), "甲", min_n=1), found)


def test_nothing_near_gives_an_empty_table(tokens_of):
    found = collocates(tokens_of(a="文明"), "文明")
    assert found.empty
    assert list(found.columns) == list(COLLOCATES.columns)
    assert collocates(tokens_of(a="文明"), "文明", by="sentence").empty


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"by": "sentense"}, "by: expected one of window, sentence, got 'sentense'. Did you mean 'sentence'"),
        ({"window": 0}, "window: expected a number of words"),
        ({"window": (0, 0)}, "window: expected a number of words"),
        ({"window": (1, 2, 3)}, "window: expected"),
        ({"window": 2.5}, "window: expected"),
        ({"min_n": 0}, "min_n: expected a whole number"),
    ],
)
def test_bad_options_say_what_was_expected(tokens_of, options, told):
    with pytest.raises(InputError, match=re.escape(told)):
        collocates(tokens_of(a="文明 城市"), "文明", **options)


def test_a_word_that_never_occurs_is_an_error(tokens_of):
    with pytest.raises(InputError, match="stands nowhere"):
        collocates(tokens_of(a="文明"), "芒果")
    with pytest.raises(InputError, match="stands nowhere"):
        collocates(tokens_of(), "芒果")
