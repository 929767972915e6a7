"""Figures against gold: how much of what careful readers marked was found, field by field.

Precision, recall and F1 are micro-averages over articles of the distinct items of each article, matched
exactly; accuracies are shares of articles. An article that is missing counts all its gold as missed.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from wenming_nlp.errors import InputError
from wenming_nlp.run.analysis import Analysis, open_analysis
from wenming_nlp.schema import LABEL

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Evaluation", "Tally", "evaluate", "read_gold"]

_PAGE: Final = ("title", "published", "source", "channel", "editor", "home", "topic", "kind")
_PAGE_FIELDS: Final = _PAGE[:6]
#: Full-width marks that no reader would call another character.
_FOLD: Final = str.maketrans("（）：，；！？“”〔〕﹝﹞", '():,;!?""[][]')
#: Words that only furniture holds: where the page has one, the text must not.
_FURNITURE: Final = (
    *("您现在的位置", "当前位置", "上一篇", "下一篇", "上一条", "下一条", "版权所有", "ICP备", "联系电话", "责任编辑"),
    *("打印本页", "浏览次数", "友情链接"),
)
_N_KEYWORDS: Final = 10

Items = set[tuple[str, ...]]


@dataclass
class Tally:
    """Hits, misses and false alarms of sets.

    Examples
    --------
    >>> tally = Tally()
    >>> tally.add({("a",), ("b",)}, {("b",), ("c",)})
    >>> tally.figures()
    {'p': 0.5, 'r': 0.5, 'f1': 0.5, 'n': 2}
    """

    hit: int = 0
    found: int = 0
    gold: int = 0
    missed: Counter[tuple[str, ...]] = field(default_factory=Counter)
    spurious: Counter[tuple[str, ...]] = field(default_factory=Counter)

    def add(self, gold: Items, found: Items) -> None:
        """Count one article."""
        self.hit += len(gold & found)
        self.found += len(found)
        self.gold += len(gold)
        self.missed.update(gold - found)
        self.spurious.update(found - gold)

    def figures(self) -> dict[str, float]:
        """Return precision, recall, F1 and the number of gold items; 0 where nothing can be said."""
        p = self.hit / self.found if self.found else 0.0
        r = self.hit / self.gold if self.gold else 0.0
        return {"p": p, "r": r, "f1": 2 * p * r / (p + r) if p + r else 0.0, "n": self.gold}


@dataclass(frozen=True)
class Evaluation:
    """What `evaluate` returns.

    Attributes
    ----------
    figures : dict of str to dict
        Of each field: ``p``, ``r``, ``f1`` or ``accuracy``, each a fraction, and ``n``, the gold items.
    tallies : dict of str to Tally
        Of the fields with an F1, what was missed and invented.
    """

    figures: dict[str, dict[str, float]]
    tallies: Mapping[str, Tally]

    @property
    def table(self) -> pd.DataFrame:
        """The figures as a frame with columns field, p, r, f1, accuracy, n; null where a figure has no meaning."""
        kinds = ("p", "r", "f1", "accuracy")
        rows = [
            (name, *(figure.get(kind) for kind in kinds), int(figure["n"]))
            for name, figure in sorted(self.figures.items())
        ]
        return pd.DataFrame(rows, columns=["field", *kinds, "n"]).astype(dict.fromkeys(kinds, "float64"))

    def misses(self, name: str, top: int = 80) -> pd.DataFrame:
        """Return what was missed and what was invented in one field, most frequent first.

        Raises
        ------
        InputError
            If no field of that name has an F1.
        """
        if name not in self.tallies:
            raise InputError(f"no misses for {name!r}, expected one of {', '.join(sorted(self.tallies))}")
        tally = self.tallies[name]
        rows = [
            (kind, n, " ".join(item))
            for kind, counter in (("missed", tally.missed), ("spurious", tally.spurious))
            for item, n in counter.most_common(top)
        ]
        return pd.DataFrame(rows, columns=["kind", "n", "item"])


def read_gold(folder: str | Path) -> dict[str, dict[str, Any]]:
    """Return the gold of each article by its id, which is the file's name without its ending.

    A ``file`` in the gold that names a page elsewhere gives the id instead where no page stands beside.

    Raises
    ------
    InputError
        If the folder does not exist or holds no gold, or a file is not the annotation of one article.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise InputError(f"{folder}: expected a folder with gold annotation, found none")
    gold = {}
    for path in sorted(folder.glob("*.json")):
        try:
            entry = json.loads(path.read_text(encoding="utf-8"))
        except ValueError as error:
            raise InputError(f"{path}: expected JSON in UTF-8: {error}") from error
        if not isinstance(entry, dict) or "mentions" not in entry:
            raise InputError(f"{path}: expected the annotation of one article, with 'mentions'")
        elsewhere = isinstance(entry.get("file"), str) and not path.with_suffix(".txt").exists()
        gold[Path(entry["file"]).stem if elsewhere else path.stem] = entry
    if not gold:
        raise InputError(f"{folder}: expected gold annotation (NAME.json), found none")
    return gold


