"""Counted numbers and what only looks like them."""

from __future__ import annotations

import pytest

from wenming_nlp.entities.mentions import Cover
from wenming_nlp.entities.quantities import find_quantities


def read(text: str) -> list[str]:
    return [text[m.start : m.end] for m in find_quantities(text, Cover(len(text)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("近180人参加", ["180人"]),
        ("发放手册500余份,清理260余处", ["500余份", "260余处"]),
        ("60万名市民,1.2万余人次", ["60万名", "1.2万余人次"]),
        ("筹款1.6万元,铺路14公里", ["1.6万元", "14公里"]),
        ("牲畜7.3万头(只)", ["7.3万头(只)"]),
        ("三名党员,十几个学生,两百米长", ["三名", "十几个", "两百米"]),
        ("两斤一两,三米多", ["两斤一两", "三米多"]),
        ("千余人参与,百支队伍", ["千余人", "百支"]),
        ("37个点位,10个单位", ["37个", "10个"]),
        ("第四、两家企业", ["两家"]),
        ("扣了17.5分,有46分", ["17.5分", "46分"]),
        ("收走三回,堵了十几回,上了26堂课", ["三回", "十几回", "26堂"]),
        ("装了满满两麻袋,多了三样东西", ["两麻袋", "三样"]),
        ("一年办了4次酒,一天来回8趟", ["4次", "8趟"]),
        ("走遍十一个村,植树一百二十一棵", ["十一个", "一百二十一棵"]),
        ("捡走一百个瓶子,来自一百多个国家", ["一百个", "一百多个"]),
        ("付清310亩地租,多收的5元钱", ["310亩", "5元"]),
        ("打了三口井,你们两口子", ["三口"]),
        ("汉文、维吾尔文两种教材", ["两种"]),
        ("1,200余人", ["1,200余人"]),
        ("近百人参会,百人大合唱", ["百人"]),
    ],
)
def test_quantities(text: str, expected: list[str]):
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "合格率98.5%,今年68岁",
        "历时3个月,12天,五分钟",
        "第3组,第五届,前三名,末三位",
        "一个人,一条路",
        "“四个意识”,四个方面,三点要求",
        "千家万户,四处借钱,千篇一律",
        "市四套班子",
        "每天两次巡查",
        "几位老人",
        "早上7点10分,清晨6时40分,1分05秒",
        "住在6栋的老人,守了23个日夜",
        "红旗村三组的村民,清扫三队队长",
        "早市、晚市两头都管住,老两口,没两样",
    ],
)
def test_no_quantities(text: str):
    assert read(text) == []
