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

from wenming_nlp.entities.found_names import DOTS, REACH
from wenming_nlp.entities.mentions import Mention
from wenming_nlp.entities.names import DOTTED, han_run, load_composed
from wenming_nlp.entities.names_before import PLACE_ENDS, WATERS, NamesBefore
from wenming_nlp.entities.openings import find_openings
from wenming_nlp.entities.ranker import candidates, probability, weigh
from wenming_nlp.entities.readings import NATURE, THINGS
from wenming_nlp.entities.scan import BREAKS
from wenming_nlp.text.segment import is_word

if TYPE_CHECKING:
    from wenming_nlp.entities.posts import Post

__all__ = ["PeopleFinder"]

_BYLINES: Final = frozenset(
    [
        "记者",
        "本报记者",
        "通讯员",
        "摄影",
        "文",
        "图",
        "供图",
        "撰文",
        "文字",
        "图片",
        "特约记者",
        "见习记者",
        "实习生",
        "摄影报道",
        "特约通讯员",
        "撰稿",
        "供稿",
    ]
)
#: Kinds of posts that are plain nouns as well, and the evidence that a name needs after one without an organ.
_NOUNS: Final = frozenset(("prof", "head", "chief", "rank"))
_NOUN: Final = 3.0
#: How sure the ranker must be.
_BELIEVED: Final = 0.42
_LEAST: Final = math.log(_BELIEVED / (1.0 - _BELIEVED)) - 1e-9  # as log-odds, but for rounding
_ASIDE: Final = re.compile(r"[（(][^（）()\n]{1,8}[）)]")
_PARTICULARS: Final = re.compile(r"[（(](?=女|男|汉族|[\u4e00-\u9fff]{1,6}族|左|右|中|前|后|\d{2}岁)")
#: Who took or wrote: the words after his name, what may stand between, and the name up to a mark or a gap.
_CREDIT: Final = re.compile(r"摄(?![像制影])|摄影|供稿|供图|报道|文[/／]?图")
_CREDIT_GAP: Final = re.compile(r"(?<=[\u4e00-\u9fff]) ?[/／ ]?\Z")
_CREDITED: Final = re.compile(r"(?:^|[\n（(\u3000 ：:])([\u4e00-\u9fff]{2,4})[ \u3000/／]*$")
_NO_NAME: Final = frozenset("图文片资料网报社台局办部委员站")
#: A line in parentheses of its own, its parts, and the words in it that are no names.
_CREDIT_LINE: Final = re.compile(r"(?m)[（(]([^（）()\n，。！？]{2,50})[）)]$")
_CREDIT_PART: Final = re.compile(
    r"(?<![\u4e00-\u9fff·])[\u4e00-\u9fff]{2,4}(?:·[\u4e00-\u9fff]{1,8})*(?![\u4e00-\u9fff·])"
)
_CREDIT_WORD: Final = re.compile(r"供稿|供图|摄影|报道|撰稿|记者|通讯员|文[/／]|[/／]图|图片|文字|图文|来源|资料")
_LISTED_LINE: Final = re.compile(r"[ \u3000]*(?:\d{1,3}[.．、]|[①-⑳]|[（(]\d{1,2}[）)])?[ \u3000]*(?=[\u4e00-\u9fff])")
#: What sets a name at the head of a line off from what follows.
_GAP: Final = re.compile(r"[ \u3000（(]")
#: Parentheses that hold a person's particulars: sex, people, home, trade.
_ENTRY: Final = re.compile(
    r"[（(](?=(?:[男女](?=[，,、)）])|[\u4e00-\u9fff]{1,6}族(?=[，,、)）])|\d{1,3}岁|"
    r"[^，,（）()]{0,14}(?:村|社区|街道|镇|乡|小区|学校|小学|中学|大学|学院|公司|医院|局|站|所|厂|队|员|师|长|民|户|生|组)(?=[，,、)）])))"
)
_PERSONAL: Final = re.compile(r"[男女][，,、)）]|[\u4e00-\u9fff]{1,6}族[，,、)）]|\d{1,3}岁")
_TOGETHER: Final = ("姐妹", "兄弟", "夫妇", "夫妻", "父子", "父女", "母子", "母女", "家庭", "一家", "等")
_ITEM: Final = re.compile(r"(?:(?![和与及、])[\u4e00-\u9fff·]){2,12}")
_HEADING: Final = re.compile(r"[^\n：:，。]{0,8}?([\u4e00-\u9fff·]{2,5}?)(?:和([\u4e00-\u9fff·]{2,5}))?[：:]")


