"""The real page that the project began with, where the data beside the project is there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import wenming_nlp as wm

SHARED = Path(__file__).parent.parent.parent / "shared"
PAGE = SHARED / "seed" / "bozhou-2017-04-21.txt"
GOLD = SHARED / "gold" / "seed.json"

pytestmark = pytest.mark.skipif(
    not (PAGE.is_file() and GOLD.is_file()), reason="the seed page lies beside the project in ../shared"
)


@pytest.fixture(scope="module")
def gold():
    return json.loads(GOLD.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def seed():
    return wm.analyze_text(PAGE.read_text(encoding="utf-8"))


def test_page_fields(seed, gold):
    (row,) = seed.articles.to_dict("records")
    assert str(row["published"])[:10] == gold["published"]
    for name in ("title", "source", "channel", "editor", "home"):
        assert row[name] == gold[name], name


def test_body_and_captions(seed, gold):
    text = seed.articles.text[0]
    blocks = [(p.part, text[p.start : p.end]) for p in seed.paragraphs.itertuples()]
    body = [block for part, block in blocks if part == "body"]
    assert body[0].startswith(gold["body_start"])
    assert body[-1].endswith(gold["body_end"])
    assert [block for part, block in blocks if part == "caption"] == gold["captions"]


@pytest.mark.parametrize("label", ["PERSON", "POST", "ORG", "PLACE", "DATE", "DOC", "EVENT", "SLOGAN", "QUANTITY"])
def test_mentions(seed, gold, label):
    found = set(seed.entities.text[seed.entities.label == label])
    assert found == {m["text"] for m in gold["mentions"] if m["label"] == label}


def test_all_official_rows(seed, gold):
    found = {(r.name, r.post, r.org, frozenset(r.roles)) for r in seed.officials.itertuples(index=False)}
    assert found == {(o["name"], o["post"], o["org"], frozenset(o["roles"])) for o in gold["officials"]}


def test_departments(seed, gold):
    found = set(seed.departments[["mention", "name"]].itertuples(index=False, name=None))
    assert found == {(d["mention"], d["name"]) for d in gold["departments"]}
