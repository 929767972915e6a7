"""Recognition and records beside the segmentation alone, in one run: time a page, and how many times as long.

python benchmarks/speed.py                      the pages of corpora/sample, check and more
python benchmarks/speed.py SOURCE --limit 1500  the first articles of whatever `wenming_nlp.read` takes

Each article is segmented, then everything is recognised in it and put into rows, then comes the next article, so
that both meet the same caches; processor time is counted, not what other programs take meanwhile. What is loaded at
first use is loaded before. Printed are the median of the rounds, each over all articles, and the lowest and highest ratio.
"""

from __future__ import annotations

import argparse
import sys
from itertools import islice
from pathlib import Path
from statistics import median
from time import process_time
from typing import TYPE_CHECKING, Final, NamedTuple

import wenming_nlp as wm
from wenming_nlp.article import Article
from wenming_nlp.entities import recognize as recognize_module
from wenming_nlp.entities.recognize import recognize
from wenming_nlp.records.contexts import sentence_contexts
from wenming_nlp.records.departments import build_departments
from wenming_nlp.records.directives import find_directives
from wenming_nlp.records.events import build_events
from wenming_nlp.records.home import find_home
from wenming_nlp.records.officials import build_officials
from wenming_nlp.records.places import build_places
from wenming_nlp.run.sources import load
from wenming_nlp.text.segment import Tokenizer
from wenming_nlp.text.sentences import split_sentences

if TYPE_CHECKING:
    from wenming_nlp.text.sentences import Sentence
    from wenming_nlp.text.tokens import Tokens

CORPORA: Final = Path(__file__).parents[1] / "corpora"
FOLDERS: Final = ("sample", "check", "more")


class Round(NamedTuple):
    """Seconds that all articles took."""

    segmentation: float
    recognition: float
    records: float

    @property
    def ratio(self) -> float:
        """How many times as long as the segmentation recognition and records took together."""
        return (self.recognition + self.records) / self.segmentation


def articles_of(sources: list[str], limit: int | None) -> list[Article]:
    """Return the articles that can be read, at most `limit` of each source."""
    found = []
    for source in sources:
        loaded = (load(item) for item in wm.read(source).items())
        found += list(islice((article for article in loaded if isinstance(article, Article)), limit))
    return found


def time_round(articles: list[Article], sentences: list[list[Sentence]], tokenizer: Tokenizer) -> Round:
    """Return what one round over all articles takes."""
    spent = [0.0, 0.0, 0.0]
    for article, cut in zip(articles, sentences, strict=True):
        begin = process_time()
        tokens = tokenizer.tokens(article.text)
        middle = process_time()
        spent[0] += middle - begin
        recognition, records = time_article(article, cut, tokens)
        spent[1] += recognition
        spent[2] += records
    return Round(*spent)


def time_article(article: Article, sentences: list[Sentence], tokens: Tokens) -> tuple[float, float]:
    """Return the seconds that recognition and records take in one article."""
    begin = process_time()
    home = find_home(article)
    found = process_time()
    mentions = recognize(article, tokens, home)
    recognised = process_time()
    contexts = sentence_contexts(article.text, sentences, mentions, home)
    officials = build_officials(article, sentences, mentions, home, contexts=contexts)
    build_departments(article, sentences, mentions, home, contexts=contexts)
    build_places(article, mentions, home)
    build_events(article, sentences, mentions, officials, home, contexts=contexts)
    find_directives(article, sentences, mentions)
    end = process_time()
    return recognised - found, end - recognised + found - begin


def main() -> int:
    """Print the times and the ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", nargs="*", default=[str(CORPORA / folder) for folder in FOLDERS])
    parser.add_argument("--limit", type=int, help="articles of each source, by default all")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    articles = articles_of(options.sources, options.limit)
    if not articles:
        print("expected articles, found none", file=sys.stderr)
        return 2
    sentences = [split_sentences(article.text, article.paragraphs) for article in articles]
    tokenizer = Tokenizer()
    time_round(articles, sentences, tokenizer)  # what is loaded at first use is not counted
    rounds = [time_round(articles, sentences, tokenizer) for _ in range(options.rounds)]
    chars = sum(len(article.text) for article in articles) / len(articles)
    kind = "plain Python" if str(recognize_module.__file__).endswith(".py") else "compiled"
    print(
        f"{kind}: {len(articles)} articles of {chars:.0f} characters each; median of {len(rounds)} rounds, ms an article"
    )
    for name in Round._fields:
        print(f"{name:14}{median(getattr(r, name) for r in rounds) / len(articles) * 1000:8.3f}")
    ratios = sorted(r.ratio for r in rounds)
    print(
        f"recognition and records take {median(ratios):.1f} times as long as segmentation ({ratios[0]:.1f} to {ratios[-1]:.1f})"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
