"""Which units of text hold which terms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["incidence"]


def incidence(unit: NDArray[np.int64], term: NDArray[np.int64], n_terms: int) -> Any:
    """Return which units hold which terms, once each, however often.

    Parameters
    ----------
    unit, term : ndarray of int64, shape (n_words,)
        The number of each word's article or sentence, and of its string.
    n_terms : int

    Returns
    -------
    scipy.sparse.csr_array of shape (n_units, n_terms), int64
        1 where a unit holds a term; indices sorted.

    Examples
    --------
    >>> incidence(np.array([0, 0, 1]), np.array([2, 2, 0]), 3).toarray().tolist()
    [[0, 0, 1], [1, 0, 0]]
    """
    import scipy.sparse as sp  # noqa: PLC0415  (0.2 s that a page's analysis does not need)

    ones = np.ones(len(unit), dtype=np.int64)
    held = sp.coo_array((ones, (unit, term)), shape=(int(unit.max(initial=-1)) + 1, n_terms)).tocsr()
    held.data[:] = 1
    held.sort_indices()
    return held
