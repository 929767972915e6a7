from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenming_nlp.article import Paragraph
from wenming_nlp.text.sentences import split_sentences

CASES = json.loads((Path(__file__).parents[1] / "cases" / "sentences.json").read_text(encoding="utf-8"))


def cut(text: str) -> list[str]:
    return [text[s.start : s.end] for s in split_sentences(text, [Paragraph(0, len(text), "body")])]


@pytest.mark.parametrize("case", CASES, ids=[case["label"] for case in CASES])
def test_case(case):
    assert cut(case["text"]) == case["sentences"]


def test_paragraphs_are_never_crossed_and_named():
    text = "标题没有句号\n第一段。第二句\n\n记者 张三"
    paragraphs = [Paragraph(0, 6, "title"), Paragraph(7, 14, "body"), Paragraph(16, 21, "credit")]
    found = [(text[s.start : s.end], s.paragraph_id) for s in split_sentences(text, paragraphs)]
    assert found == [("标题没有句号", 0), ("第一段。", 1), ("第二句", 1), ("记者 张三", 2)]


def test_text_outside_of_paragraphs_is_left_out():
    text = "首页。正文。尾页。"
    assert split_sentences(text, [Paragraph(3, 6, "body")]) == [(3, 6, 0)]


def test_quote_does_not_pair_across_paragraphs():
    text = '他说："好。\n"行。"他走了。'
    paragraphs = [Paragraph(0, 6, "body"), Paragraph(7, len(text), "body")]
    assert [text[s.start : s.end] for s in split_sentences(text, paragraphs)] == ['他说："好。', '"行。"他走了。']


MARKS = st.text(
    st.sampled_from("文明城市a1 \u3000\n。！？!?.．…；，：“”‘’\"'《》（）()【】等的\u2028\ud800😀"), max_size=60
)


@given(st.lists(MARKS, max_size=4))
def test_sentences_cover_all_that_is_not_white(blocks):
    text = "\n".join(blocks)
    paragraphs, start = [], 0
    for block in blocks:
        paragraphs.append(Paragraph(start, start + len(block), "body"))
        start += len(block) + 1
    sentences = split_sentences(text, paragraphs)
    assert "".join("".join(text[s.start : s.end].split()) for s in sentences) == "".join(text.split())
    last = 0
    for sentence in sentences:
        piece = text[sentence.start : sentence.end]
        paragraph = paragraphs[sentence.paragraph_id]
        assert last <= sentence.start < sentence.end
        assert piece == piece.strip()
        assert "\n" not in piece
        assert paragraph.start <= sentence.start
        assert sentence.end <= paragraph.end
        last = sentence.end


def test_time_grows_with_length_only():
    """A page of nothing but opening quotes takes no quadratic time."""
    import time

    def seconds(text: str) -> float:
        start = time.perf_counter()
        cut(text)
        return time.perf_counter() - start

    seconds("“" * 1000)
    assert seconds("“（。" * 40_000) < 40 * max(seconds("“（。" * 4_000), 0.002)
