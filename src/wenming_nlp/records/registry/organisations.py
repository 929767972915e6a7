"""The organs of a corpus, each under its one name."""

from __future__ import annotations

import numpy as np
import pandas as pd

from wenming_nlp.records.registry.areas import NATION, area_of
from wenming_nlp.records.registry.one_name import one_name
from wenming_nlp.schema import ARTICLES, DEPARTMENTS, OFFICIALS, ORGANS

__all__ = ["organs"]


def organs(
    departments: pd.DataFrame, officials: pd.DataFrame | None = None, articles: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Return each organ of a corpus once.

    Parameters
    ----------
    departments : DataFrame conforming to `schema.DEPARTMENTS`
    officials : DataFrame conforming to `schema.OFFICIALS`, optional
        Counts the organs that are named only in an office (播州区委书记), one mention for each row.
    articles : DataFrame conforming to `schema.ARTICLES`, optional
        Says where an article of `officials` speaks from if `departments` has no row of it.

    Returns
    -------
    DataFrame conforming to `schema.ORGANS`
        ``home_adcode`` is the unit in the organ's own name (520300 for 遵义市公安局 on a page of 播州区), so that
        the 鼓楼区委 of two cities are two rows; where its name has none, the article's home, and null at the
        centre. Level and system are the most frequent ones.

    Raises
    ------
    SchemaError
        If a table lacks a column that is needed.

    Examples
    --------
    >>> departments = pd.DataFrame({"article_id": ["a", "a", "b"], "mention": ["区教育局", "市公安局", "教育局"],
    ...     "name": ["播州区教育局", "遵义市公安局", "播州区教育局"], "level": ["县", "市", "县"],
    ...     "system": ["政府", "垂管", "政府"], "home_adcode": ["520304"] * 3, "n": [2, 1, 1]})
    >>> organs(departments)
         name level system home_adcode  n_articles  n_mentions
    0  播州区教育局     县     政府      520304           2           3
    1  遵义市公安局     市     垂管      520300           1           1
    """
    columns = ["article_id", "name", "level", "system", "home_adcode", "n"]
    DEPARTMENTS.require(departments, *columns)
    rows = departments[columns]
    if officials is not None:
        OFFICIALS.require(officials, "article_id", "org", "level", "system")
        held = officials[["article_id", "org", "level", "system"]].rename(columns={"org": "name"})
        held = held[held["name"].notna()].assign(n=1)
        homes = departments[["article_id", "home_adcode"]]
        if articles is not None:
            ARTICLES.require(articles, "article_id", "home_adcode")
            homes = pd.concat([articles[["article_id", "home_adcode"]], homes], ignore_index=True)
        held = held.merge(homes.drop_duplicates("article_id"), on="article_id", how="left")
        rows = pd.concat([rows.astype({"level": object, "system": object}), held[columns]], ignore_index=True)
    if rows.empty:
        return ORGANS.empty()
    rows = rows.assign(**{name: rows[name].astype(object).fillna("") for name in ("name", "level", "system")})
    named, names = pd.factorize(rows["name"])
    rows["name"] = np.array([one_name(name) for name in names], dtype=object)[named]
    home = rows["home_adcode"].astype(object).fillna("")
    codes, places = pd.factorize(pd.MultiIndex.from_arrays([rows["name"], rows["level"], home]))
    area = np.array([area_of(*map(str, place))[0] for place in places], dtype=object)[codes]
    coded = np.array([code != NATION and code[:1].isdigit() for code in area], dtype=bool)
    rows = rows.assign(area=np.where(coded, area, ""))
    table = rows.groupby(["name", "area"], sort=True).agg(n_articles=("article_id", "nunique"), n_mentions=("n", "sum"))
    for column in ("level", "system"):
        counts = rows.groupby(["name", "area", column])["n"].sum().rename("n").reset_index()
        counts["none"] = counts[column] == ""
        counts = counts.sort_values(["none", "n", column], ascending=[True, False, True], kind="stable")
        table[column] = counts.drop_duplicates(["name", "area"]).set_index(["name", "area"])[column]
    table = table.reset_index().rename(columns={"area": "home_adcode"})
    for column in ("level", "system", "home_adcode"):
        table[column] = table[column].astype(object).where(table[column] != "", None)
    return ORGANS.conform({name: table[name].array for name in ORGANS.columns})
