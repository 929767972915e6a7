"""What a character looks like to the labeller: its word, its neighbours, what the lists and the rules say of it.

Each column is an array of whole numbers, one a character; a template joins some of them, at offsets, into one
number, the row of the weights that it adds. All characters of an article are done at once.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, TypeAlias
from zlib import crc32

import numpy as np

from wenming_nlp.entities.names import load_names
from wenming_nlp.entities.place_words import load_place_words
from wenming_nlp.schema import LABEL, POS
from wenming_nlp.text.segment import is_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from wenming_nlp.entities.mentions import Mention
    from wenming_nlp.entities.scan import Scan

    Column: TypeAlias = "NDArray[np.uint32]"

__all__ = ["BITS", "FROM_RULES", "PART", "rows", "rows_in_parts"]

#: The rows of the weights are two to this power.
BITS: Final = 18
#: Characters that are read at once; where a text is longer, the strings of its names are not sought all over it.
PART: Final = 1 << 15
#: How far templates look to either side.
_REACH: Final = 4
_TAGS: Final = {tag: i for i, tag in enumerate(POS.values, 1)}
_LABELS: Final = {label: i for i, label in enumerate(LABEL.values, 1)}
_ECHOED: Final = frozenset(("PERSON", "ORG", "PLACE"))
#: Columns by name, then the templates: each a tuple of (column, offset).
_NAMES: Final = tuple(
    (
        "char word before after cut unit site organ office surname follows role rule by echo given known local "
        "to_site site_kind site_char to_organ organ_kind last link"
    ).split()
)
_AT: Final = {name: i for i, name in enumerate(_NAMES)}


def _template(*parts: tuple[str, int]) -> tuple[tuple[int, int], ...]:
    return tuple((_AT[name], offset) for name, offset in parts)


TEMPLATES: Final = (
    *(_template(("char", k)) for k in (-2, -1, 0, 1, 2)),
    *(_template(("char", k), ("char", k + 1)) for k in (-2, -1, 0, 1)),
    _template(("char", -1), ("char", 0), ("char", 1)),
    *(_template((name, k)) for name in ("cut", "unit", "site", "organ", "office") for k in (-1, 0, 1, 2)),
    _template(("word", 0), ("cut", 0)),
    _template(("before", 0), ("cut", 0)),
    _template(("after", 0), ("cut", 0)),
    _template(("cut", 0), ("char", -1)),
    _template(("surname", 0), ("cut", 0)),
    _template(("surname", 1)),
    *(_template(("follows", k)) for k in (0, 1)),
    _template(("role", 0)),
    _template(("surname", 0), ("given", 1), ("given", 2)),
    _template(("surname", -1), ("given", 0), ("given", 1)),
    _template(("surname", -2), ("given", -1), ("given", 0)),
    _template(("known", 0), ("cut", 0)),
    _template(("known", -1), ("known", 0), ("known", 1)),
    *(_template(("rule", k)) for k in range(-4, 5)),
    _template(("rule", 0), ("by", 0)),
    _template(("rule", -1), ("rule", 0), ("rule", 1)),
    _template(("rule", 0), ("cut", 0)),
    _template(("rule", 0), ("char", 0)),
    _template(("echo", -1)),
    _template(("echo", 0), ("rule", 0)),
    _template(("echo", 1)),
    _template(("to_site", 0), ("site_kind", 0)),
    _template(("to_site", 0), ("site_char", 0)),
    _template(("to_organ", 0), ("organ_kind", 0)),
    _template(("last", 0), ("link", 0)),
    _template(("local", 0), ("char", 0)),
    _template(("local", 0), ("char", 0), ("char", 1)),
    _template(("local", 0), ("cut", 0)),
    _template(("local", 0), ("rule", 0), ("by", 0)),
    _template(("local", 0), ("rule", 0), ("cut", 0)),
)
#: The templates that hold what the rules say.
FROM_RULES: Final = tuple(
    number
    for number, template in enumerate(TEMPLATES)
    if any(_NAMES[column] in {"rule", "by", "echo", "last", "link"} for column, _ in template)
)
_ODD: Final = tuple(map(np.uint32, (0x9E3779B1, 0x85EBCA6B, 0xC2B2AE35)))
_SALT: Final = np.array([(0x27D4EB2F * (n + 1)) & 0xFFFFFFFF for n in range(len(TEMPLATES))], dtype=np.uint32)[:, None]
_MIX: Final = np.uint32(0x2C1B3C6D)


@lru_cache(maxsize=1 << 15)
def _number(word: str) -> int:
    return crc32(word.encode())


@lru_cache(maxsize=1 << 15)
def _facts(word: str) -> tuple[int, int]:
    """Return a word's number, and whether it is one character, a guess or a word of the dictionary."""
    return _number(word), 1 if len(word) == 1 else 2 + is_word(word)


