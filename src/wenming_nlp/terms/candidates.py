"""What an article could be filed under: words, multi-word terms and named things, with the evidence for each."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from math import log1p
from typing import TYPE_CHECKING

from wenming_nlp.resources import read_text
from wenming_nlp.terms.headings import load_headings, profile, topic_scores

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wenming_nlp.article import Article
    from wenming_nlp.entities.mentions import Mention
    from wenming_nlp.terms.headings import Headings, Profile
    from wenming_nlp.text.tokens import Tokens

__all__ = ["FEATURES", "Candidates", "count_candidates", "stop_words"]

#: Evidence for a candidate, in order of the columns of `Candidates.features`; the idf is added when ranking.
FEATURES = (
    *("log_n", "title", "title_front", "lead", "late", "span", "quoted", "phrase"),
    *("chars_2", "chars_3", "chars_4", "chars_5", "chars_7", "verb", "verbal_noun", "noun", "proper"),
    *("facet_topic", "facet_event", "facet_action", "facet_object", "facet_people", "facet_document"),
    *("weight", "weight_top", "weight_second", "title_heading", "title_event"),
    *("home", "home_variant", "place", "place_title", "org", "org_title", "slogan", "person", "person_title", "inside", "extends"),
)
_MAX_CHARS = 10
# One letter a tag: N can end a phrase, M can stand in it, V is a verb; anything else breaks it.
_CLASS = {
    **dict.fromkeys(("n", "nz", "nt", "ns", "nrt", "nrfg", "vn", "an", "l", "i", "j", "ng", "nr"), "N"),
    **dict.fromkeys(("a", "b", "ag", "s", "t", "f"), "M"),
    **dict.fromkeys(("v", "vg", "vi", "vd"), "V"),
}
_RUN = re.compile("[NMV]{2,6}")
_QUOTED = re.compile(r"[“「『\"]([\u4e00-\u9fff·]{2,8})[”」』\"]")
_UNIT = re.compile("(?:自治县|自治旗|自治州|新区|林区|特区|区|县|市|旗|盟|州)$")
_LOWER = re.compile("(?:镇|乡|街道|村|社区|苏木|嘎查|寨|庄|里)$")
_SOURCE = re.compile("^([\u4e00-\u9fff]{1,6}?[区县市旗])")
_HEAD = re.compile("^([\u4e00-\u9fff]{2,7})[:：]")


@lru_cache(maxsize=1)
def stop_words() -> frozenset[str]:
    """Return the words that never are a keyword on their own."""
    return frozenset(line for line in read_text("stopwords.txt").splitlines() if not line.startswith("#"))


@dataclass(frozen=True, slots=True)
class Candidates:
    """The candidate terms of one article, as parallel columns.

    Attributes
    ----------
    terms : tuple of str
        In order of first appearance; no term twice.
    n : tuple of int
        Occurrences.
    first : tuple of int
        Offset of the first occurrence.
    parts : tuple of tuple of str
        The words of a phrase that is no heading, otherwise empty.
    features : tuple of tuple of float
        `FEATURES` of each term.
    words : tuple of str
        The article's content words in running order, for methods that look at neighbours.
    """

    terms: tuple[str, ...]
    n: tuple[int, ...]
    first: tuple[int, ...]
    parts: tuple[tuple[str, ...], ...]
    features: tuple[tuple[float, ...], ...]
    words: tuple[str, ...]


def count_candidates(
    article: Article,
    tokens: Tokens,
    mentions: Sequence[Mention] = (),
    *,
    people: bool = False,
    counted: Profile | None = None,
) -> Candidates:
    """Collect what an article could be filed under.

    Candidates are content words, headings, phrases that occur twice or stand in the title, quoted
    formulas, and places, organs, documents and slogans among the mentions. Stop words, bare numbers, parts of
    names and (unless asked for) names of people are none.

    Parameters
    ----------
    article : Article
    tokens : Tokens
        Of ``article.text``.
    mentions : sequence of Mention, optional
        What `entities` found. Without, places are taken from the title and the source.
    people : bool, default False
        Whether people's names are candidates.
    counted : Profile, optional
        `headings.profile` of the same article, if it is at hand.

    Returns
    -------
    Candidates
    """
    counted = counted or profile(article, tokens)
    headings = load_headings()
    labels = _labels(counted, mentions)
    names = [name for name, label in labels.items() if label == "PERSON"]
    found = _words(counted, headings, labels, names)
    strong = {term: n for term, n in found.items() if n > 1 or term in headings.facets or term in counted.in_title}
    phrases = _phrases(counted, headings, names)
    quoted = set(_QUOTED.findall(counted.text, 0, counted.stop)) if _has_quotes(counted.text) else set()
    for term, parts in phrases.items():
        strong.setdefault(term, counted.text.count(term, 0, counted.stop)) if parts else None
    for term in quoted:
        if term not in strong and term not in stop_words():
            strong[term] = counted.text.count(term, 0, counted.stop)
    home, variant = _home(article, counted, labels)
    for term in (home, variant):
        if term:
            strong[term] = counted.text.count(term, 0, counted.stop)
    for term, label in labels.items():
        if len(term) <= _MAX_CHARS and (label in _NAMED or (people and label == "PERSON" and len(term) > 1)):
            strong.setdefault(term, counted.text.count(term, 0, counted.stop))
    strong = {term: n for term, n in strong.items() if n and 2 <= len(term) <= _MAX_CHARS}
    features, first = _features(counted, headings, labels, strong, phrases, quoted, (home, variant))
    weak = [term for term in found if term not in strong]
    return Candidates(
        terms=(*strong, *weak),
        n=(*strong.values(), *(found[term] for term in weak)),
        first=(*first, *(counted.text.find(term) for term in weak)),
        parts=tuple(phrases.get(term, ()) for term in strong) + ((),) * len(weak),
        features=features,
        words=tuple(word for word in counted.words if word in found),
    )


# Labels whose mentions are candidates; documents and meetings are mostly longer than a keyword.
_NAMED = frozenset({"PLACE", "ORG", "SLOGAN", "DOC", "EVENT"})


def _has_quotes(text: str) -> bool:
    return "“" in text or "「" in text or '"' in text


def _labels(counted: Profile, mentions: Sequence[Mention]) -> dict[str, str]:
    """Return the label of each text that was found as a mention, its first."""
    labels: dict[str, str] = {}
    for mention in mentions:
        if mention.start < counted.stop:
            labels.setdefault(counted.text[mention.start : mention.end], mention.label)
    return labels


def _words(counted: Profile, headings: Headings, labels: dict[str, str], names: list[str]) -> dict[str, int]:
    """Return the content words and headings with their counts, in order of first appearance."""
    tags = dict(zip(counted.words, counted.pos, strict=True))
    stops, facets = stop_words(), headings.facets
    taken = "\n".join(names)
    found: dict[str, int] = {}
    for word, n in counted.counts.items():
        if word in facets:
            if len(word) > 1:
                found[word] = n
        elif (
            len(word) > 1
            and word not in stops
            and tags.get(word, "x") in _CONTENT
            and "\u4e00" <= word[0] <= "\u9fff"
            and labels.get(word) not in _NO_WORD
            and word not in taken
        ):
            found[word] = n
    return found


# Tags of words that can be a keyword alone. Those tagged as a person's name are none: the tag is often wrong
# on organs, and what is right among them is a name.
_CONTENT = frozenset({"n", "nz", "nt", "ns", "nrt", "vn", "v", "an", "l", "i", "j", "nrfg", "s", "b"})
_NO_WORD = frozenset({"POST", "DATE", "QUANTITY", "PERSON"})


def _phrases(counted: Profile, headings: Headings, names: list[str]) -> dict[str, tuple[str, ...]]:
    """Return phrases of two to four words that occur twice or stand in the title, with their words."""
    words, starts, ends, text = counted.words, counted.starts, counted.ends, counted.text
    classes = "".join([_CLASS.get(tag, ".") for tag in counted.pos])
    taken = "\n".join(names)
    seen: Counter[tuple[int, int]] = Counter()
    places: dict[str, list[int]] = {}
    for run in _RUN.finditer(classes):
        low, high = run.span()
        for i in range(low, high - 1):
            start = starts[i]
            for j in range(i + 1, min(i + 4, high)):
                if ends[j - 1] != starts[j] or ends[j] - start > _MAX_CHARS:
                    break
                if classes[j] == "N" and ends[j] - start > 2:
                    term = text[start : ends[j]]
                    entry = places.get(term)
                    if entry is None:
                        places[term] = [1, i, j, start]
                    else:
                        entry[0] += 1
    stops = stop_words()
    phrases: dict[str, tuple[str, ...]] = {}
    for term, (n, i, j, start) in places.items():
        if (n > 1 or start < counted.title_end) and term not in headings.facets:
            parts = tuple(words[i : j + 1])
            if parts[0] not in stops and parts[-1] not in stops and len(parts[-1]) > 1 and not _names_in(parts, taken):
                phrases[term] = parts
    return phrases


def _names_in(parts: tuple[str, ...], taken: str) -> bool:
    """Return whether a phrase holds a word of somebody's name."""
    return bool(taken) and any(part in taken for part in parts)


