"""Who is who in a corpus: which mentions of one name are one person.

Rules, in the order in which they are tried:

1. Within one article a name is one person.
2. An office says where its holder works: at the unit in its organ's name, else where the article speaks from.
   One name in one unit is one person, as are units that one article names together for him (市委常委、区委书记).
3. A unit and the one above it, or a province and the centre, are one career.
4. Two counties of one prefecture, two cities of one province, or two provinces are one career where one office
   follows the other; an overlap of more than `_OVERLAP` makes two persons of it.
5. An office that says no unit goes to the person who held the same office, else to the only one of that name.
   Deputies and committee members (代表, 委员) say no unit: two villagers of one name can both be deputies.
6. Somebody named only by trade (教师, 工程师) is not the official of the same name.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from wenming_nlp.entities.gazetteer import load_gazetteer
from wenming_nlp.entities.posts import split_post
from wenming_nlp.records.organ_names import leading_unit
from wenming_nlp.schema import ARTICLES, OFFICIALS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["NATION", "area_of", "identify", "sightings"]

#: Stands for the centre where a code of a division is asked for.
NATION: Final = "000000"
#: Days for which two offices may overlap and still follow each other.
_OVERLAP: Final = 90
_DAY: Final = 86_400_000
_TRADES: Final = frozenset(("prof", "job"))
_MANY: Final = frozenset(("代表", "委员", "成员", "会员", "理事", "常务理事"))
_UNKNOWN: Final = np.iinfo(np.int64).min


def sightings(officials: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return the officials with the day and home of their articles and the person each is.

    Parameters
    ----------
    officials : DataFrame conforming to `schema.OFFICIALS`
    articles : DataFrame conforming to `schema.ARTICLES`
        Only ``article_id``, ``published`` and ``home_adcode`` are read.

    Returns
    -------
    DataFrame
        ``article_id``, ``name``, ``post``, ``org``, ``roles``, ``published``, ``area``, ``firm`` (the organ itself
        says that area) and ``person_id``, with a row for each official in the same order.
    """
    OFFICIALS.require(officials, "article_id", "name", "post", "org", "level", "roles")
    ARTICLES.require(articles, "article_id", "published", "home_adcode")
    days = articles[["article_id", "published", "home_adcode"]].drop_duplicates("article_id")
    seen = officials[["article_id", "name", "post", "org", "level", "roles"]].merge(days, on="article_id", how="left")
    seen["org"] = seen["org"].astype(object).where(seen["org"].notna() & (seen["org"] != ""), None)
    seen["area"], firm = _areas(seen)
    seen["firm"] = firm
    seen["person_id"] = _number(seen, _persons(seen, firm))
    return seen.drop(columns=["level", "home_adcode"])


def identify(officials: pd.DataFrame, articles: pd.DataFrame) -> pd.Series[str]:
    """Return the id of the person behind each row of the officials.

    Parameters
    ----------
    officials : DataFrame conforming to `schema.OFFICIALS`
    articles : DataFrame conforming to `schema.ARTICLES`

    Returns
    -------
    Series of str
        With the index of `officials`: the name, the code of the unit where he is first seen in an office that says
        its unit (``000000`` at the centre or where nothing tells), and a number that counts namesakes there by
        first day. It depends on the rows, not on their order.
    """
    ids = sightings(officials, articles)["person_id"]
    dtype = OFFICIALS.columns["name"].pandas
    named: pd.Series[str] = pd.Series(ids.to_numpy(), index=officials.index, name="person_id", dtype=dtype)
    return named


# Where an office is held ----------------------------------------------------------------------


