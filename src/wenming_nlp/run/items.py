"""One article to be, as it travels from a source to the process that makes it."""

from __future__ import annotations

from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

from wenming_nlp.article import Article
from wenming_nlp.errors import InputError, ResourceError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from wenming_nlp.page import Inspection, SiteRules

__all__ = [
    "MAX_PAGE_BYTES",
    "Failure",
    "Item",
    "Page",
    "Pages",
    "chunks_of",
    "content_of",
    "in_chunks",
    "inspect_items",
    "kind_of_bytes",
    "load",
    "unique",
]

#: A larger page is refused.
MAX_PAGE_BYTES: Final = 64 * 2**20
#: So much of records and archived pages is held in one chunk, whatever number of articles was asked for.
MAX_CHUNK_BYTES: Final = 64 * 2**20
_T = TypeVar("_T")
_MAGIC: Final = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an Office file"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x1f\x8b", "a gzip file"),
    (b"PAR1", "a Parquet file"),
)


class Failure(NamedTuple):
    """An input that could not be analysed: a row of the table ``failures``."""

    origin: str
    stage: str
    error: str
    message: str

    @classmethod
    def of(cls, origin: str, stage: str, error: BaseException) -> Failure:
        """Describe an exception in one line; what it says of the origin is in the row already."""
        message = " ".join(str(error).split()).removeprefix(f"{origin}: ")
        return cls(origin, stage, type(error).__name__, message or "no message")


class Page(NamedTuple):
    """A page out of an archive: its bytes, and what the archive says of it."""

    data: bytes
    suffix: str = ""
    url: str | None = None
    charset: str | None = None


class Pages(NamedTuple):
    """The files of one article's pages, in order."""

    paths: tuple[Path, ...]


class Item(NamedTuple):
    """One article to be: an id, where it is from, and what it will be made of.

    Attributes
    ----------
    article_id, origin : str
    payload : Path, Pages, Page, str, mapping, Article or Failure
        A page's file, an archived page, a page's text, a record, an article as it is, or why there is none.
    n_bytes : int
        How much of the source it stands for.
    """

    article_id: str
    origin: str
    payload: Path | Pages | Page | str | Mapping[str, Any] | Article | Failure
    n_bytes: int = 0


def in_chunks(values: Iterable[_T], size: int) -> Iterator[list[_T]]:
    """Yield lists of `size` values, the last one shorter."""
    rest = iter(values)
    while chunk := list(islice(rest, size)):
        yield chunk


def chunks_of(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Yield lists of `size` items, fewer where their content is large, so that a chunk's memory is bounded."""
    chunk: list[Item] = []
    held = 0
    for item in items:
        chunk.append(item)
        held += len(item.payload.data) if isinstance(item.payload, Page) else 0
        held += 0 if isinstance(item.payload, Page | Pages | Path) else item.n_bytes
        if len(chunk) >= size or held >= MAX_CHUNK_BYTES:
            yield chunk
            chunk, held = [], 0
    if chunk:
        yield chunk


def load(item: Item, rules: SiteRules | None = None) -> Article | Failure:
    """Make the article of an item; whatever goes wrong is returned as a failure."""
    payload = item.payload
    if isinstance(payload, Article | Failure):
        return payload
    stage = "read"
    try:
        # Imported here, so that listing a source does not load a parser of HTML.
        from wenming_nlp.page import join_articles, read_page, read_record  # noqa: PLC0415

        if isinstance(payload, Pages):
            found = []
            for path in payload.paths:
                content, url = content_of(path)
                found.append(read_page(content, article_id=item.article_id, origin=item.origin, url=url, rules=rules))
            return join_articles(found)
        if isinstance(payload, Path):
            payload = Page(_read_page_file(payload), payload.suffix.lower())
        stage = "page"
        if isinstance(payload, Page | str):
            content, url = content_of(payload)
            return read_page(content, article_id=item.article_id, origin=item.origin, url=url, rules=rules)
        return read_record(payload, article_id=item.article_id, origin=item.origin)
    except ResourceError:
        raise  # the installation is at fault, not the page
    except Exception as error:  # noqa: BLE001  (one bad page is one row of failures, whatever it does)
        return Failure.of(item.origin, stage, error)


def content_of(payload: Path | Page | str) -> tuple[bytes | str, str | None]:
    """Return the text or HTML of a page, out of whatever it is wrapped in, and its address.

    Raises
    ------
    InputError
        If it is no page.
    """
    if isinstance(payload, str):
        return payload, None
    if isinstance(payload, Path):
        payload = Page(_read_page_file(payload), payload.suffix.lower())
    what = kind_of_bytes(payload.data)
    if what:
        raise InputError(f"expected a page of text or HTML, got {what}")
    from wenming_nlp.page import unwrap_page  # noqa: PLC0415

    content, url = unwrap_page(payload.data, payload.suffix, payload.charset)
    return content, payload.url or url


def _read_page_file(path: Path) -> bytes:
    with path.open("rb") as stream:
        data = stream.read(MAX_PAGE_BYTES + 1)
    if len(data) > MAX_PAGE_BYTES:
        raise InputError(f"page of more than {MAX_PAGE_BYTES:,} bytes")
    what = kind_of_bytes(data)
    if what:
        raise InputError(f"expected a page of text or HTML, got {what}")
    return data


def kind_of_bytes(head: bytes) -> str:
    """Return what a file that is no page is by its first bytes, empty where they do not tell."""
    return next((name for magic, name in _MAGIC if head.startswith(magic)), "")


def inspect_items(items: Iterable[Item], rules: SiteRules | None = None) -> Iterator[tuple[str, Inspection]]:
    """Yield for each item its origin and what it was taken for; of a record, what it states."""
    from wenming_nlp.page import Block, Inspection, inspect  # noqa: PLC0415

    for item in items:
        if isinstance(item.payload, Path | Page | str):
            try:
                content, url = content_of(item.payload)
                yield item.origin, inspect(content, url=url, origin=item.origin, rules=rules)
            except (OSError, InputError) as error:
                yield item.origin, Inspection(None, Failure.of(item.origin, "read", error).message, "", ())
            continue
        result = load(item)
        if isinstance(result, Failure):
            yield result.origin, Inspection(None, result.message, "", ())
        else:
            blocks = tuple(Block(result.text[start:end], part) for start, end, part in _parts(result))
            yield item.origin, Inspection(result, "", "", blocks)


def _parts(article: Article) -> list[tuple[int, int, str]]:
    return [(block.start, block.end, str(block.part)) for block in article.paragraphs]


def unique(items: Iterator[Item]) -> Iterator[Item]:
    """Mark the second and later items of one id (``a``, ``a#2``, ``a#3``), so that none is lost."""
    seen: set[int] = set()
    again: dict[str, int] = {}
    for item in items:
        key = _key(item.article_id)
        if key not in seen:
            seen.add(key)
            yield item
            continue
        n = again.get(item.article_id, 1)
        while key in seen:
            n += 1
            key = _key(f"{item.article_id}#{n}")
        again[item.article_id] = n
        seen.add(key)
        article_id = f"{item.article_id}#{n}"
        payload = item.payload
        if isinstance(payload, Article):
            from dataclasses import replace  # noqa: PLC0415  (rare)

            payload = replace(payload, id=article_id)
        yield item._replace(article_id=article_id, payload=payload)


def _key(article_id: str) -> int:
    """Return 8 bytes for an id: a set of them stays small for millions."""
    return int.from_bytes(blake2b(article_id.encode("utf-8", "surrogatepass"), digest_size=8).digest())
