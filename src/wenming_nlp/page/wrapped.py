"""Pages inside something else: MIME HTML as browsers save it (.mht), Markdown (.md)."""

from __future__ import annotations

import re
from email import message_from_bytes
from typing import TYPE_CHECKING, Final

from wenming_nlp.errors import PageError
from wenming_nlp.page.decode import decode_page

if TYPE_CHECKING:
    from email.message import Message

__all__ = ["plain_of_markdown", "unwrap_page"]

_FRONT: Final = re.compile(r"\A\ufeff?---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_KEY: Final = re.compile(r"^([A-Za-z_]{2,20}|[一-鿿]{2,6})[ \t]*:[ \t]*(\S.*?)[ \t]*$", re.MULTILINE)
_LABELS: Final = {"date": "时间", "published": "时间", "时间": "时间", "日期": "时间", "发布时间": "时间"} | {
    "source": "来源",
    "来源": "来源",
    "author": "作者",
    "作者": "作者",
}
_TITLES: Final = frozenset(("title", "标题"))
_FENCE: Final = re.compile(r"^[ \t]*(?:```|~~~).*$|^[ \t]*(?:[-*_][ \t]*){3,}$|^[ \t]*=+[ \t]*$", re.MULTILINE)
_IMAGE: Final = re.compile(r"!\[([^\[\]\n]{0,200})\]\([^()\s]{0,2000}(?:[ \t]+\"[^\"\n]{0,200}\")?\)")
_LINK: Final = re.compile(
    r"\[([^\[\]\n]{1,300})\](?:\([^()\s]{0,2000}(?:[ \t]+\"[^\"\n]{0,200}\")?\)|\[[^\[\]\n]{0,60}\])"
)
_REFERENCE: Final = re.compile(r"^ {0,3}\[[^\[\]\n]{1,60}\]:[ \t]*\S+.*$", re.MULTILINE)
_HEAD: Final = re.compile(r"^ {0,3}#{1,6}[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$", re.MULTILINE)
_LEAD: Final = re.compile(r"^ {0,3}(?:>[ \t]?)+|^[ \t]*[*+-][ \t]+", re.MULTILINE)
_STRONG: Final = re.compile(r"(\*\*\*|\*\*|__|\*|~~|`)(?=\S)([^*_~`\n]{1,500}?)(?<=\S)\1")
_ESCAPE: Final = re.compile(r"\\([\\`*_{}\[\]()#+.!>~|-])")
_COMMENT: Final = re.compile(r"<!--(?:(?!-->).){0,10000}-->", re.DOTALL)


def unwrap_page(data: bytes, suffix: str, charset: str | None = None) -> tuple[bytes | str, str | None]:
    """Return the page in a file's bytes, and its address where the file names it.

    Parameters
    ----------
    data : bytes
    suffix : str
        The file's ending in lower case; any but ``.mht``, ``.mhtml`` and ``.md`` changes nothing.
    charset : str, optional
        Which the server named.

    Raises
    ------
    PageError
        If a MIME file holds no page.
    """
    if suffix in (".mht", ".mhtml"):
        return _page_of_mime(data)
    if suffix in (".md", ".markdown"):
        return plain_of_markdown(decode_page(data, charset)), None
    return (decode_page(data, charset) if charset else data), None


def _page_of_mime(data: bytes) -> tuple[str, str | None]:
    """Return the first page of a MIME file; of frames, the one with most text."""
    parts = [part for part in message_from_bytes(data).walk() if part.get_content_type() == "text/html"]
    if not parts:
        raise PageError("expected a page in MIME format, found no part text/html")
    part = max(parts, key=lambda part: len(str(part.get_payload())))
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        raise PageError("expected a page in MIME format, found one that cannot be decoded")
    return decode_page(payload, part.get_content_charset()), _address(part)


def _address(part: Message) -> str | None:
    address = str(part.get("Content-Location") or "").strip()
    return address if address.startswith(("http://", "https://")) else None


def plain_of_markdown(text: str) -> str:
    r"""Return Markdown as plain lines; title, date, source and author of its front matter stand above the text.

    Examples
    --------
    >>> print(plain_of_markdown("---\ntitle: 推进会\ndate: 2021-04-06\n---\n\n某区**召开**[推进会](http://a/b)。"))
    推进会
    时间：2021-04-06
    <BLANKLINE>
    某区召开推进会。
    """
    text = text.replace("\r\n", "\n")
    front = _FRONT.match(text)
    stated = []
    if front:
        text = text[front.end() :]
        pairs = {key.lower(): value.strip("\"'") for key, value in _KEY.findall(front[1])}
        title = next((value for key, value in pairs.items() if key in _TITLES), "")
        heads = [head.strip() for head in _HEAD.findall(text[:2000])]
        stated = [title] if title and title not in heads else []
        fields = [f"{_LABELS[key]}：{value}" for key, value in pairs.items() if key in _LABELS]
        if fields and not stated and heads:
            # The heading stands above, so the line with time and source goes below it.
            text = _HEAD.sub(lambda match: f"{match[1]}\n{'　'.join(fields)}", text, count=1)
        elif fields:
            stated.append("　".join(fields))
    text = _COMMENT.sub("", text)
    text = _REFERENCE.sub("", _FENCE.sub("", text))
    text = _LINK.sub(r"\1", _IMAGE.sub("", text))
    text = _STRONG.sub(r"\2", _LEAD.sub("", _HEAD.sub(r"\1", text)))
    return "\n".join([*stated, _ESCAPE.sub(r"\1", text)])
