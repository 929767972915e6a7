"""Why a page came out as it did: what each of its blocks was taken for, and why the others were dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from wenming_nlp.errors import InputError, PageError
from wenming_nlp.page.decode import decode_page
from wenming_nlp.page.fields import read_fields
from wenming_nlp.page.furniture import furniture_kind
from wenming_nlp.page.layout import lay_out
from wenming_nlp.page.lines import split_lines
from wenming_nlp.page.read import article_of, is_html
from wenming_nlp.page.ruled import place_by_rule
from wenming_nlp.page.web import place_html

if TYPE_CHECKING:
    from wenming_nlp.article import Article
    from wenming_nlp.page.layout import Layout
    from wenming_nlp.page.rules import SiteRules
    from wenming_nlp.page.web import Placed

__all__ = ["Block", "Inspection", "inspect"]

_KEPT: Final = frozenset(("title", "body", "caption", "credit", "information"))
#: Why a block is no part of the article.
_REASONS: Final = {
    "crumbs": "a trail of crumbs",
    "menu": "a menu or buttons",
    "step": "a link to the previous or next article",
    "related": "the head of related reports",
    "notice": "a notice of the site",
    "footer": "a footer",
    "contact": "an address or telephone number",
    "links": "more than half of it is links",
    "repeated": "it repeats the title",
    "above": "it stands above the title or between title and body",
    "below": "it stands below the end of the article",
    "outside": "it stands outside the element that holds the article",
}
_NEAR: Final = 15  # blocks above the article of which the information line may be one


class Block(NamedTuple):
    """A block of a page: what it was taken for, and the reason where it was dropped.

    Attributes
    ----------
    text : str
    role : str
        title, body, caption, credit, information (when, from whom, by whom) or dropped.
    reason : str
        Empty for what was kept.
    """

    text: str
    role: str
    reason: str = ""


class Inspection(NamedTuple):
    """What a page was taken for.

    Attributes
    ----------
    article : Article or None
        Null where no article was found.
    problem : str
        Why there is none.
    container : str
        The HTML element that was taken for the article's own, empty for text as copied off a site.
    blocks : tuple of Block
        Everything that stands on the page, in its order.
    """

    article: Article | None
    problem: str
    container: str
    blocks: tuple[Block, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, as for JSON."""
        names = ("title", "published", "source", "author", "editor", "channel", "url")
        stated = {} if self.article is None else {name: getattr(self.article, name) for name in names}
        if stated and stated["published"] is not None:
            stated["published"] = stated["published"].isoformat()
        return {
            **stated,
            "problem": self.problem or None,
            "container": self.container or None,
            "blocks": [block._asdict() for block in self.blocks],
        }


def inspect(
    content: bytes | str, *, url: str | None = None, origin: str = "", rules: SiteRules | None = None
) -> Inspection:
    r"""Return what each block of a page was taken for, and why others were dropped.

    Parameters
    ----------
    content : bytes or str
        HTML, or text as copied off a site; as `read_page` takes it.
    url : str, optional
        The page's address.
    origin : str, optional
        Where the page came from; a folder of it may name the host.
    rules : SiteRules, optional
        Selectors for single sites; see `wenming_nlp.page.rules`.

    Returns
    -------
    Inspection

    Raises
    ------
    InputError
        If the content is neither text nor bytes.
    PageError
        If the content is no text. A page without an article raises nothing: see ``problem``.

    Examples
    --------
    >>> page = "首页 > 要闻\n某区召开推进会\n时间:2021-04-06\n　　4月5日,某区召开推进会。\n上一篇：没有了"
    >>> for block in inspect(page).blocks:
    ...     print(block.role, "|", block.text, "|", block.reason)
    dropped | 首页 > 要闻 | a trail of crumbs
    title | 某区召开推进会 |
    information | 时间:2021-04-06 |
    body | 4月5日,某区召开推进会。 |
    dropped | 上一篇：没有了 | a link to the previous or next article
    """
    if not isinstance(content, bytes | str):
        raise InputError(f"content: expected the text or the HTML of a page, got {type(content).__name__}")
    text = decode_page(content) if isinstance(content, bytes) else content
    container = ""
    if is_html(text):
        rule = rules.of(url=url, origin=origin, text=text) if rules else None
        placed = place_html(text, url=url) if rule is None else place_by_rule(text, rule, url=url)
        page = placed.page
        if rule is not None and placed.document is not None:
            container = " ".join(rule.body) or _container(placed)
            blocks = _blocks_by_rule(placed)
        elif placed.document is not None:
            container = _container(placed)
            blocks = _blocks_of_html(placed)
        else:
            from wenming_nlp.page.html import strip_tags  # noqa: PLC0415  (rare: markup that no parser keeps)

            blocks = _blocks_of_lines([line.text for line in split_lines(strip_tags(text))], page)
    else:
        lines = split_lines(text)
        page = lay_out(lines)
        blocks = _blocks_of_lines([line.text for line in lines], page)
    try:
        article, problem = article_of(page, article_id="page", origin="page", url=url), ""
    except PageError as error:
        article, problem = None, str(error).removeprefix("page: ")
    return Inspection(article, problem, container, tuple(blocks))


