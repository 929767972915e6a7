"""What each line of a page is: crumbs, menus, buttons, neighbours, notices, footer."""

from __future__ import annotations

import re
from typing import Final, Literal

from wenming_nlp.page.vocabulary import holds, is_tool, prefix_end

__all__ = ["Furniture", "banner_of", "bars_of", "channel_of", "crumbs_of", "furniture_kind"]

Furniture = Literal["crumbs", "menu", "step", "related", "notice", "footer", "contact"]

_PLACE: Final = re.compile(
    r"^[\s\[【(（]*(?:您|你)?(?:现在|当前|目前|的)*(?:所?在)?(?:的)?(?:位置|栏目|路径|导航)(?:是|为)?\s*[:：>〉》→>]+\s*"
    r"|^[\s\[【(（]*(?:您|你)(?:的|现在的?|当前的?|所在的?)*位置\s*[:：>〉》→>]*\s*"
    r"|^[\s\[【(（]*(?:当前|所在|当前所在|您所在的?|你所在的?)(?:的)?(?:位置|栏目)\s*[:：>〉》→>]*\s*"
)
#: The site's name before the label of the trail: 唐山文明网  您现在的位置：首页 >> 文明播报.
_SITE: Final = re.compile(r"^[\u4e00-\u9fff]{2,14}[\s|｜·]+(?=[\[【(（]*(?:您|你|当前))")
_JOINT: Final = re.compile(r"[>＞›»→〉》/\\|｜\-－—–·:：◇◆▸➤★☆•●]|位置")
_STRONG: Final = re.compile(r"\s*(?:-{1,2}>|=>|[>＞›»→〉]+|》+|>>)\s*")
#: Signs that join crumbs on some sites, and are mere ornaments on others.
_GEMS: Final = re.compile(r"\s*[◇◆▸➤★☆•●]\s*")
_WEAK: Final = re.compile(r"\s+[-—–·/\\|｜]+\s+|\s*[/\\]\s*|\s*[|｜]\s*|\s*::\s*|\s*－\s*|\s+-+\s*|\s*-\s+|\s*——\s*")
_HOME: Final = re.compile(r"^[\s\[【(（]*(?:[^\s>»]{0,12}?(?:首\s?页|主页|网)|网站首页|Home|HOME|home)[\s\]】)）]*$")
_LAST: Final = frozenset(
    (
        "正文 内容 详情 文章 浏览 详细 文章内容 文章正文 信息内容 新闻内容 新闻正文 内容页 详细内容 浏览文章 "
        "阅读文章 查看文章 文章详情 信息详情 新闻详情 查看信息 浏览信息 浏览新闻 详细信息 内容详情 正文内容 "
        "文章浏览 信息浏览 列表"
    ).split()
)
_MARKS: Final = re.compile(r"\s*[|｜丨┃│>＞»]\s*|\s+[-—·－/]+\s+|－")
_NO_BANNER: Final = re.compile(r"[。！？；，、：:“”‘’《》（）()!?;,0-9]")
_SENTENCE: Final = re.compile("[。！？；，!?;]")
_PIECES: Final = re.compile(r"[|｜丨┃│\[\]【】［］〖〗〔〕\t\u3000]|\s{2,}|\s+[·•\-]\s+")
_BARS: Final = re.compile(r"^[^|｜丨:：\d]+[|｜丨][^|｜丨:：]+[|｜丨]")
_STEP: Final = re.compile(
    r"(?=$|[\s:：\]】)）〗〕］┃》>›»|｜,，.]|文章|新闻|信息|标题|没有|无|暂无|已是|《|“|\[|【|\()"
)
_CLOSED: Final = re.compile(r"(?=\s*$|\s*[:：\]】)）》>›»|｜┃…+]|\s)")
_PHONE_END: Final = re.compile(r"\d{3,4}-?\d{7,8}|邮编|@")


def crumbs_of(text: str) -> list[str] | None:
    """Return the crumbs of a trail, null for a line that is none.

    Examples
    --------
    >>> crumbs_of("您现在的位置: 网站首页>政务公开>通知公告")
    ['网站首页', '政务公开', '通知公告']
    >>> crumbs_of("唐山文明网  您现在的位置：首页 >> 街谈巷议"), crumbs_of("◇ 首页 ◇ 诚信建设")
    (['首页', '街谈巷议'], ['首页', '诚信建设'])
    >>> crumbs_of("首页 | 新闻 | 专题") is None
    True
    """
    if len(text) > 160 or not _JOINT.search(text):
        return None
    said = _PLACE.match(text)
    if not said and (site := _SITE.match(text)) and (said := _PLACE.match(text[site.end() :])):
        text = text[site.end() :]
    rest = text[said.end() :] if said else text
    if not said and (_SENTENCE.search(rest) or len(rest) > 80):
        return None
    parts = _split(rest, _STRONG)
    if len(parts) < 2 and len(gems := _split(rest, _GEMS)) > 1 and (said or _HOME.match(gems[0])):
        parts = gems
    if len(parts) < 2 and (said or _HOME.match(next(iter(_split(rest, _WEAK)), ""))):
        weak = _split(rest, _WEAK)
        if said or ("|" not in rest and "｜" not in rest and len(weak) <= 5):
            parts = weak
    if said:
        return parts
    if len(parts) < 2 or any(len(part) > 16 for part in parts[:-1]) or len(parts[-1]) > 40:
        return None
    return parts if _HOME.match(parts[0]) or all(1 < len(part) <= 12 for part in parts) else None


