"""Events with day, place, people and headcount."""

from __future__ import annotations

import re
from datetime import date

import pytest

from wenming_nlp.article import Article, Paragraph
from wenming_nlp.entities.mentions import Mention
from wenming_nlp.records.events import EventRow, build_events
from wenming_nlp.records.headcount import parse_headcount
from wenming_nlp.records.officials import Official
from wenming_nlp.text.sentences import split_sentences

PAGE = "3月4日上午，创城推进会在区影剧院召开，王强主持，李华讲话。各单位负责人共320余人参加，另有18人迟到。\n3月24日还将举办首届公益大赛。"
MARKS = {"3月4日上午": ("DATE", "2019-03-04"), "3月24日": ("DATE", "2019-03-24"), "创城推进会": ("EVENT", None),
         "首届公益大赛": ("EVENT", None), "320余人": ("QUANTITY", None), "18人": ("QUANTITY", None),
         "王强": ("PERSON", None), "李华": ("PERSON", None)}  # fmt: skip


def build(text: str, marks: dict[str, tuple[str, str | None]], officials: list[Official]) -> list[EventRow]:
    blocks, at = [], 0
    for line in text.split("\n"):
        blocks.append(Paragraph(at, at + len(line), "body"))
        at += len(line) + 1
    article = Article("a", "a", "", text, tuple(blocks), published=date(2019, 3, 5))
    mentions = sorted(
        Mention(i, i + len(word), label, "", code=code)
        for word, (label, code) in marks.items()
        for i in range(len(text))
        if text.startswith(word, i)
    )
    return build_events(article, split_sentences(text, blocks), mentions, officials, None)


def official(name: str, at: int, *roles: str) -> Official:
    return Official(name, "区长", "播州区政府", "县", "政府", roles, at, None, "")


def test_the_reported_event_has_everything():
    people = [official("王强", 2, "主持"), official("李华", 3, "讲话"), official("赵刚", 9)]
    main, other = build(PAGE, MARKS, people)
    assert main == EventRow(
        "创城推进会", date(2019, 3, 4), "区影剧院", ("王强",), ("李华",), ("王强", "李华"), (), 320, True
    )
    assert (other.name, other.date, other.main) == ("首届公益大赛", date(2019, 3, 24), False)
    assert other.chair == other.attendees == ()


def test_an_event_that_is_only_announced_is_not_the_main_one():
    text = "12月4日，协会将在五一广场举办“公平秤进万家”活动。"
    (row,) = build(text, {"“公平秤进万家”活动": ("EVENT", None)}, [])
    assert not row.main


def test_a_square_of_generals_announces_nothing():
    text = "3月4日，“文明潋江”主题活动在将军广场举行。"
    (row,) = build(text, {"“文明潋江”主题活动": ("EVENT", None)}, [])
    assert (row.main, row.place) == (True, "将军广场")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("3月4日，红岩村的戏台披上红绸，创城推进会在这里举行。", "红岩村"),
        ("3月4日，创城推进会走进呷古村，来了很多人。", "呷古村"),
        ("3月4日，创城推进会以视频形式召开，主会场设在都市之门，各镇设分会场。", "都市之门"),
        ("3月4日，创城推进会就在桥头召开。", "桥头"),
    ],
)
def test_where_it_was(text: str, place: str):
    (row,) = build(text, {"创城推进会": ("EVENT", None), "红岩村": ("PLACE", None)}, [])
    assert row.place == place


def test_an_event_of_last_year_yields_to_this_weeks():
    text = "2017年7月12日，我区召开启动大会。2019年3月4日，我区召开调度会。"
    marks = {"2017年7月12日": ("DATE", "2017-07-12"), "2019年3月4日": ("DATE", "2019-03-04"),
             "启动大会": ("EVENT", None), "调度会": ("EVENT", None)}  # fmt: skip
    assert [row.main for row in build(text, marks, [])] == [False, True]


@pytest.mark.parametrize(
    "crowd",
    [
        "1200名干部群众来到现场。",
        "与会的1200余人先看现场。",
        "参加会议的有区法院、区城管局、商户代表等1200人。",
        "来自四个镇的1200余名农牧民赶来凑热闹。",
        "现场人数近1200人。",
        "1200名“小橙子”闪亮上岗。",
        "参会人数共计1200人。",
        "参加会议的有各乡镇、县直单位负责人，共计1200人。",
        "18名好媳妇上台领奖，1200名村民到场祝贺。",
        "1200名村民搬着板凳来听课。",
        "镇领导与1200名村民一起包粽子。",
        "台下坐着1200余名村民。",
        "活动吸引了1200名市民驻足。截至目前，已有3000人参加。",
    ],
)
def test_those_who_came_are_counted(crowd: str):
    numbers = re.findall(r"[\d]+余?[名人]", crowd)
    marks = {"3月4日": ("DATE", "2019-03-04"), "创城推进会": ("EVENT", None)}
    marks |= dict.fromkeys(numbers, ("QUANTITY", None))
    (row,) = build(f"3月4日，创城推进会召开。{crowd}", marks, [])
    assert row.headcount == 1200


