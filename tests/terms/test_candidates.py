"""Candidates: what an article could be filed under, and what never."""

from __future__ import annotations

import pickle

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wenming_nlp.article import Article, Home, Paragraph
from wenming_nlp.entities.mentions import Mention
from wenming_nlp.terms.candidates import count_candidates, stop_words
from wenming_nlp.terms.evidence import FEATURES
from wenming_nlp.terms.headings import profile
from wenming_nlp.terms.homes import name_home
from wenming_nlp.text.segment import Tokenizer

TITLE = "云岭区:打好全国文明城市创建攻坚战"
BODY = [
    "3月4日,云岭区召开创建全国文明城市工作推进会,区长周小雨主持会议。",
    "会议要求整治占道经营、农贸市场等“六类顽疾”,落实《云岭区文明城市创建工作问责暂行办法》。零号车间、零号车间都要检查。",
]
TOKENIZER = Tokenizer()


def article(title: str = TITLE, body: list[str] = BODY, credit: str | None = None, **fields: str) -> Article:
    blocks = [(title, "title"), *((text, "body") for text in body)]
    if credit:
        blocks.append((credit, "credit"))
    spans, start = [], 0
    for text, part in blocks:
        spans.append(Paragraph(start, start + len(text), part))
        start += len(text) + 1
    return Article("a", "a.txt", title, "\n".join(text for text, _ in blocks), tuple(spans), **fields)


def mention(page: Article, text: str, label: str) -> Mention:
    start = page.text.index(text)
    return Mention(start, start + len(text), label, "test")


def found(page: Article, *mentions: Mention, **options):
    return count_candidates(page, TOKENIZER.tokens(page.text), mentions, **options)


def test_words_phrases_and_formulas_are_candidates():
    terms = found(article()).terms
    assert {"全国文明城市", "推进会", "占道经营", "农贸市场", "六类顽疾", "云岭区"} <= set(terms)


def test_what_stands_in_a_longer_word_is_found_and_counted():
    page = article()
    candidates = found(page)
    n = dict(zip(candidates.terms, candidates.n, strict=True))
    assert n["全国文明城市"] == 2
    assert n["文明城市"] == 3


def test_a_phrase_that_occurs_twice_is_a_candidate():
    assert "零号车间" in found(article()).terms


def test_no_stop_words_numbers_or_single_characters():
    terms = found(article()).terms
    assert not stop_words() & set(terms) - {"推进会"}
    assert not [term for term in terms if len(term) < 2 or len(term) > 10 or term.isdigit()]


def test_names_of_people_only_when_asked():
    page = article()
    names = [mention(page, "周小雨", "PERSON"), mention(page, "区长", "POST")]
    assert not [term for term in found(page, *names).terms if "小雨" in term]
    assert "区长" not in found(page, *names).terms
    assert "周小雨" in found(page, *names, people=True).terms


def test_credit_lines_are_not_read():
    assert "摄影家协会" not in found(article(credit="摄影家协会 摄影家协会 供稿")).terms


@pytest.mark.parametrize(
    ("title", "body", "source", "expected"),
    [
        ("云岭区:打好攻坚战", ["云岭区召开会议。"], None, ("云岭区", "云岭")),
        ("云岭:打好攻坚战", ["云岭区召开会议,云岭在行动。"], "云岭区文明办", ("云岭", "云岭区")),
        ("打好攻坚战", ["各乡镇参加了会议。"], None, ("", "")),
    ],
)
def test_home_as_the_title_has_it(title, body, source, expected):
    page = article(title, body, source=source)
    places = {"云岭": "PLACE"} if "云岭" in page.text else {}
    assert name_home(page, profile(page, TOKENIZER.tokens(page.text)), places) == expected


def test_a_known_home_outweighs_other_places():
    page = article("打好攻坚战", ["考察团到青山市、青山市、青山市学习,云岭区要对标先进。"])
    labels = {"青山市": "PLACE", "云岭区": "PLACE"}
    counted = profile(page, TOKENIZER.tokens(page.text))
    home = Home("江川市云岭区", None, {"区": "云岭区", "市": "江川市"})
    assert name_home(page, counted, labels)[0] == "青山市"
    assert name_home(page, counted, labels, home)[0] == "云岭区"


def test_evidence_of_a_term():
    candidates = found(article())
    row = dict(zip(FEATURES, candidates.features[candidates.terms.index("全国文明城市")].tolist(), strict=True))
    assert row["title"] == row["title_heading"] == row["facet_topic"] == row["weight_first"] == 1.0
    assert row["log_n"] == pytest.approx(np.log1p(2))
    assert 0 < row["extends"] <= 1
    inner = dict(zip(FEATURES, candidates.features[candidates.terms.index("文明城市")].tolist(), strict=True))
    assert inner["inside"] == pytest.approx(2 / 3)


def test_equal_in_every_process_and_run():
    one, two = found(article()), found(article())
    again = pickle.loads(pickle.dumps(one))
    assert one.terms == two.terms == again.terms
    assert np.array_equal(one.features, two.features)
    assert np.array_equal(one.features, again.features)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="文明城市创建志愿者服务队区长整治“”《》,。\n 12ab\U00020bb7", max_size=80))
def test_any_text_gives_terms_that_stand_in_it(text):
    title, *body = text.split("\n")
    page = article(title, body)
    candidates = found(page)
    assert len(set(candidates.terms)) == len(candidates.terms) == len(candidates.n) == len(candidates.parts)
    assert candidates.features.shape[1] == len(FEATURES)
    assert np.isfinite(candidates.features).all()
    for term, n in zip(candidates.terms, candidates.n, strict=True):
        assert 1 <= n <= len(page.text)
        assert term in page.text
