"""The grammar of single lines: trails, information lines, captions, credits, furniture."""

from __future__ import annotations

from datetime import date

import pytest

from wenming_nlp.page.captions import is_credit, is_marked_caption, split_captions
from wenming_nlp.page.days import find_day, is_day_line
from wenming_nlp.page.fields import read_fields
from wenming_nlp.page.furniture import channel_of, crumbs_of, furniture_kind


@pytest.mark.parametrize(
    ("line", "crumbs"),
    [
        ("您现在的位置:首页 > 新闻中心 > 区县播报", ["首页", "新闻中心", "区县播报"]),
        ("当前位置 : 首页 / 道德模范 / 好人故事", ["首页", "道德模范", "好人故事"]),
        ("您的位置 > 首页 > 信息公开", ["首页", "信息公开"]),
        ("您所在位置：首页》动态", ["首页", "动态"]),
        ("首页 → 市容市貌 → 通报", ["首页", "市容市貌", "通报"]),
        ("[文明网首页] - [节日] - [重阳]", ["文明网首页", "节日", "重阳"]),
        ("某某文明网 > 道德模范 > 身边好人", ["某某文明网", "道德模范", "身边好人"]),
        ("某某文明网  您现在的位置：首页 >> 文明播报 >> 街谈巷议", ["首页", "文明播报", "街谈巷议"]),
        ("◇ 首页 ◇ 诚信建设 ◇ 诚信店", ["首页", "诚信建设", "诚信店"]),
        ("首页 • 文明实践 • 镇街动态", ["首页", "文明实践", "镇街动态"]),
        ("◆讲文明 ◆树新风", None),
        ("首页 | 新闻 | 专题", None),
        ("会上，甲某说，从1 > 0讲起。", None),
        ("时间：2020-01-02", None),
    ],
)
def test_trails(line, crumbs):
    assert crumbs_of(line) == crumbs


@pytest.mark.parametrize(
    ("crumbs", "channel"),
    [
        (["首页", "要闻", "正文"], "要闻"),
        (["首页", "公告", "关于表彰先进的决定"], "公告"),
        (["首页"], None),
        (["某某卫健", "文明单位创建"], "文明单位创建"),
    ],
)
def test_channel_is_the_last_crumb_that_names_one(crumbs, channel):
    assert channel_of(crumbs, "关于表彰先进的决定") == channel


@pytest.mark.parametrize(
    ("line", "day", "source", "author", "editor"),
    [
        (
            "时间:2019-03-05 10:22     来源:某区文明办     作者:甲某     浏览次数:1276",
            date(2019, 3, 5),
            "某区文明办",
            "甲某",
            None,
        ),
        (
            "来源：某区宣传部   时间：2017年9月18日   字体：[大 中 小]   通讯员：乙某",
            date(2017, 9, 18),
            "某区宣传部",
            "乙某",
            None,
        ),
        ("【2015-03-27 17:32】  来源：某市文明办   浏览：315 次", date(2015, 3, 27), "某市文明办", None, None),
        ("2023-05-22 来源：某中心 编辑：丙某 我来说两句(17)", date(2023, 5, 22), "某中心", None, "丙某"),
        ("2023-05-22 11:30:06 | 来源：某中心 | 责任编辑：丙某", date(2023, 5, 22), "某中心", None, "丙某"),
        (
            "发布人:admin    日期:2012-11-27    点击:388    来源:某旗政府网",
            date(2012, 11, 27),
            "某旗政府网",
            None,
            None,
        ),
        ("原创 甲某 某区发布 2023-05-07 18:20 贵州", date(2023, 5, 7), None, None, None),
        ("某市日报 2023年05月07日 第3版 要闻", date(2023, 5, 7), None, None, None),
        ("来源：某社作者：甲某发布时间：２０２０/０１/０２", date(2020, 1, 2), "某社", "甲某", None),
        ("作　者：甲某　来 源 ： 某报　日 期：20200102", date(2020, 1, 2), "某报", "甲某", None),
    ],
)
def test_information_lines(line, day, source, author, editor):
    fields = read_fields(line)
    assert fields is not None
    assert fields.is_information
    assert [found for _, found in fields.days] == [day]
    assert (fields.first("source"), fields.first("author"), fields.first("editor")) == (source, author, editor)


