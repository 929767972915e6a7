"""An output folder: one Parquet dataset a table, a manifest, and what a broken run needs to go on.

::

    OUT/
    ├── manifest.json              settings, version, chunks, rows; written last
    ├── articles/part-00000.parquet
    ├── …                          a folder a table, a part a chunk
    └── .work/                     only while a run is not finished: lock, notes of finished chunks

Every file is written under another name in ``.work`` and renamed, so a name always stands for a whole file.
"""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import asdict, dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

import pyarrow as pa
import pyarrow.parquet as pq

from wenming_nlp.errors import InputError
from wenming_nlp.run.config import FILES, AnalysisConfig
from wenming_nlp.schema import TABLES

if TYPE_CHECKING:
    from types import TracebackType

    from wenming_nlp.schema import Schema

__all__ = ["Done", "Output", "is_complete", "library_version", "part_name", "read_manifest", "write_part", "write_work"]

MANIFEST: Final = "manifest.json"
WORK: Final = ".work"
_FORMAT: Final = 1


def library_version() -> str:
    """Return the version that is written into files."""
    from wenming_nlp import __version__  # noqa: PLC0415  (the package itself is the topmost layer)

    return __version__


@lru_cache(maxsize=1)
def build_digest() -> str:
    """Return 16 hex digits that stand for this library's own code and data.

    A run that was begun by other code is not gone on with: its parts would not fit.
    """
    root = Path(__file__).parents[1]
    digest = sha256()
    for path in sorted([*root.rglob("*.py"), root / "resources" / "MANIFEST.toml"]):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def part_name(number: int) -> str:
    """Return the file name of a chunk's part of a table."""
    return f"part-{number:05d}.parquet"


def write_atomically(path: Path, data: bytes, work: Path) -> None:
    """Write a whole file or none."""
    temporary = work / f"{path.parent.name}-{path.name}.{os.getpid()}.tmp"
    try:
        temporary.write_bytes(data)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def write_part(root: Path, schema: Schema, table: pa.Table, number: int, fingerprint: str) -> None:
    """Write one part of one table.

    Parameters
    ----------
    root : Path
        The output folder.
    schema : Schema
    table : pyarrow.Table
        As `Schema.to_arrow` returns it, sorted by key.
    number : int
        Of the chunk, from 0.
    fingerprint : str
        Of the configuration; goes into the file's metadata with the table's name and the library's version.
    """
    notes = {
        "wenming_nlp.table": schema.name,
        "wenming_nlp.version": library_version(),
        "wenming_nlp.config": fingerprint,
    }
    sink = pa.BufferOutputStream()
    pq.write_table(table.replace_schema_metadata(notes), sink, compression="zstd")
    path = root / schema.name / part_name(number)
    path.parent.mkdir(exist_ok=True)
    write_atomically(path, sink.getvalue().to_pybytes(), root / WORK)


def write_work(path: Path, table: pa.Table) -> str:
    """Write a table that only this run needs; return 16 hex digits that stand for its content."""
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd")
    data = sink.getvalue().to_pybytes()
    write_atomically(path, data, path.parent)
    return sha256(data).hexdigest()[:16]


def read_manifest(root: Path) -> dict[str, Any]:
    """Return the manifest of an output folder.

    Raises
    ------
    InputError
        If the folder does not exist or was not written by this library.
    """
    if not root.exists():
        raise InputError(f"{root}: no such folder")
    try:
        manifest = json.loads((root / MANIFEST).read_text(encoding="utf-8"))
        ours = isinstance(manifest, dict) and manifest.get("library") == "wenming_nlp"
    except (OSError, ValueError):
        ours = False
    if not ours:
        raise InputError(f"{root}: expected a folder that 'wenming analyze' wrote, found no {MANIFEST} of it")
    if manifest.get("format") != _FORMAT:
        raise InputError(f"{root}: expected an output of format {_FORMAT}, got {manifest.get('format')!r}")
    result: dict[str, Any] = manifest
    return result


def is_complete(root: Path) -> bool:
    """Return whether a folder holds a finished run."""
    try:
        return bool(read_manifest(root).get("complete"))
    except InputError:
        return False


@dataclass(frozen=True, slots=True)
class Done:
    """What a finished chunk leaves behind.

    Attributes
    ----------
    digest : str
        Of its input.
    n_articles, n_failures : int
    rows : dict of str to int
        By table.
    """

    digest: str
    n_articles: int
    n_failures: int
    rows: dict[str, int]


