"""Places of a fixed form: numbered roads, rooms on a floor or of an organ, halls where something is held."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from wenming_nlp.entities.gazetteer import load_gazetteer
from wenming_nlp.entities.mentions import Mention
from wenming_nlp.entities.place_bounds import cuts_word
from wenming_nlp.entities.place_words import NOT_AFTER, is_owned

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from wenming_nlp.article import Home
    from wenming_nlp.entities.mentions import Cover
    from wenming_nlp.entities.place_words import PlaceWords
    from wenming_nlp.text.tokens import Tokens

__all__ = ["find_echoes", "find_patterned_places", "township_stems"]

# 省道352线, G310国道, 沿S221线: figures and letters bound these on both sides.
_NUMBERED_ROAD = re.compile(
    r"(?<![A-Za-z0-9])(?:[GSXY]\d{1,4}(?:国道|省道|县道|乡道|高速公路|高速|公路|线)"
    r"|(?:国道|省道|县道|乡道)[GSXY]?\d{2,4}(?![0-9])线?)"
)
_ROADS = ("国道", "省道", "县道", "乡道", "高速", "公路", "线")
# 镇政府三楼会议室, 区行政中心二楼报告厅
_FLOOR_ROOM = re.compile(
    r"(?:(?<![\u4e00-\u9fff])|(?<=[在于到]))(?:[省市州县区旗镇乡](?:委|党委|人大|政协|政府|机关|行政中心|政务中心|办公楼|党政办公楼|综合楼){1,2}|行政中心|机关大楼|党政大楼)"
    r"(?:大楼)?(?:[一二三四五六七八九十]{1,2}|\d{1,2})楼[\u4e00-\u9fff]{0,4}?(?:会议室|会议厅|报告厅|多功能厅|演播厅|礼堂|大厅)"
)
_ROOMS = ("报告厅", "学术报告厅", "多功能厅", "会议室", "大会议室", "礼堂", "大礼堂", "演播厅")
_ROOM_OF = re.compile(
    r"(?:办公大楼|办公楼|机关大楼|大楼|机关)?(?:(?:[一二三四五六七八九十]{1,2}|\d{1,2})楼)?(?:\d{3,4}|第?[一二三四五\d]号?|[东西南北中大小])?(?:"
    + "|".join(_ROOMS)
    + r")(?=召开|举行|举办|开班|开讲|开[了会碰]|[，。、,])"
)
# 在镇文化站|广场召开
_GROUND_OF = re.compile(r"(?:门前)?(?:广场|停车场|大院|院内)(?=召开|举行|举办|启动|拉开|上演)")
# 地铁|桐泾公园站: the line is no part of the station's name.
_METRO = re.compile(r"地铁(?:[一二三四五六七八九十\d]{1,2}号线)?(?P<name>[\u4e00-\u9fff]{2,8}?站)(?![点台长务])")
# 宜春|经济技术开发区: the zone of a city that is named without its suffix bears its name.
_ZONE = re.compile(
    r"(?:国家|国家级|省级)?(?:经济技术开发区|高新技术产业开发区|高新技术开发区|经济开发区|高新区|经开区|综合保税区|保税区|工业园区|化工园区|循环经济园区)"
    r"(?!管委|党工委|工委|管理)"
)
# 在三水文化中心召开: a hall with a name of its own, told by what is done there.
_HELD_AT = re.compile(
    r"[在于](?P<place>(?P<stem>[\u4e00-\u9fff]{2,4}?)"
    r"(?:文化中心|文化艺术中心|艺术中心|会议中心|会展中心|国际会展中心|文体中心|市民中心|大会堂|文化广场|烈士陵园|纪念馆|体育馆|体育场|体育中心|大剧院|影剧院|人民广场))"
    r"(?=召开|举行|举办|隆重|成功|正式|开幕|启动|拉开|上演|首演|开讲|圆满)"
)

_ECHOED = frozenset(("nature", "site", "road", "unit"))
_SUFFIXES = (
    "街道",
    "苏木",
    "社区",
    "公园",
    "广场",
    "小区",
    "水库",
    "镇",
    "乡",
    "村",
    "路",
    "街",
    "河",
    "湖",
    "桥",
    "山",
)
# 龙源湖边, 瑞光塔下: what follows a river or a tower and makes no other word of its name.
_SHORE = frozenset("边畔岸上下里")


def find_patterned_places(text: str, cover: Cover, words: PlaceWords, units: Sequence[Mention]) -> Iterator[Mention]:
    """Find places that their form alone tells.

    Parameters
    ----------
    text : str
    cover : Cover
        What has been taken; a room may begin with an organ in it.
    words : PlaceWords
    units : sequence of Mention
        Names of divisions.

    Yields
    ------
    Mention
        Label PLACE.

    Examples
    --------
    >>> from wenming_nlp.entities.mentions import Cover
    >>> from wenming_nlp.entities.place_words import load_place_words
    >>> text = "沿省道352线清理广告牌，在镇政府三楼会议室召开会议，在三水文化中心举行演出。"
    >>> places = find_patterned_places(text, Cover(len(text)), load_place_words(), [])
    >>> [text[m.start : m.end] for m in places]
    ['省道352线', '镇政府三楼会议室', '三水文化中心']
    """
    unit_ends = {unit.end for unit in units}
    if any(road in text for road in _ROADS):
        for match in _NUMBERED_ROAD.finditer(text):
            if cover.free(*match.span()):
                yield Mention(*match.span(), "PLACE", "place.road", 0.9)
    if "地铁" in text:
        for match in _METRO.finditer(text):
            if cover.free(*match.span("name")):
                yield Mention(*match.span("name"), "PLACE", "place.station", 0.9)
    if "区" in text:
        for unit in units:
            zone = _ZONE.match(text, unit.end) if unit.rule == "place.short" else None
            if zone and cover.free(unit.start, zone.end()):
                yield Mention(unit.start, zone.end(), "PLACE", "place.zone", 0.9)
    if "楼" in text:
        for match in _FLOOR_ROOM.finditer(text):
            yield Mention(*match.span(), "PLACE", "place.hall", 0.9)
    for organ in cover.mentions:
        if organ.label != "ORG":
            continue
        room = _ROOM_OF.match(text, organ.end)
        if room is None and text[organ.start - 1 : organ.start] == "在":
            room = _GROUND_OF.match(text, organ.end)
        if room:
            yield Mention(organ.start, room.end(), "PLACE", "place.hall", 0.9)
    for match in _HELD_AT.finditer(text):
        start, end = match.span("place")
        stem = match["stem"]
        for at in range(start + 2, match.end("stem") + 1):
            city = at < start + 4 and at not in unit_ends and _is_city(text[start:at])
            if city and cover.free(start, at):
                yield Mention(start, at, "PLACE", "place.short", 0.8)
            if city or at in unit_ends:
                start = at  # 在荣成市|文化中心首演, 在北京|人民大会堂举行
        common = stem in words.stem or stem in words.bound or stem[0] in "省市州县区旗镇乡村各我全该本"
        if (start > match.start("place") or not common) and cover.free(start, end):
            yield Mention(start, end, "PLACE", "place.hall", 0.85)


def find_echoes(
    text: str, tokens: Tokens, cover: Cover, words: PlaceWords, found: Iterable[Mention], home: Home | None
) -> Iterator[Mention]:
    """Find places that bear the name of another on the page, or of a township of the home: 瑞光塔 beside 瑞光公园.

    Parameters
    ----------
    text, tokens, cover, words
        As for the other places.
    found : iterable of Mention
        The places found so far.
    home : Home or None
        Where the page speaks from.

    Yields
    ------
    Mention
        Label PLACE.

    Examples
    --------
    >>> from wenming_nlp.entities.mentions import Cover
    >>> from wenming_nlp.entities.place_words import load_place_words
    >>> from wenming_nlp.text.segment import Tokenizer
    >>> text = "展演在瑞光公园瑞光塔下开锣。"
    >>> park = Mention(3, 7, "PLACE", "place.site", 0.8)
    >>> arguments = Tokenizer().tokens(text), Cover(len(text)), load_place_words(), [park], None
    >>> [text[m.start : m.end] for m in find_echoes(text, *arguments)]
    ['瑞光塔']
    """
    taken = {(m.start, m.end) for m in found}
    stems = {stem for m in found if (stem := _stem_of(text[m.start : m.end]))}
    stems |= township_stems(home.adcode) if home is not None and home.adcode else frozenset()
    stems = {s for s in stems if s not in words.stem and s not in words.bound and s not in words.common}
    if not stems:
        return
    for number, begin, end in words.automaton.find_matches_as_indexes(text):
        suffix, kinds = words.suffixes[number]
        if kinds not in _ECHOED:
            continue
        for size in (3, 2):
            start = begin - size
            if start < 0 or text[start:begin] not in stems or (start, end) in taken or not cover.free(start, end):
                continue
            follow = text[end : end + 1]
            if (
                (follow and follow in NOT_AFTER.get(suffix, "") and follow not in _SHORE)
                or is_owned(text, end, words)
                or cuts_word(text, start, end, tokens)
            ):
                continue
            yield Mention(start, end, "PLACE", f"place.{kinds}", 0.75)
            break


def _stem_of(name: str) -> str:
    """Return a place's name without its suffix, where two or three letters are left."""
    suffix = next((s for s in _SUFFIXES if name.endswith(s)), "")
    return name.removesuffix(suffix) if suffix and 2 <= len(name) - len(suffix) <= 3 else ""


@lru_cache(maxsize=64)
def township_stems(code: str) -> frozenset[str]:
    """Return the townships of a county without suffix."""
    return frozenset(stem for name in load_gazetteer().townships(code) if (stem := _stem_of(name)))


def _is_city(name: str) -> bool:
    """Return whether a name is a province's or a prefecture's."""
    return any(d.level in {"省", "市"} and not d.until for d in load_gazetteer().lookup(name))
