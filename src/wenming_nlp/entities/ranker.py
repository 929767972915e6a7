"""A linear ranker of what the grammar leaves open: whether a string is a person's name where it stands.

Features of a candidate and its context, most of them words and characters as they stand; the weights are in
``name_ranker.npz``, fitted by ``scripts/train_names.py``. Inference is a sum over some thirty of them.
"""

from __future__ import annotations

import io
import math
import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

from wenming_nlp.entities.candidates import announced
from wenming_nlp.entities.names import load_composed, load_context, load_elements, load_names
from wenming_nlp.entities.scan import BREAKS, foreign_names
from wenming_nlp.resources import read_bytes
from wenming_nlp.text.segment import is_word

if TYPE_CHECKING:
    from wenming_nlp.entities.candidates import Candidate
    from wenming_nlp.entities.scan import Scan

__all__ = ["NameRanker", "features", "load_ranker", "probability", "weigh"]

#: Function characters: a name hardly ends with one, and often stands before one.
FUNCTION: Final = frozenset(
    "的了在和与就对向说作等及将从把被为是有这那也都还不要会上下以用着过跟同给让使则却又再便当问答喊叫笑者们他她它我你您并且或由算一受称因"
)
#: Endings of places and things that their characters alone would make names of.
THINGS: Final = frozenset(
    "镇乡村区县市省路街巷河湖江海山寺庙祠阁塔桥楼园院馆站局办部委会队社厂店校所家里边年月日时天节周族员户农客奖品报网栏赛课渠榜杯"
)
#: The features that count a string in the whole article, with the highest value of each.
_COUNTS: Final = {
    "count": 3.0,
    "no_surname_count": 3.0,
    "stands_elsewhere": 1.0,
    "always_longer": 1.0,
    "shorter_elsewhere": 1.0,
}
_AGE: Final = re.compile(r"岁(?:多)?的?$")
_AGE_ENDS: Final = frozenset("岁多的")


@dataclass(frozen=True, slots=True)
class NameRanker:
    """Weights by feature, with the intercept under ``bias``."""

    weights: dict[str, float]
    slack: float = field(init=False)

    def __post_init__(self) -> None:
        slack = sum(max(0.0, self.weights.get(name, 0.0) * most) for name, most in _COUNTS.items())
        object.__setattr__(self, "slack", slack)

    def total(self, values: dict[str, float]) -> float:
        """Return the weighted sum of some features."""
        weights, total = self.weights, 0.0
        for name, value in values.items():
            if name in weights:
                total += weights[name] * value
        return total


def probability(log_odds: float) -> float:
    """Return the probability of log-odds."""
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(log_odds, 30.0))))


@lru_cache(maxsize=1)
def load_ranker() -> NameRanker:
    """Return the packaged ranker."""
    with np.load(io.BytesIO(read_bytes("name_ranker.npz")), allow_pickle=False) as stored:
        names = stored["features"].tobytes().decode("utf-8").split("\x1f")
        return NameRanker(dict(zip(names, stored["weights"].tolist(), strict=True)))


def features(scan: Scan, candidate: Candidate) -> dict[str, float]:
    """Return the features of a candidate, by name: a score of its own, or ``kind=value`` for what stands there."""
    level, values = _own(scan.text[candidate.start : candidate.end], candidate.odds)
    before, after = _around(scan, candidate)
    cut = _cut(scan, candidate)
    values = values | _before(*before) | _after(*after) | _shape(level, *cut)
    values = values | _crossed(_context(scan, candidate.start), level, *_seen(scan, candidate, cut, after))
    return values | _beside(scan, candidate, level) | _far(scan.text, candidate)


