"""Names of persons, anchored by what stands beside them.

A name is looked for where something says that one begins: after a post, in a list of names, after a
role noun (村民, 记者), before a parenthesis of particulars, at the head of a clause with a verb of
speech after it. Every reading of a name is weighed by its characters, by what follows it, and by all
other mentions of the same string in the article: the boundary that explains every mention wins.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Final

from wenming_nlp.entities.bylines import NamesInBylines
from wenming_nlp.entities.candidates import Candidate, announced, candidates, opens_free
from wenming_nlp.entities.found_names import DOTS, REACH
from wenming_nlp.entities.mentions import Mention
from wenming_nlp.entities.names import DOTTED, load_composed
from wenming_nlp.entities.names_before import PLACE_ENDS, WATERS
from wenming_nlp.entities.openings import find_openings
from wenming_nlp.entities.ranker import probability, weigh
from wenming_nlp.entities.readings import NATURE, THINGS
from wenming_nlp.entities.scan import BREAKS
from wenming_nlp.text.segment import is_word

if TYPE_CHECKING:
    from wenming_nlp.entities.posts import Post

__all__ = ["PeopleFinder"]

#: Kinds of posts that are plain nouns as well, and the evidence that a name needs after one without an organ.
_NOUNS: Final = frozenset(("prof", "head", "chief", "rank"))
_NOUN: Final = 3.0
#: The same after an office that names its organ: hardly anything but a name stands there.
_OFFICE: Final = -0.5
#: How sure the ranker must be.
_BELIEVED: Final = 0.42
_LEAST: Final = math.log(_BELIEVED / (1.0 - _BELIEVED)) - 1e-9  # as log-odds, but for rounding
#: How sure a dotted name of transliterating characters is, and the log-odds that it needs.
_DOTTED_CHANCE: Final = 0.8
_DOTTED_LEAST: Final = -4.0
#: Professions that follow a surname alone, surnames that are particles as well, and how typical one must be.
_ADDRESSES: Final = frozenset("老师 大夫 医生 教授 博士 警官 法官 将军".split())
_LINKS: Final = frozenset("任代由向和同与及时有于从连为对把是请让")
_SURNAME: Final = 0.8
_ACTS: Final = re.compile(
    r"主持|讲话|出席|通报|宣读|致辞|带队|陪同|介绍|指出|(?:作|做)了?(?:动员|表态|部署|讲话|总结|发言|交流|工作)|说[，,：:]"
)
_ASIDE: Final = re.compile(r"[（(][^（）()\n]{1,8}[）)]")
_LISTED_LINE: Final = re.compile(r"[ \u3000]*(?:\d{1,3}[.．、]|[①-⑳]|[（(]\d{1,2}[）)])?[ \u3000]*(?=[\u4e00-\u9fff])")
#: What sets a name at the head of a line off from what follows.
_GAP: Final = re.compile(r"[ \u3000（(]")
#: Parentheses that hold a person's particulars: sex, people, home, trade.
_ENTRY: Final = re.compile(
    r"[（(](?=(?:[男女](?=[，,、)）])|[\u4e00-\u9fff]{1,6}族(?=[，,、)）])|\d{1,3}岁|"
    r"[^，,（）()]{0,14}(?:村|社区|街道|镇|乡|小区|学校|小学|中学|大学|学院|公司|医院|局|站|所|厂|队|员|师|长|民|户|生|组)(?=[，,、)）])))"
)
_PERSONAL: Final = re.compile(r"[男女][，,、)）]|[\u4e00-\u9fff]{1,6}族[，,、)）]|\d{1,3}岁")
#: Behind a name it makes a place's of it.
_PLACE_AFTER: Final = re.compile(r"街道|[镇乡村路旗县区市州山湖河]|苏木|嘎查|社区|大街|草原|广场")
_TOGETHER: Final = ("姐妹", "兄弟", "夫妇", "夫妻", "父子", "父女", "母子", "母女", "家庭", "一家", "等")
_ITEM: Final = re.compile(r"(?:(?![和与及、])[\u4e00-\u9fff·]){2,12}")
_HEADING: Final = re.compile(r"[^\n：:，。]{0,8}?([\u4e00-\u9fff·]{2,5}?)(?:和([\u4e00-\u9fff·]{2,5}))?[：:]")


class PeopleFinder(NamesInBylines):
    """Find the persons of one article.

    Parameters
    ----------
    scan : Scan
    cover : Cover
        What earlier recognisers took.
    posts : sequence of Post
        Candidate posts in order.
    """

    def find(self) -> list[Mention]:
        """Return the persons' mentions in order of the text."""
        for before, post in zip((None, *self.posts), self.posts, strict=False):
            chained = (
                before is not None
                and before.strong
                and post.start - before.end == 1
                and self.text[before.end] in "、，兼"
            )
            self._after_post(post, chained=chained)
        for post in self.posts:
            self.name_in_front(post)
        self._composed()
        self.bylines()
        self.credits()
        self.before_particulars()
        self._in_lists()
        self._title()
        self.find_again()
        self._surnames()
        self._addressed()
        self._free()
        self._beside()
        self.find_again()
        self._surnames()
        return sorted(self.found.values())

    # Anchors ---------------------------------------------------------------------------------

    def _is_called(self, post: Post) -> bool:
        """Return whether a surname alone stands before an office that names no organ, at the head of a phrase."""
        at = post.start - 1
        named = post.start == post.bare and at >= 0 and self.scan.breaks_before(at)
        return named and self.text[at] in self.names.single and self.text[at] not in "任代由向和同与及时"

    def _surnames(self) -> None:
        """Read surnames alone before offices, of persons named already or not."""
        known = {self.text[m.start] for m in self.found.values() if m.end - m.start > 1}
        for post in self.posts:
            self.surname_before(post, known)

    def _composed(self) -> None:
        """Read names that are composed of the elements of Tibetan, Mongolian, Uyghur and Yi names: 多杰才让."""
        text = self.text
        for found in load_composed().finditer(text):
            start, end = found.span()
            whole = start in self.scan.starts or self.scan.breaks_before(start) or start in self.scan.offices
            follows = self.scan.breaks_after(end) or bool(self.scan.follows.get(end, 0))
            clean = follows or (end in self.scan.starts and text[end] not in self.names.foreign)
            dotted = DOTTED.match(text, start) or text[start - 1 : start] in DOTS
            surname = start - 1
            if (
                surname in self.scan.starts
                and text[surname] in self.names.single
                and (self.scan.breaks_before(surname) or announced(self.scan, surname))
                and end - surname > 3
            ):
                start, whole = surname, True  # 陈巴特尔, 包乌日娜
            if _PLACE_AFTER.match(text, end):
                continue  # 额尔敦街道
            shorter = self.found.get(start)
            if shorter is not None and shorter.end < end and clean:
                del self.found[start]  # 多杰, read before 才让
            if whole and clean and not dotted and not self._is_place(start, end):
                self.accept(Mention(start, end, "PERSON", "composed", 0.9))

    def _after_post(self, post: Post, *, chained: bool) -> None:
        """Read the name, or the names that share it, after a post."""
        at = post.end
        aside = _ASIDE.match(self.text, at)
        if aside:
            at = aside.end()
        while at < len(self.text) and self.text[at] in " \u3000\xa0：:":
            at += 1
        if at in self.post_starts or at >= len(self.text) or self.text[at] in BREAKS:
            return
        for called in ("名叫", "叫做"):
            if self.text.startswith(called, at):
                at += len(called)
        before = self.scan.tags.get(post.start, "") if not post.strong else ""
        if before.startswith("nr") and not self.scan.breaks_before(post.start):
            return  # 习近平主席战略: the name stands before the office
        if self._is_called(post):
            return  # 赵副县长蹲下来: the surname stands before
        of_state = post.start in self.scan.countries  # 日本首相岸田文雄
        noun = not (post.strong or chained or of_state) and post.kind in _NOUNS
        least = _NOUN if noun else _OFFICE if post.strong else 0.0
        self.read_list(at, least, f"after-post-{post.kind}", free=post.strong or post.kind != "prof")
        if post.strong and at not in self.found:
            self._plain_word(at)

    def _plain_word(self, at: int) -> None:
        """Read a name that is a plain word where its bearer does what the holders of offices do: 副书记|高兴|主持并讲话."""
        end = self.scan.word_ends.get(at, at)
        first = self.text[at]
        if (
            end - at == 2
            and first in self.names.single
            and self.names.surnames[first] >= _SURNAME
            and _ACTS.match(self.text, end)
        ):
            self.accept(Mention(at, end, "PERSON", "plain-word", 0.7))

    def _is_place(self, start: int, end: int) -> bool:
        """Return whether the gazetteer knows this very span."""
        return start in self.scan.places.get(end, ())

    def _in_lists(self) -> None:
        """Read names that begin a line of a list, or an item of one with particulars in parentheses."""
        text = self.text
        suffixes = [at for at, length in self.scan.follows.items() if length > 1 and self.readings.suffix(at)]
        for line in self.lines:
            found = _LISTED_LINE.match(text, line)
            if found is None:
                continue
            at = found.end()
            # Most lines are running text: nothing ends a name within the eight characters that it may have.
            if not (_GAP.search(text, at + 2, at + 9) or any(at + 2 <= suffix <= at + 8 for suffix in suffixes)):
                continue
            for end, score in [*self.readings.han(at, anchored=True), *self.readings.foreign(at)]:
                after = text[end : end + 2]
                numbered = bool(found.group().strip())
                gap = (
                    after in {"  ", "\u3000\u3000"}
                    or after[:1] in {"（", "("}
                    or (after[:1] in {" ", "\u3000"} and numbered)
                )
                if (gap or self.readings.suffix(end)) and score > -1.0 and text[end - 1] != "组":  # 督查组一行
                    self.read_list(at, -1.0, "list-line", free=True)
                    break
        for found in _ENTRY.finditer(text):
            self._entry(found.start(), sure=bool(_PERSONAL.match(text, found.end())))

    def _entry(self, end: int, *, sure: bool) -> None:
        """Read the names before particulars in parentheses: 代国栋（刘寨村，…）, 高兴与乔巧（…）, 梁上花、梁上草姐妹（…）."""
        text = self.text
        for suffix in _TOGETHER:
            if text.endswith(suffix, 0, end):
                end -= len(suffix)
                break
        start = end
        while start and end - start < 16 and (text[start - 1] not in BREAKS or text[start - 1] in "·、"):
            start -= 1
        if start and text[start - 1] not in BREAKS:
            return
        for part in _ITEM.finditer(text, start, end):
            name = part.group()
            if part.start() > start and text[part.start() - 1] not in "和与及、":
                continue  # 11个街道（镇）
            known = len(name) < 5 or "·" in name
            odds = self.names.score(name)
            fresh = len(name) < 4 and not is_word(name) and (odds is not None or name[0] in self.names.foreign)
            likely = sure or (odds or 0.0) > 0 or fresh
            if (
                known
                and likely
                and len(name) > 1
                and name[-1] not in PLACE_ENDS
                and name[-1] not in THINGS - NATURE
                and not self._is_place(part.start(), part.end())
            ):
                self.accept(Mention(part.start(), part.end(), "PERSON", "list-entry", 0.85))

    def _title(self) -> None:
        """Read the names that head a portrait or a part of one: 次仁多吉：把青春铺在川藏线上."""
        text = self.text
        for line in self.lines if "：" in text or ":" in text else ():
            found = _HEADING.match(text, line)
            if found is None:
                continue
            for group in (1, 2):
                name, start = found.group(group), found.start(group)
                if not name or self._is_place(start, found.end(group)) or name[-1] in THINGS - NATURE:
                    continue
                foreign = all(char in self.names.syllables for char in name)
                word = self.scan.word_ends.get(start, start)
                if word - start > 1 and is_word(text[start:word]) and not self.scan.tags[word].startswith("nr"):
                    continue  # 会议强调：
                likely = foreign or (self.names.score(name) or -1.0) > 0 or word == found.end(group)
                if likely and text.count(name) > (2 if found.start() == 0 else 1):
                    self.accept(Mention(start, found.end(group), "PERSON", "heading", 0.8))

    def _free(self) -> None:
        """Read names that no post or byline announces, as far as the ranker believes in them."""
        best: dict[int, tuple[float, int]] = {}
        taken = bytearray(self.cover.taken)  # with the names found: nothing that touches one is accepted
        for start, end, *_ in self.found.values():
            end = min(end, start + REACH + 1)  # noqa: PLW2901
            taken[start:end] = b"\x01" * (end - start)
        for at in find_openings(self.scan, taken):
            ends = PLACE_ENDS | WATERS if self.text[at - 1 : at] in {"在", "沿"} else PLACE_ENDS  # 在龙源湖
            readings = candidates(self.scan, self.names, at)
            if at in self.scan.dotted and (stop := self._dotted(at, readings)):
                best[at] = (_DOTTED_CHANCE, stop)
                continue
            for candidate in readings:
                if not self.cover.free(at, candidate.end) or self.text[candidate.end - 1] in ends:
                    continue
                if self._is_place(at, candidate.end) and not announced(self.scan, at):
                    continue  # 安吉：, 洛龙一定
                chance = probability(weigh(self.scan, candidate, least=_LEAST))
                if chance > max(_BELIEVED, best.get(at, (0.0, 0))[0]):
                    best[at] = (chance, candidate.end)
        for at, (chance, end) in sorted(best.items(), key=lambda item: (-item[1][0], item[0])):
            self.accept(Mention(at, end, "PERSON", "ranked", round(chance, 3)))

    def _dotted(self, at: int, readings: list[Candidate]) -> int | None:
        """Return where a transliterated name with dots ends that begins here at the head of a phrase, if one does."""
        text = self.text
        ends = [c.end for c in readings if DOTTED.fullmatch(text, at, c.end)]
        if not ends or not opens_free(self.scan, at):
            return None
        end = max(ends, key=lambda end: weigh(self.scan, Candidate(at, end, None)))
        chars = [char for char in text[at:end] if char not in DOTS]
        written = sum(char in self.names.foreign for char in chars) >= len(chars) - len(chars) // 5
        return end if written and weigh(self.scan, Candidate(at, end, None)) > _DOTTED_LEAST else None

    def _addressed(self) -> None:
        """Read a surname alone before a profession: 李老师, 周医生; 段大哥 and 王阿姨 are no offices."""
        text = self.text
        for at, length in self.scan.follows.items():
            start = at - 1
            word = text[at : at + length]
            if start < 0 or word not in _ADDRESSES or text[start] not in self.names.single or text[start] in _LINKS:
                continue
            if self.names.surnames[text[start]] < _SURNAME or not (
                start in self.scan.starts or self.scan.breaks_before(start)
            ):
                continue
            first = self.scan.word_ends.get(start, at)
            if first not in {at, at + length, at + 1}:
                continue
            self.accept(Mention(start, at, "PERSON", "surname-before-address", 0.8))

    def _beside(self) -> None:
        """Read what stands in a list with a name found: 黄三姐、韦唱晚, on either side."""
        text = self.text
        for mention in sorted(self.found.values()):
            if text[mention.end : mention.end + 1] == "、":
                self.read_list(mention.end + 1, 0.8, "list-neighbour", free=True)
            at = mention.start
            while at > 2 and text[at - 1] == "、":
                start = at - 1
                while start and at - 1 - start < 5 and text[start - 1] not in BREAKS:
                    start -= 1
                name = text[start : at - 1]
                fresh = len(name) < 4 and not is_word(name) and not self._is_place(start, at - 1)
                odds = self.names.score(name)
                if len(name) < 2 or not fresh or (odds is not None and odds < 0.0) or name[-1] in THINGS - NATURE:
                    break
                if not self.accept(Mention(start, at - 1, "PERSON", "list-neighbour", 0.7)):
                    break
                at = start
