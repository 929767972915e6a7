"""Calendar expressions and the ISO value of each.

The span keeps the part of the day and 份, 底, 初 (4月18日上午, 9月份, 8月底); clock times, durations, frequencies,
festivals and vague times (近日, 当时) are no dates. The value is read against the day of publication and against
the dates that were named before: 当天 is the day last spoken of, 16日 lies in the month last spoken of.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from wenming_nlp.entities.date_grammar import (
    CALENDAR,
    LIKELY_CALENDAR,
    LIKELY_RELATIVE,
    NUMERIC,
    RELATIVE,
    read_number,
)
from wenming_nlp.entities.mentions import Mention

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wenming_nlp.entities.mentions import Cover

__all__ = ["find_dates"]

#: Before the last year of a span.
_YEARS: Final = re.compile(r"(?:19|20)\d\d[—–－~～至\-]{1,2}\Z")

_MONTHS_ON = re.compile(r"[至到][一二三四五六七八九十]{1,2}月")
_MONTHS_BEFORE = re.compile(r"[一二三四五六七八九十]{1,2}月[至到]$")
_SHIFT = {"今": 0, "昨": -1, "前": -2, "明": 1, "后": 2}
_YEAR_SHIFT = {"今年": 0, "去年": -1, "上年": -1, "前年": -2, "明年": 1, "后年": 2}
_FRESH = 31  # days between what a page reports and its publication
_WHOLE = 10  # characters of the ISO value of a day
_BEFORE_DAY = ("前", "以前", "之前")
_STOPS = re.compile(r"[。！？\n]")
#: What opens speech that is told, in which 今天 is the day on which it was said.
_TELLS = re.compile(r"(?:强调|要求|指出|叮嘱|嘱咐|表态|希望)[^\n]*[^。！？\n]\Z")
_HEADS = set("，。；、！？“”【】\n \u3000,;!?()（）")


class _Timeline:
    """What has been named so far: the day, the month and the year that the next expression leans on."""

    def __init__(self, published: date | None) -> None:
        self.published = published
        self.day: date | None = None  # the day last spoken of that had come when the page was published
        self.lead: date | None = None  # the first day named that lies shortly before the page: the one it reports
        self.month: tuple[int | None, int] | None = None  # year, month last written with a day or alone
        self.year: int | None = None
        self.end = -1  # where the last absolute year's expression ended
        self.chain = -1  # where the last date of a known year ended
        self.last: tuple[date, int] | None = None  # the day named last, come or to come, and where
        self.recent: tuple[int, int] | None = None  # the month named last, with a day or without

    def name(self, year: int | None, month: int | None = None, day: int | None = None) -> str | None:
        """Take note of a date and return its ISO value, None where the year is open or there is no such day."""
        if month is not None and (day is not None or self.month is None):
            self.month = (year, month)
        if year is None:
            return None
        self.year = year
        if month is None:
            return f"{year:04d}"
        self.recent = year, month
        if day is None:
            return f"{year:04d}-{month:02d}"
        if not 1 <= day <= monthrange(year, month)[1]:
            return None
        found = date(year, month, day)
        if self.published is None or found <= self.published or self.day is None:
            self.day = found
            if self.lead is None and self.published is not None and 0 <= (self.published - found).days <= _FRESH:
                self.lead = found
        return found.isoformat()

    def year_of(self, month: int, day: int | None, *, ahead: bool, back: bool) -> int | None:
        """Return the year of a month written without one: the published year, or its neighbour across New Year."""
        now = self.published
        if now is None:
            return None
        if month >= 10 and now.month <= 3 and not (ahead and now.month == 3):
            return now.year - 1
        if month <= 2 and now.month >= 11 and not back:
            return now.year + 1
        if day is not None and month - now.month >= 7:
            return now.year - 1
        return now.year

    def month_of(self, day: int) -> tuple[int | None, int] | None:
        """Return year and month of a day written alone."""
        if self.month is not None:
            return self.month
        if self.published is None:
            return None
        if day <= self.published.day + 3:
            return self.published.year, self.published.month
        before = self.published.replace(day=1) - timedelta(days=1)
        return before.year, before.month


def _shift_month(year: int, month: int, by: int) -> tuple[int, int]:
    months = year * 12 + month - 1 + by
    return months // 12, months % 12 + 1


def find_dates(text: str, cover: Cover, published: date | None = None) -> list[Mention]:
    """Find the calendar expressions of a text.

    Parameters
    ----------
    text : str
        An article's text.
    cover : Cover
        What has been taken; document numbers must be in it, or ﹝2017﹞7号 would be read as a day.
    published : datetime.date, optional
        Day of publication. Without it an expression that needs it has no value.

    Returns
    -------
    list of Mention
        Label DATE, in order, not overlapping; ``code`` is the ISO day, month or year, or None.

    Examples
    --------
    >>> from datetime import date
    >>> from wenming_nlp.entities.mentions import Cover
    >>> text = "4月19日上午召开启动大会,去年11月以来,要在5月底前整改;当天下午,检查组进村。"
    >>> for m in find_dates(text, Cover(len(text)), date(2017, 4, 21)):
    ...     print(text[m.start:m.end], m.code)
    4月19日上午 2017-04-19
    去年11月 2016-11
    5月底 2017-05
    当天下午 2017-04-19
    """
    spans: list[tuple[int, re.Match[str], str]] = []
    if "月" in text or "日" in text or "年" in text:
        spans += [(m.start(), m, "calendar") for m in _matches(CALENDAR, LIKELY_CALENDAR, text)]
    spans += [(m.start(), m, "relative") for m in _matches(RELATIVE, LIKELY_RELATIVE, text)]
    if "20" in text or "19" in text:
        spans += [(m.start(), m, "numeric") for m in NUMERIC.finditer(text)]
    spans.sort(key=lambda item: (item[0], -item[1].end()))
    line = _Timeline(published)
    found: list[Mention] = []
    last = 0
    for start, match, kind in spans:
        end = match.end()
        if start < last or not cover.free(start, end):
            continue
        if kind == "calendar":
            if not _is_calendar(text, match):
                continue
            code, rule = _calendar_value(text, match, line)
        elif kind == "numeric":
            year, month, day = int(match[1]), int(match[3]), int(match[4])
            if not 1 <= month <= 12:
                continue
            code, rule = line.name(year, month, day), "numeric"
        else:
            if not _is_relative(text, match):
                continue
            if text[start - 1 : start] == "\n" and line.lead is not None and text[start] in "当同":
                line.day = line.lead  # 当天 at the head of a paragraph is the day of the report
            code, rule = _relative_value(text, match, line)
        found.append(Mention(start, end, "DATE", f"date.{rule}", 1.0, code))
        last = end
        if code is None:
            continue
        line.chain = end
        if len(code) == _WHOLE and not text.startswith(_BEFORE_DAY, end):
            line.last = date.fromisoformat(code), end
    return found


def _matches(grammar: re.Pattern[str], likely: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Yield what ``grammar.finditer`` would, from the places where a match may begin."""
    behind = 0
    for start in likely.finditer(text):
        at = start.start()
        if at >= behind and (match := grammar.match(text, at)):
            behind = match.end()
            yield match


