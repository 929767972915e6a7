"""Clauses of like build: what makes the members of a list that has no numbers."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from wenming_nlp.records.demands import DEMAND

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

__all__ = ["Clause", "find_details", "find_parallels", "find_row", "is_bidding", "share_opening"]


class Clause(NamedTuple):
    """A clause: its range, the mark that ends it, its words without marks at either end."""

    start: int
    end: int
    mark: str
    words: str


_MUST: Final = re.compile(r"^[^，]{2,36}?(?<![不需只主重首都想必既还也])(?:要|必须)(?=[“\u4e00-\u9fff])(?!求|素|点)")
_GROUP: Final = re.compile(
    r"^[\u4e00-\u9fff、]{0,10}?(?:局|办|部|委|院|街道|中心|单位|部门|机关|学校|媒体|协会|公司|企业|理事会|干部|党员|志愿者|人士|市民|居民|群众|家长|教师|老师|队)(?=[\u4e00-\u9fff“])"
)
_MORE_LESS: Final = re.compile(r"^(?:多(?P<more>[\u4e00-\u9fff])|少(?P<less>[\u4e00-\u9fff]))")
_DEADLINE: Final = re.compile(r"(?:的[^，；]{0,6}\d{1,2}[月日][^，；]{0,4}|.{2,}(?:\d{1,2}[月日]|[月年])底?)前")
_BARE: Final = ("要", "责成", "责令")
_CARRIERS: Final = frozenset(("禁止", "不得", "不准", "严禁"))
_NO_SUBJECT: Final = frozenset("要不也就都把以用让将更又再才")
_WANTS: Final = frozenset("缺少没无难")
_NO_PAIR: Final = _NO_SUBJECT | frozenset("给多少有")
_SHORT_FRONT = 8  # characters of who is going to act
#: An organ and what it has charge of: 市城管局抓市容. Ranks that only share out the ground (党员包户) are no demand each.
_CHARGED: Final = re.compile(
    r"[\u4e00-\u9fff]{1,10}(?:局|办|部|委|院|街道|中心|公司|学校|妇联|工会|大队|支队|部门|单位|镇|乡|社区)[抓管守盯治查护领联帮建办进][\u4e00-\u9fff]{1,6}"
)
_TOWARDS: Final = re.compile(r"对[^，；]{2,}")
_AT: Final = frozenset("上边里口前后旁下中")
_LIKE = 3  # members of like build that make a list without a modal verb or an addressee


def find_parallels(clauses: Sequence[Clause], units: Mapping[int, int]) -> list[Clause]:
    """Return the parallel items behind the head of a point, an empty list where there are none.

    Parameters
    ----------
    clauses : sequence of Clause
        The clauses of one point; the first is its head.
    units : mapping of int to int
        Starts and ends of organs and places named in the text.

    Examples
    --------
    >>> words = ("要对标补短", "缺台账的补台账", "缺活动的补活动", "缺阵地的建阵地", "12月5日前报到省里")
    >>> [c.words for c in find_parallels([Clause(0, 0, "，", w) for w in words], {})]
    ['缺台账的补台账', '缺活动的补活动', '缺阵地的建阵地']
    """
    rest = clauses[1:]
    for clause in rest:
        if joined := _joined(clause):
            return joined
    if len(rest) < 2:
        return []
    for members in (_after_stops(rest), rest):
        for test in (_must, _bare, _addressed(units), _same_frame, _same_tail):
            run = _longest_run(members, test)
            if test is _must and run and len(every := _longest_run(rest, test)) > len(run):
                run = every
            if len(run) >= (2 if test in (_must, _bare) else _LIKE):
                return run
    for members in (_after_stops(rest), rest):
        run = _longest_run(members, _both_forbid)
        if len(run) >= 2:
            return run
    pair = [m for m in (_MORE_LESS.match(c.words) for c in rest[:2]) if m]
    if len(pair) == 2 and clauses[0].mark in "，," and pair[0]["more"] and pair[0]["more"] == pair[1]["less"]:
        return list(rest[:2])
    if all(_DEADLINE.search(c.words) for c in rest[:2]):
        return list(rest[:2])
    return next((list(p) for p in pairwise(rest) if _paired(*p)), [])


def is_bidding(words: str) -> bool:
    """Return whether a clause is somebody or something + 要 or 必须.

    Examples
    --------
    >>> [is_bidding(w) for w in ("选树典型要“接地气”", "要较真", "榜样的力量在于代代相传", "大家不要急")]
    [True, False, False, False]
    """
    return bool(_MUST.match(words))


def _after_stops(clauses: Sequence[Clause]) -> list[Clause]:
    """Return the first clause and each behind a semicolon, a full stop or a colon."""
    if not any(c.mark in "；;" and c.mark for c in clauses):
        return []
    return [c for n, c in enumerate(clauses) if n == 0 or (clauses[n - 1].mark and clauses[n - 1].mark in "；;。：:")]


def _longest_run(clauses: Sequence[Clause], test: Callable[[Clause, Clause], bool]) -> list[Clause]:
    best: list[Clause] = []
    run: list[Clause] = []
    for clause in clauses:
        if run and test(run[-1], clause):
            run.append(clause)
        else:
            run = [clause]
        if len(run) > len(best):
            best = run
    return best


def _must(left: Clause, right: Clause) -> bool:
    """Return whether both are somebody or something + 要."""
    return bool(_MUST.match(left.words) and _MUST.match(right.words))


def _bare(left: Clause, right: Clause) -> bool:
    """Return whether both begin with 要, or with whom something is laid on: 要管住摊贩，要守住河岸; 责成甲…，责成乙…."""
    return any(left.words.startswith(word) and right.words.startswith(word) for word in _BARE)


def _addressed(units: Mapping[int, int]) -> Callable[[Clause, Clause], bool]:
    """Return a test of whether both begin with who is to act."""

    def test(left: Clause, right: Clause) -> bool:
        return all(_acts(c) for c in (left, right))

    def _acts(clause: Clause) -> bool:
        begin = clause.start
        end = units.get(begin)
        if end is not None:
            return end < begin + len(clause.words) or bool(_CHARGED.fullmatch(clause.words))
        return bool(_GROUP.match(clause.words))

    return test


def _same_frame(left: Clause, right: Clause) -> bool:
    """Return whether two clauses are of like length, begin with one word and share words in the same places."""
    a, b = left.words, right.words
    if abs(len(a) - len(b)) > 2 or len(a) < 4:
        return a[:2] == b[:2] and "一" not in a[:2] and left.mark in {"；", ";", "。"}
    same = sum(x == y for x, y in zip(a, b, strict=False))
    return a[0] == b[0] and a[0] not in "一不有" and same >= 2


def _same_tail(left: Clause, right: Clause) -> bool:
    """Return whether two clauses of like length end in like manner: 路长每天走一遍，街长每周走一遍; 高山抓药材，沿江抓柑橘."""
    a, b = left.words, right.words
    if abs(len(a) - len(b)) > 2 or min(len(a), len(b)) < 5 or a[0] in _NO_SUBJECT or b[0] in _NO_SUBJECT:
        return False
    if a[0] == b[0] == "对" and "对" not in a[1:]:
        return True
    same = [x for x, y in zip(a[:1:-1], b[:1:-1], strict=False) if x == y and x not in "的了是和"]
    if len(a) == len(b) and a[2] in _AT and b[2] in _AT:
        return True
    # 老人缺陪伴，孩子缺辅导 tells what is wrong
    return bool(same) and a[:2] != b[:2] and not (set(same) <= _WANTS)


def _joined(clause: Clause) -> list[Clause]:
    """Return the members of a clause that give everybody his charge: 市城管局抓市容、市住建局抓楼院、市公安局抓交通."""
    members = clause.words.split("、")
    if len(members) < _LIKE or not all(_CHARGED.fullmatch(m) for m in members):
        return []
    found, at = [], clause.end - len(clause.words)
    for member in members:
        found.append(Clause(at, at + len(member), "、", member))
        at += len(member) + 1
    return found


def _paired(left: Clause, right: Clause) -> bool:
    """Return whether two clauses end alike in two places: 堆物三天内清完，广告一周内换完, or each say what becomes of something."""
    a, b = left.words, right.words
    if left.mark not in "，," or min(len(a), len(b)) < 6 or "、" in a + b:
        return False
    if _TOWARDS.fullmatch(a) and _TOWARDS.fullmatch(b):
        return True
    if abs(len(a) - len(b)) > 2 or a[:2] == b[:2] or {a[0], b[0]} & _NO_PAIR or "就" in b or a[-1] != b[-1]:
        return False
    return sum(x == y for x, y in zip(a[-2::-1], b[-2::-1], strict=False)) > 0


def _both_forbid(left: Clause, right: Clause) -> bool:
    """Return whether two clauses forbid something somewhere: 主干道禁止摆摊，城中村禁止乱倒."""
    a, b = left.words, right.words
    if abs(len(a) - len(b)) > 4 or min(len(a), len(b)) < 5 or left.mark not in "，,；;":
        return False
    if a[:2] == b[:2] or a[0] in _NO_SUBJECT or b[0] in _NO_SUBJECT:
        return False
    return any(a[n : n + 2] in b and a[n : n + 2] in _CARRIERS for n in range(1, len(a) - 1))


def find_row(clauses: Sequence[Clause]) -> Sequence[Clause]:
    """Return the members of like build behind a colon that nothing but commas part, none where they are fewer than three.

    Examples
    --------
    >>> words = (("志愿者", "："), ("把微笑挂在脸上", "，"), ("把规矩记在心里", "，"), ("把困难扛在肩上", "。"))
    >>> [c.words for c in find_row([Clause(0, 0, mark, w) for w, mark in words])]
    ['把微笑挂在脸上', '把规矩记在心里', '把困难扛在肩上']
    """
    colon = next((n for n, c in enumerate(clauses) if c.mark and c.mark in "：:"), None)
    members = clauses[colon + 1 :] if colon is not None else []
    if len(members) < _LIKE or any(not c.mark or c.mark not in "，," for c in members[:-1]):
        return []
    return members if all(_same_frame(a, b) for a, b in pairwise(members)) else []


def share_opening(heads: Sequence[str], first: Clause, text: str) -> int | None:
    """Return how far into the first clause a list's shared words begin, None where the heads are not of like build.

    Examples
    --------
    >>> text = "希望双方在产业协作上再加力；在人才交流上再加温"
    >>> heads = text.split("；")
    >>> share_opening(heads, Clause(0, len(heads[0]), "；", heads[0]), text)
    4
    """
    base = text.index(first.words, first.start) - first.start
    opening = heads[1][:1]
    # 各单位要…；要…: the first member alone names who is addressed
    if all(h[:1] == opening for h in heads[1:]) and opening not in "一不“有":
        at = heads[0].find(heads[1][:2]) if heads[1][:2] in heads[0] else heads[0].find(opening)
        if 0 <= at <= 16:
            front = heads[0][:at]
            if not front or _is_front(front, opening):
                return base + at
    if all(_MUST.match(h) for h in heads):
        generic = re.match(r"各级各部门|全[市区县旗]上下", heads[0])
        return base + (
            generic.end() if generic and not heads[1].startswith("各") and "要" in heads[0][generic.end() + 2 :] else 0
        )
    return None


def _is_front(front: str, opening: str) -> bool:
    """Return whether words before the shared opening are an addressee or 将, 希望."""
    if opening == "将":
        return len(front) <= _SHORT_FRONT
    if opening == "要":
        return bool(re.match(r"^各[^，；]{1,14}$", front))
    return bool(re.search(r"(?:希望|将|要求|双方|大家|各[\u4e00-\u9fff、]{1,10})$", front))


def find_details(clauses: Sequence[Clause]) -> set[int]:
    """Return which clauses only detail a demand before them: 要补短板，棚户区要清到院，城中村要硬到巷."""
    inside: set[int] = set()
    for number in range(2, len(clauses)):
        pair = (number - 1, number)
        if all(clauses[n - 1].mark in {"，", ","} and is_bidding(clauses[n].words) for n in pair) and (
            number - 1 in inside or DEMAND.match(clauses[number - 2].words)
        ):
            inside.update(pair)
    return inside
