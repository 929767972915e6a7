"""Counts over the token table, and the terms of a corpus."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from wenming_nlp.schema import TERMS, TOKENS
from wenming_nlp.terms.candidates import stop_words
from wenming_nlp.terms.codes import encode
from wenming_nlp.terms.dispersion import dispersions
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
    rows, article_ids = encode(tokens["article_id"], sort=False)
    texts = tokens["text"]
    if words_only and "pos" in tokens:
        keep = (tokens["pos"] != "x").to_numpy()
        rows, texts = rows[keep], texts[keep]
    columns, terms = encode(texts)
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
        `DocumentFrequencies`. ``dispersion`` is Gries' normalised DP over the articles, 0 (spread as the text is)
        to 1 (all in one article), ``juilland_d`` Juilland's D, 1 (the same share of each) to 0; see
        `dispersion.dispersions`. Both are null in a corpus of one article.

    Raises
    ------
    SchemaError
        If ``tokens`` lacks ``article_id`` or ``text``.

    Examples
    --------
    >>> tokens = pd.DataFrame({"article_id": ["a", "a", "b"], "text": ["志愿者", "广场", "志愿者"]})
    >>> build_terms(tokens)[["term", "n", "n_articles", "dispersion"]]
      term  n  n_articles  dispersion
    0   广场  1           1        0.50
    1  志愿者  2           2        0.25
    """
    found = count_terms(tokens)
    counts = found.counts.tocsc()
    n_articles, n_terms = counts.shape
    if not n_terms:
        return TERMS.empty()
    totals = np.asarray(counts.sum(axis=0)).ravel()
    spread = dispersions(counts, np.asarray(counts.sum(axis=1)).ravel().astype(np.float64))
    stops = frozenset() if keep_stop_words else stop_words()
    keep = [i for i, term in enumerate(found.terms) if spread.range[i] >= min_articles and term not in stops]
    frequencies = DocumentFrequencies(n_articles, dict(zip(found.terms, spread.range.tolist(), strict=True)))
    chosen = found.terms[keep]
    return TERMS.conform(
        pd.DataFrame(
            {
                "term": chosen,
                "n": totals[keep],
                "n_articles": spread.range[keep],
                "idf": [frequencies.idf(term) for term in chosen],
                "dispersion": spread.dp_norm[keep],
                "juilland_d": spread.juilland_d[keep],
            }
        )
    )
