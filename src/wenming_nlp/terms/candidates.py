"""What an article could be filed under: words, multi-word terms and named things, with the evidence for each."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from wenming_nlp.resources import read_text
from wenming_nlp.schema import POS
from wenming_nlp.terms.evidence import gather_evidence
from wenming_nlp.terms.headings import profile
from wenming_nlp.terms.homes import name_home

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from wenming_nlp.article import Article, Home
    from wenming_nlp.entities.mentions import Mention
    from wenming_nlp.terms.headings import Profile
    from wenming_nlp.text.tokens import Tokens

__all__ = ["Candidates", "count_candidates", "stop_words"]

_MAX_CHARS: Final = 10
# Tags of words that can be a keyword alone. Those tagged as a person's name are none: the tag is often wrong
# on organs, and what is right among them is a name.
_CONTENT: Final = frozenset({"n", "nz", "nt", "ns", "nrt", "vn", "v", "an", "l", "i", "j", "nrfg", "s", "b"})
# Labels whose mentions are candidates; documents and meetings are mostly longer than a keyword.
_NAMED: Final = frozenset({"PLACE", "ORG", "SLOGAN", "DOC", "EVENT"})
_NOT_A_WORD: Final = frozenset({"POST", "DATE", "QUANTITY", "PERSON"})
# One letter a tag: N can end a phrase, M and V can stand in it; anything else breaks it.
_CLASS: Final = {
    **dict.fromkeys(POS.values, "."),
    **dict.fromkeys(("n", "nz", "nt", "ns", "nrt", "nrfg", "nr", "vn", "an", "l", "i", "j", "ng"), "N"),
    **dict.fromkeys(("a", "b", "ag", "s", "t", "f"), "M"),
    **dict.fromkeys(("v", "vg", "vi", "vd"), "V"),
}
_RUN: Final = re.compile("[NMV]{2,}")
_MAX_WORDS: Final = 4
_QUOTED: Final = re.compile(r"[“「『\"]([\u4e00-\u9fff·]{2,8})[”」』\"]")


@lru_cache(maxsize=1)
def stop_words() -> frozenset[str]:
    """Return the words that never are a keyword on their own.

    Examples
    --------
    >>> "开展" in stop_words(), "志愿者" in stop_words()
    (True, False)
    """
    return frozenset(line for line in read_text("stopwords.txt").splitlines() if not line.startswith("#"))


class Candidates(NamedTuple):
    """The candidate terms of one article, as parallel columns.

    Attributes
    ----------
    terms : tuple of str
        No term twice. First those that "default" can choose, which have a row of `features`, then words that
        stand once and are no heading.
    n : tuple of int
        Occurrences.
    parts : tuple of tuple of str
        The words of a phrase that is no heading, otherwise empty.
    features : array of shape (n_chosen, len(evidence.FEATURES)), float32
    words : tuple of str
        The article's words in running order, for methods that look at neighbours.
    """

    terms: tuple[str, ...]
    n: tuple[int, ...]
    parts: tuple[tuple[str, ...], ...]
    features: NDArray[np.float32]
    words: tuple[str, ...]


def count_candidates(
    article: Article,
    tokens: Tokens,
    mentions: Sequence[Mention] = (),
    *,
    home: Home | None = None,
    people: bool = False,
    rare: bool = True,
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
        What `entities` found. Without, places are taken from the title, the source and the tags.
    home : Home, optional
        The unit that the article speaks from, if it is known.
    people : bool, default False
        Whether people's names are candidates.
    rare : bool, default True
        Whether words are that stand once, outside the title, and are no heading. "default" never takes them.
    counted : Profile, optional
        `headings.profile` of the same article, if it is at hand.

    Returns
    -------
    Candidates
    """
    counted = counted or profile(article, tokens)
    text, stop = counted.text, counted.stop
    labels = _labels(counted, mentions)
    names = "\n".join([name for name, label in labels.items() if label == "PERSON"])
    tags = dict(zip(counted.words, counted.pos, strict=True))
    telling = {word: n for word, n in counted.counts.items() if n > 1}
    telling.update({word: counted.counts[word] for word in counted.words[: counted.title_words]})
    headings = counted.headings
    chosen = _words(telling, tags, labels, names)
    chosen.update({term: headings[term] for term in sorted(headings) if 2 <= len(term) <= _MAX_CHARS})
    phrases = _phrases(counted, telling, tags, names)
    quoted = _quoted(text[:stop])
    place = name_home(article, counted, labels, home)
    never = _NOT_A_WORD - {"PERSON"} if people else _NOT_A_WORD
    for term in (*phrases, *sorted(quoted), *place, *_named(labels, people=people)):
        if term not in chosen and 2 <= len(term) <= _MAX_CHARS and labels.get(term) not in never:
            n = text.count(term, 0, stop)
            if n:
                chosen[term] = n
    terms = tuple(chosen)
    spans = counted.spans
    parts = tuple([phrases.get(term, ()) for term in terms])
    features = gather_evidence(
        counted,
        terms,
        tuple(chosen.values()),
        [spans.get(term) or _span(text, term, n, stop) for term, n in chosen.items()],
        parts=parts,
        tags=[tags.get(term, "") for term in terms],
        labels=[labels.get(term, "") for term in terms],
        quoted=quoted,
        home=place,
    )
    more: dict[str, int] = {}
    if rare:
        once = {word: n for word, n in counted.counts.items() if word not in telling and word not in chosen}
        more = _words(once, tags, labels, names)
    return Candidates(
        (*terms, *more), (*chosen.values(), *more.values()), (*parts, *[()] * len(more)), features, counted.words
    )


