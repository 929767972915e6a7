"""The words of a corpus in running order, as columns of numbers, and where in them a word or phrase stands."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from wenming_nlp.errors import InputError
from wenming_nlp.schema import TOKENS
from wenming_nlp.terms.codes import encode, running_order

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

__all__ = ["Places", "RunningWords", "find_places", "running_words"]

_SHOWN = 5


class RunningWords(NamedTuple):
    """The words of a token table without punctuation, article after article.

    Attributes
    ----------
    article, sentence, start, end, word : ndarray of int64, shape (n_words,)
        Of each word: the place of its article in `article_ids`, the number of its sentence in the whole corpus, where
        it begins and ends in the article's text, and the place of its string in `terms`.
    article_ids, terms : ndarray of str
        Sorted by code point. Some terms may be punctuation, which stands nowhere.
    """

    article: NDArray[np.int64]
    sentence: NDArray[np.int64]
    start: NDArray[np.int64]
    end: NDArray[np.int64]
    word: NDArray[np.int64]
    article_ids: NDArray[Any]
    terms: NDArray[Any]

    def place(self, term: str) -> int:
        """Return the place of a string in `terms`, -1 if it is none of them."""
        i = int(np.searchsorted(self.terms, term)) if len(self.terms) else 0
        return i if i < len(self.terms) and self.terms[i] == term else -1


class Places(NamedTuple):
    """Where something stands, as first and last word, in running order.

    Attributes
    ----------
    first, last : ndarray of int64, shape (n_places,)
        Rows of a `RunningWords`; the same where it is one word.
    """

    first: NDArray[np.int64]
    last: NDArray[np.int64]


def running_words(tokens: pd.DataFrame) -> RunningWords:
    """Return the words of a token table in running order.

    Parameters
    ----------
    tokens : DataFrame conforming to `schema.TOKENS`
        In any order. Rows tagged as punctuation (x) are left out.

    Returns
    -------
    RunningWords

    Raises
    ------
    SchemaError
        If ``tokens`` lacks a column.
    """
    TOKENS.require(tokens)
    article, article_ids = encode(tokens["article_id"])
    word, terms = encode(tokens["text"])
    columns = [article, *(tokens[name].to_numpy(dtype=np.int64) for name in ("sentence_id", "start", "end")), word]
    keep = (tokens["pos"] != "x").to_numpy()
    order = running_order(article, tokens)
    rows = np.flatnonzero(keep) if order is None else order[keep[order]]
    article, sentence, start, end, word = (column[rows] for column in columns)
    new = (np.diff(article, prepend=-1) != 0) | (np.diff(sentence, prepend=-1) != 0)
    return RunningWords(article, np.cumsum(new), start, end, word, article_ids, terms)


def find_places(words: RunningWords, node: str | re.Pattern[str] | Collection[str]) -> Places:
    """Find a word, a phrase, one of several, or all words of a pattern.

    Parameters
    ----------
    words : RunningWords
    node : str, re.Pattern or collection of str
        A word, or a phrase that several words make up with nothing between them; a pattern that a whole word
        matches; or several words and phrases, of which any counts.

    Returns
    -------
    Places
        None that begins with the same word as another; of two phrases the longer one.

    Raises
    ------
    InputError
        If it stands nowhere, with words that contain it, or is none of these.
    """
    if isinstance(node, re.Pattern):
        codes = [i for i, term in enumerate(words.terms.tolist()) if node.fullmatch(term)]
        rows = np.flatnonzero(np.isin(words.word, codes))
        if not len(rows):
            raise InputError(f"node: expected a pattern that whole words match, got {node.pattern!r}, which none does")
        return Places(rows, rows)
    phrases = [node] if isinstance(node, str) else list(node) if isinstance(node, Collection) else []
    if not phrases or not all(isinstance(phrase, str) and phrase for phrase in phrases):
        raise InputError(f"node: expected a word, a pattern, or a set of words, got {node!r}")
    last = np.full(len(words.word), -1, dtype=np.int64)
    for phrase in phrases:
        found = _find(words, phrase)
        last[found.first] = np.maximum(last[found.first], found.last)
    first = np.flatnonzero(last >= 0)
    if not len(first):
        raise InputError(f"node: expected {_known(words, phrases[0])}, got {node!r}, which stands nowhere in the table")
    return Places(first, last[first])


def _find(words: RunningWords, phrase: str) -> Places:
    """Find one phrase: step by step, the words that could be its next ones."""
    done: list[tuple[NDArray[np.int64], NDArray[np.int64]]] = []
    # By characters that are matched: the first word, and the word behind the last that matched.
    open_at: dict[int, list[tuple[NDArray[np.int64], NDArray[np.int64]]]] = {}
    length = len(phrase)
    for offset in range(length):
        begun = open_at.get(offset, [])
        for stop in range(offset + 1, length + 1):
            code = words.place(phrase[offset:stop])
            if code < 0:
                continue
            if not offset:
                first = np.flatnonzero(words.word == code)
                steps = [(first, first)]
            else:
                steps = [_step(words, first, following, code) for first, following in begun]
            for first, matched in steps:
                if len(first) and stop == length:
                    done.append((first, matched))
                elif len(first):
                    open_at.setdefault(stop, []).append((first, matched + 1))
    if not done:
        return Places(np.array([], dtype=np.int64), np.array([], dtype=np.int64))
    return Places(np.concatenate([first for first, _ in done]), np.concatenate([last for _, last in done]))


def _step(
    words: RunningWords, first: NDArray[np.int64], following: NDArray[np.int64], code: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Keep those matches whose next word is the one that is wanted, with nothing in between."""
    inside = following < len(words.word)
    first, following = first[inside], following[inside]
    here = following - 1
    fits = (
        (words.word[following] == code)
        & (words.article[following] == words.article[here])
        & (words.start[following] == words.end[here])
    )
    return first[fits], following[fits]


def _known(words: RunningWords, phrase: str) -> str:
    """Return what could have been meant, for a message."""
    counts = np.bincount(words.word, minlength=len(words.terms))
    near = [i for i, term in enumerate(words.terms.tolist()) if counts[i] and (phrase in term or term in phrase)]
    # What contains it first, then the more frequent.
    near.sort(key=lambda i: (phrase not in words.terms[i], -counts[i]))
    shown = ", ".join(words.terms[i] for i in near[:_SHOWN])
    return f"a word or phrase of the table, such as {shown}" if shown else "a word or phrase of the table"
