"""A page of a site for which there are rules: what these select is taken, the rest is read as ever."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wenming_nlp.page.days import find_day
from wenming_nlp.page.fields import read_fields
from wenming_nlp.page.html import document_of, parse_root
from wenming_nlp.page.layout import Layout, take_body
from wenming_nlp.page.rules import compiled
from wenming_nlp.page.web import Placed, place_document, place_html

if TYPE_CHECKING:
    from wenming_nlp.page.rules import SiteRule

__all__ = ["place_by_rule"]


def place_by_rule(text: str, rule: SiteRule, *, url: str | None = None) -> Placed:
    """Sort a page's markup into the article's parts by the rule of its site.

    A selector that finds nothing on the page leaves its field to the usual reading.
    """
    root = parse_root(text)
    if root is None:
        return place_html(text, url=url)
    for selector in rule.drop:
        for element in compiled(selector)(root):
            _remove(element)
    document = document_of(root)
    if document is None or not document.blocks:
        return place_html(text, url=url)
    placed = place_document(document, url=url)
    page = placed.page
    title = _text(root, rule.title)
    if title:
        page.title = title
    day = find_day(_text(root, rule.date))
    if day is not None:
        page.header.days.append((9, day))  # above all others
    for name, selectors in (("source", rule.source), ("author", rule.author)):
        stated = _text(root, selectors)
        if stated:
            fields = read_fields(stated)
            page.header.values[name] = [(fields.first(name) if fields else None) or stated]
    for selector in rule.body:
        chosen = _outermost(compiled(selector)(root))
        parts = [part for part in map(document_of, chosen) if part is not None]
        lines = [block.line for part in parts for block in part.blocks]
        if lines:
            own = Layout(title=page.title)
            take_body(lines, own)
            page.body, page.captions, page.credits = own.body, own.captions, own.credits
            page.tail.merge(own.tail)
            break
    return placed


def _text(root: Any, selectors: tuple[str, ...]) -> str:
    """Return the text of the first element that any selector finds with text in it."""
    for selector in selectors:
        for element in compiled(selector)(root):
            # A meta element has its text in an attribute.
            text = element.get("content") if element.tag == "meta" else None
            document = document_of(element) if text is None else None
            lines = [block.line.text for block in document.blocks] if document else [text or ""]
            joined = " ".join(" ".join(lines).split())
            if joined:
                return joined
    return ""


def _outermost(elements: list[Any]) -> list[Any]:
    """Return the elements that stand in no other of them, in the page's order."""
    chosen = set(elements)
    return [element for element in elements if not any(above in chosen for above in element.iterancestors())]


def _remove(element: Any) -> None:
    """Take an element out of the tree; the text behind it stays."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)
