"""The names found so far in an article: taking readings, keeping them apart, finding them again."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from wenming_nlp.entities.candidates import Candidate
from wenming_nlp.entities.mentions import Mention
from wenming_nlp.entities.names import load_context, load_names
from wenming_nlp.entities.ranker import weigh
from wenming_nlp.entities.readings import Readings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wenming_nlp.entities.mentions import Cover
    from wenming_nlp.entities.posts import Post
    from wenming_nlp.entities.scan import Scan

__all__ = ["DOTS", "REACH", "FoundNames"]

#: Weight of the ranker's log-odds beside the grammar's evidence.
_LEARNT: Final = 0.6
#: How far before a name another that touches it may begin.
REACH: Final = 7
#: What makes a doctrine of a leader's name.
_DOCTRINES: Final = (
    *("思想", "理论", "主义", "新时代", "经济思想", "法治思想", "文化思想", "外交思想", "强军思想", "生态文明思想"),
)
#: Rules that no office or particulars bear out, and what a text calls a place that one takes for a name.
_GUESSED: Final = frozenset(("ranked", "heading", "byline"))
_UNANNOUNCED: Final = _GUESSED | {"list-neighbour", "name-list"}
_PLACES_OF: Final = ("镇", "乡", "街道", "村", "社区", "嘎查", "苏木")
#: What ends the name of a building or a clan, and what goes on to that of a place.
_NO_GIVEN: Final = ("庙", "院", "寺", "门口", "氏")
_PLACE_GOES_ON: Final = ("巷", "路", "街", "桥", "寺", "庙", "湾", "镇", "村")
_NEWLINE: Final = re.compile("\n")
DOTS: Final = frozenset("·•‧・")
#: Beside 中方 the other state's side, with the verb that runs on from it: 希方, 斯方愿.
_SIDE: Final = re.compile("[\u4e00-\u9fff]方[愿将坚高重支赞欢]?")
#: What stands behind an office as a noun of its own: 采购经理指数, 评论员文章.
_OF_OFFICES: Final = (
    "指数",
    "乘组",
    "资格",
    "职务",
    "岗位",
    "人选",
    "名单",
    "任期",
    "任命",
    "制度",
    "职责",
    "文章",
    "等职",
)
_ASIDE: Final = re.compile(r"[（(][^（）()\n]{1,8}[）)]")


class FoundNames:
    """Accepts names where they touch nothing else, reads lists of them, and finds each again.

    Parameters
    ----------
    scan : Scan
    cover : Cover
        What earlier recognisers took.
    posts : sequence of Post
        Candidate posts in order.
    """

    def __init__(self, scan: Scan, cover: Cover, posts: Sequence[Post]) -> None:
        self.scan = scan
        self.text = scan.text
        self.cover = cover
        self.posts = posts
        self.post_starts = {post.start for post in posts}
        self._nouns = {post.end for post in posts if scan.text.startswith(_OF_OFFICES, post.end)}
        self.names = load_names()
        self.readings = Readings(scan, cover, self.post_starts)
        self.context = load_context()
        self.lines = [0, *(found.end() for found in _NEWLINE.finditer(scan.text))]
        self.found: dict[int, Mention] = {}
        self._sides = "中方" in scan.text
        self._chains: dict[int, int] = {}

    def read_list(self, at: int, threshold: float, rule: str, *, free: bool) -> None:
        """Read names joined by 、 or 和 from here on, as long as they are clean."""
        text = self.text
        end = self.take(at, threshold, rule, free=free)
        passed: list[int] = []  # ends of names found before, from which 、 leads to the next one
        while end is not None and (end := self._chains.get(end, end)) < len(text):
            aside = _ASIDE.match(text, end) if text[end] in "（(" else None
            after = aside.end() if aside else end
            joint = text[after : after + 1]
            if joint not in {"、", "和", "与", "及", " ", "\u3000"}:
                break
            at = after + 1
            if joint in " \u3000" and not self.scan.roles.get(at, 0):
                while at < len(text) and text[at] in " \u3000":
                    at += 1
            if at in self.post_starts or not self.cover.free(at, at + 1):
                break
            if joint == "、" and at in self.found:
                passed.append(end)
                end = self.found[at].end
                continue
            self._chain(passed, end)
            passed = []
            end = self.take(at, max(threshold, 0.0), "name-list", free=free and joint == "、", listed=True)
        self._chain(passed, end)

    def _chain(self, passed: list[int], end: int | None) -> None:
        """Remember to where a row of names found leads, so that a list of hundreds is not walked from each of them."""
        if end is not None:
            self._chains.update(dict.fromkeys(passed, end))

    def take(self, at: int, threshold: float, rule: str, *, free: bool, listed: bool = False) -> int | None:
        """Accept the best reading of a name that begins here; return where it ends, None where none is good enough."""
        known = self.found.get(at)
        if known is not None:
            return known.end
        best, best_score = None, threshold
        for end, score in self.readings.at(at, rule, free=free):
            verb = self.scan.follows.get(end, 0)
            if listed and not (self.scan.breaks_after(end) or verb > 1 or (verb and end in self.scan.starts)):
                continue
            total = score + _LEARNT * self.learnt(at, end)
            if total > best_score:
                best, best_score = end, total
        if best is None:
            return None
        return best if self.accept(Mention(at, best, "PERSON", rule, min(0.99, 0.6 + best_score / 20))) else None

    def learnt(self, start: int, end: int) -> float:
        """Return the ranker's log-odds of a reading, between -2.6 and 4."""
        odds = self.names.score(self.text[start:end])
        return max(-2.6, min(weigh(self.scan, Candidate(start, end, odds)), 4.0))

    def accept(self, mention: Mention) -> bool:
        """Keep a mention that touches nothing taken or found before, and is no word that stands beside names."""
        name = self.text[mention.start : mention.end]
        if name in self.context.roles or (
            name in self.context.verbs and len(name) > 1 and mention.rule != "plain-word"
        ):
            return False
        if (
            (name[0] == "和" and name[1:] in self.context.roles)
            or (name[-1] == "了" and name[0] not in self.names.single)
            or (name[-1] == "地" and name[:-1] in self.context.verbs)
            or "的" in name
        ):
            return False  # 教师|和学生, 书记|走了
        if name.endswith(_NO_GIVEN) and mention.rule in _UNANNOUNCED:
            return False  # 南门口, 张飞庙
        if mention.rule in _GUESSED and (
            name[0] == name[-1]
            or self.text.startswith(_PLACE_GOES_ON, mention.end)
            or any(name + of in self.text for of in _PLACES_OF)
        ):
            return False  # 常来|常往, 马剑 beside 马剑镇
        if name in self.names.famous and self.text.startswith(_DOCTRINES, mention.end):
            return False  # 邓小平理论
        if mention.start in self._nouns or ("方" in name and self._sides and _SIDE.fullmatch(name)):
            return False
        if not self.cover.free(mention.start, mention.end):
            return False
        for at in range(mention.start - REACH, mention.end):
            other = self.found.get(at)
            if other is not None and other.start < mention.end and mention.start < other.end:
                return False
        self.found[mention.start] = mention
        return True

    def find_again(self) -> None:
        """Find every other mention of the names found: a name once seen with a post is seen without it."""
        text = self.text
        names = {text[m.start : m.end]: m for m in self.found.values() if m.end - m.start > 1}
        openings: defaultdict[str, list[tuple[str, Mention]]] = defaultdict(list)
        for name, mention in names.items():
            openings[name[:2]].append((name, mention))
        for mention in list(self.found.values()):
            short = text[mention.start : mention.end]
            for name, longer in openings[short[:2]]:
                if len(name) > len(short) and name.startswith(short) and text.startswith(name, mention.start):
                    end = mention.start + len(name)
                    if self.cover.free(mention.start, end) and longer.rule != "ranked":
                        self.found[mention.start] = mention._replace(end=end)  # 杨柳青青, read 杨柳 here
                        self._chains.clear()
        for name in sorted(names, key=len, reverse=True):
            at = text.find(name)
            while at >= 0:
                end = at + len(name)
                dotted = text[end : end + 1] in DOTS and "·" not in name  # 古丽巴哈尔·艾山 has her own name
                if at not in self.found and not dotted and self._stands_alone(at, end):
                    self.accept(Mention(at, end, "PERSON", "again", names[name].score))
                at = text.find(name, at + 1)

    def _stands_alone(self, at: int, end: int) -> bool:
        """Return whether a string that is a name elsewhere is one here, and no part of a longer word."""
        clean_left = end - at > 2 or self.scan.breaks_before(at) or at in self.scan.starts or at in self.scan.ends
        clean_right = self.scan.breaks_after(end) or end in self.scan.starts or bool(self.scan.follows.get(end, 0))
        return clean_left and clean_right
