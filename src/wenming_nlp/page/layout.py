"""From lines to an article's parts: which line is the title, which are body, caption, credit, furniture."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from wenming_nlp.page.captions import (
    is_credit,
    is_credit_after_all,
    is_marked_caption,
    looks_like_caption,
    split_captions,
)
from wenming_nlp.page.days import is_day_line
from wenming_nlp.page.fields import Fields, read_fields
from wenming_nlp.page.furniture import Furniture, banner_of, bars_of, channel_of, crumbs_of, furniture_kind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from wenming_nlp.page.lines import Line

__all__ = ["Layout", "lay_out", "take_body"]

_MAX_HEADER: Final = 40  # lines above the first paragraph of which a header is read
_ENDS: Final = frozenset("。！？…”；;：:!?」』")
_NOTICE: Final = re.compile(
    r"(?:通告|公告|公示|通知|决定|通报|决议|意见|办法|规定|倡议书?|公开信|启事|细则|条例|方案|致.{2,20}信|名单)(?:[（(].*[)）])?(?:——.*)?$"
)
_LISTED: Final = re.compile(
    r"(?:第?[一二三四五六七八九十]{1,3}[、.是]|[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,3}[.、．]|[①-⑳])"
)
_BULLET: Final = re.compile(r"[·•◇◆▶►■□●○☆★※→▪▫>»]\s*\S|\[?更多")
_SITE: Final = re.compile(r"[^，。：]{2,12}(?:网|网站|频道|在线|门户|日报|晚报|新闻中心|融媒体?|发布)$")
_SUBTITLE: Final = re.compile(r"^\s*(?:—{1,2}|－{2}|-{2}|――|──)\s*\S")
# What a bulletin bears above its headline: 政务简报 第19期（总第127期）.
_MASTHEAD: Final = re.compile(
    r"[\u4e00-\u9fff]{2,20}(?:简报|专报|快报)|(?:[\u4e00-\u9fff]{2,20}\s*)?[(（]?\s*(?:\d{4}年\s*)?第\s*\d{1,4}\s*期\s*[(（]?(?:[，,]?\s*总第?\s*\d{1,5}\s*期)?\s*[)）]*"
)
# A notice's number on a line of its own below its headline: 彭创文办〔2018〕21号.
_NUMBER: Final = re.compile(r"[\u4e00-\u9fff]{2,12}[〔﹝\[(（]\d{4}[〕﹞\])）]\s*第?\d{1,4}\s*号")
# The section and page of a paper above everything: 民生·社区　A06.
_SECTION: Final = re.compile(r"[\u4e00-\u9fff·]{2,12}[\s\u3000]+[A-Z]?\d{2}版?")
_WRITTEN: Final = re.compile(r"(?:文|撰文|撰稿|作者|记者|执笔|采写)(?:\s*[/:：]|\s)\s*((?:(?!作者|记者|[/／]).)+)$")
_WIDE_GAP: Final = re.compile(r"\u3000+|\s{2,}")
_SIGNED: Final = re.compile(r"[(（][^()（）。，]{2,20}[)）]")
_REPEATED: Final = re.compile(r"[(（【]?原(?:标题|题)\s*[:：]")
_EVENT_LINE: Final = re.compile(r"^(?:主办|承办|协办)")
_TAIL_KINDS: Final = frozenset(
    {"editor", "review", "views", "size", "share", "author", "photo", "supply", "source", "update"}
)


@dataclass(slots=True)
class Layout:
    """The parts of a page, each a list of texts in the page's order, and what its furniture states."""

    title: str = ""
    #: What stands on lines of its own below the headline: a line behind a dash, a notice's number.
    subtitles: list[str] = field(default_factory=list)
    body: list[str] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    credits: list[str] = field(default_factory=list)
    header: Fields = field(default_factory=Fields)
    tail: Fields = field(default_factory=Fields)
    channel: str | None = None
    #: The parts of a line of site and channel above the title that says no position.
    banner: list[str] = field(default_factory=list)
    #: What each line was taken for, by its index; a line that is missing stands above or below the article.
    reasons: dict[int, str] = field(default_factory=dict)
    #: Where the body begins among the lines.
    start: int = 0

    @property
    def published(self) -> date | None:
        """The day of publication, from the best of the dates that information lines state."""
        days = [*self.header.days, *(pair for pair in self.tail.days if pair[0] != 2)]
        return max(days, key=lambda pair: pair[0])[1] if days else None


