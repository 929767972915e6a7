"""Dictionary coding: which category of a codebook each place of the texts belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from wenming_nlp.errors import InputError
from wenming_nlp.schema import ARTICLES, CODING_COUNTS, CODINGS, SENTENCES
from wenming_nlp.terms.groups import group_articles
from wenming_nlp.terms.spans import Spans, article_rows, at_words, find_strings

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from wenming_nlp.terms.codebook import Codebook, Rule

__all__ = ["code_articles", "count_codings"]

_WIDE = 2**32  # no text is as long


def code_articles(
    articles: pd.DataFrame,
    codebook: Codebook,
    *,
    sentences: pd.DataFrame | None = None,
    tokens: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Find every place that belongs to a category.

    Parameters
    ----------
    articles : DataFrame conforming to `schema.ARTICLES`
        ``article_id`` and ``text`` are enough.
    codebook : Codebook
    sentences : DataFrame conforming to `schema.SENTENCES`, optional
        Makes AND, NOT and NEAR ask about the same sentence instead of the same article.
    tokens : DataFrame conforming to `schema.TOKENS`, optional
        Keeps only terms that begin and end where words do: 人大 not within 众人大喊.

    Returns
    -------
    DataFrame conforming to `schema.CODINGS`
        A row a term that stands where a rule holds; what is excluded by NOT is none, and NEAR gives only the terms
        that are near each other. A term within a longer one of the same category counts once, as the longer one.

    Raises
    ------
    SchemaError
        If a table lacks a column.
    InputError
        If ``codebook`` is none.

    Examples
    --------
    >>> import pandas as pd
    >>> from wenming_nlp.terms.codebook import Codebook
    >>> book = Codebook.from_mapping({"志愿": ["志愿者"], "治理": {"rules": ["社区 NEAR/4 治理 NOT 企业"]}})
    >>> articles = pd.DataFrame({"article_id": ["a", "b"], "text": ["志愿者参与社区治理。", "社区治理靠企业。"]})
    >>> code_articles(articles, book)
      article_id  start  end category text
    0          a      0    3       志愿  志愿者
    1          a      5    7       治理   社区
    2          a      7    9       治理   治理
    """
    ARTICLES.require(articles, "article_id", "text")
    if not hasattr(codebook, "categories"):
        raise InputError(f"codebook: expected a Codebook, such as Codebook.from_toml(…), got {codebook!r}")
    terms = codebook.terms()
    found = find_strings(articles, terms)
    if tokens is not None:
        found = found.where(at_words(found, articles, tokens))
    unit = found.row
    if sentences is not None:
        unit = _sentence_of(found, articles, sentences)
        found, unit = found.where(unit >= 0), unit[unit >= 0]
    coder = _Coder(found, unit, {term: i for i, term in enumerate(terms)})
    parts = []
    names: list[str] = []
    for category in codebook.categories:
        rows = coder.longest(np.unique(np.concatenate([coder.find(rule) for rule in category.rules])))
        parts.append(rows)
        names += [category.name] * len(rows)
    rows = np.concatenate([np.zeros(0, dtype=np.int64), *parts])
    spans = found.where(rows)
    columns: dict[str, Any] = {
        "article_id": articles["article_id"].to_numpy(dtype=object)[spans.row],
        "start": spans.start,
        "end": spans.end,
        "category": names,
        "text": np.array([*terms, ""], dtype=object)[spans.what],
    }
    return CODINGS.conform(columns)


