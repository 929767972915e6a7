"""``import wenming_nlp`` costs next to nothing, and nothing heavy is loaded before it is needed."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

HEAVY = (
    "pandas",
    "pyarrow",
    "numpy",
    "jieba",
    "rjieba",
    "sklearn",
    "scipy",
    "snownlp",
    "lxml",
    "altair",
    "dask",
    "rich",
)


def _loaded_after(code: str) -> set[str]:
    """Return which heavy libraries a fresh interpreter has loaded after some code."""
    probe = f"import sys, json\n{code}\nprint(json.dumps([m for m in {HEAVY!r} if m in sys.modules]))"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout))


def test_the_package_loads_nothing_heavy():
    assert _loaded_after("import wenming_nlp") == set()


def test_the_package_loads_in_a_tenth_of_a_second():
    probe = "import time; t = time.perf_counter(); import wenming_nlp; print(time.perf_counter() - t)"
    seconds = [
        float(subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True).stdout)
        for _ in range(3)
    ]
    assert min(seconds) < 0.1


@pytest.mark.parametrize("name", ["InputError", "Article"])
def test_small_names_stay_small(name: str):
    assert _loaded_after(f"import wenming_nlp as wm; wm.{name}") == set()


def test_an_analysis_needs_no_learning_or_tone_library():
    code = "import wenming_nlp as wm; wm.analyze_text('区委召开会议\\n4月19日，区委书记李明出席会议并讲话。')"
    assert not _loaded_after(code) & {"jieba", "sklearn", "scipy", "snownlp", "altair", "dask"}


def test_the_command_answers_without_loading_tables():
    code = "from wenming_nlp.cli import main; main(['--version'])"
    probe = f"import sys, json, io\nsys.stdout = io.StringIO()\n{code}\nsys.stdout = sys.__stdout__"
    assert not _loaded_after(probe) & {"pandas", "pyarrow", "jieba", "rjieba", "sklearn", "snownlp", "lxml"}
