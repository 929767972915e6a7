"""The company a word keeps: what stands near it more often than chance."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np

from wenming_nlp.errors import InputError
from wenming_nlp.schema import COLLOCATES
from wenming_nlp.terms.association import log_dice, pmi, t_score
from wenming_nlp.terms.candidates import stop_words
from wenming_nlp.terms.checks import check_choice, check_whole
from wenming_nlp.terms.incidence import incidence
from wenming_nlp.terms.running import find_places, running_words

if TYPE_CHECKING:
    from collections.abc import Collection

    import pandas as pd
    from numpy.typing import NDArray

    from wenming_nlp.terms.running import Places, RunningWords

__all__ = ["collocates"]


def collocates(
    tokens: pd.DataFrame,
    node: str | re.Pattern[str] | Collection[str],
    *,
    by: str = "window",
    window: int | tuple[int, int] = 5,
    min_n: int = 3,
    keep_stop_words: bool = False,
) -> pd.DataFrame:
    """List the words that stand near a word.

    Parameters
    ----------
    tokens : DataFrame conforming to `schema.TOKENS`
        In any order. Punctuation (tag x) is no word.
    node : str, re.Pattern or collection of str
        A word, or a phrase of several words; a pattern that a whole word matches; or several words and phrases that
        count as one, such as ``{"志愿者", "志愿服务"}``.
    by : {"window", "sentence"}
        Whether near means within some words of the same sentence, or anywhere in the sentence.
    window : int or (int, int), default 5
        How many words to either side, or to the left and to the right.
    min_n : int, default 3
        Leave out what stands near it less often.
    keep_stop_words : bool, default False
        Whether stop words are listed. They always count as words.

    Returns
    -------
    DataFrame conforming to `schema.COLLOCATES`
        By ``log_dice``, highest first. ``node`` is the node as it was given, several of them with ``|`` between.
        ``n`` is how often the term stands near a node, ``n_node`` and ``n_term`` how often each stands at all, and
        ``expected`` what ``n`` would be by chance; by sentence all four are numbers of sentences.

    Raises
    ------
    SchemaError
        If ``tokens`` lacks a column.
    InputError
        If the node stands nowhere, or an option is out of range.

    Notes
    -----
    The measures are those of `wenming_nlp.terms.association`: pointwise mutual information, logDice, t-score. Words
    are counted as in Evert (2008, Corpora and collocations, in: Corpus linguistics, an international handbook): a
    window ends with its sentence, a word in reach of two nodes counts once, and the nodes themselves are no words of
    the table, so that ``expected = words in reach * n_term / words that are no node``. By sentence,
    ``expected = n_node * n_term / sentences``.

    Examples
    --------
    >>> import pandas as pd
    >>> words = ["文明", "实践", "站", "文明", "实践", "活动"]
    >>> tokens = pd.DataFrame({"article_id": "a", "token_id": range(6), "sentence_id": [0, 0, 0, 1, 1, 1],
    ...     "start": [0, 2, 4, 5, 7, 9], "end": [2, 4, 5, 7, 9, 11], "text": words, "pos": "n"})
    >>> collocates(tokens, "文明", window=1, min_n=1)[["term", "n", "log_dice", "expected"]]
      term  n  log_dice  expected
    0   实践  2      14.0       1.0
    """
    check_choice("by", by, ("window", "sentence"))
    check_whole("min_n", min_n)
    left, right = _reach(window)
    words = running_words(tokens)
    places = find_places(words, node)
    nodes = _mark(len(words.word), places.first, places.last + 1)
    if by == "window":
        n, n_term, expected, n_node = _near(words, places, nodes, left, right)
    else:
        n, n_term, expected, n_node = _together(words, places, nodes)
    listed = np.flatnonzero(n >= min_n)
    if not keep_stop_words:
        listed = listed[~np.isin(words.terms[listed].astype(str), list(stop_words()))]
    strength = log_dice(n[listed], n_node, n_term[listed])
    # Terms are sorted by code point, and so stay those of equal strength.
    order = np.argsort(-strength, kind="stable")
    listed, strength = listed[order], strength[order]
    columns: dict[str, Any] = {
        "node": [_name(node)] * len(listed),
        "term": words.terms[listed],
        "n": n[listed],
        "pmi": pmi(n[listed], expected[listed]),
        "log_dice": strength,
        "t_score": t_score(n[listed], expected[listed]),
        "n_node": np.full(len(listed), n_node),
        "n_term": n_term[listed],
        "expected": expected[listed],
    }
    return COLLOCATES.conform(columns, sort=False)


def _reach(window: int | tuple[int, int]) -> tuple[int, int]:
    sides = window if isinstance(window, tuple) else (window, window)
    if len(sides) != 2 or any(isinstance(n, bool) or not isinstance(n, int) or n < 0 for n in sides) or not any(sides):
        raise InputError(f"window: expected a number of words, or two for left and right, got {window!r}")
    return sides


def _name(node: str | re.Pattern[str] | Collection[str]) -> str:
    if isinstance(node, str):
        return node
    return node.pattern if isinstance(node, re.Pattern) else "|".join(sorted(set(node)))


def _mark(n_words: int, first: NDArray[np.int64], stop: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return which words lie in any of some ranges."""
    steps = np.bincount(first, minlength=n_words + 1) - np.bincount(stop, minlength=n_words + 1)
    marked: NDArray[np.bool_] = np.cumsum(steps)[:n_words] > 0
    return marked


def _near(
    words: RunningWords, places: Places, nodes: NDArray[np.bool_], left: int, right: int
) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any], int]:
    """Count words in reach of a node: n, n_term, expected, and the number of nodes."""
    begin = np.searchsorted(words.sentence, words.sentence[places.first], side="left")
    stop = np.searchsorted(words.sentence, words.sentence[places.last], side="right")
    low = np.maximum(places.first - left, begin)
    high = np.minimum(places.last + 1 + right, stop)
    near = _mark(len(words.word), low, high) & ~nodes
    n = np.bincount(words.word[near], minlength=len(words.terms))
    n_term = np.bincount(words.word[~nodes], minlength=len(words.terms))
    expected = n_term * (int(near.sum()) / max(1, int((~nodes).sum())))
    return n, n_term, expected, len(places.first)


def _together(
    words: RunningWords, places: Places, nodes: NDArray[np.bool_]
) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any], int]:
    """Count sentences with a term and a node."""
    # Sentences are numbered from 1, so that the first row is empty.
    held = incidence(words.sentence[~nodes], words.word[~nodes], len(words.terms))
    numbers = np.flatnonzero(np.bincount(words.sentence[places.first]))
    inside = numbers[numbers < held.shape[0]]
    n_term = np.bincount(held.indices, minlength=len(words.terms))
    n = np.bincount(held[inside].indices, minlength=len(words.terms))
    return n, n_term, n_term * (len(numbers) / int(words.sentence[-1])), len(numbers)