def _home(article: Article, counted: Profile, labels: dict[str, str]) -> tuple[str, str]:
    """Return how the text names the place it speaks from, and its other form (播州, 播州区); empty where unknown."""
    text, stop = counted.text, counted.stop
    title = text[: counted.title_end]
    votes: dict[str, float] = {}
    places = [term for term, label in labels.items() if label == "PLACE"]
    if not places:
        places = [w for w, tag in zip(counted.words, counted.pos, strict=True) if tag == "ns"]
    for term in dict.fromkeys(places):
        if not _LOWER.search(term) and len(term) > 1:
            votes[_base(term)] = votes.get(_base(term), 0.0)
    source = _SOURCE.match(article.source or "")
    if source and len(source[1]) > 2:
        votes[_base(source[1])] = votes.get(_base(source[1]), 0.0) + 4.0
    head = _HEAD.match(title)
    if head and (_UNIT.search(head[1]) or head[1] in votes):
        votes[_base(head[1])] = votes.get(_base(head[1]), 0.0) + 4.0
    best, top = "", 0.0
    for base, vote in votes.items():
        n = text.count(base, 0, stop)
        if n:
            score = vote + n + (3.0 if base in title else 0.0)
            if score > top:
                best, top = base, score
    if not best:
        return "", ""
    full = re.search(re.escape(best) + "(?:自治县|自治旗|自治州|新区|特区|区|县|市|旗|盟|州)", text[:stop])
    if not full:
        return best, ""
    in_title = full[0] in title
    if best in title and not in_title:
        return best, full[0]
    return full[0], best


