"""Pages with gold that the packaged models are trained on: those of corpora/sample that are not kept for testing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from wenming_nlp.entities.mentions import Mention
from wenming_nlp.page import read_page
from wenming_nlp.text.segment import Tokenizer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wenming_nlp.article import Article
    from wenming_nlp.text.tokens import Tokens

SAMPLE = Path(__file__).parent.parent / "corpora" / "sample"
LABELS = Path(__file__).parent.parent / "corpora" / "labels"


class Page(NamedTuple):
    """A page, cut, with what it is known to hold."""

    gold: dict[str, Any]
    article: Article
    tokens: Tokens
    mentions: list[Mention]


def sample_pages(*, held_out: bool = False) -> Iterator[Page]:
    """Yield the pages whose number three does not divide, or with `held_out` the others: figures only."""
    tokenizer = Tokenizer()
    for path in sorted(SAMPLE.glob("d*.json")):
        if (int(path.stem[1:]) % 3 == 0) == held_out:
            gold = json.loads(path.read_text(encoding="utf-8"))
            article = read_page(path.with_suffix(".txt").read_bytes(), article_id=path.stem)
            tokens = tokenizer.tokens(article.text)
            yield Page(gold, article, tokens, find_mentions(article, gold))


def find_mentions(article: Article, gold: dict[str, Any]) -> list[Mention]:
    """Return the gold mentions as spans, longest first where they overlap."""
    text, taken, found = article.text, bytearray(len(article.text)), []
    for mention in sorted(gold["mentions"], key=lambda m: -len(m["text"])):
        size = len(mention["text"])
        start = text.find(mention["text"])
        while start >= 0:
            if 1 not in taken[start : start + size]:
                taken[start : start + size] = b"\x01" * size
                found.append(Mention(start, start + size, mention["label"], "gold"))
            start = text.find(mention["text"], start + 1)
    return sorted(found)
