"""Picture captions and credits: 图为…, 图①…, (X 摄), X供稿, 记者 X 文/图."""

from __future__ import annotations

import re
from typing import Final

__all__ = [
    "is_credit",
    "is_credit_after_all",
    "is_marked_caption",
    "looks_like_caption",
    "split_captions",
    "take_credit",
]

_NUMBER: Final = r"(?:\d{1,2}|[①-⑳⑴-⒇]|[一二三四五六七八九十]{1,3}|[(（]\d{1,2}[)）])"
_MARK: Final = re.compile(
    rf"(?:[▲△▼▽↑↓◤◥⬆⬇☝👆]+\s*)?(?:"
    rf"图为\s*[:：]?|(?:[上下左右中前后]|本组|组|题)图(?:\s*{_NUMBER})?(?:为|[:：])\s*[:：]?|图\s*{_NUMBER}(?:为|[:：、.．]|\s|(?=[^\d一-鿿])|(?=[一-鿿]))\s*[:：]?"
    rf"|(?:图片说明|图片|图说|图注|配图|资料图|资料图片|图片为|现场图)\s*[:：]|资料图[,，]?(?=.{{4}}))\s*|[▲△▼▽↑↓⬆⬇]+\s*"
)
_NEXT_MARK: Final = re.compile(rf"[\s；;。]+(?=图\s*{_NUMBER}\s*[:：])|[\s；;。]+(?=图为[:：])")
_MADE: Final = re.compile(r"(?:摄影报道|图文报道|摄影|摄|供图|文/图|图/文|文图|图|绘|制图)[。.]?$")
_TOKEN: Final = re.compile(r"[^\s,，。、；;:：()（）“”!！?？/]{1,16}$")
_WIDE_GAP: Final = re.compile(r"(?:\s{2,}|\u3000)$")
_ROLE: Final = re.compile(
    r"(?:记者|通讯员|特约|实习生|本报|本网|资料|视觉中国|[报台社网刊讯站]|中心|公司|[部委办局院校队])$"
)
_BRACKET: Final = re.compile(r"[\s\u3000]*(?P<b>[(（【\[](?P<in>[^()（）【】\[\]]{1,40})[)）】\]])[\s。.]*$")
_CREDITED: Final = re.compile(
    r"摄$|摄影|供图|供稿|提供|文/图|图/文|图片来源|来源|图文|报道$|(?:^|\s)摄\s*[:：/]|图$|^(?:本报|本网)?(?:记者|通讯员|作者|评论员|撰稿)"
)
_NO_NAME: Final = re.compile(r"(?:资料|网络|效果|示意|视频|配|截)图片?|资料照片|图片|图源网络|截图")
_WRAPPED: Final = re.compile(r"[(（【\[](?P<in>.{1,70})[)）】\]][。.]?")
_BYLINE: Final = re.compile(
    r"(?:.{0,10}(?:网|报|社|台|中心|刊|站|讯))?[\s\u3000]*(?:本报|本网|本刊|本台|本社|全媒体|融媒体|首席|见习|实习|特约|特派|驻.{2,6})*"
    r"(?:记者|通讯员|评论员|实习生|撰稿人?|作者|采写|摄影|文字|图片|文|图|信息员)(?=[\s\u3000:：/])"
)
_SUPPLIED: Final = re.compile(
    r"[^。！？]{2,40}(?:供稿|供图|提供|文/图|图/文|摄影报道|图文报道|采写|摄影|(?<=[\s\u3000])摄)[)）]?"
)
_SCENE: Final = re.compile(
    r"[(（](?:图)?(?:左|右|中|前|后|上|下)(?:[一二三四五六七八九十\d]|排|起|边|侧|间|者|图)*[^)）]{0,4}[)）]|现场[。]?$"
)
_LABELLED: Final = re.compile(
    r"(?:文字?|文稿|图源|执笔|图片?|摄影|摄|图文|文图|供图|供稿|撰文|撰稿|采写|通讯员|记者|图/文|文/图|作者|供稿人|供图人|撰稿人|摄影者|投稿人|稿件提供|图片提供|图片来源|作者单位|整理|编译|信息来源|资料来源|供稿单位)\s*[:：/|｜丨]\s*\S"
)
#: Behind a bar, a section of a site and no name.
_SECTION: Final = re.compile(r"视频|图片|文字|新闻|专题|直播|音频|更多|首页")
_ALL_PICTURES: Final = re.compile(
    r"(?:本[版文组])?(?:图片|照片)(?:均|皆|都)?[由为][^，。]{2,30}(?:摄|拍摄|提供|供图)[。]?"
)
_ASIDE: Final = re.compile(r"作者[为系是单]|本[报网刊台]?(?:特约|首席)?评论员|原载|原题|据[^，。]{2,12}(?:报道|消息)?$")


def is_marked_caption(text: str) -> bool:
    """Return whether a line says itself that it is a caption, or ends in who took the picture.

    Examples
    --------
    >>> is_marked_caption("图为：推进会会场"), is_marked_caption("上图:志愿者"), is_marked_caption("图书馆里的“静”")
    (True, True, False)
    >>> is_marked_caption("市民在公园健身　甲某 摄")
    True
    """
    if len(text) > 150 or _names_makers(text):
        return False
    if _MARK.match(text):
        return True
    if len(text) > 100:
        return False
    body, credit = take_credit(text)
    return bool(body) and bool(credit) and not _MARK.fullmatch(body) and _photo(credit or "") and "。" not in body[:-1]


