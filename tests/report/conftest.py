"""Tables of five invented articles, one of them hostile, as an output folder holds them."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pyarrow.parquet as pq
import pytest

from wenming_nlp.schema import TABLES

if TYPE_CHECKING:
    import pandas as pd

CASES = Path(__file__).parents[1] / "cases" / "report_tables.json"


@pytest.fixture(scope="session")
def frames() -> dict[str, pd.DataFrame]:
    """Every table by name; those that are not in the case file are empty."""
    columns = json.loads(CASES.read_text("utf-8"))
    return {name: schema.conform(columns.get(name, {})) for name, schema in TABLES.items()}


@pytest.fixture
def analysis(frames: dict[str, pd.DataFrame]) -> SimpleNamespace:
    """The tables as attributes, as an analysis has them."""
    return SimpleNamespace(**{name: frame.copy() for name, frame in frames.items()})


@pytest.fixture(scope="session")
def out(frames: dict[str, pd.DataFrame], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables as files, articles and entities in two parts."""
    folder = tmp_path_factory.mktemp("out")
    for name, frame in frames.items():
        (folder / name).mkdir()
        half = len(frame) // 2 if name in {"articles", "entities"} else len(frame)
        for number, part in enumerate((frame.iloc[:half], frame.iloc[half:])):
            pq.write_table(TABLES[name].to_arrow(part), folder / name / f"part-{number:05d}.parquet")
    return folder
