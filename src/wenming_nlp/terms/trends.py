"""How much is said of a term over time: by month, quarter or year, and by group."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from wenming_nlp.errors import InputError
from wenming_nlp.schema import ARTICLES, TEMPERATURE, TRENDS
from wenming_nlp.terms.codes import encode
from wenming_nlp.terms.occurrences import check_phrases, find_occurrences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["PERIODS", "THRESHOLDS", "trends"]

#: Periods that articles can be counted by, with how many there are in a year.
PERIODS: Final = {"year": 1, "quarter": 4, "month": 12}
#: From which share of the articles on a term is 沸, 烫, 热, 暖, 温; below the last it is 冷.
THRESHOLDS: Final = (0.05, 0.025, 0.0125, 0.00625, 0.003125)


def trends(
    articles: pd.DataFrame,
    terms: str | Sequence[str],
    *,
    by: str = "month",
    group: str | None = None,
    thresholds: Sequence[float] = THRESHOLDS,
) -> pd.DataFrame:
    """Count terms over time.

    A term is any string: it is looked for in the text as it stands, so that a formula is found whether it is one
    word or four, as a search of a newspaper's archive does. 文明 is also found inside 精神文明.

    Parameters
    ----------
    articles : DataFrame conforming to `schema.ARTICLES`
        ``published`` and ``text`` are enough, and `group`. Articles without a date are left out.
    terms : str or sequence of str
    by : {"month", "quarter", "year"}, default "month"
        Periods are written 2017-04, 2017Q2 and 2017.
    group : str, optional
        A column of `articles` to count apart by, such as ``home``, ``kind``, ``topic`` or one of your own; articles
        without a value are a group of their own.
    thresholds : sequence of 5 float, default `THRESHOLDS`
        From which share of the articles on a term is 沸, 烫, 热, 暖 and 温, falling.

    Returns
    -------
    DataFrame conforming to `schema.TRENDS`
        A row for each term, period and group that has articles, also where the term stands in none. ``n`` counts
        occurrences, ``share`` is ``n_articles`` over the articles of that period and group. ``temperature`` is null
        where the term does not occur.

    Raises
    ------
    SchemaError
        If ``articles`` lacks a column.
    InputError
        If there is no term, a term stands in no article, no article has a date, `by` is unknown, or the thresholds
        are not five falling shares.

    Notes
    -----
    The six tiers 沸 烫 热 暖 温 冷 are those of the discourse scale of the China Media Project, which since 2016
    has measured terms of one newspaper, the People's Daily, by the number of articles of a year that use them
    (https://chinamediaproject.org/2018/08/07/discourse-climate-report-july-2018/,
    https://sinocism.com/p/chinas-political-discourse-in-2020). Documented in words is 沸, 2,000 articles or more a
    year, and that shares of all articles take the place of counts where the size of the paper changes or a month
    is measured. The other bounds are published for that paper only and as a picture; **the default thresholds are
    therefore this library's own**: 沸 from one article in twenty on, each tier below from half of that. To measure
    as the project does, give its counts divided by the number of articles a year.

    Examples
    --------
    >>> articles = pd.DataFrame({"published": pd.to_datetime(["2016-05-01", "2017-04-19", "2017-04-20"]),
    ...     "text": ["召开会议。", "志愿服务进社区，志愿服务暖人心。", "开展志愿服务。"]})
    >>> trends(articles, "志愿服务", by="year")
       term period group  n  n_articles  share temperature
    0  志愿服务   2016   NaN  0           0    0.0         NaN
    1  志愿服务   2017   NaN  3           2    1.0           沸
    """
    ARTICLES.require(articles, "published", "text", *([] if group is None else [group]))
    if by not in PERIODS:
        raise InputError(f"by: expected one of {', '.join(PERIODS)}, got {by!r}")
    bounds = _bounds(thresholds)
    phrases = check_phrases(terms, where="terms")
    if articles.empty:
        return TRENDS.empty()
    found = find_occurrences(articles, phrases)
    absent = sorted(set(range(len(phrases))) - set(found.phrase.tolist()))
    if absent:
        raise InputError(
            f"terms: expected terms that occur, got {phrases[absent[0]]!r}, which stands in none of "
            f"{len(articles)} articles"
        )
    cell, periods, groups, sizes = _cells(articles, by, group)
    kept = cell[found.article] >= 0
    phrase, article = found.phrase[kept], found.article[kept]
    n_cells = len(sizes)
    place = phrase * n_cells + cell[article]
    whole = len(phrases) * n_cells
    n = np.bincount(place, minlength=whole)
    first = np.unique(phrase * len(articles) + article, return_index=True)[1]
    n_articles = np.bincount(place[first], minlength=whole)
    share = n_articles / np.tile(sizes, len(phrases))
    tiers = np.array([*TEMPERATURE.values, None], dtype=object)
    # Bounds fall, so the tier is the number of them that the share stays below.
    tier = np.where(n_articles > 0, (share[:, None] < bounds[None, :]).sum(axis=1), len(tiers) - 1)
    return TRENDS.conform(
        pd.DataFrame(
            {
                "term": np.repeat(np.array(phrases, dtype=object), n_cells),
                "period": np.tile(periods, len(phrases)),
                "group": np.tile(groups, len(phrases)),
                "n": n,
                "n_articles": n_articles,
                "share": share,
                "temperature": tiers[tier],
            }
        )
    )


def _bounds(thresholds: Sequence[float]) -> NDArray[np.float64]:
    given = list(thresholds)
    steps = len(TEMPERATURE.values) - 1
    good = len(given) == steps and all(isinstance(x, int | float) and not isinstance(x, bool) for x in given)
    if not good or not all(1 >= a > b > 0 for a, b in pairwise(given)):
        raise InputError(f"thresholds: expected {steps} falling shares between 0 and 1, got {thresholds!r}")
    return np.array(given, dtype=np.float64)


def _cells(
    articles: pd.DataFrame, by: str, group: str | None
) -> tuple[NDArray[np.int64], NDArray[Any], NDArray[Any], NDArray[np.int64]]:
    """Return each article's cell (-1 without a date), and for each cell its period, group and number of articles."""
    day = pd.to_datetime(articles["published"])
    dated = day.notna().to_numpy()
    if not dated.any():
        raise InputError(f"published: expected a date in at least one of {len(articles)} articles, got none")
    per_year = PERIODS[by]
    year = day.dt.year.fillna(0).to_numpy(dtype=np.int64)
    part = (day.dt.month.fillna(1).to_numpy(dtype=np.int64) - 1) * per_year // 12
    names: NDArray[Any] = np.array([None], dtype=object)
    codes = np.zeros(len(articles), dtype=np.int64)
    if group is not None:
        codes, values = encode(articles[group].astype("string"))
        names = np.array([*values, None], dtype=object)
        codes = np.where(codes < 0, len(values), codes)
    key = (year * per_year + part) * len(names) + codes
    cells, place = np.unique(key[dated], return_inverse=True)
    cell = np.full(len(articles), -1, dtype=np.int64)
    cell[dated] = place
    when = cells // len(names)
    periods = np.array([_label(int(y), int(p), by) for y, p in zip(when // per_year, when % per_year, strict=True)])
    return cell, periods.astype(object), names[cells % len(names)], np.bincount(place, minlength=len(cells))


def _label(year: int, part: int, by: str) -> str:
    return {"year": f"{year}", "quarter": f"{year}Q{part + 1}", "month": f"{year}-{part + 1:02}"}[by]
