"""Categories for dictionary coding, with their terms and Boolean rules, from a TOML file.

.. code-block:: toml

    ["志愿服务"]
    terms = ["志愿服务", "志愿者", "学雷锋"]

    ["社区治理"]
    rules = ["(社区 OR 小区) NEAR/10 治理 NOT 企业治理", '"最后一公里" AND 物业']

A category needs ``terms``, of which any counts, or ``rules``, or both; its name stands in quotes, as TOML wants it of
Chinese. A list alone, ``"志愿服务" = ["志愿者", "学雷锋"]``, is short for terms.

======================  ========================================================================================
in a rule               meaning
======================  ========================================================================================
``社区``                the string, wherever its characters stand; in quotation marks where it holds a blank, a
                        bracket or a word of this list
``A OR B``              either
``A AND B``             both in the same article (or sentence)
``A NOT B``             A in an article (or sentence) without B
``A NEAR B``            both with at most ten characters between them, in any order; ``NEAR/5``: five
``( … )``               what belongs together; otherwise NEAR binds closest, then AND and NOT, then OR
======================  ========================================================================================
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

from wenming_nlp.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Category", "Codebook", "Rule", "parse_rule", "read_codebook"]

_FIELDS: Final = ("terms", "rules")
_PIECE: Final = re.compile(
    r'\s*(?:"(?P<quoted>[^"]*)"|“(?P<marked>[^”]*)”|(?P<bracket>[()（）])|(?P<word>[^\s()（）"“”]+))'
)
_NEAR: Final = re.compile(r"NEAR(?:/(\d{1,5}))?")
_NEAR_CHARS: Final = 10
_DEEPEST: Final = 50


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as a tree.

    Attributes
    ----------
    operator : {"TERM", "OR", "AND", "NOT", "NEAR"}
    term : str
        The string, of ``TERM``.
    parts : tuple of Rule
        Two, of the others.
    chars : int
        How many characters may stand between, of ``NEAR``.
    """

    operator: str
    term: str = ""
    parts: tuple[Rule, ...] = ()
    chars: int = 0

    def terms(self) -> Iterator[str]:
        """Yield the strings of the tree, from left to right."""
        if self.operator == "TERM":
            yield self.term
        for part in self.parts:
            yield from part.terms()


@dataclass(frozen=True, slots=True)
class Category:
    """A category: whatever one of its rules finds; a term is a rule of its own."""

    name: str
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Codebook:
    """Categories in the order of the file.

    Examples
    --------
    >>> book = Codebook.from_mapping({"志愿": ["志愿者", "学雷锋"], "治理": {"rules": ["社区 AND 治理"]}})
    >>> [category.name for category in book.categories], book.terms()
    (['志愿', '治理'], ('志愿者', '学雷锋', '社区', '治理'))
    """

    categories: tuple[Category, ...]

    def terms(self) -> tuple[str, ...]:
        """Return all strings that are looked for, each once, in order of first appearance."""
        return tuple(
            dict.fromkeys(term for category in self.categories for rule in category.rules for term in rule.terms())
        )

    @classmethod
    def from_mapping(cls, settings: Mapping[str, Any], *, where: str = "codebook") -> Self:
        """Build a codebook from a mapping of category to terms, or to a mapping with ``terms`` and ``rules``.

        Raises
        ------
        ConfigError
            For a category without anything, an unknown field, or a term or rule that is wrong.
        """
        if not settings:
            raise ConfigError(f'{where}: expected a category, such as ["志愿服务"] with terms, found none')
        return cls(tuple(_category(str(name), value, where) for name, value in settings.items()))

    @classmethod
    def from_toml(cls, path: str | Path) -> Self:
        """Read a codebook.

        Raises
        ------
        ConfigError
            If the file cannot be read or is no TOML, or a line is wrong: with its number, what was expected, and what
            stands there.
        """
        path = Path(path)
        try:
            text = path.read_text(encoding="utf-8-sig")
            settings = tomllib.loads(text)
        except OSError as error:
            raise ConfigError(f"{path}: expected a TOML file of categories: {error.strerror or error}") from error
        except UnicodeDecodeError as error:
            raise ConfigError(f"{path}: expected TOML in UTF-8: {error}") from error
        except tomllib.TOMLDecodeError as error:
            hint = _unquoted(text, str(error))
            raise ConfigError(f"{path}: expected TOML: {error}{hint}") from error
        if not settings:
            return cls.from_mapping(settings, where=str(path))
        categories = []
        for name, value in settings.items():
            try:
                categories.append(_category(name, value, "category"))
            except _PlacedError as error:
                raise ConfigError(f"{path}:{_line(text, name, error.item)}: {error}") from None
        return cls(tuple(categories))


class _PlacedError(ConfigError):
    """What is wrong with a category, and the item that can be looked for in the file."""

    def __init__(self, message: str, item: str = "") -> None:
        super().__init__(message)
        self.item = item


def read_codebook(given: Codebook | Mapping[str, Any] | str | Path) -> Codebook:
    """Return a codebook, whichever way it is given.

    Raises
    ------
    ConfigError
        If it is wrong; see `Codebook.from_toml` and `Codebook.from_mapping`.
    """
    if isinstance(given, Codebook):
        return given
    if isinstance(given, Mapping):
        return Codebook.from_mapping(given)
    if not isinstance(given, str | Path):
        raise ConfigError(f"codebook: expected a Codebook, a mapping or the path of a TOML file, got {given!r}")
    return Codebook.from_toml(given)


