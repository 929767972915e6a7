"""Sequences of words that follow each other: n-grams with their counts, not across sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import pandas as pd

from wenming_nlp.errors import InputError
from wenming_nlp.schema import NGRAMS, TOKENS
from wenming_nlp.terms.candidates import stop_words
from wenming_nlp.terms.codes import encode, running_order

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

__all__ = ["Sequences", "Words", "count_ngrams", "grow_sequences", "words_of"]

#: Longest n-gram that is counted.
LONGEST: Final = 10


class Words(NamedTuple):
    """The words of a corpus in running order, without punctuation.

    Attributes
    ----------
    word : ndarray of int64
        Place of each word in `terms`.
    article : ndarray of int64
        Its article, as a number that rises.
    stretch : ndarray of int64
        Number of the stretch of words that nothing parts: no punctuation, no white space, no end of a sentence.
    tag : ndarray of int8
        Place of its tag in `tags`.
    terms, tags : ndarray of str
        The distinct words, by code point, and the tags.
    """

    word: NDArray[np.int64]
    article: NDArray[np.int64]
    stretch: NDArray[np.int64]
    tag: NDArray[np.int8]
    terms: NDArray[Any]
    tags: NDArray[Any]


class Sequences(NamedTuple):
    """All sequences of one size that are frequent enough.

    Attributes
    ----------
    size : int
        Number of words.
    at : ndarray of int64
        Where each occurrence begins among the words, rising.
    kind : ndarray of int64
        Which sequence it is, as a number below the number of kinds.
    n, n_articles : ndarray of int64
        Of each kind, its occurrences and articles.
    first : ndarray of int64
        Of each kind, where it begins first.
    """

    size: int
    at: NDArray[np.int64]
    kind: NDArray[np.int64]
    n: NDArray[np.int64]
    n_articles: NDArray[np.int64]
    first: NDArray[np.int64]


def count_ngrams(
    tokens: pd.DataFrame,
    *,
    sizes: Sequence[int] = (2,),
    min_n: int = 2,
    min_articles: int = 1,
    keep_stop_words: bool = True,
) -> pd.DataFrame:
    """Count sequences of words.

    Parameters
    ----------
    tokens : DataFrame conforming to `schema.TOKENS`
        In any order.
    sizes : sequence of int, default (2,)
        Numbers of words, from 1 to 10.
    min_n, min_articles : int, default 2 and 1
        Leave out what stands less often, or in fewer articles.
    keep_stop_words : bool, default True
        Otherwise those are left out that begin or end with a stop word.

    Returns
    -------
    DataFrame conforming to `schema.NGRAMS`
        ``ngram`` has a blank between words, as in scikit-learn. None crosses punctuation, white space or the end of a
        sentence.

    Raises
    ------
    SchemaError
        If ``tokens`` lacks a column.
    InputError
        If a size or a minimum is out of range.

    Examples
    --------
    >>> tokens = pd.DataFrame({"article_id": "a", "token_id": range(5), "sentence_id": [0, 0, 0, 1, 1],
    ...     "start": [0, 2, 4, 5, 7], "end": [2, 4, 5, 7, 9], "text": ["文明", "城市", "。", "文明", "城市"],
    ...     "pos": ["n", "n", "x", "n", "n"]})
    >>> count_ngrams(tokens)
       size  ngram  n  n_articles
    0     2  文明 城市  2           1
    """
    wanted = [sizes] if isinstance(sizes, int) else list(sizes)
    if not wanted or any(isinstance(k, bool) or not isinstance(k, int) or not 1 <= k <= LONGEST for k in wanted):
        raise InputError(f"sizes: expected whole numbers from 1 to {LONGEST}, got {sizes!r}")
    for name, value in (("min_n", min_n), ("min_articles", min_articles)):
        if isinstance(value, bool) or not isinstance(value, int) or value < 1:
            raise InputError(f"{name}: expected a whole number of 1 or more, got {value!r}")
    words = words_of(tokens)
    stops = np.zeros(len(words.terms), dtype=bool)
    if not keep_stop_words:
        stops = np.isin(words.terms, list(stop_words()))
    columns: list[list[Any]] = [[], [], [], []]
    for found in grow_sequences(words, max(wanted), min_n):
        if found.size not in wanted:
            continue
        last = found.first + found.size - 1
        keep = (found.n_articles >= min_articles) & ~stops[words.word[found.first]] & ~stops[words.word[last]]
        rows = words.terms[words.word[found.first[keep][:, None] + np.arange(found.size)]].tolist()
        columns[0] += [found.size] * len(rows)
        columns[1] += [" ".join(row) for row in rows]
        columns[2] += found.n[keep].tolist()
        columns[3] += found.n_articles[keep].tolist()
    return NGRAMS.conform(dict(zip(NGRAMS.columns, columns, strict=True)))


def words_of(tokens: pd.DataFrame) -> Words:
    """Return the words of a token table in running order.

    Raises
    ------
    SchemaError
        If ``tokens`` lacks a column.
    """
    TOKENS.require(tokens)
    article, _ = encode(tokens["article_id"])
    word, terms = encode(tokens["text"])
    order = running_order(article, tokens)
    order = np.arange(len(tokens)) if order is None else order
    article, word = article[order], word[order]
    sentence, start, end = (tokens[name].to_numpy()[order] for name in ("sentence_id", "start", "end"))
    categories = pd.Categorical(tokens["pos"])
    tags = np.asarray(categories.categories, dtype=object)
    tag = np.asarray(categories.codes)[order]
    kept = np.flatnonzero(np.append(tags, "x")[tag] != "x")
    # What stands between two words, punctuation or white space, leaves a gap of offsets.
    parted = (np.diff(article[kept], prepend=-1) != 0) | (np.diff(sentence[kept], prepend=-1) != 0)
    parted[1:] |= end[kept][:-1] != start[kept][1:]
    return Words(word[kept], article[kept], np.cumsum(parted), tag[kept], terms, tags)


def grow_sequences(words: Words, longest: int, min_n: int) -> Iterator[Sequences]:
    """Yield the sequences of one word, of two, and so on, as long as any is frequent enough.

    A sequence can only be as frequent as what it begins and ends with, so each size grows out of the one before.
    """
    n_words = len(words.word)
    at = np.arange(n_words)
    kind = words.word
    for size in range(1, longest + 1):
        if size > 1:
            place = np.full(n_words + 1, -1, dtype=np.int64)
            place[at] = kind
            at = at[at + size - 1 < n_words]
            # What follows must be a frequent sequence of its own, and of the same stretch.
            at = at[(place[at + 1] >= 0) & (words.stretch[at] == words.stretch[at + size - 1])]
            kind = place[at] * len(words.terms) + words.word[at + size - 1]
        found = _counted(size, at, kind, words.article, min_n)
        if not len(found.n):
            return
        yield found
        at, kind = found.at, found.kind


def _counted(
    size: int, at: NDArray[np.int64], key: NDArray[np.int64], article: NDArray[np.int64], min_n: int
) -> Sequences:
    """Count the occurrences of each key and drop the rare ones."""
    order = np.argsort(key, kind="stable")
    ordered, articles = key[order], article[at[order]]
    new = np.ones(len(order), dtype=bool)
    new[1:] = ordered[1:] != ordered[:-1]
    head = np.flatnonzero(new)
    n = np.diff(np.append(head, len(order)))
    other = new.copy()
    other[1:] |= articles[1:] != articles[:-1]
    n_articles = np.add.reduceat(other.astype(np.int64), head) if len(head) else n
    often = n >= min_n
    number = np.where(often, np.cumsum(often) - 1, -1)
    kind = np.empty(len(order), dtype=np.int64)
    kind[order] = np.repeat(number, n)
    kept = kind >= 0
    return Sequences(size, at[kept], kind[kept], n[often], n_articles[often], at[order[head[often]]])
