"""Topics and kinds: sums, reasons, and quality on the sample pages that no model has seen."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from wenming_nlp.article import Article, Paragraph
from wenming_nlp.errors import ResourceError
from wenming_nlp.page import read_page
from wenming_nlp.schema import KIND, TOPIC
from wenming_nlp.terms.headings import profile
from wenming_nlp.text.segment import Tokenizer
from wenming_nlp.topics import classify, kind
from wenming_nlp.topics.classify import classify_topics, explain_topic
from wenming_nlp.topics.kind import classify_kind, kind_scores
from wenming_nlp.topics.linear import LinearModel, load_model

SAMPLE = Path(__file__).parents[2] / "corpora" / "sample"
CASES = json.loads((Path(__file__).parents[1] / "cases" / "kinds.json").read_text("utf-8"))
TOKENIZER = Tokenizer()


def page(title: str, *body: str, channel: str | None = None) -> Article:
    spans, start = [], 0
    for number, block in enumerate((title, *body)):
        spans.append(Paragraph(start, start + len(block), "body" if number else "title"))
        start += len(block) + 1
    return Article("a", "", title, "\n".join((title, *body)), tuple(spans), channel=channel)


def tokens(article: Article):
    return TOKENIZER.tokens(article.text)


@pytest.fixture(scope="module")
def unseen():
    """Return the pages that the packaged models were not trained on, with their gold."""
    found = []
    for path in sorted(SAMPLE.glob("d*.json")):
        if int(path.stem[1:]) % 3 == 0:
            article = read_page(path.with_suffix(".txt").read_bytes(), article_id=path.stem)
            found.append((article, tokens(article), json.loads(path.read_text("utf-8"))))
    return found


def test_topics_of_unseen_pages(unseen):
    best = [next(iter(classify_topics(article, words))) for article, words, _ in unseen]
    gold = [entry for *_, entry in unseen]
    assert np.mean([topic == g["topic"] for topic, g in zip(best, gold, strict=True)]) >= 0.9
    assert np.mean([topic in (g["topic"], *g["also"]) for topic, g in zip(best, gold, strict=True)]) >= 0.93


def test_kinds_of_unseen_pages(unseen):
    assert np.mean([classify_kind(article, words) == gold["kind"] for article, words, gold in unseen]) >= 0.88


@pytest.mark.parametrize("case", CASES, ids=[case["label"] for case in CASES])
def test_case(case):
    article = page(case["title"], *case["body"], channel=case["channel"])
    words = tokens(article)
    assert classify_kind(article, words) == case["kind"]
    assert next(iter(classify_topics(article, words))) == case["topic"]


@pytest.mark.parametrize("texts", [("",), ("无题", "今天天气很好。"), ("Hello", "world 123"), ("\U00020bb7", "\ue000")])
def test_any_text_gets_every_topic_and_the_scores_sum_to_one(texts):
    article = page(*texts)
    scores = classify_topics(article, tokens(article))
    assert set(scores) == set(TOPIC.values)
    assert sum(scores.values()) == pytest.approx(1.0)
    assert list(scores.values()) == sorted(scores.values(), reverse=True)
    kinds = kind_scores(article, profile(article, tokens(article)))
    assert tuple(kinds) == KIND.values
    assert sum(kinds.values()) == pytest.approx(1.0)


def test_the_terms_that_decided():
    article = page("礼让斑马线行动启动", "交警在斑马线前劝导,斑马线更有序。", "志愿者参加。")
    reasons = explain_topic(article, tokens(article), "traffic")
    assert reasons[0].term in ("礼让斑马线", "斑马线")
    assert reasons[0].where == "title"
    assert {reason.term for reason in reasons} >= {"交警", "劝导"}
    assert sum(reason.share for reason in explain_topic(article, tokens(article), "traffic", top=99)) == pytest.approx(
        1
    )
    assert next(r.n for r in reasons if r.term == "斑马线") == 3
    assert explain_topic(article, tokens(article), "online") == []


def test_no_scikit_learn_is_needed():
    code = (
        "import sys; from wenming_nlp.topics import classify, kind; from wenming_nlp.topics.linear import load_model;"
        "load_model('topics.json', classify.FEATURES); load_model('kinds.json', kind.FEATURES);"
        "assert not {'sklearn', 'snownlp', 'scipy'} & set(sys.modules), sorted(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_model_for_other_features_is_refused():
    with pytest.raises(ResourceError, match="expected features"):
        load_model("topics.json", ("one", "two"))


def test_models_survive_their_own_format():
    model = load_model("kinds.json", kind.FEATURES)
    again = json.loads(model.to_json())
    assert again["features"] == list(kind.FEATURES)
    assert np.array_equal(np.array(again["coefficients"]), model.coefficients)


def test_another_model_can_be_given():
    always = LinearModel(
        TOPIC.values,
        classify.FEATURES,
        np.zeros((len(classify.FEATURES), 15)),
        np.eye(15)[TOPIC.values.index("online")],
    )
    article = page("礼让斑马线", "斑马线。")
    assert next(iter(classify_topics(article, tokens(article), model=always))) == "online"
