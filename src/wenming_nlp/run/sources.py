"""Everything that articles can come from: files, folders, records, frames, strings.

A source lists small `Item` values in a stable order; `load` turns one into an `Article` or says
why it cannot. Items travel to worker processes, articles are made there.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

from wenming_nlp.article import Article
from wenming_nlp.errors import InputError, ResourceError
from wenming_nlp.run.fields import check_columns, match_columns
from wenming_nlp.run.readers import READERS

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Failure", "Item", "Source", "in_chunks", "load", "read"]

PAGES: Final = frozenset({".txt", ".htm", ".html", ".shtml", ".xhtml"})
#: What lies about in a folder of saved pages and is no page; anything else unknown becomes a failure.
IGNORED: Final = frozenset(
    {
        *(".css", ".js", ".map", ".png", ".jpg", ".jpeg", ".gif", ".svg", ".ico", ".webp", ".bmp", ".tif", ".tiff"),
        *(".woff", ".woff2", ".ttf", ".otf", ".eot", ".mp3", ".mp4", ".m4a", ".wav", ".avi", ".flv", ".swf", ".webm"),
        *(".md", ".rst", ".toml", ".yaml", ".yml", ".ini", ".cfg", ".log", ".lock", ".py", ".ipynb", ".sh", ".db"),
    }
)
_T = TypeVar("_T")
MAX_PAGE_BYTES: Final = 64 * 2**20
_MAGIC: Final = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an Office file"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x1f\x8b", "a gzip file"),
    (b"PAR1", "a Parquet file"),
)


class Failure(NamedTuple):
    """An input that could not be analysed: a row of the table ``failures``."""

    origin: str
    stage: str
    error: str
    message: str

    @classmethod
    def of(cls, origin: str, stage: str, error: BaseException) -> Failure:
        """Describe an exception in one line; what it says of the origin is in the row already."""
        message = " ".join(str(error).split()).removeprefix(f"{origin}: ")
        return cls(origin, stage, type(error).__name__, message or "no message")


class Item(NamedTuple):
    """One article to be: an id, where it is from, and what it will be made of.

    Attributes
    ----------
    article_id, origin : str
    payload : Path, str, mapping, Article or Failure
        A page's file, a page's text, a record, an article as it is, or why there is none.
    n_bytes : int
        How much of the source it stands for.
    """

    article_id: str
    origin: str
    payload: Path | str | Mapping[str, Any] | Article | Failure
    n_bytes: int = 0


class _File(NamedTuple):
    """A file of a source and the id of what it holds."""

    file_id: str
    path: Path
    n_bytes: int


def in_chunks(values: Iterable[_T], size: int) -> Iterator[list[_T]]:
    """Yield lists of `size` values, the last one shorter."""
    rest = iter(values)
    while chunk := list(islice(rest, size)):
        yield chunk


def load(item: Item) -> Article | Failure:
    """Make the article of an item; whatever goes wrong is returned as a failure."""
    payload = item.payload
    if isinstance(payload, Article | Failure):
        return payload
    stage = "read"
    try:
        # Imported here, so that listing a source does not load a parser of HTML.
        from wenming_nlp.page import read_page, read_record  # noqa: PLC0415

        if isinstance(payload, Path):
            data = _read_page_file(payload)
            stage = "page"
            return read_page(data, article_id=item.article_id, origin=item.origin)
        stage = "page"
        if isinstance(payload, str):
            return read_page(payload, article_id=item.article_id, origin=item.origin)
        return read_record(payload, article_id=item.article_id, origin=item.origin)
    except ResourceError:
        raise  # the installation is at fault, not the page
    except Exception as error:  # noqa: BLE001  (one bad page is one row of failures, whatever it does)
        return Failure.of(item.origin, stage, error)


def _read_page_file(path: Path) -> bytes:
    with path.open("rb") as stream:
        data = stream.read(MAX_PAGE_BYTES + 1)
    if len(data) > MAX_PAGE_BYTES:
        raise InputError(f"page of more than {MAX_PAGE_BYTES:,} bytes")
    what = next((name for magic, name in _MAGIC if data.startswith(magic)), "")
    if what:
        raise InputError(f"expected a page of text or HTML, got {what}")
    return data


@dataclass(frozen=True, eq=False)
class Source:
    """An iterable of `Article` and `Failure`, made by `read`; may be gone through again.

    Attributes
    ----------
    name : str
        How messages call it.
    n_bytes : int
        Size of all files, 0 for values in memory.
    """

    name: str
    n_bytes: int = 0
    _files: tuple[_File, ...] = ()
    _values: Iterable[Any] = ()
    _columns: tuple[tuple[str, str], ...] = ()

    def __iter__(self) -> Iterator[Article | Failure]:
        return map(load, self.items())

    def __repr__(self) -> str:
        return f"Source({self.name!r})"

    def items(self) -> Iterator[Item]:
        """Yield the items in order: files by id, records as they stand; every id once."""
        return _unique(self._listed())

    def _listed(self) -> Iterator[Item]:
        for file in self._files:
            if file.path.suffix.lower() in PAGES:
                yield Item(file.file_id, file.path.as_posix(), file.path, file.n_bytes)
            elif file.path.suffix.lower() in READERS:
                yield from self._records(file)
            else:
                yield Item(file.file_id, file.path.as_posix(), _unknown(file.path), file.n_bytes)
        for number, value in enumerate(self._values, 1):
            yield self._value(number, value)

    def _records(self, file: _File) -> Iterator[Item]:
        origin = file.path.as_posix()
        try:
            for record in READERS[file.path.suffix.lower()](file.path):
                fallback = f"{file.file_id}-{record.number:07d}"
                where = f"{origin}:{record.line}"
                if isinstance(record.fields, InputError):
                    yield Item(fallback, where, Failure.of(where, "read", record.fields), record.n_bytes)
                else:
                    yield _item(record.fields, fallback, where, self._columns, record.n_bytes)
        except (OSError, InputError) as error:
            yield Item(file.file_id, origin, Failure.of(origin, "read", error))

    def _value(self, number: int, value: Any) -> Item:
        fallback = f"{number:07d}"
        origin = f"{self.name}[{number - 1}]"
        if isinstance(value, Article):
            return Item(value.id, value.origin, value)
        if isinstance(value, Failure):
            return Item(fallback, value.origin, value)
        if isinstance(value, str):
            return Item(fallback, origin, value, len(value))
        if isinstance(value, Path):
            return Item(value.stem, value.as_posix(), value)
        if isinstance(value, Mapping):
            return _item(value, fallback, origin, self._columns, 0)
        error = InputError(f"expected a text, a record, a path or an Article, got {type(value).__name__}")
        return Item(fallback, origin, Failure.of(origin, "read", error))


def read(source: str | Path | pd.DataFrame | Iterable[Any], *, columns: Mapping[str, str] | None = None) -> Source:
    """Open a pile of articles; nothing but names and sizes is read yet.

    Parameters
    ----------
    source : str, Path, DataFrame or iterable
        A file or a folder (all files below it: ``.txt``, ``.html``, ``.htm``, ``.jsonl``, ``.json``, ``.csv``,
        ``.tsv``); or a frame; or an iterable of paths, texts of pages, records and `Article` values. A JSON
        file beside a page of the same name is taken for its annotation and passed over.
    columns : mapping of field to column, optional
        Where records keep their ``title``, ``body``, ``published``, ``source``, ``author``, ``editor``,
        ``channel``, ``url`` and ``id``. What is not given is guessed from the name (标题, 正文, 日期, …).

    Returns
    -------
    Source
        An iterable of `Article` and, for what cannot be read, `Failure`.

    Raises
    ------
    InputError
        If a path does not exist, a folder holds nothing to read, a file that is named alone is
        no page, or a table has no column that looks like an article's text.

    Examples
    --------
    >>> first, second = read([{"标题": "创文", "正文": "全区动员。"}, "今天召开会议。"])
    >>> first.id, first.title
    ('0000001', '创文')
    """
    chosen = check_columns(columns)
    if isinstance(source, str | Path):
        return _from_files([Path(source)], chosen)
    if isinstance(source, Source):
        return source
    if hasattr(source, "itertuples"):  # a frame, told without importing pandas
        rows = _Rows(source)
        match_columns(rows.names, chosen)
        return Source("frame", _values=rows, _columns=chosen)
    if isinstance(source, Mapping) or not isinstance(source, Iterable):
        raise InputError(f"expected a path, a frame or an iterable of texts or records, got {type(source).__name__}")
    if isinstance(source, list | tuple) and source and all(isinstance(value, Path) for value in source):
        return _from_files(list(source), chosen)
    return Source("list", _values=source, _columns=chosen)


class _Rows:
    """The rows of a frame as records; missing cells are None."""

    def __init__(self, frame: Any) -> None:
        self._frame = frame
        self.names = tuple(map(str, frame.columns))

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for row in self._frame.itertuples(index=False, name=None):
            # NaN and NaT are the values that differ from themselves; pandas' NA is its own kind.
            cells = (None if cell is None or str(cell) == "<NA>" or cell != cell else cell for cell in row)  # noqa: PLR0124
            yield dict(zip(self.names, cells, strict=True))


def _from_files(paths: list[Path], chosen: tuple[tuple[str, str], ...]) -> Source:
    """List files and folders."""
    files: list[_File] = []
    for path in paths:
        if path.is_dir():
            below = _walk(path)
            if not below:
                raise InputError(f"{path}: expected a folder with pages ({_endings()}), found none in it")
            files += below
        elif path.is_file():
            files.append(_File(path.stem, path, path.stat().st_size))
            _check_alone(files[-1], chosen)
        else:
            near = " (to analyse the text itself, use analyze_text)" if _like_text(str(path)) else ""
            raise InputError(f"{str(path)[:80]!r}: no such file or folder{near}")
    files = _full_names_where_shared(files)
    files.sort()
    name = paths[0].as_posix() if len(paths) == 1 else f"{len(paths)} inputs"
    return Source(name, sum(file.n_bytes for file in files), tuple(files), (), chosen)


def _walk(root: Path) -> list[_File]:
    """Return the files below a folder that are pages, tables, or ought to be told of."""
    found = []
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if not name.startswith(".")]
        stems = {Path(name).stem for name in names if Path(name).suffix.lower() in PAGES}
        for name in names:
            path = Path(folder, name)
            suffix = path.suffix.lower()
            if name.startswith((".", "~$")) or suffix in IGNORED or not path.is_file():
                continue
            if suffix == ".json" and (path.stem in stems or not _is_list(path)):
                continue
            file_id = path.relative_to(root).with_suffix("").as_posix()
            found.append(_File(file_id, path, path.stat().st_size))
    return found


def _is_list(path: Path) -> bool:
    """Return whether a JSON file begins as a list."""
    with path.open("rb") as stream:
        return stream.read(64).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"[")


def _check_alone(file: _File, chosen: tuple[tuple[str, str], ...]) -> None:
    """Raise at once for a file that was named and cannot be read at all."""
    suffix = file.path.suffix.lower()
    if suffix in PAGES:
        result = load(Item(file.file_id, file.path.as_posix(), file.path))
        if isinstance(result, Failure):
            raise InputError(f"{file.path}: {result.message}")
    elif suffix in READERS:
        source = Source(file.path.as_posix(), 0, (file,), (), chosen)
        first = list(islice(source.items(), 100))
        if not first:
            raise InputError(f"{file.path}: expected records, the file holds none")
        failures = [item.payload for item in first if isinstance(item.payload, Failure)]
        if len(failures) == len(first):
            raise InputError(f"{failures[0].origin}: {failures[0].message}")
    else:
        raise InputError(f"{file.path}: {_unknown(file.path).message}")


def _unknown(path: Path) -> Failure:
    """Say that a file is of a kind that is not read."""
    with path.open("rb") as stream:
        head = stream.read(8)
    what = next((name for magic, name in _MAGIC if head.startswith(magic)), f"ending {path.suffix or '(none)'}")
    return Failure(path.as_posix(), "read", "InputError", f"expected {_endings()}, got {what}")


def _endings() -> str:
    return " ".join(sorted({*PAGES, *READERS}))


def _like_text(name: str) -> bool:
    return "\n" in name or "。" in name or "<" in name


def _full_names_where_shared(files: list[_File]) -> list[_File]:
    """Give files that differ by their ending only (page.txt, page.html) ids with the ending."""
    counts: dict[str, int] = {}
    for file in files:
        counts[file.file_id] = counts.get(file.file_id, 0) + 1
    return [
        file._replace(file_id=file.file_id + file.path.suffix) if counts[file.file_id] > 1 else file for file in files
    ]


def _item(
    fields: Mapping[str, Any], fallback: str, origin: str, chosen: tuple[tuple[str, str], ...], n_bytes: int
) -> Item:
    """Return the item of a record."""
    try:
        found = match_columns(tuple(map(str, fields)), chosen)
    except InputError as error:
        return Item(fallback, origin, Failure.of(origin, "read", error), n_bytes)
    record = {field: fields[column] for field, column in found.items()}
    own = record.pop("id", None)
    article_id = "" if own is None else str(own).strip()
    return Item(article_id or fallback, origin, record, n_bytes)


def _unique(items: Iterator[Item]) -> Iterator[Item]:
    """Mark the second and later items of one id (``a``, ``a#2``, ``a#3``), so that none is lost."""
    seen: set[bytes] = set()
    again: dict[str, int] = {}
    for item in items:
        key = _key(item.article_id)
        if key not in seen:
            seen.add(key)
            yield item
            continue
        n = again.get(item.article_id, 1)
        while key in seen:
            n += 1
            key = _key(f"{item.article_id}#{n}")
        again[item.article_id] = n
        seen.add(key)
        article_id = f"{item.article_id}#{n}"
        payload = item.payload
        if isinstance(payload, Article):
            from dataclasses import replace  # noqa: PLC0415  (rare)

            payload = replace(payload, id=article_id)
        yield item._replace(article_id=article_id, payload=payload)


def _key(article_id: str) -> bytes:
    """Return 8 bytes for an id: a set of them stays small for millions."""
    return blake2b(article_id.encode("utf-8", "surrogatepass"), digest_size=8).digest()
