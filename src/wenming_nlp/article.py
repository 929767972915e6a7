"""One article and what stands in it: frozen values. Tables are for many, these are for one."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date  # noqa: TC003  (a dataclass field: readers ask for its type at run time)
from typing import Literal

__all__ = ["Article", "Entity", "Home", "Paragraph", "Part"]

Part = Literal["title", "body", "caption", "credit"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of an article's text, as offsets.

    Attributes
    ----------
    start, end : int
        Half-open range of code points of `Article.text`.
    part : {"title", "body", "caption", "credit"}
        What the block is.
    """

    start: int
    end: int
    part: Part


@dataclass(frozen=True, slots=True)
class Article:
    """A page without its furniture.

    Attributes
    ----------
    id : str
        Path below the input root without its ending, or the record's own id.
    origin : str
        Where it came from, as messages name it.
    text : str
        All blocks joined by a line feed: title, body, captions, credits. Offsets in every table
        are code points of this string.
    paragraphs : tuple of Paragraph
        The blocks in order, not overlapping.
    published : datetime.date, optional
        Day of publication.
    source, author, editor, channel, url : str, optional
        As the page states them.
    """

    id: str
    origin: str
    title: str
    text: str
    paragraphs: tuple[Paragraph, ...]
    published: date | None = None
    source: str | None = None
    author: str | None = None
    editor: str | None = None
    channel: str | None = None
    url: str | None = None

    def blocks(self, *parts: Part) -> list[str]:
        """Return the text of the blocks of these parts, in order."""
        return [self.text[p.start : p.end] for p in self.paragraphs if p.part in parts]


@dataclass(frozen=True, slots=True)
class Entity:
    """A mention of something in an article.

    Attributes
    ----------
    start, end : int
        ``article.text[start:end] == text``.
    label : str
        One of `schema.LABEL`.
    name : str
        Canonical form: an organ's full local name, a place's full name, otherwise the text itself.
    code : str, optional
        Adcode of a place, ISO value of a date, number of a document.
    score : float
        How sure the rule is, 0 to 1.
    rule : str
        The name of the rule that found it.
    """

    start: int
    end: int
    text: str
    label: str
    name: str
    code: str | None = None
    score: float = 1.0
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Home:
    """The administrative unit that an article speaks from: whose 我区, 全县, 区委 it is.

    Attributes
    ----------
    name : str
        Prefecture-level and county-level name without province: 遵义市播州区; 福建省 for a province.
    adcode : str, optional
        Six-digit code of the lowest unit; null for one outside the official list (a development zone).
    units : dict of str to str
        Short name in use of each level by the character that stands for it:
        ``{"区": "播州区", "市": "遵义市", "省": "贵州省"}``; 循化县 for 循化撒拉族自治县; 自治区 is ``"自治区"``.
        ``"县"`` and ``"区"`` and ``"旗"`` name the county-level unit, ``"市"`` the one that 市委 means here
        (a county-level city where that is the home), ``"州"`` and ``"盟"`` the prefecture.
    """

    name: str
    adcode: str | None = None
    units: dict[str, str] = field(default_factory=dict)
