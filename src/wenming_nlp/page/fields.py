"""The line that says when, from whom, by whom: time, source, author, editor, views."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from wenming_nlp.page.days import _WIDE, DAY, day_of
from wenming_nlp.page.vocabulary import bare_label, find_labels, is_tool, label_kind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

__all__ = ["Fields", "is_medium", "read_fields"]

_MAX_CHARS: Final = 240
_BREAK: Final = re.compile(r"[|｜丨┃│\[\]【】［］〖〗\t\u3000]|\s{2,}")
_SPACED_LABEL: Final = re.compile(
    r"(来|作|时|日|编|责|浏|点|阅|字|记|审|校|摄|稿)"
    r"[ \u3000]{1,6}(源|者|间|期|辑|编|览|击|读|号|体|核|对|影)(?=\s*(?:[:：|｜丨]|$))"
)
_CLOCK: Final = re.compile(r"\d{1,2}[:：]\d{2}(?:[:：]\d{2})?")
_COUNT: Final = re.compile(
    r"(?:已?有|共|已被?|被)?\s*\(?（?\d[\d,，.]*[)）]?\s*[万k+]?\s*(?:人|次|条|个|字|篇|℃)?(?:评论|参与|阅读|浏览|跟帖|留言|点击|点赞|次)*"
)
_EDITION: Final = re.compile(
    r"第?\s*[A-Z]?\d{1,3}\s*版\s*[:：]?\s*\w{0,8}|(?:星期|周)[一二三四五六日天]|发表于\s?\w{2,4}|IP属地[:：]?\w{2,4}"
)
_PLACE_OF: Final = re.compile(
    r"发表于\s?\w{2,4}|IP属地[:：]?\w{2,4}"
    r"|(?<=\x02)\s*(?:北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南"
    r"|陕西|甘肃|青海|内蒙古|广西|西藏|宁夏|新疆)\s*\Z"
)
_SENTENCE: Final = re.compile("[。！？；!?;]")
_ACCOUNT: Final = re.compile(r"^原创|融媒$")
_ORIGINAL: Final = re.compile(r"^(?:原创|转载)\s+")
_MEDIUM: Final = re.compile(
    r"(?:(?<![海举简通预警汇播])报|周刊|杂志|新华社|中新社|通讯社|广播|电视台|网|网站|在线|客户端|频道"
    r"|融媒体中心|宣传部|文明办|创建办|新闻办|办公室|委员会|政府|新闻|财经|科技|消息|之声|\[整理\])$"
)
_JOINED: Final = re.compile(r"(来源|作者|责任编辑|编辑|记者)[^\s地于和自之的]\S{1,12}")
_EDGE: Final = ' \u3000\xa0,，、;；:：-—/\\()（）<>《》"“”'
#: A button behind a name: 编辑：甲某 我来说两句(17).
_BUTTON: Final = re.compile(r"\s+(?:我[要来]|参与|发表)[\u4e00-\u9fff]{2,4}\s*(?:[(（]\d+[)）]?)?\Z")
_RANK: Final = {"time": 3, "": 2, "update": 1, "written": 0}
_NOBODY: Final = frozenset(
    {"admin", "administrator", "管理员", "系统管理员", "root", "webmaster", "未知", "佚名", "无", "暂无", "匿名"}
)


@dataclass(slots=True)
class Fields:
    """What an information line states.

    Attributes
    ----------
    days : list of (int, date)
        Dates with their rank: a labelled time of publication above a bare date above a last change.
    values : dict of str to list of str
        Values by kind: source, supply, author, editor, review, photo, index, …
    labels : list of str
        The labels, in order.
    rest : list of str
        Pieces that are neither a field, a date, a count nor a button.
    n_known : int
        Number of pieces that are.
    """

    days: list[tuple[int, date]] = field(default_factory=list)
    values: dict[str, list[str]] = field(default_factory=dict)
    labels: list[str] = field(default_factory=list)
    rest: list[str] = field(default_factory=list)
    n_known: int = 0

    @property
    def n_rest(self) -> int:
        """Number of characters of the unknown pieces."""
        return sum(map(len, self.rest))

    @property
    def is_information(self) -> bool:
        """Whether the line is an information line and no sentence with a date in it."""
        if not (self.days or self.values) or any(_SENTENCE.search(piece) for piece in self.rest):
            return False
        sizes = [len(_ORIGINAL.sub("", piece)) for piece in self.rest]
        longest, total = max(sizes, default=0), sum(sizes)
        return total <= 4 or (bool(self.days) and longest <= 12 and total <= 12 + 4 * self.n_known)

    def add(self, kind: str, label: str, value: str) -> None:
        """Take a labelled value."""
        self.n_known += 1
        self.labels.append(label)
        kept = _BUTTON.sub("", value.replace("\x02", " ").strip(_EDGE))
        if label == "责任编辑":
            self.values.setdefault(kind, []).insert(0, kept)
        else:
            self.values.setdefault(kind, []).append(kept)

    def bare_source(self, *, loose: bool = False) -> str | None:
        """Return who is named beside a date without any label.

        Strictly a medium or an organ; loosely, for lines whose place on the page leaves no doubt, any short name.
        """
        if not self.days or self.values.get("source"):
            return None
        named = [_ORIGINAL.sub("", piece).strip(_EDGE) for piece in self.rest]
        named = [piece for piece in named if 2 <= len(piece) <= 16 and not piece.isascii()]
        named = [piece for piece in named if not re.search(r"融媒$|\s{2}", piece)]
        if loose:
            media = [piece for piece in named if _MEDIUM.search(piece)]
            chosen = media or named
            return chosen[0] if chosen and len(named) <= 2 else None
        if len(named) != 1 or len(self.rest) != 1 or any(_ACCOUNT.search(piece) for piece in self.rest):
            return None
        return named[0] if _MEDIUM.search(named[0]) else None

    def merge(self, other: Fields) -> None:
        """Take what another line states, too."""
        self.days += other.days
        self.labels += other.labels
        self.n_known += other.n_known
        for kind, values in other.values.items():
            self.values.setdefault(kind, []).extend(values)

    def first(self, kind: str) -> str | None:
        """Return the first value of a kind that says anything."""
        return next((v for v in self.values.get(kind, ()) if v and v.lower() not in _NOBODY), None)


def is_medium(text: str) -> bool:
    """Return whether a short text ends as the names of media and publishing organs do."""
    return 3 <= len(text) <= 16 and _MEDIUM.search(text) is not None


def read_fields(line: str) -> Fields | None:
    """Return what an information line states, null for a line that cannot be one.

    Examples
    --------
    >>> fields = read_fields("[2021-04-06]　来 源：某区文明办 | 记者：甲某 乙某　浏览：88次")
    >>> fields.days[0][1].isoformat(), fields.first("source"), fields.first("author"), fields.is_information
    ('2021-04-06', '某区文明办', '甲某 乙某', True)
    >>> read_fields("2021年4月6日，某区召开创建全国文明城市工作推进会。").is_information
    False
    """
    if len(line) > _MAX_CHARS:
        return None
    days: list[date] = []

    def keep(match: re.Match[str]) -> str:
        found = day_of(match)
        if found is None:
            return match.group()
        days.append(found)
        return "\x02"

    text = DAY.sub(keep, _SPACED_LABEL.sub(r"\1\2", line.translate(_WIDE)))
    fields = Fields()
    pending = ""
    order = iter(days)
    for label, piece in _pieces(text):
        dated = piece.count("\x02")
        if dated:
            piece = _EDITION.sub(" ", _PLACE_OF.sub(" ", piece))  # noqa: PLW2901
        bare = _CLOCK.sub(" ", piece.replace("\x02", " ")).strip(_EDGE)
        kind = label_kind(label or pending)
        for _ in range(dated):
            fields.days.append((_RANK.get(kind, 2), next(order)))
            fields.n_known += 1
        if label:
            fields.add(kind, label, "" if dated and kind in _RANK else bare)
            pending = "" if bare or dated else label
            if bare and dated and kind in _RANK:
                fields.rest.append(bare)
            continue
        if not bare:
            pending = "" if dated else pending
        elif is_tool(bare) or _COUNT.fullmatch(bare) or _EDITION.fullmatch(bare):
            fields.n_known += 1
        elif pending and kind not in ("views", "size", "share"):
            fields.add(kind, pending, bare)
            pending = ""
        elif all(is_tool(word) for word in re.split(r"[\s/]+", bare)):
            fields.n_known += 1
        else:
            fields.rest.append(bare)
    return fields


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """Yield the pieces of a line as (label or '', what follows it)."""
    dated = "\x02" in text
    for part in _BREAK.split(text):
        segment = part.strip()
        if not segment:
            continue
        labels = list(find_labels(segment))
        head = (segment[: labels[0].start] if labels else segment).strip()
        if head:
            joined = _JOINED.fullmatch(head) if dated else None
            word = bare_label(head) or (joined[1] if joined else None)
            yield (word, head[len(word) :]) if word else ("", head)
        for i, label in enumerate(labels):
            end = labels[i + 1].start if i + 1 < len(labels) else len(segment)
            yield label.word, segment[label.end : end]
