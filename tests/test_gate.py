"""The accuracy gate: what it lets through, what it refuses, and what it writes."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from types import ModuleType

SCRIPT = Path(__file__).parents[1] / "benchmarks" / "gate.py"


@pytest.fixture
def gate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The gate over one page, whose figures a test sets in ``gate.figures``."""
    spec = importlib.util.spec_from_file_location("gate", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "d1.json").write_text("{}", encoding="utf-8")
    module.figures = {"places": 0.8006, "topic": 0.9}
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "FLOORS", tmp_path / "floors.json")
    monkeypatch.setattr(module, "CORPORA", ("pages",))
    monkeypatch.setattr(module, "measure", lambda _folder: module.figures)
    book = {"pages": {"gold_sha256": "", "minima": {"topic": 0.7}, "floors": {}}}
    module.FLOORS.write_text(json.dumps(book), encoding="utf-8")
    assert module.main(["--update"]) == 0
    return module


def _floors(gate: ModuleType) -> dict[str, float]:
    return json.loads(gate.FLOORS.read_text("utf-8"))["pages"]["floors"]


def test_floors_are_figures_rounded_down(gate: ModuleType):
    assert _floors(gate) == {"places": 0.8, "topic": 0.9}
    assert gate.main([]) == 0


def test_a_figure_below_its_floor_fails(gate: ModuleType, capsys: pytest.CaptureFixture):
    gate.figures = {"places": 0.7999, "topic": 0.9}
    assert gate.main([]) == 1
    assert "pages: places 0.7999 is below 0.8" in capsys.readouterr().err


def test_a_figure_that_is_gone_fails(gate: ModuleType):
    gate.figures = {"topic": 0.9}
    assert gate.main([]) == 1


def test_update_raises_and_does_not_lower(gate: ModuleType):
    gate.figures = {"places": 0.85, "topic": 0.8}
    assert gate.main(["--update"]) == 1
    assert _floors(gate) == {"places": 0.8, "topic": 0.9}
    assert gate.main(["--update", "--allow-lower"]) == 0
    assert _floors(gate) == {"places": 0.85, "topic": 0.8}


def test_a_promise_is_not_lowered_by_anything(gate: ModuleType, capsys: pytest.CaptureFixture):
    gate.figures = {"places": 0.85, "topic": 0.69}
    assert gate.main(["--update", "--allow-lower"]) == 1
    assert "misses the minimum 0.7" in capsys.readouterr().err
    assert _floors(gate) == {"places": 0.8, "topic": 0.9}


def test_another_gold_must_be_measured_again(gate: ModuleType, capsys: pytest.CaptureFixture):
    (gate.ROOT / "pages" / "d1.json").write_text('{"title": "x"}', encoding="utf-8")
    assert gate.main([]) == 1
    assert "measure again with --update" in capsys.readouterr().err
    assert gate.main(["--update"]) == 0
    assert gate.main([]) == 0


def test_lowering_alone_is_no_job(gate: ModuleType):
    with pytest.raises(SystemExit) as refused:
        gate.main(["--allow-lower"])
    assert refused.value.code == 2
