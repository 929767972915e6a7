"""Meetings and activities: when, where, who chaired and spoke, who came, how many.

Every named event is a row; the one that the article reports is its main one, and only that one has people.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from wenming_nlp.entities.mentions import Mention
from wenming_nlp.records.contexts import sentence_contexts
from wenming_nlp.records.headcount import COMES, find_headcount, sentence_at
from wenming_nlp.records.organ_names import full_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wenming_nlp.article import Article, Home
    from wenming_nlp.records.officials import Official
    from wenming_nlp.records.organ_names import Context
    from wenming_nlp.text.sentences import Sentence

__all__ = ["EventRow", "build_events"]

_HELD = r"召开|举行|举办|启动|开幕|开场|登场|开锣|收官|落下帷幕|走进|开到|开跑|拉开|启幕|开讲|开赛|展开|上演|进行|开班|落幕|闭幕|开展"
_HOW = r"隆重|正式|组织|同步|成功|顺利|如期|热闹|热烈|盛大|精彩|火热|欢乐|圆满"
_HELD_BEFORE: Final = re.compile(
    rf"(?:{_HELD}|参加|出席|组织|开展)(?:了)?[^，。；]{{0,12}}$|(?:主办|承办|举办|牵头|发起|一起办|联合办|联办)的[^，。；]{{0,8}}$"
)
_HELD_BEHIND: Final = re.compile(rf"^(?:[^，。；]{{0,30}}?)(?:{_HELD})|^的?(?:第一站|首站|现场)")
_COMING: Final = re.compile(r"(?:将|届时|即将|拟|还将|还要|还会|也要)[^，。；]{0,16}$")
_COMING_BEHIND: Final = re.compile(r"^[^，。；]{0,4}(?:即将|将(?!军))|^(?:期间|以来|余温|精神|要求)")
_PLACE_BEHIND: Final = re.compile(
    rf"^(?:隆重|正式|同步|就|也)?(?:在|于)(?P<place>[^，。；、“”]{{2,24}}?)(?:{_HOW})?(?:{_HELD})"
)
_PLACE_BEFORE: Final = re.compile(
    rf"(?:在|于)(?P<place>[^，。；、“”在于]{{2,24}}?)(?:{_HOW})?(?:{_HELD})(?:了)?[^，。；]{{0,10}}$"
)
_PLACE_ENTERED: Final = re.compile(
    r"^[^，。；\n]{0,6}走进(?P<place>[^，。；、“”\n]{2,16})(?=[，。；])|^[^。；\n]{0,20}主会场设在(?P<place_>[^，。；\n]{2,16})(?=[，。；])"
)
_HERE: Final = re.compile(r"^(?:隆重|正式|就|也)?在(?:这里|此)")
_NO_PLACE: Final = re.compile(r"^(?:这里|此|各地|全|.{0,3}(?:带领|主持|期间|基础|同时|引导|组织|推动|支持)下?$)")
#: A day in front of a venue: 今天下午, 2022年10月16日在 + 北京.
_DAY_BEFORE: Final = re.compile(
    r"^(?:当地时间)?(?:今[天晚日]|昨[天晚日]|明[天晚日]|当[天晚日])?(?:\d{4}年)?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:[上下]午|中午|晚上?)?(?:\d{1,2}时)?在?"
)
#: A day that something lasts from or is due by is no day of an event.
_SINCE_BEFORE: Final = re.compile(r"(?:截至|截止|自|从|停[在留]|早在|(?P<set>定于|于))$")
#: What a notice heads the day with: 一、活动时间：5月31日.
_HEADED: Final = re.compile(
    r"(?:\A|[\s、，。.．）)])(?:活动|举办|举行|开展|比赛|会议|培训|演出)?(?:时间|日期)(?:安排)?[：:\s]*\Z"
)
_SINCE_BEHIND: Final = re.compile(r"(?:以来|起|以前|之前|前|至|到|—|开始|[\u4e00-\u9fff]{2,6}以来)")
#: 11月21日至22日: an event of several days falls on the first.
_SPAN: Final = re.compile(r"[至到—-]+(?:\d{1,2}月)?\d{1,2}日(?![前止])")
_SPAN_BEFORE: Final = re.compile(r"\d日(?:上午|下午|晚)?[至到—-]+$")
_FEW_DAYS = 45  # an event further back than this is told of, not reported
_FRESH = 10  # days between an event and the page that reports it
_REACH_ON = 40  # characters on to it where none stands before
_REACH = 400  # characters back to the day that an event without one falls on


class EventRow(NamedTuple):
    """A row of the events table, but for its article."""

    name: str
    date: date | None
    place: str | None
    chair: tuple[str, ...]
    speakers: tuple[str, ...]
    attendees: tuple[str, ...]
    organs: tuple[str, ...]
    headcount: int | None
    main: bool


class _People(NamedTuple):
    """Names by the part they played."""

    chair: tuple[str, ...]
    speakers: tuple[str, ...]
    attendees: tuple[str, ...]


class _Found(NamedTuple):
    """An event where it is spoken of first or best."""

    mention: Mention
    name: str
    day: date | None
    weight: float


def build_events(
    article: Article,
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    officials: Sequence[Official],
    home: Home | None,
    *,
    contexts: Sequence[Context] | None = None,
) -> list[EventRow]:
    """Return each event that an article names, once.

    Parameters
    ----------
    article : Article
    sentences : sequence of Sentence
    mentions : sequence of Mention
        As `recognize` gives them.
    officials : sequence of Official
        Their roles say who chaired, spoke and came.
    home : Home or None
        Whose organs the attending ones are.
    contexts : sequence of Context, optional
        What `sentence_contexts` returned, if it was asked before.

    Returns
    -------
    list of EventRow
        In order of first mention; at most one is the main event.
    """
    if all(mention.label != "EVENT" for mention in mentions):
        return []
    text = article.text
    found = _collect(article, sentences, mentions)
    acting = any(official.roles for official in officials)
    best = max(found, key=lambda f: f.weight)
    main = best if best.weight > 0 and (best.weight >= 1 or acting) else None
    people = _people(officials)
    rows = []
    for event in found:
        is_main = event is main
        rows.append(
            EventRow(
                event.name,
                event.day,
                _place(text, mentions, event.mention),
                people.chair if is_main else (),
                people.speakers if is_main else (),
                people.attendees if is_main else (),
                _organs(article, sentences, mentions, home, contexts) if is_main else (),
                find_headcount(article, sentences, mentions, event.mention) if is_main else None,
                is_main,
            )
        )
    return rows


def _collect(article: Article, sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> list[_Found]:
    """Return one entry for each name, by its most telling mention."""
    text = article.text
    body = _body(article)
    days = _days(text, mentions)
    found: dict[str, _Found] = {}
    for mention in mentions:
        if mention.label != "EVENT":
            continue
        name = text[mention.start : mention.end]
        day = _day(article, sentences, days, mention)
        entry = _Found(mention, name, day, _weight(article, mention, body, day))
        known = found.get(name)
        if known is None or entry.weight > known.weight:
            found[name] = entry
    return list(found.values())


def _weight(article: Article, mention: Mention, body: int, day: date | None) -> float:
    """Return how much speaks for an event being the one reported; 0 or less where it is only mentioned."""
    text = article.text
    before, behind = text[max(0, mention.start - 40) : mention.start], text[mention.end : mention.end + 48]
    if _COMING.search(before) or _COMING_BEHIND.match(behind):
        return 0.0
    weight = 0.5
    if _HELD_BEFORE.search(before) or _HELD_BEHIND.match(behind):
        weight += 1
    if mention.start < body:
        weight -= 0.7
    else:
        weight += max(0.0, 0.4 - (mention.start - body) / 2000)
    if "暨" in text[mention.start : mention.end]:
        weight += 0.1
    if day is not None and article.published is not None and not 0 <= (article.published - day).days <= _FEW_DAYS:
        weight -= 1
    return weight


def _day(article: Article, sentences: Sequence[Sentence], days: Sequence[Mention], event: Mention) -> date | None:
    """Return the day of an event: the nearest before it in its sentence, behind it there, or the article's last so far."""
    sentence = sentence_at(sentences, event.start)
    start, end = (sentence.start, sentence.end) if sentence else (event.start, event.end)
    before = [m for m in days if start <= m.start < event.start]
    behind = [m for m in days if event.end <= m.start < end]
    if before or behind:
        return _date_of(before[-1] if before else behind[0])
    text, limit = article.text, article.published
    days = [m for m in days if not _SINCE_BEFORE.search(text, max(0, m.start - 3), m.start)]
    headed = next((m for m in days if _HEADED.search(text[max(0, m.start - 12) : m.start])), None)
    if headed is not None and (limit is None or _date_of(headed) >= limit):
        return _date_of(headed)
    past = [m for m in days if m.start < start and (limit is None or _date_of(m) <= limit)]
    near = [m for m in past if m.start >= event.start - _REACH] or past[:1]
    if limit is not None:
        # 9月1日开学以来 does not take an event off the day of the report
        fresh = [m for m in past if (limit - _date_of(m)).days <= _FRESH]
        near = [m for m in near if m in fresh] or fresh[-1:] or near
    if not near and event.start < _body(article):
        near = [m for m in days if limit is None or _date_of(m) <= limit][:1]
    if not near:  # 区里召开推进会。5月5日下午，…主持: the day stands behind
        near = [m for m in days if end <= m.start < end + _REACH_ON and (limit is None or _date_of(m) <= limit)][:1]
    return _date_of(near[-1]) if near else None


