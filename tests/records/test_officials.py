"""Who holds which post where, and what each did."""

from __future__ import annotations

import pytest

from wenming_nlp.article import Home
from wenming_nlp.records.departments import build_departments
from wenming_nlp.records.officials import build_officials

XUNHUA = Home("海东市循化撒拉族自治县", "632128", {"县": "循化县", "市": "海东市", "省": "青海省"})
SHIHEZI = Home("石河子市", "659001", {"市": "石河子市", "自治区": "新疆维吾尔自治区"})


@pytest.fixture
def held(read_text):
    """Return a function from a text to {name: [(post, org), …]}."""

    def run(text, **options):
        read = read_text(text, **options)
        rows: dict[str, list[tuple[str, str | None]]] = {}
        for row in build_officials(*read):
            rows.setdefault(row.name, []).append((row.post, row.org))
        return rows

    return run


@pytest.fixture
def roles(read_text):
    """Return a function from a text to {name: roles}."""

    def run(text):
        return {row.name: set(row.roles) for row in build_officials(*read_text(text))}

    return run


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "区委常委、宣传部长张晓梅出席。",
            {"张晓梅": [("常委", "播州区委"), ("部长", "播州区委宣传部")]},
        ),
        ("区委副书记、区长肖光强讲话。", {"肖光强": [("副书记", "播州区委"), ("区长", "播州区政府")]}),
        ("副区长甘霖、丁一鸣参加。", {"甘霖": [("副区长", "播州区政府")], "丁一鸣": [("副区长", "播州区政府")]}),
        ("市委常委、区委书记龚长河讲话。", {"龚长河": [("常委", "遵义市委"), ("书记", "播州区委")]}),
        (
            "区公安局党委委员、副局长、四级调研员郑直参加。",
            {"郑直": [("委员", "播州区公安局党委"), ("副局长", "播州区公安局"), ("四级调研员", "播州区公安局")]},
        ),
        ("团区委书记安平到场。", {"安平": [("书记", "共青团播州区委")]}),
        ("区卫健局党组书记、局长唐果主持。", {"唐果": [("书记", "播州区卫健局党组"), ("局长", "播州区卫健局")]}),
        ("市公安局播州分局局长何力参加。", {"何力": [("局长", "遵义市公安局播州分局")]}),
        ("三合镇党委书记王平、镇长李勇到场。", {"王平": [("书记", "三合镇党委")], "李勇": [("镇长", "三合镇政府")]}),
        (
            "方块（区文明办副主任）、张灯（团区委书记）负责。",
            {"方块": [("副主任", "播州区文明办")], "张灯": [("书记", "共青团播州区委")]},
        ),
    ],
)
def test_posts_are_held_where_they_belong(held, text, expected):
    assert held(text) == expected


def test_on_a_citys_page_the_county_named_last_governs(held):
    city = Home("大同市", "140200", {"市": "大同市", "省": "山西省"})
    found = held("天镇县秩序井然；广灵县墙面一新，县剪纸协会会长张立到场，县文明办主任李平介绍经验。", home=city)
    assert found == {"张立": [("会长", "广灵县剪纸协会")], "李平": [("主任", "广灵县文明办")]}


def test_the_post_of_a_family_or_a_couple(held):
    found = held("1. 何建军、余春兰夫妇家庭（区第一中学教师）\n2. 赵海家庭（区司法局科员）")
    assert found == {
        "何建军": [("教师", "播州区第一中学")],
        "余春兰": [("教师", "播州区第一中学")],
        "赵海": [("科员", "播州区司法局")],
    }


def test_offices_of_a_prefecture_called_diqu(held):
    home = Home("阿克苏地区库车市", "652902", {"市": "库车市", "地区": "阿克苏地区", "自治区": "新疆维吾尔自治区"})
    found = held("地委宣传部副部长、地区文明办主任赵文斌督导。", home=home)
    assert found == {"赵文斌": [("副部长", "阿克苏地委宣传部"), ("主任", "阿克苏地区文明办")]}


def test_an_organ_in_quotation_marks_keeps_its_name(held):
    assert held("双德村“巾帼保洁队”队长陈四妹介绍经验。") == {"陈四妹": [("队长", "双德村“巾帼保洁队”")]}


