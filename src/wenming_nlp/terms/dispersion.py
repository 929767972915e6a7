"""How evenly a term is spread over the parts of a corpus: range, Gries' DP and Juilland's D."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from wenming_nlp.errors import InputError
from wenming_nlp.schema import ARTICLES, DISPERSION, TOKENS
from wenming_nlp.terms.codes import encode

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Dispersions", "dispersions", "measure_dispersion"]


class Dispersions(NamedTuple):
    """Measures of dispersion, an array each, in the order of the terms.

    Attributes
    ----------
    range : ndarray of int64
        Number of parts that hold the term.
    dp : ndarray of float64
        Gries' deviation of proportions, 0 (spread as the text is) to nearly 1 (all in one small part).
    dp_norm : ndarray of float64
        DP over the greatest value it can have, 0 to 1; null for a corpus of one part.
    juilland_d : ndarray of float64
        1 (the same share of every part) to 0 (all in one part); null for a corpus of one part.
    """

    range: NDArray[np.int64]
    dp: NDArray[np.float64]
    dp_norm: NDArray[np.float64]
    juilland_d: NDArray[np.float64]


def dispersions(counts: Any, sizes: NDArray[np.float64]) -> Dispersions:
    """Measure how evenly terms are spread over parts of any size.

    Parameters
    ----------
    counts : scipy.sparse array of shape (n_parts, n_terms)
        Occurrences of each term in each part; no term without any.
    sizes : ndarray of float64, shape (n_parts,)
        Number of words of each part. Parts without words count as none.

    Returns
    -------
    Dispersions

    Notes
    -----
    DP is half the sum, over the parts, of the differences between the part's share of the term's occurrences and
    its share of the words (Gries 2008, Dispersions and adjusted frequencies in corpora, International Journal of
    Corpus Linguistics 13); normalised over one less the least part's share (Lijffijt and Gries 2012, same journal
    17). Juilland's D is ``1 - v / sqrt(n_parts - 1)``, where ``v`` is the standard deviation of the term's shares
    of the parts, over all parts, divided by their mean. With hundreds of parts D lies near 1 for almost every
    frequent term (Biber and others 2016, same journal 21): measure it over homes or years rather than articles.

    Examples
    --------
    Gries' example: a word that stands 1, 2, 3, 4 and 5 times in parts of 9, 10, 10, 10 and 11 words.

    >>> import scipy.sparse as sp
    >>> found = dispersions(sp.csc_array([[1], [2], [3], [4], [5]]), np.array([9, 10, 10, 10, 11]))
    >>> found.range.item(), *(round(float(x[0]), 3) for x in (found.dp, found.dp_norm, found.juilland_d))
    (5, 0.18, 0.22, 0.785)
    """
    counts = counts.tocsc()
    n_terms = counts.shape[1]
    found = np.diff(counts.indptr).astype(np.int64)
    term_of = np.repeat(np.arange(n_terms), found)
    totals = np.bincount(term_of, counts.data, n_terms)
    sizes = np.asarray(sizes, dtype=np.float64)
    shares = sizes / sizes.sum() if sizes.sum() else sizes
    n_parts = int((sizes > 0).sum())
    observed = counts.data / totals[term_of]
    expected = shares[counts.indices]
    # Parts without the term add their whole share: sum |o - e| = sum over its parts + (1 - their shares).
    here = np.bincount(term_of, np.abs(observed - expected), n_terms)
    absent = 1.0 - np.bincount(term_of, expected, n_terms)
    dp = (here + absent) / 2
    nothing = np.full(n_terms, np.nan)
    if n_parts < 2:
        return Dispersions(found, dp, nothing, nothing)
    rates = counts.data / sizes[counts.indices]
    mean = np.bincount(term_of, rates, n_terms) / n_parts
    square = np.bincount(term_of, (rates - mean[term_of]) ** 2, n_terms) + (n_parts - found) * mean**2
    variation = np.sqrt(square / n_parts) / mean
    room = 1.0 - shares[sizes > 0].min()
    return Dispersions(found, dp, dp / room, 1.0 - variation / np.sqrt(n_parts - 1))


def measure_dispersion(
    tokens: pd.DataFrame, articles: pd.DataFrame, *, by: str = "home", min_n: int = 2
) -> pd.DataFrame:
    """Measure how evenly each word is spread over places, years or whatever else parts the articles.

    Parameters
    ----------
    tokens : DataFrame conforming to `schema.TOKENS`
        In any order; ``article_id``, ``text`` and ``pos`` are enough. Punctuation (tag x) is left out.
    articles : DataFrame conforming to `schema.ARTICLES`
        ``article_id`` and the column `by` are enough.
    by : str, default "home"
        The column of `articles` whose values are the parts. Articles without a value are left out.
    min_n : int, default 2
        Leave out words that stand less often: they cannot be spread.

    Returns
    -------
    DataFrame conforming to `schema.DISPERSION`
        ``range`` of ``n_parts`` parts hold the term; ``dp``, ``dp_norm`` and ``juilland_d`` as in `dispersions`.

    Raises
    ------
    SchemaError
        If a table lacks a column.
    InputError
        If no article has a value to part by, or `min_n` is below 1.

    Examples
    --------
    >>> tokens = pd.DataFrame({"article_id": list("aabb"), "text": ["文明", "城市", "文明", "乡村"], "pos": "n"})
    >>> articles = pd.DataFrame({"article_id": ["a", "b"], "home": ["播州区", "汇川区"]})
    >>> measure_dispersion(tokens, articles)
      term  n  range  n_parts   dp  dp_norm  juilland_d
    0   文明  2      2        2  0.0      0.0         1.0
    """
    import scipy.sparse as sp  # noqa: PLC0415  (0.2 s that a page's analysis does not need)

    TOKENS.require(tokens, "article_id", "text", "pos")
    ARTICLES.require(articles, "article_id", by)
    if isinstance(min_n, bool) or not isinstance(min_n, int) or min_n < 1:
        raise InputError(f"min_n: expected a whole number of 1 or more, got {min_n!r}")
    if tokens.empty:
        return DISPERSION.empty()
    words = tokens[(tokens["pos"] != "x").to_numpy()]
    article, ids = encode(words["article_id"])
    parts = encode(articles[by].astype("string"))
    if not len(parts.values):
        raise InputError(f"by: expected a column that parts the articles, got {by!r}, which is null in every article")
    part_of_article = np.full(len(ids) + 1, -1, dtype=np.int64)
    place = {name: i for i, name in enumerate(ids.tolist())}
    rows = np.array([place.get(name, -1) for name in articles["article_id"].tolist()], dtype=np.int64)
    part_of_article[rows[rows >= 0]] = parts.codes[rows >= 0]
    part = part_of_article[article]
    term, terms = encode(words["text"])
    keep = part >= 0
    shape = (len(parts.values), len(terms))
    counts = sp.coo_array((np.ones(int(keep.sum()), dtype=np.int64), (part[keep], term[keep])), shape=shape).tocsc()
    totals = np.asarray(counts.sum(axis=0)).ravel()
    sizes = np.asarray(counts.sum(axis=1)).ravel().astype(np.float64)
    chosen = np.flatnonzero(totals >= min_n)
    found = dispersions(counts[:, chosen], sizes)
    return DISPERSION.conform(
        pd.DataFrame(
            {
                "term": terms[chosen],
                "n": totals[chosen],
                "range": found.range,
                "n_parts": np.full(len(chosen), int((sizes > 0).sum())),
                "dp": found.dp,
                "dp_norm": found.dp_norm,
                "juilland_d": found.juilland_d,
            }
        )
    )
