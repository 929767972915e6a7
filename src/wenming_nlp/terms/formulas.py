"""Which campaign formulas travel together: pairs that stand in the same articles more often than by chance."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from wenming_nlp.errors import InputError
from wenming_nlp.schema import FORMULA_PAIRS, SLOGANS
from wenming_nlp.terms.codes import encode

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["formula_pairs"]


def formula_pairs(slogans: pd.DataFrame, *, n_articles: int, min_articles: int = 2) -> pd.DataFrame:
    """Tell which formulas stand together in articles.

    Parameters
    ----------
    slogans : DataFrame conforming to `schema.SLOGANS`
        ``article_id`` and ``phrase`` are enough.
    n_articles : int
        How many articles were analysed, those without a formula included: what chance is measured by.
    min_articles : int, default 2
        Leave out pairs that share fewer articles.

    Returns
    -------
    DataFrame conforming to `schema.FORMULA_PAIRS`
        ``n_articles`` hold both, ``n_phrase`` and ``n_other`` the one and the other. ``lift`` is how many times as
        often they share an article as they would by chance (Brin and others 1997, Beyond Market Baskets).
        ``log_likelihood`` is the evidence that it is no chance (Dunning 1993, Accurate Methods for the Statistics of
        Surprise and Coincidence; 3.84 is p = 0.05, 10.83 p = 0.001): a pair that is rare can have a great lift by
        accident. ``phrase`` is the smaller by code point. Pairs of which one contains the other are left out.

    Raises
    ------
    SchemaError
        If ``slogans`` lacks a column.
    InputError
        If a number is out of range.

    Examples
    --------
    >>> slogans = pd.DataFrame({"article_id": ["a", "a", "b", "b", "c"], "phrase": ["门前三包", "一票否决"] * 2 + ["门前三包"]})
    >>> formula_pairs(slogans, n_articles=10)[["phrase", "other", "n_articles", "lift"]]
      phrase other  n_articles      lift
    0   一票否决  门前三包           2  3.333333
    """
    import scipy.sparse as sp  # noqa: PLC0415  (0.2 s that a page's analysis does not need)

    SLOGANS.require(slogans, "article_id", "phrase")
    article, ids = encode(slogans["article_id"])
    phrase, phrases = encode(slogans["phrase"])
    for name, value, least in (("n_articles", n_articles, len(ids)), ("min_articles", min_articles, 1)):
        if isinstance(value, bool) or not isinstance(value, int | np.integer) or value < least:
            raise InputError(f"{name}: expected a whole number of {least} or more, got {value!r}")
    if slogans.empty:
        return FORMULA_PAIRS.empty()
    shape = (len(ids), len(phrases))
    held = sp.coo_array((np.ones(len(phrase), dtype=np.int64), (article, phrase)), shape=shape).tocsr()
    held.data[:] = 1
    each = np.asarray(held.sum(axis=0)).ravel()
    # A formula of fewer articles is in no pair of so many.
    often = np.flatnonzero(each >= min_articles)
    held, each, phrases = held[:, often], each[often], phrases[often]
    both = sp.triu(held.T @ held, k=1).tocoo()
    keep = both.data >= min_articles
    one, other, n = both.row[keep], both.col[keep], both.data[keep].astype(np.int64)
    apart = np.array([a not in b and b not in a for a, b in zip(phrases[one], phrases[other], strict=True)], dtype=bool)
    one, other, n = one[apart], other[apart], n[apart]
    return FORMULA_PAIRS.conform(
        pd.DataFrame(
            {
                "phrase": phrases[one],
                "other": phrases[other],
                "n_articles": n,
                "n_phrase": each[one],
                "n_other": each[other],
                "lift": n * float(n_articles) / (each[one] * each[other]),
                "log_likelihood": _log_likelihood(n, each[one], each[other], n_articles),
            }
        )
    )


def _log_likelihood(
    both: NDArray[np.int64], one: NDArray[np.int64], other: NDArray[np.int64], total: int
) -> NDArray[np.float64]:
    """Return Dunning's G² of tables of two by two."""
    observed = np.array([both, one - both, other - both, total - one - other + both], dtype=np.float64)
    rows, columns = np.array([one, total - one], dtype=float), np.array([other, total - other], dtype=float)
    expected = (
        np.array([rows[0] * columns[0], rows[0] * columns[1], rows[1] * columns[0], rows[1] * columns[1]]) / total
    )
    ratio = np.divide(observed, expected, out=np.ones_like(observed), where=(observed > 0) & (expected > 0))
    found: NDArray[np.float64] = np.maximum(2.0 * (observed * np.log(ratio)).sum(axis=0), 0.0)
    return found
