"""Train resources/topics.json and resources/kinds.json on labelled pages.

    python scripts/train_topics.py [--check]

Pages of corpora/sample that are not kept for testing, and the short texts of corpora/labels. Prints accuracy by
ten-fold cross-validation over the pages (short texts are always in training), then fits on everything and writes the
models; run update_manifest.py afterwards. With --check it writes nothing and scores the packaged models on the pages
that are kept for testing.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from sample_pages import LABELS, sample_pages
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from wenming_nlp.article import Article, Paragraph
from wenming_nlp.schema import KIND, TOPIC
from wenming_nlp.terms.headings import profile
from wenming_nlp.text.segment import Tokenizer
from wenming_nlp.topics import classify, kind
from wenming_nlp.topics.linear import LinearModel, load_model

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from wenming_nlp.text.tokens import Tokens

RESOURCES = Path(__file__).parent.parent / "src" / "wenming_nlp" / "resources"
FOLDS = 10
# A short text says less than a page.
SHORT_WEIGHT = 0.5


class Row(NamedTuple):
    """A labelled text as the models see it."""

    topic: str
    also: tuple[str, ...]
    kind: str
    topic_row: list[float]
    kind_row: list[float]
    short: bool


def describe(article: Article, tokens: Tokens, gold: dict[str, Any], *, short: bool) -> Row:
    """Return a text's rows of features."""
    counted = profile(article, tokens)
    topic_row, kind_row = classify.topic_features(counted), kind.kind_features(article, counted)
    return Row(gold["topic"], tuple(gold.get("also", ())), gold["kind"], topic_row, kind_row, short)


def short_texts() -> list[Row]:
    """Return the short texts."""
    tokenizer = Tokenizer()
    rows = []
    for line in (LABELS / "short.jsonl").read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        blocks = [entry["title"], *entry["body"].split("\n")]
        spans, start = [], 0
        for number, block in enumerate(blocks):
            spans.append(Paragraph(start, start + len(block), "body" if number else "title"))
            start += len(block) + 1
        text = "\n".join(blocks)
        article = Article(entry["id"], "", entry["title"], text, tuple(spans), channel=entry["channel"])
        rows.append(describe(article, tokenizer.tokens(text), entry, short=True))
    return rows


def fit(
    rows: Sequence[Row],
    features: tuple[str, ...],
    labels: tuple[str, ...],
    target: str,
    penalty: float,
    *,
    balance: str | None = None,
    sure: Sequence[str] = (),
) -> LinearModel:
    """Fit one model; standardisation is folded into the coefficients, those of the `sure` features are shrunk less."""
    matrix = np.array([getattr(row, f"{target}_row") for row in rows])
    scaler = StandardScaler().fit(matrix)
    scale = np.where(scaler.scale_ < 0.05, 0.05, scaler.scale_)
    scale[[features.index(name) for name in sure]] /= SURE_BOOST
    weights = [SHORT_WEIGHT if row.short else 1.0 for row in rows]
    model = LogisticRegression(C=penalty, class_weight=balance, max_iter=5000)
    model.fit((matrix - scaler.mean_) / scale, [getattr(row, target) for row in rows], sample_weight=weights)
    order = [list(model.classes_).index(label) for label in labels]
    coefficients = (model.coef_[order] / scale).T
    return LinearModel(labels, features, coefficients, model.intercept_[order] - scaler.mean_ @ coefficients)


def fit_topic(rows: Sequence[Row]) -> LinearModel:
    """Fit the topic model."""
    return fit(rows, classify.FEATURES, TOPIC.values, "topic", TOPIC_PENALTY)


def fit_kind(rows: Sequence[Row]) -> LinearModel:
    """Fit the kind model."""
    return fit(rows, kind.FEATURES, KIND.values, "kind", KIND_PENALTY, balance="balanced", sure=("sectioned", "met"))


TOPIC_PENALTY = 0.3
KIND_PENALTY = 0.03
SURE_BOOST = 3.0


def best(model: LinearModel, row: list[float]) -> str:
    """Return the label of highest probability."""
    scores = model.probabilities(row)
    return max(scores, key=scores.__getitem__)


def score(rows: Sequence[Row], topic_model: LinearModel, kind_model: LinearModel) -> list[tuple[bool, bool, bool]]:
    """Return for each text whether topic, topic or a further one, and kind are right."""
    hits = []
    for row in rows:
        topic = best(topic_model, row.topic_row)
        hits.append((topic == row.topic, topic in (row.topic, *row.also), best(kind_model, row.kind_row) == row.kind))
    return hits


def show(name: str, hits: list[tuple[bool, bool, bool]]) -> None:
    """Print a line of figures."""
    topic, lenient, kinds = np.mean(hits, axis=0)
    print(f"{name} ({len(hits)} pages): topic {topic:.3f}  lenient {lenient:.3f}  kind {kinds:.3f}")


def main() -> None:
    """Validate, train, write."""
    held_out = "--check" in sys.argv
    pages = [describe(p.article, p.tokens, p.gold, short=False) for p in sample_pages(held_out=held_out)]
    if held_out:
        packaged = load_model("topics.json", classify.FEATURES), load_model("kinds.json", kind.FEATURES)
        show("held-out", score(pages, *packaged))
        return
    short = short_texts()
    show("from short texts alone", score(pages, fit_topic(short), fit_kind(short)))
    order = np.random.default_rng(0).permutation(len(pages))
    hits = []
    for fold in range(FOLDS):
        test = set(order[fold::FOLDS].tolist())
        rows = [row for i, row in enumerate(pages) if i not in test] + short
        hits += score([pages[i] for i in sorted(test)], fit_topic(rows), fit_kind(rows))
    show(f"{FOLDS}-fold", hits)
    writers: dict[str, Callable[[Sequence[Row]], LinearModel]] = {"topics.json": fit_topic, "kinds.json": fit_kind}
    for name, train in writers.items():
        (RESOURCES / name).write_text(train([*pages, *short]).to_json(), encoding="utf-8")


if __name__ == "__main__":
    main()
