r"""Chinese campaign news as tables: officials, departments, places, meetings, keywords, topics.

>>> import wenming_nlp as wm
>>> one = wm.analyze_text("播州区召开创建全国文明城市推进会\n4月19日，区委副书记、区长肖光强出席会议并讲话。")
>>> list(one.officials["name"].unique())
['肖光强']

Names are imported from their modules when they are first used, so ``import wenming_nlp`` itself costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from wenming_nlp.article import Article as Article
    from wenming_nlp.article import Entity as Entity
    from wenming_nlp.article import Home as Home
    from wenming_nlp.article import Paragraph as Paragraph
    from wenming_nlp.errors import ConfigError as ConfigError
    from wenming_nlp.errors import InputError as InputError
    from wenming_nlp.errors import LexiconError as LexiconError
    from wenming_nlp.errors import MissingExtraError as MissingExtraError
    from wenming_nlp.errors import PageError as PageError
    from wenming_nlp.errors import ResourceError as ResourceError
    from wenming_nlp.errors import SchemaError as SchemaError
    from wenming_nlp.errors import WenmingError as WenmingError
    from wenming_nlp.page import inspect as inspect
    from wenming_nlp.page import read_page as read_page
    from wenming_nlp.report import report as report
    from wenming_nlp.run.analysis import Analysis as Analysis
    from wenming_nlp.run.analysis import open_analysis as open  # noqa: A004, F401  (the short name)
    from wenming_nlp.run.analysis import open_analysis as open_analysis
    from wenming_nlp.run.analyze import analyze as analyze
    from wenming_nlp.run.analyze import analyze_text as analyze_text
    from wenming_nlp.run.batch import analyze_to as analyze_to
    from wenming_nlp.run.config import AnalysisConfig as AnalysisConfig
    from wenming_nlp.run.duplicates import duplicates as duplicates
    from wenming_nlp.run.duplicates import without_duplicates as without_duplicates
    from wenming_nlp.run.evaluate import evaluate as evaluate
    from wenming_nlp.run.joined import join_pages as join_pages
    from wenming_nlp.run.sources import read as read
    from wenming_nlp.terms.adoption import adoption as adoption
    from wenming_nlp.terms.codebook import Codebook as Codebook
    from wenming_nlp.terms.coding import code_articles as code_articles
    from wenming_nlp.terms.coding import count_codings as count_codings
    from wenming_nlp.terms.collocates import collocates as collocates
    from wenming_nlp.terms.concordance import concordance as concordance
    from wenming_nlp.terms.concordance import mentions_of_official as mentions_of_official
    from wenming_nlp.terms.cooccurrence import cooccurrence as cooccurrence
    from wenming_nlp.terms.counts import build_terms as build_terms
    from wenming_nlp.terms.demands import frequent_demands as frequent_demands
    from wenming_nlp.terms.dispersion import measure_dispersion as measure_dispersion
    from wenming_nlp.terms.formulas import formula_pairs as formula_pairs
    from wenming_nlp.terms.keyness import keyness as keyness
    from wenming_nlp.terms.ngrams import count_ngrams as count_ngrams
    from wenming_nlp.terms.phrases import find_phrases as find_phrases
    from wenming_nlp.terms.reuse import reuse as reuse
    from wenming_nlp.terms.trends import trends as trends
    from wenming_nlp.text.segment import Tokenizer as Tokenizer

__version__: Final = "0.1.0"

_HOMES: Final = {
    "Analysis": "run.analysis",
    "AnalysisConfig": "run.config",
    "Article": "article",
    "Codebook": "terms.codebook",
    "ConfigError": "errors",
    "Entity": "article",
    "Home": "article",
    "InputError": "errors",
    "LexiconError": "errors",
    "MissingExtraError": "errors",
    "PageError": "errors",
    "Paragraph": "article",
    "ResourceError": "errors",
    "SchemaError": "errors",
    "Tokenizer": "text.segment",
    "WenmingError": "errors",
    "adoption": "terms.adoption",
    "analyze": "run.analyze",
    "analyze_text": "run.analyze",
    "analyze_to": "run.batch",
    "build_terms": "terms.counts",
    "code_articles": "terms.coding",
    "collocates": "terms.collocates",
    "concordance": "terms.concordance",
    "cooccurrence": "terms.cooccurrence",
    "count_codings": "terms.coding",
    "count_ngrams": "terms.ngrams",
    "duplicates": "run.duplicates",
    "evaluate": "run.evaluate",
    "find_phrases": "terms.phrases",
    "formula_pairs": "terms.formulas",
    "frequent_demands": "terms.demands",
    "inspect": "page",
    "join_pages": "run.joined",
    "keyness": "terms.keyness",
    "measure_dispersion": "terms.dispersion",
    "mentions_of_official": "terms.concordance",
    "open_analysis": "run.analysis",
    "read": "run.sources",
    "read_page": "page",
    "reuse": "terms.reuse",
    "trends": "terms.trends",
    "without_duplicates": "run.duplicates",
}

# Neither `open`, which is `open_analysis` under a shorter name, nor `report` stands here: a star import
# must not hide the built-in function, and `report` is the layer of that name, which can be called.
__all__ = [*_HOMES, "__version__"]  # noqa: PLE0604  (all are strings)


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used (PEP 562)."""
    if name == "open":
        value = getattr(import_module("wenming_nlp.run.analysis"), "open_analysis")  # noqa: B009
    elif name == "report":
        return import_module("wenming_nlp.report")
    elif name in _HOMES:
        value = getattr(import_module(f"wenming_nlp.{_HOMES[name]}"), name)
    else:
        raise AttributeError(f"module 'wenming_nlp' has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES, "open", "report"})
