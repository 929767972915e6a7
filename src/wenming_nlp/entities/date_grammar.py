"""The grammar of calendar expressions: years, months and days, what leans on another day, and dates in figures."""

from __future__ import annotations

import re

__all__ = ["CALENDAR", "LIKELY_CALENDAR", "LIKELY_RELATIVE", "NUMERIC", "RELATIVE", "read_number"]

_CN = "〇○零一二三四五六七八九"
_PART = (
    "(?:大清早|大年夜|清晨|凌晨|早晨|早上|清早|上午|中午|正午|午间|下午|午后|傍晚|黄昏|晚上|晚间|夜间|夜晚|夜里"
    "|深夜|午夜|晚(?![会宴餐报婚年育期稻霜])|夜(?![景市游])|早(?![餐点报市就已日]))"
)
_YEAR = rf"(?P<y>(?:1[89]|20)\d\d|[一二][{_CN}]{{3}})\s?年"
_YEAR_WORD = "(?P<yw>今年|去年|前年|明年|后年|同年|次年|翌年|那年(?=\\d{1,2}月)|上年(?![货味画]))(?!同期)|(?P<yq>今年|去年)(?=同期)"
_MONTH = r"(?P<m>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月"
_MONTH_WORD = "(?P<mw>本月|上个月|上月|下个月|下月|当月|同月|次月|这个月)"
_DAY = (
    "(?P<d>[12]\\d|3[01]|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|[一二三四五六七八九])"
    "[日号](?![楼线店院台机房桥井门令]|文(?![明化艺]))"
)
_TAIL = "(?P<tail>份(?!额)|月?底|末(?![尾班])|初(?![级中期步])|中旬|上旬|下旬)"
_BETWEEN = r"(?:\s?[（(](?:星期|周|礼拜)[一二三四五六日天][)）])?"
# Year, month and day with what may be left out; a month or day in Chinese numerals needs a year or a day beside it.
CALENDAR = re.compile(
    rf"""(?<![\d.．\-－／/第])(?<!\d[:：])
    (?:
      (?:{_YEAR}|{_YEAR_WORD})
        (?:\s?{_MONTH}(?:\s?{_DAY}{_BETWEEN}(?P<p>{_PART})?|{_TAIL})?
          |(?P<yt>年?(?:底|末(?![尾班])|初(?![级中期步]))|年中(?!考))
          |(?P<half>[上下]半年)|(?P<season>[春夏秋冬](?:天|季(?![节度])|(?=[，。、,])))(?!.?[运学招]))?
    | (?<![多几十百千数])(?:{_MONTH.replace("?P<m>", "?P<m2>")})
        (?:\s?{_DAY.replace("?P<d>", "?P<d2>")}{_BETWEEN}(?P<p2>{_PART})?|{_TAIL.replace("?P<tail>", "?P<tail2>")})?
    | {_MONTH_WORD}(?:{_DAY.replace("?P<d>", "?P<d3>")}(?P<p3>{_PART})?|{_TAIL.replace("?P<tail>", "?P<tail3>")})?
    | (?P<d4>[12]\d|3[01]|0?[1-9])日(?![常报均])(?P<p4>{_PART})?
    )""",
    re.VERBOSE,
)
RELATIVE = re.compile(
    rf"""(?P<day>今天|今日|昨天|昨日|前天|前日|明天|明日|后天|当天|当日|同日|同一天|次日|翌日|隔日|即日)(?P<p>{_PART})?
    |(?P<night>今晨|今早|今晚|昨晚|昨夜|昨晨|明晚|明早|当晚|当夜|当晨|次日晨)
    |(?P<week>上上|上个?|本|这个?|下个?)?(?P<unit>周|星期|礼拜)(?P<wd>[一二三四五六日天末])(?P<p2>{_PART})?
    |(?P<edge>年底|年末|年初|月底|月末|月初)(?![的]?[^，。；、\s]{{0,2}}[总考])""",
    re.VERBOSE,
)
NUMERIC = re.compile(r"(?<![\d.\-/])((?:19|20)\d\d)([-/.])(\d{1,2})\2(\d{1,2})(?![\d\-/]|\.\d)")
# Where an expression may begin, by its first two characters: searched many times faster than the grammars above.
LIKELY_CALENDAR = re.compile(
    r"[\d一二三四五六七八九十今去前明后同次翌上本下当这那](?=[\d〇○零一二三四五六七八九十年月日号个\s])"
)
LIKELY_RELATIVE = re.compile(
    r"[今昨前明后当同次翌隔即上本这下周星礼年月](?=[天日晨早晚夜一二三四五六末底初上个周星期礼拜])"
)
_VALUE_OF = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "廿": 20}


def read_number(text: str) -> int:
    """Return a number below 10,000 written in digits, digit by digit (二〇一三) or with 十 (二十三).

    Examples
    --------
    >>> [read_number(t) for t in ("07", "二〇一三", "十", "二十三", "廿一")]
    [7, 2013, 10, 23, 21]
    """
    if text.isdigit() and text[0] not in _VALUE_OF:
        return int(text)
    if "十" in text:
        tens, _, ones = text.partition("十")
        return (_VALUE_OF[tens] if tens else 1) * 10 + (_VALUE_OF[ones] if ones else 0)
    if text[0] == "廿":
        return 20 + (_VALUE_OF[text[1]] if len(text) > 1 else 0)
    value = 0
    for char in text:
        value = value * 10 + _VALUE_OF[char]
    return value
