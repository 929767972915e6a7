"""The network of words that stand together."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

import numpy as np

from wenming_nlp.errors import InputError, SchemaError
from wenming_nlp.schema import COOCCURRENCE, TOKENS
from wenming_nlp.terms.association import dice, pmi
from wenming_nlp.terms.candidates import stop_words
from wenming_nlp.terms.checks import check_choice, check_whole
from wenming_nlp.terms.codes import encode
from wenming_nlp.terms.incidence import incidence
from wenming_nlp.terms.running import running_words

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

__all__ = ["cooccurrence"]


def cooccurrence(
    tokens: pd.DataFrame,
    terms: Collection[str] | None = None,
    *,
    by: str = "article",
    window: int = 5,
    term: str = "text",
    max_terms: int = 100,
    min_n: int = 2,
) -> pd.DataFrame:
    """Return which terms stand together, and how strongly.

    Parameters
    ----------
    tokens : DataFrame conforming to `schema.TOKENS`
        In any order. By article, any table with ``article_id`` and a column of terms goes: `schema.SLOGANS` with
        ``term="phrase"``, `schema.KEYWORDS` with ``term="term"``, `schema.ENTITIES` with ``term="name"``. Rows tagged
        as punctuation (x) are left out.
    terms : collection of str, optional
        The nodes of the network. If not given, the terms of most articles that are no stop words.
    by : {"article", "sentence", "window"}
        What terms have to share. A window ends with its sentence.
    window : int, default 5
        How many words apart two terms may stand, with ``by="window"``.
    term : str, default "text"
        Column that holds the terms.
    max_terms : int, default 100
        How many nodes there are where `terms` does not say.
    min_n : int, default 2
        Leave out pairs that stand together less often.

    Returns
    -------
    DataFrame conforming to `schema.COOCCURRENCE`
        One row a pair, ``source`` before ``target`` by code point; the most frequent pairs first. ``n`` counts
        articles, sentences or, by window, pairs of words; ``n_articles`` articles. With N units, of which f and g
        hold either term, ``pmi`` is log2(n N / (f g)) and ``dice`` 2 n / (f + g); by window f and g count words, and
        ``pmi`` is log2(n N / (2 window f g)), as there are so many places in reach of each word (Evert 2008).

    Raises
    ------
    SchemaError
        If ``tokens`` lacks a column.
    InputError
        If a term stands nowhere, or an option is out of range.

    See Also
    --------
    wenming_nlp.records.registry.ties : the network of officials.

    Examples
    --------
    >>> import pandas as pd
    >>> slogans = pd.DataFrame({"article_id": list("aabbc"), "phrase": ["两个维护", "四个意识"] * 2 + ["四个意识"]})
    >>> cooccurrence(slogans, term="phrase")
      source target  n  n_articles  pmi  dice
    0   两个维护   四个意识  2           2  0.0   0.8
    """
    check_choice("by", by, ("article", "sentence", "window"))
    for name, value in (("window", window), ("max_terms", max_terms), ("min_n", min_n)):
        check_whole(name, value)
    if by == "article":
        article, words, vocabulary = _columns(tokens, term)
        unit = article
    elif term != "text":
        raise InputError(f"term: expected 'text', the words of a token table, with by={by!r}, got {term!r}")
    else:
        running = running_words(tokens)
        article, words, vocabulary, unit = running.article, running.word, running.terms, running.sentence
    chosen = _nodes(article, words, vocabulary, terms, max_terms)
    node = np.full(len(vocabulary) + 1, -1, dtype=np.int64)
    node[chosen] = np.arange(len(chosen))
    column = node[words]
    if by == "window":
        source, target, n, n_articles = _count(*_neighbours(column, article, unit, window), len(chosen))
        times = np.bincount(column[column >= 0], minlength=len(chosen))
        room = len(words) / (2 * window)
    else:
        held = incidence(unit[column >= 0], column[column >= 0], len(chosen))
        times = np.bincount(held.indices, minlength=len(chosen))
        room = float(np.count_nonzero(np.bincount(unit)))
        if by == "article":
            source, target, n = _shared(held)
            n_articles = n
        else:
            source, target, n, n_articles = _count(*_companions(held, article, unit), len(chosen))
    often = n >= min_n
    source, target, n, n_articles = source[often], target[often], n[often], n_articles[often]
    # Nodes are in the order of code points, and so stay pairs that are as frequent as each other.
    order = np.lexsort((target, source, -n))
    source, target, n, n_articles = source[order], target[order], n[order], n_articles[order]
    names = vocabulary[chosen]
    columns: dict[str, Any] = {
        "source": names[source],
        "target": names[target],
        "n": n,
        "n_articles": n_articles,
        "pmi": pmi(n, times[source] * times[target] / max(room, 1.0)),
        "dice": dice(n, times[source], times[target]),
    }
    return COOCCURRENCE.conform(columns, sort=False)


def _columns(table: pd.DataFrame, term: str) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[Any]]:
    """Return article and term of each row that counts, and the terms."""
    TOKENS.require(table, "article_id")
    if term not in table.columns:
        raise SchemaError(f"expected a table with a column {term!r}, got {', '.join(map(str, table.columns))}")
    article, _ = encode(table["article_id"])
    words, vocabulary = encode(table[term])
    keep = (words >= 0) & (article >= 0)
    if "pos" in table:
        keep &= (table["pos"] != "x").to_numpy()
    return article[keep], words[keep], vocabulary


def _nodes(
    article: NDArray[np.int64],
    words: NDArray[np.int64],
    vocabulary: NDArray[Any],
    terms: Collection[str] | None,
    max_terms: int,
) -> NDArray[np.int64]:
    """Return the places of the nodes in the vocabulary, in order."""
    if terms is not None:
        if isinstance(terms, str) or not isinstance(terms, Collection):
            raise InputError(f"terms: expected a collection of terms, got {terms!r}")
        present = dict(zip(vocabulary.tolist(), range(len(vocabulary)), strict=True))
        here = np.bincount(words, minlength=len(vocabulary))
        for name in terms:
            if name not in present or not here[present[name]]:
                raise InputError(f"terms: expected terms of the table, got {name!r}, which stands nowhere in it")
        return np.array(sorted({present[name] for name in terms}), dtype=np.int64)
    n_articles = np.bincount(incidence(article, words, len(vocabulary)).indices, minlength=len(vocabulary))
    n_articles[np.isin(vocabulary.astype(str), list(stop_words()))] = 0
    ranked = np.argsort(-n_articles, kind="stable")[:max_terms]
    return np.sort(ranked[n_articles[ranked] > 0])


def _shared(held: Any) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return pairs of nodes, the smaller first, with the number of units that hold both."""
    import scipy.sparse as sp  # noqa: PLC0415  (loaded by `incidence` already)

    both = sp.triu(held.T @ held, k=1).tocoo()
    return both.row.astype(np.int64), both.col.astype(np.int64), both.data.astype(np.int64)


