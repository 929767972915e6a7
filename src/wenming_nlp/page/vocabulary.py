"""The words that stand around articles on Chinese sites, by kind, and patterns made of them."""

from __future__ import annotations

import re
from functools import lru_cache

from wenming_nlp.resources import read_rows

__all__ = ["is_tool", "label_kinds", "label_pattern", "leading", "starts_with", "words"]

_FIELD_KINDS = (
    *("time", "update", "written", "source", "supply", "author", "editor", "review", "photo", "views", "index"),
    *("size", "share", "contact"),
)


@lru_cache(maxsize=1)
def _table() -> dict[str, tuple[str, ...]]:
    return {kind: tuple(listed.split()) for kind, listed in read_rows("furniture.tsv")}


def words(kind: str) -> tuple[str, ...]:
    """Return the words of a kind, as the resource lists them."""
    return _table()[kind]


@lru_cache(maxsize=1)
def label_kinds() -> dict[str, str]:
    """Return the kind of every label that stands before a colon; the first kind that lists it counts."""
    kinds: dict[str, str] = {}
    for kind in _FIELD_KINDS:
        for word in words(kind):
            kinds.setdefault(word, kind)
    return kinds


@lru_cache(maxsize=1)
def label_pattern() -> re.Pattern[str]:
    """Return the pattern of a label with its colon, the longest label first."""
    listed = sorted(label_kinds(), key=len, reverse=True)
    # A label may stand right behind the value before it only where it is one of the usual few.
    usual = "责任编辑|发布时间|发布日期|浏览次数|点击数|阅读次数|信息来源|文章来源|来源|作者|责编|编辑"
    return re.compile(rf"(?:(?<![一-鿿A-Za-z])({'|'.join(map(re.escape, listed))})|({usual}))\s*[:：∶]")


@lru_cache(maxsize=1)
def _bare_pattern() -> re.Pattern[str]:
    kinds = ("time", "update", "source", "supply", "author", "editor", "review", "views", "size", "share")
    listed = sorted((w for kind in kinds for w in words(kind) if len(w) > 1), key=len, reverse=True)
    return re.compile(rf"({'|'.join(map(re.escape, listed))})(?=[\s\x02(（\d]|$)")


def leading(segment: str) -> re.Match[str] | None:
    """Match a label without colon at the start of a segment of an information line."""
    return _bare_pattern().match(segment)


@lru_cache(maxsize=1)
def _tools() -> frozenset[str]:
    return frozenset(w.lower() for kind in ("tool", "about", "size", "share") for w in words(kind))


def is_tool(segment: str) -> bool:
    """Return whether a segment is a button or menu entry of a page, or nothing but signs."""
    bare = segment.strip(" \u3000:：,，、.。>»›/\\()（）[]-—·…!！").lower()
    return not bare or bare.isdigit() or bare in _tools()


@lru_cache(maxsize=16)
def starts_with(kind: str) -> re.Pattern[str]:
    """Return the pattern of a line that begins, behind brackets and ornaments, with a word of the kind."""
    listed = sorted(words(kind), key=len, reverse=True)
    ornament = r"[\s\[\]【】［］〖〗<《〈(（┃|｜·•◆◇■□●○★☆▶►※*#>»=+\-—:：]*"
    return re.compile(rf"{ornament}(?:\d[.、]\s*)?(?:{'|'.join(map(re.escape, listed))})", re.IGNORECASE)
