"""The campaign's terms with their categories, and the word lists of a user."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from wenming_nlp.errors import InputError, LexiconError
from wenming_nlp.resources import read_rows
from wenming_nlp.text.tags import known_tag

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from typing import Any

__all__ = ["Entry", "Term", "category_of", "load_lexicon", "make_entry", "read_dictionary"]


class Term(NamedTuple):
    """A term of the packaged lexicon.

    Attributes
    ----------
    term : str
    category : str
        Which side of the campaign it belongs to: campaign, order, traffic, volunteer, …
    pos : str
        Its part of speech, one of `schema.POS`.
    """

    term: str
    category: str
    pos: str


class Entry(NamedTuple):
    """A word of a user's list; frequency and tag are None where none is given."""

    word: str
    frequency: int | None = None
    tag: str | None = None


@lru_cache(maxsize=1)
def load_lexicon() -> tuple[Term, ...]:
    """Return the packaged terms, in the order of the file.

    Examples
    --------
    >>> terms = {term.term: term for term in load_lexicon()}
    >>> terms["创建全国文明城市"].category
    'campaign'
    """
    return tuple(Term(*row) for row in read_rows("lexicon.tsv"))


@lru_cache(maxsize=1)
def _categories() -> dict[str, str]:
    return {term.term: term.category for term in load_lexicon()}


def category_of(term: str) -> str | None:
    """Return the category of a packaged term, None for any other string.

    Examples
    --------
    >>> category_of("礼让斑马线"), category_of("天气")
    ('traffic', None)
    """
    return _categories().get(term)


def make_entry(item: str | Sequence[Any], *, where: str) -> Entry:
    """Return an entry from a word, or from (word, frequency[, tag]).

    Raises
    ------
    InputError
        If it is neither; `where` stands at the head of the message.
    """
    if isinstance(item, str):
        item = (item,)
    if not isinstance(item, (tuple, list)) or not 1 <= len(item) <= 3:
        raise InputError(f"{where}: expected a word or (word, frequency[, tag]), got {item!r}")
    word, frequency, tag = (*item, None, None)[:3]
    if not isinstance(word, str) or not word.strip() or word != word.strip() or len(word.splitlines()) != 1:
        raise InputError(f"{where}: expected a word without white space at its ends or a line break, got {word!r}")
    if frequency is not None and (not isinstance(frequency, int) or isinstance(frequency, bool) or frequency < 1):
        raise InputError(f"{where}: expected a whole frequency of 1 or more for {word!r}, got {frequency!r}")
    if tag is None:
        return Entry(word, frequency)
    known = known_tag(tag) if isinstance(tag, str) else None
    if known is None:
        raise InputError(f"{where}: expected a part of speech such as n, v or nt for {word!r}, got {tag!r}")
    return Entry(word, frequency, known)


def read_dictionary(path: Path) -> tuple[Entry, ...]:
    """Read a dictionary in jieba's format: a word a line, then its frequency and tag if wanted, UTF-8.

    Cells are parted by blanks or tabs; blank lines are passed over. A tag that `schema.POS` does not have is
    cut to the wider one that it belongs to (``ntc`` to ``nt``).

    Raises
    ------
    LexiconError
        For a file that is missing or not UTF-8, and for a line of another form, by file and number.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        raise LexiconError(f"{path}: expected a dictionary in jieba's format, got {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise LexiconError(
            f"{path}: expected UTF-8, got byte {error.object[error.start]:#04x} at {error.start}"
        ) from error
    entries = []
    for number, line in enumerate(lines, 1):
        cells = line.split()
        if not cells:
            continue
        where = f"{path}:{number}"
        frequency = cells.pop(1) if len(cells) > 1 and _is_number(cells[1]) else None
        if len(cells) > 2:
            raise LexiconError(f"{where}: expected word [frequency] [tag], got {line.strip()!r}")
        try:
            entries.append(make_entry((cells[0], frequency and int(frequency), *cells[1:]), where=where))
        except InputError as error:
            raise LexiconError(str(error)) from error
    return tuple(entries)


def _is_number(cell: str) -> bool:
    return cell.lstrip("+-").isdecimal()
