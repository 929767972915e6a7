"""Keywords: order, methods, no two that say the same, and quality on the sample pages that no model has seen."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wenming_nlp.errors import ConfigError
from wenming_nlp.page import read_page
from wenming_nlp.terms.candidates import Candidates, count_candidates
from wenming_nlp.terms.evidence import FEATURES
from wenming_nlp.terms.frequencies import DocumentFrequencies
from wenming_nlp.terms.keywords import METHODS, load_ranker, rank_keywords
from wenming_nlp.text.segment import Tokenizer

SAMPLE = Path(__file__).parents[2] / "corpora" / "sample"


def columns(**counts: int) -> Candidates:
    """Return candidates without evidence."""
    terms = tuple(counts)
    features = np.zeros((0, len(FEATURES)), dtype=np.float32)
    return Candidates(terms, tuple(counts.values()), ((),) * len(terms), features, terms)


@pytest.fixture(scope="module")
def pages() -> list[tuple[Candidates, set[str]]]:
    """Return candidates and gold of the pages that the packaged model was not trained on."""
    tokenizer, found = Tokenizer(), []
    for path in sorted(SAMPLE.glob("d*.json")):
        if int(path.stem[1:]) % 3 == 0:
            article = read_page(path.with_suffix(".txt").read_bytes(), article_id=path.stem)
            candidates = count_candidates(article, tokenizer.tokens(article.text))
            found.append((candidates, set(json.loads(path.read_text("utf-8"))["keywords"])))
    return found


def f1(pages: list[tuple[Candidates, set[str]]], method: str) -> float:
    hit = total = 0
    for candidates, gold in pages:
        terms = {row.term for row in rank_keywords(candidates, methods=[method])}
        hit, total = hit + len(terms & gold), total + len(terms) + len(gold)
    return 2 * hit / total


def test_default_beats_tfidf_and_textrank_on_unseen_pages(pages):
    default, tfidf, textrank = (f1(pages, method) for method in ("default", "tfidf", "textrank"))
    assert default >= 0.45
    assert default > tfidf + 0.1
    assert tfidf > 0.15
    assert textrank > 0.08


def test_ranks_scores_and_order(pages):
    for candidates, _ in pages[:5]:
        for method in METHODS:
            rows = rank_keywords(candidates, methods=[method], top=8)
            assert [row.rank for row in rows] == list(range(1, len(rows) + 1))
            assert [(-row.score, row.term) for row in rows] == sorted((-row.score, row.term) for row in rows)
            assert len(rows) == 8


def test_several_methods_in_one_table(pages):
    rows = rank_keywords(pages[0][0], methods=["textrank", "default"], top=3)
    assert [row.method for row in rows] == ["default"] * 3 + ["textrank"] * 3


def test_of_two_that_say_the_same_the_better_one():
    rows = rank_keywords(columns(文明城市=4, 全国文明城市=3, 志愿者=2), methods=["tfidf"])
    assert [row.term for row in rows].count("文明城市") + [row.term for row in rows].count("全国文明城市") == 1
    rows = rank_keywords(columns(诚信=20, 诚信建设=5), methods=["tfidf"])
    assert {row.term for row in rows} == {"诚信", "诚信建设"}


def test_equal_scores_are_sorted_by_term():
    rows = rank_keywords(columns(乙乙乙=1, 甲甲甲=1, 丙丙丙=1), methods=["tfidf"])
    assert [row.term for row in rows] == sorted(["甲甲甲", "乙乙乙", "丙丙丙"])


def test_a_word_common_in_the_corpus_sinks():
    candidates = columns(芒果=2, 农户=2)
    common = DocumentFrequencies.count([{"芒果"}] * 5000 + [{"农户"}])
    assert rank_keywords(candidates, methods=["tfidf"])[0].term == "芒果"
    assert rank_keywords(candidates, common, methods=["tfidf"])[0].term == "农户"


def test_corpus_frequencies_reach_the_default_method(pages):
    candidates = pages[0][0]
    best = rank_keywords(candidates)[0]
    common = DocumentFrequencies.count([{best.term}] * 5000)
    score = {row.term: row.score for row in rank_keywords(candidates, common, top=50)}
    assert score[best.term] != best.score


def test_an_empty_article_has_no_keywords():
    for method in METHODS:
        assert rank_keywords(columns(), methods=[method]) == []


@pytest.mark.parametrize("options", [{"methods": ["yake"]}, {"methods": "default"}, {"top": 0}])
def test_bad_options_say_what_was_expected(options):
    with pytest.raises(ConfigError, match="expected"):
        rank_keywords(columns(志愿者=1), **options)


def test_the_model_fits_the_features():
    assert load_ranker().coefficients.shape == (len(FEATURES),)


@settings(max_examples=50, deadline=None)
@given(st.dictionaries(st.text("文明城市创建志愿服务", min_size=2, max_size=5), st.integers(1, 9), max_size=20))
def test_no_keyword_mostly_stands_in_another(counts):
    rows = rank_keywords(columns(**counts), methods=["tfidf"])
    for one in rows:
        for other in rows:
            if one.term != other.term and one.term in other.term:
                assert other.n < one.n / 2
