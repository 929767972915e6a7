"""Words and characters that part an organ's name from what stands before it, or that begin one all the same."""

from __future__ import annotations

from typing import Final

from wenming_nlp.entities.place_edges import NO_NAME_CHARS, STOP_TAGS

__all__ = [
    "ACTS",
    "BANKS",
    "DETERMINERS",
    "FIRMS",
    "JOINS",
    "LOOSE_OR_STOP",
    "LOOSE_TAGS",
    "MOST_LONE",
    "NOT_A_UNIT",
    "NOT_LONE",
    "OF_A_STATE",
    "OF_THE_CENTRE",
    "SERVICES",
    "SHOP_ENDS",
    "STATES",
    "TRADES",
    "ZONE_WORDS",
]

#: Parts of speech that begin or continue a name only in a place that can hold nothing else.
LOOSE_TAGS: Final = frozenset(("v", "vd", "t", "s", "f", "q", "ad", "m", "a", "zg"))
LOOSE_OR_STOP: Final = LOOSE_TAGS | STOP_TAGS
#: Verbs between two organisations.
JOINS: Final = frozenset(
    "会同 协同 携手 督查 督导 检查 走进 前往 派出 派驻 位于 成立 设立 组成 组建 "
    "联系 发动 动员 走访 慰问 参观 考察 看望 对接 联动 深入 来到 参与 参加 召集 创办 开办 举办 承办 主办 协办 挂牌 授予 命名 评为 整合 依托".split()
)
#: With these before it a unit is the whole of it: 全区, 我县.
NOT_A_UNIT: Final = frozenset("全我各该本每这外他城市郊农乡山老新社片小校园湾景矿街")
#: Domain words that are verbs, with which no organisation's own name begins.
ACTS: Final = frozenset("建设 组织 指导 督查 检查 服务 管理 创建 打造 整合 依托 联合 邀请 选派".split())
#: Words before a school or firm that make it a kind of them.
DETERMINERS: Final = frozenset(
    "个别 少数 多数 全区 全市 全县 全省 全国 省级 市级 区级 县级 国家级 各级 中小 多家 部分 所有 每所 新设 新建 首家 首支 这支 支 家 所 个 名 座 组织".split()
)
#: Trades, verbs that stand in the names of firms: 恒陇公路养护集团, 长利铸造有限公司.
TRADES: Final = frozenset(
    "养护 铸造 制造 建设 运输 投资 开发 贸易 装饰 物流 保洁 印刷 加工 种植 养殖 餐饮 咨询 设计 安装 装修 包装 纺织 印染 酿造 冶炼 租赁 销售 施工 勘察 监理 广告 传播 航运 清洁".split()
)
FIRMS: Final = ("公司", "集团", "有限公司", "有限责任公司", "股份公司", "股份有限公司", "厂", "合作社")
#: Services whose branches bear a place's name after the service's: 交警瑶海大队, 武警海北支队, 公安津南分局.
SERVICES: Final = frozenset("交警 公安 武警 消防 税务 国税 地税 工商 边防 特警 刑警 巡警".split())
#: The last characters of shops and firms, whose names have no road in front, and banks that need none of their own.
SHOP_ENDS: Final = frozenset("店馆市档司铺坊厅吧行家")
BANKS: Final = frozenset("建设银行 工商银行 农业银行 中国银行 邮储银行 邮政储蓄银行 新华书店".split())
#: What opens an organ of the centre, which is part of no other.
OF_THE_CENTRE: Final = ("国家", "中央", "全国", "中共", "国务院", "中国")
#: Characters between an organ and the closing word of its branch, and those that are words all the same.
MOST_LONE: Final = 4
NOT_LONE: Final = NO_NAME_CHARS | frozenset(
    "一二三四五六七八九十两几多共驻设办管守讲进去来建考入看查请开当做卖买打住"
    "已还同全都又再更最很才只曾正刚会可能应须需不没未无非且则若因所令叫用按依凭靠经沿随跟比除自时内里后间者此这那其它他她你们仍便称说指派送"
)
ZONE_WORDS: Final = frozenset(("高新", "经开"))
#: States by one character, as headlines write them, and what stands behind.
STATES: Final = frozenset("俄美乌英法德日韩伊叙黎巴印")
OF_A_STATE: Final = (
    "国防部",
    "外交部",
    "财政部",
    "内政部",
    "国务院",
    "总统府",
    "国会",
    "议会",
    "国家安全局",
    "联邦政府",
    "央行",
)
