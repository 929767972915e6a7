"""Dates as pages state them: of publication, and under a signature."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

__all__ = ["DAY", "day_of", "find_day", "is_day_line"]

# Year, month, day in any of the usual forms, with the time of day where it follows.
DAY: Final = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d{2})\s?(?:(?P<sep>[-/.．－])\s?(?P<m>\d{1,2})(?P=sep)\s?(?P<d>\d{1,2})"
    r"|年\s?(?P<m2>\d{1,2})\s?月\s?(?P<d2>\d{1,2})\s?[日号]?"
    r"|(?P<m3>(?:0\d|1[0-2]))(?P<d3>[0-3]\d))(?!\d)"
    r"(?:[T\s]*(?:[上下]午)?\s*\d{1,2}\s?[:：]\s?\d{2}(?:\s?[:：]\s?\d{2})?(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?)?"
    r"(?:\s*[(（]?(?:星期|周)[一二三四五六日天][)）]?)?"
)
_WIDE: Final = str.maketrans("０１２３４５６７８９／：．－", "0123456789/:.-")
_HAN_DAY: Final = re.compile(
    r"[二一][〇○ＯO0零一二三四五六七八九]{3}年(?:元|[一二三四五六七八九十]{1,2})月[一二三四五六七八九十廿卅]{1,3}日"
)


def day_of(match: re.Match[str]) -> date | None:
    """Return the day of a match of `DAY`, null where the calendar has no such day."""
    month = match["m"] or match["m2"] or match["m3"]
    day = match["d"] or match["d2"] or match["d3"]
    try:
        return date(int(match["y"]), int(month), int(day))
    except ValueError:
        return None


def find_day(text: str) -> date | None:
    """Return the first full date of a text.

    Examples
    --------
    >>> find_day("发布：２０２１年4月6日 09:30")
    datetime.date(2021, 4, 6)
    >>> find_day("4月6日") is None
    True
    """
    for match in DAY.finditer(text.translate(_WIDE)):
        found = day_of(match)
        if found is not None:
            return found
    return None


def is_day_line(text: str) -> bool:
    """Return whether a line is nothing but a date, as under a signature, in figures or Chinese numerals.

    Examples
    --------
    >>> is_day_line("二〇一三年一月十六日"), is_day_line("2021年4月6日"), is_day_line("4月6日开工")
    (True, True, False)
    """
    bare = text.translate(_WIDE).strip(" \u3000()（）[]【】")
    if len(bare) > 30:
        return False
    match = DAY.fullmatch(bare)
    return (match is not None and day_of(match) is not None) or _HAN_DAY.fullmatch(bare.replace(" ", "")) is not None
