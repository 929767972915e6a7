"""What each person did at the event: 出席, 主持, 讲话, 通报, 表态发言, 陪同, 参加, 调研."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wenming_nlp.entities.mentions import Mention
    from wenming_nlp.text.sentences import Sentence

__all__ = ["find_roles"]

ROLES: Final = ("出席", "主持", "讲话", "通报", "表态发言", "陪同", "参加", "调研")
#: Verbs by the role they give, read in the predicate of a person or of a list of persons.
_CUES: Final[tuple[tuple[str, re.Pattern[str]], ...]] = (
    ("主持", re.compile(r"主持(?!人|词)")),
    ("出席", re.compile(r"出席(?!率)|莅临|莅会|到会|到场")),
    ("参加", re.compile(r"参加(?!者)|参会|与会|列席|参与(?!率)")),
    ("讲话", re.compile(r"讲话|强调|要求|指出|致辞|致词|点评|作.{0,6}部署|作(?:出|了)?.{0,4}安排|提出.{0,6}(?:要求|意见|建议)|辅导|授课|作.{0,4}动员|作.{0,4}总结|(?<![态流型验诺接])发言|表示|认为")),
    ("通报", re.compile(r"通报|汇报|宣读.{0,12}(?:方案|办法)|解读")),
    ("表态发言", re.compile(r"表态|(?:交流|典型|经验|承诺|对接)发言|作.{0,4}(?:承诺|交流)")),
    ("陪同", re.compile(r"陪同|陪(?=[调督检考视慰])")),
    ("调研", re.compile(r"调研|检查|督导|督查|督办|视察|考察|察看|查看|走访|慰问|看望|暗访|巡查|走进|深入|来到|实地|带队")),
)
_LINK: Final = re.compile(r"^[、，,;；\s和与及以等兼:：]*(?:等|等人|等领导|等领导同志|同志|以及|及|一行|（[^（）]{1,8}）|\([^()]{1,8}\))?[、，,和与及\s]*$")
_STOP: Final = re.compile(r"[。；;！？!?\n]")
_MAX_PREDICATE: Final = 60
_AT_CHAIR: Final = re.compile(r"(?:在)?主持(?:会议)?(?:时|并)?(?:强调|要求|指出|说)|^(?:最后|在总结)")


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
    with demands has chaired, no more.
    """
    found: defaultdict[str, set[str]] = defaultdict(set)
    spoken: set[str] = set()
    answered: set[str] = set()
    for sentence in sentences:
        inside = [m for m in mentions if sentence.start <= m.start and m.end <= sentence.end]
        if not any(m.label == "PERSON" for m in inside):
            continue
        for group, predicate in _clauses(text, inside, sentence.end):
            names = [text[m.start : m.end] for m in group if m.label == "PERSON"]
            roles = _roles_of(predicate)
            for name in names:
                found[name] |= roles
                if re.search(r"表示", predicate) and not re.search(r"讲话|强调|要求|指出", predicate):
                    answered.add(name)
                if "讲话" in roles and re.search(r"讲话|致辞|点评|辅导|动员", predicate):
                    spoken.add(name)
    several = sum("讲话" in roles for roles in found.values()) > 1
    for name, roles in found.items():
        if "主持" in roles and "讲话" in roles and name not in spoken and several:
            roles.discard("讲话")
        if "陪同" in roles or "出席" in roles:
            roles.discard("参加")
        if "主持" in roles or "表态发言" in roles or "通报" in roles or "陪同" in roles:
            roles.discard("参加")
        if "陪同" in roles or "参加" in roles:
            roles.discard("调研")
        if "陪同" in roles and "讲话" in roles and name in answered:
            roles.discard("讲话")
            roles.add("表态发言")  # who goes along with an inspection answers for his place
    return {name: tuple(r for r in ROLES if r in roles) for name, roles in found.items()}


def _clauses(text: str, inside: Sequence[Mention], end: int) -> list[tuple[list[Mention], str]]:
    """Return groups of mentions that are joined by list marks, each with the text that is said of it."""
    groups: list[list[Mention]] = []
    for mention in inside:
        if groups and mention.label in {"PERSON", "POST"} and _LINK.match(text[groups[-1][-1].end : mention.start]):
            groups[-1].append(mention)
        elif mention.label in {"PERSON", "POST"}:
            groups.append([mention])
    result = []
    for i, group in enumerate(groups):
        start = group[-1].end
        limit = min(groups[i + 1][0].start if i + 1 < len(groups) else end, start + _MAX_PREDICATE, end)
        predicate = text[start:limit]
        stop = _STOP.search(predicate)
        result.append((group, predicate[: stop.start()] if stop else predicate))
    return result


def _roles_of(predicate: str) -> set[str]:
    """Return the roles that a predicate gives."""
    roles = {role for role, cue in _CUES if cue.search(predicate)}
    if _AT_CHAIR.search(predicate):
        roles.add("主持")
        roles.discard("讲话")
    return roles
