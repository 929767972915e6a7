"""China's administrative divisions, province to township, with the dates of their names."""

from __future__ import annotations

import gzip
import re
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from wenming_nlp.resources import read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    import ahocorasick_rs

    from wenming_nlp.article import Home

__all__ = ["Division", "Gazetteer", "load_gazetteer", "unit_name"]

_MUNICIPALITIES = frozenset(("11", "12", "31", "50"))
_ZONE = re.compile(r"^(.{2,8}?)市?(经济(?:技术)?开发区|高新(?:技术)?(?:产业)?开发区|高技术产业开发区)$")


class Division(NamedTuple):
    """A unit under one of its names.

    Attributes
    ----------
    code : str
        Six digits of GB/T 2260, nine for a township. Development zones have statistical codes (`is_zone`).
    name : str
        Full official name: 循化撒拉族自治县.
    short : str
        Name in use without suffix: 循化; the whole name where nothing would be left (东区).
    level : {"省", "市", "县", "乡"}
    parent : str
        Code of the unit above, empty for a province.
    since, until : str
        YYYY-MM from which and up to which the name holds; empty where the list knows no end.
    """

    code: str
    name: str
    short: str
    level: str
    parent: str
    since: str = ""
    until: str = ""

    @property
    def is_zone(self) -> bool:
        """Whether this is a development zone, which the official list of codes leaves out."""
        return self.level == "县" and "71" <= self.code[4:6] <= "79"

    @property
    def adcode(self) -> str | None:
        """Official six-digit code, None for a township, a zone, or a unit the list gives none."""
        return None if self.level == "乡" or self.is_zone or self.code.endswith("-") else self.code

    def holds(self, month: str) -> bool:
        """Return whether the name held in a month (YYYY-MM)."""
        return self.since <= month and (not self.until or month <= self.until)


def unit_name(division: Division) -> str:
    """Return the short name of a unit that stands before an organ's.

    Examples
    --------
    >>> gazetteer = load_gazetteer()
    >>> for name in ("播州区", "循化撒拉族自治县", "前郭尔罗斯蒙古族自治县", "湘西土家族苗族自治州", "达拉特旗"):
    ...     print(unit_name(gazetteer.lookup(name)[0]), end=" ")
    播州区 循化县 前郭县 湘西州 达拉特旗
    >>> for name in ("内蒙古自治区", "贵州省", "东乡族自治县", "鄂温克族自治旗"):
    ...     print(unit_name(gazetteer.lookup(name)[0]), end=" ")
    内蒙古 贵州省 东乡县 鄂温克旗
    """
    name = division.name
    if "自治" not in name and "特别行政区" not in name:
        return name
    if division.level == "省":
        return division.short
    suffix = name[-1]
    aliases = [a for a in load_gazetteer().aliases(division) if a.endswith(suffix) and len(a) >= 3]
    if aliases:
        return aliases[0]
    return (division.short if division.short != name else name.split("自治")[0]) + suffix