def lay_out(lines: Sequence[Line], *, title: str | None = None) -> Layout:
    """Sort the lines of a page into its parts.

    Parameters
    ----------
    lines : sequence of Line
        All lines, or those of an article's container.
    title : str, optional
        Where it is known from elsewhere, as in HTML; the lines that repeat it are dropped.
    """
    kinds = [furniture_kind(line.text) for line in lines]
    page = Layout(title=title or "")
    first = next((i for i, line in enumerate(lines) if kinds[i] is None and _is_sentence(line)), len(lines))
    page.reasons = {i: kind for i, kind in enumerate(kinds) if kind is not None}
    page.start = start = _read_header(lines, kinds, min(first, _MAX_HEADER), page, known=bool(title))
    _read_body(lines, kinds, start, page)
    return page


def _is_paragraph(line: Line) -> bool:
    """Return whether a line is running text: long, or a sentence of some length."""
    text = line.text
    if len(text) < 25 or line.linked > 0.6:
        return False
    return len(text) >= 70 or text[-1] in "。；：…" or (text[-1] in _ENDS and text.count("，") + text.count("。") > 1)


def _is_sentence(line: Line) -> bool:
    """Return whether a line can be the first of a body: a paragraph, or a short sentence."""
    return _is_paragraph(line) or (line.text[-1] == "。" and len(line.text) >= 12 and not is_marked_caption(line.text))


def _read_header(
    lines: Sequence[Line], kinds: Sequence[Furniture | None], first: int, page: Layout, *, known: bool
) -> int:
    """Read crumbs, title and information lines above the body; return the index of the body's first line."""
    crumbs: list[list[str]] = []
    candidates: list[int] = []
    last_info = -1
    trail_end = -1
    bare = 0  # title lines since the last information line
    for i in range(first):
        text = lines[i].text
        trail = crumbs_of(text) if kinds[i] == "crumbs" else None
        if trail is not None:
            crumbs.append(trail)
            trail_end = i
            continue
        if kinds[i] in ("step", "related") and i > last_info >= 0:
            break
        if not candidates and last_info < 0 and _SECTION.fullmatch(text):
            page.reasons[i] = "crumbs"
            continue
        fields = read_fields(text)
        if (
            fields is not None
            and fields.is_information
            and (candidates or fields.n_known > 0)
            and not _is_title_like(fields)
        ):
            if bare and last_info >= 0 and not fields.days and "source" not in fields.values:
                break
            page.header.merge(fields)
            page.reasons[i] = "information"
            if fields.values.keys() == {"author"} and not fields.days and ":" not in text and "：" not in text:
                page.credits.append(text)
                page.reasons[i] = "credit"
            named = fields.bare_source(loose=known)
            if named:
                page.header.values.setdefault("medium", []).append(named)
            last_info = i
            bare = 0
            continue
        if kinds[i] is None and not is_marked_caption(text):
            candidates.append(i)
            bare += 1
    start = _choose_title(lines, candidates, last_info, first, page, known=known)
    if crumbs:
        said = [trail for trail in crumbs if len(trail) > 1] or crumbs
        page.channel = channel_of(said[-1], page.title)
    elif len(page.banner) > 1 and page.banner[-1] != page.banner[0]:
        page.channel = channel_of(page.banner, page.title)
    else:  # a trail between bars looks like a menu: 首页 | 道德之光 | 孝老爱亲
        bars = next((parts for i in range(first) if kinds[i] == "menu" and (parts := bars_of(lines[i].text))), [])
        page.channel = channel_of(bars, page.title)
    return max(start, last_info + 1, trail_end + 1 if not candidates else 0)


def _is_title_like(fields: Fields) -> bool:
    """Return whether a line that holds a date is a headline all the same."""
    return not fields.values and fields.n_rest > 12


