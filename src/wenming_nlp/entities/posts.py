"""Offices and professional roles: 区委常委, 市公安局利州分局局长, 副区长."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from wenming_nlp.entities.names import load_names
from wenming_nlp.entities.parse import organ_starts
from wenming_nlp.entities.place_edges import NO_NAME_CHARS, place_start, trim_start
from wenming_nlp.entities.scan import BREAKS, UNIT_CHARS, post_modifiers, post_words

if TYPE_CHECKING:
    from wenming_nlp.entities.mentions import Cover
    from wenming_nlp.entities.scan import Scan

__all__ = ["WARD", "Post", "find_posts", "split_post"]

#: What makes a head part of another word: 主席台, 委员会, 代表团, 常委会.
_CONTINUES: Final[dict[str, str]] = {
    "主席": "台团令国", "委员": "会长", "国务委员": "长", "总统": "府", "总理": "府", "委员长": "会", "常委": "会", "代表": "资团队性大作了着本区市县省全我们党广各", "书记": "处员", "会长": "期", "部长": "期篇",
    "专员": "公", "组长": "期", "指挥": "部中棒交车", "主任": "委", "团长": "期", "司机": "们师", "会计": "核师制信", "秘书": "长处科", "成员": "单们国权数资",
    "理事": "会", "干事": "创业", "董事": "会长", "监督": "", "律师": "事协", "教师": "节队占", "医生": "们", "护士": "们", "民警": "们", "讲师": "团们",
}  # fmt: skip


#: What is named after an office and is none: 市长热线, 书记项目, 局长信箱.
_THINGS_OF_POSTS: Final = (
    *(
        "热线",
        "信箱",
        "办公会",
        "接待日",
        "质量奖",
        "负责制",
        "级领导",
        "级干部",
        "们",
        "述职",
        "领办",
        "项目",
        "工程",
        "论坛",
        "例会",
        "专题会",
    ),
    *(
        "碰头会",
        "联席会",
        "说事",
        "上党课",
        "讲党课",
        "带头",
        "牵头",
        "包联",
        "包抓",
        "专班",
        "直播",
        "走流程",
        "面对面",
        "大讲堂",
        "办公室",
        "岗位",
    ),
    *(
        "人选",
        "候选人",
        "级会议",
        "级关系",
        "通道",
        "访华",
        "官邸",
        "会议",
        "职务",
        "一职",
        "换届",
        "选举",
        "培训班",
        "队伍",
        "制度",
        "名单",
        "意见",
        "提案",
        "职权",
        "助理",
        "通电话",
        "通话",
    ),
)


_THING: Final = re.compile("|".join(_THINGS_OF_POSTS))
#: Characters with which organs end, and the longest element that is read as one whole.
_ORGAN_TAILS: Final = frozenset("局委办部处室科股会院校站所队司厂社心班组段团馆园行庭店")
_SHORTEST_ELEMENT, _LONGEST_ELEMENT = 3, 18
#: Characters of a unit inside an organ that no list has, and verbs that are none: 市环卫服务中心|清扫三队, but 公司|带领三队.
_LONGEST_UNIT: Final = 12
_NO_UNIT: Final = frozenset(
    "带领 率领 组织 联合 会同 协同 派出 选派 安排 要求 督促 责成 成立 组建 负责 邀请 举办 开展 召开 推荐 任命".split()
)
_NO_PART: Final = frozenset("由据是对为向和与的经在以及名位请任记")
#: Heads of townships and villages that stand straight behind the unit, and those that a class or a net has.
_OF_A_TOWN: Final = frozenset(("主任", "书记", "会计", "支书", "妇女主任", "治保主任", "文书"))
_OF_NUMBERED: Final = frozenset(("班主任", "网格长", "网格员", "专职网格员"))
#: 六(3)班 + 班主任, 第三网格 + 网格长.
_NUMBERED: Final = re.compile(
    r"(?:[小初高]?[一二三四五六七八九](?:年级)?)?(?:[（(]\d{1,2}[）)]|\d{1,2}|[一二三四五六七八九十])班$|第?[一二三四五六七八九十\d]{1,3}网格$"
)
#: What an institution is called for short before its committee: 院党委, 局党组, and such committees.
_HOUSES: Final = frozenset("局院校站所厂社馆园台")
_COMMITTEES: Final = frozenset("党委 党组 党总支 党支部 总支 支部 纪委 工会 团委 团支部 团总支".split())
#: A ward of a hospital, which its doctors' and nurses' office has in it.
_IN_A_WARD: Final = frozenset("医生 医师 主治医师 主任医师 护士 护士长 护师 主管护师 大夫".split())
WARD: Final = re.compile(
    r"(?:[内外骨儿产眼]|妇产|急诊|康复|心血管|神经|肿瘤|中医|口腔|五官|皮肤|感染|呼吸|消化|麻醉|检验|药剂|重症医学)[\u4e00-\u9fff]{0,2}科\Z"
)
#: Bodies whose membership is an office.
_HAVE_MEMBERS: Final = ("党组", "党委", "党工委", "委员会", "班子")
#: A name that begins with 长 after a township: 镇 + 长洋村.
_VILLAGE_AFTER: Final = re.compile(r"长[\u4e00-\u9fff]{1,2}(?:村|社区|街道)(?![\u4e00-\u9fff]?同志)")


#: With these 长 is the first character of another word.
_LONG: Final = ("篇", "途", "白山", "三角", "安区", "安街", "乐区", "乐国际", "沙市", "春市", "治市", "度")
_LASTS: Final = re.compile(r"达[\d一二三四五六七八九十几数半多近]")
#: Where 前 belongs to a word of time: 目前航天员状态良好.
_NOW: Final = ("目前", "此前", "日前", "之前", "以前", "提前")


class Post(NamedTuple):
    """A candidate post.

    Attributes
    ----------
    start, end : int
        The whole span, with the organ that is written into it.
    bare : int
        Where the bare office begins: 副书记 in 区委副书记.
    kind : str
        Kind of the head in the list of posts.
    strong : bool
        Whether the span names its organ or unit, so that it is an office wherever it stands.
    """

    start: int
    end: int
    bare: int
    kind: str
    strong: bool


#: An organ that every place has, and what tells that an office there is meant wherever there is one.
_OF_EACH: Final = re.compile(
    r"(?P<count>[名个位所])?(?:嘎查村|行政村|街镇|乡镇|镇街|镇村|村级|村|社区)?(?:学校|银行|红白理事会|村委会|居委会|党支部|党总支|文明办|政协|人大|业委会|妇联)?"
    r"(?:校长|行长|会长|主任|书记|委员|代表|宣传委员|组织委员|主席)\Z"
)
_CROWD_BEFORE: Final = frozenset("名个位所各的")
_CROWD_AFTER: Final = re.compile(r"\d+余?多?[名人]|等\d|合计|共\d|要")


def find_posts(scan: Scan, cover: Cover) -> list[Post]:
    """Return candidate posts in order of the text, not overlapping.

    Parameters
    ----------
    scan : Scan
    cover : Cover
        What earlier recognisers took; a post does not touch it.

    Returns
    -------
    list of Post
        Some are offices only if a person stands beside them (``strong`` is false): 主任, 护士.
    """
    found: list[Post] = []
    for start, end, kind in scan.posts:
        post = _read_post(scan, start, end, kind)
        if post is None or not cover.free(post.start, post.end):
            continue
        if found and post.start < found[-1].end:
            if post.start <= found[-1].start:
                found.pop()  # 主任 inside 主任医师 would have lost already: a later head that reads further back wins
            else:
                post = post._replace(start=max(post.start, found[-1].end))
                if post.start > post.bare:
                    continue
        found.append(post)
    return found


def _read_post(scan: Scan, start: int, end: int, kind: str) -> Post | None:
    """Read one head leftwards into a post."""
    text = scan.text
    head = text[start:end]
    if _THING.match(text, end):
        return None
    if head == "议长" and text[start - 1 : start] == "会":
        return None  # 会议长卷
    if head == "成员" and not text.endswith(_HAVE_MEMBERS, 0, start):
        return None  # 督导组成员 is no office
    if kind == "unit" and _VILLAGE_AFTER.match(text, end - 1):
        return None  # 平桥镇长洋村
    if end < len(text) and text[end] in _CONTINUES.get(head, ""):
        return None
    if head[-1] == "长" and (text.startswith(_LONG, end) or _LASTS.match(text, end)):
        return None  # 西安市|长安区, 新华社|长篇综述
    if any(words[0].start <= start for at in range(end + 1, end + 5) if (words := scan.organs.get(at))):
        return None  # 常委 inside 人大常委会
    bare = _with_modifiers(text, start)
    if kind in {"prof", "job"} and text.endswith("退休", 0, bare):
        return None  # 退休教师 is none any more
    if kind == "chief" and bare == start:
        starts = organ_starts(scan, start) or organ_starts(scan, start + 1)
    else:
        starts = organ_starts(scan, bare)
    if kind == "unit":
        return _unit_post(scan, start, end, bare, starts)
    complete = (
        kind == "chief"
        or place_start(scan, bare) is not None
        or any(w.kind not in {"core", "brand"} for w in scan.organs.get(bare, ()))
    )
    first = trim_start(scan, starts, bare) if complete or bare in _unit_ends(text, bare) else None
    closing = bare + 1 if kind == "chief" and bare == start else bare
    if (
        first is None
        or text[bare - 1] == "”"
        or (first not in scan.starts and not scan.breaks_before(first) and text[first - 1] not in NO_NAME_CHARS)
    ):
        whole = _whole_element(scan, first if first is not None and text[bare - 1] != "”" else bare, closing)
        first = first if whole is None else whole
    if first is None and head in _IN_A_WARD:
        ward = WARD.search(text, max(0, bare - 8), bare)
        if ward is not None and (scan.breaks_before(ward.start()) or ward.start() in scan.starts):
            return Post(ward.start(), end, bare, kind, strong=True)  # 骨科医师
    if first is None:
        number = _NUMBERED.search(text, max(0, bare - 8), bare) if head in _OF_NUMBERED else None
        if number is not None:
            return Post(number.start(), end, bare, kind, strong=True)
        return None if head == "代表" or kind == "job" else Post(bare, end, bare, kind, strong=False)
    if text[first:closing].rstrip("局镇乡") in load_names().compound and (first == 0 or text[first - 1] in BREAKS):
        return Post(bare, end, bare, kind, strong=False)  # 端木局长: the surname of somebody
    if text[first:bare] == "学校" or (bare == start and text[first:closing] == "学校"):
        return Post(bare, end, bare, kind, strong=False)  # 学校副校长 says of no school which
    # A lone unit before a head is no organ: 村主任 and 镇书记 are, 市代表 is not.
    if head == "代表" and not text.endswith(("人大", "党代会"), first, bare):
        return None
    lone = first == bare - 1 and text[first] in UNIT_CHARS
    if lone and not (text[first] in "村镇乡" and (head in _OF_A_TOWN or (head.endswith("委员") and len(head) > 2))):
        return Post(bare, end, bare, kind, strong=False)
    if text[first - 1 : first] in _HOUSES and text[first:bare] in _COMMITTEES and scan.breaks_before(first - 1):
        first -= 1  # 院党委书记
    return Post(first, end, bare, kind, strong=True)


def _whole_element(scan: Scan, first: int, closing: int) -> int | None:
    """Return where the list's element begins that is all organ up to `closing`, whatever it is called.

    世园局园区运营部 + 副部长, 旗纪委党风政风监督室 + 主任, 双德村“巾帼保洁队” + 队长: from a mark of punctuation
    or from a complete organ to an organ's last character, with nothing in it but nouns.
    """
    text = scan.text
    tail = text[closing - 2 : closing - 1] if text[closing - 1] == "”" else text[closing - 1]
    if tail not in _ORGAN_TAILS:
        return None
    at = first
    while at > 0 and closing - at <= _LONGEST_ELEMENT and (text[at - 1] not in BREAKS or text[at - 1] == "”"):
        if 1 < closing - at <= _LONGEST_UNIT and any(w.kind not in {"core", "brand"} for w in scan.organs.get(at, ())):
            above = trim_start(scan, organ_starts(scan, at), at)
            if above is not None and closing - above >= _SHORTEST_ELEMENT and text[above] not in "各该我全本某":
                return above
        if text[at - 1] == "”" and text[at - 2] in BREAKS:
            break  # 她说：“好。”|县医院骨科医生
        if text[at - 1] == "”":
            opening = text.rfind("“", 0, at)
            if opening < 0 or not BREAKS.isdisjoint(text[opening + 1 : at - 1]):
                return None  # a quotation, and no name of a team
            at = opening
            continue
        before, tag = scan.word_start(at), scan.tags.get(at, "n")
        word = text[before:at]
        noun = word in UNIT_CHARS or (tag[0] in "nvjabslmx" and tag not in {"v", "vd", "ad"} and word not in _NO_PART)
        noun = noun or (
            tag == "v" and len(word) > 1 and word not in _NO_UNIT and before in scan.organs
        )  # 中心|清扫|三队
        if not noun or before == at:
            return None
        at = before
    return (
        at
        if _SHORTEST_ELEMENT <= closing - at <= _LONGEST_ELEMENT and at < first and text[at] not in "各该我全本某"
        else None
    )


def is_many(text: str, post: Post) -> bool:
    """Return whether an office is that of many, or a figure of speech: 36所学校校长, 14个村的村委会主任, 当好“施工队长”."""
    before, after = text[post.start - 1 : post.start], text[post.end : post.end + 1]
    if (before == "“" and after == "”") or "各" in {before, text[post.start]}:
        return True
    organ = _OF_EACH.match(text, post.start, post.end)
    if organ is None:
        return False
    return bool(organ["count"]) or (before in _CROWD_BEFORE or bool(_CROWD_AFTER.match(text, post.end)))


def _unit_ends(text: str, bare: int) -> tuple[int, ...]:
    """Return `bare` where a unit's character stands straight before it: 村主任, 镇书记."""
    return (bare,) if text[bare - 1 : bare] in UNIT_CHARS else ()


