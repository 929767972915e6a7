"""A page or a record to an `Article`."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from wenming_nlp.article import Article, Paragraph, Part
from wenming_nlp.errors import PageError
from wenming_nlp.page.days import find_day
from wenming_nlp.page.decode import decode_page
from wenming_nlp.page.layout import Layout, lay_out
from wenming_nlp.page.lines import clean, split_lines
from wenming_nlp.page.ruled import place_by_rule
from wenming_nlp.page.web import lay_out_html

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from wenming_nlp.page.rules import SiteRules

__all__ = ["article_of", "is_html", "join_articles", "read_page", "read_record"]

_HTML: Final = re.compile(
    r"<(?:!doctype\s+html|html|head|body)\b|</(?:p|div|td|span|article|section)\s*>", re.IGNORECASE
)
_SNIFFED: Final = 200_000  # characters in which markup is looked for


def read_page(
    content: bytes | str, *, article_id: str, origin: str = "", url: str | None = None, rules: SiteRules | None = None
) -> Article:
    r"""Read a page, HTML or text as copied off a site.

    Parameters
    ----------
    content : bytes or str
        Bytes are decoded first, see `decode_page`.
    article_id : str
        Key of the article in every table.
    origin : str, optional
        Where the page came from, for messages.
    url : str, optional
        Its address, where known.
    rules : SiteRules, optional
        Selectors for single sites; see `wenming_nlp.page.rules`.

    Returns
    -------
    Article

    Raises
    ------
    PageError
        If the content is no text or no article's text stands in it.

    Examples
    --------
    >>> page = "首页 > 要闻\n某区召开推进会\n时间:2021-04-06  来源:某区文明办\n　　4月5日,某区召开推进会。\n责编:甲"
    >>> article = read_page(page, article_id="a")
    >>> article.title, article.published.isoformat(), article.source, article.channel, article.editor
    ('某区召开推进会', '2021-04-06', '某区文明办', '要闻', '甲')
    >>> article.text.split("\n")
    ['某区召开推进会', '4月5日,某区召开推进会。', '某区文明办']
    """
    where = origin or article_id
    try:
        text = decode_page(content) if isinstance(content, bytes) else content
    except PageError as error:
        raise PageError(f"{where}: {error}") from None
    if is_html(text):
        rule = rules.of(url=url, origin=origin, text=text) if rules else None
        layout = lay_out_html(text, url=url) if rule is None else place_by_rule(text, rule, url=url).page
    else:
        layout = lay_out(split_lines(text))
    return article_of(layout, article_id=article_id, origin=origin, url=url)


def is_html(text: str) -> bool:
    """Return whether a page is markup, not text as copied off a site."""
    return _HTML.search(text, 0, _SNIFFED) is not None


def read_record(fields: Mapping[str, object], *, article_id: str, origin: str = "") -> Article:
    r"""Read a record whose parts are known already.

    Parameters
    ----------
    fields : mapping
        Keys title, body, published (or date), source, author, editor, channel, url; all but body may be missing
        or null. Paragraphs of the body stand on lines of their own.
    article_id, origin : str
        As in `read_page`.

    Raises
    ------
    PageError
        If there is no body, or a field is of a wrong type.

    Examples
    --------
    >>> record = {"title": "消息", "body": "第一段。\n\n第二段。", "published": "2021-04-06"}
    >>> read_record(record, article_id="a").text
    '消息\n第一段。\n第二段。'
    """
    where = origin or article_id
    body = [line.text for line in split_lines(_string(fields, "body", where))]
    if not body:
        raise PageError(f"{where}: expected text in field 'body', got none")
    layout = Layout(title=" ".join(clean(_string(fields, "title", where)).split()))
    layout.body = body
    return article_of(
        layout,
        article_id=article_id,
        origin=origin,
        url=_string(fields, "url", where) or None,
        published=_day(fields, where),
        **{name: " ".join(clean(_string(fields, name, where)).split()) or None for name in _STATED},
    )


_STATED: Final = ("source", "author", "editor", "channel")


def _string(fields: Mapping[str, object], name: str, where: str) -> str:
    value = fields.get(name)
    if value is None or value != value:  # noqa: PLR0124  (NaN, as pandas writes a missing value)
        return ""
    if not isinstance(value, str):
        raise PageError(f"{where}: expected text in field {name!r}, got {type(value).__name__}")
    return value


def _day(fields: Mapping[str, object], where: str) -> date | None:
    for name in ("published", "date"):
        value = fields.get(name)
        if isinstance(value, datetime):
            return None if value != value else value.date()  # noqa: PLR0124  (NaT is a datetime)
        if isinstance(value, date):
            return value
        text = _string(fields, name, where)
        if text:
            return find_day(text)
    return None


def article_of(
    layout: Layout,
    *,
    article_id: str,
    origin: str,
    url: str | None,
    published: date | None = None,
    source: str | None = None,
    author: str | None = None,
    editor: str | None = None,
    channel: str | None = None,
) -> Article:
    """Return the article of a layout: its blocks in order of part, joined by line feeds."""
    if not layout.body and not layout.captions:
        raise PageError(f"{origin or article_id}: expected an article, found no text of one")
    source = source or layout.header.first("source") or _supplier(layout)
    source = source or layout.header.first("medium") or layout.tail.first("source")
    credit = list(dict.fromkeys(layout.credits))
    if source and not any(source in line for line in credit):
        credit.append(source)
    blocks: list[tuple[Part, str]] = [("title", layout.title)] if layout.title else []
    blocks += [("title", text) for text in layout.subtitles]
    blocks += [("body", text) for text in layout.body]
    blocks += [("caption", text) for text in layout.captions]
    blocks += [("credit", text) for text in credit]
    text, paragraphs = _join(blocks)
    return Article(
        id=article_id,
        origin=origin,
        title=layout.title,
        text=text,
        paragraphs=paragraphs,
        published=published or layout.published,
        source=source,
        author=author or _authors(layout),
        editor=editor or layout.tail.first("editor") or layout.header.first("editor"),
        channel=channel or layout.channel,
        url=url,
    )


def join_articles(pages: Sequence[Article]) -> Article:
    """Return the pages of one article as one; what it is and whom it is from is what the first page that says so says."""
    first = pages[0]
    blocks: dict[Part, list[str]] = {
        "title": first.blocks("title"),
        "body": [],
        "caption": [],
        "credit": [],
    }
    for page in pages:
        for start, end, part in ((p.start, p.end, p.part) for p in page.paragraphs):
            text = page.text[start:end]
            if part == "body" or (part != "title" and text not in blocks[part]):
                blocks[part].append(text)
    # A source stands on a line of its own only where no credit names it.
    lines = blocks["credit"]
    blocks["credit"] = [line for line in lines if not any(line in other for other in lines if other != line)]
    text, paragraphs = _join((part, text) for part, texts in blocks.items() for text in texts)
    names = ("published", "source", "author", "editor", "channel")
    stated: dict[str, Any] = {
        name: next((getattr(p, name) for p in pages if getattr(p, name) is not None), None) for name in names
    }
    return replace(first, text=text, paragraphs=paragraphs, **stated)


def _join(blocks: Iterable[tuple[Part, str]]) -> tuple[str, tuple[Paragraph, ...]]:
    """Return the text of the blocks and their offsets in it."""
    texts, paragraphs, at = [], [], 0
    for part, text in blocks:
        texts.append(text)
        paragraphs.append(Paragraph(at, at + len(text), part))
        at += len(text) + 1
    return "\n".join(texts), tuple(paragraphs)


_ORGAN: Final = re.compile(
    r"(?:[部委办局中心社网台报院校会站镇乡街道团区处所室队馆组厅]|公司|集团|政府|学|日报|发布|支行)$"
)


def _supplier(layout: Layout) -> str | None:
    """Return who supplied the text where that is an organ and no person."""
    supplier = layout.header.first("supply")
    return supplier if supplier and (len(supplier) > 4 or _ORGAN.search(supplier)) else None


def _authors(layout: Layout) -> str | None:
    """Return the authors that the information lines name, as one string."""
    for fields in (layout.header, layout.tail):
        named = [value for value in fields.values.get("author", ()) if fields.first("author") and value]
        if named:
            return " ".join(dict.fromkeys(named))
    supplier = layout.header.first("supply")
    return supplier if supplier and not _supplier(layout) else None