def test_short_name_of_an_autonomous_county(held):
    assert held("县委书记冶明出席。", home=XUNHUA) == {"冶明": [("书记", "循化县委")]}


def test_a_corps_division_that_is_one_with_a_city(held):
    found = held("师市文明办主任杨柳主持。", home=SHIHEZI)
    assert found == {"杨柳": [("主任", "第八师石河子市文明办")]}


def test_a_page_without_home_leaves_the_unit_out(held):
    assert held("区委书记龚长河讲话。", home=None) == {"龚长河": [("书记", "区委")]}


def test_a_cited_leader_has_no_row(held):
    assert held("要深入学习习近平总书记重要讲话精神。") == {}


def test_a_person_and_post_named_twice_is_one_row(held):
    found = held("区长肖光强主持会议。\n图为区长肖光强主持会议")
    assert found == {"肖光强": [("区长", "播州区政府")]}


def test_roles_of_a_list_come_from_its_predicate(roles):
    found = roles("区委书记龚长河出席会议并讲话，区长王文明主持会议。副区长甘霖、丁一鸣，区法院院长何为参加会议。")
    assert found == {
        "龚长河": {"出席", "讲话"},
        "王文明": {"主持"},
        "甘霖": {"参加"},
        "丁一鸣": {"参加"},
        "何为": {"参加"},
    }


def test_a_list_goes_on_behind_organs_and_crowds(roles):
    found = roles("副区长甘霖，区文明办主任安然，以及区教育局、各街道负责人共120人参加会议。")
    assert found == {"甘霖": {"参加"}, "安然": {"参加"}}


def test_who_is_only_spoken_to_did_nothing(roles):
    found = roles("副市长周强向社区党总支书记余香莲详细询问情况。")
    assert found["余香莲"] == set()


def test_an_organ_that_was_not_read_does_not_break_a_list(roles):
    found = roles("区文明办主任刘叶，世园局园区运营部副部长池明，区教委副主任卫东出席活动。")
    assert found == {"刘叶": {"出席"}, "池明": {"出席"}, "卫东": {"出席"}}


def test_roles_ahead_of_the_list(roles):
    found = roles("出席会议的还有区委常委莫凡（宣传部部长），副区长谢沐。")
    assert found == {"莫凡": {"出席"}, "谢沐": {"出席"}}


def test_evidence_is_the_sentence(read_text):
    (row,) = build_officials(*read_text("天气很好。区长肖光强主持会议。散会了。"))
    assert row.evidence == "区长肖光强主持会议。"


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


def test_an_office_of_a_state_is_held_there(held):
    assert held("中国驻柬埔寨大使王文天会见伊朗总统佩泽希齐扬。") == {
        "王文天": [("大使", "中国")],
        "佩泽希齐扬": [("总统", "伊朗")],
    }


def test_an_ambassador_is_held_by_the_sending_state(held):
    assert held("芬兰驻华大使张明参加。") == {"张明": [("大使", "芬兰")]}


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
        ("法国总统马克龙说，合作有成果。", {"马克龙": [("总统", "法国")]}),
        ("联合国秘书长古特雷斯发表讲话。", {"古特雷斯": [("秘书长", "联合国")]}),
        ("伊朗外交部长阿拉格齐表示，谈判仍在继续。", {"阿拉格齐": [("部长", "伊朗外交部")]}),
        ("外交部部长王毅主持会谈。", {"王毅": [("部长", "外交部")]}),
        ("中央纪委书记李希出席会议。", {"李希": [("书记", "中央纪委")]}),
        ("中共中央政治局委员、国务委员王毅出席。", {"王毅": [("委员", "中共中央政治局"), ("国务委员", "国务院")]}),
        ("全国政协副主席兼秘书长王东峰主持。", {"王东峰": [("副主席", "全国政协"), ("秘书长", "全国政协")]}),
        ("王毅会见冯德莱恩主席，外交部部长王毅参加。", {"王毅": [("部长", "外交部")]}),
        ("李强祝贺石破茂当选日本首相 王毅参加。", {"王毅": None}),
        ("联合国秘书长发言人迪雅里克说。", {"迪雅里克": [("发言人", None)]}),
    ],
)
def test_offices_of_states_and_of_the_centre(held, text, expected):
    """A state before an office is where it is held; the host's own offices stay his."""
    found = held(text, home=None)
    assert {name: found.get(name) for name in expected} == expected


