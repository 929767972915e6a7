"""One form for one text: composed characters, nothing invisible; and folded forms for comparing.

`clean_text` is for text on its way in, before any offset is taken. `fold_width` keeps the length, so offsets
into the folded string are offsets into the original.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

__all__ = ["clean_text", "fold_width"]

# Zero-width and directional marks, soft hyphen, byte order mark, variation selectors, C0 and C1 controls but
# tab and line feed, private-use characters of word processors, noncharacters, lone surrogates.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0"
    "\ufff9-\ufffc\ufffe\uffff\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]"
)
_BREAK = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_BLANK = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f]")


def clean_text(text: str) -> str:
    r"""Return text in NFC, with ``\n`` for every line break and without invisible characters.

    Blanks of other widths become plain ones, the ideographic space stays. Punctuation and width stay as written.

    Examples
    --------
    >>> clean_text("文\u200b明\r\n城\u00a0市\ufeff")
    '文明\n城 市'
    """
    text = _BLANK.sub(" ", _INVISIBLE.sub("", _BREAK.sub("\n", text)))
    return unicodedata.normalize("NFC", text)


@lru_cache(maxsize=1)
def _narrow() -> dict[int, int]:
    """Return the map of full-width ASCII to ASCII, letters, digits and signs; and of the ideographic space."""
    return {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


def fold_width(text: str) -> str:
    """Return text of the same length with full-width ASCII characters made half-width.

    Examples
    --------
    >>> fold_width("２０１７年（ＡＰＰ）")
    '2017年(APP)'
    """
    return text if text.isascii() else text.translate(_narrow())
