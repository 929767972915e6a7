"""One HTML file from the tables of a run: it opens with no network and holds everything it shows."""

from __future__ import annotations

import base64
import hashlib
import json
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from wenming_nlp.errors import InputError, MissingExtraError
from wenming_nlp.report.charts import specs, theme
from wenming_nlp.report.data import PAGE_BYTES, PageData, Source, pack_page

if TYPE_CHECKING:
    from os import PathLike

__all__ = ["report"]

#: The page's own scripts, in the order in which they run.
SCRIPTS: Final = ("facts.js", "counts.js", "tables.js", "charts.js", "reader.js", "sections.js", "main.js")


def report(
    analysis_or_path: Any,
    path: str | PathLike[str],
    *,
    title: str | None = None,
    max_articles: int | None = None,
) -> Path:
    """Write a keyword report as one HTML file.

    Parameters
    ----------
    analysis_or_path : Analysis or path
        The tables of a run: in memory, or the folder that ``wenming analyze --out`` wrote.
    path : path
        The file to write; an existing one is replaced, its folder must exist.
    title : str, optional
        Heading of the page.
    max_articles : int, optional
        Most articles whose full text can be read in the page. Without it as many as keep the page
        below 6 MB; the tables and charts count all articles either way, up to 20,000.

    Returns
    -------
    Path
        The file written. Equal tables give equal bytes.

    Raises
    ------
    InputError
        If there are no tables, the folder of `path` does not exist, or `max_articles` is negative.
    MissingExtraError
        If ``wenming-nlp[report]`` is not installed.

    Notes
    -----
    All text of a page is treated as hostile: it reaches the page as JSON and is written as text, and
    the page's own security policy runs no script but those that were in it when it was written, and
    asks the network for nothing.
    """
    target = Path(path)
    if max_articles is not None and max_articles < 0:
        raise InputError(f"max_articles: expected 0 or more, got {max_articles}")
    if not target.parent.is_dir():
        raise InputError(f"{target}: expected an existing folder to write in, {target.parent} is none")
    if target.is_dir():
        raise InputError(f"{target}: expected a file to write, got a folder")
    source = Source.open(analysis_or_path)
    bundle = _bundle()
    page = render(pack_page(source, max_articles=max_articles, page_bytes=PAGE_BYTES), bundle, title=title)
    target.write_bytes(page.encode("utf-8", "replace"))
    return target


def render(page: PageData, bundle: str, *, title: str | None = None) -> str:
    """Return the HTML of a page from its packed data and the script that draws charts."""
    labels: dict[str, Any] = json.loads(_asset("labels.zh.json"))
    facts = page.facts
    days = [day for day in facts["articles"]["day"] if day]
    payload = {"facts": facts, "labels": labels, "charts": specs(), "theme": theme()}
    # A plain script may not declare names that the next one declares too: each keeps its own to itself.
    own = "\n".join(_asset(name) for name in SCRIPTS)
    scripts = [f"(function(){{{bundle}\n}})();", f'"use strict";(function(){{\n{own}\n}})();']
    text: str = _template().render(
        t=labels,
        title=title or labels["default_title"],
        version=_version(),
        policy=_policy(scripts),
        css=_safe(_asset("page.css")),
        data=_safe(_json(payload)),
        scripts=[_safe(script) for script in scripts],
        counts=_counts(facts),
        span=(min(days), max(days)) if days else None,
        notes=[labels["notes"][name].format(kept=f"{kept:,}", total=f"{total:,}") for name, kept, total in page.notes],
        n_failures=facts["n_failures"],
    )
    return text


def _counts(facts: dict[str, Any]) -> dict[str, int]:
    """Return the numbers at the top as they are before any filter."""
    sizes = {name: len(facts[name]["values"]) for name in ("keywords", "departments", "places")}
    people = {value[0] for value in facts["officials"]["values"]}
    return sizes | {
        "articles": facts["total"],
        "homes": len(facts["articles"]["homes"]),
        "people": len(people),
        "events": len(facts["events"]),
        "directives": sum(len(row) for row in facts["directives"]["rows"]),
    }


def _policy(scripts: list[str]) -> str:
    """Return a policy under which nothing runs but these scripts, and nothing is fetched."""
    hashes = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in scripts
    )
    # Vega compiles its expressions, which the policy calls eval.
    return (
        f"default-src 'none'; script-src {hashes} 'unsafe-eval'; style-src 'unsafe-inline'; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )


def _json(value: Any) -> str:
    """Return JSON that can stand in a script element: no ``<`` can end it or open a comment in it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _safe(text: str) -> Any:
    """Return a packaged or encoded text as markup that the template leaves alone."""
    from markupsafe import Markup  # noqa: PLC0415  (comes with the optional template library)

    return Markup(text)  # noqa: S704  (our own files, and JSON without "<")


def _template() -> Any:
    try:
        import jinja2  # noqa: PLC0415  (an optional part)
    except ImportError as error:
        raise MissingExtraError("a report", "report") from error
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["fill"] = lambda text, **values: text.format(**values)
    environment.filters["thousands"] = lambda number: f"{number:,}"
    return environment.from_string(_asset("page.html.j2"))


@lru_cache(maxsize=1)
def _bundle() -> str:
    """Return Vega, Vega-Lite and Vega-Embed as one script, of the version that Altair speaks."""
    try:
        import altair  # noqa: PLC0415, ICN001  (optional parts, and slow to load)
        import vl_convert  # noqa: PLC0415
    except ImportError as error:
        raise MissingExtraError("a report", "report") from error
    spoken = ".".join(altair.SCHEMA_VERSION.split(".")[:2])
    converter: Any = vl_convert  # its own types forget a default
    script: str = converter.javascript_bundle(vl_version=spoken)
    # Inside a script element these would end it or change how it is read; in strings and patterns
    # of the language the escaped form means the same.
    return script.replace("</script", "<\\/script").replace("<!--", "<\\!--")


def _version() -> str:
    try:
        return version("wenming-nlp")
    except PackageNotFoundError:  # run from a source tree
        return ""


def _asset(name: str) -> str:
    return (files("wenming_nlp.report") / "assets" / name).read_text("utf-8")
