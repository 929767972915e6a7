"""Fit resources/labeller.npz: the weights of the chain that settles names, offices, organs and places.

    python scripts/train_labeller.py [--report]

Data: the pages with gold of `corpora/`, but for those of sample, fresh and recent whose number three divides, and those of
latest, which nobody reads; and `corpora/labels/mentions.jsonl`. All were written for this project (MIT). The features are
those that recognition has when it runs, the mentions of its rules among them.

Newspaper text of January 1998 (`tagged_news`) teaches what other news is like: one text in NEWS, with persons and places as
its nr and ns tags say, offices and organs as the rules do, for it has no tags of their kind.

The sentences of tests/cases/mentions.json teach what the rules know and pages seldom show.

Nobody tunes rules on the pages of `corpora/train` and the texts of mentions.jsonl, so there the rules err as they do
elsewhere, and the weights learn how far to believe them. On the other pages they hardly err any more; some of their
mentions are dropped or cut there, as often as they miss on unknown pages, lest the chain believe all they say.

--report writes nothing; it leaves out, in turn, either half of corpora/train, hand by hand, and prints what the rules
alone and the chain find there.
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections import Counter
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from chain import Sentence, Settings, fit
from tagged_news import newspaper

from wenming_nlp.article import Article, Paragraph
from wenming_nlp.entities import recognize
from wenming_nlp.entities.labeller import LABELS, NEVER, STATES, Labeller, spans
from wenming_nlp.entities.labeller_columns import BITS, FROM_RULES, rows
from wenming_nlp.entities.place_words import KNOWN
from wenming_nlp.page import read_page
from wenming_nlp.records.home import find_home
from wenming_nlp.text.segment import Tokenizer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wenming_nlp.entities.mentions import Mention

ROOT: Final = Path(__file__).parent.parent
UNREAD: Final = "latest"
HELD_OUT: Final = ("sample", "fresh", "recent")
#: Where rules are not tuned.
UNTUNED: Final = ("train", "labels")
#: One text of the newspaper in so many.
NEWS: Final = 12
#: Places that the lexicon has whole; the newspaper tags 人民大会堂 as two nouns.
KNOWN_PLACES: Final = frozenset(f"place.{kind}" for kind in KNOWN)
#: How often each sentence of the tests counts.
CASES: Final = 4
#: Pages by one hand in corpora/train.
BY_ONE_HAND: Final = 18
SETTINGS: Final = Settings()
SENTENCE: Final = re.compile(r"[^。！？\n]*[。！？\n]?")
LONGEST: Final = 150
#: How many of a label's names the rules miss on unknown pages, and how many of these they have with other edges.
MISSED: Final = {"PLACE": 0.16, "ORG": 0.09, "PERSON": 0.06, "POST": 0.04}
CUT: Final = 0.6


@dataclass(slots=True)
class Example:
    """One text with what the rules found in it and what is right."""

    group: str
    text: str
    rows: Any
    states: list[str]
    ruled: set[tuple[str, str]]
    gold: set[tuple[str, str]]


#: What `recognize` gave to the chain last.
SEEN: Final[dict[str, Any]] = {}


def keep(scan: Any, mentions: list[Mention], kept: Iterable[Mention] = (), *, local: bool) -> list[Mention]:  # noqa: ARG001
    """Stand in for `relabel`: change nothing, remember what it was asked."""
    SEEN.update(scan=scan, mentions=mentions, local=local)
    return mentions


def training_texts() -> Iterator[tuple[str, str, set[tuple[str, str]]]]:
    """Yield folder and name, page as it was saved, and the mentions as (text, label)."""
    for path in sorted((ROOT / "corpora").glob("*/*.json")):
        folder = path.parent.name
        if folder == UNREAD or (folder in HELD_OUT and int(path.stem[1:]) % 3 == 0):
            continue
        gold = json.loads(path.read_text(encoding="utf-8"))
        page = path.with_suffix(".txt").read_text(encoding="utf-8")
        yield f"{folder}/{path.stem}", page, {(m["text"], m["label"]) for m in gold["mentions"]}
    for line in (ROOT / "corpora" / "labels" / "mentions.jsonl").read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        dated = f"发布时间：{item['published']}\n" if item["published"] else ""
        page = f"{item['title']}\n{dated}{item['body']}"
        yield f"labels/{item['id']}", page, {(m["text"], m["label"]) for m in item["mentions"]}


def examples() -> Iterator[Example]:
    """Yield every training text with its features."""
    recognize.relabel = keep  # type: ignore[assignment]
    yield from cases()
    yield from news()
    tokenizer = Tokenizer()
    for group, page, gold in training_texts():
        article = read_page(page, article_id=group)
        text = article.text
        recognize.recognize(article, tokenizer.tokens(text), find_home(article))
        mentions = SEEN["mentions"]
        ruled = {(text[m.start : m.end], m.label) for m in mentions}
        if not group.startswith(UNTUNED):
            mentions = worsened(text, mentions, random.Random(group))
        yield Example(
            group, text, rows(SEEN["scan"], mentions, local=SEEN["local"]), gold_states(text, gold), ruled, gold
        )


def cases() -> Iterator[Example]:
    """Yield the sentences of the tests, which the rules read as they should, CASES times."""
    tokenizer = Tokenizer()
    for number, case in enumerate(json.loads((ROOT / "tests" / "cases" / "mentions.json").read_text(encoding="utf-8"))):
        text = case["text"]
        article = Article(id="", origin="", title="", text=text, paragraphs=(Paragraph(0, len(text), "body"),))
        recognize.recognize(article, tokenizer.tokens(text), find_home(article))
        states = states_of(len(text), [(m.start, m.end, m.label) for m in SEEN["mentions"]])
        found = rows(SEEN["scan"], SEEN["mentions"], local=SEEN["local"])
        yield from [Example(f"cases/{number}", text, found, states, set(), set())] * CASES


def news() -> Iterator[Example]:
    """Yield newspaper texts with their features."""
    tokenizer = Tokenizer()
    for number, (text, names, places) in enumerate(islice(newspaper(), 0, None, NEWS)):
        article = Article(id="", origin="", title="", text=text, paragraphs=(Paragraph(0, len(text), "body"),))
        recognize.recognize(article, tokenizer.tokens(text), None)
        mentions = SEEN["mentions"]
        names_first = [(*span, "PERSON") for span in names]
        others = {(m.start, m.end, m.label) for m in mentions if m.label in {"POST", "ORG"} or m.rule in KNOWN_PLACES}
        others |= {(*span, "PLACE") for span in places}
        by_length = sorted(others, key=lambda span: (span[0] - span[1], span))
        states = states_of(len(text), [*sorted(names_first), *by_length])
        yield Example(f"news/{number}", text, rows(SEEN["scan"], mentions, local=SEEN["local"]), states, set(), set())


def draw_fate(missed: float, rng: random.Random) -> str:
    """Draw what becomes of a name that the rules would miss that often: gone, shorter, longer or nothing."""
    if not missed:
        return ""
    chance = rng.random() / missed
    if chance < 1.0:
        return "gone"
    if chance < 1.0 + CUT / 2:
        return "shorter"
    return "longer" if chance < 1.0 + CUT else ""


def worsened(text: str, mentions: list[Mention], rng: random.Random) -> list[Mention]:
    """Return the mentions without some names and with other edges for some, wherever they stand in the text."""
    fate: dict[str, str] = {}
    left: list[Mention] = []
    for mention in mentions:
        name = text[mention.start : mention.end]
        if name not in fate:
            fate[name] = draw_fate(MISSED.get(mention.label, 0.0), rng)
        if fate[name] == "gone":
            continue
        start = mention.start
        if fate[name] == "shorter" and len(name) > 3:
            start += 1 if len(name) < 5 else 2
        elif fate[name] == "longer" and start and (not left or left[-1].end < start):
            start -= 1
        left.append(mention._replace(start=start))
    return left


def gold_states(text: str, gold: set[tuple[str, str]]) -> list[str]:
    """Return the state of each character: every occurrence counts, the longest span wins."""
    by_length = sorted(gold, key=lambda item: (-len(item[0]), item))
    return states_of(
        len(text),
        ((*found.span(), label) for string, label in by_length for found in re.finditer(re.escape(string), text)),
    )


def states_of(n_chars: int, spans_by_rank: Iterable[tuple[int, int, str]]) -> list[str]:
    """Return the state of each character; of spans that overlap the first wins, whatever its label."""
    states, taken = ["O"] * n_chars, bytearray(n_chars)
    for start, end, label in spans_by_rank:
        if 1 in taken[start:end]:
            continue
        taken[start:end] = b"\x01" * (end - start)
        if label in LABELS:
            states[start:end] = [f"B-{label}", *[f"I-{label}"] * (end - start - 1)]
    return states


def sentences(example: Example) -> Iterator[Sentence]:
    """Yield the sentences of a text, long ones in parts that end at a mark."""
    states = np.array([STATES.index(state) for state in example.states], dtype=np.int8)
    for found in SENTENCE.finditer(example.text):
        start, end = found.span()
        while start < end:
            stop = end
            if end - start > LONGEST:
                mark = max(example.text.rfind(mark, start + 20, start + LONGEST) for mark in "，；、 ：:,")
                stop = mark + 1 if mark > 0 else start + LONGEST
            if stop - start > 1 and not example.states[start].startswith("I"):
                yield Sentence(example.rows[:, start:stop], states[start:stop])
            start = stop


def learn(texts: Iterable[Example]) -> Labeller:
    """Return the labeller that the texts teach."""
    valid = np.ones((len(STATES), len(STATES)), dtype=bool)
    for at, state in enumerate(STATES):
        if state.startswith("I"):
            valid[[i for i in range(len(STATES)) if i not in {at, at - 1}], at] = False
    weights, moves = fit([s for text in texts for s in sentences(text)], 1 << BITS, valid, FROM_RULES, SETTINGS)
    return Labeller(weights.astype(np.float16).astype(np.float32), np.where(valid, moves, NEVER))


def found_by(model: Labeller, example: Example) -> set[tuple[str, str]]:
    """Return the mentions that a labeller finds, as (text, label)."""
    return {(example.text[start:end], label) for start, end, label in spans(model.states(example.rows).tolist())}


def report(texts: list[Example]) -> None:
    """Print figures over pages that neither the weights were fitted on nor the rules tuned."""
    counts: dict[str, Counter[str]] = {label: Counter() for label in LABELS}
    measured = [e for e in texts if e.group.startswith("train/")]
    hands = {e.group: (int(e.group[-3:]) - 1) // BY_ONE_HAND % 2 for e in measured}
    for part in range(2):
        model = learn(e for e in texts if hands.get(e.group) != part)
        for example in (e for e in measured if hands[e.group] == part):
            for who, found in (("rules", example.ruled), ("chain", found_by(model, example))):
                for label in LABELS:
                    right, mine = ({m for m in items if m[1] == label} for items in (example.gold, found))
                    counts[label].update({f"{who} right": len(right & mine), f"{who} all": len(mine)})
                    counts[label]["gold"] += len(right) * (who == "rules")
    for label, count in counts.items():
        shown = (
            f"{who} {2 * count[f'{who} right'] / (count[f'{who} all'] + count['gold']):.3f}"
            for who in ("rules", "chain")
        )
        print(f"{label:7} {' '.join(shown)} of {count['gold']}")


def main() -> None:
    """Fit and write, or report."""
    texts = list(examples())
    if "--report" in sys.argv:
        report(texts)
        return
    model = learn(texts)
    used = np.flatnonzero(np.abs(model.weights).max(axis=1) > 0)
    path = ROOT / "src" / "wenming_nlp" / "resources" / "labeller.npz"
    half = model.weights[used].astype(np.float16)
    np.savez_compressed(path, rows=used.astype(np.int32), weights=half, moves=model.moves.astype(np.float32))
    characters = sum(len(e.text) for e in texts)
    print(f"{len(texts)} texts, {characters} characters, {len(used)} rows, {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
