"""Places that a cue before them tells, whatever the segmenter makes of their letters: 走到八方楼, 出了永宁门."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from wenming_nlp.entities.mentions import Mention
from wenming_nlp.entities.place_bounds import cuts_word, is_generic
from wenming_nlp.entities.place_words import NAMES, NOT_AFTER, is_owned
from wenming_nlp.text.segment import is_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wenming_nlp.entities.mentions import Cover
    from wenming_nlp.entities.place_words import PlaceWords
    from wenming_nlp.text.tokens import Tokens

__all__ = ["find_cued_places"]

_HAN: Final = "\u4e00-\u9fff"
# Where one goes, lives or lies: what follows and ends like a place is one.
_STRONG: Final = (
    "走进|走到|走回|来到|跑到|回到|开到|停到|退到|搬到|挪到|骑到|送到|驶进|开进|赶往|赶到|位于|坐落于|坐落在|家住|住在|地处|途经|途径|行至|路过|经过"
    "|前往|奔赴|抵达|到达|登上|参观|游览|沿着|出了|进了|穿过|走过|翻过|爬上|毗邻|紧邻|紧挨|直奔|步行往|来自|葬在|引向|驶向|奔向"
)
_CUE: Final = re.compile(
    rf"(?P<strong>(?:{_STRONG})了?)|(?P<weak>(?<![现存正所实内外潜好旨])在|[到从由至往离沿]|经(?![开济营常])|扫完?|(?<=[路街巷])向|(?<=[外内上下里边旁侧面])的|(?<=[，、])有|(?<=[\u4e00-\u9fff，])[给把])"
    rf"|(?P<list>(?<=[{_HAN}])[、和与及])|(?P<edge>^|[，。；：:“（\n])",
    re.MULTILINE,
)
_GATES: Final = "门"
_TEMPLES: Final = "宗祠|祠堂|贡院|书院|会馆|[寺庙塔阁亭祠宫楼坊]"
_ROADS: Final = "大路|大街|大道|环线|[东西南北]路|[路街巷]"
_RINGS: Final = "(?<=[东西南北][一二三四五六])环|(?<=[东西南北])外环"
_WATERS: Final = "[河江湖溪渠]"
_LAND: Final = "[山岭坡坪坝垭坳寨坞塘沟冲塬峰湾滩洲岛渡埠铺屯庄]"
_SITES: Final = "火车站|汽车站|客运站|客运中心|景区|风景区|浴场|农贸市场|菜市场|商场|宾馆|码头|公墓|墓园|园林|广场|公园|小区|大桥|桥|古城墙|大坝|大堤"
_HOMES: Final = "[苑府庭园城郡]"
_ENDINGS: Final = (
    rf"(?P<stem>[{_HAN}]{{1,6}}?)(?:(?P<gate>{_GATES})|(?P<temple>{_TEMPLES})|(?P<road>{_ROADS}|{_RINGS})|(?P<water>{_WATERS})"
    rf"|(?P<land>{_LAND})|(?P<site>{_SITES})|(?P<home>{_HOMES}))"
)
_NAME: Final = re.compile(
    _ENDINGS
    + rf"(?:(?P<where>边|畔|岸|两岸|[东西南北]岸|上游|下游|中游|沿线|沿岸|两侧|[东西南北]侧|[东西南北中]段|段(?![时落])|脚下|门口|门前|路口|十字路口|交叉口|交口|附近|周边|一带|旁|对面"
    rf"|外(?![{_HAN}]?[地来商资围卖])|上(?![下游部方层世述])|下(?![{_HAN}]?[乡村级游])|前|后身|深处|桥头|头(?![痛顶脑绪])|沿途|拐进|方向|向(?=[{_HAN}]{{2,6}}[路街巷])|拓宽)"
    r"|(?P<on>到|至|、|和|与|及|以及|的|里|等|出发|集合|走回|走到|往|举行|召开|举办|开展|启动|拍照|打卡|游玩|散步|长大|出生|安家|巡查|值守|执勤|发放|开(?!发)|清扫)"
    r"|(?P<end>$|[，。；！？,;）”\n]))"
)
# Where a verb or an adverb follows, the name ends with its word: 在云骧阁|吃盒饭, 离五泄景区|只有.
_OPEN: Final = re.compile(_ENDINGS)
_OPEN_KINDS: Final = frozenset(("gate", "temple", "road", "site"))
_AFTER: Final = frozenset(("v", "d", "p", "f", "c", "vn", "m", "n"))
# 西三环, 北环线, 东外环路
_RING: Final = re.compile(r"(?<![东西南北])[东西南北](?:[二三四五六外内]环|环线)(?:[东西南北]?路|线)?(?![节保境球])")
# 大南门, 小西门; 以宁村民小组; 上湾组、下湾组
_GATE: Final = re.compile(rf"[大小老][东西南北]门(?![{_HAN}]?[口社市])")
_GROUP: Final = re.compile(
    rf"(?:(?<=[村区湾寨、，在到进])|(?<![{_HAN}]))(?:(?!第|各|[{_HAN}]?个)[{_HAN}]{{2,3}}?村民小组"
    rf"|[{_HAN}]{{1,2}}[湾坪寨沟坡岭塘坝冲屯庄院围坳山河桥岩林]组(?![织长员委成建团合装]))"
)
# Landmarks of many an old town, each the only one of its kind there.
_LANDMARK: Final = re.compile(
    rf"(?<![{_HAN}])(?<![{_HAN}]、)(?:文庙|武庙|城隍庙|关帝庙|鼓楼|钟楼|钟鼓楼|古城墙|护城河)(?![区街路镇村社巷里前”])"
    rf"|(?<=[在到从沿至往着经、和])(?:文庙|武庙|城隍庙|关帝庙|鼓楼|钟楼|钟鼓楼|古城墙|护城河)(?![区街路镇村社巷里前”])"
)
# No name holds these letters.
_NEVER: Final = re.compile(
    "[的了着过各某每该这那哪我你他她它其些等为被把让使将并且而也就还又是不们个条座处到从由至往在及与说]|家里|公园|广场|小区|社区|车站|市场|古城|古镇"
    "|[路街村镇乡县市区寺].|.[河江湖].."
)
_FIGURES: Final = frozenset("一二三四五六七八九十几数0123456789")
_NEVER_FIRST: Final = frozenset("完从在到由至往离沿经于和与及本全有无没再再请去要都")
# Letters that end a common word with these last letters, so that no name is meant: 学校大门, 居民楼.
_COMMON_HEAD: Final = frozenset("部校专热冷家房车屋院闸阀城正侧后前出开上入关进敲登窍佛山室店厂宅厦澳荆")
# What one may be at any hill or slope: 在皑皑雪峰上.
_AT: Final = frozenset("上下前头旁外")
# Prepositions that stand before persons as well.
_LOOSE: Final = frozenset("由经给把有离")
_KIND: Final = {"gate": "site", "temple": "nature", "water": "nature", "land": "nature", "home": "site"}
_FUNCTION: Final = frozenset(("p", "c", "r", "y", "e", "u", "uj", "ul", "uv", "ud", "uz", "d", "q", "mq"))
_VERBS: Final = frozenset(("v", "vd", "vn", "t", "a", "ad"))


def find_cued_places(
    text: str, tokens: Tokens, cover: Cover, words: PlaceWords, units: Iterable[Mention] = ()
) -> Iterator[Mention]:
    """Find places that stand between a word of motion or rest and what bounds them on the right.

    Parameters
    ----------
    text, tokens, cover, words
        As for the other places.
    units : iterable of Mention
        Names of divisions, which a cue may precede: 在山东济南|大明湖畔.

    Yields
    ------
    Mention
        Label PLACE.

    Examples
    --------
    >>> from wenming_nlp.entities.mentions import Cover
    >>> from wenming_nlp.entities.place_words import load_place_words
    >>> from wenming_nlp.text.segment import Tokenizer
    >>> text = "他们从三元阁走到五通门，在栗河边休息。"
    >>> found = find_cued_places(text, Tokenizer().tokens(text), Cover(len(text)), load_place_words())
    >>> [text[m.start : m.end] for m in found]
    ['三元阁', '五通门', '栗河']
    """
    after = {m.start: m.end for m in units}
    for cue in _CUE.finditer(text):
        start = cue.end()
        while start in after:
            start = after[start]
        if start >= len(text):
            break
        index = tokens.at(start)
        if index >= len(tokens):
            break
        within = tokens.starts[index] < start
        if within and is_word(text[tokens.starts[index] : tokens.ends[index]]):
            continue  # 自由路: no preposition
        match = _NAME.match(text, start) or (_open_name(text, tokens, start) if cue["strong"] or cue["weak"] else None)
        if match is None:
            continue
        group = next(k for k in ("gate", "temple", "road", "water", "land", "site", "home") if match[k])
        end = match.end(group)
        if not cover.free(start, end) or not _is_name(text, tokens, words, start, match.start(group), end, group):
            continue
        if match.re is _NAME and not _is_told(cue, match, group):
            continue
        follow = text[end : end + 1]
        if is_owned(text, end, words) or (not match.groupdict().get("where") and cuts_word(text, start, end, tokens)):
            continue
        if group != "road" and follow and (follow in "路街镇乡村县市区" or text.startswith(("大道", "社区"), end)):
            continue  # 筇竹寺|路口
        if (
            group in {"road", "site"}
            and follow in NOT_AFTER.get(text[end - 1], "")
            and not match.groupdict().get("where")
        ):
            continue
        sure = cue["strong"] or (cue["weak"] and cue["weak"] not in _LOOSE and group in _OPEN_KINDS)
        sure = sure or (match.groupdict().get("where") and group in _OPEN_KINDS | {"water"})
        yield Mention(start, end, "PLACE", "place.cued" if sure else f"place.{_KIND.get(group, group)}", 0.8)
    fixed = [_LANDMARK, _GATE] + [_RING] * ("环" in text) + [_GROUP] * ("组" in text)
    for match in (match for pattern in fixed for match in pattern.finditer(text)):
        if cover.free(*match.span()):
            yield Mention(*match.span(), "PLACE", "place.cued", 0.8)


def _open_name(text: str, tokens: Tokens, start: int) -> re.Match[str] | None:
    """Return a name that ends with a word before a verb, an adverb or another word that is none of its own."""
    match = _OPEN.match(text, start)
    if match is None or match.end() >= len(text) or match.end() - start < 3:
        return None
    index = tokens.at(match.end())
    if index >= len(tokens) or tokens.starts[index] != match.end() or tokens.pos[index] not in _AFTER:
        return None
    return match if any(match[kind] for kind in _OPEN_KINDS) else None


@lru_cache(maxsize=2)
def _suffixes(words: PlaceWords) -> frozenset[str]:
    """Return the words that end names, none of which is one by itself: 特大桥."""
    return frozenset(word for word, kind in words.suffixes if kind.rpartition(" ")[2] in {"site", "road", "nature"})


def _is_told(cue: re.Match[str], match: re.Match[str], group: str) -> bool:
    """Return whether what stands before and behind a name suffices to tell that it is a place's."""
    strong, weak = cue["strong"], cue["weak"]
    length = match.end(group) - match.start("stem")
    if group == "home":
        return strong is not None and length >= 3
    if weak in _LOOSE and match["where"] is None and group in {"water", "land"}:
        return False  # 由张大江、李长河 names persons
    if strong is not None or weak is not None:
        if group == "land" and match["where"] is None:
            return length >= 3 and (strong is not None or match["on"] in {"到", "至", "长大", "出生", "安家"})
        if group == "land":
            return match["where"] not in _AT and (length >= 3 or match["land"] == "山")
        if group == "water":
            return length >= 3 or match["where"] is not None
        return length >= 3
    if group == "land":
        return match["where"] in {"脚下", "深处", "沿线"}
    return match["where"] is not None and length >= 3


