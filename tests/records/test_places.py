"""Which unit a place's name means."""

from __future__ import annotations

from datetime import date

import pytest

from wenming_nlp.article import Article, Home
from wenming_nlp.entities.mentions import Cover, Mention
from wenming_nlp.entities.places import find_places
from wenming_nlp.records.places import PlaceRow, build_places, code_of
from wenming_nlp.text.segment import Tokenizer


def rows(text: str, names: list[str], home: Home | None = None, published: date | None = None) -> dict[str, PlaceRow]:
    mentions = []
    for name in names:
        start = text.index(name)
        mentions.append(Mention(start, start + len(name), "PLACE", "place.division"))
    found = build_places(Article("a", "", "", text, (), published), sorted(mentions), home)
    return {row.mention: row for row in found}


def test_a_unit_follows_its_parent():
    found = rows("走进福州市鼓楼区和南京", ["福州市", "鼓楼区", "南京"])
    assert found["鼓楼区"].adcode == "350102"
    assert found["鼓楼区"].full_name == "福建省福州市鼓楼区"


def test_the_home_tells_namesakes_apart():
    assert rows("城关镇志愿者", ["城关镇"], Home("定西市通渭县", "621121"))["城关镇"] == PlaceRow(
        "城关镇", None, "甘肃省定西市通渭县城关镇", "乡", 1
    )
    assert rows("鼓楼区志愿者", ["鼓楼区"])["鼓楼区"].adcode is None


def test_villages_stand_below_their_township():
    found = rows("播州区鸭溪镇金刀村", ["播州区", "鸭溪镇", "金刀村"], Home("遵义市播州区", "520304"))
    assert found["金刀村"] == PlaceRow("金刀村", None, "贵州省遵义市播州区鸭溪镇金刀村", "村", 1)


def test_roads_and_rivers_are_no_units():
    text = "太湖边的中山路"
    mentions = [Mention(0, 2, "PLACE", "place.known"), Mention(4, 7, "PLACE", "place.road")]
    assert [r[1:4] for r in build_places(Article("a", "", "", text, ()), mentions, None)] == [(None, None, None)] * 2


def test_names_of_their_time():
    found = rows("襄樊的志愿者", ["襄樊"], published=date(2009, 3, 1))
    assert found["襄樊"].full_name == "湖北省襄樊市"


def test_mentions_are_counted_once_per_writing():
    text = "播州播州"
    found = build_places(
        Article("a", "", "", text, ()), [Mention(0, 2, "PLACE", "x"), Mention(2, 4, "PLACE", "x")], None
    )
    assert [(r.mention, r.n) for r in found] == [("播州", 2)]


@pytest.mark.parametrize(
    ("name", "code"), [("四川", "510000"), ("播州区", "520304"), ("鸭溪镇", None), ("朝阳区", None)]
)
def test_code_of(name: str, code: str | None):
    assert code_of(name) == code


@pytest.mark.parametrize(("text", "code"), [("洪湖水位超警", None), ("赴洪湖考察", "421083"), ("在沅江救起父女", None)])
def test_a_lake_is_no_city(text: str, code: str | None):
    """What follows tells the lake or river from the city that bears its name."""
    mentions = find_places(text, Tokenizer().tokens(text), Cover(len(text)))
    rows = build_places(Article("a", "", "", text, ()), mentions, None)
    assert [row.adcode for row in rows] == [code]


def test_a_countys_short_name_far_from_all_that_is_named_is_none():
    home = Home("广元市旺苍县", "510821")
    assert rows("暴雨把东河上游灌满", ["东河"], home)["东河"].adcode is None
    assert rows("包头捐来物资，东河的车队到了", ["包头", "东河"], home)["东河"].adcode == "150202"
    assert rows("滕州、峄城的乡镇来了", ["滕州", "峄城"], home)["滕州"].adcode == "370481"
