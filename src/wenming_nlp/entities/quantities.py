"""Counted numbers of people and things, with their measure word.

余, 多, 几 stand inside (500余名), 近, 约, 超 and 以上, 左右 outside; money and measures count, durations, ages,
percentages, ordinals and idioms (一个, 三点要求) do not.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from wenming_nlp.entities.mentions import Mention
from wenming_nlp.resources import read_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wenming_nlp.entities.mentions import Cover

__all__ = ["find_quantities"]

_MORE = "[余多来几]"
_DIGITS = rf"\d+(?:[,，]\d{{3}})*(?:\.\d+)?(?:{_MORE}?[十百千万亿]){{0,3}}{_MORE}?"
_NUMERAL = "两二三四五六七八九十百千几数半"
_CHINESE = rf"(?:一(?=[百千]))?[{_NUMERAL}](?:[两二三四五六七八九十百千万亿零〇几]|(?<=[十百零〇])一){{0,8}}{_MORE}?"
# Measures whose numeral, written in Chinese, may only number the points of a speech.
_ABSTRACT = frozenset("个项大种类点条张把本件")
_OFTEN = re.compile(
    r"(?:每[天日周月年季晚次]|每个?[月星]期?|每半年|每季度|一[天年周月](?!.*(?:了|来回)))[^，。；,;]{0,6}$"
)
# Numerals that say many (千家万户, 四处) or a rank (前三名).
_VAGUE = re.compile(
    r"[几半数][^十百千万]{1,2}|[百千万][^余多来几名支场]+|二[^十百千万]+|四处|五湖|[三五]番|七零|八方|两手|三下两下"
)
_RANKED = frozenset("第前末后倒头每一“‘《百千万亿零.．-—/之其此哪这那某再")
_ABOUT, _HEADS = frozenset("近约超"), frozenset("人名户家份")
# What stands before a minute, the number of a house or of a village's part, and what is counted by the head.
_CLOCK, _QUARTERS, _VILLAGES = frozenset("时点:："), frozenset("区苑园城里院"), frozenset("村区屯寨")
_BEASTS = frozenset("牛猪羊驴骡马狼象狮熊鹿蒜大黄奶小公母耕肥")
_NUMERALS = frozenset("一二两三四五六七八九十百千万零几0123456789")


class _Grammar(NamedTuple):
    """The patterns of digits and of Chinese numerals, where one of these may begin, what may not follow a measure, and the units."""

    digits: re.Pattern[str]
    chinese: re.Pattern[str]
    likely: re.Pattern[str]
    blocked: dict[str, tuple[str, ...]]
    points: tuple[str, ...]
    units: frozenset[str]


@lru_cache(maxsize=1)
def _grammar() -> _Grammar:
    """Return the grammar that measures.tsv spells out."""
    kinds: dict[str, list[str]] = {"counted": [], "unit": [], "digits": [], "point": []}
    blocked = {}
    for word, kind, follow in read_rows("measures.tsv"):
        kinds[kind].append(word)
        if follow:
            blocked[word] = tuple(follow.split(" "))

    def either(*names: str) -> str:
        return "|".join(sorted({re.escape(w) for n in names for w in kinds[n]}, key=lambda w: (-len(w), w)))

    everything = either("counted", "unit", "digits")
    more = "[多余](?![名个种])"
    digits = rf"{_DIGITS}(?P<unit>{everything})(?:[（(](?:{everything})[）)]|(?<=[米里斤元吨升克亩]){more})?"
    chinese = (
        rf"{_CHINESE}(?P<unit>{either('counted', 'unit')})(?:{more}|(?<=斤)[一二两三四五六七八九]两)?"
        "|[一两二三四五六七八九]块[一二三四五六七八九](?=[钱，。；,])"  # 一块二: one yuan twenty
    )
    # A numeral and what may stand behind it: two classes, which are searched many times faster than the pattern.
    behind = {word[0] for name in ("counted", "unit") for word in kinds[name]}
    likely = f"[一{_NUMERAL}](?=[一{_NUMERAL}万亿零〇余多来块{''.join(sorted(behind))}])"
    return _Grammar(
        re.compile(digits),
        re.compile(chinese),
        re.compile(likely),
        blocked,
        tuple(kinds["point"]),
        frozenset(kinds["unit"]),
    )


def find_quantities(text: str, cover: Cover) -> list[Mention]:
    """Find counted numbers with their measure words.

    Parameters
    ----------
    text : str
        An article's text.
    cover : Cover
        What has been taken; dates and document numbers must be in it.

    Returns
    -------
    list of Mention
        Label QUANTITY, in order, not overlapping.

    Examples
    --------
    >>> from wenming_nlp.entities.mentions import Cover
    >>> text = "近180人参加,发放手册500余份,筹款1.6万元,三名党员巡查14公里,合格率98%,历时3个月。"
    >>> [text[m.start:m.end] for m in find_quantities(text, Cover(len(text)))]
    ['180人', '500余份', '1.6万元', '三名', '14公里']
    """
    grammar = _grammar()
    found: list[Mention] = []
    for rule, matches in (("digits", grammar.digits.finditer(text)), ("chinese", _numerals(text, grammar))):
        for match in matches:
            start, end = match.span()
            if cover.free(start, end) and _counts(text, match, rule, grammar):
                found.append(Mention(start, end, "QUANTITY", f"quantity.{rule}"))
    found.sort()
    kept: list[Mention] = []
    for mention in found:
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


def _numerals(text: str, grammar: _Grammar) -> Iterator[re.Match[str]]:
    """Yield the counted numbers in Chinese numerals, as ``grammar.chinese.finditer`` would."""
    behind = 0
    for likely in grammar.likely.finditer(text):
        at = likely.start()
        if at >= behind and (match := grammar.chinese.match(text, at)):
            behind = match.end()
            yield match


def _counts(text: str, match: re.Match[str], rule: str, grammar: _Grammar) -> bool:
    """Tell a counted number from an ordinal, a stretch of time, an idiom and a point of a speech."""
    start, end = match.span()
    before = text[start - 1 : start]
    unit = match["unit"]
    if unit is None:
        return before != "第"
    if unit in grammar.blocked and text.startswith(grammar.blocked[unit], end):
        return False
    if _is_numbered(text, start, end, unit, rule):
        return False
    if before == "第" or (unit in {"次", "遍", "趟"} and _OFTEN.search(text, max(0, start - 12), start)):
        return False
    if rule == "digits":
        return not (before in {".", "．", "/", ":", "：", "-", "−"} and text[start - 2 : start - 1].isdigit())
    # 三、四个 and 10:30 run on; 第四、两家企业 does not
    if before in {"、", ":", "："} and text[start - 2 : start - 1] in _NUMERALS and text[start - 3 : start - 2] != "第":
        return False
    about = before in _ABOUT and unit in _HEADS  # 近百人参会 is a count, 百人 alone a manner of speaking
    if before in _RANKED or (_VAGUE.fullmatch(match[0]) and not about):
        return False
    if unit in _ABSTRACT and text.startswith(grammar.points, end):
        return False
    return unit not in grammar.units or text[end : end + 1] not in {"之", "见"}


def _is_numbered(text: str, start: int, end: int, unit: str, rule: str) -> bool:
    """Return whether a number tells which one, or two sides: 住在6栋, 8时30分, 红旗村三组, 早市、晚市两头, 老两口."""
    before = text[start - 1 : start]
    if unit == "分":
        return before in _CLOCK or text[end : end + 1].isdigit()
    if unit in {"栋", "幢"}:
        return rule == "digits" and (text.endswith(("住在", "住"), 0, start) or before in _QUARTERS)
    if unit == "组":
        return before in _VILLAGES
    if unit == "样":
        return text[start] == "两" or before == "新"  # 新三样
    if unit == "头":
        return text[start] == "两" and text[end : end + 1] not in _BEASTS
    return unit == "口" and before in {"老", "小"}
