"""Columns to Arrow and back: the same frame that a schema would build, with the same checks."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenming_nlp.errors import SchemaError
from wenming_nlp.run.columns import failures_table, table_of
from wenming_nlp.run.sources import Failure
from wenming_nlp.run.stored import frame_of
from wenming_nlp.schema import TABLES, Column, Schema

WORDS = st.text(st.characters(codec="utf-8"), max_size=4)


def _values(column: Column) -> st.SearchStrategy:
    """Return values that a column may hold."""
    if column.values:  # noqa: PD011  (the closed set)
        values = st.sampled_from(column.values)
    elif pa.types.is_list(column.arrow):
        values = st.lists(WORDS, max_size=3)
    elif pa.types.is_timestamp(column.arrow):
        values = st.dates(date(1949, 10, 1), date(2049, 10, 1))
    elif pa.types.is_integer(column.arrow):
        values = st.integers(0, 2**31 - 1)
    elif pa.types.is_floating(column.arrow):
        values = st.floats(-1e9, 1e9)
    elif pa.types.is_boolean(column.arrow):
        values = st.booleans()
    else:
        values = WORDS
    return values | st.none() if column.nullable else values


@st.composite
def _tables(draw: st.DrawFn) -> tuple[Schema, list[str], list[list[list]]]:
    """Draw a schema, ids, and the columns of each id."""
    schema = draw(st.sampled_from([schema for name, schema in TABLES.items() if name != "failures"]))
    ids = sorted(draw(st.sets(WORDS, max_size=3)))
    parts = []
    for _ in ids:
        n = draw(st.integers(0, 3))
        columns = [
            draw(st.lists(_values(column), min_size=n, max_size=n)) for column in list(schema.columns.values())[1:]
        ]
        parts.append(columns if n else [])
    return schema, ids, parts


@given(_tables())
def test_the_frame_is_the_one_that_the_schema_builds(drawn):
    schema, ids, parts = drawn
    columns = {name: [] for name in schema.columns}
    for article_id, part in zip(ids, parts, strict=True):
        for name, values in zip(list(schema.columns)[1:], part, strict=False):
            columns[name] += values
        columns["article_id"] += [article_id] * (len(part[0]) if part else 0)
    expected = schema.conform(columns, sort=False)
    table = table_of(schema, ids, parts)
    assert table.schema == schema.arrow()
    pd.testing.assert_frame_equal(frame_of(schema, table), expected)
    pd.testing.assert_frame_equal(frame_of(schema, schema.to_arrow(expected)), expected)


@pytest.mark.parametrize("name", TABLES)
def test_empty_tables_have_all_dtypes(name: str):
    schema = TABLES[name]
    pd.testing.assert_frame_equal(frame_of(schema, table_of(schema, [], [])), schema.empty())
    pd.testing.assert_frame_equal(frame_of(schema, table_of(schema, ["a"], [[]])), schema.empty())


@pytest.mark.parametrize(
    ("part", "told"),
    [
        ([["播州"], ["520304"], [None], ["城"], [1]], "column level: expected one of 国家, 省, .*got '城'"),
        ([["播州"], ["520304"], [None], ["县"], [None]], "column n: expected count in every row, row 0 is null"),
        ([["播州"], [520304], [None], ["县"], [1]], "column adcode: expected str or null"),
        ([["播州"], ["520304"], [None], ["县"], [2**31]], "column n: expected count"),
        ([["播州"], ["520304"], ["\ud800"], ["县"], [1]], "column full_name: expected str or null"),
        ([["播州"], ["520304"]], "table places, a: expected 5 columns, got 2"),
        ([["播州"], [None, None], [None], ["县"], [1]], "table places: columns differ in length"),
    ],
)
def test_wrong_values_are_named(part, told: str):
    with pytest.raises(SchemaError, match=told):
        table_of(TABLES["places"], ["a"], [part])


def test_failures_are_sorted_by_origin_and_stage():
    rows = [Failure("b", "read", "E", "m"), Failure("a", "terms", "E", "m"), Failure("a", "page", "E", "m")]
    found = failures_table(rows).to_pylist()
    assert [(row["origin"], row["stage"]) for row in found] == [("a", "page"), ("a", "terms"), ("b", "read")]
    assert failures_table([]).num_rows == 0
