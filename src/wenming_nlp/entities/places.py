"""Named places: divisions by the gazetteer, villages, roads, sites and halls by their last word and a left bound.

A division's short name (播州, 深圳) counts where the words of the text agree that it stands alone. A free name
(青杠坝村, 胜利路) is read from its suffix to the left, word by word, until a word that begins no name.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from wenming_nlp.entities.gazetteer import Division, load_gazetteer, unit_name
from wenming_nlp.entities.mentions import Mention
from wenming_nlp.resources import read_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    import ahocorasick_rs

    from wenming_nlp.article import Home
    from wenming_nlp.entities.mentions import Cover
    from wenming_nlp.text.tokens import Tokens

__all__ = ["find_places"]

# The longest stem that a name of each kind has before its suffix.
_LONGEST = {"unit": 6, "road": 5, "site": 9, "nature": 5, "hall": 9}
_CJK = re.compile(r"[\u4e00-\u9fff]")
# 明湖、潮河、京航、九龙4个街道
_SERIES = re.compile(
    r"(?P<names>(?:[\u4e00-\u9fff]{2,5}、)+[\u4e00-\u9fff]{2,5}?)(?:等|这)?(?:\d+|[二两三四五六七八九十]+)个"
    r"(?:街道|镇街|镇办|乡镇|镇乡|镇|乡|村|社区|行政村|苏木镇?|嘎查)"
)
# Regiments of Xinjiang's Production and Construction Corps are places: 一四三团, 第四师六十七团.
_REGIMENT = re.compile(
    r"(?:第[一二三四五六七八九十]{1,3}师)?(?:[一二三四五六七八九〇零十]{2,4}|\d{2,3})团(?![队员委结体伙支购场])"
)
_OWNERS = frozenset("区县市旗州")
_BEFORE_OWNER = frozenset("在到于了和与及从往去赴走进如是用，。、为")
# What may not follow each one-character suffix, because the two make another word.
_NOT_AFTER = {
    "村": "民委支里级规头庄寨落口史居屯组子官干两",
    "镇": "政长委党里江定压静痛区级守直",
    "乡": "政长党委亲土愁村镇里音贤情间下级风约规民",
    "路": "上口段灯人线径面长边况过程演障子网牌标透由途费障政权透数队",
    "街": "头道巷坊区面上边景拍舞里角市口",
    "巷": "子道口战陌弄",
    "桥": "头梁段牌接面下上墩洞",
    "河": "流道水里边岸床边长畔堤段两段滩面",
    "江": "水边岸里畔面山湖河南东北西苏豚",
    "湖": "水边面里畔泊岸心区北南",
    "山": "区上下里头坡路水村林脚顶间东西清歌高河货",
    "海": "洋边外里水关上南北鲜浪军选报量拔",
    "寺": "庙院里",
    "楼": "道栋上下长层梯房顶里市宇院门",
    "台": "湾阶上下风词账帐历灯",
    "线": "上下索路条人民团性",
    "港": "口澳湾务股币",
    "屯": "子里兵村",
    "社区": "居民干部工作党治书主志服网商卫教矫医养文民警团建发物事",
    "小区": "居民物业业主内里门",
    "街道": "办党工人书主城社妇团纪办综",
    "市场": "监主管化经营秩准竞份需价行体机",
    "公园": "式化",
    "公路": "段局养",
}
# What makes a short name the first part of a longer one (深圳湾, 宁波话).
_LONGER = frozenset("路街湾港籍族话菜剧戏娃桥江河山湖巷寺")
_GOING = frozenset("驻在到从来赴回离")
_COMMON_UNITS = frozenset(
    ("城区", "郊区", "矿区", "新区", "东区", "西区", "南区", "北区", "中区", "市区", "林区", "港区", "城中区", "平房区")
)
_NAMES = frozenset(("ns", "nr", "nz", "nrt", "nrfg", "nt"))
_STOPS = frozenset(("p", "c", "d", "r", "y", "e", "u", "uj", "ul", "uv", "ud", "uz", "q", "mq"))
_VERBS = frozenset(("v", "vd", "vn", "vg", "t"))
# Prepositions and conjunctions that the tagger glues to a neighbour it does not know (路与|羲皇).
_GLUED = ("与", "及", "沿", "在", "到", "从")
_COUNTED = re.compile(r"(?:\d+|[一二两三四五六七八九十百千几多数])[余多]?(?:个|条|座|所|片|处|家|名|位|批|块|类|种|方)")
_BEFORE_WHOLE = frozenset("在到、和与从往及于")
_ALSO_SITE = frozenset(
    ("体育馆", "体育场", "影剧院", "大剧院", "会展中心", "火车站", "汽车站", "人民广场", "文化广场", "人民公园")
)
_AFTER_NAME = frozenset(
    ("河", "江", "湖", "溪", "山", "寺", "泉", "渠", "水库", "岛", "峡谷", "草原", "书院", "石窟", "运河")
)
# What may stand straight before a free name whose words are common ones.
_ANCHORS = frozenset("在到、和与沿从及往于至的对为是由去赴")
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
        "桥",
    )
)
_WEAK_NEXT = frozenset("经监化需份占竞价")
_NUMBERED = frozenset(("国道", "省道", "县道"))
_KNOWN_NEXT = frozenset("水边畔岸沿流天")
_NO_LETTERS = frozenset("的在与和各某等全有为是、，。；：:;, \u3000\n（(“等到从")
_TEMPLES = frozenset(("寺", "庙", "塔", "阁", "窟", "祠", "楼", "书院"))
_DIGIT_SUFFIX = frozenset(("社区", "国道", "省道", "县道", "村", "路", "街", "大街", "线", "小区", "广场", "公路"))
_COUNTRY = frozenset(("中国", "中华", "全国", "我国", "祖国", "华夏", "神州", "东方", "西方", "国内", "海外"))
_UNIT_TAIL = re.compile(r"(?:[省市县区旗镇乡村]|街道|社区|苏木|嘎查|自治州|地区)$")
# After a division's full name these make another word: 中山市|场, 河北区|域.
_UNIT_NOT_AFTER = {
    "市": "场民容政区郊面长级值内直",
    "区": "域间分别块位长直级内",
    "县": "城域级长直内",
    "镇": "长级",
    "乡": "长级",
}


class _Words(NamedTuple):
    """The lexicon that bounds places."""

    suffixes: tuple[tuple[str, str], ...]
    automaton: ahocorasick_rs.AhoCorasick
    bound: frozenset[str]
    stem: frozenset[str]
    common: frozenset[str]
    verbs: frozenset[str]
    owner: tuple[str, ...]
    vague: frozenset[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    import ahocorasick_rs  # noqa: PLC0415  (not needed until a text is read)

    kinds: dict[str, list[str]] = {}
    for word, kind in read_rows("places.tsv"):
        kinds.setdefault(kind, []).append(word)
    # A word that is a hall and a site is read as a hall first: the unit's letter before it decides.
    suffixes = {w: kind for kind in ("nature", "hall", "site", "road", "unit", "whole", "known") for w in kinds[kind]}
    halls = frozenset(kinds["hall"])
    listed = tuple((w, "hall " + kind if w in halls else kind) for w, kind in suffixes.items())
    return _Words(
        listed,
        ahocorasick_rs.AhoCorasick([w for w, _ in listed], matchkind=ahocorasick_rs.MatchKind.LeftmostLongest),
        frozenset(kinds["bound"]),
        frozenset(kinds["stem"]),
        frozenset(kinds["common"]),
        frozenset(kinds["verbname"]),
        tuple(kinds["owner"]),
        frozenset(kinds["vague"]),
    )


def find_places(text: str, tokens: Tokens, cover: Cover, home: Home | None = None) -> list[Mention]:
    """Find the named places of a text.

    Parameters
    ----------
    text : str
        An article's text.
    tokens : Tokens
        Its words.
    cover : Cover
        What has been taken; organs and posts must be in it, for the places inside them are none.
    home : Home, optional
        Where the page speaks from: its units, those above and below it may stand without suffix.

    Returns
    -------
    list of Mention
        Label PLACE, in order, not overlapping.

    Examples
    --------
    >>> from wenming_nlp.entities.mentions import Cover
    >>> from wenming_nlp.text.segment import Tokenizer
    >>> text = "播州区塘头镇青杠坝村的志愿者沿胜利路清扫,在区影剧院集合。"
    >>> places = find_places(text, Tokenizer().tokens(text), Cover(len(text)))
    >>> [text[m.start : m.end] for m in places]
    ['播州区', '塘头镇', '青杠坝村', '胜利路', '区影剧院']
    """
    words = _words()
    found: list[Mention] = []
    divisions = list(_find_divisions(text, tokens, cover, home, words))
    found += divisions
    unit_ends = {m.end for m in divisions if _UNIT_TAIL.search(text[m.start : m.end])}
    found += _find_series(text, tokens, cover, words)
    found += _find_free(text, tokens, cover, words, unit_ends)
    if home is not None and (home.adcode or "").startswith("65") and "团" in text:
        found += [
            Mention(*m.span(), "PLACE", "place.regiment", 0.8)
            for m in _REGIMENT.finditer(text)
            if cover.free(*m.span())
        ]
    return _settle(found)


def _settle(found: list[Mention]) -> list[Mention]:
    """Return the mentions that stay: of two that overlap the longer one, then the surer."""
    kept: list[Mention] = []
    for mention in sorted(found, key=lambda m: (m.start - m.end, -m.score, m.start)):
        if all(mention.end <= k.start or k.end <= mention.start for k in kept):
            kept.append(mention)
    return sorted(kept)


def _owned(text: str, end: int, words: _Words) -> bool:
    """Return whether the word after a place makes it part of an organ or an office."""
    return text.startswith(words.owner, end)


def _find_divisions(text: str, tokens: Tokens, cover: Cover, home: Home | None, words: _Words) -> Iterator[Mention]:
    """Find divisions by their names: full ones anywhere, short ones where the words agree that they stand alone."""
    gazetteer = load_gazetteer()
    starts, ends = set(tokens.starts), set(tokens.ends)
    near = _near_names(home)
    for start, end, name in gazetteer.scan(text):
        if not cover.free(start, end) or name in _COUNTRY:
            continue
        units = gazetteer.lookup(name)
        follow = text[end : end + 1]
        edges = (start in starts) + (end in ends)
        if _is_whole(name, units):
            if name not in near and (_is_common(units[0], words) or (len(name) == 2 and edges < 2)):
                continue
            if (
                follow
                and follow in _UNIT_NOT_AFTER.get(name[-1], "")
                and (end not in ends or name.endswith(("镇", "乡")))
            ):
                continue
            if units[0].level == "乡" and (_owned(text, end, words) or (start not in starts and name not in near)):
                continue
            yield Mention(start, end, "PLACE", "place.division", 0.98)
        elif name in near:
            alone = edges == 2 or (name not in words.vague and (edges or text[start - 1 : start] in _GOING))
            if alone and follow not in _LONGER and not _quoted_head(text, start, end):
                yield Mention(start, end, "PLACE", "place.short", 0.9)
        elif edges == 2 and name not in words.vague and follow not in _LONGER and not _quoted_head(text, start, end):
            index = tokens.at(start)
            if any(_is_city(d) for d in units) and (units[0].level != "县" or tokens.pos[index] in _NAMES):
                yield Mention(start, end, "PLACE", "place.short", 0.8)


def _is_whole(name: str, units: tuple[Division, ...]) -> bool:
    """Return whether a name has its suffix: 播州区, 循化县, 吉县."""
    if len(name) > 2:
        return any(name in {d.name, unit_name(d)} for d in units)
    return _UNIT_TAIL.search(name) is not None and any(d.name == name for d in units)


def _is_common(division: Division, words: _Words) -> bool:
    """Return whether a full name is a common word as well where the unit is not near: 城区, 平房区, 建设街道."""
    return division.level == "县" and (division.name in _COMMON_UNITS or division.short in words.vague)


def _is_city(division: Division) -> bool:
    return not division.until and (division.level in {"省", "市"} or division.name.endswith("市"))


def _quoted_head(text: str, start: int, end: int) -> bool:
    """Return whether a short name only opens a quoted title: “榆次好人”."""
    if text[start - 1 : start] not in {"“", "《"}:
        return False
    close = min((c for c in (text.find("”", end, end + 8), text.find("》", end, end + 8)) if c >= 0), default=-1)
    return close > end


@lru_cache(maxsize=64)
def _near(code: str) -> frozenset[str]:
    gazetteer = load_gazetteer()
    own = gazetteer.get(code)
    if own is None:
        return frozenset()
    line = [*gazetteer.ancestors(code), own]
    names = {n for d in line for n in (d.short, d.name, unit_name(d), *gazetteer.aliases(d))}
    names |= {n for d in gazetteer.children(code) for n in (d.short, d.name)}
    names.update(gazetteer.townships(code))
    return frozenset(names)


def _near_names(home: Home | None) -> frozenset[str]:
    """Return the names without suffix of the home, of what is above it and below it."""
    if home is None:
        return frozenset()
    names = set(_near(home.adcode)) if home.adcode else set()
    names |= set(home.units.values())
    return frozenset(n for n in names if len(n) >= 2)


def _find_series(text: str, tokens: Tokens, cover: Cover, words: _Words) -> Iterator[Mention]:
    """Find names before a common head: 明湖、潮河、京航、九龙4个街道."""
    if "个" not in text or "、" not in text:
        return
    for match in _SERIES.finditer(text):
        position = match.start("names")
        for index, name in enumerate(match["names"].split("、")):
            start, end = position, position + len(name)
            position = end + 1
            if index == 0:
                left = _left_end(text, tokens, cover, words, end, start, 4)
                start = left if left < end - 1 else start
            if cover.free(start, end) and not _UNIT_TAIL.search(name) and text[start:end] not in words.bound:
                yield Mention(start, end, "PLACE", "place.series", 0.85)


def _hall_start(text: str, begin: int) -> int | None:
    """Return where a hall begins that the unit's own letter names: 区影剧院, 县教育局会议室."""
    for start in range(begin - 1, max(-1, begin - 10), -1):
        char = text[start]
        if not _CJK.match(char):
            return None
        # 播州区影剧院 is 播州区 and 影剧院; 社区会议室 and 城市广场 are no unit's
        if char in _OWNERS and (start == 0 or not _CJK.match(text[start - 1]) or text[start - 1] in _BEFORE_OWNER):
            return start
    return None