def weigh(scan: Scan, candidate: Candidate, *, least: float = -math.inf) -> float:
    """Return the log-odds that a candidate is a name; where they are below `least`, any value below it.

    They are the weighted sum of `features`. What follows from a few strings alone is kept from article to article:
    names, the words beside them and the cuts of the segmenter come again and again.
    """
    text, (start, end, odds) = scan.text, candidate
    ranker = load_ranker()
    level, total = _own_total(text[start:end], odds)
    before, after = _around(scan, candidate)
    cut = _cut(scan, candidate)
    total += _before_total(*before) + _after_total(*after) + _shape_total(level, *cut)
    total += _crossed_total(_context(scan, start), level, *_seen(scan, candidate, cut, after))
    beside = _beside(scan, candidate, level)
    if beside:
        total += ranker.total(beside)
    if total + ranker.slack < least:
        return total  # counting the string in the whole article cannot lift it
    return total + ranker.total(_far(text, candidate))


@lru_cache(maxsize=1 << 15)
def _own_total(name: str, odds: float | None) -> tuple[str, float]:
    ranker = load_ranker()
    level, values = _own(name, odds)
    return level, ranker.weights["bias"] + ranker.total(values)


@lru_cache(maxsize=1 << 14)
def _before_total(word: str, char: str, tag: str) -> float:
    return load_ranker().total(_before(word, char, tag))


@lru_cache(maxsize=1 << 15)
def _after_total(word: str, chars: str, tag: str) -> float:
    return load_ranker().total(_after(word, chars, tag))


@lru_cache(maxsize=1 << 15)
def _crossed_total(context: str, level: str, length: int, shape: str, right: str, tag: str, more: str) -> float:
    return load_ranker().total(_crossed(context, level, length, shape, right, tag, more))


@lru_cache(maxsize=1 << 14)
def _shape_total(level: str, length: int, tags: str, shape: str, kind: str, breaks: str) -> float:
    return load_ranker().total(_shape(level, length, tags, shape, kind, breaks))


