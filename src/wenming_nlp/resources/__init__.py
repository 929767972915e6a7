"""Packaged data files, each named in MANIFEST.toml with its source, licence, date and checksum."""

from __future__ import annotations

import hashlib
import tomllib
from functools import lru_cache
from importlib.resources import files

from wenming_nlp.errors import ResourceError

__all__ = ["manifest", "read_bytes", "read_rows", "read_text"]


@lru_cache(maxsize=1)
def manifest() -> dict[str, dict[str, object]]:
    """Return what MANIFEST.toml says of each file."""
    text = files(__name__).joinpath("MANIFEST.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def read_bytes(name: str) -> bytes:
    """Return a data file, checked against the manifest.

    Raises
    ------
    ResourceError
        If the file is not in the manifest, is missing, or differs from its checksum.
    """
    entry = manifest().get(name)
    if entry is None:
        raise ResourceError(f"resources/{name}: not in MANIFEST.toml, which lists {', '.join(sorted(manifest()))}")
    try:
        data = files(__name__).joinpath(name).read_bytes()
    except FileNotFoundError as error:
        raise ResourceError(f"resources/{name}: listed in MANIFEST.toml but not installed") from error
    found = hashlib.sha256(data).hexdigest()
    if found != entry["sha256"]:
        raise ResourceError(f"resources/{name}: expected sha256 {entry['sha256']}, got {found}")
    return data


def read_text(name: str) -> str:
    """Return a text file of the resources (UTF-8)."""
    return read_bytes(name).decode("utf-8")


def read_rows(name: str) -> list[list[str]]:
    """Return the rows of a TSV file as lists of cells; blank lines and lines that begin with # are dropped."""
    return [line.split("\t") for line in read_text(name).splitlines() if line and not line.startswith("#")]
