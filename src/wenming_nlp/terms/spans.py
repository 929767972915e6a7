"""Stretches of the articles' texts as columns: where a string or pattern stands, and whether words begin there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from wenming_nlp.errors import InputError
from wenming_nlp.schema import ARTICLES, TOKENS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["Spans", "article_rows", "at_words", "find_pattern", "find_strings"]


class Spans(NamedTuple):
    """Stretches of text, as parallel columns.

    Attributes
    ----------
    row : ndarray of int64, shape (n_spans,)
        Row of the table of articles, counted from 0.
    start, end : ndarray of int64, shape (n_spans,)
        Code points of ``text``, half-open.
    what : ndarray of int64, shape (n_spans,)
        Which of several strings it is.
    """

    row: NDArray[np.int64]
    start: NDArray[np.int64]
    end: NDArray[np.int64]
    what: NDArray[np.int64]

    def where(self, keep: NDArray[Any]) -> Spans:
        """Return those spans that a mask or an index chooses."""
        return Spans(*(column[keep] for column in self))


def find_pattern(articles: pd.DataFrame, pattern: str | re.Pattern[str]) -> Spans:
    """Find a string or a regular expression in the texts of articles.

    Parameters
    ----------
    articles : DataFrame conforming to `schema.ARTICLES`
        ``text`` is enough.
    pattern : str or re.Pattern
        A string stands for itself. Matches of nothing do not count.

    Returns
    -------
    Spans
        In running order, none within another.

    Raises
    ------
    SchemaError
        If ``articles`` lacks ``text``.
    InputError
        If the pattern is empty or neither.
    """
    ARTICLES.require(articles, "text")
    if not isinstance(pattern, str | re.Pattern) or not pattern:
        raise InputError(f"node: expected a string or a compiled regular expression, got {pattern!r}")
    compiled = re.compile(re.escape(pattern)) if isinstance(pattern, str) else pattern
    literal = pattern if isinstance(pattern, str) else ""
    found = [
        (row, *match.span())
        for row, text in enumerate(articles["text"].to_list())
        # Most articles do not hold a literal at all, which `in` says faster than an expression.
        if literal in text
        for match in compiled.finditer(text)
        if match.end() > match.start()
    ]
    columns = np.array(found, dtype=np.int64).reshape(-1, 3)
    return Spans(columns[:, 0], columns[:, 1], columns[:, 2], np.zeros(len(columns), dtype=np.int64))


def find_strings(articles: pd.DataFrame, strings: Sequence[str]) -> Spans:
    """Find many strings in the texts of articles, in one pass.

    Parameters
    ----------
    articles : DataFrame conforming to `schema.ARTICLES`
        ``text`` is enough.
    strings : sequence of str
        None empty.

    Returns
    -------
    Spans
        Every occurrence of every string, also within another; ``what`` is its place in `strings`.

    Raises
    ------
    SchemaError
        If ``articles`` lacks ``text``.
    """
    from ahocorasick_rs import AhoCorasick  # noqa: PLC0415  (as elsewhere, loaded at first use)

    ARTICLES.require(articles, "text")
    machine = AhoCorasick(list(strings))
    found = [
        (row, start, end, what)
        for row, text in enumerate(articles["text"].to_list())
        for what, start, end in machine.find_matches_as_indexes(text, overlapping=True)
    ]
    columns = np.array(sorted(found), dtype=np.int64).reshape(-1, 4)
    return Spans(columns[:, 0], columns[:, 1], columns[:, 2], columns[:, 3])


def at_words(spans: Spans, articles: pd.DataFrame, tokens: pd.DataFrame) -> NDArray[np.bool_]:
    """Return which spans begin and end where words do.

    Parameters
    ----------
    spans : Spans
    articles : DataFrame conforming to `schema.ARTICLES`
        ``article_id`` is enough.
    tokens : DataFrame conforming to `schema.TOKENS`
        In any order; ``article_id``, ``start`` and ``end`` are enough.

    Returns
    -------
    ndarray of bool, shape (n_spans,)

    Raises
    ------
    SchemaError
        If a table lacks a column.
    """
    TOKENS.require(tokens, "article_id", "start", "end")
    concerned = articles["article_id"].iloc[np.unique(spans.row)]
    near = tokens[["article_id", "start", "end"]][tokens["article_id"].isin(concerned).to_numpy()]
    row = article_rows(articles, near["article_id"])
    wide = 2**32  # no text is as long
    begins = row * wide + near["start"].to_numpy(dtype=np.int64)
    ends = row * wide + near["end"].to_numpy(dtype=np.int64)
    found: NDArray[np.bool_] = np.isin(spans.row * wide + spans.start, begins)
    return found & np.isin(spans.row * wide + spans.end, ends)


def article_rows(articles: pd.DataFrame, ids: pd.Series[Any]) -> NDArray[np.int64]:
    """Return the row of the table of articles for each id.

    Parameters
    ----------
    articles : DataFrame conforming to `schema.ARTICLES`
        ``article_id`` is enough.
    ids : Series of str

    Returns
    -------
    ndarray of int64

    Raises
    ------
    InputError
        If an id is not in the table, or stands in it twice.
    """
    index = pd.Index(articles["article_id"])
    if not index.is_unique:
        twice = index[index.duplicated()][0]
        raise InputError(f"articles: expected every article_id once, got {twice!r} in two rows")
    rows: NDArray[np.int64] = index.get_indexer(pd.Index(ids)).astype(np.int64)
    if (rows < 0).any():
        unknown = ids.iloc[int((rows < 0).argmax())]
        raise InputError(f"expected rows of the {len(index):,} articles of the table, got one of {unknown!r}")
    return rows
