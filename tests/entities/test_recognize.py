"""Persons, posts and organs in labelled sentences, and how overlaps are settled."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wenming_nlp.entities.mentions import Mention
from wenming_nlp.entities.recognize import settle

CASES = json.loads((Path(__file__).parent.parent / "cases" / "mentions.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["label"] for case in CASES])
def test_labelled_sentences(case, read_text):
    found = read_text(case["text"])
    for label in ("PERSON", "POST", "ORG"):
        if label in case:
            assert found.found(label) == case[label], label


def test_mentions_are_in_order_and_apart(read_text):
    found = read_text(
        "4月19日，区委常委、常务副区长赵运洪在影剧院通报《问责办法》（播党办字〔2017〕7号），共180人参加。"
    )
    spans = [(m.start, m.end) for m in found.mentions]
    assert spans == sorted(spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert {m.label for m in found.mentions} >= {"DATE", "POST", "PERSON", "DOC", "QUANTITY"}


def test_every_mention_says_which_rule_found_it(read_text):
    found = read_text("市文明办主任方正带队，到区政务服务中心检查。")
    assert found.mentions
    assert all(m.rule and 0 < m.score <= 1 for m in found.mentions)


def test_longest_wins_and_a_post_swallows_its_organ():
    post, organ, place = Mention(0, 8, "POST", "a"), Mention(0, 6, "ORG", "b"), Mention(0, 3, "PLACE", "c")
    assert settle([place, organ, post]) == [post]


def test_equal_spans_are_settled_by_label_whatever_the_order():
    one, other = Mention(0, 3, "ORG", "a"), Mention(0, 3, "PLACE", "b")
    assert settle([one, other]) == settle([other, one]) == [one]


@settings(max_examples=60, deadline=None)
@given(text=st.text(alphabet="区委书记王明局长、，。（）市公安文明办·在的和主任镇村“”《》2017年月日\n", max_size=60))
def test_any_text_gives_spans_inside_it(text, read_text):
    found = read_text(text)
    for mention in found.mentions:
        assert 0 <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end].strip() == text[mention.start : mention.end]


def test_the_medium_behind_the_source_is_an_organisation(read_text):
    from dataclasses import replace

    from wenming_nlp.article import Paragraph
    from wenming_nlp.entities.recognize import recognize
    from wenming_nlp.text.segment import Tokenizer

    read = read_text("县里开会。\n玉屏融媒")
    article = replace(read.article, source="玉屏融媒", paragraphs=(Paragraph(0, 5, "body"), Paragraph(6, 10, "credit")))
    found = recognize(article, Tokenizer().tokens(article.text), read.home)
    assert [(m.start, m.end, m.rule) for m in found if m.label == "ORG"] == [(6, 10, "source-line")]
