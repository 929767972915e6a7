"""Names in bylines and credits, and before particulars in parentheses: 记者 甲某, 甲某 摄, 甲某（左三）."""

from __future__ import annotations

import re
from typing import Final

from wenming_nlp.entities.mentions import Mention
from wenming_nlp.entities.names import han_run
from wenming_nlp.entities.names_before import NamesBefore
from wenming_nlp.entities.readings import NATURE, THINGS

__all__ = ["NamesInBylines"]

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
        "供稿人",
        "撰稿人",
        "联系人",
    ]
)
#: The head of an entry of persons: 王淼，男，1978年生.
_SEX: Final = re.compile("[，,][男女][，,、]")
_ENTRY_HEAD: Final = re.compile(r"(?<![\u4e00-\u9fff·])([\u4e00-\u9fff·]{2,15})\Z")
_PARTICULARS: Final = re.compile(r"[（(](?=女|男|汉族|[\u4e00-\u9fff]{1,6}族|左|右|中|前|后|\d{2}岁)")
#: Who took or wrote: the words after his name, what may stand between, and the name up to a mark or a gap.
_CREDIT: Final = re.compile(r"摄(?![像制影氏])|摄影|供稿|供图|报道|文[/／]?图")
_CREDIT_GAP: Final = re.compile(r"(?<=[\u4e00-\u9fff]) ?[/／ ]?\Z")
_CREDITED: Final = re.compile(r"(?:^|[\n（(\u3000 ：:])([\u4e00-\u9fff]{2,4})[ \u3000/／]*$")
_NO_NAME: Final = frozenset("图文片资料网报社台局办部委员站")
#: A line in parentheses of its own, its parts, and the words in it that are no names.
_CREDIT_LINE: Final = re.compile(r"(?m)[（(]([^（）()\n，。！？]{2,50})[）)]$")
_CREDIT_PART: Final = re.compile(
    r"(?<![\u4e00-\u9fff·])[\u4e00-\u9fff]{2,4}(?:·[\u4e00-\u9fff]{1,8})*(?![\u4e00-\u9fff·])"
)
_CREDIT_WORD: Final = re.compile(r"供稿|供图|摄影|报道|撰稿|记者|通讯员|文[/／]|[/／]图|图片|文字|图文|来源|资料")


class NamesInBylines(NamesBefore):
    """Reads the names of those who wrote, took and sent."""

    def bylines(self) -> None:
        """Read names after 记者, 通讯员, 摄影: what stands there is a name."""
        text = self.text
        for at, word, begin in self._role_nouns():
            if word not in _BYLINES or (begin == at and len(word) == 1):
                continue
            apart = begin > at or self.scan.breaks_before(at - len(word))
            run = han_run(text, begin, 6)
            if apart or (2 <= run - begin <= 4 and self.scan.breaks_after(run)):
                self.read_list(begin, 0.6, "byline", free=True)

    def credits(self) -> None:
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
                    or name in self.context.verbs
                    or self.scan.tags.get(part.end(), "").startswith("v")
                    or (len(name) > 3 and "·" not in name and not name.startswith(tuple(self.names.compound)))
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
            while begin < len(text) and text[begin] in " \u3000：:“/／|｜丨":
                begin += 1
            if begin < len(text) and begin not in self.post_starts:
                found.append((at, text[at - length : at], begin))
        return found

    def before_particulars(self) -> None:
        """Read names before (女), （左三） or particulars in parentheses, and before 摄."""
        text = self.text
        for found in _PARTICULARS.finditer(text):
            self._ending_at(found.start(), "before-particulars")
        for found in _SEX.finditer(text):
            name = _ENTRY_HEAD.search(text, max(0, found.start() - 16), found.start())
            if name and (len(name.group(1)) < 5 or "·" in name.group(1)):
                self.accept(Mention(name.start(1), name.end(1), "PERSON", "before-particulars", 0.9))
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
