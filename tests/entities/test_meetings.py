"""Names of meetings and activities: where they begin, where they end, what is none."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenming_nlp.article import Paragraph
from wenming_nlp.entities.meetings import find_meetings
from wenming_nlp.entities.mentions import Cover, Mention


def read(text: str, cover: Cover | None = None, part: str = "body") -> list[str]:
    return [text[m.start : m.end] for m in find_meetings(text, [Paragraph(0, len(text), part)], cover)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("昨天,武陵区召开创建全国文明城市推进会,会议由区长主持。", ["创建全国文明城市推进会"]),
        ("全区2022年未成年人思想道德建设工作推进会召开。", ["2022年未成年人思想道德建设工作推进会"]),
        ("组织召开了移风易俗工作推进会暨红白理事会会长培训会。", ["移风易俗工作推进会暨红白理事会会长培训会"]),
        ("举行“洁净家园·你我同行”周末大扫除活动。", ["“洁净家园·你我同行”周末大扫除活动"]),
        ("举行2018—2020年度文明单位测评部署会。", ["2018—2020年度文明单位测评部署会"]),
        ("全县文明县创建工作推进会议在会议室召开。", ["文明县创建工作推进会议"]),
        ("创城工作推进会议题很多。", ["创城工作推进会"]),
        ("当天下午，督查情况通报会召开。", ["督查情况通报会"]),
        ("将举办首届公益创投大赛。", ["首届公益创投大赛"]),
        ("召开第11次创建工作例会。", ["第11次创建工作例会"]),
        ("国家网信办的“清朗”系列专项行动一年接着一年。", ["“清朗”系列专项行动"]),
        ("学习贯彻党的二十届三中全会精神。", ["党的二十届三中全会"]),
        ("区文明委召开2014年第二次全体（扩大）会议。", ["2014年第二次全体（扩大）会议"]),
        ("清源市第三届全民阅读大会举行。", ["第三届全民阅读大会"]),
        ("开展“六乱”整治专项督查。", ["“六乱”整治专项督查"]),
        ("国家网络安全宣传周期间送课进校。", ["国家网络安全宣传周"]),
        ("宣讲员讲六中全会。区委十届三次全会提出目标。", ["六中全会", "十届三次全会"]),
        ("还将举行“送戏进万家”活动和灯谜会。", ["“送戏进万家”活动"]),
        ("先后召开23场村民议事座谈会,每周召开文明创建调度会。", []),
        ("一年到头理论学习会、工作推进会，样样不落。家长忙着文明礼仪培训会，孩子忙着作业。", []),
        ("建立文明城市联席会议制度,采取移风易俗座谈会等形式。", []),
        ("会议现场。座谈会上,活动结束后,现场会开得好。", []),
        ("在随后的座谈会上,全市工作会议指出。", []),
        ("启动“四联四创”活动。", []),
        ("走进会议室和运动场,在大会堂里。", []),
        ("开展学雷锋活动和整治行动。", []),
        ("修订文明城市联席会议规则。", []),
        ("习近平总书记在中央金融工作会议上讲话。", ["中央金融工作会议"]),
        ("总理会见第七次全国自强模范表彰大会代表。", ["第七次全国自强模范表彰大会"]),
        ("主席出席第二届中国—中亚峰会。", ["第二届中国—中亚峰会"]),
        ("启动“教育家精神万里行”活动。", ["“教育家精神万里行”活动"]),
        ("中国人民政治协商会议第九届全国委员会副主席，各级行业协会商会。", []),
        ("根据中华人民共和国第十四届全国人民代表大会常务委员会的决定，以“强军”为主题展开对话，同总统视频会晤。", []),
        ("太和镇“板凳课堂”冬季宣讲周开讲。", ["“板凳课堂”冬季宣讲周"]),
        ("自治区文明城市督导反馈会召开。", ["自治区文明城市督导反馈会"]),
        ("召开以案促改工作推进会。", ["以案促改工作推进会"]),
        ("召开文明城市创建工作现场观摩推进会。", ["文明城市创建工作现场观摩推进会"]),
        ("首届社区邻里运动会开赛。", ["首届社区邻里运动会"]),
        ("第57个学雷锋纪念日主题志愿服务活动举行。", ["第57个学雷锋纪念日主题志愿服务活动"]),
        ("第三师图木舒克市公益广告工作调度会召开。", ["公益广告工作调度会"]),
        ("举办高山杨梅节。8月还要办侗乡邻里节。过春节，抓细节，办大型文化节。", ["高山杨梅节", "侗乡邻里节"]),
        ("第三届“画说文明”作品征集活动落幕。", ["第三届“画说文明”作品征集活动"]),
        ("将举办广场舞大赛、厨艺比拼、亲子运动会等活动。", []),
        ("各单位上周“周末大扫除”活动。去年底中央经济工作会议召开。", ["中央经济工作会议"]),
        ("“清风传家”家庭教育主题讲座开讲。全市文明办主任会议召开。", ["“清风传家”家庭教育主题讲座", "文明办主任会议"]),
        ("县乡村振兴流动现场会在长冈乡召开。", ["乡村振兴流动现场会"]),
        ("兴国县新时代文明实践志愿服务项目大赛举行。村里办广场舞比赛。", ["新时代文明实践志愿服务项目大赛"]),
        ("县政府召开第45次常务会议。", ["第45次常务会议"]),
        ("组织好“小手拉大手”活动。各单位要组织一次文明礼仪培训会。各学校要开好“文明小手”主题班会。", []),
        ("在海边设立集体婚礼基地。暗访组回到城管局四楼会议室开碰头会。会议以视频会议形式召开。", []),
        (
            "力争将首届文明风采大赛办好，按照全国文明城市创建工作推进会部署。",
            ["首届文明风采大赛", "全国文明城市创建工作推进会"],
        ),
    ],
)
def test_names(text: str, expected: list[str]):
    assert read(text) == expected


def test_a_day_and_an_organiser_in_front_are_left_out():
    text = "3月4日区文明办志愿服务骨干培训班开班。"
    cover = Cover(len(text), [Mention(0, 4, "DATE", "", code="2019-03-04"), Mention(4, 8, "ORG", "")])
    assert read(text, cover) == ["志愿服务骨干培训班"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("5月6日上午，4月份城市管理讲评会召开。", "4月份城市管理讲评会"),
        ("我区召开4月城市管理讲评会。", "4月城市管理讲评会"),
        ("今年4月城市管理讲评会召开。", "城市管理讲评会"),
    ],
)
def test_the_month_that_a_meeting_is_about_belongs_to_its_name(text: str, name: str):
    days = re.finditer(r"5月6日|(?:今年)?4月份?", text)
    cover = Cover(len(text), [Mention(m.start(), m.end(), "DATE", "", code="2019-04") for m in days])
    assert read(text, cover) == [name]


def test_a_document_and_a_byline_hold_no_meeting():
    text = "《关于召开创建文明城市推进会的通知》"
    assert read(text, Cover(len(text), [Mention(1, len(text) - 1, "DOC", "")])) == []
    assert read("创建文明城市推进会供图", part="credit") == []


def test_half_of_a_double_name_is_no_mention_where_the_whole_stands():
    text = "召开网络文明推进会。全区网络文明推进会暨志愿者授旗仪式在会展中心举行。"
    assert read(text) == ["网络文明推进会暨志愿者授旗仪式"]


@given(st.text(alphabet="召开2年文明城市创建推进会暨“”活动启动仪式，。的在第一届\n", max_size=60))
def test_spans_are_ordered_and_inside(text: str):
    found = find_meetings(text, [Paragraph(0, len(text), "body")])
    assert all(0 <= m.start < m.end <= len(text) for m in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all("\n" not in text[m.start : m.end] for m in found)