def _is_name(text: str, tokens: Tokens, words: PlaceWords, start: int, begin: int, end: int, group: str) -> bool:
    """Return whether the letters between a cue and a last word may be a name."""
    stem, name = text[start:begin], text[start:end]
    if _NEVER.search(text, start, begin + 1) or stem[0] in _NEVER_FIRST or stem[-1] in "从到在由往至离":
        return False
    road = group == "road" and stem in words.verbs  # 在建设路
    common = end - begin == 1 and name[-2:] in words.common and not (group == "road" and stem[-1] in "山水江河湖海")
    if (
        name in words.common
        or common
        or name in _suffixes(words)
        or (not road and is_generic(stem, start, begin, tokens, words))
    ):
        return False
    if group == "gate" and (stem[-1] in _COMMON_HEAD or (stem[-1] in "东西南北" and len(stem) > 2) or len(stem) > 3):
        return False
    if name[-1] == "楼" and stem[-1] in _FIGURES:
        return False
    index = tokens.at(start)
    if (
        is_word(name)
        and not road
        and not (tokens.starts[index] == start and tokens.ends[index] == end and tokens.pos[index] in NAMES)
    ):
        return False
    for at in range(index, tokens.at(begin - 1) + 1):
        if tokens.starts[at] < start or tokens.ends[at] > begin:
            continue
        word, pos = text[tokens.starts[at] : tokens.ends[at]], tokens.pos[at]
        if pos in _FUNCTION and len(word) > 1:
            return False
        if pos in _VERBS and len(word) > 1 and word not in words.verbs:
            return False
    return True
