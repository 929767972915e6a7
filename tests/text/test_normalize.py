from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from wenming_nlp.text.normalize import clean_text, fold_width


def test_clean_text():
    assert (
        clean_text("\ufeff文\u200b明\u00ad城\u200e市\r\n第\u00a0二\r行\u2028第三行\x0c")
        == "文明城市\n第 二\n行\n第三行\n"
    )
    assert clean_text("e\u0301") == "é"
    assert clean_text("　　文明，１２\t。") == "　　文明，１２\t。"
    assert clean_text("金\ufe00\ud83d明\x00\uffff") == "金明"


@given(st.text())
def test_clean_text_is_composed_and_stays_so(text):
    clean = clean_text(text)
    assert unicodedata.is_normalized("NFC", clean)
    assert clean_text(clean) == clean
    clean.encode()


@given(st.text())
def test_fold_width_keeps_length(text):
    folded = fold_width(text)
    assert len(folded) == len(text)
    assert fold_width(folded) == folded


def test_fold_width():
    assert fold_width("（２０１７）７号　ＡＢ，：！文明。“”") == "(2017)7号 AB,:!文明。“”"
