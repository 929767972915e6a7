"""Campaign formulas (提法): numbered abbreviations and quoted watchwords.

A numbered abbreviation counts or repeats numerals: 五个不力, 四不两直, 一校一品. A watchword has members of like build
(车让人、人守规; 文明同行·甬往直前) or is a formula in common use. Sayings, nicknames, award titles and what a quotation
names as an organisation are none, nor is a long formula that is quoted as a fault (“一图用三年、一版贴全城”的现象).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from wenming_nlp.entities.mentions import Mention
from wenming_nlp.resources import read_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    import ahocorasick_rs

    from wenming_nlp.entities.mentions import Cover

__all__ = ["find_slogans"]

_LONGEST = 32
_NUM = "一二两三四五六七八九十"
_HAN = "\u4e00-\u9fffA-Za-z"
#: Measures that make a numeral and what follows a numbered abbreviation.
_MEASURE = "个大项类种条张把本支级型化股道场件块面座本套步位门只双"
_COUNTED: Final = re.compile(
    rf"""(?:[{_HAN}]{{2}})?(?:
      [两三四五六七八九十]{{1,2}}[{_MEASURE}][{_HAN}]{{1,6}}                # 五个不到位, 六大提升行动
    | [{_NUM}][{_HAN}]{{1,3}}(?:[{_NUM}][{_HAN}]{{1,4}})+   # 四不两直, 一校一品, 一路口一民警三志愿者
    | [二两三四五六七八九]不[{_HAN}]{{1,4}}                                    # 三不放过
    | [两三四五六七八九十][{_HAN}]{{1,4}}                                      # 四德, 三率, 四新婚俗
    | 十大不文明[{_HAN}]{{2,6}}
    | 双[{_HAN}]{{1,3}}                                                        # 双创, 双报到
    | [{_HAN}]([{_HAN}])[{_HAN}]\1[{_HAN}]\1                                   # 点单派单评单
    | [百千万][日天][{_HAN}]{{2,4}}                                            # 百日攻坚
    | (?:[{_NUM}]{{1,3}}|\d{{1,2}})(?:分钟|小时|刻钟|公里)[{_HAN}]{{0,6}}圈    # 一小时辟谣圈
    | [\dNn](?:[+＋][NnXx\d]){{1,3}}                                                # 8+N, 1+3+N
    | 一[{_HAN}]多[{_HAN}]{{1,2}}                                                 # 一核多元, 一岗多责
    | 每[日周月季]一[{_HAN}]                                                     # 每周一督
    | 人人(?:都是|皆是|争[当做]|参与)[{_HAN}]{{2,5}}                             # 人人都是志愿者
    | 一[张把盘条根]{{1}}[{_HAN}]                                              # 一张网, 一盘棋
    | [一跨全]?[窗网门码证键端省][通统][办管享]                                  # 一窗通办
    | 小事不出[{_HAN}]{{1,3}}、大事不出[{_HAN}]{{1,3}}(?:、[{_HAN}]{{3,6}})?     # 小事不出网格、大事不出社区
    | [{_HAN}]{{2,8}}[、·]?从我做起                                            # 文明交通·从我做起
    )""",
    re.VERBOSE,
)
_MEMBERS: Final = re.compile(r"[、·•﹒・+＋]")
_MEMBER: Final = re.compile(r"[\u4e00-\u9fff]{2,10}")
_EACH: Final = re.compile(r"^(?:[日周月季年天][^日周月]|每|月月|周周|天天|人人|处处)")
# Festivals, days, kinds of measure, numerals that count nothing, and words that only begin like a numeral.
_PLAIN: Final = re.compile(
    rf"""^(?:五一|六一|七一|八一|十一|三八|五四|九九|双十一|双十二|六一八|三一五|十九大|二十大|十[二三四五六]五|两会|三月[^\u3001]*|[{_NUM}]月.*
    |[{_NUM}]点(?!一).*|[三六九]+|[三四五六七八]?[十百千万亿]+[余多]?[^无有不严禁]|四季.*|三句半|二维码|二副|二把手|二传手|三轮.*|八卦|八路.*|四川.*|三峡.*|九江.*
    |五星.*|五好.*|十佳.*|百佳.*|十大(?!不文明|陋习|工程|行动|环境|提升|专项|任务|举措|攻坚|平台|体系|机制|民生|实事|抓手|重点|板块).*|三好.*|双百(?!双).*|双拥.*|双语.*|双胞.*|双面.*|双手.*|双眼.*
    |七彩.*|五彩.*|三明.*|四海.*|八方.*|九州.*|两岸.*|五谷.*|三角.*|[五两一]毛.*|二十四节气|[{_NUM}]{{2,3}}大寿|六必居|七夕.*|五味.*|千里.*|三代.*|四代.*|两口.*|老三.*
    |六五|九一八|一二九|七七|八一五|九三|双输|双赢|双减少|双增长|双下降|两旺|一穷二白|一清二楚|一心一意|三心二意|七上八下|\S+[十百]年
    |[{_NUM}]周年|三[岁年天日].*|[{_NUM}][岁年秒元块斤两米里亩分折成号层楼室班]\S*
    |..双语|[一二两三四五六七八九十百千万]家亲|\S+(?:勋章|奖章|医院|小组|号|节|公司|店|队|奖|杯|方案)|一[天年].*)$""",
    re.VERBOSE,
)
# An award, an organisation, a brand of a place, a work: what a quotation before these words names.
_NAMES_WHAT: Final = re.compile(
    r"^(?:(?:(?![成为是的])[\u4e00-\u9fff]){0,5}?(?:志愿服务队|志愿者服务队|服务队|志愿队|宣讲团|宣讲队|宣传队|劝导队|工作室|合作社|协会|俱乐部|小组|讲堂|课堂|超市|驿站|专栏"
    r"|栏目|合唱团|艺术团|车间|餐厅|饭店|小店|品牌店|老字号|称号|荣誉|奖牌|奖章|提名奖|先进个人|先进集体|标兵|红旗手|获得者|一书|一文|一歌|APP|公众号|小程序|客户端|频道"
    r"|办(?![好理实成])|办公室|课题|牌匾|勋章|旅游|公园|广场|假期|小长假|期间|前夕|当天|黄金周|节(?![约俭])))"
)
_AWARD: Final = re.compile(
    r"(?:评为|授予|荣获|获评|获得|被称为|称为|外号|绰号|人称|誉为|喊他|喊她|叫他|叫她|入选|命名为|名为|名叫|取名)[^，。；\n“]{0,12}$"
)
# What quotes a long formula as a fault.
_FAULT_BEFORE: Final = re.compile(
    r"(?:防止|避免|杜绝|克服|坚决反对|摒弃|纠正|破除|不搞|不能|不是|莫让|警惕|从|变成|抱怨|怕|[讲说写念]的是)[^，。；、\n“]{0,4}$"
)
_FAULT_AFTER: Final = re.compile(
    r"^(?:等(?:实际|突出|现实)?(?:问题|难题)|的?手段|的?图谋|的?论调|的?谬论)|^的?(?:现象|问题|怪象|毛病|怪圈|尴尬|做法|花架子|老路|心态|思想(?!意识)|陋习|乱象|弊端)|^变成|^到“|^转变?为"
)
#: Two members of like length are a formula where something is made, kept or called after them, else a remark.
_MADE: Final = re.compile(
    r"(?:叫响|唱响|喊响|打响|落实|践行|承诺|约定|推行|实行|推出|推广|建立|健全|完善|形成|打造|擦亮|围绕|按照|坚持|遵循|秉承|秉持|恪守|倡导|发扬|弘扬|传承|开展|实施"
    r"|执行|发布|提出|喊出|聚焦|凝聚|探索|创新|归纳|总结|概括|提炼|做到|实现|采取|运用|树立|厉行|养成|签下|立下|采用|严守|抓住|达到|确保|争创|争当|争做"
    r"|以|让|把|将|从|用|按|为)[^，。；“]{0,7}$"
)
_CALLED: Final = re.compile(
    r"^的?(?:[\u4e00-\u9fff]{2}){0,2}?(?:品牌|机制|制度|思路|目标|理念|原则|模式|工作法|方法|要求|精神|口号|名片|约定|承诺|清单|行动|活动|主题|标准|方针|办法"
    r"|格局|体系|倡议|作风|风尚|习惯|家训|家风|号召|公约|宗旨|信念|氛围|愿景|闭环|流程|路径|经验)|^(?:等|要?成为|写进|写入|变成|蔚然成风|深入人心|，是)"
)
#: A question is remark or wish, no formula (想听啥、缺啥), nor is the manner of a visit: 边走边看、边看边议.
_ASKS: Final = re.compile(r"^边.边.、边.边.$|[啥吗呢]|什么|怎么|为何|哪[里些个]")
#: Two verses of one length that are called out: 叫响“有事您招手，骑马我就到”.
_CRIED: Final = re.compile(r"(?:叫响|喊响|唱响|打响)[^，。；“]{0,4}$")
_VERSES: Final = re.compile(
    r"(?:[\u4e00-\u9fff]{4}[，,][\u4e00-\u9fff]{4}|[\u4e00-\u9fff]{5}[，,][\u4e00-\u9fff]{5}|[\u4e00-\u9fff]{7}[，,][\u4e00-\u9fff]{7})"
)
#: A verse that is to become everybody's call: 让“羌家儿女一条心”成为最响亮的口号.
_CALL: Final = re.compile(r"^成为[^，。；]{0,6}口号")
_VERSE: Final = re.compile(r"[\u4e00-\u9fff]{4,12}")
_SPEECH: Final = re.compile(r"[，。！？；]")
_WRONGS: Final = frozenset("乱脏差缺没难怕")  # 乱贴、乱画、乱挂 is what is fought
#: Customs that are fought: 人情风、彩礼风、酒席风.
_BAD_WINDS: Final = re.compile(r"(?:(?![文好清新家民校党政乡])[\u4e00-\u9fff]{2}风、?){2,}")
_ALIKE = 5  # characters of members that begin alike
_OPEN: Final = re.compile(r"[“\"「‘]")
#: A way of doing things that is called after a place: 枫桥经验, 晋江经验.
_EXPERIENCE: Final = re.compile(r"[\u4e00-\u9fff]{2,3}(?:经验|工作法)")
_PROGRAMME: Final = re.compile(
    r"(?<![第二])[三四五六七八九十]大(?:行动|工程|环境|战役|攻坚行动|专项行动|提升行动|提升工程|整治行动|重点工程|创建|革命|战略|抓手|主题活动)(?![\u4e00-\u9fff]?[员者队])"
)


@lru_cache(maxsize=1)
def _lexicon() -> tuple[frozenset[str], frozenset[str], ahocorasick_rs.AhoCorasick]:
    """Return the formulas in common use, the words that only look like one, the matcher of bare formulas."""
    from ahocorasick_rs import AhoCorasick, MatchKind  # noqa: PLC0415  (loaded with the first article)

    rows = read_rows("slogans.tsv")
    bare = [phrase for phrase, kind in rows if kind == "bare"]
    listed = frozenset(phrase for phrase, kind in rows if kind != "plain")
    return (
        listed,
        frozenset(phrase for phrase, kind in rows if kind == "plain"),
        AhoCorasick(bare, matchkind=MatchKind.LeftmostLongest),
    )


def find_slogans(text: str, cover: Cover) -> list[Mention]:
    """Find campaign formulas, without their quotation marks.

    Parameters
    ----------
    text : str
        An article's text.
    cover : Cover
        What has been found; formulas inside a cited document are left out.

    Returns
    -------
    list of Mention
        Label SLOGAN, in order, not overlapping; ``code`` says of what kind: numbered, quoted or lexicon.

    Examples
    --------
    >>> from wenming_nlp.entities.mentions import Cover
    >>> text = "从“五个不力”上下功夫,落实门前三包,叫响“文明同行·甬往直前”,他说“一分钱也不要”,获“十佳青年”称号。"
    >>> for m in find_slogans(text, Cover(len(text))):
    ...     print(text[m.start:m.end], m.code)
    五个不力 numbered
    门前三包 lexicon
    文明同行·甬往直前 quoted
    """
    documents = [(m.start, m.end) for m in cover.mentions if m.label in {"DOC", "DATE"}]
    listed, words, matcher = _lexicon()
    found: list[Mention] = []
    for start, close in _quotations(text):
        end = close - (text[close - 1] == "，")  # “我志愿、我快乐，”他说
        kind = _kind(text, start, end, listed, words)
        if kind is not None:
            found.append(Mention(start, end, "SLOGAN", f"slogan.{kind}", 0.9 if kind != "quoted" else 0.8, kind))
    taken = [(m.start, m.end) for m in found]
    bare = [(start, end, "lexicon") for _, start, end in matcher.find_matches_as_indexes(text)]
    if "大" in text:
        bare += [(*m.span(), "numbered") for m in _PROGRAMME.finditer(text)]
    for start, end, kind in bare:
        if not any(s < end and start < e for s, e in taken):
            found.append(Mention(start, end, "SLOGAN", f"slogan.bare.{kind}", 0.7, kind))
            taken.append((start, end))
    return sorted(m for m in found if not any(s < m.end and m.start < e for s, e in documents))


def _quotations(text: str) -> Iterator[tuple[int, int]]:
    """Yield the range inside each short quotation of one line."""
    at = 0
    while match := _OPEN.search(text, at):
        start = match.end()
        close = text.find({"“": "”", "「": "」", "‘": "’"}.get(match[0], match[0]), start)
        line = text.find("\n", start)
        if close < 0 or 0 <= line < close:
            at = start if close < 0 or line < 0 else line
            continue
        if 2 <= close - start <= _LONGEST:
            yield start, close
        # what is quoted in a speech is read, in a theme it is part of that: “学用‘千万工程’礼赞丰收中国”
        at = start if "‘" in text[start:close] and _SPEECH.search(text, start, close) else close + 1


def _kind(text: str, start: int, end: int, listed: frozenset[str], words: frozenset[str]) -> str | None:
    """Return what kind of formula a quotation is, None where it is none."""
    phrase = text[start:end]
    close = end + (text[end : end + 1] == "，")
    before, after = text[max(0, start - 16) : start - 1], text[close + 1 : close + 14]
    if _NAMES_WHAT.match(after) or _AWARD.search(before):
        return None
    if phrase in listed and phrase not in words:
        return "numbered" if phrase[0] in _NUM and _COUNTED.fullmatch(phrase) else "lexicon"
    if _ASKS.search(phrase) or _BAD_WINDS.fullmatch(phrase):
        return None
    spoken = close > end  # “三天两头，”他说: what is said, no formula
    # a numeral inside a speech is a saying, but for a formula of several members: ‘小事不出网格、大事不出社区’
    counting = not spoken and (text[start - 1] != "‘" or "、" in phrase)
    if counting and _COUNTED.fullmatch(phrase) and not _PLAIN.match(phrase) and phrase not in words:
        return "numbered"
    if _FAULT_BEFORE.search(before) or _FAULT_AFTER.match(after):
        return None
    if _EXPERIENCE.fullmatch(phrase):
        return "quoted"
    if _CRIED.search(before) and _VERSES.fullmatch(phrase):
        return "quoted"
    if _CALL.match(after) and _VERSE.fullmatch(phrase):
        return "quoted"
    members = _MEMBERS.split(phrase)
    if ("+" in phrase or "＋" in phrase) and len(members) < 3:
        return None  # “理论讲堂+百姓戏台” only names two things
    if _are_alike(members, made=bool(_MADE.search(before) or _CALLED.match(after))):
        return "quoted"
    if not spoken and len(members) > 1 and all(_MEMBER.fullmatch(m) or _COUNTED.fullmatch(m) for m in members):
        sizes = [len(m) for m in members]
        # Two short names joined by · are a foreigner's: 哈里·杜鲁门.
        if max(sizes) - min(sizes) <= 1 and max(sizes) >= (4 if "·" in phrase else 3):
            numbered = any(m[0] in _NUM for m in members)
            if (
                "、" in phrase
                and len(members) == 2
                and not numbered
                and not (_MADE.search(before) or _CALLED.match(after))
            ):
                return None
            return "numbered" if all(m[0] in _NUM for m in members) else "quoted"
    return None


def _are_alike(members: list[str], *, made: bool) -> bool:
    """Return whether members begin or end alike and make a formula: 定人、定岗、定责, 党员先上、青年先上、民兵先上; 我志愿、我快乐.

    Three or more that nothing is made of only tell what was done: “停课、停工、停业”.
    """
    if not all(_MEMBER.fullmatch(m) for m in members):
        return False
    if made and len(members) >= 3 and len({m[-2:] for m in members}) == 1:
        return True
    if made and len(members) >= 3 and len({(len(m), m[-1]) for m in members}) == 1 and members[0][-1] not in _WRONGS:
        return True  # 点单、派单、接单、评单
    sizes = {len(m) for m in members}
    if members[0][0] in _WRONGS or len({m[:1] for m in members}) > 1 or len(sizes) > 1 or max(sizes) > _ALIKE:
        return False
    return (made and len(members) >= 3) or (len(members) == 2 and members[0][:1] == "我")
