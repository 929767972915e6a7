"""Imports point downwards: a module knows only the layers below its own, and no two modules know each other."""

from __future__ import annotations

import ast
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import wenming_nlp

ROOT = Path(wenming_nlp.__file__).parent
LAYERS = (
    *("errors", "schema", "article", "resources", "page", "text", "entities", "records", "terms", "topics", "run"),
    *("report", "cli"),
)
#: The package itself offers names of all layers, the others only its version.
TOP = ("wenming_nlp", "wenming_nlp.__main__")


def _name(path: Path) -> str:
    parts = path.relative_to(ROOT.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {_name(path): path for path in sorted(ROOT.rglob("*.py"))}


def _imports(module: str) -> set[str]:
    """Return our own modules that a module imports anywhere, also for its types or inside a function."""
    found = set()
    for node in ast.walk(ast.parse(MODULES[module].read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{module}: relative import in line {node.lineno}"
            below = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= (below & MODULES.keys()) or {node.module}
    return {name for name in found if name in MODULES}


def _layer(module: str) -> int:
    return LAYERS.index(module.split(".")[1])


@pytest.mark.parametrize("module", [name for name in MODULES if name not in TOP])
def test_imports_point_downwards(module: str):
    own = _layer(module)
    wrong = {name for name in _imports(module) - {"wenming_nlp"} if name in TOP or _layer(name) > own}
    assert not wrong, f"{module} ({LAYERS[own]}) imports {', '.join(sorted(wrong))}"


def test_no_two_modules_need_each_other():
    graph = {module: _imports(module) - {module} for module in MODULES if module not in TOP}
    order = list(TopologicalSorter(graph).static_order())
    assert set(MODULES) - set(TOP) <= set(order)


@pytest.mark.parametrize("module", MODULES)
def test_segmenters_are_imported_in_one_place(module: str):
    names = {
        name.split(".")[0]
        for node in ast.walk(ast.parse(MODULES[module].read_text("utf-8")))
        for name in (
            [alias.name for alias in node.names] if isinstance(node, ast.Import)
            else [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        )
    }  # fmt: skip
    assert not names & {"jieba", "rjieba"} or module == "wenming_nlp.text.segment"


@pytest.mark.parametrize("module", MODULES)
def test_a_module_can_be_read_in_one_sitting(module: str):
    assert len(MODULES[module].read_text("utf-8").splitlines()) <= 400
