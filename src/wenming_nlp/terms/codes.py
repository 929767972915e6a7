"""String columns as whole numbers: what every count over the token table begins with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Codes", "encode", "running_order"]


class Codes(NamedTuple):
    """A column of strings, each distinct one spelt out once.

    Attributes
    ----------
    codes : ndarray of int64, shape (n_rows,)
        Place of each row's value in `values`, -1 for a null.
    values : ndarray of str, shape (n_values,)
        The distinct values.
    """

    codes: NDArray[np.int64]
    values: NDArray[Any]


def encode(column: pd.Series[Any], *, sort: bool = True) -> Codes:
    """Return a column of strings as codes, without an object a row.

    Parameters
    ----------
    column : Series of str
    sort : bool, default True
        Values by code point, the same whatever the order of the rows; otherwise in order of first appearance.

    Returns
    -------
    Codes

    Examples
    --------
    >>> codes, values = encode(pd.Series(["文明", "城市", "文明"]))
    >>> codes.tolist(), values.tolist()
    ([1, 0, 1], ['城市', '文明'])
    """
    if isinstance(column.dtype, pd.CategoricalDtype):
        column = column.astype(object)
    array = pa.array(column, from_pandas=True)
    whole = array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array
    if isinstance(whole, pa.ChunkedArray):  # no rows: there is no chunk to take
        whole = pa.array([], pa.string())
    if not pa.types.is_string(whole.type) and not pa.types.is_large_string(whole.type):
        whole = whole.cast(pa.string())
    encoded = whole.dictionary_encode()
    values = np.array(encoded.dictionary.to_pylist(), dtype=object)
    codes = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64)
    if not sort or not len(values):
        return Codes(codes, values)
    order = np.argsort(values, kind="stable")
    place = np.empty(len(values) + 1, dtype=np.int64)
    place[order] = np.arange(len(values))
    place[-1] = -1
    return Codes(place[codes], values[order])


def running_order(articles: NDArray[np.int64], tokens: pd.DataFrame) -> NDArray[np.int64] | None:
    """Return what puts token rows into running order, None where they stand so already."""
    numbers = tokens["token_id"].to_numpy()
    step = np.diff(articles)
    if ((step > 0) | ((step == 0) & (np.diff(numbers) > 0))).all():
        return None
    return np.lexsort((numbers, articles))
