"""Marked text: every character once, everything escaped."""

from __future__ import annotations

import html
import re
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenming_nlp.errors import InputError
from wenming_nlp.report import highlight, highlight_article
from wenming_nlp.report.highlight import LABEL_NAMES
from wenming_nlp.schema import LABEL


class Span(NamedTuple):
    start: int
    end: int
    label: str


def _plain(marked: str) -> str:
    """Return the text that a reader sees."""
    return html.unescape(re.sub(r"<[^>]*>", "", marked.replace("<br>", "\n")))


def test_labels_are_those_of_the_schema():
    assert tuple(LABEL_NAMES) == LABEL.values


@given(st.data())
def test_the_text_comes_through_whole_whatever_is_marked(data):
    text = data.draw(st.text(st.characters(codec="utf-8", exclude_characters="\r"), min_size=1, max_size=40))
    points = st.integers(0, len(text))
    pairs = data.draw(st.lists(st.tuples(points, points), max_size=6))
    spans = [Span(min(pair), max(pair), "ORG") for pair in pairs if pair[0] != pair[1]]
    assert _plain(highlight(text, spans, legend=False).html) == text


def test_markup_in_a_text_is_text():
    shown = highlight("<script>x</script>周明远", [Span(0, 8, "ORG"), Span(18, 21, "PERSON")]).html
    assert "<script" not in shown
    assert ">&lt;script&gt;</mark>x&lt;/script&gt;<mark" in shown


def test_the_longer_of_two_mentions_that_begin_together_is_marked():
    shown = highlight("区委书记", [Span(0, 2, "ORG"), Span(0, 4, "POST")], legend=False).html
    assert re.findall(r'data-label="(\w+)"', shown) == ["POST"]


@pytest.mark.parametrize(
    ("span", "message"),
    [
        (Span(1, 9, "ORG"), "mention \\[1:9\\] lies outside of a text of 4 characters"),
        (Span(0, 2, "ORGAN"), "expected a label of .* got 'ORGAN'"),
    ],
)
def test_wrong_mentions_are_refused(span, message):
    with pytest.raises(InputError, match=message):
        highlight("区委书记", [span])


def test_an_article_of_an_analysis(analysis, out):
    """The same from memory and from files, in a form that notebooks show."""
    shown = highlight_article(analysis, "2019/a1")
    assert shown == highlight_article(out, "2019/a1")
    assert ">周明远</mark>" in shown._repr_html_()
    with pytest.raises(InputError, match="no article 'x'"):
        highlight_article(analysis, "x")
