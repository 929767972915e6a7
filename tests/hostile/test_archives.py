"""Archives and tables that were made to do harm, or are merely broken: one failure, the rest is read, nothing is written."""

from __future__ import annotations

import gzip
import io
import json
import os
import tarfile
import zipfile
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from wenming_nlp.article import Article
from wenming_nlp.errors import InputError
from wenming_nlp.run import archives, items, readers, sheets
from wenming_nlp.run.batch import analyze_to
from wenming_nlp.run.sources import Failure, read

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = "区委召开创文工作会议\n时间:2019-03-05  来源:某区文明办\n\n　　3月4日,区委书记李明出席会议并讲话,会议要求各单位抓紧整改。\n"
HTML = f"<html><body><h1>{PAGE.splitlines()[0]}</h1><p>{PAGE.splitlines()[-1]}</p></body></html>"


@pytest.fixture(autouse=True)
def nothing_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Whatever a test reads, no file may appear where it could be put."""
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    yield
    assert not list(work.iterdir())
    assert not Path("/tmp/evil.txt").exists()


def _ids(source: Path) -> list[str]:
    return [item.article_id for item in read(source).items()]


def _kinds(source: Path) -> list[str]:
    return [type(result).__name__ for result in read(source)]


def _zip(path: Path, members: dict[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def _tar(path: Path, members: dict[str, bytes], mode: str = "w:gz") -> Path:
    with tarfile.open(path, mode) as archive:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return path


@pytest.mark.parametrize("ending", ["zip", "tar.gz", "tar", "tar.xz", "tgz"])
def test_paths_that_lead_out_only_make_ids(tmp_path: Path, ending: str):
    names = ["../../evil.txt", "/tmp/evil.txt", "a/../../b.txt", "C:\\pages\\c.txt", "好/新闻.txt", "x\ny.txt"]
    members = {name: PAGE.encode() for name in names}
    mode = {"tar.gz": "w:gz", "tgz": "w:gz", "tar": "w", "tar.xz": "w:xz"}.get(ending)
    path = tmp_path / f"in.{ending}"
    _tar(path, members, mode) if mode else _zip(path, members)
    assert _ids(path) == ["in/evil", "in/tmp/evil", "in/a/b", "in/pages/c", "in/好/新闻", "in/x_y"]
    assert {type(result) for result in read(path)} == {Article}


def test_an_archive_in_a_folder_holds_pages_and_tables(tmp_path: Path):
    rows = json.dumps({"标题": "题", "正文": "文。"}) + "\n"
    (tmp_path / "in").mkdir()
    members = {
        "a.html": HTML,
        "b/rows.jsonl": rows * 2,
        "c.csv": "标题,正文\n题,文。\n短\n",
        "style.css": "x",
        "d.pdf": "%PDF",
    }
    _zip(tmp_path / "in" / "z.zip", members | {"a.json": "{}"})
    results = list(read(tmp_path / "in"))
    assert _ids(tmp_path / "in") == [
        *("z/a", "z/b/rows-0000001", "z/b/rows-0000002", "z/c-0000001", "z/c-0000002", "z/d")
    ]
    assert [type(result).__name__ for result in results] == [*["Article"] * 4, "Failure", "Failure"]
    assert "row has 1 cells, the header 2" in results[4].message
    assert results[5].origin.endswith("z.zip!d.pdf")
    assert results[5].message.endswith("got a PDF")


def test_names_of_old_windows_archives_are_chinese(tmp_path: Path):
    path = _zip(tmp_path / "in.zip", {"abcd.txt": PAGE})
    path.write_bytes(path.read_bytes().replace(b"abcd.txt", "新闻".encode("gbk") + b".txt"))
    assert _ids(path) == ["in/新闻"]


def test_a_zip_bomb_is_one_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(archives, "FREE_BYTES", 2**20)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "z.txt").write_text(PAGE, encoding="utf-8")
    _zip(tmp_path / "in" / "bomb.zip", {"a.txt": PAGE, "b.txt": bytes(8 * 2**20)})
    _tar(tmp_path / "in" / "bomb2.tar.gz", {"a.txt": PAGE.encode(), "b.txt": bytes(8 * 2**20)})
    head = b"WARC/1.0\r\nWARC-Type: request\r\nContent-Length: 8000000\r\n\r\n"
    for name in ("bomb3.jsonl.gz", "bomb4.warc.gz"):
        (tmp_path / "in" / name).write_bytes(gzip.compress(head + bytes(8 * 2**20)))
    results = list(read(tmp_path / "in"))
    told = [result.message for result in results if isinstance(result, Failure)]
    assert sum("not read on" in message for message in told) == 4
    assert results[-1].title == "区委召开创文工作会议"


def test_a_large_member_is_refused_by_its_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("wenming_nlp.run.sources.MAX_PAGE_BYTES", 1000)
    path = _zip(tmp_path / "in.zip", {"a.txt": "文" * 1000, "b.txt": PAGE})
    large, good = read(path)
    assert large.message == "page of more than 1,000 bytes"
    assert good.title


def test_broken_archives_end_in_a_failure(tmp_path: Path):
    (tmp_path / "in").mkdir()
    whole = _tar(tmp_path / "w.tar.gz", {f"{n}.txt": PAGE.encode() + os.urandom(3000).hex().encode() for n in range(9)})
    (tmp_path / "in" / "a.tar.gz").write_bytes(whole.read_bytes()[:9000])
    (tmp_path / "in" / "b.zip").write_bytes(b"PK\x03\x04 and no more")
    flipped = bytearray(_zip(tmp_path / "z.zip", {"1.txt": PAGE, "2.txt": PAGE}).read_bytes())
    flipped[60] ^= 0xFF
    (tmp_path / "in" / "c.zip").write_bytes(bytes(flipped))
    (tmp_path / "in" / "d.txt").write_text(PAGE, encoding="utf-8")
    results = list(read(tmp_path / "in"))
    failures = [result.origin.rsplit("/", 1)[-1] for result in results if isinstance(result, Failure)]
    assert failures == ["a.tar.gz", "b.zip", "c.zip!1.txt"]
    assert isinstance(results[-1], Article)
    with pytest.raises(InputError, match="broken archive"):
        read(tmp_path / "in" / "b.zip")


def test_links_devices_and_long_names_in_a_tar(tmp_path: Path):
    path = tmp_path / "in.tar"
    with tarfile.open(path, "w") as archive:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE):
            info = tarfile.TarInfo("a.txt")
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
        info = tarfile.TarInfo("b.txt")
        info.size = len(PAGE.encode())
        archive.addfile(info, io.BytesIO(PAGE.encode()))
    assert _kinds(path) == ["Failure"] * 3 + ["Article"]
    long = tarfile.TarInfo("x")
    long.type, long.size = tarfile.GNUTYPE_LONGNAME, 2**33
    path.write_bytes(long.tobuf(tarfile.GNU_FORMAT) + bytes(2**20))
    with pytest.raises(InputError, match="broken archive: name or attributes of 8,589,934,592 bytes"):
        read(path)


def test_links_in_a_circle(tmp_path: Path):
    root = tmp_path / "in"
    (root / "b").mkdir(parents=True)
    (root / "a.txt").write_text(PAGE, encoding="utf-8")
    (root / "b" / "up").symlink_to(root, target_is_directory=True)
    (root / "loop.txt").symlink_to(root / "loop.txt")
    assert _ids(root) == ["a", "loop"]
    assert _kinds(root) == ["Article", "Failure"]
    assert [item.article_id for item in read(root / "**" / "*.txt").items()] == ["a", "loop"]
    analysis = analyze_to(root, tmp_path / "out", workers=1, tables=["articles"])
    assert (analysis.n_articles, len(analysis.failures)) == (1, 1)


def test_nuls_and_a_line_of_ten_megabytes(tmp_path: Path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(PAGE.replace("会议要求", "会议\x00要求"), encoding="utf-8")
    (tmp_path / "in" / "b.txt").write_text("文明城市创建工作会议。" * 320_000, encoding="utf-8")
    (tmp_path / "in" / "c.jsonl").write_text('{"正文": "' + "文明，" * 10**6 + '"}\n{"正文": "一\\u0000二。"}\n')
    (tmp_path / "in" / "d.csv").write_text('正文\n"' + "文" * 10**6 + '"\n一\x00二。\n')
    begin = perf_counter()
    results = list(read(tmp_path / "in"))
    assert perf_counter() - begin < 20
    assert [type(result).__name__ for result in results] == ["Article"] * 6
    assert not any("\x00" in result.text for result in results)
    assert len(results[1].text) == 11 * 320_000


def _workbook(path: Path, rows: list[list[object]], title: str = "表") -> Path:
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def test_a_workbook_with_formulas_numbers_and_a_wide_row(tmp_path: Path):
    day = pd.Timestamp("2021-04-06").to_pydatetime()
    rows = [["标题", "正文", "时间", None], [2021, "会议召开。", day, None], ["题", '=HYPERLINK("x")&1', None, None]]
    path = _workbook(tmp_path / "in.xlsx", [*rows, [], ["宽", "文。", None, None, "多"]])
    good, formula, wide = read(path)
    assert (good.title, good.published.isoformat(), good.id) == ("2021", "2021-04-06", "in-0000001")
    assert (formula.stage, formula.origin) == ("page", f"{path.as_posix()}:3")
    assert "row has 5 cells, the header 3" in wide.message


def test_a_workbook_that_is_none_or_a_bomb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "in.xlsx"
    path.write_bytes(b"PK\x03\x04nothing")
    with pytest.raises(InputError, match=r"expected an Excel workbook \(\.xlsx\)"):
        read(path)
    _zip(path, {"a.txt": "x"})
    with pytest.raises(InputError, match="cannot be read as an Excel workbook"):
        read(path)
    _workbook(path, [["甲", "乙"], ["一", "二"]])
    with pytest.raises(InputError, match="columns are 甲, 乙"):
        read(path)
    monkeypatch.setattr(sheets, "MAX_STRINGS_BYTES", 10)
    with pytest.raises(InputError, match="save it as CSV"):
        read(path)


def test_macros_are_left_alone(tmp_path: Path):
    path = _workbook(tmp_path / "in.xlsm", [["正文"], ["会议召开。"]])
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0macro")
    assert [article.text for article in read(path)] == ["会议召开。"]


def test_parquet_with_wrong_types(tmp_path: Path):
    path = tmp_path / "in.parquet"
    pq.write_table(pa.table({"标题": ["a"], "正文": [1]}), path)
    with pytest.raises(InputError, match="expected text in column '正文', got int64"):
        read(path)
    pq.write_table(pa.table({"标题": [1, None], "正文": ["一。", "二。"]}), path)
    number, good = read(path)
    assert number.message == "expected text in field 'title', got int"
    assert good.text == "二。"
    path.write_bytes(b"PAR1 nothing PAR1")
    with pytest.raises(InputError, match="expected a Parquet file"):
        read(path)


def test_a_parquet_file_reads_what_is_needed(tmp_path: Path):
    frame = pd.DataFrame({"编号": ["x", "y"], "正文": ["一。", None], "其他": [{"a": 1}, None]})
    frame.to_parquet(tmp_path / "in.parquet")
    good, empty = read(tmp_path / "in.parquet")
    assert (good.id, good.text) == ("x", "一。")
    assert empty.error == "PageError"
    _zip(tmp_path / "in.zip", {"p.parquet": (tmp_path / "in.parquet").read_bytes()})
    assert _ids(tmp_path / "in.zip") == ["x", "y"]


def test_a_csv_of_one_endless_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(readers, "MAX_RECORD_BYTES", 2**17)
    (tmp_path / "in.csv").write_text("正文\n" + "一," * 10**6 + "\n文。\n", encoding="utf-8")
    *broken, good = read(tmp_path / "in.csv")
    assert {type(result) for result in broken} == {Failure}
    assert good.text == "文。"


def test_a_chunk_of_large_pages_is_cut_short(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(items, "MAX_CHUNK_BYTES", 100)
    chunks = list(items.chunks_of(read(["文" * 60, "文" * 60, "短", "短"]).items(), 3))
    assert [len(chunk) for chunk in chunks] == [2, 2]
