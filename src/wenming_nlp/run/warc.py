"""Web archives: the pages among the records of a WARC file (ISO 28500), read as a stream."""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING, BinaryIO, Final, NamedTuple

from wenming_nlp.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Capture", "read_warc"]

_MAX_HEADER: Final = 256 * 2**10
_PIECE: Final = 2**16
_PAGE: Final = re.compile(r"text/html|application/xhtml|text/plain", re.IGNORECASE)
_CHARSET: Final = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,30})", re.IGNORECASE)


class Capture(NamedTuple):
    """A page of a web archive, or why it cannot be read.

    Attributes
    ----------
    number : int
        Running number of the record among all records of the file, from 1.
    url, charset : str or None
        Its address, and the charset that the server named.
    data : bytes or InputError
    """

    number: int
    url: str | None
    charset: str | None
    data: bytes | InputError


def read_warc(stream: BinaryIO, name: str, max_bytes: int) -> Iterator[Capture]:
    """Yield the pages of a WARC file that were served with status 200; all other records are passed over.

    Parameters
    ----------
    stream : binary stream
        Already unfolded.
    name : str
        For messages.
    max_bytes : int
        A larger page is refused, its bytes are passed over.

    Raises
    ------
    InputError
        Where the file is broken; what follows cannot be found any more.
    """
    number = 0
    while True:
        line = stream.readline(_PIECE)
        while line in (b"\r\n", b"\n"):
            line = stream.readline(_PIECE)
        if not line:
            return
        number += 1
        if not line.startswith(b"WARC/"):
            raise InputError(f"{name}: record {number}: expected WARC/1.0, got {line[:20]!r}")
        headers = _headers(stream, f"{name}: record {number}")
        length = headers.get("content-length", "")
        if not (length.isascii() and length.isdigit() and len(length) < 19):
            raise InputError(f"{name}: record {number}: expected a Content-Length, got {length[:20]!r}")
        rest = int(length)
        kind = headers.get("warc-type", "").lower()
        url = headers.get("warc-target-uri", "").strip("<>") or None
        if kind not in ("response", "resource"):
            _skip(stream, rest, name)
        elif rest > max_bytes:
            _skip(stream, rest, name)
            yield Capture(number, url, None, InputError(f"record of {rest:,} bytes, at most {max_bytes:,} are read"))
        else:
            block = stream.read(rest)
            if len(block) < rest:
                raise InputError(f"{name}: record {number}: breaks off after {len(block):,} of {rest:,} bytes")
            if kind == "resource":
                if _PAGE.match(headers.get("content-type", "")):
                    yield Capture(number, url, None, block)
                continue
            yield from _response(number, url, block, max_bytes)


def _headers(stream: BinaryIO, where: str) -> dict[str, str]:
    found: dict[str, str] = {}
    n = 0
    last = ""
    while True:
        line = stream.readline(_PIECE)
        n += len(line)
        if not line or n > _MAX_HEADER:
            raise InputError(f"{where}: header without end")
        text = line.decode("utf-8", "replace").rstrip("\r\n")
        if not text:
            return found
        if text[0] in " \t" and last:
            found[last] += text.strip()
            continue
        last, _, value = text.partition(":")
        last = last.strip().lower()
        found[last] = value.strip()


def _skip(stream: BinaryIO, n: int, name: str) -> None:
    while n > 0:
        piece = stream.read(min(n, _PIECE))
        if not piece:
            raise InputError(f"{name}: breaks off in the midst of a record")
        n -= len(piece)


def _response(number: int, url: str | None, block: bytes, max_bytes: int) -> Iterator[Capture]:
    """Yield the page of an HTTP response, if it is one."""
    end = re.search(rb"\r?\n\r?\n", block[:_MAX_HEADER])
    head = block[: end.start()] if end else b""
    lines = head.decode("latin-1").splitlines()
    if end is None or not lines or not re.match(r"HTTP/\S+ 200\b", lines[0]):
        return
    headers = {key.strip().lower(): value.strip() for key, _, value in (line.partition(":") for line in lines[1:])}
    kind = headers.get("content-type", "")
    if not _PAGE.match(kind):
        return
    charset = _CHARSET.search(kind)
    named = charset[1] if charset else None
    try:
        data = block[end.end() :]
        if headers.get("transfer-encoding", "").lower() == "chunked":
            data = _joined(data)
        yield Capture(number, url, named, _unfolded(data, headers.get("content-encoding", "").lower(), max_bytes))
    except (InputError, zlib.error) as error:
        yield Capture(number, url, named, InputError(f"response cannot be read: {error}"))


def _joined(data: bytes) -> bytes:
    """Return a chunked body as one; crawlers that joined it already have left the header as it was."""
    pieces: list[bytes] = []
    at = 0
    while True:
        size = re.compile(rb"([0-9A-Fa-f]{1,8})[^\r\n]{0,200}\r\n").match(data, at)
        if size is None:
            return b"".join(pieces) if pieces else data
        n = int(size[1], 16)
        pieces.append(data[size.end() : size.end() + n])
        at = size.end() + n + 2
        if not n:
            return b"".join(pieces)


def _unfolded(data: bytes, encoding: str, max_bytes: int) -> bytes:
    if encoding in ("", "identity", "utf-8"):
        return data
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise InputError(f"expected gzip or deflate, got Content-Encoding {encoding!r}")
    if encoding != "deflate" and not data.startswith(b"\x1f\x8b"):
        return data  # unfolded by the crawler, the header left as it was
    raw = encoding == "deflate" and data[:1] != b"\x78"
    unfold = zlib.decompressobj(-zlib.MAX_WBITS if raw else zlib.MAX_WBITS | 32)
    found = unfold.decompress(data, max_bytes + 1)
    if len(found) > max_bytes:
        raise InputError(f"unfolds to more than {max_bytes:,} bytes")
    return found
