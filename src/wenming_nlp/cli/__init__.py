"""The command ``wenming``: one verb a job.

Exit statuses: 0 done; 1 something unexpected (the disk is full, a worker died, a part is not installed);
2 a wrong argument or input; 130 broken off with Ctrl-C. An error is one line on the standard error output.
"""

from __future__ import annotations

import json
import os
import platform
import sys
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer
from rich.console import Console

from wenming_nlp import __version__
from wenming_nlp.errors import ConfigError, InputError, WenmingError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from wenming_nlp.run.analysis import Analysis
    from wenming_nlp.run.batch import Progress
    from wenming_nlp.run.config import AnalysisConfig

__all__ = ["app", "main"]

#: Everything that the command says by itself; other languages get a table of their own.
MESSAGES: Final = {
    "error": "wenming: {}",
    "unexpected": "unexpected {}: {} (set WENMING_DEBUG=1 to see where)",
    "stopped": "wenming: stopped; give the same command again to go on",
    "analysing": "analysing",
    "ranking": "ranking keywords",
    "complete": "{} already holds this very run; nothing to do (--overwrite does it again)",
    "done": "{:,} articles in {:.1f} s ({:,.0f} a second), {:,} failures → {}",
    "more": "… and {:,} more: see the table failures",
    "written": "report written to {} ({:,} bytes)",
    "records": "{}: {:,} articles; choose one with --id, such as {}",
    "own": "--own: expected KIND=FILE with posts, organs, people or places, got {}",
    "no_id": "{}: no article with the id {!r}",
    "pair": "--column: expected FIELD=COLUMN, such as body=正文, got {!r}",
    "missing": "not installed; pip install 'wenming-nlp[{}]'",
}
#: Packages of each optional part.
_EXTRAS: Final = {"report": ("altair", "jinja2", "vl_convert"), "cluster": ("dask", "distributed")}
_SHOWN_FAILURES: Final = 10
_STOPPED: Final = 130

