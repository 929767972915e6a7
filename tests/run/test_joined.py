"""Articles cut into pages are put together on request, and only where nothing leaves a doubt."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from wenming_nlp.cli import main
from wenming_nlp.run.analysis import open_analysis
from wenming_nlp.run.joined import join_pages
from wenming_nlp.run.sources import read

if TYPE_CHECKING:
    from pathlib import Path

LINES = [f"第{n}段，区委书记李明出席会议并讲话，会议要求各单位抓紧整改，限期完成任务。" for n in "甲乙丙丁戊"]


def _page(path: Path, n: int, title: str = "区委召开创文会议") -> None:
    tail = "<p>（某区文明办供稿）</p>" if n == 2 else ""
    path.write_text(
        f"<html><head><title>{title}</title></head><body><h1>{title}</h1><p>时间：2019-03-05　来源：某区文明办</p>"
        f"<div id='zoom'><p>{LINES[n]}</p>{tail}</div></body></html>",
        encoding="utf-8",
    )


@pytest.mark.parametrize(
    "names",
    [
        ("t1.html", "t1_1.html", "t1_2.html"),
        ("t1.html", "t1_2.html", "t1_3.html"),
        ("t1.html", "t1(2).html", "t1(3).html"),
    ],
)
def test_parts_are_joined_in_order(tmp_path: Path, names: tuple[str, ...]):
    for n, name in enumerate(names):
        _page(tmp_path / name, n, "区委召开创文会议" + (f"（{n + 1}）" if n else ""))
    _page(tmp_path / "t2.html", 3)
    assert len(list(read(tmp_path))) == 4
    joined, other = join_pages(tmp_path)
    assert (joined.id, other.id) == ("t1", "t2")
    assert joined.text.split("\n") == ["区委召开创文会议", *LINES[:3], "（某区文明办供稿）"]
    assert [joined.text[p.start : p.end] for p in joined.paragraphs if p.part == "body"] == LINES[:3]
    assert joined.published.isoformat() == "2019-03-05"


@pytest.mark.parametrize("doubt", ["gap", "title", "same", "folder", "broken"])
def test_what_leaves_a_doubt_is_left(tmp_path: Path, doubt: str):
    _page(tmp_path / "t1.html", 0)
    part = tmp_path / {"gap": "t1_4.html", "folder": "b/t1_1.html"}.get(doubt, "t1_1.html")
    part.parent.mkdir(exist_ok=True)
    _page(part, 0 if doubt == "same" else 1, "志愿者走进社区" if doubt == "title" else "区委召开创文会议")
    if doubt == "broken":
        part.write_bytes(b"%PDF")
    assert list(join_pages(tmp_path)) == list(read(tmp_path))


def test_the_command_line(tmp_path: Path):
    (tmp_path / "in").mkdir()
    for n, name in enumerate(("t1.html", "t1_1.html", "t1_2.html")):
        _page(tmp_path / "in" / name, n)
    command = [
        "analyze",
        str(tmp_path / "in"),
        "--out",
        str(tmp_path / "out"),
        "--tables",
        "articles",
        "--workers",
        "1",
    ]
    assert main([*command, "--join-pages"]) == 0
    assert open_analysis(tmp_path / "out").articles["article_id"].tolist() == ["t1"]
    assert main([*command, "--join-pages"]) == 0