def _block(text: str, found: str) -> Block:
    return Block(text, found) if found in _KEPT else Block(text, "dropped", _REASONS.get(found, found))


def _blocks_of_lines(texts: list[str], page: Layout) -> list[Block]:
    return [
        _block(text, page.reasons.get(i) or ("above" if i < page.start else "below")) for i, text in enumerate(texts)
    ]


def _container(placed: Placed) -> str:
    document = placed.document
    assert document is not None
    if not placed.own:
        return ""
    paths = [document.path(document.blocks[i].node) for i in placed.own]
    common = set(paths[0]).intersection(*paths[1:])
    return document.label(max(common))


def _blocks_of_html(placed: Placed) -> list[Block]:
    document, page = placed.document, placed.page
    assert document is not None
    index = {block: line for line, block in enumerate(placed.own)}
    first = placed.own[0] if placed.own else 0
    titled = " ".join(page.title.split())
    named = any(reason == "title" for reason in page.reasons.values())
    # Of several blocks above that repeat the title the nearest is it.
    heads = [i for i in range(first) if " ".join(document.blocks[i].line.text.split()) == titled]
    head = heads[-1] if heads and not named else -1
    stated = {str(day) for _, day in page.header.days} | {v for vs in page.header.values.values() for v in vs if v}
    found = []
    for i, block in enumerate(document.blocks):
        text = block.line.text
        if i in index:
            line = index[i]
            reason = page.reasons.get(line) or ("above" if line < page.start else "below")
        elif i == head:
            reason = "title"
        elif max(0, head, first - _NEAR) <= i < first and _informs(text, stated):
            reason = "information"
        elif i in placed.other:
            element = document.furniture_above(block.node)
            reason = f"it stands in {element}, whose name says that it is furniture" if element else "outside"
        else:
            reason = furniture_kind(text) or "outside"
        found.append(_block(text, reason))
    return found


def _blocks_by_rule(placed: Placed) -> list[Block]:
    """Return the blocks by what the layout holds of them; the rule, not our reading, has decided."""
    document, page = placed.document, placed.page
    assert document is not None
    roles = dict.fromkeys(page.credits, "credit") | dict.fromkeys(page.body, "body")
    roles |= {page.title: "title"}
    usual = _blocks_of_html(placed)
    found = []
    for block in usual:
        role = roles.get(block.text) or (block.role if block.role in ("caption", "information") else "")
        found.append(Block(block.text, role) if role else Block(block.text, "dropped", block.reason or "a site rule"))
    return found


def _informs(text: str, stated: set[str]) -> bool:
    """Return whether a line above the article is one that its date, source or author were read from."""
    fields = read_fields(text)
    if fields is None or not fields.is_information:
        return False
    values = {v for vs in fields.values.values() for v in vs}
    return bool(stated & ({str(day) for _, day in fields.days} | values))