def _date_of(mention: Mention) -> date:
    return date.fromisoformat(mention.code or "")


def _body(article: Article) -> int:
    return next((p.start for p in article.paragraphs if p.part == "body"), 0)


def _days(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Return the days that something may have been held on."""
    return [
        m
        for m in mentions
        if m.label == "DATE"
        and m.code is not None
        and len(m.code) == len("2022-07-01")
        and (not _SINCE_BEHIND.match(text, m.end) or _SPAN.match(text, m.end))
        and not _SPAN_BEFORE.search(text, max(0, m.start - 12), m.start)
        and not ((since := _SINCE_BEFORE.search(text, max(0, m.start - 3), m.start)) and not since["set"])
    ]


def _place(text: str, mentions: Sequence[Mention], event: Mention) -> str | None:
    """Return the venue as written: 在…召开 behind the name or before it, 走进…; 在这里 is the place named last."""
    if _HERE.match(text[event.end : event.end + 8]):
        line = text.rfind("\n", 0, event.start)
        named = [m for m in mentions if m.label == "PLACE" and line < m.start < event.start]
        return text[named[-1].start : named[-1].end] if named else None
    if entered := _PLACE_ENTERED.match(text[event.end : event.end + 48]):
        return entered["place"] or entered["place_"]
    match = _PLACE_BEHIND.match(text[event.end : event.end + 60]) or _PLACE_BEFORE.search(
        text[max(0, event.start - 50) : event.start].rsplit("\n", 1)[-1]
    )
    if match is None or _NO_PLACE.match(match["place"]):
        return None
    return _DAY_BEFORE.sub("", match["place"].strip(), count=1) or None


def _people(officials: Sequence[Official]) -> _People:
    """Return names by part played, each once, in the order of the text."""
    ordered = sorted((o for o in officials if o.roles), key=lambda o: o.person_entity)
    chairs = _names(o for o in ordered if "主持" in o.roles)
    speakers = _names(o for o in ordered if {"讲话", "通报", "表态发言"} & set(o.roles))
    return _People(chairs, speakers, _names(ordered))


def _names(officials: Iterable[Official]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(o.name for o in officials))


def _organs(
    article: Article,
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    home: Home | None,
    contexts: Sequence[Context] | None,
) -> tuple[str, ...]:
    """Return the organs of the sentences that say who came, under their full local names."""
    text = article.text
    contexts = sentence_contexts(text, sentences, mentions, home) if contexts is None else contexts
    beside: dict[Sentence, list[tuple[Mention, Context]]] = {}
    for mention, context in zip(mentions, contexts, strict=True):
        if mention.label == "ORG" and (sentence := sentence_at(sentences, mention.start)) is not None:
            beside.setdefault(sentence, []).append((mention, context))
    names: dict[str, None] = {}
    for sentence, organs in beside.items():
        if (
            len(organs) > 1
            and article.paragraphs[sentence.paragraph_id].part == "body"
            and COMES.search(text, sentence.start, sentence.end)
        ):
            names |= dict.fromkeys(full_name(text[m.start : m.end], c, home).name for m, c in organs)
    return tuple(names)
