"""Names that stand before an office: 方块（市文明办副主任）, 张三任区长, 肖区长, 习近平总书记."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from wenming_nlp.entities.found_names import FoundNames
from wenming_nlp.entities.mentions import Mention
from wenming_nlp.entities.names import han_run
from wenming_nlp.entities.scan import BREAKS

if TYPE_CHECKING:
    from wenming_nlp.entities.posts import Post

__all__ = ["PLACE_ENDS", "WATERS", "NamesBefore"]

#: No given name ends with one of these.
PLACE_ENDS: Final = frozenset("镇乡村区县市省街路局办委部厅社")
#: Behind 在 or 沿, what ends in one of these is no person: 在龙源湖.
WATERS: Final = frozenset("湖河江溪")


#: Log-odds from which a word that the segmenter takes for a name is one before an office.
_LIKELY: Final = 2.0
#: Log-odds of the ranker below which it is none.
_UNLIKELY: Final = -2.0


class NamesBefore(FoundNames):
    """Reads names backwards from an office."""

    def surname_before(self, post: Post, known: set[str]) -> None:
        """Read a surname alone before a bare post: 肖区长, 冶书记."""
        text = self.text
        compound = text[max(0, post.bare - 2) : post.bare] in self.names.compound
        at = post.bare - (2 if compound else 1)
        if (post.strong and post.start < post.bare) or post.kind not in {"unit", "head", "chief"} or at < 0:
            return
        if (
            not (compound or text[at] in self.names.single)
            or (text[at] in "任代由向和同与及" and text[at] not in known)
            or not self.cover.free(at, post.bare)
            or post.bare in self.found
        ):
            return
        if self.scan.follows.get(at - 1, 0) > 1 or any(m.start <= at <= m.end for m in self.found.values()):
            return  # 分任组长; 武小平任总领队
        apart = post.bare in self.scan.starts or (at in self.scan.starts and self.scan.breaks_before(at))
        if not compound and text[at] not in known and (self.names.surnames[text[at]] < 0.8 or not apart):
            return
        if at in self.scan.starts or self.scan.breaks_before(at):
            after = post.end
            if self.scan.breaks_after(after) or self.scan.follows.get(after, 0):
                self.accept(Mention(at, post.bare, "PERSON", "surname-before-post", 0.8))

    def name_in_front(self, post: Post) -> None:
        """Read a name that a post follows: 郝梦（榆次区羊毫街小学教师）, 张三任区长, 张三 区长."""
        text, at = self.text, post.start
        if self._before_office(post):
            return
        whole = self.scan.previous.get(post.end, post.start)  # 习近平总书记 is a word of the lexicon
        before = whole if whole < post.start else self.scan.previous.get(post.start)
        known = whole < post.start
        if not post.strong and before is not None and (known or self.scan.tags[post.start].startswith("nr")):
            odds = self.names.score(self.text[before : post.start])
            likely = odds is not None and odds > _LIKELY and self.learnt(before, post.start) > _UNLIKELY
            if odds is not None and (likely or (known and post.start - before > 2)):
                self.accept(Mention(before, post.start, "PERSON", "before-post", 0.85))  # 习近平总书记
                return
        for link in ("（", "(", "，", ",", "任", "担任", "当选为", "当选", "：", ":", " ", "\u3000", "是", "为", "——"):
            if not text.endswith(link, 0, at):
                continue
            end = at - len(link)
            while end and text[end - 1] in " \u3000":
                end -= 1
            strict = link in "，,：:是为"
            for length in (4, 3, 2):
                start = end - length
                if start < 0 or not self.scan.breaks_before(start):
                    continue
                score = self.names.score(text[start:end])
                if score is not None and score > (4.0 if strict else 0.5) and text[end - 1] not in PLACE_ENDS:
                    self.accept(Mention(start, end, "PERSON", "before-post", 0.8))
                    return
            return

    def _before_office(self, post: Post) -> bool:
        """Read whatever stands between a break and an office in brackets or behind a gap: 方块（市文明办副主任）, 当归　　团市委副书记."""
        text, at = self.text, post.start
        if not post.strong or at < 3:
            return False
        if text[at - 1] in "（(":
            end = at - 1
        elif text[at - 1] in " \u3000" and text[at - 2] in " \u3000）)":
            end = at
            while end and text[end - 1] in " \u3000":
                end -= 1
            if text[end - 1 : end] in {"）", ")"}:
                end = max(text.rfind("（", 0, end), text.rfind("(", 0, end), 0)
        else:
            return False
        for family in ("家庭", "一家", "夫妇", "夫妻"):
            end -= len(family) * text.endswith(family, 0, end)
        start = end
        while start and end - start < 6 and text[start - 1] not in BREAKS:
            start -= 1
        name = text[start:end]
        if (
            not 2 <= len(name) <= 4
            or han_run(text, start, 6) < end
            or name in self.context.roles
            or name[-1] in PLACE_ENDS
        ):
            return False
        if text[at - 1] not in "（(" and start and text[start - 1] != "\n":
            return False
        if not self.accept(Mention(start, end, "PERSON", "before-office", 0.9)):
            return False
        if text[at - 1] in "（(":
            self._list_back(start)
        return True

    def _list_back(self, end: int) -> None:
        """Read the names before one in a list that one bracket explains: 查白、布依（副市长）."""
        text = self.text
        while end > 2 and text[end - 1] == "、":
            start = end - 1
            while start and end - 1 - start < 5 and text[start - 1] not in BREAKS:
                start -= 1
            if not 2 <= end - 1 - start <= 4 or not self.accept(
                Mention(start, end - 1, "PERSON", "before-office", 0.85)
            ):
                return
            end = start
