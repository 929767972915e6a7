"""Members of ZIP and tar archives, one after the other, in bounded memory and never on disk.

What an archive says of itself is not believed: paths only make ids, and what it unfolds to is counted.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import re
import tarfile
import zipfile
import zlib
from typing import TYPE_CHECKING, Any, BinaryIO, Final, NamedTuple

from wenming_nlp.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["ARCHIVES", "Member", "Metered", "archive_suffix", "member_id", "open_gzip", "read_members"]

#: An archive may unfold to this, and this many times its own size beyond it.
FREE_BYTES: Final = 256 * 2**20
MAX_RATIO: Final = 200
_MAX_HEADER: Final = 2**20
#: Endings of archives; the longer first where one holds the other.
ARCHIVES: Final = (
    *(".tar.gz", ".tar.bz2", ".tar.xz", ".tgz", ".tbz2", ".txz", ".tar", ".zip"),
    *(".warc.gz", ".warc", ".jsonl.gz", ".ndjson.gz", ".csv.gz", ".tsv.gz"),
)
#: What reading broken compressed data raises.
BROKEN: Final = (OSError, EOFError, zlib.error, lzma.LZMAError, tarfile.TarError, zipfile.BadZipFile)
_UNSAFE: Final = re.compile("[\x00-\x1f\x7f]")
_DRIVE: Final = re.compile(r"[A-Za-z]:")


class Member(NamedTuple):
    """A file in an archive: its path there, its open stream or why it cannot be read, its share of the archive."""

    path: str
    stream: BinaryIO | InputError
    n_bytes: int


def archive_suffix(name: str) -> str:
    """Return the ending of an archive's name, empty for any other file.

    Examples
    --------
    >>> archive_suffix("pages.TAR.GZ"), archive_suffix("crawl.warc"), archive_suffix("page.html")
    ('.tar.gz', '.warc', '')
    """
    low = name.lower()
    return next((suffix for suffix in ARCHIVES if low.endswith(suffix)), "")


def member_id(path: str) -> str:
    r"""Return an id made of a path in an archive; nothing in it leads anywhere.

    Examples
    --------
    >>> member_id("../../etc/page.html"), member_id("C:\\pages\\a.txt"), member_id("/a//./b.html")
    ('etc/page', 'pages/a', 'a/b')
    """
    pieces = _UNSAFE.sub("_", path.encode("utf-8", "replace").decode("utf-8")).replace("\\", "/").split("/")
    kept = [piece for piece in pieces if piece not in ("", ".", "..") and not _DRIVE.fullmatch(piece)]
    if not kept:
        return "member"
    stem, dot, _ = kept[-1].rpartition(".")
    return "/".join([*kept[:-1], stem if dot and stem else kept[-1]])


class Metered(io.RawIOBase):
    """A stream that refuses to unfold to far more than what was read of the file behind it."""

    def __init__(self, stream: Any, raw: BinaryIO, name: str) -> None:
        self._stream = stream
        self._raw = raw
        self._name = name
        self._n = 0

    def readable(self) -> bool:
        """Return that it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer as far as one read goes."""
        piece = self._stream.read(len(buffer))
        self._n += len(piece)
        if self._n > FREE_BYTES + MAX_RATIO * self._raw.tell():
            raise InputError(
                f"{self._name}: unfolds to more than {FREE_BYTES:,} bytes and {MAX_RATIO} times its size; not read on"
            )
        buffer[: len(piece)] = piece
        return len(piece)


def open_gzip(raw: BinaryIO, name: str) -> io.BufferedReader:
    """Return what a gzip file unfolds to."""
    return io.BufferedReader(Metered(gzip.GzipFile(fileobj=raw), raw, name), 2**16)


def read_members(path: Path, raw: BinaryIO) -> Iterator[Member]:
    """Yield the files of a ZIP or tar archive in its order; a stream is good until the next member is asked for.

    Raises
    ------
    InputError
        If the archive is broken, from there on, or unfolds to too much.
    """
    name = path.as_posix()
    try:
        yield from _zip(raw, name) if path.suffix.lower() == ".zip" else _tar(raw, name)
    except BROKEN as error:
        raise InputError(f"{name}: broken archive: {error}") from error


def _zip(raw: BinaryIO, name: str) -> Iterator[Member]:
    size = raw.seek(0, io.SEEK_END)
    limit = FREE_BYTES + MAX_RATIO * size
    with zipfile.ZipFile(raw) as archive:
        total = 0
        for info in archive.infolist():
            if info.is_dir():
                continue
            path = info.filename
            if not info.flag_bits & 0x800:  # no UTF-8: zipfile has read the name as cp437
                encoded = path.encode("cp437", "replace")
                try:
                    path = encoded.decode("utf-8")
                except UnicodeDecodeError:
                    path = encoded.decode("gb18030", "replace")
            # zipfile gives out no more of a member than the size that it states.
            total += info.file_size
            if total > limit:
                raise InputError(f"{name}: unfolds to more than {limit:,} bytes; not read on from {path!r}")
            try:
                if info.flag_bits & 0x1:
                    raise InputError("is encrypted")  # noqa: TRY301
                with archive.open(info) as stream:
                    yield Member(path, stream, info.compress_size)  # type: ignore[arg-type]  # an IO[bytes]
            except (NotImplementedError, RuntimeError, InputError, zipfile.BadZipFile) as error:
                yield Member(path, InputError(f"cannot be read out of the archive: {error}"), info.compress_size)


class _Info(tarfile.TarInfo):
    """A header of a tar archive; names and attributes of any length would be read into memory."""

    def _proc_member(self, tar: tarfile.TarFile) -> Any:
        kinds = (tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK, tarfile.XHDTYPE, tarfile.XGLTYPE)
        if self.type in (*kinds, tarfile.SOLARIS_XHDTYPE) and self.size > _MAX_HEADER:
            raise tarfile.ReadError(f"name or attributes of {self.size:,} bytes")
        return super()._proc_member(tar)  # type: ignore[misc]  # not in the stubs


def _tar(raw: BinaryIO, name: str) -> Iterator[Member]:
    head = raw.read(6)
    raw.seek(0)
    unfolded: Any = raw
    if head.startswith(b"\x1f\x8b"):
        unfolded = gzip.GzipFile(fileobj=raw)
    elif head.startswith(b"BZh"):
        unfolded = bz2.BZ2File(raw)
    elif head.startswith(b"\xfd7zXZ\x00"):
        unfolded = lzma.LZMAFile(raw)  # noqa: SIM115  (closes nothing: the file is the caller's)
    metered = io.BufferedReader(Metered(unfolded, raw, name), 2**16)
    with tarfile.open(fileobj=metered, mode="r|", tarinfo=_Info, encoding="utf-8") as archive:
        before = 0
        while (info := archive.next()) is not None:
            archive.members = []  # type: ignore[attr-defined]  # it would keep every header
            if not info.isreg():
                if not info.isdir():
                    yield Member(info.name, InputError("is a link or a device, not a file"), 0)
                continue
            stream = None if info.issparse() else archive.extractfile(info)
            at = raw.tell()
            path = info.name.encode("utf-8", "surrogateescape")
            try:
                shown = path.decode("utf-8")
            except UnicodeDecodeError:
                shown = path.decode("gb18030", "replace")
            yield Member(shown, InputError("is a sparse file") if stream is None else stream, at - before)  # type: ignore[arg-type]
            before = at
