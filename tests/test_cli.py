"""The command: what it prints, what it refuses, and with which exit status."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from wenming_nlp import __version__
from wenming_nlp.cli import main
from wenming_nlp.run.analysis import open_analysis

if TYPE_CHECKING:
    from pathlib import Path

PAGE = """武陵区召开创文推进会
时间:2019-03-05 来源:武陵区文明办
　　3月4日,武陵区创建全国文明城市工作推进会召开。区委书记龚长河出席会议并讲话,会议要求压实责任。
责任编辑:文静
"""
GOLD = {
    "title": "武陵区召开创文推进会", "published": "2019-03-05", "topic": "city", "also": [], "kind": "会议",
    "mentions": [{"text": "龚长河", "label": "PERSON"}], "officials": [], "departments": [], "places": [], "dates": [],
    "event": None, "directives": [], "keywords": ["创文"],
}  # fmt: skip


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    root = tmp_path / "pages"
    root.mkdir()
    (root / "p1.txt").write_text(PAGE, encoding="utf-8")
    (root / "p2.txt").write_bytes(PAGE.encode("gb18030"))
    (root / "p1.json").write_text(json.dumps(GOLD, ensure_ascii=False), encoding="utf-8")
    return root


def _run(capsys: pytest.CaptureFixture, *arguments: object) -> tuple[int, str, str]:
    status = main([str(argument) for argument in arguments])
    out, err = capsys.readouterr()
    return status, out, err


def test_pages_to_tables_to_figures(corpus: Path, tmp_path: Path, capsys):
    out = tmp_path / "out"
    (corpus / "scan.pdf").write_bytes(b"%PDF-1.7")
    status, told, err = _run(capsys, "analyze", corpus, "--out", out, "--workers", 1)
    assert (status, err) == (0, "")
    assert "2 articles in" in told
    assert "1 failures" in told
    assert f"{corpus.as_posix()}/scan.pdf: read: expected" in told
    assert open_analysis(out).articles["article_id"].tolist() == ["p1", "p2"]
    status, told, _ = _run(capsys, "evaluate", corpus, out, "--misses", "entities.PERSON")
    assert status == 0
    assert "entities.PERSON            p 1.000  r 1.000  f1 1.000  n 1\n" in told
    status, told, _ = _run(capsys, "evaluate", corpus, out, "--json")
    assert json.loads(told)["page.title"] == {"accuracy": 1.0, "n": 1}
    status, told, _ = _run(capsys, "analyze", corpus, "--out", out, "--workers", 1)
    assert status == 0
    assert "nothing to do" in told
    status, told, _ = _run(capsys, "analyze", corpus, "--out", out, "--workers", 1, "--overwrite", "--json")
    assert json.loads(told)["rows"]["failures"] == 1


def test_only_some_tables_and_settings_from_a_file(corpus: Path, tmp_path: Path, capsys):
    settings = tmp_path / "settings.toml"
    settings.write_text('tables = ["places"]\nwords = ["创文推进会"]\n', encoding="utf-8")
    arguments = ("--config", settings, "--tables", "articles, tokens")
    assert _run(capsys, "analyze", corpus, "--out", tmp_path / "out", *arguments)[0] == 0
    analysis = open_analysis(tmp_path / "out")
    assert list(analysis.tables) == ["articles", "tokens", "failures"]
    assert "创文推进会" in set(analysis.tokens["text"])


def test_show_prints_what_is_in_a_page(corpus: Path, capsys):
    status, told, _ = _run(capsys, "show", corpus / "p2.txt", "--summary")
    assert status == 0
    for words in ("武陵区召开创文推进会", "2019-03-05", "武陵区文明办", "龚长河", "书记", "officials", "keywords"):
        assert words in told
    status, told, _ = _run(capsys, "show", corpus / "p1.txt", "--json")
    assert json.loads(told)["officials"][0]["name"] == "龚长河"


def test_show_takes_one_record_of_many(tmp_path: Path, capsys):
    path = tmp_path / "a.csv"
    path.write_text("bt,zw,id\n一,今天召开会议。,x\n二,明天召开会议。,y\n", encoding="utf-8")
    columns = ("--column", "title=bt", "--column", "body=zw")
    assert "二" in _run(capsys, "show", path, "--id", "y", *columns)[1]
    status, _, err = _run(capsys, "show", path, *columns)
    assert (status, err) == (2, f"wenming: {path}: 2 articles; choose one with --id, such as x\n")
    assert _run(capsys, "show", path, "--id", "z", *columns)[2] == f"wenming: {path}: no article with the id 'z'\n"


def test_version_help_and_doctor(capsys):
    assert _run(capsys, "--version") == (0, f"wenming {__version__}\n", "")
    status, told, _ = _run(capsys, "doctor")
    assert status == 0
    for name in ("python", "pandas", "pyarrow", "rjieba", "[report]", "[cluster]"):
        assert f"\n{name} " in told
    for verb in ("analyze", "report", "show", "evaluate", "doctor"):
        status, told, _ = _run(capsys, verb, "--help")
        assert status == 0
        assert "Usage: wenming" in told


def test_own_lists_win(tmp_path: Path, capsys):
    page, posts = tmp_path / "p.txt", tmp_path / "posts.tsv"
    page.write_text("播州区召开会议\n2020-03-04\n播州区文明办创文专员肖光强参加会议。\n", encoding="utf-8")
    posts.write_text("创文专员\n", encoding="utf-8")

    def held(*options: str) -> list[tuple[str, str]]:
        shown = json.loads(_run(capsys, "show", page, "--json", *options)[1])
        return [(row["post"], row["org"]) for row in shown["officials"]]

    assert ("创文专员", "播州区文明办") not in held()
    assert held("--own", f"posts={posts}") == [("创文专员", "播州区文明办")]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("analyze", "{tmp}/none", "--out", "{tmp}/out"), "no such file or folder"),
        (("analyze", "{tmp}/empty", "--out", "{tmp}/out"), "expected a folder with pages"),
        (("analyze", "{tmp}/a.bin", "--out", "{tmp}/out"), "got ending .bin"),
        (("analyze", "{tmp}/binary.txt", "--out", "{tmp}/out"), "binary.txt: "),
        (("analyze", "{tmp}/a.pdf", "--out", "{tmp}/out"), "got a PDF"),
        (("analyze", "{tmp}/pages", "--out", "{tmp}/full"), "output folder is not empty"),
        (("analyze", "{tmp}/pages", "--out", "{tmp}/a.pdf"), "expected a folder for the output, got a file"),
        (("analyze", "{tmp}/pages"), "Missing option '--out'"),
        (("analyze", "{tmp}/pages", "--out", "{tmp}/out", "--wrokers", "2"), "No such option: --wrokers"),
        (("analyze", "{tmp}/pages", "--out", "{tmp}/out", "--workers", "two"), "Invalid value for '--workers'"),
        (("analyze", "{tmp}/pages", "--out", "{tmp}/out", "--workers", "0"), "workers: expected a whole number"),
        (("analyze", "{tmp}/pages", "--out", "{tmp}/out", "--tables", "offcials"), "Did you mean 'officials'"),
        (("analyze", "{tmp}/pages", "--out", "{tmp}/out", "--config", "{tmp}/none.toml"), "expected a TOML file"),
        (("analyze", "{tmp}/pages", "--out", "{tmp}/out", "--column", "body"), "expected FIELD=COLUMN"),
        (("analyze", "{tmp}/pages", "--out", "{tmp}/out", "--column", "bdy=x"), "Did you mean 'body'"),
        (("analyze", "{tmp}/pages", "--out", "{tmp}/out", "--own", "post=x.tsv"), "expected KIND=FILE"),
        (("analyze", "{tmp}/pages", "--out", "{tmp}/out", "--own", "posts={tmp}/none.tsv"), "none.tsv"),
        (("analyse", "x"), "No such command 'analyse'"),
        (("show", "{tmp}/none"), "no such file or folder"),
        (("show", "{tmp}/a.pdf"), "got a PDF"),
        (("evaluate", "{tmp}/pages", "{tmp}/empty"), "found no manifest.json"),
        (("evaluate", "{tmp}/empty", "{tmp}/empty"), "expected gold annotation"),
        (("report", "{tmp}/empty", "--html", "{tmp}/r.html"), "found no manifest.json"),
    ],
)
def test_bad_input_is_one_clear_line_and_status_2(corpus: Path, tmp_path: Path, capsys, arguments, told: str):
    (tmp_path / "empty").mkdir()
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "a.bin").write_bytes(bytes(range(256)))
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
    status, out, err = _run(capsys, *(argument.format(tmp=tmp_path) for argument in arguments))
    assert (status, out) == (2, "")
    assert told in err
    assert err.startswith("wenming: ")
    assert err.count("\n") == 1
    assert not (tmp_path / "out").exists()
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["mine.txt"]
    assert corpus.is_dir()


def test_what_nobody_expected_is_status_1(corpus: Path, tmp_path: Path, capsys, monkeypatch):
    def full(*_args, **_kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("wenming_nlp.run.batch.write_part", full)
    status, _, err = _run(capsys, "analyze", corpus, "--out", tmp_path / "out", "--workers", 1)
    assert status == 1
    assert err == "wenming: unexpected OSError: [Errno 28] No space left on device (set WENMING_DEBUG=1 to see where)\n"
    monkeypatch.setenv("WENMING_DEBUG", "1")
    with pytest.raises(OSError, match="No space"):
        _run(capsys, "analyze", corpus, "--out", tmp_path / "out", "--workers", 1)


@pytest.mark.skipif(os.name == "nt", reason="a signal to one process only")
@pytest.mark.parametrize("workers", [1, 2])
def test_ctrl_c_ends_cleanly_and_the_run_goes_on(tmp_path: Path, workers: int):
    path = tmp_path / "news.jsonl"
    line = json.dumps({"title": "武陵区召开创文推进会", "body": PAGE.splitlines()[2] * 8}, ensure_ascii=False)
    path.write_text(f"{line}\n" * 600, encoding="utf-8")
    command = [sys.executable, "-m", "wenming_nlp", "analyze", str(path), "--out", str(tmp_path / "out")]
    command += ["--chunk-size", "10", "--workers", str(workers)]
    # A shell's background job ignores SIGINT and hands that on to what it starts.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    signal.signal(signal.SIGINT, before)
    deadline = time.monotonic() + 60
    while not list(tmp_path.glob("out/.work/chunk-*.json")):
        assert time.monotonic() < deadline
        assert process.poll() is None
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (130, "wenming: stopped; give the same command again to go on\n")
    assert not json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))["complete"]


def test_a_reader_that_goes_away_is_no_error(corpus: Path):
    command = f"{sys.executable} -m wenming_nlp show {corpus / 'p1.txt'} | head -c 1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=False)
    assert len(done.stdout) == 1
    assert b"Traceback" not in done.stderr
