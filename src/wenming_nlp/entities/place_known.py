"""Names known to all: whether one stands alone, or is the first part of a longer name: 黄河路, 中国菜."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wenming_nlp.text.segment import is_word

if TYPE_CHECKING:
    from wenming_nlp.text.tokens import Tokens

__all__ = ["stands_alone"]

_KNOWN_NEXT = frozenset("水边畔岸沿流天脚")
_BELOW = frozenset(("脚下", "南北", "两岸"))
# What makes a known name the first part of a longer one (黄河路, 中国菜), and what only looks like it.
_LONGER_NAME = (
    "路",
    "街",
    "大道",
    "大路",
    "镇",
    "乡",
    "村",
    "社区",
    "小区",
    "籍",
    "菜",
    "话",
    "语",
    "戏",
    "剧",
    "舞",
    "号",
    "童谣",
    "民歌",
    "说书",
)
_NO_LONGER_NAME = ("路上", "街头", "村庄", "语言", "乡村")
# 中国 that begins the name of an idea, a title, a firm: no place is meant.
_CHINAS_OWN = (
    "特色",
    "梦",
    "式",
    "好人",
    "精神",
    "故事",
    "共产党",
    "人民",
    "移动",
    "电信",
    "联通",
    "节",
    "青年",
    "制造",
)
# 中国 behind these is an idea, too: 美丽中国, 一个中国原则.
_IDEAS = ("美丽", "健康", "数字", "平安", "法治", "一个", "质量", "书香", "新时代", "科技强", "幸福", "文化")
# 中欧 before these is the middle of Europe.
_MIDDLE = ("国家", "地区", "各国", "和东欧", "、东欧", "四国")


def stands_alone(text: str, begin: int, end: int, tokens: Tokens, kind: str) -> bool:
    """Return whether a name known to all is a word, or several, of its own, and no part of a longer name."""
    index, last = tokens.at(begin), tokens.at(end - 1)
    if text.startswith(_LONGER_NAME, end) and not text.startswith(_NO_LONGER_NAME, end):
        return False
    if text[begin:end] == "中欧" and not text.startswith(_MIDDLE, end):
        return False  # China and Europe: 中欧班列, 中欧关系
    starts = tokens.starts[index] == begin
    if kind == "country" and text[begin:end] == "中国" and text.startswith(_CHINAS_OWN, end):
        return False
    if kind == "country" and text[begin:end] == "中国" and text.endswith(_IDEAS, 0, begin):
        return False
    if tokens.ends[last] == end:
        return starts or (end - begin >= 3 and tokens.ends[index] < end)
    rest = text[end : tokens.ends[last]]
    if kind == "country" and starts and len(rest) > 1 and is_word(rest):
        return True  # the dictionary has 美国政府 and 法国总理 as words
    return text[end] in _KNOWN_NEXT and (starts or end - begin >= 3 or text[end : end + 2] in _BELOW)
