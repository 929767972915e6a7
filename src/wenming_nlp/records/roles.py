"""What each person did at the event: 出席, 主持, 讲话, 通报, 表态发言, 陪同, 参加, 调研."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

from wenming_nlp.entities.mentions import Mention
from wenming_nlp.records.predicates import NEAR, ROLES, holds_role, read_predicate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wenming_nlp.text.sentences import Sentence

__all__ = ["find_roles"]

_LINK: Final = re.compile(
    r"^[、，,;；\s和与及以等兼:：（）()]*(?:等(?:[\u4e00-\u9fff]{0,8}(?:领导|同志|负责人|人员|干部|人))?(?:同志)?|同志|以及|及|一行|（[^（）]{1,8}）|\([^()]{1,8}\))?[、，,和与及\s]*$"
)
#: The organ of a list's next office where it was not read: 、世园局园区运营部 + 副部长.
_ORGAN_GAP: Final = re.compile(
    r"^[、，,]\s?[\u4e00-\u9fff“”]{2,16}[局委办部处室科股会院校站所队中心司厂社]$|^[、，,]\s?[\u4e00-\u9fff]$"
)
#: Somebody of no office in a list, and a name that was not read: 、高友村寨老 + 潘文秀, 副县长 + 安排，.
_PLAIN_GAP: Final = re.compile(
    r"^[、和与及]\s?[\u4e00-\u9fff“”]{0,14}(?:老|民|员|代表|户|工|主|师|者|手|生|嫂|兵|客|商|模范|好人|支书|骨干|负责人|[局委办部队院校镇乡村]的)$"
)
_NAME_GAP: Final = re.compile(r"^[\u4e00-\u9fff·]{2,4}(?:等[\u4e00-\u9fff]{0,10})?[，、,]\s?$")
#: A list goes on behind its last person with organs and crowds: …, 以及区委组织部、各街道负责人参加.
_GOES_ON: Final = re.compile(r"^(?:等.{0,12})?[、，,以和及]")
#: Whoever is accompanied does what follows: 金鑫在 + 部长刘大伟 + 陪同下，实地察看….
_BY_COMPANY: Final = re.compile(r"(?:等[^，。；]{0,8})?的?(?:全程|一同)?(?:陪同|陪伴)下[，,]?")
_STOP: Final = re.compile(r"[。；;！？!?\n]")
_TITLES: Final = re.compile(r"《[^《》]*》")
#: After a verb of speech comes what was said, in which others are asked to inspect and report.
_SAID: Final = re.compile(r"(?<=强调)|(?<=指出)|(?<=要求)|(?<=责令)|(?<=表示)|(?<=建议)|(?<=提出)|(?<=说)(?=[，,：:“])")
#: A list of names behind its verb: 出席会议的还有…, 陪同检查的有….
_AHEAD: Final = re.compile(
    r"(?:出席|参加|陪同|列席|就[座坐])[^，。；]{0,10}的?(?:还|领导)?(?:有|是)[：:]?|(?:团|组|队)成员(?:有|包括|为)[：:]?|发言[，,]发言(?:人|的)(?:分别|依次|还)?[有是为]|(?:出席|参加|陪同|列席)(?:领导|人员|嘉宾)[：:]"
)
_FORMAL: Final = re.compile(r"讲话|致辞|点评|辅导|动员|部署了")
#: Who reports or pledges has said no more where he only "发言" or tells what was found: 孙玉梅指出，…共发现问题643个.
_FINDS: Final = re.compile(r"发言$|指出[，,：:][^“]*?\d")
_DEMANDS: Final = re.compile(r"(?<![主重需])要(?![求么])|必须|希望|应当?")
#: One after another they pledge in a sentence: 书记甲说，“…”；局长乙表态，….
_PLEDGES: Final = re.compile(r"(?:说|表示|承诺|保证)[,，：:]")
_PLEDGED: Final = re.compile(r"[；;][^，,；;]*表态|表态[^；;]*[；;]")
_VOICED: Final = re.compile(r"表示(?!欢迎|感谢|祝贺|.{0,4}肯定)")
#: Who takes part and says that something must be done has spoken; others only talk.
_URGED: Final = re.compile(r"说[，,：:][^。“”]*?(?<![还需想主重只不])(?:要(?![求么是])|必须)")
#: 他要求, 她强调 behind a sentence goes on with whoever that was about.
_HE: Final = re.compile(r"[他她](?:还|就此|随后|最后)?(?:要求|强调|指出|希望|叮嘱)[，,：:]?")
_INSPECTS: Final = re.compile(r"(?:督查|检查|督导|巡查|暗访|考评|测评|复核|调研)组(?:的)?(?:副?组长|成员)[、，,]?$")
#: 由市政协副主席甲任组长，副局长乙等为成员的督查组.
_HEADS: Final = re.compile(r"(?:等\d*人?)?(?:任|担任|为)(?:组长|领队|成员)")
_TEAM: Final = re.compile(r"(?:督查|检查|督导|巡查|暗访|考评|测评|复[核查]|调研)组")
#: Who goes along: 随行的区城管局局长…, 约上县城管局局长….
_ALONG: Final = re.compile(r"(?:随行|陪同|同行|随同)(?:检查|督查|调研|暗访)?的$|约上(?:了)?[\u4e00-\u9fff]{0,10}$")
#: Whom a leader takes along shares his predicate: 带领 + 区城管局局长甲 + 督查市容.
_TAKEN: Final = re.compile(r"(?:约上|带领|率领|率|会同)(?:了)?[\u4e00-\u9fff]{0,10}$")
#: Whom the subject meets, asks or calls does nothing himself.
_MET: Final = re.compile(
    r"(?:叫来|叫住|找来|喊来|请来|约谈|采访|致电|拉住|询问|当场联系|现场联系|立即联系)(?:了)?[\u4e00-\u9fff]{0,14}$"
    r"|(?:问起?|请教|慰问|看望|走访|问候|[见遇看碰]到|告诉|感谢|表扬|联系|通知|委托|交给|拉着|握着|点名)(?:了)?$"
    r"|(?:与(?!会)|和|向|对|同(?!行))[^，。；]{1,8}的$"
)
#: Whom or for whom something is done ends a predicate where the next person begins: 为 + 孟素贤等10位教师颁奖.
_OBJECT_NEXT: Final = re.compile(r"^(?:分别|共同|一起|现场|当场|随后)*[为给向对]$")
_CLAUSE_END: Final = re.compile(r"[，。；！？,;\n]")
#: What belongs to a person is no deed of his, but for being led or accompanied by him.
_OWNED: Final = re.compile(r"的(?!带领|率领|陪同|主持|讲话|致辞)")
#: A tour before or after a meeting stands beside what is done in it.
_BESIDE_MEETING: Final = re.compile(r"会前|会后")
_LOOKS: Final = re.compile(r"查看|检查|督查|察看|调研|督导|视察|考察")
_TOGETHER: Final = re.compile(r"^(?:等(?:人|同志)?)?(?:一道|一同|一起|共同)")
_AND_WITH: Final = re.compile(r"(?:会同|偕同|[与同和])$")
#: Parts at a ceremony that say no more than that somebody took part.
_TAKES_PART: Final = re.compile(
    r"宣布.{0,16}(?:启动|开幕|开始|开赛|开营|开展|成立|设立)|(?:为|向).{2,40}(?:颁奖|授旗|授牌|颁发|赠送|佩戴|颁证)|(?:共同|一起)(?:启动|开启|按下|点亮|推动)|签[订署](?:了)?《|^就[^，。；]{2,30}(?:提出|说明)|^(?:现场)?带领[^，。；]{1,30}(?:宣誓|朗诵|诵读|宣读誓词)|^(?:反映|提到|承认)[，：:道]|分别代表.{0,30}签|^(?:等[领导人]*)?[与和同跟][^，。；]{1,14}(?:一起|一同|一道)|^[与和同跟][^，。；]{1,14}(?:一起|一同|一道)"
)
#: A line of its own before a list of persons that has no verb.
_WHO_CAME: Final = re.compile(r"(?:谁来了|(?:出席|参会|与会|到场|到会)(?:的)?(?:领导|人员|嘉宾)?)[？?：:\s]*$")
#: Holders of an office who are not named are spoken to, and do not end what is said of the speaker.
_TOWARDS: Final = re.compile(r"[对向给][\u4e00-\u9fff]{0,6}$")
_OBJECT: Final = frozenset("向对为给把被让请")
#: Who goes along and promises to mend answers for his place; others who only 表示 speak.
_PROMISE: Final = re.compile(r"照单全收|立行立改|认领|照单|整改|抽调|限时|清零|不折不扣|举一反三|以此[次为]")
#: A headline that reports an inspection.
_VISITS: Final = re.compile(r"调研|督查|检查|督导|视察|慰问|走访|考察|暗访|巡查|看望")
_LATE, _LATE_ONE = 2, 4  # the part of an article in which a visitor who is told of late does not stand
_SUBJECT: Final = 12
_BEFORE: Final = 24
_MARKS: Final = frozenset(("", *"，,、：:。；“”"))
_UNREAD: Final = 4  # characters of an office that were not read: 国务院扶贫办|定点|帮扶工作队队长
_MAX_PREDICATE: Final = 400


class _Clause(NamedTuple):
    """Persons and posts joined by list marks, what is said of them, and the rest of their sentence."""

    group: list[Mention]
    predicate: str
    before: str
    invited: bool


class _Seen(NamedTuple):
    """What the clauses of an article say of each name, and what they say it by."""

    roles: defaultdict[str, set[str]]
    formal: set[str]
    voiced: dict[str, str]
    toured: set[str]
    honours: set[str]
    spoke: set[str]
    attending: set[str]
    exchanged: set[str]


def find_roles(
    text: str,
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    full: dict[int, str] | None = None,
    holders: set[str] | None = None,
) -> dict[str, tuple[str, ...]]:
    """Return what each named person did.

    Parameters
    ----------
    text : str
    sentences : sequence of Sentence
    mentions : sequence of Mention
    full : dict of int to str, optional
        What `full_names` returned: whom a surname before an office means.
    holders : set of str, optional
        Whom to ask of, if not everybody.

    Returns
    -------
    dict of str to tuple of str
        Roles by name, in the order of `ROLES`.

    Notes
    -----
    Persons joined by 、 or ， share the predicate after the last of them. A chair who only closes
    with demands has chaired, no more. Who only 表示 has spoken if he took part in the event.
    """
    full = full or {}
    seen = _Seen(defaultdict(set), set(), {}, set(), set(), set(), set(), set())
    people = [m.start for m in mentions if m.label == "PERSON"]
    starts, ends = [m.start for m in mentions], [m.end for m in mentions]
    subject, paragraph = "", -1
    for sentence in sentences if people else ():
        person = bisect_left(people, sentence.start)
        if sentence.paragraph_id != paragraph:
            subject, paragraph = "", sentence.paragraph_id
        if person == len(people) or people[person] >= sentence.end:
            if subject and _HE.match(text, sentence.start):
                seen.roles[subject].add("讲话")
            continue
        subject = ""
        inside = mentions[bisect_left(starts, sentence.start) : bisect_right(ends, sentence.end)]
        actor: list[str] | None = None
        saying: list[str] = []
        for clause in _clauses(text, inside, sentence):
            names = [full.get(m.start) or text[m.start : m.end] for m in clause.group if m.label == "PERSON"]
            if (not clause.invited and _is_object(clause.before)) or _OWNED.match(clause.predicate):
                if actor is not None and not clause.predicate.startswith("的电话"):
                    # 听取了镇长乙的介绍，给予肯定: what follows is the subject's again
                    rest = clause.predicate.partition("，")[2]
                    said = _SAID.search(rest)
                    rest = rest[: said.end()] if said else rest
                    _read_clause(text, sentence, clause._replace(predicate=rest, before=""), actor, seen)
                continue
            if len(names) == 1 and clause.group[0].start - sentence.start < _SUBJECT:
                subject = names[0]
            actor = None
            if holders is None or not holders.isdisjoint(names):
                actor = names
                _read_clause(text, sentence, clause, names, seen)
                if _PLEDGES.match(clause.predicate):
                    saying += names
        if saying and _PLEDGED.search(text, sentence.start, sentence.end):
            for name in saying:
                seen.roles[name].add("表态发言")
    if _is_portrait(text, seen.roles, mentions):
        return {}
    if any(m.label == "EVENT" for m in mentions):
        for name in seen.honours:
            if not seen.roles[name]:
                seen.roles[name].add("讲话" if name in seen.voiced else "参加")
    return {
        name: tuple(r for r in ROLES if r in roles)
        for name, roles in _consistent(seen, pledged="表态发言" in text).items()
    }


def _is_object(before: str) -> bool:
    """Return whether the words before persons make them those whom the subject meets, asks or does something for."""
    last = before[-1:]
    return last in _OBJECT or (last not in _MARKS and _MET.search(before) is not None)


def _read_clause(text: str, sentence: Sentence, clause: _Clause, names: list[str], seen: _Seen) -> None:
    """Add what one clause says of its persons."""
    predicate, before = clause.predicate, clause.before
    roles = read_predicate(predicate)
    start, end = clause.group[0].start, clause.group[-1].end
    if not predicate.strip() and _WHO_CAME.search(text, max(0, sentence.start - 12), sentence.start):
        roles = {"出席"}
    if text[start - 1] in "有是为括：:":
        ahead = _AHEAD.search(text, sentence.start, start)
        if ahead and ahead.end() == start:
            spoke = ahead.group().startswith("发言")  # …作表态发言，发言人分别是
            said = text[max(sentence.start, ahead.start() - _BEFORE) : ahead.start() + 2] if spoke else ahead.group()
            roles |= {"参加"} if "成员" in said else read_predicate(said)
    if before[-1:] not in _MARKS and _ALONG.search(before):
        roles = roles - {"讲话", "调研"} | {"陪同"}
    first = text[start : clause.group[0].end]
    if "组" in before and _INSPECTS.search(before + first if first in {"成员", "组长", "副组长"} else before):
        roles.add("调研")
    if _HEADS.match(text, end) and _TEAM.search(text, sentence.start, sentence.end):
        roles.add("调研")
    if "调研" in roles:
        if clause.invited:
            roles = roles - {"调研"} | {"参加"}
        elif "会后" in text[sentence.start : start] and not _LOOKS.search(predicate):
            roles.discard("调研")
        elif _BESIDE_MEETING.search(text, sentence.start, start + NEAR):
            seen.toured.update(names)
    if "参加" in roles and not roles & {"主持", "表态发言"}:
        seen.attending.update(names)
    for name in names:
        seen.roles[name] |= roles
    if "交流" in predicate and "表态发言" in roles:
        seen.exchanged.update(names)
    if _FORMAL.search(predicate):
        seen.formal.update(names)
    if "讲话" in roles and not (_FINDS.match(predicate) and not _DEMANDS.search(text, end, sentence.end)):
        seen.spoke.update(names)
    if _TAKES_PART.search(predicate):
        seen.honours.update(names)
    if _VOICED.search(predicate[:20]) or _URGED.match(text, end, sentence.end):
        seen.voiced.update(dict.fromkeys(names, text[sentence.start : sentence.end]))


def _is_portrait(text: str, found: dict[str, set[str]], mentions: Sequence[Mention]) -> bool:
    """Return whether visitors late in an article without an event are all that it tells of: it is about somebody else."""
    title = text.partition("\n")[0]
    if _VISITS.search(title) or any(m.label == "EVENT" for m in mentions):
        return False
    acting = [name for name, roles in found.items() if roles and name not in title]
    if not acting or any(not roles <= {"调研", "参加"} for roles in found.values()):
        return False
    opening = text[: len(text) // (_LATE_ONE if len(acting) == 1 else _LATE)]
    return not any(name in opening for name in acting)


def _consistent(seen: _Seen, *, pledged: bool) -> dict[str, set[str]]:
    """Settle what roles say together: who chairs does not also attend."""
    found = seen.roles
    for name, roles in found.items():
        voiced = seen.voiced.get(name)
        if roles and voiced is not None and not roles & {"讲话", "表态发言"}:
            roles.add("表态发言" if "陪同" in roles and _PROMISE.search(voiced) else "讲话")
        if "主持" in roles and "讲话" in roles and name not in seen.formal:
            roles.discard("讲话")
        if roles & {"陪同", "出席"} or (roles & {"主持", "表态发言"} and name not in seen.attending):
            roles.discard("参加")
        if name in seen.exchanged and pledged:
            roles.discard("表态发言")  # an exchange of experience beside pledges
            roles.add("讲话")
        elif roles & {"通报", "表态发言"} and name not in seen.spoke:
            roles.discard("讲话")
        if "陪同" in roles or (roles & {"参加", "出席"} and name not in seen.toured):
            roles.discard("调研")
    return found


def _clauses(text: str, inside: Sequence[Mention], sentence: Sentence) -> list[_Clause]:
    """Return the groups of persons and posts of a sentence, each with the text that is said of it."""
    people = [m for m in inside if m.label in {"PERSON", "POST"}]
    organs = {m.start: m.end for m in inside if m.label == "ORG"}
    groups: list[list[Mention]] = []
    for mention in people:
        last = groups[-1][-1] if groups else mention
        organ = organs.get(last.end + 1, mention.start)
        if groups and _is_linked(text[last.end : mention.start], last, mention, mention.start - organ):
            groups[-1].append(mention)
        else:
            groups.append([mention])
    result: list[_Clause] = []
    joined = -1  # the last group whose words belong to the last clause
    for i, group in enumerate(groups):
        unnamed = all(m.label == "POST" for m in group)
        adjacent = bool(result) and i == joined + 1
        if unnamed and not adjacent:
            continue
        start = group[-1].end
        limit = groups[i + 1][0].start if i + 1 < len(groups) else sentence.end
        predicate = _TITLES.sub("", text[start : min(limit, start + _MAX_PREDICATE)])
        if i + 1 < len(groups) and _OBJECT_NEXT.match(predicate):
            stop = _CLAUSE_END.search(text, limit, sentence.end)
            predicate = text[start : stop.start() if stop else sentence.end]
        stop = _STOP.search(predicate)
        predicate = predicate[: stop.start()] if stop else predicate
        if not _GOES_ON.match(predicate):
            predicate = _own_clause(predicate, text, start, inside)
        before = text[max(sentence.start, group[0].start - _BEFORE) : group[0].start]
        if adjacent:
            said = result[-1].predicate
            if (
                (_TOGETHER.match(predicate) and _AND_WITH.search(said))
                or _TAKEN.search(said)
                or (unnamed and _TOWARDS.search(said))
            ):
                # …闻讯赶来，与局长甲一同陪同; 带领人大代表视察: the company's verb is his too
                result[-1] = result[-1]._replace(predicate=said + predicate)
                joined = i
            if said == "在" and (company := _BY_COMPANY.match(predicate)):
                result[-1] = result[-1]._replace(predicate=predicate[company.end() :])
                predicate = company.group()
        if unnamed:
            continue
        joined = i
        result.append(_Clause(group, predicate, before, before.endswith(("邀请", "特邀"))))
    return result


def _is_linked(gap: str, last: Mention, mention: Mention, behind: int) -> bool:
    """Return whether a person or post goes on the list of the one before it.

    `behind` is how far the mention stands from the end of an organ that follows that one, 0 where none does.
    """
    if _LINK.match(gap):
        return True
    if mention.label == "POST":
        linked = (
            bool(_ORGAN_GAP.match(gap))
            or (last.label == "POST" and bool(_NAME_GAP.match(gap)))
            or (last.label == "PERSON" and gap[0] in "、，," and 0 < behind <= _UNREAD)
        )
    else:
        linked = bool(_PLAIN_GAP.match(gap))
    return linked and not holds_role(gap)


def _own_clause(predicate: str, text: str, start: int, inside: Sequence[Mention]) -> str:
    """Cut a predicate before the next clause that has a subject of its own: …，宝力根苏木作了书面发言."""
    for mention in inside:
        at = mention.start - start - 1
        if (
            0 <= at < len(predicate)
            and mention.label in {"ORG", "PLACE"}
            and predicate[at] in "，,"
            and predicate[at] == text[start + at]
            and holds_role(predicate[:at])
        ):
            return predicate[:at]
    said = _SAID.search(predicate)
    if said is None:
        return predicate
    # 提出四点要求 is speech itself
    return predicate[: said.end() + (8 if predicate.endswith("提出", 0, said.end()) else 3)]