def count_codings(
    codings: pd.DataFrame, articles: pd.DataFrame, *, by: str | None = None, categories: Sequence[str] = ()
) -> pd.DataFrame:
    """Count what was coded, in all or by group.

    Parameters
    ----------
    codings : DataFrame conforming to `schema.CODINGS`
        Of `code_articles`.
    articles : DataFrame conforming to `schema.ARTICLES`
        The same articles. ``article_id`` and what `by` needs are enough.
    by : str, optional
        A column of `articles`, such as ``home``, ``kind`` or ``article_id``; or ``year``, ``quarter`` or ``month``.
        Articles without a value are in no group.
    categories : sequence of str, optional
        Categories to list even where they have no row.

    Returns
    -------
    DataFrame conforming to `schema.CODING_COUNTS`
        A row a category and group, also where nothing was found: ``n`` places in ``n_articles`` articles, which are
        ``share`` of the group's. Without `by` there is one group, which is null.

    Raises
    ------
    SchemaError
        If a table lacks a column.
    InputError
        If there is no such column, or a coding is of no article of the table.

    Examples
    --------
    >>> import pandas as pd
    >>> codings = pd.DataFrame({"article_id": ["a", "a"], "category": ["志愿", "志愿"]})
    >>> articles = pd.DataFrame({"article_id": ["a", "b"], "home": ["播州区", "播州区"]})
    >>> count_codings(codings, articles, by="home")
      category group  n  n_articles  share
    0       志愿   播州区  2           1    0.5
    """
    CODINGS.require(codings, "article_id", "category")
    ARTICLES.require(articles, "article_id")
    rows = article_rows(articles, codings["article_id"])
    names = sorted({*codings["category"], *categories})
    category = np.searchsorted(np.array(names, dtype=object), codings["category"].to_numpy(dtype=object))
    if by is None:
        groups, group = [None], np.zeros(len(articles), dtype=np.int64)
    else:
        labels = group_articles(articles, by)
        groups = sorted(labels.dropna().unique())
        place = {label: i for i, label in enumerate(groups)}
        group = np.array([place.get(label, -1) for label in labels], dtype=np.int64)
    keep = group[rows] >= 0
    rows, cell = rows[keep], (category[keep] * len(groups) + group[rows[keep]]).astype(np.int64)
    n_cells = len(names) * len(groups)
    pairs = np.unique(cell * max(1, len(articles)) + rows)
    n_articles = np.bincount(pairs // max(1, len(articles)), minlength=n_cells)
    sizes = np.tile(np.bincount(group[group >= 0], minlength=len(groups)), len(names))
    columns: dict[str, Any] = {
        "category": np.repeat(np.array(names, dtype=object), len(groups)),
        "group": groups * len(names),
        "n": np.bincount(cell, minlength=n_cells),
        "n_articles": n_articles,
        "share": n_articles / np.maximum(sizes, 1),
    }
    return CODING_COUNTS.conform(columns)


class _Coder:
    """Finds the rows of a table of spans that a rule keeps; all indices are sorted."""

    def __init__(self, spans: Spans, unit: NDArray[np.int64], place: dict[str, int]) -> None:
        self._spans = spans
        self._unit = unit
        self._place = place
        order = np.argsort(spans.what, kind="stable")
        bounds = np.searchsorted(spans.what[order], np.arange(len(place) + 1))
        self._rows = [order[bounds[i] : bounds[i + 1]] for i in range(len(place))]

    def find(self, rule: Rule) -> NDArray[np.int64]:
        if rule.operator == "TERM":
            return self._rows[self._place[rule.term]]
        first, second = (self.find(part) for part in rule.parts)
        if rule.operator == "OR":
            return np.union1d(first, second)
        if rule.operator == "NEAR":
            return np.union1d(self._near(first, second, rule.chars), self._near(second, first, rule.chars))
        in_first, in_second = self._unit[first], self._unit[second]
        if rule.operator == "NOT":
            return first[~np.isin(in_first, in_second)]
        return np.union1d(first[np.isin(in_first, in_second)], second[np.isin(in_second, in_first)])

    def _near(self, rows: NDArray[np.int64], others: NDArray[np.int64], chars: int) -> NDArray[np.int64]:
        """Return those rows that have one of the others beside them, at most so many characters away."""
        if not len(others):
            return rows[:0]
        start, end = (self._unit * _WIDE + column for column in (self._spans.start, self._spans.end))
        starts, ends = np.sort(start[others]), np.sort(end[others])
        behind = np.searchsorted(starts, end[rows], side="left")
        before = np.searchsorted(ends, start[rows], side="right") - 1
        # The distance to another sentence or article is far greater than any that can be asked for.
        near_behind = (behind < len(starts)) & (starts[np.minimum(behind, len(starts) - 1)] - end[rows] <= chars)
        near_before = (before >= 0) & (start[rows] - ends[np.maximum(before, 0)] <= chars)
        kept: NDArray[np.int64] = rows[near_behind | near_before]
        return kept

    def longest(self, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """Drop spans that lie within another one."""
        if not len(rows):
            return rows
        spans = self._spans.where(rows)
        order = np.lexsort((-spans.end, spans.row * _WIDE + spans.start))
        reach = (spans.row * _WIDE + spans.end)[order]
        furthest = np.maximum.accumulate(reach)
        inside = np.zeros(len(order), dtype=bool)
        inside[1:] = reach[1:] <= furthest[:-1]
        return np.sort(rows[order[~inside]])


def _sentence_of(spans: Spans, articles: pd.DataFrame, sentences: pd.DataFrame) -> NDArray[np.int64]:
    """Return the sentence that each span lies in, -1 where it lies in none."""
    SENTENCES.require(sentences, "article_id", "start", "end")
    row = article_rows(articles, sentences["article_id"])
    start, end = (row * _WIDE + sentences[name].to_numpy(dtype=np.int64) for name in ("start", "end"))
    order = np.argsort(start, kind="stable")
    place = np.searchsorted(start[order], spans.row * _WIDE + spans.start, side="right") - 1
    held = np.concatenate([end[order], [-1]])[place] >= spans.row * _WIDE + spans.end
    found: NDArray[np.int64] = np.where((place >= 0) & held, place, -1)
    return found
