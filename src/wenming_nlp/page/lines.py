"""A page as lines: what every reader of text and of HTML hands to the layout."""

from __future__ import annotations

import re
import unicodedata
from typing import Final, NamedTuple

__all__ = ["Line", "clean", "split_lines"]

# Characters without width that sites put into text: joiners, direction marks, soft hyphens, byte order marks.
_NO_WIDTH: Final = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufff9-\ufffb\x00-\x08\x0e-\x1b\x7f]"
)
_SPACES: Final = re.compile("[\u00a0\u2000-\u200a\u202f\u205f]")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_BREAKS: Final = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


class Line(NamedTuple):
    """A block of a page: a line of copied text, a paragraph of HTML.

    Attributes
    ----------
    text : str
        Without white space around it; never empty.
    indent : bool
        Whether it was set in, as paragraphs are.
    gap : bool
        Whether empty space stands before it.
    level : int
        Level of an HTML heading, 1 to 6; 0 for anything else.
    linked : float
        Share of its characters that are a link to somewhere else.
    """

    text: str
    indent: bool = False
    gap: bool = False
    level: int = 0
    linked: float = 0.0


def clean(text: str) -> str:
    r"""Return text in NFC without invisible characters; exotic spaces and line breaks become plain ones.

    Examples
    --------
    >>> clean("文明\u200b城市\xa0创建\r\n工作")
    '文明城市 创建\n工作'
    """
    if not text.isascii():
        text = _SURROGATE.sub("\ufffd", text)
        text = unicodedata.normalize("NFC", text)
        text = _SPACES.sub(" ", text)
    return _NO_WIDTH.sub("", _BREAKS.sub("\n", text))


def split_lines(text: str) -> list[Line]:
    r"""Return the lines of copied text that hold anything.

    Examples
    --------
    >>> [(line.text, line.indent, line.gap) for line in split_lines("标题\n\n\u3000\u3000正文。\n")]
    [('标题', False, False), ('正文。', True, True)]
    """
    lines: list[Line] = []
    gap = False
    for raw in clean(text).split("\n"):
        stripped = raw.strip()
        if stripped:
            lines.append(Line(stripped, raw[0].isspace(), gap))
        gap = not stripped
    return lines