def bars_of(text: str) -> list[str]:
    """Return the crumbs of a short line between bars that begins at the front page; empty for a menu or another line.

    Examples
    --------
    >>> bars_of("首页 | 道德之光 | 孝老爱亲"), bars_of("首页 | 新闻 | 专题 | 图片 | 视频"), bars_of("首页 | 登录")
    (['首页', '道德之光', '孝老爱亲'], [], [])
    """
    parts = [part.strip() for part in re.split("[|｜]", text)]
    if len(parts) not in (3, 4) or not _HOME.match(parts[0]) or not all(1 < len(part) <= 12 for part in parts):
        return []
    return [] if any(map(is_tool, parts[1:])) else parts


def banner_of(text: str) -> list[str]:
    """Return the parts of a line of site and channel that stands above a title; empty for any other line.

    A line of two to four short parts with marks or gaps between them, or of one short part. Only the parts
    between marks say a channel; a line of one part or with gaps gives itself alone.

    Examples
    --------
    >>> banner_of("石狮市人民政府 - 公开 - 通知公告")
    ['石狮市人民政府', '公开', '通知公告']
    >>> banner_of("芜湖经开区　工作动态")
    ['芜湖经开区　工作动态']
    >>> banner_of("播州：集全民之智推进创文")
    []
    """
    if _NO_BANNER.search(text) or len(text) > 40:
        return []
    marked = [part.strip() for part in _MARKS.split(text) if part.strip()]
    parts = marked if len(marked) > 1 else text.split()
    if len(parts) > 4 or any(len(part) > 12 for part in parts) or (len(parts) == 1 and len(text) > 6):
        return []
    return marked if len(marked) > 1 else [text]


def _split(text: str, by: re.Pattern[str]) -> list[str]:
    return [part for part in (piece.strip(" \u3000[]【】()（）:：|｜") for piece in by.split(text)) if part]


def channel_of(crumbs: list[str], title: str = "") -> str | None:
    """Return the last crumb that names a channel: not the front page, not 正文, not the title."""
    for crumb in reversed(crumbs):
        if crumb in _LAST or _is_title(crumb, title):
            continue
        if crumb is crumbs[0] and (len(crumbs) > 1 or _HOME.match(crumb)) and _HOME.match(crumb):
            return None
        return crumb if len(crumb) <= 30 else None
    return None


def _is_title(crumb: str, title: str) -> bool:
    """Return whether the last crumb is the article itself, whole or cut short."""
    cut = crumb.rstrip(".…·")
    return len(cut) > 5 and (title.startswith(cut) if cut != crumb else 3 * len(cut) > 2 * len(title)) and cut in title


def furniture_kind(text: str) -> Furniture | None:
    """Return what kind of furniture a line is, null for what may be the article's own.

    Examples
    --------
    >>> furniture_kind("【上一篇】没有了"), furniture_kind("[ 收藏本页 ]  [ 我要纠错 ]"), furniture_kind("相关链接：")
    ('step', 'menu', 'related')
    >>> furniture_kind("上一次会议以来，全区新建市场9个。") is None
    True
    """
    if len(text) > 400:
        return None
    end = prefix_end("step", text)
    if end is not None and _STEP.match(text, end):
        return "step"
    end = prefix_end("related", text)
    if end is not None and len(text) <= 80 and _CLOSED.match(text, end):
        return "related"
    if len(text) <= 160 and crumbs_of(text) is not None:
        return "crumbs"
    pieces = [piece for piece in _PIECES.split(text) if piece.strip()]
    if len(pieces) >= 3 and all(len(piece.strip()) <= 8 for piece in pieces) and _BARS.search(text):
        return "menu"
    tools = sum(is_tool(piece) or all(map(is_tool, re.split(r"[\s/:：]+", piece))) for piece in pieces)
    if tools == len(pieces):
        return "menu"
    if prefix_end("notice", text) is not None:
        return "notice"
    squeezed = text.replace(" ", "")
    if holds("footer", squeezed) and _is_footer(squeezed):
        return "footer"
    if len(text) <= 120 and not _SENTENCE.search(text):
        if _states_contact(text):
            return "contact"
        if tools and (tools * 2 >= len(pieces) or any(map(_states_contact, pieces))):
            return "menu"
    return None


def _states_contact(text: str) -> bool:
    """Return whether a line or piece of one begins with a label of addresses and telephones."""
    end = prefix_end("contact", text.lstrip(), plain=True)
    return end is not None and text.lstrip()[end:].lstrip()[:1] in (":", "：")


def _is_footer(text: str) -> bool:
    """Return whether a line with a footer's word in it is a footer and no sentence about one."""
    if re.search(r"ICP备|ICP证|公网安备|Copyright|©|版权所有|AllRightsReserved|网站标识码", text, re.IGNORECASE):
        return text.count("。") <= 2 or len(text) < 120
    if text[-1:] in "。；" and len(text) > 60:
        return False
    return (
        prefix_end("footer", text) is not None
        or bool(_PHONE_END.search(text))
        or (len(text) <= 40 and not _SENTENCE.search(text))
    )