@lru_cache(maxsize=65_536)
def area_of(org: str, level: str, home: str) -> tuple[str, bool]:
    """Return the code of the unit that an organ belongs to, and whether the organ itself says so.

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
    unit = leading_unit(org)
    if unit is None:
        return (NATION, True) if level == "国家" else (home, bool(home))
    found = load_gazetteer().lookup(unit)
    codes = {d.code[:6] for d in found if not d.code.endswith("-")}
    if len(codes) > 1:
        for length in (6, 4, 2):
            near = {code for code in codes if home and code[:length] == home[:length]}
            if near:
                codes = near
                break
    if len(codes) > 1:
        codes = {d.code[:6] for d in found if d.code[:6] in codes and not d.until and d.level != "乡"} or codes
    return (min(codes), True) if len(codes) == 1 else (home, False)


def _areas(seen: pd.DataFrame) -> tuple[pd.Series[str], np.ndarray[Any, np.dtype[np.bool_]]]:
    """Return each office's unit, and whether it tells its holder from namesakes."""
    if seen.empty:  # pandas 2.3 cannot factorise no places at all
        return pd.Series(index=seen.index, dtype=object), np.array([], dtype=bool)
    keys = [seen[name].astype(object).fillna("") for name in ("org", "level", "home_adcode")]
    codes, places = pd.factorize(pd.MultiIndex.from_arrays(keys))
    known = [area_of(*map(str, place)) for place in places]
    area = np.array([code for code, _ in known], dtype=object)[codes]
    firm = np.array([firm for _, firm in known], dtype=bool)[codes]
    return pd.Series(area, index=seen.index, dtype=object), firm & ~seen["post"].isin(_MANY).to_numpy()


# Who is one person ----------------------------------------------------------------------------


@dataclass(slots=True)
class _Person:
    """What is known of one person while namesakes are told apart.

    Attributes
    ----------
    stays : dict of str to tuple of (int, int)
        First and last day in each unit, in milliseconds; `_UNKNOWN` where no article is dated.
    posts : set of str
        Bare offices.
    trade : bool
        Whether no office but only a trade is known.
    n : int
        Articles.
    roams : bool
        Whether he is seen at the centre or in an article that speaks from nowhere, so that an article that
        speaks from anywhere may mean him.
    number : int
        Which person this is.
    """

    stays: dict[str, tuple[int, int]]
    posts: set[str]
    trade: bool
    n: int
    roams: bool = False
    number: int = -1

    def distance(self, area: str) -> int:
        """Return how far a unit is from the nearest that he is seen in."""
        return min(_distance(area, own) for own in self.stays)


@dataclass(slots=True)
class _Namesakes:
    """The persons of one name so far, by what may join them."""

    all: list[_Person] = field(default_factory=list)
    by_province: dict[str, list[_Person]] = field(default_factory=dict)
    high: list[_Person] = field(default_factory=list)
    roaming: list[_Person] = field(default_factory=list)

    def add(self, person: _Person) -> None:
        self.all.append(person)
        self.index(person, person.stays)

    def index(self, person: _Person, areas: Iterable[str]) -> None:
        if person.roams and not any(other is person for other in self.roaming):
            self.roaming.append(person)
        for area in areas:
            listed = self.by_province.setdefault(area[:2], [])
            if not any(other is person for other in listed):
                listed.append(person)
            if area.endswith("0000") and not any(other is person for other in self.high):
                self.high.append(person)

    def near(self, areas: Iterable[str]) -> list[_Person]:
        found: dict[int, _Person] = {}
        for area in areas:
            for person in self.by_province.get(area[:2], ()):
                found[person.number] = person
            if area.endswith("0000"):
                found |= {person.number: person for person in self.high}
        return list(found.values())


def _persons(seen: pd.DataFrame, firm: np.ndarray[Any, np.dtype[np.bool_]]) -> np.ndarray[Any, np.dtype[np.int64]]:
    """Return a number for each row: equal numbers are one person."""
    if seen.empty:
        return np.array([], dtype=np.int64)
    table = _strands(seen, firm)
    persons = np.empty(int(table["strand"].max()) + 1, dtype=np.int64)
    namesakes: dict[str, _Namesakes] = {}
    number = 0
    for name, one, is_firm, strand in _in_order(table):
        known = namesakes.setdefault(name, _Namesakes())
        match = (_join(one, known) if is_firm else _place(one, known)) if known.all else None
        if match is None:
            one.number = number
            number += 1
            known.add(one)
            match = one
        else:
            _merge(match, one)
            known.index(match, one.stays)
        persons[strand] = match.number
    return np.take(persons, table["strand"].to_numpy())


