"""A linear ranker of what the grammar leaves open: whether a string is a person's name where it stands.

Features of a candidate and its context, most of them words and characters as they stand; the weights are in
``name_ranker.npz``, fitted by ``scripts/train_names.py``. Inference is a sum over some thirty of them.
"""

from __future__ import annotations

import io
import math
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

from wenming_nlp.entities.names import DOTTED, han_run, load_names
from wenming_nlp.entities.scan import BREAKS
from wenming_nlp.resources import read_bytes
from wenming_nlp.text.segment import is_word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wenming_nlp.entities.names import NameContext, NameModel
    from wenming_nlp.entities.scan import Scan

__all__ = ["Candidate", "NameRanker", "announced", "candidates", "features", "load_ranker", "opens_free"]

#: Function characters: a name hardly ends with one, and often stands before one.
FUNCTION: Final = frozenset(
    "的了在和与就对向说作等及将从把被为是有这那也都还不要会上下以用着过跟同给让使则却又再便当问答喊叫笑者们他她它我你您并且或由算一受称因"
)
#: Endings of places and things that their characters alone would make names of.
THINGS: Final = frozenset(
    "镇乡村区县市省路街巷河湖江海山寺庙塔桥楼园院馆站局办部委会队社厂店校所家里边年月日时天节族员户奖品报网栏赛课"
)
#: With these the nouns for persons end.
_PERSON_ENDS: Final = frozenset(
    "员工户匠手师生者兵人友民哥姐弟妹爷奶叔婶姨舅伯妈爸娘嫂婆公翁媳婿侄孙童儿女亲子妻夫星模"
)
#: Log-odds from which a Han name that nothing announces is worth weighing, and one that cuts through a plain word.
_LIKELY: Final = -1.5
_CROSSING: Final = 2.5
#: Log-odds from which two characters begin a transliterated name.
_FOREIGN: Final = 3.0
#: Characters of the longest transliterated part of a name, and of the longest word taken for a name whole, less one.
_LONGEST_NAME: Final = 8
_LONGEST_WORD: Final = 5
_AGE: Final = re.compile(r"岁(?:多)?的?$")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A reading of a name: its span, its odds as a Han name (None without a surname)."""

    start: int
    end: int
    odds: float | None


@dataclass(frozen=True, slots=True)
class NameRanker:
    """Weights by feature, with the intercept under ``bias``."""

    weights: dict[str, float]

    def log_odds(self, values: dict[str, float]) -> float:
        """Return the log-odds that a candidate with these features is a name."""
        get = self.weights.get
        return self.weights["bias"] + sum(get(name, 0.0) * value for name, value in values.items())

    def probability(self, values: dict[str, float]) -> float:
        """Return the probability that a candidate with these features is a name."""
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(self.log_odds(values), 30.0))))


@lru_cache(maxsize=1)
def load_ranker() -> NameRanker:
    """Return the packaged ranker."""
    with np.load(io.BytesIO(read_bytes("name_ranker.npz")), allow_pickle=False) as stored:
        names = stored["features"].tobytes().decode("utf-8").split("\x1f")
        return NameRanker(dict(zip(names, stored["weights"].tolist(), strict=True)))


def announced(scan: Scan, at: int) -> bool:
    """Return whether a noun for a person stands right before: 村民, 大哥, 护林员, 退休工人."""
    if scan.roles.get(at, 0) > 1:
        return True
    before = scan.previous.get(at)
    return (
        before is not None and at - before > 1 and scan.tags[at].startswith("n") and scan.text[at - 1] in _PERSON_ENDS
    )


def opens_free(scan: Scan, at: int) -> bool:
    """Return whether a name without a Han surname may begin here: at a break, after 的 or 和, after a person's noun."""
    return scan.breaks_before(at) or scan.text[at - 1] in "的和与跟给" or announced(scan, at)


def candidates(scan: Scan, names: NameModel, at: int) -> Iterator[Candidate]:
    """Yield the readings of a name that begins here, at the start of a word.

    With a Han surname a reading is worth weighing if its characters or a person's noun before it speak for
    a name; other names are transliterated, or are words that no dictionary lists.
    """
    text = scan.text
    role = announced(scan, at)
    word = scan.word_ends[at]
    plain = word - at > 1 and not scan.tags[word].startswith("nr") and is_word(text[at:word])
    ends = set()
    # What cuts through a plain word, or is one, must be very like a name.
    needed = -20.0 if role else _CROSSING if plain else _LIKELY
    for end, odds in names.readings(text, at):
        if odds >= needed and BREAKS.isdisjoint(text[at:end]):
            ends.add(end)
            yield Candidate(at, end, odds)
    dotted = DOTTED.match(text, at)
    if dotted:
        yield from (Candidate(at, end, None) for end in _dotted_ends(scan, names, dotted))
        return
    if plain or not (opens_free(scan, at) or _transliterated(names, text, at)):
        return
    others = _foreign_ends(scan, names, at)
    if 1 < word - at < _LONGEST_WORD and text[at] not in names.single and han_run(text, at, 5) >= word:
        others.add(word)
    for end in sorted(others - ends):
        yield Candidate(at, end, None)


def _transliterated(names: NameModel, text: str, at: int) -> bool:
    """Return whether the two characters from here on look like the beginning of a transliterated name."""
    foreign = names.foreign
    return at + 1 < len(text) and foreign.get(text[at], -9.0) + foreign.get(text[at + 1], -9.0) > _FOREIGN


def _foreign_ends(scan: Scan, names: NameModel, at: int) -> set[int]:
    """Return where a transliterated name that begins here may end: with a word, or with the run of such characters."""
    text, foreign, end = scan.text, names.foreign, at
    while end < len(text) and end - at < _LONGEST_NAME and text[end] in foreign:
        end += 1
    least = at + (2 if text[at] in names.single else 1)
    return {stop for stop in range(least + 1, end + 1) if stop == end or stop in scan.ends}


