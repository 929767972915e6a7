"""What a report page holds: the tables of a run, packed into small columns that a browser can count.

A page must stay small whatever the corpus, so every kind of fact has a share of one byte budget.
Where a share does not suffice the rarest values go first, and `PageData.notes` says so.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds

from wenming_nlp.errors import InputError
from wenming_nlp.schema import KIND, LABEL, PART, TABLES, TOPIC

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["PageData", "Source", "pack_page"]

#: What an official did, in the order of the bits that a page holds.
ROLES: Final = ("出席", "主持", "讲话", "通报", "表态发言", "陪同", "参加", "调研")

#: Bytes of all packed data of a page; with scripts and styles it stays below 6 MB.
PAGE_BYTES: Final = 4_700_000
#: Articles that a page can list; more would leave no room for anything else.
LISTED_ARTICLES: Final = 20_000
# Shares of what the list of articles leaves. People and keywords are what a report is opened for.
_SHARES: Final = {
    "keywords": 0.12, "officials": 0.14, "departments": 0.09, "places": 0.06, "slogans": 0.04,
    "documents": 0.03, "events": 0.10, "directives": 0.08, "topics": 0.04, "reader": 0.30,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Source:
    """The tables of one run, from an output folder or an object that holds them as attributes.

    Attributes
    ----------
    tables : Path or object
        ``tables/<name>/part-*.parquet``, or ``tables.<name>``.
    """

    tables: Any

    @classmethod
    def open(cls, analysis_or_path: Any) -> Source:
        """Check that there are tables at all.

        Raises
        ------
        InputError
            If the folder or its table of articles does not exist, or the object has no articles.
        """
        if isinstance(analysis_or_path, (str, Path)):
            folder = Path(analysis_or_path)
            if not folder.is_dir():
                raise InputError(f"{folder}: expected an output folder of an analysis, got {_what(folder)}")
            if not (folder / "articles").is_dir():
                raise InputError(f"{folder}: expected the tables of an analysis, found no folder 'articles' in it")
            return cls(folder)
        if not isinstance(getattr(analysis_or_path, "articles", None), pd.DataFrame):
            raise InputError(
                f"expected an output folder or an Analysis with its tables, got {type(analysis_or_path).__name__}"
            )
        return cls(analysis_or_path)

    def read(self, name: str, *columns: str, ids: Sequence[str] | None = None) -> pd.DataFrame:
        """Return columns of a table, of all articles or of `ids`; empty where the run did not write it."""
        schema = TABLES[name]
        if isinstance(self.tables, Path):
            folder = self.tables / name
            if not folder.is_dir():
                return schema.empty()[list(columns)]
            files = ds.dataset(folder, schema=schema.arrow(), format="parquet")
            chosen = None if ids is None else pc.field("article_id").isin(pa.array(list(ids), pa.string()))
            wanted = list(columns) if ids is None or "article_id" in columns else [*columns, "article_id"]
            table = files.to_table(columns=wanted, filter=chosen)
            frame: pd.DataFrame = table.to_pandas(types_mapper=_strings)
            return frame[list(columns)]
        given: pd.DataFrame | None = getattr(self.tables, name, None)
        if given is None:
            return schema.empty()[list(columns)]
        schema.require(given, *columns)
        if ids is not None:
            given = given[given["article_id"].isin(list(ids))]
        return given[list(columns)].copy()


@dataclass(slots=True)
class PageData:
    """Packed facts of a page.

    Attributes
    ----------
    facts : dict
        What goes into the page as JSON. Facts of an article are one flat list of numbers per article:
        index of the value, then its extras, repeated.
    notes : list of (str, int, int)
        What was shortened: (kind of fact, values kept, values in all).
    """

    facts: dict[str, Any] = field(default_factory=dict)
    notes: list[tuple[str, int, int]] = field(default_factory=list)


def pack_page(source: Source, *, max_articles: int | None = None, page_bytes: int = PAGE_BYTES) -> PageData:
    """Pack the tables of a run.

    Parameters
    ----------
    source : Source
    max_articles : int, optional
        Most articles whose text the page holds; as many as fit where it is None.
    page_bytes : int
        Size that the packed data should not exceed, UTF-8.

    Returns
    -------
    PageData
        Equal for equal tables, whatever files or rows order they came in.
    """
    page = PageData()
    columns = ("article_id", "title", "published", "home", "source", "kind", "topic", "topic_score", "n_chars")
    articles = source.read("articles", *columns).sort_values("article_id", kind="stable", ignore_index=True)
    total = len(articles)
    if total > LISTED_ARTICLES:
        newest = articles["published"].sort_values(ascending=False, kind="stable", na_position="last")
        articles = articles.loc[sorted(newest.index[:LISTED_ARTICLES])].reset_index(drop=True)
        page.notes.append(("articles", LISTED_ARTICLES, total))
    facts = page.facts
    facts["articles"] = _articles(articles)
    facts["total"] = total
    left = max(page_bytes - _size(facts["articles"]), page_bytes // 10)
    budget = {name: int(left * share) for name, share in _SHARES.items()}

    readable = _choose(articles, budget["reader"], max_articles)
    if len(readable) < total:
        page.notes.append(("reader", len(readable), total))
    ids = pd.Index(articles["article_id"])
    entities = source.read("entities", "article_id", "entity_id", "start", "end", "text", "label", ids=readable)
    entities = entities.sort_values(["article_id", "start", "end"], kind="stable", ignore_index=True)
    facts["reader"] = _reader(source, readable, entities, ids)

    def pack(name: str, table: pd.DataFrame, values: list[str], extras: list[str]) -> None:
        facts[name], kept, of = _pack(table, values, extras, ids, readable=set(readable), budget=budget[name])
        if kept < of:
            page.notes.append((name, kept, of))

    keywords = source.read("keywords", "article_id", "method", "rank", "term", "n")
    keywords = keywords[keywords["method"] == "default"].sort_values(["article_id", "rank"], kind="stable")
    pack("keywords", keywords, ["term"], ["n"])
    others = ("level", "system", "roles", "person_entity")
    officials = source.read("officials", "article_id", "name", "post", "org", *others)
    officials["roles"] = [_bits(roles) for roles in officials["roles"]]
    officials["at"] = _offsets(officials, "person_entity", "PERSON", entities, "entity_id")
    pack("officials", officials, ["name", "post", "org", "level", "system"], ["roles", "at"])
    departments = source.read("departments", "article_id", "mention", "name", "level", "system", "n")
    departments["at"] = _offsets(departments, "mention", "ORG", entities)
    pack("departments", departments, ["name", "level", "system"], ["n", "at"])
    places = source.read("places", "article_id", "mention", "adcode", "full_name", "level", "n")
    places["at"] = _offsets(places, "mention", "PLACE", entities)
    places["name"] = places["full_name"].where(places["full_name"].notna(), places["mention"])
    pack("places", places, ["name", "adcode", "level"], ["n", "at"])
    slogans = source.read("slogans", "article_id", "phrase", "kind", "n")
    slogans["at"] = _offsets(slogans, "phrase", "SLOGAN", entities)
    pack("slogans", slogans, ["phrase", "kind"], ["n", "at"])
    documents = source.read("documents", "article_id", "title", "number", "n")
    pack("documents", documents, ["title", "number"], ["n"])
    directives = source.read("directives", "article_id", "order", "level", "head", "speaker")
    directives = directives.sort_values(["article_id", "order"], kind="stable")
    pack("directives", directives, ["head", "level", "speaker"], [])
    topics = source.read("topics", "article_id", "topic", "score")
    topics["percent"] = (topics["score"] * 100).round().astype("int32")
    topics = topics[topics["percent"] >= 5].sort_values(["article_id", "percent"], ascending=[True, False])
    pack("topics", topics, ["topic"], ["percent"])

    facts["events"], kept, of = _events(source, ids, set(readable), budget["events"])
    if kept < of:
        page.notes.append(("events", kept, of))
    failures = source.read("failures", "origin", "stage", "error", "message").sort_values(["origin", "stage"])
    facts["failures"] = [[_plain(value) for value in row] for row in failures.head(500).to_numpy().tolist()]
    facts["n_failures"] = len(failures)
    facts["sets"] = {"kinds": list(KIND.values), "topics": list(TOPIC.values), "labels": list(LABEL.values)}
    facts["sets"] |= {"parts": list(PART.values), "roles": list(ROLES)}
    return page


def _articles(articles: pd.DataFrame) -> dict[str, Any]:
    """Return the articles as parallel columns; -1 is a missing value."""
    packed: dict[str, Any] = {"id": articles["article_id"].tolist(), "title": articles["title"].tolist()}
    packed["day"] = [day.strftime("%Y-%m-%d") if pd.notna(day) else "" for day in articles["published"]]
    for column, plural in (("home", "homes"), ("source", "sources")):
        counts = articles[column].value_counts().rename_axis("value").reset_index(name="n")
        values = pd.Index(counts.sort_values(["n", "value"], ascending=[False, True])["value"])
        packed[plural] = values.tolist()
        packed[column] = values.get_indexer(pd.Index(articles[column])).tolist()
    for column, closed in (("kind", KIND), ("topic", TOPIC)):
        packed[column] = pd.Index(closed.values).get_indexer(pd.Index(articles[column].astype(object))).tolist()
    packed["score"] = (articles["topic_score"].fillna(0) * 100).round().astype("int32").tolist()
    packed["chars"] = articles["n_chars"].tolist()
    return packed


def _choose(articles: pd.DataFrame, budget: int, most: int | None) -> list[str]:
    """Return the articles to hold in full: the most typical of each topic in turn, until the budget is spent."""
    order = articles[["article_id", "topic_score", "n_chars"]].copy()
    order["turn"] = (
        articles.sort_values(["topic_score", "article_id"], ascending=[False, True])
        .groupby("topic", observed=True, dropna=False, sort=False)
        .cumcount()
    )
    order = order.sort_values(["turn", "topic_score", "article_id"], ascending=[True, False, True])
    # A Chinese character takes three bytes; marks and brackets around it about a quarter of that again.
    fits = (order["n_chars"].astype("int64") * 3.75 + 60).cumsum() <= budget
    chosen = order["article_id"][fits]
    return sorted(chosen.tolist() if most is None else chosen.tolist()[: max(most, 0)])


def _reader(source: Source, ids: list[str], entities: pd.DataFrame, index: pd.Index[str]) -> list[list[Any]]:
    """Return [article, text, parts of its blocks, (start, end, label) of its marks] for each readable article."""
    texts = source.read("articles", "article_id", "text", ids=ids).set_index("article_id")["text"]
    paragraphs = source.read("paragraphs", "article_id", "paragraph_id", "part", ids=ids)
    paragraphs = paragraphs.sort_values(["article_id", "paragraph_id"], kind="stable")
    part = pd.Index(PART.values).get_indexer(pd.Index(paragraphs["part"].astype(object)))
    parts = pd.Series(part, index=paragraphs["article_id"]).groupby(level=0).agg(list)
    label = pd.Index(LABEL.values).get_indexer(pd.Index(entities["label"].astype(object)))
    marks = entities.assign(label=label).groupby("article_id")[["start", "end", "label"]]
    flat = {article_id: rows.to_numpy().ravel().tolist() for article_id, rows in marks}
    position = dict(zip(ids, index.get_indexer(pd.Index(ids)).tolist(), strict=True))
    return [[position[i], texts[i], parts.get(i, []), flat.get(i, [])] for i in ids]


def _pack(
    table: pd.DataFrame, values: list[str], extras: list[str], ids: pd.Index[str], *, readable: set[str], budget: int
) -> tuple[dict[str, Any], int, int]:
    """Return distinct values and per article a flat list of numbers; how many values are kept, of how many."""
    empty: dict[str, Any] = {"values": [], "rows": [[] for _ in range(len(ids))]}
    table = table.assign(article=ids.get_indexer(pd.Index(table["article_id"])))
    table = table[table["article"] >= 0]
    if table.empty:
        return empty, 0, 0
    plain = table[values].astype(object)
    plain = plain.where(plain.notna(), "")
    keys = pd.MultiIndex.from_frame(plain)
    code, distinct = keys.factorize()
    n_rows = pd.Series(code).value_counts().sort_index()
    seen = pd.DataFrame({"code": code, "article": table["article"].to_numpy()}).drop_duplicates()
    n_articles = seen["code"].value_counts().sort_index()
    prefer = pd.Series(table["article_id"].isin(readable).to_numpy()).groupby(code).max()
    order = pd.DataFrame(list(distinct), columns=values).astype(str)
    order["n"], order["prefer"] = n_articles.to_numpy(), prefer.to_numpy()
    order = order.sort_values(["n", "prefer", *values], ascending=[False, False, *[True] * len(values)])
    width = order[values].apply(lambda column: column.str.encode("utf-8").str.len()).sum(axis=1) + 3 * len(values)
    cost = (width + n_rows.loc[order.index] * (4.5 + 3 * len(extras))).cumsum()
    kept = order.index[cost <= budget]
    if not len(kept):
        return empty, 0, len(order)
    table = table.assign(code=pd.Index(kept).get_indexer(pd.Index(code)))
    table = table[table["code"] >= 0]
    rows = empty["rows"]
    numbers = table[["code", *extras]].to_numpy(dtype="int64").tolist()
    for article, row in zip(table["article"].tolist(), numbers, strict=True):
        rows[article].extend(row)
    chosen = [distinct[i] for i in kept]
    plain_values = [_plain(value[0]) if len(values) == 1 else [_plain(v) for v in value] for value in chosen]
    return {"values": plain_values, "rows": rows}, len(kept), len(order)


def _events(source: Source, ids: pd.Index[str], readable: set[str], budget: int) -> tuple[list[list[Any]], int, int]:
    """Return meetings as rows; where not all fit, main ones of readable articles go first."""
    columns = ("name", "date", "place", "chair", "speakers", "headcount", "main")
    table = source.read("events", "article_id", *columns)
    table = table.assign(article=ids.get_indexer(pd.Index(table["article_id"])))
    table = table[table["article"] >= 0].assign(readable=table["article_id"].isin(readable))
    table = table.sort_values(["main", "readable", "article", "name"], ascending=[False, False, True, True])
    rows: list[list[Any]] = []
    spent = 0
    for values in table[["article", *columns]].itertuples(index=False, name=None):
        article, name, day, place, chair, speakers, headcount, main = values
        row = [article, name, day.strftime("%Y-%m-%d") if pd.notna(day) else "", _plain(place), _list(chair)]
        row += [_list(speakers), 0 if pd.isna(headcount) else int(headcount), int(main)]
        spent += _size(row)
        if spent > budget:
            break
        rows.append(row)
    return sorted(rows, key=lambda row: (row[0], row[1])), len(rows), len(table)


def _offsets(table: pd.DataFrame, column: str, label: str, entities: pd.DataFrame, by: str = "text") -> list[int]:
    """Return where a row's mention first stands in its article, -1 where that is not known."""
    found = entities[entities["label"] == label].drop_duplicates(["article_id", by])
    first = dict(zip(zip(found["article_id"], found[by], strict=True), found["start"].tolist(), strict=True))
    return [first.get(key, -1) for key in zip(table["article_id"], table[column], strict=True)]


def _bits(roles: Iterable[str] | None) -> int:
    """Return roles as a bit mask in the order of `ROLES`."""
    return sum(1 << ROLES.index(role) for role in set(_list(roles)) if role in ROLES)


def _list(values: Any) -> list[str]:
    return [] if values is None or values is pd.NA else [str(value) for value in values]


def _plain(value: Any) -> Any:
    """Return a value as JSON knows it."""
    if isinstance(value, (str, int)):
        return value
    return int(value) if hasattr(value, "item") else ""


def _size(value: Any) -> int:
    return len(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace"))


def _strings(arrow: Any) -> Any:
    """Return the pandas dtype of an Arrow string, the one of `schema`."""
    return TABLES["articles"].columns["title"].pandas if str(arrow) in {"string", "large_string"} else None


def _what(path: Path) -> str:
    return "a file" if path.exists() else "nothing there"