app = typer.Typer(
    name="wenming",
    help="Chinese campaign news as tables: officials, departments, places, meetings, keywords, topics.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

Folder = Annotated[Path, typer.Argument(metavar="OUT", help="Folder that 'wenming analyze' wrote.")]
ConfigFile = Annotated[Path | None, typer.Option("--config", help="Settings in TOML.")]
Columns = Annotated[
    list[str] | None, typer.Option("--column", metavar="FIELD=COLUMN", help="Where records keep title, body, …")
]
Rules = Annotated[Path | None, typer.Option("--site-rules", help="CSS selectors of single sites, in TOML.")]
Lists = Annotated[
    list[str] | None,
    typer.Option("--own", metavar="KIND=FILE", help="Your own posts, organs, people or places, in TSV; they win."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for scripts.")]


@app.callback(invoke_without_command=True)
def _root(
    show_version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    if show_version:
        typer.echo(f"wenming {__version__}")
        raise typer.Exit


@app.command()
def analyze(
    inputs: Annotated[list[Path], typer.Argument(metavar="IN…", help="Pages, tables, archives, folders, patterns.")],
    *,
    out: Annotated[Path, typer.Option("--out", help="New folder for the tables.")],
    workers: Annotated[int | None, typer.Option("--workers", help="Processes; all cores if not given.")] = None,
    chunk_size: Annotated[int, typer.Option("--chunk-size", help="Articles in one part of a table.")] = 500,
    tables: Annotated[str | None, typer.Option("--tables", help="Only these, as in articles,officials.")] = None,
    config: ConfigFile = None,
    own: Lists = None,
    site_rules: Rules = None,
    column: Columns = None,
    tone: Annotated[
        bool, typer.Option("--tone", help="Fill articles.tone; slow, trained on shopping reviews.")
    ] = False,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Begin anew where an earlier run has written.")
    ] = False,
    join_pages: Annotated[
        bool, typer.Option("--join-pages", help="Put articles together that a site has cut into pages.")
    ] = False,
    drop_duplicates: Annotated[
        bool, typer.Option("--drop-duplicates", help="Make failures of articles that repeat another; reads IN twice.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Analyse pages into a folder of Parquet tables; given again after a break, go on."""
    from time import perf_counter

    from wenming_nlp.run.batch import analyze_to
    from wenming_nlp.run.sources import read
    from wenming_nlp.run.store import is_complete

    settings: dict[str, Any] = _own_lists(own) | ({"tone": True} if tone else {})
    if site_rules is not None:
        settings["site_rules"] = site_rules
    if tables is not None:
        settings["tables"] = [name.strip() for name in tables.split(",") if name.strip()]
    chosen = _configuration(config, settings)
    source = read(inputs, columns=_pairs(column))
    if join_pages:
        from wenming_nlp.run import joined

        source = joined.join_pages(source)
    if drop_duplicates:
        from wenming_nlp.run.duplicates import without_duplicates

        source = without_duplicates(source)
    done_before = not overwrite and is_complete(out)
    begin = perf_counter()
    with _progress_bar() as tell:
        analysis = analyze_to(
            source, out, chosen, workers=workers, chunk_size=chunk_size, overwrite=overwrite, on_progress=tell
        )
    _summary(analysis, out, None if done_before else perf_counter() - begin, as_json=as_json)


@app.command()
def report(
    out: Folder,
    html: Annotated[Path, typer.Option("--html", help="File to write.")],
    title: Annotated[str | None, typer.Option("--title", help="Heading of the page.")] = None,
) -> None:
    """Write the keyword report as one HTML file that opens with no network."""
    from wenming_nlp.report import report as write
    from wenming_nlp.run.analysis import open_analysis

    open_analysis(out)  # says what is wrong with the folder
    path = write(out, html, title=title)
    typer.echo(MESSAGES["written"].format(path, path.stat().st_size))


@app.command()
def show(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A page, or a file of records with --id.")],
    *,
    article: Annotated[str | None, typer.Option("--id", help="Which article of a file of records.")] = None,
    config: ConfigFile = None,
    own: Lists = None,
    column: Columns = None,
    summary: Annotated[bool, typer.Option("--summary", help="Also print sentences that stand for the page.")] = False,
    as_json: AsJson = False,
) -> None:
    """Print what is found in one page."""
    from wenming_nlp.cli.printing import print_page, print_summary
    from wenming_nlp.run.analyze import analyze as analyze_all
    from wenming_nlp.run.analyze import rules_of
    from wenming_nlp.run.sources import Failure, load, read

    items = read(file, columns=_pairs(column)).items()
    if article is None:
        first = next(items)
        others = sum(1 for _ in items)
        if others:
            raise InputError(MESSAGES["records"].format(file, others + 1, first.article_id))
        item = first
    else:
        found = next((item for item in items if item.article_id == article), None)
        if found is None:
            raise InputError(MESSAGES["no_id"].format(file, article))
        item = found
    chosen = _configuration(config, _own_lists(own))
    page = load(item, rules_of(chosen))
    if isinstance(page, Failure):
        raise InputError(f"{page.origin}: {page.message}")
    analysis = analyze_all([page], chosen)
    for failure in analysis.failures.itertuples():
        raise WenmingError(f"{failure.origin}: {failure.stage}: {failure.error}: {failure.message}")
    if as_json:
        whole = {
            name: json.loads(frame.to_json(orient="records", date_format="iso"))
            for name, frame in analysis.tables.items()
        }
        typer.echo(json.dumps(whole, ensure_ascii=False))
        return
    print_page(analysis)
    if summary:
        print_summary(page)


@app.command()
def inspect(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Pages, or archives and folders of them.")],
    *,
    site_rules: Rules = None,
    whole: Annotated[bool, typer.Option("--all", help="Also all blocks that stand outside the article.")] = False,
    as_json: AsJson = False,
) -> None:
    """Print what each block of a page was taken for, and why others were dropped."""
    from wenming_nlp.cli.printing import print_inspection
    from wenming_nlp.page import load_rules
    from wenming_nlp.run.sources import inspect_items, read

    rules = load_rules(site_rules) if site_rules is not None else None
    for origin, found in inspect_items(read(files).items(), rules):
        if as_json:
            typer.echo(json.dumps({"origin": origin, **found.to_dict()}, ensure_ascii=False))
        else:
            print_inspection(origin, found, whole=whole)


@app.command()
def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="Folder with NAME.json beside NAME.txt.")],
    out: Folder,
    misses: Annotated[str | None, typer.Option("--misses", metavar="FIELD", help="Also list what was missed.")] = None,
    as_json: AsJson = False,
) -> None:
    """Compare tables with gold annotation, field by field."""
    from wenming_nlp.run.evaluate import evaluate as compare

    result = compare(gold, out)
    wrong = result.misses(misses) if misses is not None else None
    if as_json:
        typer.echo(json.dumps(result.figures, ensure_ascii=False, indent=1, sort_keys=True))
    else:
        for name, figures in sorted(result.figures.items()):
            shown = "  ".join(f"{kind} {value:.3f}" for kind, value in figures.items() if kind != "n")
            typer.echo(f"{name:26} {shown}  n {figures['n']}")
    if wrong is not None:
        for row in wrong.itertuples(index=False):
            typer.echo(f"{row.kind:9}{row.n:4}  {row.item}")


@app.command()
def doctor() -> None:
    """Print versions, engines, and which optional parts are missing."""
    lines = [("wenming-nlp", __version__), ("python", f"{platform.python_version()} on {platform.platform()}")]
    for package in (
        "pandas",
        "pyarrow",
        "numpy",
        "scikit-learn",
        "rjieba",
        "jieba",
        "snownlp",
        "lxml",
        "typer",
        "rich",
    ):
        try:
            lines.append((package, version(package)))
        except PackageNotFoundError:
            lines.append((package, "missing"))
    for extra, modules in _EXTRAS.items():
        missing = [module for module in modules if find_spec(module) is None]
        lines.append((f"[{extra}]", MESSAGES["missing"].format(extra) if missing else "installed"))
    for name, value in lines:
        typer.echo(f"{name:14} {value}")


def _own_lists(given: list[str] | None) -> dict[str, Any]:
    """Return the lists of --own by their setting."""
    lists: dict[str, Any] = {}
    for item in given or ():
        kind, _, path = item.partition("=")
        if kind not in {"posts", "organs", "people", "places"} or not path:
            raise InputError(MESSAGES["own"].format(item))
        lists.setdefault(kind, []).append(Path(path))
    return lists


def _configuration(path: Path | None, settings: dict[str, Any]) -> AnalysisConfig:
    """Return the settings of a file, and of the command line over them."""
    from dataclasses import replace

    from wenming_nlp.run.config import AnalysisConfig

    config = AnalysisConfig() if path is None else AnalysisConfig.from_toml(path)
    return replace(config, **settings) if settings else config


def _pairs(columns: list[str] | None) -> dict[str, str]:
    pairs = [text.partition("=") for text in columns or ()]
    for field, equals, column in pairs:
        if not (field and equals and column):
            raise ConfigError(MESSAGES["pair"].format(f"{field}{equals}{column}"))
    return {field: column for field, _, column in pairs}


@contextmanager
def _progress_bar() -> Iterator[Callable[[Progress], None] | None]:
    """Yield what draws progress on a terminal; nothing is drawn elsewhere."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield None
        return
    from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[n]:,} articles, {task.fields[rate]:,.0f}/s, {task.fields[failed]:,} failures"),
        TimeRemainingColumn(),
    )
    with Bar(*columns, console=console, transient=True) as bar:
        task = bar.add_task(MESSAGES["analysing"], total=None, n=0, rate=0.0, failed=0)

        def tell(progress: Progress) -> None:
            state = bar.tasks[0]
            rate = progress.n_articles / state.elapsed if state.elapsed else 0.0
            bar.update(
                task,
                description=MESSAGES["ranking" if progress.ranking else "analysing"],
                completed=progress.n_bytes,
                total=progress.all_bytes or None,
                n=progress.n_articles,
                rate=rate,
                failed=progress.n_failures,
            )

        yield tell


def _summary(analysis: Analysis, out: Path, seconds: float | None, *, as_json: bool) -> None:
    """Print the rows of each table and the first failures."""
    counts = analysis.n_rows
    n_articles = analysis.n_articles
    if as_json:
        typer.echo(json.dumps({"out": str(out), "seconds": seconds, "articles": n_articles, "rows": counts}))
        return
    if seconds is None:
        typer.echo(MESSAGES["complete"].format(out))
    else:
        rate = n_articles / seconds if seconds else 0.0
        typer.echo(MESSAGES["done"].format(n_articles, seconds, rate, counts["failures"], out))
    for name, n in counts.items():
        typer.echo(f"  {name:12} {n:>12,}")
    for failure in analysis.failures.head(_SHOWN_FAILURES).itertuples():
        typer.echo(f"  {failure.origin}: {failure.stage}: {failure.message}")
    if counts["failures"] > _SHOWN_FAILURES:
        typer.echo("  " + MESSAGES["more"].format(counts["failures"] - _SHOWN_FAILURES))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit status."""
    try:
        status = app(args=None if arguments is None else list(arguments), standalone_mode=False, prog_name="wenming")
    except (KeyboardInterrupt, typer.Abort):
        return _fail(MESSAGES["stopped"], _STOPPED)
    except InputError as error:
        return _fail(MESSAGES["error"].format(error), 2)
    except WenmingError as error:
        return _fail(MESSAGES["error"].format(error), 1)
    except BrokenPipeError:
        # The reader of our output has gone; there is nobody to tell, and nothing to flush at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:
        # Usage errors come from typer's own copy of click, or from click, by version.
        if hasattr(error, "format_message") and hasattr(error, "exit_code"):
            return _fail(MESSAGES["error"].format(error.format_message()), int(error.exit_code))
        if os.environ.get("WENMING_DEBUG"):
            raise
        return _fail(MESSAGES["error"].format(MESSAGES["unexpected"].format(type(error).__name__, error)), 1)
    # Ctrl-C may be caught on the way and come back as a status.
    return _fail(MESSAGES["stopped"], _STOPPED) if status == _STOPPED else status if isinstance(status, int) else 0


def _fail(message: str, status: int) -> int:
    print(" ".join(message.split()), file=sys.stderr)  # noqa: T201
    return status
