"""An HTML page to a layout: title, information lines and body from its blocks and its head."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from wenming_nlp.page.days import find_day
from wenming_nlp.page.fields import is_medium, read_fields
from wenming_nlp.page.furniture import channel_of, crumbs_of, furniture_kind
from wenming_nlp.page.html import Document, parse_html, strip_tags
from wenming_nlp.page.layout import Layout, lay_out
from wenming_nlp.page.lines import split_lines

if TYPE_CHECKING:
    from datetime import date

    from wenming_nlp.page.lines import Line

__all__ = ["Placed", "lay_out_html", "place_document", "place_html"]

_TITLE_NAMES: Final = ("articletitle", "og:title", "twitter:title", "title")
_DATE_NAMES: Final = (
    *("pubdate", "article:published_time", "publishdate", "publish_time", "datepublished", "og:release_date"),
    *("weibo: article:create_at", "og:time", "date", "dc.date", "bytedance:published_time", "article:modified_time"),
)
_SOURCE_NAMES: Final = ("contentsource", "source", "article:source", "mediaid", "og:source")
_JOINTS: Final = re.compile(
    r"\s*(?:_+|\|+|｜|--+|–|\s-|-\s|-(?=[一-鿿A-Za-z.]+$)|—+(?=[^—]{0,12}(?:网|网站|门户|频道|在线|官网|平台|[日晚]报|新闻)$))\s*|\s{2,}"
)
_URL_DAY: Final = re.compile(r"/((?:19|20)\d{2})(?:[-/_]?(\d{2})[-/_]?(\d{2})(?=[/_\D])|/(\d{1,2})/(\d{1,2})/)")
_SPLIT_DAY: Final = re.compile(r"((?:19|20)\d{2})\s+(\d{1,2})\s?[-/.月]\s?(\d{1,2})\s?日?(?!\d)")
_BYLINE: Final = re.compile(
    r"(?P<medium>\S{2,12}?)?\s*(?:首席|特约|见习|实习|全媒体)*(?:记者|评论员|通讯员)[\s:：]+(?P<who>\S{2,8}(?:[\s、]+\S{2,8}){0,3})"
)
_HEADER: Final = 60  # blocks above the article in which its header is looked for
_BELOW: Final = 12  # blocks below it in which the editor is looked for


class Placed(NamedTuple):
    """A page's layout, and how it came about.

    Attributes
    ----------
    page : Layout
    document : Document or None
        Null where the markup could not be parsed and its tags were cut out.
    own : list of int
        For each line of the layout the index of its block; as many as the layout has lines.
    other : set of int
        Blocks inside the article's own that are something else.
    """

    page: Layout
    document: Document | None
    own: list[int]
    other: set[int]


def lay_out_html(text: str, *, url: str | None = None) -> Layout:
    """Sort a page's markup into the article's parts."""
    return place_html(text, url=url).page


def place_html(text: str, *, url: str | None = None) -> Placed:
    """Sort a page's markup into the article's parts, and keep what they were taken from."""
    document = parse_html(text)
    if document is None or not document.blocks:
        return Placed(lay_out(split_lines(strip_tags(text))), None, [], set())
    return place_document(document, url=url)


def place_document(document: Document, *, url: str | None = None) -> Placed:
    """Sort the blocks of a page into the article's parts."""
    start, end, other = document.article()
    lines = [block.line for block in document.blocks]
    above = lines[max(0, start - _HEADER) : start]
    indices = [i for i in range(start, end) if i not in other]
    own = [lines[i] for i in indices]
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
    return Placed(page, document, indices, other)


def _squeeze(text: str) -> str:
    return re.sub(r"[\s\u3000·•.…“”\"'‘’]+", "", text)


def _title(document: Document, lines: list[Line]) -> str:
    """Return the headline: the line above the article that the page's head repeats, else what the head says."""
    named = [document.meta[name] for name in _TITLE_NAMES if document.meta.get(name)]
    said = [_cut_site(text) for text in (*named, document.title) if text]
    heads = [_squeeze(text) for text in said if len(text) > 6]
    best, best_rank = "", 0.0
    for line in lines:
        bare = _squeeze(line.text)
        if not 4 <= len(bare) <= 120 or line.linked > 0.8:
            continue
        agreed = max((_agreement(bare, head) for head in heads), default=0.0)
        if not agreed and (heads or not line.level or len(bare) < 8 or furniture_kind(line.text)):
            continue
        rank = agreed * 4 + (1.5 if line.level == 1 else 0.7 if line.level else 0.0) + min(len(bare), 30) / 60
        if rank > best_rank:
            best, best_rank = line.text, rank
    return " ".join(best.split()) or (said[0] if said else "")


def _agreement(line: str, head: str) -> float:
    """Return how far a line is what the head gives as title, from 0 to 1."""
    if line == head:
        return 1.0
    short, long = sorted((line, head), key=len)
    if short in long and len(short) > 4:
        return max(0.0, 1.5 * len(short) / len(long) - 0.6) if len(short) * 2 > len(long) else 0.0
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
    """Take what stands above the article's own block, from a little over the title down: time, source, author."""
    title = _squeeze(page.title)
    at = next((i for i in range(len(lines) - 1, -1, -1) if _squeeze(lines[i].text) == title), None)
    if at is None:
        near = lines[-15:]
    elif at < len(lines) - 30:
        near = lines[at : at + 12]
    else:
        near = lines[max(0, at - 3) :]
    for line in near:
        text = line.text
        fields = read_fields(text)
        if fields is not None and fields.is_information:
            page.header.merge(fields)
            named = fields.bare_source(loose=True) if line.linked < 0.5 else None
            if named:
                page.header.values.setdefault("medium", []).append(named)
        elif len(text) <= 40 and line.linked < 0.5:
            _read_byline(text, page)
    if not page.header.days:
        split = _SPLIT_DAY.search(" ".join(line.text for line in near if len(line.text) <= 20))
        day = find_day("-".join(split.groups())) if split else None
        if day is not None:
            page.header.days.append((2, day))


def _read_byline(text: str, page: Layout) -> None:
    """Take a line of its own above the article that names who wrote or published it."""
    byline = _BYLINE.fullmatch(text)
    if byline:
        page.header.add("author", "记者", byline["who"])
        medium = byline["medium"] or ""
    else:
        who, _, medium = text.rpartition("/")
        if who and len(who) <= 20 and is_medium(medium):
            page.header.add("author", "作者", who)
        elif who:
            return
    if is_medium(medium.strip()) and text != page.title:
        page.header.values.setdefault("medium", []).append(medium.strip())


def _read_below(lines: list[Line], page: Layout) -> None:
    """Take editor, time and source from below the article's own block, where they are labelled."""
    for line in lines:
        fields = read_fields(line.text.strip("()（）")) if len(line.text) <= 120 else None
        if fields is None or not fields.values or fields.n_rest > 16:
            continue
        fields.days = [pair for pair in fields.days if pair[0] == 3] if not page.published else []
        page.tail.merge(fields)


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
    return find_day("-".join(filter(None, match.groups()))) if match else None


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
