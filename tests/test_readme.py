"""What the READMEs and the docs say is so: code runs and gives what is shown, links lead somewhere."""

from __future__ import annotations

import ast
import re
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
READMES = ("README.md", "README.zh-CN.md")
PAGES = sorted(
    path.relative_to(ROOT).as_posix()
    for pattern in ("*.md", "docs/**/*.md", "corpora/**/*.md")
    for path in ROOT.glob(pattern)
)
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)")
SHOWN = re.compile(r"# → (.*)$")


def _blocks(page: str, language: str) -> list[str]:
    return [code for name, code in BLOCK.findall((ROOT / page).read_text("utf-8")) if name == language]


def _heading_anchor(line: str) -> str:
    """Return the anchor that code hosts give a heading."""
    return re.sub(r"[^\w\- ]", "", line.lstrip("# ").lower()).strip().replace(" ", "-")


def _run(code: str) -> int:
    """Run a block; compare what is shown behind ``# →`` with the value of that line; return how many were shown."""
    names: dict[str, object] = {}
    lines, n_shown = code.splitlines(), 0
    for node in ast.parse(code).body:
        shown = SHOWN.search(lines[node.end_lineno - 1])
        source = ast.get_source_segment(code, node)
        if shown is None:
            exec(compile(source, "README", "exec"), names)
            continue
        assert isinstance(node, ast.Expr), f"no value to show: {source}"
        assert repr(eval(compile(source, "README", "eval"), names)) == shown[1], source
        n_shown += 1
    return n_shown


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the sample pages as a clone has them, where files may be written."""
    shutil.copytree(ROOT / "corpora" / "sample", tmp_path / "corpora" / "sample")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("page", [page for page in PAGES if _blocks(page, "python")])
def test_code_gives_what_is_shown(page: str, home: Path):
    pytest.importorskip("vl_convert", reason="wenming-nlp[report] is not installed")
    n_shown = sum(_run(code) for code in _blocks(page, "python"))
    if page in READMES:
        assert n_shown >= 4
        assert (home / "report.html").stat().st_size > 100_000


def test_both_readmes_hold_the_same_code():
    """Comments apart, English and Chinese readers type the same; so CI tries both when it tries one."""
    for language in ("sh", "python"):
        english, chinese = (_blocks(page, language) for page in READMES)
        assert english == chinese
        assert english


def test_both_readmes_list_the_same_tables():
    from wenming_nlp.schema import TABLES

    for page in READMES:
        section = (ROOT / page).read_text("utf-8").split("| --- | --- |", 1)[1].split("\n\n", 1)[0]
        named = {name for row in section.strip().splitlines() for name in re.findall(r"[a-z]{3,}", row.split("|")[1])}
        assert named == set(TABLES)


def test_the_two_set_up_commands_come_first_and_are_one_line_each():
    first, second, *_ = _blocks("README.md", "sh")
    assert first.count("\n") == second.count("\n") == 1
    assert first.rstrip().endswith("report.html")
    assert second.rstrip().endswith("-m pytest")


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: str):
    for link in LINK.findall(BLOCK.sub("", (ROOT / page).read_text("utf-8"))):
        if "://" in link:
            continue
        name, _, anchor = link.partition("#")
        target = (ROOT / page).parent / name if name else ROOT / page
        assert target.exists(), f"{page}: {link}"
        if anchor:
            lines = target.read_text("utf-8").splitlines()
            assert anchor in {_heading_anchor(line) for line in lines if line.startswith("#")}, f"{page}: {link}"


def test_settings_of_the_how_to_are_settings(tmp_path: Path):
    from wenming_nlp.page.rules import load_rules
    from wenming_nlp.run.config import AnalysisConfig

    blocks = {code.split(",", 1)[0].removeprefix("# "): code for code in _blocks("docs/how-to.md", "toml")}
    for name, block in blocks.items():
        (tmp_path / name).write_text(block, encoding="utf-8")
    assert load_rules(tmp_path / "sites.toml").of(url="http://www.example.gov.cn/1.html").body == ("#zoom",)
    config = AnalysisConfig.from_toml(tmp_path / "settings.toml")
    assert config.n_keywords == 30
    assert config.dictionaries == (tmp_path / "my-words.txt",)
