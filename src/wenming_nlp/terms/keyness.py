"""Which words tell one part of a corpus from another."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from wenming_nlp.errors import InputError, SchemaError
from wenming_nlp.schema import KEYNESS, TOKENS
from wenming_nlp.terms.candidates import stop_words
from wenming_nlp.terms.checks import check_whole
from wenming_nlp.terms.codes import encode

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

__all__ = ["Keyness", "keyness", "measure_keyness"]


class Keyness(NamedTuple):
    """Measures of keyness, an array each, in the order of the terms.

    Attributes
    ----------
    log_likelihood : ndarray of float64
        G2, 0 or more.
    log_ratio : ndarray of float64
        How many times as frequent the term is in the target, in powers of two.
    p : ndarray of float64
        Of G2, with one degree of freedom.
    chi_square : ndarray of float64
        Pearson's, without a correction.
    log_odds, z : ndarray of float64
        Log-odds ratio with an informative Dirichlet prior (natural logarithm), and over its standard error.
    p_adjusted : ndarray of float64
        `p` for as many tests as there are terms.
    """

    log_likelihood: NDArray[Any]
    log_ratio: NDArray[Any]
    p: NDArray[Any]
    chi_square: NDArray[Any]
    log_odds: NDArray[Any]
    z: NDArray[Any]
    p_adjusted: NDArray[Any]


def measure_keyness(
    n_target: ArrayLike,
    n_reference: ArrayLike,
    *,
    size_target: float,
    size_reference: float,
    prior: ArrayLike,
    prior_size: float,
) -> Keyness:
    """Measure how typical terms are of a target against a reference, from their counts.

    Parameters
    ----------
    n_target, n_reference : array_like of shape (n_terms,)
        Occurrences of each term in either part.
    size_target, size_reference : float
        Words of either part, above 0.
    prior : array_like of shape (n_terms,)
        Occurrences of each term that are assumed beforehand, above 0.
    prior_size : float
        Words that are assumed beforehand: the sum of the prior over all terms, also those that are not asked for.

    Returns
    -------
    Keyness

    Notes
    -----
    With counts a and b, sizes c and d, and expected counts E1 = c (a + b) / (c + d), E2 = d (a + b) / (c + d):

    - G2 = 2 (a ln(a / E1) + b ln(b / E2)), where 0 ln 0 is 0 (Rayson and Garside 2000, Comparing corpora using
      frequency profiling, ACL workshop). ``p`` is that of chi-square with one degree of freedom. It can be trusted at
      p < 0.0001 where both expected counts reach 1, at p < 0.01 where they reach 8 (Rayson, Berridge and Francis
      2004, Extending the Cochran rule, JADT).
    - The log ratio is log2((a / c) / (b / d)); a count of 0 stands for 0.5 there (Hardie 2014, Log Ratio, an
      informal introduction).
    - Chi-square is that of the table of four cells (a, b, c - a, d - b), without Yates' correction; do not rely on it
      where an expected count is below 5.
    - The log-odds ratio with an informative Dirichlet prior and its z are equations 15, 16, 20 and 22 of Monroe,
      Colaresi and Quinn (2008, Fightin' words, Political Analysis 16). The prior draws rare terms to no difference,
      so that z needs no least count; beyond 1.96 either way it is a difference at 0.05.
    - ``p_adjusted`` is Benjamini and Hochberg's (1995): below 0.05, one in twenty of the terms is key by chance.

    Examples
    --------
    Rayson's reply to the Corpora list of 18 January 2002: the verb "keep" 348 times in learners' and 99 times in
    native speakers' English, a million words each.

    >>> found = measure_keyness([348], [99], size_target=1e6, size_reference=1e6, prior=[1], prior_size=500)
    >>> round(float(found.log_likelihood[0])), round(float(found.log_ratio[0]), 2)
    (147, 1.81)
    """
    from scipy.special import chdtrc, rel_entr  # noqa: PLC0415  (0.1 s that a page's analysis does not need)

    a, b = np.asarray(n_target, dtype=np.float64), np.asarray(n_reference, dtype=np.float64)
    c, d = float(size_target), float(size_reference)
    share = (a + b) / (c + d)
    # Equal shares can come out a rounding error below 0.
    log_likelihood = np.maximum(2 * (rel_entr(a, c * share) + rel_entr(b, d * share)), 0.0)
    p = chdtrc(1, log_likelihood)
    log_ratio = np.log2(np.where(a > 0, a, 0.5) / c) - np.log2(np.where(b > 0, b, 0.5) / d)
    rest = (c + d) - (a + b)
    room = np.where(rest > 0, (a + b) * rest * c * d, 1.0)
    chi_square = (c + d) * (a * (d - b) - b * (c - a)) ** 2 / room
    assumed = np.asarray(prior, dtype=np.float64)
    others = [np.maximum(size + prior_size - n - assumed, 0.0) for n, size in ((a, c), (b, d))]
    odds = [np.log(n + assumed) - np.log(np.where(left > 0, left, 1.0)) for n, left in zip((a, b), others, strict=True)]
    # A corpus of one word, again and again, has no odds: nothing differs.
    log_odds = np.where((others[0] > 0) & (others[1] > 0), odds[0] - odds[1], 0.0)
    z = log_odds / np.sqrt(1 / (a + assumed) + 1 / (b + assumed))
    return Keyness(log_likelihood, log_ratio, p, chi_square, log_odds, z, _adjusted(p))


def keyness(
    tokens: pd.DataFrame,
    target: Collection[str],
    reference: Collection[str] | None = None,
    *,
    term: str = "text",
    n: str | None = None,
    min_n: int = 5,
    prior: float = 500.0,
    keep_stop_words: bool = False,
) -> pd.DataFrame:
    """Compare the words of some articles with those of others.

    Parameters
    ----------
    tokens : DataFrame conforming to `schema.TOKENS`
        In any order; ``article_id`` and the column `term` are enough. Punctuation (tag x) is left out where the table
        has ``pos``. Another table with a row a thing said goes as well: `schema.SLOGANS` with ``term="phrase"`` and
        ``n="n"``, `schema.ENTITIES` with ``term="name"``.
    target : collection of str
        Ids of the articles that are asked about, as a list, a set or a Series.
    reference : collection of str, optional
        Ids of the articles that they are compared with; all others of the table if not given.
    term : str, default "text"
        Column that holds what is compared.
    n : str, optional
        Column that says how often a row's term stands in its article; once if not given.
    min_n : int, default 5
        Leave out terms that stand less often in both parts together: of them nothing can be said.
    prior : float, default 500
        Words that are assumed beforehand for ``log_odds``, spread as in the whole table; the number of Monroe,
        Colaresi and Quinn. More draws rare terms harder to no difference.
    keep_stop_words : bool, default False
        Whether stop words are listed. They always count as words of their part.

    Returns
    -------
    DataFrame conforming to `schema.KEYNESS`
        What is most typical of the target first, what is most typical of the reference last: by ``log_likelihood``,
        counted as negative where the term is rarer in the target. The measures are told in `measure_keyness`.

    Raises
    ------
    SchemaError
        If ``tokens`` lacks a column.
    InputError
        If a part has no word, an article is in both, or an option is out of range.

    Examples
    --------
    >>> tokens = pd.DataFrame({"article_id": list("aaabbb"), "text": ["志愿者", "志愿者", "社区", "社区", "交警", "交警"]})
    >>> found = keyness(tokens, ["a"], min_n=1)
    >>> found[["term", "n_target", "n_reference", "log_likelihood", "log_ratio"]].round(2)
      term  n_target  n_reference  log_likelihood  log_ratio
    0  志愿者         2            0            2.77        2.0
    1   社区         1            1            0.00        0.0
    2   交警         0            2            2.77       -2.0
    """
    TOKENS.require(tokens, "article_id")
    _require(tokens, term, n)
    check_whole("min_n", min_n)
    if isinstance(prior, bool) or not isinstance(prior, int | float) or not 0 < prior < float("inf"):
        raise InputError(f"prior: expected a number above 0, got {prior!r}")
    article, ids = encode(tokens["article_id"])
    part = _parts(ids, target, reference)[article]
    words, terms = encode(tokens[term])
    keep = (words >= 0) & (article >= 0)
    if "pos" in tokens:
        keep &= (tokens["pos"] != "x").to_numpy()
    words, part = words[keep], part[keep]
    times = None if n is None else tokens[n].to_numpy(dtype=np.float64)[keep]
    counts = np.stack([_count(words, times, part == side, len(terms)) for side in (0, 1, 2)])
    sizes = counts.sum(axis=1)
    for side, name in ((1, "target"), (2, "reference")):
        if not sizes[side]:
            known = f"the {len(ids):,} of the table" if len(ids) else "a table with articles"
            raise InputError(f"{name}: expected ids of articles with words, of {known}, got none that has any")
    listed = np.flatnonzero(counts[1] + counts[2] >= min_n)
    if not keep_stop_words:
        listed = listed[~np.isin(terms[listed].astype(str), list(stop_words()))]
    everywhere = counts.sum(axis=0)[listed] * (prior / counts.sum())
    found = measure_keyness(
        counts[1][listed],
        counts[2][listed],
        size_target=sizes[1],
        size_reference=sizes[2],
        prior=everywhere,
        prior_size=prior,
    )
    more = counts[1][listed] / sizes[1] >= counts[2][listed] / sizes[2]
    # Terms are sorted by code point, and so stay those that are as typical as each other.
    order = np.argsort(-np.where(more, 1.0, -1.0) * found.log_likelihood, kind="stable")
    measures = {name: values[order] for name, values in found._asdict().items()}
    columns = {
        "term": terms[listed][order],
        "n_target": counts[1][listed][order].astype(np.int64),
        "n_reference": counts[2][listed][order].astype(np.int64),
    }
    return KEYNESS.conform(columns | measures, sort=False)


def _require(tokens: pd.DataFrame, term: str, n: str | None) -> None:
    for name in (term, n):
        if name is not None and name not in tokens.columns:
            raise SchemaError(f"expected a table with a column {name!r}, got {', '.join(map(str, tokens.columns))}")


def _parts(ids: NDArray[Any], target: Collection[str], reference: Collection[str] | None) -> NDArray[np.int8]:
    """Return for each article, and for none at the end, 1 in the target, 2 in the reference, 0 in neither."""
    chosen = _ids("target", target)
    others = None if reference is None else _ids("reference", reference)
    if others is not None and not chosen.isdisjoint(others):
        raise InputError(f"reference: expected articles that are not in target, got {min(chosen & others)!r} in both")
    rest = 0 if others is not None else 2
    parts = [1 if name in chosen else 2 if others is not None and name in others else rest for name in ids.tolist()]
    return np.array([*parts, 0], dtype=np.int8)


def _ids(name: str, given: Collection[str]) -> set[str]:
    if isinstance(given, str) or not isinstance(given, Collection | pd.Series | pd.Index | np.ndarray):
        raise InputError(f"{name}: expected a collection of article ids, got {given!r}")
    return set(given)


def _count(words: NDArray[Any], times: NDArray[Any] | None, rows: NDArray[Any], n_terms: int) -> NDArray[np.float64]:
    weights = None if times is None else times[rows]
    return np.bincount(words[rows], weights, n_terms).astype(np.float64)


def _adjusted(p: NDArray[Any]) -> NDArray[Any]:
    """Return p-values after Benjamini and Hochberg."""
    order = np.argsort(p, kind="stable")
    scaled = p[order] * len(p) / np.arange(1, len(p) + 1)
    adjusted = np.empty(len(p))
    adjusted[order] = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1.0)
    return adjusted
