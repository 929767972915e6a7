"""Villages, roads, sites, rivers and halls: names that are read from their last word to the left."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from wenming_nlp.entities.gazetteer import load_gazetteer
from wenming_nlp.entities.mentions import Mention
from wenming_nlp.entities.place_bounds import (
    ANCHORS,
    FIRST_LETTERS,
    cuts_word,
    is_anchored,
    is_bounded,
    is_generic,
    is_rest,
    is_uncommon,
    item_start,
    left_end,
    township_start,
    widen,
)
from wenming_nlp.entities.place_known import stands_alone
from wenming_nlp.entities.place_nature import is_natural, nature_start
from wenming_nlp.entities.place_words import CJK, KNOWN, NAMES, NOT_AFTER, is_owned

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wenming_nlp.entities.mentions import Cover
    from wenming_nlp.entities.place_words import PlaceWords
    from wenming_nlp.text.tokens import Tokens

__all__ = ["find_free_places"]

# The longest stem that a name of each kind has before its suffix.
_LONGEST = {"unit": 6, "road": 5, "site": 9, "nature": 5, "hall": 9}
_OWNERS = frozenset("区县市旗州镇乡村")
# What a village or a township has of its own: 村文化广场, but no 镇食堂 and no 村党群服务中心.
_LOCAL_HALLS = ("广场", "礼堂", "中心", "会堂", "宫", "剧院", "会议室")
# A service centre is a place where one goes or meets, else an organ among others: 区税务局、区政务服务中心.
_CENTRES = ("服务中心", "政务中心")
_GOING = frozenset("在到于赴至往进")
# What belongs to a hall: 县文化中心广场.
_GROUNDS = ("广场", "停车场")
_BEFORE_OWNER = frozenset("在到于了和与及从往去赴走进如是用，。、为的由")
_BEFORE_WHOLE = frozenset("在到、和与从往及于")
_ALSO_SITE = frozenset(
    (
        "体育馆",
        "体育场",
        "影剧院",
        "大剧院",
        "会展中心",
        "火车站",
        "汽车站",
        "人民广场",
        "文化广场",
        "人民公园",
        "烈士陵园",
        "革命烈士陵园",
    )
)
# 华山路 is 华山 + 路, though 山路 is a word.
_CLASSIFIERS = frozenset("个条座处家所片")
_FIGURES = frozenset("0123456789０１２３４５６７８９一二两三四五六七八九十百千余多")
# Road endings that only follow a name, be it a verb's: 建设南路.
_COMPOUND = frozenset(("北路", "南路", "东路", "西路", "中路", "大道", "大街", "一路", "二路", "三路"))
# What holds other sites: 汉口江滩 and 三峡石广场.
_SHORES = frozenset(("江滩", "景区", "风景区", "古镇", "古城", "度假区", "商圈"))
# Roads and grounds stand before what lies at them: 惠泉路|怡和小区.
_HOLDERS = frozenset(("路", "街", "大街", "大道", "北路", "南路", "东路", "西路", "中路", "公园"))
# What may follow a road that bears a verb's name.
_BEHIND_ROAD = frozenset("与和及至到段沿两北南东西一等交")
_RELIEF = frozenset("山水江河湖海")
_TOWNSHIPS = frozenset(("镇", "乡", "街道", "苏木"))
_LISTED_UNITS = frozenset((*_TOWNSHIPS, "村", "社区", "嘎查"))
# What follows a road's name and makes no other word of it when the name is one.
_ROAD_TAILS = frozenset("口上段边沿两")
# How far one walks, which is no road: 一步路, 一段路, 一街一巷.
_STRETCH = re.compile(
    r"[一两几半][步头条街段程家户村片公站里截路辈]|[一二三四五六七八九十百几\d]+(?:公里|里|年|天|步|米)"
)
# Whoever lives in a quarter that is named, not what its last letters make with them: 杏花泉小区|居民汪大年.
_DWELLERS = {"小区": ("居民", "业主"), "社区": ("居民",), "村": ("寨老",)}
_NUMBERED = frozenset(("国道", "省道", "县道"))
_UNIT_LETTERS = frozenset("镇乡道区县市")
# Markets that a road holds at some hours.
_STALLS = frozenset(("夜市", "早市"))
# 沙河|吴家桥
_OF_RIVER = re.compile(r"([\u4e00-\u9fff]{1,3}[河江湖])[\u4e00-\u9fff]{2,}")
# 环镇|东路
_COMPASS_ROAD = re.compile("[东西南北中]路")
# No name ends with these before its last word: 从桥东头, 沿河各村.
_NO_LAST = frozenset("从到在由往离至各每")
_DIGIT_SUFFIX = frozenset(("社区", "国道", "省道", "县道", "村", "路", "街", "大街", "线", "小区", "广场", "公路"))


def _hall_start(text: str, begin: int, suffix: str) -> int | None:
    """Return where a hall begins that the unit's own letter names: 区影剧院, 县教育局会议室."""
    for start in range(begin - 1, max(-1, begin - 10), -1):
        char = text[start]
        if not CJK.match(char) or char in "至到":
            return None
        # 播州区影剧院 is 播州区 and 影剧院; 社区会议室 and 城市广场 are no unit's
        if char in _OWNERS and (start == 0 or not CJK.match(text[start - 1]) or text[start - 1] in _BEFORE_OWNER):
            return start if char not in "镇乡村" or suffix.endswith(_LOCAL_HALLS) else None
    return None


