"""Output folders: whole files, one run at a time, nothing of others touched."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

from wenming_nlp.errors import InputError
from wenming_nlp.run.analysis import Analysis, open_analysis
from wenming_nlp.run.config import AnalysisConfig
from wenming_nlp.run.store import Done, Output, write_atomically
from wenming_nlp.schema import TABLES

CONFIG = AnalysisConfig(tables=["articles", "places"])


def _analysis() -> Analysis:
    places = {
        "article_id": ["b", "a", "a"], "mention": ["播州", "遵义", "播州"], "adcode": [None, "520300", "520304"],
        "full_name": [None, "贵州省遵义市", "贵州省遵义市播州区"], "level": [None, "市", "县"], "n": [1, 2, 3],
    }  # fmt: skip
    tables = {name: TABLES[name].empty() for name in CONFIG.tables} | {"places": TABLES["places"].conform(places)}
    return Analysis(tables, CONFIG, 2)


def _output(root: Path, **settings) -> Output:
    return Output(root, settings.pop("config", CONFIG), **{"source": "in", "chunk_size": 5} | settings)


def test_what_is_written_comes_back_the_same(tmp_path: Path):
    analysis = _analysis()
    analysis.write(tmp_path / "out")
    opened = open_analysis(tmp_path / "out")
    assert opened.config == CONFIG
    assert opened.n_articles == 2
    assert opened.n_rows == {"articles": 0, "places": 3, "failures": 0}
    for name in CONFIG.tables:
        pd.testing.assert_frame_equal(opened[name], analysis[name])
    assert opened.places is opened.places


def test_files_say_what_they_are_and_nothing_of_pandas(tmp_path: Path):
    _analysis().write(tmp_path)
    path = tmp_path / "places" / "part-00000.parquet"
    notes = pq.read_schema(path).metadata
    assert notes[b"wenming_nlp.table"] == b"places"
    assert notes[b"wenming_nlp.config"].decode() == CONFIG.fingerprint()
    assert b"pandas" not in notes
    assert pq.ParquetFile(path).metadata.row_group(0).column(0).compression == "ZSTD"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["articles", "failures", "manifest.json", "places"]
    # Any reader of Parquet sees plain values in the order of the schema.
    assert pd.read_parquet(tmp_path / "places")["level"].tolist()[:2] == ["县", "市"]


def test_a_table_left_out_and_a_table_that_is_none(tmp_path: Path):
    analysis = _analysis()
    with pytest.raises(InputError, match="table 'officials' was left out of this analysis; there are articles, places"):
        analysis.officials  # noqa: B018
    with pytest.raises(InputError, match="table 'official' does not exist"):
        analysis["official"]
    assert getattr(analysis, "officials", None) is None
    with pytest.raises(TypeError):
        analysis.tables["places"] = None


def test_summaries_name_every_table_and_escape():
    analysis = _analysis()
    assert repr(analysis) == "<Analysis: 0 articles, 3 places, 0 failures>"
    html = analysis._repr_html_()
    assert "<th style='text-align:left'>places</th><td style='text-align:right'>3</td>" in html
    assert "article_id, mention, adcode" in html


def test_a_strangers_folder_is_refused_and_left_alone(tmp_path: Path):
    (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match="output folder is not empty"), _output(tmp_path):
        pass
    with pytest.raises(InputError, match="output folder is not empty"), _output(tmp_path, overwrite=True):
        pass
    with pytest.raises(InputError, match="output folder is not empty"):
        _analysis().write(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]
    with (
        pytest.raises(InputError, match="expected a folder for the output, got a file"),
        _output(tmp_path / "thesis.txt"),
    ):
        pass


def test_two_runs_refuse_each_other(tmp_path: Path):
    code = (
        "import sys; from wenming_nlp.run.store import Output; from wenming_nlp.run.config import AnalysisConfig\n"
        "with Output(sys.argv[1], AnalysisConfig(tables=['articles', 'places']), source='in', chunk_size=5): pass"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    with _output(tmp_path):
        with pytest.raises(InputError, match="another run is writing"), _output(tmp_path):
            pass
        other = subprocess.run(command, capture_output=True, text=True, check=False)
        assert "another run is writing" in other.stderr
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"config": AnalysisConfig(tables=["articles"])}, "another settings"),
        ({"source": "elsewhere"}, "another input"),
        ({"chunk_size": 6}, "another chunk size"),
    ],
)
def test_a_run_with_anything_else_is_not_gone_on_with(tmp_path: Path, settings, told: str):
    with _output(tmp_path) as output:
        output.note(0, Done("d", 1, 0, {}))
    with pytest.raises(InputError, match=told), _output(tmp_path, **settings):
        pass
    with _output(tmp_path) as output:
        assert output.noted(0) == Done("d", 1, 0, {})
        assert output.noted(1) is None
    with _output(tmp_path, overwrite=True, **settings) as output:
        assert output.noted(0) is None


def test_an_input_that_has_grown_is_told(tmp_path: Path):
    with _output(tmp_path) as output:
        output.check_end(2)
        output.check_end(2)
        with pytest.raises(InputError, match="the input has changed"):
            output.check_end(3)


def test_an_unfinished_or_foreign_folder_is_not_opened(tmp_path: Path):
    with pytest.raises(InputError, match="no such folder"):
        open_analysis(tmp_path / "none")
    with pytest.raises(InputError, match=r"found no manifest\.json"):
        open_analysis(tmp_path)
    with _output(tmp_path / "out"):
        pass
    with pytest.raises(InputError, match="not finished; give the same command again"):
        open_analysis(tmp_path / "out")
    manifest = tmp_path / "out" / "manifest.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"format": 99}), encoding="utf-8")
    with pytest.raises(InputError, match="expected an output of format 1, got 99"):
        open_analysis(tmp_path / "out")


def test_damaged_parts_are_told(tmp_path: Path):
    _analysis().write(tmp_path)
    part = tmp_path / "places" / "part-00000.parquet"
    part.write_bytes(part.read_bytes()[:100])
    with pytest.raises(InputError, match="cannot be read"):
        open_analysis(tmp_path).places  # noqa: B018
    part.unlink()
    with pytest.raises(InputError, match="found none"):
        open_analysis(tmp_path).places  # noqa: B018


def test_a_write_that_fails_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "a"
    path.write_bytes(b"before")

    def full(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space"):
        write_atomically(path, b"after", tmp_path)
    assert path.read_bytes() == b"before"
    assert [p.name for p in tmp_path.iterdir()] == ["a"]
