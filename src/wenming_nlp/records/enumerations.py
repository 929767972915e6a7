"""Numbered items of running text: 一是…二是…, 首先…其次…, （一）…（二）…, and where each begins and ends."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wenming_nlp.article import Paragraph
    from wenming_nlp.text.sentences import Sentence

__all__ = ["Enumeration", "Item", "find_clauses", "find_enumerations"]

_DIGITS = "一二三四五六七八九十"
_VALUE: Final = {c: i for i, c in enumerate(_DIGITS, 1)}
_BEFORE = r"(?:(?<=[，。；：！？,;:!?\n\s　”（])|^|(?<=\A))"
#: What may stand between an addressee and 首先: 各实践所、站首先要…; 一是 may follow its subject: 姜屯镇一是把….
_MARK: Final = re.compile(
    rf"""(?:{_BEFORE}(?:
        (?P<shi>[{_DIGITS}])是(?![的否非])[，,：:]?
      | (?P<yao>[{_DIGITS}])(?=要)
      | (?P<you>[{_DIGITS}])(?=[有建强促抓])
      | (?P<di>第[{_DIGITS}])(?:[、，,：:．.]|是[，,]?|(?=要))\s*
      | (?P<qi>其[{_DIGITS}])(?:[、，,：:]|是[，,]?|(?=要))\s*
      | (?P<dot>\d{{1,2}})[．.、](?!\d)\s*
      | (?P<hao>[{_DIGITS}]{{1,3}})、(?=\S)\s*
      | (?P<circ>[①②③④⑤⑥⑦⑧⑨⑩])\s*
      | (?P<par>[（(](?:[{_DIGITS}]{{1,3}}|\d{{1,2}})[）)])\s*
      ))
      | (?<=[镇乡县区市旗州局办委院村司校们将要])(?P<shi_>一)是(?=[把将要以抓在对加建推开完强做深从])
      | (?P<first>首先|其次|再次|再者|第三|最后)(?:[，,：:]\s*|(?=要|必须|应|得|是))""",
    re.VERBOSE | re.MULTILINE,
)
#: What a mark may begin with, and what stands behind that: character classes are searched much faster.
_LIKELY: Final = re.compile(
    rf"[{_DIGITS}第其首再最①②③④⑤⑥⑦⑧⑨⑩（(\d](?:(?<=[①②③④⑤⑥⑦⑧⑨⑩])|(?=[{_DIGITS}\d是要有建强促抓．.、先次者后]))"
)
#: 一是…二要…三是…: the two go on with each other where their own kind does not.
_SIBLING: Final = {"shi": "yao", "yao": "shi"}
_FIRST: Final = {"首先": 1, "其次": 2, "再次": 3, "再者": 3, "第三": 3}
_CLOSE: Final = {"“": "”", "《": "》", "（": "）", "(": ")", "‘": "’", "「": "」", "『": "』", "〔": "〕", "[": "]"}

_TURN: Final = re.compile(r"[，；。：！？,;:!?\n“《（(‘「『〔\[]")
#: A sign that opens an item, alone or at the beginning of a line: ✔ 要摸清需求；, ——提高站位.
_BULLET: Final = re.compile(
    r"(?:^[ \u3000]*(?:(?P<line>—{1,2}|[–·•*\-])(?!\d)|(?P<sign>[✔✅✓☑⚡●◆■▲▶►★☆◎○◇□▪➤➢❗🔹🔸🔺👉📌✨]))"
    r"|(?<=[：；。:;])\s*(?P<within>[✔✅✓☑⚡●◆■▲▶►★☆◎▪➤➢🔹🔸👉📌]))\ufe0f?[ \u3000]*",
    re.MULTILINE,
)
_BLANK: Final = re.compile(r"[ \u3000\t\n]*\Z")


class Item(NamedTuple):
    """One numbered item: where its number, its words and its end are."""

    mark: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Enumeration:
    """Numbered items of one style in a row.

    Attributes
    ----------
    style : str
        ``shi`` 一是, ``yao`` 一要, ``you`` 一有, ``di`` 第一, ``qi`` 其一, ``first`` 首先, ``dot`` 1., ``hao`` 一、,
        ``circ`` ①, ``par`` （一）, ``sign`` ✔ or a dash.
    items : tuple of Item
        At least two, in order.
    """

    style: str
    items: tuple[Item, ...]

    @property
    def start(self) -> int:
        """Where the first number stands."""
        return self.items[0].mark

    @property
    def end(self) -> int:
        """Where the last item ends."""
        return self.items[-1].end


class _Mark(NamedTuple):
    style: str
    value: int
    mark: int
    start: int


def find_clauses(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and closing mark ('' at the end) of each clause; quotations and brackets are passed over.

    Examples
    --------
    >>> text = "要防止“挂上墙、躺一旁，没人管”，要较真；不松劲。"
    >>> [(text[s:e], mark) for s, e, mark in find_clauses(text, 0, len(text))]
    [('要防止“挂上墙、躺一旁，没人管”', '，'), ('要较真', '；'), ('不松劲', '。')]
    """
    begin = at = start
    while match := _TURN.search(text, at, end):
        here = match.start()
        char = text[here]
        at = here + 1
        if char in _CLOSE:
            at = text.find(_CLOSE[char], at, end) + 1 or at
        else:
            if not _BLANK.match(text, begin, here):
                yield begin, here, char
            begin = at
    if begin < end and not _BLANK.match(text, begin, end):
        yield begin, end, ""


