"""The officials' network: who appears with whom, under whose chair, at one organ."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pandas as pd

from wenming_nlp.errors import InputError
from wenming_nlp.records.registry.careers import terms_of_office
from wenming_nlp.records.registry.identity import sightings
from wenming_nlp.schema import EVENTS, TIES

__all__ = ["ties"]

_PAIR: Final = ["source", "target"]


def ties(
    officials: pd.DataFrame, articles: pd.DataFrame, events: pd.DataFrame | None = None, *, max_people: int = 200
) -> pd.DataFrame:
    """Return the edges of the officials' network.

    Parameters
    ----------
    officials : DataFrame conforming to `schema.OFFICIALS`
    articles : DataFrame conforming to `schema.ARTICLES`
    events : DataFrame conforming to `schema.EVENTS`, optional
        Narrows ``together`` and ``chaired`` to those who took part in the same meeting or activity.
    max_people : int, default 200
        A list of more people than this (an honours list, all deputies of a congress) ties nobody together:
        n people have n²/2 pairs.

    Returns
    -------
    DataFrame conforming to `schema.TIES`
        ``together``: both are named with an office in one article (without `events`) or took part in one event;
        ``source`` is the smaller id. ``chaired``: ``source`` chaired what ``target`` took part in. ``same_organ``:
        both are seen in office at one organ in times that overlap; ``n_articles`` is the number of articles that
        name both, which may be 0, and the days are the first and last of the time they share.

    Raises
    ------
    SchemaError
        If a table lacks a column that is needed.
    InputError
        If `max_people` is no whole number of 2 or more.

    Examples
    --------
    >>> officials = pd.DataFrame({"article_id": ["a", "a"], "name": ["肖光强", "邹艺"], "post": ["区长", "副书记"],
    ...     "org": ["播州区政府", "播州区委"], "level": ["县", "县"], "roles": [["讲话"], ["主持"]]})
    >>> articles = pd.DataFrame({"article_id": ["a"], "home_adcode": ["520304"], "published": pd.to_datetime(["2017-04-19"])})
    >>> ties(officials, articles)[["source", "target", "kind", "n_articles"]]
              source         target      kind  n_articles
    0  肖光强-520304-1   邹艺-520304-1  together           1
    1   邹艺-520304-1  肖光强-520304-1   chaired           1
    """
    if isinstance(max_people, bool) or not isinstance(max_people, int) or max_people < 2:
        raise InputError(f"max_people: expected a whole number of 2 or more, got {max_people!r}")
    seen = sightings(officials, articles)
    if events is not None:
        EVENTS.require(events, "article_id", "name", "chair", "speakers", "attendees")
    if seen.empty:
        return TIES.empty()
    seen["published"] = pd.to_datetime(seen["published"])
    named = seen[["article_id", "person_id", "published"]].drop_duplicates(["article_id", "person_id"])
    if events is None:
        present = named.assign(gathering=named["article_id"])
        chairs = _having(seen, "主持").assign(gathering=lambda rows: rows["article_id"])
        acting = _having(seen, None).assign(gathering=lambda rows: rows["article_id"])
    else:
        present, chairs = _gatherings(seen, events)
        acting = present
    together = _count(_pairs(present, max_people))
    led = chairs[["gathering", "person_id"]].merge(
        acting[["gathering", "person_id", "article_id", "published"]], on="gathering", suffixes=("", "_of")
    )
    led = led.rename(columns={"person_id": "source", "person_id_of": "target"})
    led = _count(led[led["source"] != led["target"]])
    colleagues = _colleagues(seen, _count(_pairs(named.assign(gathering=named["article_id"]), max_people)), max_people)
    table = pd.concat(
        [together.assign(kind="together"), led.assign(kind="chaired"), colleagues.assign(kind="same_organ")],
        ignore_index=True,
    )
    return TIES.conform({name: table[name].array for name in TIES.columns})


def _having(seen: pd.DataFrame, role: str | None) -> pd.DataFrame:
    """Return article, person and day of those who played a role, or any."""
    told = [role in roles if role else bool(len(roles)) for roles in seen["roles"]]
    rows = seen.loc[np.array(told, dtype=bool), ["article_id", "person_id", "published"]]
    return rows.drop_duplicates(["article_id", "person_id"])


def _gatherings(seen: pd.DataFrame, events: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return who took part in each event and who chaired it, as far as they are officials."""
    ids = seen[["article_id", "name", "person_id", "published"]].drop_duplicates(["article_id", "name"])
    keyed = events[["article_id"]].assign(gathering=np.arange(len(events)))
    parts = []
    for column in ("chair", "speakers", "attendees"):
        rows = keyed.assign(name=pd.Series(events[column].to_list(), index=events.index, dtype=object), part=column)
        parts.append(rows.explode("name").dropna(subset=["name"]))
    took_part = pd.concat(parts, ignore_index=True).merge(ids, on=["article_id", "name"], how="inner")
    key = ["gathering", "person_id"]
    return took_part.drop_duplicates(key), took_part[took_part["part"] == "chair"].drop_duplicates(key)


