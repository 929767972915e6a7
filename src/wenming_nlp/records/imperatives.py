"""Verbs that bid without 要 or 必须: 加强, 严禁, 倡导."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["IMPERATIVE", "is_order", "is_term"]

#: What a demand begins with where 要 stands only before the first: 要提高站位…；压实责任…；强化督查….
IMPERATIVE: Final = re.compile(
    r"(?:进一步|切实|持续|全面|深入|着力|不断|认真|积极|充分|扎实|严格|坚决|坚持|加强|加大|加快|强化|落实|压实|突出|聚焦|提高|提升|完善|健全|建立|抓好|抓实"
    r"|做好|做实|深化|推进|推动|营造|广泛|严肃|统筹|确保|紧盯|紧扣|对标|树牢|牢固树立|压紧|凝聚|细化|优化|注重|发挥|创新|补齐|整治|用好|守好|管好|拓宽|夯实)"
    r"(?![\u4e00-\u9fff]{0,3}了)"
)
#: A point of a notice that orders or forbids; 一、整治范围 is a heading.
_ORDER: Final = re.compile(
    rf"(?:{IMPERATIVE.pattern}|严禁|禁止|不得|不准|倡导|提倡|规范|杜绝|拒绝|带头|自觉|遵守|爱护|严控|从严|抵制|破除|反对|增强|弘扬|树立|履行|劝导)"
    r"(?!.*(?:范围|时间|内容|对象|步骤|目标|原则|方式|办法|标准|重点|任务|措施|条件|程序|依据|情况|名单|事项|领导|保障|职责)$)"
)
#: Who is told to: 沿街商户要落实三包.
_CALLED_ON: Final = re.compile(r"[^，]{2,16}?(?:必须|(?<![不只主需重])要(?![求点素件]))")
_TERM: Final = re.compile(
    r"本(?:通告|公告|通知|办法|规定|决定|意见|方案|公约)自|自[^，。；]{2,12}起至[^，。；]{2,12}为[^，。；]{1,3}期"
    r"|[^，。；]{2,40}可参照(?:本[^，。；]{2,3})?(?:执行|办理)(?=[，。；])"
)


def is_order(head: str) -> bool:
    """Return whether the head of a notice's point orders or forbids something, and is no mere heading.

    Examples
    --------
    >>> [is_order(head) for head in ("严禁野外用火", "倡导绿色祭扫", "整治范围", "加强组织领导")]
    [True, True, False, False]
    """
    return bool(_ORDER.match(head) or _CALLED_ON.match(head))


def is_term(text: str, at: int) -> bool:
    """Return whether a point only says from when, or where as well, a notice holds: 本通告自发布之日起施行.

    Examples
    --------
    >>> is_term("四、本通告自发布之日起施行。", 2)
    True
    """
    return bool(_TERM.match(text, at))