def rows(scan: Scan, mentions: Sequence[Mention], *, local: bool) -> NDArray[np.int32]:
    """Return the rows of the weights that each character of a text adds.

    Parameters
    ----------
    scan : Scan
    mentions : sequence of Mention
        What the rules found, not overlapping.
    local : bool
        Whether the page has a home; other news names other things.

    Returns
    -------
    array of int32, shape (templates, characters)
    """
    columns = _columns(scan, mentions, local=local)
    return _rows(columns, 0, len(scan.text))


def rows_in_parts(scan: Scan, mentions: Sequence[Mention], *, local: bool) -> Iterator[NDArray[np.int32]]:
    """Yield the same for one part of a text after the other, each of some lines, so that long texts take little memory."""
    columns, text, start = _columns(scan, mentions, local=local), scan.text, 0
    while start < len(text):
        end = start + PART
        end = len(text) if end >= len(text) else (text.rfind("\n", start, end) + 1 or end)
        yield _rows(columns, start, end)
        start = end


def _rows(columns: NDArray[np.uint32], start: int, end: int) -> NDArray[np.int32]:
    """Return the rows of the characters from `start` to `end`."""
    columns, n = columns[:, start : end + 2 * _REACH], end - start
    products = [columns * odd for odd in _ODD]
    found = np.empty((len(TEMPLATES), n), dtype=np.uint32)
    for number, template in enumerate(TEMPLATES):
        first, *others = [products[k][column, _REACH + at : _REACH + at + n] for k, (column, at) in enumerate(template)]
        found[number] = first
        for other in others:
            found[number] += other
    found += _SALT
    found *= _MIX
    found >>= np.uint32(32 - BITS)
    return found.view(np.int32)


def _columns(scan: Scan, mentions: Sequence[Mention], *, local: bool) -> NDArray[np.uint32]:
    """Return the columns with `_REACH` empty places on either side, shape (columns, characters + 2 × _REACH)."""
    text, n = scan.text, len(scan.text)
    columns = np.zeros((len(_NAMES), n + 2 * _REACH), dtype=np.uint32)
    inner = columns[:, _REACH : _REACH + n]
    by_name = {name: inner[i] for name, i in _AT.items()}
    by_name["char"][:] = _chars(text)
    _fill_words(scan, by_name)
    ends = np.fromiter(scan.places, dtype=np.int32, count=len(scan.places))
    firsts = np.fromiter((starts[0] for starts in scan.places.values()), dtype=np.int32, count=len(ends))
    _fill_spans(by_name["unit"], firsts, ends, np.full(len(ends), 4, dtype=np.uint32))
    found = load_place_words().automaton.find_matches_as_indexes(text)
    by_name["site"][[end - 1 for _, _, end in found]] = list(map(_site_kinds().__getitem__, (n for n, _, _ in found)))
    by_name["organ"][[end - 1 for end in scan.organs]] = [_number(organs[0].kind) for organs in scan.organs.values()]
    posts = np.array([(start, end) for start, end, _ in scan.posts], dtype=np.int32).reshape(-1, 2)
    kinds = np.array([_number(kind) & 0xFFFFFFFC for _, _, kind in scan.posts], dtype=np.uint32)
    _fill_spans(by_name["office"], posts[:, 0], posts[:, 1], kinds)
    for name, lengths in (("follows", scan.follows), ("role", scan.roles)):
        at = np.fromiter(lengths, dtype=np.int32, count=len(lengths))
        size = np.fromiter(lengths.values(), dtype=np.int32, count=len(lengths))
        by_name[name][at[at < n]] = np.minimum(size, 3)[at < n]
    _fill_rules(text, mentions, by_name)
    _fill_distances(by_name)
    columns[_AT["local"]] = 1 + local
    return columns


def _fill_spans(column: Column, starts: Any, ends: Any, codes: Any) -> None:
    """Put a code on the characters of each span, one more on its first and two more on its last."""
    lengths = ends - starts
    column[np.repeat(starts - np.cumsum(lengths) + lengths, lengths) + np.arange(lengths.sum())] = np.repeat(
        codes, lengths
    )
    column[starts] += 1
    column[ends - 1] += 2


