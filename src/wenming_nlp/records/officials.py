"""Who holds which post where, and what each did: one row per person and post."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Final, NamedTuple

from wenming_nlp.records.abroad import is_foreign, is_state
from wenming_nlp.records.contexts import sentence_contexts
from wenming_nlp.records.offices import Offices
from wenming_nlp.records.organ_names import Context
from wenming_nlp.records.roles import find_roles
from wenming_nlp.records.surnames import full_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wenming_nlp.article import Article, Home
    from wenming_nlp.entities.mentions import Mention
    from wenming_nlp.text.sentences import Sentence

__all__ = ["Official", "build_officials"]

#: Text between two posts of one person, and between two names that share a post.
_SAME_PERSON: Final = re.compile(r"(?:[、,，;； 兼和]{0,2}|、[\u4e00-\u9fff“”]{2,14}|、驻局|兼任?)\Z")
_ALSO_HOLDS: Final = re.compile(r"[，,、]?(?:同时|并|还)?(?:担任|兼任|任)\Z")
_SHARED: Final = re.compile(r"(?:[、和与及 \u3000]{1,2}|[（(][^（）()]{1,8}[）)][、和与及])\Z")
_POST_TO_NAME: Final = re.compile(r"(?:[ \t\u3000\xa0：:]*|[（(][^（）()\n]{1,8}[）)])\Z")
#: What may stand between a name and a post of his that follows: 甲（局长）, 甲任局长, 甲，同时担任局长, 甲家庭　局长.
_NAME_TO_POST: Final = re.compile(
    r"(?:(?:夫妇|夫妻|一家)?(?:家庭)?[（(]|[（(](?:女|男)[，,、].{0,12}|(?:同志)?[，,]?(?:现|现在|如今|目前|后来|已经?|同时|并|还){0,2}(?:任|担任|是|系|为|当选为?|当上了?|兼任)|(?:同志)?[，,]|"
    r"[，,][男女][，,](?:[^。；;\n]{0,50}[，,])?(?:现|系|现任)?|"
    r"[（(](?:女|男)[）)][ \u3000]*|(?:家庭|夫妇|一家)?(?:[（(][^（）()\n]{1,12}[）)])?[ \t\u3000\xa0]+)\Z"
)
#: What says that the office behind a name is his, and a person's particulars in a list: 甲，男，1970年生，某局职工.
_IS: Final = re.compile(
    r"[ \u3000，,]*(?:现|现在|如今|目前|后来|已经?|同时){0,2}(?:任|担任|是|系|为|当选为?|当上了?|兼任)[ \u3000，,]*"
)
_PARTICULARS: Final = re.compile(r"[，,][男女][，,]")
#: An office that may stand straight behind the name of who holds it: 普京总统, 司马宏教授.
_STYLED: Final = re.compile(r"(?:总统|总理|首相|国王|外长|防长|副?教授|研究员|院士|主任医师|律师)\Z")
#: What makes an office before 的 that of who is named behind it: 如今已是某校教师的李岩保.
_AS: Final = re.compile(r"(?:是|身为|作为|担任|现任|时任|当选)\Z")
#: Between the names of a list, behind the further offices of the first in brackets.
_CLOSED: Final = re.compile(r"[）)][、和与及]\Z")
#: What makes the office before it another's: 联合国秘书长发言人 is no secretary-general.
_IN_SERVICE: Final = re.compile(r"(?:特别|首席|办公室|副)?(?:发言人|特使|顾问|助理|秘书|代表|特别代表)\Z")
#: Whoever is elected to an office is named before it: 祝贺石破茂当选日本首相.
_ELECTED: Final = re.compile(r"(?<!新)(?:当选为?|就任|连任|出任)\Z")
#: In a list of appointments, one 任 stands for all names since the last: 甲（局长），乙（主任）任副组长.
_APPOINTED: Final = re.compile(r"[）)]?(?:同志)?(?:分别)?(?:任|担任|兼任)\Z")
_IN_PARTICULARS: Final = frozenset(("DATE", "PLACE", "QUANTITY"))
_LEADERS: Final = ("总书记", "国家主席", "国务院总理")


class Official(NamedTuple):
    """A row of the officials table, without its article.

    Attributes
    ----------
    name, post, org : str
        The person, the bare office, and where it is held under its full local name (None if nothing says).
    level, system : str or None
        Of the organ.
    roles : tuple of str
        What the person did at the event.
    person_entity, post_entity : int
        Positions in the article's list of mentions.
    evidence : str
        The sentence that says so.
    """

    name: str
    post: str
    org: str | None
    level: str | None
    system: str | None
    roles: tuple[str, ...]
    person_entity: int
    post_entity: int | None
    evidence: str


def build_officials(
    article: Article,
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    home: Home | None,
    *,
    contexts: Sequence[Context] | None = None,
) -> list[Official]:
    """Put posts and persons together.

    Parameters
    ----------
    article : Article
    sentences : sequence of Sentence
        Of the article's text, in order.
    mentions : sequence of Mention
        As `recognize` returns them.
    home : Home or None
        Whose 区委 this is.
    contexts : sequence of Context, optional
        What `sentence_contexts` returned, if it was asked before.

    Returns
    -------
    list of Official
        In order of first mention; a person and post named twice is one row with all roles.
    """
    text = article.text
    full = full_names(text, mentions)
    holdings = _holdings(text, mentions, full)
    if not holdings:
        return []
    names = [full.get(m.start) or text[m.start : m.end] for m in (mentions[person] for person, _ in holdings)]
    roles = find_roles(text, sentences, mentions, full, set(names))
    contexts = sentence_contexts(text, sentences, mentions, home) if contexts is None else contexts
    starts = [s.start for s in sentences]
    rows: dict[tuple[str, str, str | None], Official] = {}
    offices = Offices(text, mentions, contexts, home)
    before: tuple[int, str | None] = (-1, None)
    for (person, post), name in zip(holdings, names, strict=True):
        holder = mentions[person]
        office = mentions[post]
        written = text[office.start : office.end]
        if written.endswith(_LEADERS) and not roles.get(name):
            continue  # only cited: whoever chaired or spoke has his row
        chained = before[0] == person
        bare, org, level, system = offices.held(post, before[1] if chained else None)
        before = (person, org)
        key = (name, bare, org)
        if key in rows:
            continue
        if (org is None or (not chained and bare == written)) and any(k[:2] == key[:2] for k in rows):
            continue  # 校长甲, of whom the text has told already where
        if is_state(name):
            continue
        at = bisect_right(starts, holder.start) - 1
        evidence = text[sentences[at].start : sentences[at].end] if at >= 0 else written
        rows[key] = Official(name, bare, org, level, system, tuple(roles.get(name, ())), person, post, evidence)
    return list(rows.values())


def _holdings(text: str, mentions: Sequence[Mention], full: dict[int, str]) -> list[tuple[int, int]]:
    """Return the pairs (person, post) of positions in the list of mentions."""
    whole, positions = _with_states(text, mentions)
    pairs = [(positions[person], positions[post]) for person, post in _pairs(text, whole)]
    unnamed = {m.start for m in mentions if m.label == "PERSON" and m.end - m.start == 1} - full.keys()
    if unnamed:
        # 赵副县长 on a page that names no 赵 in full
        pairs += [
            (i, i + 1)
            for i, m in enumerate(mentions[:-1])
            if m.start in unnamed and mentions[i + 1].label == "POST" and mentions[i + 1].start == m.end
        ]
        pairs.sort()
    return pairs


def _with_states(text: str, mentions: Sequence[Mention]) -> tuple[list[Mention], list[int]]:
    """Return the mentions with a foreign state as part of the office behind it, and where each stood before."""
    whole: list[Mention] = []
    positions: list[int] = []
    for i, mention in enumerate(mentions):
        if (
            mention.label in _IN_PARTICULARS
            and whole
            and whole[-1].label == "PERSON"
            and _PARTICULARS.match(text, whole[-1].end)
        ):
            continue  # 甲，男，1970年3月生，永丰县人，县环卫所班长
        last = whole[-1] if whole else mention
        joined = mention.label == "POST" and last.end == mention.start and last.label in {"PLACE", "ORG"}
        if joined and is_foreign(text[last.start : last.end]):
            whole[-1], positions[-1] = mention._replace(start=last.start), i
        else:
            whole.append(mention)
            positions.append(i)
    return whole, positions


def _pairs(text: str, mentions: Sequence[Mention]) -> list[tuple[int, int]]:
    """Return the pairs (person, post), where a state is part of the office that it gives."""
    pairs: list[tuple[int, int]] = []
    waiting: list[int] = []  # posts that no name has followed yet
    shared: list[int] = []  # posts of the name before, which a list of names may share
    holders: list[int] = []  # the names before, joined by 、, which a post behind them belongs to
    bracketed: list[int] = []  # the same, while further offices of the first name stand in brackets
    listed: list[int] = []  # all names of the sentence since the last appointment
    for i, mention in enumerate(mentions):
        gap = text[mentions[i - 1].end : mention.start] if i else "\n"
        before = mentions[i - 1].label if i else ""
        if "。" in gap or "\n" in gap:
            listed = []
        if mention.label == "POST":
            if listed and _APPOINTED.match(gap) and gap[0] in "）)":
                pairs += [(person, i) for person in listed]
                listed, waiting, shared, holders = [], [], [], []
            elif (
                before == "PERSON"
                and holders
                and holders[-1] == i - 1
                and (_NAME_TO_POST.match(gap) if gap else _STYLED.match(text, mention.start, mention.end))
                and _belongs_before(text, mentions, i)
            ):
                pairs += [
                    (person, i) for person in (holders if gap[:1] and gap[0] in "（(任担夫家一" else holders[-1:])
                ]
                bracketed = shared if gap in {"（", "("} else []
                waiting, shared = [], []
            elif (
                before == "POST"
                and holders
                and not waiting
                and _follows_on(gap)
                and _belongs_before(text, mentions, i)
                and pairs
                and pairs[-1] == (holders[-1], i - 1)
            ):
                pairs.append((holders[-1], i))
            else:
                if not (before == "POST" and waiting and waiting[-1] == i - 1 and _SAME_PERSON.match(gap)):
                    waiting = []
                if waiting and not gap and _IN_SERVICE.match(text, mention.start, mention.end):
                    waiting.pop()
                if before != "PERSON" or gap or text[mention.start : mention.end] != "主席":  # 冯德莱恩主席，外长甲
                    waiting.append(i)
                if _ELECTED.search(text, max(0, mention.start - 4), mention.start):
                    waiting = []
                shared = []
        elif mention.label == "PERSON":
            if before == "POST" and waiting and waiting[-1] == i - 1 and _leads_to(text, mentions[i - 1], gap):
                pairs += [(i, post) for post in waiting]
                shared, waiting = waiting, []
                holders = [i]
            elif before == "POST" and bracketed and _CLOSED.match(gap):
                pairs += [(i, post) for post in bracketed]  # 区委常委甲（宣传部部长）、乙（统战部部长）
                holders, shared = [i], bracketed
            elif before == "PERSON" and holders and holders[-1] == i - 1 and _SHARED.match(gap):
                pairs += [(i, post) for post in shared]
                holders = [i] if shared else [*holders, i]
            else:
                waiting, shared, holders = [], [], [i]
                bracketed = []
            listed.append(i)
        elif mention.label != "PLACE" or "\n" in gap:
            waiting, shared, holders = [], [], []
    return pairs


def _leads_to(text: str, post: Mention, gap: str) -> bool:
    """Return whether the name behind an office is that of its holder."""
    if gap == "的":
        return _AS.search(text, max(0, post.start - 4), post.start) is not None
    return _POST_TO_NAME.match(gap) is not None


def _follows_on(gap: str) -> bool:
    """Return whether a further post of the same person follows: 任区委书记，同时担任指挥部政委."""
    return bool(_SAME_PERSON.match(gap) or _ALSO_HOLDS.match(gap))


def _belongs_before(text: str, mentions: Sequence[Mention], i: int) -> bool:
    """Return whether a post after a name is that name's, not the next one's: 甲（局长）, not 甲，局长乙."""
    gap = text[mentions[i - 1].end : mentions[i].start]
    if gap.strip()[:1] in {"（", "("} or _IS.fullmatch(gap) or _PARTICULARS.match(gap):
        return True
    j = i
    while (
        gap
        and j + 1 < len(mentions)
        and mentions[j + 1].label == "POST"
        and _SAME_PERSON.match(text[mentions[j].end : mentions[j + 1].start])
    ):
        j += 1
    follows = (
        j + 1 < len(mentions)
        and mentions[j + 1].label == "PERSON"
        and _POST_TO_NAME.match(text[mentions[j].end : mentions[j + 1].start])
    )
    return not follows