def _is_crossing(text: str, tokens: Tokens, words: PlaceWords, begin: int, follow: str) -> bool:
    """Return whether 路口 or 路边 follows the name of a road: 迎宾路口, 建设中路上."""
    if follow not in _ROAD_TAILS or begin == 0:
        return False
    index = tokens.at(begin - 1)
    word = text[tokens.starts[index] : min(begin, tokens.ends[index])]
    if len(word) < 2 or word in words.stem or tokens.ends[index] < begin:
        return False
    before = text[tokens.starts[index] - 1 : tokens.starts[index]]
    named = tokens.pos[index] in NAMES or word in words.verbs
    return named and (before in ANCHORS or not CJK.match(before or " "))


def _heads(text: str, tokens: Tokens, words: PlaceWords, begin: int, end: int, suffix: str) -> bool:
    """Return whether 桥头 or 社区居民 follows a name: 公营子镇|龙凤|桥头, （迎宾|社区居民."""
    if begin == 0 or not text.startswith({"桥": "头", "社区": "居民"}.get(suffix, "\n"), end):
        return False
    index = tokens.at(begin - 1)
    word = text[tokens.starts[index] : begin]
    before = text[tokens.starts[index] - 1 : tokens.starts[index]]
    if len(word) < 2 or tokens.ends[index] != begin or word in words.stem or text.startswith("居民委", end):
        return False
    if tokens.pos[index] in NAMES:
        return not CJK.match(before or " ") or before in ANCHORS or before in _UNIT_LETTERS
    return word in words.verbs and before in {"（", "("}


