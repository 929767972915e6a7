"""Names before a common head: 明湖、潮河、京航、九龙4个街道, 石桥、沙河两镇."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from wenming_nlp.entities.gazetteer import load_gazetteer
from wenming_nlp.entities.mentions import Mention
from wenming_nlp.entities.place_bounds import left_end
from wenming_nlp.entities.place_words import UNIT_TAILS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wenming_nlp.entities.mentions import Cover
    from wenming_nlp.entities.place_words import PlaceWords
    from wenming_nlp.text.tokens import Tokens

__all__ = ["find_series"]

_HAN: Final = "\u4e00-\u9fff"
_HEADS: Final = "街道|镇街|镇办|乡镇|镇乡|镇|乡|村|社区|行政村|苏木镇?|嘎查"
_SERIES: Final = re.compile(
    rf"(?P<names>(?:[{_HAN}]{{2,5}}、)+[{_HAN}]{{2,5}}?)"
    rf"(?:(?:等|这)?(?:\d+|[二两三四五六七八九十]+)个(?:{_HEADS}|片区)"
    r"|(?P<open>等(?:地)?(?:街道|镇街|乡镇|镇乡|镇|乡|村|社区)(?![党政长组级干机]|负责|主要|主官|办事|两级|部门|单位|、)))"
)
# 石桥、沙河两镇, 龙泉、白马、双河三镇: as many names as the numeral says.
_COUNTED: Final = re.compile(
    rf"(?P<names>(?:[{_HAN}]{{2,4}}、)*[{_HAN}]{{2,4}}?[、和与][{_HAN}]{{2,4}}?)(?P<count>[两二三四五六七八])(?:个)?(?:镇街|乡镇|街道|片区|镇|乡)(?![{_HAN}]?[长])"
)
_NUMERALS: Final = "　　两三四五六七八"
_UNITS: Final = re.compile(r"[个等地两二三四五六七八](?:街道|镇|乡|村|社区|行政村|苏木|嘎查|片区)")
_NO_NAME: Final = re.compile("[的了是各等全及对在为有要把被]|部门|单位|领导|干部")


def find_series(text: str, tokens: Tokens, cover: Cover, words: PlaceWords) -> Iterator[Mention]:
    """Find names before a common head.

    Parameters
    ----------
    text, tokens, cover, words
        As for the other places.

    Yields
    ------
    Mention
        Label PLACE.

    Examples
    --------
    >>> from wenming_nlp.entities.mentions import Cover
    >>> from wenming_nlp.entities.place_words import load_place_words
    >>> from wenming_nlp.text.segment import Tokenizer
    >>> text = "其中石桥、沙河两镇滞后。"
    >>> found = find_series(text, Tokenizer().tokens(text), Cover(len(text)), load_place_words())
    >>> [text[m.start : m.end] for m in found]
    ['石桥', '沙河']
    """
    if not _UNITS.search(text):
        return
    for match in _SERIES.finditer(text) if "、" in text else ():
        position = match.start("names")
        names = match["names"].split("、")
        # Without a count one of them must be known as a township's: 明湖、潮河、京航等街道.
        if match["open"] and not any(map(load_gazetteer().is_township_stem, names[1:])):
            continue
        yield from _items(text, tokens, cover, words, position, names)
    for match in _COUNTED.finditer(text):
        names = re.split("[、和与]", match["names"])
        count = _NUMERALS.index("两" if match["count"] == "二" else match["count"])
        if len(names) >= count and not any(map(_NO_NAME.search, names[-count:])):
            names, skipped = names[-count:], names[:-count]
            position = match.start("names") + sum(len(name) + 1 for name in skipped)
            yield from _items(text, tokens, cover, words, position, names)


def _items(
    text: str, tokens: Tokens, cover: Cover, words: PlaceWords, position: int, names: list[str]
) -> Iterator[Mention]:
    """Yield the names of a list; what stands before the first is cut off."""
    for index, name in enumerate(names):
        start, end = position, position + len(name)
        position = end + 1
        if index == 0:
            left = left_end(text, tokens, cover, words, end, start, 4)
            start = left if left < end - 1 else start
            start += end - start > 2 and text[start] in "在到从沿至"
        if cover.free(start, end) and not name.endswith(UNIT_TAILS) and text[start:end] not in words.bound:
            yield Mention(start, end, "PLACE", "place.series", 0.85)
