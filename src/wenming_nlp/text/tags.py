"""Parts of speech, coarsely. They are evidence, never the label of an entity.

The tags are those of jieba's dictionary, which calls 文明, 文明办, 宣传部 and 双拥办 names of persons.
`corrections` puts right what this genre is full of; the segmenter applies it to every token.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from wenming_nlp.resources import read_rows
from wenming_nlp.schema import POS

__all__ = ["corrections", "is_content", "is_name", "is_noun", "is_verb", "known_tag"]

# Function words, numerals, measures and punctuation.
_FUNCTION: Final = frozenset(
    {"c", "d", "df", "dg", "e", "f", "h", "k", "m", "mg", "mq", "o", "p", "q", "r", "rg", "rr", "rz"}
    | {"u", "ud", "ug", "uj", "ul", "uv", "uz", "w", "x", "y", "yg", "zg"}
)
_KNOWN: Final = frozenset(POS.values)


def is_noun(tag: str) -> bool:
    """Return whether a tag is a noun's, names, places and verbal nouns included.

    Examples
    --------
    >>> is_noun("nt"), is_noun("vn"), is_noun("v")
    (True, True, False)
    """
    return tag[:1] == "n" or tag in {"vn", "an", "j", "s"}


def is_verb(tag: str) -> bool:
    """Return whether a tag is a verb's."""
    return tag[:1] == "v"


def is_name(tag: str) -> bool:
    """Return whether a tag is that of a person's name."""
    return tag[:2] == "nr"


def is_content(tag: str) -> bool:
    """Return whether words of this tag carry matter: nouns, verbs, adjectives, idioms, abbreviations, foreign words.

    Examples
    --------
    >>> [tag for tag in ("n", "v", "uj", "x", "l") if is_content(tag)]
    ['n', 'v', 'l']
    """
    return tag not in _FUNCTION


def known_tag(tag: str) -> str | None:
    """Return a tag of the closed set: the tag itself, or the wider one that it begins with; None for no tag.

    Examples
    --------
    >>> known_tag("ntc"), known_tag("NT"), known_tag("?")
    ('nt', 'nt', None)
    """
    tag = tag.lower()
    while tag and tag not in _KNOWN:
        tag = tag[:-1]
    return tag or None


@lru_cache(maxsize=1)
def corrections() -> dict[str, str]:
    """Return the right tags of words that jieba's dictionary gives a misleading one."""
    return dict(read_rows("tags.tsv"))
