"""Places that the next item of a list tells: beside 城关镇西街, 民生路 and 香樟苑 are names as well."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from wenming_nlp.entities.mentions import Mention
from wenming_nlp.entities.place_bounds import is_generic

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wenming_nlp.entities.mentions import Cover
    from wenming_nlp.entities.place_words import PlaceWords
    from wenming_nlp.text.tokens import Tokens

__all__ = ["find_listed_places"]

_HAN = "\u4e00-\u9fff"
# What ends a road's name, a dwelling's and a sight's: each tells only an item beside one of its own kind or of another.
_ROADS = "大街|大道|胡同|[路街巷]"
_HOMES = "小区|花园|家园|新村|花苑|嘉园|佳园|名苑|华庭|华府|名都|花城|家属院|家属楼|宿舍|公寓|公馆|绿洲|新城|壹号院?|佳苑|雅苑|豪庭|尚城|名邸|[苑庭园府城邸郡]"
_SITES = "广场|公园|市场|停车场|汽车站|火车站|客运站|收费站|服务区|大厦|商城|商场|体育馆|体育场|大桥|水库|陵园|影视城|景区|古镇|浴场|大院|家院|(?<![部专大校热家房东西南北])门|[桥渠]"
_NATURE = "[河湖溪江沟坪坝坡梁岩洞峡岭湾滩坞寨塬洼山塔寺庙阁祠宫]"
_UNITS = "村|社区|街道|镇|乡|嘎查|屯"
_ENDS: Final = f"{_ROADS}|{_HOMES}|{_SITES}|{_NATURE}|{_UNITS}"
# What may stand behind an item; anything else makes it the first part of a longer word.
_BEHIND = rf"(?![{_HAN}])|(?:等|和|与|及|以及|沿线|沿岸|两岸|两侧|周边|一带|门前|门口|附近|路段|交叉口|交口|[东西南北]侧|进行|步行|清扫|清理|清洗|巡|值守|值勤|开展|察看|查看|检查|捡|发放|张贴|设立|设置|[被内旁边])"
_NEXT: Final = re.compile(
    rf"(?:[一二三四五]期(?:、[一二三四五]期)*)?(?:、|和|与|及|以及)(?P<name>[{_HAN}]{{2,8}}?(?:{_ENDS}))(?={_BEHIND})"
)
_LAST: Final = re.compile(rf"(?P<name>[{_HAN}]{{2,8}}(?:{_ENDS}))(?:、|和|与|以?及)$")
_ANCHOR: Final = re.compile(r".*(?:走进|来到|深入|前往|走访|抽查|[在沿到往赴对从至于的了及])")
_ROAD: Final = re.compile(f"(?:{_ROADS})$")
_HOME: Final = re.compile(f"(?:{_HOMES}|[园城湾])$")
_KIND: Final = re.compile(f"(?:{_ROADS}|{_HOMES}|{_SITES}|{_UNITS}|{_NATURE})$")
# 坪, 沟, 岭 end common words, too: such an item needs one of nature or a village beside it.
_ESTATE_LETTERS: Final = frozenset("苑庭园府城邸郡")
_WILD: Final = re.compile(f"(?:(?![塔寺庙阁祠]){_NATURE}|{_UNITS})$")
_NEIGHBOURS: Final = frozenset(
    (
        "place.road",
        "place.site",
        "place.unit",
        "place.nature",
        "place.listed",
        "place.township",
        "place.division",
        "place.cued",
    )
)
_NO_ITEM: Final = re.compile(
    "^[一二三四五]期|[的了着过各某每该等为在或]|主要|主次|重点|居民|农贸|集贸|公共|老旧|背街|无物业|沿街|城乡|学校|医院|部分|全部|相关|镇街|乡镇|以及"
    "|不|是|有|要|把|被|让"
)
# Words of an item that is a road's, though they name nothing before another ending: 文明路, 民生路, 科技路.
_VIRTUES: Final = frozenset(
    "文明 和谐 平安 健康 民生 民族 民主 幸福 友谊 光明 富强 劳动 建设 解放 胜利 团结 体育 文化 教育 工业 科技 大众 爱国 创业 创新 发展 繁荣"
    " 公园 车站 市场 医院 学校".split()
)


# 狮子坪、黑石坡、碾子梁: items that all end in a landform tell each other.
_LANDFORM = "[沟坪坡坝梁岩洞峡岭湾滩坞寨塬洼]"
_LANDFORMS: Final = re.compile(
    rf"(?:(?<![{_HAN}])|(?<=[在到从往沿]))(?:[{_HAN}]{{2,3}}{_LANDFORM}、){{1,8}}[{_HAN}]{{2,3}}{_LANDFORM}(?={_BEHIND}|[的赶来])"
)


def find_listed_places(
    text: str, tokens: Tokens, cover: Cover, words: PlaceWords, found: Iterable[Mention]
) -> Iterator[Mention]:
    """Find items of a list that end like a place where the item before or behind is one.

    Parameters
    ----------
    text, tokens, cover, words
        As for the other places.
    found : iterable of Mention
        The places found so far.

    Yields
    ------
    Mention
        Label PLACE.

    Examples
    --------
    >>> from wenming_nlp.entities.mentions import Cover
    >>> from wenming_nlp.entities.place_words import load_place_words
    >>> from wenming_nlp.text.segment import Tokenizer
    >>> text = "在沿河路、民生路、科技路清扫"
    >>> road = Mention(1, 4, "PLACE", "place.road", 0.8)
    >>> listed = find_listed_places(text, Tokenizer().tokens(text), Cover(len(text)), load_place_words(), [road])
    >>> [text[m.start : m.end] for m in listed]
    ['民生路', '科技路']
    """
    queue = [m for m in found if m.rule in _NEIGHBOURS]
    open_spans = {(m.start, m.end) for m in queue if m.rule in {"place.nature", "place.site"}}
    taken = bytearray(len(text))
    for mention in queue:
        taken[mention.start : mention.end] = b"\x01" * (mention.end - mention.start)
    for series in _LANDFORMS.finditer(text) if "、" in text else ():
        start = series.start()
        for name in series[0].split("、"):
            end = start + len(name)
            if 1 not in taken[start:end] and cover.free(start, end) and _is_landform(name, words):
                listed = Mention(start, end, "PLACE", "place.listed", 0.7)
                taken[start:end] = b"\x01" * (end - start)
                queue.append(listed)
                yield listed
            start = end + 1
    while queue:
        mention = queue.pop()
        for start, end in _items_beside(text, mention):
            # 米公祠, found already, is surer beside 绣溪公园: it may have been guessed a person.
            known = (start, end) in open_spans
            open_spans.discard((start, end))
            if not known and (1 in taken[start:end] or not cover.free(start, end)):
                continue
            if _is_item(text[mention.start : mention.end], text[start:end], start, tokens, words):
                listed = Mention(start, end, "PLACE", "place.listed", 0.85)
                taken[start:end] = b"\x01" * (end - start)
                queue.append(listed)
                yield listed


def _is_landform(name: str, words: PlaceWords) -> bool:
    """Return whether a landform of a list has a name: 黑石坡, but no 荒山坡."""
    return name[-2:] not in words.common and name[:-1] not in words.stem and not _NO_ITEM.search(name)


def _items_beside(text: str, mention: Mention) -> Iterator[tuple[int, int]]:
    """Yield the range of the item behind a place and of the one before it, where they end like a place."""
    behind = _NEXT.match(text, mention.end)
    if behind:
        yield behind.span("name")
    if text[mention.start - 1 : mention.start] in {"、", "和", "与", "及"}:
        before = _LAST.search(text, max(0, mention.start - 11), mention.start)
        if before:
            start, end = before.span("name")
            cut = _ANCHOR.match(text, start, end - 2)
            start = cut.end() if cut else start
            if cut or start == 0 or not "\u4e00" <= text[start - 1] <= "\u9fff":
                yield start, end


def _is_item(neighbour: str, name: str, start: int, tokens: Tokens, words: PlaceWords) -> bool:
    """Return whether an item's words may be a name beside a neighbour of this name."""
    match = _KIND.search(name)
    if match is None or not match.start():
        return False
    stem = name[: match.start()]
    road = _ROAD.search(name) is not None
    if road and _ROAD.search(neighbour) and stem in _VIRTUES:
        return True
    if name in words.common or _NO_ITEM.search(name):
        return False
    if len(stem) < 2 and match[0] not in {"小区", "社区", "广场", "公园", "大厦"}:
        return False
    if len(match[0]) == 1 and name[-2:] in words.common and not (road and stem[-1] in "江河山水"):
        return False
    if match[0] in _ESTATE_LETTERS and not _HOME.search(neighbour):
        return False
    if len(match[0]) == 1 and _WILD.search(name) and not _WILD.search(neighbour):
        return False
    begin = start + match.start()
    pairs = {stem[i : i + 2] for i in range(len(stem) - 1)}
    return not (pairs & words.bound or is_generic(stem, start, begin, tokens, words))