def _choose_title(
    lines: Sequence[Line], candidates: list[int], last_info: int, first: int, page: Layout, *, known: bool
) -> int:
    """Set the title from the header's free lines; return the index of the line behind it."""
    if known:
        for i in candidates[:6]:
            if _same(lines[i].text, page.title) and i >= last_info - 8:
                page.reasons[i] = "title"
                return i + 1
        return last_info + 1 if last_info >= 0 else 0
    candidates = [i for i in candidates if not _MASTHEAD.fullmatch(lines[i].text.strip())] or candidates
    above = [i for i in candidates if i < last_info] if last_info >= 0 else candidates
    if last_info >= 0 and above:
        group = _last_group(lines, above)
    elif candidates:
        group = [candidates[0]]
        while group[-1] + 1 in candidates and _SUBTITLE.match(lines[group[-1] + 1].text):
            group.append(group[-1] + 1)
    elif first < len(lines) and last_info < 0:
        # Nothing but paragraphs: the first line is all the title there is, unless it is long.
        short = len(lines[first].text) <= 60 and lines[first].text[-1] != "。"
        group = [first] if short and first + 1 < len(lines) else []
    else:
        group = []
    # A headline in pieces has its subtitle below, a banner none: 院坝开讲 灶头议事 / ——某县实践活动扫描.
    while len(group) > 1 and not _SUBTITLE.match(lines[group[1]].text) and (pieces := banner_of(lines[group[0]].text)):
        page.reasons[group[0]] = "crumbs"
        page.banner = pieces
        del group[0]
    if not group:
        return last_info + 1
    below = [i for i in group[1:] if _SUBTITLE.match(lines[i].text) or _NUMBER.fullmatch(lines[i].text)]
    page.title = _join_title([lines[i].text for i in group if i not in below])
    page.reasons.update(dict.fromkeys(group, "title"))
    end = max(group[-1], last_info)
    if end + 1 in candidates and _SUBTITLE.match(lines[end + 1].text) and len(lines[end + 1].text) <= 50:
        below.append(end + 1)
        page.reasons[end + 1] = "title"
        end += 1
    page.subtitles = [lines[i].text for i in below]
    return end + 1


def _last_group(lines: Sequence[Line], above: list[int]) -> list[int]:
    """Return the title's lines: the block of free lines next above the information line."""
    group = [above[-1]]
    for i in reversed(above[:-1]):
        together = i == group[0] - 1 and not lines[group[0]].gap
        if not (together or _SUBTITLE.match(lines[group[0]].text)) or len(group) >= 3:
            break
        group.insert(0, i)
    while len(group) > 1 and _SITE.fullmatch(lines[group[0]].text):
        del group[0]
    return group


def _join_title(parts: list[str]) -> str:
    """Return a title of several lines as one."""
    joined = parts[0]
    for part in parts[1:]:
        joined += part if joined[-1] in "，：:、—" else f" {part}"
    return " ".join(joined.split())


def _same(text: str, title: str) -> bool:
    """Return whether a line repeats the title."""
    one, other = sorted(("".join(text.split()), "".join(title.split())), key=len)
    return one == other or (len(one) > 6 and 5 * len(one) > 4 * len(other) and one in other)


def _read_body(lines: Sequence[Line], kinds: Sequence[Furniture | None], start: int, page: Layout) -> None:
    """Sort the lines below the header."""
    stop = next(
        (i for i in range(start, len(lines)) if kinds[i] in ("step", "related") and _is_end(lines, kinds, start, i)),
        len(lines),
    )
    paragraphs = [i for i in range(start, stop) if kinds[i] is None and _is_paragraph(lines[i])]
    last = paragraphs[-1] if paragraphs else -1
    notice = bool(_NOTICE.search(page.title)) or any(is_day_line(lines[i].text) for i in range(last + 1, stop))
    indented = sum(lines[i].indent for i in paragraphs) * 2 > len(paragraphs)
    for i in range(start, stop):
        line = lines[i]
        if kinds[i] in ("footer", "contact") and i < last and _EVENT_LINE.match(line.text):
            page.body.append(line.text)
            page.reasons[i] = "body"
            continue
        if _take_marked(line.text, i, kinds[i], page, below=i > last) or kinds[i] is not None:
            continue
        if line.linked > 0.6 and line.text[-1] not in "。！？”":
            page.reasons[i] = "links"
            continue
        if _REPEATED.match(line.text) or (not page.body and page.title and _same(line.text, page.title)):
            page.reasons[i] = "repeated"
            continue
        if i <= last or last < 0 or notice or not _is_loose_caption(line, page, indented=indented):
            if i > last >= 0 and not notice and _BULLET.match(line.text) and line.text[-1] not in _ENDS:
                break
            page.body.append(line.text)
            page.reasons[i] = "body"
        elif _SIGNED.fullmatch(line.text):
            page.credits.append(line.text)
            page.reasons[i] = "credit"
        else:
            _add_captions(line.text, page)
            page.reasons[i] = "caption"
    for i in range(stop, len(lines)):
        line = lines[i]
        if kinds[i] != "related" and len(line.text) <= 100:
            _take_marked(line.text, i, kinds[i], page, below=True, after=True)


