"""One pass over an article: every word of the organ and post lists, every division, every word boundary."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from wenming_nlp.entities.names import load_context
from wenming_nlp.resources import read_rows
from wenming_nlp.text.tokens import Tokens

if TYPE_CHECKING:
    from collections.abc import Iterable


__all__ = ["Scan", "Word", "scan_text"]

#: Characters that stand for an administrative unit when they precede an organ: 区城管局, 县委.
UNIT_CHARS: Final = frozenset("省市区县旗州盟镇乡村")
#: What ends a phrase: punctuation and white space.
BREAKS: Final = frozenset(
    "，。、；：？！,.;:?!（）()【】[]〔〕《》<>“”‘’\"'「」『』…—－-~～·/|\\ \t\n\r\u3000\xa0．①②③④⑤⑥⑦⑧⑨⑩┃|"
)


#: What the list of divisions has as a short name and no text means by it.
_NO_PLACES: Final = frozenset(
    "街道 社区 城区 城关 市区 郊区 矿区 开发区 经济开发区 新区 高新区 经开区 工业园区 工业区 产业园区 经济技术开发区 高新技术产业开发区 园区 示范区 "
    "度假区 风景区 管理区".split()
)


#: Short names of divisions that are verbs, so that the unit after them is the next word's: 会同县公安局.
_VERBS: Final = frozenset(("会同", "延长", "振兴"))


#: A dot between the parts of a name, as `names.DOTTED` reads them.
_DOT: Final = re.compile(r"[·•‧・．](?<=[\u4e00-\u9fff].)(?=[\u4e00-\u9fff])")


#: Schools and stations that bear the name of their township, and what it ends in where it is written in full.
_BEARERS: Final = frozenset(
    "小学 中学 学校 高中 初中 幼儿园 派出所 司法所 卫生院 供电所 税务所 敬老院 法庭 中心小学 中心校 车站".split()
)
_OF_NAME: Final = ("镇", "乡", "街道", "路", "大道")
#: The county 和县, which is otherwise 和 before an organ of the county.
_HE: Final = re.compile(r"(?:\A|[\n。，；、：（(]|马鞍山市?|安徽省?)和县")


class Word(NamedTuple):
    """A listed word where it stands: its start and what the list says of it."""

    start: int
    kind: str


@dataclass(slots=True)
class Scan:
    """What the lists and the segmenter know about a text.

    Attributes
    ----------
    text : str
        The article's text.
    organs : dict of int to list of Word
        Organ words by where they end, longest first.
    posts : list of tuple (start, end, kind)
        Post heads, leftmost and longest, in order.
    countries : dict of int to int
        Names of states by where they end: their start. An organ's name may begin with one, an office's does not.
    places : dict of int to list of int
        Divisions' names by where they end: their starts, longest first.
    tokens : Tokens
        The segmenter's words.
    order : sequence of int
        Their starts in ascending order.
    starts, ends : collection of int
        Where they start and end.
    word_ends : dict of int to int
        A word's end by its start.
    follows, roles : dict of int to int
        What may stand after and before a name, as `NameContext.around` returns it.
    tags : dict of int to str
        Part of speech by a word's end.
    previous : dict of int to int
        A word's start by its end.
    dotted : set of int
        Where a name with middle dots may begin: the places up to eight characters before one.
    offices : dict of int to str
        Kind of an office by where it ends, with ``+`` if it names its organ; empty until posts are found.
    """

    text: str
    organs: dict[int, list[Word]]
    countries: dict[int, int]
    posts: list[tuple[int, int, str]]
    places: dict[int, list[int]]
    tokens: Tokens
    order: Sequence[int]
    starts: Collection[int]
    ends: Collection[int]
    tags: dict[int, str]
    previous: dict[int, int]
    word_ends: dict[int, int]
    follows: dict[int, int]
    roles: dict[int, int]
    dotted: set[int]
    offices: dict[int, str] = field(default_factory=dict)
    memo: dict[int, tuple[int, ...]] = field(default_factory=dict)

    def word_start(self, end: int) -> int:
        """Return where the segmenter's word that holds the character before `end` starts."""
        return self.order[bisect_left(self.order, end) - 1] if end else 0

    def after_country(self, start: int) -> int | None:
        """Return where the name of a state ends that begins at `start`, None where none does."""
        if not self.countries:
            return None
        return next((start + n for n in range(2, 9) if self.countries.get(start + n) == start), None)

    def breaks_before(self, at: int) -> bool:
        """Return whether a phrase can begin here: text start, punctuation or white space before it."""
        return at == 0 or self.text[at - 1] in BREAKS

    def breaks_after(self, at: int) -> bool:
        """Return whether a phrase must end here."""
        return at >= len(self.text) or self.text[at] in BREAKS


@lru_cache(maxsize=1)
def organ_words() -> tuple[tuple[str, str], ...]:
    """Return the organ list as (word, kind), a word of several kinds once for each."""
    clubs = ((word, "whole") for word, kind in read_rows("world.tsv") if kind == "club")
    return (*((row[0], row[1]) for row in read_rows("organs.tsv")), *clubs)


@lru_cache(maxsize=1)
def _countries() -> tuple[str, ...]:
    """Return the states outside China, and China."""
    return tuple(word for word, kind in read_rows("world.tsv") if kind == "country")