def find_free_places(
    text: str, tokens: Tokens, cover: Cover, words: PlaceWords, unit_ends: set[int]
) -> Iterator[Mention]:
    """Find names by their suffix and what bounds them on the left."""
    listed = frozenset(unit_ends)
    soft: set[int] = set()
    ends = set(tokens.ends)
    for number, begin, end in words.automaton.find_matches_as_indexes(text):
        suffix, kinds = words.suffixes[number]
        kind = kinds.rpartition(" ")[2]
        hall = kinds.startswith("hall")
        if not (hall or cover.free(begin, end)):
            continue
        follow = text[end : end + 1]
        owned = (hall or kind not in KNOWN) and is_owned(text, end, words)  # a name known to all is never owned
        if hall and not owned and follow not in {"主", "副"}:
            start = _hall_start(text, begin, suffix)
            if start is not None and suffix.endswith(_CENTRES) and text[start - 1 : start] not in _GOING:
                if cover.free(start, end):
                    yield Mention(start, end, "ORG", "organ-hall", 0.8)
                continue
            if start is not None and _open(cover, start, end):
                ground = next((g for g in _GROUNDS if text.startswith(g, end) and not suffix.endswith(g)), "")
                yield Mention(start, end + len(ground), "PLACE", "place.hall", 0.85)
                continue
        if kind.endswith("hall") or not cover.free(begin, end):
            continue
        if suffix in _TOWNSHIPS and not owned:
            start = township_start(text, begin, cover, words)
            if start < begin and follow not in NOT_AFTER[suffix] and not cuts_word(text, start, end, tokens):
                yield Mention(start, end, "PLACE", "place.township", 0.95)
                unit_ends.add(end)
                continue
        if end in listed and kind != "site":
            continue
        index = tokens.at(begin)
        if index >= len(tokens):
            break
        starts, stops, pos = tokens.starts[index], tokens.ends[index], tokens.pos[index]
        exact = starts < begin and stops == end and pos in NAMES
        if kind in KNOWN:
            if stands_alone(text, begin, end, tokens, kind):
                yield Mention(begin, end, "PLACE", f"place.{kind}", 0.8)
                if kind != "known":
                    soft.add(end)
            continue
        if not exact and kind != "nature" and owned:
            continue
        if not exact and follow and follow in NOT_AFTER.get(suffix, ""):
            # 解放三路|人行道 is a road, 十字路|口 none; 迎宾路|口 is where that road begins.
            in_unit = suffix == "社区" and any(e in unit_ends for e in range(begin - 4, begin - 1))
            in_unit = in_unit or text.startswith(_DWELLERS.get(suffix, "\n"), end)
            shore = kind == "nature" and is_natural(text, tokens, words, index, begin, end, suffix)
            if (
                not in_unit
                and not shore
                and not _heads(text, tokens, words, begin, end, suffix)
                and (
                    kind != "road"
                    or (
                        not (stops == end and follow not in _ROAD_TAILS)
                        and not _is_crossing(text, tokens, words, begin, follow)
                    )
                )
            ):
                continue
        if kind == "whole":
            if end in ends and text[begin - 1 : begin] in _BEFORE_WHOLE:
                yield Mention(begin, end, "PLACE", "place.whole", 0.7)
            if suffix not in _ALSO_SITE:
                continue
            kind = "site"
        uncommon = len(suffix) == 1 and is_uncommon(text, tokens, begin, end, words, unit_ends)
        if (
            starts < begin
            and not uncommon
            and (
                (
                    len(suffix) == 1
                    and text[end - 2 : end] in words.common
                    and not (exact and suffix == "路" and begin - starts >= 2 and text[begin - 1] in _RELIEF)
                    and not (
                        kind == "unit"
                        and 2
                        <= begin - next((e for e in range(begin, max(0, begin - 6), -1) if e in unit_ends), 0)
                        <= 5
                    )
                )
                or (text[starts:end] in words.common and not _ends_village(text, starts, end, unit_ends, words))
                or text[end - 3 : end] in words.common
                or (stops > end and pos not in NAMES and follow not in _ROAD_TAILS)
            )
        ):
            continue
        if kind == "nature":
            if "·" in (follow, text[starts - 1 : starts]):
                continue  # 艾山·买买提 is a person
            if exact or is_natural(text, tokens, words, index, begin, end, suffix):
                left = nature_start(text, tokens, words, index, begin, inside=starts < begin)
                stem = text[left:begin]
                if cover.free(left, end) and (stem in words.verbs or not is_generic(stem, left, begin, tokens, words)):
                    yield Mention(left, end, "PLACE", "place.nature", 0.8)
            continue
        stop = next((e for e in range(begin, max(0, begin - 12), -1) if e in unit_ends), 0)
        near = max((e for e in soft if begin - 10 < e <= begin - 2), default=0) if kind != "unit" else 0
        if near > stop and not is_generic(text[near:begin], near, begin, tokens, words):
            stop = near
        digits = suffix in _DIGIT_SUFFIX
        firm = suffix in _COMPOUND and text[tokens.starts[index - 1] : begin] in words.verbs
        left = left_end(text, tokens, cover, words, begin, stop, _LONGEST[kind], digits=digits, firm=firm)
        among = begin
        if suffix in _LISTED_UNITS and text.rfind("、", max(0, begin - 7), begin) >= stop:
            among = item_start(text, begin, cover, words, unit_ends)
            left = min(left, among)
        # Straight after a township's name, a first letter like 上 or 前 belongs to the village's.
        if stop < left:
            left = widen(text, left, begin, cover)
        village = kind == "unit" or suffix in {"古村", "新村", "村寨"} or (kind == "site" and begin - stop <= 3)
        if stop and left > stop and begin - stop <= 5 and village and is_rest(text, tokens, words, stop, begin):
            left = stop
        stem = text[left:begin]
        # Straight after a township's name even common letters and verbs are a village's: 任河村, 联合村.
        below = kind == "unit" and stop > 0 and left == stop and _may_name(stem, words)
        # 相公殿村、上和村、石门村
        below = below or (left == among < begin and suffix == "村" and follow in {"、", "和", "等"})
        # 青龙镇|都山|广场
        below = below or (
            kind == "site" and 0 < stop == left and _are_letters(tokens, left, begin) and _may_name(stem, words)
        )
        # 劳动路 and 建设街 are roads where nothing but a list or a preposition surrounds them.
        # 十方镇|新街
        firm = firm or (kind == "road" and 0 < stop == left and stem in FIRST_LETTERS and not CJK.match(follow or " "))
        firm = firm or (kind == "road" and stem in words.verbs and _is_closed(text, left, follow, suffix))
        if (
            not stem
            or stem[-1] in _NO_LAST
            or (
                kind == "unit"
                and (stem[-1] == "两" or (stem in "二三四五六七八九十" and CJK.match(text[left - 1 : left])))
            )
            or (kind == "unit" and len(stem) == 1 and _COMPASS_ROAD.match(text, end))
            or (not firm and not below and is_generic(stem, left, begin, tokens, words))
            or (suffix in _NUMBERED and not stem[-1].isdigit())
        ):
            continue
        if kind == "road" and ((suffix == "路" and stem.isdigit()) or _STRETCH.match(stem)):
            continue
        if text[left - 1 : left] == "“" and follow == "”":
            continue
        if text[left - 1 : left] in _CLASSIFIERS and text[left - 2 : left - 1] in _FIGURES:
            continue
        if not is_bounded(text, tokens, left, begin, stop, suffix, words):
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
        if suffix in _SHORES or suffix in _HOLDERS:
            soft.add(end)
        if suffix in _STALLS and stem[-1] in "路街巷" and len(stem) > 2:
            end = begin  # the market is one of 沿江路's  # noqa: PLW2901
        if suffix == "路" and stem[-1] in "路街道" and follow == "口" and len(stem) > 2:
            end = begin  # 育才路|路口  # noqa: PLW2901
        river = _OF_RIVER.match(stem) if suffix == "桥" else None
        if river:
            yield Mention(left, left + river.end(1), "PLACE", "place.nature", 0.8)
            left += river.end(1)
        yield Mention(left, end, "PLACE", f"place.{kind}", 0.8)


