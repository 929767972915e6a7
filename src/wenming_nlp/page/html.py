"""Markup to blocks, and which of them are the article's.

The parser is lxml's: it is fast, already needed, repairs broken markup in linear time, and its depth is
bounded (lexbor takes quadratic time on markup that nests without end). Where even its depth is not
enough, tags are cut out of the text instead.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from typing import Any, Final, NamedTuple

from lxml import etree
from lxml import html as lxml_html

from wenming_nlp.page.lines import Line, clean

__all__ = ["Document", "Node", "document_of", "parse_html", "parse_root", "strip_tags"]

_INLINE: Final = frozenset(
    (
        "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark nobr o:p q rp "
        "rt ruby s samp small span strike strong sub sup time tt u var wbr st1:chsdate"
    ).split()
)
_SKIPPED: Final = frozenset(
    (
        "script style noscript template iframe svg math select option button textarea object embed canvas "
        "audio video map head input link meta base applet noframes frameset datalist"
    ).split()
)
_HIDDEN: Final = re.compile(r"display\s*:\s*none", re.IGNORECASE)
# Names that sites give to what is not the article, and to what is. Matched on parts of words because sites
# write newsComment, comment_box, cmt-list; "ad" only as a word of its own.
_OTHER: Final = re.compile(
    r"comment|pinglun|\bcmt|recommend|relat|relevan|\brank|paihang|hot|side(?:bar)?\b|aside|foot|copyright|\bnav|navi"
    r"|menu|crumb|share|fenxiang|tool|\bads?\b|\bad[-_]|advert|guanggao|banner|\btags?\b|keyword|pagin|pager|prev|next"
    r"|statement|disclaim|shengming|login|search|qrcode|\bewm|erweima|more|copy|reply|toutiao-list|tuijian|xiangguan|popup"
    r"|dialog|modal|friend|yqlj|weibo|sns|\blinks?\b|bottom|\bright\b|subscribe|report|jubao|position|location|read-?also|guess",
    re.IGNORECASE,
)
_OWN: Final = re.compile(
    r"article|art_|content|detail|\btext|txt|zoom|TRS|editor|news_?body|post_?(?:body|text)|entry|main_?body|zhengwen|wenzhang"
    r"|richtext|endtext|story|neirong|\binfo_?con|js_content|articleBody",
    re.IGNORECASE,
)
_PROSE: Final = re.compile("[，。；：！？、“”]")
_END: Final = re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)
_MAX_DEPTH: Final = 2000  # a little less than where libxml2 gives up
_SHARE: Final = 0.6  # a child with this share of its parent's prose holds the article


class Block(NamedTuple):
    """A piece of text between two block boundaries, and the index of the node that it stands in."""

    line: Line
    node: int


@dataclass(slots=True)
class Node:
    """A block element: its parent's index, its names, and the prose below it."""

    parent: int
    tag: str
    names: str
    mass: float = 0.0


