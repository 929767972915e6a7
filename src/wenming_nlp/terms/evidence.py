"""The evidence for each candidate term, as a matrix."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

from wenming_nlp.schema import LABEL, TOPIC
from wenming_nlp.terms.frequencies import general_idf
from wenming_nlp.terms.headings import FACETS, load_headings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from wenming_nlp.terms.headings import Profile

__all__ = ["FEATURES", "gather_evidence"]

_OF_TERM: Final = (
    *("chars_2", "chars_3", "chars_4", "chars_5_6", "chars_7_10", "verb", "verbal_noun", "noun", "proper"),
    *(f"facet_{facet}" for facet in FACETS),
    *("weight", "idf"),
)
#: What is known of a candidate.
#:
#: What it is: length, part of speech, facet as a heading, weight in the taxonomy, general idf over 10.
#: Where it stands: log of its count, in the title, among the title's first eight characters, first in the lead, how
#: late its first occurrence is and how far its last is from it, in quotation marks, a phrase.
#: What it is here: its weight for the text's first and second topic, a heading in the title, an event in title or
#: lead, the place that the page speaks from or that place's other form, a named thing; the share of it that
#: stands inside a longer candidate, and the share it covers of a shorter one. Counts once more by facet: how often a
#: term must stand in a text depends on what it is.
FEATURES: Final = (
    *_OF_TERM,
    *("log_n", "log_n_idf", "title", "title_front", "lead", "late", "span", "quoted", "phrase"),
    *("weight_first", "weight_second", "title_heading", "front_event", "home", "home_variant"),
    *("place", "place_title", "org", "org_title", "slogan", "person", "person_title"),
    *(f"log_n_{facet}" for facet in FACETS),
    *("log_n_weight_first", "log_n_squared", "inside", "extends"),
)
_N_TERM: Final = len(_OF_TERM)
_IDF, _EVENT = _OF_TERM.index("idf"), _OF_TERM.index("facet_event")
_FIRST_FACET: Final = _OF_TERM.index("facet_topic")
_QUOTED, _HOME = FEATURES.index("quoted"), FEATURES.index("home")
_LOG_N_FACET, _WEIGHT_FIRST = FEATURES.index("log_n_topic"), FEATURES.index("weight_first")
_PROPER: Final = frozenset({"nz", "ns", "nt"})
_LABELS: Final = {label: number for number, label in enumerate(LABEL.values, 1)}
_TOPICS: Final = {topic: number for number, topic in enumerate(TOPIC.values)}


@lru_cache(maxsize=1 << 16)
def _describe(term: str, tag: str, parts: tuple[str, ...]) -> bytes:
    """Return what does not depend on the article, as float32: `_OF_TERM`, then the weight for each topic."""
    packaged = load_headings()
    chars, facet = len(term), packaged.facets.get(term, -1)
    weights = packaged.weights.get(term, {})
    row = [
        *(chars == 2, chars == 3, chars == 4, chars in (5, 6), chars > 6),
        *(tag == "v", tag == "vn", tag == "n", tag in _PROPER),
        *(facet == number for number in range(len(FACETS))),
        max(weights.values(), default=0.0) / 5.0,
        general_idf(term, parts) / 10.0,
        *(weights.get(topic, 0.0) / 5.0 for topic in _TOPICS),
    ]
    return np.array(row, dtype=np.float32).tobytes()


def gather_evidence(
    counted: Profile,
    terms: Sequence[str],
    n: Sequence[int],
    spans: Sequence[tuple[int, int]],
    *,
    parts: Sequence[tuple[str, ...]],
    tags: Sequence[str],
    labels: Sequence[str],
    quoted: set[str],
    home: tuple[str, str],
) -> NDArray[np.float32]:
    """Return `FEATURES` of each candidate.

    Parameters
    ----------
    counted : Profile
    terms, n, spans, parts, tags, labels : sequences of equal length
        Each candidate, its count, its first and last offset, its words if it is a phrase, its part of speech and
        its label as a mention (empty where it has none).
    quoted : set of str
        What stands in quotation marks.
    home : (str, str)
        The place the page speaks from as the text names it, and its other form.

    Returns
    -------
    array of shape (n_terms, len(FEATURES)), float32
    """
    size = len(terms)
    known = np.frombuffer(b"".join(map(_describe, terms, tags, parts)), dtype=np.float32)
    known = known.reshape(size, _N_TERM + len(_TOPICS))
    out = np.zeros((size, len(FEATURES)), dtype=np.float32)
    out[:, :_N_TERM] = known[:, :_N_TERM]
    offsets = np.array(spans, dtype=np.float32).reshape(size, 2)
    first, last = offsets[:, 0], offsets[:, 1]
    label = np.array([_LABELS.get(name, 0) for name in labels])
    log_n = np.log1p(np.array(n, dtype=np.float32))
    in_title = first < counted.title_end
    place, org = label == _LABELS["PLACE"], label == _LABELS["ORG"]
    person = label == _LABELS["PERSON"]
    best = sorted(counted.topics.items(), key=_falling)[:2]
    columns = [
        log_n,
        log_n * known[:, _IDF],
        in_title,
        first < min(8, counted.title_end),
        (first >= counted.title_end) & (first < counted.lead_end),
        first / max(counted.stop, 1),
        (last - first) / max(counted.stop, 1),
        0.0,
        [1.0 if words else 0.0 for words in parts],
        *(known[:, _N_TERM + _TOPICS[topic]] for topic, _ in best),
        *(0.0 for _ in range(2 - len(best))),
        in_title & known[:, _FIRST_FACET : _FIRST_FACET + len(FACETS)].any(axis=1),
        (first < counted.lead_end) & (known[:, _EVENT] > 0),
        *(0.0, 0.0),
        *(place, place & in_title, org, org & in_title, label == _LABELS["SLOGAN"], person, person & in_title),
    ]
    for number, column in enumerate(columns, _N_TERM):
        out[:, number] = column
    place_of = {term: number for number, term in enumerate(terms)}
    for column, marked in ((_QUOTED, quoted), (_HOME, home[:1]), (_HOME + 1, home[1:])):
        for term in marked:
            if term in place_of:
                out[place_of[term], column] = 1.0
    facets = out[:, _FIRST_FACET : _FIRST_FACET + len(FACETS)]
    out[:, _LOG_N_FACET : _LOG_N_FACET + len(FACETS)] = facets * log_n[:, np.newaxis]
    out[:, -4], out[:, -3] = log_n * out[:, _WEIGHT_FIRST], log_n * log_n
    out[:, -2], out[:, -1] = _nesting(place_of, n)
    return out


def _nesting(place: dict[str, int], n: Sequence[int]) -> tuple[list[float], list[float]]:
    """Return, of terms inside longer ones, the share that stands there, and of longer ones the share they cover."""
    inside, extends = [0.0] * len(place), [0.0] * len(place)
    known = place.keys()
    for term, longer in place.items():
        if len(term) > 2:
            for part in known & _inner(term):
                number = place[part]
                share = min(1.0, n[longer] / n[number])
                inside[number] = max(inside[number], share)
                extends[longer] = max(extends[longer], share)
    return inside, extends


@lru_cache(maxsize=1 << 15)
def _inner(term: str) -> frozenset[str]:
    """Return what stands inside a term, two characters or more."""
    size = len(term)
    return frozenset(term[i:j] for i in range(size - 1) for j in range(i + 2, size + 1) if j - i < size)


def _falling(item: tuple[str, float]) -> tuple[float, str]:
    return -item[1], item[0]
