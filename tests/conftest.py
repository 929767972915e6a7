"""What tests of several layers share: a text through recognition."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import pytest

from wenming_nlp.article import Article, Home, Paragraph

if TYPE_CHECKING:
    from collections.abc import Callable

    from wenming_nlp.entities.mentions import Mention
    from wenming_nlp.text.sentences import Sentence

BOZHOU = Home("遵义市播州区", "520304", {"区": "播州区", "市": "遵义市", "省": "贵州省"})


class Read(NamedTuple):
    """An article with what was read in it."""

    article: Article
    sentences: list[Sentence]
    mentions: list[Mention]
    home: Home | None

    def found(self, label: str) -> list[str]:
        """Return the texts of the mentions of a label, in order."""
        return [self.article.text[m.start : m.end] for m in self.mentions if m.label == label]


@pytest.fixture(scope="session")
def read_text() -> Callable[..., Read]:
    """Return a function that recognises a text as a page of a home (播州区 unless told)."""
    from wenming_nlp.entities.recognize import recognize
    from wenming_nlp.text.segment import Tokenizer
    from wenming_nlp.text.sentences import split_sentences

    tokenizer = Tokenizer()

    def run(text: str, home: Home | None = BOZHOU, published: date | None = date(2017, 4, 21)) -> Read:
        starts = [0, *(i + 1 for i, char in enumerate(text) if char == "\n")]
        ends = [*(s - 1 for s in starts[1:]), len(text)]
        paragraphs = tuple(Paragraph(s, e, "body") for s, e in zip(starts, ends, strict=True))
        article = Article("a", "a", "", text, paragraphs, published)
        mentions = recognize(article, tokenizer.tokens(text), home)
        return Read(article, split_sentences(text, paragraphs), mentions, home)

    return run
