"""Who says what in an article: 龙长河强调，…; 会议要求：…; 她说，…."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Final, NamedTuple

from wenming_nlp.records.surnames import full_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wenming_nlp.entities.mentions import Mention
    from wenming_nlp.text.sentences import Sentence

__all__ = ["Speech", "find_speeches"]

_STRONG = "强调|要求|指出|提出|希望|叮嘱|嘱咐|建议|号召|倡议|部署|勉励|寄语|呼吁|提醒"
_STRONG_VERBS: Final = frozenset(_STRONG.split("|"))
_WEAK = "表示|介绍|认为|坦言|告诉|透露|感慨|(?<![要再可能])说"
_SAYS: Final = re.compile(
    rf"(?:(?P<strong>{_STRONG})(?![了会工推]|大(?!家))|(?P<weak>{_WEAK})(?!明|法|服|是|话|不|起|要))"
    r"(?P<what>[^，。；：,;:]{0,12}?(?:意见|要求|希望|建议|期望|任务|措施|打算))?(?:道|记者|笔者)?(?P<mark>[，,：:])?"
)
#: Where a verb may stand: a plain alternation is searched much faster.
_LIKELY: Final = re.compile(f"{_STRONG}|表示|介绍|认为|坦言|告诉|透露|感慨|说")
#: Behind these 要求 and 部署 are nouns: 按照…的要求，全面加强; 决策部署.
_NOUNS_BEHIND: Final = ("的", "决策", "战略", "总", "指示", "批示")
_NEUTRAL: Final = re.compile(
    r"^(?:会议|活动|通知|通报|督[查导]组|检查组|复查组|考评组|暗访组|大家|《[^《》]+》|(?!按照|贯彻|落实|围绕|根据)[^《》]{0,12}全会|(?:与会|参会)[^，]{0,8}|[^，]{0,6}(?:代表|委员|干部|群众|学员|官兵|同志)们?(?:一致|纷纷)?)?(?:最后|还|同时)?$"
)
_MANY: Final = re.compile(r"大家|与会|参会|们")
_CLAUSE: Final = re.compile(r"[^，；。：]*\Z")
_CHAIRS: Final = re.compile(r"(?:在)?主持(?![^，。；、\n]{0,12}讲话)")


class Speech(NamedTuple):
    """Who says something: where the sentence and what is said begin, the verb, whether a chair speaks."""

    start: int
    content: int
    speaker: str | None
    verb: str
    chairing: bool
    shared: bool = False  # 大家认为, 与会人员表示: many say it

    @property
    def strong(self) -> bool:
        """Whether the verb demands (要求); others only tell (表示)."""
        return self.verb in _STRONG_VERBS

    @property
    def known(self) -> bool:
        """Whether it is known who demands, or the verb says that it is demanded."""
        return self.strong or self.shared or bool(self.speaker)

    @property
    def urging(self) -> bool:
        """Whether whatever 要 is said counts, whoever is addressed."""
        return self.verb in {"叮嘱", "嘱咐"}

    @property
    def promising(self) -> bool:
        """Whether the verb may tell what an organ is going to have done."""
        return self.verb == "表示"


def find_speeches(text: str, sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> list[Speech]:
    """Find where somebody begins to speak.

    Parameters
    ----------
    text : str
    sentences : sequence of Sentence
        Those to read, in order.
    mentions : sequence of Mention
        Persons are speakers.

    Returns
    -------
    list of Speech
        In order. Every paragraph begins with an entry of no speaker and no verb, so that nobody's
        words reach over a paragraph.

    Examples
    --------
    >>> from wenming_nlp.entities.mentions import Mention
    >>> from wenming_nlp.text.sentences import Sentence
    >>> text = "区长肖光强强调，要抓紧。会议指出，时间很紧。"
    >>> sentences = [Sentence(0, 12, 0), Sentence(12, len(text), 0)]
    >>> [(s.speaker, s.verb) for s in find_speeches(text, sentences, [Mention(2, 5, "PERSON", "")])]
    [(None, ''), ('肖光强', '强调'), (None, '指出')]
    """
    people = sorted((m.start, m.end) for m in mentions if m.label == "PERSON")
    full = full_names(text, mentions)
    chairs = {full.get(s) or text[s:e] for s, e in people if _CHAIRS.match(text, e)}
    found: list[Speech] = []
    speaker: str | None = None
    paragraph = -1
    for sentence in sentences:
        if sentence.paragraph_id != paragraph:
            paragraph = sentence.paragraph_id
            found.append(Speech(sentence.start, sentence.start, None, "", chairing=False))
        told = False  # whether an earlier verb of this sentence has opened a speech
        behind = sentence.start
        for likely in _LIKELY.finditer(text, sentence.start, sentence.end):
            at = likely.start()
            match = _SAYS.match(text, at, sentence.end) if at >= behind else None
            if match is None or text.endswith(_NOUNS_BEHIND, sentence.start, at):
                continue
            if match["strong"] == "部署" and text.endswith("会", sentence.start, at) and match["mark"]:
                continue  # 按照…全会部署，
            behind = match.end()
            if text.rfind("“", sentence.start, at) > text.rfind("”", sentence.start, at):
                continue
            clause = _CLAUSE.search(text, sentence.start, at)
            words = clause[0] if clause else ""
            last = bisect_left(people, (at, at)) - 1
            if last >= 0 and people[last][0] >= sentence.start:
                speaker = full.get(people[last][0]) or text[people[last][0] : people[last][1]]
            elif words and _NEUTRAL.match(words):
                speaker = None
            elif not match["mark"] and not match["strong"]:
                continue
            chairing = "主持" in words or speaker in chairs
            start = at if told else sentence.start
            shared = speaker is None and bool(_MANY.search(words))
            verb = match["strong"] or match["weak"]
            found.append(Speech(start, match.end(), speaker, verb, chairing=chairing, shared=shared))
            told = told or speaker is not None
    return found
