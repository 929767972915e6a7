"""Named places: what is one, and where it begins."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wenming_nlp.entities.mentions import Cover, Mention
from wenming_nlp.entities.places import find_places
from wenming_nlp.records.home import home_of
from wenming_nlp.text.segment import Tokenizer

if TYPE_CHECKING:
    from wenming_nlp.article import Home


@lru_cache(maxsize=1)
def tokenizer() -> Tokenizer:
    return Tokenizer()


def read(text: str, home: Home | None = None, taken: tuple[Mention, ...] = ()) -> list[str]:
    found = find_places(text, tokenizer().tokens(text), Cover(len(text), taken), home)
    return [text[m.start : m.end] for m in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("走进塘头镇青杠坝村", ["塘头镇", "青杠坝村"]),
        ("沟溪乡上石埠村的文化礼堂", ["沟溪乡", "上石埠村"]),
        ("启明街道、府坪街道参加", ["启明街道", "府坪街道"]),
        ("深入明湖、潮河、京航、九龙4个街道督导", ["明湖", "潮河", "京航", "九龙"]),
        ("沿胜利路、岷山路清扫", ["胜利路", "岷山路"]),
        ("会议在区影剧院召开", ["区影剧院"]),
        ("在县会议中心举行", ["县会议中心"]),
        ("在鹤壁市新世纪广场启动", ["鹤壁市", "新世纪广场"]),
        ("石马坪街道莲亭社区的老人", ["石马坪街道", "莲亭社区"]),
        ("文昌东郊镇椰湾村", ["文昌", "东郊镇", "椰湾村"]),
        ("登上太行山,走过长江、黄河", ["太行山", "长江", "黄河"]),
        ("307国道沿线", ["307国道"]),
        ("赴深圳考察", ["深圳"]),
    ],
)
def test_places(text: str, expected: list[str]):
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "我区、全市、全县上下",
        "改造背街小巷46条、农贸市场9个",
        "老旧小区要清堆物",
        "各乡镇、街道和社区",
        "建设美丽乡村,返乡创业",
        "有了新思路,兵分两路",
        "城区减量提质",
        "用好“积分超市”",
        "文明村镇和文明社区",
        "和平友好,合作公安",
        "我的家乡,教学楼前",
    ],
)
def test_no_places(text: str):
    assert read(text) == []


def test_a_place_inside_an_organ_is_none():
    text = "播州区文明办在播州区开会"
    assert read(text, taken=(Mention(0, 6, "ORG", "x"),)) == ["播州区"]


def test_short_names_of_the_home():
    home = home_of("520304")
    assert read("播州的志愿者,遵义的干部", home) == ["播州", "遵义"]
    assert read("“播州好人”发布", home) == []


@settings(deadline=None, max_examples=60)
@given(st.text(alphabet="播州区在路到胜利街道镇村社区的、，123个“”山河市广场沿", max_size=60))
def test_spans_are_ordered_and_apart(text: str):
    found = find_places(text, tokenizer().tokens(text), Cover(len(text)), None)
    assert all(0 <= m.start < m.end <= len(text) for m in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
