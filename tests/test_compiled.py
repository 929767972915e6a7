"""What mypyc asks of the modules that it compiles on request (hatch_build.py), told before a build finds it."""

import ast
from pathlib import Path

import pytest

SRC = Path(__file__).parents[1] / "src" / "wenming_nlp"
PLAIN = {"__init__.py", "gazetteer.py", "labeller.py", "labeller_columns.py"}
SOURCES = ("entities/*.py", "records/*.py", "text/sentences.py", "text/tokens.py")
PATHS = [path for source in SOURCES for path in sorted(SRC.glob(source)) if path.name not in PLAIN]


@pytest.mark.parametrize("path", PATHS, ids=lambda path: f"{path.parent.name}.{path.stem}")
def test_types_of_fields_exist_when_a_class_is_made(path: Path):
    """A compiled class looks up the types of its fields, so they are imported outside ``TYPE_CHECKING``."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    hidden = {
        (alias.asname or alias.name).split(".")[0]
        for node in tree.body
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
        for statement in node.body
        for alias in getattr(statement, "names", ())
    }
    fields = [
        (cls.name, field.annotation)
        for cls in ast.walk(tree)
        if isinstance(cls, ast.ClassDef)
        for field in cls.body
        if isinstance(field, ast.AnnAssign)
    ]
    missing = {
        (name, used.id)
        for name, annotation in fields
        for used in ast.walk(annotation)
        if isinstance(used, ast.Name) and used.id in hidden
    }
    assert not missing


@pytest.mark.parametrize("path", PATHS, ids=lambda path: f"{path.parent.name}.{path.stem}")
def test_nothing_is_kept_in_a_cached_property(path: Path):
    """A compiled class has no ``__dict__``: a ``cached_property`` would be computed at each call."""
    assert "cached_property" not in path.read_text(encoding="utf-8")


def test_the_build_compiles_these():
    """The test looks at the very modules that the build takes."""
    hook = ast.parse((SRC.parents[1] / "hatch_build.py").read_text(encoding="utf-8"))
    (sources,) = (
        ast.literal_eval(node.value)
        for node in hook.body
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.target.id == "SOURCES"
    )
    assert sources == SOURCES