class Output:
    """An output folder that a run writes to, locked while it is open.

    Parameters
    ----------
    root : Path
        A new or empty folder, or one in which the very same run was begun.
    config : AnalysisConfig
    source : str
        The name of the input.
    chunk_size : int
        Articles in a chunk.
    overwrite : bool, default False
        Begin anew where an earlier run of any kind has written.

    Raises
    ------
    InputError
        If the folder holds anything else, or another run has it open.
    """

    def __init__(
        self, root: str | Path, config: AnalysisConfig, *, source: str, chunk_size: int, overwrite: bool = False
    ) -> None:
        self.root = Path(root)
        self.work = self.root / WORK
        self.fingerprint = config.fingerprint()
        settings = asdict(config) | {name: [path.as_posix() for path in getattr(config, name)] for name in FILES}
        settings["site_rules"] = config.site_rules.as_posix() if config.site_rules else None
        self._head = {
            "library": "wenming_nlp",
            "format": _FORMAT,
            "version": library_version(),
            "build": build_digest(),
            "fingerprint": self.fingerprint,
            "source": source,
            "chunk_size": chunk_size,
            "config": settings,
        }
        self.tables = config.tables
        self.complete = False
        self._overwrite = overwrite
        self._lock: Any = None

    def __enter__(self) -> Self:
        self._refuse_strangers()
        self.work.mkdir(parents=True, exist_ok=True)
        self._lock = _lock(self.work / "lock", self.root)
        try:
            if self._overwrite:
                self._clear()
            self._claim()
        except BaseException:
            self._unlock()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.complete:
            shutil.rmtree(self.work, ignore_errors=True)
        self._unlock()

    def _refuse_strangers(self) -> None:
        if self.root.exists() and not self.root.is_dir():
            raise InputError(f"{self.root}: expected a folder for the output, got a file")
        if self.root.is_dir() and {path.name for path in self.root.iterdir()} - {WORK}:
            try:
                read_manifest(self.root)
            except InputError:
                raise InputError(f"{self.root}: output folder is not empty, and not from an earlier run") from None

    def _clear(self) -> None:
        """Remove what an earlier run wrote, and nothing else."""
        (self.root / MANIFEST).unlink(missing_ok=True)
        for path in self.work.iterdir():
            if path.name != "lock":
                path.unlink()
        for name in TABLES:
            shutil.rmtree(self.root / name, ignore_errors=True)

    def _claim(self) -> None:
        """Write the manifest of a run that begins, or check that it is the one that was begun."""
        path = self.root / MANIFEST
        if not path.exists():
            self._write_manifest({"complete": False})
            return
        begun = read_manifest(self.root)
        for key, what in (
            *(("version", "version of the library"), ("build", "build of the library")),
            *(("fingerprint", "settings"), ("source", "input"), ("chunk_size", "chunk size")),
        ):
            if begun.get(key) != self._head[key]:
                raise InputError(
                    f"{self.root}: output folder is not empty: it holds a run with another {what} "
                    f"({begun.get(key)!r}, now {self._head[key]!r}); 'overwrite' begins anew"
                )
        self.complete = bool(begun.get("complete"))
        if self.complete:
            for number, chunk in enumerate(begun["chunks"]):
                self.note(number, Done(**chunk))
            self.check_end(len(begun["chunks"]))

    def _write_manifest(self, rest: dict[str, Any]) -> None:
        text = json.dumps(self._head | rest, ensure_ascii=False, indent=1)
        write_atomically(self.root / MANIFEST, text.encode() + b"\n", self.work)

    def _unlock(self) -> None:
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def note(self, number: int, chunk: Done) -> None:
        """Remember that all parts of a chunk are in place."""
        text = json.dumps(asdict(chunk), ensure_ascii=False)
        write_atomically(self._note(number), text.encode(), self.work)

    def noted(self, number: int) -> Done | None:
        """Return what is remembered of a chunk, None for one that is not finished."""
        try:
            return Done(**json.loads(self._note(number).read_text(encoding="utf-8")))
        except FileNotFoundError:
            return None

    def _note(self, number: int) -> Path:
        return self.work / f"chunk-{number:05d}.json"

    def check_end(self, n_chunks: int) -> None:
        """Check that the input has as many chunks as when its end was first seen, and remember how many.

        Raises
        ------
        InputError
        """
        path = self.work / "n_chunks.json"
        seen = int(path.read_text(encoding="utf-8")) if path.exists() else n_chunks
        if seen != n_chunks or self.noted(n_chunks) is not None:
            raise InputError(f"{self.root}: the input has changed since this run was begun: it has grown or shrunk")
        write_atomically(path, str(n_chunks).encode(), self.work)

    def finish(self, chunks: list[Done]) -> None:
        """Write the manifest of a finished run."""
        rows = {name: sum(chunk.rows.get(name, 0) for chunk in chunks) for name in self.tables}
        self._write_manifest({"complete": True, "rows": rows, "chunks": [asdict(chunk) for chunk in chunks]})
        self.complete = True


def _lock(path: Path, root: Path) -> Any:
    """Return an open file that no other process can lock; the system lets it go when this one dies."""
    handle = path.open("a+b")
    try:
        if os.name == "nt":
            import msvcrt  # noqa: PLC0415

            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl  # noqa: PLC0415

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        handle.close()
        raise InputError(f"{root}: another run is writing to this output folder") from None
    return handle
