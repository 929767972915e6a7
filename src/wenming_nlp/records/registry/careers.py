"""People of a corpus, and who held which office when."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from wenming_nlp.records.home import home_of
from wenming_nlp.records.registry.areas import NATION
from wenming_nlp.records.registry.identity import sightings
from wenming_nlp.schema import PEOPLE, TENURES

__all__ = ["people", "tenures", "terms_of_office"]


def people(officials: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return the persons who hold an office anywhere in a corpus, namesakes kept apart by home and post.

    Parameters
    ----------
    officials : DataFrame conforming to `schema.OFFICIALS`
        In any order.
    articles : DataFrame conforming to `schema.ARTICLES`
        Of the same corpus; only id, day and home are read.

    Returns
    -------
    DataFrame conforming to `schema.PEOPLE`
        ``home`` is the unit in which most articles place the person, null at the centre or where nothing tells;
        ``posts`` are his offices with their organs, earliest first. An office that many hold (代表) or whose organ
        is unknown tells no namesakes apart; see `wenming_nlp.records.registry.identity` for the rules.

    Raises
    ------
    SchemaError
        If a table lacks a column that is needed.

    Examples
    --------
    >>> from wenming_nlp.schema import ARTICLES, OFFICIALS
    >>> officials = pd.DataFrame({"article_id": ["a", "b", "c"], "name": ["张伟"] * 3, "post": ["区长", "书记", "局长"],
    ...     "org": ["播州区政府", "播州区委", "拱墅区教育局"], "level": ["县"] * 3, "roles": [[], [], []]})
    >>> articles = pd.DataFrame({"article_id": ["a", "b", "c"], "home_adcode": [None] * 3,
    ...     "published": pd.to_datetime(["2017-04-19", "2019-01-05", "2018-02-01"])})
    >>> found = people(officials, articles)
    >>> found[["person_id", "home", "n_articles"]].values.tolist()
    [['张伟-330105-1', '杭州市拱墅区', 1], ['张伟-520304-1', '遵义市播州区', 2]]
    >>> list(found["posts"].iloc[1])
    ['播州区政府区长', '播州区委书记']
    """
    seen = sightings(officials, articles)
    if seen.empty:
        return PEOPLE.empty()
    grouped = seen.groupby("person_id", sort=True)
    table = grouped.agg(
        name=("name", "first"),
        n_articles=("article_id", "nunique"),
        first_seen=("published", "min"),
        last_seen=("published", "max"),
    )
    table["home"] = _homes(seen).reindex(table.index)
    held = terms_of_office(seen).sort_values(["person_id", "first_seen", "org", "post"], na_position="last")
    offices = held["org"].astype(object).fillna("") + held["post"].astype(object)
    table["posts"] = _lists(held["person_id"].to_numpy(), offices.to_numpy()).reindex(table.index)
    table = table.reset_index()
    return PEOPLE.conform({name: table[name].array for name in PEOPLE.columns})


def tenures(officials: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return who held what when, as far as the articles show it.

    Parameters
    ----------
    officials : DataFrame conforming to `schema.OFFICIALS`
    articles : DataFrame conforming to `schema.ARTICLES`

    Returns
    -------
    DataFrame conforming to `schema.TENURES`
        ``first_seen`` and ``last_seen`` are the days of the earliest and latest article that name the person in
        this office: what is seen, no record of appointment. Both are null where no such article is dated. An
        office written without its organ counts for the only organ at which the same person holds it, if that one is
        named in at least half as many articles.

    Raises
    ------
    SchemaError
        If a table lacks a column that is needed.

    Examples
    --------
    >>> officials = pd.DataFrame({"article_id": ["a", "b", "c"], "name": ["肖光强"] * 3, "post": ["区长"] * 3,
    ...     "org": ["播州区政府", "播州区政府", None], "level": ["县", "县", None], "roles": [[], [], []]})
    >>> articles = pd.DataFrame({"article_id": ["a", "b", "c"], "home_adcode": ["520304"] * 3,
    ...     "published": pd.to_datetime(["2017-04-19", "2017-06-01", None])})
    >>> tenures(officials, articles)
             person_id post    org first_seen  last_seen  n_articles
    0  肖光强-520304-1   区长  播州区政府 2017-04-19 2017-06-01           3
    """
    seen = sightings(officials, articles)
    if seen.empty:
        return TENURES.empty()
    table = terms_of_office(seen)
    return TENURES.conform({name: table[name].array for name in TENURES.columns})


def terms_of_office(seen: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of `tenures`, unsorted, from what `sightings` returns.

    Parameters
    ----------
    seen : DataFrame
        With ``person_id``, ``post``, ``org``, ``article_id`` and ``published``.
    """
    rows = seen[["person_id", "post", "org", "article_id", "published"]].copy()
    counts = rows.groupby(["person_id", "post", "org"], dropna=False, sort=False)["article_id"].nunique().reset_index()
    named = counts[counts["org"].notna()].groupby(["person_id", "post"]).agg(
        n_orgs=("org", "size"), whole=("org", "first"), n=("article_id", "first")
    )  # fmt: skip
    bare = counts[counts["org"].isna()].set_index(["person_id", "post"])["article_id"]
    known = named.join(bare.rename("n_bare"), how="inner")
    known = known[(known["n_orgs"] == 1) & (known["n"] * 2 >= known["n_bare"])]
    if len(known):
        whole = rows[["person_id", "post"]].merge(known[["whole"]].reset_index(), how="left", on=["person_id", "post"])
        rows["org"] = rows["org"].where(rows["org"].notna(), whole["whole"].set_axis(rows.index))
    table = rows.groupby(["person_id", "post", "org"], dropna=False, sort=False).agg(
        first_seen=("published", "min"), last_seen=("published", "max"), n_articles=("article_id", "nunique")
    )  # fmt: skip
    return table.reset_index()


def _homes(seen: pd.DataFrame) -> pd.Series[Any]:
    """Return each person's unit by its name; of two in as many articles the lower one.

    Where any office says its unit, the homes of other articles that name the person count for nothing.
    """
    told = seen.groupby("person_id")["firm"].transform("any")
    placed = seen[seen["firm"] | ~told]
    placed = placed.assign(area=placed["area"].where(placed["area"] != NATION, ""))
    counts = placed.groupby(["person_id", "area"])["article_id"].nunique().rename("n").reset_index()
    counts["rank"] = counts["area"].str.rstrip("0").str.len()
    counts = counts.sort_values(["person_id", "n", "rank", "area"], ascending=[True, False, False, True])
    first = counts.drop_duplicates("person_id").set_index("person_id")["area"]
    return first.map({area: _name_of(area) for area in first.unique()})


@lru_cache(maxsize=4096)
def _name_of(area: str) -> str | None:
    """Return a unit's name as `Home.name` gives it, None for the centre or where no unit is known."""
    if area and not area[0].isdigit():
        return area  # a foreign state
    home = home_of(area, None) if area else None
    return home.name if home else None


def _lists(keys: np.ndarray[Any, Any], values: np.ndarray[Any, Any]) -> pd.Series[Any]:
    """Return the distinct values of each key in the order in which they come; equal keys stand together."""
    heads = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]]))
    parts = np.split(values, heads[1:])
    return pd.Series([list(dict.fromkeys(part.tolist())) for part in parts], index=keys[heads], dtype=object)