def _span(text: str, term: str, n: int, stop: int) -> tuple[int, int]:
    """Return the first and last offset of a term."""
    first = text.find(term)
    return first, first if n == 1 else text.rfind(term, 0, stop)


def _labels(counted: Profile, mentions: Sequence[Mention]) -> dict[str, str]:
    """Return the label of each text that was found as a mention, its first."""
    text, stop = counted.text, counted.stop
    labels: dict[str, str] = {}
    for mention in mentions:
        if mention.start < stop:
            labels.setdefault(text[mention.start : mention.end], mention.label)
    return labels


def _named(labels: dict[str, str], *, people: bool) -> Iterable[str]:
    """Return the mentions that are candidates."""
    wanted = _NAMED | {"PERSON"} if people else _NAMED
    return [term for term, label in labels.items() if label in wanted]


def _words(counts: dict[str, int], tags: dict[str, str], labels: dict[str, str], names: str) -> dict[str, int]:
    """Return those words that can be a keyword alone, with their counts."""
    stops = stop_words()
    found = {
        word: n
        for word, n in counts.items()
        if 1 < len(word) <= _MAX_CHARS and tags[word] in _CONTENT and word not in stops and "一" <= word[0] <= "鿿"
    }
    for text in found.keys() & labels.keys():
        if labels[text] in _NOT_A_WORD:
            del found[text]
    if names:
        for word in [word for word in found if word in names]:
            del found[word]
    return found


def _phrases(counted: Profile, telling: dict[str, int], tags: dict[str, str], names: str) -> dict[str, tuple[str, ...]]:
    """Return phrases of two to four words that occur twice or stand in the title, with their words."""
    words, starts, ends, text = counted.words, counted.starts, counted.ends, counted.text
    # A phrase that occurs twice is made of words that do.
    kept = {word: _CLASS[tags[word]] for word in telling}
    classes = "".join([kept.get(word, ".") for word in words])
    found: dict[str, list[int]] = {}
    for run in _RUN.finditer(classes):
        low, high = run.span()
        for i in range(low, high - 1):
            start = starts[i]
            for j in range(i + 1, min(i + _MAX_WORDS, high)):
                if ends[j - 1] != starts[j] or ends[j] - start > _MAX_CHARS:
                    break
                if classes[j] == "N" and ends[j] - starts[j] > 1:
                    term = text[start : ends[j]]
                    if term in found:
                        found[term][0] += 1
                    else:
                        found[term] = [1, i, j]
    stops = stop_words()
    phrases: dict[str, tuple[str, ...]] = {}
    for term, (n, i, j) in found.items():
        if (n > 1 or starts[i] < counted.title_end) and term not in counted.headings:
            parts = words[i : j + 1]
            # 在, 全 and the like are stop words; so is what fills the first or last place of a phrase by chance.
            if stops.isdisjoint((parts[0], parts[-1])) and not (names and any(part in names for part in parts)):
                phrases[term] = parts
    return phrases


def _quoted(text: str) -> set[str]:
    """Return short strings in quotation marks that are no stop words."""
    if "“" in text or "「" in text or "『" in text or '"' in text:
        return set(_QUOTED.findall(text)) - stop_words()
    return set()
