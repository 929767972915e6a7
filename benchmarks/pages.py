"""Reading pages side by side with trafilatura, in one run: accuracy where there is gold, pages a second.

pip install 'wenming-nlp[bench]'
python benchmarks/pages.py FOLDER                 all .html and .htm files below a folder
python benchmarks/pages.py FOLDER --gold FILE     gold.jsonl with html_path, title, date, source, author, body

Without --gold, FOLDER/gold.jsonl is taken if it is there. Both readers get the same bytes and both extract text and
metadata; each page is read by one and then by the other, so that both meet the same load of the machine.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from pathlib import Path
from time import perf_counter
from typing import Any, Final, NamedTuple

from wenming_nlp.errors import PageError
from wenming_nlp.page import read_page
from wenming_nlp.page.days import find_day

FIELDS: Final = ("body", "title", "date", "source", "author")
ROUNDS: Final = 3


class Reading(NamedTuple):
    """What a reader makes of a page."""

    body: str = ""
    title: str = ""
    date: str = ""
    source: str = ""
    author: str = ""


def ours(data: bytes) -> Reading:
    """Read a page with this library."""
    try:
        article = read_page(data, article_id="page")
    except PageError:
        return Reading()
    parts = [article.text[p.start : p.end] for p in article.paragraphs if p.part in ("body", "caption")]
    day = article.published.isoformat() if article.published else ""
    return Reading("\n".join(parts), article.title, day, article.source or "", article.author or "")


def theirs(data: bytes) -> Reading:
    """Read a page with trafilatura."""
    from trafilatura import bare_extraction  # noqa: PLC0415  (only for the benchmark)

    found = bare_extraction(data, with_metadata=True, include_comments=False)
    if found is None:
        return Reading()
    return Reading(found.text or "", found.title or "", found.date or "", found.sitename or "", found.author or "")


def squeeze(text: str) -> str:
    """Return the letters and figures of a text."""
    return re.sub(r"[\W_]+", "", text)


def f1(found: str, gold: str, n: int = 4) -> float:
    """Return the F1 of two texts' sequences of four characters, each as often as it stands there."""
    one, other = (
        Counter(text[i : i + n] for i in range(len(text) - n + 1)) for text in (squeeze(found), squeeze(gold))
    )
    common = (one & other).total()
    return 2 * common / (one.total() + other.total()) if common else float(not one and not other)


def score(found: Reading, gold: dict[str, Any]) -> dict[str, float]:
    """Return the score of each field that the gold has: F1 of the body, 1 or 0 for the others."""
    scores = {"body": f1(found.body, gold["body"])} if gold.get("body") else {}
    for name in FIELDS[1:]:
        if name not in gold:
            continue
        expected = gold[name] or ""  # empty: there is none, and nothing is to be found
        value = getattr(found, name)
        if name == "date":
            days = [find_day(text) for text in (value, str(expected))]
            scores[name] = float(days[0] == days[1])
        else:
            scores[name] = float(squeeze(value) == squeeze(str(expected)))
    return scores


def main() -> int:
    """Print accuracy and speed of both readers."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--gold", type=Path)
    options = parser.parse_args()
    gold_file = options.gold or options.folder / "gold.jsonl"
    gold: dict[Path, dict[str, Any]] = {}
    if gold_file.exists():
        rows = map(json.loads, gold_file.read_text(encoding="utf-8").splitlines())
        gold = {(gold_file.parent / row["html_path"]).resolve(): row for row in rows}
    elif options.gold:
        print(f"{gold_file}: no such file", file=sys.stderr)
        return 2
    paths = sorted(path for path in options.folder.rglob("*") if path.suffix.lower() in (".html", ".htm"))
    if not paths:
        print(f"{options.folder}: expected .html or .htm files, found none", file=sys.stderr)
        return 2
    readers = {"wenming_nlp": ours, "trafilatura": theirs}
    seconds = dict.fromkeys(readers, 0.0)
    scores: dict[str, dict[str, list[float]]] = {name: {field: [] for field in FIELDS} for name in readers}
    for reader in readers.values():
        reader(paths[0].read_bytes())  # what is loaded at first use is not counted
    for path in paths:
        data = path.read_bytes()
        best = dict.fromkeys(readers, float("inf"))
        for turn in range(ROUNDS):
            for name, reader in readers.items():
                begin = perf_counter()
                found = reader(data)
                best[name] = min(best[name], perf_counter() - begin)
                if turn == 0 and path.resolve() in gold:
                    for field, value in score(found, gold[path.resolve()]).items():
                        scores[name][field].append(value)
        for name, time in best.items():
            seconds[name] += time
    print(
        f"{len(paths)} pages, {sum(path.stat().st_size for path in paths) / len(paths) / 1024:.0f} KB each; best of {ROUNDS}"
    )
    print(f"{'':12}" + "".join(f"{field:>9}" for field in FIELDS if scores["trafilatura"][field]) + "  pages/s")
    for name in readers:
        figures = [sum(values) / len(values) for values in scores[name].values() if values]
        print(f"{name:12}" + "".join(f"{figure:9.3f}" for figure in figures) + f"{len(paths) / seconds[name]:9.0f}")
    print(f"wenming_nlp reads {seconds['trafilatura'] / seconds['wenming_nlp']:.1f} times as many pages a second")
    return 0


if __name__ == "__main__":
    sys.exit(main())
