"""Occurrences equal those of Python's own search, wherever the texts are cut into stretches."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenming_nlp.errors import InputError
from wenming_nlp.terms import occurrences
from wenming_nlp.terms.occurrences import check_phrases, find_occurrences

_SMALL = st.text("ab文\n", max_size=12)


@given(st.lists(_SMALL, max_size=6), st.lists(st.text("ab文", min_size=1, max_size=3), min_size=1, max_size=4))
def test_like_a_search_of_each_text(texts: list[str], phrases: list[str]):
    found = find_occurrences(pd.DataFrame({"text": texts}), phrases)
    rows = list(zip(*(column.tolist() for column in found), strict=True))
    expected = [
        (number, row, match.start(), match.end())
        for number, phrase in enumerate(phrases)
        for row, text in enumerate(texts)
        for match in re.finditer(re.escape(phrase), text)
    ]
    assert rows == expected


def test_stretches_change_nothing(monkeypatch: pytest.MonkeyPatch):
    texts = pd.DataFrame({"text": ["讲文明树新风", "", "文明" * 5, "没有", "树文明"]})
    whole = [column.tolist() for column in find_occurrences(texts, ["文明", "树"])]
    monkeypatch.setattr(occurrences, "_STRETCH", 7)
    assert [column.tolist() for column in find_occurrences(texts, ["文明", "树"])] == whole


def test_no_phrase_crosses_two_texts():
    assert not len(find_occurrences(pd.DataFrame({"text": ["精神", "文明"]}), ["神文"]).start)


@pytest.mark.parametrize("wrong", [[], "", ["文明", " "], [3], "a\0b"])
def test_phrases_must_be_some(wrong: object):
    with pytest.raises(InputError, match="terms: expected a word or phrase"):
        check_phrases(wrong, where="terms")
