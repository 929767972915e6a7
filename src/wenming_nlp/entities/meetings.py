"""Names of meetings and activities.

A name ends in a head (推进会, 启动仪式, 大赛, …活动) and reaches back to what cannot be part of it: a mark, a verb of
holding (召开, 举行), 的, a day, the organiser's unit. What is left must say what the meeting is about: 会议, 现场会 and
工作例会 alone name nothing, and 活动 or 行动 name something only with a quotation, a year, an ordinal or 暨.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from wenming_nlp.entities.editions import add_editions, is_half, is_speech, quoted_whole
from wenming_nlp.entities.gazetteer import load_gazetteer
from wenming_nlp.entities.mentions import Mention
from wenming_nlp.resources import read_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wenming_nlp.article import Paragraph
    from wenming_nlp.entities.mentions import Cover

__all__ = ["find_meetings"]

_LONGEST = 60  # 纪念…周年暨…“…”民俗文化活动 has 40 characters
_OPENERS: Final = {"”": "“", "》": "《", "’": "‘", "）": "（", ")": "("}
_BREAKS: Final = frozenset("，。；：、！？,;:!?!\n\r\t \u3000\xa0（）()【】[]《》<>…—|｜/“‘①②③④⑤⑥⑦⑧⑨⑩❶❷❸❹❺✔■□◆●▲")
# What makes another word of a head: 推进会|议室, 座谈会|场, 活动|室.
_RUNS_ON: Final = re.compile(
    r"[员长徽费感]|(?<=节)(?:目(?!前)|庆)|场(?!面)|展(?!示)|务(?!实)|议室|议厅|议桌|议纪|议(?=第[一二三四五六七八九十]+届|全国|副?主席|章程)|晤|常务委员会|堂|室|中心|站|现象|方案|办法|规则|制度|机制|成员|章程|会长|轨迹|范围"
    r"|基地|小组|组委会|领导小组|指挥部|队伍|计划|指南|清单|台账|课程|品牌|基金|平台"
)
#: 推进会 in its long form, 推进会议.
_LONG_FORM: Final = re.compile(r"(?<![大商])会议(?![室厅桌纪程题案事定])")
#: What was looked at makes a name of words that say nothing else: 督查情况通报会.
_FINDINGS: Final = re.compile(r"(?:督查|督导|检查|巡查|暗访|测评|考核|评比|整改)(?:情况|结果)$")
#: So are faults that are handed over to those who mend them: 问题交办会.
_HANDED: Final = re.compile(r"(?:问题|任务|工作)(?:现场|集中|专题)?$")
_ORDINAL: Final = re.compile(
    r"第[\d一二三四五六七八九十百]+(?:[届期次季场批]|个(?=学雷锋|全国|世界|国际|国家|中国))|首届|首期|\d{4}(?:[—－~-]\d{4})?年|周年|[一二三四五六七八九十]周年"
)
_LEAD: Final = re.compile(
    r"^(?:要|首先|关于|结束|距(?!离)|还将|联合启动(?=[“\d第首])|部署(?=“)|(?:加快)?实施(?=[“\d])|启动(?=[“\d第首])|[于据由是]|在(?![线校职建读])|从(?![严业教])|对(?![接口外标台])|向(?![善上阳])|将(?!军)|到(?![村校户家])|自(?![治强律愿然主由我信觉家])"
    r"|经(?![济典营开验贸常])|以(?![案赛学评奖文工])|就(?!业)|为(?![民农老侨])|有(?![礼奖序])|把(?!关)|让(?![座路行])|这[场次个]|那[场次]|一[场次个]|此次|本次|本届|该|又一|同时|[今明去]年[底初中]?|[上本]周|[上本当]月|前期|随后|当日|当天|会后"
    r"|会前|目前|近日|日前|上午|下午|晚上?|\d{1,2}[:：点时](?:\d{1,2}分?)?)+"
)
_UNIT: Final = re.compile(
    r"^(?:第[一二三四五六七八九十]{1,3}师(?![\u4e00-\u9fff]{2,5}市\d)(?:[\u4e00-\u9fff]{2,5}市)?|[\u4e00-\u9fff]{2,4}[市县区旗州](?=第[\d一二三四五六七八九十]+[届次]|\d{4}年|首届)|[全我本](?:省|市|区|县|旗|州|盟|镇|乡|街道|村|社区|校|院|系统|师|团|兵团|师市)(?!域)|各(?:地|镇|乡|街道|县区|区县|单位|部门)"
    r"|(?:省|市|区|县|旗|州|盟|镇|街道)(?:委|政府|直)?(?=[创推文“\d学宣志移]|乡村振兴|农村|精神文明|未成年|网络文明|诚信|道德|新时代|公益|爱国卫生))"
)
_SUFFIXED: Final = re.compile(
    r"^(?!首届|第|全国|[省市区县州]级)[\u4e00-\u9fff]{1,4}?(?:街道|社区|管委会|开发区|高新区|新区|矿区|林区)(?!治理|建设|服务|工作|文化|志愿|环境)"
)
#: A firm that holds it: 某公路养护集团有限公司|2022年文明单位创建推进会.
_FIRM: Final = re.compile(r"[\u4e00-\u9fff（）]{2,24}(?:公司|集团)(?=\d{4}年|第[\d一二三四五六七八九十]|首届)")
_QUOTED: Final = re.compile(r"[“\"]([^“”\"]{2,40})[”\"]")
_NUMBERED: Final = re.compile(
    r"^[一二三四五六七八九十双][\u4e00-\u9fff]{0,2}([一二三四五六七八九十双][\u4e00-\u9fff]{1,2})?$"
)
#: What the heads of names end in that says nothing of the subject.
_TAIL: Final = re.compile(
    r"(?:活动|行动|会议|大会|大赛|比赛|竞赛|演出|展演|展览|晚会|论坛|年会|全会|班会|联赛|决赛|运动|巡讲|巡演|仪式|[盛庆大]典|典礼|庙会|集市|沙龙|[会节周月季日展赛])$"
)
_NTH: Final = re.compile(r"第[\d一二三四五六七八九十]+次$")
_NTH_OF_YEAR: Final = re.compile(r"\d{4}年(?:度)?第[\d一二三四五六七八九十]+次")
_AND: Final = "和与及、"
_JOINTS: Final = "暨·"
_MIN_STEM, _MIN_REST, _LONG_REST = 2, 4, 6
_SENTENCE = 6  # characters of a quotation that say enough by themselves
_GOES: Final = re.compile(r"进|入|下|行$")
#: Plenary sessions go by number alone: 二十届三中全会, 六中全会, 十届三次全会.
_CONGRESS: Final = re.compile(
    r"(?:(?:党的|中共)?(?:十[一二三四五六七八九]?|二十)届)?(?<![\d一二三四五六七八九十])[一二三四五六七]中全会"
    r"|[一二三四五六七八九十]{1,3}届[一二三四五六七八九十]{1,3}次(?:全会|全体[（(]扩大[）)]会议|全体会议|会议)"
)
#: Meetings that are counted or come back are no single one: 23场院坝会, 每周召开调度会, 座谈会、现场会等形式.
_COUNTED: Final = re.compile(r"(?:\d+|[数几多两三四五六七八九十百]+)[余多]?[场次期个轮]")
_OFTEN: Final = re.compile(
    r"(?:每[周月季年天日晚]|每[半两]|定期|经常|多次|轮流|纷纷|累计|各类|(?:\d+|[数几多两三四五六七八九十百]+)[余多]?[场次期轮])[^，。；、“”\n]{0,14}$"
)
_FORMS: Final = re.compile(
    r"^[^，。；\n]{0,16}?(?:等(?:多种)?(?:形式|方式|载体|途径)|制度|机制)|^[^，。；“”\n]{0,10}?等(?:一?系列|丰富多彩的?|多项|多种|文体|主题|\d+[余多]?[项场])?活动|^(?:\d+|[数几多两三四五六七八九十百]+)[余多]?[场次期]"
)
#: What tells that a short name is a meeting held, not one of the things listed or done: 学习会、推进会，样样不落.
_TAKES_PLACE: Final = re.compile(r"[要再]办|召开|举行|举办|出席|参加|主持|传达|组织|在")
#: A month or quarter without a day, and what may stand before one that belongs to a name.
_MONTH: Final = re.compile(r"(?:\d{4}年)?(?:\d{1,2}月份?|第?[一二三四1-4]季度)\Z")
_SAID_HELD: Final = re.compile(r"(?:召开|举行|举办|开展|组织|参加|出席)(?:了)?$|[日天午晚][，,]$")
_HELD_BEFORE: Final = re.compile(r"(?:举[办行]|主办|承办|要办|迎来|[，。\n])(?:了)?$")
_HELD_BEHIND: Final = re.compile(
    r"(?:暨[^，。\n]{2,20})?(?:在[^，。\n]{2,16})?(?:隆重|正式)?(?:开幕|启幕|举[办行]|启动|拉开)"
)
#: What is done with an organ makes it part of a name.
_ABOUT_ORGAN: Final = re.compile(r"换届|成立|揭牌|挂牌|授牌|启用|开馆")
#: A contest or ceremony that is held needs no quotation where its subject is told at length.
_CONTEST: Final = re.compile(r"(?:(?:大赛|竞赛)(?:决赛)?|仪式|典礼)\Z")
_SHORT_NAME = 12
_BEFORE_PEOPLE: Final = re.compile(r"(?:深入)?(?:学习|贯彻|落实)+|[同与和]")
#: One that everybody is to hold is none in particular: 要在月底前组织一次学习会, 各学校要开好主题班会.
_ON_ORDER: Final = re.compile(
    r"(?:要|须|应|至少|必须|每[^，。；\n]{1,8})[^，。；\n]{0,24}(?:一|1|两|2)[次场期]$"
    r"|各(?:学校|校|村|社区|班级?|支部|单位|镇街?|乡镇|街道|中小学校?|家庭)[^，。；\n]{0,8}要[^，。；\n]{0,10}$"
)
#: Words that no name holds outside of its quotations: what somebody did.
_TOLD: Final = re.compile(
    r"[他她它]们?|回到|来到|赶到|走到|设立|建立|成立了|正在|已经|则在|并在|又在|还在|先后|为了|邀请|(?:会议|活动|大会)以"
)
#: Who did it and when, before the meeting at which: 习近平14日向…年会致贺信, 鲁比奥28日在…听证会上.
_ON_A_DAY: Final = r"(?:\d{1,2}日(?:[上下]午|凌晨|晚间?)?|近日|日前)[在向于]"
#: What is done with a meeting that has a number or a great name: 用好|中国国际进口博览会, 落实|首届…峰会.
_CARRIED_OUT: Final = (
    r"(?:用好|利用|发挥|介绍|落实|贯彻|实施|相信|祝愿|推进|拓展)"
    r"(?=(?:首届|第[\d一二三四五六七八九十]+[届次]|\d{4}年|中国国际|中国共产党第|中央(?:经济|农村|民族|统战|城市|政法|人才|宗教|外事|金融|人大|政协)(?:工作)?\Z)(?![^\0]*精神))"
)
#: The same with an activity in quotation marks: 纵深推进|“三化”建设年行动.
_PUSHED: Final = re.compile(r"(?:全面|深入|纵深|扎实|巩固|深化)?(?:实施|推进|开展|拓展|组织)(?=“)")
#: A party congress has its party's name.
_OF_PARTY: Final = re.compile(r"第[一二三四五六七八九十]+次(?:全国)?代表大会")
_WIDENED = ("（扩大）", "(扩大)")
_WORLD: Final = ("国家", "全国", "世界", "中国", "国际")


class _Words(NamedTuple):
    """The word list, ready for use."""

    matcher: Any  # an `ahocorasick_rs.AhoCorasick`
    weak: tuple[bool, ...]
    openers: re.Pattern[str]
    plain: re.Pattern[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    from ahocorasick_rs import AhoCorasick, MatchKind  # noqa: PLC0415  (loaded with the first article)

    rows = read_rows("meetings.tsv")
    heads = [(word, kind == "weak") for word, kind in rows if kind in {"head", "weak"}]
    alternatives = {
        kind: "|".join(sorted((re.escape(w) for w, k in rows if k == kind), key=len, reverse=True))
        for kind in ("open", "plain")
    }
    return _Words(
        AhoCorasick([word for word, _ in heads], matchkind=MatchKind.LeftmostLongest),
        tuple(weak for _, weak in heads),
        # 在, 向 and 对 before a numbered name are prepositions, elsewhere they may be part of a name.
        re.compile(
            rf"(?:{alternatives['open']})[了着过]?|[要再]办(?=[\u4e00-\u9fff]{{2,6}}\Z|[“\0])|把(?![关握脉守手])|观摩(?!推进|交流|培训|调度|点评|学习|[会活]|\Z)|[在向对为和及](?=(?:20)?\d\d\d?\d?年|第[\d一二三四五六七八九十]|首届|\0)"
            rf"|(?<!党)的|{_ON_A_DAY}|{_CARRIED_OUT}"
            r"|同(?=第\d)|在(?=全国|中央|中国|国际|世界|庆祝|纪念|春节|专题|\Z)"
        ),
        re.compile(rf"{alternatives['plain']}|第?[\d一二三四五六七八九十]+[次届期场]"),
    )


def find_meetings(text: str, paragraphs: Sequence[Paragraph], cover: Cover | None = None) -> list[Mention]:
    """Find the names of meetings and activities.

    Parameters
    ----------
    text : str
        An article's text.
    paragraphs : sequence of Paragraph
        Its blocks; bylines hold no meetings.
    cover : Cover, optional
        What has been found: days, places and organs before a name are dropped from it, a cited
        document is left alone.

    Returns
    -------
    list of Mention
        Label EVENT, in order, not overlapping.

    Examples
    --------
    >>> from wenming_nlp.article import Paragraph
    >>> text = "昨天,播州区召开2022年未成年人思想道德建设工作推进会暨“好家风”宣讲活动启动仪式,会议由文明办主持。"
    >>> for m in find_meetings(text, [Paragraph(0, len(text), "body")]):
    ...     print(text[m.start:m.end])
    2022年未成年人思想道德建设工作推进会暨“好家风”宣讲活动启动仪式
    """
    words = _words()
    bylines = [(p.start, p.end) for p in paragraphs if p.part == "credit"]
    known: dict[int, Mention] = {}
    people: dict[int, int] = {}
    organs: set[int] = set()
    documents: list[tuple[int, int]] = []
    for mention in cover.mentions if cover else ():
        if mention.label == "DOC":
            documents.append((mention.start, mention.end))
        elif mention.label in {"PLACE", "ORG", "DATE"}:
            known[mention.start] = mention
            if mention.rule == "organ-whole":
                organs.add(mention.end)
        elif mention.label in {"PERSON", "POST"}:
            people[mention.start] = mention.end
    found: list[Mention] = []
    for index, start, head_end in words.matcher.find_matches_as_indexes(text):
        weak = words.weak[index]
        end = head_end + bool(_LONG_FORM.match(text, head_end - 1))
        end += 2 * (weak and text.startswith("活动", end))  # 作品征集|活动
        if _RUNS_ON.match(text, end) or any(s <= start < e for s, e in (*documents, *bylines)):
            continue
        if (
            end in organs
            or text.startswith("展开", end - 1)
            or text.endswith("军备", 0, start)  # 军备|竞赛
            or (text[start - 1] == "协" and text.startswith("会商会", start))
            or (text.endswith("政治", 0, start) and text.startswith("协商会", start))
        ):
            continue  # 参谋长联席会议 and 政治协商会议 are organs, 协会商会 are two; 以…为主题展|开
        begin = _begin(text, start, words, known, people)
        if begin is None:
            if weak and (opening := quoted_whole(text, start, end)):
                found.append(Mention(opening, end, "EVENT", "event.quoted", 0.7))
            continue
        if weak and (pushed := _PUSHED.match(text, begin, start)):
            begin = pushed.end()
        stem = text[begin:start]
        named = _names(stem, text[start:end], weak=weak, words=words) or (
            (text[end - 1] == "节" or _CONTEST.search(text, start, end) is not None)
            and len(words.plain.sub("", _TAIL.sub("", text[begin:end])))
            >= (_MIN_REST if text[end - 1] == "节" else _LONG_REST)
            and _is_held(text, begin, end)
        )
        if not named or text[begin] == "级" or _recurs(text, begin, end, stem):
            continue
        if found and begin <= found[-1].start and text[found[-1].end] in _AND:
            begin = found[-1].end + 1  # “…进万家”活动|和|灯谜会
            if not _names(text[begin:start], text[start:end], weak=weak, words=words):
                continue
        while found and found[-1].start >= begin:  # 2023年世界互联网大会|乌镇峰会; a later head takes in the earlier
            found.pop()
        if found and found[-1].end > begin:
            continue
        found.append(Mention(begin, end, "EVENT", "event.weak" if weak else "event.head", 0.8 if weak else 0.9))
    if "届" in text or "暨" in text or "杯”" in text:
        found = add_editions(text, found, documents)
    body = next((p.start for p in paragraphs if p.part == "body"), 0)
    found = [m for m in found if m.start < body or not is_half(text, m, found)]
    if "全会" in text or "次全体" in text or "次会议" in text:
        taken = [(m.start, m.end) for m in found]
        for match in _CONGRESS.finditer(text):
            if not any(s < match.end() and match.start() < e for s, e in (*taken, *documents)):
                found.append(Mention(match.start(), match.end(), "EVENT", "event.congress", 0.8))
        found.sort()
    return found


def _begin(text: str, head: int, words: _Words, known: dict[int, Mention], people: dict[int, int]) -> int | None:
    """Return where the name begins that ends in the head at `head`, None where the head stands inside a quotation."""
    at = head
    floor = max(0, head - _LONGEST)
    skipped: list[tuple[int, int]] = []  # quotations, whose words bound nothing
    while at > floor:
        char = text[at - 1]
        if char in "）)" and text.endswith(_WIDENED, floor, at):
            at -= len(_WIDENED[0])
            continue
        if char in '”"’':
            opening = text.rfind(_OPENERS.get(char, char), floor, at - 1)
            # A quoted sentence is speech, no part of a name.
            if opening < 0 or is_speech(text, opening, at):
                break
            skipped.append((opening, at))
            at = opening
            continue
        joins = char == "—" and at > 1 and text[at - 2].isdigit() and text[at].isdigit()
        if char in _BREAKS and not joins and not (char == "—" and text.endswith("中国", 0, at - 1)):  # 中国—中亚峰会
            if char == "“" and "”" not in text[at:head]:
                close = text.find("”", head, head + _LONGEST)
                # The head stands inside a quotation that goes on: no name of its own.
                if close > 0 and "\n" not in text[head:close]:
                    return None
            break
        at -= 1
    # The last verb of holding before the head, outside of quotations.
    segment = list(text[at:head])
    for start, end in skipped:
        segment[start - at : end - at] = "\0" * (end - start)
    plain = "".join(segment)
    cut = 0
    for match in words.openers.finditer(plain):
        cut = match.end()
    at += cut
    return _strip(text, at, head, known, people)


def _strip(text: str, at: int, head: int, known: dict[int, Mention], people: dict[int, int]) -> int:
    """Pass over days, who speaks, the organiser and its unit at the front of a name."""
    while at < head:
        if (before := _BEFORE_PEOPLE.match(text, at, head)) and before.end() in people:
            at = before.end()  # 落实|习近平总书记在…座谈会
        if end := _past_people(text, at, head, people):
            at = end
            continue
        mention = known.get(at)
        rest = text[at:head]
        if mention is not None and mention.end < head and _is_front(text, mention, head):
            at = mention.end
        elif (match := _UNIT.match(rest)) or (match := _SUFFIXED.match(rest)) or (match := _FIRM.match(rest)):
            at += match.end()
        elif (size := _unit_size(rest)) and text[at + size] not in _JOINTS:
            at += size
        elif match := _LEAD.match(rest):
            at += match.end()
        else:
            break
    return at


def _past_people(text: str, at: int, head: int, people: dict[int, int]) -> int:
    """Return where 在, 向 or 同 follows the names and posts at the front, 0 elsewhere: 习近平总书记|在…座谈会.

    What only looks like a post and a name is the meeting's own: 清洁工+程现|场推进会.
    """
    end = at
    while (further := people.get(end, head)) < head:
        end = further
    return end if end > at and text[end] in "在向同" else 0


def _is_front(text: str, mention: Mention, head: int) -> bool:
    """Return whether a mention before a name is left out of it: a day or an organiser, not a year or a theme."""
    if mention.label == "DATE":
        if _MONTH.match(text, mention.start, mention.end) and not _UNIT.match(text[mention.end : head]):
            # 召开4月份调度会, 5月6日上午，4月份讲评会: the month that it is about
            return not (
                _SAID_HELD.search(text, max(0, mention.start - 6), mention.start) or text[mention.end - 1] == "份"
            )
        return mention.code is None or len(mention.code) > len("2022-07") or "月" in text[mention.start : mention.end]
    if _ABOUT_ORGAN.match(text, mention.end) or _OF_PARTY.match(text, mention.end):
        return False  # 红白理事会换届暨推进会
    return head - mention.end >= _MIN_REST and text[mention.end] not in _JOINTS


def _unit_size(rest: str) -> int:
    """Return the length of the name of a division at the front, 0 where there is none.

    A bare short name is a unit only where a name of some length is left: 昆山文明城市创建推进会, not 良渚论坛.
    """
    lookup = load_gazetteer().lookup
    for size in range(min(len(rest) - 1, 11), 1, -1):
        name = rest[:size]
        full = name[-1] in "省市区县旗州盟镇乡"
        if ((full and size > 2) or len(rest) - size >= _LONG_REST) and any(
            d.level != "乡" or full for d in lookup(name)
        ):
            return size
    return 0


def _names(stem: str, head: str, *, weak: bool, words: _Words) -> bool:
    """Return whether the words before a head say what the meeting is about."""
    quote = _QUOTED.search(stem)
    if quote and _NUMBERED.match(quote[1]) and stem.endswith(quote[0]) and "暨" not in stem and weak:
        return False  # “四联四创”活动 is a formula and a plain word
    told = stem + _TAIL.sub("", head) if weak else stem  # 首届|读书|月
    bare = re.sub(r"[^\u4e00-\u9fff]", "", _ORDINAL.sub("", words.plain.sub("", told)))
    if not weak:
        return len(bare) >= _MIN_STEM or bool(
            _NTH_OF_YEAR.search(stem)
            or _FINDINGS.search(stem)
            or (head.startswith("交办") and _HANDED.search(stem))
            or (head == "常务会议" and _ORDINAL.search(stem))
        )
    if quote:
        # “大家评”活动 is short for a name that stands elsewhere, “小手拉大手”活动 a way of working; “送戏进万家”活动 names one
        enough = _SENTENCE if head == "活动" and not _GOES.search(quote[1]) else _MIN_REST
        return len(quote[1]) >= enough or len(stem) > len(quote[0]) + 1 or "暨" in stem
    if stem.startswith(_WORLD) and head[-1] in "周月日节":
        return len(stem) >= _LONG_REST
    if head == "会议":
        return bool(_NTH_OF_YEAR.search(stem) or (_NTH.search(stem) and len(bare) >= _MIN_STEM))
    return bool(_ORDINAL.search(stem) or "暨" in stem or stem.startswith(("纪念", "庆祝"))) and len(bare) >= _MIN_STEM


def _is_held(text: str, begin: int, end: int) -> bool:
    """Return whether a verb of holding stands beside a name: 举办侗乡邻里节, 桃花节开幕."""
    return bool(_HELD_BEFORE.search(text, max(0, begin - 4), begin) or _HELD_BEHIND.match(text, end))


def _recurs(text: str, begin: int, end: int, stem: str) -> bool:
    """Return whether a name without a quotation, year or ordinal stands for many meetings or none in particular."""
    if _ON_ORDER.search(text, max(0, begin - 40), begin) or _TOLD.search(_QUOTED.sub("", stem)):
        return True
    if _ORDINAL.search(stem) or "暨" in stem or "“" in stem or '"' in stem:
        return False
    if _COUNTED.match(stem) or _OFTEN.search(text, max(0, begin - 20), begin):
        return True
    if end - begin < _SHORT_NAME and text[end : end + 1] in set("，。、；,;"):
        beside = text[max(0, begin - _SHORT_NAME) : begin]
        if not _TAKES_PLACE.search(beside):
            return True
    return bool(_FORMS.match(text[end : end + 24])) or (text.startswith("、", end) and len(stem) < _LONG_REST)
