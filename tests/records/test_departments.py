"""Departments under their full names."""

from __future__ import annotations

import pytest

from wenming_nlp.records.departments import build_departments


def test_departments_get_their_unit_back(read_text):
    read = read_text("区城管局、公安局、市场监管局，团区委、市政府督查室参加。播州区实验小学、贵州日报到场。")
    names = {row.mention: row.name for row in build_departments(*read)}
    assert names == {
        "区城管局": "播州区城管局",
        "公安局": "播州区公安局",
        "市场监管局": "播州区市场监管局",
        "团区委": "共青团播州区委",
        "市政府督查室": "遵义市政府督查室",
    }


def test_the_youth_league_goes_by_its_own_name(read_text):
    rows = build_departments(*read_text("团区委、市团委、播州区团委、播州区第一中学团委参加。"))
    assert {row.mention: row.name for row in rows} == {
        "团区委": "共青团播州区委",
        "市团委": "共青团遵义市委",
        "播州区团委": "共青团播州区委",
        "播州区第一中学团委": "播州区第一中学团委",
    }


def test_departments_count_and_know_their_system(read_text):
    rows = {r.mention: r for r in build_departments(*read_text("区妇联牵头。区妇联、区公安局、区法院参加。"))}
    assert rows["区妇联"].n == 2
    assert [rows[m].system for m in ("区妇联", "区公安局", "区法院")] == ["群团", "垂管", "法院"]
    assert rows["区妇联"].home_adcode == "520304"


def test_organs_of_the_centre_know_their_level_and_system(read_text):
    text = "党中央、全国人大常委会、外交部、全国妇联、民盟中央、俄罗斯国防部派员参加。联合国、美军没有参加。"
    rows = {d.name: (d.level, d.system) for d in build_departments(*read_text(text))}
    assert rows == {
        "党中央": ("国家", "党委"),
        "全国人大常委会": ("国家", "人大"),
        "外交部": ("国家", "政府"),
        "全国妇联": ("国家", "群团"),
        "民盟中央": ("国家", "其他"),
        "俄罗斯国防部": ("国家", "政府"),
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("三合镇开会，工商所、派出所每周查一次。", {"工商所": "三合镇工商所", "派出所": "三合镇派出所"}),
        (
            "抄送：贵阳市文明办，市委办公室。",
            {"贵阳市文明办": "贵阳市文明办", "市委办公室": "遵义市委办公室"},
        ),
        ("区城管局、交警瑶海大队参加。", {"区城管局": "播州区城管局", "交警瑶海大队": "交警瑶海大队"}),
        ("三合村红白理事会、国网播州供电所、阿婆杂货铺参加。", {}),
        ("区供销联社参加。", {"区供销联社": "播州区供销联社"}),
        ("俄国防部、美国务院先后表态。", {"俄国防部": "俄罗斯国防部", "美国务院": "美国国务院"}),
        ("商业银行、保险公司和水质监测站不少，一所学校遭袭，上海建设国际金融中心。", {}),
        ("央视网消息：中央广播电视总台、朝中社到会采访。", {}),
        ("播州团区委组织活动", {"播州团区委": "共青团播州区委"}),
        (
            "组织部、宣传部、农工办参加",
            {"组织部": "播州区委组织部", "宣传部": "播州区委宣传部", "农工办": "播州区委农工办"},
        ),
        ("区供电所、区文工团、区职教中心参加", {}),
    ],
)
def test_departments_under_their_full_names(read_text, text, expected):
    assert {d.mention: d.name for d in build_departments(*read_text(text))} == expected


@pytest.mark.parametrize(
    ("text", "organ", "level", "system"),
    [
        ("海关总署发布数据。", "海关总署", "国家", "垂管"),
        ("全国人大常委会法工委作了说明。", "全国人大常委会法工委", "国家", "人大"),
        ("全国政协办公厅宣布安排。", "全国政协办公厅", "国家", "政协"),
        ("中央军委政治工作部印发教材。", "中央军委政治工作部", "国家", "军队"),
        ("香港特区政府签署协议。", "香港特区政府", "省", "政府"),
        ("国家防汛抗旱总指挥部印发通知。", "国家防汛抗旱总指挥部", "国家", "政府"),
        ("中国人民解放军举行阅兵。", "中国人民解放军", "国家", "军队"),
    ],
)
def test_level_and_system_of_organs_of_the_centre(read_text, text, organ, level, system):
    found = {d.name: (d.level, d.system) for d in build_departments(*read_text(text))}
    assert found[organ] == (level, system)
