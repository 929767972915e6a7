"""Organisations: 区城管局, 市公安局利州分局, 盐湖区人民医院, 团区委, “小水滴”志愿服务队."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from wenming_nlp.entities.names import load_names
from wenming_nlp.entities.organ_edges import BANKS
from wenming_nlp.entities.parse import organ_starts, word_starts
from wenming_nlp.entities.place_edges import trim_start
from wenming_nlp.entities.scan import BREAKS, UNIT_CHARS
from wenming_nlp.resources import read_rows
from wenming_nlp.text.segment import is_word

if TYPE_CHECKING:
    from wenming_nlp.entities.mentions import Cover
    from wenming_nlp.entities.scan import Scan, Word

__all__ = ["Organ", "find_organs"]

#: Complete words that name no particular organ unless a unit, a place or a sibling in a list goes with them.
_GENERIC: Final = frozenset(
    "集团公司 控股公司 股份公司 有限公司 中小学 中心小学 中心学校 中心幼儿园 街道党工委 党委 党工委 党组 党总支 党支部 总支 支部 政府 人民政府 办公室 委办 工委 机关党委 医院 学校 小学 中学 大学 学院 公司 集团 企业 银行 支行 分行 "
    "酒店 宾馆 饭店 餐馆 餐厅 超市 商场 市场 幼儿园 协会 商会 学会 理事会 联合会 基金会 合作社 专业合作社 委员会 村委会 居委会 社区居委会 工会 团委 团总支 "
    "团支部 指挥部 领导小组 督查组 督导组 检查组 考核组 调研组 工作组 指导组 专班 工作专班 组委会 评委会 工作队 服务队 宣讲团 宣讲队 志愿服务队 志愿队 "
    "志愿者服务队 志愿者协会 突击队 先锋队 巡逻队 调解队 劝导队 派出所 法庭 中心 站 所 室 处 队 大队 中队 支队 部 局 委 办 科 股 厅 书店 药店 药房 厂 "
    "工厂 报社 电视台 图书馆 文化馆 博物馆 体育馆 科技馆 纪念馆 展览馆 美术馆 少年宫 敬老院 养老院 福利院 卫生院 卫生所 卫生室 文化站 红白理事会 "
    "道德评议会 村民理事会 村民委员会 居民委员会 业委会 业主委员会 管委会 办事处 街道办事处 街道办 村支两委 党群服务中心 服务中心 服务站 文明实践所 文明实践站 "
    "新时代文明实践中心 新时代文明实践所 新时代文明实践站 新时代文明实践点 文明实践中心 志愿服务中心 便民服务中心 政务服务中心 行政服务中心 社区服务中心 "
    "法院 检察院 人大 政协 纪委 两办 党政办 事务所 旅行社 加油站 工作室 分公司 子公司 总公司 校区 党校 老年大学 剧院 剧团 农场 林场 牧场 执行局 联盟 "
    "联席会议 少工委 驻军 新闻中心 活动中心 研究会 促进会 联谊会 合唱团 艺术团 舞蹈队 文艺队 急诊科 内科 外科 儿科 护理部 监察局 人民法院 人民检察院 "
    "积分超市 爱心超市 有礼超市 文明超市 道德超市 时间银行 道德银行 爱心银行 行业协会 家长学校 乡村学校少年宫 执法队 巡查队 "
    "上市公司 跨国公司 服装厂 绿色工厂 指挥所 检查站 气象站 水电站 核电站 变电站 青年突击队 宣讲小分队 编队 社区卫生服务中心 大中小学 口岸站 "
    "分局 支局 总局 管理处 管理所 管理站 管理局 管理中心 指挥中心 物业公司 供电公司 保洁公司 律师事务所 兵团 文明办 宣传办 议会 国会 主席团 总统府 党委政府 消防队 消防站 "
    "经济中心 金融中心 贸易中心 航运中心 科技创新中心 科创中心 消费中心 医疗中心 研究中心 商业银行 保险公司 军工厂 炼油厂 技术服务队 技术指导组 执法检查组 监测站 水质监测站 地铁站 学会协会 国家政府 宾馆 报纸 日报 晚报".split()
)
#: What every state and many a unit has: a team, a service, a house of parliament. It names one only behind either.
_NATIONAL: Final = frozenset(
    "军乐队 仪仗队 乐队 女队 男队 国家队 足球队 女足 男足 篮球队 女篮 男篮 排球队 女排 男排 乒乓球队 羽毛球队 体操队 跳水队 游泳队 田径队 举重队 棒球队 女垒 "
    "海军 空军 陆军 海军陆战队 海军舰艇编队 海军舰队 人民军 志愿军 自卫队 内阁 下院 上院 大使馆 总领事馆 领事馆 共产党 自由党 工党 社会党 足协 篮协 排协 乒协 羽协 泳协 田协 "
    "奥委会 残奥委会 棋院 体总 科学院 社会科学院 农业科学院 农科院".split()
)
_UNITS: Final = "".join(sorted(UNIT_CHARS))
#: The words of no particular organ where a state has only one of them: 美国政府, 荷兰队.
_OF_STATES: Final = frozenset(("政府", "法院", "人大", "驻军", "议会", "国会", "队")) | _NATIONAL
#: Organs that a list may name by their bare word, because the unit before the list governs them all.
_LISTED: Final = frozenset(
    "妇联 总工会 工会 团委 工商联 文联 科协 残联 侨联 红十字会 关工委 法院 检察院 人大 政协 纪委 监委 纪委监委 政府办 党政办 党委办 委办 管委会 人武部 武装部 交警大队 "
    "公安局 供销社 文明办 督查室 党校 融媒体中心 档案馆 综治办 城管办 监察局 供电公司 消防大队 消防救援大队 团区委 团县委 团市委 政法委 政府 党委 机关事务中心 "
    "派出所 卫生院 法庭 文化站 中心校".split()
)
#: Counted, 所 is a measure of buildings.
_SOME: Final = re.compile("[一二两三四五六七八九十几数多]+所")
#: What makes the organ's last word part of a longer, generic one: 教育部门, 宣传部分, 公司员工 stays.
_CONTINUED: Final[dict[str, str]] = {
    "部": "门分署队委长位件", "局": "面部势限长", "办": "客喜理法公案学好事实结起了成过", "委": "员托派会书领", "会": "议员场长谈面上后期费", "学会": "了用做使把写唱说看操辨识", "所": "有在以谓需长蕴体示做作",
    "站": "点位在长立牌", "处": "处于在理长罚分室置级", "组": "织成长建合", "队": "员伍长", "科": "学技目普研长室协", "院": "长落校坝士", "厅": "长", "股": "长份东",
    "行": "为动业政长道天横", "中心": "城镇村区工任环学校小组", "室": "内外长", "府": "", "政府": "军", "美军": "工方", "俄军": "方", "乌军": "方", "以军": "方", "主党": "派", "和党": "人", "作协": "议", "海关": "系", "日报": "道", "大": "", "厂": "长区房", "社": "会区长", "团": "队结员长", "台": "账阶长", "团委": "书",
    "学校": "长门", "报": "告名道送导警考销到", "公司": "长", "人大": "代", "政协": "委", "办公": "", "队伍": "", "支部": "书", "党支部": "书", "联盟": "", "产党": "员人党章宣", "空军": "基", "海军": "基",
}  # fmt: skip
#: What is a crowd or a place and no organisation, however it is built.
_NEVER: Final = (
    *(
        "干部",
        "骨干",
        "科室",
        "处室",
        "活动室",
        "检测室",
        "阅览室",
        "会议室",
        "行政中心",
        "会议中心",
        "会展中心",
        "文化中心",
        "体育中心",
    ),
    *(
        "文化活动中心",
        "文化艺术中心",
        "政务服务中心",
        "行政服务中心",
        "政务中心",
        "商业中心",
        "购物中心",
        "上市公司",
        "跨国公司",
        "影剧院",
        "体育馆",
        "乡村民宿",
        "酒店民宿",
        "特色民宿",
    ),
)
#: What begins the name of a kind of organisation.
_KINDS_OF: Final = (
    "乡镇",
    "村镇",
    "城乡",
    "村级",
    "镇级",
    "市级",
    "省级",
    "县级",
    "区级",
    "国家级",
    "乡村学校",
    "中小学",
    "各",
)
#: What stands before a closing word and names nothing: 一家火锅店, 进网吧.
_UNNAMED: Final = re.compile(
    r"(?:[一两二三四五六七八九十几每这那该某\d]+[家所个座支间处名]|[进到在去来建办考入管守开]|[黑小大老新旧])$"
)
#: What is read as an ordinal and is a count: 是一所.
_COUNTED: Final = re.compile(r"[一二两三四五六七八九十]所$")
#: A standing conference that is held is a meeting.
_HELD: Final = re.compile(r"(?:[于在][^，。；\n]{1,14})?(?:召开|举行)")
#: Stages of a tour: 第一站.
_STAGE: Final = re.compile(r"第[一二三四五六七八九十\d]+[站场组部所处]$")
#: Prepositions that the segmenter joins with the name behind them, and words that begin with one: 由|怡园街道办事处, 对区|第一小学.
_NO_HEADS: Final = frozenset("由对被把给往以到在")
_HEADS_ALL_THE_SAME: Final = ("对外", "对台", "对口", "对青", "把口", "把荷", "往流", "以色列", "以军", "以方")
#: What makes a unit after it every unit: 各镇党委.
_EACH: Final = frozenset("各每全")
#: Kinds of words with which no organ's name ends.
_INNER: Final = frozenset(("core", "brand"))
#: What does not make a longer word of an organ: 党委会同, 政府会上.
_GOES_ON: Final = ("会同", "员会", "会上", "会后", "部署", "面向", "面对", "限期", "限时", "派来")
_LIST_MARKS: Final = "、，,和与及及暨"


#: A team under a quoted name; the words after the quotation end in what it is.
_QUOTED_TEAM: Final = re.compile(
    r"“[^“”\n，。]{1,8}”[\u4e00-\u9fff]{0,8}?(?:志愿服务队|服务队|小分队|[\u4e00-\u9fff]队|宣讲团|[\u4e00-\u9fff]团|社|联盟|协会|工作室)(?![员伍长会区]|结(?![队对]))"
)
#: A team or a shop whose whole name is quoted: “捡垃圾合唱团”, “银发护山队”, “暖心粥铺”; titles of honour are none.
_QUOTED_WHOLE: Final = re.compile(
    r"“(?!最|十佳|优秀|先进|文明|首|示范)([\u4e00-\u9fff]{2,9}(?:[歌舞乐鼓戏劝巡护调救服先突宣志演艺互帮导逻水山林河鸟学解援助务愿讲台员][队团]|调解室|[粥面茶菜饭肉鱼饼花]铺|[酒醋油豆]坊|面馆|菜馆|书社|诗社|合唱团|艺术团))”"
)
#: Verbs before a team's quoted name.
_TO_FORM: Final = ("组织", "成立", "组建", "联合", "邀请", "派出")
_GROUP: Final = re.compile(r"(?:领导小组|指挥部|组委会|工作专班)(?:办公室)?")
#: What ends before a title that a unit opens: 抽人组成|州移风易俗工作专班.
_BEFORE_TITLE: Final = re.compile(
    r"组成|成立|设立|建立|组建|下设|抽调|召开|层面|等\d*[个家]?|单位|由|经|向|赴|报|和|与|及|了"
)
_TITLE_BEFORE: Final = re.compile(r"[^，。；：、！？\n（）《》的]{2,32}$")


class Organ(NamedTuple):
    """An organisation where it stands, with the kind of its closing word."""

    start: int
    end: int
    kind: str


def find_organs(scan: Scan, cover: Cover) -> list[Organ]:
    """Return the organisations of a text, longest first where readings overlap, in order of the text.

    Parameters
    ----------
    scan : Scan
    cover : Cover
        What is taken already (documents, dates, posts).
    """
    candidates = []
    closing = {
        end: kept for end, words in scan.organs.items() if (kept := [word for word in words if word.kind not in _INNER])
    }
    for end, words in closing.items():
        if _is_continued(scan.text, end) or _is_covered(scan.text, closing, end):
            continue
        readings = [_read_organ(scan, word.start, end, word.kind) for word in words]
        known = [organ for organ in readings if organ is not None]
        if known:
            candidates.append(min(known))
    candidates += _quoted_teams(scan)
    candidates += _long_groups(scan, candidates)
    candidates.sort(key=lambda o: (o.start - o.end, o.start))
    accepted: list[Organ] = []
    taken = bytearray(len(scan.text))
    for organ in candidates:
        if organ.kind == "whole" and organ.end - organ.start == 2 and _begins_name(scan, organ):
            continue
        if 1 in taken[organ.start : organ.end] or not cover.free(organ.start, organ.end):
            continue
        taken[organ.start : organ.end] = b"\x01" * (organ.end - organ.start)
        accepted.append(organ)
    accepted.sort()
    return _drop_lonely(scan, accepted)


def _begins_name(scan: Scan, organ: Organ) -> bool:
    """Return whether a word straight behind an office is the first part of its holder's name: 所长华为民."""
    return scan.offices.get(organ.start, "").endswith("+") and scan.text[organ.start] in load_names().single