@pytest.mark.parametrize(
    "line",
    [
        "2020年1月2日，某区召开会议。",
        "某区2020年1月2日举行第三届邻里文化节开幕式",
        "会议时间另行通知",
        "来源于生活的艺术",
    ],
)
def test_sentences_are_no_information_lines(line):
    fields = read_fields(line)
    assert fields is None or not fields.is_information


@pytest.mark.parametrize(
    ("line", "pairs"),
    [
        ("图为：推进会会场", [("推进会会场", None)]),
        ("上图：志愿者护送学生", [("志愿者护送学生", None)]),
        ("图①：颁奖现场", [("颁奖现场", None)]),
        ("▲甲某在查看药品", [("甲某在查看药品", None)]),
        ("居民清理杂物。甲某 摄", [("居民清理杂物。", "甲某 摄")]),
        ("居民在健身　本报记者 甲某 摄", [("居民在健身", "本报记者 甲某 摄")]),
        ("图为居民（左一）领奖（甲某 摄）", [("居民（左一）领奖", "（甲某 摄）")]),
        ("图一：会场　图二：街景", [("图一：会场", None)]),
    ],
)
def test_captions(line, pairs):
    assert is_marked_caption(line)
    if not line.startswith("图一"):
        assert split_captions(line) == pairs
    else:
        assert split_captions(line) == [("会场", None), ("街景", None)]


@pytest.mark.parametrize(
    "line", ["图书馆里的“静”与“敬”", "图文并茂的展板前围满了人。", "他摄下了这一幕，久久不愿离开。"]
)
def test_ordinary_lines_are_no_captions(line):
    assert not is_marked_caption(line)


@pytest.mark.parametrize(
    "line",
    [
        "（某区文明办供稿）",
        "（供稿：某区文明办）",
        "（文/图 甲某 乙某）",
        "文字：甲某",
        "图片：甲某 乙某",
        "(通讯员 甲某 供稿)",
        "（作者单位：某区文明办）",
    ],
)
def test_credits(line):
    assert is_credit(line)


@pytest.mark.parametrize(
    "line",
    ["记者从会上获悉，全区已有志愿者三万人。", "（一）加强领导。", "（二）压实责任，逐级落实", "图片：推进会现场"],
)
def test_ordinary_lines_are_no_credits(line):
    assert not is_credit(line)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("  1. 上一篇:某地新闻", "step"),
        ("【上一条】没有了", "step"),
        ("┃上一篇┃某乡：老矿工", "step"),
        ("〖上一篇〗某地：小院议事", "step"),
        ("〔打印本页〕〔关闭窗口〕", "menu"),
        ("相关新闻:", "related"),
        ("┃相关专题┃ 某地好人", "related"),
        ("【字体：大 中 小】【打印】【关闭】", "menu"),
        ("[ 收藏本页 ]  [ 我要纠错 ]", "menu"),
        ("Copyright @ 2018 某网", "footer"),
        ("主办单位：某区委员会　某ICP备00000000号-1", "footer"),
        ("地址：某路1号　电话：000-0000000", "contact"),
        ("版权声明:未经授权不得转载", "notice"),
        ("相关部门负责人参加会议。", None),
        ("上一年，全区新建公园三个。", None),
        ("一、整治范围。某路、某街及周边。", None),
    ],
)
def test_furniture(line, kind):
    assert furniture_kind(line) == kind


def test_days():
    assert find_day("2021-02-30 误，应为2021.3.1") == date(2021, 3, 1)
    assert find_day("电话0851-28641133") is None
    assert is_day_line("　　二〇二一年十二月三十一日")
    assert not is_day_line("2021年4月6日举行")
