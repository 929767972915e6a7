"""Every span of every table stands in the text where it says it does."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import wenming_nlp as wm
from wenming_nlp.errors import PageError

SAMPLE = Path(__file__).parents[1] / "corpora" / "sample"
PIECES = st.sampled_from(
    [
        *(
            "区委副书记、区长",
            "肖光强",
            "邹艺",
            "欧阳振华",
            "阿依古丽·买买提",
            "主持会议",
            "出席会议并讲话",
            "强调",
            ",",
            "。",
            "、",
        ),
        *(
            "遵义市播州区",
            "区城管局",
            "区委宣传部",
            "团区委",
            "南白办事处",
            "4月18日上午",
            "2017年4月19日",
            "去年",
            "180余人",
        ),
        *(
            "《文明城市测评体系》",
            "播党办字﹝2017﹞7号",
            "“五个不力”",
            "创建全国文明城市推进会",
            "一要提高站位",
            "一是",
            "①",
            "\n",
        ),
        *(
            "责任编辑:张一青",
            "图为:会议现场",
            "来源:播州区文明办",
            "时间:2017-04-21",
            "上一篇:",
            "　　",
            "(",
            ")",
            "“",
            "”",
            "《",
        ),
        *(
            "2017",
            "创文",
            "市",
            "区",
            "的",
            "和",
            "\u3000",
            " ",
            "A",
            "𠮷",
            "é",
            "\u200b",
            "\r\n",
            "\t",
            "😀",
            "<p>",
            "&nbsp;",
        ),
    ]
)


def _check(analysis: wm.Analysis) -> int:
    """Check all spans; return how many there are."""
    texts = analysis.articles.set_index("article_id")["text"].to_dict()
    n = 0
    for name in ("tokens", "entities"):
        frame = analysis[name]
        for article, start, end, text in zip(*(frame[c] for c in ("article_id", "start", "end", "text")), strict=True):
            assert texts[article][start:end] == text, (name, article, start, end, text)
            assert 0 <= start < end <= len(texts[article])
        n += len(frame)
    for name in ("paragraphs", "sentences", "tokens", "entities"):
        frame = analysis[name]
        for _, rows in frame.groupby("article_id", observed=True):
            assert (rows["end"].to_numpy()[:-1] <= rows["start"].to_numpy()[1:]).all(), (
                f"{name} overlap or are out of order"
            )
    for article in texts:
        for name in ("paragraphs", "tokens"):
            rows = analysis[name].query("article_id == @article")
            rest = list(texts[article])
            for start, end in zip(rows["start"], rows["end"], strict=True):
                rest[start:end] = [""] * (end - start)
            assert not "".join(rest).strip(), f"{name} leave out {''.join(rest)!r}"
    _check_references(analysis, texts)
    return n


def _check_references(analysis: wm.Analysis, texts: dict[str, str]) -> None:
    """Check that what is told of a text stands in it, and that ids lead to rows."""
    entities = analysis.entities.set_index(["article_id", "entity_id"])
    for row in analysis.officials.itertuples():
        person = entities.loc[(row.article_id, row.person_entity)]
        assert (person["label"], person["text"]) == ("PERSON", row.name)
        if row.post_entity == row.post_entity and row.post_entity is not None:
            assert entities.loc[(row.article_id, row.post_entity)]["label"] == "POST"
        assert row.evidence in texts[row.article_id]
    for name, column in (
        *(("departments", "mention"), ("places", "mention"), ("dates", "mention"), ("slogans", "phrase")),
        *(("keywords", "term"), ("directives", "text")),
    ):
        frame = analysis[name]
        for article, words in zip(frame["article_id"], frame[column], strict=True):
            assert words in texts[article], (name, words)
    for sentence, paragraph in (("tokens", "sentences"), ("sentences", "paragraphs")):
        key = ["article_id", "sentence_id" if sentence == "tokens" else "paragraph_id"]
        inner = analysis[sentence].merge(analysis[paragraph], on=key, suffixes=("", "_outer"), how="left")
        assert (inner["start"] >= inner["start_outer"]).all()
        assert (inner["start"] < inner["end_outer"]).all()


@settings(deadline=None, max_examples=200)
@given(st.lists(PIECES, min_size=1, max_size=40).map("".join))
def test_spans_of_anything(page: str):
    try:
        analysis = wm.analyze_text(page)
    except PageError:
        return
    _check(analysis)


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=60))
def test_spans_of_any_characters(text: str):
    try:
        analysis = wm.analyze_text(text)
    except PageError:
        return
    _check(analysis)


@pytest.mark.skipif(not SAMPLE.is_dir(), reason="the sample pages are not at hand")
def test_spans_of_the_sample_pages():
    analysis = wm.analyze(wm.read(SAMPLE))
    assert analysis.failures.empty
    assert analysis.n_articles == 100
    assert _check(analysis) > 50_000