def _quoted_teams(scan: Scan) -> list[Organ]:
    """Return teams that bear a quoted name: “红哨兵”巡街队, 盐湖区“小板凳”调解队."""
    found = []
    for match in _QUOTED_TEAM.finditer(scan.text):
        before = (s for s in _unit_starts(scan, match.start()) if s < match.start())
        starts = [match.start(), *(s for s in before if not scan.text.startswith(_TO_FORM, s))]
        found.append(Organ(min(starts), match.end(), "open"))
    found += [Organ(m.start(1), m.end(1), "open") for m in _QUOTED_WHOLE.finditer(scan.text)]
    return found


def _unit_starts(scan: Scan, end: int) -> tuple[int, ...]:
    """Return where the unit or organ that stands straight before `end` may begin."""
    return tuple(s for s in organ_starts(scan, end) if trim_start(scan, [s], end) == s)


def _long_groups(scan: Scan, organs: list[Organ]) -> list[Organ]:
    """Return leading groups and headquarters whose long title a domain list cannot read, from the unit in front of it."""
    found = []
    text = scan.text
    read = {organ.end: organ.start for organ in organs}
    for group in _GROUP.finditer(text):
        begin = read.get(group.end(), group.start())
        if text[begin] in UNIT_CHARS or scan.places.get(begin) or begin < group.start() - 20:
            continue
        title = _TITLE_BEFORE.search(text, max(0, begin - 32), begin)
        if title is None:
            continue
        opens = max((m.end() for m in _BEFORE_TITLE.finditer(text, title.start(), begin)), default=title.start())
        for start in range(opens, begin):
            unit = any(start in scan.places.get(start + n, ()) for n in range(2, 7)) or (
                text[start] in UNIT_CHARS and start in scan.starts and text[start - 1] not in "全各我"
            )
            if unit and (start in scan.starts or scan.breaks_before(start)):
                found.append(Organ(start, group.end(), "suffix"))
                break
    return found