def test_roles_of_a_list_under_who_came(roles):
    found = roles("区创城推进会在区影剧院召开。\n谁来了？\n副区长王淼，区文明办主任李莉。")
    assert found == {"王淼": {"出席"}, "李莉": {"出席"}}


def test_he_goes_on_with_the_speaker_before(roles):
    assert roles("区创城推进会召开。\n区委书记龚长河说，复评是体检。他要求：人人都要上路。")["龚长河"] >= {"讲话"}


def test_members_of_a_delegation_took_part(roles):
    found = roles("惠山区代表团考察我县。\n代表团成员有惠山区副区长王淼，区文明办主任李莉。")
    assert found == {"王淼": {"参加"}, "李莉": {"参加"}}


def test_what_was_looked_into_is_reported_and_those_invited_come_alone(roles):
    assert roles("区创城推进会召开，区城管局局长王淼通报3月份检查情况。")["王淼"] == {"通报"}
    assert roles("区创城推进会召开。副区长李莉担任总协调，欢迎广大市民参加。")["李莉"] == set()


def test_a_visitor_of_a_portrait_has_no_role(roles):
    assert roles("老船长的承诺\n去年，副县长王淼来村里检查，看见他的手裂着口子。")["王淼"] == set()


def test_who_chairs_a_meeting_did_not_look_into_what_it_speaks_of(roles):
    assert roles("区创城推进会召开，区长王淼主持会议，深入分析形势。")["王淼"] == {"主持"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "区创建指挥部副总指挥兼办公室主任田芳到会。",
            {"田芳": [("副总指挥", "播州区创建指挥部"), ("主任", "播州区创建指挥部办公室")]},
        ),
        ("兰州铁路技师学院的副教授沈立新讲课。", {"沈立新": [("副教授", "兰州铁路技师学院")]}),
        ("遵义市第八中学门口车多，学校副校长余晖到场。", {"余晖": [("副校长", "遵义市第八中学")]}),
        (
            "陕西锦华煤化工有限公司开讲，公司工会副主席慕建雄说。",
            {"慕建雄": [("副主席", "陕西锦华煤化工有限公司工会")]},
        ),
        ("遵义市第八中学开会，六（3）班班主任欧阳倩发言。", {"欧阳倩": [("班主任", "遵义市第八中学")]}),
        ("三合镇开会，镇宣传委员冉红梅主持。", {"冉红梅": [("宣传委员", "三合镇党委")]}),
        (
            "区第一医院党委副书记、工会主席慕田说。",
            {"慕田": [("副书记", "播州区第一医院党委"), ("主席", "播州区第一医院工会")]},
        ),
        (
            "遵义市第一人民医院义诊，区卫健局参加，急诊科护士长梁燕说。",
            {"梁燕": [("护士长", "遵义市第一人民医院急诊科")]},
        ),
        (
            "成立播州区创建工作领导小组：贺兰山（区委副书记）任组长。",
            {"贺兰山": [("副书记", "播州区委"), ("组长", "播州区创建工作领导小组")]},
        ),
        (
            "经开区党工委副书记、管委会主任王强到场。",
            {"王强": [("副书记", "经开区党工委"), ("主任", "经开区管委会")]},
        ),
        ("三合村热闹起来，村主任朴哲说。", {"朴哲": [("主任", "三合村村委会")]}),
        ("市环卫服务中心抢修班班长高平到场。", {"高平": [("班长", "遵义市环卫服务中心抢修班")]}),
        (
            "三合镇走在前面，乐山镇、枫香镇、石板镇等27个镇跟上。镇党委书记王平说。",
            {"王平": [("书记", "三合镇党委")]},
        ),
    ],
)
def test_offices_whose_organ_stands_elsewhere(held, text, expected):
    assert held(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "播州区交通运输局开会\n会议要求压实责任。局党组书记、局长王淼讲话，局党组成员、派驻纪检组组长李莉到场。",
            {
                "王淼": [("书记", "播州区交通运输局党组"), ("局长", "播州区交通运输局")],
                "李莉": [("成员", "播州区交通运输局党组"), ("纪检组组长", "播州区交通运输局")],
            },
        ),
        (
            "播州区市场监管局检查餐馆\n干部上门检查。食品股股长王淼、执法大队副大队长李莉讲解。",
            {"王淼": [("股长", "播州区市场监管局食品股")], "李莉": [("副大队长", "播州区市场监管局执法大队")]},
        ),
        (
            "播州区第三中学学雷锋\n活动在操场举行。校党总支书记王淼讲话，政教处主任李莉宣读倡议。",
            {"王淼": [("书记", "播州区第三中学党总支")], "李莉": [("主任", "播州区第三中学政教处")]},
        ),
        (
            "播州区人民医院的微笑\n院党委书记王淼说，骨科医师李莉每天早到。",
            {"王淼": [("书记", "播州区人民医院党委")], "李莉": [("医师", "播州区人民医院骨科")]},
        ),
        (
            "宏达集团开会\n宏达建材集团有限公司评选班组。党委副书记王淼讲话，副总经理李莉主持。",
            {"王淼": [("副书记", "宏达建材集团有限公司党委")], "李莉": [("副总经理", "宏达建材集团有限公司")]},
        ),
        (
            "播州区公安局交警大队上路\n警力到岗。大队长王淼带队，城区中队中队长李莉讲解。",
            {
                "王淼": [("大队长", "播州区公安局交警大队")],
                "李莉": [("中队长", "播州区公安局交警大队城区中队")],
            },
        ),
        (
            "播州区法院进校园\n播州区人民法院讲课。执行局局长王淼主持，党组书记、院长李莉到场。",
            {
                "王淼": [("局长", "播州区人民法院执行局")],
                "李莉": [("书记", "播州区人民法院党组"), ("院长", "播州区人民法院")],
            },
        ),
        (
            "国网播州区供电公司服务\n营销部主任王淼、客户经理李莉到场。",
            {"王淼": [("主任", "国网播州区供电公司营销部")], "李莉": [("客户经理", "国网播州区供电公司")]},
        ),
        (
            "守河的人\n他是三合镇三合村护林员。镇党委副书记王淼慰问，第三小学党支部书记李莉学习。",
            {"王淼": [("副书记", "三合镇党委")], "李莉": [("书记", "播州区第三小学党支部")]},
        ),
        ("县里的事\n三合村成立了红白理事会，王淼当选会长。", {"王淼": [("会长", "三合村红白理事会")]}),
        ("好人公示\n1．王淼，男，1978年3月出生，播州区环卫所班长。", {"王淼": [("班长", "播州区环卫所")]}),
        ("当年的学生\n王淼如今已是播州区第三中学教师。", {"王淼": [("教师", "播州区第三中学")]}),
        (
            "播州区创建指挥部开会\n区委副书记、指挥部副指挥长王淼主持。",
            {"王淼": [("副书记", "播州区委"), ("副指挥长", "播州区创建指挥部")]},
        ),
    ],
)
def test_offices_of_the_institution_that_a_page_speaks_of(held, text, expected):
    assert held(text) == expected