def find_enumerations(
    text: str, paragraphs: Sequence[Paragraph], sentences: Sequence[Sentence], breaks: Sequence[int]
) -> list[Enumeration]:
    """Find the numbered lists of an article's body.

    Parameters
    ----------
    text : str
    paragraphs : sequence of Paragraph
        Blocks of ``text``; only those of the body are read.
    sentences : sequence of Sentence
    breaks : sequence of int
        Offsets at which somebody else begins to speak; no last item reaches over one.

    Returns
    -------
    list of Enumeration
        By where they begin; one may lie inside an item of another.
    """
    body = [p for p in paragraphs if p.part == "body"]
    open_: dict[str, list[_Mark]] = {}
    closed: list[list[_Mark]] = []
    for mark in _marks(text, body):
        rows = [open_[style] for style in (mark.style, _SIBLING.get(mark.style, "")) if style in open_]
        row = next((row for row in rows if _follows(row, mark, text)), None)
        if row is not None:
            row.append(mark)
            continue
        if mark.value == 1:
            open_[mark.style] = [mark]
            closed.append(open_[mark.style])
        else:
            open_.pop(mark.style, None)
    closed.extend(_signed(text, body))
    found = []
    for row in closed:
        if len(row) < 2:
            continue
        ends = [nxt.mark for nxt in row[1:]]
        ends.append(_last_end(row, text, body, sentences, breaks))
        found.append(
            Enumeration(row[0].style, tuple(Item(m.mark, m.start, end) for m, end in zip(row, ends, strict=True)))
        )
    return sorted(found, key=lambda e: e.start)


def _marks(text: str, body: Sequence[Paragraph]) -> Iterator[_Mark]:
    for paragraph in body:
        behind = paragraph.start
        for likely in _LIKELY.finditer(text, paragraph.start, paragraph.end):
            at = likely.start()
            match = _MARK.match(text, at, paragraph.end) if at >= behind else None
            if match is None:
                continue
            behind = match.end()
            group = match.lastgroup or ""
            word, style = match[group], group.rstrip("_")
            if style == "first":
                value = _FIRST.get(word, 0)
            elif style == "circ":
                value = ord(word) - ord("①") + 1
            else:
                value = _number(word.strip("第其（）()"))
            yield _Mark(style, value, match.start(), match.end())


def _signed(text: str, body: Sequence[Paragraph]) -> Iterator[list[_Mark]]:
    """Yield the items in a row, or in lines that follow each other, that one sign opens."""
    row: list[_Mark] = []
    sign = ""
    for paragraph in body:
        for match in _BULLET.finditer(text, paragraph.start, paragraph.end):
            word = match["line"] or match["sign"] or match["within"]
            if not row or word != sign or text.count("\n", row[-1].mark, match.start()) > 1:
                yield row
                row, sign = [], word
            row.append(_Mark("sign", len(row) + 1, match.start(), match.end()))
    yield row


def _number(word: str) -> int:
    """Return a small number in digits or Chinese numerals."""
    if word.isdigit() and word.isascii():
        return int(word)
    if len(word) == 1:
        return _VALUE.get(word, 0)
    tens, _, ones = word.partition("十")
    return (_VALUE.get(tens, 1)) * 10 + _VALUE.get(ones, 0)


def _follows(row: Sequence[_Mark], mark: _Mark, text: str) -> bool:
    """Return whether a number goes on with a list: the next one, not pages away for a list in one paragraph."""
    last = row[-1]
    if mark.style == "first" and mark.value in {0, 3}:  # 最后 ends any list, 再次 may be repeated
        return mark.mark - last.mark < 600
    if mark.value != last.value + 1:
        return False
    return mark.mark - last.mark < (2000 if "\n" in text[last.mark : mark.mark] else 600)


def _last_end(
    row: Sequence[_Mark], text: str, body: Sequence[Paragraph], sentences: Sequence[Sentence], breaks: Sequence[int]
) -> int:
    """Return where the last item ends.

    Items parted by semicolons end with their sentence, items of sentences of their own with the
    paragraph or before the next speaker.
    """
    last = row[-1].mark
    paragraph = next(p for p in body if p.start <= last < p.end)
    end = min((b for b in breaks if last < b < paragraph.end), default=paragraph.end)
    sentence = next((s for s in sentences if s.start <= last < s.end), None)
    if sentence is not None and any(sentence.start <= m.mark < sentence.end for m in row[:-1]):
        return min(end, sentence.end)
    before = text[row[-2].mark : last].rstrip()
    if before.endswith(("；", ";")) and sentence is not None:
        return min(end, sentence.end)
    return end
