"""Rules of single sites, given by the user as CSS selectors; where one finds something, it wins over all guesses."""

from __future__ import annotations

import difflib
import re
import tomllib
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, Self
from urllib.parse import urlsplit

from wenming_nlp.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["SiteRule", "SiteRules", "load_rules"]

_FIELDS: Final = ("title", "date", "source", "author", "body", "drop")
_HOST: Final = re.compile(r"(?:[\w-]+\.)*[\w-]+(?::\d+)?|\*")
# What browsers and sites leave in a page of its own address.
_SAVED: Final = re.compile(r"<!-- saved from url=\(\d+\)(\S+) -->")
_STATED: Final = re.compile(
    r"<(?:link|meta|base)\b(?=[^>]{0,300}?(?:canonical|og:url|<base))[^>]{0,300}?(?:href|content)\s*=\s*[\"']?(https?://[^\"'\s>]+)",
    re.IGNORECASE,
)
_HEAD: Final = 20_000


@dataclass(frozen=True, slots=True)
class SiteRule:
    """Selectors for the pages of one host; of several the first that finds anything counts, of ``drop`` all do."""

    title: tuple[str, ...] = ()
    date: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    author: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SiteRules:
    """Rules by host. A rule for ``a.gov.cn`` also counts for ``www.a.gov.cn``, one for ``*`` where no other does.

    Examples
    --------
    >>> rules = SiteRules.from_mapping({"a.gov.cn": {"body": "#zoom", "drop": [".share", ".ad"]}})
    >>> rules.of(url="http://www.a.gov.cn/1.html").body
    ('#zoom',)
    >>> rules.of(url="http://b.gov.cn/1.html") is None
    True
    """

    rules: tuple[tuple[str, SiteRule], ...] = field(default=())

    @classmethod
    def from_mapping(cls, settings: Mapping[str, Any], *, where: str = "site rules") -> Self:
        """Build rules from a mapping of host to field to selector, or list of selectors.

        Raises
        ------
        ConfigError
            For a key that is no host, a field that is unknown, or a selector that is wrong.
        """
        rules = []
        for host, selectors in settings.items():
            if not _HOST.fullmatch(host):
                raise ConfigError(f"{where}: expected a host such as 'www.a.gov.cn', got {host!r}")
            if not isinstance(selectors, dict) or not selectors:
                raise ConfigError(f"{where}: {host}: expected selectors for {', '.join(_FIELDS)}, got {selectors!r}")
            found = {name: _selectors(name, value, f"{where}: {host}") for name, value in selectors.items()}
            rules.append((host.lower(), SiteRule(**found)))
        if not rules:
            raise ConfigError(f"{where}: expected a table a host, such as ['www.a.gov.cn'], found none")
        return cls(tuple(sorted(rules, key=lambda pair: pair[0])))

    def of(self, *, url: str | None = None, origin: str = "", text: str = "") -> SiteRule | None:
        """Return the rule for a page, null where none counts.

        The host is that of the address; else of the address that the page states of itself; else any folder of the
        page's path that is called like a host, as programs that copy whole sites do.
        """
        known = dict(self.rules)
        names = [_host(url)] if url else []
        if not names:
            head = text[:_HEAD]
            names = [_host(match[1]) for match in (_SAVED.search(head), _STATED.search(head)) if match][:1]
        names = names or [
            part for part in origin.lower().replace("\\", "/").replace("!", "/").split("/") if "." in part
        ]
        for name in names:
            parts = name.split(".")
            for i in range(len(parts) - 1):
                rule = known.get(".".join(parts[i:]))
                if rule is not None:
                    return rule
        return known.get(names[0] if names else "", known.get("*"))


def load_rules(path: Path) -> SiteRules:
    """Read rules from a TOML file.

    Raises
    ------
    ConfigError
        If the file cannot be read, is no TOML, or holds a wrong rule.
    """
    try:
        settings = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{path}: expected a TOML file of site rules: {error.strerror or error}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: expected TOML in UTF-8: {error}") from error
    return SiteRules.from_mapping(settings, where=str(path))


def _host(url: str) -> str:
    try:
        parts = urlsplit(url)
        return (parts.netloc if ":" in (parts.netloc or "") else parts.hostname or "").lower().rpartition("@")[2]
    except ValueError:
        return ""


def _selectors(name: str, value: Any, where: str) -> tuple[str, ...]:
    if name not in _FIELDS:
        near = difflib.get_close_matches(name, _FIELDS, 1)
        hint = f" Did you mean {near[0]!r}?" if near else ""
        raise ConfigError(f"{where}: unknown field {name!r}, expected {', '.join(_FIELDS)}.{hint}")
    listed = [value] if isinstance(value, str) else value
    if not isinstance(listed, list | tuple) or not listed:
        raise ConfigError(f"{where}: {name}: expected a selector or a list of selectors, got {value!r}")
    for selector in listed:
        if not isinstance(selector, str) or not selector.strip():
            raise ConfigError(f"{where}: {name}: expected a CSS selector, got {selector!r}")
        try:
            compiled(selector)
        except ValueError as error:
            raise ConfigError(f"{where}: {name}: wrong CSS selector {selector!r}: {error}") from None
    return tuple(listed)


@lru_cache(maxsize=1024)
def compiled(selector: str) -> Any:
    """Return a selector as something that finds elements below another.

    Raises
    ------
    ValueError
        If it is no CSS selector, or asks for what a saved page cannot answer.
    """
    from cssselect import HTMLTranslator, SelectorError  # noqa: PLC0415  (only where there are rules)
    from lxml import etree  # noqa: PLC0415

    try:
        return etree.XPath(HTMLTranslator().css_to_xpath(selector))
    except (SelectorError, etree.XPathError) as error:
        raise ValueError(str(error)) from error
