"""Calendar expressions: spans, values, and what is no date."""

from __future__ import annotations

import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenming_nlp.entities.dates import find_dates
from wenming_nlp.entities.mentions import Cover, Mention


def read(text: str, published: date | None = date(2019, 3, 5)) -> list[tuple[str, str | None]]:
    return [(text[m.start : m.end], m.code) for m in find_dates(text, Cover(len(text)), published)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3月4日上午,推进会召开", [("3月4日上午", "2019-03-04")]),
        ("二〇一三年一月十六日", [("二〇一三年一月十六日", "2013-01-16")]),
        ("去年11月以来", [("去年11月", "2018-11")]),
        ("去年底", [("去年底", "2018-12")]),
        ("2月26日一早,他出了门", [("2月26日", "2019-02-26")]),
        ("2月15日文明祭祀", [("2月15日", "2019-02-15")]),
        ("2014年10月,他", [("2014年10月", "2014-10")]),
        ("2015年春天,村里", [("2015年春天", "2015")]),
        ("一月至五月,新增", [("一月", "2019-01"), ("五月", "2019-05")]),
        ("【周一】滨河", [("周一", "2019-03-04")]),
        ("12月份,2月28日", [("12月份", "2018-12"), ("2月28日", "2019-02-28")]),
        ("3月4日至5日", [("3月4日", "2019-03-04"), ("5日", "2019-03-05")]),
        ("3月1日上午走访,当天下午座谈", [("3月1日上午", "2019-03-01"), ("当天下午", "2019-03-01")]),
        (
            "3月4日上午走访,记录停在2月7日。\n当天下午座谈",
            [("3月4日上午", "2019-03-04"), ("2月7日", "2019-02-07"), ("当天下午", "2019-03-04")],
        ),
        (
            "上周五,昨天下午,本月15日",
            [("上周五", "2019-03-01"), ("昨天下午", "2019-03-04"), ("本月15日", "2019-03-15")],
        ),
        ("2021年4月10日至6月30日", [("2021年4月10日", "2021-04-10"), ("6月30日", "2021-06-30")]),
        ("上个月,下月,年底", [("上个月", "2019-02"), ("下月", "2019-04"), ("年底", "2019-12")]),
        ("2月中旬,5月底前", [("2月中旬", "2019-02"), ("5月底", "2019-05")]),
        ("3月3日,次日,当晚", [("3月3日", "2019-03-03"), ("次日", "2019-03-04"), ("当晚", "2019-03-04")]),
        ("2018年度好人", [("2018年", "2018")]),
        ("方案（2019—2021年）印发", []),
        ("2009年的冬天,那年11月", [("2009年", "2009"), ("那年11月", "2009-11")]),
        ("2017年5月丢了音讯,当月汇来", [("2017年5月", "2017-05"), ("当月", "2017-05")]),
        ("3月9日鸣锣,当晚还将演出", [("3月9日", "2019-03-09"), ("当晚", "2019-03-09")]),
        ("3月1日走访,周五以前进厅,当天转", [("3月1日", "2019-03-01"), ("周五", "2019-03-01"), ("当天", "2019-03-01")]),
        ("3月4日开会。他强调,不能差不多。要快,今天交办的要见底", [("3月4日", "2019-03-04"), ("今天", "2019-03-04")]),
        ("2019-03-01发布", [("2019-03-01", "2019-03-01")]),
    ],
)
def test_values(text: str, expected: list[tuple[str, str | None]]):
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "十年如一日,历时3个月",
        "近日,近年来,当时,每月两次,每周四上门",
        "“周五清洁日”扫出新颜值,能当天改的不过夜,送上年货",
        "中秋节、春节、“六一”",
        "上午9时,早上7点10分",
        "星期三下午的社团课",
        "上世纪90年代",
        "第12号楼,3号线",
        "六月的风",
        "文章来源:大同日报,每月25日前报送,农历六月初六",
        "“今日事今日毕”",
        "为了美好的明天",
    ],
)
def test_no_dates(text: str):
    assert read(text) == []


def test_year_turns():
    """In January 12月 was last year's; in December 1月5日 is to come."""
    assert read("12月30日", date(2020, 1, 3)) == [("12月30日", "2019-12-30")]
    assert read("1月5日前上报", date(2019, 12, 20)) == [("1月5日", "2020-01-05")]


def test_no_publication_no_value():
    assert read("今年5月,6月30日,2014年", None) == [("今年5月", None), ("6月30日", None), ("2014年", "2014")]


def test_a_year_said_holds_to_the_end_of_its_sentence():
    text = "自2020年10月12日开始,11月中旬评审。12月底表彰"
    assert [code for _, code in read(text, None)] == ["2020-10-12", "2020-11", None]


def test_day_alone_lies_in_the_month_of_the_last_day():
    text = "8月17日报到,今年5月立项,18日上午座谈"
    assert read(text, date(2022, 8, 19))[-1] == ("18日上午", "2022-08-18")


def test_document_numbers_come_first():
    text = "党办〔2017〕7号"
    cover = Cover(len(text), [Mention(0, len(text), "DOC", "doc.number")])
    assert find_dates(text, cover, date(2017, 4, 21)) == []


def test_no_such_day_has_no_value():
    assert read("2月30日") == [("2月30日", None)]


@given(st.dates(date(1990, 1, 1), date(2030, 12, 31)))
def test_full_dates_read_back(day: date):
    text = f"于{day.year}年{day.month}月{day.day}日举行"
    assert read(text, None) == [(text[1:-2], day.isoformat())]


@given(st.text(alphabet="今去年前上下周一二十月日号当天晚底份0123456789年,至—(）星期 每", max_size=40))
def test_spans_are_ordered_and_apart(text: str):
    spans = [(m.start, m.end) for m in find_dates(text, Cover(len(text)), date(2020, 2, 29))]
    assert all(a < b for a, b in spans)
    assert all(left[1] <= right[0] for left, right in itertools.pairwise(spans))