def _names_makers(text: str) -> bool:
    """Return whether a label of makers is followed by names: 图片：甲某 乙某, not 图片：推进会现场."""
    if not _LABELLED.match(text):
        return False
    if not text.startswith("图"):
        return True
    names = re.split(r"[\s、]+", re.split(r"[:：|｜丨]", text, maxsplit=1)[-1].strip())
    return all(len(name) <= 3 or "·" in name or _ROLE.search(name) for name in names)


def _photo(credit: str) -> bool:
    return bool(re.search(r"摄|供图|图$|图片|/图|资料", credit.strip("()（）【】[] 。")))


def split_captions(text: str) -> list[tuple[str, str | None]]:
    """Return the captions of a line, their marks dropped, each with its credit where it has one.

    Examples
    --------
    >>> split_captions("图1：射箭　图2：赛马（甲某 摄）")
    [('射箭', None), ('赛马', '（甲某 摄）')]
    """
    found = []
    for piece in _NEXT_MARK.split(text):
        mark = _MARK.match(piece)
        body, credit = take_credit(piece[mark.end() :] if mark else piece)
        if body or credit:
            found.append((body, credit))
    return found


def take_credit(text: str) -> tuple[str, str | None]:
    """Split who took a picture from the end of its caption; a bracket that names nobody is dropped.

    Examples
    --------
    >>> take_credit("居民清理杂物。甲某 摄")
    ('居民清理杂物。', '甲某 摄')
    >>> take_credit("滨河大道成了好去处。　（资料图片）")
    ('滨河大道成了好去处。', None)
    """
    bracket = _BRACKET.search(text)
    if bracket:
        inside = bracket["in"].strip()
        if _NO_NAME.fullmatch(inside):
            return text[: bracket.start()].rstrip(), None
        if _CREDITED.search(inside) and bracket.start():
            return text[: bracket.start()].rstrip(), bracket["b"]
    made = _MADE.search(text)
    if made is None or made.start() == 0:
        return text, None
    at = _names_start(text[: made.start()].rstrip(" \u3000/"))
    return (text, None) if at is None else (text[:at].rstrip(), text[at:].strip())


def _names_start(head: str) -> int | None:
    """Return where the names at the end of a caption begin: they stand apart, behind white space or a stop."""
    at = None
    while True:
        token = _TOKEN.search(head)
        if token is None:
            return at
        word = token.group()
        role = len(word) <= 12 and _ROLE.search(word) is not None
        if not (role or len(word) <= (4 if at is None else 3) or ("·" in word and len(word) <= 16)):
            return at
        if token.start() and head[token.start() - 1] in ",，、；;:：“（(":
            return at
        at = token.start()
        before = head[:at]
        head = before.rstrip(" \u3000/、")
        if not head or head == before or (_WIDE_GAP.search(before) and not _ROLE.search(head)):
            return at


def is_credit(text: str) -> bool:
    """Return whether a line only says who wrote, took or supplied.

    Examples
    --------
    >>> is_credit("（某区文明办供稿）"), is_credit("文字：甲某"), is_credit("记者从区文明办获悉，活动已启动。")
    (True, True, False)
    """
    if len(text) > 80:
        return False
    wrapped = _WRAPPED.fullmatch(text)
    inside = wrapped["in"].strip() if wrapped else text
    if "。" in inside.rstrip("。") or "，" in inside:
        return False
    if wrapped and (_CREDITED.search(inside) or _ASIDE.match(inside)):
        return True
    if _LABELLED.match(inside):
        return _names_makers(inside)
    if text[-1:] in "。！？!?；：:”":
        return False
    if _BYLINE.match(inside) and len(inside) <= 40 and not re.search(r"[“”《》!?]", inside):
        return True
    return len(inside) <= 40 and _SUPPLIED.fullmatch(inside) is not None


def is_credit_after_all(text: str, kind: str) -> bool:
    """Return whether a line that looks like a menu or a notice names makers.

    Examples
    --------
    >>> is_credit_after_all("文字｜甲某　图片｜乙某、丙某", "menu"), is_credit_after_all("文字|图片|视频", "menu")
    (True, False)
    >>> is_credit_after_all("本版图片均由某县融媒体中心 甲某 摄", "notice")
    True
    """
    if kind == "notice":
        return len(text) <= 60 and _ALL_PICTURES.fullmatch(text) is not None
    parts = [re.split(r"[|｜丨]", piece) for piece in re.split(r"[\s\u3000]+(?=[^\s|｜丨]{1,6}[|｜丨])", text)]
    return kind == "menu" and all(
        len(part) == 2 and is_credit("：".join(part)) and not _SECTION.search(part[1]) for part in parts
    )


def looks_like_caption(text: str) -> bool:
    """Return whether an unmarked line reads like a caption: (左一), …现场."""
    return len(text) <= 60 and _SCENE.search(text) is not None
