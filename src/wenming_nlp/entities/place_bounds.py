"""Where a free name begins: what bounds it on the left, and what before its last word names nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wenming_nlp.entities.gazetteer import load_gazetteer
from wenming_nlp.entities.place_words import CJK, NAMES
from wenming_nlp.text.segment import is_word

if TYPE_CHECKING:
    from wenming_nlp.entities.mentions import Cover
    from wenming_nlp.entities.place_words import PlaceWords
    from wenming_nlp.text.tokens import Tokens

__all__ = [
    "ANCHORS",
    "FIRST_LETTERS",
    "cuts_word",
    "is_anchored",
    "is_bounded",
    "is_generic",
    "is_rest",
    "is_uncommon",
    "item_start",
    "left_end",
    "township_start",
    "widen",
]

_STOPS = frozenset(("p", "c", "d", "r", "y", "e", "u", "uj", "ul", "uv", "ud", "uz", "q", "mq"))
_VERBS = frozenset(("v", "vd", "vn", "vg", "t"))
# Prepositions and conjunctions that the tagger glues to a neighbour it does not know (路与|羲皇).
_GLUED = ("与", "及", "沿", "在", "到", "从", "但")
_COUNTED = re.compile(r"(?:\d+|[一二两三四五六七八九十百千几多数])[余多]?(?:个|条|座|所|片|处|家|名|位|批|块|类|种|方)")
# What may stand straight before a free name whose words are common ones.
ANCHORS = frozenset("在到、和与沿从及往于至的对为是由去赴")
# Suffixes of things that are spoken of in general (金融市场): the name before them must be short or tagged as one.
_WEAK = frozenset(
    (
        "市场",
        "酒店",
        "饭店",
        "宾馆",
        "商场",
        "商厦",
        "大厦",
        "花园",
        "家园",
        "公寓",
        "别墅",
        "大院",
        "码头",
        "隧道",
        "遗址",
        "旧址",
        "沙滩",
        "湿地",
        "高速",
        "自然保护区",
        "桥",
    )
)
_NEVER_STEM = frozenset(("打造", "修建", "改造"))
# Prepositions and verbs of motion that the segmenter takes for the first letter of a word it does not know: 帮枣|坪村.
_GLUED_FIRST = frozenset("往帮进赴")
# First letters of names that are words of their own, too: 沿|新威路.
FIRST_LETTERS = frozenset("新老旧大小东西南北中上下前后")
# What stands before 山村 where no village bears that name.
_ANY_VILLAGE = frozenset("小大荒高深老穷偏贫全座")
_NO_LETTERS = frozenset("的在与和各某等全有为是、，。；：:;, \u3000\n（(“等到从")


def left_end(
    text: str,
    tokens: Tokens,
    cover: Cover,
    words: PlaceWords,
    right: int,
    limit: int,
    longest: int,
    *,
    digits: bool = False,
    firm: bool = False,
) -> int:
    """Return where the name that ends before ``right`` begins, ``right`` itself where there is none."""
    left = right
    index = tokens.at(right - 1)
    while 0 <= index < len(tokens) and left > limit:
        start, end, pos = tokens.starts[index], tokens.ends[index], tokens.pos[index]
        if end < left:
            break
        part = start < limit or end > left  # the word runs over an edge: its tag says nothing of this piece
        start = max(start, limit)
        word = text[start : min(end, left)]
        cut = max(map(word.rfind, _GLUED)) if len(word) > 1 else -1
        if cut >= 0 and is_word(text[start : tokens.ends[index]]):
            cut = -1
        if cut >= 0:
            start += cut + 1
            word = word[cut + 1 :]
        if (
            cut < 0
            and len(word) == 2
            and word[0] in _GLUED_FIRST
            and not is_word(text[tokens.starts[index] : tokens.ends[index]])
        ):
            cut = 0
            start += 1
            word = word[1:]
        if cut < 0 and len(word) > 2 and word[:2] in words.bound and not is_word(word):
            cut = 1  # 现将代桥
            start += 2
            word = word[2:]
        if not word or right - start > longest or not cover.free(start, left):
            break
        if not all("\u4e00" <= c <= "\u9fff" or (digits and c.isdigit()) for c in word):
            break
        if not part and not (firm and left == right and len(word) == 2 and word not in _NEVER_STEM):
            if word in words.bound or (pos in _STOPS and (left < right or len(word) == 1) and word not in words.verbs):
                break
            if (
                pos in _VERBS
                and len(word) >= 2
                and word not in words.verbs
                and not _placed(tokens, index, left == right)
            ):
                break
        left = start
        if cut >= 0:
            break
        index -= 1
    return left


def is_anchored(text: str, at: int) -> bool:
    """Return whether a name can begin here: behind punctuation, a preposition or 的."""
    return at == 0 or text[at - 1] in ANCHORS or not CJK.match(text[at - 1])


def widen(text: str, left: int, begin: int, cover: Cover) -> int:
    """Return where a name of one letter begins if the letter before it belongs to it: 沿|新威路, 、新力大道."""
    if begin - left != 1 or text[left - 1 : left] not in FIRST_LETTERS or not cover.free(left - 1, left):
        return left
    return left - 1 if is_anchored(text, left - 1) else left


def is_uncommon(text: str, tokens: Tokens, begin: int, end: int, words: PlaceWords, unit_ends: set[int]) -> bool:
    """Return whether a name only ends like a common word: 宝|山村, 双溪镇|石|马路, 兴华|一路."""
    letter = text[end - 3 : end - 2]
    if not letter or letter in words.bound or letter in words.stem:
        return False
    pair = text[end - 2 : end]
    if pair == "山村":
        return letter not in _ANY_VILLAGE and (end - 3 in unit_ends or is_anchored(text, end - 3))
    if pair == "山路":
        return is_anchored(text, end - 3) and not CJK.match(text[end : end + 1] or " ")
    if pair == "马路":
        return end - 3 in unit_ends and letter not in FIRST_LETTERS
    if pair == "一路" and begin > 1:
        index = tokens.at(end - 3)
        word = text[tokens.starts[index] : end - 2]
        named = tokens.pos[index] in NAMES or word in words.verbs
        return len(word) == 2 and named and is_anchored(text, end - 2 - len(word))
    return False


def township_start(text: str, begin: int, cover: Cover, words: PlaceWords) -> int:
    """Return where a township's name begins of which the gazetteer knows the stem, ``begin`` where it does not."""
    gazetteer = load_gazetteer()
    for size in range(min(6, begin), 1, -1):
        stem = text[begin - size : begin]
        if gazetteer.is_township_stem(stem) and cover.free(begin - size, begin):
            if stem in words.stem or stem in words.bound or stem in words.vague:
                break
            return begin - size
    return begin


