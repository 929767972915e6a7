"""The lexicon that bounds names of places, and what stands in a text beside one."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, NamedTuple

from wenming_nlp.resources import read_rows

__all__ = ["CJK", "KNOWN", "NAMES", "NOT_AFTER", "UNIT_TAILS", "PlaceWords", "is_owned", "load_place_words"]

CJK = re.compile(r"[\u4e00-\u9fff]")
#: Names that are whole in the lexicon: sights, rivers, regions of China; states, regions and cities of the world.
KNOWN = ("known", "region", "country", "world", "city")
_ENDINGS = ("nature", "hall", "site", "road", "unit", "whole")
NAMES = frozenset(("ns", "nr", "nz", "nrt", "nrfg", "nt"))
UNIT_TAILS = (*"省市县区旗镇乡村", "街道", "社区", "苏木", "嘎查", "自治州", "地区")

#: What may not follow each one-character suffix, because the two make another word.
NOT_AFTER = {
    "村": "名民委支里级规头庄寨落口史居屯组子官干两",
    "镇": "政长委党里江定压静痛区级守直",
    "乡": "政长党委亲土愁村镇里音贤情间下级风约规民",
    "路": "上口段灯人线径面长边况过程演障子网牌标透由途费障政权透数队",
    "街": "头道巷坊区面上边景拍舞里角市口",
    "巷": "子道口战陌弄",
    "桥": "头梁段牌接面下上墩洞镇乡",
    "河": "流道水里边岸床边长畔堤段两段滩面",
    "江": "水边岸里畔面山湖河南东北西苏豚",
    "湖": "水边面里畔泊岸心区北南",
    "山": "区上下里头坡路水村林脚顶间东西清歌高河货",
    "海": "洋边外里水关上南北鲜浪军选报量拔",
    "寺": "庙院里",
    "楼": "道栋上下长层梯房顶里市宇院门",
    "台": "湾阶上下风词账帐历灯",
    "线": "上下索路条人民团性",
    "港": "口澳湾务股币人商式元府区资城",
    "屯": "子里兵村",
    "社区": "居民干部工作党治书主志服网商卫教矫医养文民警团建发物事",
    "小区": "居民物业业主内里门",
    "街道": "办党工人书主城社妇团纪办综",
    "苏木": "党政长委达",
    "市场": "监主管化经营秩准竞份需价行体机",
    "公园": "式化",
    "公路": "段局养",
    "自然保护区": "管",
}


class PlaceWords(NamedTuple):
    """The lexicon that bounds places."""

    suffixes: tuple[tuple[str, str], ...]
    automaton: Any  # an `ahocorasick_rs.AhoCorasick`
    bound: frozenset[str]
    stem: frozenset[str]
    common: frozenset[str]
    verbs: frozenset[str]
    owner: re.Pattern[str]
    vague: frozenset[str]


@lru_cache(maxsize=1)
def load_place_words() -> PlaceWords:
    """Return the packaged lexicon, read once."""
    import ahocorasick_rs  # noqa: PLC0415  (not needed until a text is read)

    kinds: dict[str, list[str]] = {}
    for word, kind in read_rows("places.tsv"):
        kinds.setdefault(kind, []).append(word)
    # A name known to all is read as a whole, not from its suffix.
    for word, kind in read_rows("world.tsv"):
        kinds.setdefault(kind, []).append(word)
    # A word that is a hall and a site is read as a hall first: the unit's letter before it decides.
    suffixes = {w: kind for kind in (*_ENDINGS, *KNOWN) for w in kinds[kind]}
    halls = frozenset(kinds["hall"])
    listed = tuple((w, "hall " + kind if w in halls else kind) for w, kind in suffixes.items())
    return PlaceWords(
        listed,
        ahocorasick_rs.AhoCorasick([w for w, _ in listed], matchkind=ahocorasick_rs.MatchKind.LeftmostLongest),
        frozenset(kinds["bound"]),
        frozenset(kinds["stem"]),
        frozenset(kinds["common"]),
        frozenset(kinds["verbname"]),
        re.compile("|".join(map(re.escape, kinds["owner"]))),
        frozenset(kinds["vague"]),
    )


def is_owned(text: str, end: int, words: PlaceWords) -> bool:
    """Return whether the word after a place makes it part of an organ or an office."""
    return words.owner.match(text, end) is not None