@lru_cache(maxsize=1)
def _organ_set() -> frozenset[str]:
    """Return the words of the organ list."""
    return frozenset(word for word, kind in organ_words() if kind != "brand")


@lru_cache(maxsize=1)
def _vague_names() -> frozenset[str]:
    """Return the divisions' short names that are plain words as well."""
    return frozenset(word for word, kind in read_rows("places.tsv") if kind == "vague")


@lru_cache(maxsize=1)
def post_words() -> dict[str, str]:
    """Return the post heads with their kind; modifiers are left out."""
    return {word: kind for word, kind in read_rows("posts.tsv") if kind != "mod"}


@lru_cache(maxsize=1)
def _post_kinds() -> tuple[str, ...]:
    """Return the kinds of the post heads, in the order of the matcher."""
    return tuple(post_words().values())


@lru_cache(maxsize=1)
def post_modifiers() -> tuple[frozenset[str], int]:
    """Return what stands straight before a head and belongs to it, and how long the longest is."""
    modifiers = frozenset(word for word, kind in read_rows("posts.tsv") if kind == "mod")
    return modifiers, max(map(len, modifiers))


@lru_cache(maxsize=1)
def _automata() -> tuple[object, object]:
    """Return the matchers of organ words (all) and post heads (leftmost-longest)."""
    from ahocorasick_rs import AhoCorasick, MatchKind  # noqa: PLC0415  (loaded with the first article)

    words = [*(word for word, _ in organ_words()), *_countries()]
    organs = AhoCorasick(words, matchkind=MatchKind.Standard)
    posts = AhoCorasick(list(post_words()), matchkind=MatchKind.LeftmostLongest)
    return organs, posts


@lru_cache(maxsize=1)
def foreign_names() -> frozenset[str]:
    """Return the places outside China."""
    return frozenset(word for word, kind in read_rows("world.tsv") if kind not in {"body", "club"})


def _in_foreign_name(text: str, start: int, end: int) -> bool:
    """Return whether a division's name is the end of a place's abroad: 达州 in 明尼苏达州."""
    names = foreign_names()
    return any(text[before:end] in names for before in range(max(0, start - 5), start))


def _is_said(text: str, name: str) -> bool:
    """Return whether a text has a division by its full name whose short one is a common word: 天台县 for 天台."""
    return any(name + unit in text for unit in "县市区旗州")


def _namesakes(text: str, organs: dict[int, list[Word]]) -> list[int]:
    """Return where the short name of a township or road begins that a school or station bears: 丰利中学 beside 丰利镇."""
    found = []
    for end, words in organs.items():
        for word in words:
            at = word.start
            name = text[at - 2 : at]
            if (
                text[at:end] in _BEARERS
                and len(name) == 2
                and name.isalpha()
                and any(name + of in text for of in _OF_NAME)
            ):
                found.append(at - 2)
    return found


def scan_text(text: str, tokens: Tokens, places: Iterable[tuple[int, int]]) -> Scan:
    """Collect what the lists know about a text.

    Parameters
    ----------
    text : str
    tokens : Tokens
        The text's words.
    places : iterable of (start, end)
        The names of divisions in it.
    """
    organ_matcher, post_matcher = _automata()
    kinds = organ_words()
    listed, vague = _organ_set(), _vague_names()
    organs: defaultdict[int, list[Word]] = defaultdict(list)
    countries: dict[int, int] = {}
    for index, start, end in organ_matcher.find_matches_as_indexes(text, overlapping=True):  # type: ignore[attr-defined]
        if index < len(kinds):
            organs[end].append(Word(start, kinds[index][1]))
        else:
            countries[end] = min(start, countries.get(end, start))
    for words in organs.values():
        words.sort()
    heads = _post_kinds()
    posts = [(s, e, heads[i]) for i, s, e in post_matcher.find_matches_as_indexes(text)]  # type: ignore[attr-defined]
    place_ends: defaultdict[int, list[int]] = defaultdict(list)
    for start, end in places:
        # 会同, 和平, 兴起 are counties' short names and plain words: the segmenter's tag decides.
        bare = text[end - 1] not in UNIT_CHARS
        word = text[start:end]
        plain = bare and (word in listed or word in _VERBS or (word in vague and not _is_said(text, word)))
        if not bare and (word[:-1] in _VERBS or (word == "和县" and not _HE.search(text))):
            plain = True  # 会同 + 县市场监管局, 和 + 县委党校
        if end - start > 1 and not plain and word not in _NO_PLACES and not _in_foreign_name(text, start, end):
            place_ends[end].append(start)
    for start in _namesakes(text, organs):
        if start + 2 not in place_ends:
            place_ends[start + 2].append(start)
    for starts in place_ends.values():
        starts.sort()
    follows, roles = load_context().around(text)
    word_ends = dict(zip(tokens.starts, tokens.ends, strict=True))
    previous = dict(zip(tokens.ends, tokens.starts, strict=True))
    return Scan(
        text=text,
        organs=dict(organs),
        countries=countries,
        posts=posts,
        places=dict(place_ends),
        tokens=tokens,
        order=tokens.starts,
        starts=word_ends,
        ends=previous,
        tags=dict(zip(tokens.ends, tokens.pos, strict=True)),
        previous=previous,
        word_ends=word_ends,
        follows=follows,
        roles=roles,
        dotted={at for dot in _DOT.finditer(text) for at in range(dot.start() - 8, dot.start())},
    )
