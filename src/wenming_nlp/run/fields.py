"""Which column of a stranger's table holds the title, the text, the day."""

from __future__ import annotations

import difflib
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from wenming_nlp.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["FIELDS", "check_columns", "match_columns"]

#: Fields of a record, and the column names that are taken for each, most telling first.
FIELDS: Final[dict[str, tuple[str, ...]]] = {
    "id": ("id", "article_id", "编号", "序号", "文章id", "docid", "uuid"),
    "title": ("title", "标题", "题目", "文章标题", "新闻标题", "headline"),
    "body": ("body", "正文", "内容", "content", "text", "文本", "全文", "正文内容", "文章内容", "新闻内容", "article"),
    "published": (
        *("published", "date", "时间", "日期", "发布时间", "发布日期", "发表时间", "发表日期", "time"),
        *("publish_time", "pubtime", "pub_time", "publish_date", "pubdate", "pub_date", "datetime"),
    ),
    "source": ("source", "来源", "文章来源", "新闻来源", "媒体", "发布单位", "publisher", "media"),
    "author": ("author", "作者", "记者", "撰稿", "authors", "byline"),
    "editor": ("editor", "编辑", "责任编辑", "责编"),
    "channel": ("channel", "栏目", "频道", "版块", "板块", "分类", "category"),
    "url": ("url", "链接", "网址", "地址", "link", "href", "page_url", "原文链接"),
}


@lru_cache(maxsize=256)
def match_columns(names: tuple[str, ...], chosen: tuple[tuple[str, str], ...] = ()) -> dict[str, str]:
    """Return the column of each field that is there.

    Parameters
    ----------
    names : tuple of str
        The table's columns. Case and white space around a name do not matter.
    chosen : tuple of (field, column) pairs
        What the user says; these win over guesses.

    Returns
    -------
    dict of field to column

    Raises
    ------
    InputError
        If a chosen column is not there, or nothing looks like the text. All columns are listed.

    Examples
    --------
    >>> match_columns(("标题", "正文", "发布时间"))
    {'title': '标题', 'body': '正文', 'published': '发布时间'}
    """
    listed = ", ".join(names) or "none"
    folded: dict[str, str] = {}
    for name in names:
        folded.setdefault(_fold(name), name)
    found: dict[str, str] = {}
    for field, column in chosen:
        if column not in names:
            raise InputError(f"no column {column!r} for the {field}; columns are {listed}")
        found[field] = column
    for field, guesses in FIELDS.items():
        free = (folded[guess] for guess in guesses if guess in folded and folded[guess] not in found.values())
        column = found.get(field) or next(free, "")
        if column:
            found[field] = column
    if "body" not in found:
        raise InputError(
            f"no column looks like an article's text; columns are {listed}; expected one of "
            f"{', '.join(FIELDS['body'])}, or name it: columns={{'body': …}}"
        )
    return {field: found[field] for field in FIELDS if field in found}


def check_columns(columns: Mapping[str, str] | Iterable[tuple[str, str]] | None) -> tuple[tuple[str, str], ...]:
    """Return the user's choice of columns as a value.

    Raises
    ------
    InputError
        If a key is no field of a record.
    """
    pairs = tuple(dict(columns or {}).items())
    for field, _ in pairs:
        if field not in FIELDS:
            near = difflib.get_close_matches(str(field), FIELDS, 1)
            hint = f" Did you mean {near[0]!r}?" if near else ""
            raise InputError(f"columns: unknown field {field!r}, expected {', '.join(FIELDS)}.{hint}")
    return pairs


def _fold(name: str) -> str:
    return str(name).strip().lstrip("\ufeff").casefold().replace(" ", "_").replace("-", "_")
