"""Where an office is held, as the code of a division, and how far apart two of them are."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from wenming_nlp.entities.gazetteer import load_gazetteer
from wenming_nlp.records.abroad import foreign_state, is_foreign
from wenming_nlp.records.organ_names import leading_unit

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

__all__ = ["NATION", "apart", "area_of", "areas_of"]

#: Stands for the centre where a code of a division is asked for.
NATION: Final = "000000"
#: Offices that so many hold that they tell no namesakes apart, but for those of the organs after them.
_MANY: Final = frozenset(("代表", "委员", "成员", "会员", "理事", "常务理事"))
_FEW: Final = frozenset(("中央政治局", "中央军委", "国务院"))


def area_of(org: str, level: str, home: str) -> tuple[str, bool]:
    """Return the code of the unit that an organ belongs to, and whether the organ itself says so.

    A foreign state has no code and stands under its name; a body of several states counts for the centre.

    Parameters
    ----------
    org : str
        The organ's full local name, empty where none is known.
    level : str
        Of the organ, empty where none is known.
    home : str
        Code of the unit that the article speaks from, empty where none is known.

    Examples
    --------
    >>> area_of("播州区委", "县", ""), area_of("外交部", "国家", "520304"), area_of("", "", "520304")
    (('520304', True), ('000000', True), ('520304', False))
    >>> area_of("鼓楼区委", "县", "320100"), area_of("鼓楼区委", "县", "")
    (('320106', True), ('', False))
    """
    if not org:
        return home, False
    codes, present = _codes(org)
    if codes is None:
        return (NATION, True) if level == "国家" else (home, bool(home))
    if len(codes) > 1:
        for length in (6, 4, 2):
            near = {code for code in codes if home and code[:length] == home[:length]}
            if near:
                codes = near
                break
    if len(codes) > 1:
        codes = codes & present or codes
    return (min(codes), True) if len(codes) == 1 else (home, False)


@lru_cache(maxsize=65_536)
def _codes(org: str) -> tuple[AbstractSet[str] | None, AbstractSet[str]]:
    """Return the units that an organ's name may begin with, and those of them that are no township and still exist."""
    if is_foreign(org):
        return {foreign_state(org) or NATION}, set()
    unit = leading_unit(org)
    if unit is None:
        return None, set()
    found = load_gazetteer().lookup(unit)
    codes = {d.code[:6] for d in found if not d.code.endswith("-")}
    return codes, {d.code[:6] for d in found if d.code[:6] in codes and not d.until and d.level != "乡"}


def areas_of(seen: pd.DataFrame) -> tuple[pd.Series[str], np.ndarray[Any, np.dtype[np.bool_]]]:
    """Return each office's unit, and whether it tells its holder from namesakes."""
    if seen.empty:  # pandas 2.3 cannot factorise no places at all
        return pd.Series(index=seen.index, dtype=object), np.array([], dtype=bool)
    keys = [seen[name].astype(object).fillna("") for name in ("org", "level", "home_adcode")]
    codes, places = pd.factorize(pd.MultiIndex.from_arrays(keys))
    known = [area_of(*map(str, place)) for place in places]
    area = np.array([code for code, _ in known], dtype=object)[codes]
    firm = np.array([firm for _, firm in known], dtype=bool)[codes]
    loose = seen["post"].isin(_MANY) & ~seen["org"].isin(_FEW)
    return pd.Series(area, index=seen.index, dtype=object), firm & ~loose.to_numpy()


@lru_cache(maxsize=1 << 18)
def apart(one: str, other: str) -> int:
    """Return how far apart two units are: 0 the same, 1 county and city, 2 above, 3 to 5 beside, 9 far."""
    if one == other:
        return 0
    if not one or not other:
        return 9
    upper, lower = sorted((one, other), key=lambda code: (not code.endswith("0000"), not code.endswith("00"), code))
    if upper == NATION:
        return 2 if lower.endswith("0000") else 9
    if upper[:2] != lower[:2]:
        return 5 if lower.endswith("0000") else 9
    if upper.endswith("0000"):
        return 2 if lower.endswith("00") or upper[:2] in {"11", "12", "31", "50"} else 4
    if upper[:4] == lower[:4]:
        return 1 if upper.endswith("00") else 3
    return 4 if lower.endswith("00") else 9