def _is_continued(text: str, end: int) -> bool:
    """Return whether an organ's last word goes on as part of a longer, generic one: 教育部门."""
    after = text[end : end + 1]
    if not after:
        return False
    for length in (2, 1):
        if after in _CONTINUED.get(text[end - length : end], "") and not text.startswith(_GOES_ON, end):
            return True
    return False


def _is_covered(text: str, closing: dict[int, list[Word]], end: int) -> bool:
    """Return whether a longer organ's last word reaches over this one's end, and is the last word of one: 小学|校门."""
    return any(
        words[0].start < end and not _is_continued(text, at)
        for at in range(end + 1, end + 8)
        if (words := closing.get(at))
    )


def _read_organ(scan: Scan, start: int, end: int, kind: str) -> Organ | None:
    """Read one organ leftwards from its closing word, or decide that it is none."""
    text = scan.text
    starts = sorted(word_starts(scan, start, end, kind))
    first = trim_start(scan, starts, end)
    if first is None:
        return None
    word = text[start:end]
    if first + 1 < start and text[first] in _NO_HEADS and not text.startswith(_HEADS_ALL_THE_SAME, first):
        first += 1
    name = text[first:end]
    if word == "所" and scan.tags.get(scan.word_ends.get(end, end)) == "v" and scan.organs.get(start):
        return None  # 舆论所|担心
    if (
        text.startswith("组织", first)
        and scan.word_ends.get(first) == first + 2
        and not name.startswith(("组织部", "组织人事"))
    ):
        return None  # 区住建局|组织|青年志愿服务队
    if kind == "suffix" and (
        first >= start or (end - start == 1 and text[start - 1] in UNIT_CHARS and start not in scan.organs)
    ):
        return None  # 全省处于…, 各村办…
    if (
        name.endswith(_NEVER)
        or _STAGE.match(name)
        or name.startswith(_KINDS_OF)
        or _COUNTED.match(name)
        or (name[0] == "全" and name[1:2] in UNIT_CHARS)
        or (word == "联席会议" and _HELD.match(text, end))
        or (name[0] in UNIT_CHARS and text[first - 1 : first] in _EACH)
        or text.endswith("各级", 0, first)
    ):
        return None
    if (name in _GENERIC and name not in _LISTED) or name.lstrip(_UNITS) in _NATIONAL:
        return None
    if (own := scan.after_country(first)) is not None and text[own:end] in _GENERIC - _OF_STATES:
        return None  # 美国企业 are many
    if word == "所" and _SOME.fullmatch(name):
        return None  # 一所|学校
    if len(name) < 2 or (name[0] in BREAKS and name[0] != "“"):
        return None
    if kind == "open" and (
        name == word or _is_kinds(name) or not _is_named(scan, first, start) or _UNNAMED.match(text[first:start])
    ):
        return None
    return Organ(first, end, kind)