def _chars(text: str) -> NDArray[np.uint32]:
    """Return code points, one digit and one letter for all of them."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).copy()
    codes[(codes >= 0x30) & (codes <= 0x39)] = 0x30
    codes[((codes | 0x20) >= 0x61) & ((codes | 0x20) <= 0x7A)] = 0x61
    return codes


@lru_cache(maxsize=1)
def _site_kinds() -> list[int]:
    return [_number(kind.rpartition(" ")[2]) for _, kind in load_place_words().suffixes]


@lru_cache(maxsize=1)
def _surname_levels() -> Column:
    surnames = load_names().surnames
    return _table({char: 4 + round(max(-3.0, min(3.0, odds))) for char, odds in surnames.items()})


def _table(values: dict[str, int]) -> Column:
    """Return the values of characters as an array by code point, 0 where there is none."""
    table = np.zeros(0x10000, dtype=np.uint32)
    for char, value in values.items():
        if ord(char) < len(table):
            table[ord(char)] = value
    return table


@lru_cache(maxsize=1)
def _given_levels() -> Column:
    names = load_names()
    return _table(
        {char: 20 * (3 + _level(odds)) + 5 + _level(names.lasts.get(char, -4.0)) for char, odds in names.firsts.items()}
    )


def _level(odds: float) -> int:
    return round(max(-3.0, min(3.0, odds)) / 1.5)


def _fill_words(scan: Scan, columns: dict[str, Column]) -> None:
    """Fill in what the segmenter says: the word, the words beside it, tag and place in the word, surnames."""
    tokens = scan.tokens
    if not len(tokens):
        return
    starts, ends = np.array(tokens.starts), np.array(tokens.ends)
    lengths = ends - starts
    facts = [_facts(word) for word in tokens.words]
    numbers = np.array([number for number, _ in facts], dtype=np.uint32)
    tags = np.array([_TAGS.get(tag, 0) for tag in tokens.pos], dtype=np.uint32)
    first = np.cumsum(lengths) - lengths
    inside = np.arange(lengths.sum()) - np.repeat(first, lengths)
    at = np.repeat(starts, lengths) + inside
    last = inside == np.repeat(lengths - 1, lengths)
    columns["word"][at] = np.repeat(numbers, lengths)
    columns["before"][at] = np.repeat(np.concatenate([[0], numbers[:-1]]), lengths)
    columns["after"][at] = np.repeat(np.concatenate([numbers[1:], [0]]), lengths)
    columns["cut"][at] = np.repeat(tags, lengths) * 4 + (inside == 0) + 2 * last
    columns["known"][at] = np.repeat(np.array([known for _, known in facts], dtype=np.uint32), lengths)
    levels = _surname_levels()
    codes = np.minimum(columns["char"], len(levels) - 1)
    columns["surname"][:] = levels[codes]
    columns["given"][:] = _given_levels()[codes]


def _fill_rules(text: str, mentions: Iterable[Mention], columns: dict[str, Column]) -> None:
    """Fill in what the rules found, and where else the strings of names stand that they found."""
    rule, by, echo = columns["rule"], columns["by"], columns["echo"]
    strings: dict[str, int] = {}
    for start, end, label, name, *_ in mentions:
        code = _LABELS[label] * 4
        rule[start:end] = code
        rule[end - 1] += 2
        rule[start] += 1
        by[start:end] = _number(name)
        if label in _ECHOED and len(text) <= PART:
            strings.setdefault(text[start:end], code)
    for string, code in sorted(strings.items(), key=lambda item: (len(item[0]), item[0])):
        at = text.find(string)
        while at >= 0:
            end = at + len(string)
            echo[at:end] = code
            echo[at] += 1
            at = text.find(string, end)


def _fill_distances(columns: dict[str, Column]) -> None:
    """Fill in how far the next word is that ends a place's or an organ's name, and the mention before."""
    n = len(columns["char"])
    index = np.arange(n)
    for ends, to, kind in (("site", "to_site", "site_kind"), ("organ", "to_organ", "organ_kind")):
        at = np.where(columns[ends] > 0, index, n)
        at = np.minimum.accumulate(at[::-1])[::-1]
        near = (at < n) & (at - index < 6)
        columns[to][near] = (at - index)[near] + 1
        columns[kind][near] = columns[ends][at[near]]
        if ends == "site":
            columns["site_char"][near] = columns["char"][at[near]]
    at = np.maximum.accumulate(np.where(columns["rule"] > 0, index, -1))
    near = (at >= 0) & (index - at < 12) & (index > at)
    columns["last"][near] = columns["rule"][at[near]]
    columns["link"][near] = columns["char"][at[near] + 1]
