"""Divisions by name, code and date."""

from __future__ import annotations

import time
from datetime import date

import pytest

from wenming_nlp.article import Home
from wenming_nlp.entities.gazetteer import Gazetteer, load_gazetteer, unit_name


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


@pytest.mark.parametrize(
    ("old", "new", "month"),
    [
        ("遵义县", "播州区", "2016-03"),
        ("即墨市", "即墨区", "2017-09"),
        ("襄樊市", "襄阳市", "2010-11"),
        ("居巢区", None, "2011"),
        ("莱芜市", "莱芜区", "2018"),
        ("海门市", "海门区", "2020"),
    ],
)
def test_renames_are_dated(gazetteer: Gazetteer, old: str, new: str | None, month: str):
    gone = max(d.until for d in gazetteer.lookup(old) if d.until)
    assert gone >= month
    if new:
        assert any(d.since.startswith(month) for d in gazetteer.lookup(new))


def test_a_page_of_its_time(gazetteer: Gazetteer):
    """襄阳 of 2009 is the district, of 2012 the city."""
    home = Home("襄樊市", "420600")
    assert gazetteer.resolve("襄樊", home, date(2009, 5, 1)).code == "420600"
    assert gazetteer.resolve("襄阳", None, date(2012, 5, 1)).name == "襄阳市"
    assert gazetteer.full_name("420606", "2009-05") == "湖北省襄樊市樊城区"


@pytest.mark.parametrize(
    ("name", "home", "expected"),
    [
        ("鼓楼区", None, None),
        ("鼓楼区", ("福州市", "350100"), "350102"),
        ("鼓楼区", ("南京市玄武区", "320102"), "320106"),
        ("天水", ("天水市秦州区", "620502"), "620500"),
        ("昌吉", ("昌吉回族自治州昌吉市", "652301"), "652301"),
        ("伊犁", None, "654000"),
        ("新左旗", None, "150726"),
        ("四川", None, "510000"),
        ("台湾", None, "710000"),
        ("香港", None, "810000"),
        ("城关镇", None, None),
        ("城关镇", ("铜仁市", "520600"), None),
        ("不存在县", None, None),
    ],
)
def test_resolve(gazetteer: Gazetteer, name: str, home: tuple[str, str] | None, expected: str | None):
    found = gazetteer.resolve(name, Home(*home) if home else None)
    assert (found.code if found else None) == expected


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("循化撒拉族自治县", "循化县"),
        ("黔东南苗族侗族自治州", "黔东南州"),
        ("伊犁哈萨克自治州", "伊犁州"),
        ("昌吉回族自治州", "昌吉州"),
        ("广西壮族自治区", "广西"),
        ("积石山保安族东乡族撒拉族自治县", "积石山县"),
        ("新巴尔虎左旗", "新巴尔虎左旗"),
        ("歙县", "歙县"),
    ],
)
def test_unit_names(gazetteer: Gazetteer, name: str, unit: str):
    assert unit_name(gazetteer.lookup(name)[0]) == unit


def test_zones_have_no_adcode(gazetteer: Gazetteer):
    (zone,) = gazetteer.lookup("郑州经开区")
    assert (zone.name, zone.is_zone, zone.adcode) == ("郑州经济技术开发区", True, None)


def test_townships(gazetteer: Gazetteer):
    assert "鸭溪镇" in gazetteer.townships("520304")
    assert {d.code[:6] for d in gazetteer.lookup("鸭溪镇")} == {"520304"}
    assert gazetteer.lookup("鸭溪镇")[0].adcode is None


def test_scan_takes_the_longest(gazetteer: Gazetteer):
    text = "内蒙古自治区呼伦贝尔市新巴尔虎左旗"
    assert [name for _, _, name in gazetteer.scan(text)] == ["内蒙古自治区", "呼伦贝尔市", "新巴尔虎左旗"]


def test_it_loads_fast():
    start = time.perf_counter()
    Gazetteer()
    assert time.perf_counter() - start < 0.3
