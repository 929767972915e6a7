"""Places of an article as rows: which unit each name means, told apart by the home and by what stands around it."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from wenming_nlp.entities.gazetteer import Division, load_gazetteer

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from wenming_nlp.article import Article, Home
    from wenming_nlp.entities.mentions import Mention

__all__ = ["PlaceRow", "build_places", "code_of"]

_NATURAL = frozenset(("place.known", "place.nature", "place.road", "place.site", "place.hall", "place.whole"))
_FULL, _WIDE, _NARROW = 0, 1, 2  # in the order in which names are settled
_VILLAGE = ("村", "社区", "嘎查", "屯")
_TOWNSHIP = ("街道", "镇", "乡", "苏木")
_LOCAL = (*_VILLAGE, *_TOWNSHIP)


class PlaceRow(NamedTuple):
    """A row of the places table, without its article.

    Attributes
    ----------
    mention : str
        The name as it is written.
    adcode : str or None
        Six-digit code of a unit at county level or above.
    full_name : str or None
        The name with all names above it, province first; None for what is no unit.
    level : {"省", "市", "县", "乡", "村"} or None
    n : int
        How often the name is written so.
    """

    mention: str
    adcode: str | None
    full_name: str | None
    level: str | None
    n: int


def code_of(name: str, home: Home | None = None, on: date | None = None) -> str | None:
    """Return the six-digit code of the unit that a name means, None where it is open or below a county.

    Examples
    --------
    >>> code_of("播州"), code_of("鼓楼区"), code_of("鸭溪镇")
    ('520304', None, None)
    """
    found = load_gazetteer().resolve(name, home, on)
    return found.adcode if found else None


def build_places(article: Article, mentions: Sequence[Mention], home: Home | None) -> list[PlaceRow]:
    """Return each place once per way of writing it, in order of first mention.

    Parameters
    ----------
    article : Article
    mentions : sequence of Mention
        Everything that was recognised, in order; only label PLACE counts.
    home : Home or None
        Where the article speaks from.

    Returns
    -------
    list of PlaceRow

    Examples
    --------
    >>> from wenming_nlp.article import Article
    >>> from wenming_nlp.entities.mentions import Mention
    >>> text = "无锡市惠山区与我县结对,惠山援建胜利路。"
    >>> spans = [(0, 3), (3, 6), (12, 14), (16, 19)]
    >>> article = Article("a", "", "", text, ())
    >>> for row in build_places(article, [Mention(s, e, "PLACE", "x") for s, e in spans], None):
    ...     print(row)
    PlaceRow(mention='无锡市', adcode='320200', full_name='江苏省无锡市', level='市', n=1)
    PlaceRow(mention='惠山区', adcode='320206', full_name='江苏省无锡市惠山区', level='县', n=1)
    PlaceRow(mention='惠山', adcode='320206', full_name='江苏省无锡市惠山区', level='县', n=1)
    PlaceRow(mention='胜利路', adcode=None, full_name=None, level=None, n=1)
    """
    text, on = article.text, article.published
    spans = [(m.start, m.end) for m in mentions if m.label == "PLACE"]
    counts = Counter(text[start:end] for start, end in spans)
    # 太湖 is the lake here, whatever county bears its name.
    natural = {text[m.start : m.end] for m in mentions if m.rule in _NATURAL}
    units: dict[str, Division] = {}
    # Full names first: what they settle tells which unit a short name means.
    for rank in (_FULL, _WIDE, _NARROW):
        before: tuple[int, Division] | None = None
        for start, end in spans:
            name = text[start:end]
            unit = units.get(name)
            if unit is None and name not in natural and _rank(name) == rank:
                above = before[1] if before and before[0] == start else None
                lone = rank == _NARROW and "、" not in (text[start - 1 : start], text[end : end + 1])
                unit = _resolve(name, home, on, above, units, lone=lone)
                if unit is not None:
                    units[name] = unit
            before = (end, unit) if unit is not None else None
    parents = _parents(text, spans, units)
    return [_row(name, n, units.get(name), parents.get(name), home, on) for name, n in counts.items()]


@lru_cache(maxsize=8192)
def _rank(name: str) -> int:
    """Return whether a name is a unit's full one, short for a province or city, or for a county or less."""
    units = load_gazetteer().lookup(name)
    if any(d.name == name for d in units):
        return _FULL
    return _WIDE if any(d.level in {"省", "市"} for d in units) else _NARROW


