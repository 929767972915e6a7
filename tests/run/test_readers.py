"""Files of records: good lines, broken lines, charsets."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from wenming_nlp.errors import InputError
from wenming_nlp.run import readers
from wenming_nlp.run.fields import check_columns, match_columns

if TYPE_CHECKING:
    from pathlib import Path


def _read(reader, path: Path):
    with path.open("rb") as stream:
        return list(reader(stream, path.as_posix()))


def _fields(records):
    return [record.fields for record in records]


def test_json_lines_keep_their_numbers_over_blank_and_broken_lines(tmp_path: Path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'\xef\xbb\xbf{"body": "\xe4\xb8\x80"}\n\n{"body": \n[1]\n{"body": "\xd6\xd0"}\n{"body": "x"}')
    first, broken, listed, charset, last = _read(readers.read_jsonl, path)
    assert first == (1, 1, {"body": "一"}, 19)
    assert broken.number == 3
    assert "expected a JSON object a line" in str(broken.fields)
    assert str(listed.fields) == "expected a JSON object, got list"
    assert "expected UTF-8, got byte 0xd6" in str(charset.fields)
    assert (last.number, last.fields) == (6, {"body": "x"})
    assert sum(r.n_bytes for r in (first, broken, listed, charset, last)) == path.stat().st_size - 1


def test_a_line_beyond_the_limit_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(readers, "MAX_RECORD_BYTES", 50)
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"body": "x" * 200}) + '\n{"body": "y"}\n', encoding="utf-8")
    long, short = _read(readers.read_jsonl, path)
    assert "at most 50 are read" in str(long.fields)
    assert short.fields == {"body": "y"}
    assert long.n_bytes + short.n_bytes == path.stat().st_size


def test_deep_nesting_is_a_broken_line(tmp_path: Path):
    path = tmp_path / "a.jsonl"
    path.write_text("[" * 100_000 + "\n", encoding="utf-8")
    (record,) = _read(readers.read_jsonl, path)
    assert isinstance(record.fields, InputError)


@pytest.mark.parametrize(("content", "told"), [("{}", "expected a list of records, got dict"), ("[", "expected JSON")])
def test_json_that_is_no_list(tmp_path: Path, content: str, told: str):
    path = tmp_path / "a.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=told):
        list(_read(readers.read_json, path))


def test_a_json_list(tmp_path: Path):
    path = tmp_path / "a.json"
    path.write_text('[{"body": "一"}, 3]', encoding="utf-8")
    good, bad = _read(readers.read_json, path)
    assert good.fields == {"body": "一"}
    assert "expected a record, got int" in str(bad.fields)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_in_the_charsets_that_spreadsheets_write(tmp_path: Path, encoding: str, delimiter: str):
    path = tmp_path / "a.csv"
    rows = [["标题", "正文"], ["创文", '"第一段\n第二段"'], ["迎检", "今天"]]
    path.write_bytes("\r\n".join(delimiter.join(row) for row in rows).encode(encoding))
    assert _fields(_read(readers.read_csv, path)) == [
        {"标题": "创文", "正文": "第一段\n第二段"},
        {"标题": "迎检", "正文": "今天"},
    ]


def test_ragged_rows_are_told_with_their_line(tmp_path: Path):
    path = tmp_path / "a.csv"
    path.write_text('标题,正文\n一,"a\nb"\n二\n三,c,d\n\n四,e\n', encoding="utf-8")
    records = list(_read(readers.read_csv, path))
    assert [record.line for record in records] == [3, 4, 5, 7]
    assert str(records[1].fields) == "row has 1 cells, the header 2"
    assert str(records[2].fields) == "row has 3 cells, the header 2"
    assert records[3].fields == {"标题": "四", "正文": "e"}


def test_csv_without_a_header(tmp_path: Path):
    path = tmp_path / "a.csv"
    path.write_text("\n", encoding="utf-8")
    with pytest.raises(InputError, match="expected a header line"):
        list(_read(readers.read_csv, path))


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (("Title", " Content "), {"title": "Title", "body": " Content "}),
        (("id", "title", "date", "source", "author", "body"),
         {"id": "id", "title": "title", "body": "body", "published": "date", "source": "source", "author": "author"}),
        (("标题", "正文", "发布时间", "来源", "链接"),
         {"title": "标题", "body": "正文", "published": "发布时间", "source": "来源", "url": "链接"}),
        (("\ufeff编号", "text"), {"id": "\ufeff编号", "body": "text"}),
    ],
)  # fmt: skip
def test_columns_are_guessed(names, found):
    assert match_columns(names) == found


def test_a_chosen_column_wins_and_is_used_once():
    found = match_columns(("content", "text", "标题"), (("body", "text"),))
    assert found == {"title": "标题", "body": "text"}


@pytest.mark.parametrize(
    ("names", "chosen", "told"),
    [
        (("a", "b"), (), "columns are a, b; expected one of body, 正文"),
        (("正文",), (("title", "题"),), "no column '题' for the title; columns are 正文"),
    ],
)
def test_no_column_for_the_text_lists_all(names, chosen, told):
    with pytest.raises(InputError, match=told):
        match_columns(names, chosen)


def test_a_field_that_is_none():
    with pytest.raises(InputError, match=r"unknown field 'titel', expected .* Did you mean 'title'"):
        check_columns({"titel": "x"})
