"""Headings and profiles."""

from __future__ import annotations

import tomllib

from wenming_nlp.article import Article, Paragraph
from wenming_nlp.resources import read_text
from wenming_nlp.schema import TOPIC
from wenming_nlp.terms.headings import load_headings, profile, strength_of
from wenming_nlp.text.segment import Tokenizer

TEXT = "斑马线前的约定\n志愿者在斑马线前劝导。\n文明交通靠大家。\n斑马线报记者 斑马线"
BLOCKS = ((0, 7, "title"), (8, 19, "body"), (20, 28, "body"), (29, len(TEXT), "credit"))
ARTICLE = Article("a", "", TEXT[:7], TEXT, tuple(Paragraph(*block) for block in BLOCKS))


def counted():
    return profile(ARTICLE, Tokenizer().tokens(TEXT))


def test_the_taxonomy_covers_every_topic_with_name_and_description():
    taxonomy = tomllib.loads(read_text("taxonomy.toml"))
    assert tuple(taxonomy) == TOPIC.values
    for entry in taxonomy.values():
        assert entry["name"]
        assert entry["description"]
        assert list(entry["terms"]) == ["5", "4", "3", "2", "1"]
        assert sum(map(len, entry["terms"].values())) >= 80


def test_headings_are_counted_by_zone_and_credits_left_out():
    found = counted()
    assert TEXT[: found.title_end] == "斑马线前的约定"
    assert found.headings["斑马线"] == 2
    assert found.spans["斑马线"] == (0, TEXT.index("斑马线", 8))
    assert "斑马线" in found.in_title
    assert "文明交通" not in found.in_title | found.in_lead
    assert TEXT[found.stop :].startswith("斑马线报")


def test_a_heading_in_the_title_is_stronger():
    found = counted()
    assert strength_of(found, "斑马线") > strength_of(found, "志愿者") > strength_of(found, "文明交通")


def test_topics_are_the_sums_of_squared_weights():
    found, weights = counted(), load_headings().weights
    expected = sum(
        weights[term].get("traffic", 0) ** 2 / 5 * strength_of(found, term)
        for term in found.headings
        if term in weights
    )
    assert abs(found.topics["traffic"] - expected) < 1e-9
    assert max(found.topics, key=found.topics.__getitem__) == "traffic"
