from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenming_nlp.text.pinyin import pinyin_key


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("肖光强", "xiao guang qiang"),
        ("单小玲", "shan xiao ling"),
        ("孤单", "gu dan"),
        ("尉迟恭", "yu chi gong"),
        ("曾志伟", "zeng zhi wei"),
        ("李娜", "li na"),
        ("王珺", "wang jun"),
        ("吕布", "lv bu"),
        ("", ""),
    ],
)
def test_key(name, key):
    assert pinyin_key(name) == key


def test_order():
    names = ["张伟", "安然", "欧阳锋", "白雪", "曾黎", "Ann", "単"]
    assert sorted(names, key=pinyin_key) == ["Ann", "安然", "白雪", "欧阳锋", "曾黎", "张伟", "単"]


@given(st.text(max_size=8))
def test_any_string_has_a_key(name):
    assert pinyin_key(name) == pinyin_key(name)
    assert isinstance(pinyin_key(name), str)


def test_every_common_character_has_a_reading():
    """The first level of GB 2312, 3,755 characters, covers nearly all of running text."""
    first_level = [bytes((row, cell)) for row in range(0xB0, 0xD7) for cell in range(0xA1, 0xFF)]
    characters = [pair.decode("gb2312") for pair in first_level]
    assert [c for c in characters if not pinyin_key("一" + c).isascii()] == []
