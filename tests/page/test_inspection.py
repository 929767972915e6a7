"""What a page was taken for, block by block, agrees with the article that is read from it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from wenming_nlp.cli import main
from wenming_nlp.errors import InputError, PageError
from wenming_nlp.page import inspect, read_page

SAMPLE = Path(__file__).parents[2] / "corpora" / "sample"
BODY = "3月4日，区委书记李明出席会议并讲话，会议要求各单位抓紧整改，限期完成。"
HTML = f"""<html><head><title>区委召开创文会议_某文明网</title></head><body>
<div class="nav"><a href="/">首页</a> | <a href="/a">新闻</a> | <a href="/b">专题</a></div>
<div class="main"><h1>区委召开创文会议</h1><p>时间：2019-03-05　来源：某区文明办</p>
<div id="zoom" class="content"><p>{BODY}</p><p>{BODY}</p><div class="share">分享到微信朋友圈</div>
<p>图为会议现场</p><p>（某区文明办供稿）</p></div></div>
<div class="footer">主办：某区文明办 ICP备1号</div></body></html>"""


def test_html_block_by_block():
    found = inspect(HTML)
    roles = {block.text: (block.role, block.reason) for block in found.blocks}
    assert found.container == "div#zoom.content" or "zoom" in found.container
    assert roles["区委召开创文会议"] == ("title", "")
    assert roles["时间：2019-03-05　来源：某区文明办"] == ("information", "")
    assert roles[BODY] == ("body", "")
    assert roles["图为会议现场"] == ("caption", "")
    assert roles["（某区文明办供稿）"] == ("credit", "")
    assert roles["分享到微信朋友圈"] == ("dropped", "it stands in div.share, whose name says that it is furniture")
    assert roles["主办：某区文明办 ICP备1号"][0] == "dropped"
    assert found.article == read_page(HTML, article_id="page", origin="page")


@pytest.mark.parametrize("name", [f"d{n:03}" for n in (1, 2, 4, 5, 7, 8, 10, 50, 70, 100)])
def test_the_bodies_are_those_of_the_article(name: str):
    content = (SAMPLE / f"{name}.txt").read_bytes()
    article = read_page(content, article_id="page", origin="page")
    found = inspect(content)
    assert found.article == article
    bodies = [block.text for block in found.blocks if block.role == "body"]
    assert bodies == [article.text[p.start : p.end] for p in article.paragraphs if p.part == "body"]
    assert all(bool(block.reason) == (block.role == "dropped") for block in found.blocks)


def test_a_page_without_article_is_shown_all_the_same():
    found = inspect("首页 | 新闻 | 专题\n上一篇：没有了")
    assert found.article is None
    assert found.problem == "expected an article, found no text of one"
    assert [block.role for block in found.blocks] == ["dropped", "dropped"]


def test_what_is_no_page():
    with pytest.raises(InputError, match="got int"):
        inspect(1)
    with pytest.raises(PageError, match="got a PDF"):
        inspect(b"%PDF-1.7")


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "a.html").write_text(HTML, encoding="utf-8")
    (tmp_path / "b.jsonl").write_text(json.dumps({"标题": "题", "正文": BODY}) + "\n{}\n", encoding="utf-8")
    assert main(["inspect", str(tmp_path), "--json"]) == 0
    page, record, broken = map(json.loads, capsys.readouterr().out.splitlines())
    assert (page["title"], page["published"], page["source"]) == ("区委召开创文会议", "2019-03-05", "某区文明办")
    assert record["blocks"][1] == {"text": BODY, "role": "body", "reason": ""}
    assert "columns are none" in broken["problem"]
    assert main(["inspect", str(tmp_path / "a.html")]) == 0
    shown = capsys.readouterr().out
    assert "a footer" in shown or "outside the element" in shown
