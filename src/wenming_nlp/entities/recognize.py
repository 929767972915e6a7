"""All recognisers in their order, and the one place where overlapping mentions are settled."""

from __future__ import annotations

import re
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from wenming_nlp.entities.citations import find_citations
from wenming_nlp.entities.custom import CustomLists, enter, find_custom, own_posts, yields
from wenming_nlp.entities.dates import find_dates
from wenming_nlp.entities.gazetteer import load_gazetteer
from wenming_nlp.entities.labeller import relabel
from wenming_nlp.entities.mentions import Cover, Mention
from wenming_nlp.entities.organs import find_organs
from wenming_nlp.entities.people import PeopleFinder
from wenming_nlp.entities.places import drop_guessed, find_places
from wenming_nlp.entities.posts import find_posts, is_many
from wenming_nlp.entities.quantities import find_quantities
from wenming_nlp.entities.scan import scan_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wenming_nlp.article import Article, Home
    from wenming_nlp.entities.posts import Post
    from wenming_nlp.text.tokens import Tokens

__all__ = ["recognize", "settle"]

#: What wins where mentions overlap and neither is longer.
_ORDER: Final = {
    label: i for i, label in enumerate(("DOC", "EVENT", "POST", "ORG", "PERSON", "DATE", "SLOGAN", "PLACE", "QUANTITY"))
}
#: What names a medium or an office at its end; 本站, a township or a person behind 来源 is none.
#: What leads from a name to the office that its bearer comes to hold.
_BECAME: Final = re.compile(r"(?:当选为?|当上了?|现任|出任)\Z")
_SUPPLIER: Final = re.compile(
    r"^(?!本|原创)[\u4e00-\u9fff“”·]{2,20}(?:报|网|刊|融媒|融媒体|发布|观察|在线|公众号|客户端|电视|广播|周刊|杂志|频道|平台|传媒|新闻|资讯|论坛|热线|快报|文明|之声|日报|微信)$"
)
#: What may stand between a post and the name it belongs to.
_FORMULAS: Final = frozenset(("EVENT", "SLOGAN"))
_START: Final = attrgetter("start")
_ASIDES: Final = frozenset(" \u3000\xa0：:")
#: A standing conference that is convened is a meeting: …工作联席会议在县行政中心召开.
_CONVENED: Final = re.compile(r"(?:[在于][^，。；\n]{2,16})?(?:召开|举行)")


def recognize(article: Article, tokens: Tokens, home: Home | None, custom: CustomLists | None = None) -> list[Mention]:
    """Find everything that is named in an article.

    Parameters
    ----------
    article : Article
    tokens : Tokens
        The words of ``article.text``; nothing is cut again.
    home : Home or None
        The unit that the article speaks from, which tells same-named places apart.
    custom : CustomLists, optional
        A user's own posts, organs, people and places; nothing of ours crosses them.

    Returns
    -------
    list of Mention
        In order of the text, not overlapping: the longest wins, documents and meetings swallow what
        they contain, a post its organ, an organ its place.
    """
    text = article.text
    custom = custom or CustomLists()
    given = find_custom(text, custom)
    certain = Cover(len(text))
    certain.take_free(_clear(find_citations(text, certain), given, text))
    certain.take_free(_clear(find_dates(text, certain, article.published), given, text))
    quantities = find_quantities(text, certain)

    places = [(start, end) for start, end, _ in load_gazetteer().scan(text)]
    scan = scan_text(text, tokens, places)
    if given:
        enter(scan, given, custom)
    posts = find_posts(scan, certain)
    if given:
        posts = own_posts(posts, given, text, custom)
    scan.offices = {p.end: p.kind + "+" * p.strong for p in posts}
    organs_cover = Cover(len(text), certain.mentions)
    organs_cover.take_free(Mention(p.start, p.end, "POST", "grammar") for p in posts if p.strong)
    organs = [
        Mention(o.start, o.end, "ORG", f"organ-{o.kind}", 0.9)
        for o in find_organs(scan, organs_cover)
        if not (text.endswith("联席会议", o.start, o.end) and _CONVENED.match(text, o.end))
    ]
    organs = [*(m for m in given if m.label == "ORG"), *_clear(organs, given, text)]
    organs += _supplier(article, organs)

    people_cover = Cover(len(text), certain.mentions)
    people_cover.take_free(organs)
    people_cover.take_free(Mention(p.start, p.end, "POST", "grammar") for p in posts if p.strong)
    finder = PeopleFinder(scan, people_cover, posts)
    finder.found.update({m.start: m for m in given if m.label == "PERSON"})
    people = _clear(finder.find(), given, text)
    listed = {m.end for m in given if m.label == "POST"}
    offices = [
        Mention(
            p.start, p.end, "POST", "custom-posts" if p.end in listed else f"post-{p.kind}", 0.95 if p.strong else 0.8
        )
        for p in _held(text, posts, people)
    ]
    named = settle([*certain.mentions, *organs, *offices, *people])
    formulas = list(_formulas(article, Cover(len(text), named)))
    # An organ that a meeting's name swallows hides no place: 弥勒市|召开文明城市创建工作专班第七次调度会.
    standing = [m for m in settle([*named, *formulas]) if m.label not in _FORMULAS]
    found_places = find_places(text, tokens, Cover(len(text), standing), home)
    more = [*found_places, *quantities, *formulas]
    named = drop_guessed(named, found_places, text)
    places_given = [m for m in given if m.label == "PLACE"]
    ruled = settle([*named, *_clear(more, given, text), *places_given])
    own = [m for m in ruled if m.rule.startswith("custom")]
    return relabel(scan, ruled, own, local=home is not None)


