"""Campaign formulas against ordinary quotations."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenming_nlp.entities.mentions import Cover, Mention
from wenming_nlp.entities.slogans import find_slogans


def read(text: str) -> list[tuple[str, str | None]]:
    return [(text[m.start : m.end], m.code) for m in find_slogans(text, Cover(len(text)))]


@pytest.mark.parametrize(
    "phrase",
    ["五个不力", "四不两直", "三率", "一点一策", "三减一增", "一听二看三查四访", "六大提升行动", "五老", "门前七包", "百日攻坚",
     "一小时辟谣圈", "8+N", "人人都是志愿者", "三不放过", "一校一品、一生一艺", "十无", "1+3+N", "一核多元", "每周一督",
     "一窗通办", "小事不出网格、大事不出社区", "十大不文明交通行为", "文明交通、从我做起"],
)  # fmt: skip
def test_numbered(phrase: str):
    assert read(f"落实“{phrase}”要求。") == [(phrase, "numbered")]


@pytest.mark.parametrize(
    "phrase",
    [
        "定人、定岗、定责、定时",
        "我志愿、我快乐",
        "有事您招手，骑马我就到",
        "车让人、人守礼",
        "山水相连·文明同行",
        "人心齐、民性刚、敢攀登、创一流",
        "枫林经验",
    ],
)
def test_watchwords(phrase: str):
    assert read(f"叫响“{phrase}”。") == [(phrase, "quoted")]


@pytest.mark.parametrize(
    "text",
    [
        "他说：“一分钱也不要。”",
        "给公公办“三周年”,县“扫黄打非”办牵头。",
        "把“人情风、彩礼风、酒席风”一条条摆出来。",
        "做到“一诺千金”。",
        "改成了“理论讲堂+百姓戏台”,村“两委”牵头。",
        "庆“六一”,过“五一”假期。",
        "被评为“十佳青年”。",
        "“两山”志愿服务队成立。",
        "防止“评时一阵风、评后一场空”。",
        "“一图用三年、一版贴全城”的现象仍然存在。",
        "街坊喊他“三轮大叔”,“珍惜粮食，文明用餐”的提示牌。",
        "“哈里·杜鲁门”号航母。",
        "第三大行动队,三大行动员。",
        "最怕的是“看着热闹、一查就漏”。",
        "有的队伍“平时没声音、检查就集合”。",
        "乡约讲的是“德业相劝、过失相规、礼俗相交”。",
        "“藏汉双语”宣讲,她是“一把手”,年货铺“一条街”。",
        "形成客货“两旺”局面，实现“双减少”。",
        "解决“进门难、充电难、就餐难”等实际问题，采取“外部施压、内部瓦解”手段。",
        "问明白“想听啥、缺啥、盼啥”,收缴“五毛食品”,办“六十六大寿”,采取“边走边看、边看边议”的方式。",
        "保障党的二十大战略部署落地。",
    ],
)
def test_none(text: str):
    assert read(text) == []


@pytest.mark.parametrize("phrase", ["点单、派单、接单、评单", "路长+巷长+楼长"])
def test_members_that_end_alike_make_a_way_of_working(phrase: str):
    assert read(f"推行“{phrase}”机制。") == [(phrase, "quoted")]


def test_set_phrases_need_no_quotation_marks():
    assert read("坚持四不两直,推进十大工程建设,落实门前三包。") == [
        ("四不两直", "lexicon"),
        ("十大工程", "numbered"),
        ("门前三包", "lexicon"),
    ]


def test_half_width_quotation_marks_and_documents():
    assert read('以"讲文明、树新风"为主题') == [("讲文明、树新风", "lexicon")]
    text = "《关于“四个最美”评选的通知》"
    assert find_slogans(text, Cover(len(text), [Mention(1, len(text) - 1, "DOC", "")])) == []


@given(st.text(alphabet='一二三个不力“”"、·文明，。\n', max_size=50))
def test_spans_are_ordered_and_without_quotation_marks(text: str):
    found = find_slogans(text, Cover(len(text)))
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(not set(text[m.start : m.end]) & set("“”\n") for m in found)


def test_a_formula_inside_a_speech_and_one_that_a_comma_ends():
    assert read("“说白了，就是‘小事不出村、大事不出镇’。”") == [("小事不出村、大事不出镇", "numbered")]
    assert read("“我志愿、我快乐，”他说") == [("我志愿、我快乐", "quoted")]
    assert read("让“羌家儿女一条心”成为最响亮的口号") == [("羌家儿女一条心", "quoted")]
    assert read("居民画“二十四节气”") == []
