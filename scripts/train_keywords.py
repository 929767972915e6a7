"""Train resources/keywords.json: what makes a librarian file an article under a term.

    python scripts/train_keywords.py [--check]

Prints the F1 at 10 by ten-fold cross-validation over pages, then fits on all training pages and writes the model;
run update_manifest.py afterwards.
With --check it writes nothing and scores the packaged model on the pages that are kept for testing.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from sample_pages import sample_pages
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from wenming_nlp.terms import keywords
from wenming_nlp.terms.candidates import Candidates, count_candidates
from wenming_nlp.terms.evidence import FEATURES
from wenming_nlp.terms.frequencies import DocumentFrequencies
from wenming_nlp.terms.keywords import Ranker, evidence

if TYPE_CHECKING:
    from collections.abc import Iterable

TARGET = Path(__file__).parent.parent / "src" / "wenming_nlp" / "resources" / "keywords.json"
FOLDS = 10
PENALTY = 0.05
Labelled = tuple[Candidates, set[str]]


def load(*, held_out: bool) -> list[Labelled]:
    """Return each page's candidates and gold keywords."""
    return [
        (count_candidates(page.article, page.tokens, page.mentions), set(page.gold["keywords"]))
        for page in sample_pages(held_out=held_out)
    ]


def fit(pages: Iterable[Labelled]) -> Ranker:
    """Fit the model; standardisation is folded into the coefficients."""
    plain = DocumentFrequencies()
    chosen = list(pages)
    rows = np.vstack([evidence(candidates, plain) for candidates, _ in chosen])
    labels = [term in gold for candidates, gold in chosen for term in candidates.terms[: len(candidates.features)]]
    scaler = StandardScaler().fit(rows)
    # A feature that hardly varies must not get a huge coefficient on the original scale.
    scale = np.where(scaler.scale_ < 0.05, 0.05, scaler.scale_)
    model = LogisticRegression(C=PENALTY, max_iter=5000).fit((rows - scaler.mean_) / scale, labels)
    coefficients = model.coef_[0] / scale
    return Ranker(coefficients, float(model.intercept_[0] - coefficients @ scaler.mean_))


def f1(pages: Iterable[Labelled], ranker: Ranker) -> tuple[int, int, int]:
    """Return hits, found and gold of the ten best terms."""
    keywords.load_ranker = lambda: ranker
    hit = found = wanted = 0
    for candidates, gold in pages:
        terms = {row.term for row in keywords.rank_keywords(candidates)}
        hit, found, wanted = hit + len(terms & gold), found + len(terms), wanted + len(gold)
    return hit, found, wanted


def main() -> None:
    """Validate, train, write."""
    if "--check" in sys.argv:
        hit, found, wanted = f1(load(held_out=True), keywords.load_ranker())
        print(f"held-out pages: F1 at 10 {2 * hit / (found + wanted):.3f}")
        return
    pages = load(held_out=False)
    order = np.random.default_rng(0).permutation(len(pages))
    tallies = []
    for fold in range(FOLDS):
        test = set(order[fold::FOLDS].tolist())
        ranker = fit(page for i, page in enumerate(pages) if i not in test)
        tallies.append(f1([page for i, page in enumerate(pages) if i in test], ranker))
    hit, found, wanted = np.sum(tallies, axis=0)
    print(f"{len(pages)} pages, {FOLDS}-fold: F1 at 10 {2 * hit / (found + wanted):.3f}")
    ranker = fit(pages)
    model = {
        "features": list(FEATURES),
        "intercept": round(ranker.intercept, 4),
        "coefficients": [round(float(value), 4) for value in ranker.coefficients],
    }
    TARGET.write_text(json.dumps(model, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
