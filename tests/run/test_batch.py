"""Output folders at scale: the same bytes whatever the workers, nothing lost when a run is broken off."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from random import Random
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from wenming_nlp.errors import ConfigError, InputError, LexiconError, WenmingError
from wenming_nlp.run import batch
from wenming_nlp.run.analysis import open_analysis
from wenming_nlp.run.analyze import analyze
from wenming_nlp.run.batch import analyze_to
from wenming_nlp.run.sources import read

if TYPE_CHECKING:
    from pathlib import Path

N = 40


def _records() -> list[dict[str, str]]:
    """Return records of campaign news, all different, one of them without a text."""
    random = Random(7)
    names = ["李明", "王建国", "欧阳振华", "覃小玲", "陈可心"]
    units = ["城管局", "教育局", "民政局", "交通局", "市场监管局"]
    records = []
    for number in range(N):
        name, other = random.sample(names, 2)
        body = (
            f"3月{number % 28 + 1}日,武陵区创建全国文明城市工作推进会召开。"
            f"区委书记{name}出席会议并讲话,区长{other}主持会议。\n"
            f"区{random.choice(units)}、{random.choice(units)}等单位共{random.randint(20, 300)}余人参加会议。\n"
            "会议要求,一要提高站位,压实责任。二要聚焦短板,整治占道经营。"
        )
        records.append(
            {"id": f"n{number:03d}", "标题": f"武陵区第{number}次推进创文工作", "正文": body, "日期": "2019-03-31"}
        )
    records[11]["正文"] = ""
    return records


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    path = tmp_path / "news.jsonl"
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in _records()), encoding="utf-8")
    return path


def _bytes(root: Path) -> dict[str, str]:
    """Return a digest of every file below a folder."""
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def test_workers_change_no_byte_and_the_folder_holds_what_memory_holds(corpus: Path, tmp_path: Path):
    one = analyze_to(corpus, tmp_path / "one", workers=1, chunk_size=7)
    two = analyze_to(corpus, tmp_path / "two", workers=2, chunk_size=7)
    assert _bytes(tmp_path / "one") == _bytes(tmp_path / "two")
    assert not (tmp_path / "one" / ".work").exists()
    memory = analyze(corpus)
    assert two.n_articles == one.n_articles == memory.n_articles == N - 1
    for name in memory.tables:
        pd.testing.assert_frame_equal(one[name], memory[name])


def test_chunks_and_order_change_no_row(corpus: Path, tmp_path: Path):
    expected = analyze_to(corpus, tmp_path / "a", workers=1, chunk_size=1000)
    small = analyze_to(corpus, tmp_path / "b", workers=1, chunk_size=3)
    shuffled = _records()
    Random(1).shuffle(shuffled)
    other = analyze(shuffled)
    for name in expected.tables:
        pd.testing.assert_frame_equal(small[name], expected[name])
        if name != "failures":
            drop = ["origin"] if name == "articles" else []
            pd.testing.assert_frame_equal(other[name].drop(columns=drop), expected[name].drop(columns=drop))
    assert len(list((tmp_path / "b" / "articles").iterdir())) == 14


def test_every_input_ends_in_one_table(corpus: Path, tmp_path: Path):
    analysis = analyze_to(corpus, tmp_path / "out", workers=1, chunk_size=7)
    assert len(analysis.articles) + len(analysis.failures) == N
    (failure,) = analysis.failures.to_dict("records")
    assert (failure["stage"], failure["error"]) == ("page", "PageError")
    assert failure["origin"].endswith("news.jsonl:12")
    assert not analysis.articles["article_id"].duplicated().any()
    rows = {name: len(analysis[name]) for name in analysis.tables}
    assert rows == analysis.n_rows


def test_a_run_that_was_broken_off_ends_with_the_same_bytes(corpus: Path, tmp_path: Path, monkeypatch):
    analyze_to(corpus, tmp_path / "whole", workers=1, chunk_size=5)
    first, second = batch._first, batch._second
    seen = []

    def breaking(function, after):
        def run(job):
            if len(seen) == after:
                raise KeyboardInterrupt
            seen.append(job.number)
            return function(job)

        return run

    for after in (0, 3, 4):
        monkeypatch.setattr(batch, "_first", breaking(first, len(seen) + after))
        with pytest.raises(KeyboardInterrupt):
            analyze_to(corpus, tmp_path / "broken", workers=1, chunk_size=5)
        with pytest.raises(InputError, match="not finished"):
            open_analysis(tmp_path / "broken")
    assert seen == list(range(7))
    monkeypatch.setattr(batch, "_first", first)
    monkeypatch.setattr(batch, "_second", breaking(second, len(seen) + 4))
    with pytest.raises(KeyboardInterrupt):
        analyze_to(corpus, tmp_path / "broken", workers=1, chunk_size=5)
    monkeypatch.setattr(batch, "_second", second)
    analyze_to(corpus, tmp_path / "broken", workers=1, chunk_size=5)
    assert _bytes(tmp_path / "broken") == _bytes(tmp_path / "whole")


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is not for Windows")
def test_a_killed_run_goes_on(corpus: Path, tmp_path: Path):
    analyze_to(corpus, tmp_path / "whole", workers=2, chunk_size=2)
    command = [sys.executable, "-m", "wenming_nlp", "analyze", str(corpus), "--out", str(tmp_path / "killed")]
    command += ["--workers", "2", "--chunk-size", "2"]
    for seconds in (0.8, 2.5):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
        process.wait()
    time.sleep(0.5)  # the workers notice that their parent is gone
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    assert _bytes(tmp_path / "killed") == _bytes(tmp_path / "whole")


def test_a_finished_run_is_not_done_again(corpus: Path, tmp_path: Path, monkeypatch):
    analyze_to(corpus, tmp_path / "out", workers=1, chunk_size=7)
    before = _bytes(tmp_path / "out")
    monkeypatch.setattr(batch, "extract_all", None)
    assert analyze_to(corpus, tmp_path / "out", workers=1, chunk_size=7).n_articles == N - 1
    assert _bytes(tmp_path / "out") == before


@pytest.mark.parametrize("change", ["other", "more", "less"])
def test_another_input_is_not_mixed_in(corpus: Path, tmp_path: Path, change: str):
    analyze_to(corpus, tmp_path / "out", workers=1, chunk_size=10)
    lines = corpus.read_text(encoding="utf-8").splitlines(keepends=True)
    lines = {"other": ['{"正文": "另一篇。"}\n', *lines[1:]], "more": lines * 2, "less": lines[:20]}[change]
    corpus.write_text("".join(lines), encoding="utf-8")
    with pytest.raises(InputError, match="the input has changed"):
        analyze_to(corpus, tmp_path / "out", workers=1, chunk_size=10)
    again = analyze_to(corpus, tmp_path / "out", workers=1, chunk_size=10, overwrite=True)
    assert again.n_articles + len(again.failures) == len(lines)


def test_only_the_tables_that_were_asked_for(corpus: Path, tmp_path: Path):
    analysis = analyze_to(corpus, tmp_path / "out", workers=1, tables=["tokens", "articles"])
    assert list(analysis.tables) == ["articles", "tokens", "failures"]
    whole = analyze(corpus)
    for name in analysis.tables:
        pd.testing.assert_frame_equal(analysis[name], whole[name])


def test_progress_is_told_and_ends_with_everything(corpus: Path, tmp_path: Path):
    told = []
    analyze_to(corpus, tmp_path / "out", workers=1, chunk_size=10, on_progress=told.append)
    assert [p.n_articles for p in told if not p.ranking] == [10, 19, 29, 39]
    assert told[-1] == (N - 1, 1, corpus.stat().st_size, corpus.stat().st_size, True)


def test_a_worker_that_dies_is_told(tmp_path: Path):
    with batch._Pool(2) as pool, pytest.raises(WenmingError, match="a worker process died"):
        list(pool.map(os._exit, [1, 1, 1]))


@pytest.mark.parametrize(
    ("settings", "error", "told"),
    [
        ({"workers": 0}, InputError, "workers: expected a whole number of 1 or more, got 0"),
        ({"chunk_size": True}, InputError, "chunk_size: expected a whole number of 1 or more, got True"),
        ({"tone": "yes"}, ConfigError, "setting tone"),
        ({"tabels": ["articles"]}, ConfigError, "Did you mean 'tables'"),
    ],
)
def test_wrong_arguments_touch_nothing(corpus: Path, tmp_path: Path, settings, error, told: str):
    with pytest.raises(error, match=told):
        analyze_to(corpus, tmp_path / "out", **settings)
    assert not (tmp_path / "out").exists()


def test_a_wrong_word_list_is_told_before_anything_is_done(corpus: Path, tmp_path: Path):
    words = tmp_path / "mine.txt"
    words.write_text("创文 0 n\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"mine\.txt"):
        analyze_to(corpus, tmp_path / "out", dictionaries=[words])
    assert not (tmp_path / "out").exists()


def test_values_in_memory_can_be_written_too(tmp_path: Path):
    analysis = analyze_to(read(_records()), tmp_path / "out", workers=1, chunk_size=10)
    assert analysis.n_articles == N - 1
    with pytest.raises(InputError, match="expected articles, found none"):
        analyze_to([], tmp_path / "empty")
