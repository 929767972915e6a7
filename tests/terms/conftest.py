"""What tests of the corpus tools share: token tables from words with blanks between."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from wenming_nlp.schema import TOKENS

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd


def make_tokens(**articles: str) -> pd.DataFrame:
    """Return a token table: words stand between blanks, a sentence ends with 。, and ~ is one character of a gap."""
    columns: dict[str, list] = {name: [] for name in TOKENS.columns}
    for name, text in articles.items():
        sentence = at = 0
        for number, piece in enumerate(text.split()):
            at += len(piece) - len(piece.lstrip("~"))
            word = piece.lstrip("~")
            row = (name, number, sentence, at, at + len(word), word, "x" if word in "。，" else "n")
            for column, value in zip(columns.values(), row, strict=True):
                column.append(value)
            at += len(word)
            sentence += word == "。"
    return TOKENS.conform(columns)


@pytest.fixture(scope="session")
def tokens_of() -> Callable[..., pd.DataFrame]:
    return make_tokens
