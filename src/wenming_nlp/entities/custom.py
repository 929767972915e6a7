"""A user's own posts, organs, people and places, which win over what the library would read.

Each list is a TSV file in UTF-8, one entry a line; blank lines and lines that begin with # are passed over. A table
program's traces are taken out: a byte order mark, CRLF, blanks around a cell, empty cells behind the last.

========  =============================  ==========================================================
list      columns (tab between them)     meaning
========  =============================  ==========================================================
posts     word, [kind]                   an office without its organ: 创文专员. ``kind`` as in the packaged
                                         list: head (default), unit, chief, rank, prof, job
organs    name, [full name], [system]    an organisation as it is written; the full local name that it
                                         stands for; one of `schema.SYSTEM`
people    name, [remark]                 a person's name; the remark is for the reader
places    name, [adcode], [full name]    a place as it is written, the code of the division that it is or lies in,
                                         its full name (of the division where only the code is given)
========  =============================  ==========================================================

An entry stands wherever its string stands, the longest of those that begin leftmost. What is written around it
still counts: 播州区文明办创文专员 is one post, and a meeting or a document that contains an entry swallows it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from wenming_nlp.entities.gazetteer import load_gazetteer
from wenming_nlp.entities.mentions import Mention
from wenming_nlp.entities.posts import Post
from wenming_nlp.entities.scan import UNIT_CHARS, Word
from wenming_nlp.errors import LexiconError
from wenming_nlp.schema import SYSTEM

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wenming_nlp.entities.scan import Scan

__all__ = ["LISTS", "CustomLists", "enter", "find_custom", "own_posts", "read_custom", "yields"]

#: The lists by name with their columns, the first of which is needed.
LISTS: Final[dict[str, tuple[str, ...]]] = {
    "posts": ("word", "kind"),
    "organs": ("name", "full name", "system"),
    "people": ("name", "remark"),
    "places": ("name", "adcode", "full name"),
}
_LABELS: Final = {"posts": "POST", "organs": "ORG", "people": "PERSON", "places": "PLACE"}
_TAGS: Final = {"posts": "n", "organs": "nt", "people": "nr", "places": "ns"}
_KINDS: Final = ("head", "unit", "chief", "rank", "prof", "job")
_ADCODE: Final = re.compile(r"[0-9]{6}")
_SHORTEST: Final = 2
#: What no name contains: the marks of other kinds of tables, control characters.
_NO_PART: Final = re.compile(r"[,，;；\"\x00-\x1f\x7f\ufffd]")
#: What may hold an entry of another label inside.
_SWALLOWS: Final = {
    "POST": frozenset(("DOC", "EVENT")),
    "ORG": frozenset(("DOC", "EVENT", "POST")),
    "PLACE": frozenset(("DOC", "EVENT", "POST", "ORG")),
    "PERSON": frozenset(("DOC", "EVENT")),
}


@dataclass(frozen=True, slots=True)
class CustomLists:
    """The entries of a user's lists: a value that pickles, hashes and compares by content.

    Attributes
    ----------
    posts : tuple of (word, kind)
    organs : tuple of (name, full name, system)
    people : tuple of (name, remark)
    places : tuple of (name, adcode, full name)
        Each sorted by its first column; a cell that is not given is empty.
    """

    posts: tuple[tuple[str, ...], ...] = ()
    organs: tuple[tuple[str, ...], ...] = ()
    people: tuple[tuple[str, ...], ...] = ()
    places: tuple[tuple[str, ...], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.posts or self.organs or self.people or self.places)

    def words(self) -> list[tuple[str, None, str]]:
        """Return all entries with their parts of speech, as `Tokenizer.words` takes them."""
        return [(entry[0], None, _TAGS[name]) for name in LISTS for entry in getattr(self, name)]


def read_custom(
    posts: Sequence[Path | str] = (),
    organs: Sequence[Path | str] = (),
    people: Sequence[Path | str] = (),
    places: Sequence[Path | str] = (),
) -> CustomLists:
    """Read a user's lists.

    Parameters
    ----------
    posts, organs, people, places : sequence of path
        Files in the form that the head of this module tells.

    Returns
    -------
    CustomLists

    Raises
    ------
    LexiconError
        For a file that is missing or not UTF-8, a line of another form, and an entry that is listed twice with
        different cells or in two lists; with file and line, what was expected, and what stands there.
    """
    given = {"posts": posts, "organs": organs, "people": people, "places": places}
    where: dict[str, str] = {}
    kinds: dict[str, str] = {}
    read: dict[str, dict[str, tuple[str, ...]]] = {name: {} for name in LISTS}
    for name, paths in given.items():
        for path in paths:
            for number, cells in _rows(Path(path)):
                at = f"{path}:{number}"
                entry = _entry(name, cells, at)
                word = entry[0]
                if kinds.setdefault(word, name) != name:
                    before = f"{kinds[word]} at {where[word]}"
                    raise LexiconError(f"{at}: expected {word!r} in one list, got it in {name} and in {before}")
                if read[name].setdefault(word, entry) != entry:
                    raise LexiconError(f"{at}: expected {word!r} once, got it with other cells at {where[word]}")
                where.setdefault(word, at)
    return CustomLists(**{name: tuple(entries[word] for word in sorted(entries)) for name, entries in read.items()})


def _rows(path: Path) -> list[tuple[int, list[str]]]:
    """Return the lines that hold something, with their numbers."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise LexiconError(f"{path}: expected a TSV file, got {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        got = f"byte {error.object[error.start]:#04x} at {error.start}"
        raise LexiconError(f"{path}: expected UTF-8, got {got}; save the file as UTF-8") from error
    lines = enumerate(text.splitlines(), 1)
    return [(n, line.split("\t")) for n, line in lines if line.strip() and not line.startswith("#")]


def _entry(name: str, cells: list[str], where: str) -> tuple[str, ...]:
    """Return one line's cells, checked and filled up."""
    columns = LISTS[name]
    form = "<TAB>".join([columns[0], *(f"[{column}]" for column in columns[1:])])
    line = "\t".join(cells)
    while len(cells) > len(columns) and not cells[-1].strip():
        cells = cells[:-1]
    if len(cells) > len(columns):
        raise LexiconError(f"{where}: expected {form}, got {len(cells)} cells in {line!r}")
    cells = [cell.strip() for cell in cells] + [""] * (len(columns) - len(cells))
    word = cells[0]
    if tuple(cells[: len(columns)]) == columns:
        raise LexiconError(f"{where}: expected an entry, got the names of the columns; begin their line with #")
    if len(word) < _SHORTEST or any(char.isspace() for char in word):
        told = f"a {columns[0]} of {_SHORTEST} or more characters without white space"
        raise LexiconError(f"{where}: expected {form} with {told}, got {line!r}")
    if wrong := _NO_PART.search(word):
        told = "a tab between cells" if wrong.group() in ",，;；" else f"a {columns[0]} without {wrong.group()!r}"
        raise LexiconError(f"{where}: expected {form} with {told}, got {line!r}")
    if name == "posts":
        cells[1] = cells[1] or _KINDS[0]
        _one_of(where, "kind", cells[1], _KINDS)
    elif name == "organs" and cells[2]:
        _one_of(where, "system", cells[2], SYSTEM.values)
    elif name == "places" and cells[1]:
        if not _ADCODE.fullmatch(cells[1]):
            raise LexiconError(f"{where}: expected an adcode of six digits, got {cells[1]!r}")
        cells[2] = cells[2] or load_gazetteer().full_name(cells[1])
        if not cells[2]:
            raise LexiconError(f"{where}: expected a full name beside an adcode that is not listed, got {line!r}")
    return tuple(cells)


def _one_of(where: str, column: str, value: str, allowed: Sequence[str]) -> None:
    if value not in allowed:
        raise LexiconError(f"{where}: expected {column} to be one of {', '.join(allowed)}, got {value!r}")


@lru_cache(maxsize=8)
def _matcher(lists: CustomLists) -> tuple[Any, tuple[str, ...]]:
    """Return the automaton of all entries, and the list that each is of."""
    from ahocorasick_rs import AhoCorasick, MatchKind  # noqa: PLC0415  (loaded with the first article)

    words = [(entry[0], name) for name in LISTS for entry in getattr(lists, name)]
    return AhoCorasick([word for word, _ in words], matchkind=MatchKind.LeftmostLongest), tuple(n for _, n in words)


def find_custom(text: str, lists: CustomLists) -> list[Mention]:
    """Find a user's entries.

    Parameters
    ----------
    text : str
    lists : CustomLists

    Returns
    -------
    list of Mention
        In order of the text, leftmost and longest, so that none overlaps another; rules ``custom-posts``,
        ``custom-organs``, ``custom-people`` and ``custom-places``.

    Examples
    --------
    >>> lists = CustomLists(organs=(("创文中心", "播州区创文服务中心", "事业"),), people=(("高山", ""),))
    >>> [(m.start, m.end, m.label) for m in find_custom("创文中心的高山说", lists)]
    [(0, 4, 'ORG'), (5, 7, 'PERSON')]
    """
    if not lists:
        return []
    matcher, names = _matcher(lists)
    return [
        Mention(start, end, _LABELS[names[index]], f"custom-{names[index]}")
        for index, start, end in matcher.find_matches_as_indexes(text)
    ]


def enter(scan: Scan, given: Iterable[Mention], lists: CustomLists) -> None:
    """Add a user's entries to what the lists know about a text, so that the grammar reads on from them."""
    kinds = {word: kind for word, kind, *_ in lists.posts}
    heads = []
    for mention in given:
        if mention.label == "POST":
            heads.append((mention.start, mention.end, kinds[scan.text[mention.start : mention.end]]))
        elif mention.label == "ORG":
            scan.organs[mention.end] = sorted({*scan.organs.get(mention.end, ()), Word(mention.start, "whole")})
        elif mention.label == "PLACE":
            scan.places[mention.end] = sorted({*scan.places.get(mention.end, ()), mention.start})
    if heads:
        taken = {at for start, end, _ in heads for at in range(start, end)}
        scan.posts = sorted([*heads, *(post for post in scan.posts if taken.isdisjoint(range(post[0], post[1])))])


def own_posts(posts: Sequence[Post], given: Iterable[Mention], text: str, lists: CustomLists) -> list[Post]:
    """Return the posts with the user's among them: an office wherever one stands, and nothing across an entry."""
    kinds = {word: kind for word, kind, *_ in lists.posts}
    entries = list(given)
    own = {m.end: m for m in entries if m.label == "POST"}
    kept = []
    for post in posts:
        if post.end in own and post.bare <= own[post.end].start:
            kept.append(post._replace(strong=True))
            del own[post.end]
        elif not yields(Mention(post.start, post.end, "POST", ""), entries, text):
            kept.append(post)
    added = [Post(m.start, m.end, m.start, kinds[text[m.start : m.end]], strong=True) for m in own.values()]
    clear = [post for post in kept if all(post.end <= a.start or a.end <= post.start for a in added)]
    return sorted([*clear, *added])


def yields(mention: Mention, given: Iterable[Mention], text: str) -> bool:
    """Return whether a mention gives way to an entry: it overlaps one without a right to hold it inside."""
    return any(
        entry.start < mention.end and mention.start < entry.end and not _may_hold(mention, entry, text)
        for entry in given
        if entry != mention
    )


def _may_hold(mention: Mention, entry: Mention, text: str) -> bool:
    """Return whether a mention may swallow an entry: a post its organ, an organ the unit before it."""
    if not (mention.start <= entry.start and entry.end <= mention.end):
        return False
    if mention.label in _SWALLOWS[entry.label]:
        return True
    if mention.label != entry.label or mention.end != entry.end or mention.label not in {"ORG", "POST"}:
        return False
    # 区 + 创文中心, 播州区 + 创文中心: the unit before an organ; whatever stands before an office is its organ.
    before = text[mention.start : entry.start]
    return mention.label == "POST" or before in UNIT_CHARS or bool(load_gazetteer().lookup(before))