def evaluate(gold: str | Path, tables: str | Path | Analysis) -> Evaluation:
    """Compare tables with gold annotation.

    Parameters
    ----------
    gold : path
        Folder with ``NAME.json`` beside ``NAME.txt``, the page of the article whose id is NAME.
    tables : path or Analysis
        What was found.

    Returns
    -------
    Evaluation

    Raises
    ------
    InputError
        If there is no gold, or no tables.
    """
    entries = read_gold(gold)
    analysis = tables if isinstance(tables, Analysis) else open_analysis(tables)
    scorer = _Scorer(analysis)
    for article_id, entry in entries.items():
        page = Path(gold) / f"{article_id}.txt"
        scorer.add(article_id, entry, page.read_text(encoding="utf-8") if page.exists() else None)
    return scorer.evaluation()


class _Scorer:
    """Counts one article after another."""

    def __init__(self, analysis: Analysis) -> None:
        def by_article(table: str, *columns: str) -> dict[str, list[tuple[str, ...]]]:
            return _rows_by_article(analysis, table, columns)

        self._page = by_article("articles", *_PAGE, "text")
        self._entities = by_article("entities", "label", "text")
        self._officials = by_article("officials", "name", "post", "org")
        self._roles = _roles_by_article(analysis)
        self._departments = by_article("departments", "mention", "name")
        self._places = by_article("places", "mention", "adcode")
        self._dates = by_article("dates", "mention", "value")
        self._directives = by_article("directives", "level", "head")
        self._events = by_article("events", "name", "date", "headcount")
        self._keywords = by_article("keywords", "rank", "term")
        self._tallies: dict[str, Tally] = defaultdict(Tally)
        self._hits: dict[str, list[bool]] = defaultdict(list)
        self._topics: list[tuple[str, str]] = []

    def add(self, article: str, gold: dict[str, Any], raw: str | None) -> None:
        """Count one article against its gold; `raw` is the page as it was."""
        found = self._page.get(article, [("",) * (len(_PAGE) + 1)])[0]
        page, text = dict(zip(_PAGE, found, strict=False)), found[-1]
        page["published"] = page["published"][:10]
        self._add_page(gold, page, text, raw)
        self._add_entities(article, gold)
        self._add_records(article, gold)
        if gold.get("event"):
            self._add_event(gold["event"], self._events.get(article, []))
        self._hits["kind"].append(page["kind"] == gold["kind"])
        self._hits["topic"].append(page["topic"] == gold["topic"])
        self._hits["topic.lenient"].append(page["topic"] in {gold["topic"], *gold.get("also", ())})
        self._topics.append((gold["topic"], page["topic"]))

    def _add_page(self, gold: dict[str, Any], page: dict[str, str], text: str, raw: str | None) -> None:
        for name in _PAGE_FIELDS:
            if name in gold:
                self._hits[f"page.{name}"].append(_tidy(gold[name]) == _tidy(page[name]))
        for name in ("body_start", "body_end"):
            if gold.get(name):
                self._hits["page.body"].append(_tidy(gold[name]) in _tidy(text))
        if raw is not None:
            left = any(mark in raw and mark in text for mark in _FURNITURE)
            self._hits["page.clean"].append(bool(text) and not left)

    def _add_entities(self, article: str, gold: dict[str, Any]) -> None:
        found: Items = {
            (label, _tidy(text)) for label, text in self._entities.get(article, ()) if label in LABEL.values
        }
        wanted: Items = {(mention["label"], _tidy(mention["text"])) for mention in gold["mentions"]}
        self._tallies["entities"].add(wanted, found)
        for label in LABEL.values:
            tally = self._tallies[f"entities.{label}"]
            tally.add({item for item in wanted if item[0] == label}, {item for item in found if item[0] == label})

    def _add_records(self, article: str, gold: dict[str, Any]) -> None:
        tallies, officials = self._tallies, set(self._officials.get(article, ()))
        tallies["officials.name_post_org"].add(
            {(row["name"], row["post"], row["org"] or "") for row in gold["officials"]}, officials
        )
        tallies["officials.name_post"].add(
            {(row["name"], row["post"]) for row in gold["officials"]}, {row[:2] for row in officials}
        )
        tallies["officials.roles"].add(
            {(row["name"], role) for row in gold["officials"] for role in row["roles"]}, self._roles.get(article, set())
        )
        tallies["departments"].add(
            {(row["mention"], row["name"]) for row in gold["departments"]}, set(self._departments.get(article, ()))
        )
        for name, value, rows in (("places", "adcode", self._places), ("dates", "value", self._dates)):
            tallies[name].add(
                {(row["mention"], row[value]) for row in gold[name] if row[value]},
                {row for row in rows.get(article, ()) if row[1]},
            )
        tallies["directives"].add(
            {(str(row["level"]), _tidy(row["head"])) for row in gold["directives"]},
            {(level, _tidy(head)) for level, head in self._directives.get(article, ())},
        )
        # Two methods may give one rank; the order of the rows then decides.
        ranked = sorted(self._keywords.get(article, ()), key=_rank)[:_N_KEYWORDS]
        tallies["keywords.at10"].add({(term,) for term in gold["keywords"]}, {(term,) for _, term in ranked})

    def _add_event(self, gold: dict[str, Any], events: list[tuple[str, ...]]) -> None:
        name = _tidy(gold["name"])
        self._hits["event.name"].append(name in {_tidy(event[0]) for event in events})
        first = events[0] if events else ("", "", "")
        match = next((event for event in events if _tidy(event[0]) == name), first)
        if gold.get("date"):
            self._hits["event.date"].append(match[1][:10] == gold["date"])
        if gold.get("headcount"):
            self._hits["event.headcount"].append(match[2].split(".")[0] == str(gold["headcount"]))

    def evaluation(self) -> Evaluation:
        """Return the figures of all articles added."""
        figures = {name: tally.figures() for name, tally in self._tallies.items()}
        for name, hits in self._hits.items():
            figures[name] = {"accuracy": sum(hits) / len(hits) if hits else 0.0, "n": len(hits)}
        figures["topic.macro"] = {"f1": _macro_f1(self._topics), "n": len(self._topics)}
        return Evaluation(figures, dict(self._tallies))


