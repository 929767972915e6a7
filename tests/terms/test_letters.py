"""Letters of texts: what they are cut from can be put together again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from wenming_nlp.terms import occurrences
from wenming_nlp.terms.letters import read_letters

if TYPE_CHECKING:
    import pytest


@given(st.lists(st.text("文明7a ，。“”\n", max_size=15), max_size=5))
def test_every_letter_and_clause_is_where_it_says(texts: list[str]):
    letters = read_letters(texts)
    assert "".join(map(chr, letters.codes.tolist())) == "".join(c for text in texts for c in text if c.isalnum())
    for code, row, place in zip(letters.codes.tolist(), letters.owner.tolist(), letters.offset.tolist(), strict=True):
        assert texts[row][place] == chr(code)
    edges = letters.clauses.tolist()
    for first, last, low, high in zip(edges, edges[1:], letters.opens.tolist(), letters.closes.tolist(), strict=False):
        clause = texts[letters.owner[first]][low:high]
        assert "".join(c for c in clause if c.isalnum()) == "".join(map(chr, letters.codes[first:last].tolist()))
        assert clause == clause.strip()
        assert not set(clause) & set("，。\n")


def test_stretches_change_nothing(monkeypatch: pytest.MonkeyPatch):
    texts = ["抓紧，抓实。", "", "讲文明\n树新风", "！", "好"]
    whole = [column.tolist() for column in read_letters(texts)]
    monkeypatch.setattr(occurrences, "_STRETCH", 5)
    assert [column.tolist() for column in read_letters(texts)] == whole
