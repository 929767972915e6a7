"""Articles that a site has cut into several pages, put together again where all parts are at hand."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from wenming_nlp.article import Article
from wenming_nlp.run.folders import PAGES
from wenming_nlp.run.items import Item, load
from wenming_nlp.run.sources import Source, read

if TYPE_CHECKING:
    from pathlib import Path

    from wenming_nlp.run.folders import File

__all__ = ["join_pages"]

# t20190305_123.html, t20190305_123_1.html, …; content_9.htm, content_9_2.htm, …; a.html, a-2.html, a(2).html
_PART: Final = re.compile(r"(?P<base>.+?)(?:[_-](?P<n>\d{1,2})|\((?P<m>\d{1,2})\))")
_COUNTED: Final = re.compile(
    r"\s*(?:[(（\[【]\s*\d{1,2}\s*(?:/\s*\d{1,2}\s*)?[)）\]】]|[_-]\d{1,2}|第?\s*[\d一二三四五六七八九十]{1,2}\s*页)\s*$"
)


def join_pages(source: Any) -> Source:
    """Return a source in which pages that are parts of one article stand as one.

    Pages are parts of one article where their files lie side by side and are named alike with a running number
    (``t1.html``, ``t1_1.html``, ``t1_2.html``; or from 2), no number is missing, all have the same title, and each has a
    text of its own. Whatever leaves a doubt is left as it is. Only files of pages are joined, not members of archives
    and records.

    Parameters
    ----------
    source : Source, path or iterable
        What `read` takes or returns. Pages that may be parts are read once more than the others.

    Raises
    ------
    InputError
        If the source cannot be opened.
    """
    opened = read(source)
    by_id = {(file.path.parent, file.file_id): file for file in opened.files if file.path.suffix.lower() in PAGES}
    groups: dict[tuple[Path, str], dict[int, File]] = {}
    for (folder, file_id), file in by_id.items():
        match = _PART.fullmatch(file_id)
        if match and (folder, match["base"]) in by_id:
            groups.setdefault((folder, match["base"]), {})[int(match["n"] or match["m"])] = file
    joined: dict[File, File] = {}
    gone: set[File] = set()
    for key, numbered in groups.items():
        first = by_id[key]
        numbers = sorted(numbered)
        if numbers[0] not in (1, 2) or numbers != list(range(numbers[0], numbers[0] + len(numbers))):
            continue
        rest = [numbered[number] for number in numbers]
        if first not in gone and _are_one([first, *rest]):
            size = sum(file.n_bytes for file in (first, *rest))
            joined[first] = first._replace(n_bytes=size, parts=tuple(file.path for file in rest))
            gone.update(rest)
    files = tuple(joined.get(file, file) for file in opened.files if file not in gone)
    return replace(opened, files=files)


def _are_one(files: list[File]) -> bool:
    """Return whether pages have one title and each a body of its own."""
    titles, bodies = set(), []
    for file in files:
        article = load(Item(file.file_id, file.path.as_posix(), file.path))
        if not isinstance(article, Article) or not article.title:
            return False
        titles.add("".join(_COUNTED.sub("", article.title).split()))
        bodies.append("\n".join(article.text[p.start : p.end] for p in article.paragraphs if p.part == "body"))
    return len(titles) == 1 and all(bodies) and len(set(bodies)) == len(bodies)
