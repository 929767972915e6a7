"""Who is who in a corpus: which mentions of one name are one person.

Rules, in the order in which they are tried:

1. Within one article a name is one person.
2. An office says where its holder works: at the unit in its organ's name, else where the article speaks from.
   One name in one unit is one person, as are units that one article names together for him (市委常委、区委书记).
3. A unit and the one above it, or a province and the centre, are one career; so is all that a head of state held.
4. Two counties of one prefecture, two cities of one province, or two provinces are one career where one office
   follows the other; an overlap of more than `_OVERLAP` makes two persons of it.
5. An office that says no unit goes to the person who held the same office, else to the only one of that name.
   Deputies and committee members (代表, 委员) say no unit: two villagers of one name can both be deputies.
   A foreign state is a unit by itself.
6. Somebody named only by trade (教师, 工程师) is not the official of the same name.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from wenming_nlp.entities.posts import split_post
from wenming_nlp.records.abroad import foreign_state
from wenming_nlp.records.registry.areas import NATION, apart, areas_of
from wenming_nlp.records.registry.one_name import one_name
from wenming_nlp.schema import ARTICLES, OFFICIALS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["identify", "sightings"]

#: Days for which two offices may overlap and still follow each other.
_OVERLAP: Final = 90
_DAY: Final = 86_400_000
_TRADES: Final = frozenset(("prof", "job"))
#: Offices of which a country has one: whoever of one name held it is one person, whatever he was before.
_OF_ONE: Final = frozenset(("国家主席", "国家副主席"))
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
    # 中国国家主席 is what 国家主席 says by itself.
    own = seen["org"].isin(("中国", "中华人民共和国")) & seen["post"].astype(object).str.startswith("国家")
    seen["org"] = seen["org"].astype(object).mask(own, None)
    seen["org"] = _with_states(seen.assign(org=_one_names(seen["org"])))
    seen["area"], firm = areas_of(seen)
    seen["firm"] = firm
    seen["person_id"] = _number(seen, _persons(seen, firm))
    return seen.drop(columns=["level", "home_adcode"])


def _one_names(organs: pd.Series[Any]) -> pd.Series[Any]:
    """Return each organ under its one name, None where none is known."""
    codes, names = pd.factorize(organs.astype(object))
    known = np.array([one_name(str(name)) or None for name in names] + [None], dtype=object)
    return pd.Series(known[codes], index=organs.index, dtype=object)


def _with_states(seen: pd.DataFrame) -> pd.Series[Any]:
    """Return each organ with the foreign state that its holder serves where others say it: 国防部 of 乌克兰国防部部长.

    An office written without its state is that of the only state where the same name holds it, if at least as many
    articles name that one.
    """
    codes, names = pd.factorize(seen["org"])
    states = np.array([foreign_state(name) for name in names] + [None], dtype=object)
    if not any(states):
        return seen["org"]
    tails = np.array(
        [name.removeprefix(state or "") for name, state in zip(names, states, strict=False)] + [""], dtype=object
    )
    rows = pd.DataFrame({"name": seen["name"].astype(object), "post": seen["post"].astype(object), "tail": tails[codes],
                         "state": states[codes], "article": seen["article_id"].astype(object)})  # fmt: skip
    key = ["name", "post", "tail"]
    told = rows[rows["state"].notna()].groupby(key).agg(
        n_states=("state", "nunique"), whose=("state", "first"), n=("article", "nunique")
    )  # fmt: skip
    bare = rows[rows["state"].isna()].groupby(key)["article"].nunique().rename("n_bare")
    known = told.join(bare, how="inner")
    known = known[(known["n_states"] == 1) & (known["n"] >= known["n_bare"])]
    whose = rows[key].merge(known[["whose"]].reset_index(), how="left", on=key)["whose"].to_numpy()
    fill = rows["state"].isna().to_numpy() & pd.notna(whose)
    organs = seen["org"].to_numpy(dtype=object, copy=True)
    organs[fill] = whose[fill] + rows["tail"].to_numpy()[fill]
    return pd.Series(organs, index=seen.index, dtype=object)


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
        return min(apart(area, own) for own in self.stays)


@dataclass(slots=True)
class _Namesakes:
    """The persons of one name so far, by what may join them."""

    all: list[_Person] = field(default_factory=list)
    by_province: dict[str, dict[int, _Person]] = field(default_factory=dict)
    high: dict[int, _Person] = field(default_factory=dict)
    roaming: dict[int, _Person] = field(default_factory=dict)

    def add(self, person: _Person) -> None:
        self.all.append(person)
        self.index(person, person.stays)

    def index(self, person: _Person, areas: Iterable[str]) -> None:
        if person.roams:
            self.roaming.setdefault(person.number, person)
        for area in areas:
            self.by_province.setdefault(area[:2], {}).setdefault(person.number, person)
            if area.endswith("0000"):
                self.high.setdefault(person.number, person)

    def near(self, areas: Iterable[str]) -> list[_Person]:
        found: dict[int, _Person] = {}
        for area in areas:
            found |= self.by_province.get(area[:2], {})
            if area.endswith("0000"):
                found |= self.high
        return list(found.values())


def _persons(seen: pd.DataFrame, firm: np.ndarray[Any, np.dtype[np.bool_]]) -> np.ndarray[Any, np.dtype[np.int64]]:
    """Return a number for each row: equal numbers are one person."""
    if seen.empty:
        return np.array([], dtype=np.int64)
    table = _strands(seen, firm)
    n = int(table["strand"].max()) + 1
    # Whoever has no namesake is one person by that alone; numbers only have to differ.
    persons = np.arange(n, 2 * n, dtype=np.int64)
    several = table.loc[_has_namesakes(table)]
    namesakes: dict[str, _Namesakes] = {}
    number = 0
    for name, one, is_firm, strand in _in_order(several) if len(several) else ():
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


def _has_namesakes(table: pd.DataFrame) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Return whether a row's name has more than one strand."""
    names = pd.factorize(table["name"].astype(object))[0]
    strands = table["strand"].to_numpy()
    of_strand = np.empty(int(strands.max()) + 1, dtype=np.int64)
    of_strand[strands] = names
    several: np.ndarray[Any, np.dtype[np.bool_]] = np.bincount(of_strand)[names] > 1
    return several


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
    names = table.groupby("strand", sort=True).agg(name=("name", "first"), firm=("firm", "first"))
    once = table[["strand", "article_id"]].drop_duplicates()
    articles = once.groupby("strand", sort=True).size().to_numpy()
    dated = table[table["counts"]]
    dated = dated.assign(first=dated["day"].where(dated["day"] != _UNKNOWN, np.iinfo(np.int64).max))
    stays = dated.groupby(["strand", "area"], sort=True).agg(first=("first", "min"), last=("day", "max")).reset_index()
    posts = table[["strand", "post"]].drop_duplicates()
    found = {
        strand: _Person({}, set(), trade=True, n=n) for strand, n in zip(names.index, articles.tolist(), strict=True)
    }
    columns = (stays[name].tolist() for name in ("strand", "area", "first", "last"))
    for strand, area, first, last in zip(*columns, strict=True):
        found[strand].stays[area] = (first if last != _UNKNOWN else _UNKNOWN, last)
    for strand, post in zip(posts["strand"].tolist(), posts["post"].tolist(), strict=True):
        found[strand].posts.add(post)
    trades = {post: split_post(str(post))[2] in _TRADES for post in posts["post"].unique().tolist()}
    for person in found.values():
        person.trade = all(trades[post] for post in person.posts)
        person.roams = NATION in person.stays or "" in person.stays
        if len(person.stays) > 1:
            person.stays.pop("", None)
    rows = [
        (str(name), person, bool(firm), strand)
        for name, firm, (strand, person) in zip(
            names["name"].tolist(), names["firm"].tolist(), found.items(), strict=True
        )
    ]
    rows.sort(key=lambda row: (row[0], not row[2], _first_day(row[1]), sorted(row[1].stays), sorted(row[1].posts)))
    return rows


def _first_day(person: _Person) -> int:
    """Return the first day that a person is seen; without one he comes last."""
    days = [first for first, _ in person.stays.values() if first != _UNKNOWN]
    return min(days, default=np.iinfo(np.int64).max)


def _join(one: _Person, known: _Namesakes) -> _Person | None:
    """Return the person whose career a strand with a firm unit goes on (rules 3 and 4)."""
    if one.posts & _OF_ONE:
        known_by_it = [person for person in known.all if person.posts & one.posts & _OF_ONE]
        if known_by_it:
            return known_by_it[0]
    best, found = (9, 0), None
    for person in known.near(one.stays):
        if person.trade != one.trade:
            continue
        pairs = [(apart(a, b), _follow(x, y)) for a, x in one.stays.items() for b, y in person.stays.items()]
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
        around = known.by_province.get(home[:2], {}).values()
        near = [(d, p.number, p) for p in around if p.trade == one.trade and (d := p.distance(home)) <= 1]
        if near:
            return min(near)[2]
    alike = [person for person in (known.roaming.values() if home else known.all) if person.trade == one.trade]
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