def test_a_day_that_something_lasts_from_is_no_day_of_an_event():
    text = "3月4日，督查组来到路口。\n2月1日开学以来，秩序好转。八点半，现场督办会在桥头召开。"
    marks = {"3月4日": ("DATE", "2019-03-04"), "2月1日": ("DATE", "2019-02-01"), "现场督办会": ("EVENT", None)}
    (row,) = build(text, marks, [])
    assert row.date == date(2019, 3, 4)


def test_an_event_of_several_days_falls_on_the_first():
    marks = {"3月3日": ("DATE", "2019-03-03"), "4日": ("DATE", "2019-03-04"), "创城推进会": ("EVENT", None)}
    (row,) = build("3月3日至4日，创城推进会召开。", marks, [])
    assert row.date == date(2019, 3, 3)


def test_who_serves_at_an_event_is_counted():
    marks = {"学雷锋集中活动": ("EVENT", None), "300余名": ("QUANTITY", None)}
    (row,) = build("学雷锋集中活动举行。来自28家单位的300余名志愿者为市民提供义诊、维修等服务。", marks, [])
    assert row.headcount == 300


def test_a_list_of_organs_tells_who_came_even_far_from_the_event():
    organs = ("区教育局", "民政局", "文旅局", "区总工会", "团区委", "区妇联")
    marks = {"创城推进会": ("EVENT", None), "230余名": ("QUANTITY", None), **dict.fromkeys(organs, ("ORG", None))}
    text = "创城推进会召开。\n谁来了？\n有人来了。\n" + "、".join(organs) + "的230余名代表坐满了剧场。"
    (row,) = build(text, marks, [])
    assert row.headcount == 230


@pytest.mark.parametrize(
    ("behind", "number"),
    [
        ("60多位老人端着茶杯来了。", 60),
        ("县长与60多位师生、市民一同参加。", 60),
        ("60多位游客和8名村民同吃油茶。", 60),
        ("60多位志愿者编成5个小组，分头入户。", 60),
        ("8名孩子席地而坐，60多位居民参加。", 60),
        ("60多位老人得到帮助。", None),
    ],
)
def test_who_came_by_what_they_did(behind: str, number: int | None):
    marks = {"公益讲座": ("EVENT", None), "60多位": ("QUANTITY", None), "8名": ("QUANTITY", None)}
    (row,) = build(f"公益讲座举行。{behind}", marks, [])
    assert row.headcount == number


def test_the_day_of_an_event_that_is_announced_stands_under_its_heading():
    text = "决定举办首届公益大赛。\n一、活动时间\n3月24日，每日九点。\n报名截至3月10日。"
    marks = {
        "首届公益大赛": ("EVENT", None),
        "3月24日": ("DATE", "2019-03-24"),
        "3月10日": ("DATE", "2019-03-10"),
    }
    (row,) = build(text, marks, [])
    assert row.date == date(2019, 3, 24)


def test_the_day_may_stand_in_the_sentence_behind():
    marks = {"创城推进会": ("EVENT", None), "3月4日": ("DATE", "2019-03-04")}
    (row,) = build("区里召开创城推进会。3月4日下午，大家到场。", marks, [])
    assert row.date == date(2019, 3, 4)


def test_no_event_no_row():
    assert build("今天天气很好。", {}, []) == []


@pytest.mark.parametrize(
    ("words", "number"),
    [("96人", 96), ("1.2万余名", 12000), ("两千余人", 2000), ("1200余人", 1200), ("三百二十人", 320), ("数百人", None)],
)
def test_headcount(words: str, number: int | None):
    assert parse_headcount(words) == number


def test_a_day_is_no_venue():
    text = "首届公益大赛于3月24日在文化广场举行，昨天的启动仪式在今天上午举行。"
    marks = {"首届公益大赛": ("EVENT", None), "启动仪式": ("EVENT", None)}
    assert {row.name: row.place for row in build(text, marks, [])} == {"首届公益大赛": "文化广场", "启动仪式": None}
