"""Names that the page gives elsewhere in full: 店口 where it has 店口镇, 丁公桥 where it was found once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from wenming_nlp.entities.mentions import Mention
from wenming_nlp.entities.place_bounds import cuts_word
from wenming_nlp.entities.place_patterns import township_stems
from wenming_nlp.entities.place_words import NOT_AFTER, is_owned

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wenming_nlp.article import Home
    from wenming_nlp.entities.mentions import Cover
    from wenming_nlp.entities.place_words import PlaceWords
    from wenming_nlp.text.tokens import Tokens

__all__ = ["find_repeated_places"]

_HAN: Final = "\u4e00-\u9fff"
_TOWNSHIP: Final = re.compile(rf"^([{_HAN}]{{2,3}})(?:镇|乡|街道)(?![长])")
_CUE_BEFORE: Final = re.compile(
    r"(?:从|到|至|往|来自|赶往|走进|来到|拐进|前往|位于|地处|途经|(?<![现存正所实内外潜])在|、|\n|^)$"
)
_BEHIND: Final = re.compile(rf"(?![{_HAN}])|[到至走赶的和与等往]|举行|召开|境内|各村")
_HEADING: Final = re.compile(rf"(?:^|(?<=\n))[ \u3000]*((?:[{_HAN}]{{2,4}}、)*[{_HAN}]{{2,4}})(?=：)")
_LONGER: Final = frozenset("日节路街镇乡村区县市社道湾港人籍话山河江湖桥派学中小")
_REPEATED: Final = frozenset(("place.site", "place.road", "place.nature", "place.unit", "place.listed", "place.cued"))


def find_repeated_places(
    text: str, tokens: Tokens, cover: Cover, words: PlaceWords, found: Sequence[Mention], home: Home | None
) -> Iterator[Mention]:
    """Find townships without their suffix, and names that were found at another spot of the page.

    Parameters
    ----------
    text, tokens, cover, words
        As for the other places.
    found : sequence of Mention
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
    >>> text = "店口镇和马剑镇都有变化。从店口走到马剑，一路整洁。"
    >>> towns = [Mention(0, 3, "PLACE", "place.township", 0.9), Mention(4, 7, "PLACE", "place.township", 0.9)]
    >>> arguments = Tokenizer().tokens(text), Cover(len(text)), load_place_words(), towns, None
    >>> [text[m.start : m.end] for m in find_repeated_places(text, *arguments)]
    ['店口', '马剑']
    """
    taken = bytearray(len(text))
    for mention in found:
        taken[mention.start : mention.end] = b"\x01" * (mention.end - mention.start)
    named = [text[m.start : m.end] for m in found]
    named += [text[m.start : m.end] for m in cover.mentions if m.label in {"ORG", "POST"}]
    stems = {match[1] for name in named if (match := _TOWNSHIP.match(name))}
    if home is not None and home.adcode:
        stems |= {stem for stem in township_stems(home.adcode) if stem in text}
    stems = {s for s in stems if s not in words.stem and s not in words.bound and s not in words.common}
    firm = {s for s in stems if s not in words.vague}
    for heading in _HEADING.finditer(text):
        names = heading[1].split("、")
        if all(name in stems for name in names):
            at = heading.start(1)
            for name in names:
                if 1 not in taken[at : at + len(name)] and cover.free(at, at + len(name)):
                    taken[at : at + len(name)] = b"\x01" * len(name)
                    yield Mention(at, at + len(name), "PLACE", "place.series", 0.8)
                at += len(name) + 1
    for stem in sorted(firm):
        for start in _occurrences(text, stem):
            end = start + len(stem)
            if 1 in taken[start:end] or not cover.free(start, end) or text[end : end + 1] in _LONGER:
                continue
            if not _CUE_BEFORE.search(text, max(0, start - 2), start) or not _BEHIND.match(text, end):
                continue
            if text[start - 1 : start] in {"、", "\n", ""} and not _beside(text, start, end, stems):
                continue
            if cuts_word(text, start, end, tokens):
                continue
            taken[start:end] = b"\x01" * len(stem)
            yield Mention(start, end, "PLACE", "place.series", 0.8)
    names = {(text[m.start : m.end], m.rule) for m in found if m.rule in _REPEATED and m.end - m.start >= 3}
    for name, rule in sorted(names):
        if text.count(name) < 2:
            continue
        for start in _occurrences(text, name):
            end = start + len(name)
            follow = text[end : end + 1]
            if 1 in taken[start:end] or not cover.free(start, end) or follow in _LONGER or is_owned(text, end, words):
                continue
            if text[start - 1 : start] == "“" and follow == "”":
                continue
            if (rule == "place.unit" and follow in NOT_AFTER.get(name[-1], "\n")) or cuts_word(
                text, start, end, tokens
            ):
                continue
            taken[start:end] = b"\x01" * len(name)
            yield Mention(start, end, "PLACE", rule, 0.75)


def _occurrences(text: str, name: str) -> Iterator[int]:
    """Yield where a string occurs."""
    start = text.find(name)
    while start >= 0:
        yield start
        start = text.find(name, start + len(name))


def _beside(text: str, start: int, end: int, stems: set[str]) -> bool:
    """Return whether the next or the last item of a list is a township as well."""
    behind = text[end : end + 1] in {"、", "和"} and any(text.startswith(s, end + 1) for s in stems)
    return behind or (text[start - 1 : start] == "、" and any(text.endswith(s, 0, start - 1) for s in stems))