def _base(name: str) -> str:
    """Return a unit's name without its last word, where two characters remain."""
    match = _UNIT.search(name)
    return name[: match.start()] if match and match.start() >= 2 else name


def _features(
    counted: Profile,
    headings: Headings,
    labels: dict[str, str],
    strong: dict[str, int],
    phrases: dict[str, tuple[str, ...]],
    quoted: set[str],
    home: tuple[str, str],
) -> tuple[tuple[tuple[float, ...], ...], list[int]]:
    """Return the evidence for each candidate, and where it first stands."""
    text, stop, title_end, lead_end = counted.text, counted.stop, counted.title_end, counted.lead_end
    title = text[:title_end]
    tags = dict(zip(counted.words, counted.pos, strict=True))
    scores = sorted(topic_scores(counted).items(), key=_by_score)
    topmost = scores[0][0] if scores else ""
    second = scores[1][0] if len(scores) > 1 else ""
    inside, extends = _nesting(strong)
    rows, first = [], []
    for term, n in strong.items():
        at = text.find(term)
        first.append(at)
        chars, tag, label = len(term), tags.get(term, ""), labels.get(term, "")
        facet = headings.facets.get(term, -1)
        weights = headings.weights.get(term, _NONE)
        in_title = at < title_end
        rows.append((
            log1p(n),
            1.0 if in_title else 0.0,
            1.0 if in_title and at < 8 else 0.0,
            1.0 if title_end <= at < lead_end else 0.0,
            at / stop,
            (text.rfind(term, 0, stop) - at) / stop,
            1.0 if term in quoted else 0.0,
            1.0 if term in phrases else 0.0,
            1.0 if chars == 2 else 0.0,
            1.0 if chars == 3 else 0.0,
            1.0 if chars == 4 else 0.0,
            1.0 if chars in (5, 6) else 0.0,
            1.0 if chars > 6 else 0.0,
            1.0 if tag == "v" else 0.0,
            1.0 if tag == "vn" else 0.0,
            1.0 if tag == "n" else 0.0,
            1.0 if tag in _PROPER else 0.0,
            *_FACET_ROWS[facet],
            max(weights.values(), default=0.0) / 5.0,
            weights.get(topmost, 0.0) / 5.0,
            weights.get(second, 0.0) / 5.0,
            1.0 if in_title and facet >= 0 else 0.0,
            1.0 if at < lead_end and facet == 1 else 0.0,
            1.0 if term == home[0] else 0.0,
            1.0 if term == home[1] else 0.0,
            1.0 if label == "PLACE" else 0.0,
            1.0 if label == "PLACE" and in_title else 0.0,
            1.0 if label == "ORG" else 0.0,
            1.0 if label == "ORG" and in_title else 0.0,
            1.0 if label == "SLOGAN" else 0.0,
            1.0 if label == "PERSON" else 0.0,
            1.0 if label == "PERSON" and term in title else 0.0,
            inside.get(term, 0.0),
            extends.get(term, 0.0),
        ))  # fmt: skip
    return tuple(rows), first


def _nesting(strong: dict[str, int]) -> tuple[dict[str, float], dict[str, float]]:
    """Return, for terms inside longer ones, the share that stands there, and for longer ones how much they cover."""
    terms = list(strong)
    joined = "\n" + "\n".join(terms) + "\n"
    offsets = list(accumulate((len(term) + 1 for term in terms), initial=1))
    inside: dict[str, float] = {}
    extends: dict[str, float] = {}
    for k, term in enumerate(terms):
        at = joined.find(term)
        while at >= 0:
            if at != offsets[k]:
                longer = terms[bisect_right(offsets, at) - 1]
                share = min(1.0, strong[longer] / strong[term])
                inside[term] = max(inside.get(term, 0.0), share)
                extends[longer] = max(extends.get(longer, 0.0), share)
            at = joined.find(term, at + len(term))
    return inside, extends


_NONE: dict[str, float] = {}
_PROPER = frozenset({"nz", "ns", "nt"})
# One column a facet; the last row, for index -1, is "no heading".
_FACET_ROWS = tuple(tuple(float(i == j) for j in range(6)) for i in range(6)) + ((0.0,) * 6,)


def _by_score(item: tuple[str, float]) -> tuple[float, str]:
    return -item[1], item[0]
