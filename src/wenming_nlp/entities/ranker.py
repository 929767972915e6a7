"""A linear ranker of what the grammar leaves open: whether a string is a person's name where it stands.

Dense features of a candidate and its context; the weights are in ``name_ranker.json``, fitted by
``scripts/train_names.py`` on the sample pages. Inference is a sum over a dozen numbers.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from wenming_nlp.entities.names import han_run
from wenming_nlp.entities.scan import BREAKS
from wenming_nlp.resources import read_text
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
#: Log-odds from which a Han name that nothing announces is worth weighing.
_LIKELY: Final = 1.0
_CROSSING: Final = 4.0
_AGE: Final = re.compile(r"岁(?:多)?的?$")
_GROUPS: Final = {
    "n": "noun",
    "v": "verb",
    "p": "prep",
    "u": "particle",
    "d": "adverb",
    "r": "pronoun",
    "m": "number",
    "x": "mark",
    "q": "measure",
}


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

    def probability(self, values: dict[str, float]) -> float:
        """Return the probability that a candidate with these features is a name."""
        total = self.weights["bias"]
        for name, value in values.items():
            if value:
                total += self.weights.get(name, 0.0) * value
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(total, 30.0))))


@lru_cache(maxsize=1)
def load_ranker() -> NameRanker:
    """Return the packaged ranker."""
    return NameRanker(json.loads(read_text("name_ranker.json"))["weights"])


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
    a name; other names are written in characters of their own, or are words that no dictionary lists.
    """
    text = scan.text
    role = announced(scan, at)
    lengths = names.lengths(text, at)
    word = scan.word_ends[at]
    plain = word - at > 1 and not scan.tags[word].startswith("nr") and is_word(text[at:word])
    if lengths:
        needed = -20.0 if role else _LIKELY
        if not role and plain:
            needed = _CROSSING  # a plain word begins here; only a very likely name cuts through it
            lengths = tuple(n for n in lengths if at + n != word)
        for length in lengths:
            name = text[at : at + length]
            odds = names.score(name) if len(name) == length else None
            if odds is not None and odds >= needed and BREAKS.isdisjoint(name):
                yield Candidate(at, at + length, odds)
    if plain or not opens_free(scan, at):
        return
    ends = set()
    if text[at] in names.syllables:
        end = at + 1
        while end < len(text) and end - at < 7 and text[end] in names.syllables:
            end += 1
            if end - at > 1 and end in scan.ends and not (end - at < 4 and text[at] in names.single):
                ends.add(end)
    if 1 < word - at < 5 and text[at] not in names.single and han_run(text, at, 5) >= word:
        ends.add(word)
    for end in sorted(ends):
        yield Candidate(at, end, None)


def features(scan: Scan, context: NameContext, candidate: Candidate) -> dict[str, float]:
    """Return the features of a candidate, by name."""
    text, start, end = scan.text, candidate.start, candidate.end
    name, length = text[start:end], end - start
    n = text.count(name)
    values: dict[str, float] = {
        f"length_{min(length, 4)}": 1.0,
        "odds": max(-5.0, min(candidate.odds, 10.0)) / 5.0 if candidate.odds is not None else 0.0,
        "count": min(math.log2(n), 3.0),
    }
    values[f"odds_{min(length, 4)}"] = values["odds"]
    if candidate.odds is None:
        values["no_surname"] = 1.0
        values["no_surname_length"] = float(length > 2)
        values["no_surname_known"] = float(is_word(name))
        values["no_surname_count"] = values["count"]
    _left(scan, start, values)
    _right(scan, context, end, values)
    tag = scan.tags.get(end, "") if scan.previous.get(end) == start else ""
    if tag:
        values[
            "word_plain"
            if is_word(name) and not tag.startswith("nr")
            else "word_name"
            if is_word(name)
            else "word_guessed"
        ] = 1.0
    else:
        values["word_none"] = 1.0
        values["cut_left"] = float(start not in scan.starts)
        values["cut_right"] = float(end not in scan.ends)
    if end < len(text) and text[end] not in BREAKS:
        longer = text.count(text[start : end + 1])
        values["stands_elsewhere"] = float(n > longer)
        values["always_longer"] = float(n == longer and n > 1)
    if length > 2:
        shorter = text.count(name[:-1])
        values["shorter_elsewhere"] = float(shorter > n)
        values["last_begins_word"] = float(scan.follows.get(end - 1, 0) > 1)
    likely = values["odds"] > 0.5
    left, right = scan.breaks_before(start), scan.breaks_after(end)
    role = values["after_role"] or values["after_person"]
    fresh = values.get("word_guessed", 0.0) or values.get("word_name", 0.0)
    values["alone"] = float(left and right)
    values["alone_likely"] = float(left and right and likely)
    values["likely_left"] = float(
        likely and bool(left or role or values.get("left_de", 0.0) or values.get("left_and", 0.0))
    )
    values["likely_right"] = float(likely and bool(right or values.get("right_word_boundary", 0.0)))
    values["likely_fresh"] = float(likely and bool(fresh))
    values["role_fresh"] = float(bool(role and fresh))
    values["role_clean"] = float(bool(role) and bool(right or values.get("right_word_boundary", 0.0)))
    values["fresh_clean"] = float(bool(fresh) and bool(right or values.get("right_word_boundary", 0.0)))
    values["ends_function"] = float(name[-1] in FUNCTION)
    values["ends_thing"] = float(name[-1] in THINGS)
    values["is_context_word"] = float(name in context.roles or name in context.verbs)
    values["is_place"] = float(
        any(start <= s for s in scan.places.get(end, ()))
        or any(s == start for e in range(end, end + 3) for s in scan.places.get(e, ()))
    )
    return values


def _left(scan: Scan, start: int, values: dict[str, float]) -> None:
    """Add what stands before."""
    text = scan.text
    role = scan.roles.get(start, 0)
    values["after_role"] = float(role > 1)
    values["after_short_role"] = float(role == 1)
    values["after_person"] = float(role < 2 and announced(scan, start))
    if scan.breaks_before(start):
        values["left_break"] = 1.0
        values["left_line"] = float(start == 0 or text[start - 1] == "\n")
        values["left_list"] = float(start > 0 and text[start - 1] == "、")
        values["left_quote"] = float(start > 0 and text[start - 1] in '“"‘')
        values["left_bracket"] = float(start > 0 and text[start - 1] in "（(")
        return
    values["left_de"] = float(text[start - 1] == "的")
    values["left_age"] = float(bool(_AGE.search(text, max(0, start - 6), start)))
    values["left_and"] = float(text[start - 1] in "和与跟")
    group = _GROUPS.get(scan.tags.get(start, " ")[0])
    if group and text[start - 1] != "的":
        values[f"left_{group}"] = 1.0


def _right(scan: Scan, context: NameContext, end: int, values: dict[str, float]) -> None:
    """Add what stands after."""
    text = scan.text
    if scan.breaks_after(end):
        values["right_break"] = 1.0
        values["right_bracket"] = float(text[end : end + 1] in {"（", "("})
        values["right_list"] = float(text[end : end + 1] == "、")
        return
    length = scan.follows.get(end, 0)
    boundary = end in scan.starts
    values["right_word"] = float(length > 1)
    values["right_word_boundary"] = float(length > 1 and boundary)
    values["right_suffix"] = float(length > 1 and text[end : end + length] in context.suffixes)
    values["right_char"] = float(length == 1)
    values["right_function"] = float(text[end] in FUNCTION)
    values["right_boundary"] = float(boundary)
    values["right_inside"] = float(not boundary)
