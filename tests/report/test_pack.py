"""Packing tables for a page: nothing lost while there is room, the rarest first where there is none."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pandas as pd
import pytest

from wenming_nlp.report.data import ROLES, Source, pack_page
from wenming_nlp.schema import TABLES

WIDTH = {"keywords": 2, "officials": 3, "departments": 3, "places": 3, "slogans": 3, "documents": 2, "directives": 1}


def _unpack(facts, name):
    """Return (article, value, extras) of each fact."""
    packed = facts[name]
    for article, row in zip(facts["articles"]["id"], packed["rows"], strict=True):
        for at in range(0, len(row), WIDTH[name]):
            yield article, packed["values"][row[at]], row[at + 1 : at + WIDTH[name]]


def test_keywords_come_back_in_order_of_rank(frames, out):
    facts = pack_page(Source.open(out)).facts
    found = [(article, term, extras[0]) for article, term, extras in _unpack(facts, "keywords")]
    table = frames["keywords"]
    assert found == list(zip(table["article_id"], table["term"], table["n"], strict=True))


def test_officials_keep_posts_roles_and_the_place_of_the_very_mention(frames, out):
    facts = pack_page(Source.open(out)).facts
    texts = dict(zip(frames["articles"]["article_id"], frames["articles"]["text"], strict=True))
    rows = {(article, *value[:3]): extras for article, value, extras in _unpack(facts, "officials")}
    assert len(rows) == len(frames["officials"])
    bits, at = rows["2019/a1", "周明远", "书记", "云台区委"]
    assert [role for k, role in enumerate(ROLES) if bits >> k & 1] == ["出席", "讲话"]
    assert texts["2019/a1"][at : at + 3] == "周明远"


@pytest.mark.parametrize("name", ["departments", "places", "slogans"])
def test_mentions_lead_to_their_first_place(frames, out, name):
    facts = pack_page(Source.open(out)).facts
    column = "phrase" if name == "slogans" else "mention"
    texts = dict(zip(frames["articles"]["article_id"], frames["articles"]["text"], strict=True))
    mentions = set(zip(frames[name]["article_id"], frames[name][column], strict=True))
    for article, _, (_, at) in _unpack(facts, name):
        assert any(texts[article].startswith(mention, at) for key, mention in mentions if key == article)


def test_reader_holds_text_parts_and_marks(frames, out):
    facts = pack_page(Source.open(out)).facts
    assert len(facts["reader"]) == 5
    for position, text, parts, marks in facts["reader"]:
        article = facts["articles"]["id"][position]
        assert len(parts) == text.count("\n") + 1
        rows = frames["entities"][frames["entities"]["article_id"] == article]
        starts = marks[0::3]
        assert starts == rows["start"].tolist()
        assert [text[s:e] for s, e in zip(starts, marks[1::3], strict=True)] == rows["text"].tolist()


def test_a_tight_page_keeps_what_is_frequent_and_says_so(frames):
    """Forty terms, the one in every article first; the notes count what is left out."""
    ids = [f"n{i:03d}" for i in range(40)]
    article = frames["articles"].iloc[0].to_dict()
    tables = {name: schema.empty() for name, schema in TABLES.items()}
    tables["articles"] = TABLES["articles"].conform(
        {column: [*ids] if column == "article_id" else [value] * 40 for column, value in article.items()}
    )
    tables["keywords"] = TABLES["keywords"].conform(
        {
            "article_id": [i for i in ids for _ in range(2)],
            "method": ["default"] * 80,
            "rank": [1, 2] * 40,
            "term": [term for i in ids for term in (f"罕见的词{i}", "常见")],
            "score": [1.0] * 80,
            "n": [1] * 80,
        }
    )
    page = pack_page(Source.open(SimpleNamespace(**tables)), page_bytes=14_000)
    kept = page.facts["keywords"]["values"]
    assert kept[0] == "常见"
    assert 1 <= len(kept) < 41
    notes = {name: (n, total) for name, n, total in page.notes}
    assert notes["keywords"] == (len(kept), 41)
    assert notes["reader"][1] == 40
    assert len(json.dumps(page.facts, ensure_ascii=False, separators=(",", ":")).encode()) < 18_000


def test_readable_articles_take_turns_over_topics(out):
    """With room for three texts, three topics are read, the surest first."""
    facts = pack_page(Source.open(out), max_articles=3).facts
    topics = {facts["articles"]["topic"][entry[0]] for entry in facts["reader"]}
    assert len(topics) == 3


def test_tables_that_a_run_left_out_are_empty(analysis):
    del analysis.slogans, analysis.failures
    facts = pack_page(Source.open(analysis)).facts
    assert facts["slogans"]["values"] == []
    assert facts["failures"] == []


def test_missing_values_stay_missing(frames, out):
    facts = pack_page(Source.open(out)).facts
    at = facts["articles"]["id"].index("2020/b1")
    assert facts["articles"]["day"][at] == ""
    assert facts["articles"]["home"][at] == facts["articles"]["source"][at] == -1
    assert pd.isna(frames["articles"]["home"][at])
