"""How many came: the counts of people that an article tells beside a verb of coming."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wenming_nlp.article import Article
    from wenming_nlp.entities.mentions import Mention
    from wenming_nlp.text.sentences import Sentence

__all__ = ["COMES", "find_headcount", "parse_headcount", "sentence_at"]

COMES: Final = re.compile(
    r"参加|参会|参与|与会|出席|列席|到会|到场|参训|参赛"
    r"|(?P<loose>一起|一同|一道|听课|听讲|起立|鼓掌|列队|上街|走上(?![^，。；]{0,3}台)|助阵|助威|喝彩|捧场|收听|收看|围观|上岗|亮相|出动|开跑|登台|聆听|观看|走出|欢聚|齐聚|相聚|集结|集合|出征|分赴|穿上|共度|度过|提前过|过了|过足|见证"
    r"|[为向][\u4e00-\u9fff]{2,6}(?:提供|送上|送去|发放|宣传|讲解)|来到|赶来|赶到|前来|围着|围坐|坐成|坐满|站满|挤满|聚集|云集|汇聚|涌向|排起|驻足|过了把|挤在|围[成在拢了]|坐得|来了|到了现场|走进(?![^，。；]{0,4}(?:千家|寻常))|席地而坐|座无虚席|同[台场]|角逐|比拼|竞技|参演|起跑|鞠躬|默哀|献花|祭扫|敬献|整装|身[着穿披]|统一着装|头戴|吃上|尝到|品尝|观礼|旁听|观摩|受邀|应邀|报名|[同共](?:吃|品|赏|唱|舞|庆|享|植|绘|读|包|迎|过|跳|品尝)|[编分]成\d*[\u4e00-\u9fff]?[个支路]?(?:小?组|小?队|路))"
)
_STRICT: Final = re.compile("参加|参会|参与|出席|到场|参训")
_THOSE_WHO_CAME: Final = re.compile(
    r"(?:与会|参会|到会|到场|参训|参赛|参与|参加(?:活动|会议|仪式)|现场)的?(?:[\u4e00-\u9fff]{0,4}的)?(?:总?人数|观众|群众|人员|学员|选手|代表|师生|志愿者|居民|市民|游客)?(?:达到?|有|共有?|[共总合]计)?(?:来了|坐着|坐了|聚集了)?[约近超共]?$|(?:台下|会场里?|广场上)(?:坐着|坐了|站满)(?:了)?$|吸引(?:了)?(?:来自[^，。；]{2,16}的)?[约近超]?$"
    r"|(?:来了|聚了|坐了|围了|站了|挤了|涌[来进]了?|聚集了|汇聚了|集结了)(?:约|近|超|足有|足足|整整)?$"
)
_ROLL: Final = re.compile(r"(?:参加(?:会议|活动|仪式)|参会|与会|出席)(?:的|人员)(?:还?有|包括|为)?[：:]?")
_NO_CROWD: Final = re.compile(r"^(?:组成|一行|小组)|^[^，。；]{0,3}组成|^[^，。；]{0,6}人人")
_ONE_OF_MANY: Final = re.compile(
    r"(?:以及|及|和|与|一行|抽调|选派|组织|(?:动员|引导|号召|覆盖|惠及)(?:全[市区县])?[约近超]?)$"
)
_WITH_THEM: Final = re.compile(r"[\u4e00-\u9fff、]{1,10}?(?:一起|一同|一道|共同)")
#: Those who came beside others: 2万余名游客|和|800多名群众同吃油茶.
_AND_MORE: Final = re.compile(r"[\u4e00-\u9fff、]{0,8}(?:和|与|及|以及)[近约]?\Z")
_SO_FAR: Final = re.compile(r"(?:以来|截至|累计|近年)[^。；]*$")
_TOTAL: Final = re.compile(r"(?:共|共计|总计|约|近|代表|等|人员|同志|群众|干部|负责人|师生|志愿者)[约近共]?$")
_SUMS_UP: Final = re.compile(r"等[^，。；、]{0,6}$|[，、]?(?:共|共计|总计|合计|一共)[约近]?$")
_PEOPLE = ("人", "名", "位", "人次")
_NUMBER: Final = re.compile(r"([\d,，.]+)\s*([万千百]?)")
_SCALE: Final = {"": 1, "百": 100, "千": 1000, "万": 10_000}
_CN: Final = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_STOP: Final = re.compile(r"[。；]")
_ROLL_LENGTH = 6  # organs and places that make a list of those who came
_CROWD = 4  # persons that make a head count: 1名家属代表列席 is none
_LOOSER = 0.4
_NEAR = 2  # paragraphs between an event and those who flocked to it


def parse_headcount(words: str) -> int | None:
    """Return the number in a count of people, None where there is none.

    Examples
    --------
    >>> [parse_headcount(w) for w in ("180人", "320余人", "1.3万余名", "2,000多人", "三百余名", "千余人", "数百人")]
    [180, 320, 13000, 2000, 300, 1000, None]
    """
    match = _NUMBER.match(words)
    if match:
        digits = match[1].replace(",", "").replace("，", "").rstrip(".")
        try:
            return round(float(digits) * _SCALE[match[2]])
        except ValueError:
            return None
    total = section = digit = 0
    seen = False
    for char in words:
        if char in _CN:
            digit, seen = _CN[char], True
        elif char in "十百千":
            section += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[char]
            digit, seen = 0, True
        elif char == "万":
            total += (section + digit or 1) * 10_000
            section, digit, seen = 0, 0, True
        else:
            break
    return total + section + digit if seen else None


def find_headcount(
    article: Article, sentences: Sequence[Sentence], mentions: Sequence[Mention], event: Mention
) -> int | None:
    """Return how many came: the count of people that a verb of coming follows."""
    text = article.text
    best: tuple[float, int] | None = None
    listed = [m.start for m in mentions if m.label in {"ORG", "PLACE"}]
    crowds = [m for m in mentions if m.label == "QUANTITY" and text.endswith(_PEOPLE, m.start, m.end)]
    for i, mention in enumerate(crowds):
        words = text[mention.start : mention.end]
        sentence = sentence_at(sentences, mention.start)
        if sentence is None or article.paragraphs[sentence.paragraph_id].part != "body":
            continue
        # 26名好媳妇上台领奖，300余名村民到场: each is told of up to the next
        limit = crowds[i + 1].start if i + 1 < len(crowds) else sentence.end
        if limit < sentence.end and _AND_MORE.fullmatch(text, mention.end, limit):
            limit = crowds[i + 2].start if i + 2 < len(crowds) else sentence.end
        behind = text[mention.end : min(sentence.end, limit, mention.end + 30)]
        before = text[max(sentence.start, mention.start - 24) : mention.start]
        if (
            _NO_CROWD.match(behind)
            or (_ONE_OF_MANY.search(before) and not _WITH_THEM.match(behind))
            or _SO_FAR.search(text, sentence.start, mention.start)
        ):
            continue
        count = parse_headcount(words)
        comes = COMES.search(behind)
        stop = _STOP.search(behind)
        if comes is not None and stop is not None and stop.start() < comes.start():
            comes = None
        came = _THOSE_WHO_CAME.search(before) is not None or (
            _SUMS_UP.search(before) is not None and _ROLL.search(text, sentence.start, mention.start) is not None
        )
        if count is None or count < _CROWD or (comes is None and not came):
            continue
        lines = text.count("\n", *sorted((event.start, mention.start)))
        beside = lines <= 1
        # Far from the event only a list of organs and places tells of those who came to it.
        roll = bisect_right(listed, sentence.end) - bisect_left(listed, sentence.start) >= _ROLL_LENGTH
        if not came and comes is not None and comes["loose"] and lines > _NEAR and not roll:
            continue
        weight = 1.0 + (1 if _TOTAL.search(before) else 0) - (comes.start() / 60 if comes else 0)
        if comes is not None and comes["loose"] and not came and not _STRICT.search(behind, comes.end()):
            weight -= _LOOSER  # 280多名孩子席地而坐 yields to 430余人参加
        if beside:
            weight += 0.5
        if best is None or weight > best[0]:
            best = (weight, count)
    return best[1] if best else None


def _start_of(sentence: Sentence) -> int:
    return sentence.start


def sentence_at(sentences: Sequence[Sentence], at: int) -> Sentence | None:
    """Return the sentence that a character stands in, None where it stands in none."""
    index = bisect_right(sentences, at, key=_start_of) - 1
    return sentences[index] if index >= 0 and at < sentences[index].end else None
