"""The public names: all there, all documented, one version."""

from __future__ import annotations

import ast
import inspect
import tomllib
from importlib import import_module
from pathlib import Path

import pytest

import wenming_nlp

PROJECT = Path(__file__).parents[1] / "pyproject.toml"


@pytest.mark.parametrize("name", [name for name in wenming_nlp.__all__ if name != "__version__"])
def test_every_public_name_is_there_and_documented(name: str):
    value = getattr(wenming_nlp, name)
    assert inspect.getdoc(value)
    assert name in dir(wenming_nlp)


@pytest.mark.parametrize("name", ["analyze", "analyze_text", "analyze_to", "read", "open", "evaluate", "report"])
def test_functions_have_parameters_and_errors_in_their_docstrings(name: str):
    value = getattr(wenming_nlp, name)
    text = inspect.getdoc(value.report if inspect.ismodule(value) else value)
    assert "Raises\n------" in text


def test_the_types_that_checkers_see_are_the_names_that_are_there():
    """What stands under TYPE_CHECKING is what `__getattr__` gives."""
    tree = ast.parse(Path(wenming_nlp.__file__).read_text("utf-8"))
    seen = {
        alias.asname: (node.module, alias.name)
        for block in tree.body if isinstance(block, ast.If)
        for node in block.body if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }  # fmt: skip
    assert seen.keys() == {*wenming_nlp.__all__, "open", "report"} - {"__version__"}
    for name, (module, original) in seen.items():
        if name != "report":
            assert getattr(wenming_nlp, name).__name__ == original
            assert getattr(wenming_nlp, name).__module__.startswith(module)


def test_the_layer_report_can_be_called():
    """``wm.report(…)`` works before and after something has imported the layer of that name."""
    assert callable(wenming_nlp.report)
    import_module("wenming_nlp.report.page")
    assert callable(wenming_nlp.report)


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="module 'wenming_nlp' has no attribute 'analyse'"):
        wenming_nlp.analyse  # noqa: B018


def test_a_star_import_hides_no_builtin():
    assert "open" not in wenming_nlp.__all__
    assert len(set(wenming_nlp.__all__)) == len(wenming_nlp.__all__)


def test_one_version():
    assert tomllib.loads(PROJECT.read_text("utf-8"))["project"]["version"] == wenming_nlp.__version__
