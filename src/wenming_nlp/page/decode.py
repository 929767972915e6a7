"""Bytes to text: which charset a page is in, whatever it says of itself."""

from __future__ import annotations

import codecs
import re
from typing import Final

from wenming_nlp.errors import PageError

__all__ = ["decode_page"]

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_KINDS: Final = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a zip archive or an Office file"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file (.doc, .xls, .ppt)"),
    (b"{\\rtf", "an RTF file"),
    (b"\x1f\x8b", "a gzip file"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
    (b"SQLite format 3\x00", "a SQLite database"),
    (b"PAR1", "a Parquet file"),
)
# What pages call a charset against the codec that reads everything it may hold: browsers, too, read
# gb2312 as its superset. latin-1 is what servers declare that know nothing, so it counts as no declaration.
_CODECS: Final = {
    **dict.fromkeys(("gb2312", "gbk", "gb18030", "x-gbk", "gb_2312-80", "cp936", "euc-cn", "chinese"), "gb18030"),
    **dict.fromkeys(("big5", "big5-hkscs", "x-x-big5", "cn-big5", "cp950"), "big5hkscs"),
    **dict.fromkeys(("utf-8", "utf8", "unicode-1-1-utf-8"), "utf-8"),
    **dict.fromkeys(("utf-16", "utf-16le", "unicode"), "utf-16-le"),
    "utf-16be": "utf-16-be",
}
_DECLARED: Final = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,30})", re.IGNORECASE)
# The most frequent characters of Chinese, simplified and traditional: text read in the wrong charset has hardly any.
_COMMON: Final = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多"
    "定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由"
    "其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意"
    "建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统"
    "這個為們來時國會說對學過發經區於電進體動後機當從業還實與關間樣應開長現場無門問題點變條員總結線黨層頭讓給點歲書"
    "市县镇村街道社区委办局志愿服务创建城市宣传组织活动工作领导干部群众编辑来源首页责任位置文章时间记者"
)
_HANZI: Final = re.compile("[一-鿿]")
_COMMON_HANZI: Final = re.compile(f"[{_COMMON}]")
_ASCII: Final = re.compile("[\n\r\t -~]")
_ODD: Final = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f\ue000-\uf8ff\ufffd\ufffe\uffff]")
_CONTROL: Final = bytes(b for b in range(32) if b not in b"\t\n\x0b\x0c\r\x1a\x1b")
_SURE: Final = 0.2  # everyday characters make up half of any Chinese, a tenth of what is misread
_MAX_ODD_SHARE: Final = 0.1  # beyond this nobody would call it text


def decode_page(data: bytes, declared: str | None = None) -> str:
    r"""Return the text of a page's bytes.

    A byte order mark decides; then valid UTF-8 does, because no other charset passes for it. Otherwise
    the charsets in which Chinese pages come are weighed by how much everyday Chinese they yield, and a
    declaration, by the caller or in the page, only settles what is close: many pages declare wrongly.

    Parameters
    ----------
    data : bytes
        The page as it was saved.
    declared : str, optional
        A charset that a server or a catalogue named.

    Returns
    -------
    str
        Without byte order mark; bytes that fit nowhere are U+FFFD.

    Raises
    ------
    PageError
        If the bytes are no text: a PDF, an archive, an image, random bytes.

    Examples
    --------
    >>> decode_page("文明城市创建工作".encode("gbk"), declared="utf-8")
    '文明城市创建工作'
    >>> decode_page(b"%PDF-1.7 ...")
    Traceback (most recent call last):
    wenming_nlp.errors.PageError: expected a page of text, got a PDF file
    """
    for mark, codec in _BOMS:
        if data.startswith(mark):
            return _checked(data[len(mark) :].decode(codec, "replace"))
    for magic, kind in _KINDS:
        if data.startswith(magic):
            raise PageError(f"expected a page of text, got {kind}")
    wide = _wide_text(data)
    if wide is not None:
        return _checked(wide)
    n_control = len(data) - len(data.translate(None, _CONTROL))
    if n_control > max(2, len(data) // 100):
        raise PageError(f"expected a page of text, got binary data ({n_control:,} control bytes in {len(data):,})")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _checked(_weigh(data, declared))


def _wide_text(data: bytes) -> str | None:
    """Return the text of UTF-16 without a mark, known by zeros on one side of its ASCII characters only."""
    even, odd = data[0:20_000:2].count(0), data[1:20_000:2].count(0)
    if not even + odd or min(even, odd) * 4 > max(even, odd):
        return None
    text = data.decode("utf-16-le" if odd > even else "utf-16-be", "replace")
    sample = text[:10_000]
    usual = len(_COMMON_HANZI.findall(sample)) + len(_ASCII.findall(sample))
    return text if usual > len(sample) // 4 else None


def _weigh(data: bytes, declared: str | None) -> str:
    """Return the reading with the most everyday Chinese in it."""
    named = [_CODECS.get(name.strip().lower()) for name in (declared or "", *_declarations(data))]
    best, best_score = "", -2.0
    for codec in ("utf-8", "gb18030", "big5hkscs", "utf-16-le", "utf-16-be"):
        if codec.startswith("utf-16") and best_score >= _SURE:
            break
        text = data.decode(codec, "replace")
        score = _plausibility(text) + (0.05 if codec in named else 0.0)
        if score > best_score:
            best, best_score = text, score
    return best


def _declarations(data: bytes) -> list[str]:
    """Return the charsets that the head of the page names."""
    return [name.decode("ascii", "replace") for name in _DECLARED.findall(data[:8192])]


def _plausibility(text: str) -> float:
    """Return the share of everyday characters among Chinese ones, less the share of what no text holds."""
    hanzi = len(_HANZI.findall(text))
    odd = len(_ODD.findall(text))
    if not hanzi:
        return -min(1.0, odd / 10)
    return len(_COMMON_HANZI.findall(text)) / hanzi - 2 * odd / (hanzi + odd)


def _checked(text: str) -> str:
    """Return the text unless too much of it is no text."""
    odd = len(_ODD.findall(text))
    if odd > 2 and odd > _MAX_ODD_SHARE * len(text):
        raise PageError(f"expected a page of text, got data in no known charset ({odd:,} of {len(text):,} unreadable)")
    return text