@lru_cache(maxsize=8192)
def _is_kinds(name: str) -> bool:
    """Return whether a name is nothing but kinds of shops and houses: 五金店, 商场超市."""
    kinds = _open_kinds()
    return (name in kinds and name not in BANKS) or any(
        name[:cut] in kinds and name[cut:] in kinds for cut in range(2, len(name) - 1)
    )


@lru_cache(maxsize=1)
def _open_kinds() -> frozenset[str]:
    """Return the closing words of firms and shops."""
    return frozenset(row[0] for row in read_rows("organs.tsv") if row[1] == "open" and row[2:] == ["企业"])


def _is_named(scan: Scan, start: int, end: int) -> bool:
    """Return whether the words before a closing 小学, 协会, 超市 name one and do not only say of what kind it is."""
    text = scan.text
    if text[start] in UNIT_CHARS or "“" in text[start:end] or "第" in text[start:end]:
        return True
    at = end
    while at > start:
        before = max(scan.word_start(at), start)
        if (
            scan.places.get(at)
            or scan.tags.get(at, "x").startswith(("nr", "ns", "nt", "nz", "x", "j"))
            or at not in scan.ends
            or not is_word(text[before:at])
        ):
            return True
        if any(word.kind != "core" for word in scan.organs.get(at, ())):
            return True
        at = before
    return False


def _drop_lonely(scan: Scan, organs: list[Organ]) -> list[Organ]:
    """Drop bare words that no neighbour in a list makes an organ: 党委、政府."""
    text = scan.text
    keep = [text[o.start : o.end] not in _GENERIC for o in organs]
    joined = [b.start - a.end == 1 and text[a.end] in _LIST_MARKS for a, b in pairwise(organs)]
    for i in range(1, len(organs)):
        keep[i] |= keep[i - 1] and joined[i - 1]
    for i in range(len(organs) - 2, -1, -1):
        keep[i] |= keep[i + 1] and joined[i]
    return [organ for organ, kept in zip(organs, keep, strict=True) if kept]
