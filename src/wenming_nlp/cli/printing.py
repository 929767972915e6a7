"""Tables and pages on the terminal."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

import typer
from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    import pandas as pd

    from wenming_nlp.page import Inspection
    from wenming_nlp.run.analysis import Analysis

__all__ = ["print_inspection", "print_page", "print_summary"]


_SHOWN: Final = 2  # blocks dropped for one reason after another


def print_inspection(origin: str, found: Inspection, *, whole: bool) -> None:
    """Print what a page was taken for, block by block; long runs of blocks outside the article only if asked."""
    from rich.text import Text

    console = Console()
    console.print(Text(origin, style="bold"))
    article = found.article
    if article is None:
        console.print(Text(f"no article: {found.problem}"))
    else:
        for name in ("title", "published", "source", "author", "editor", "channel", "url"):
            value = getattr(article, name)
            console.print(Text(f"{name:10} {'–' if value is None or value == '' else value}"))
    if found.container:
        console.print(Text(f"{'container':10} {found.container}"))
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column()
    table.add_column(overflow="fold", ratio=3)
    table.add_column(overflow="fold", ratio=2)
    for reason, run in groupby(found.blocks, key=lambda block: block.reason):
        blocks = list(run)
        shown = blocks if whole or not reason or len(blocks) <= _SHOWN else blocks[:_SHOWN]
        style = "dim" if reason else ""
        for block in shown:
            table.add_row(*(Text(cell, style=style) for cell in (block.role, block.text, block.reason)))
        if len(shown) < len(blocks):
            table.add_row(Text("dropped", style=style), Text(f"… and {len(blocks) - len(shown)} more", style=style), "")
    console.print(table)
    console.print()


def print_page(analysis: Analysis) -> None:
    """Print the tables of one article that a reader asks for."""
    console = Console()
    row = analysis.articles.iloc[0]
    console.print(row["title"], style="bold", markup=False, highlight=False)
    day = "" if _null(row["published"]) else f"{row['published']:%Y-%m-%d}"
    facts = [day, *(str(row[name]) for name in ("source", "home", "home_adcode", "kind") if not _null(row[name]))]
    if not _null(row["topic"]):
        facts.append(f"{row['topic']} {row['topic_score']:.2f}")
    console.print(" · ".join(fact for fact in facts if fact), markup=False, highlight=False)
    _print_rows(console, "officials", analysis.officials, "name", "post", "org", "roles")
    _print_rows(console, "departments", analysis.departments, "mention", "name", "level", "system")
    _print_rows(console, "places", analysis.places, "mention", "full_name", "adcode", "n")
    _print_rows(console, "events", analysis.events, "name", "date", "place", "chair", "headcount")
    _print_rows(console, "directives", analysis.directives, "level", "head", "speaker")
    _print_rows(console, "keywords", analysis.keywords.head(12), "term", "score", "n")


def _print_rows(console: Console, title: str, frame: pd.DataFrame, *columns: str) -> None:
    if frame.empty:
        return
    table = Table(title=f"{title} ({len(frame)})", title_justify="left", title_style="bold", box=None, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in frame[list(columns)].itertuples(index=False, name=None):
        table.add_row(*(_cell(cell) for cell in row))
    console.print()
    console.print(table, markup=False, highlight=False)


def _cell(value: Any) -> Any:
    from rich.text import Text

    if isinstance(value, str):
        return Text(value)
    if hasattr(value, "__len__"):
        return Text("、".join(map(str, value)))
    if _null(value):
        return Text("")
    if hasattr(value, "strftime"):
        return Text(f"{value:%Y-%m-%d}")
    return Text(f"{value:.3f}" if isinstance(value, float) else str(value))


def _null(value: Any) -> bool:
    import pandas as pd

    return bool(pd.isna(value))


def print_summary(article: Any) -> None:
    """Print sentences that stand for a page."""
    from wenming_nlp.terms.summary import summarize
    from wenming_nlp.text.sentences import split_sentences

    typer.echo()
    for sentence in summarize(article, split_sentences(article.text, article.paragraphs)):
        typer.echo(sentence)
