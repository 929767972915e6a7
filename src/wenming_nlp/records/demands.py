"""Words by which a demand is told from what is reported: modal verbs, addressees, what opens a list of demands or of findings."""

from __future__ import annotations

import re
from typing import Final

__all__ = [
    "ADDRESSEE",
    "ALL",
    "ANNOUNCES",
    "ASKED",
    "DEMAND",
    "DONE",
    "DUE",
    "EVERYBODY",
    "FOUND",
    "GOES_BOTH",
    "HEADING",
    "INTRO",
    "LATER",
    "MODAL",
    "NOTICE",
    "NOT_BUT",
    "PLACES",
    "STRICT",
    "THEME",
    "WISH",
]

NOTICE: Final = re.compile(
    r"(?:公告|通告|公示|通报|决定|通知|倡议书|公开信|意见|方案|公布|名单|榜单|告知书|公约)(?:$|[》）)—])"
)
DEMAND: Final = re.compile(
    r"(?:同时|尤其|特别是?|下一步|接下来|今后)?(?P<core>(?:还|也|更)?(?:要|必须|务必|须|应当)(?!求|么|是|不是|点|素|(?:清醒地?|充分)?(?:看到|认识到)))"
)
MODAL: Final = re.compile(
    r"(?<![不需只主重首都想纪必扼简摘紧次既还也概提索而是若])(?:(?P<strong>必须|务必|须|要(?![求素点害件塞道职闻么是冲领])|应当|应(?![急当对邀用约变（(])))"
)
#: Who may be told to do something.
ADDRESSEE: Final = re.compile(
    r"^(?:各|全[市区县旗省体镇乡村校]|[市区县旗州盟省镇乡村]|参[会评]|有关|相关|责任|牵头|驻)"
    r"|(?:局|办|部|委|院|厅|处|室|科|所|站|队|中心|单位|部门|机关|街道|镇|乡|村|社区|公司|企业|学校|媒体|协会|联合会|工会|机构|组|专班|干部|党员|职工"
    r"|同志|人员|志愿者|网格员|市民|居民|群众|家长|教师|学生|经营户|商户|业主|个人|者)(?:、[^，]{1,12})?$"
)
DAY: Final = r"\d{1,2}月(?:\d{1,2}日|底)[之以]?前"
INTRO: Final = re.compile(
    rf"^(?:{DAY}(?=各|全[市区县旗])|下一步|接下来|今后|希望|并?要求|同时|此外|另外|一方面|另一方面|对此|为此|他强调|她强调|她希望|他希望|市里|区里|县里|将|我们)[，,]?"
)
#: The words before a list say what it lists.
FOUND: Final = re.compile(
    r"问题|不足|短板|现象|发现|原因|症结|误区|差距|弊病|怪象|表现|名单|公布|命名|上榜|荣获|以下成绩|成效|亮点|做法|经验|特点|特色|主要内容|内容(?:如下|包括)"
)
ASKED: Final = re.compile(
    r"要求|强调|指出|提出|希望|建议|叮嘱|部署|安排|倡议|号召|下一步|打算|今后|表示|意见|要点|以下工作|抓好|做好|务必|必须|应当|不妨|事项|用力|发力|着力|加力|任务|措施"
    r"|(?<![主重首])(?<=[，。、：\u4e00-\u9fff])要|还得|努力|下功夫|贯彻|落实"
)
LATER: Final = re.compile(r"(?:谈[及到])?(?:下一步|接下来|今后|下一阶段|下阶段|未来)(?:的?打算|工作)?")
#: A demand that what follows a colon only details.
THEME: Final = re.compile(r"(?:要|必须)(?:在[^，]{2,16}上|以|把|突出|坚持|抓)(?![^，]*(?:以下|几点|几个|[两三四五]点))")
NOT_BUT: Final = re.compile(r"(?:不是|并非)[^，]{4,}$")
ALL: Final = re.compile(r"(?:广大|全体|各级|各位|所有)[^要须应，]{2,10}$")
#: A demand that only announces the list behind it: 要把握“三个关键”。一要….
ANNOUNCES: Final = re.compile(r"要[^，。；]{1,8}“?[两三四五六七八][个项条点大][^，。；]{1,8}[。：]|要以[^。；]*为抓手")
#: Who is everybody, with the day before.
EVERYBODY: Final = re.compile(rf"(?:{DAY})?各")
DONE: Final = re.compile(r"[了过](?:[\u4e00-\u9fff\d]|$)|已经?|累计|先后|变身|(?:率|数).{0,4}达")
DUE: Final = re.compile(r"[月日号周年](?:底|初)?(?:之?前|以前|内)|\d(?:天|个?小时|个工作日)内")
WISH: Final = re.compile(r"(?:希望|请)(?=[各全广你大青老市区县])")
#: What a list of places is headed by: 下列区域禁止停放.
PLACES: Final = re.compile(r"(?:下列|以下)[^，。：]{0,6}(?:区域|路段|地段|地点|场所|部位|范围|街道|道路)")
#: What a second 也要, 更要 goes on from.
GOES_BOTH: Final = re.compile(r"(?<!既)要|必须|须")
HEADING: Final = re.compile(r"^(?:[^，。；：要须应]|要[求点]){2,14}$")
STRICT: Final = re.compile(r"必须|务必")
