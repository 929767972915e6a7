"""All settings of an analysis as one frozen value, from keywords or a TOML file."""

from __future__ import annotations

import difflib
import hashlib
import json
import tomllib
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

from wenming_nlp.errors import ConfigError
from wenming_nlp.schema import METHOD, TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["FILES", "AnalysisConfig"]

#: Settings that name files.
FILES: Final = ("dictionaries", "posts", "organs", "people", "places")
_ENGINES: Final = ("rjieba", "jieba")


@dataclass(frozen=True, slots=True)
class AnalysisConfig:
    """Everything that decides what an analysis finds; equal settings give equal tables.

    Attributes
    ----------
    engine : {"rjieba", "jieba"}
        What cuts text into words.
    hmm : bool
        Whether words outside the dictionary are guessed.
    words : tuple of str
        Words that are never cut, beside the packaged lexicon.
    dictionaries : tuple of pathlib.Path
        Word lists in jieba's format, one ``word [frequency [tag]]`` a line.
    posts, organs, people, places : tuple of pathlib.Path
        A user's own TSV lists, which win over what would be read without them; their columns are told in
        `wenming_nlp.entities.custom`.
    site_rules : pathlib.Path, optional
        TOML file of CSS selectors for the pages of single hosts, which win: a table a host, in it ``title``, ``date``,
        ``source``, ``author``, ``body`` and ``drop``.
    tables : tuple of str
        Tables to build, in the order of `schema.TABLES`; ``failures`` is always among them.
    keyword_methods : tuple of str
        Which rankings the table ``keywords`` holds, of `schema.METHOD`.
    n_keywords : int
        Keywords of one article, by each method.
    simplify : bool
        Whether traditional characters are folded first; the text keeps its length.
    tone : bool
        Whether ``articles.tone`` is filled. Slow (a hundred milliseconds an article), and trained on
        shopping reviews: see `wenming_nlp.topics.tone`.

    Examples
    --------
    >>> AnalysisConfig(words=["创文"]).words
    ('创文',)
    >>> AnalysisConfig(tables=["places", "articles"]).tables
    ('articles', 'places', 'failures')
    """

    engine: str = "rjieba"
    hmm: bool = True
    words: tuple[str, ...] = ()
    dictionaries: tuple[Path, ...] = ()
    posts: tuple[Path, ...] = ()
    organs: tuple[Path, ...] = ()
    people: tuple[Path, ...] = ()
    places: tuple[Path, ...] = ()
    site_rules: Path | None = None
    tables: tuple[str, ...] = tuple(TABLES)
    keyword_methods: tuple[str, ...] = ("default",)
    n_keywords: int = 20
    simplify: bool = False
    tone: bool = False

    def __post_init__(self) -> None:
        put = object.__setattr__  # the way to set a field of a frozen value while it is being made
        for name in ("words", "tables", "keyword_methods"):
            put(self, name, _strings(name, getattr(self, name)))
        for name in FILES:
            put(self, name, tuple(_paths(name, getattr(self, name))))
        if self.site_rules is not None:
            if not isinstance(self.site_rules, str | Path):
                raise ConfigError(f"setting site_rules: expected a path, got {self.site_rules!r}")
            put(self, "site_rules", Path(self.site_rules))
        _one_of("engine", self.engine, _ENGINES)
        for name in self.tables:
            _one_of("tables", name, TABLES)
        for name in self.keyword_methods:
            _one_of("keyword_methods", name, METHOD.values)
        put(self, "tables", tuple(name for name in TABLES if name in {*self.tables, "failures"}))
        put(self, "keyword_methods", tuple(name for name in METHOD.values if name in self.keyword_methods))
        for name in ("hmm", "simplify", "tone"):
            if not isinstance(getattr(self, name), bool):
                raise ConfigError(f"setting {name}: expected true or false, got {getattr(self, name)!r}")
        top = self.n_keywords
        if isinstance(top, bool) or not isinstance(top, int) or top < 1:
            raise ConfigError(f"setting n_keywords: expected a whole number of 1 or more, got {top!r}")

    @classmethod
    def from_mapping(cls, settings: Mapping[str, Any], *, where: str = "settings") -> Self:
        """Build a configuration from names and values.

        Raises
        ------
        ConfigError
            For a name that is no setting, with the nearest one that is, or for a wrong value.
        """
        known = [field.name for field in fields(cls)]
        for name in settings:
            if name not in known:
                near = difflib.get_close_matches(str(name), known, 1)
                hint = f" Did you mean {near[0]!r}?" if near else ""
                raise ConfigError(f"{where}: unknown setting {name!r}, expected {', '.join(known)}.{hint}")
        try:
            return cls(**settings)
        except ConfigError as error:
            raise ConfigError(f"{where}: {error}") from None

    @classmethod
    def from_toml(cls, path: str | Path) -> Self:
        """Read a configuration file; paths in it are relative to the file.

        Raises
        ------
        ConfigError
            If the file cannot be read, is no TOML, or holds an unknown setting or a wrong value.
        """
        path = Path(path)
        try:
            settings = tomllib.loads(path.read_text(encoding="utf-8"))
        except OSError as error:
            raise ConfigError(f"{path}: expected a TOML file: {error.strerror or error}") from error
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise ConfigError(f"{path}: expected TOML in UTF-8: {error}") from error
        for name in FILES:
            listed = settings.get(name)
            if isinstance(listed, list):
                settings[name] = [path.parent / file if isinstance(file, str) else file for file in listed]
        if isinstance(settings.get("site_rules"), str):
            settings["site_rules"] = path.parent / settings["site_rules"]
        return cls.from_mapping(settings, where=str(path))

    def fingerprint(self) -> str:
        """Return 16 hex digits that stand for these settings and the content of the files they name.

        Raises
        ------
        ConfigError
            If a word list cannot be read.
        """
        plain = asdict(self) | {name: [_digest(name, path) for path in getattr(self, name)] for name in FILES}
        if self.site_rules is not None:
            plain["site_rules"] = _digest("site_rules", self.site_rules)
        line = json.dumps(plain, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(line.encode()).hexdigest()[:16]


def _strings(name: str, value: Any) -> tuple[str, ...]:
    """Return a list of strings as a tuple; a lone string is a mistake, not a list of characters."""
    if isinstance(value, str) or not isinstance(value, list | tuple | set | frozenset):
        raise ConfigError(f"setting {name}: expected a list of strings, got {value!r}")
    items = sorted(value) if isinstance(value, set | frozenset) else value
    for item in items:
        if not isinstance(item, str) or not item.strip():
            raise ConfigError(f"setting {name}: expected a list of strings, got {item!r} in it")
    return tuple(items)


def _paths(name: str, value: Any) -> list[Path]:
    """Return a list of paths."""
    if isinstance(value, str | Path) or not isinstance(value, list | tuple):
        raise ConfigError(f"setting {name}: expected a list of paths, got {value!r}")
    for item in value:
        if not isinstance(item, str | Path):
            raise ConfigError(f"setting {name}: expected a list of paths, got {item!r} in it")
    return [Path(item) for item in value]


def _one_of(name: str, value: object, allowed: Iterable[str]) -> None:
    """Check one value against a closed set."""
    allowed = list(allowed)
    if value not in allowed:
        near = difflib.get_close_matches(str(value), allowed, 1)
        hint = f" Did you mean {near[0]!r}?" if near else ""
        raise ConfigError(f"setting {name}: expected one of {', '.join(allowed)}, got {value!r}.{hint}")


def _digest(name: str, path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise ConfigError(f"setting {name}: cannot read {path}: {error.strerror or error}") from error