def _supplier(article: Article, organs: Sequence[Mention]) -> list[Mention]:
    """Return the organisation behind 来源 where no list knows it: 祁连山报, 西部文明网, 玉屏融媒."""
    name = article.source or ""
    if not _SUPPLIER.search(name):
        return []
    taken = {at for organ in organs for at in (organ.start, organ.end - 1)}
    found = []
    for block in article.paragraphs:
        start = article.text.find(name, block.start, block.end) if block.part == "credit" else -1
        if start >= 0 and start not in taken and start + len(name) - 1 not in taken:
            found.append(Mention(start, start + len(name), "ORG", "source-line", 0.9))
    return found


def _clear(mentions: Iterable[Mention], given: Sequence[Mention], text: str) -> list[Mention]:
    """Return the mentions that cross nothing a user lists."""
    return [m for m in mentions if not yields(m, given, text)] if given else list(mentions)


def _formulas(article: Article, cover: Cover) -> Iterable[Mention]:
    """Return meetings and slogans, which may contain what is named already."""
    from wenming_nlp.entities.meetings import find_meetings  # noqa: PLC0415
    from wenming_nlp.entities.slogans import find_slogans  # noqa: PLC0415

    yield from find_meetings(article.text, article.paragraphs, cover)
    yield from find_slogans(article.text, cover)


def _held(text: str, posts: Sequence[Post], people: Sequence[Mention]) -> list[Post]:
    """Return the posts that are offices: those that name their organ, and bare ones beside a person."""
    starts = {mention.start for mention in people}
    ends = {mention.end for mention in people}
    kept: list[Post] = []
    for post in reversed(posts):
        beside = _reaches(text, post.end, starts) or post.start in ends
        if not beside and kept and post.end + 1 == kept[-1].start and text[post.end] in "、兼":
            beside = not kept[-1].strong or _reaches(text, kept[-1].end, starts)  # 书记、主任 + name
        if not beside and post.start and text[post.start - 1] in "（(，、,任兼":
            at = post.start - (2 if text.endswith("担任", 0, post.start) else 1)
            if text[at - 1] == "）" and text[post.start - 1] == "任":
                at = max(text.rfind("（", 0, at), 0)  # 甲（市委副书记）任组长
            beside = at in ends
        if not beside and (became := _BECAME.search(text, max(0, post.start - 4), post.start)):
            beside = became.start() in ends
        if beside or (post.strong and not is_many(text, post)):
            kept.append(post)
    kept.reverse()
    return kept


def _reaches(text: str, at: int, starts: set[int]) -> bool:
    """Return whether a name begins here, but for white space and a remark in parentheses."""
    if text[at : at + 1] in {"（", "("}:
        closing = min((i for i in (text.find("）", at), text.find(")", at)) if i > 0), default=at)
        if closing - at < 10:
            at = closing + 1
    while at < len(text) and text[at] in _ASIDES:
        at += 1
    return at in starts


def settle(mentions: Iterable[Mention]) -> list[Mention]:
    """Drop what overlaps a longer or a stronger mention.

    Examples
    --------
    >>> post, organ = Mention(0, 6, "POST", "a"), Mention(0, 4, "ORG", "b")
    >>> settle([organ, post]) == [post]
    True
    """
    kept: list[Mention] = []
    heap: list[Mention] = []  # mentions that touch one another; only among these anything is to be settled
    reach = -1
    for mention in sorted(mentions, key=_START):
        if mention.start >= reach:
            kept += _strongest(heap)
            heap = []
        heap.append(mention)
        reach = max(reach, mention.end)
    return kept + _strongest(heap)


def _strongest(heap: list[Mention]) -> list[Mention]:
    """Return, in order of the text, what stays of mentions that touch one another."""
    if len(heap) < 2:
        return heap
    heap.sort(key=lambda m: (m.start - m.end, _ORDER[m.label], m.start, m.rule))
    kept: list[Mention] = []
    for mention in heap:
        if all(mention.end <= other.start or other.end <= mention.start for other in kept):
            kept.append(mention)
    return sorted(kept)