def _strands(seen: pd.DataFrame, firm: np.ndarray[Any, np.dtype[np.bool_]]) -> pd.DataFrame:
    """Return the rows with the strand that rules 1 and 2 make each part of.

    Returns
    -------
    DataFrame
        With ``strand``, ``day`` in milliseconds, ``firm`` (a unit is known for the strand), and ``counts``
        (the row's own unit is one that its holder is placed by).
    """
    from scipy.sparse import coo_array  # noqa: PLC0415  (a tenth of a second that reading one article does not need)
    from scipy.sparse.csgraph import connected_components  # noqa: PLC0415

    words, posts = pd.factorize(seen["post"])
    trade = np.array([split_post(str(post))[2] in _TRADES for post in posts], dtype=bool)[words]
    once = pd.factorize(pd.MultiIndex.from_arrays([seen["article_id"].astype(object), seen["name"].astype(object)]))[0]
    n = int(once.max()) + 1
    has_firm = np.zeros(n, dtype=bool)
    has_firm[once[firm]] = True
    all_trade = np.ones(n, dtype=bool)
    all_trade[once[~trade]] = False
    # A row without a firm unit counts only where the article has none for that name.
    counts = firm | ~has_firm[once]
    where = pd.MultiIndex.from_arrays(
        [seen["name"].astype(object), seen["area"], pd.Series(has_firm[once]), pd.Series(all_trade[once])]
    )
    node = pd.factorize(where)[0]
    m = int(node.max()) + 1
    rows, columns = once[counts], node[counts] + n
    graph = coo_array((np.ones(len(rows), dtype=np.int8), (rows, columns)), shape=(n + m, n + m))
    _, component = connected_components(graph, directed=False)
    strand = pd.factorize(component[once])[0].astype(np.int64)
    return seen.assign(strand=strand, day=_milliseconds(seen["published"]), firm=has_firm[once], counts=counts)


def _milliseconds(days: pd.Series[Any]) -> np.ndarray[Any, np.dtype[np.int64]]:
    """Return days as whole milliseconds, `_UNKNOWN` where there is none."""
    numbers: np.ndarray[Any, np.dtype[np.int64]] = days.to_numpy().astype("datetime64[ms]").astype(np.int64)
    return numbers


def _in_order(table: pd.DataFrame) -> list[tuple[str, _Person, bool, int]]:
    """Return each strand as a person of its own, those with a firm unit first, then by first day and unit."""
    articles = table.groupby("strand", sort=True)["article_id"].nunique().to_numpy()
    dated = table[table["counts"]]
    dated = dated.assign(first=dated["day"].where(dated["day"] != _UNKNOWN, np.iinfo(np.int64).max))
    stays = dated.groupby(["strand", "area"], sort=True).agg(first=("first", "min"), last=("day", "max"))
    posts = table[["strand", "post"]].drop_duplicates()
    names = table.groupby("strand", sort=True).agg(name=("name", "first"), firm=("firm", "first"))
    found = [_Person({}, set(), trade=True, n=int(n)) for n in articles]
    for (strand, area), first, last in zip(stays.index, stays["first"], stays["last"], strict=True):
        found[strand].stays[area] = (int(first) if last != _UNKNOWN else _UNKNOWN, int(last))
    for strand, post in zip(posts["strand"], posts["post"], strict=True):
        found[strand].posts.add(post)
    for person in found:
        person.trade = all(split_post(post)[2] in _TRADES for post in person.posts)
        person.roams = NATION in person.stays or "" in person.stays
        if len(person.stays) > 1:
            person.stays.pop("", None)
    rows = [
        (str(name), person, bool(firm), number)
        for number, (name, firm, person) in enumerate(zip(names["name"], names["firm"], found, strict=True))
    ]
    rows.sort(key=lambda row: (row[0], not row[2], _first_day(row[1]), sorted(row[1].stays), sorted(row[1].posts)))
    return rows


