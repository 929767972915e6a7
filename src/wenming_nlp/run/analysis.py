"""The result of an analysis: all tables, in memory or in an output folder."""

from __future__ import annotations

from html import escape
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from wenming_nlp.errors import InputError
from wenming_nlp.run.config import AnalysisConfig
from wenming_nlp.run.corpus import CorpusMethods
from wenming_nlp.run.store import Done, Output, write_part
from wenming_nlp.run.stored import StoredTables
from wenming_nlp.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

__all__ = ["Analysis", "open_analysis"]


class TableMissingError(InputError, AttributeError):
    """A table was left out of an analysis: both a wrong argument and an attribute that is not there."""


class Analysis(CorpusMethods):
    """Everything that was found in some articles, as one table a question.

    Made by `analyze`, `analyze_text` or `open_analysis`. A table is an attribute (``analysis.officials``)
    and an entry (``analysis["officials"]``); what it means is told in `schema.TABLES` and TABLES.md.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        By name, each conforming to its `Schema`.
    config : AnalysisConfig
        What they were made with.
    n_articles : int
        How many articles they are about.
    """

    def __init__(self, tables: Mapping[str, pd.DataFrame], config: AnalysisConfig, n_articles: int) -> None:
        self._tables = tables
        self._config = config
        self._n_articles = n_articles
        self._made: dict[str, pd.DataFrame] = {}

    @property
    def config(self) -> AnalysisConfig:
        """The settings that the tables were made with."""
        return self._config

    @property
    def tables(self) -> Mapping[str, pd.DataFrame]:
        """All tables by name, read-only."""
        return MappingProxyType(self._tables) if isinstance(self._tables, dict) else self._tables

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name not in self._tables:
            known = ", ".join(self._tables)
            why = "was left out of this analysis" if name in TABLES else "does not exist"
            raise TableMissingError(f"table {name!r} {why}; there are {known}")
        return self._tables[name]

    @property
    def articles(self) -> pd.DataFrame:
        """One row an article."""
        return self["articles"]

    @property
    def paragraphs(self) -> pd.DataFrame:
        """One row a block of text."""
        return self["paragraphs"]

    @property
    def sentences(self) -> pd.DataFrame:
        """One row a sentence."""
        return self["sentences"]

    @property
    def tokens(self) -> pd.DataFrame:
        """One row a word."""
        return self["tokens"]

    @property
    def entities(self) -> pd.DataFrame:
        """One row a mention of a person, post, organ, place, date, document, meeting, formula or quantity."""
        return self["entities"]

    @property
    def officials(self) -> pd.DataFrame:
        """One row a person and post."""
        return self["officials"]

    @property
    def departments(self) -> pd.DataFrame:
        """One row an organ named in an article."""
        return self["departments"]

    @property
    def places(self) -> pd.DataFrame:
        """One row a place named in an article."""
        return self["places"]

    @property
    def dates(self) -> pd.DataFrame:
        """One row a date named in an article."""
        return self["dates"]

    @property
    def documents(self) -> pd.DataFrame:
        """One row a cited document."""
        return self["documents"]

    @property
    def slogans(self) -> pd.DataFrame:
        """One row a campaign formula."""
        return self["slogans"]

    @property
    def events(self) -> pd.DataFrame:
        """One row a meeting or activity."""
        return self["events"]

    @property
    def directives(self) -> pd.DataFrame:
        """One row a demand."""
        return self["directives"]

    @property
    def keywords(self) -> pd.DataFrame:
        """One row a keyword of an article."""
        return self["keywords"]

    @property
    def topics(self) -> pd.DataFrame:
        """One row an article and topic."""
        return self["topics"]

    @property
    def failures(self) -> pd.DataFrame:
        """One row an input that could not be analysed."""
        return self["failures"]

    @property
    def people(self) -> pd.DataFrame:
        """One row a person in office over all articles, namesakes kept apart."""
        return self._over_corpus("people", "officials", "articles")

    @property
    def tenures(self) -> pd.DataFrame:
        """One row a person and office: who held what when."""
        return self._over_corpus("tenures", "officials", "articles")

    @property
    def organs(self) -> pd.DataFrame:
        """One row an organ over all articles."""
        return self._over_corpus("organs", "departments", "officials", "articles")

    @property
    def ties(self) -> pd.DataFrame:
        """One row a tie between two officials: together in an article, under one's chair, or at one organ."""
        return self._over_corpus("ties", "officials", "articles")

    def _over_corpus(self, name: str, *needed: str) -> pd.DataFrame:
        """Make a table of the registry from those that it is a function of, once."""
        if name not in self._made:
            from wenming_nlp.records import registry  # noqa: PLC0415  (a corpus table is seldom asked for)

            self._made[name] = getattr(registry, name)(*(self[table] for table in needed))
        return self._made[name]

    @property
    def n_articles(self) -> int:
        """Number of articles that were analysed, whichever tables were asked for."""
        return self._n_articles

    @property
    def n_rows(self) -> dict[str, int]:
        """Rows of each table, known without reading any that lies in a folder."""
        if isinstance(self._tables, StoredTables):
            return dict(self._tables.manifest["rows"])
        return {name: len(frame) for name, frame in self._tables.items()}

    def __repr__(self) -> str:
        counts = [f"{n:,} {name}" for name, n in self.n_rows.items()]
        return f"<Analysis: {', '.join(counts)}>"

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><th style='text-align:left'>{escape(name)}</th><td style='text-align:right'>{n:,}</td>"
            f"<td style='text-align:left'>{escape(', '.join(TABLES[name].columns))}</td></tr>"
            for name, n in self.n_rows.items()
        )
        head = "<tr><th style='text-align:left'>table</th><th>rows</th><th style='text-align:left'>columns</th></tr>"
        return f"<table><thead>{head}</thead><tbody>{rows}</tbody></table>"

    def write(self, out: str | Path) -> None:
        """Write all tables to a new folder, as ``wenming analyze --out`` does.

        Raises
        ------
        InputError
            If the folder exists and is not empty.
        """
        out = Path(out)
        if out.is_dir() and any(out.iterdir()):
            raise InputError(f"{out}: output folder is not empty")
        with Output(out, self._config, source="memory", chunk_size=max(1, self.n_articles)) as output:
            for name, frame in self._tables.items():
                write_part(output.root, TABLES[name], TABLES[name].to_arrow(frame), 0, output.fingerprint)
            counts = self.n_rows
            output.finish([Done("", self.n_articles, counts.get("failures", 0), counts)])


def open_analysis(out: str | Path) -> Analysis:
    """Open what ``wenming analyze --out`` or `Analysis.write` wrote; a table is read when it is first used.

    Raises
    ------
    InputError
        If the folder does not exist, is not such an output, or its run is not finished.
    """
    tables = StoredTables(out)
    config = AnalysisConfig.from_mapping(tables.manifest["config"], where=f"{out}/manifest.json")
    return Analysis(tables, config, sum(chunk["n_articles"] for chunk in tables.manifest["chunks"]))
