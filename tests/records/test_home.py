"""Whose page it is."""

from __future__ import annotations

from datetime import date

import pytest

from wenming_nlp.article import Article
from wenming_nlp.records.home import find_home


def read(title: str, text: str, source: str | None = None, published: date | None = date(2019, 5, 1), **more: str):
    return find_home(Article("a", "", title, f"{title}\n{text}", (), published, source, **more))


@pytest.mark.parametrize(
    ("title", "text", "source", "name"),
    [
        ("播州:推进创文攻坚", "区委召开会议。", "播州区文明办", "遵义市播州区"),
        ("涪陵区召开大会", "区委书记讲话。", "重庆日报", "重庆市涪陵区"),
        ("我市召开大会", "市委书记讲话,亭湖区、大丰区参加。", "盐城市文明办", "盐城市"),
        ("天门:文明交通劝导", "市委召开会议。", "天门日报", "天门市"),
        ("石河子:志愿者在行动", "石河子市委。", None, "石河子市"),
        ("福建省公布名单", "福州市鼓楼区、厦门市思明区入选,全省推进。", "福建省文明办", "福建省"),
        ("甘棠街道召开例会", "甘棠街道在浔阳区的会议室召开例会,区文明办参加。", "甘棠街道", "九江市浔阳区"),
        ("甘南州召开会议", "州委书记讲话。", "甘南州文明办", "甘南藏族自治州"),
        ("经开区督导创文", "区党工委、管委会。", "郑州经开区创建办", "郑州经济技术开发区"),
        ("高新区志愿服务", "管委会主任讲话。", "西安高新区文明办", "西安高新技术产业开发区"),
        (
            "铜川吹响冲刺号",
            "市委书记讲话,市长主持。王益区委书记、印台区委副书记、代区长,宜君县委副书记、县长发言。市委办、市委宣传部参加。",
            "铜川文明网",
            "铜川市",
        ),
        ("金奶奶的泡菜缸", "东城镇光东村家家腌泡菜,延边的冬天到了。", "延边日报", "延边朝鲜族自治州和龙市"),
        ("全市未成年人工作推进会在青阳召开", "市委常委、宣传部长讲话,青阳县委书记致辞。", "池州市文明办", "池州市"),
        ("塘头镇:志愿者清河道", "近日,镇妇联组织志愿者。", None, "铜仁市思南县"),
        (
            "山海携手:惠山区代表团来我县考察",
            "洛川县委书记陪同,我县与无锡市惠山区签约。",
            "洛川县融媒体中心",
            "延安市洛川县",
        ),
    ],
)
def test_homes(title: str, text: str, source: str | None, name: str):
    home = read(title, text, source)
    assert home is not None
    assert home.name == name


def test_a_comment_that_names_examples_has_no_home():
    assert read("让文明成为习惯", "从张家港市到徐州市,不少城市的经验说明,奖牌不是终点。") is None


@pytest.mark.parametrize(
    ("title", "text", "source"),
    [
        ("给键盘装一脚刹车", "哈尔滨市的一段视频上了热搜。长春市的让座纠纷，牡丹江市的口角，都是一例。", "北方网评"),
        (
            "清明见闻",
            "【昆明市五华区】市民祭扫。五华区有专线车。【腾冲市】清扫陵园。【石屏县】学生献花。",
            "云南文明网",
        ),
    ],
)
def test_what_nobody_signs_and_names_several_cities_has_no_home(title: str, text: str, source: str):
    assert read(title, text, source) is None


def test_a_meeting_in_a_county_is_told_by_who_held_it():
    text = (
        "九江市推进会在武宁县召开。市委副书记、市委常委、副市长出席，武宁县委书记致辞。武宁县、武宁县、瑞昌市作了交流。"
    )
    assert read("九江：文明实践推进会召开", text, "九江日报").name == "九江市"
    text = "全省会议在西宁召开。省委常委出席，省委、省政府要求。西宁市、海东市、西宁市、西宁市作交流。"
    assert read("全省精神文明建设工作会议在西宁召开", text, "青海日报").name == "青海省"


def test_names_of_their_time():
    assert read("襄樊推进创建", "市委召开会议。", "襄樊日报", date(2009, 5, 1)).name == "襄樊市"
    assert read("遵义县:创建进行时", "县委召开会议。", "遵义县文明办", date(2015, 5, 1)).name == "遵义市遵义县"


def test_units_stand_before_organs():
    home = read("循化县:移风易俗", "县委召开会议。", "循化县文明办")
    assert home.name == "海东市循化撒拉族自治县"
    assert home.units == {"县": "循化县", "市": "海东市", "省": "青海省"}
    assert home.adcode == "630225"
    city = read("锡林浩特市:创城", "市委召开会议。", "锡林浩特市文明办")
    assert city.units == {"市": "锡林浩特市", "盟": "锡林郭勒盟", "自治区": "内蒙古自治区"}


def test_part_of_a_persons_name_is_no_home():
    found = read(
        "背篓医生",
        "江海柱在山里行医。江海柱说,路再远也去。江海柱的女儿来了。涉县卫健局表扬他,县文明办也来了。",
        "邯郸日报",
    )
    assert found.name == "邯郸市涉县"


def test_many_counties_and_a_city_that_speaks():
    text = "全市互查,市文明办、市城管局派员。平城区、平城区有车,云冈区、云冈区、云冈区有路,云州区、新荣区整洁,阳高县、天镇县、广灵县达标,大同市再查。"
    assert read("全市交叉督查结果出炉", text, "大同日报").name == "大同市"


def test_a_paper_named_after_hills_and_a_prefecture_that_speaks():
    text = "海北藏族自治州工作会在州会议中心举行,祁连县、刚察县发言。州委书记讲话,州委、州政府要求全州落实。"
    assert read("石榴花开——海北州工作会侧记", text, "祁连山报").name == "海北藏族自治州"


def test_a_zone_of_a_city_is_no_namesake_elsewhere():
    assert (
        read("西安高新区:创文复审", "区党工委召开会议,全区自查。", "西安高新区党工委宣传部").name
        == "西安高新技术产业开发区"
    )