def _is_calendar(text: str, match: re.Match[str]) -> bool:
    """Tell a date from what only looks like one."""
    start, end = match.span()
    before = text[max(0, start - 2) : start]
    after = text[end : end + 2]
    if _YEARS.search(text, max(0, start - 6), start) and match.group().endswith("年"):
        return False  # 行动方案（2019—2021年） lasts three years
    if match["y"] or match["yw"] or match["yq"]:
        # 2018年度文明单位 and 2021年版 name an edition; 建设年, 2003年代 are no year
        return not after.startswith(("代", "级")) and not (match["yt"] is None and after.startswith("版"))
    if before.endswith(("农历", "阴历", "每年", "每月", "每周", "历年", "旧历", "初")) or after.startswith(
        ("日记", "大计")
    ):
        return False
    if match["m2"]:
        digits = match["m2"][0].isdigit()
        if match["d2"]:
            # 3月5日学雷锋日 is a day; 二月二日 without a digit is left to poems unless the day ends in 日
            return True
        # 六月 alone is a season or a poem; 6月 is a month, but not in 6月龄 or 第6月
        told = digits or match["tail2"] is not None or _is_month_of(text, start, end)
        return not after.startswith(("龄", "嫂")) and told
    if match["d4"]:
        return not before.endswith(("第", "近", "满", "共", "每", "连", "续", "过", "约")) and not after.startswith(
            ("游", "之内", "内")
        )
    return True


