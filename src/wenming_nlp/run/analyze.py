"""Articles to tables, in memory. `run.batch` does the same to an output folder, over processes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from wenming_nlp.errors import ConfigError, InputError, MissingExtraError, ResourceError
from wenming_nlp.run.analysis import Analysis
from wenming_nlp.run.columns import failures_table, tables_of
from wenming_nlp.run.config import AnalysisConfig
from wenming_nlp.run.extract import Extract, Where, extract, tokenizer_of
from wenming_nlp.run.keywords import candidates_table, count_terms, frequencies_of, merge_counts, rank
from wenming_nlp.run.sources import Failure, in_chunks, load, read
from wenming_nlp.run.stored import frame_of, joined_frame
from wenming_nlp.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import pandas as pd
    import pyarrow as pa

    from wenming_nlp.article import Article
    from wenming_nlp.page import SiteRules

__all__ = ["analyze", "analyze_text", "configure", "extract_all", "rules_of"]

_CHUNK: Final = 500


def configure(config: AnalysisConfig | None, settings: dict[str, Any]) -> AnalysisConfig:
    """Return the configuration of a call, and make sure that its word lists can be read.

    Raises
    ------
    ConfigError
        If both a configuration and settings are given, or a setting is wrong.
    LexiconError
        If a word list is.
    """
    if config is not None and settings:
        raise ConfigError(f"expected a configuration or settings, got both: config and {', '.join(settings)}")
    if config is not None and not isinstance(config, AnalysisConfig):
        raise ConfigError(f"config: expected an AnalysisConfig, got {type(config).__name__}")
    config = config or AnalysisConfig.from_mapping(settings)
    tokenizer_of(config)
    rules_of(config)
    return config


def rules_of(config: AnalysisConfig) -> SiteRules | None:
    """Return the rules for single sites that a configuration names.

    Raises
    ------
    ConfigError
        If a rule is wrong.
    """
    if config.site_rules is None:
        return None
    from wenming_nlp.page import load_rules  # noqa: PLC0415  (parsers are loaded when a page is read)

    return load_rules(config.site_rules)


def extract_all(articles: Iterable[Article | Failure], config: AnalysisConfig) -> tuple[list[Extract], list[Failure]]:
    """Take each article through all stages; one that fails becomes a failure and nothing else.

    Returns
    -------
    extracts, failures : list
        In the order of the input.

    Raises
    ------
    ResourceError, MissingExtraError
        If the installation is at fault: no article would go through.
    """
    extracts, failures = [], []
    where = Where()
    for article in articles:
        if isinstance(article, Failure):
            failures.append(article)
            continue
        try:
            extracts.append(extract(article, config, where))
        except (ResourceError, MissingExtraError):
            raise  # the installation is at fault, not the article
        except Exception as error:  # noqa: BLE001  (whatever a page does, the others are analysed)
            failures.append(Failure.of(article.origin, where.stage, error))
    return extracts, failures


def analyze(
    articles: Iterable[Any] | str | Path | pd.DataFrame, config: AnalysisConfig | None = None, **settings: Any
) -> Analysis:
    """Analyse articles in memory.

    Parameters
    ----------
    articles : iterable
        What `read` returns or takes: a path, a frame, texts, records, `Article` values. What cannot be read or
        analysed becomes a row of ``failures``.
    config : AnalysisConfig, optional
    **settings
        Fields of `AnalysisConfig`, instead of one.

    Returns
    -------
    Analysis
        The same tables whatever the order of the articles.

    Raises
    ------
    InputError
        If the source cannot be opened.
    ConfigError
        If a setting is unknown or wrong.

    See Also
    --------
    wenming_nlp.run.batch.analyze_to : for more than fits into memory.

    Examples
    --------
    >>> analysis = analyze([{"id": "a", "标题": "区委召开创文工作会议", "正文": "区委书记李明出席会议。"}], hmm=True)
    >>> analysis.articles.loc[0, "article_id"], len(analysis.failures)
    ('a', 0)
    """
    config = configure(config, settings)
    rules = rules_of(config)
    pieces: dict[str, list[pa.Table]] = {name: [] for name in config.tables if name != "failures"}
    candidates, counts = [], []
    failures: list[Failure] = []
    n_articles = 0
    for chunk in in_chunks((load(item, rules) for item in read(articles).items()), _CHUNK):
        extracts, failed = extract_all(chunk, config)
        failures += failed
        n_articles += len(extracts)
        for name, table in tables_of(extracts, (), [name for name in pieces if name != "keywords"]).items():
            pieces[name].append(table)
        if "keywords" in pieces:
            candidates.append(candidates_table(extracts, config))
            counts.append(count_terms(extracts))
    if "keywords" in pieces:
        frequencies = frequencies_of(merge_counts(counts))
        for table in candidates:
            ranked, failed = rank(table, frequencies, config)
            pieces["keywords"].append(ranked)
            failures += failed
    frames = {name: joined_frame(TABLES[name], tables) for name, tables in pieces.items()}
    frames["failures"] = frame_of(TABLES["failures"], failures_table(failures))
    return Analysis({name: frames[name] for name in config.tables}, config, n_articles)


def analyze_text(text: str | bytes, config: AnalysisConfig | None = None, **settings: Any) -> Analysis:
    r"""Analyse one page as it was copied off a site, or its HTML.

    Parameters
    ----------
    text : str or bytes
    config : AnalysisConfig, optional
    **settings
        Fields of `AnalysisConfig`, instead of one.

    Returns
    -------
    Analysis
        Its article has the id ``text``.

    Raises
    ------
    PageError
        If the page holds no text. Unlike `analyze`, this raises whatever goes wrong.

    Examples
    --------
    >>> one = analyze_text("区委召开创文工作会议\n4月19日，区委书记李明出席会议并讲话。")
    >>> one.officials[["name", "post"]].values.tolist()
    [['李明', '书记']]
    """
    from wenming_nlp.page import read_page  # noqa: PLC0415  (parsers are loaded when a page is read)

    config = configure(config, settings)
    if not isinstance(text, str | bytes):
        raise InputError(f"text: expected the text or the HTML of a page, got {type(text).__name__}")
    found = [extract(read_page(text, article_id="text", origin="text", rules=rules_of(config)), config)]
    tables = tables_of(found, (), config.tables)
    if "keywords" in config.tables:
        frequencies = frequencies_of(merge_counts([count_terms(found)]))
        tables["keywords"], _ = rank(candidates_table(found, config), frequencies, config, strict=True)
    return Analysis({name: frame_of(TABLES[name], tables[name]) for name in config.tables}, config, 1)
