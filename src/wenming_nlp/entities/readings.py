"""Readings of a name that begins at a given place, each with the weight of the evidence for it.

A reading is weighed by its characters, by what follows it, by the segmenter's dictionary, and by all
other mentions of the same string in the article: the boundary that explains every mention wins.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from wenming_nlp.entities.candidates import Candidate, dotted_ends
from wenming_nlp.entities.names import DOTTED, han_run, load_context, load_names
from wenming_nlp.entities.ranker import weigh
from wenming_nlp.entities.scan import BREAKS
from wenming_nlp.text.segment import is_word

if TYPE_CHECKING:
    from collections.abc import Container

    from wenming_nlp.entities.mentions import Cover
    from wenming_nlp.entities.scan import Scan

__all__ = ["NATURE", "THINGS", "Readings"]

#: Function characters: a name hardly ends with one, and a name without a Han surname ends before one.
_FUNCTION: Final = frozenset(
    "的了在和与就对向说作等及将从把被为是有这那也都还不要会上下以用着过跟同给让使则却又再便当则问答喊叫笑着者们他她它我你您并且或由算握摸到一受称因"
)
#: The odds from which a character of foreign names is there for its sound: 兹, 谢, not 来 or 和.
_SOUNDS: Final = 1.0
#: What the segmenter may glue to a foreign name: 扎哈罗|娃称.
_SAID: Final = frozenset("称说")
#: Words of more characters than this do not begin with a name.
_LONG_WORD: Final = 3
#: The fewest and the most characters of a foreign name that has no dot.
_FOREIGN: Final = (4, 8)
#: Seven names in ten have two given characters.
_COMMON: Final = 0.3
#: Function words between a name and what he does: 作表态发言, 在会上发言.
_BEFORE_ACTS: Final = frozenset("作在就对向与和同也还等")
#: With these no name begins, whatever follows.
_NEVER_OPENS: Final = frozenset("到在把被让将从的了着是有致")
#: What stands behind a verb and behind no name.
_ASPECT: Final = frozenset("着了过他她它")
#: Those of them that may stand before a comma: 罗建说，
_FINAL: Final = frozenset("的了着说道问答喊叫笑等也")
#: Endings of places and things that a clause begins with; no evidence but the characters would make a name of them.
THINGS: Final = frozenset(
    "镇乡村区县市省路街巷河湖江海山寺庙祠阁塔桥楼园院馆站局办部委会队社区站所厂店校所家们里边年月日时天节族人员户农客者奖品报网栏赛课渠榜"
)
#: Those of them that end given names too: 江河, 星月.
NATURE: Final = frozenset("江湖海山河月日天时季年")


class Readings:
    """Weighs readings of names in one article.

    Parameters
    ----------
    scan : Scan
    cover : Cover
        What earlier recognisers took.
    post_starts : container of int
        Where posts begin.
    """

    def __init__(self, scan: Scan, cover: Cover, post_starts: Container[int]) -> None:
        self.scan = scan
        self.text = scan.text
        self.cover = cover
        self.post_starts = post_starts
        self.names = load_names()
        self.context = load_context()
        self._sounds = {char for char, odds in self.names.foreign.items() if odds > _SOUNDS} | {"连"}

    def at(self, at: int, rule: str, *, free: bool) -> list[tuple[int, float]]:
        """Return the ends of the readings of a name that begins here, each with its weight."""
        dotted = DOTTED.match(self.text, at) if at in self.scan.dotted else None
        if dotted and not any(self.scan.follows.get(at + n, 0) > 1 and at + n in self.scan.starts for n in (2, 3)):
            weight = 6.0 if rule != "free" else 0.0
            return [
                (end, weight + weigh(self.scan, Candidate(at, end, None))) for end in dotted_ends(self.scan, dotted)
            ]
        after_post = rule.startswith("after-post")
        whole = self._transliterated(at) if after_post else None
        if whole is not None:
            return [(whole, 4.0)]
        readings = self.han(at, anchored=after_post or rule in {"name-list", "byline", "list-line"})
        if free:
            unclean = all(self._right(end) < 0.5 for end, _ in readings)
            if unclean or not any(score > 1.5 for _, score in readings):
                other = self._element(at) if after_post or self._stands_listed(at, rule) else self.foreign(at)
                readings += [(end, score + (1.5 if unclean else 0.0)) for end, score in other]
        return readings

    def _transliterated(self, at: int) -> int | None:
        """Return the end of a foreign name of four characters or more that runs on to a mark or a day: 列兹尼科夫24日."""
        text = self.text
        end = at
        while end - at < _FOREIGN[1] and text[end : end + 1] in self._sounds and text[end : end + 1]:
            end += 1
        closed = self.scan.breaks_after(end) or text[end].isdigit()
        if not closed:
            closed = text[end] in _SAID or (
                text[at] not in self.names.single and self.scan.follows.get(end, 0) > 0
            )  # 索比亚宁称; 马丽娜特别强调 is no such name
        return end if end - at >= _FOREIGN[0] and closed and self.cover.free(at, end) else None

    def _stands_listed(self, at: int, rule: str) -> bool:
        """Return whether a whole item of a list of names stands here: 王磊、东野圣杰、郭静."""
        end = han_run(self.text, at, 5)
        whole = rule == "name-list" and 1 < end - at < 5 and self.scan.breaks_after(end)
        return whole and not any(inside in self.scan.roles for inside in range(at + 1, end))  # 、民兵石磊。

    def _element(self, at: int) -> list[tuple[int, float]]:
        """Return the reading of what stands right after an office: nearly always a name, whatever its characters.

        It ends at punctuation, or before the first verb that may follow a name.
        """
        text = self.text
        run = han_run(text, at, 9)
        opening = self.scan.follows.get(at, 0)
        short = run - at < 4 and self.scan.breaks_after(run)
        function_word = text[at] in _FUNCTION and text[at] not in self.names.single
        if text[at] in _NEVER_OPENS or (function_word and not short) or (opening > 1 and at + opening != run):
            return []
        readings = []
        for end in range(at + 2, run + 1):
            if not self.cover.free(at, end):
                break
            verb = self.scan.follows.get(end, 0)
            boundary = end in self.scan.starts
            stop = self.scan.breaks_after(end) or (verb > 1 and boundary)
            function = end < len(text) and text[end] in _FUNCTION
            tagged = self.scan.previous.get(end) == at and self.scan.tags.get(end, "x").startswith("nr")
            if not (stop or function or tagged or verb > 1 or (verb and boundary)):
                continue
            if self._before_aspect(end):
                continue
            name, length = text[at:end], end - at
            foreign = sum(char in self.names.syllables for char in name) >= length - length // 3
            plain = name[0] not in self.names.single and self._plain_words(at, end)
            word = name[0] not in self.names.single or (length > _LONG_WORD and not foreign)
            if plain or (word and self._running_word(at, end)):
                continue  # 教师发放补助, 秘书长敦促以色列, 总书记近日对
            if (length > 4 and not foreign) or name in self.context.roles or name[-1] in THINGS - NATURE:
                break
            score = 1.2 + 0.3 * self._again(at, end) + (0.0 if stop else self._seam(end))
            if length == 4 and name[0] in self.names.single and not foreign:
                score -= 1.0
            if any(char in _FUNCTION for char in name[1:]):
                score -= 1.2 if name[-1] in _FUNCTION and not self.scan.breaks_after(end) else 0.6
            if stop:
                score += 0.5 if foreign else 0.2
            elif not function:
                score -= 0.9
            elif not boundary:
                score -= 0.6
            readings.append((end, score))
            if stop or (verb and boundary and length > 2 and not (run - at < 5 and self.scan.breaks_after(run))):
                break
        return readings

    def _before_aspect(self, end: int) -> bool:
        """Return whether what follows stands behind a verb and behind no name: 奚丹忙着, 马骏劝他."""
        return self.text[end : end + 1] in _ASPECT and self.scan.word_ends.get(end, end + 1) == end + 1

    def _running_word(self, at: int, end: int) -> bool:
        """Return whether a stretch is one plain word of the dictionary that the sentence runs on behind: 近日对, 心中的."""
        tag = self.scan.tags.get(end, "x") if self.scan.word_ends.get(at) == end else "x"
        plain = tag[0] in "tdfsrp" or (end - at > _LONG_WORD and tag[0] == "n" and tag[:2] != "nr")
        return plain and not self.scan.breaks_after(end) and is_word(self.text[at:end])

    def _plain_words(self, at: int, end: int) -> bool:
        """Return whether a stretch is cut into words of the dictionary, the first of them a verb of two characters."""
        first = self.scan.word_ends.get(at, at)
        if first - at < 2 or self.scan.tags[first][0] not in "vd":
            return False
        while at < end:
            word = self.scan.word_ends.get(at)
            if word is None or word > end or not is_word(self.text[at:word]):
                return False
            at = word
        return True

    def han(self, at: int, *, anchored: bool = False) -> list[tuple[int, float]]:
        """Return the readings of a Han name that begins here."""
        text = self.text
        readings = []
        run = han_run(text, at, 6)
        for end, odds in self.names.readings(text, at):
            length = end - at
            if run < end or not self.cover.free(at, end) or (length > 2 and self._before_aspect(end)):
                continue
            # The odds grow with length; a third of them is what they say against the other evidence.
            whole = run == end
            prior = max(-1.0 if anchored and whole else -2.0, min(odds / 3.0, 2.0)) + _COMMON * (length == 3)
            if text[end - 1] in (_FINAL if self.scan.breaks_after(end) else _FUNCTION):
                prior -= 3.0
            word, right = self._word(at, end), self._right(end)
            again = self._again(at, end)
            if anchored and not self.scan.breaks_after(end):
                right += self._seam(end)
            score = prior + right + (again if right > 0 else min(again, 0.5)) + (max(word, -0.4) if anchored else word)
            if anchored and whole:
                score += 1.0  # 县公安局局长马哈三、: the whole element is the name
            if (
                length > 2
                and self.scan.previous.get(end) == end - 1
                and self.scan.tags.get(end, "x") in {"v", "vn", "p", "d"}
            ):
                score -= 1.5  # 白雪听: the segmenter sees a verb of its own
            if (
                length > 2
                and text[end - 1] == "来"
                and not (self.scan.breaks_after(end) or self.scan.follows.get(end, 0))
            ):
                score -= 1.5  # 王淼来村里检查
            cut = self.scan.word_ends.get(at, end)
            if cut - at > _LONG_WORD and cut > end and is_word(text[at:cut]):
                score -= 3.0  # 委员高度评价
            if length == 4 and self.scan.follows.get(at + 2, 0) > 1:
                score -= 3.0  # 纳兰表示: a name that is a compound surname elsewhere
            if length > 2 and self.scan.follows.get(end - 1, 0) > 1:
                score -= (
                    2.5 if self.scan.follows.get(end, 0) < 2 else 0.5
                )  # 罗建陪同: its last character begins the next word
            readings.append((end, score))
        return readings

    def _word(self, at: int, end: int) -> float:
        """Return what the segmenter's dictionary says: a plain word of the language is seldom a name."""
        if self.scan.previous.get(end) != at:
            return 0.0
        tag = self.scan.tags.get(end, "x")
        if tag.startswith("nr"):
            return 0.8
        return -1.8 if is_word(self.text[at:end]) else 0.5

    def foreign(self, at: int) -> list[tuple[int, float]]:
        """Return readings of a name without a Han surname: 额尔敦陶格套, up to a clean right boundary."""
        text = self.text
        run = han_run(text, at, 8)
        readings = []
        for end in range(at + 2, run + 1):
            if (
                not self.cover.free(at, end)
                or text[end - 2] in _FUNCTION
                or (end == run and text[end - 1] in _FUNCTION)
            ):
                break
            word = self.scan.follows.get(end, 0)
            clean = self.scan.breaks_after(end) or (word > 1 and end in self.scan.starts)
            clean = clean or (word == 1 and (text[end] in _FUNCTION or end in self.scan.starts or end - at > 4))
            if clean:
                name = text[at:end]
                if sum(char in self.names.syllables for char in name) < len(name) - len(name) // 3:
                    break
                plain = self.scan.previous.get(end) == at and not self.scan.tags.get(end, "x").startswith(("nr", "nz"))
                if plain and is_word(name):
                    break  # one plain word of the language
                if name in self.context.roles or name in self.context.verbs or name[-1] in THINGS:
                    break
                readings.append((end, 1.6 + 0.3 * self._again(at, end) + 0.2 * min(end - at - 3, 2)))
                break
        return readings

    def _right(self, end: int) -> float:
        """Return how clean the right boundary of a reading is."""
        if self.scan.breaks_after(end):
            return 2.0
        if end in self.post_starts or not self.cover.free(end, end + 1):
            return 1.5
        length = self.scan.follows.get(end, 0)
        word = 0.6 if end in self.scan.starts else 0.0
        if length < 2 and word and self._opens_word(end):
            return 1.3
        if length > 1:
            return 1.4 + word
        if length == 1 and self.text[end] in _BEFORE_ACTS and self.scan.follows.get(end + 1, 0) > 1:
            return 1.8 + word  # 作表态发言, 就整改汇报
        if length == 1:
            return (1.0 if self.text[end] in _FUNCTION else 0.5) + word
        return word - 1.2

    def suffix(self, at: int) -> bool:
        """Return whether a word that goes with a name begins here: 同志, 老人, 家庭."""
        length = self.scan.follows.get(at, 0)
        return length > 1 and self.text[at : at + length] in self.context.suffixes

    def _seam(self, end: int) -> float:
        """Return what the dictionary says of a seam: a word begins at it, or one runs across it."""
        text = self.text
        if text[end] in _BEFORE_ACTS and self.scan.follows.get(end + 1, 0) > 1:
            return 1.0  # 柯南平等出席, whatever 平等 is
        begins = is_word(text[end : end + 2]) or is_word(text[end : end + 3])
        crosses = is_word(text[end - 1 : end + 1]) or is_word(text[end - 1 : end + 2])
        return 0.5 * begins - 0.7 * crosses

    def _opens_word(self, at: int) -> bool:
        """Return whether a word of two or more characters that is no noun begins here: 直接, 二十六年."""
        end = self.scan.word_ends.get(at, at)
        return end - at > 1 and self.scan.tags.get(end, "n")[0] in "vadmpclrit" and is_word(self.text[at:end])

    def _again(self, at: int, end: int) -> float:
        """Return what the other mentions of the string say for this boundary."""
        name = self.text[at:end]
        n = self.text.count(name)
        bonus = min(n - 1, 3) * 0.35
        if end < len(self.text) and self.text[end] not in BREAKS:
            longer = self.text.count(self.text[at : end + 1])
            if n > longer:
                bonus += 0.8  # it also stands with something else after it
            elif n > 1:
                bonus -= 2.0  # the next character always goes with it
        return bonus
