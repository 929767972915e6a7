"""Where sentences begin and end, paragraph by paragraph.

A sentence ends at 。！？, their half-width forms, or …… together with every mark of the same kind and
every closing quote or bracket that follows. It does not end

- inside 《》, a bracket, or a short quotation: “文明在行动！满意在贵州！”活动 is a name;
- before 、，；： or 的, 等 after a closing quote: the quotation is then part of a longer sentence;
- at ；: parallel items of a list stay together, as do 一是…；二是…。;
- at a half-width full stop that belongs to a number, an address, an abbreviation or a list number.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wenming_nlp.article import Paragraph

__all__ = ["Sentence", "split_sentences"]

# A quotation up to this length is a name or a watchword, a longer one is speech with sentences of its own.
_SHORT_QUOTE = 30
_LONGEST_BRACKET = 120

_CLOSERS = {"“": "”", "‘": "’", "「": "」", "『": "』", "《": "》", "〈": "〉", "（": "）", "(": ")", "【": "】",
            "〔": "〕", "[": "]", '"': '"'}  # fmt: skip
_QUOTES = frozenset('“‘「『"')
_AFTER = "”’」』》〉）)】〕]\"'"
_MARK = re.compile(r"[。！？!?…｡.．\n\r\u2028\u2029“‘「『《〈（(【〔\[]")
_RUN = re.compile(rf"[。！？!?…｡.．]*[{re.escape(_AFTER)}]*")
_CONTINUES = re.compile(r"[、，,；;：:。！？]|的(?!确)|等(?=[，、。的一])")
# Half-width full stops this near before or behind are list marks.
_HALF_STOP_GAP = 6
_LISTED_GAP = 3


class Sentence(NamedTuple):
    """A sentence's half-open range of code points, and the index of its paragraph."""

    start: int
    end: int
    paragraph_id: int


def split_sentences(text: str, paragraphs: Sequence[Paragraph]) -> list[Sentence]:
    """Return the sentences of each paragraph, in order.

    Parameters
    ----------
    text : str
        The article's text.
    paragraphs : sequence of Paragraph
        Its blocks; text outside of them is left out.

    Returns
    -------
    list of Sentence
        Not overlapping, without white space at either end, none empty; together they hold
        every character of the paragraphs that is not white space.

    Examples
    --------
    >>> from wenming_nlp.article import Paragraph
    >>> text = "他说：“要抓紧。”大家鼓掌！“创文惠民！我参与！”活动启动。"
    >>> [text[s.start : s.end] for s in split_sentences(text, [Paragraph(0, len(text), "body")])]
    ['他说：“要抓紧。”', '大家鼓掌！', '“创文惠民！我参与！”活动启动。']
    """
    sentences = []
    marks = text
    for index, paragraph in enumerate(paragraphs):
        if '"' in text:
            marks = _pair_straight(text, paragraph.start, paragraph.end)
        begin = paragraph.start
        for end in (*_ends(marks, paragraph.start, paragraph.end), paragraph.end):
            piece = text[begin:end]
            bare = piece.strip()
            if bare:
                start = begin + len(piece) - len(piece.lstrip())
                sentences.append(Sentence(start, start + len(bare), index))
            begin = end
    return sentences


def _pair_straight(text: str, start: int, stop: int) -> str:
    """Return the text with straight quotes of one paragraph told apart by turns; as it is where they do not pair."""
    piece = text[start:stop]
    if piece.count('"') % 2:
        return text
    parts = piece.split('"')
    pieces = [part + ("" if i == len(parts) - 1 else "”" if i % 2 else "“") for i, part in enumerate(parts)]
    return text[:start] + "".join(pieces) + text[stop:]


def _ends(text: str, start: int, stop: int) -> Iterator[int]:
    """Yield the offsets behind each sentence of one paragraph."""
    position = begin = start
    while match := _MARK.search(text, position, stop):
        at = match.start()
        mark = text[at]
        if mark in "\n\r\u2028\u2029":
            position = begin = at + 1
            yield begin
            continue
        if mark in _CLOSERS:
            position, ends = _skip(text, begin, at, stop)
        else:
            run = _RUN.match(text, at, stop)
            position = run.end() if run else at + 1
            ends = _is_end(text, begin, at, position, stop)
        if ends:
            begin = position
            yield position


def _skip(text: str, begin: int, at: int, stop: int) -> tuple[int, bool]:
    """Pass over a bracket or short quotation that opens at `at`: where to go on, and whether a sentence ends there."""
    opener = text[at]
    quote = opener in _QUOTES
    close = text.find(_CLOSERS[opener], at + 1, min(stop, at + 2 + (_SHORT_QUOTE if quote else _LONGEST_BRACKET)))
    if close < 0 or "\n" in text[at:close]:
        return at + 1, False
    behind = close + 1
    if not quote or text[close - 1] not in "。！？!?…":
        return behind, False
    # 他说：“马上办。” ends where the speech ends; a slogan at the head or inside of a sentence goes on.
    while at > begin and text[at - 1].isspace():
        at -= 1
    spoken = at > begin and text[at - 1] in "：:，,"
    return behind, spoken and not _CONTINUES.match(text, behind, stop)


def _is_end(text: str, begin: int, at: int, behind: int, stop: int) -> bool:
    """Return whether the marks in ``text[at:behind]`` end the sentence that began at `begin`."""
    following = text[behind : behind + 1] if behind < stop else ""
    mark = text[at]
    if mark in "。！？｡":
        return behind == at + 1 or text[behind - 1] not in _AFTER or not _CONTINUES.match(text, behind, stop)
    if mark in "!?":
        return not (following.isascii() and following.isalnum()) and not _CONTINUES.match(text, behind, stop)
    if mark == "…":
        return behind > at + 1 and not _CONTINUES.match(text, behind, stop)
    # A half-width full stop: 3.5, www.people.cn, 1.加强领导 and 县.乡.村 have none.
    if at == begin or (text[behind - 1] in ".．" and behind > at + 1):
        return False
    before = text[at - 1]
    after_text = "\u3400" <= before <= "\u9fff" or before in "”’》）)%％"
    before_text = not following or following.isspace() or following >= "\u3400" or following in "“《（"
    clause = at - max(begin, text.rfind(mark, max(begin, at - _HALF_STOP_GAP), at) + 1)
    listed = clause < _HALF_STOP_GAP or text.find(mark, behind, min(stop, behind + _LISTED_GAP)) >= 0
    return after_text and before_text and not listed
