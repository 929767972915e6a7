"""What kind of organisation an organ is: a department, or media, a school, a hospital, a firm, a team."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from wenming_nlp.resources import read_rows

__all__ = ["LOCAL_PART", "closes_organ", "is_department", "listed", "system_of"]

#: Parts of local organs that end in 部; what else does is a ministry.
LOCAL_PART: Final = re.compile(
    r"(?:宣传|组织|统战|武装|人武|工作|社会工作|人民武装|采访|编辑|总编|新闻|项目|事业|支|党支|总|团|俱乐)部$"
)
#: What belongs to one of these is of its system: 全国人大常委会法工委, 全国政协办公厅, 中央军委政治工作部.
_PARTS_OF: Final = {"全国人大": "人大", "全国政协": "政协", "中央军委": "军队"}
_OWN_SYSTEM: Final = ("党组", "党委", "纪律检查委员会", "监察委员会", "工会")
_PARTY_WORDS: Final = re.compile(
    r"[省市区县旗州盟]委(?:办|督查|政研|政策研究|改革|巡察|编办|机要)|党委|党工委|党组|党总支|党支部|工委|文明[办委]|创[建文城]办|宣传部|组织部|统战部|政法委|网信办|老干部局|党校"
)

#: What is an organisation and no department: media, schools, hospitals, firms, teams, associations, venues.
_OTHER: Final = re.compile(
    r"(?:小学|中学|学校|学院|大学|幼儿园|少年宫|高中|初中|分校|附中|附小|医院|卫生院|卫生室|卫生所|保健院|卫生服务中心|服务站|公司|集团|支行|分行|银行|信用社|商行|店|药房|酒店|宾馆|饭店|餐厅|食府|酒家|酒楼|"
    r"超市|商场|百货|厂|合作社|农场|牧场|渔场|林场|日报|晚报|晨报|时报|都市报|商报|经济报|青年报|报社|报|电视台|电台|文明网|新闻网|政府网|网|融媒体中心|传媒中心|新闻中心|记者站|出版社|观察|发布|公众号|客户端|在线|之声|频道|周刊|杂志|电视|调解室|"
    r"志愿服务队|志愿队|服务队|先锋队|突击队|宣讲团|宣讲队|劝导队|巡逻队|调解队|救援队|净山净水队|(?<![大中支总作法查防察警兵])队|合唱团|艺术团|文艺队|联盟|协会|商会|学会|研究会|促进会|联谊会|基金会|图书馆|文化馆|博物馆|"
    r"纪念馆|美术馆|科技馆|体育馆|文化站|剧院|剧团|歌舞团|研究院|研究所|实践中心|实践所|实践站|实践点|工作室|铺|[画酒醋油豆]坊|事务所|工区|养老院|敬老院|福利院|老年大学|志愿者队伍|志愿服务中心|新华社|中新社|朝中社|法新社|美联社|路透社|塔斯社|通讯社|央视|央视新闻|广播电视总台|志愿服务总队|志愿服务分队|医疗队|小分队|讲习队|乌兰牧骑|农家书屋|一中|二中|三中|一小|二小|三小|完小|俱乐部|义工联|义工联合会|志愿服务联合会|志愿者联合会|客运站|汽车站|总站|公交站|火车站|[内外骨儿妇产眼急营藏康]科|救助队|护山队|儿童之家|驿站|理事会|评议会|议事会|业委会|业主委员会|乡贤会|殡仪馆|乘务组|客运段|劝导团|记者团|巡访团|志愿团|服务团|[车工电机]务段|书屋|融媒|[卫技艺体]校|中心校|教学点|传习所|公益服务中心|公益中心|志愿者之家|互助[会社组]|供电(?:[所局站]|分局|公司)|文工团|客运中心|职教中心|职业(?:技术)?教育中心|(?<!供销)(?<!合作联)(?<!合作总)社|营业厅|汽车总站|客运总站|[“”][\u4e00-\u9fff]{0,8}[队社团])$|"
    r"(?:公司|医院|卫生院|集团|银行|[大中小]学|学校|学院|供电所|养护站|收费站)[^党团工妇纪]{1,8}[科室班队部组处站团社]$"
)
#: Organisations of many states, armies and parties elsewhere, which are no departments.
_ABROAD: Final = re.compile(
    r"^(?:联合国|安理会|欧盟|欧洲|北约|东盟|非盟|阿盟|欧佩克|世界|世卫|世贸|国际|上海合作|上合|亚太经合|亚洲基础设施|二十国|七国|金砖|海合会|拉共体|新开发|亚投行|哈马斯|真主党|胡塞)|"
    r"^(?:共和党|民主党|[俄美乌以]军)$"
)
_MASS: Final = re.compile(
    r"(?:计生协会|消费者协会|消协|科协|作协|记协|残联|老体协|法学会|红十字会|慈善会|慈善总会|供销社|供销合作社|供销联社|供销合作联社|供销合作联合社|供销合作总社|计划生育协会|计生协)$"
)


@lru_cache(maxsize=16384)
def is_department(organ: str) -> bool:
    """Return whether an organisation belongs to the Party, government, congresses, courts or mass organs.

    Examples
    --------
    >>> [is_department(o) for o in ("区城管局", "播州区实验小学", "县残联", "青岛日报", "居委会")]
    [True, False, True, False, True]
    """
    return bool(_MASS.search(organ)) or not (
        _OTHER.search(organ) or _ABROAD.search(organ) or organ.endswith(_firms()) or organ.startswith(_brands())
    )


@lru_cache(maxsize=1)
def _firms() -> tuple[str, ...]:
    """Return the closing words of firms and shops."""
    return tuple(word for word, kind, system in listed() if kind == "open" and system == "企业")


@lru_cache(maxsize=1)
def _brands() -> tuple[str, ...]:
    """Return what opens the names of branches of large firms."""
    return tuple(word for word, kind, system in listed() if kind == "brand" and system == "企业")


@lru_cache(maxsize=1)
def listed() -> tuple[tuple[str, str, str], ...]:
    """Return the organ list: word, kind, system."""
    return tuple((row[0], row[1], row[2] if len(row) > 2 else "") for row in read_rows("organs.tsv"))


@lru_cache(maxsize=1)
def _closing() -> dict[str, str]:
    """Return the system by closing word; the first mention in the list is the most telling."""
    systems: dict[str, str] = {}
    for word, kind, system in listed():
        if kind != "core" and system and word not in systems:
            systems[word] = system
    return systems


def closes_organ(organ: str) -> bool:
    """Return whether a string ends like a complete organ: 县农业农村局, 第二中学; 宣传 does not."""
    closing = _closing()
    return any(organ[start:] in closing for start in range(len(organ)))


@lru_cache(maxsize=4096)
def system_of(organ: str) -> str:
    """Return the system an organ belongs to, by its closing word.

    Examples
    --------
    >>> [system_of(o) for o in ("播州区委宣传部", "市公安局利州分局", "武陵区妇联", "区人大常委会", "区城管局")]
    ['党委', '垂管', '群团', '人大', '政府']
    >>> [system_of(o) for o in ("渭滨区委督查室", "渭滨区政府督查室")]
    ['党委', '政府']
    """
    for body, own in _PARTS_OF.items():
        if organ.startswith(body) and not organ.endswith(_OWN_SYSTEM):
            return own
    if _PARTY_WORDS.search(organ):
        return "党委"
    if organ.endswith("委") and len(organ) > 1 and organ[-2] in "省市区县旗州盟地师团" and "共青团" not in organ:
        return "党委"
    closing = _closing()
    for start in range(len(organ)):
        system = closing.get(organ[start:])
        if system is not None:
            if organ[start:] == "部" and not LOCAL_PART.search(organ):
                return "政府"  # a ministry: 外交部, 农业农村部
            if "公安" in organ or "交警" in organ or "税务" in organ:
                return "垂管"
            return system
    return "其他"
