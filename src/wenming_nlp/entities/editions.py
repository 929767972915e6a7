"""Names of activities that a number of edition, a joint name or a quotation tells, whatever word they end in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from wenming_nlp.entities.mentions import Mention

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["add_editions", "is_half", "is_speech", "quoted_whole"]

_INSIDE = r"(?:(?![的了和与在])[\u4e00-\u9fffA-Za-z0-9·“”]){2,16}?"
_ENDS = r"(?<![环季细时])节|(?<![参开])赛|(?<![发开进扩])展|宴"
_GOES_ON = r"在|[，。；、]|\n|\Z|举[办行]|召开|启[动幕]|拉开|开[幕赛锣]|将|期间|落幕|闭幕|圆满|隆重|正式"
_BEHIND = f"(?={_GOES_ON})"
#: An edition, whatever kind of festival or contest it is: 第十六届恭城月柿节.
_EDITION: Final = re.compile(
    rf"(?:\d{{4}}年?(?:中国|全国)?)?(?:第[\d一二三四五六七八九十]{{1,3}}届|首届){_INSIDE}(?:{_ENDS}|[周月季](?=”))”?{_BEHIND}"
)
#: A contest for a cup: “苟坝杯”全国山地自行车赛.
_CUP: Final = re.compile(rf"“[\u4e00-\u9fffA-Za-z0-9·]{{1,8}}杯”{_INSIDE}(?<![参开决])赛(?=鸣枪|{_GOES_ON})")
#: The second half of a double name: …主题活动|暨民族团结邻居节.
_SECOND_HALF: Final = re.compile(rf"暨{_INSIDE}(?:{_ENDS}|会|仪式|典礼){_BEHIND}")
#: Weeks and festivals that are quoted whole: “苗年文化周”的重头戏.
_WEEK: Final = re.compile(r"[\u4e00-\u9fff\d]{2,10}[周月季节]")
_STOPS: Final = re.compile(r"[\n。！？；]")
#: A watchword of two verses before what it is the theme of: “网络安全为人民，网络安全靠人民”|宣传周.
_VERSES: Final = re.compile(
    r"“[^，“”]{4,12}，[^，“”]{4,12}”(?=主题|系列|宣传|志愿|专题|专项|集中|服务|活动|签名|征文|演讲|知识)"
)
_SAYS: Final = re.compile(r"[说道问答喊][：:，]?\Z|[：:]\Z")
_MIN_STEM = 2


def add_editions(text: str, found: list[Mention], documents: Sequence[tuple[int, int]]) -> list[Mention]:
    """Add names that a number of edition tells, and second halves that end in no word of the list.

    Parameters
    ----------
    text : str
    found : list of Mention
        Names of meetings so far, in order.
    documents : sequence of (int, int)
        Titles of documents, which hold no meeting.

    Returns
    -------
    list of Mention
        In order, not overlapping.

    Examples
    --------
    >>> text = "11月3日上午，第十六届恭城月柿节在红岩村拉开帷幕，另有3个环节。"
    >>> [text[m.start : m.end] for m in add_editions(text, [], [])]
    ['第十六届恭城月柿节']
    """
    whole: list[Mention] = []
    for mention in found:
        if whole and mention.start < whole[-1].end:
            continue
        further = _SECOND_HALF.match(text, mention.end)
        whole.append(mention._replace(end=further.end()) if further else mention)
    cups = _CUP.finditer(text) if "杯”" in text else ()
    for match in (*_EDITION.finditer(text), *cups):
        start, end = match.span()
        inside = [m for m in whole if start <= m.start and m.end <= end and m.end - m.start < end - start]
        others = [(m.start, m.end) for m in whole if m not in inside]
        if not any(s < end and start < e for s, e in (*others, *documents)):
            whole = [m for m in whole if m not in inside]
            whole.append(Mention(start, end, "EVENT", "event.edition", 0.8))
    return sorted(whole)


def quoted_whole(text: str, head: int, end: int) -> int | None:
    """Return where a week or festival begins that is quoted as a whole, None where the words are no such name.

    Examples
    --------
    >>> quoted_whole("“苗年文化周”的重头戏", 3, 6), quoted_whole("“苗年文化周里”", 3, 6)
    (1, None)
    """
    opening = text.rfind("“", 0, head) + 1
    whole = (
        text.startswith("”", end)
        and head - opening >= _MIN_STEM
        and text[opening - 2] != "个"
        and _WEEK.fullmatch(text, opening, end)
    )
    return opening if whole else None


def is_speech(text: str, opening: int, end: int) -> bool:
    """Return whether a quotation is somebody's words and no part of a name: sentences, or a comma but for two verses.

    Examples
    --------
    >>> is_speech("“好。”", 0, 4), is_speech("“好，走”活动", 0, 5), is_speech("“垃圾不落地，家园更美丽”主题活动", 0, 13)
    (True, True, False)
    """
    if "，" not in text[opening:end]:
        return _STOPS.search(text, opening, end) is not None
    verses = _VERSES.match(text, opening)
    return verses is None or verses.end() != end or _SAYS.search(text, max(0, opening - 2), opening) is not None


def is_half(text: str, mention: Mention, found: Sequence[Mention]) -> bool:
    """Return whether a name is one half of a double name (…推进会暨…授旗仪式) that stands in full elsewhere."""
    words = text[mention.start : mention.end]
    return any(
        other.end - other.start > len(words) and words in (whole := text[other.start : other.end]) and "暨" in whole
        for other in found
    )