@dataclass(slots=True)
class Document:
    """A page's blocks in order, the tree above them, and what its head states.

    Attributes
    ----------
    blocks : list of Block
        All text of the page but scripts, forms' options and hidden parts.
    nodes : list of Node
        Block elements, parents before children; 0 is the root.
    meta : dict of str to str
        Contents of meta elements by lower-case name.
    title : str
        The title element.
    times : list of str
        Values of time elements.
    """

    blocks: list[Block] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)
    meta: dict[str, str] = field(default_factory=dict)
    title: str = ""
    times: list[str] = field(default_factory=list)

    def path(self, node: int) -> list[int]:
        """Return the node and its ancestors, innermost first."""
        found = []
        while node >= 0:
            found.append(node)
            node = self.nodes[node].parent
        return found

    def article(self) -> tuple[int, int, set[int]]:
        """Return the range of blocks that hold the article, and the indices in it that are something else."""
        inside = self._weigh()
        best = self._container()
        member = self._below(best)
        own = [i for i, block in enumerate(self.blocks) if member[block.node]]
        if not own:
            return 0, 0, set()
        total = self.nodes[best].mass
        other = {i for i in own if any(self._is_other(node, best, total) for node in inside[i])}
        other |= set(range(own[0], own[-1] + 1)) - set(own)
        return own[0], own[-1] + 1, other

    def label(self, node: int) -> str:
        """Return a block element as a selector names it, the innermost one with names: ``div#zoom.content``."""
        named = next((self.nodes[i] for i in self.path(node) if self.nodes[i].names), self.nodes[node])
        return ".".join([named.tag, *named.names.split()])

    def furniture_above(self, node: int) -> str:
        """Return the nearest element around a node that its names make furniture, empty where none does."""
        for i in self.path(node):
            names = self.nodes[i].names
            if names and _OTHER.search(names) and not _OWN.search(names):
                return ".".join([self.nodes[i].tag, *names.split()])
        return ""

    def _weigh(self) -> list[list[int]]:
        """Add up the prose of every node; return for each block the nodes above it whose names say it is furniture."""
        suspects: dict[int, list[int]] = {-1: []}
        weights: dict[int, float] = {-1: 1.0}
        for index, node in enumerate(self.nodes):
            above, weight = suspects[node.parent], weights[node.parent]
            if node.names:
                if _OTHER.search(node.names) and not _OWN.search(node.names):
                    above, weight = [*above, index], min(weight, 0.1)
                elif _OWN.search(node.names) and weight == 1.0:
                    weight = 1.6
            suspects[index], weights[index] = above, weight
        for block in self.blocks:
            text = block.line.text
            marks = len(_PROSE.findall(text))
            if block.line.linked > 0.5 or (not marks and len(text) < 40):
                continue
            worth = len(text) * (1 - block.line.linked) * weights[block.node] * min(1.0, 0.4 + marks / 5)
            self.nodes[block.node].mass += worth
        for node in reversed(self.nodes):
            if node.parent >= 0:
                self.nodes[node.parent].mass += node.mass
        return [suspects[block.node] for block in self.blocks]

    def _container(self) -> int:
        """Return the innermost node that holds most of the prose."""
        children: dict[int, list[int]] = {}
        for index, node in enumerate(self.nodes):
            children.setdefault(node.parent, []).append(index)
        at = 0
        while True:
            below = children.get(at, [])
            if not below:
                return at
            best = max(below, key=lambda i: self.nodes[i].mass)
            if self.nodes[best].mass < _SHARE * self.nodes[at].mass or self.nodes[best].tag == "p":
                return at
            at = best

    def _below(self, top: int) -> bytearray:
        """Return for each node whether it is the top one or below it."""
        member = bytearray(len(self.nodes))
        member[top] = 1
        for index, node in enumerate(self.nodes):
            if node.parent >= 0 and member[node.parent]:
                member[index] = 1
        return member

    def _is_other(self, node: int, top: int, total: float) -> bool:
        """Return whether a node below the article's is furniture: by its names, unless it holds much of the prose."""
        return node > top and self.nodes[node].mass < 0.3 * total


def parse_html(text: str) -> Document | None:
    """Parse a page; null where it has no element or nests too deep to be kept whole."""
    root = parse_root(text)
    return None if root is None else document_of(root)


