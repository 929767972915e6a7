from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenming_nlp.text.traditional import to_simplified


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [
        ("創建全國文明城市", "创建全国文明城市"),
        ("區委書記鄒藝主持會議，餘人參加", "区委书记邹艺主持会议，余人参加"),
        ("裏面、後來、於是、什麼", "里面、后来、于是、什么"),
        ("著名著作，覆盖率，凭藉，余姚", "著名著作，覆盖率，凭藉，余姚"),
        ("已经是简体的文字", "已经是简体的文字"),
    ],
)
def test_conversion(traditional, simplified):
    assert to_simplified(traditional) == simplified


@given(st.text())
def test_same_length(text):
    assert len(to_simplified(text)) == len(text)