def _resolve(
    name: str, home: Home | None, on: date | None, above: Division | None, units: dict[str, Division], *, lone: bool
) -> Division | None:
    """Return the unit of a name: below the one it follows, else one named already, else by the home.

    A county's short name that stands `lone`, in no list, means none far from all that the page names.
    """
    gazetteer = load_gazetteer()
    if not gazetteer.lookup(name):
        return None
    if above is not None:
        prefix = above.code.rstrip("0") if above.level in {"省", "市"} else above.code
        below = [d for d in gazetteer.lookup(name) if d.code.startswith(prefix) and d.code != above.code]
        present = [d for d in below if not d.until] or below
        if present:
            return present[0]
    known = [u for u in units.values() if name in {u.short, *gazetteer.aliases(u)}]
    if known and len({u.code for u in known}) == 1 and name not in (home.units.values() if home else ()):
        return known[0]
    found = gazetteer.resolve(name, home, on)
    if found is not None and found.level == "县" and lone and not _lies_near(found, home, units):
        return None  # 东河 of a flooded county is its river, not 包头's district
    if found is None:
        # A namesake elsewhere: the one that lies in a unit named on this page.
        inside = [
            d
            for d in gazetteer.lookup(name)
            if not d.until and any(d.code.startswith(u.code.rstrip("0")) for u in units.values() if u.level != "省")
        ]
        found = inside[0] if len({d.code for d in inside}) == 1 else None
    return found


def _lies_near(unit: Division, home: Home | None, units: dict[str, Division]) -> bool:
    """Return whether a county lies in the home's province or in a province or city that the page names."""
    if home is None or not home.adcode or unit.code.startswith(home.adcode[:2]):
        return True
    return any(u.level in {"省", "市"} and unit.code.startswith(u.code.rstrip("0")) for u in units.values())


def _parents(text: str, spans: list[tuple[int, int]], units: dict[str, Division]) -> dict[str, Division]:
    """Return the township that a village's name follows, where it does."""
    found: dict[str, Division] = {}
    for (_, left_end), (start, end) in pairwise(spans):
        name = text[start:end]
        if left_end == start and name.endswith(_VILLAGE) and name not in found:
            above = next((units[n] for s, e in spans if e == start and (n := text[s:e]) in units), None)
            if above is not None and above.level == "乡":
                found[name] = above
    return found


def _row(
    name: str, n: int, unit: Division | None, parent: Division | None, home: Home | None, on: date | None
) -> PlaceRow:
    month = f"{on.year:04d}-{on.month:02d}" if on else ""
    if unit is not None:
        return PlaceRow(name, unit.adcode, _names_above(unit.code, month) + unit.name, unit.level, n)
    if not name.endswith(_LOCAL):
        return PlaceRow(name, None, None, None, n)
    county = home.adcode if home and home.adcode else None
    local = load_gazetteer().full_name(county, month) if county and not county.endswith("00") else None
    if name.endswith(_TOWNSHIP):
        return PlaceRow(name, None, local + name if local else None, "乡", n)
    if parent is not None:
        return PlaceRow(name, None, _names_above(parent.code, month) + parent.name + name, "村", n)
    return PlaceRow(name, None, local + name if local else None, "村", n)


@lru_cache(maxsize=8192)
def _names_above(code: str, month: str) -> str:
    """Return the names of the units above one, province first."""
    return "".join(d.name for d in load_gazetteer().ancestors(code, month))
