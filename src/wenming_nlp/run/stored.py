"""Reading an output folder back: frames that equal those that were written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from wenming_nlp.errors import InputError
from wenming_nlp.run.store import read_manifest
from wenming_nlp.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wenming_nlp.schema import Schema

__all__ = ["StoredTables", "frame_of", "joined_frame", "read_table"]


class StoredTables(Mapping[str, pd.DataFrame]):
    """The tables of an output folder, each read when it is first asked for.

    Raises
    ------
    InputError
        If the folder is not an output, or its run is not finished.
    """

    def __init__(self, root: str | Path) -> None:
        self.root = Path(root)
        self.manifest = read_manifest(self.root)
        if not self.manifest.get("complete"):
            raise InputError(f"{self.root}: this run is not finished; give the same command again to go on with it")
        self._frames: dict[str, pd.DataFrame] = {}

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name not in self.manifest["rows"]:
            raise KeyError(name)
        if name not in self._frames:
            self._frames[name] = read_table(self.root / name, TABLES[name])
        return self._frames[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.manifest["rows"])

    def __len__(self) -> int:
        return len(self.manifest["rows"])


def read_table(folder: Path, schema: Schema) -> pd.DataFrame:
    """Read a table's parts back to the frame that `Schema.conform` would have made.

    Raises
    ------
    InputError
        If no part is there or a part is damaged.
    """
    paths = sorted(folder.glob("part-*.parquet"))
    if not paths:
        raise InputError(f"{folder}: expected part-*.parquet, found none")
    try:
        parts = [pq.read_table(path) for path in paths]
    except (OSError, pa.ArrowInvalid) as error:
        raise InputError(f"{folder}: cannot be read: {error}") from error
    return joined_frame(schema, [part.replace_schema_metadata(None) for part in parts])


def joined_frame(schema: Schema, tables: Sequence[pa.Table]) -> pd.DataFrame:
    """Join sorted pieces of a table to one frame, sorted by key; only pieces that overlap cost any sorting."""
    filled = [table for table in tables if len(table)]
    frame = frame_of(schema, pa.concat_tables([schema.arrow().empty_table(), *filled]))
    ends = [(table.column(0)[0].as_py(), table.column(0)[-1].as_py()) for table in filled]
    if all(before[1] < after[0] for before, after in pairwise(ends)):
        return frame
    return frame.sort_values(list(schema.key), kind="stable", ignore_index=True)


def frame_of(schema: Schema, table: pa.Table) -> pd.DataFrame:
    """Return an Arrow table as a conforming frame."""
    columns: dict[str, Any] = {}
    for name, column in schema.columns.items():
        values = table.column(name)
        if column.values:  # noqa: PD011  (not pandas': the closed set)
            columns[name] = _category(values, column.pandas)
        elif pa.types.is_string(column.arrow) or pa.types.is_list(column.arrow) or column.pandas == "Int32":
            columns[name] = pd.array(values, dtype=column.pandas)
        else:
            columns[name] = pd.Series(values.to_numpy()).astype(column.pandas)
    return pd.DataFrame(columns, columns=list(schema.columns))


def _category(values: pa.ChunkedArray, dtype: pd.CategoricalDtype) -> pd.Categorical:
    """Return a dictionary column as a categorical of the whole closed set, without spelling out a value."""
    whole = values.combine_chunks()
    if isinstance(whole, pa.ChunkedArray):
        whole = whole.unify_dictionaries().combine_chunks()
    if isinstance(whole, pa.ChunkedArray):  # no rows: there is no chunk to take
        return pd.Categorical([], dtype=dtype)
    if not pa.types.is_dictionary(whole.type):
        whole = whole.dictionary_encode()
    codes = dtype.categories.get_indexer(pd.Index(whole.dictionary.to_pylist(), dtype=object))
    indices = whole.indices.fill_null(-1).to_numpy(zero_copy_only=False)
    # The place behind the last code stands for a null: index -1 takes it.
    return pd.Categorical.from_codes(np.append(codes, -1)[indices], dtype=dtype)
