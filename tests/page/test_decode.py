"""Charsets: declared, undeclared, declared wrongly, and bytes that are no text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenming_nlp.errors import PageError
from wenming_nlp.page import decode_page

SIMPLIFIED = "某区召开全国文明城市创建工作推进会，区委书记出席会议并讲话。\n来源：某区文明办 2020-01-02\n"
TRADITIONAL = "本市召開文明城市推進會，市長出席會議並講話，各區負責人參加。\n來源：某報 2020-01-02\n"


@pytest.mark.parametrize("declared", [None, "utf-8", "gb2312", "big5", "iso-8859-1", "nonsense"])
@pytest.mark.parametrize(
    ("text", "charset"),
    [
        (SIMPLIFIED, "utf-8"),
        (SIMPLIFIED, "utf-8-sig"),
        (SIMPLIFIED, "gbk"),
        (SIMPLIFIED, "gb18030"),
        (SIMPLIFIED, "utf-16"),
        (SIMPLIFIED, "utf-16-le"),
        (SIMPLIFIED, "utf-16-be"),
        (TRADITIONAL, "big5"),
        (TRADITIONAL, "utf-8"),
        (TRADITIONAL, "gbk"),
        ("plain ASCII, no Chinese", "ascii"),
    ],
)
def test_text_survives_any_declaration(text, charset, declared):
    assert decode_page(text.encode(charset), declared) == text


@pytest.mark.parametrize("said", ["utf-8", "gb2312", "big5"])
def test_a_declaration_in_the_page_may_be_wrong(said):
    page = f'<html><head><meta charset="{said}"></head><body>{SIMPLIFIED}</body></html>'
    assert decode_page(page.encode("gbk")) == page


def test_a_few_broken_bytes_cost_no_more_than_themselves():
    data = SIMPLIFIED.encode() * 20
    text = decode_page(data[:-2] + b"\xff\n")
    assert text.count("\ufffd") <= 3
    assert text.startswith(SIMPLIFIED)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "PDF"),
        (b"PK\x03\x04\x14\x00\x06\x00", "zip archive or an Office file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00\x00", "old Office file"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "PNG"),
        (b"\x1f\x8b\x08\x00", "gzip"),
        (bytes(range(256)) * 8, "binary data"),
    ],
)
def test_binary_is_refused_by_kind(data, kind):
    with pytest.raises(PageError, match=kind):
        decode_page(data)


@given(st.binary(max_size=400))
def test_any_bytes_are_text_or_a_page_error(data):
    try:
        text = decode_page(data)
    except PageError:
        return
    assert isinstance(text, str)


@given(st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1))
def test_valid_utf8_is_never_read_as_anything_else(text):
    assert decode_page(text.encode()) == text
