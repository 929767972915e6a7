"""Rivers, lakes, hills and temples: which words before their last letter are their name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wenming_nlp.entities.place_bounds import is_anchored
from wenming_nlp.entities.place_words import CJK, NAMES
from wenming_nlp.text.segment import is_word

if TYPE_CHECKING:
    from wenming_nlp.entities.place_words import PlaceWords
    from wenming_nlp.text.tokens import Tokens

__all__ = ["is_natural", "nature_start"]

_ASHORE = frozenset(("边", "边上", "畔", "岸", "上", "下", "脚下", "两岸"))
_AFTER_NAME = frozenset(
    (
        "湾",
        "沟",
        "洼",
        "屿",
        "滩",
        "海子",
        "湿地",
        "河",
        "江",
        "湖",
        "溪",
        "山",
        "寺",
        "泉",
        "渠",
        "水库",
        "岛",
        "峡谷",
        "草原",
        "岭",
        "峰",
        "潭",
        "港",
        "书院",
        "石窟",
        "运河",
    )
)
_WATERS = frozenset("河江湖溪")
_PREPOSITIONS = frozenset("沿在到往")
_SIDES = frozenset("大小东西南北")
_TEMPLES = frozenset(("寺", "庙", "塔", "阁", "窟", "祠", "楼", "书院"))
# Waters that no other word ends with, so that plain words before them are their name: 群英河, 劳动湖.
_FLOWING = frozenset(("河", "湖", "溪", "渠", "河谷", "海子"))
_NO_NAME = frozenset(("p", "c", "d", "r", "y", "e", "u", "uj", "ul", "uv", "ud", "uz", "q", "mq", "v", "f", "k", "t"))
_AFTER_VERB = frozenset("了进过入")


def nature_start(text: str, tokens: Tokens, words: PlaceWords, index: int, begin: int, *, inside: bool) -> int:
    """Return where a river's or hill's name begins: with its word, or the letter before that a preposition took."""
    start = tokens.starts[index] if inside else tokens.starts[index - 1]
    if inside and index:
        before = text[tokens.starts[index - 1] : start]
        if len(before) == 2 and before[0] in _PREPOSITIONS and not is_word(before):
            return start - 1  # 沿始|丰溪
        if len(before) == 1 and before in _SIDES and is_anchored(text, start - 1):
            return start - 1  # 、大|东沟
    if not inside:
        return min(start, _plain_start(text, tokens, words, begin))
    return start


def is_natural(text: str, tokens: Tokens, words: PlaceWords, index: int, begin: int, end: int, suffix: str) -> bool:
    """Return whether a river's, hill's or temple's name is one that the tagger takes for a name."""
    if suffix in _WATERS and index and tokens.starts[index] < begin and tokens.ends[index] == end:
        glued = text[tokens.starts[index - 1] : tokens.starts[index]]
        if len(glued) == 2 and glued[0] in _PREPOSITIONS and not is_word(glued):
            return True  # 沿始|丰溪
    plain = suffix in _FLOWING and tokens.starts[index] == begin and _plain_start(text, tokens, words, begin) < begin
    if tokens.ends[index] != end:
        # 隆宝|湖边, 遇龙|河边, 老虎|山上
        if tokens.starts[index] != begin or not index or text[end : tokens.ends[index]] not in _ASHORE:
            return False
        word = text[tokens.starts[index - 1] : begin]
        named = tokens.pos[index - 1] in NAMES or (tokens.pos[index - 1] == "n" and not is_word(word))
        return plain or (len(word) >= 2 and CJK.match(word) is not None and named)
    if tokens.starts[index] < begin:
        word = text[tokens.starts[index] : end]
        unknown = suffix in _FLOWING and len(word) == 3 and not is_word(word) and is_anchored(text, end - 3)
        return tokens.pos[index] in NAMES or unknown or (suffix in _TEMPLES and end - tokens.starts[index] >= 3)
    before = tokens.pos[index - 1] if index else ""
    return plain or (before in NAMES and suffix in _AFTER_NAME and text[begin - 1] not in "，。、；：\n")


def _plain_start(text: str, tokens: Tokens, words: PlaceWords, begin: int) -> int:
    """Return where plain words begin that name what follows, ``begin`` where none do: 冲进了|群英|河."""
    left, index = begin, tokens.at(begin - 1) if begin else -1
    while index >= 0 and begin - left < 4 and tokens.pos[index] not in _NO_NAME:
        word = text[tokens.starts[index] : tokens.ends[index]]
        if tokens.ends[index] > left or word in words.bound or not CJK.match(word) or word in words.common:
            break
        left = tokens.starts[index]
        index -= 1
    if not 2 <= begin - left <= 4 or (text[left:begin] in words.stem and text[left:begin] not in words.verbs):
        return begin
    return left if is_anchored(text, left) or text[left - 1] in _AFTER_VERB else begin
