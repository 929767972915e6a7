"""Pinyin, for putting names in order."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from wenming_nlp.resources import read_rows
from wenming_nlp.text.borrowed import load_part

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["pinyin_key"]

# So many phrases tell more of a character's reading than its own entry.
_ENOUGH = 3


@lru_cache(maxsize=1)
def _surnames() -> dict[str, str]:
    """Return the surnames that are read otherwise than the character usually is."""
    return {name: reading for name, reading, where in read_rows("readings.tsv") if where == "surname"}


@lru_cache(maxsize=1)
def _readings() -> dict[str, str]:
    """Return a syllable for each character that snownlp's table has, and for the first level of GB 2312.

    Of a character's readings the commonest in phrases counts (单 dan, where the table puts shan first).
    The first level stands in the order of pinyin, so a character that the table lacks altogether is read as
    the last before it that the table has.
    """
    known: dict[str, str] = {}
    inside: dict[str, Counter[str]] = {}
    for phrase, syllables in _phrases(load_part("snownlp", "normal").pin.handle.d):
        if len(phrase) == 1:
            known[phrase] = syllables[0].lower()
        elif len(phrase) == len(syllables):
            for character, syllable in zip(phrase, syllables, strict=True):
                inside.setdefault(character, Counter())[syllable.lower()] += 1
    for character, counts in inside.items():
        reading = max(counts, key=lambda syllable: (counts[syllable], syllable))
        if counts[reading] >= _ENOUGH or character not in known:
            known[character] = reading
    known |= {name: reading for name, reading, where in read_rows("readings.tsv") if where == "any"}
    before = "a"
    for row in range(0xB0, 0xD8):
        for character in bytes(byte for cell in range(0xA1, 0xFF) for byte in (row, cell)).decode("gb2312", "ignore"):
            before = known.setdefault(character, before)
    return known


def _phrases(node: dict[str, Any], head: str = "") -> Iterator[tuple[str, list[str]]]:
    """Yield the phrases of snownlp's trie with their syllables."""
    for key, value in node.items():
        if key == "value":
            yield head, value
        else:
            yield from _phrases(value, head + key)


@lru_cache(maxsize=65536)
def pinyin_key(name: str) -> str:
    """Return the syllables of a name, by which names sort as in a Chinese list of persons.

    A surname has its own reading (单 shan, 曾 zeng, 尉迟 yu chi). Tones are left out, ü is v; what has no
    reading stands for itself and so comes after all that has one.

    Examples
    --------
    >>> sorted(["张伟", "曾志伟", "单小玲", "肖光强"], key=pinyin_key)
    ['单小玲', '肖光强', '曾志伟', '张伟']
    >>> pinyin_key("肖光强")
    'xiao guang qiang'
    """
    readings = _readings()
    surnames = _surnames()
    head = next((name[:size] for size in (2, 1) if name[:size] in surnames), "")
    syllables = [surnames[head]] if head else []
    return " ".join([*syllables, *(readings.get(character, character) for character in name[len(head) :])])