def _companions(
    held: Any, article: NDArray[np.int64], sentence: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return each two nodes of each sentence, the smaller first, and their article."""
    article_of = np.zeros(held.shape[0], dtype=np.int64)
    inside = sentence < len(article_of)
    article_of[sentence[inside]] = article[inside]
    sizes = np.diff(held.indptr)
    row = np.repeat(np.arange(len(sizes)), sizes)
    # Each node is the first of as many pairs as nodes of its sentence come after it.
    after = held.indptr[1:][row] - np.arange(len(row)) - 1
    first = np.repeat(np.arange(len(row)), after)
    second = first + 1 + np.arange(len(first)) - np.repeat(np.cumsum(after) - after, after)
    node = held.indices.astype(np.int64)
    return node[first], node[second], article_of[row[first]]


def _neighbours(
    column: NDArray[np.int64], article: NDArray[np.int64], sentence: NDArray[np.int64], window: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return each two nodes that stand at most so many words apart in a sentence, and their article."""
    found: list[list[NDArray[np.int64]]] = [[np.zeros(0, dtype=np.int64)] for _ in range(3)]
    for distance in range(1, window + 1):
        before, after = column[:-distance], column[distance:]
        near = (before >= 0) & (after >= 0) & (before != after) & (sentence[:-distance] == sentence[distance:])
        found[0].append(np.minimum(before, after)[near])
        found[1].append(np.maximum(before, after)[near])
        found[2].append(article[:-distance][near])
    source, target, where = (np.concatenate(parts) for parts in found)
    return source, target, where


def _count(
    source: NDArray[np.int64], target: NDArray[np.int64], article: NDArray[np.int64], n_nodes: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return each pair once, with how often it comes and in how many articles."""
    n_all = int(article.max(initial=0)) + 1
    # One sort of whole numbers, which is faster than any grouping.
    keys = np.sort((source * n_nodes + target) * n_all + article)
    articles = keys[np.flatnonzero(np.diff(keys, prepend=-1))] // n_all
    first = np.flatnonzero(np.diff(keys // n_all, prepend=-1))
    pair = keys[first] // n_all
    n = np.diff(first, append=len(keys))
    n_articles = np.diff(np.flatnonzero(np.diff(articles, prepend=-1)), append=len(articles))
    return pair // max(1, n_nodes), pair % max(1, n_nodes), n, n_articles