def _dotted_ends(scan: Scan, names: NameModel, dotted: re.Match[str]) -> list[int]:
    """Return where a name with dots may end: with a word of its last part, or with its transliterating characters."""
    text = scan.text
    last = max(dotted.group().rfind(mark) for mark in "·•‧・．") + dotted.start() + 1
    end = last
    while end < dotted.end() and text[end] in names.foreign:
        end += 1
    return [stop for stop in range(last + 1, dotted.end() + 1) if stop in {end, dotted.end()} or stop in scan.ends]


def features(scan: Scan, context: NameContext, candidate: Candidate) -> dict[str, float]:
    """Return the features of a candidate, by name: a score of its own, or ``kind=value`` for what stands there."""
    text, start, end = scan.text, candidate.start, candidate.end
    name, length = text[start:end], end - start
    tags, shape, cut = _cut(scan, start, end)
    odds = candidate.odds
    if odds is None:
        foreign = load_names().foreign
        level = f"n{sum(foreign.get(char, -2.0) for char in name) / length // 0.7:.0f}"
    else:
        level = str(int(max(-2.0, min(odds, 10.0)) // 1.5))
    scaled = 0.0 if odds is None else max(-5.0, min(odds, 10.0)) / 5.0
    n = text.count(name)
    count = min(math.log2(n), 3.0)
    left, right = scan.breaks_before(start), scan.breaks_after(end)
    role = scan.roles.get(start, 0)
    before, after = scan.previous.get(start), _next_word(scan, end)
    values = {
        f"length={min(length, 9)}": 1.0,
        "odds": scaled,
        f"odds_{min(length, 4)}": scaled,
        "count": count,
        f"before={text[before:start] if before is not None else '~' + text[start - 1 : start]}": 1.0,
        f"after={text[end:after] if after is not None else '~' + text[end : end + 1]}": 1.0,
        f"left={text[start - 1 : start]}": 1.0,
        f"right={text[end : end + 1]}": 1.0,
        f"right2={text[end : end + 2]}": 1.0,
        f"name={name}": 1.0,
        f"first={name[0]}": 1.0,
        f"last={name[-1]}": 1.0,
        f"shape={length}{shape}": 1.0,
        f"tags={shape}{tags}": 1.0,
        f"level={length}{level}": 1.0,
        f"level_shape={level}{shape}": 1.0,
        f"level_breaks={level}{left:d}{right:d}": 1.0,
        f"tag_before={scan.tags.get(start, '')}": 1.0,
        f"tag_after={'~' if after is None else scan.tags[after] if end in scan.starts else '?'}": 1.0,
    }
    if length > 2:
        values[f"middle={name[1:-1]}"] = 1.0
        if text.count(name[:-1]) > n:
            values["shorter_elsewhere"] = 1.0
        if scan.follows.get(end - 1, 0) > 1:
            values["last_begins_word"] = 1.0
    if odds is None:
        values["no_surname"] = 1.0
        values["no_surname_count"] = count
        values["no_surname_length"] = float(length > 2)
    if cut:
        known = is_word(name)
        values["word_name" if tags.startswith("nr") and known else "word_plain" if known else "word_guessed"] = 1.0
    if role > 1:
        values["after_role"] = 1.0
        values[f"role_level={level}"] = 1.0
    elif role == 1:
        values["after_short_role"] = 1.0
    if role < 2 and announced(scan, start):  # a noun of two characters or more has its own feature
        values["after_person"] = 1.0
    if not right:
        longer = text.count(text[start : end + 1])
        if n > longer:
            values["stands_elsewhere"] = 1.0
        elif n > 1:
            values["always_longer"] = 1.0
        follows = scan.follows.get(end, 0)
        if follows > 1:
            values["right_word_boundary" if end in scan.starts else "right_word"] = 1.0
            if text[end : end + follows] in context.suffixes:
                values["right_suffix"] = 1.0
    office = scan.offices.get(start)
    if office:
        values[f"office={office}"] = 1.0
        values[f"office_level={level}"] = 1.0
    if name[-1] in FUNCTION:
        values["ends_function"] = 1.0
    if name[-1] in THINGS:
        values["ends_thing"] = 1.0
    if _AGE.search(text, max(0, start - 6), start):
        values["left_age"] = 1.0
    if name in context.roles or name in context.verbs:
        values["is_context_word"] = 1.0
    if any(start <= s for s in scan.places.get(end, ())) or any(
        s == start for e in range(end, end + 3) for s in scan.places.get(e, ())
    ):
        values["is_place"] = 1.0
    return values


def _next_word(scan: Scan, end: int) -> int | None:
    """Return where the word after a candidate ends; what is left of a guessed word counts as one, a listed word does not."""
    if end in scan.starts:
        return scan.word_ends[end]
    if end >= len(scan.text):
        return None
    start = scan.word_start(end + 1)
    stop = scan.word_ends[start]
    return None if stop <= end or is_word(scan.text[start:stop]) else stop


def _cut(scan: Scan, start: int, end: int) -> tuple[str, str, bool]:
    """Return the tags of the words in a span, how the segmenter cuts it, and whether it is one word."""
    tags, shape, at = [], "" if start in scan.starts else "<", start
    while at < end:
        word = scan.word_ends.get(at)
        if word is None or word > end:
            # A word of the dictionary runs across the end, or one that the segmenter guessed: 苗雨拉.
            shape += "x" if word is None else ">" if is_word(scan.text[at:word]) else "?"
            break
        tags.append(scan.tags[word])
        shape += str(word - at)
        at = word
    return ".".join(tags), shape, scan.previous.get(end) == start
