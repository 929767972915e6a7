"""HTML pages: the article among menus, lists and comments; broken, deep and large markup."""

from __future__ import annotations

import contextlib
import time
from datetime import date

import pytest

from wenming_nlp.errors import PageError
from wenming_nlp.page import read_page

P1 = "6月11日，青禾区在西塘街道召开创建工作现场会，区委副书记林一舟出席并讲话，各街道负责人共80人参加。"
P2 = "会议要求，要把整治背街小巷作为重点，逐条建账、逐项销号，让居民看得见变化、得得到实惠。"
MENU = "".join(f"<li><a href='/{i}'>栏目{i}</a></li>" for i in range(30))
PAGE = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>青禾区召开创建工作现场会_要闻_青禾文明网</title>
<style>p {{ color: red }}</style>
<script>var p = "<p>不是正文，绝不是正文，也不会是正文。</p>";</script></head><body>
<div class="nav"><ul>{MENU}</ul></div>
<div class="crumb">当前位置：<a>首页</a> &gt; <a>青禾要闻</a> &gt; 正文</div>
<div class="main"><h1>青禾区召开创建工作现场会</h1>
<div class="info"><span>时间：2018-06-12 10:20</span>
<span>来源：<a href="#">青禾区文明办</a></span> <span>作者：周小禾</span></div>
<div class="article-content"><p>　　{P1}</p><p align="center"><img src="a.jpg"></p>
<p align="center">图为现场会会场　何田 摄</p>
<p>　　{P2}</p><p>责任编辑：方小满</p></div>
<div class="related"><h3>相关阅读</h3><ul>
<li><a href="1">某街道：老人食堂开张了，大家都说好</a></li></ul></div>
<div class="comments"><p>网友一：说得好，支持，我们小区也该整一整了。</p>
<p>网友二：什么时候修到我们这条街？盼着。</p></div></div>
<div style="display:none">隐藏的一段，不该出现，任何人都看不见它。</div>
<div class="footer">版权所有 青禾文明网 某ICP备00000000号</div></body></html>"""


def test_the_article_among_everything_else():
    article = read_page(PAGE, article_id="a")
    assert article.title == "青禾区召开创建工作现场会"
    assert article.published == date(2018, 6, 12)
    assert (article.source, article.author, article.editor) == ("青禾区文明办", "周小禾", "方小满")
    assert article.channel == "青禾要闻"
    assert article.blocks("body") == [P1, P2]
    assert article.blocks("caption") == ["现场会会场"]
    assert article.blocks("credit") == ["何田 摄", "青禾区文明办"]


@pytest.mark.parametrize("charset", ["gbk", "utf-16", "utf-8-sig"])
def test_markup_in_any_charset_whatever_it_declares(charset):
    assert read_page(PAGE.encode(charset), article_id="a") == read_page(PAGE, article_id="a")


def test_paragraphs_by_line_breaks_in_a_layout_table():
    cell = f"某地新闻标题<br>2018-06-12<br><br>　　{P1}<br>　　{P2}"
    page = f"<table><tr><td><a href=x>首页</a></td></tr><tr><td>{cell}</td></tr></table>"
    article = read_page(page, article_id="a")
    assert article.blocks("body")[-2:] == [P1, P2]
    assert article.published == date(2018, 6, 12)


def test_the_head_helps_where_the_page_is_silent():
    page = (
        '<html><head><meta name="ArticleTitle" content="青禾区召开现场会">'
        '<meta name="PubDate" content="2018-06-12 10:20">'
        '<meta name="ContentSource" content="青禾区文明办"><meta name="ColumnName" content="青禾要闻"></head>'
        f"<body><div><p>{P1}</p><p>{P2}</p></div></body></html>"
    )
    article = read_page(page, article_id="a")
    assert (article.title, article.source, article.channel) == ("青禾区召开现场会", "青禾区文明办", "青禾要闻")
    assert article.published == date(2018, 6, 12)


def test_the_address_gives_the_day_where_nothing_else_does():
    page = f"<html><body><h1>青禾区召开创建工作现场会</h1><p>{P1}</p><p>{P2}</p></body></html>"
    url = "http://example.org/news/2018/06/12/content_1.html"
    assert read_page(page, article_id="a", url=url).published == date(2018, 6, 12)
    assert read_page(page, article_id="a").published is None


@pytest.mark.parametrize(
    "page",
    [
        PAGE.replace("</p>", "").replace("</div>", ""),
        PAGE.replace('<div class="main">', '</body></html><div class="main">'),
        PAGE.replace("<body>", "<body><form><b><i>"),
        PAGE[: PAGE.index("责任编辑")],
    ],
    ids=["unclosed", "ended in the middle", "inline around all", "cut off"],
)
def test_broken_markup_keeps_the_text(page):
    body = read_page(page, article_id="a").blocks("body")
    assert P1 in body
    assert P2 in body


@pytest.mark.parametrize("tag", ["div", "b", "span", "table", "ul"])
def test_depth_beyond_any_parser_keeps_the_text(tag):
    text = read_page("<html><body>" + f"<{tag}>" * 30_000 + f"<p>{P1}</p><p>{P2}</p>", article_id="a").text
    assert P1 in text
    assert P2 in text


@pytest.mark.parametrize("unit", ["<script>", "<!-- ", "<", "<p", "&#", "<a href='", "<td>好，", "</div>"])
def test_time_stays_linear_in_the_size_of_broken_markup(unit):
    def seconds(n):
        begun = time.process_time()
        with contextlib.suppress(PageError):
            read_page("<html><body>" + unit * n, article_id="a")
        return time.process_time() - begun

    seconds(1000)
    # 8 times the input in at most 25 times the time: room for noise, none for a square (64).
    assert seconds(16_000) <= 25 * max(seconds(2000), 0.004)
