"""What each person did at the event: 出席, 主持, 讲话, 通报, 表态发言, 陪同, 参加, 调研."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wenming_nlp.entities.mentions import Mention
    from wenming_nlp.text.sentences import Sentence

__all__ = ["ROLES", "find_roles"]

ROLES: Final = ("出席", "主持", "讲话", "通报", "表态发言", "陪同", "参加", "调研")
#: Verbs by the role they give, read in the predicate of a person or of a list of persons.
_CUES: Final[tuple[tuple[str, re.Pattern[str]], ...]] = (
    ("主持", re.compile(r"主持(?!人|词)")),
    ("出席", re.compile(r"出席(?!率)|莅临|莅会|到会|到场")),
    ("参加", re.compile(r"参加(?!者)|参会|与会|列席|参与(?!率)")),
    (
        "讲话",
        re.compile(
            r"讲话|强调|要求|指出|提醒|致辞|致词|点评|建议|提出.{0,3}[，,：:]|作.{0,6}部署|部署(?:了)?(?:下一?步|近期|当前|今后|下阶段)|作(?:出|了)?.{0,4}安排|提出.{0,8}(?:要求|希望)|辅导|"
            r"授课|作.{0,4}(?:动员|总结)|(?<![态流型验诺接面])发言"
        ),
    ),
    ("通报", re.compile(r"通报(?!表[彰扬]|批评)|汇报")),
    ("表态发言", re.compile(r"表态|(?:交流|典型|经验|承诺|对接)发言|作.{0,4}(?:承诺|交流)")),
    ("陪同", re.compile(r"陪同|陪(?=[调督检考视慰])")),
    (
        "调研",
        re.compile(r"调研|检查|督导|督查|督办|视察|考察|察看|查看|走访|慰问|看望|暗访|巡查|走进|深入|来到|实地|带队"),
    ),
)
_LINK: Final = re.compile(
    r"^[、，,;；\s和与及以等兼:：（）()]*(?:等|等人|等领导|等领导同志|同志|以及|及|一行|（[^（）]{1,8}）|\([^()]{1,8}\))?[、，,和与及\s]*$"
)
#: The organ of a list's next office where it was not read: 、世园局园区运营部 + 副部长.
_ORGAN_GAP: Final = re.compile(r"^[、，,]\s?[\u4e00-\u9fff“”]{2,16}[局委办部处室科股会院校站所队中心司厂社]$")
#: A list goes on behind its last person with organs and crowds: …, 以及区委组织部、各街道负责人参加.
_GOES_ON: Final = re.compile(r"^(?:等.{0,12})?[、，,以和及]")
_STOP: Final = re.compile(r"[。；;！？!?\n]")
_TITLES: Final = re.compile(r"《[^《》]*》")
#: After a verb of speech comes what was said, in which others are asked to inspect and report.
_SAID: Final = re.compile(r"(?<=强调)|(?<=指出)|(?<=要求)|(?<=表示)|(?<=建议)|(?<=提出)|(?<=说)(?=[，,：:“])")
_AT_CHAIR: Final = re.compile(r"主持(?:会议)?(?:时|并)?(?:强调|要求|指出|说)|主持(?:会议)?时")
#: A list of names behind its verb: 出席会议的还有…, 陪同检查的有….
_AHEAD: Final = re.compile(
    r"(?:出席|参加|陪同|列席)[^，。；]{0,10}的?(?:还|领导)?(?:有|是)[：:]?|(?:团|组|队)成员(?:有|包括|为)[：:]?"
)
_FORMAL: Final = re.compile(r"讲话|致辞|点评|辅导|动员|部署了")
_VOICED: Final = re.compile(r"表示(?!欢迎|感谢|祝贺)")
#: Whoever is invited behind a comma is no company of the persons before it: …担任总协调，欢迎市民参加.
_INVITED: Final = re.compile(r"[，,](?:热忱|热烈)?(?:欢迎|邀请|敬请|恳请|请)(?!.{0,3}[表祝])")
#: 他要求, 她强调 behind a sentence goes on with whoever that was about.
_HE: Final = re.compile(r"[他她](?:还|就此|随后|最后)?(?:要求|强调|指出|希望|叮嘱)[，,：:]?")
#: What was looked into is told of, not looked into: 通报3月份检查情况.
_TELLS: Final = re.compile(r"(?:通报|汇报|介绍|反馈|讲评|总结)")
#: Who leads those that inspect.
_LEADS: Final = re.compile(r"(?:分?任|担任)(?:总|副)?(?:领队|督查组长|检查组长)")
_TAKES: Final = re.compile(
    r"(?:带领|率领|率|会同)[^。；]*对[^。；]*(?:开展|进行)[^。；，]*(?:督查|检查|督导|调研|考察|巡查|暗访)"
)
#: A line of its own before a list of persons that has no verb.
_WHO_CAME: Final = re.compile(r"(?:谁来了|(?:出席|参会|与会|到场|到会)(?:的)?(?:领导|人员|嘉宾)?)[？?：:\s]*$")
_OBJECT: Final = frozenset("向对为给把被让请")
#: Who goes along and promises to mend answers for his place; others who only 表示 speak.
_PROMISE: Final = re.compile(r"照单全收|立行立改|认领|照单|整改|抽调|限时|清零|不折不扣|举一反三|以此[次为]")
_SUBJECT: Final = 12
_MAX_PREDICATE: Final = 400
_NEAR: Final = 45


class _Clause(NamedTuple):
    """Persons and posts joined by list marks, what is said of them, and the rest of their sentence."""

    group: list[Mention]
    predicate: str
    before: str


def find_roles(text: str, sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> dict[str, tuple[str, ...]]:
    """Return what each named person did.

    Parameters
    ----------
    text : str
    sentences : sequence of Sentence
    mentions : sequence of Mention

    Returns
    -------
    dict of str to tuple of str
        Roles by name, in the order of `ROLES`.

    Notes
    -----
    Persons joined by 、 or ， share the predicate after the last of them. A chair who only closes
    with demands has chaired, no more. Who only 表示 has spoken if he took part in the event.
    """
    found: defaultdict[str, set[str]] = defaultdict(set)
    formal: set[str] = set()
    voiced: dict[str, str] = {}
    people = [m.start for m in mentions if m.label == "PERSON"]
    starts, ends = [m.start for m in mentions], [m.end for m in mentions]
    subject, paragraph = "", -1
    for sentence in sentences if people else ():
        person = bisect_left(people, sentence.start)
        if sentence.paragraph_id != paragraph:
            subject, paragraph = "", sentence.paragraph_id
        if person == len(people) or people[person] >= sentence.end:
            if subject and _HE.match(text, sentence.start):
                found[subject].add("讲话")
            continue
        subject = ""
        inside = mentions[bisect_left(starts, sentence.start) : bisect_right(ends, sentence.end)]
        for clause in _clauses(text, inside, sentence):
            names = [text[m.start : m.end] for m in clause.group if m.label == "PERSON"]
            if clause.before in _OBJECT:
                continue
            roles = _roles_of(clause.predicate)
            if not clause.predicate.strip() and _WHO_CAME.search(text, max(0, sentence.start - 12), sentence.start):
                roles = {"出席"}
            ahead = _AHEAD.search(text, sentence.start, clause.group[0].start)
            if ahead and ahead.end() == clause.group[0].start:
                roles |= {"参加"} if "成员" in ahead.group() else _roles_of(ahead.group())
            if "会后" in text[sentence.start : clause.group[0].start]:
                roles.discard("调研")
            if len(names) == 1 and clause.group[0].start - sentence.start < _SUBJECT:
                subject = names[0]
            speech = bool(_FORMAL.search(clause.predicate))
            for name in names:
                found[name] |= roles
                if speech:
                    formal.add(name)
                if _VOICED.search(clause.predicate[:20]):
                    voiced[name] = text[sentence.start : sentence.end]
    if _is_portrait(text, found, mentions):
        return {}
    return {name: tuple(r for r in ROLES if r in roles) for name, roles in _consistent(found, formal, voiced).items()}


def _is_portrait(text: str, found: dict[str, set[str]], mentions: Sequence[Mention]) -> bool:
    """Return whether one visitor is all that an article without an event tells of: it is about somebody else."""
    acting = [name for name, roles in found.items() if roles]
    if len(acting) != 1 or not found[acting[0]] <= {"调研", "参加"}:
        return False
    return acting[0] not in text.partition("\n")[0] and all(m.label != "EVENT" for m in mentions)


def _consistent(found: dict[str, set[str]], formal: set[str], voiced: dict[str, str]) -> dict[str, set[str]]:
    """Settle what roles say together: who chairs does not also attend."""
    several = sum("讲话" in roles for roles in found.values()) > 1
    for name, roles in found.items():
        if roles and name in voiced and not roles & {"讲话", "表态发言"}:
            roles.add("表态发言" if "陪同" in roles and _PROMISE.search(voiced[name]) else "讲话")
        if "主持" in roles and "讲话" in roles and name not in formal and several:
            roles.discard("讲话")
        if roles & {"陪同", "出席", "主持", "表态发言"}:
            roles.discard("参加")
        if roles & {"陪同", "参加", "出席"}:
            roles.discard("调研")
    return found


def _clauses(text: str, inside: Sequence[Mention], sentence: Sentence) -> list[_Clause]:
    """Return the groups of persons and posts of a sentence, each with the text that is said of it."""
    people = [m for m in inside if m.label in {"PERSON", "POST"}]
    groups: list[list[Mention]] = []
    for mention in people:
        gap = text[groups[-1][-1].end : mention.start] if groups else ""
        if groups and (_LINK.match(gap) or (mention.label == "POST" and _unread_organ(gap))):
            groups[-1].append(mention)
        else:
            groups.append([mention])
    result = []
    for i, group in enumerate(groups):
        start = group[-1].end
        limit = groups[i + 1][0].start if i + 1 < len(groups) else sentence.end
        predicate = _TITLES.sub("", text[start : min(limit, start + _MAX_PREDICATE)])
        stop = _STOP.search(predicate)
        predicate = predicate[: stop.start()] if stop else predicate
        if not _GOES_ON.match(predicate):
            predicate = _own_clause(predicate, text, start, inside)
        before = text[group[0].start - 1 : group[0].start] if group[0].start > sentence.start else ""
        result.append(_Clause(group, predicate, before))
    return result


def _unread_organ(gap: str) -> bool:
    """Return whether nothing but an organ that was not read stands between a person and the next one's post."""
    return bool(_ORGAN_GAP.match(gap)) and not any(cue.search(gap) for _, cue in _CUES)


def _own_clause(predicate: str, text: str, start: int, inside: Sequence[Mention]) -> str:
    """Cut a predicate before the next clause that has a subject of its own: …，宝力根苏木作了书面发言."""
    subjects = {m.start for m in inside if m.label in {"ORG", "PLACE"}}
    for at, char in enumerate(predicate):
        if (
            char in "，,"
            and start + at + 1 in subjects
            and text[start + at] == char
            and any(c.search(predicate[:at]) for _, c in _CUES)
        ):
            return predicate[:at]
    said = _SAID.search(predicate)
    if said is None:
        return predicate
    # 提出四点要求 is speech itself
    return predicate[: said.end() + (8 if predicate.endswith("提出", 0, said.end()) else 3)]


def _roles_of(predicate: str) -> set[str]:
    """Return the roles that a predicate gives."""
    near = predicate[:_NEAR]
    if invited := _INVITED.search(predicate):
        predicate = predicate[: invited.start()]
        near = predicate[:_NEAR]
    roles = {role for role, cue in _CUES if cue.search(near if role in {"调研", "通报"} else predicate)}
    if "主持" in roles:
        roles.discard("调研")  # what the meeting looked into
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