def _first_day(person: _Person) -> int:
    """Return the first day that a person is seen; without one he comes last."""
    days = [first for first, _ in person.stays.values() if first != _UNKNOWN]
    return min(days, default=np.iinfo(np.int64).max)


def _join(one: _Person, known: _Namesakes) -> _Person | None:
    """Return the person whose career a strand with a firm unit goes on (rules 3 and 4)."""
    best, found = (9, 0), None
    for person in known.near(one.stays):
        if person.trade != one.trade:
            continue
        pairs = [(_distance(a, b), _follow(x, y)) for a, x in one.stays.items() for b, y in person.stays.items()]
        if any(distance > 2 and not follows for distance, follows in pairs):
            continue
        distance = min(distance for distance, _ in pairs)
        if distance < 6 and (distance, person.number) < best:
            best, found = (distance, person.number), person
    return found


def _place(one: _Person, known: _Namesakes) -> _Person | None:
    """Return the person that an office without a firm unit belongs to (rule 5)."""
    home = next(iter(one.stays), "")
    if home:
        around = known.by_province.get(home[:2], ())
        near = [(d, p.number, p) for p in around if p.trade == one.trade and (d := p.distance(home)) <= 1]
        if near:
            return min(near)[2]
    alike = [person for person in (known.roaming if home else known.all) if person.trade == one.trade]
    same = [person for person in alike if person.posts & one.posts]
    if same:
        return min(same, key=lambda person: (-person.n, person.number))
    return alike[0] if not home and not one.trade and len(alike) == 1 else None


def _merge(person: _Person, one: _Person) -> None:
    """Add a strand to a person."""
    for area, (first, last) in one.stays.items():
        if area not in person.stays:
            person.stays[area] = (first, last)
            continue
        days = [day for day in (first, person.stays[area][0]) if day != _UNKNOWN]
        person.stays[area] = (min(days, default=_UNKNOWN), max(last, person.stays[area][1]))
    if len(person.stays) > 1:
        person.stays.pop("", None)
    person.posts |= one.posts
    person.roams |= one.roams
    person.n += one.n


@lru_cache(maxsize=1 << 18)
def _distance(one: str, other: str) -> int:
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


def _follow(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Return whether one stay comes after the other; without days nobody knows."""
    if _UNKNOWN in {one[0], other[0]}:
        return False
    return min(one[1], other[1]) - max(one[0], other[0]) <= _OVERLAP * _DAY


def _number(seen: pd.DataFrame, persons: Sequence[int] | np.ndarray[Any, Any]) -> pd.Series[str]:
    """Return ids: the name, the first unit, and a number that counts namesakes there by first day."""
    rows = pd.DataFrame({
        "person": persons, "name": seen["name"].astype(object), "area": seen["area"], "day": seen["published"],
        "post": seen["post"].astype(object), "article": seen["article_id"].astype(object),
    })  # fmt: skip
    # The first day of an office that says its unit decides; on one day code, office and article.
    rows["loose"] = ~seen["firm"].to_numpy()
    rows = rows.sort_values(["loose", "day", "area", "post", "article"], kind="stable", na_position="last")
    heads = rows.drop_duplicates("person").sort_values(["name", "area", "day", "post", "article"], na_position="last")
    place = heads["area"].where(heads["area"] != "", NATION)
    count = heads.groupby([heads["name"], place]).cumcount() + 1
    ids = heads["name"] + "-" + place + "-" + count.astype(str)
    return pd.Series(persons, index=seen.index).map(dict(zip(heads["person"], ids, strict=True))).astype(object)
