"""Web archives, saved pages of browsers, Markdown, packed tables and patterns of paths."""

from __future__ import annotations

import gzip
import json
import zlib
from typing import TYPE_CHECKING

import pytest

from wenming_nlp.errors import InputError
from wenming_nlp.run.sources import Failure, read

if TYPE_CHECKING:
    from pathlib import Path

BODY = "3月4日，区委书记李明出席会议并讲话，会议要求各单位抓紧整改，限期完成。"
HTML = f"<html><head><title>区委召开创文会议</title></head><body><h1>区委召开创文会议</h1><p>{BODY}</p></body></html>"


def _record(kind: str, block: bytes, url: str = "http://a.gov.cn/1.html") -> bytes:
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nContent-Length: {len(block)}\r\n\r\n"
    return head.encode() + block + b"\r\n\r\n"


def _response(data: bytes, *headers: str, status: str = "200 OK", kind: str = "text/html") -> bytes:
    head = "\r\n".join([f"HTTP/1.1 {status}", f"Content-Type: {kind}", *headers])
    return head.encode() + b"\r\n\r\n" + data


def _chunked(data: bytes) -> bytes:
    pieces = [data[i : i + 50] for i in range(0, len(data), 50)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


@pytest.mark.parametrize("packed", [False, True])
def test_the_pages_of_a_web_archive(tmp_path: Path, packed: bool):
    page = HTML.encode("gbk")
    records = [
        _record("warcinfo", b"software: x"),
        _record("request", b"GET / HTTP/1.1\r\n\r\n"),
        _record("response", _response(page, kind="text/html; charset=gbk")),
        _record(
            "response", _response(_chunked(gzip.compress(page)), "Transfer-Encoding: chunked", "Content-Encoding: gzip")
        ),
        _record("response", _response(zlib.compress(page), "Content-Encoding: deflate")),
        _record("response", _response(page, status="404 Not Found")),
        _record("response", _response(b"\xff\xd8\xff", kind="image/jpeg")),
        _record("response", _response(page, "Content-Encoding: br")),
        _record("response", _response(HTML.encode()), "http://a.gov.cn/art/2021/4/6/art_1.html"),
    ]
    path = tmp_path / ("crawl.warc.gz" if packed else "crawl.warc")
    path.write_bytes(b"".join(map(gzip.compress, records) if packed else records))
    results = list(read(path))
    assert [item.article_id for item in read(path).items()] == [f"crawl-000000{n}" for n in (3, 4, 5, 8, 9)]
    assert [getattr(result, "title", None) for result in results] == [
        *["区委召开创文会议"] * 3,
        None,
        "区委召开创文会议",
    ]
    assert "Content-Encoding 'br'" in results[3].message
    assert results[-1].url == "http://a.gov.cn/art/2021/4/6/art_1.html"
    assert results[-1].published.isoformat() == "2021-04-06"


def test_a_broken_web_archive_keeps_what_stands_before(tmp_path: Path):
    path = tmp_path / "crawl.warc"
    path.write_bytes(
        _record("response", _response(HTML.encode())) + _record("response", _response(HTML.encode()))[:-200]
    )
    good, broken = read(path)
    assert good.title
    assert isinstance(broken, Failure)
    assert "breaks off after" in broken.message
    path.write_bytes(b"HTTP/1.1 200 OK\r\n")
    with pytest.raises(InputError, match=r"expected WARC/1\.0"):
        read(path)


def test_a_page_saved_by_a_browser(tmp_path: Path):
    (tmp_path / "a.mht").write_bytes(
        b'From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n'
        b"--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n"
        b"Content-Location: http://a.gov.cn/1.html\r\n\r\n"
        + __import__("base64").encodebytes(HTML.encode())
        + b"\r\n--b\r\nContent-Type: image/png\r\n\r\nxx\r\n--b--\r\n"
    )
    (article,) = read(tmp_path / "a.mht")
    assert (article.title, article.url) == ("区委召开创文会议", "http://a.gov.cn/1.html")
    assert BODY in article.text
    (tmp_path / "b.mht").write_text("no mime", encoding="utf-8")
    with pytest.raises(InputError, match="no part text/html"):
        read(tmp_path / "b.mht")


def test_markdown(tmp_path: Path):
    (tmp_path / "README.md").write_text("# 关于", encoding="utf-8")
    text = f"---\ntitle: 区委召开创文会议\ndate: 2021-04-06\nsource: 某区文明办\n---\n\n**{BODY[:8]}**{BODY[8:]}\n\n![图](a.png)\n\n- {BODY}\n"
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    (tmp_path / "b.md").write_text(
        f"# 区委召开创文会议\n\n时间：2021-04-06　来源：某区文明办\n\n{BODY}\n", encoding="utf-8"
    )
    first, second = read(tmp_path)
    assert first.text == f"区委召开创文会议\n{BODY}\n{BODY}\n某区文明办"
    for article in (first, second):
        assert (article.title, article.source, article.published.isoformat()) == (
            "区委召开创文会议",
            "某区文明办",
            "2021-04-06",
        )


def test_packed_tables(tmp_path: Path):
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(json.dumps({"正文": BODY}).encode()))
    (tmp_path / "b.csv.gz").write_bytes(gzip.compress(f"题,文\n一,{BODY}\n".encode("gb18030")))
    assert [item.article_id for item in read(tmp_path / "a.jsonl.gz").items()] == ["a-0000001"]
    (article,) = read(tmp_path / "b.csv.gz", columns={"title": "题", "body": "文"})
    assert article.text == f"一\n{BODY}"
    with pytest.raises(InputError, match="columns are 题, 文"):
        read(tmp_path / "b.csv.gz")


def test_patterns(tmp_path: Path):
    for name in ("a/1.html", "a/b/2.html", "a/3.txt", "[x]/4.html"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(HTML, encoding="utf-8")
    ids = {
        pattern: [item.article_id for item in read(tmp_path / pattern).items()]
        for pattern in ("a/*.html", "**/*.html", "a/**", "a/[!1].*", "[x]/4.html")
    }
    assert ids == {
        "a/*.html": ["1"],
        "**/*.html": ["[x]/4", "a/1", "a/b/2"],
        "a/**": ["1", "3", "b/2"],
        "a/[!1].*": ["3"],
        "[x]/4.html": ["4"],
    }
    with pytest.raises(InputError, match="expected a pattern that fits pages"):
        read(tmp_path / "*.xyz")
