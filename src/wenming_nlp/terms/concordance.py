"""Key word in context: every place where something stands, with what is around it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from wenming_nlp.errors import InputError
from wenming_nlp.schema import ARTICLES, CONCORDANCE, ENTITIES, LABEL, OFFICIALS
from wenming_nlp.terms.checks import check_choice, check_whole
from wenming_nlp.terms.spans import Spans, article_rows, at_words, find_pattern

if TYPE_CHECKING:
    import re

__all__ = ["concordance", "mentions_of_official", "places_of_label"]

_ORDERS: Final = ("position", "left", "right")


def concordance(
    articles: pd.DataFrame,
    node: str | re.Pattern[str] | pd.DataFrame,
    *,
    tokens: pd.DataFrame | None = None,
    left_chars: int = 30,
    right_chars: int = 30,
    sort: str = "position",
) -> pd.DataFrame:
    r"""List every place where something stands, with its context.

    Parameters
    ----------
    articles : DataFrame conforming to `schema.ARTICLES`
        ``article_id`` and ``text`` are enough.
    node : str, re.Pattern or DataFrame
        A word or phrase, which is found wherever its characters stand; a regular expression; or any table whose rows
        are places of a text (``article_id``, ``start``, ``end``), such as ``entities[entities["label"] == "ORG"]``
        or `mentions_of_official`.
    tokens : DataFrame conforming to `schema.TOKENS`, optional
        Keeps only places that begin and end where words do: 人大 not within 众人大喊.
    left_chars, right_chars : int, default 30
        Characters of context.
    sort : {"position", "left", "right"}
        By article and place, or by the context, from the node outwards and by code point: places with the same words
        before or behind the node stand together.

    Returns
    -------
    DataFrame conforming to `schema.CONCORDANCE`
        ``node`` is ``text[start:end]``; ``left`` and ``right`` are what stands beside it, with a blank for each line
        break. At the ends of an article they are shorter.

    Raises
    ------
    SchemaError
        If a table lacks a column.
    InputError
        If the string or expression stands nowhere, places lie outside their article, or an option is out of range.

    Examples
    --------
    >>> articles = pd.DataFrame({"article_id": ["a"], "text": ["志愿服务进社区\n社区志愿服务队走访老人。"]})
    >>> concordance(articles, "志愿服务", left_chars=2, right_chars=3)
      article_id  start  end left  node right
    0          a      0    4       志愿服务   进社区
    1          a     10   14   社区  志愿服务   队走访
    """
    check_choice("sort", sort, _ORDERS)
    check_whole("left_chars", left_chars, least=0)
    check_whole("right_chars", right_chars, least=0)
    ARTICLES.require(articles, "article_id", "text")
    spans = _spans_of(articles, node) if isinstance(node, pd.DataFrame) else find_pattern(articles, node)
    anywhere = len(spans.row)
    if tokens is not None:
        spans = spans.where(at_words(spans, articles, tokens))
    if not len(spans.row) and not isinstance(node, pd.DataFrame) and len(articles):
        kind = "a string" if isinstance(node, str) else "an expression"
        whole = " as whole words" if anywhere else ""
        inside = f"; it is part of other words {anywhere:,} times" if anywhere else ""
        what = node if isinstance(node, str) else node.pattern
        raise InputError(
            f"node: expected {kind} that stands in the {len(articles):,} articles{whole}, got {what!r}{inside}"
        )
    texts = articles["text"].to_list()
    places = list(zip(spans.row.tolist(), spans.start.tolist(), spans.end.tolist(), strict=True))
    left = [texts[row][max(0, start - left_chars) : start].replace("\n", " ") for row, start, _ in places]
    right = [texts[row][end : end + right_chars].replace("\n", " ") for row, _, end in places]
    columns: dict[str, Any] = {
        "article_id": articles["article_id"].to_numpy(dtype=object)[spans.row],
        "start": spans.start,
        "end": spans.end,
        "left": left,
        "node": [texts[row][start:end] for row, start, end in places],
        "right": right,
    }
    table = CONCORDANCE.conform(columns)
    if sort == "position":
        return table
    context = table["right"].to_list() if sort == "right" else [text[::-1] for text in table["left"].to_list()]
    return table.iloc[sorted(range(len(table)), key=context.__getitem__)].reset_index(drop=True)


def mentions_of_official(officials: pd.DataFrame, entities: pd.DataFrame, name: str) -> pd.DataFrame:
    """Return the mentions of an official: wherever his name stands in articles in which he holds a post.

    Parameters
    ----------
    officials : DataFrame conforming to `schema.OFFICIALS`
        ``article_id`` and ``name`` are enough.
    entities : DataFrame conforming to `schema.ENTITIES`
        ``article_id``, ``start``, ``end``, ``label`` and ``name`` are enough.
    name : str

    Returns
    -------
    DataFrame
        Rows of `entities`.

    Raises
    ------
    SchemaError
        If a table lacks a column.
    InputError
        If no official has that name.

    Examples
    --------
    >>> officials = pd.DataFrame({"article_id": ["a"], "name": ["邹艺"]})
    >>> entities = pd.DataFrame({"article_id": ["a", "b"], "start": [0, 4], "end": [2, 6], "label": "PERSON", "name": "邹艺"})
    >>> mentions_of_official(officials, entities, "邹艺")[["article_id", "start"]].values.tolist()
    [['a', 0]]
    """
    OFFICIALS.require(officials, "article_id", "name")
    ENTITIES.require(entities, "article_id", "start", "end", "label", "name")
    held = officials.loc[officials["name"] == name, "article_id"]
    if held.empty:
        known = sorted(set(officials["name"]))
        shown = f" such as {', '.join(known[:5])}" if known else " but the table has none"
        raise InputError(f"name: expected the name of an official,{shown}; got {name!r}")
    meant = (entities["label"] == "PERSON") & (entities["name"] == name) & entities["article_id"].isin(held)
    return entities[meant]


def places_of_label(entities: pd.DataFrame, label: str) -> pd.DataFrame:
    """Return the mentions of a label.

    Parameters
    ----------
    entities : DataFrame conforming to `schema.ENTITIES`
        ``label`` is enough.
    label : str
        One of `schema.LABEL`.

    Returns
    -------
    DataFrame
        Rows of `entities`, none where no article has such a mention.

    Raises
    ------
    SchemaError
        If ``entities`` lacks ``label``.
    InputError
        If there is no such label.
    """
    ENTITIES.require(entities, "label")
    return entities[entities["label"] == check_choice("label", label, LABEL.values)]


def _spans_of(articles: pd.DataFrame, table: pd.DataFrame) -> Spans:
    """Return the places that a table names."""
    CONCORDANCE.require(table, "article_id", "start", "end")
    rows = article_rows(articles, table["article_id"])
    start, end = (table[name].to_numpy(dtype=np.int64) for name in ("start", "end"))
    length = articles["text"].str.len().to_numpy(dtype=np.int64)[rows]
    wrong = (start < 0) | (end < start) | (end > length)
    if wrong.any():
        i = int(wrong.argmax())
        where = f"{table['article_id'].iloc[i]!r}, {start[i]} to {end[i]}"
        raise InputError(f"node: expected places within their article, got {where} of {length[i]} characters")
    return Spans(rows, start, end, np.zeros(len(rows), dtype=np.int64))