def parse_root(text: str) -> Any:
    """Return the root element of a page, null where it has none."""
    # An end tag of the whole in the midst of it, left by a template, would end the page for libxml2.
    data = _END.sub("", text.replace("\x00", "")).encode("utf-8", "replace")
    parser = lxml_html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(data, parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def document_of(root: Any) -> Document | None:
    """Return the blocks of an element and the tree above them; null where it nests too deep to be kept whole."""
    document = Document()
    _read_head(root, document)
    return document if _Walk(document).walk(root) else None


def _read_head(root: Any, document: Document) -> None:
    for element in root.iter("meta"):
        name = element.get("name") or element.get("property") or element.get("itemprop") or ""
        content = (element.get("content") or "").strip()
        if name and content:
            document.meta.setdefault(name.strip().lower(), clean(content))
    title = next(root.iter("title"), None)
    if title is not None:
        document.title = " ".join(clean("".join(title.itertext())).split())
    for element in root.iter("time"):
        document.times.append(element.get("datetime") or "".join(element.itertext()))


class _Walk:
    """One pass over the tree, without recursion, that cuts its text into blocks."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.parts: list[str] = []
        self.linked = 0
        self.gap = False

    def walk(self, root: Any) -> bool:
        """Fill the document; return whether the tree was not too deep."""
        # Work is a stack of (element, node of its block, level of its heading, whether in a link); a string
        # is text that follows an element, None closes a block.
        nodes = self.document.nodes
        nodes.append(Node(-1, "html", ""))
        stack: list[tuple[Any, int, int, bool, int]] = [(root, 0, 0, False, 0)]
        while stack:
            item, node, level, link, depth = stack.pop()
            if item is None:
                self._flush(node, level)
                continue
            if isinstance(item, str):
                self._text(item, link=link)
                continue
            if depth > _MAX_DEPTH:
                return False
            tag = item.tag
            if not isinstance(tag, str):
                continue
            if tag == "br":
                self._flush(node, level)
                continue
            if tag in _SKIPPED or self._hidden(item):
                continue
            inner, inner_level, inner_link = node, level, link or tag == "a"
            if tag not in _INLINE:
                self._flush(node, level)
                nodes.append(Node(node, tag, f"{item.get('class') or ''} {item.get('id') or ''}".strip()))
                inner = len(nodes) - 1
                inner_level = int(tag[1]) if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit() else level
                self.gap = self.gap or tag == "p"
                stack.append((None, inner, inner_level, False, depth))
            for child in reversed(item):
                if child.tail:
                    stack.append((child.tail, inner, inner_level, inner_link, depth))
                stack.append((child, inner, inner_level, inner_link, depth + 1))
            if item.text:
                self._text(item.text, link=inner_link)
        self._flush(0, 0)
        return True

    @staticmethod
    def _hidden(element: Any) -> bool:
        style = element.get("style")
        if element.tag in ("html", "body") or not style or not _HIDDEN.search(style):
            return False
        return not _OWN.search(f"{element.get('class') or ''} {element.get('id') or ''}")

    def _text(self, text: str, *, link: bool) -> None:
        self.parts.append(text)
        if link:
            self.linked += len(text.strip())

    def _flush(self, node: int, level: int) -> None:
        if not self.parts:
            return
        raw = clean("".join(self.parts)).replace("\n", " ").replace("\t", " ")
        text = raw.strip()
        if text:
            indent = raw.lstrip(" ").startswith("\u3000") or raw.startswith("  ")
            share = min(1.0, self.linked / len(text))
            self.document.blocks.append(Block(Line(text, indent, self.gap, level, share), node))
            self.gap = False
        self.parts.clear()
        self.linked = 0


_DROPPED: Final = re.compile(r"<(?:script|style)\b|<!--|<[/!?]?[A-Za-z]", re.IGNORECASE)
_BLOCK_TAGS: Final = frozenset(("p div br tr td th li ul ol dl dt dd h1 h2 h3 h4 h5 h6 table section article").split())


def strip_tags(text: str) -> str:
    r"""Return markup as plain lines, for pages that no parser keeps whole; linear in time on any input.

    Examples
    --------
    >>> strip_tags("<div>标题<p>正文&amp;结尾<script>var a;</script><!-- -->").split("\n")
    ['', '标题', '正文&结尾']
    """
    parts: list[str] = []
    low = text.lower()
    at = 0
    while True:
        opening = _DROPPED.search(text, at)
        if opening is None:
            parts.append(text[at:])
            break
        parts.append(text[at : opening.start()])
        head = opening.group().lower()
        ending = "-->" if head == "<!--" else f"</{head[1:]}" if head in ("<script", "<style") else ">"
        close = low.find(ending, opening.end())
        if close < 0:
            break
        name = re.match(r"[a-z0-9]+", low[opening.start() + 1 : opening.start() + 12].lstrip("/!?"))
        parts.append("\n" if name and name.group() in _BLOCK_TAGS else "")
        at = close + len(ending)
        if ending not in ("-->", ">"):
            at = low.find(">", at) + 1 or len(text)
    return unescape("".join(parts))
