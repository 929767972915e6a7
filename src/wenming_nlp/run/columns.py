"""Columns of many articles to Arrow tables, without a frame or an object per row in between.

`Schema.conform` builds a frame from columns and checks every value on the way; here the same checks
are made on Arrow arrays, which a chunk of half a million words needs. A test holds the two to one result.
"""

from __future__ import annotations

from datetime import date, datetime
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from wenming_nlp.errors import SchemaError
from wenming_nlp.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wenming_nlp.run.extract import Extract
    from wenming_nlp.run.sources import Failure
    from wenming_nlp.schema import Column, Schema

__all__ = ["failures_table", "table_of", "tables_of"]


def tables_of(extracts: Sequence[Extract], failures: Sequence[Failure], names: Sequence[str]) -> dict[str, pa.Table]:
    """Return the tables of a chunk, rows sorted by key.

    Parameters
    ----------
    extracts : sequence of Extract
        In any order; no id twice.
    failures : sequence of Failure
    names : sequence of str
        Which tables.
    """
    ordered = sorted(extracts, key=lambda extract: extract.article_id)
    ids = [extract.article_id for extract in ordered]
    tables = {}
    for name in names:
        if name == "failures":
            tables[name] = failures_table(failures)
        elif name != "keywords":
            tables[name] = table_of(TABLES[name], ids, [extract.columns[name] for extract in ordered])
    return tables


def failures_table(failures: Sequence[Failure]) -> pa.Table:
    """Return the table of failures, sorted by key."""
    schema = TABLES["failures"]
    stages = schema.columns["stage"].values
    rows = sorted(failures, key=lambda row: (row.origin, stages.index(row.stage), row.error, row.message))
    columns = list(zip(*rows, strict=True)) or [()] * len(schema.columns)
    return table_of(schema, list(columns[0]), [[[cell] for cell in row[1:]] for row in rows])


def table_of(schema: Schema, ids: Sequence[str], parts: Sequence[Sequence[Sequence[Any]]]) -> pa.Table:
    """Join the rows of several articles to one table.

    Parameters
    ----------
    schema : Schema
        Its first column holds the ids.
    ids : sequence of str
        One for each part.
    parts : sequence of sequences of columns
        The other columns of the schema; a part without rows is empty.

    Returns
    -------
    pyarrow.Table

    Raises
    ------
    SchemaError
        If a part has another number of columns, or a value is of another type, missing where it must not
        be, or outside its closed set.
    """
    first, *others = schema.columns
    filled = [(article_id, part) for article_id, part in zip(ids, parts, strict=True) if len(part)]
    for article_id, part in filled:
        if len(part) != len(others):
            raise SchemaError(f"table {schema.name}, {article_id}: expected {len(others)} columns, got {len(part)}")
    lengths = np.array([len(part[0]) for _, part in filled], dtype=np.int64)
    repeated = pa.array(np.repeat(np.arange(len(filled)), lengths))
    arrays = [pa.array([article_id for article_id, _ in filled], pa.string()).take(repeated)]
    for place, name in enumerate(others):
        values = list(chain.from_iterable(part[place] for _, part in filled))
        arrays.append(_array(f"table {schema.name}, column {name}", schema.columns[name], values))
    if len({len(array) for array in arrays}) > 1:
        found = dict(zip((first, *others), map(len, arrays), strict=True))
        raise SchemaError(f"table {schema.name}: columns differ in length: {found}")
    return pa.Table.from_arrays(arrays, schema=schema.arrow())


def _array(where: str, column: Column, values: list[Any]) -> pa.Array:
    """Return one column, checked."""
    closed = column.values
    if closed:
        return _closed(where, column, closed, values)
    try:
        if pa.types.is_timestamp(column.arrow):
            values = [_instant(value) for value in values]
        array = pa.array(values, column.arrow)
    except (pa.ArrowInvalid, pa.ArrowTypeError, OverflowError, UnicodeEncodeError) as error:
        raise SchemaError(f"{where}: expected {column.name}: {error}") from error
    if array.null_count and not column.nullable:
        row = values.index(None)
        raise SchemaError(f"{where}: expected {column.name} in every row, row {row} is null")
    return array


def _closed(where: str, column: Column, closed: tuple[str, ...], values: list[Any]) -> pa.Array:
    codes: dict[Any, int | None] = {value: code for code, value in enumerate(closed)}
    if column.nullable:
        codes[None] = None
    try:
        indices = pa.array(list(map(codes.__getitem__, values)), pa.int8())
    except KeyError as error:
        raise SchemaError(f"{where}: expected one of {', '.join(closed)}, got {error.args[0]!r}") from None
    return pa.DictionaryArray.from_arrays(indices, pa.array(closed, pa.string()))


def _instant(value: Any) -> datetime | None:
    """Return a day as the moment it begins; a string is an ISO date."""
    if isinstance(value, str):
        value = date.fromisoformat(value)
    return None if value is None else datetime(value.year, value.month, value.day)  # noqa: DTZ001  (days have no zone)
