"""The same text and nearly the same text are found, whatever the order; others are not."""

from __future__ import annotations

import random
from pathlib import Path
from time import perf_counter

import pandas as pd
import pytest

from wenming_nlp.cli import main
from wenming_nlp.errors import InputError
from wenming_nlp.run.analysis import open_analysis
from wenming_nlp.run.analyze import analyze
from wenming_nlp.run.duplicates import _sign, duplicates, without_duplicates
from wenming_nlp.run.sources import read

SAMPLE = Path(__file__).parents[2] / "corpora" / "sample"
LETTERS = [chr(code) for code in range(0x4E00, 0x4E00 + 2000)]


def _text(seed: int, n: int = 600) -> str:
    return "".join(random.Random(seed).choices(LETTERS, k=n))


def _rows(frame: pd.DataFrame) -> list[tuple]:
    return list(frame[["article_id", "other_id", "kind"]].itertuples(index=False, name=None))


def test_same_near_and_other():
    text = _text(1)
    near = text[:300] + "改了几个字" + text[305:]
    rows = {"c": near, "b": " ".join(text), "a": text, "d": _text(2), "e": text[:150] + _text(3, 450)}
    records = [{"id": key, "body": value} for key, value in rows.items()]
    found = duplicates(records)
    assert _rows(found) == [("b", "a", "same"), ("c", "a", "near")]
    assert 0.9 < found["similarity"][1] < 1
    random.Random(0).shuffle(records)
    pd.testing.assert_frame_equal(duplicates(records), found)


@pytest.mark.parametrize("share", [0.6, 0.75, 0.9])
def test_the_estimate_is_near_the_truth(share: float):
    """Two texts that have a beginning in common: the estimate lies within three standard errors."""
    n, wrong = 2000, []
    for seed in range(8):
        head = _text(seed, int(n * 2 * share / (1 + share)))
        one, other = (head + _text(seed + k, n - len(head)) for k in (100, 200))
        grams = [{text[i : i + 5] for i in range(len(text) - 4)} for text in (one, other)]
        truth = len(grams[0] & grams[1]) / len(grams[0] | grams[1])
        estimate = (_sign("a", one).signature == _sign("b", other).signature).mean()
        wrong.append(estimate - truth)
    assert max(map(abs, wrong)) < 0.15
    assert abs(sum(wrong) / len(wrong)) < 0.05


def test_signatures_never_change():
    """They may be stored and compared with those of another machine."""
    assert _sign("a", "某区召开创建全国文明城市工作推进会").signature[:3].tolist() == SIGNATURE


SIGNATURE = [239904114, 16630706, 611699967]


def test_the_sample_has_no_duplicates_and_tables_do_as_well_as_sources():
    source = read(SAMPLE)
    assert duplicates(source, threshold=0.7).empty
    articles = list(source)[:4]
    tables = analyze([*articles, *articles], tables=["articles"])
    expected = [(f"{article.id}#2", article.id, "same") for article in articles]
    assert _rows(duplicates(tables)) == _rows(duplicates(tables.articles)) == sorted(expected)


def test_time_grows_with_the_number_of_articles():
    """A corpus of one article many times, lightly edited, is the worst case for comparing pairs."""
    text = _text(5, 300)
    edited = [{"id": f"{i:05}", "body": text[:100] + f"{i:07}" + text[107:]} for i in range(2000)]
    begin = perf_counter()
    assert len(duplicates(edited)) == 1999
    assert perf_counter() - begin < 20


def test_dropped_only_on_request(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "in").mkdir()
    page = (SAMPLE / "d001.txt").read_bytes()
    for name in ("a.txt", "b.txt"):
        (tmp_path / "in" / name).write_bytes(page)
    (tmp_path / "in" / "c.txt").write_bytes((SAMPLE / "d002.txt").read_bytes())
    assert [type(result).__name__ for result in read(tmp_path / "in")] == ["Article"] * 3
    command = ["analyze", str(tmp_path / "in"), "--workers", "1", "--tables", "articles"]
    assert main([*command, "--out", str(tmp_path / "all")]) == 0
    assert main([*command, "--drop-duplicates", "--out", str(tmp_path / "out")]) == 0
    assert open_analysis(tmp_path / "all").articles["article_id"].tolist() == ["a", "b", "c"]
    result = open_analysis(tmp_path / "out")
    assert result.articles["article_id"].tolist() == ["a", "c"]
    assert result.failures[["error", "message"]].to_numpy().tolist() == [["Duplicate", "same text as a"]]


def test_wrong_arguments():
    with pytest.raises(InputError, match=r"from 0\.5 to 1, got 0\.2"):
        duplicates([], threshold=0.2)
    with pytest.raises(InputError, match="read twice, got an iterator"):
        without_duplicates(iter(["一。"]))
    assert duplicates([]).empty
