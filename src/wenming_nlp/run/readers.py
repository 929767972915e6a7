"""Files that hold many records: one generator a format, each in bounded memory.

A reader takes an open stream, so that records inside an archive are read in the same way and never touch the disk.
"""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any, BinaryIO, Final, NamedTuple

from wenming_nlp.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["MAX_RECORD_BYTES", "Record", "Rejoined", "is_list", "read_csv", "read_json", "read_jsonl"]

#: A longer line or cell is refused, so that one broken file cannot fill the memory.
MAX_RECORD_BYTES: Final = 64 * 2**20
#: A JSON list has to be read whole; beyond this, JSON Lines is asked for.
MAX_JSON_BYTES: Final = 512 * 2**20
_SNIFF_BYTES: Final = 64 * 2**10
Columns = tuple[tuple[str, str], ...]


class Record(NamedTuple):
    """One record of a file, or what is wrong with it.

    Attributes
    ----------
    number : int
        Running number in the file, from 1; stable, because blank and broken records count.
    line : int
        Where it ends in the file, for messages.
    fields : mapping of str to object, or InputError
        Its cells by column.
    n_bytes : int
        How much of the file it takes, for the progress bar.
    """

    number: int
    line: int
    fields: Mapping[str, Any] | InputError
    n_bytes: int


class Rejoined(io.RawIOBase):
    """A stream of which the head was read already, whole again."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        """Return that it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer as far as one read goes."""
        if self._head:
            piece, self._head = self._head[: len(buffer)], self._head[len(buffer) :]
        else:
            piece = self._rest.read(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)


def read_jsonl(stream: BinaryIO, name: str, _chosen: Columns = ()) -> Iterator[Record]:  # noqa: ARG001
    """Yield the records of a JSON Lines file; blank lines are passed over."""
    number = 0
    while line := stream.readline(MAX_RECORD_BYTES + 1):
        number += 1
        n_bytes = len(line)
        if n_bytes > MAX_RECORD_BYTES:
            while line and not line.endswith(b"\n"):
                line = stream.readline(MAX_RECORD_BYTES)
                n_bytes += len(line)
            problem = InputError(f"line of {n_bytes:,} bytes, at most {MAX_RECORD_BYTES:,} are read")
            yield Record(number, number, problem, n_bytes)
        elif line.strip(b" \t\r\n\xef\xbb\xbf"):
            yield Record(number, number, _parse_line(line), n_bytes)


def _parse_line(line: bytes) -> Mapping[str, Any] | InputError:
    try:
        value = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return InputError(f"expected UTF-8, got byte {line[error.start]:#04x} at {error.start}")
    except (ValueError, RecursionError) as error:
        return InputError(f"expected a JSON object a line: {error}")
    return value if isinstance(value, dict) else InputError(f"expected a JSON object, got {type(value).__name__}")


def read_json(stream: BinaryIO, name: str, _chosen: Columns = ()) -> Iterator[Record]:
    """Yield the records of a JSON list.

    Raises
    ------
    InputError
        If the file is too large, is no JSON, or is not a list.
    """
    data = stream.read(MAX_JSON_BYTES + 1)
    if len(data) > MAX_JSON_BYTES:
        raise InputError(f"{name}: more than {MAX_JSON_BYTES:,} bytes of JSON; write JSON Lines instead")
    try:
        rows = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise InputError(f"{name}: expected UTF-8, got another byte at {error.start}") from error
    except (ValueError, RecursionError) as error:
        raise InputError(f"{name}: expected JSON: {error}") from error
    if not isinstance(rows, list):
        raise InputError(f"{name}: expected a list of records, got {type(rows).__name__}")
    for number, row in enumerate(rows, 1):
        problem = InputError(f"expected a record, got {type(row).__name__}")
        yield Record(number, number, row if isinstance(row, dict) else problem, len(data) // len(rows))


def is_list(head: bytes) -> bool:
    """Return whether a JSON file begins as a list."""
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"[")


def read_csv(stream: BinaryIO, name: str, _chosen: Columns = ()) -> Iterator[Record]:
    """Yield the rows of a CSV file with a header; comma, semicolon or tab, UTF-8, UTF-16 or GB18030.

    Raises
    ------
    InputError
        If the file has no header.
    """
    # The only setting of the csv module is one for the whole process; it is only ever raised.
    csv.field_size_limit(max(csv.field_size_limit(), MAX_RECORD_BYTES))
    head = stream.read(_SNIFF_BYTES)
    encoding, delimiter = _sniff(head)
    whole = io.BufferedReader(Rejoined(head, stream))
    with io.TextIOWrapper(whole, encoding=encoding, errors="replace", newline="") as text:
        rows = csv.reader(_lines(text), delimiter=delimiter)
        header = [column.strip() for column in next(rows, [])]
        if not any(header):
            raise InputError(f"{name}: expected a header line with column names, got nothing")
        number = 0
        while True:
            try:
                row = next(rows, None)
            except csv.Error as error:
                number += 1
                yield Record(number, rows.line_num, InputError(f"cannot be read as CSV: {error}"), 0)
                continue
            if row is None:
                return
            number += 1
            if not row:
                continue
            n_bytes = sum(map(len, row)) * 3  # about: a Chinese character is three bytes
            if len(row) == len(header):
                yield Record(number, rows.line_num, dict(zip(header, row, strict=True)), n_bytes)
            else:
                problem = InputError(f"row has {len(row)} cells, the header {len(header)}")
                yield Record(number, rows.line_num, problem, n_bytes)


def _lines(text: io.TextIOWrapper) -> Iterator[str]:
    """Yield lines, those of more than a cell may hold in pieces, which the reader of CSV then refuses."""
    while line := text.readline(MAX_RECORD_BYTES + 1):
        yield line


def _sniff(head: bytes) -> tuple[str, str]:
    """Return the encoding and the delimiter of a CSV file."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    else:
        encoding = "utf-8-sig"
        try:
            head.decode(encoding)
        except UnicodeDecodeError as error:
            # A character cut in two at the end of the sample is no sign of another charset.
            if error.start < len(head) - 4:
                encoding = "gb18030"
    first = head.decode(encoding, errors="replace").split("\n", 1)[0]
    return encoding, max(",\t;", key=first.count)
