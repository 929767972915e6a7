"""Articles by group: the values of a column, or the year, month or quarter that they were published in."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from wenming_nlp.errors import InputError
from wenming_nlp.schema import ARTICLES

if TYPE_CHECKING:
    from collections.abc import Collection

    import pandas as pd
    from numpy.typing import ArrayLike, NDArray

__all__ = ["articles_in", "articles_where", "group_articles"]

_PERIODS: Final = {"year": "Y", "quarter": "Q", "month": "M"}
_SHOWN: Final = 8


def group_articles(articles: pd.DataFrame, by: str) -> pd.Series[Any]:
    """Return the group of each article.

    Parameters
    ----------
    articles : DataFrame conforming to `schema.ARTICLES`
        ``published`` is enough for a period, otherwise the column `by`.
    by : str
        A column of `articles`, such as ``home``, ``kind``, ``topic`` or ``source``; or ``year`` (2017), ``quarter``
        (2017Q2) or ``month`` (2017-04).

    Returns
    -------
    Series of str
        In the order and with the index of `articles`; null for articles without a value or a date.

    Raises
    ------
    SchemaError
        If ``articles`` lacks ``published``.
    InputError
        If there is no such column.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"article_id": ["a", "b"], "published": pd.to_datetime(["2017-04-19", None])})
    >>> group_articles(articles, "quarter").tolist()
    ['2017Q2', nan]
    """
    if by in articles.columns:
        return _spelt(articles[by])
    if by not in _PERIODS:
        names = [*map(str, articles.columns), *_PERIODS]
        near = difflib.get_close_matches(str(by), names, 1)
        hint = f" Did you mean {near[0]!r}?" if near else ""
        raise InputError(f"by: expected a column of articles or one of {', '.join(_PERIODS)}, got {by!r}.{hint}")
    ARTICLES.require(articles, "published")
    return _spelt(articles["published"].dt.to_period(_PERIODS[by]))


def _spelt(column: pd.Series[Any]) -> pd.Series[Any]:
    """Return a column as strings, null where it is null."""
    values: pd.Series[Any] = column.astype(object).where(column.notna())
    return values.map(str, na_action="ignore")


def articles_in(groups: pd.Series[Any], chosen: str | int | Collection[str | int], *, name: str) -> NDArray[Any]:
    """Return which articles are in one of some groups.

    Parameters
    ----------
    groups : Series of str
        Of `group_articles`.
    chosen : str, int or collection of them
        One group, or several.
    name : str
        What the argument is called, for the message.

    Returns
    -------
    ndarray of bool, shape (n_articles,)

    Raises
    ------
    InputError
        If there is no such group, with those that there are.

    Examples
    --------
    >>> import pandas as pd
    >>> articles_in(pd.Series(["播州区", "汇川区", None]), "播州区", name="target").tolist()
    [True, False, False]
    """
    wanted = [chosen] if isinstance(chosen, str | int) else list(chosen)
    present = groups.value_counts()
    for group in map(str, wanted):
        if group not in present.index:
            near = difflib.get_close_matches(group, present.index.tolist(), 1)
            hint = f" Did you mean {near[0]!r}?" if near else ""
            frequent = sorted(present.index, key=lambda known: (-present[known], known))
            shown = ", ".join(frequent[:_SHOWN]) or "none"
            raise InputError(f"{name}: expected one of {len(present)} groups ({shown}, …), got {group!r}.{hint}")
    found: NDArray[Any] = groups.isin([str(group) for group in wanted]).to_numpy()
    return found


def articles_where(articles: pd.DataFrame, where: ArrayLike) -> NDArray[np.bool_]:
    """Return which articles a mask chooses, where null is no.

    Parameters
    ----------
    articles : DataFrame conforming to `schema.ARTICLES`
    where : array_like of bool, shape (n_articles,)
        Such as ``articles["kind"] == "会议"``; a Series needs the index of `articles`.

    Returns
    -------
    ndarray of bool, shape (n_articles,)

    Raises
    ------
    InputError
        If it is no such mask.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"article_id": ["a", "b"], "kind": ["会议", None]})
    >>> articles_where(articles, articles["kind"] == "会议").tolist()
    [True, False]
    """
    import pandas as pd  # noqa: PLC0415  (only types of it elsewhere)

    mask = where if isinstance(where, pd.Series) else pd.Series(np.asarray(where).ravel())
    if isinstance(where, pd.Series) and len(mask) == len(articles) and not mask.index.equals(articles.index):
        raise InputError("where: expected a Series with the index of articles, got another index")
    if len(mask) != len(articles) or not pd.api.types.is_bool_dtype(mask.dropna().infer_objects().dtype):
        raise InputError(f"where: expected {len(articles)} times True or False, got {len(mask)} of {mask.dtype}")
    found: NDArray[np.bool_] = mask.fillna(value=False).to_numpy(dtype=np.bool_)
    return found
