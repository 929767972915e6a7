"""Clauses that articles share: what one took over from another, to the letter or nearly so.

The texts stand one behind the other, in order of date, as letters without punctuation. Every sequence of eight
letters (a seed) is hashed; seeds that recur lead from a place in a later article to the same words in earlier ones.
Seeds on one diagonal join to runs, runs to passages, passages are cut to whole clauses, and of passages that overlap
the longest stays. The seeds are sorted once, so time grows with the corpus and a little more; an article is only
compared with the first few that hold a seed, so a formula that stands in thousands costs no more than a rare one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from wenming_nlp.errors import InputError
from wenming_nlp.schema import ARTICLES, REUSE
from wenming_nlp.terms.letters import Letters, read_letters
from wenming_nlp.terms.passages import Runs, join_runs, pick_longest, to_clauses

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

__all__ = ["reuse"]

#: Letters of a seed: shorter ones recur by chance, longer ones are broken by a changed word.
_SEED: Final = 8
# Pairs of places that are looked at together: what bounds the memory of a step.
_PAIRS: Final = 3_000_000


def reuse(
    articles: pd.DataFrame, *, min_chars: int = 16, min_similarity: float = 0.8, max_sources: int = 8
) -> pd.DataFrame:
    """Find the clauses that an article shares with an earlier one.

    Parameters
    ----------
    articles : DataFrame conforming to `schema.ARTICLES`
        ``article_id``, ``published`` and ``text`` are enough, in any order.
    min_chars : int, default 16
        Letters and digits that a shared passage has at least, 8 or more.
    min_similarity : float, default 0.8
        Share of a passage's letters that stand in both texts, in order; 1.0 for passages that are shared to the
        letter. Punctuation and white space never count.
    max_sources : int, default 8
        With how many articles, the earliest that hold a sequence of eight letters, a later one is compared there.

    Returns
    -------
    DataFrame conforming to `schema.REUSE`
        One row a passage of whole clauses: ``text[start:end]`` of the article, ``text[other_start:other_end]`` of the
        other one, which is the earlier. Articles of one day count by id, those without a date as the latest. Of
        passages of an article that overlap by more than half the longest stays, of equal ones that with the earliest
        source. ``n_chars`` is ``end - start``.

    Raises
    ------
    SchemaError
        If ``articles`` lacks a column.
    InputError
        If an argument is out of range, or an id stands twice.

    Notes
    -----
    Seed and extend after Schleimer, Wilkerson and Aiken 2003 (Winnowing: Local Algorithms for Document
    Fingerprinting) and Smith, Cordell and Dillon 2013 (Infectious Texts: Modeling Text Reuse in Nineteenth-Century
    Newspapers). That a source is the earliest in the corpus does not say that the author read that one.

    Examples
    --------
    >>> articles = pd.DataFrame({"article_id": ["县", "市"], "published": pd.to_datetime(["2018-05-09", "2018-05-02"]),
    ...     "text": ["会议强调，全县上下要进一步提高政治站位，把创建工作抓紧抓实。", "市里要求，全市上下要进一步提高政治站位，把创建工作抓紧抓实！"]})
    >>> reuse(articles)[["article_id", "other_id", "start", "other_start", "text", "similarity"]]
      article_id other_id  start  other_start                        text  similarity
    0          县        市      5            5  全县上下要进一步提高政治站位，把创建工作抓紧抓实    0.913043
    """
    ARTICLES.require(articles, "article_id", "published", "text")
    _check(min_chars, min_similarity, max_sources)
    ids = articles["article_id"]
    if ids.duplicated().any():
        raise InputError(f"article_id: expected each id once, got {ids[ids.duplicated()].iloc[0]!r} twice")
    if articles.empty:
        return REUSE.empty()
    names = ids.to_numpy(dtype=object)
    days = pd.to_datetime(articles["published"]).to_numpy().astype("datetime64[D]")
    latest = np.datetime64("9999-12-31")
    by_id = np.argsort(names, kind="stable")
    order = by_id[np.argsort(np.where(np.isnat(days), latest, days)[by_id], kind="stable")]
    texts = articles["text"].to_numpy(dtype=object)[order].tolist()
    letters = read_letters(texts)
    parts = [
        to_clauses(join_runs(runs, letters, min_similarity), letters, min_chars, min_similarity)
        for runs in _runs(letters, max_sources)
    ]
    found = pick_longest(parts)
    article = letters.owner[found.start]
    clause, last = (np.searchsorted(letters.clauses, at, side="left") for at in (found.start, found.end))
    starts, ends = letters.opens[clause], letters.closes[last - 1]
    other_starts, other_ends = letters.offset[found.other_start], letters.offset[found.other_end - 1] + 1
    cuts = zip(article.tolist(), starts.tolist(), ends.tolist(), strict=True)
    return REUSE.conform(
        pd.DataFrame(
            {
                "article_id": names[order[article]],
                "other_id": names[order[letters.owner[found.other_start]]],
                "start": starts,
                "end": ends,
                "other_start": other_starts,
                "other_end": other_ends,
                "text": [texts[row][start:end] for row, start, end in cuts],
                "n_chars": ends - starts,
                "similarity": found.similarity,
            }
        )
    )


def _check(min_chars: Any, min_similarity: Any, max_sources: Any) -> None:
    if isinstance(min_chars, bool) or not isinstance(min_chars, int) or min_chars < _SEED:
        raise InputError(f"min_chars: expected a whole number of {_SEED} or more, got {min_chars!r}")
    number = isinstance(min_similarity, int | float) and not isinstance(min_similarity, bool)
    if not number or not 0.5 <= min_similarity <= 1:
        raise InputError(f"min_similarity: expected a number from 0.5 to 1, got {min_similarity!r}")
    if isinstance(max_sources, bool) or not isinstance(max_sources, int) or not 1 <= max_sources <= 100:
        raise InputError(f"max_sources: expected a whole number from 1 to 100, got {max_sources!r}")


def _seeds(letters: Letters) -> NDArray[np.uint64]:
    """Return a hash of the eight letters from each place on; the last seven places have none."""
    codes = letters.codes.astype(np.uint64)
    n = len(codes) - _SEED + 1
    hashed = np.zeros(n, dtype=np.uint64)
    for i in range(_SEED):
        hashed = hashed * np.uint64(0x9E3779B97F4A7C15) + codes[i : i + n]
    hashed ^= hashed >> np.uint64(31)
    hashed *= np.uint64(0xBF58476D1CE4E5B9)
    return hashed ^ (hashed >> np.uint64(29))


def _runs(letters: Letters, max_sources: int) -> Iterator[Runs]:
    """Yield runs of letters that are the same in a later and an earlier article, some articles at a time."""
    if len(letters.codes) < _SEED:
        return
    hashed = _seeds(letters)
    owner = letters.owner
    # A seed lies in one article.
    places = np.flatnonzero(owner[: len(hashed)] == owner[_SEED - 1 :])
    places = places[np.argsort(hashed[places], kind="stable")]
    values = hashed[places]
    del hashed
    new = np.ones(len(places), dtype=bool)
    new[1:] = values[1:] != values[:-1]
    del values
    head = np.flatnonzero(new)
    sizes = np.diff(np.append(head, len(places)))
    again = np.repeat(sizes > 1, sizes)
    places, new = places[again], new[again]
    if not len(places):
        return
    # Of each seed: its first place in each article; these are the possible sources of later articles.
    first = new.copy()
    first[1:] |= owner[places[1:]] != owner[places[:-1]]
    sources = places[first]
    group = np.cumsum(new) - 1
    base = (np.cumsum(first) - 1)[new][group]
    before = np.minimum(np.cumsum(first) - 1 - base, max_sources)
    told = np.flatnonzero(before > 0)
    told = told[np.argsort(places[told], kind="stable")]
    places, base, before = places[told], base[told], before[told]
    total = np.cumsum(before)
    at = 0
    while at < len(places):
        # Whole articles at a time, so that no run is cut.
        stop = int(np.searchsorted(total, (total[at - 1] if at else 0) + _PAIRS, side="right"))
        stop = max(stop, at + 1)
        stop = int(np.searchsorted(places, letters.begins[owner[places[stop - 1]] + 1]))
        n = before[at:stop]
        mine = np.repeat(places[at:stop], n)
        rank = np.arange(len(mine)) - np.repeat(np.cumsum(n) - n, n)
        yield _diagonals(mine, sources[np.repeat(base[at:stop], n) + rank])
        at = stop


def _diagonals(mine: NDArray[np.int64], other: NDArray[np.int64]) -> Runs:
    """Return the runs of pairs of places that go on side by side."""
    step = mine - other
    order = np.argsort(step, kind="stable")
    mine, step = mine[order], step[order]
    new = np.ones(len(mine), dtype=bool)
    new[1:] = (np.diff(step) != 0) | (np.diff(mine) != 1)
    head = np.flatnonzero(new)
    length = np.diff(np.append(head, len(mine))) + _SEED - 1
    return Runs(mine[head], mine[head] - step[head], length)
