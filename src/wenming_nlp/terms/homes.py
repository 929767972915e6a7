"""How a text names the place it speaks from, for filing: 播州区, or 播州 where only that stands in the title."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from wenming_nlp.article import Article, Home
    from wenming_nlp.terms.headings import Profile

__all__ = ["name_home"]

_UNITS: Final = "自治县|自治旗|自治州|新区|林区|特区|区|县|市|旗|盟|州"
_UNIT: Final = re.compile(f"(?:{_UNITS})$")
_LOWER: Final = re.compile("(?:镇|乡|街道|村|社区|苏木|嘎查|寨|庄|里|路|街|广场|公园)$")
_SOURCE: Final = re.compile("^[\u4e00-\u9fff]{2,6}?[区县市旗]")
_HEAD: Final = re.compile("^([\u4e00-\u9fff]{2,7})[:：]")
_VOTE: Final = 4.0


def name_home(article: Article, counted: Profile, labels: dict[str, str], home: Home | None = None) -> tuple[str, str]:
    """Return how the text names its place, and the other form of that name; empty strings where unknown.

    Parameters
    ----------
    article : Article
    counted : Profile
        Of the article.
    labels : dict of str to str
        Labels of what was found as mentions; without any PLACE, words tagged ``ns`` are read as places.
    home : Home, optional
        The unit that the article speaks from, if it is known; it outweighs everything but a place in the title.

    Returns
    -------
    (str, str)
        The form that a librarian would take: the one in the title, otherwise the full one.
    """
    text, stop = counted.text, counted.stop
    title = text[: counted.title_end]
    places = [term for term, label in labels.items() if label == "PLACE"]
    if not places:
        places = [word for word, tag in zip(counted.words, counted.pos, strict=True) if tag == "ns"]
    votes = dict.fromkeys((_base(term) for term in places if len(term) > 1 and not _LOWER.search(term)), 0.0)
    if home:
        lowest = next((unit for key in "县区旗市州盟" if (unit := home.units.get(key))), home.name)
        votes[_base(lowest)] = votes.get(_base(lowest), 0.0) + 2 * _VOTE
    source = _SOURCE.match(article.source or "")
    if source and not home:
        votes[_base(source[0])] = votes.get(_base(source[0]), 0.0) + _VOTE
    head = _HEAD.match(title)
    if head and (_UNIT.search(head[1]) or head[1] in votes):
        votes[_base(head[1])] = votes.get(_base(head[1]), 0.0) + _VOTE
    best, top = "", 0.0
    for base, vote in votes.items():
        n = text.count(base, 0, stop)
        score = vote + n + (3.0 if base in title else 0.0)
        if n and score > top:
            best, top = base, score
    if not best:
        return "", ""
    full = re.search(f"{best}(?:{_UNITS})", text[:stop])
    if not full:
        return best, ""
    if best in title and full[0] not in title:
        return best, full[0]
    return full[0], best


def _base(name: str) -> str:
    """Return a unit's name without its last word, where two characters remain."""
    match = _UNIT.search(name)
    return name[: match.start()] if match and match.start() >= 2 else name
