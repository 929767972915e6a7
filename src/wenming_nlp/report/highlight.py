"""Running text with its mentions marked: safe HTML for a notebook or a page."""

from __future__ import annotations

import html
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from wenming_nlp.errors import InputError
from wenming_nlp.report.data import Source

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Highlighted", "highlight", "highlight_article"]

#: Chinese names of the labels, for a legend.
LABEL_NAMES: Final = {
    "PERSON": "人名", "POST": "职务", "ORG": "机构", "PLACE": "地名", "DATE": "日期", "DOC": "文件",
    "EVENT": "会议活动", "SLOGAN": "提法", "QUANTITY": "数量",
}  # fmt: skip
# A half-transparent ground reads on white and on black; the line below tells labels apart without colour vision.
_HUES: Final = {
    "PERSON": "196 75 56", "POST": "186 128 42", "ORG": "52 110 150", "PLACE": "74 132 82", "DATE": "128 98 160",
    "DOC": "56 134 134", "EVENT": "176 82 128", "SLOGAN": "208 104 36", "QUANTITY": "120 120 120",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Highlighted:
    """HTML that a notebook shows as it is.

    Attributes
    ----------
    html : str
        Complete and escaped, styles included.
    """

    html: str

    def _repr_html_(self) -> str:
        return self.html

    def __str__(self) -> str:
        return self.html


def highlight(text: str, mentions: Iterable[Any], *, legend: bool = True) -> Highlighted:
    """Mark mentions in a text.

    Parameters
    ----------
    text : str
        Any text; it is escaped.
    mentions : iterable
        Objects with ``start``, ``end`` (code points of `text`) and ``label``: entities, or the rows of
        ``entities.itertuples()``, in any order. Of two that overlap the one that begins first is marked,
        of two that begin together the longer.
    legend : bool, default True
        Name the labels that occur above the text.

    Returns
    -------
    Highlighted

    Raises
    ------
    InputError
        If a mention lies outside of the text or has an unknown label.

    Examples
    --------
    >>> from wenming_nlp.article import Entity
    >>> shown = highlight("区长王文明<主持>", [Entity(2, 5, "王文明", "PERSON", "王文明")], legend=False)
    >>> "王文明</mark>&lt;主持&gt;" in shown.html
    True
    """
    parts: list[str] = []
    used: list[str] = []
    at = 0
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        start, end, label = mention.start, mention.end, str(mention.label)
        if not 0 <= start < end <= len(text):
            raise InputError(f"mention [{start}:{end}] lies outside of a text of {len(text)} characters")
        if label not in _HUES:
            raise InputError(f"mention [{start}:{end}]: expected a label of {', '.join(_HUES)}, got {label!r}")
        if start < at:
            continue
        parts += [html.escape(text[at:start]), _mark(label, text[start:end])]
        used.append(label)
        at = end
    parts.append(html.escape(text[at:]))
    body = "".join(parts).replace("\n", "<br>")
    top = ""
    if legend:
        names = [label for label in LABEL_NAMES if label in used]
        top = "<p>" + " ".join(_mark(label, LABEL_NAMES[label]) for label in names) + "</p>"
    return Highlighted(f'<div lang="zh-CN" style="line-height:2;max-width:46em">{top}<p>{body}</p></div>')


def highlight_article(analysis_or_path: Any, article_id: str, *, legend: bool = True) -> Highlighted:
    """Mark everything that was found in one article of an analysis.

    Parameters
    ----------
    analysis_or_path : Analysis or path
        The tables, in memory or as an output folder.
    article_id : str
    legend : bool, default True
        Name the labels that occur above the text.

    Raises
    ------
    InputError
        If there is no such article.
    """
    source = Source.open(analysis_or_path)
    article = source.read("articles", "article_id", "text", ids=[article_id])
    if article.empty:
        raise InputError(f"no article {article_id!r} in this analysis")
    mentions = source.read("entities", "start", "end", "label", "article_id", ids=[article_id])
    return highlight(article["text"].iloc[0], mentions.itertuples(index=False), legend=legend)


def _mark(label: str, text: str) -> str:
    hue = _HUES[label]
    style = f"background:rgb({hue} / .16);border-bottom:2px solid rgb({hue} / .8);color:inherit;padding:0 .1em"
    return f'<mark title="{LABEL_NAMES[label]}" data-label="{label}" style="{style}">{html.escape(text)}</mark>'
