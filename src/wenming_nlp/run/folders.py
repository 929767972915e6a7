"""Which files of a folder, or of a pattern, are read, and what their ids are."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Final, NamedTuple

from wenming_nlp.run.archives import archive_suffix
from wenming_nlp.run.readers import is_list

__all__ = ["PAGES", "File", "file_of", "full_names_where_shared", "is_ignored", "is_pattern", "match_files", "walk"]

PAGES: Final = frozenset({".txt", ".htm", ".html", ".shtml", ".xhtml", ".mht", ".mhtml", ".md", ".markdown"})
#: What lies about in a folder of saved pages and is no page; anything else unknown becomes a failure.
IGNORED: Final = frozenset(
    {
        *(".css", ".js", ".map", ".png", ".jpg", ".jpeg", ".gif", ".svg", ".ico", ".webp", ".bmp", ".tif", ".tiff"),
        *(".woff", ".woff2", ".ttf", ".otf", ".eot", ".mp3", ".mp4", ".m4a", ".wav", ".avi", ".flv", ".swf", ".webm"),
        *(".rst", ".toml", ".yaml", ".yml", ".ini", ".cfg", ".log", ".lock", ".py", ".ipynb", ".sh", ".db"),
    }
)
#: Papers about a folder, not in it.
_ABOUT: Final = re.compile(
    r"(?:readme|license|licence|changelog|contributing|notice|authors)\b.*\.(?:md|markdown)", re.IGNORECASE
)


class File(NamedTuple):
    """A file of a source, the id of what it holds, and the files of further pages of the same article."""

    file_id: str
    path: Path
    n_bytes: int
    parts: tuple[Path, ...] = ()


def file_of(path: Path, root: Path | None = None) -> File:
    """Return a file with its id: its path below the root, or its name, without the ending."""
    ending = archive_suffix(path.name) or path.suffix
    name = path.relative_to(root).as_posix() if root else path.name
    try:
        size = path.stat().st_size
    except OSError:
        size = 0  # a link in a circle or to nowhere: opening it says so
    return File(name[: len(name) - len(ending)] or name, path, size)


def is_ignored(name: str) -> bool:
    """Return whether a file found in a folder or an archive is passed over silently.

    Examples
    --------
    >>> is_ignored("style.css"), is_ignored("README.md"), is_ignored("news.md"), is_ignored("scan.pdf")
    (True, True, False, False)
    """
    suffix = os.path.splitext(name)[1].lower()  # noqa: PTH122  (names in archives are no paths)
    return name.startswith((".", "~$")) or suffix in IGNORED or _ABOUT.fullmatch(name) is not None


def walk(root: Path, fits: re.Pattern[str] | None = None) -> list[File]:
    """Return the files below a folder that are pages, tables, or ought to be told of; links to folders end there."""
    found = []
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if not name.startswith(".")]
        stems = {Path(name).stem for name in names if Path(name).suffix.lower() in PAGES}
        for name in names:
            path = Path(folder, name)
            suffix = path.suffix.lower()
            if is_ignored(name) or not (path.is_file() or path.is_symlink()):
                continue
            if fits is not None and not fits.fullmatch(path.relative_to(root).as_posix()):
                continue
            if suffix == ".json" and (path.stem in stems or not _is_list(path)):
                continue
            found.append(file_of(path, root))
    return found


def _is_list(path: Path) -> bool:
    """Return whether a JSON file begins as a list; one that cannot be opened is told of later."""
    try:
        with path.open("rb") as stream:
            return is_list(stream.read(64))
    except OSError:
        return True


def is_pattern(path: Path) -> bool:
    """Return whether a path is a pattern and no file of that name."""
    return any(sign in path.as_posix() for sign in "*?[") and not path.exists()


def match_files(pattern: Path) -> list[File]:
    """Return the files that a pattern fits: ``*`` within a name, ``**`` over folders, ``?``, ``[…]``."""
    parts = pattern.parts
    fixed = next(i for i, part in enumerate(parts) if any(sign in part for sign in "*?["))
    root = Path(*parts[:fixed]) if fixed else Path()
    return walk(root, _pattern("/".join(parts[fixed:]))) if root.is_dir() else []


def _pattern(glob: str) -> re.Pattern[str]:
    """Return a glob as a regular expression.

    Examples
    --------
    >>> [bool(_pattern("**/*.htm[l]").fullmatch(name)) for name in ("a.html", "b/c/a.html", "a.txt")]
    [True, True, False]
    """
    pieces = []
    for piece in re.findall(r"\*\*/|\*\*|\*|\?|\[[!^]?\]?[^\]]*\]|.", glob, re.DOTALL):
        simple = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
        if piece in simple:
            pieces.append(simple[piece])
        elif piece[0] == "[" and len(piece) > 2:
            inside = piece[1:-1].replace("\\", r"\\").replace("[", r"\[")
            pieces.append(f"[^{inside[1:]}]" if inside[0] in "!^" else f"[{inside}]")
        else:
            pieces.append(re.escape(piece))
    return re.compile("".join(pieces))


def full_names_where_shared(files: list[File]) -> list[File]:
    """Give files that differ by their ending only (page.txt, page.html) ids with the ending."""
    counts: dict[str, int] = {}
    for file in files:
        counts[file.file_id] = counts.get(file.file_id, 0) + 1
    return [
        file._replace(file_id=file.file_id + (archive_suffix(file.path.name) or file.path.suffix))
        if counts[file.file_id] > 1
        else file
        for file in files
    ]
