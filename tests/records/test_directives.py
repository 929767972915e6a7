"""What is demanded, in every style of numbering, and what only looks like it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenming_nlp.article import Article, Paragraph
from wenming_nlp.entities.mentions import Mention
from wenming_nlp.records.directives import DirectiveRow, find_directives
from wenming_nlp.text.sentences import split_sentences


def rows(text: str, *names: str, title: str = "") -> list[DirectiveRow]:
    whole = f"{title}\n{text}" if title else text
    blocks = [Paragraph(0, len(title), "title")] if title else []
    at = len(title) + 1 if title else 0
    for line in text.split("\n"):
        blocks.append(Paragraph(at, at + len(line), "body"))
        at += len(line) + 1
    article = Article("a", "a", title, whole, tuple(blocks))
    people = [
        Mention(i, i + len(name), "PERSON", "")
        for name in names
        for i in range(len(whole))
        if whole.startswith(name, i)
    ]
    return find_directives(article, split_sentences(whole, blocks), sorted(people))


def read(text: str, *names: str, title: str = "") -> list[tuple[int, str]]:
    return [(row.level, row.head) for row in rows(text, *names, title=title)]


@pytest.mark.parametrize(
    "text",
    [
        "会议强调，一是要立规矩，早动手；二是要养习惯，见行动。",
        "会议强调，一要立规矩，早动手。二要养习惯，见行动。",
        "张明要求：第一，要立规矩，早动手；第二，要养习惯，见行动。",
        "张明要求，首先要立规矩，早动手；其次要养习惯，见行动。",
        "张明强调，其一，要立规矩。早动手。其二，要养习惯。见行动。",
        "张明提出两点要求：①要立规矩，早动手；②要养习惯，见行动。",
        "张明要求：\n1．要立规矩。早动手。\n2．要养习惯。见行动。",
        "张明要求：\n（一）要立规矩。早动手。\n（二）要养习惯。见行动。",
        "张明要求：\n✔ 要立规矩，早动手；\n✔ 要养习惯，见行动。",
        "张明要求：⚡要立规矩，早动手；⚡要养习惯，见行动。",
        "张明要求：\n——要立规矩，早动手。\n——要养习惯，见行动。",
        "对照交办的132项问题，一要立规矩，早动手；二要养习惯，见行动。",
        "张明要求，一是要立规矩，早动手。二要养习惯，见行动。",
        "张明则提醒，要立规矩，早动手；要养习惯，见行动。",
        "张明强调，要立规矩，早动手；要养习惯，见行动。",
        "张明强调，工作很重要。要立规矩，早动手。要养习惯，见行动。",
        "张明要求，各单位要立规矩，早动手；要养习惯，见行动。",
    ],
)
def test_styles_of_numbering(text: str):
    assert read(text, "张明") == [(1, "要立规矩"), (1, "要养习惯")]


@pytest.mark.parametrize(
    "text",
    [
        "督查组指出了存在的问题：其一，公益广告陈旧；其二，卫生死角较多。",
        "督导发现：①门店没有公筷；②一场婚宴倒掉60斤。",
        "说干就干。一是把阵地建在渡口，变身9个宣讲点；二是让群众当主角，队员增至53人。",
        "一、整治范围。主次干道。\n二、整治内容。占道经营。",
        "他说，这件事很重要，需要大家，主要靠自己。",
        "张明在主持会议时要求，各级各部门要迅速传达会议精神。",
        "新修订的主要内容如下：一是完善普查制度，增加原则；二是加强质量控制。",
    ],
)
def test_found_and_done_is_not_demanded(text: str):
    assert read(text, "张明") == []


def test_parallel_items_inside_a_point_are_level_two():
    text = "会议强调，一要聚焦短板。农贸市场要划行归市，进出有序；老旧小区要清堆物，楼道畅通。二要压实责任。"
    assert read(text) == [(1, "要聚焦短板"), (2, "农贸市场要划行归市"), (2, "老旧小区要清堆物"), (1, "要压实责任")]


@pytest.mark.parametrize(
    "items",
    [
        ["路长每天走一遍", "街长每周走一遍", "区级领导每月走一遍"],
        ["机关党员带头进", "行业骨干主动进", "返乡青年踊跃进"],
        ["城东乡镇抓柑橘", "高山乡镇抓药材", "河谷沿线抓旅游"],
        ["对网络谣言露头就打", "对低俗内容一管到底", "对诱导打赏从严查处"],
        ["棚户区要清到院", "城中村要硬到巷"],
    ],
)
def test_unnumbered_items_of_like_build_are_level_two(items: list[str]):
    text = f"张明强调，一要抓落实，{'，'.join(items)}。二要压实责任，一抓到底。"
    assert read(text, "张明") == [(1, "要抓落实"), *((2, item) for item in items), (1, "要压实责任")]


def test_a_demand_may_end_in_a_colon_and_is_detailed_behind_it():
    text = "张明指出，要在“聚人”上下功夫：党员带头；要在“办事”上下功夫：难事快办。"
    assert read(text, "张明") == [(1, "要在“聚人”上下功夫"), (1, "要在“办事”上下功夫")]


def test_a_chair_demands_with_must():
    assert read("张明在主持时说，各街道必须在月底前建好台账。", "张明") == [(1, "各街道必须在月底前建好台账")]


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        (
            "张明指出，夜市管理要疏堵结合，既要烟火气，更要干净味；要落实制度，柔性执法；要盯紧重点。",
            ["夜市管理要疏堵结合", "要落实制度", "要盯紧重点"],
        ),
        (
            "下一步，云岭县将健全机制，补短板；将拓展载体，育新风；将强化示范。",
            ["健全机制", "拓展载体", "强化示范"],
        ),
        (
            "破除旧俗，要靠人人动手。\n干部要带头，敢说不；乡厨要算账，少浪费；主家要放下面子，少攀比。",
            ["干部要带头", "乡厨要算账", "主家要放下面子"],
        ),
    ],
)
def test_rows_of_semicolons(text: str, heads: list[str]):
    assert [head for _, head in read(text, "张明")] == heads


def test_headings_of_a_notice_are_no_demands():
    text = "现将有关事项通知如下：\n一、评选名额\n共20户。\n二、工作要求\n（一）加强领导。\n（二）按时上报。"
    assert [h for _, h in read(text, title="关于开展评选活动的通知")] == ["加强领导", "按时上报"]


def test_an_addressee_before_like_members_is_dropped():
    assert read("她要求广大驾驶员，上车先系带，不嫌麻烦；上路先让人，不抢一秒。") == [
        (1, "上车先系带"),
        (1, "上路先让人"),
    ]


def test_what_is_not_this_but_that_is_no_demand():
    assert read("张明指出，志愿服务不是装点门面的盆景，要长成遮风挡雨的树林。", "张明") == []


def test_numbered_requirements_under_a_heading():
    text = "一、评选范围。全体学生。\n二、有关要求。1．坚持标准。不搞照顾。2．严格程序。公示五天。"
    assert read(text, title="关于开展评选活动的通知") == [(1, "坚持标准"), (1, "严格程序")]


def test_numbered_items_inside_a_point_are_level_two():
    text = "会议要求，首先，行动要快。(一)交警队要增设设备;(二)城管局要清除遮挡。其次，责任要实。"
    assert read(text) == [(1, "行动要快"), (2, "交警队要增设设备"), (2, "城管局要清除遮挡"), (1, "责任要实")]


def test_a_shared_addressee_and_will_are_dropped():
    assert read("下一步，县里将着力优品种，错峰上市；着力强链条，新建冷库；着力保质量。") == [
        (1, "着力优品种"),
        (1, "着力强链条"),
        (1, "着力保质量"),
    ]
    assert read("会议提出，希望双方在产业协作上再加力；在人才交流上再加温。") == [
        (1, "在产业协作上再加力"),
        (1, "在人才交流上再加温"),
    ]


def test_a_head_keeps_its_own_addressee():
    text = "张明强调，要严格考核。市城管局、公安局要组建联合执法队，市级媒体要开设曝光专栏。"
    assert [head for _, head in read(text, "张明")] == [
        "要严格考核",
        "市城管局、公安局要组建联合执法队",
        "市级媒体要开设曝光专栏",
    ]


def test_a_comma_inside_quotation_marks_does_not_end_a_head():
    assert read("会议要求，要防止“挂上墙，躺一旁”，要较真。")[0] == (1, "要防止“挂上墙，躺一旁”")


def test_points_of_a_notice():
    text = "三、有关要求。\n(一)沿街单位要履行责任。\n(二)逾期不改的,依法查处。\n(三)干部要带头。"
    assert [h for _, h in read(text, title="关于集中整治占道经营的通告")] == [
        "沿街单位要履行责任",
        "逾期不改的",
        "干部要带头",
    ]


def test_order_text_and_speaker():
    first, second = rows("李华说，天气很好。张明强调，要立规矩，早动手；要养习惯。", "李华", "张明")
    assert (first.order, first.speaker, first.text) == (1, "张明", "要立规矩，早动手")
    assert (second.order, second.speaker) == (2, "张明")


@pytest.mark.parametrize(
    "text",
    [
        "张明作了讲话。大家认为，要扩大投资。要优化环境。",
        "张明到会。党的二十届三中全会提出，要健全机制。",
        "张明到会。与会代表表示，要加强学习。",
    ],
)
def test_what_many_say_has_no_speaker(text: str):
    assert {row.speaker for row in rows(text, "张明")} == {None}


def test_a_plenary_that_only_decided_takes_no_ones_words():
    found = rows("张明强调，要抓落实，按照五次全会部署，要正风。", "张明")
    assert {row.speaker for row in found} == {"张明"}


@given(st.text(alphabet="一二是要第首先其次，；。：张明强调①②各局“”\n（）", max_size=80))
def test_heads_stand_in_the_text(text: str):
    for row in rows(text, "张明"):
        assert row.head in text
        assert row.level in {1, 2}


def test_a_noun_ends_no_demand():
    assert read("张明强调，要按照“四个机关”的要求全面加强建设，落实决策部署，提高水平。", "张明") == [
        (1, "要按照“四个机关”的要求全面加强建设")
    ]


def test_orders_of_a_notice_are_demands_and_its_headings_are_not():
    title = "关于清明节期间严管野外用火的通告"
    assert read(
        "现将有关事项通告如下：\n一、严禁野外用火。不得烧纸。\n二、倡导绿色祭扫。鲜花换纸钱。", title=title
    ) == [
        (1, "严禁野外用火"),
        (1, "倡导绿色祭扫"),
    ]
    assert read("现将有关事项通告如下：\n一、整治范围。全城。\n二、整治时间。五月。", title=title) == []


def test_a_notice_that_orders_and_demands_keeps_its_term_apart():
    text = "现通告如下：\n一、严禁乱停乱放。\n二、商户要落实三包。\n三、加强监督。\n四、本通告自发布之日起施行。"
    assert [h for _, h in read(text, title="关于整治占道经营的通告")] == ["严禁乱停乱放", "商户要落实三包", "加强监督"]


def test_members_of_like_build_behind_a_colon():
    assert read("张明希望志愿者：把微笑挂在脸上，把规矩记在心里，把困难扛在肩上。", "张明") == [
        (1, "把微笑挂在脸上"),
        (1, "把规矩记在心里"),
        (1, "把困难扛在肩上"),
    ]
    assert len(read("张明希望大家：做文明的传播者，做文明的实践者，做文明的守护者。", "张明")) == 3
    assert [h for _, h in read("张明告诉记者，今年将写好文章：做加法，建点；做减法，减负。", "张明")] == [
        "做加法",
        "做减法",
    ]


def test_charges_of_organs_are_level_two_and_ranks_or_wants_are_not():
    text = "会议强调，一要长短结合，{}；二要奖惩分明，谁丢分谁负责。"
    firsts = [(1, "要长短结合"), (1, "要奖惩分明")]
    assert read(text.format("市城管局抓市容、市住建局抓楼院、市公安局抓交通"))[1:4] == [
        (2, "市城管局抓市容"),
        (2, "市住建局抓楼院"),
        (2, "市公安局抓交通"),
    ]
    assert read(text.format("县级领导包街、科级干部包巷、党员包户")) == firsts
    assert read(text.format("老人缺陪伴，孩子缺辅导，楼道缺灯泡")) == firsts


def test_pairs_that_end_alike_are_level_two():
    text = "会议强调，要盯着问题改，楼道里的堆物三天内清完，褪色的广告一周内换完；要带着感情干，帮着搬。"
    assert [h for level, h in read(text) if level == 2] == ["楼道里的堆物三天内清完", "褪色的广告一周内换完"]


def test_what_somebody_means_to_do_is_no_demand():
    assert read("鞠连胜把纸条揣进兜里，说要带到海上。", "鞠连胜") == []


def test_a_chairs_single_demand_counts_where_it_sets_a_day():
    assert read("王明在主持会议时要求，各单位要迅速传达。", "王明") == []
    assert read("王明在主持会议时要求，各单位要在3月22日前召开动员会。", "王明") == [
        (1, "各单位要在3月22日前召开动员会")
    ]


def test_a_list_may_follow_its_subject_or_what_is_to_be_done():
    assert read("杜庆雷介绍，下一步，姜屯镇一是把服务延伸到满月酒；二是在两个村试点。", "杜庆雷") == [
        (1, "把服务延伸到满月酒"),
        (1, "在两个村试点"),
    ]
    text = "杜庆雷要求，各部门要抓好以下五项工作：（一）深化理论武装，讲好理论；（二）深化移风易俗，带头执行。"
    assert [h for _, h in read(text, "杜庆雷")] == ["深化理论武装", "深化移风易俗"]


@pytest.mark.parametrize(
    ("text", "details"),
    [
        ("要管住流动摊贩，要治住飞线充电，要守住河岸底线。", ["要管住流动摊贩", "要治住飞线充电", "要守住河岸底线"]),
        ("路段问题5月20日前整改，小区问题5月底前整改。", ["路段问题5月20日前整改", "小区问题5月底前整改"]),
        ("责成县物价局立案查处，责成旅游公司作出处理。", ["责成县物价局立案查处", "责成旅游公司作出处理"]),
        (
            "党员要带头签承诺书，操办婚事必须报备；宣讲队要把政策讲透；理事会要管到底。",
            ["党员要带头签承诺书", "操办婚事必须报备", "宣讲队要把政策讲透", "理事会要管到底"],
        ),
    ],
)
def test_details_of_a_point_are_level_two(text: str, details: list[str]):
    found = read(f"会议要求，一要突出重点，集中整治。{text}二要压实责任。")
    assert [h for level, h in found if level == 2] == details


def test_sentences_that_say_who_does_what_stand_under_the_demand_before():
    text = "会议强调，要狠抓重点难点。区住建委要盯住老旧小区，区交通局要盯住路口。要营造浓厚氛围。"
    assert read(text) == [
        (1, "要狠抓重点难点"),
        (2, "区住建委要盯住老旧小区"),
        (2, "区交通局要盯住路口"),
        (1, "要营造浓厚氛围"),
    ]


def test_what_announces_a_list_or_only_looks_back_is_no_demand():
    firsts = [(1, "要在全民上求突破"), (1, "要在整治上见真章")]
    assert read("会议强调，要把握“三个关键”。一要在全民上求突破。二要在整治上见真章。") == firsts
    assert read("会议指出，成绩来之不易，但也要清醒看到短板。") == []
    assert read("秦建华说，月柿有名，更要有品。", "秦建华") == []


def test_a_day_before_everybody_is_no_part_of_the_head():
    text = "王明在主持时要求，7月15日前各镇、各部门要拿出方案，各学校要开设课程。"
    assert [h for _, h in read(text, "王明")] == ["各镇、各部门要拿出方案", "各学校要开设课程"]


def test_places_and_terms_of_a_notice_are_no_demands():
    text = (
        "一、下列区域禁止停放：（一）河道两岸栈道；（二）医院急诊通道。\n二、商户要履行责任。\n"
        "三、企业须配备调度员。\n四、住户必须服从。\n五、物业要劝导。\n六、自通告施行之日起至6月15日为劝导期。\n七、各镇镇区可参照执行。"
    )
    assert [h for _, h in read(text, title="关于规范停放的通告")] == [
        "下列区域禁止停放",
        "商户要履行责任",
        "企业须配备调度员",
        "住户必须服从",
        "物业要劝导",
    ]
