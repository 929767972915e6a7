"""What is demanded: numbered points, and what begins with 要 or 必须 in the mouth of somebody who may demand.

Level 1 holds the points of a speech or notice, level 2 the parallel items inside one. What a list reports as found
(存在的问题：①…) or as done (一是把阵地建在人堆里) is none. A head is the first clause of a point, without its
number and without an addressee that it shares with the points behind it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from wenming_nlp.records.demands import (
    ADDRESSEE,
    ALL,
    ANNOUNCES,
    ASKED,
    DEMAND,
    DONE,
    DUE,
    EVERYBODY,
    FOUND,
    GOES_BOTH,
    HEADING,
    INTRO,
    LATER,
    MODAL,
    NOT_BUT,
    NOTICE,
    PLACES,
    STRICT,
    THEME,
    WISH,
)
from wenming_nlp.records.enumerations import find_clauses, find_enumerations
from wenming_nlp.records.imperatives import IMPERATIVE, is_order, is_term
from wenming_nlp.records.parallels import Clause, find_details, find_parallels, find_row, is_bidding, share_opening
from wenming_nlp.records.speeches import find_speeches

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wenming_nlp.article import Article
    from wenming_nlp.entities.mentions import Mention
    from wenming_nlp.records.enumerations import Enumeration
    from wenming_nlp.records.speeches import Speech
    from wenming_nlp.text.sentences import Sentence

__all__ = ["DirectiveRow", "find_directives"]


class DirectiveRow(NamedTuple):
    """A row of the directives table, but for its article."""

    order: int
    level: int
    head: str
    text: str
    speaker: str | None


class _Point(NamedTuple):
    """A demand before rows are numbered."""

    start: int
    end: int
    level: int
    head_end: int
    speech: int


_BACK = 24  # characters back to 下一步 or 打算
_GOES_ON: Final = re.compile(r"[；;]要")
_ADVICE = 3  # members that make advice of a comment
_DAY_LONG = 8  # characters of 10月15日前
_STRAIGHT = 3  # characters behind 说 where what is said begins
_SHORT = 14  # who or what is spoken of in a notice: 以单位名义反映的须加盖公章
_MAY_ASK: Final = re.compile("[要须应务；;：]")
_LINED: Final = frozenset(("hao", "par", "dot", "sign"))  # numbers that stand at the beginning of a line
_ENDS: Final = frozenset("。\n\u3000 ")
_COMMAS, _PARTS, _COLONS = frozenset("，,"), frozenset("；;"), frozenset("：:")
_TRIM = " \u3000\t\n，,、：:；;。"


def find_directives(article: Article, sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> list[DirectiveRow]:
    """Find what an article demands.

    Parameters
    ----------
    article : Article
    sentences : sequence of Sentence
        Of ``article.text``.
    mentions : sequence of Mention
        Persons become speakers, organs and places show who is addressed.

    Returns
    -------
    list of DirectiveRow
        In the order of the text; ``order`` counts from 1.

    Examples
    --------
    >>> from wenming_nlp.article import Article, Paragraph
    >>> text = "会议强调，一要提高站位，把准方向；二要压实责任，不留死角。各单位要在5月底前报送方案。"
    >>> page = Article("a", "a", "", text, (Paragraph(0, len(text), "body"),))
    >>> from wenming_nlp.text.sentences import split_sentences
    >>> [(r.level, r.head) for r in find_directives(page, split_sentences(text, page.paragraphs), [])]
    [(1, '要提高站位'), (1, '要压实责任'), (1, '各单位要在5月底前报送方案')]
    """
    reader = _Reader(article, sentences, mentions)
    points = sorted(reader.read(), key=lambda p: (p.start, p.level))
    rows = []
    for order, point in enumerate(points, 1):
        speech = reader.speeches[point.speech] if point.speech >= 0 else None
        head = article.text[point.start : point.head_end].strip(_TRIM)
        body = article.text[point.start : point.end].strip(_TRIM)
        rows.append(DirectiveRow(order, point.level, head, body, speech.speaker if speech else None))
    return rows


def _ranked(points: Sequence[_Point], text: str) -> list[_Point]:
    """Return demands, at level 2 those that say who does what a sentence before demands: 要抓难点。住建委要盯住小区."""
    opens: list[bool] = []
    for n, point in enumerate(points):
        first = n == 0 or points[n - 1].speech != point.speech
        opens.append(text[point.start] == "要" and (first or text[point.start - 1] in _ENDS))
    several = Counter(p.speech for p, opening in zip(points, opens, strict=True) if opening)
    ranked: list[_Point] = []
    under = False
    for point, opening in zip(points, opens, strict=True):
        head = text[point.start : point.head_end]
        if opening:
            under = several[point.speech] > 1
        elif not is_bidding(head) or (ranked and ranked[-1].speech != point.speech):
            under = False
        detail = under and not opening and is_bidding(head) and not EVERYBODY.match(head)
        ranked.append(point._replace(level=2) if detail else point)
    return ranked


class _Reader:
    """One article while its demands are read."""

    def __init__(self, article: Article, sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> None:
        self.text = article.text
        self.paragraphs = article.paragraphs
        self.notice = bool(NOTICE.search(article.title))
        self.sentences = [s for s in sentences if article.paragraphs[s.paragraph_id].part == "body"]
        self.units = {m.start: m.end for m in mentions if m.label in {"ORG", "PLACE"}}
        self.speeches = find_speeches(article.text, self.sentences, mentions)
        self._starts = [s.start for s in self.speeches]
        self._told = self.notice or any(s.strong for s in self.speeches)
        self._wishing = "希望" in self.text or "请" in self.text
        self._parted = "；" in self.text or ";" in self.text

    def read(self) -> Iterator[_Point]:
        """Yield every demand, in any order."""
        lists = find_enumerations(self.text, self.paragraphs, self.sentences, self._starts)
        spans: list[tuple[int, int]] = []
        accepted: list[Enumeration] = []
        for numbered in lists:
            outer = next((e for e in accepted if e.start < numbered.start < e.end), None)
            if outer is not None:
                item = next(i for i in outer.items if i.mark <= numbered.start < i.end)
                places = PLACES.search(self.text, item.start, numbered.start)
                if numbered.items[-1].mark < item.end and not places:
                    yield from (self._point(i.start, min(i.end, item.end), 2) for i in numbered.items)
                continue
            if any(s <= numbered.start < e for s, e in spans) and numbered.style not in {"par", "dot", "circ", "sign"}:
                continue
            spans.append((numbered.start, numbered.end))
            if self._demands(numbered):
                accepted.append(numbered)
                yield from (self._point(i.start, i.end, 1) for i in numbered.items if not is_term(self.text, i.start))
        nested = [n.start for n in lists if n not in accepted]
        for numbered in accepted:
            for item in numbered.items:
                if not any(item.start < n < item.end for n in nested):
                    yield from self._second(item.start, item.end)
        plain = list(self._plain(spans))
        weights: dict[int, int] = {}
        for point in plain:
            weights[point.speech] = weights.get(point.speech, 0) + self._weight(point)
        for point in _ranked(plain, self.text):
            # A chair's single closing demand is the chair's work, no directive, unless it sets a day.
            if point.speech < 0 or not self.speeches[point.speech].chairing or weights[point.speech] > 1:
                yield point
                yield from self._second(point.start, point.end) if point.level == 1 else ()

    def _weight(self, point: _Point) -> int:
        """Return what a demand in a chair's mouth counts: 2 makes it a directive by itself."""
        head = self.text[point.start : point.head_end]
        before = max(0, point.start - _DAY_LONG)
        if self.text[point.start - 1] in "；;" or STRICT.search(head) or DUE.search(self.text, before, point.head_end):
            return 2
        return 1 if DEMAND.match(head) or (is_bidding(head) and EVERYBODY.match(head)) else 0

    def _speech_at(self, at: int) -> int:
        """Return the index of the speech that holds an offset, -1 outside of any."""
        return bisect_right(self._starts, at) - 1

    def _point(self, start: int, end: int, level: int) -> _Point:
        """Return a point whose head is its first clause."""
        while start < end and self.text[start] in _TRIM:
            start += 1
        clause = next(find_clauses(self.text, start, end), (start, end, ""))
        return _Point(start, end, level, clause[1], self._speech_at(start))

    def _demands(self, numbered: Enumeration) -> bool:
        """Return whether a list holds demands: its introduction says so, or its heads do."""
        heads = [self.text[p.start : p.head_end] for p in (self._point(i.start, i.end, 1) for i in numbered.items)]
        modal = sum(bool(DEMAND.match(h) or MODAL.search(h)) for h in heads)
        lead = self._lead(numbered.start)
        last = re.split(r"[。！？\n]", lead.rstrip("。：:，,；; \n\u3000"))[-1]
        if numbered.style != "yao" and FOUND.search(last[-24:]) and not ASKED.search(last[-6:]):
            return modal == len(heads) and "要" in last
        if modal * 2 > len(heads):
            return True
        if self.notice and numbered.style in _LINED and sum(is_order(h) for h in heads) * 2 > len(heads):
            return True
        headings = sum(bool(HEADING.match(h)) for h in heads)
        if numbered.style in _LINED and headings * 2 > len(heads):
            # 一、整治范围 is a heading, 一、做文物的守护者 a point of what is called for right before
            return bool(
                re.search(r"倡议|要求|希望|号召|建议|意见|强调|指出|部署如下|以下.{0,3}工作|下功夫", last[-16:])
            )
        if numbered.style == "par" and self.notice:
            return bool(re.search(r"要求|事项|措施|规定", last[-8:]))
        if any(DONE.search(h) for h in heads):
            return False
        speech = self.speeches[self._speech_at(numbered.start)] if self.speeches else None
        told = speech is not None and speech.start < numbered.start and speech.strong
        return told or bool(ASKED.search(last))

    def _lead(self, at: int) -> str:
        """Return the sentence before a list, of the paragraph before where the list begins one."""
        text = self.text
        line = text.rfind("\n", 0, at) + 1
        if text[line:at].strip(" \u3000"):
            return text[max(line, at - 100) : at]
        before = text[:line].rstrip("\n \u3000")
        return before[max(before.rfind("\n") + 1, len(before) - 60) :]

    def _second(self, start: int, end: int) -> Iterator[_Point]:
        """Yield the parallel items inside one point; a writer's own advice (nobody speaks) has none."""
        clauses = [Clause(s, e, m, self.text[s:e].strip(_TRIM)) for s, e, m in find_clauses(self.text, start, end)]
        for clause in find_parallels(clauses, self.units) if self._told else ():
            yield self._point(clause.start, clause.end, 2)

    def _plain(self, spans: Sequence[tuple[int, int]]) -> Iterator[_Point]:
        """Yield the demands outside of lists."""
        opens = {s for s, _ in spans}
        for sentence in self.sentences:
            start, end = sentence.start, sentence.end
            if spans:
                if any(s <= start < e for s, e in spans):
                    continue
                end = min((s for s, _ in spans if start <= s < end), default=end)
            if end < sentence.end and self.text[start:end].rstrip().endswith(("：", ":")):
                continue  # 各单位要做好以下工作：一是…
            if end in opens and ANNOUNCES.search(self.text, start, end):
                continue  # 要把握“三个关键”。一要…
            if self._wishing and (wishes := self._wishes(start, end)):
                yield from wishes
                continue
            index = self._speech_at(sentence.end - 1)
            if index < 0:
                continue
            advising = self._parted and not self.notice and not self.speeches[index].verb
            if advising and (advice := self._advice(start, end)):
                yield from advice
                continue
            first = bisect_left(self._starts, sentence.start)
            here = [s for s in self.speeches[first : index + 1] if s.content > s.start]
            if here:
                for number, speech in enumerate(here):
                    stop = here[number + 1].start if number + 1 < len(here) else end
                    yield from self._units(max(speech.content, start), stop, speech)
            else:
                speech = self.speeches[index]
                if speech.known or self.notice or INTRO.match(self.text[start:end]):
                    yield from self._units(start, end, speech)

    def _advice(self, start: int, end: int) -> list[_Point]:
        """Return the points of a writer's sentence of three members or more that each say who has to do what."""
        if self.text.count("；", start, end) + self.text.count(";", start, end) < _ADVICE - 1:
            return []
        members = re.split("([；;])", self.text[start:end])
        heads = [start + sum(len(m) for m in members[:n]) for n in range(0, len(members), 2)]
        if not all(is_bidding(re.split("[，,]", m)[0]) for m in members[::2]):
            return []
        return [self._point(begin, stop, 1) for begin, stop in zip(heads, [*heads[1:], end], strict=True)]

    def _wishes(self, start: int, end: int) -> list[_Point]:
        """Return the points of a sentence whose members each begin with 希望 or 请."""
        heads = [
            match.end()
            for match in WISH.finditer(self.text, start, end)
            if match.start() == start or self.text[match.start() - 1] in "；;，"
        ]
        if len(heads) < 2:
            return []
        return [self._point(begin, stop, 1) for begin, stop in zip(heads, [*heads[1:], end], strict=True)]

    def _units(self, start: int, end: int, speech: Speech) -> Iterator[_Point]:
        """Yield the demands of one stretch of speech."""
        if not _MAY_ASK.search(self.text, start, end):
            return
        clauses = [Clause(s, e, m, self.text[s:e].strip(_TRIM)) for s, e, m in find_clauses(self.text, start, end)]
        while clauses and LATER.fullmatch(clauses[0].words):
            clauses = clauses[1:]
        if not clauses:
            return
        listed = find_row(clauses) if speech.strong else []
        row = [(c.start, c.end) for c in listed] or self._row(clauses, speech)
        if row:
            for number, (begin, stop) in enumerate(row):
                point = self._point(begin, stop, 1)
                if number == 0:
                    point = point._replace(start=begin)
                yield point
            return
        starts: list[int] = []
        if speech.strong and is_bidding(clauses[0].words) and _GOES_ON.search(self.text, clauses[0].end, end):
            starts.append(self.text.index(clauses[0].words, clauses[0].start))  # 管理要疏堵结合，…；要落实…
            clauses = clauses[1:]
        inner = find_details(clauses)
        for number, clause in enumerate(clauses):
            if number in inner:
                continue
            if clause.mark in _COLONS and not THEME.match(clause.words):
                continue
            if number and clause.words.startswith(("更要", "也要")) and not GOES_BOTH.search(clauses[number - 1].words):
                continue  # 既要…，也要…; 月柿有名，更要有品
            if number and clause.words[0] == "要" and NOT_BUT.search(clauses[number - 1].words):
                continue  # 不是装点门面的盆景，要长成遮风挡雨的树林
            first = number == 0 or clauses[number - 1].mark in _PARTS | _COLONS
            at = self._demand_start(clause, first=first, speech=speech, going=bool(starts))
            if at is not None:
                starts.append(at)
        for begin, stop in zip(starts, [*starts[1:], end], strict=False):
            yield self._point(begin, stop, 1)

    def _row(self, clauses: Sequence[Clause], speech: Speech) -> list[tuple[int, int]]:
        """Return the points of a sentence whose members, parted by semicolons, are of like build."""
        if not any(c.mark in _PARTS for c in clauses):
            return []
        first = 0
        for number, clause in enumerate(clauses[:-1]):
            if clause.mark in _COLONS:
                first = number + 1
                break
        if not first and len(clauses) > 2 and clauses[0].mark in _COMMAS and ALL.match(clauses[0].words):
            first = 1  # 要求广大驾驶员，上车先系带；上路先让人
        heads: list[Clause] = []
        for number in range(first, len(clauses)):
            if number == first or clauses[number - 1].mark in _PARTS:
                # 榜样的力量在于代代相传，选树典型要…: the point may begin after a remark
                later = clauses[number + 1 : number + 2]
                remark = bool(later) and clauses[number].mark in _COMMAS and not is_bidding(clauses[number].words)
                heads.append(later[0] if remark and is_bidding(later[0].words) else clauses[number])
        if len(heads) < 2:
            return []
        before = self.text[max(0, clauses[0].start - _BACK) : clauses[0].end]
        asked = (
            speech.strong or bool(re.search(r"下一步|今后|打算|将", before)) or all(is_bidding(h.words) for h in heads)
        )
        offset = share_opening([h.words for h in heads], heads[0], self.text)
        if offset is None or not asked:
            return []
        will = all(h.words[0] == "将" for h in heads[1:])  # 县里将建机制；将育新风: what is planned, without 将
        begins = [heads[0].start + offset + will, *(self.text.index(h.words, h.start) + will for h in heads[1:])]
        return list(zip(begins, [*begins[1:], clauses[-1].end], strict=True))

    def _demand_start(self, clause: Clause, *, first: bool, speech: Speech, going: bool) -> int | None:
        """Return where a demand begins in a clause, None where it holds none."""
        words = clause.words
        at = self.text.index(words, clause.start)
        while match := INTRO.match(words):
            words = words[match.end() :]
            at += match.end()
        if match := DEMAND.match(words):
            return at + match.start("core")
        if speech.strong and going and first and IMPERATIVE.match(words):
            return at
        match = MODAL.search(words)
        if match is None or not match.start() or match.start() > 40:
            return None
        subject = words[: match.start()]
        if match["strong"] and match["strong"][0] in "必务" and first and ADDRESSEE.search(subject):
            return at
        if speech.urging or (self.notice and len(subject) <= _SHORT):
            return at
        addressed = bool(ADDRESSEE.search(subject)) or (at in self.units and "是" not in subject)
        if speech.strong or self.notice:
            return at if addressed and (first or going) else None
        promised = speech.promising or (speech.verb == "说" and at - speech.content < _STRAIGHT)
        return at if at in self.units and first and promised else None
