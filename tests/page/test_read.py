"""Pages of every form to articles, and the invariants of articles read from anything."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wenming_nlp.errors import PageError
from wenming_nlp.page import read_page, read_record

CASES = json.loads((Path(__file__).parent.parent / "cases" / "pages.json").read_text(encoding="utf-8"))
PARTS = ["title", "body", "caption", "credit"]


def check_offsets(article):
    """Blocks follow each other in order of part, hold trimmed text and are joined by line feeds."""
    blocks = [article.text[p.start : p.end] for p in article.paragraphs]
    assert "\n".join(blocks) == article.text
    assert all(block == block.strip() != "" for block in blocks)
    assert [p.part for p in article.paragraphs] == sorted((p.part for p in article.paragraphs), key=PARTS.index)


@pytest.mark.parametrize("case", CASES, ids=[case["label"] for case in CASES])
def test_pages_copied_off_sites(case):
    article = read_page(case["page"], article_id="a", origin="a.txt", url="http://example.org/")
    for name in ("title", "source", "channel", "editor", "author"):
        assert getattr(article, name) == case[name], name
    assert article.published == (date.fromisoformat(case["published"]) if case["published"] else None)
    assert article.blocks("body") == case["body"]
    assert article.blocks("caption") == case["captions"]
    assert article.blocks("credit") == case["credits"]
    assert (article.id, article.origin, article.url) == ("a", "a.txt", "http://example.org/")
    check_offsets(article)


@pytest.mark.parametrize("case", CASES, ids=[case["label"] for case in CASES])
@pytest.mark.parametrize("charset", ["gb18030", "utf-8-sig", "utf-16"])
def test_charset_makes_no_difference(case, charset):
    assert read_page(case["page"].encode(charset), article_id="a") == read_page(case["page"], article_id="a")


@pytest.mark.parametrize("case", CASES, ids=[case["label"] for case in CASES])
def test_line_ends_and_invisible_characters_make_no_difference(case):
    odd = case["page"].replace("\n", "\r\n").replace("，", "\u200b，").replace("区", "\ufeff区")
    assert read_page(odd, article_id="a") == read_page(case["page"], article_id="a")


def test_body_stays_verbatim():
    body = "　　会上,甲某说:“路修好了”，乙某答：“灯也亮了”——《公约》（试行）第3条…… 大家都笑了。"
    article = read_page(f"标题在此\n时间：2020-01-02 来源：某网\n{body}\n", article_id="a")
    assert article.blocks("body") == [body.strip()]


def test_a_sentence_with_a_date_is_no_information_line():
    text = "标题在此\n2020年1月2日，某区召开创建全国文明城市工作推进会，全区各部门负责人参加会议。\n会议要求抓好落实。"
    article = read_page(text, article_id="a")
    assert article.published is None
    assert len(article.blocks("body")) == 2


@pytest.mark.parametrize(
    ("page", "title"),
    [
        (
            "政务简报  第19期（总第127期）\n粽香飘进文化院落\n来源：某镇政府办公室    2021年6月15日\n\n活动在村里举行。",
            "粽香飘进文化院落",
        ),
        (
            "某县精神文明建设简报\n（第7期　总第152期）\n某县文明办编　　2019年4月12日\n\n某镇承办全县移风易俗现场观摩会\n\n会议在镇上召开，大家都来了。",
            "某镇承办全县移风易俗现场观摩会",
        ),
        (
            "院坝开讲 灶头议事 田间帮忙\n——某县新时代文明实践活动扫描\n发布时间：2021-10-13　来源：某日报\n\n秋收时节，院坝热闹起来。",
            "院坝开讲 灶头议事 田间帮忙",
        ),
    ],
)
def test_a_masthead_is_no_title_and_a_headline_in_pieces_is_one(page, title):
    assert read_page(page, article_id="a").title == title


def test_a_trail_without_the_words_for_position_is_one_only_with_a_front_page():
    body = "\n标题在此\n2020-01-02\n　　某区召开创建全国文明城市工作推进会，全区各部门负责人参加会议。"
    assert read_page("首页 >> 要闻" + body, article_id="a").channel == "要闻"
    assert read_page("首页 | 道德之光 | 孝老爱亲" + body, article_id="a").channel == "孝老爱亲"
    assert read_page("首页 | 要闻 | 公告 | 专题 | 图片 | 视频" + body, article_id="a").channel is None


@pytest.mark.parametrize(
    "content", ["", " \n\u3000\n", b"", "上一篇：没有了\n责任编辑：甲", "<html><body></body></html>"]
)
def test_a_page_without_text_is_an_error_that_names_it(content):
    with pytest.raises(PageError, match=r"a\.html: expected an article"):
        read_page(content, article_id="a", origin="a.html")


def test_binary_names_its_kind_and_place():
    with pytest.raises(PageError, match=r"a\.txt: expected a page of text, got a PDF file"):
        read_page(b"%PDF-1.4 \xe2\xe3", article_id="a", origin="a.txt")


PIECES = st.sampled_from(
    [
        *(
            "首页 > 要闻",
            "您现在的位置：",
            "时间：2020-01-02",
            "来源：",
            "某某日报",
            "责任编辑：甲",
            "图为：会场",
            "（甲某 摄）",
            "甲某 摄",
        ),
        *(
            "上一篇：无",
            "相关链接",
            "版权所有",
            "ICP备",
            "某区召开推进会，全区各部门负责人共八十人参加会议。",
            "2021年4月6日",
            "<p>",
            "</div>",
        ),
        *(
            "<div style='display:none'>",
            "<!--",
            "<script>",
            "&#x4e2d;",
            "|",
            "【",
            "】",
            "　　",
            "\n",
            "\n\n",
            " ",
            "\x00",
            "\ud800",
            "图1：",
            "——",
        ),
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map("".join)))
def test_any_text_is_an_article_or_a_page_error(text):
    try:
        article = read_page(text, article_id="a")
    except PageError:
        return
    check_offsets(article)
    assert article.blocks("body", "caption", "credit")
    article.text.encode("utf-8")


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=300),
        st.lists(PIECES.map(lambda s: s.encode("gb18030", "replace")), max_size=30).map(b"".join),
    )
)
def test_any_bytes_are_an_article_or_a_page_error(data):
    try:
        article = read_page(data, article_id="a")
    except PageError:
        return
    check_offsets(article)


def test_records_keep_what_they_state():
    record = {
        "title": " 标题 ",
        "body": "\u3000\u3000第一段。\r\n\r\n第二段。\n",
        "date": "2020-01-02 10:00",
        "source": "某网",
        "author": None,
        "editor": float("nan"),
        "channel": "要闻",
        "url": "http://example.org/1",
    }
    article = read_record(record, article_id="r1", origin="x.jsonl:1")
    assert article.blocks("title", "body", "credit") == ["标题", "第一段。", "第二段。", "某网"]
    assert (article.published, article.source, article.author, article.editor) == (date(2020, 1, 2), "某网", None, None)
    assert (article.channel, article.url, article.id) == ("要闻", "http://example.org/1", "r1")
    check_offsets(article)


@pytest.mark.parametrize(
    "value", [date(2020, 1, 2), datetime(2020, 1, 2, 3, 4, tzinfo=UTC), "2020年1月2日", "20200102"]
)
def test_records_take_dates_of_any_type(value):
    assert read_record({"body": "正文。", "published": value}, article_id="a").published == date(2020, 1, 2)


@pytest.mark.parametrize(
    ("record", "message"),
    [
        ({"title": "标题"}, "field 'body', got none"),
        ({"body": " \n "}, "field 'body', got none"),
        ({"body": ["正文"]}, "field 'body', got list"),
        ({"body": "正文", "title": 3}, "field 'title', got int"),
    ],
)
def test_bad_records_say_which_field(record, message):
    with pytest.raises(PageError, match=message):
        read_record(record, article_id="a", origin="x.jsonl:7")
