"""Where articles come from: which files count, what their ids are, what is refused."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from wenming_nlp.article import Article, Paragraph
from wenming_nlp.errors import InputError
from wenming_nlp.run.sources import Failure, in_chunks, read

if TYPE_CHECKING:
    from pathlib import Path

PAGE = """区委召开创文工作会议
时间:2019-03-05  来源:某区文明办

　　3月4日,区委书记李明出席会议并讲话,会议要求各单位抓紧整改。
"""


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    root = tmp_path / "corpus"
    (root / "b" / "deep").mkdir(parents=True)
    (root / "a.txt").write_text(PAGE, encoding="utf-8")
    (root / "a.json").write_text('{"mentions": []}', encoding="utf-8")
    (root / "b" / "page.html").write_text(f"<html><body><p>{PAGE}</p></body></html>", encoding="utf-8")
    (root / "b" / "page.txt").write_text(PAGE, encoding="utf-8")
    (root / "b" / "deep" / "x.jsonl").write_text(
        json.dumps({"id": "own", "title": "标题", "body": "正文一。"}) + "\n" + json.dumps({"body": "正文二。"}) + "\n",
        encoding="utf-8",
    )
    (root / "b" / "settings.json").write_text('{"a": 1}', encoding="utf-8")
    (root / "README.md").write_text("# no page", encoding="utf-8")
    (root / ".hidden.txt").write_text(PAGE, encoding="utf-8")
    (root / "scan.pdf").write_bytes(b"%PDF-1.7 \x00")
    return root


def test_a_folder_gives_pages_and_records_with_stable_ids(corpus: Path):
    items = list(read(corpus).items())
    assert [item.article_id for item in items] == ["a", "own", "b/deep/x-0000002", "b/page.html", "b/page.txt", "scan"]
    assert items[0].origin == (corpus / "a.txt").as_posix()
    assert items[1].origin.endswith("x.jsonl:1")


def test_what_cannot_be_read_is_a_failure_and_the_rest_goes_on(corpus: Path):
    results = list(read(corpus))
    assert [type(result).__name__ for result in results] == ["Article"] * 5 + ["Failure"]
    assert results[-1] == Failure((corpus / "scan.pdf").as_posix(), "read", "InputError", results[-1].message)
    assert results[-1].message.endswith("got a PDF")


def test_a_source_can_be_gone_through_again(corpus: Path):
    source = read(corpus)
    assert list(source.items()) == list(source.items())
    assert source.n_bytes == sum(item.n_bytes for item in source.items())


def test_a_json_file_is_read_when_it_is_a_list_or_named(corpus: Path):
    (corpus / "list.json").write_text('[{"正文": "一。"}]', encoding="utf-8")
    assert "list-0000001" in [item.article_id for item in read(corpus).items()]
    with pytest.raises(InputError, match="expected a list of records, got dict"):
        read(corpus / "b" / "settings.json")


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.pdf", b"%PDF-1.7", "got a PDF"),
        ("a.bin", b"\x00\x01\x02", "got ending .bin"),
        ("noending", b"abc", r"got ending \(none\)"),
        ("a.docx", b"PK\x03\x04", "a ZIP archive or an Office file"),
        ("a.txt", b"%PDF-1.7 text", "expected a page of text or HTML, got a PDF"),
        ("b.txt", bytes(range(256)) * 20, "b.txt: "),
        ("c.txt", b"", "c.txt: "),
        ("a.csv", "甲,乙\n1,2\n".encode(), "columns are 甲, 乙"),
        ("a.jsonl", b"", "the file holds none"),
        ("b.jsonl", b"{\n{\n", r"b.jsonl:1: expected a JSON object a line"),
    ],
)
def test_a_file_named_alone_that_is_no_page_is_refused_at_once(tmp_path: Path, name: str, content: bytes, told: str):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InputError, match=told) as caught:
        read(path)
    assert str(caught.value).count(str(path)) == 1


def test_missing_and_empty(tmp_path: Path):
    with pytest.raises(InputError, match="no such file or folder"):
        read(tmp_path / "none")
    with pytest.raises(InputError, match="use analyze_text"):
        read("今天召开会议。")
    with pytest.raises(InputError, match="expected a folder with pages"):
        read(tmp_path)


def test_broken_records_do_not_hide_good_ones(tmp_path: Path):
    path = tmp_path / "a.jsonl"
    path.write_text('{\n{"body": "正文。"}\n{"body": ""}\n{"text2": 1}\n', encoding="utf-8")
    broken, good, empty, other = read(path)
    assert (broken.stage, broken.origin) == ("read", f"{path.as_posix()}:1")
    assert good.text == "正文。"
    assert (empty.stage, empty.error) == ("page", "PageError")
    assert not empty.message.startswith(path.as_posix())
    assert "columns are text2" in other.message


def test_an_id_that_comes_twice_is_kept_apart(tmp_path: Path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": "x", "body": "一。"}\n' * 3 + '{"id": "x#2", "body": "二。"}\n', encoding="utf-8")
    assert [item.article_id for item in read(path).items()] == ["x", "x#2", "x#3", "x#2#2"]


def test_a_frame_with_missing_cells():
    frame = pd.DataFrame(
        {
            "标题": ["一", None],
            "正文": ["正文。", "第二篇。"],
            "时间": pd.to_datetime(["2019-03-05", None]),
            "编号": [7, 8],
        }
    )
    first, second = read(frame)
    assert (first.id, first.title, first.published.isoformat()) == ("7", "一", "2019-03-05")
    assert (second.id, second.published) == ("8", None)
    with pytest.raises(InputError, match="columns are a"):
        read(pd.DataFrame({"a": [1]}))


def test_values_of_many_kinds(corpus: Path):
    article = Article("mine", "here", "题", "题", (Paragraph(0, 1, "title"),))
    found = list(read([PAGE, {"正文": "一。"}, article, corpus / "a.txt", 3]))
    assert [getattr(value, "id", None) for value in found] == ["0000001", "0000002", "mine", "a", None]
    assert found[-1].message == "expected a text, a record, a path or an Article, got int"


@pytest.mark.parametrize("value", [3, {"正文": "一。"}, None])
def test_what_is_no_source(value):
    with pytest.raises(InputError, match="expected a path, a frame or an iterable"):
        read(value)


def test_chosen_columns_reach_every_record(tmp_path: Path):
    path = tmp_path / "a.csv"
    path.write_text("t,zw\n题,正文。\n", encoding="utf-8")
    (article,) = read(path, columns={"title": "t", "body": "zw"})
    assert (article.title, article.text) == ("题", "题\n正文。")


def test_chunks():
    assert list(in_chunks(range(5), 2)) == [[0, 1], [2, 3], [4]]
    assert list(in_chunks([], 2)) == []
