"""The figures of the READMEs, measured.

python benchmarks/figures.py            print the table in Markdown
python benchmarks/figures.py --write    put it into README.md and README.zh-CN.md
python benchmarks/figures.py --check    exit 1 if a README shows other figures

Sample, fresh and recent are shown in two parts: pages that rules and lexicons were written with, and pages held out from that
(those whose number is divisible by three, but for READ), which only ever gave figures. Pages of check, more and the
first parts of fresh and recent gave figures before anybody read them, then served for tuning; those of latest nobody has
read.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import wenming_nlp as wm

ROOT: Final = Path(__file__).parents[1]
READMES: Final = ("README.md", "README.zh-CN.md")
BEGIN, END = "<!-- figures: benchmarks/figures.py -->", "<!-- end of figures -->"
#: Once held out, then looked at: such a page counts among those that rules were written with.
READ: Final = frozenset({"d003"})
ROWS: Final = (
    ("page.title", "page: title", "页面：标题"),
    ("page.published", "page: date of publication", "页面：发布日期"),
    ("page.source", "page: source", "页面：来源"),
    ("page.home", "home (whose 区委 this is)", "所属地（“区委”指哪里）"),
    ("entities.PERSON", "persons", "人名"),
    ("entities.POST", "posts", "职务"),
    ("entities.ORG", "organs and organisations", "机构"),
    ("entities.PLACE", "places", "地名"),
    ("entities.DATE", "dates", "日期"),
    ("entities.DOC", "documents", "文件"),
    ("entities.EVENT", "meetings and activities", "会议与活动"),
    ("entities.SLOGAN", "formulas (提法)", "提法"),
    ("entities.QUANTITY", "quantities", "数量"),
    ("officials.name_post_org", "officials: name + post + organ", "官员：姓名+职务+单位"),
    ("officials.roles", "officials: what they did", "官员：所做的事"),
    ("departments", "departments: mention + full name", "部门：简称+全称"),
    ("places", "places: mention + code", "地点：地名+区划代码"),
    ("dates", "dates: mention + ISO value", "日期：表述+ISO 值"),
    ("directives", "demands: level + first clause", "要求：层次+首句"),
    ("keywords.at10", "keywords, the first ten", "关键词（前十）"),
    ("topic", "topic of 15", "主题（十五选一）"),
    ("topic.lenient", "topic, any that fits", "主题（相关即可）"),
    ("kind", "kind of text of 7", "体裁（七选一）"),
)
HEADS: Final = {
    "README.md": (
        "figure",
        "sample, written with",
        "sample, held out",
        "check, tuned on later",
        "more, tuned on later",
        "fresh, tuned on later",
        "fresh, held out",
        "recent, tuned on later",
        "recent, held out",
        "latest, read by nobody",
    ),
    "README.zh-CN.md": (
        "指标",
        "样本（编写规则所用）",
        "样本（留出）",
        "检验集（后用于调整）",
        "补充集（后用于调整）",
        "新页（后用于调整）",
        "新页（留出）",
        "近页（后用于调整）",
        "近页（留出）",
        "新近页（无人读过）",
    ),
}


def measure() -> list[dict[str, dict[str, float]]]:
    """Return the figures of each set of pages, in the order of the columns."""
    columns = []
    for folder, parts in (("sample", 2), ("check", 1), ("more", 1), ("fresh", 2), ("recent", 2), ("latest", 1)):
        analysis = wm.analyze(wm.read(ROOT / "corpora" / folder))
        names = list(analysis.articles["article_id"])
        for part in range(parts):
            chosen = [name for name in names if parts == 1 or _held_out(name) == bool(part)]
            columns.append(_evaluate(ROOT / "corpora" / folder, chosen, analysis))
    return columns


def _held_out(name: str) -> bool:
    return int(name[1:]) % 3 == 0 and name not in READ


def _evaluate(folder: Path, chosen: list[str], analysis: wm.Analysis) -> dict[str, dict[str, float]]:
    """Return the figures over some pages of a folder."""
    with TemporaryDirectory() as name:
        for article_id in chosen:
            for ending in ("json", "txt"):
                source = folder / f"{article_id}.{ending}"
                Path(name, source.name).write_bytes(source.read_bytes())
        return {**wm.evaluate(name, analysis).figures, "": {"n": len(chosen)}}


def markdown(columns: list[dict[str, dict[str, float]]], readme: str) -> str:
    """Return the table of one README."""
    label = READMES.index(readme) + 1
    first, *heads = HEADS[readme]
    counted = [f"{head} ({column['']['n']})" for head, column in zip(heads, columns, strict=True)]
    lines = [f"| {first} | {' | '.join(counted)} |", "| --- |" + " ---: |" * len(columns)]
    for row in ROWS:
        cells = [_cell(column.get(row[0])) for column in columns]
        lines.append(f"| {row[label]} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _cell(figure: dict[str, float] | None) -> str:
    """Return F1 or accuracy with two digits, nothing where the gold has too few cases to say anything."""
    if figure is None or figure["n"] < 10:
        return "–"
    return f"{figure.get('f1', figure.get('accuracy', 0.0)):.2f}"


def main(arguments: list[str] | None = None) -> int:
    """Print, write or check the tables; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    job = parser.add_mutually_exclusive_group()
    job.add_argument("--write", action="store_true", help="put the table into the READMEs")
    job.add_argument("--check", action="store_true", help="exit 1 if a README shows other figures")
    options = parser.parse_args(arguments)
    columns = measure()
    if not (options.write or options.check):
        print(markdown(columns, "README.md"))
        return 0
    stale = []
    for readme in READMES:
        path = ROOT / readme
        text = path.read_text(encoding="utf-8")
        table = f"{BEGIN}\n{markdown(columns, readme)}\n{END}"
        now, n = re.subn(f"{re.escape(BEGIN)}.*{re.escape(END)}", lambda _, table=table: table, text, flags=re.DOTALL)
        if n != 1:
            print(f"{readme}: expected the table once between {BEGIN} and {END}, found it {n} times", file=sys.stderr)
            return 1
        if now != text:
            stale.append(readme)
            if options.write:
                path.write_text(now, encoding="utf-8")
    for readme in stale:
        print(f"{readme}: {'written' if options.write else 'other figures; run benchmarks/figures.py --write'}")
    return 1 if stale and options.check else 0


if __name__ == "__main__":
    sys.exit(main())