class Gazetteer:
    """Look-up of divisions by name and code; townships are read when first asked for."""

    def __init__(self) -> None:
        self._by_name: dict[str, list[Division]] = {}
        self._by_code: dict[str, list[Division]] = {}
        self._aliases: dict[str, tuple[str, ...]] = {}
        self._looked_up: dict[str, tuple[Division, ...]] = {}
        for line in gzip.decompress(read_bytes("divisions.tsv.gz")).decode("utf-8").splitlines():
            if line.startswith("#"):
                continue
            code, name, short, level, since, until, others = line.split("\t")
            division = Division(code, name, short, level, _parent(code), since, until)
            self._by_code.setdefault(code, []).append(division)
            names = {name, short, *others.split()}
            if division.is_zone:
                names |= {a for n in tuple(names) for a in _zone_names(n)}
            if "自治" in name and level != "省":
                names.add(short + name[-1])
            for each in names:
                self._by_name.setdefault(each, []).append(division)
            if others:
                self._aliases[name] = tuple(others.split())

    @cached_property
    def _townships(self) -> dict[str, list[str]]:
        """Codes of the townships of each name."""
        found: dict[str, list[str]] = {}
        for line in gzip.decompress(read_bytes("townships.tsv.gz")).decode("utf-8").splitlines():
            if line.startswith("#"):
                continue
            county, _, entries = line.partition("\t")
            for entry in entries.split(" "):
                found.setdefault(entry[3:], []).append(county + entry[:3])
        return found

    @cached_property
    def _children(self) -> dict[str, list[Division]]:
        found: dict[str, list[Division]] = {}
        for division in self.divisions():
            if not division.until and division.code != division.parent:
                found.setdefault(division.parent, []).append(division)
        return found

    @cached_property
    def _township_stems(self) -> frozenset[str]:
        return frozenset(
            name.removesuffix(suffix)
            for name in self._townships
            for suffix in ("街道", "镇", "乡", "苏木")
            if name.endswith(suffix) and len(name) - len(suffix) >= 2
        )

    @cached_property
    def _counties_townships(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for name, codes in self._townships.items():
            for code in codes:
                found.setdefault(code[:6], []).append(name)
        return {county: tuple(names) for county, names in found.items()}

    @cached_property
    def _automaton(self) -> ahocorasick_rs.AhoCorasick:
        import ahocorasick_rs  # noqa: PLC0415  (30 ms that a look-up by name does not need)

        return ahocorasick_rs.AhoCorasick(
            self._patterns,
            matchkind=ahocorasick_rs.MatchKind.LeftmostLongest,
            implementation=ahocorasick_rs.Implementation.ContiguousNFA,
        )

    @cached_property
    def _patterns(self) -> list[str]:
        return [*self._by_name, *(name for name in self._townships if name not in self._by_name)]

    def aliases(self, division: Division) -> tuple[str, ...]:
        """Return the other names in use of a unit, beside the full and the short one."""
        return self._aliases.get(division.name, ())

    def zone_names(self, division: Division) -> tuple[str, ...]:
        """Return the short names in use of a development zone: 郑州经开区, 石家庄高新区."""
        return tuple(_zone_names(division.short))

    def lookup(self, name: str) -> tuple[Division, ...]:
        """Return all units that have or had a full, short or other name, the higher ones first.

        Examples
        --------
        >>> [(d.code, d.name) for d in load_gazetteer().lookup("播州")]
        [('520304', '播州区')]
        >>> load_gazetteer().lookup("遵义县")[0].until
        '2016-06'
        >>> len(load_gazetteer().lookup("城关镇")) > 50
        True
        """
        known = self._looked_up.get(name)
        if known is not None:
            return known
        found = list(self._by_name.get(name, ()))
        found.sort(key=lambda d: "省市县".index(d.level))
        if not found or name.endswith(("镇", "乡", "街道", "苏木")):
            found += [Division(c, name, name, "乡", c[:6]) for c in self._townships.get(name, ())]
        if not found:
            return ()  # only names of the list are kept, so the store is no larger than it
        self._looked_up[name] = tuple(found)
        return self._looked_up[name]

    def divisions(self) -> Iterator[Division]:
        """Yield every unit from province to county under each of its names."""
        for named in self._by_code.values():
            yield from named

    def children(self, code: str) -> tuple[Division, ...]:
        """Return the units right below a province or prefecture, under their present names."""
        return tuple(self._children.get(code, ()))

    def townships(self, county: str) -> tuple[str, ...]:
        """Return the names of the townships of a county's code."""
        return self._counties_townships.get(county, ())

    def get(self, code: str, month: str = "") -> Division | None:
        """Return the unit of a code under the name that held in a month (YYYY-MM), by default the latest."""
        named = self._by_code.get(code)
        if not named:
            return None
        if month:
            for division in reversed(named):
                if division.holds(month):
                    return division
        return named[-1]

    def is_township_stem(self, stem: str) -> bool:
        """Return whether a township is called so, whatever it was before or became since: 东沙河 (镇, now 街道).

        Examples
        --------
        >>> load_gazetteer().is_township_stem("东沙河"), load_gazetteer().is_township_stem("东")
        (True, False)
        """
        return stem in self._township_stems

    @lru_cache(maxsize=1 << 13)  # noqa: B019  (as above)
    def ancestors(self, code: str, month: str = "") -> tuple[Division, ...]:
        """Return the units above, province first.

        Examples
        --------
        >>> [d.name for d in load_gazetteer().ancestors("520304")]
        ['贵州省', '遵义市']
        >>> [d.name for c in ("500102", "659001") for d in load_gazetteer().ancestors(c)]
        ['重庆市', '新疆维吾尔自治区']
        """
        found: list[Division] = []
        while code := _parent(code):
            above = self.get(code, month)
            if above is not None:
                found.append(above)
        return tuple(reversed(found))

    def full_name(self, code: str, month: str = "") -> str:
        """Return the name with all names above it, province first.

        Examples
        --------
        >>> load_gazetteer().full_name("520304"), load_gazetteer().full_name("420606", "2009-05")
        ('贵州省遵义市播州区', '湖北省襄樊市樊城区')
        """
        own = self.get(code, month)
        if own is None:
            return ""
        return "".join(d.name for d in self.ancestors(code, month)) + own.name

    @lru_cache(maxsize=8)  # noqa: B019  (one gazetteer lives as long as the process; home, organs and places read one text)
    def scan(self, text: str) -> tuple[tuple[int, int, str], ...]:
        """Return (start, end, name) of the names in a text, leftmost and longest, not overlapping.

        Examples
        --------
        >>> load_gazetteer().scan("遵义市播州区鸭溪镇")
        ((0, 3, '遵义市'), (3, 6, '播州区'), (6, 9, '鸭溪镇'))
        """
        patterns = self._patterns
        found = self._automaton.find_matches_as_indexes(text)
        return tuple([(start, end, patterns[index]) for index, start, end in found])

    def resolve(self, name: str, home: Home | None = None, on: date | None = None) -> Division | None:
        """Return the one unit that a name means on a page, None where that is open.

        Parameters
        ----------
        name : str
            Full, short or other name.
        home : Home, optional
            Where the page speaks from: its own units, then those beside it, win over namesakes.
        on : datetime.date, optional
            Day of the page; names that did not hold then only count where no other did.

        Examples
        --------
        >>> from wenming_nlp.article import Home
        >>> gazetteer = load_gazetteer()
        >>> gazetteer.resolve("鼓楼区"), gazetteer.resolve("鼓楼区", Home("福州市", "350100")).code
        (None, '350102')
        >>> gazetteer.resolve("吉林").name, gazetteer.resolve("深圳").code
        ('吉林省', '440300')
        """
        found = self.lookup(name)
        if len(found) <= 1:
            return found[0] if found else None
        month = f"{on.year:04d}-{on.month:02d}" if on else "9999"
        valid = [d for d in found if d.holds(month)] or [d for d in found if not d.until] or list(found)
        if home and home.adcode:
            code = home.adcode
            for size in (6, 4, 2):
                near = [d for d in valid if d.code[:size] == code[:size] and (size > 2 or d.level != "乡")]
                own = [
                    d for d in near if code == d.code or (code.startswith(d.code.rstrip("0")) and d.code[4:] == "00")
                ]
                if own:
                    return own[-1] if size == 6 else own[0]
                if near and len({d.code for d in near}) == 1:
                    return near[0]
                if near and near[0].level != near[1].level:
                    return near[0]
        whole = [d for d in valid if d.name == name] or valid
        top = [d for d in whole if d.level == whole[0].level]
        return top[0] if len({d.code for d in top}) == 1 and (top[0].level != "乡" or len(whole) == 1) else None


def _zone_names(name: str) -> list[str]:
    """Return the short forms of a development zone's name."""
    match = _ZONE.match(name)
    if match is None:
        return []
    return [match[1] + {"经": "经开区", "高": "高新区"}[match[2][0]]]


def _parent(code: str) -> str:
    """Return the code above: county to prefecture, or to the province where no prefecture lies between."""
    if len(code) > 6 and not code.endswith("-"):
        return code[:6]
    if code.endswith("0000"):
        return ""
    if code[4:6] == "00" or code[:2] in _MUNICIPALITIES or code[2:4] == "90":
        return code[:2] + "0000"
    return code[:4] + "00"


@lru_cache(maxsize=1)
def load_gazetteer() -> Gazetteer:
    """Return the packaged gazetteer, read once."""
    return Gazetteer()