def _is_month_of(text: str, start: int, end: int) -> bool:
    """Return whether a month in Chinese numerals is one of the year: 一月至五月, or 三月 at the head of a paragraph."""
    if _MONTHS_ON.match(text, end) or _MONTHS_BEFORE.search(text, max(0, start - 5), start):
        return True
    return text[start - 1 : start] == "\n" and text[end : end + 1] in {"，", "的"}


def _calendar_value(text: str, match: re.Match[str], line: _Timeline) -> tuple[str | None, str]:
    now = line.published
    start, end = match.span()
    word = match["yw"] or match["yq"]
    if match["y"] or word:
        if match["y"]:
            year: int | None = read_number(match["y"])
        elif word in _YEAR_SHIFT:
            year = now.year + _YEAR_SHIFT[word] if now else None
        else:
            year = line.year if word in {"同年", "那年"} or line.year is None else line.year + 1
        month = read_number(match["m"]) if match["m"] else None
        if match["yt"]:
            month = 1 if "初" in match["yt"] else 6 if "中" in match["yt"] else 12
        day = read_number(match["d"]) if match["d"] else None
        line.end = end if match["y"] else -1
        return line.name(year, month, day), "year" if month is None else "month" if day is None else "day"
    if match["m2"]:
        month = read_number(match["m2"])
        day = read_number(match["d2"]) if match["d2"] else None
        joint = text[line.end : start].strip() if 0 <= line.end <= start else None
        if joint is not None and joint in {"至", "到", "—", "-", "－", "～", "~", "和", "、", "及", "——", "起至"}:
            year = line.year
            line.end = end
        else:
            deadline = text[end : end + 2]
            year = line.year_of(
                month,
                day,
                ahead=deadline.startswith(("前", "之前", "起", "开始")),
                back=text[max(0, start - 1) : start] in {"从", "自"} or deadline.startswith(("至", "到", "以来")),
            )
            if now is None and line.chain >= 0 and not _STOPS.search(text, line.chain, start):
                year = line.year  # 自2020年10月12日开始；11月中旬评审
        return line.name(year, month, day), "month" if day is None else "day"
    if match["mw"]:
        by = {"上": -1, "下": 1, "次": 1}.get(match["mw"][0], 0)
        anchor = line.recent if match["mw"][0] in "当同次" and line.recent else (now.year, now.month) if now else None
        year, month = (None, 1) if anchor is None else _shift_month(anchor[0], anchor[1], by)
        day = read_number(match["d3"]) if match["d3"] else None
        return (line.name(year, month, day) if year else None), "month_word"
    day = read_number(match["d4"])
    place = line.month_of(day)
    if place is None:
        return None, "bare_day"
    year, month = place
    # 30日至1日, 31日……2日: a smaller day after the month's last ones lies in the next month
    if line.day is not None and (line.day.year, line.day.month) == place and line.day.day >= 25 and day <= 5 and year:
        year, month = _shift_month(year, month, 1)
    return line.name(year, month, day), "bare_day"