def _macro_f1(pairs: list[tuple[str, str]]) -> float:
    """Return the mean F1 over the labels of the gold."""
    scores = []
    for label in sorted({gold for gold, _ in pairs}):
        tally = Tally()
        tally.add(
            {(str(i),) for i, (gold, _) in enumerate(pairs) if gold == label},
            {(str(i),) for i, (_, found) in enumerate(pairs) if found == label},
        )
        scores.append(tally.figures()["f1"])
    return sum(scores) / len(scores) if scores else 0.0


def _rows_by_article(analysis: Analysis, table: str, columns: tuple[str, ...]) -> dict[str, list[tuple[str, ...]]]:
    """Return the rows of some columns as strings, "" for null, by article; nothing for a table left out."""
    rows: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    if table in analysis.tables:
        frame = analysis[table]
        for article, *cells in zip(frame["article_id"], *(frame[name] for name in columns), strict=True):
            rows[article].append(tuple("" if pd.isna(cell) else str(cell) for cell in cells))
    return rows


def _roles_by_article(analysis: Analysis) -> dict[str, Items]:
    roles: dict[str, Items] = defaultdict(set)
    if "officials" in analysis.tables:
        frame = analysis["officials"]
        for article, name, what in zip(frame["article_id"], frame["name"], frame["roles"], strict=True):
            roles[article] |= {(name, role) for role in what}
    return roles


def _rank(row: tuple[str, ...]) -> float:
    return float(row[0] or 0)


def _tidy(text: object) -> str:
    """Fold what no reader would call a difference: white space, and the width of brackets and marks."""
    return "".join(str(text or "").split()).translate(_FOLD)