def _is_closed(text: str, left: int, follow: str, suffix: str) -> bool:
    """Return whether what surrounds a road makes no other word of it: 铺就的幸福路 is none."""
    if not is_anchored(text, left) or text[left - 1 : left] == "的":
        return False
    return (not CJK.match(follow or " ") or follow in _BEHIND_ROAD) and follow not in NOT_AFTER.get(suffix, "")


def _are_letters(tokens: Tokens, left: int, begin: int) -> bool:
    """Return whether two letters are words of their own to the segmenter, so that they say nothing together."""
    first, last = tokens.at(left), tokens.at(begin - 1)
    return begin - left == 2 and first != last and "v" not in (tokens.pos[first], tokens.pos[last])  # 要抓|小区


def _may_name(stem: str, words: PlaceWords) -> bool:
    """Return whether a stem may be a village's name where it follows its township: one of verbs too, or two letters."""
    if stem in words.verbs or stem.endswith("个"):
        return not stem.endswith("个")  # 北岭村|四个村
    return len(stem) == 2 and stem not in words.stem and stem not in words.bound and stem[0] not in "各每全本该"


def _ends_village(text: str, start: int, end: int, unit_ends: set[int], words: PlaceWords) -> bool:
    """Return whether a common word ends a village's name: 七叉镇|宝|山村, 结古街道|扎西大|同村."""
    stop = next((e for e in range(start - 1, max(0, start - 4), -1) if e in unit_ends), 0)
    letter = text[start - 1]
    return stop > 0 and text[end - 1] == "村" and letter not in words.bound and letter not in words.stem


def _open(cover: Cover, start: int, end: int) -> bool:
    """Return whether a range is free but for organs inside it: 县教育局会议室 is a hall of 县教育局's."""
    if cover.free(start, end):
        return True
    touching = [m for m in cover.mentions if m.start < end and start < m.end]
    return all(m.label == "ORG" and m.start == start and m.end < end for m in touching)


@lru_cache(maxsize=1)
def _city_names() -> frozenset[str]:
    """Return the short names of provinces, prefectures and county-level cities."""
    gazetteer = load_gazetteer()
    return frozenset(
        d.short
        for d in gazetteer.divisions()
        if not d.until and d.short != d.name and (d.level in {"省", "市"} or d.name.endswith("市"))
    )