def take_body(lines: Sequence[Line], page: Layout) -> None:
    """Take lines that are known to be the article's own: marked captions, credits and editors are told from the body."""
    last = max((i for i, line in enumerate(lines) if _is_paragraph(line)), default=-1)
    for i, line in enumerate(lines):
        if not _take_marked(line.text, i, furniture_kind(line.text), page, below=i > last):
            page.body.append(line.text)


def _is_end(lines: Sequence[Line], kinds: Sequence[Furniture | None], start: int, i: int) -> bool:
    """Return whether a neighbour or related line ends the article, or stands above or amid it."""
    above, below = (
        sum(len(lines[j].text) for j in part if kinds[j] is None and _is_paragraph(lines[j]))
        for part in (range(start, i), range(i + 1, len(lines)))
    )
    return 2 * above >= below


def _take_marked(text: str, i: int, kind: str | None, page: Layout, *, below: bool, after: bool = False) -> bool:
    """Take a line that says itself what it is: caption, credit, editors; return whether it was one."""
    if len(text) > 160 or kind in ("crumbs", "step", "related"):
        return False
    if kind is None and is_marked_caption(text):
        _add_captions(text, page)
        page.reasons[i] = "caption"
        return True
    if kind in ("menu", "notice") and below and not after and is_credit_after_all(text, kind):
        page.credits.append(text)
        page.reasons[i] = "credit"
        return True
    if kind is None and is_credit(text) and (not after or text[0] in "(（"):
        fields = read_fields(text.strip("()（）"))
        if fields is None or not ({"editor", "review"} & fields.values.keys()):
            page.credits.append(text)
            page.reasons[i] = "credit"
            named = None if page.body or after else _WRITTEN.search(text)
            if named:
                page.tail.add("author", "作者", " ".join(re.split(r"[\s、&，]+", named[1].strip("】）)] "))))
            return True
    fields = read_fields(text.strip("()（）")) if ":" in text or "：" in text or below else None
    if fields is None or not (fields.values.keys() & _TAIL_KINDS):
        return False
    free = [piece for piece in fields.rest if not is_credit(piece)]
    if sum(map(len, free)) > 12 and kind is None:
        return False
    if not below and not fields.values.keys() & {"editor", "review"}:
        return False
    page.tail.merge(fields)
    page.reasons[i] = "information"
    if kind is None or not free:
        for piece in _WIDE_GAP.split(text):
            if not after and is_credit(piece.strip()) and not {"editor", "review"} & _kinds_of(piece):
                page.credits.append(piece.strip())
                page.reasons[i] = "credit"
    return True


def _kinds_of(text: str) -> set[str]:
    fields = read_fields(text.strip("()（） "))
    return set(fields.values) if fields else set()


def _add_captions(text: str, page: Layout) -> None:
    for caption, credit in split_captions(text):
        if caption:
            page.captions.append(caption)
        if credit:
            page.credits.append(credit)


def _is_loose_caption(line: Line, page: Layout, *, indented: bool) -> bool:
    """Return whether an unmarked line below the last paragraph is a caption."""
    text = line.text
    if _LISTED.match(text) or len(text) > 60 or _BULLET.match(text):
        return False
    if text[-1] not in _ENDS or looks_like_caption(text):
        return True
    apart = (line.gap and not line.indent) or bool(page.captions)
    return indented and not line.indent and apart and len(text) <= 40 and text[-1] == "。"
