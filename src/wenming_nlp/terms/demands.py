"""The most frequent demands of a corpus, and who voices them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from wenming_nlp.errors import InputError
from wenming_nlp.schema import ARTICLES, DEMANDS, DIRECTIVES, OFFICIALS

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["core_of", "frequent_demands"]

_CLAUSE: Final = r"[，。；：！？,;:!?\n]+"
# What joins a demand to the one before: 同时, 二是, 三要.
_LEAD: Final = re.compile(
    r"^(?:同时|此外|另外|特别是|尤其是|以及|还|也|并)?(?:(?:第?[一二三四五六七八九十]+|首先|其次)(?=[要是])是?)?"
)
# Who shall do it, and the word that demands it: 全市上下要, 各级各部门必须. 重要 demands nothing, 不要 the contrary.
_MODAL: Final = re.compile(
    r"^[^要必务须应]{0,10}?(?:必须|务必|(?<![重主需首只想摘纪概紧不])要(?![求素点害件闻])|(?<!不)应当|(?<![必无不])须)"
)
# How it shall be done: what is demanded is the same with and without.
_MANNER: Final = re.compile(
    r"^(?:进一步|切实|不断|持续|着力|全力|扎实|深入|认真|坚决|积极|牢牢|始终|更加|更好|充分|大力|严格|全面|加快|继续|努力|主动|自觉"
    r"|高度|坚定不移|毫不动摇|持之以恒|坚持不懈)(?=..)"
)
_LEAST: Final = 4


def core_of(clause: str) -> str:
    """Return what a clause demands, without who shall do it and how.

    Examples
    --------
    >>> core_of("二是全市上下要进一步提高政治站位"), core_of("切实提高政治站位")
    ('提高政治站位', '提高政治站位')
    """
    core = _MODAL.sub("", _LEAD.sub("", clause.strip()))
    while True:
        shorter = _MANNER.sub("", core)
        if shorter == core or len(shorter) < _LEAST:
            return core
        core = shorter


def frequent_demands(
    directives: pd.DataFrame,
    officials: pd.DataFrame | None = None,
    articles: pd.DataFrame | None = None,
    *,
    min_articles: int = 2,
) -> pd.DataFrame:
    """Count what is demanded, and tell by whom.

    Parameters
    ----------
    directives : DataFrame conforming to `schema.DIRECTIVES`
        ``article_id``, ``level``, ``text`` and ``speaker`` are enough.
    officials : DataFrame conforming to `schema.OFFICIALS`, optional
        Gives the speakers' posts; ``article_id``, ``name`` and ``post`` are enough.
    articles : DataFrame conforming to `schema.ARTICLES`, optional
        Gives the days; ``article_id`` and ``published`` are enough.
    min_articles : int, default 2
        Leave out demands of fewer articles.

    Returns
    -------
    DataFrame conforming to `schema.DEMANDS`
        A demand is a clause of four characters or more without addressee, modal verb and manner (`core_of`), so that
        全市上下要进一步提高政治站位 counts with 切实提高政治站位. ``n`` counts it once where it stands both in a point and
        in the heading above. ``speakers`` and ``posts`` name those who voice it, the most frequent first; demands
        that the page ascribes to nobody add to neither. ``articles`` are the ids, sorted. Both days are null
        without `articles`.

    Raises
    ------
    SchemaError
        If a table lacks a column.
    InputError
        If `min_articles` is below 1.

    Examples
    --------
    >>> directives = pd.DataFrame({"article_id": ["a", "b", "b"], "level": [1, 1, 1], "speaker": ["李明", "王芳", None],
    ...     "text": ["要提高政治站位，压实责任", "各部门必须切实提高政治站位", "要抓好整改"]})
    >>> frequent_demands(directives)[["demand", "n", "n_articles", "speakers"]]
       demand  n  n_articles     speakers
    0  提高政治站位  2           2  ['李明' '王芳']
    """
    DIRECTIVES.require(directives, "article_id", "level", "text", "speaker")
    if isinstance(min_articles, bool) or not isinstance(min_articles, int) or min_articles < 1:
        raise InputError(f"min_articles: expected a whole number of 1 or more, got {min_articles!r}")
    rows = directives[["article_id", "level", "speaker"]].astype({"article_id": object, "speaker": object})
    rows = rows.assign(clause=directives["text"].astype(object).str.split(_CLAUSE, regex=True)).explode("clause")
    codes, clauses = pd.factorize(rows["clause"])
    cores = pd.Series([core_of(clause) for clause in clauses], dtype=object)
    rows["demand"] = cores.to_numpy(dtype=object)[codes]
    rows = rows[rows["demand"].str.len() >= _LEAST]
    spread = rows.groupby("demand")["article_id"].nunique()
    rows = rows[rows["demand"].isin(spread.index[spread >= min_articles])]
    if rows.empty:
        return DEMANDS.empty()
    # A point of level 2 stands in the text of its heading as well: the level that has more of it counts.
    by_level = rows.groupby(["demand", "article_id", "level"]).size()
    table = by_level.groupby(["demand", "article_id"]).max().groupby("demand").sum().rename("n").to_frame()
    table["n_articles"] = spread[table.index]
    voices = rows[rows["speaker"].notna()].drop_duplicates(["demand", "article_id", "speaker"])
    table["n_speakers"] = voices.groupby("demand")["speaker"].nunique().reindex(table.index, fill_value=0)
    table["speakers"] = _most_frequent(voices, "speaker", table.index)
    table["posts"] = _most_frequent(_posts(voices, officials), "post", table.index)
    table["first_seen"], table["last_seen"] = _days(rows, articles, table.index)
    ids = rows[["demand", "article_id"]].drop_duplicates().sort_values(["demand", "article_id"])
    table["articles"] = ids.groupby("demand")["article_id"].agg(list)
    return DEMANDS.conform(table.reset_index()[list(DEMANDS.columns)])


def _most_frequent(rows: pd.DataFrame, column: str, index: pd.Index[Any]) -> list[list[str]]:
    """Return the values of each demand, the most frequent first, equal ones by code point."""
    counts = rows.groupby(["demand", column]).size().rename("n").reset_index()
    counts = counts.sort_values(["demand", "n", column], ascending=[True, False, True])
    lists = counts.groupby("demand")[column].agg(list)
    found = dict(zip(lists.index.tolist(), lists.tolist(), strict=True))
    return [found.get(demand, []) for demand in index]


def _posts(voices: pd.DataFrame, officials: pd.DataFrame | None) -> pd.DataFrame:
    """Return the posts that the speakers hold in the articles in which they speak."""
    if officials is None:
        return pd.DataFrame({"demand": [], "post": []}, dtype=object)
    OFFICIALS.require(officials, "article_id", "name", "post")
    held = officials[["article_id", "name", "post"]].astype(object).drop_duplicates()
    return voices.merge(held, left_on=["article_id", "speaker"], right_on=["article_id", "name"])


def _days(rows: pd.DataFrame, articles: pd.DataFrame | None, index: pd.Index[Any]) -> Iterable[Any]:
    """Return the first and the last day of each demand."""
    if articles is None:
        nothing = pd.Series(pd.NaT, index=index, dtype="datetime64[ms]")
        return nothing, nothing
    ARTICLES.require(articles, "article_id", "published")
    day = pd.Series(pd.to_datetime(articles["published"]).to_numpy(), index=articles["article_id"].astype(object))
    seen = rows.assign(day=rows["article_id"].map(day)).groupby("demand")["day"]
    return seen.min().reindex(index), seen.max().reindex(index)
