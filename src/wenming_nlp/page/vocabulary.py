"""The words that stand around articles on Chinese sites, by kind, and look-ups made of them.

All look-ups are by sets of words of known lengths: alternations of hundreds of words in a regular
expression are what would make reading slow.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from wenming_nlp.resources import read_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Label", "bare_label", "find_labels", "holds", "is_tool", "label_kind", "prefix_end"]

_FIELD_KINDS: Final = (
    *("time", "update", "written", "source", "supply", "author", "editor", "review", "photo", "views", "index"),
    *("size", "share", "contact"),
)
_BARE_KINDS: Final = ("time", "update", "source", "supply", "author", "editor", "review", "views", "size", "share")
# Labels that may stand right behind the value before them.
_USUAL: Final = frozenset(
    (
        "责任编辑",
        "发布时间",
        "发布日期",
        "浏览次数",
        "点击数",
        "阅读次数",
        "信息来源",
        "文章来源",
        "来源",
        "作者",
        "责编",
        "编辑",
    )
)
_COLON: Final = re.compile(r"\s*[:：∶]")
_ORNAMENT: Final = re.compile(r"[\s\[\]【】［］〖〗〔〕<《〈(（┃|｜·•◆◇■□●○☆★▶►※*#>»=+\-—:：]*(?:\d[.、]\s*)?")
_LETTER: Final = re.compile("[一-鿿A-Za-z]")
_SEPARATE: Final = re.compile(r"[\s\x02(（\d]|$")


class Label(NamedTuple):
    """A label with its colon: where it begins, where its value does, and the word itself."""

    start: int
    end: int
    word: str


@lru_cache(maxsize=1)
def _table() -> dict[str, tuple[str, ...]]:
    return {kind: tuple(listed.split()) for kind, listed in read_rows("furniture.tsv")}


@lru_cache(maxsize=16)
def _prefixes(kind: str) -> tuple[frozenset[str], tuple[int, ...]]:
    """Return the words of a kind in lower case, and their lengths, longest first."""
    words = frozenset(word.lower() for word in _table()[kind])
    return words, tuple(sorted({len(word) for word in words}, reverse=True))


@lru_cache(maxsize=1)
def _labels() -> dict[str, str]:
    kinds: dict[str, str] = {}
    for kind in _FIELD_KINDS:
        for word in _table()[kind]:
            kinds.setdefault(word, kind)
    return kinds


@lru_cache(maxsize=1)
def _label_lengths() -> tuple[int, ...]:
    return tuple(sorted({len(word) for word in _labels()}, reverse=True))


@lru_cache(maxsize=1)
def _bare_labels() -> tuple[frozenset[str], tuple[int, ...]]:
    words = frozenset(word for kind in _BARE_KINDS for word in _table()[kind] if len(word) > 1)
    return words, tuple(sorted({len(word) for word in words}, reverse=True))


@lru_cache(maxsize=1)
def _tools() -> frozenset[str]:
    return frozenset(word.lower() for kind in ("tool", "about", "size", "share") for word in _table()[kind])


def label_kind(word: str) -> str:
    """Return the kind of a label, empty for a word that is none; the first kind that lists it counts."""
    return _labels().get(word, "")


def find_labels(text: str) -> Iterator[Label]:
    """Yield the labels before the colons of a line.

    Examples
    --------
    >>> [label.word for label in find_labels("来源：某网作者：甲某 他说：好")]
    ['来源', '作者']
    """
    labels, done = _labels(), 0
    for colon in _COLON.finditer(text):
        at = colon.start()
        for length in _label_lengths():
            start = at - length
            word = text[start:at] if start >= done else ""
            if word in labels and (start == done or word in _USUAL or not _LETTER.match(text, start - 1)):
                yield Label(start, colon.end(), word)
                done = colon.end()
                break


def bare_label(segment: str) -> str | None:
    """Return the label without colon at the start of a segment of an information line."""
    words, lengths = _bare_labels()
    for length in lengths:
        word = segment[:length]
        if word in words and _SEPARATE.match(segment, len(word)):
            return word
    return None


def is_tool(segment: str) -> bool:
    """Return whether a segment is a button or menu entry of a page, or nothing but signs."""
    bare = segment.strip(" \u3000:：,，、.。>»›/\\()（）[]〔〕〖〗┃-—·…!！").lower()
    return not bare or bare.isdigit() or bare in _tools()


def prefix_end(kind: str, text: str, *, plain: bool = False) -> int | None:
    """Return where the word of a kind ends with which a line begins, behind brackets and ornaments unless plain."""
    ornament = None if plain else _ORNAMENT.match(text)
    start = ornament.end() if ornament else 0
    words, lengths = _prefixes(kind)
    head = text[start : start + lengths[0]].lower()
    for length in lengths:
        if head[:length] in words:
            return start + min(length, len(head))
    return None


def holds(kind: str, text: str) -> bool:
    """Return whether a line holds any word of a kind."""
    low = text.lower()
    for word in _prefixes(kind)[0]:  # noqa: SIM110  (twice as fast as any() over a generator)
        if word in low:
            return True
    return False
