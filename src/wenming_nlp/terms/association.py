"""How strongly two words go together: measures of association over counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

__all__ = ["dice", "log_dice", "pmi", "t_score"]


def pmi(n: ArrayLike, expected: ArrayLike) -> NDArray[Any]:
    """Return pointwise mutual information, in bits.

    Parameters
    ----------
    n, expected : array_like
        How often two words stand together, above 0, and how often they would by chance.

    Returns
    -------
    ndarray of float64
        ``log2(n / expected)``: the association ratio of Church and Hanks (1990, Word association norms, mutual
        information, and lexicography, Computational Linguistics 16). 0 is chance, 1 twice as often as that. It is
        high for rare pairs.

    Examples
    --------
    "honorary doctor" of that paper, in 15 million words:

    >>> round(float(pmi(12, 111 * 621 / 15_000_000)), 2)
    11.35
    """
    found: NDArray[Any] = np.log2(np.asarray(n, dtype=np.float64) / np.asarray(expected, dtype=np.float64))
    return found


def t_score(n: ArrayLike, expected: ArrayLike) -> NDArray[Any]:
    """Return the t-score, which is high for frequent pairs.

    Parameters
    ----------
    n, expected : array_like
        As in `pmi`.

    Returns
    -------
    ndarray of float64
        ``(n - expected) / sqrt(n)`` (Church, Gale, Hanks and Hindle 1991, Using statistics in lexical analysis).

    Examples
    --------
    "new companies" of Manning and Schütze (1999, Foundations of statistical natural language processing, 5.3.1):

    >>> round(float(t_score(8, 15_828 * 4_675 / 14_307_668)), 6)
    0.999932
    """
    together = np.asarray(n, dtype=np.float64)
    found: NDArray[Any] = (together - np.asarray(expected, dtype=np.float64)) / np.sqrt(together)
    return found


def dice(n: ArrayLike, n_node: ArrayLike, n_term: ArrayLike) -> NDArray[Any]:
    """Return Dice's coefficient: twice the times together over the times of both.

    Parameters
    ----------
    n, n_node, n_term : array_like
        How often two words stand together, and each at all.

    Returns
    -------
    ndarray of float64

    Examples
    --------
    >>> float(dice(20, 42, 20))
    0.6451612903225806
    """
    both = np.asarray(n_node, dtype=np.float64) + np.asarray(n_term, dtype=np.float64)
    found: NDArray[Any] = 2.0 * np.asarray(n, dtype=np.float64) / both
    return found


def log_dice(n: ArrayLike, n_node: ArrayLike, n_term: ArrayLike) -> NDArray[Any]:
    """Return logDice, which does not depend on the size of the corpus.

    Parameters
    ----------
    n, n_node, n_term : array_like
        As in `dice`, ``n`` above 0.

    Returns
    -------
    ndarray of float64
        ``14 + log2(dice)`` (Rychlý 2008, A lexicographer-friendly association score, RASLAN). 14 where neither word
        stands without the other; one more is twice as often; below 0 is less than once in 16,000.

    Examples
    --------
    >>> log_dice([10, 5], [10, 10], [10, 10]).tolist()
    [14.0, 13.0]
    """
    found: NDArray[Any] = 14.0 + np.log2(dice(n, n_node, n_term))
    return found