def test_who_bears_an_office_once_bears_it_again(held):
    text = "在播州区第一小学，校长王淼介绍兴趣班。\n播州区第三中学也来了人。\n校长王淼（左一）讲解"
    assert held(text) == {"王淼": [("校长", "播州区第一小学")]}


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


HELD = "兴隆县召开创城工作推进会。"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("市督导组组长黄志刚对我区工作给予充分肯定。", {"黄志刚": {"讲话"}}),
        ("副区长何丽萍致欢迎辞，区文明办主任孙海燕反馈督查情况。", {"何丽萍": {"讲话"}, "孙海燕": {"通报"}}),
        (
            "区城管局局长周志明作检讨发言，三合镇党委书记钟晓东作经验介绍。",
            {"周志明": {"表态发言"}, "钟晓东": {"表态发言"}},
        ),
        ("区委常委赵丽娟、副区长何丽萍为志愿服务队授旗。", {"赵丽娟": {"参加"}, "何丽萍": {"参加"}}),
        ("副区长何丽萍宣布活动启动，区文明办主任孙海燕宣读表彰决定。", {"何丽萍": {"参加"}, "孙海燕": set()}),
        ("在主席台就座的有：区委书记陈国强，区长刘建军。", {"陈国强": {"出席"}, "刘建军": {"出席"}}),
        ("随行的区城管局局长周志明当即安排人员清理。", {"周志明": {"陪同"}}),
        ("督导组成员、区教育局局长曾庆红查阅台账。", {"曾庆红": {"调研"}}),
        ("区委书记陈国强听取汇报，并就下步督查工作提出三点意见。", {"陈国强": {"讲话"}}),
        ("区委书记陈国强出席会议。会前，陈国强一行实地察看了小区。", {"陈国强": {"出席", "调研"}}),
        ("区长刘建军闻讯赶来，与区城管局局长周志明一同陪同察看。", {"刘建军": {"陪同"}, "周志明": {"陪同"}}),
        ("区长刘建军带领区城管局局长周志明等人督查市容。", {"刘建军": {"调研"}, "周志明": {"调研"}}),
        ("区长刘建军询问区城管局局长周志明的安排，要求立即整改。", {"刘建军": {"讲话"}, "周志明": set()}),
        ("市第一中学校长谢安因出差未能到会。", {"谢安": set()}),
        ("区委书记陈国强来到三合社区，与居民一起铲除小广告。", {"陈国强": {"参加"}}),
        ("副区长何丽萍、村民潘文秀、区妇联主席杨小翠作了表态发言。", {"何丽萍": {"表态发言"}, "杨小翠": {"表态发言"}}),
        (
            "由区政协副主席马有祥任组长，区教育局副局长杨海燕、区文明办副主任韩福才等为成员的区文明委督查组开展督查。",
            {"马有祥": {"调研"}, "杨海燕": {"调研"}, "韩福才": {"调研"}},
        ),
        ("区人大常委会主任黎志军带领部分人大代表视察创建工作。", {"黎志军": {"调研"}}),
        ("区长吴文斌听取了镇长普丽芬的情况介绍，给予充分肯定。", {"吴文斌": {"讲话"}, "普丽芬": set()}),
        ("区长孙立民打电话给区城管局局长汤文斌，责令其到场处置。", {"孙立民": set(), "汤文斌": set()}),
        ("镇党委书记罗永平上了一堂专题党课，二中校长曾强介绍了创建经验。", {"罗永平": {"讲话"}, "曾强": {"讲话"}}),
        ("副区长叶建平，区文联主席林敏等领导与村民一起包粽子。", {"叶建平": {"参加"}, "林敏": {"参加"}}),
        ("副区长邵明就网格化管理作了说明。", {"邵明": {"通报"}}),
        ("培训邀请市委党校教授杨帆授课。", {"杨帆": {"讲话"}}),
        (
            "区长孙立民督战创文。区政府办主任夏雨随行。孙立民说，创文必须快。",
            {"孙立民": {"调研", "讲话"}, "夏雨": {"陪同"}},
        ),
        ("区委书记李国平坐镇主会场，区委宣传部部长刘金霞用照片曝光了乱象。", {"李国平": {"出席"}, "刘金霞": {"通报"}}),
        ("市文明办副主任史国芳，镇党委副书记彭华到现场观看演出。", {"史国芳": {"参加"}, "彭华": {"参加"}}),
        ("副区长钟鼓组织区城管局等单位召开协调会。", {"钟鼓": {"主持"}}),
        ("区城管局局长周志明向区委书记陈国强汇报了工作。", {"周志明": {"通报"}, "陈国强": set()}),
    ],
)
def test_what_each_did(roles, text, expected):
    found = roles(HELD + text)
    assert {name: found[name] for name in expected} == expected


def test_a_surname_before_an_office_is_whoever_bears_it(roles):
    assert roles("区长肖光强、区长助理肖明到场。肖区长强调，要快。")["肖光强"] == {"出席", "讲话"}
    assert roles("赵副区长要求，要快。") == {"赵": {"讲话"}}


def test_visitors_late_in_a_portrait_have_no_part(roles):
    hero = "他当了三十年护林员，" * 6
    late = "8月26日，区委常委景岚，区应急管理局局长段宏图来到站里慰问。"
    assert roles(f"大山的守望者\n{hero}\n{late}") == {"景岚": set(), "段宏图": set()}
    assert roles(f"区领导慰问护林员\n{hero}\n{late}") == {"景岚": {"调研"}, "段宏图": {"调研"}}
