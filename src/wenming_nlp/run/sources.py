"""Everything that articles can come from: files, folders, archives, records, frames, strings.

A source lists small `Item` values in a stable order; `load` turns one into an `Article` or says
why it cannot. Items travel to worker processes, articles are made there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from wenming_nlp.article import Article
from wenming_nlp.errors import InputError
from wenming_nlp.run.archives import BROKEN, archive_suffix, member_id, open_gzip, read_members
from wenming_nlp.run.fields import check_columns, match_columns
from wenming_nlp.run.folders import PAGES, File, file_of, full_names_where_shared, is_ignored, match_files, walk
from wenming_nlp.run.folders import is_pattern as is_glob
from wenming_nlp.run.items import (
    MAX_PAGE_BYTES,
    Failure,
    Item,
    Page,
    Pages,
    chunks_of,
    in_chunks,
    inspect_items,
    kind_of_bytes,
    load,
    unique,
)
from wenming_nlp.run.readers import Rejoined, is_list, read_csv, read_json, read_jsonl
from wenming_nlp.run.sheets import read_parquet, read_xlsx
from wenming_nlp.run.warc import read_warc

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from wenming_nlp.run.archives import Member
    from wenming_nlp.run.readers import Columns, Record

__all__ = ["READERS", "Failure", "Item", "Source", "chunks_of", "in_chunks", "inspect_items", "load", "read"]

#: Files that hold records, by ending.
READERS: Final[dict[str, Callable[[BinaryIO, str, Columns], Iterator[Record]]]] = {
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    ".json": read_json,
    ".csv": read_csv,
    ".tsv": read_csv,
    ".xlsx": read_xlsx,
    ".xlsm": read_xlsx,
    ".parquet": read_parquet,
}
_CHECKED: Final = 100  # records of a file named alone that are looked at before anything else


@dataclass(frozen=True, eq=False)
class Source:
    """An iterable of `Article` and `Failure`, made by `read`; may be gone through again.

    Attributes
    ----------
    name : str
        How messages call it.
    n_bytes : int
        Size of all files, 0 for values in memory.
    files : tuple of File
        In the order in which they are read; empty for values in memory.
    """

    name: str
    n_bytes: int = 0
    files: tuple[File, ...] = ()
    _values: Iterable[Any] = ()
    _columns: Columns = ()
    _dropped: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_stream(self) -> bool:
        """Whether it can be gone through only once."""
        return iter(self._values) is self._values

    def without(self, dropped: Mapping[str, str]) -> Source:
        """Return the source with failures in the place of some articles, given by id with the reason."""
        return replace(self, _dropped={**self._dropped, **dropped})

    def __iter__(self) -> Iterator[Article | Failure]:
        return map(load, self.items())

    def __repr__(self) -> str:
        return f"Source({self.name!r})"

    def items(self) -> Iterator[Item]:
        """Yield the items in order: files by id, records and members as they stand; every id once."""
        for item in unique(self._listed()):
            reason = self._dropped.get(item.article_id)
            if reason is None or isinstance(item.payload, Failure):
                yield item
            else:
                yield item._replace(payload=Failure(item.origin, "read", "Duplicate", reason))

    def _listed(self) -> Iterator[Item]:
        for file in self.files:
            if archive_suffix(file.path.name):
                yield from self._unpacked(file)
            elif file.path.suffix.lower() in PAGES:
                payload = Pages((file.path, *file.parts)) if file.parts else file.path
                yield Item(file.file_id, file.path.as_posix(), payload, file.n_bytes)
            elif file.path.suffix.lower() in READERS:
                yield from self._table(file)
            else:
                yield Item(file.file_id, file.path.as_posix(), _unknown(file.path), file.n_bytes)
        for number, value in enumerate(self._values, 1):
            yield self._value(number, value)

    def _table(self, file: File) -> Iterator[Item]:
        origin = file.path.as_posix()
        try:
            with file.path.open("rb") as stream:
                yield from self._records(stream, file.path.suffix.lower(), file.file_id, origin)
        except (OSError, InputError) as error:
            yield Item(file.file_id, origin, Failure.of(origin, "read", error))

    def _records(self, stream: BinaryIO, suffix: str, file_id: str, origin: str) -> Iterator[Item]:
        """Yield the records of a table, wherever its bytes come from."""
        with closing(READERS[suffix](stream, origin, self._columns)) as records:  # type: ignore[type-var]  # generators
            for record in records:
                fallback = f"{file_id}-{record.number:07d}"
                where = f"{origin}:{record.line}"
                if isinstance(record.fields, InputError):
                    yield Item(fallback, where, Failure.of(where, "read", record.fields), record.n_bytes)
                else:
                    yield _item(record.fields, fallback, where, self._columns, record.n_bytes)

    def _unpacked(self, file: File) -> Iterator[Item]:
        """Yield what an archive holds; where it breaks off, one failure, and the next file goes on."""
        origin = file.path.as_posix()
        suffix = archive_suffix(file.path.name)
        try:
            with file.path.open("rb") as raw:
                if suffix in (".warc", ".warc.gz"):
                    yield from _captures(file, raw)
                elif suffix.endswith(".gz") and not suffix.startswith(".tar"):
                    with open_gzip(raw, origin) as stream:
                        yield from self._records(stream, suffix.removesuffix(".gz"), file.file_id, origin)
                else:
                    for member in read_members(file.path, raw):
                        yield from self._member(file, member)
        except (*BROKEN, InputError) as error:
            yield Item(file.file_id, origin, Failure.of(origin, "read", error))

    def _member(self, file: File, member: Member) -> Iterator[Item]:
        """Yield what one file of an archive holds."""
        name = member.path.replace("\\", "/").rsplit("/", 1)[-1]
        suffix = Path(name.lower()).suffix if "\x00" not in name else ""
        if is_ignored(name):
            return
        item_id = f"{file.file_id}/{member_id(member.path)}"
        origin = f"{file.path.as_posix()}!{member.path}".replace("\x00", "?")
        try:
            if isinstance(member.stream, InputError):
                raise member.stream
            if suffix in PAGES:
                data = member.stream.read(MAX_PAGE_BYTES + 1)
                if len(data) > MAX_PAGE_BYTES:
                    raise InputError(f"page of more than {MAX_PAGE_BYTES:,} bytes")  # noqa: TRY301
                yield Item(item_id, origin, Page(data, suffix), member.n_bytes)
            elif suffix in READERS and not archive_suffix(name):
                head = member.stream.read(64)
                if suffix != ".json" or is_list(head):
                    whole: Any = Rejoined(head, member.stream)
                    yield from self._records(_buffered(whole), suffix, item_id, origin)
            else:
                what = kind_of_bytes(member.stream.read(8)) or f"ending {suffix or '(none)'}"
                raise InputError(f"expected {_endings()}, got {what}")  # noqa: TRY301
        except (*BROKEN, InputError) as error:
            if isinstance(error, InputError) and "unfolds to more" in str(error) and "not read on" in str(error):
                raise
            yield Item(item_id, origin, Failure.of(origin, "read", error), member.n_bytes)

    def _value(self, number: int, value: Any) -> Item:
        fallback = f"{number:07d}"
        origin = f"{self.name}[{number - 1}]"
        if isinstance(value, Article):
            return Item(value.id, value.origin, value)
        if isinstance(value, Failure):
            return Item(fallback, value.origin, value)
        if isinstance(value, str):
            return Item(fallback, origin, value, len(value))
        if isinstance(value, bytes):
            return Item(fallback, origin, Page(value), len(value))
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
        A file, a folder (all files below it) or a pattern (``pages/**/*.html``): pages (``.txt``, ``.html``,
        ``.htm``, ``.mht``, ``.md``), tables (``.jsonl``, ``.json``, ``.csv``, ``.tsv``, ``.xlsx``, ``.parquet``),
        archives of them (``.zip``, ``.tar.gz``, ``.jsonl.gz``, ``.csv.gz``) and web archives (``.warc``,
        ``.warc.gz``). Or a frame; or an iterable of paths, pages as text or bytes, records and `Article` values. A
        JSON file beside a page of the same name is taken for its annotation and passed over.
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

    Notes
    -----
    Everything is read as a stream. A page or a record is at most 64 MiB; an archive unfolds to at most 256 MiB and
    200 times its own size; nothing is ever written to disk.

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
    if isinstance(source, Mapping | bytes) or not isinstance(source, Iterable):
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


def _from_files(paths: list[Path], chosen: Columns) -> Source:
    """List files, folders and patterns."""
    files: list[File] = []
    for path in paths:
        if path.is_dir() or is_glob(path):
            below = walk(path) if path.is_dir() else match_files(path)
            if not below:
                what = "a folder with pages" if path.is_dir() else "a pattern that fits pages"
                raise InputError(f"{path}: expected {what} ({_endings()}), found none in it")
            files += below
        elif path.is_file():
            files.append(file_of(path))
            _check_alone(files[-1], chosen)
        else:
            near = " (to analyse the text itself, use analyze_text)" if _like_text(str(path)) else ""
            raise InputError(f"{str(path)[:80]!r}: no such file or folder{near}")
    files = full_names_where_shared(files)
    files.sort()
    name = paths[0].as_posix() if len(paths) == 1 else f"{len(paths)} inputs"
    return Source(name, sum(file.n_bytes for file in files), tuple(files), (), chosen)


def _check_alone(file: File, chosen: Columns) -> None:
    """Raise at once for a file that was named and cannot be read at all."""
    source = Source(file.path.as_posix(), 0, (file,), (), chosen)
    one: Failure | None = None
    # One at a time: the first hundred members of an archive may be large.
    with closing(source._listed()) as items:  # type: ignore[type-var]  # noqa: SLF001  (a generator of our own)
        for item in islice(items, _CHECKED):
            result = load(item)
            if not isinstance(result, Failure):
                return
            one = one or result
    if one is None:
        raise InputError(f"{file.path}: expected pages or records, the file holds none")
    where = "" if one.message.startswith(one.origin) else f"{one.origin}: "
    raise InputError(f"{where}{one.message}")


def _unknown(path: Path) -> Failure:
    """Say that a file is of a kind that is not read."""
    try:
        with path.open("rb") as stream:
            head = stream.read(8)
    except OSError as error:
        return Failure.of(path.as_posix(), "read", error)
    what = kind_of_bytes(head) or f"ending {path.suffix or '(none)'}"
    return Failure(path.as_posix(), "read", "InputError", f"expected {_endings()}, got {what}")


def _endings() -> str:
    return " ".join(sorted({*PAGES, *READERS, ".zip", ".tar.gz", ".warc", ".warc.gz"}))


def _like_text(name: str) -> bool:
    return "\n" in name or "。" in name or "<" in name


def _captures(file: File, raw: BinaryIO) -> Iterator[Item]:
    """Yield the pages of a web archive."""
    origin = file.path.as_posix()
    before = 0
    packed = raw.read(2) == b"\x1f\x8b"
    raw.seek(0)
    stream: Any = open_gzip(raw, origin) if packed else raw
    for capture in read_warc(stream, origin, MAX_PAGE_BYTES):
        at = raw.tell()
        item_id = f"{file.file_id}-{capture.number:07d}"
        where = f"{origin}:{capture.number}"
        payload: Page | Failure
        if isinstance(capture.data, InputError):
            payload = Failure.of(where, "read", capture.data)
        else:
            payload = Page(capture.data, "", capture.url, capture.charset)
        yield Item(item_id, where, payload, at - before)
        before = at


def _buffered(stream: Any) -> Any:
    import io  # noqa: PLC0415

    return io.BufferedReader(stream, 2**16)


def _item(fields: Mapping[str, Any], fallback: str, origin: str, chosen: Columns, n_bytes: int) -> Item:
    """Return the item of a record."""
    try:
        found = match_columns(tuple(map(str, fields)), chosen)
    except InputError as error:
        return Item(fallback, origin, Failure.of(origin, "read", error), n_bytes)
    record = {field: fields[column] for field, column in found.items()}
    own = record.pop("id", None)
    article_id = "" if own is None else str(own).strip()
    return Item(article_id or fallback, origin, record, n_bytes)
