"""Document frequencies add up and blend with the general ones."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenming_nlp.terms.frequencies import DocumentFrequencies, general_idf

WORDS = st.sets(st.sampled_from(["文明", "城市", "志愿者", "芒果", "鬼秤"]))


@given(st.lists(WORDS, max_size=12), st.integers(0, 12))
def test_parts_of_a_corpus_add_up_to_the_whole(articles, cut):
    whole = DocumentFrequencies.count(articles)
    parts = DocumentFrequencies.count(articles[:cut]) + DocumentFrequencies.count(articles[cut:])
    assert parts.n_articles == whole.n_articles == len(articles)
    assert dict(parts.counts) == dict(whole.counts)
    assert parts.idf("文明") == whole.idf("文明")


def test_a_word_counts_once_an_article():
    assert DocumentFrequencies.count([["文明", "文明"]]).counts["文明"] == 1


def test_without_a_corpus_the_general_idf_is_used():
    assert DocumentFrequencies().idf("志愿者") == general_idf("志愿者")


def test_at_the_prior_own_and_general_weigh_the_same():
    frequencies = DocumentFrequencies.count([{"文明"}] * 50, prior=50)
    own = math.log(51 / 51) + 1
    assert frequencies.idf("文明") == pytest.approx((own + general_idf("文明")) / 2)


def test_a_large_corpus_outweighs_the_general_table():
    frequencies = DocumentFrequencies(1_000_000, {"鬼秤": 999_999})
    assert frequencies.idf("鬼秤") < 1.01


def test_a_phrase_is_rarer_than_its_rarest_word():
    assert general_idf("经济问题研究", ("经济", "问题", "研究")) > max(map(general_idf, ("经济", "问题", "研究")))
    assert general_idf("不在表里的词") == 13.0