def _pairs(present: pd.DataFrame, max_people: int) -> pd.DataFrame:
    """Return each two persons of a gathering, the smaller id first."""
    rows = present.sort_values(["gathering", "person_id"], kind="stable", ignore_index=True)
    sizes = rows.groupby("gathering", sort=False)["person_id"].transform("size").to_numpy()
    rows = rows[(sizes > 1) & (sizes <= max_people)].reset_index(drop=True)
    place = rows.groupby("gathering", sort=False).cumcount().to_numpy()
    sizes = rows.groupby("gathering", sort=False)["person_id"].transform("size").to_numpy()
    # Each row is the source of as many pairs as rows of its gathering come after it.
    after = sizes - place - 1
    first = np.repeat(np.arange(len(rows)), after)
    second = first + 1 + (np.arange(len(first)) - np.repeat(np.cumsum(after) - after, after))
    ids = rows["person_id"].to_numpy()
    return pd.DataFrame({
        "source": ids[first], "target": ids[second],
        "article_id": rows["article_id"].to_numpy()[first], "published": rows["published"].to_numpy()[first],
    })  # fmt: skip


def _count(pairs: pd.DataFrame) -> pd.DataFrame:
    """Return each pair once with its articles and days."""
    once = pairs.drop_duplicates([*_PAIR, "article_id"])
    table = once.groupby(_PAIR, sort=False).agg(
        n_articles=("article_id", "size"), first_seen=("published", "min"), last_seen=("published", "max")
    )  # fmt: skip
    counted: pd.DataFrame = table.reset_index()
    return counted


def _colleagues(seen: pd.DataFrame, together: pd.DataFrame, max_people: int) -> pd.DataFrame:
    """Return the pairs who were in office at one organ in times that overlap."""
    held = terms_of_office(seen)
    held = held[held["org"].notna()]
    spans = held.groupby(["org", "person_id"], sort=True).agg(first=("first_seen", "min"), last=("last_seen", "max"))
    rows = spans.reset_index().rename(columns={"org": "gathering"})
    rows["article_id"] = np.arange(len(rows))
    rows["published"] = rows["first"]
    found = _pairs(rows, max_people)
    ends: dict[str, Any] = {}
    for side in _PAIR:
        joined = found[[side]].assign(org=rows["gathering"].to_numpy()[found["article_id"].to_numpy()])
        both = joined.merge(rows, left_on=["org", side], right_on=["gathering", "person_id"], how="left")
        ends[side] = (both["first"].to_numpy(), both["last"].to_numpy())
    first = np.maximum(ends["source"][0], ends["target"][0])
    last = np.minimum(ends["source"][1], ends["target"][1])
    shared = first <= last
    pairs = found.loc[shared, _PAIR].assign(first_seen=first[shared], last_seen=last[shared])
    pairs = pairs.groupby(_PAIR, sort=False).agg(first_seen=("first_seen", "min"), last_seen=("last_seen", "max"))
    pairs = pairs.reset_index().merge(together[[*_PAIR, "n_articles"]], on=_PAIR, how="left")
    pairs["n_articles"] = pairs["n_articles"].fillna(0).astype(np.int64)
    colleagues: pd.DataFrame = pairs
    return colleagues