def _is_spoken(text: str, start: int) -> bool:
    """Return whether a position stands inside “…”: 今天 in somebody's mouth is now, not a day."""
    line = text.rfind("\n", 0, start) + 1
    return text.rfind("“", line, start) > text.rfind("”", line, start)


def _is_told(text: str, start: int) -> bool:
    """Return whether a position stands behind a verb of speech in its paragraph: 他强调，今天交办的问题必须见底."""
    return _TELLS.search(text, max(0, start - 120), start) is not None


def _is_relative(text: str, match: re.Match[str]) -> bool:
    start, end = match.span()
    before, after = text[max(0, start - 2) : start], text[end : end + 3]
    if match["wd"]:
        # 星期三下午 alone comes back every week; 周六 at the head of a clause is the last one
        if match["week"] is None and (match["wd"] == "末" or match["unit"] != "周" or before[-1:] not in _HEADS):
            return False
        if match["week"] is None and before[-1:] == "“" and after[:1] not in _HEADS:
            return False  # “周五清洁日” comes back every week
        return not after.startswith(("至", "到")) or match["week"] is not None
    if match["edge"]:
        return before[-1:] not in {"每", "逢", "学", "财", "近", "本", "跨", "月", "年", "当"} and not after.startswith(
            ("工作", "绩效", *"一二三四五六七八九十")
        )
    if match["day"]:
        word = match["day"]
        if word == "当天" and before[-1:] == "能":
            return False  # 能当天改的不过夜
        if before[-1:] in {"的", "好", "每", "如", "是", "到"} and word in {"今天", "明天", "后天", "今日", "明日"}:
            return False
        if word in {"今天", "明天"} and (after.startswith(("的", "会", "更", "你")) or _is_spoken(text, start)):
            return False
        if word == "同日" and after[:1] == "报":
            return False  # 大同日报
        if word == "今日" and after.startswith(("事", "毕", "头条")):
            return False
        return word != "即日" or after[:1] == "起"
    return True


def _relative_value(text: str, match: re.Match[str], line: _Timeline) -> tuple[str | None, str]:
    now = line.published
    if match["edge"]:
        word = match["edge"]
        if now is None:
            return None, "edge"
        month = now.month if word[0] == "月" else 1 if word == "年初" else 12
        return f"{now.year:04d}-{month:02d}", "edge"
    if match["wd"]:
        if now is None:
            return None, "weekday"
        index = {"日": 6, "天": 6, "末": 5}.get(match["wd"])
        index = "一二三四五六".index(match["wd"]) if index is None else index
        monday = now - timedelta(days=now.weekday())
        week = (match["week"] or "").rstrip("个")
        if week:
            day = monday + timedelta(days=index + 7 * {"上上": -2, "上": -1, "下": 1}.get(week, 0))
        else:
            day = now - timedelta(days=(now.weekday() - index) % 7)
        return line.name(day.year, day.month, day.day), "weekday"
    word = match["day"] or match["night"]
    first = word[0]
    if first in _SHIFT:
        if now is None:
            return None, "relative"
        told = line.lead is not None and _is_told(text, match.start())
        day = (line.lead if told and line.lead else now) + timedelta(days=_SHIFT[first])
        return line.name(day.year, day.month, day.day), "relative"
    anchor = line.day
    if line.last is not None and not _STOPS.search(text, line.last[1], match.start()):
        anchor = line.last[0]  # 6月9日龙舟赛鸣锣；当晚还将上演晚会
    if word == "即日":
        anchor = now
    if anchor is None and first in "当同" and line.month is None:
        anchor = None
    if anchor is None:
        return None, "relative"
    if first in "次翌":
        anchor += timedelta(days=1)
    elif first == "隔":
        anchor += timedelta(days=2)
    return line.name(anchor.year, anchor.month, anchor.day), "relative"
