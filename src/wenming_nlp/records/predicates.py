"""What a predicate says that its persons did: 出席, 主持, 讲话, 通报, 表态发言, 陪同, 参加, 调研."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["NEAR", "ROLES", "holds_role", "read_predicate"]

ROLES: Final = ("出席", "主持", "讲话", "通报", "表态发言", "陪同", "参加", "调研")
#: Verbs by the role they give, read in the predicate of a person or of a list of persons.
_CUES: Final[tuple[tuple[str, re.Pattern[str]], ...]] = (
    ("主持", re.compile(r"主持(?!人|词)|(?:组织|召集)[^，。；]{0,30}召开")),
    (
        "出席",
        re.compile(
            r"出席(?!率)|莅临(?![^，。；]{0,14}(?:检查|调研|督查|督导|考察|视察|指导工作))|莅会|亲临|坐镇|到会|到场|就[座坐]"
        ),
    ),
    (
        "参加",
        re.compile(
            r"参加(?!者)|(?:参会|与会)(?![人者同单代各])|列席|(?:分别|逐一|一一)认领|参与(?!率)|(?:来|赶)?到(?:活动|仪式|演出|比赛)?现场(?:观看|参与|观摩)|(?:来|赶)到(?:活动|仪式|演出|比赛)现场"
        ),
    ),
    (
        "讲话",
        re.compile(
            r"讲话|强调|对(?:大家|乡亲们?|群众|在场[^，。；]{1,6})说|(?<!什么)要求|指出|提醒|致.{0,4}[辞词]|点评|建议|提出.{0,3}[，,：:]|作.{0,6}部署|部署(?:了)?(?:下一?步|近期|当前|今后|下一?阶段)|作(?:出|了)?.{0,4}安排|"
            r"提出.{0,8}(?:要求|希望)|提(?:出|了).{0,3}点.{0,4}(?:意见|建议|要求|希望)|提出.{0,8}(?:期望|期许)|作(?:了)?题为|讲了.{0,6}意见|讲了[几两二三四五六\d](?:[点条句]|个方面)|提出(?:了)?(?:具体|明确|指导性?|针对性)(?:的)?(?:意见|建议)|辅导(?!孩子|学生|作业|员|班|站|课|[了过]?\d)|授课|主讲|讲的是|介绍(?:了)?[^，。；]{0,12}(?:经验|做法)|[讲上](?:了)?[^，。；]{0,8}(?:党课|一课|专题课)|作.{0,4}(?:动员|总结)|作.{0,14}(?:动员|辅导|宣讲|专题)报告|[作做].{0,8}(?:讲座|演讲|宣讲|分享)|"
            r"进行(?:了)?.{0,6}(?:安排|部署|动员|总结|点评|讲解)|(?:给予|予以|表示|充分|高度).{0,8}肯定|(?:给予|予以|作(?:出|了)?).{0,6}评价|作(?:出|了)?.{0,4}回应|寄语|勉励|号召|呼吁|叮嘱|嘱咐|责成|希望[，,：:]|^希望|希望(?:全|各|大家|广大|尽快|继续|进一步)|发出.{0,6}倡议|"
            r"(?:向|对|代表).{1,20}(?:表示|致以).{0,8}(?:祝贺|祝福|问候|感谢|慰问|欢迎|敬意)|(?<![态流型验诺接面讨])发言(?!稿|席)"
        ),
    ),
    (
        "通报",
        re.compile(
            r"(?<!受到)(?<!被)通报(?!表[彰扬]|批评|会|的)|(?<![听取])汇报(?!会|演出|材料)|(?:逐[^，。；]{1,5}|分别|依次)反馈|反馈(?!会)(?:了)?[^；]{0,24}(?:情况|问题|意见|结果)|(?<!所)作.{0,12}(?:情况|工作)(?:的)?(?:说明|报告|介绍)|作(?:了)?(?:具体|详细|专题)?说明|作(?:了)?(?:具体|详细|专题)?说明|发布.{0,8}榜|曝光了"
        ),
    ),
    (
        "表态发言",
        re.compile(
            r"表态|(?:交流|典型|经验|承诺|对接|书面|检讨)发言|作.{0,4}(?:承诺|交流|检讨)|作.{0,6}经验(?:介绍|分享)"
        ),
    ),
    ("陪同", re.compile(r"陪同|陪(?=[调督检考视慰])|随同|随行(?!的|人员)")),
    (
        "调研",
        re.compile(
            r"(?:调研|检查|督导|督查|考察|暗访|巡查)(?!组|员|会|反馈)|督办|视察|抽查(?!组|的|结果|情况)|一路走[，、]?一路|察看|查看|走访|慰问|看望|走进|深入|来到|实地|带队(?=$|[，,、；]|.{0,20}(?:查|督|调研|检|暗访|走访|察|深入|巡|来到|看))|边走边[查看]|督战|夜[查访]|踏[查看勘]|查访|现场办公|复查(?!组|情况|结果)|组成.{0,6}(?:调研|检查|督导|督查|考察|暗访|巡查|考评)组"
        ),
    ),
)
_AT_CHAIR: Final = re.compile(r"主持(?:会议)?(?:时|并)?(?:强调|要求|指出|说)|主持(?:会议)?时")
#: Whoever is invited behind a comma is no company of the persons before it: …担任总协调，欢迎市民参加.
_INVITED: Final = re.compile(r"[，,](?:热忱|热烈)?(?:欢迎|邀请|敬请|恳请|请)(?!.{0,3}[表祝])")
#: What was looked into is told of, not looked into: 通报3月份检查情况.
_TELLS: Final = re.compile(r"(?:通报|汇报|介绍|反馈|讲评|总结)")
#: Who leads those that inspect, or is one of them.
_LEADS: Final = re.compile(
    r"(?:分?任|分别担?任|担任)[^，。；]{0,6}(?:领队|(?:督查|检查|督导|巡查|暗访|考评|测评)组?组?长)|分任组长"
)
_TAKES: Final = re.compile(
    r"(?:带领|率领|率|会同)[^。；]*对[^。；]*(?:开展|进行)[^。；，]*(?:督查|检查|督导|调研|考察|巡查|暗访)"
)
#: Who could not come.
_ABSENT: Final = re.compile(r"(?:未能|没能|不能|无法|未)(?:亲自)?(?:到会|到场|出席|参加)")
#: Reports that are listened to are another's.
_HEARD: Final = re.compile(
    r"听取(?:了)?[^，。；]{0,20}?(?:汇报|通报|介绍|报告|发言|反馈|意见|建议)|受到?[^，。；]{0,6}委托"
)
#: What somebody speaks about: 就暗访工作提出.
#: Who is told on the telephone is no audience: 现场联系施工单位，要求连夜更换.
_CALLED: Final = re.compile(r"(?:联系|拨通|致电|打(?:通)?(?:了)?电话)[^。；]{0,30}?[，,](?:要求|责成|叮嘱)")
_ABOUT: Final = re.compile(r"就[^，。；]{1,24}?(?=提出|作|讲|强调|表态|发言|进行)")
_AT_SCENE: Final = re.compile(r"来到(?:活动|仪式|演出|比赛)现场")
#: Work done beside others: 与居民一起铲除小广告.
_BESIDE: Final = re.compile(
    r"[与和同跟][^，。；]{1,12}(?:一起|一同|一道|并肩)(?![^，。；]{0,6}(?:查|看|检|督|调研|走访|陪同|暗访))"
)
_SHORTEST: Final = 2  # characters of a verb
NEAR: Final = 45  # characters in which a verb of looking or reporting stands behind its person


def holds_role(words: str) -> bool:
    """Return whether some words hold a verb that gives a role.

    Examples
    --------
    >>> holds_role("出席会议"), holds_role("区文明办主任")
    (True, False)
    """
    return any(cue.search(words) for _, cue in _CUES)


def read_predicate(predicate: str) -> set[str]:
    """Return the roles that a predicate gives.

    Examples
    --------
    >>> sorted(read_predicate("出席会议并讲话")), read_predicate("因出差未能到会")
    (['出席', '讲话'], set())
    """
    if len(predicate) < _SHORTEST or _ABSENT.search(predicate):
        return set()
    predicate = _CALLED.sub("", _ABOUT.sub("", _HEARD.sub("", predicate)))
    near = predicate[:NEAR]
    if invited := _INVITED.search(predicate):
        predicate = predicate[: invited.start()]
        near = predicate[:NEAR]
    roles = {role for role, cue in _CUES if cue.search(near if role in {"调研", "通报"} else predicate)}
    if "主持" in roles:
        roles.discard("调研")  # what the meeting looked into
    if "调研" in roles and _BESIDE.search(near):
        roles = roles - {"调研"} | {"参加"}
    if "现场" in near and roles >= {"参加", "调研"} and _AT_SCENE.search(near):
        roles.discard("调研")
    if _LEADS.match(near) or _TAKES.match(predicate):
        roles.add("调研")
    if "调研" in roles and (told := _TELLS.search(near)):
        looked = next(cue for role, cue in _CUES if role == "调研").search(near)
        if looked and told.start() < looked.start():
            roles.discard("调研")
    if _AT_CHAIR.search(predicate):
        roles.add("主持")
        roles.discard("讲话")
    return roles
