"""Tables in files of columns and cells: Excel workbooks and Parquet, read row by row.

Formulas and macros are never executed: of a formula the value is taken that the program which saved the file left
beside it.
"""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from wenming_nlp.errors import InputError
from wenming_nlp.run.fields import match_columns
from wenming_nlp.run.readers import Columns, Record

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["read_parquet", "read_xlsx"]

#: Inside an archive both formats have to be held in memory, because they are read from the end.
MAX_HELD_BYTES: Final = 256 * 2**20
#: What a workbook may unfold to, in all and in its table of shared strings, which is held in memory.
MAX_SHEET_BYTES: Final = 4 * 2**30
MAX_STRINGS_BYTES: Final = 256 * 2**20
#: What one column of one row group of a Parquet file may unfold to.
MAX_COLUMN_BYTES: Final = 2 * 2**30
_ROWS: Final = 64


def _seekable(stream: BinaryIO, name: str) -> BinaryIO:
    """Return the stream of a file, or the whole of a member of an archive."""
    if isinstance(stream, io.BufferedReader | io.BytesIO) and stream.seekable():
        return stream
    data = stream.read(MAX_HELD_BYTES + 1)
    if len(data) > MAX_HELD_BYTES:
        raise InputError(f"{name}: more than {MAX_HELD_BYTES:,} bytes inside an archive; take it out first")
    return io.BytesIO(data)


def read_xlsx(stream: BinaryIO, name: str, _chosen: Columns = ()) -> Iterator[Record]:
    """Yield the rows of all sheets of a workbook, each below the names in its first row.

    Raises
    ------
    InputError
        If it is no workbook, unfolds to too much, or no sheet has a row of names.
    """
    from openpyxl import load_workbook  # noqa: PLC0415  (a tenth of a second)

    whole = _seekable(stream, name)
    _check_workbook(whole, name)
    number = 0
    try:
        book = load_workbook(whole, read_only=True, data_only=True, keep_links=False)
        sheets = book.worksheets
    except Exception as error:
        # openpyxl raises whatever a broken file leads to: KeyError, TypeError, ParseError, …
        raise InputError(f"{name}: cannot be read as an Excel workbook: {error}") from error
    for sheet in sheets:
        sheet.reset_dimensions()  # many programs write wrong ones
        rows = sheet.iter_rows(values_only=True)
        header: list[str] | None = None
        line = 0
        while True:
            try:
                row = next(rows, None)
            except Exception as error:
                raise InputError(f"{name}: sheet {sheet.title!r} breaks off below row {line}: {error}") from error
            if row is None:
                break
            line += 1
            if not any(cell is not None for cell in row):
                continue
            if header is None:
                header = ["" if cell is None else str(cell).strip() for cell in row]
                continue
            number += 1
            if any(cell is not None for cell in row[len(header) :]):
                problem = InputError(f"sheet {sheet.title!r}: row has {len(row)} cells, the header {len(header)}")
                yield Record(number, line, problem, 0)
                continue
            cells = (_cell(cell) for cell in row[: len(header)])
            fields = {column: cell for column, cell in zip(header, cells, strict=False) if column}
            yield Record(number, line, dict.fromkeys(filter(None, header)) | fields, 0)
    if not number:
        raise InputError(f"{name}: expected a sheet with a row of column names and rows below it, found none")


def _check_workbook(stream: BinaryIO, name: str) -> None:
    try:
        with zipfile.ZipFile(stream) as parts:
            sizes = {part.filename: part.file_size for part in parts.infolist()}
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise InputError(f"{name}: expected an Excel workbook (.xlsx): {error}") from error
    finally:
        stream.seek(0)
    # zipfile gives out no more of a part than the size that it states.
    strings = max((size for part, size in sizes.items() if "sheet" not in part.lower()), default=0)
    if sum(sizes.values()) > MAX_SHEET_BYTES or strings > MAX_STRINGS_BYTES:
        raise InputError(
            f"{name}: a workbook that unfolds to {sum(sizes.values()):,} bytes, {strings:,} of them strings; at most "
            f"{MAX_SHEET_BYTES:,} and {MAX_STRINGS_BYTES:,} are read; save it as CSV"
        )


def _cell(value: Any) -> Any:
    """Return a cell as text: whether Excel took 2021 for a number says nothing about the column."""
    if value is None or isinstance(value, str | datetime | date):
        return value
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def read_parquet(stream: BinaryIO, name: str, chosen: Columns = ()) -> Iterator[Record]:
    """Yield the rows of a Parquet file; only the columns that are needed are read.

    Raises
    ------
    InputError
        If it is no Parquet file, a column is too large, or the column of the text holds no text.
    """
    import pyarrow as pa  # noqa: PLC0415  (only for this format)
    import pyarrow.parquet as pq  # noqa: PLC0415

    try:
        file = pq.ParquetFile(_seekable(stream, name), buffer_size=2**20, pre_buffer=False)
        schema = file.schema_arrow
    except (pa.ArrowException, OSError) as error:
        raise InputError(f"{name}: expected a Parquet file: {error}") from error
    try:
        columns = match_columns(tuple(schema.names), chosen)
    except InputError as error:
        raise InputError(f"{name}: {error}") from None
    kind = schema.field(columns["body"]).type
    kind = kind.value_type if pa.types.is_dictionary(kind) else kind
    if not (pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind)):
        raise InputError(f"{name}: expected text in column {columns['body']!r}, got {kind}; columns are {schema}")
    wanted = list(columns.values())
    _check_groups(file.metadata, wanted, name)
    number = 0
    size = sum(file.metadata.row_group(group).total_byte_size for group in range(file.metadata.num_row_groups))
    each = size // max(1, file.metadata.num_rows)
    try:
        for batch in file.iter_batches(batch_size=_ROWS, columns=wanted, use_threads=False):
            for row in batch.to_pylist():
                number += 1
                yield Record(number, number, row, each)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise InputError(f"{name}: cannot be read below row {number}: {error}") from error


def _check_groups(metadata: Any, wanted: list[str], name: str) -> None:
    for group in range(metadata.num_row_groups):
        for index in range(metadata.num_columns):
            column = metadata.row_group(group).column(index)
            if column.path_in_schema in wanted and column.total_uncompressed_size > MAX_COLUMN_BYTES:
                raise InputError(
                    f"{name}: column {column.path_in_schema!r} holds {column.total_uncompressed_size:,} bytes in one "
                    f"row group, at most {MAX_COLUMN_BYTES:,} are read; write smaller row groups"
                )
