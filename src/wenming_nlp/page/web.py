"""An HTML page to a layout: title, information lines and body from its blocks and its head."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from wenming_nlp.page.days import find_day
from wenming_nlp.page.fields import read_fields
from wenming_nlp.page.furniture import channel_of, crumbs_of
from wenming_nlp.page.html import Document, parse_html, strip_tags
from wenming_nlp.page.layout import Layout, lay_out
from wenming_nlp.page.lines import split_lines

if TYPE_CHECKING:
    from datetime import date

    from wenming_nlp.page.lines import Line

__all__ = ["lay_out_html"]

_TITLE_NAMES: Final = ("articletitle", "og:title", "twitter:title", "title")
_DATE_NAMES: Final = (
    *("pubdate", "article:published_time", "publishdate", "publish_time", "datepublished", "og:release_date"),
    *("weibo: article:create_at", "og:time", "date", "dc.date", "bytedance:published_time", "article:modified_time"),
)
_SOURCE_NAMES: Final = ("contentsource", "source", "article:source", "mediaid", "og:source")
_JOINTS: Final = re.compile(r"\s*(?:_+|\|+|｜|--+|—+|–|\s-|-\s|-(?=[一-鿿A-Za-z.]+$))\s*|\s{2,}")
_URL_DAY: Final = re.compile(r"/((?:19|20)\d{2})[-/_]?(\d{2})[-/_]?(\d{2})?(?=[/_\D])")
_HEADER: Final = 60  # blocks above the article in which its header is looked for
_BELOW: Final = 12  # blocks below it in which the editor is looked for


def lay_out_html(text: str, *, url: str | None = None) -> Layout:
    """Sort a page's markup into the article's parts."""
    document = parse_html(text)
    if document is None or not document.blocks:
        return lay_out(split_lines(strip_tags(text)))
    start, end, other = document.article()
    lines = [block.line for block in document.blocks]
    above = lines[max(0, start - _HEADER) : start]
    own = [lines[i] for i in range(start, end) if i not in other]
    title = _title(document, [*above, *own[:8]])
    page = lay_out(own, title=title or None)
    _read_above(above, page)
    _read_below(lines[end : end + _BELOW], page)
    if not page.header.days:
        day = _day(document, url)
        if day is not None:
            page.header.days.append((2, day))
    if not page.header.first("source"):
        named = next((document.meta[name] for name in _SOURCE_NAMES if document.meta.get(name)), "")
        if named and len(named) <= 30:
            page.header.add("source", "来源", named)
    if page.channel is None:
        _read_channel(document, lines[:start], page)
    return page


def _squeeze(text: str) -> str:
    return re.sub(r"[\s\u3000·•.…“”\"'‘’]+", "", text)


def _title(document: Document, lines: list[Line]) -> str:
    """Return the headline: the line above the article that the page's head repeats, else what the head says."""
    named = [document.meta[name] for name in _TITLE_NAMES if document.meta.get(name)]
    heads = [_squeeze(text) for text in (*named, document.title) if text]
    best, best_rank = "", 0.0
    for line in lines:
        bare = _squeeze(line.text)
        if not 4 <= len(bare) <= 120 or line.linked > 0.8:
            continue
        agreed = max((_agreement(bare, head) for head in heads), default=0.0)
        rank = agreed * 4 + (1.5 if line.level == 1 else 0.7 if line.level else 0.0) + min(len(bare), 30) / 60
        if (agreed > 0.0 or line.level == 1) and rank > best_rank and len(bare) > 5:
            best, best_rank = line.text, rank
    if best:
        return " ".join(best.split())
    return _cut_site(named[0] if named else document.title)


def _agreement(line: str, head: str) -> float:
    """Return how far a line is what the head gives as title, from 0 to 1."""
    if head.startswith(line) or line == head:
        return 1.0
    if line in head and len(line) > 8:
        return 0.8
    if head in line and len(head) > 8:
        return 0.9
    return 0.7 if len(line) > 12 and line[:12] == head[:12] else 0.0


def _cut_site(title: str) -> str:
    """Return a title without the names of site and channel behind it.

    Examples
    --------
    >>> _cut_site("某区召开创文推进会_要闻_某文明网"), _cut_site("某区：志愿者在行动 - 某市文明网")
    ('某区召开创文推进会', '某区：志愿者在行动')
    """
    parts = [part for part in _JOINTS.split(title) if part.strip()]
    if not parts:
        return ""
    longest = max(parts, key=len)
    return parts[0] if len(parts[0]) * 2 >= len(longest) else longest


def _read_above(lines: list[Line], page: Layout) -> None:
    """Take the information lines that stand above the article's own block, from the title down."""
    title = _squeeze(page.title)
    at = next((i for i in range(len(lines) - 1, -1, -1) if _squeeze(lines[i].text) == title), None)
    near = lines[at - 3 if at and at > 3 else 0 :] if at is not None else lines[-15:]
    if at is not None and at < len(lines) - 30:
        near = lines[at : at + 12]
    for line in near:
        fields = read_fields(line.text)
        if fields is not None and fields.is_information:
            page.header.merge(fields)


def _read_below(lines: list[Line], page: Layout) -> None:
    """Take the editor's line that stands below the article's own block."""
    for line in lines:
        fields = read_fields(line.text.strip("()（）")) if len(line.text) <= 80 else None
        if fields is not None and "editor" in fields.values and fields.n_rest <= 8:
            page.tail.merge(fields)
            return


def _day(document: Document, url: str | None) -> date | None:
    """Return the day that the head, a time element or the address names."""
    for name in _DATE_NAMES:
        found = find_day(document.meta.get(name, ""))
        if found is not None:
            return found
    for text in document.times:
        found = find_day(text)
        if found is not None:
            return found
    address = url or document.meta.get("og:url", "")
    match = _URL_DAY.search(address)
    return find_day(f"{match[1]}-{match[2]}-{match[3]}") if match and match[3] else None


def _read_channel(document: Document, lines: list[Line], page: Layout) -> None:
    named = document.meta.get("columnname")
    if named and len(named) <= 20:
        page.channel = named
        return
    for i in range(len(lines) - 1, -1, -1):
        trail = crumbs_of(lines[i].text) if len(lines[i].text) <= 120 else None
        if trail and len(trail) > 1:
            page.channel = channel_of(trail, page.title)
            return
