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
from typing import TYPE_CHECKING, Any, NamedTuple

from wenming_nlp.resources import read_rows, read_text

if TYPE_CHECKING:
    from wenming_nlp.article import Article
    from wenming_nlp.text.tokens import Tokens

__all__ = ["FACETS", "Headings", "Profile", "load_headings", "profile", "read_taxonomy", "strength_of", "topic_scores"]

#: Kinds of headings; a taxonomy term that `headings.tsv` does not list is "topic".
FACETS = ("topic", "event", "action", "object", "people", "document")
# From this length on a term is found inside a word too: 全国文明城市 in 创建全国文明城市工作.
_LONG = 3


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
    """Return the weight of every term for every topic of a taxonomy in TOML.

    Examples
    --------
    >>> read_taxonomy('[traffic]\\nname = "文明交通"\\n[traffic.terms]\\n5 = ["斑马线"]\\n1 = ["安全"]')
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
    title_end, lead_end, stop : int
        Where the title, the lead paragraph and the last block that is no credit line end.
    words : list of str
        Words before `stop`.
    starts, ends : sequence of int
        Their offsets.
    pos : sequence of str
        Their tags.
    title_words, lead_words : int
        How many words the title has, and title and lead together.
    counts : Counter of str
        Words, and headings of three characters or more that stand in the text (the larger figure where
        a heading is a word too).
    in_title, in_lead : set of str
        The words and headings there.
    first : dict of str to int
        Offset of the first occurrence of each heading of three characters or more.
    headings : dict of str to int
        How often each heading stands in the text.
    """

    text: str
    title_end: int
    lead_end: int
    stop: int
    words: list[str]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    pos: tuple[str, ...]
    title_words: int
    lead_words: int
    counts: Counter[str]
    in_title: set[str]
    in_lead: set[str]
    first: dict[str, int]
    headings: dict[str, int]


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
    starts, ends, pos = tokens.starts[:n], tokens.ends[:n], tokens.pos[:n]
    words = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    title_words, lead_words = bisect_left(starts, title_end), bisect_left(starts, lead_end)
    in_title, in_lead = set(words[:title_words]), set(words[title_words:lead_words])
    counts = Counter(words)
    headings = load_headings()
    first: dict[str, int] = {}
    found: dict[int, int] = {}
    long = headings.long
    for index, start, _ in headings.automaton.find_matches_as_indexes(text, overlapping=True):
        if start >= stop:
            break
        if index in found:
            found[index] += 1
        else:
            found[index] = 1
            first[long[index]] = start
        if start < title_end:
            in_title.add(long[index])
        elif start < lead_end:
            in_lead.add(long[index])
    for index, number in found.items():
        counts[long[index]] = number
    present = {term: counts[term] for term in headings.facets.keys() & counts.keys()}
    return Profile(
        text, title_end, lead_end, stop, words, starts, ends, pos, title_words, lead_words, counts, in_title, in_lead,
        first, present,
    )  # fmt: skip


def strength_of(counted: Profile, term: str) -> float:
    """Return how strongly a heading stands in a text: ``log(1 + n)``, plus 2 in the title, plus 1/2 in the lead."""
    place = 2.0 if term in counted.in_title else 0.5 if term in counted.in_lead else 0.0
    return log1p(counted.headings[term]) + place


def topic_scores(counted: Profile) -> dict[str, float]:
    """Return how much a text speaks for each topic: weights of its headings, those in title and lead counted more.

    A heading counts by `strength_of`; its weight is squared over 5, so that one decisive term outweighs several
    vague ones.
    """
    scores: dict[str, float] = {}
    weights = load_headings().weights
    for term in sorted(counted.headings.keys() & weights.keys()):
        strength = strength_of(counted, term)
        for topic, weight in weights[term].items():
            scores[topic] = scores.get(topic, 0.0) + weight * weight / 5.0 * strength
    return scores
