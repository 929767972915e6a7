"""Fit resources/name_ranker.json: the weights of the linear ranker of person names.

    python scripts/train_names.py [--report]

Data: the sample pages with gold whose number is not divisible by three, and the pages of corpora/check and
corpora/more (all written for this project, MIT). Positives are the gold PERSON mentions where they stand, negatives all other readings that
`entities.ranker.candidates` yields outside what earlier recognisers take. --report prints the
cross-validated precision and recall (folds by article) and writes nothing.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import precision_recall_fscore_support
from sklearn.model_selection import GroupKFold, cross_val_predict

from wenming_nlp.entities import recognize
from wenming_nlp.entities.people import PeopleFinder
from wenming_nlp.entities.ranker import candidates, features
from wenming_nlp.page import read_page
from wenming_nlp.records.home import find_home
from wenming_nlp.text.segment import Tokenizer

if TYPE_CHECKING:
    from wenming_nlp.entities.mentions import Mention

ROOT = Path(__file__).parent.parent
STRENGTH = 0.3


class _Collector(PeopleFinder):
    """Keeps the state of the finder that `recognize` makes."""

    last: PeopleFinder

    def find(self) -> list[Mention]:
        _Collector.last = self
        return super().find()


def training_pages() -> list[Path]:
    """Return the gold files that may be trained on: every third sample page is kept for measuring."""
    sample = [p for p in (ROOT / "corpora" / "sample").glob("d*.json") if int(p.stem[1:]) % 3]
    return sorted(sample) + [
        p for folder in ("check", "more") for p in sorted((ROOT / "corpora" / folder).glob("*.json"))
    ]


def examples() -> tuple[list[dict[str, float]], list[int], list[int]]:
    """Return features, whether the candidate is a name, and the article it comes from."""
    rows, labels, groups = [], [], []
    recognize.PeopleFinder = _Collector  # type: ignore[misc]
    tokenizer = Tokenizer()
    for number, path in enumerate(training_pages()):
        gold = json.loads(path.read_text(encoding="utf-8"))
        article = read_page(path.with_suffix(".txt").read_text(encoding="utf-8"), article_id=path.stem)
        names = {m["text"] for m in gold["mentions"] if m["label"] == "PERSON" and len(m["text"]) > 1}
        others = {m["text"] for m in gold["mentions"] if m["label"] != "PERSON"}
        recognize.recognize(article, tokenizer.tokens(article.text), find_home(article))
        finder = _Collector.last
        # What the grammar finds, here or elsewhere in the article, is not left open.
        sure = {article.text[m.start : m.end] for m in finder.anchored}
        taken = {at for m in finder.anchored for at in range(m.start, m.end)}
        for at in finder.scan.order:
            for candidate in candidates(finder.scan, finder.names, at):
                if not finder.cover.free(candidate.start, candidate.end):
                    continue
                text = article.text[candidate.start : candidate.end]
                if text in others or text in sure or not taken.isdisjoint(range(candidate.start, candidate.end)):
                    continue
                rows.append(features(finder.scan, finder.context, candidate))
                labels.append(int(text in names))
                groups.append(number)
    return rows, labels, groups


def main() -> None:
    """Fit and write, or report."""
    rows, labels, groups = examples()
    vectorizer = DictVectorizer(sparse=False)
    matrix, truth = vectorizer.fit_transform(rows), np.array(labels)
    model = LogisticRegression(C=STRENGTH, max_iter=2000)
    if "--report" in sys.argv:
        chance = cross_val_predict(model, matrix, truth, groups=groups, cv=GroupKFold(10), method="predict_proba")[:, 1]
        print(f"{len(rows)} candidates, {sum(labels)} names")
        for threshold in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
            p, r, f, _ = precision_recall_fscore_support(truth, chance > threshold, average="binary")
            print(f"{threshold}: p {p:.3f} r {r:.3f} f1 {f:.3f}")
        return
    model.fit(matrix, truth)
    weights = {n: round(float(w), 4) for n, w in zip(vectorizer.get_feature_names_out(), model.coef_[0], strict=True)}
    weights["bias"] = round(float(model.intercept_[0]), 4)
    card = {
        "what": "logistic regression: is this string, here, a person's name?",
        "data": "corpora/sample pages whose number is not divisible by three, corpora/check, corpora/more (MIT, written for this project)",
        "examples": len(rows),
        "names": sum(labels),
        "weights": weights,
    }
    path = ROOT / "src" / "wenming_nlp" / "resources" / "name_ranker.json"
    path.write_text(json.dumps(card, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