def cuts_word(text: str, start: int, end: int, tokens: Tokens) -> bool:
    """Return whether a range begins or ends inside a word that the dictionary lists (文|明村镇)."""
    first, last = tokens.at(start), tokens.at(end - 1)
    return (tokens.starts[first] < start and is_word(text[tokens.starts[first] : tokens.ends[first]])) or (
        tokens.ends[last] > end and is_word(text[tokens.starts[last] : tokens.ends[last]])
    )


def item_start(text: str, begin: int, cover: Cover, words: PlaceWords, unit_ends: set[int]) -> int:
    """Return where an item of a list of units begins, ``begin`` where none does: 前海街道、齐干却勒街道."""
    comma = text.rfind("、", max(0, begin - 7), begin)
    if comma < 0 or comma not in unit_ends or begin - comma < 2 + (text[begin] != "村"):
        return begin
    stem = text[comma + 1 : begin]
    if not all(map(CJK.match, stem)) or not cover.free(comma + 1, begin):
        return begin
    pairs = {stem[i : i + 2] for i in range(len(stem) - 1)}
    return begin if pairs & words.bound or stem in words.stem or stem[0] in _NO_LETTERS else comma + 1


def is_rest(text: str, tokens: Tokens, words: PlaceWords, stop: int, begin: int) -> bool:
    """Return whether all between a township's name and a suffix is the village's name: 阿格乡|喀让古村."""
    if any(char in _NO_LETTERS or not CJK.match(char) for char in text[stop:begin]):
        return False
    for index in range(tokens.at(stop), tokens.at(begin - 1) + 1):
        word = text[max(stop, tokens.starts[index]) : min(begin, tokens.ends[index])]
        alone = len(word) == begin - stop
        # 理化 alone is the name, and 落水 before one letter: 乡|落水坪村
        odd = (
            tokens.pos[index] in {"v", "d", "r", "m"}
            and not alone
            and not (tokens.pos[index] == "v" and begin - stop == 3)
        )
        bound = word in words.bound and not (alone and word in words.verbs)  # 仰山乡|联合村
        if len(word) > 1 and (bound or word in words.stem or odd):
            return False
    return True


def _placed(tokens: Tokens, index: int, last: bool) -> bool:  # noqa: FBT001
    """Return whether a verb straight before a suffix is a name: it follows 在, 到, 、 or begins a line (在游憩广场)."""
    if not last:
        return False
    return index == 0 or tokens.text[tokens.ends[index - 1] - 1] in "在到从往于、:："


def is_bounded(text: str, tokens: Tokens, left: int, begin: int, stop: int, suffix: str, words: PlaceWords) -> bool:
    """Return whether something tells that a free name begins here: a tag, or what stands before it."""
    if _has_name(left, begin, tokens) or left == stop:
        return True
    before = text[left - 1 : left]
    anchored = before in ANCHORS or not CJK.match(before or " ")
    if suffix in _WEAK:
        return anchored and begin - left <= 4
    if anchored:
        return True
    index = tokens.at(left - 1)
    word = text[tokens.starts[index] : tokens.ends[index]]
    return word in words.bound or tokens.pos[index] in _STOPS or tokens.pos[index] in _VERBS


def _has_name(left: int, begin: int, tokens: Tokens) -> bool:
    """Return whether a word of a stem is tagged as a name."""
    return any(tokens.pos[i] in NAMES for i in range(tokens.at(left), tokens.at(begin - 1) + 1))


def is_generic(stem: str, left: int, begin: int, tokens: Tokens, words: PlaceWords) -> bool:
    """Return whether what stands before the suffix names nothing: every word of it is common before it."""
    if (
        stem in words.stem
        or stem in words.bound
        or _COUNTED.search(stem)
        or stem[0] in "各每哪某该本此这那咱俺"
        or stem[-1] == "之"
        or "的" in stem
    ):
        return True
    inner = [
        tokens.text[max(left, tokens.starts[i]) : min(begin, tokens.ends[i])]
        for i in range(tokens.at(left), tokens.at(begin - 1) + 1)
    ]
    # 茶 + 马 + 广场: letters that are each common make a name together.
    if len(inner) > 1 and all(len(word) == 1 and word not in words.bound for word in inner):
        return False
    return all(word in words.stem or word in words.bound for word in inner)
