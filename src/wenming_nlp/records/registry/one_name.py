"""The one name of an organ that articles call by several: 中国外交部 is 外交部, 中纪委 is 中央纪委."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from wenming_nlp.resources import read_rows

__all__ = ["one_name"]

#: Our state before an organ of its own.
_OUR: Final = re.compile(
    r"^(?:中华人民共和国|中国)(?=[\u4e00-\u9fff]{2,12}部$|国务院|全国|最高人民|国家[\u4e00-\u9fff]{2,}[局委会]$)"
)
_CENTRE: Final = re.compile(r"^中共中央(?=.)")
#: Long forms of what every unit has, with the short form in use.
_FORMS: Final = tuple(
    (re.compile(long), short)
    for long, short in (
        (r"(?<!中央)人民政府", "政府"),
        (r"人民代表大会常务委员会", "人大常委会"),
        (r"人民代表大会(?=$|常委会|常务)", "人大"),
        (r"纪律检查委员会", "纪委"),
        (r"监察委员会$", "监委"),
        (r"(?:发改委|发展和改革委员会|发展改革委员会|发展和改革委)", "发展改革委"),
        (r"(?:卫健委|卫生健康委员会|卫生和健康委员会)", "卫生健康委"),
        (r"妇女联合会$", "妇联"),
        (r"残疾人联合会$", "残联"),
        (r"工商业联合会$", "工商联"),
        (r"科学技术协会$", "科协"),
        (r"文学艺术界联合会$", "文联"),
    )
)


@lru_cache(maxsize=1)
def _aliases() -> dict[str, str]:
    """Return the other names of organs with the one that stands for all."""
    return {other: row[0] for row in read_rows("organ_aliases.tsv") for other in row[1:]}


@lru_cache(maxsize=65_536)
def one_name(org: str) -> str:
    """Return the name under which all mentions of an organ are counted.

    Examples
    --------
    >>> [one_name(o) for o in ("中国外交部", "中纪委", "播州区人民政府", "播州区发改委", "古巴外交部")]
    ['外交部', '中央纪委', '播州区政府', '播州区发展改革委', '古巴外交部']
    """
    name = _CENTRE.sub("中央", _OUR.sub("", org)) if org.startswith("中") else org
    aliases = _aliases()
    if org in aliases or name in aliases:
        return aliases.get(org) or aliases[name]
    for long, short in _FORMS:
        name = long.sub(short, name)
    return aliases.get(name, name)
