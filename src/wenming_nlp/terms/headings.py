"""The subject headings of campaign news, and what a text holds of them.

Headings are the terms of `resources/taxonomy.toml` (with a weight for each topic) and of
`resources/headings.tsv` (with a facet: event, action, object, people, document). Longer ones are found by one
Aho-Corasick pass wherever they stand; those of one or two characters only where they are a word.
"""

from __future__ import annotations

import tomllib
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from math import log1p
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from wenming_nlp.resources import read_rows, read_text

if TYPE_CHECKING:
    from wenming_nlp.article import Article
    from wenming_nlp.text.tokens import Tokens

__all__ = ["FACETS", "Headings", "Profile", "load_headings", "profile", "read_taxonomy", "strength_of"]

#: Kinds of headings; a taxonomy term that `headings.tsv` does not list is "topic".
FACETS: Final = ("topic", "event", "action", "object", "people", "document")
# From this length on a term is found inside a word too: 全国文明城市 in 创建全国文明城市工作.
_LONG: Final = 3


class Headings(NamedTuple):
    """All headings, ready for look-up.

    Attributes
    ----------
    long : tuple of str
        Headings of three characters and more; the automaton's patterns.
    automaton : ahocorasick_rs.AhoCorasick
        Finds every occurrence of them, overlapping ones too.
    facets : dict of str to int
        Position in `FACETS` of every heading.
    weights : dict of str to dict of str to float
        Topic weights, 0 to 5, of the headings that are in the taxonomy.
    """

    long: tuple[str, ...]
    automaton: Any
    facets: dict[str, int]
    weights: dict[str, dict[str, float]]


def read_taxonomy(text: str) -> dict[str, dict[str, float]]:
    r"""Return the weight of every term for every topic of a taxonomy in TOML.

    Examples
    --------
    >>> read_taxonomy('[traffic]\nname = "文明交通"\n[traffic.terms]\n5 = ["斑马线"]\n1 = ["安全"]')
    {'斑马线': {'traffic': 5.0}, '安全': {'traffic': 1.0}}
    """
    weights: dict[str, dict[str, float]] = {}
    for topic, entry in tomllib.loads(text).items():
        for weight, terms in entry["terms"].items():
            for term in terms:
                # A term given twice keeps its higher weight: groups stand in falling order.
                weights.setdefault(term, {}).setdefault(topic, float(weight))
    return weights


@lru_cache(maxsize=1)
def load_headings() -> Headings:
    """Return the packaged headings."""
    from ahocorasick_rs import AhoCorasick, Implementation  # noqa: PLC0415  (loaded with its first use)

    weights = read_taxonomy(read_text("taxonomy.toml"))
    facets = dict.fromkeys(weights, 0)
    facets.update({term: FACETS.index(facet) for term, facet in read_rows("headings.tsv")})
    long = tuple(sorted(term for term in facets if len(term) >= _LONG))
    return Headings(long, AhoCorasick(long, implementation=Implementation.ContiguousNFA), facets, weights)


@dataclass(frozen=True, slots=True)
class Profile:
    """What keywords, topics and kind need to know of an article, counted once.

    Attributes
    ----------
    text : str
        The article's text.
    title_end, lead_end, stop : int
        Where the title, the lead paragraph and the last block that is no credit line end.
    words, starts, ends, pos : tuple
        The tokens before `stop`.
    title_words : int
        How many of them the title has.
    counts : dict of str to int
        Occurrences of each word.
    headings : dict of str to int
        Occurrences of each heading.
    spans : dict of str to (int, int)
        First and last offset of each heading of three characters or more.
    in_title, in_lead : set of str
        The words and headings there.
    topics : dict of str to float
        How much the text speaks for each topic: the squared weights of its headings, over 5, times their strength.
        Squared, so that one decisive term outweighs several vague ones.
    """

    text: str
    title_end: int
    lead_end: int
    stop: int
    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    pos: tuple[str, ...]
    title_words: int
    counts: dict[str, int]
    headings: dict[str, int]
    spans: dict[str, tuple[int, int]]
    in_title: set[str]
    in_lead: set[str]
    topics: dict[str, float]


def profile(article: Article, tokens: Tokens) -> Profile:
    """Count words and headings of an article by zone.

    Parameters
    ----------
    article : Article
    tokens : Tokens
        Of ``article.text``.

    Returns
    -------
    Profile
    """
    text = article.text
    title_end, lead_end, stop = _zones(article)
    n = bisect_left(tokens.starts, stop)
    words, starts = tokens.words, tokens.starts
    if n < len(words):
        words, starts = words[:n], starts[:n]
    title_words = bisect_left(starts, title_end)
    in_title, in_lead = set(words[:title_words]), set(words[title_words : bisect_left(starts, lead_end)])
    counts = Counter(words)
    packaged = load_headings()
    present = {term: counts[term] for term in packaged.facets.keys() & counts.keys()}
    spans: dict[str, tuple[int, int]] = {}
    found: dict[str, int] = {}
    long = packaged.long
    for index, start, _ in packaged.automaton.find_matches_as_indexes(text, overlapping=True):
        if start >= stop:
            break
        term = long[index]
        if term in found:
            found[term] += 1
            spans[term] = (spans[term][0], start)
        else:
            found[term] = 1
            spans[term] = (start, start)
        if start < title_end:
            in_title.add(term)
        elif start < lead_end:
            in_lead.add(term)
    present.update(found)
    topics = _topic_scores(present, in_title, in_lead)
    return Profile(
        text, title_end, lead_end, stop, words, starts, tokens.ends[:n], tokens.pos[:n], title_words, counts, present,
        spans, in_title, in_lead, topics,
    )  # fmt: skip


def _zones(article: Article) -> tuple[int, int, int]:
    """Return where title, lead and text without credits end."""
    title_end = lead_end = 0
    stop = len(article.text)
    for block in article.paragraphs:
        if block.part == "title":
            title_end = max(title_end, block.end)
        elif block.part == "body" and not lead_end:
            lead_end = block.end
        elif block.part == "credit":
            stop = block.start
            break
    return title_end, max(lead_end, title_end), stop


def strength_of(counted: Profile, term: str) -> float:
    """Return how strongly a heading stands in a text: ``log(1 + n)``, plus 2 in the title, plus 1/2 in the lead."""
    place = 2.0 if term in counted.in_title else 0.5 if term in counted.in_lead else 0.0
    return log1p(counted.headings[term]) + place


def _topic_scores(present: dict[str, int], in_title: set[str], in_lead: set[str]) -> dict[str, float]:
    """Return how much the headings of a text speak for each topic."""
    scores: dict[str, float] = {}
    pulls = _pulls()
    # Sorted, so that a sum does not depend on the order of a set.
    for term in sorted(present.keys() & pulls.keys()):
        place = 2.0 if term in in_title else 0.5 if term in in_lead else 0.0
        strength = log1p(present[term]) + place
        for topic, pull in pulls[term]:
            scores[topic] = scores.get(topic, 0.0) + pull * strength
    return scores


@lru_cache(maxsize=1)
def _pulls() -> dict[str, tuple[tuple[str, float], ...]]:
    """Return, for each term of the taxonomy, its topics with squared weight over 5."""
    weights = load_headings().weights
    return {term: tuple((t, w * w / 5.0) for t, w in topics.items()) for term, topics in weights.items()}