class PeopleFinder(NamesBefore):
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
        self._bylines()
        self._credits()
        self._before_particulars()
        self._in_lists()
        self._title()
        self.find_again()
        self._surnames()
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
        noun = not post.strong and not chained and post.kind in _NOUNS
        self.read_list(at, _NOUN if noun else 0.0, f"after-post-{post.kind}", free=post.strong or post.kind != "prof")

    def _bylines(self) -> None:
        """Read names after 记者, 通讯员, 摄影: what stands there is a name."""
        text = self.text
        for at, word, begin in self._role_nouns():
            if word not in _BYLINES or (begin == at and len(word) == 1):
                continue
            apart = begin > at or self.scan.breaks_before(at - len(word))
            run = han_run(text, begin, 6)
            if apart or (2 <= run - begin <= 4 and self.scan.breaks_after(run)):
                self.read_list(begin, 0.6, "byline", free=True)

    def _credits(self) -> None:
        """Read names in a line that only says who wrote, took and sent: （沈默 安吉县融媒体中心）."""
        for start in self.lines:
            line = _CREDIT_LINE.match(self.text, start)
            if line is None:
                continue
            inner = line.start(1)
            if not _CREDIT_WORD.search(line.group(1)) and self.cover.free(inner, line.end(1)):
                continue
            for part in _CREDIT_PART.finditer(self.text, inner, line.end(1)):
                name = part.group()
                known = (
                    name in self.context.roles
                    or name in _BYLINES
                    or _CREDIT_WORD.search(name)
                    or name[-1] in THINGS - NATURE
                )
                if not known and self.cover.free(part.start(), part.end()):
                    self.accept(Mention(part.start(), part.end(), "PERSON", "credit-line", 0.85))

    def _role_nouns(self) -> list[tuple[int, str, int]]:
        """Where each role noun ends, the noun, and where a name after it would begin."""
        text = self.text
        found = []
        for at, length in sorted(self.scan.roles.items()):
            if at >= len(text) or at not in self.scan.ends or not self.cover.free(at, at + 1):
                continue
            begin = at
            while begin < len(text) and text[begin] in " \u3000：:“/／":
                begin += 1
            if begin < len(text) and begin not in self.post_starts:
                found.append((at, text[at - length : at], begin))
        return found

    def _before_particulars(self) -> None:
        """Read names before (女), （左三） or particulars in parentheses, and before 摄."""
        text = self.text
        for found in _PARTICULARS.finditer(text):
            self._ending_at(found.start(), "before-particulars")
        for found in _CREDIT.finditer(text):
            gap = _CREDIT_GAP.search(text, max(0, found.start() - 3), found.start())
            if gap is None:
                continue
            self._ending_at(gap.start(), "credit")
            window = max(0, gap.start() - 12)
            line = _CREDITED.search(text[window : gap.start()])
            if line and _NO_NAME.isdisjoint(line.group(1)) and line.group(1) not in self.context.roles:
                start = window + line.start(1)
                self.accept(Mention(start, start + len(line.group(1)), "PERSON", "credit", 0.8))

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
                if (gap or self.readings.suffix(end)) and score > -1.0:
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
            known = len(name) < 5 or "·" in name
            odds = self.names.score(name)
            likely = sure or (odds or 0.0) > 0 or (len(name) < 4 and not is_word(name))
            if (
                known
                and likely
                and len(name) > 1
                and name[-1] not in PLACE_ENDS
                and not self._is_place(part.start(), part.end())
            ):
                self.accept(Mention(part.start(), part.end(), "PERSON", "list-entry", 0.85))

    def _is_place(self, start: int, end: int) -> bool:
        """Return whether the gazetteer knows this very span."""
        return start in self.scan.places.get(end, ())

    def _ending_at(self, end: int, rule: str) -> None:
        """Read the name that ends here and begins at a break."""
        text = self.text
        while end and text[end - 1] in " \u3000/／":
            end -= 1
        for length in (4, 3, 2):
            start = end - length
            if start < 0 or not self.cover.free(start, end):
                continue
            if not (self.scan.breaks_before(start) or self.scan.roles.get(start, 0)):
                continue
            score = self.names.score(text[start:end])
            if score is not None and score > 0:
                self.accept(Mention(start, end, "PERSON", rule, 0.85))
                return

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
            for candidate in candidates(self.scan, self.names, at):
                if not self.cover.free(at, candidate.end) or self.text[candidate.end - 1] in ends:
                    continue
                chance = probability(weigh(self.scan, candidate, least=_LEAST))
                if chance > max(_BELIEVED, best.get(at, (0.0, 0))[0]):
                    best[at] = (chance, candidate.end)
        for at, (chance, end) in sorted(best.items(), key=lambda item: (-item[1][0], item[0])):
            self.accept(Mention(at, end, "PERSON", "ranked", round(chance, 3)))

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