def parse_rule(text: str) -> Rule:
    """Read a rule; its grammar stands at the head of this module.

    Raises
    ------
    ConfigError
        With the character at which something else was expected.

    Examples
    --------
    >>> rule = parse_rule("(社区 OR 小区) NEAR/5 治理")
    >>> rule.operator, rule.chars, rule.parts[0].operator, rule.parts[1].term
    ('NEAR', 5, 'OR', '治理')
    """
    return _Parser(text).rule()


class _Parser:
    """Reads one rule by recursive descent."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._pieces: list[tuple[int, str, str]] = []
        at = 0
        while text[at:].strip():
            match = _PIECE.match(text, at)
            if match is None:
                raise self._wrong(at + len(text[at:]) - len(text[at:].lstrip()), "a closing quotation mark")
            kind = str(match.lastgroup)
            self._pieces.append((match.start(kind), kind, match[kind]))
            at = match.end()
        self._next = 0
        self._depth = 0

    def rule(self) -> Rule:
        found = self._any()
        if self._next < len(self._pieces):
            raise self._wrong(self._pieces[self._next][0], "AND, OR, NOT, NEAR or the end")
        return found

    def _any(self) -> Rule:
        found = self._all()
        while self._word() == "OR":
            self._next += 1
            found = Rule("OR", parts=(found, self._all()))
        return found

    def _all(self) -> Rule:
        found = self._near()
        while self._word() in {"AND", "NOT"}:
            operator = self._word()
            self._next += 1
            if operator == "AND" and self._word() == "NOT":
                operator = "NOT"
                self._next += 1
            found = Rule(operator, parts=(found, self._near()))
        return found

    def _near(self) -> Rule:
        found = self._one()
        while near := _NEAR.fullmatch(self._word()):
            self._next += 1
            found = Rule("NEAR", parts=(found, self._one()), chars=int(near[1] or _NEAR_CHARS))
        return found

    def _one(self) -> Rule:
        if self._next >= len(self._pieces):
            raise self._wrong(len(self._text), "a term or (")
        at, kind, piece = self._pieces[self._next]
        self._next += 1
        if kind == "bracket" and piece in "(（":
            self._depth += 1
            if self._depth > _DEEPEST:
                raise self._wrong(at, f"at most {_DEEPEST} brackets within each other")
            found = self._any()
            if self._next >= len(self._pieces) or self._pieces[self._next][2] not in {")", "）"}:
                place = self._pieces[self._next][0] if self._next < len(self._pieces) else len(self._text)
                raise self._wrong(place, ") or an operator")
            self._next += 1
            self._depth -= 1
            return found
        if kind == "bracket" or (kind == "word" and (piece in {"AND", "OR", "NOT"} or _NEAR.fullmatch(piece))):
            raise self._wrong(at, "a term or (")
        if not piece.strip():
            raise self._wrong(at, "a term between the quotation marks")
        return Rule("TERM", piece)

    def _word(self) -> str:
        """Return the next piece if it can be an operator, else nothing."""
        if self._next >= len(self._pieces) or self._pieces[self._next][1] != "word":
            return ""
        return self._pieces[self._next][2]

    def _wrong(self, at: int, expected: str) -> ConfigError:
        got = repr(self._text[at:]) if at < len(self._text) else "the end"
        return ConfigError(f"expected {expected} at character {at + 1}, got {got}")


def _category(name: str, value: Any, where: str) -> Category:
    at = f"{where} {name!r}"
    if not name.strip():
        raise _PlacedError(f"{at}: expected a name")
    fields = {"terms": value} if isinstance(value, list) else value
    if not isinstance(fields, Mapping) or not fields:
        raise _PlacedError(f"{at}: expected terms, rules or both, got {value!r}")
    rules: list[Rule] = []
    for field, items in fields.items():
        if field not in _FIELDS:
            near = difflib.get_close_matches(field, _FIELDS, 1)
            hint = f" Did you mean {near[0]!r}?" if near else ""
            raise _PlacedError(f"{at}: unknown field {field!r}, expected terms or rules.{hint}", field)
        if not isinstance(items, list | tuple) or not items:
            raise _PlacedError(f"{at}: {field}: expected a list of strings, got {items!r}", field)
        for item in items:
            if not isinstance(item, str) or not item.strip():
                raise _PlacedError(f"{at}: {field}: expected a list of strings, got {item!r} in it", field)
            try:
                rules.append(Rule("TERM", item) if field == "terms" else parse_rule(item))
            except ConfigError as error:
                raise _PlacedError(f"{at}: rule {item!r}: {error}", item) from None
    return Category(name, tuple(rules))


def _line(text: str, name: str, item: str) -> int:
    """Return the line of an item, as far as it stands there literally, else of its category."""
    lines = text.splitlines()
    named = next((i for i, line in enumerate(lines) if name in line and not line.lstrip().startswith("#")), 0)
    wanted = item or name
    return 1 + next((i for i in range(named, len(lines)) if wanted in lines[i].replace('\\"', '"')), named)


def _unquoted(text: str, problem: str) -> str:
    """Return a hint where a name in Chinese lacks its quotation marks."""
    found = re.search(r"line (\d+)", problem)
    lines = text.splitlines()
    line = lines[int(found[1]) - 1] if found and int(found[1]) <= len(lines) else ""
    name = re.match(r"\s*\[?\s*([^\s\"'\[\]=#]*[\u4e00-\u9fff][^\s\"'\[\]=#]*)", line)
    return f'; a name in Chinese stands in quotes: "{name[1]}"' if name else ""
