"""The same article twice: to the letter, or nearly so, by MinHash; in time linear in the number of articles."""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from wenming_nlp.article import Article
from wenming_nlp.errors import InputError
from wenming_nlp.run.analysis import Analysis
from wenming_nlp.run.sources import Source, read
from wenming_nlp.schema import DUPLICATES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pandas as pd

__all__ = ["duplicates", "without_duplicates"]

_GRAM: Final = 5  # characters of a shingle
_HASHES: Final = 128
_ROWS: Final = 4  # of a band; with 32 bands a pair of similarity 0.7 is missed once in ten thousand
_BANDS: Final = _HASHES // _ROWS
_LEADERS: Final = 8  # articles of one bucket that another is compared with; what keeps time linear
_LEAST: Final = 0.5
_SAMPLE: Final = 20_000  # shingles of an article at most; longer texts are thinned by hash, the same in both
_WORD: Final = re.compile(r"\W+")
_ONE: Final = np.uint64(1)


class _Signed(NamedTuple):
    """An article's id, the digest of its letters, and its MinHash."""

    article_id: str
    digest: bytes
    signature: np.ndarray[Any, np.dtype[np.uint32]]


def duplicates(articles: Any, *, threshold: float = 0.8) -> pd.DataFrame:
    """Find articles that say what another one says.

    Two texts are the same where they differ in white space, punctuation and case at most. They are near where the
    share of common sequences of five characters, as MinHash with 128 hashes estimates it (standard error 0.04 or
    less), reaches the threshold. Of a group the article with the least id counts as the original.

    Parameters
    ----------
    articles : Analysis, DataFrame, path or iterable
        An analysis or its table of articles (``article_id`` and ``text``), or what `read` takes or returns.
    threshold : float, default 0.8
        From 0.5, which a shared long quotation can reach, to 1.0.

    Returns
    -------
    DataFrame conforming to `schema.DUPLICATES`
        One row for each article that is a duplicate, with the original, ``same`` or ``near``, and the similarity.

    Raises
    ------
    InputError
        If the threshold is out of range or the source cannot be opened.

    Examples
    --------
    >>> text = "某区召开创建全国文明城市工作推进会，区委书记李明出席会议并讲话，要求抓紧整改。"
    >>> rows = [{"id": "b", "正文": text}, {"id": "a", "正文": text}, {"id": "c", "正文": "志愿者走进社区宣讲。"}]
    >>> duplicates(rows)
      article_id other_id  kind  similarity
    0          b        a  same         1.0
    """
    if isinstance(threshold, bool) or not isinstance(threshold, int | float) or not _LEAST <= threshold <= 1:
        raise InputError(f"threshold: expected a number from {_LEAST} to 1, got {threshold!r}")
    signed = sorted((_sign(article_id, text) for article_id, text in _texts(articles)), key=lambda one: one.article_id)
    rows = list(_matches(signed, threshold))
    return DUPLICATES.conform(dict(zip(DUPLICATES.columns, zip(*rows, strict=True), strict=True)) if rows else {})


def without_duplicates(source: Any, *, threshold: float = 0.8) -> Source:
    """Return a source of which every duplicate is a failure that names the original.

    The source is read twice: a stream that can be gone through only once is not taken.

    Parameters
    ----------
    source : Source, path, frame or iterable
        What `read` takes or returns.
    threshold : float, default 0.8
        As in `duplicates`.

    Raises
    ------
    InputError
        If the source can be read only once, or cannot be opened.

    Examples
    --------
    >>> kept, dropped = without_duplicates([{"正文": "今天召开推进会议。"}, {"正文": "今天召开推进会议。"}])
    >>> dropped.message
    'same text as 0000001'
    """
    opened = read(source)
    if opened.is_stream:
        raise InputError(f"{opened.name}: expected a source that can be read twice, got an iterator; make a list of it")
    found = duplicates(opened, threshold=threshold)
    dropped = {
        str(row.article_id): f"same text as {row.other_id}"
        if row.kind == "same"
        else f"near duplicate of {row.other_id} (similarity {row.similarity:.2f})"
        for row in found.itertuples(index=False)
    }
    return opened.without(dropped)


def _texts(articles: Any) -> Iterator[tuple[str, str]]:
    if isinstance(articles, Analysis):
        articles = articles.articles
    if hasattr(articles, "itertuples") and {"article_id", "text"} <= set(articles.columns):
        for article_id, text in zip(articles["article_id"], articles["text"], strict=True):
            yield str(article_id), str(text)
        return
    for article in read(articles):
        if isinstance(article, Article):
            yield article.id, article.text


@lru_cache(maxsize=1)
def _multipliers() -> tuple[Any, Any]:
    """Return the constants of the hash functions: the same in every process and version."""
    drawn = np.frombuffer(
        b"".join(blake2b(f"wenming {i}".encode(), digest_size=16).digest() for i in range(_HASHES)), dtype="<u8"
    ).reshape(2, _HASHES)
    return (drawn[0] | _ONE)[:, None], drawn[1][:, None]


def _sign(article_id: str, text: str) -> _Signed:
    letters = _WORD.sub("", text).casefold()
    data = letters.encode("utf-32-le", "surrogatepass")
    codes = np.frombuffer(data, dtype="<u4").astype(np.uint64)
    if len(codes) < _GRAM:
        codes = np.concatenate([codes, np.zeros(_GRAM - len(codes), np.uint64)])
    grams = np.zeros(len(codes) - _GRAM + 1, np.uint64)
    for i in range(_GRAM):
        grams = grams * np.uint64(0x9E3779B97F4A7C15) + codes[i : i + len(grams)]
    grams ^= grams >> np.uint64(31)
    grams *= np.uint64(0xBF58476D1CE4E5B9)
    grams = np.unique(grams ^ (grams >> np.uint64(29)))[:_SAMPLE]
    factor, offset = _multipliers()
    least = np.full(_HASHES, np.iinfo(np.uint32).max, np.uint32)
    for start in range(0, len(grams), 2000):  # a few megabytes at a time
        hashed = (grams[start : start + 2000] * factor + offset) >> np.uint64(32)
        least = np.minimum(least, hashed.min(axis=1).astype(np.uint32))
    return _Signed(article_id, blake2b(data, digest_size=16).digest(), least)


def _matches(signed: Iterable[_Signed], threshold: float) -> Iterator[tuple[str, str, str, float]]:
    """Yield duplicates with the article that they repeat; only articles that repeat none are compared with."""
    same: dict[bytes, int] = {}
    leaders: list[_Signed] = []
    buckets: dict[bytes, list[int]] = {}
    for one in signed:
        known = same.get(one.digest)
        if known is not None:
            yield one.article_id, leaders[known].article_id, "same", 1.0
            continue
        bands = one.signature.reshape(_BANDS, _ROWS)
        keys = [bytes([i]) + band.tobytes() for i, band in enumerate(bands)]
        near = sorted({leader for key in keys for leader in buckets.get(key, ())})
        likeness = [float(np.mean(leaders[leader].signature == one.signature)) for leader in near]
        if likeness and max(likeness) >= threshold:
            best = likeness.index(max(likeness))
            yield one.article_id, leaders[near[best]].article_id, "near", likeness[best]
            continue
        same[one.digest] = len(leaders)
        for key in keys:
            bucket = buckets.setdefault(key, [])
            if len(bucket) < _LEADERS:
                bucket.append(len(leaders))
        leaders.append(one)
