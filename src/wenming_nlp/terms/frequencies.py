"""How many articles a term stands in: counts that add up, blended with a general inverse document frequency."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from wenming_nlp.resources import read_rows

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

__all__ = ["DocumentFrequencies", "general_idf"]

# Value of a word that the general table leaves out as rare.
_RARE = 13.0
# What a term of several words gains over its rarest word: together they are rarer still.
_PHRASE = 1.0


@lru_cache(maxsize=1)
def _general() -> dict[str, float]:
    """Return the packaged table."""
    table: dict[str, float] = {}
    for value, words in read_rows("idf.tsv"):
        table.update(dict.fromkeys(words.split(" "), float(value)))
    return table


def general_idf(term: str, parts: Iterable[str] = ()) -> float:
    """Return the inverse document frequency of a term in general Chinese.

    Parameters
    ----------
    term : str
    parts : iterable of str
        The words of a term of several words; it counts as somewhat rarer than the rarest of them.

    Returns
    -------
    float
        Natural logarithm, from about 2 (的) to 13 (not in the table).

    Examples
    --------
    >>> general_idf("中国") < general_idf("创建") < general_idf("道德模范")
    True
    """
    table = _general()
    value = table.get(term)
    if value is not None:
        return value
    known = [table[part] for part in parts if part in table]
    return min(max(known) + _PHRASE, _RARE) if known else _RARE


@dataclass(frozen=True)
class DocumentFrequencies:
    """In how many articles each term stands. Equal corpora give equal values, however they were split.

    Attributes
    ----------
    n_articles : int
    counts : mapping of str to int
        Number of articles of each term.
    prior : float
        How many articles the general table weighs as much as: the idf of a corpus of that size lies halfway
        between its own and the general one. With none, the general idf is returned.

    Examples
    --------
    >>> one = DocumentFrequencies.count([{"文明", "城市"}, {"文明"}])
    >>> both = one + DocumentFrequencies.count([{"文明", "芒果"}])
    >>> both.n_articles, both.counts["文明"]
    (3, 3)
    >>> both.idf("文明") < DocumentFrequencies().idf("文明")
    True
    """

    n_articles: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)
    prior: float = 200.0

    @classmethod
    def count(cls, articles: Iterable[Collection[str]], *, prior: float = 200.0) -> DocumentFrequencies:
        """Count, for each article, its distinct terms.

        Parameters
        ----------
        articles : iterable of collections of str
            The terms of each article; `Candidates.terms` will do.
        prior : float, default 200
            See the class.
        """
        counts: Counter[str] = Counter()
        n = 0
        for terms in articles:
            counts.update(set(terms))
            n += 1
        return cls(n, counts, prior)

    def __add__(self, other: DocumentFrequencies) -> DocumentFrequencies:
        """Return the frequencies of both corpora together."""
        return DocumentFrequencies(
            self.n_articles + other.n_articles, Counter(self.counts) + Counter(other.counts), self.prior
        )

    def idf(self, term: str, parts: Iterable[str] = ()) -> float:
        """Return the blended inverse document frequency of a term.

        Parameters
        ----------
        term : str
        parts : iterable of str
            See `general_idf`.

        Returns
        -------
        float
            ``(n * own + prior * general) / (n + prior)`` with ``own = ln((1 + n) / (1 + df)) + 1``.
        """
        general = general_idf(term, parts)
        n = self.n_articles
        if not n:
            return general
        own = math.log((1 + n) / (1 + self.counts.get(term, 0))) + 1.0
        return (n * own + self.prior * general) / (n + self.prior)
