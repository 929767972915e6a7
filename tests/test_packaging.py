"""What is packed: everything that is needed at run time, with its licence, and nothing else."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from email.parser import Parser
from importlib.util import find_spec
from pathlib import Path

import pytest

import wenming_nlp

ROOT = Path(__file__).parents[1]
PACKAGE = Path(wenming_nlp.__file__).parent
RESOURCES = PACKAGE / "resources"
MANIFEST = tomllib.loads((RESOURCES / "MANIFEST.toml").read_text("utf-8"))
#: What the resources folder holds beside data.
NO_DATA = {"__init__.py", "MANIFEST.toml", "models.md"}
LICENCES = {"MIT", "BSD", "BSD-3-Clause", "Apache-2.0", "CC0-1.0", "CC-BY-4.0", "WTFPL"}


def _data_files() -> set[str]:
    return {path.name for path in RESOURCES.iterdir() if path.is_file()} - NO_DATA


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> tuple[zipfile.ZipFile, tarfile.TarFile]:
    """The wheel and the source archive."""
    if find_spec("hatchling") is None:
        pytest.skip("hatchling, which builds the package, is not installed")
    out = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(out)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (wheel,), (source,) = out.glob("*.whl"), out.glob("*.tar.gz")
    return zipfile.ZipFile(wheel), tarfile.open(source)


def test_the_wheel_holds_every_file_of_the_package(archives):
    names = {name for name in archives[0].namelist() if ".dist-info/" not in name}
    files = {
        path.relative_to(PACKAGE.parent).as_posix()
        for path in PACKAGE.rglob("*")
        if path.is_file() and not any(part.startswith((".", "__pycache__")) for part in path.relative_to(PACKAGE).parts)
    }
    assert names == files
    assert {"wenming_nlp/py.typed", "wenming_nlp/report/assets/page.html.j2"} <= names
    assert all(f"wenming_nlp/resources/{name}" in names for name in MANIFEST)


def test_the_wheel_holds_licences_and_the_command(archives):
    wheel = archives[0]
    names = [name.split(".dist-info/")[-1] for name in wheel.namelist() if ".dist-info/" in name]
    assert {"licenses/LICENSE", "licenses/NOTICE", "entry_points.txt"} <= set(names)
    (entry,) = (name for name in wheel.namelist() if name.endswith("entry_points.txt"))
    assert "wenming = wenming_nlp.cli:main" in wheel.read(entry).decode()


def test_what_the_wheel_says_of_itself(archives):
    wheel = archives[0]
    (name,) = (name for name in wheel.namelist() if name.endswith(".dist-info/METADATA"))
    told = Parser().parsestr(wheel.read(name).decode("utf-8"))
    assert told["Name"] == "wenming-nlp"
    assert told["Version"] == wenming_nlp.__version__
    assert told["License-Expression"] == "MIT"
    assert told["Requires-Python"] == ">=3.11"
    assert set(told.get_all("Provides-Extra")) == {"report", "cluster", "bench", "test", "dev"}
    needed = [line for line in told.get_all("Requires-Dist") if "extra ==" not in line]
    assert all(">=" in line and "<" not in line for line in needed), "lower bounds only: an application may need more"


def test_the_source_archive_can_be_tested(archives):
    names = {name.split("/", 1)[1] for name in archives[1].getnames()}
    assert {"LICENSE", "NOTICE", "README.zh-CN.md", "tests/test_packaging.py", "benchmarks/floors.json"} <= names
    assert {"corpora/sample/d001.txt", "corpora/sample/d001.json"} <= names
    assert not [name for name in names if name.startswith((".venv", "out/", ".git/"))]


@pytest.mark.parametrize("name", sorted(_data_files() | MANIFEST.keys()))
def test_every_data_file_has_its_origin_licence_and_sum(name: str):
    entry = MANIFEST[name]
    assert hashlib.sha256((RESOURCES / name).read_bytes()).hexdigest() == entry["sha256"]
    assert set(entry["licence"].split("; ")) <= LICENCES
    assert entry["source"]
    assert entry["retrieved"].year >= 2026


@pytest.mark.parametrize("name", sorted(MANIFEST))
def test_what_builds_a_data_file_is_here(name: str):
    builder = MANIFEST[name]["built_by"]
    assert builder == "by hand" or (ROOT / builder).is_file()


def test_what_is_derived_from_others_is_in_the_notice():
    notice = (ROOT / "NOTICE").read_text("utf-8")
    sources = " ".join(str(entry["source"]) for entry in MANIFEST.values())
    # Packages by name and version, as in "jieba 0.42.1".
    used = {name.lower() for name in re.findall(r"([A-Za-z][\w-]+) v?\d+\.\d+", sources)}
    assert used
    missing = {name for name in used if name not in notice.lower()}
    assert not missing


def test_no_address_of_a_machine_or_registry_is_published():
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    assert "index-url" not in project
    assert "://" not in project
