"""Counts over the token table, and the terms of a corpus."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from wenming_nlp.schema import TERMS, TOKENS
from wenming_nlp.terms.candidates import stop_words
from wenming_nlp.terms.frequencies import DocumentFrequencies

if TYPE_CHECKING:
    from typing import Any

__all__ = ["TermCounts", "build_terms", "count_terms"]


class TermCounts(NamedTuple):
    """How often each word stands in each article.

    Attributes
    ----------
    counts : scipy.sparse.csr_array of shape (n_articles, n_terms), int32
    article_ids : ndarray of str
        Rows, in order of first appearance.
    terms : ndarray of str
        Columns, sorted by code point.
    """

    counts: Any
    article_ids: Any
    terms: Any


def count_terms(tokens: pd.DataFrame, *, words_only: bool = True) -> TermCounts:
    """Count each word in each article.

    Parameters
    ----------
    tokens : DataFrame conforming to `schema.TOKENS`
        One row per token, in any order; ``article_id`` and ``text`` are enough, and ``pos`` if `words_only`.
    words_only : bool, default True
        Leave out punctuation (tag x) where the table has tags.

    Returns
    -------
    TermCounts

    Raises
    ------
    SchemaError
        If ``tokens`` lacks ``article_id`` or ``text``.

    Examples
    --------
    >>> tokens = pd.DataFrame({"article_id": ["a", "a", "b"], "text": ["文明", "城市", "文明"]})
    >>> found = count_terms(tokens)
    >>> found.terms.tolist(), found.counts.toarray().tolist()
    (['城市', '文明'], [[1, 1], [0, 1]])
    """
    import scipy.sparse as sp  # noqa: PLC0415  (0.2 s that a page's analysis does not need)

    TOKENS.require(tokens, "article_id", "text")
    rows, article_ids = pd.factorize(tokens["article_id"].to_numpy(dtype=object))
    if words_only and "pos" in tokens:
        keep = (tokens["pos"] != "x").to_numpy()
        rows, words = rows[keep], tokens["text"].to_numpy(dtype=object)[keep]
    else:
        words = tokens["text"].to_numpy(dtype=object)
    columns, terms = pd.factorize(words, sort=True)
    ones = np.ones(len(columns), dtype=np.int32)
    shape = (len(article_ids), len(terms))
    counts = sp.coo_array((ones, (rows, columns)), shape=shape).tocsr()
    return TermCounts(counts, article_ids, terms)


def build_terms(tokens: pd.DataFrame, *, min_articles: int = 1, keep_stop_words: bool = False) -> pd.DataFrame:
    """Return the terms of a corpus.

    Parameters
    ----------
    tokens : DataFrame conforming to `schema.TOKENS`
    min_articles : int, default 1
        Leave out terms of fewer articles.
    keep_stop_words : bool, default False
        Whether stop words are terms.

    Returns
    -------
    DataFrame
        `schema.TERMS`. ``idf`` is ``ln((1 + n) / (1 + df)) + 1`` blended with the general one as in
        `DocumentFrequencies`. ``dispersion`` is Gries' normalised DP, 0 (spread as the text is) to 1 (all in one
        article): half the sum of the differences between an article's share of the term and its share of
        the corpus, over one less the smallest share; null in a corpus of one article.
    """
    found = count_terms(tokens)
    counts = found.counts.tocsc()
    n_articles, n_terms = counts.shape
    if not n_terms:
        return TERMS.empty()
    totals = np.asarray(counts.sum(axis=0)).ravel()
    articles = np.diff(counts.indptr)
    sizes = np.asarray(counts.sum(axis=1)).ravel().astype(np.float64)
    shares = sizes / sizes.sum()
    term_of = np.repeat(np.arange(n_terms), articles)
    observed = counts.data / totals[term_of]
    expected = shares[counts.indices]
    # Articles without the term add their whole share: sum |o - e| = sum over its articles + (1 - their shares).
    here = np.bincount(term_of, np.abs(observed - expected), n_terms)
    absent = 1.0 - np.bincount(term_of, expected, n_terms)
    room = 1.0 - shares[sizes > 0].min()
    dispersion = (here + absent) / 2 / room if room > 0 else np.full(n_terms, np.nan)
    stops = frozenset() if keep_stop_words else stop_words()
    keep = [i for i, term in enumerate(found.terms) if articles[i] >= min_articles and term not in stops]
    frequencies = DocumentFrequencies(n_articles, dict(zip(found.terms, articles.tolist(), strict=True)))
    chosen = found.terms[keep]
    return TERMS.conform(
        {
            "term": chosen.tolist(),
            "n": totals[keep].tolist(),
            "n_articles": articles[keep].tolist(),
            "idf": [frequencies.idf(term) for term in chosen],
            "dispersion": dispersion[keep].tolist(),
        }
    )