def _left_end(
    text: str,
    tokens: Tokens,
    cover: Cover,
    words: _Words,
    right: int,
    limit: int,
    longest: int,
    *,
    digits: bool = False,
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
        cut = max(map(word.rfind, _GLUED)) if len(word) > 1 and pos not in _NAMES else -1
        if cut >= 0:
            start += cut + 1
            word = word[cut + 1 :]
        if not word or right - start > longest or not cover.free(start, left):
            break
        if not all("\u4e00" <= c <= "\u9fff" or (digits and c.isdigit()) for c in word):
            break
        if not part:
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


def _placed(tokens: Tokens, index: int, last: bool) -> bool:  # noqa: FBT001
    """Return whether a verb straight before a suffix is a name: it follows 在, 到, 、 or begins a line (在游憩广场)."""
    if not last:
        return False
    return index == 0 or tokens.text[tokens.ends[index - 1] - 1] in "在到从往于、:："


def _find_free(text: str, tokens: Tokens, cover: Cover, words: _Words, unit_ends: set[int]) -> Iterator[Mention]:
    """Find names by their suffix and what bounds them on the left."""
    listed = frozenset(unit_ends)
    ends = set(tokens.ends)
    for number, begin, end in words.automaton.find_matches_as_indexes(text):
        suffix, kinds = words.suffixes[number]
        kind = kinds.rpartition(" ")[2]
        follow = text[end : end + 1]
        owned = _owned(text, end, words)
        if kinds.startswith("hall") and not owned and follow not in {"主", "副"}:
            start = _hall_start(text, begin)
            if start is not None and _open(cover, start, end):
                yield Mention(start, end, "PLACE", "place.hall", 0.85)
                continue
        if kind == "hall" or not cover.free(begin, end) or (end in listed and kind != "site"):
            continue
        index = tokens.at(begin)
        if index >= len(tokens):
            break
        starts, stops, pos = tokens.starts[index], tokens.ends[index], tokens.pos[index]
        exact = starts < begin and stops == end and pos in _NAMES
        if kind == "known":
            if starts <= begin and (stops == end or text[end : end + 1] in _KNOWN_NEXT):
                yield Mention(begin, end, "PLACE", "place.known", 0.8)
            continue
        if not exact and ((follow and follow in _NOT_AFTER.get(suffix, "")) or (kind != "nature" and owned)):
            continue
        if kind == "whole":
            if end in ends and text[begin - 1 : begin] in _BEFORE_WHOLE:
                yield Mention(begin, end, "PLACE", "place.whole", 0.7)
            if suffix not in _ALSO_SITE:
                continue
            kind = "site"
        if starts < begin and (
            (len(suffix) == 1 and text[end - 2 : end] in words.common)
            or text[starts:end] in words.common
            or (stops > end and pos not in _NAMES)
        ):
            continue
        if kind == "nature":
            if exact or _is_natural(text, tokens, index, begin, end, suffix):
                left = starts if starts < begin else tokens.starts[index - 1]
                if cover.free(left, end) and not _generic(text[left:begin], left, begin, tokens, words):
                    yield Mention(left, end, "PLACE", "place.nature", 0.8)
            continue
        stop = max((e for e in unit_ends if begin - 12 < e <= begin), default=0)
        digits = suffix in _DIGIT_SUFFIX
        left = _left_end(text, tokens, cover, words, begin, stop, _LONGEST[kind], digits=digits)
        # Straight after a township's name, a first letter like 上 or 前 belongs to the village's.
        if stop and left == stop + 1 and begin - stop <= 4 and kind == "unit" and text[stop] not in _NO_LETTERS:
            left = stop
        stem = text[left:begin]
        if not stem or _generic(stem, left, begin, tokens, words) or (suffix in _NUMBERED and not stem[-1].isdigit()):
            continue
        if text[left - 1 : left] == "“" and follow == "”":
            continue
        if not _bounded(text, tokens, left, begin, stop, suffix, words):
            continue
        if kind == "unit":
            # 文昌东郊镇 is 文昌 and 东郊镇
            for size in (3, 2):
                if len(stem) - size >= 1 and stem[:size] in _city_names() and left + size in ends:
                    if text[left : left + size] not in words.vague:
                        yield Mention(left, left + size, "PLACE", "place.short", 0.75)
                    left += size
                    break
            unit_ends.add(end)
        yield Mention(left, end, "PLACE", f"place.{kind}", 0.8)


def _bounded(text: str, tokens: Tokens, left: int, begin: int, stop: int, suffix: str, words: _Words) -> bool:
    """Return whether something tells that a free name begins here: a tag, or what stands before it."""
    if _has_name(left, begin, tokens) or left == stop:
        return True
    before = text[left - 1 : left]
    anchored = before in _ANCHORS or not _CJK.match(before or " ")
    if suffix in _WEAK:
        return anchored and begin - left <= 4
    if anchored:
        return True
    index = tokens.at(left - 1)
    word = text[tokens.starts[index] : tokens.ends[index]]
    return word in words.bound or tokens.pos[index] in _STOPS or tokens.pos[index] in _VERBS


def _has_name(left: int, begin: int, tokens: Tokens) -> bool:
    """Return whether a word of a stem is tagged as a name."""
    return any(tokens.pos[i] in _NAMES for i in range(tokens.at(left), tokens.at(begin - 1) + 1))


def _open(cover: Cover, start: int, end: int) -> bool:
    """Return whether a range is free but for organs inside it: 县教育局会议室 is a hall of 县教育局's."""
    if cover.free(start, end):
        return True
    touching = [m for m in cover.mentions if m.start < end and start < m.end]
    return all(m.label == "ORG" and m.start == start and m.end < end for m in touching)


def _generic(stem: str, left: int, begin: int, tokens: Tokens, words: _Words) -> bool:
    """Return whether what stands before the suffix names nothing: every word of it is common before it."""
    if (
        stem in words.stem
        or stem in words.bound
        or _COUNTED.search(stem)
        or stem[0] in "各每哪某该本此这那"
        or stem[-1] == "之"
        or "的" in stem
    ):
        return True
    inner = [
        tokens.text[max(left, tokens.starts[i]) : min(begin, tokens.ends[i])]
        for i in range(tokens.at(left), tokens.at(begin - 1) + 1)
    ]
    return all(word in words.stem or word in words.bound for word in inner)


@lru_cache(maxsize=1)
def _city_names() -> frozenset[str]:
    """Return the short names of provinces, prefectures and county-level cities."""
    gazetteer = load_gazetteer()
    return frozenset(
        d.short
        for d in gazetteer.divisions()
        if not d.until and d.short != d.name and (d.level in {"省", "市"} or d.name.endswith("市"))
    )


def _is_natural(text: str, tokens: Tokens, index: int, begin: int, end: int, suffix: str) -> bool:
    """Return whether a river's, hill's or temple's name is one that the tagger takes for a name."""
    if tokens.ends[index] != end:
        return False
    if tokens.starts[index] < begin:
        return tokens.pos[index] in _NAMES or (suffix in _TEMPLES and end - tokens.starts[index] >= 3)
    before = tokens.pos[index - 1] if index else ""
    return before in _NAMES and suffix in _AFTER_NAME and text[begin - 1] not in "，。、；：\n"
