"""Whose office it is outside China: 法国总统 is held at 法国, 古巴外交部长 at 古巴外交部, 联合国秘书长 at 联合国."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from wenming_nlp.resources import read_rows

__all__ = ["HEADS", "OURS", "foreign_before", "foreign_state", "is_foreign", "is_state", "spelled"]

#: Offices that a state or an international body gives without a ministry between them.
HEADS: Final = re.compile(
    r"(?:总统|总理|首相|总书记|国家主席|主席|委员长|议长|国王|女王|王后|王储|天皇|苏丹|酋长|总督|元首|首脑|国务卿|外长|防长|财长|"
    r"外相|防卫相|财相|内长|总检察长|总干事|秘书长|总裁|总参谋长|参谋长|安全顾问|最高领袖|第一书记|特使|高级代表)$"
)
#: Our state's name in full, at which its head is in office.
OURS: Final = "中华人民共和国"
_OWN: Final = frozenset(("中国", "中华人民共和国", "中华民国"))
#: What may stand between the state's name and the office.
_BETWEEN: Final = re.compile(
    r"(?:新任|现任|候任|代理|临时|过渡|当选|在任|新当选|轮值|人民革命党|共产党|劳动党|人民党|执政党|"
    r"(?:伊斯兰|民主|人民|合作|联合|多民族)?(?:共和国|王国|联邦|国))$"
)
#: One character that stands for a state before the head of it, after a mark or a word of saying and meeting.
_SHORT: Final = {"俄": "俄罗斯", "美": "美国", "英": "英国", "法": "法国", "德": "德国", "日": "日本", "韩": "韩国",
                 "以": "以色列"}  # fmt: skip
#: What a state has one of, behind that character: 俄国防部, 美国务院.
_MINISTRY: Final = re.compile(
    "(?:国防|外交|财政|商务|司法|内政|能源|经济|交通|农业|教育|卫生|国土安全|紧急情况)部|国务院|总统府|首相府|外务省|防卫省|财务省|央行|国会|议会"
)
_BEFORE_SHORT: Final = "，。、；：“”（） \n\u3000据对与和同向称晤见"
#: Parties of other states that are called by their short names.
_PARTIES: Final = {"越共": "越南", "古共": "古巴", "朝共": "朝鲜", "日共": "日本", "俄共": "俄罗斯"}
_PARTY: Final = re.compile(rf"({'|'.join(_PARTIES)})(?:中央)?$")
#: Before a state's name, what makes the office one of another state's: 驻法国大使.
_POSTED: Final = "驻"
_LONGEST: Final = 16


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    """Return states and international bodies with their kind."""
    return {word: kind for word, kind in read_rows("world.tsv") if kind in {"country", "body"} and word not in _OWN}


@lru_cache(maxsize=1)
def _last_characters() -> frozenset[str]:
    """Return the characters in which those names end: before most offices stands none of them."""
    return frozenset(word[-1] for word in _names())


def foreign_before(text: str, end: int) -> tuple[str, str] | None:
    """Return the state or international body before a position, and the words for it there, None where none stands.

    The words are the state's name alone but for a party of the state.

    Examples
    --------
    >>> [foreign_before(t, len(t)) for t in ("同法国", "日本新任", "驻法国", "中国", "据俄", "古巴共产党")]
    [('法国', '法国'), ('日本', '日本'), None, None, ('俄罗斯', '俄罗斯'), ('古巴', '古巴共产党')]
    """
    names, ends = _names(), _last_characters()
    if end and text[end - 1] in _SHORT and (end == 1 or text[end - 2] in _BEFORE_SHORT):
        state = _SHORT[text[end - 1]]
        return state, state
    party = _PARTY.search(text, max(0, end - 4), end)
    if party is not None:
        state = _PARTIES[party.group(1)]
        return state, state
    stop = end
    for _ in range(3):
        for length in range(min(_LONGEST, stop), 1, -1) if text[stop - 1 : stop] in ends else ():
            name = text[stop - length : stop]
            if name in names:
                if text.endswith(_POSTED, 0, stop - length):
                    return None
                return name, text[stop - length : end] if text.endswith("党", 0, end) else name
        between = _BETWEEN.search(text, max(0, stop - 6), stop)
        if between is None:
            return None
        stop = between.start()
    return None


def is_state(name: str) -> bool:
    """Return whether a word is the name of a state or an international body, ours among them."""
    return name in _OWN or name in _names()


def spelled(org: str) -> str:
    """Return an organ with the one character that stands for its state spelled out.

    Examples
    --------
    >>> [spelled(o) for o in ("俄国防部", "美国防部", "美国务院", "美国商务部", "法制办")]
    ['俄罗斯国防部', '美国国防部', '美国国务院', '美国商务部', '法制办']
    """
    return _SHORT[org[0]] + org[1:] if org[:1] in _SHORT and _MINISTRY.fullmatch(org, 1) else org


@lru_cache(maxsize=16_384)
def _leading(org: str) -> str | None:
    """Return the state or body that an organ's name begins with; 朝鲜族中学 begins with none."""
    if org[:2] in _PARTIES:
        return _PARTIES[org[:2]]
    names = _names()
    found = next((org[:n] for n in range(min(_LONGEST, len(org)), 1, -1) if org[:n] in names), None)
    return found if found is not None and not org.startswith("族", len(found)) else None


def foreign_state(org: str) -> str | None:
    """Return the foreign state that an organ's name begins with, None for a body of several states and for our own.

    Examples
    --------
    >>> [foreign_state(o) for o in ("古巴外交部", "俄罗斯", "联合国", "外交部")]
    ['古巴', '俄罗斯', None, None]
    """
    found = _leading(org)
    return found if found is not None and _names()[found] == "country" else None


def is_foreign(org: str) -> bool:
    """Return whether an organ's name begins with a foreign state or an international body."""
    return _leading(org) is not None
