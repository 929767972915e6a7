from __future__ import annotations

import pickle

import pytest

from wenming_nlp.text.tokens import Tokens

TOKENS = Tokens("文明 城市 的人", (0, 3, 6, 7), (2, 5, 7, 8), ("n", "n", "uj", "n"))


def test_words_are_slices():
    assert TOKENS.words == ("文明", "城市", "的", "人")
    assert TOKENS.words is TOKENS.words
    assert list(TOKENS)[1] == (3, 5, "城市", "n")
    assert len(TOKENS) == 4


@pytest.mark.parametrize(("offset", "index"), [(0, 0), (1, 0), (2, 1), (5, 2), (6, 2), (7, 3), (8, 4), (99, 4)])
def test_first_token_behind_an_offset(offset, index):
    assert TOKENS.at(offset) == index


@pytest.mark.parametrize(
    ("start", "end", "indices"), [(0, 8, [0, 1, 2, 3]), (1, 7, [1, 2]), (3, 5, [1]), (4, 5, []), (2, 3, []), (8, 8, [])]
)
def test_tokens_within(start, end, indices):
    assert list(TOKENS.within(start, end)) == indices


def test_value():
    again = pickle.loads(pickle.dumps(TOKENS))
    assert again == TOKENS
    assert hash(again) == hash(TOKENS)
    assert Tokens("", (), (), ()).words == ()
    with pytest.raises(AttributeError):
        TOKENS.text = "x"