def _own(name: str, odds: float | None) -> tuple[str, dict[str, float]]:
    """Return the level of a string's odds, and what its characters say."""
    length, context = len(name), load_context()
    scaled = 0.0 if odds is None else max(-5.0, min(odds, 10.0)) / 5.0
    names = load_names()
    foreign = sum(names.foreign.get(char, -2.0) for char in name) / length
    level = f"n{foreign // 0.7:.0f}" if odds is None else str(int(max(-2.0, min(odds, 10.0)) // 1.5))
    values = {
        f"length={min(length, 9)}": 1.0,
        "odds": scaled,
        f"odds_{min(length, 4)}": scaled,
        f"name={name}": 1.0,
        f"first={name[0]}": 1.0,
        f"last={name[-1]}": 1.0,
        f"level={length}{level}": 1.0,
    }
    if length > 2:
        values[f"middle={name[1:-1]}"] = 1.0
    if composed := load_composed().fullmatch(name):
        values[f"composed={min(composed.end(), 5)}"] = 1.0
    elif name in load_elements():
        values[f"element={length}"] = 1.0
    if name in names.famous:
        values["famous"] = 1.0
    if name in foreign_names():
        values["world"] = 1.0
    if name[:2] in names.japanese:
        values[f"japanese={length}"] = 1.0
    if odds is None:
        values["no_surname"] = 1.0
        values["no_surname_length"] = float(length > 2)
    else:
        values["foreign"] = foreign / 2.0
        values[f"foreign_level={length}{level}{foreign // 1.0:.0f}"] = 1.0
    if name[-1] in FUNCTION:
        values["ends_function"] = 1.0
    if name[-1] in THINGS:
        values["ends_thing"] = 1.0
    if name in context.roles or name in context.verbs:
        values["is_context_word"] = 1.0
    return level, values


def _around(scan: Scan, candidate: Candidate) -> tuple[tuple[str, str, str], tuple[str, str, str]]:
    """Return word, character and tag before a candidate, word, two characters and tag after it."""
    text, (start, end, _) = scan.text, candidate
    char, before = text[start - 1 : start], scan.previous.get(start)
    left = (
        (f"~{char}", char, "~" if start and start not in scan.word_ends else "")
        if before is None
        else (text[before:start], char, scan.tags[start])
    )
    chars, after = text[end : end + 2], scan.word_ends.get(end)
    if after is not None:
        return left, (text[end:after], chars, scan.tags[after])
    after = _rest_of_word(scan, end)
    return left, (text[end:after], chars, "?") if after else (f"~{chars[:1]}", chars, "~")


def _before(word: str, char: str, tag: str) -> dict[str, float]:
    return {f"before={word}": 1.0, f"left={char}": 1.0, f"tag_before={tag}": 1.0}


def _after(word: str, chars: str, tag: str) -> dict[str, float]:
    return {f"after={word}": 1.0, f"right={chars[:1]}": 1.0, f"right2={chars}": 1.0, f"tag_after={tag}": 1.0}


def _shape(level: str, length: int, tags: str, shape: str, kind: str, breaks: str) -> dict[str, float]:
    """Return what the segmenter's cuts and the marks on either side say."""
    values = {
        f"shape={length}{shape}": 1.0,
        f"tags={shape}{tags}": 1.0,
        f"level_shape={level}{shape}": 1.0,
        f"level_breaks={level}{breaks}": 1.0,
    }
    if kind:
        values[kind] = 1.0
    return values


def _context(scan: Scan, start: int) -> str:
    """Return what announces a name here: an office, a noun for a person, a mark, 的; one letter."""
    office = scan.offices.get(start)
    if office:
        return "O" if office[-1] == "+" else "P"
    if scan.roles.get(start, 0) > 1:
        return "R"
    if start == 0 or scan.text[start - 1] in BREAKS:
        return "L" if scan.text[start - 1 : start] == "、" else "B"
    if announced(scan, start):
        return "A"
    return "D" if scan.text[start - 1] == "的" else "C" if scan.text[start - 1] in "和与及" else "X"


def _seen(
    scan: Scan, candidate: Candidate, cut: tuple[int, str, str, str, str], after: tuple[str, str, str]
) -> tuple[int, str, str, str, str]:
    """Return a candidate's length and cuts, what its right edge is, the tag after it, and what would go on with it."""
    end = candidate.end
    if cut[4][1] == "1":
        right = "b"
    else:
        follows = scan.follows.get(end, 0)
        right = ("w" if follows > 1 else "c" if follows else "n") + ("+" if end in scan.starts else "-")
    return cut[0], (cut[3][5:6] or cut[2]), right, after[2][:1], _more(scan, candidate)


def _more(scan: Scan, candidate: Candidate) -> str:
    """Return how well the characters on either side would go on with a name."""
    names, text, (start, end, odds) = load_names(), scan.text, candidate
    following = text[end : end + 1]
    if odds is not None and end - start < 4 and text[start : start + 2] not in names.compound:
        given = text[start + 1]
        third = following if end - start == 2 else text[end - 1]
        if not third or third in BREAKS:
            return "."
        gain = names.firsts.get(given, -4.0) + names.lasts.get(third, -4.0) - names.onlies.get(given, -4.0)
        return f"{max(-6.0, min(gain, 6.0)) // 1.5:.0f}"
    if not following or following in BREAKS:
        return "f."
    return f"f{max(-1.0, names.foreign.get(following, -1.0)) // 1.0:.0f}"


def _crossed(context: str, level: str, length: int, shape: str, right: str, tag: str, more: str) -> dict[str, float]:
    """Return what announces a name, crossed with what it looks like and what follows."""
    return {
        f"x_level={context}{length}{level}": 1.0,
        f"x_shape={context}{length}{shape}": 1.0,
        f"x_right={context}{right}{length}": 1.0,
        f"x_tag={context}{right}{tag}": 1.0,
        f"level_right={level}{right}{length}": 1.0,
        f"more={length}{more}": 1.0,
        f"more_right={length}{more}{right}": 1.0,
        f"more_shape={more}{length}{shape}": 1.0,
    }


def _beside(scan: Scan, candidate: Candidate, level: str) -> dict[str, float]:
    """Return what the lists say of what stands beside a candidate."""
    text, (start, end, _) = scan.text, candidate
    values: dict[str, float] = {}
    role = scan.roles.get(start, 0)
    if role > 1:
        values["after_role"] = 1.0
        values[f"role_level={level}"] = 1.0
    else:
        if role == 1:
            values["after_short_role"] = 1.0
        if announced(scan, start):  # a noun of two characters or more has its own feature
            values["after_person"] = 1.0
    follows = scan.follows.get(end, 0)
    if follows > 1 and text[end] not in BREAKS:
        values["right_word_boundary" if end in scan.starts else "right_word"] = 1.0
        if text[end : end + follows] in load_context().suffixes:
            values["right_suffix"] = 1.0
    if end - start > 2 and (last := scan.follows.get(end - 1, 0)):
        if last > 1:
            values["last_begins_word"] = 1.0
        values[f"last_follows={min(last, 2)}{'+' if follows else '-'}{'b' if scan.breaks_after(end) else ''}"] = 1.0
    if any(word.start == start for word in scan.organs.get(end, ())):
        values["is_organ_word"] = 1.0  # 卫健 + 局
    office = scan.offices.get(start)
    if office:
        values[f"office={office}"] = 1.0
        values[f"office_level={level}"] = 1.0
    if text[start - 1 : start] in _AGE_ENDS and _AGE.search(text, max(0, start - 6), start):
        values["left_age"] = 1.0
    places = scan.places
    inside = places.get(end)
    if (inside and inside[-1] >= start) or start in places.get(end + 1, ()) or start in places.get(end + 2, ()):
        values["is_place"] = 1.0
    return values


def _far(text: str, candidate: Candidate) -> dict[str, float]:
    """Return how often a candidate's string stands in the article, with and without the characters beside it."""
    start, end, odds = candidate
    name = text[start:end]
    n = text.count(name)
    values = {"count": min(math.log2(n), 3.0)}
    if odds is None:
        values["no_surname_count"] = values["count"]
    if end - start > 2 and text.count(name[:-1]) > n:
        values["shorter_elsewhere"] = 1.0
    if end < len(text) and text[end] not in BREAKS:
        if n > text.count(text[start : end + 1]):
            values["stands_elsewhere"] = 1.0
        elif n > 1:
            values["always_longer"] = 1.0
    return values


def _rest_of_word(scan: Scan, end: int) -> int | None:
    """Return where a guessed word ends that a candidate cuts: what is left of it counts as a word."""
    if end >= len(scan.text):
        return None
    start = scan.word_start(end + 1)
    stop = scan.word_ends[start]
    return None if stop <= end or is_word(scan.text[start:stop]) else stop


def _cut(scan: Scan, candidate: Candidate) -> tuple[int, str, str, str, str]:
    """Return what the segmenter makes of a candidate.

    Returns
    -------
    length : int
    tags : str
        Of the words in it.
    shape : str
        How they are cut.
    kind : str
        What word it is if it is one.
    breaks : str
        A digit for either side: 1 where a mark stands.
    """
    text, word_ends, (start, end, _) = scan.text, scan.word_ends, candidate
    left = start == 0 or text[start - 1] in BREAKS
    right = end >= len(text) or text[end] in BREAKS
    breaks = ("11" if right else "10") if left else "01" if right else "00"
    if word_ends.get(start) == end:
        tag, known = scan.tags[end], is_word(text[start:end])
        kind = "word_name" if known and tag.startswith("nr") else "word_plain" if known else "word_guessed"
        return end - start, tag, str(end - start), kind, breaks
    tags, shape, at = [], "", start
    if start not in word_ends:  # the first word is what is left of a guessed one
        shape, at = "<", min(word_ends[scan.word_start(start + 1)], end)
        if at in scan.tags:
            tags.append(scan.tags[at])
            shape = f"<{at - start}"
    while at < end:
        word = word_ends.get(at)
        if word is None or word > end:
            # A word of the dictionary runs across the end, or one that the segmenter guessed: 苗雨拉.
            shape += "x" if word is None else ">" if is_word(text[at:word]) else "?"
            break
        tags.append(scan.tags[word])
        shape += str(word - at)
        at = word
    return end - start, ".".join(tags), shape, "", breaks
