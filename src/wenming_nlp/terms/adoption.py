"""How a phrase spreads: when each place first used it, and how long after the first of all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from wenming_nlp.errors import InputError
from wenming_nlp.schema import ADOPTION, ARTICLES
from wenming_nlp.terms.codes import encode
from wenming_nlp.terms.occurrences import check_phrases, find_occurrences

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["adoption"]


def adoption(articles: pd.DataFrame, phrases: str | Sequence[str]) -> pd.DataFrame:
    """Tell when each place first used a phrase.

    Parameters
    ----------
    articles : DataFrame conforming to `schema.ARTICLES`
        ``article_id``, ``published``, ``home``, ``home_adcode`` and ``text`` are enough. Articles without a date or a
        home are left out.
    phrases : str or sequence of str
        Looked for in the text as they stand.

    Returns
    -------
    DataFrame conforming to `schema.ADOPTION`
        A row for each phrase and home that used it. ``first_seen`` is the day of the home's first article with the
        phrase, ``lag_days`` the days since the first of all homes, ``rank`` its place among them (homes of one day
        share a rank, the next keeps its number: 1, 1, 3). ``article_id``, ``start`` and ``end`` trace the first use;
        of several articles of one day it is that with the least id.

    Raises
    ------
    SchemaError
        If ``articles`` lacks a column.
    InputError
        If there is no phrase, or one stands in no article with a date and a home.

    Notes
    -----
    What is measured is the corpus: a place whose early pages are missing seems late. Lag and order are those of the
    study of the diffusion of policies (Gray 1973, Innovation in the States, American Political Science Review 67).

    Examples
    --------
    >>> articles = pd.DataFrame({"article_id": ["a", "b", "c"], "home": ["播州区", "汇川区", "播州区"],
    ...     "home_adcode": ["520304", "520303", "520304"],
    ...     "published": pd.to_datetime(["2018-08-02", "2018-09-01", "2018-10-05"]),
    ...     "text": ["文明实践开始了。", "开展文明实践。", "又是文明实践。"]})
    >>> adoption(articles, "文明实践")[["home", "first_seen", "lag_days", "rank", "article_id"]]
      home first_seen  lag_days  rank article_id
    0  汇川区 2018-09-01        30     2          b
    1  播州区 2018-08-02         0     1          a
    """
    ARTICLES.require(articles, "article_id", "published", "home", "home_adcode", "text")
    wanted = check_phrases(phrases, where="phrases")
    if articles.empty:
        return ADOPTION.empty()
    day = pd.to_datetime(articles["published"])
    usable = (day.notna() & articles["home_adcode"].notna()).to_numpy()
    kept = articles[usable].reset_index(drop=True)
    found = find_occurrences(kept, wanted)
    absent = sorted(set(range(len(wanted))) - set(found.phrase.tolist()))
    if absent:
        raise InputError(
            f"phrases: expected phrases that occur, got {wanted[absent[0]]!r}, which stands in none of the "
            f"{len(kept)} articles with a date and a home (of {len(articles)})"
        )
    days = day[usable].to_numpy().astype("datetime64[D]").astype(np.int64)
    ids, _ = encode(kept["article_id"])
    home, codes = encode(kept["home_adcode"])
    order = np.lexsort((found.start, ids[found.article], days[found.article], home[found.article], found.phrase))
    phrase, article = found.phrase[order], found.article[order]
    at_home = home[article]
    new = np.ones(len(order), dtype=bool)
    new[1:] = (np.diff(phrase) != 0) | (np.diff(at_home) != 0)
    first = order[new]
    phrase, article = found.phrase[first], found.article[first]
    seen = days[article]
    earliest = np.full(len(wanted), np.iinfo(np.int64).max)
    np.minimum.at(earliest, phrase, seen)
    # The rank is one more than the homes before: rows of a phrase, by day, less those of the same day.
    by_day = np.lexsort((seen, phrase))
    key = phrase[by_day] * (seen.max() + 1 - seen.min()) + seen[by_day] - seen.min()
    before = np.searchsorted(key, key, side="left") - np.searchsorted(phrase[by_day], phrase[by_day], side="left")
    rank = np.empty(len(first), dtype=np.int64)
    rank[by_day] = before + 1
    return ADOPTION.conform(
        pd.DataFrame(
            {
                "phrase": np.array(wanted, dtype=object)[phrase],
                "home_adcode": codes[home[article]],
                "home": kept["home"].array[article],
                "first_seen": seen.astype("datetime64[D]").astype("datetime64[ms]"),
                "lag_days": seen - earliest[phrase],
                "rank": rank,
                "article_id": kept["article_id"].array[article],
                "start": found.start[first],
                "end": found.end[first],
            }
        )
    )