def _unit_post(scan: Scan, start: int, end: int, bare: int, starts: tuple[int, ...]) -> Post | None:
    """Read 区长, 副县长, 播州区区长: the unit is the head's own first character or a place before it."""
    text = scan.text
    if text[bare - 2 : bare] in load_names().compound and scan.breaks_before(bare - 2):
        return Post(bare, end, bare, "unit", strong=True)  # 令狐镇长
    if (
        bare == start
        and not any(s < bare and scan.text[bare - 1] in UNIT_CHARS for s in starts)
        and (place := place_start(scan, start + 1)) is not None
        and text[start] in UNIT_CHARS
    ):
        # 昆山市长 is 昆山市 + 长; but in 播州区区长 the place ends before the head.
        return Post(place, end, start, "unit", strong=True)
    first = trim_start(scan, starts, bare)
    surname = scan.breaks_before(bare - 1) and text[bare - 1] in load_names().single  # “陈副市长
    if first is None and not (
        surname
        or scan.breaks_before(bare)
        or bare in scan.starts
        or bare in scan.ends
        or text[bare - 1] in "由和与及时"
    ):
        return None  # 老矿区长出新风景
    return Post(bare if first is None else first, end, bare, "unit", strong=True)


def _with_modifiers(text: str, start: int) -> int:
    """Return where the modifiers before a head begin: 常务副 in 常务副区长."""
    modifiers, longest = post_modifiers()
    for _ in range(3):
        for length in range(min(longest, start), 0, -1):
            if text[start - length : start] in modifiers and not text.endswith(_NOW, 0, start):
                start -= length
                break
        else:
            break
    return start


@lru_cache(maxsize=8192)
def split_post(text: str, own: tuple[tuple[str, ...], ...] = ()) -> tuple[str, str, str]:
    """Split a post as written into the organ it names, the bare office, and the kind of its head.

    Parameters
    ----------
    text : str
    own : tuple of (word, kind)
        A user's heads, which come before the packaged ones.

    Examples
    --------
    >>> [split_post(p) for p in ("区委副书记", "常务副区长", "宣传部长", "市商务局四级调研员")]
    [('区委', '副书记', 'head'), ('', '常务副区长', 'unit'), ('宣传', '部长', 'chief'), ('市商务局', '四级调研员', 'rank')]
    """
    for start in range(len(text)) if own else ():
        for word, what, *_ in own:
            if word == text[start:]:
                bare = _with_modifiers(text, start)
                return text[:bare], text[bare:], what
    words = post_words()
    for start in range(len(text)):
        head = words.get(text[start:])
        if head is not None:
            bare = _with_modifiers(text, start)
            return text[:bare], text[bare:], head
    return "", text, ""
