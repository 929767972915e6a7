"""Figures against gold: by hand on tiny gold, and to the digit with the script that the gold came with."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from wenming_nlp.errors import InputError
from wenming_nlp.run.analysis import Analysis
from wenming_nlp.run.config import AnalysisConfig
from wenming_nlp.run.evaluate import evaluate
from wenming_nlp.schema import TABLES

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT.parent / "shared" / "gold" / "score.py"
SAMPLE = ROOT / "corpora" / "sample"

GOLD = {
    "title": "题", "published": "2017-04-21", "source": "某区文明办", "channel": None, "editor": None,
    "home": "某市某区",
    "body_start": "区委书记", "body_end": "整改。", "captions": [], "topic": "city", "also": ["order"], "kind": "会议",
    "mentions": [{"text": "李明", "label": "PERSON"}, {"text": "区委书记", "label": "POST"}],
    "officials": [{"name": "李明", "post": "书记", "org": "某区委", "roles": ["出席", "讲话"]}],
    "departments": [], "places": [{"mention": "某村", "adcode": None}],
    "dates": [{"mention": "4月19日", "value": "2017-04-19"}],
    "event": {"name": "推进会（全区）", "date": "2017-04-19", "headcount": 180},
    "directives": [{"level": 1, "head": "要 抓紧"}], "keywords": ["创文", "整改"],
}  # fmt: skip


def _frames(gold: dict[str, dict], change) -> dict:
    """Return tables that say what the gold says, but for what `change` makes of each list."""
    rows = {name: {column: [] for column in schema.columns} for name, schema in TABLES.items()}

    def put(table: str, **cells) -> None:
        for column in TABLES[table].columns:
            rows[table][column].append(cells.get(column))

    for article, g in gold.items():
        event = g.get("event") or {}
        text = "\n".join((g["title"], g.get("body_start") or "", g.get("body_end") or ""))
        put("articles", article_id=article, origin="", text=text, n_chars=1, n_tokens=1, topic_score=1.0,
            **{name: (change([g[name]]) or [None])[0]
               for name in ("published", "source", "channel", "editor", "home", "topic", "kind")},
            title=g["title"])  # fmt: skip
        for number, mention in enumerate(change(g["mentions"])):
            put(
                "entities", article_id=article, entity_id=number, start=0, end=1, name="", score=1.0, rule="", **mention
            )
        for row in change(g["officials"]):
            put("officials", article_id=article, person_entity=0, evidence="", **row)
        for row in change(g["departments"]):
            put("departments", article_id=article, n=1, **row)
        for name in ("places", "dates"):
            for row in change(g[name]):
                put(name, article_id=article, n=1, **row)
        for number, row in enumerate(change(g["directives"])):
            put("directives", article_id=article, order=number, text="", **row)
        for name in change([event["name"]] if event else []):
            put("events", article_id=article, name=name, date=event.get("date"), headcount=event.get("headcount"),
                chair=[], speakers=[], attendees=[], organs=[], main=True)  # fmt: skip
        for rank, term in enumerate(change(g["keywords"]), 1):
            put("keywords", article_id=article, method="default", rank=rank, term=term, score=1.0, n=1)
    return {name: TABLES[name].conform(columns) for name, columns in rows.items()}


def _write(folder: Path, gold: dict[str, dict]) -> Path:
    folder.mkdir()
    for name, entry in gold.items():
        (folder / f"{name}.json").write_text(json.dumps(entry, ensure_ascii=False), encoding="utf-8")
        (folder / f"{name}.txt").write_text(f"{entry['title']}\n责任编辑:甲\n", encoding="utf-8")
    return folder


def _all(values: list) -> list:
    return values


def test_tables_that_say_what_the_gold_says_are_right_throughout(tmp_path: Path):
    result = evaluate(_write(tmp_path / "gold", {"a": GOLD}), Analysis(_frames({"a": GOLD}, _all), AnalysisConfig(), 1))
    for name, figures in result.figures.items():
        value = figures["f1"] if "f1" in figures else figures["accuracy"]
        assert value == (1.0 if figures["n"] else 0.0), name
    assert result.figures["page.body"] == {"accuracy": 1.0, "n": 2}
    assert result.figures["places"]["n"] == 0
    assert result.misses("entities").empty


def test_misses_and_inventions_by_hand(tmp_path: Path):
    frames = _frames({"a": GOLD}, _all)
    frames["officials"] = frames["officials"].assign(name="李鸣")
    frames["keywords"] = frames["keywords"].iloc[:1]
    frames["articles"] = frames["articles"].assign(topic=frames["articles"]["topic"].cat.set_categories(["order"]))
    frames["articles"]["topic"] = ["order"]
    result = evaluate(_write(tmp_path / "gold", {"a": GOLD}), Analysis(frames, AnalysisConfig(), 1))
    assert result.figures["officials.name_post_org"] == {"p": 0.0, "r": 0.0, "f1": 0.0, "n": 1}
    assert result.figures["keywords.at10"] == {"p": 1.0, "r": 0.5, "f1": 2 / 3, "n": 2}
    assert (result.figures["topic"]["accuracy"], result.figures["topic.lenient"]["accuracy"]) == (0.0, 1.0)
    assert result.misses("officials.name_post_org").values.tolist() == [
        ["missed", 1, "李明 书记 某区委"],
        ["spurious", 1, "李鸣 书记 某区委"],
    ]
    table = result.table.set_index("field")
    assert table.loc["keywords.at10", "r"] == 0.5
    assert table.loc["topic", "accuracy"] == 0.0
    with pytest.raises(InputError, match="no misses for 'topic', expected one of"):
        result.misses("topic")


def test_an_article_that_is_missing_misses_everything(tmp_path: Path):
    empty = Analysis({name: schema.empty() for name, schema in TABLES.items()}, AnalysisConfig(), 0)
    figures = evaluate(_write(tmp_path / "gold", {"a": GOLD}), empty).figures
    assert figures["entities"] == {"p": 0.0, "r": 0.0, "f1": 0.0, "n": 2}
    assert figures["page.title"]["accuracy"] == 0.0
    assert figures["page.editor"]["accuracy"] == 1.0
    only_articles = Analysis({"articles": TABLES["articles"].empty()}, AnalysisConfig(), 0)
    assert evaluate(tmp_path / "gold", only_articles).figures == figures


def test_gold_of_a_page_that_lies_elsewhere(tmp_path: Path):
    """The name of the page is the article's id where no page lies beside its gold."""
    (tmp_path / "seed.json").write_text(json.dumps(GOLD | {"file": "seed/page.txt"}), encoding="utf-8")
    result = evaluate(tmp_path, Analysis(_frames({"page": GOLD}, _all), AnalysisConfig(), 1))
    assert result.figures["officials.name_post_org"]["f1"] == 1.0
    assert "page.clean" not in result.figures


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        (None, "", "expected gold annotation"),
        ("a.json", "[", "expected JSON"),
        ("a.json", "[]", "expected the annotation of one article"),
    ],
)
def test_what_is_no_gold(tmp_path: Path, name: str | None, content: str, told: str):
    if name:
        (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=told):
        evaluate(tmp_path, Analysis({}, AnalysisConfig(), 0))
    with pytest.raises(InputError, match="expected a folder with gold"):
        evaluate(tmp_path / "none", Analysis({}, AnalysisConfig(), 0))


@pytest.mark.skipif(not SCRIPT.exists(), reason="the scoring script of the gold is not at hand")
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_every_figure_agrees_with_the_script(tmp_path: Path, seed: int):
    """Over the sample's gold with a third of everything lost, doubled or changed at random."""
    gold = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(SAMPLE.glob("*.json"))}
    random = Random(seed)

    def change(values: list) -> list:
        kept = [value for value in values if random.random() > 0.2]
        random.shuffle(kept)
        return kept

    for entry in gold.values():  # the schema's keys are unique, some gold rows are not
        entry["departments"] = list({row["mention"]: row for row in entry["departments"]}.values())
    frames = _frames(gold, change)
    analysis = Analysis(frames, AnalysisConfig(), len(gold))
    analysis.write(tmp_path / "out")
    command = [sys.executable, str(SCRIPT), str(SAMPLE), str(tmp_path / "out"), "--json"]
    theirs = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    ours = evaluate(SAMPLE, analysis).figures
    assert ours.keys() == theirs.keys()
    for name, figures in theirs.items():
        assert ours[name] == pytest.approx(figures, rel=1e-12, abs=0), name
