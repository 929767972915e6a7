"""Named places: what is one, and where it begins."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wenming_nlp.entities.mentions import Cover, Mention
from wenming_nlp.entities.places import find_places
from wenming_nlp.records.home import home_of
from wenming_nlp.text.segment import Tokenizer

if TYPE_CHECKING:
    from wenming_nlp.article import Home


@lru_cache(maxsize=1)
def tokenizer() -> Tokenizer:
    return Tokenizer()


def read(text: str, home: Home | None = None, taken: tuple[Mention, ...] = ()) -> list[str]:
    found = find_places(text, tokenizer().tokens(text), Cover(len(text), taken), home)
    return [text[m.start : m.end] for m in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("走进塘头镇青杠坝村", ["塘头镇", "青杠坝村"]),
        ("从三元阁走到五通门，在栗河边休息", ["三元阁", "五通门", "栗河"]),
        ("扫完多安桥，送货到湄池火车站要绕道", ["多安桥", "湄池火车站"]),
        ("在建设路开店，蒙山路路口拥堵", ["建设路", "蒙山路"]),
        ("在皑皑雪峰上，和特大桥上部结构，打开家门", []),
        ("从小西门发出，沿西三环开来", ["小西门", "西三环"]),
        ("网上有“护城河”，沿护城河走到鼓楼", ["护城河", "鼓楼"]),
        ("在福建厦门，一处冰场", []),
        ("在永新县曲白乡", ["永新县", "曲白乡"]),
        ("石桥、沙河两镇滞后", ["石桥", "沙河"]),
        ("沙河吴家桥段，沿江路夜市退到广场", ["沙河", "吴家桥", "沿江路"]),
        ("店口镇和马剑镇：从店口走到马剑，一路整洁", ["店口镇", "马剑镇", "店口", "马剑"]),
        ("相公殿村、上和村、石门村依次出现", ["相公殿村", "上和村", "石门村"]),
        ("走进上湾组、下湾组，工作组、宣讲组各司其职", ["上湾组", "下湾组"]),
        ("走进碧桂园、恒大绿洲，建设幸福家园", ["碧桂园", "恒大绿洲"]),
        ("白马镇是农业大镇", ["白马镇"]),
        ("沿滨江路、人民公园北门、体育场东侧劝导", ["滨江路", "人民公园", "体育场"]),
        ("沟溪乡上石埠村的文化礼堂", ["沟溪乡", "上石埠村"]),
        ("启明街道、府坪街道参加", ["启明街道", "府坪街道"]),
        ("深入明湖、潮河、京航等街道,老人、儿童等社区", ["明湖", "潮河", "京航"]),
        ("后到新疆和田工作", ["新疆", "和田"]),
        ("深入明湖、潮河、京航、九龙4个街道督导", ["明湖", "潮河", "京航", "九龙"]),
        ("沿胜利路、岷山路清扫", ["胜利路", "岷山路"]),
        ("不错，但百齐路口乱停", ["百齐路"]),
        ("沿省道317线清理，G310国道两侧绿化", ["省道317线", "G310国道"]),
        ("县级领导包街、干部包巷、党员包户", []),
        ("走进太阳街道阳光嘉园、河滨街道江海菜场", ["太阳街道", "阳光嘉园", "河滨街道", "江海菜场"]),
        ("在平桥镇长洋村，镇长张三", ["平桥镇", "长洋村"]),
        ("（仰山乡联合村）", ["仰山乡", "联合村"]),
        ("在古城镇任河村，他推门", ["古城镇", "任河村"]),
        ("七叉镇宝山村的梯田", ["七叉镇", "宝山村"]),
        ("三水镇各村、七叉镇小山村，圩镇脏乱", ["三水镇", "七叉镇"]),
        ("在镇政府三楼会议室召开", ["镇政府三楼会议室"]),
        ("在三水文化中心举行，在荣成市文化中心首演", ["三水文化中心", "荣成市", "文化中心"]),
        ("在北京人民大会堂举行", ["北京", "人民大会堂"]),
        ("渔民在洋口港卖鱼，全力支持香港，建设自由贸易港", ["洋口港", "香港"]),
        ("在瑞光公园瑞光塔下开锣", ["瑞光公园", "瑞光塔"]),
        ("冒雨沿始丰溪走了5公里", ["始丰溪"]),
        ("奔赴迎宾大街、大东沟路口", ["迎宾大街", "大东沟"]),
        ("公营子镇龙凤桥头设点，（迎宾社区居民）发展社区居民入会", ["公营子镇", "龙凤桥", "迎宾社区"]),
        ("明确自然保护区建设要求", []),
        ("广东籍船员获救", ["广东"]),
        ("青岛海丝渔业有限公司捐款，在青岛举行", ["青岛"]),
        ("大滩村乡贤捐资修路", ["大滩村"]),
        ("会议在区影剧院召开", ["区影剧院"]),
        ("在县会议中心举行", ["县会议中心"]),
        ("活动在城市广场举行", ["城市广场"]),
        ("在鹤壁市新世纪广场启动", ["鹤壁市", "新世纪广场"]),
        ("石马坪街道莲亭社区的老人", ["石马坪街道", "莲亭社区"]),
        ("文昌东郊镇椰湾村", ["文昌", "东郊镇", "椰湾村"]),
        ("登上太行山,走过长江、黄河", ["太行山", "长江", "黄河"]),
        ("307国道沿线", ["307国道"]),
        ("赴深圳考察", ["深圳"]),
        ("建设美丽中国，坚持一个中国原则，访问中国", ["中国"]),
        ("收入增速快于城镇居民", []),
        ("中欧班列开行，推动中欧关系，探索园区碳达峰路径", []),
        ("善南街道、东沙河镇的干部", ["善南街道", "东沙河镇"]),
        ("前海街道、齐干却勒街道,机场", ["前海街道", "齐干却勒街道"]),
        ("坐在阿格乡喀让古村的水渠边", ["阿格乡", "喀让古村"]),
        ("小营镇理化社区居民", ["小营镇", "理化社区"]),
        ("岷山路与羲皇大道交会处", ["岷山路", "羲皇大道"]),
        ("查看了华山路、凤鸣湖路", ["华山路", "凤鸣湖路"]),
        ("在迎宾路口值守,建设中路上灯亮着", ["迎宾路", "建设中路"]),
        ("解放三路人行道", ["解放三路"]),
        ("在敦月公路沿线", ["敦月公路"]),
        ("会议在茶马广场举行", ["茶马广场"]),
        ("陕西蓝田的吕氏兄弟", ["陕西", "蓝田"]),
        ("从荔波县城出发", ["荔波"]),
        ("湟水边上柳条软", ["湟水"]),
        ("来到隆宝湖边", ["隆宝湖"]),
        ("日本、埃及和东南亚的游客到鲁南", ["日本", "埃及", "东南亚", "鲁南"]),
        ("从莫斯科飞往纽约", ["莫斯科", "纽约"]),
        ("杏花泉小区居民汪大年、先锋桥社区居民薛春华", ["杏花泉小区", "先锋桥社区"]),
        ("在健康路、民生路、文明路、平安路清扫", ["健康路", "民生路", "文明路", "平安路"]),
        ("沿新威路步行,在龙泉路、新力大道值守", ["新威路", "龙泉路", "新力大道"]),
        ("惠泉路怡和小区飘起饺子香", ["惠泉路", "怡和小区"]),
        ("地铁桐泾公园站西侧,沿着地铁2号线南苑站走", ["桐泾公园站", "南苑站"]),
        ("在宜春经济技术开发区", ["宜春经济技术开发区"]),
        ("三轮车冲进了群英河。劳动湖畔,夕阳落进安宁河谷,在北潦河沿岸", ["群英河", "劳动湖", "安宁河谷", "北潦河"]),
        ("人工湖边、灌溉渠旁、母亲河畔", []),
        ("宝山村:村民上课,双溪镇石马路的小景,与兴华一路交叉口", ["宝山村", "双溪镇", "石马路", "兴华一路"]),
        ("十方镇新街　平川街道西门街", ["十方镇", "新街", "平川街道", "西门街"]),
        ("在狮子坪、黑石坡、碾子梁巡护", ["狮子坪", "黑石坡", "碾子梁"]),
        ("会议在县人民会堂召开,活动在镇文化广场举行", ["县人民会堂", "镇文化广场"]),
        ("到县文化中心广场领取", ["县文化中心广场"]),
        ("在文庙停车场,在罗定汽车总站", ["文庙停车场", "罗定汽车总站"]),
        ("铺就共享繁荣的幸福路", []),
        ("淤泥彝族乡落水坪村的核桃,帮枣坪村收枣", ["淤泥彝族乡", "落水坪村", "枣坪村"]),
        ("北街街道要抓小区,火车站街道要抓市场", ["北街街道", "火车站街道"]),
        ("居民小区停车场不足,架起党群连心桥,高速公路收费站", []),
        ("青龙镇都山广场灯火通明", ["青龙镇", "都山广场"]),
        ("闽南童谣,黑龙江民歌,中国一重集团有限公司", []),
    ],
)
def test_places(text: str, expected: list[str]):
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "我区、全市、全县上下",
        "改造背街小巷46条、农贸市场9个",
        "老旧小区要清堆物",
        "各乡镇、街道和社区",
        "建设美丽乡村,返乡创业",
        "有了新思路,兵分两路",
        "城区减量提质",
        "用好“积分超市”",
        "文明村镇和文明社区",
        "和平友好,合作公安",
        "我的家乡,教学楼前",
        "中国好人榜、中国特色社会主义、中国梦",
        "乘8路公交车,走了一步路",
        "部署文明村镇创建",
        "向城乡结合部延伸",
        "艾山·买买提来了",
        "全县500个牧业村",
    ],
)
def test_no_places(text: str):
    assert read(text) == []


def test_a_place_inside_an_organ_is_none():
    text = "播州区文明办在播州区开会"
    assert read(text, taken=(Mention(0, 6, "ORG", "x"),)) == ["播州区"]


def test_a_place_outweighs_a_guessed_person():
    text = "秦栏镇的企业,秦栏说"
    guessed = (Mention(0, 2, "PERSON", "again"), Mention(7, 9, "PERSON", "again"))
    assert read(text, taken=guessed) == ["秦栏镇"]
    assert read(text, taken=(Mention(0, 2, "PERSON", "after-post-head"),)) == []


def test_a_township_outweighs_a_person_guessed_over_its_end():
    text = "高山镇潘家窑村,杭山村:上课"
    guessed = (Mention(0, 4, "PERSON", "ranked"), Mention(8, 11, "PERSON", "before-post"))
    assert read(text, taken=guessed) == ["高山镇", "潘家窑村", "杭山村"]


def test_a_listed_place_outweighs_a_guessed_person():
    text = "以及米公祠、绣溪公园"
    assert read(text, taken=(Mention(2, 5, "PERSON", "ranked"),)) == ["米公祠", "绣溪公园"]


def test_a_service_centre_is_a_place_where_one_meets_and_else_an_organ():
    text = "会议在区政务服务中心召开,走访区税务局、区政务服务中心"
    found = find_places(text, tokenizer().tokens(text), Cover(len(text), [Mention(15, 19, "ORG", "x")]), None)
    assert [(text[m.start : m.end], m.label) for m in found] == [("区政务服务中心", "PLACE"), ("区政务服务中心", "ORG")]


def test_a_station_among_organs_is_one():
    text = "市税务局、绥芬河火车站、市图书馆"
    found = find_places(text, tokenizer().tokens(text), Cover(len(text), [Mention(0, 4, "ORG", "x")]), None)
    assert [(text[m.start : m.end], m.label) for m in found] == [("绥芬河火车站", "ORG")]


def test_short_names_of_the_home():
    home = home_of("520304")
    assert read("播州的志愿者,遵义的干部", home) == ["播州", "遵义"]
    assert read("“播州好人”发布,“贵州好人”候选人", home) == ["播州"]


@settings(deadline=None, max_examples=60)
@given(st.text(alphabet="播州区在路到胜利街道镇村社区的、，123个“”山河市广场沿", max_size=60))
def test_spans_are_ordered_and_apart(text: str):
    found = find_places(text, tokenizer().tokens(text), Cover(len(text)), None)
    assert all(0 <= m.start < m.end <= len(text) for m in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_a_room_is_named_with_its_organ():
    """A room of a school that a mention holds is a place by the whole name."""
    text = "会议在鹿城小学报告厅召开。"
    assert read(text, taken=(Mention(3, 7, "ORG", "organ-open"),)) == ["鹿城小学报告厅"]


def test_a_room_of_a_building_and_the_ground_before_an_organ():
    """What lies at an organ is a place by the whole name."""
    text = "会议在市委大楼301会议室召开,在镇文化站广场举行"
    taken = (Mention(3, 5, "ORG", "organ-whole"), Mention(17, 21, "ORG", "organ-open"))
    assert read(text, taken=taken) == ["市委大楼301会议室", "镇文化站广场"]


def test_a_station_is_named_with_what_stands_before_it():
    text = "桃园社区、城南客运站脏乱"
    assert read(text, taken=(Mention(7, 10, "ORG", "organ-suffix"),)) == ["桃园社区", "城南客运站"]
