"""Keywords of one article by several methods, all in rows of one shape."""

from __future__ import annotations

import json
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from wenming_nlp.errors import ConfigError, ResourceError
from wenming_nlp.resources import read_text
from wenming_nlp.terms.evidence import FEATURES
from wenming_nlp.terms.frequencies import DocumentFrequencies

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from wenming_nlp.terms.candidates import Candidates

__all__ = ["METHODS", "Keyword", "evidence", "rank_keywords"]

# Two terms of which one is written inside the other say the same if the longer one makes up this share of the shorter.
_SAME: Final = 0.5
_WINDOW: Final = 5
_DAMPING: Final = 0.85
_IDF, _LOG_N, _LOG_N_IDF = (FEATURES.index(name) for name in ("idf", "log_n", "log_n_idf"))


class Keyword(NamedTuple):
    """A row of the keywords table without its article.

    Attributes
    ----------
    method : str
        One of `METHODS`.
    rank : int
        From 1.
    term : str
    score : float
        By "default" how likely a librarian would file the article under it, 0 to 1; by "tfidf" occurrences times
        idf; by "textrank" the share of the most central word.
    n : int
        Occurrences.
    """

    method: str
    rank: int
    term: str
    score: float
    n: int


class Ranker(NamedTuple):
    """The linear model behind "default": one coefficient for each of `FEATURES`."""

    coefficients: NDArray[np.float64]
    intercept: float


@lru_cache(maxsize=1)
def load_ranker() -> Ranker:
    """Return the packaged model.

    Raises
    ------
    ResourceError
        If it was trained for other features.
    """
    model = json.loads(read_text("keywords.json"))
    if tuple(model["features"]) != FEATURES:
        raise ResourceError(f"resources/keywords.json: expected features {list(FEATURES)}, got {model['features']}")
    return Ranker(np.array(model["coefficients"]), float(model["intercept"]))


def evidence(candidates: Candidates, frequencies: DocumentFrequencies) -> NDArray[np.float64]:
    """Return the matrix that the model sees: `Candidates.features`, with the corpus' own idf where there is one.

    Returns
    -------
    array of shape (n_chosen, len(FEATURES))
    """
    matrix = candidates.features.astype(np.float64)
    if frequencies.n_articles and len(matrix):
        terms = candidates.terms[: len(matrix)]
        idf = [frequencies.idf(term, candidates.parts[i]) / 10 for i, term in enumerate(terms)]
        matrix[:, _IDF] = idf
        matrix[:, _LOG_N_IDF] = matrix[:, _IDF] * matrix[:, _LOG_N]
    return matrix


def rank_keywords(
    candidates: Candidates,
    frequencies: DocumentFrequencies | None = None,
    *,
    methods: Sequence[str] = ("default",),
    top: int = 10,
) -> list[Keyword]:
    """Rank an article's candidates.

    Parameters
    ----------
    candidates : Candidates
        What `count_candidates` found.
    frequencies : DocumentFrequencies, optional
        Of the corpus at hand; the general ones alone if left out.
    methods : sequence of {"default", "tfidf", "textrank"}
        "default" weighs counts, idf, position, title, quotation marks, kind of thing and the campaign's headings by a
        linear model that was fitted to librarians' choices. "tfidf" is occurrences times idf. "textrank" is the
        centrality of a word among the words within five places of it.
    top : int, default 10
        How many for each method.

    Returns
    -------
    list of Keyword
        By method, then rank: score falling, equal scores by term. Of two terms that say the same (文明城市 that mostly
        stands in 全国文明城市) only the better one is in.

    Raises
    ------
    ConfigError
        If a method is unknown or `top` is below 1.
    """
    if isinstance(methods, str) or not set(methods) <= METHODS.keys():
        raise ConfigError(f"keywords: expected methods out of {', '.join(METHODS)}, got {methods!r}")
    if top < 1:
        raise ConfigError(f"keywords: expected top >= 1, got {top}")
    frequencies = frequencies or DocumentFrequencies()
    rows: list[Keyword] = []
    for method in METHODS:
        if method in methods:
            scores = METHODS[method](candidates, frequencies)
            rows += _best(candidates, scores, method, top)
    return rows


def _best(
    candidates: Candidates, scores: Sequence[float] | NDArray[np.float64], method: str, top: int
) -> list[Keyword]:
    """Return the best terms, no two of which say the same."""
    terms, n = candidates.terms, candidates.n
    # Rounded before sorting, so that the last bits of a sum decide nothing.
    rounded = (-np.round(scores, 6)).tolist()
    order = sorted(entry for entry in zip(rounded, terms, n, strict=False) if entry[0] < 0)
    rows: list[Keyword] = []
    for score, term, count in order:
        if not any(_same(term, count, row.term, row.n) for row in rows):
            rows.append(Keyword(method, len(rows) + 1, term, -score, count))
            if len(rows) == top:
                break
    return rows


def _same(term: str, n: int, other: str, other_n: int) -> bool:
    """Return whether one term stands in the other, and mostly there."""
    if term in other:
        return other_n >= _SAME * n
    return other in term and n >= _SAME * other_n


def _default(candidates: Candidates, frequencies: DocumentFrequencies) -> NDArray[np.float64]:
    ranker = load_ranker()
    logits = evidence(candidates, frequencies) @ ranker.coefficients + ranker.intercept
    scores: NDArray[np.float64] = 1.0 / (1.0 + np.exp(-logits))
    return scores


def _tfidf(candidates: Candidates, frequencies: DocumentFrequencies) -> list[float]:
    columns = zip(candidates.terms, candidates.n, candidates.parts, strict=True)
    return [n * frequencies.idf(term, parts) for term, n, parts in columns]


def _textrank(candidates: Candidates, frequencies: DocumentFrequencies) -> list[float]:  # noqa: ARG001  (one signature)
    """Return the centrality of each candidate that is a word; Mihalcea and Tarau 2004, undirected, weighted."""
    known = set(candidates.terms)
    words = [word for word in candidates.words if word in known]
    index = {word: i for i, word in enumerate(dict.fromkeys(words))}
    ids = [index[word] for word in words]
    ties: Counter[tuple[int, int]] = Counter()
    for step in range(1, _WINDOW):
        ties.update((a, b) if a < b else (b, a) for a, b in zip(ids, ids[step:], strict=False) if a != b)
    if not ties:
        return [0.0] * len(candidates.terms)
    pairs = np.array(list(ties), dtype=np.int64)
    weight = np.array(list(ties.values()), dtype=np.float64)
    source, target = np.concatenate([pairs[:, 0], pairs[:, 1]]), np.concatenate([pairs[:, 1], pairs[:, 0]])
    weight = np.concatenate([weight, weight])
    size = len(index)
    out = np.bincount(source, weight, size)
    share = weight / out[source]
    rank = np.full(size, 1.0 / size)
    for _ in range(50):
        new = (1 - _DAMPING) / size + _DAMPING * np.bincount(target, share * rank[source], size)
        done = float(np.abs(new - rank).max()) < 1e-9
        rank = new
        if done:
            break
    highest = float(rank.max())
    return [float(rank[index[term]]) / highest if term in index else 0.0 for term in candidates.terms]


#: Function of each method: scores of all candidates, or of those that have features; 0 for none.
METHODS: Final[dict[str, Callable[[Candidates, DocumentFrequencies], Sequence[float] | NDArray[np.float64]]]] = {
    "default": _default,
    "tfidf": _tfidf,
    "textrank": _textrank,
}
