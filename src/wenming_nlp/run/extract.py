"""One article through all stages: tokenised once, everything else from those tokens.

The result holds the article's part of each table as columns. Keywords are only counted here: how
rare a term is shows when all articles of the corpus have been counted.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from wenming_nlp.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from wenming_nlp.article import Article, Home
    from wenming_nlp.entities.custom import CustomLists
    from wenming_nlp.entities.mentions import Mention
    from wenming_nlp.run.config import AnalysisConfig
    from wenming_nlp.terms.candidates import Candidates
    from wenming_nlp.text.segment import Tokenizer
    from wenming_nlp.text.sentences import Sentence
    from wenming_nlp.text.tokens import Tokens

__all__ = ["Extract", "Where", "extract"]

#: Tables that ask for nothing but words.
_PLAIN: Final = frozenset({"paragraphs", "sentences", "tokens", "failures"})
_GRANULARITY: Final = {4: "year", 7: "month", 10: "day"}
# What stands between a document's title and its number.
_BETWEEN: Final = "》(（[【 "
_LONGEST_GAP: Final = 3

Row = tuple[Any, ...]


class Where:
    """Which stage an article is in, for the failure that may come.

    Attributes
    ----------
    stage : str
        One of `schema.STAGE`.
    """

    __slots__ = ("stage",)

    def __init__(self, stage: str = "text") -> None:
        self.stage = stage


@dataclass(slots=True)
class Extract:
    """What was found in one article.

    Attributes
    ----------
    article_id, origin : str
    columns : dict of str to sequence of sequences
        By table, the columns of its schema without ``article_id``, rows in the order of the key.
    candidates : Candidates or None
        For the keywords, where they are asked for.
    """

    article_id: str
    origin: str
    columns: dict[str, Sequence[Sequence[Any]]] = field(default_factory=dict)
    candidates: Candidates | None = None

    def put(self, table: str, rows: Iterable[Row]) -> None:
        """Store rows of a table, sorted by its key."""
        ordered = sorted(rows, key=_key_of(table))
        self.columns[table] = list(zip(*ordered, strict=True)) if ordered else []


def extract(article: Article, config: AnalysisConfig, where: Where | None = None) -> Extract:
    """Find everything in one article that the chosen tables ask for.

    Parameters
    ----------
    article : Article
    config : AnalysisConfig
    where : Where, optional
        Told of each stage that begins.

    Returns
    -------
    Extract
    """
    from wenming_nlp.text.sentences import split_sentences  # noqa: PLC0415

    where = where or Where()
    where.stage = "text"
    if config.simplify:
        article = _simplified(article)
    article.text.encode()  # a lone surrogate cannot be written to any file: say so here
    wanted = frozenset(config.tables)
    out = Extract(article.id, article.origin)
    tokens = tokenizer_of(config).tokens(article.text)
    sentences = split_sentences(article.text, article.paragraphs)
    out.columns["paragraphs"] = _columns((n, p.start, p.end, p.part) for n, p in enumerate(article.paragraphs))
    out.columns["sentences"] = _columns((n, s.paragraph_id, s.start, s.end) for n, s in enumerate(sentences))
    if "tokens" in wanted:
        out.columns["tokens"] = _token_columns(tokens, sentences)
    if not wanted <= _PLAIN:
        _find(article, tokens, sentences, config=config, where=where, out=out)
    out.columns = {name: columns for name, columns in out.columns.items() if name in wanted}
    return out


def _find(
    article: Article,
    tokens: Tokens,
    sentences: list[Sentence],
    *,
    config: AnalysisConfig,
    where: Where,
    out: Extract,
) -> None:
    """Fill the tables that need entities."""
    from wenming_nlp.entities.recognize import recognize  # noqa: PLC0415
    from wenming_nlp.records.contexts import sentence_contexts  # noqa: PLC0415
    from wenming_nlp.records.custom import own_departments, own_officials, own_places  # noqa: PLC0415
    from wenming_nlp.records.departments import build_departments  # noqa: PLC0415
    from wenming_nlp.records.directives import find_directives  # noqa: PLC0415
    from wenming_nlp.records.events import build_events  # noqa: PLC0415
    from wenming_nlp.records.home import find_home  # noqa: PLC0415
    from wenming_nlp.records.officials import build_officials  # noqa: PLC0415
    from wenming_nlp.records.places import build_places  # noqa: PLC0415
    from wenming_nlp.terms.candidates import count_candidates  # noqa: PLC0415
    from wenming_nlp.terms.headings import profile  # noqa: PLC0415
    from wenming_nlp.topics.classify import classify_topics  # noqa: PLC0415
    from wenming_nlp.topics.kind import classify_kind  # noqa: PLC0415

    where.stage = "entities"
    home = find_home(article)
    custom = custom_of(config)
    mentions = recognize(article, tokens, home, custom)
    where.stage = "records"
    contexts = sentence_contexts(article.text, sentences, mentions, home)
    officials = build_officials(article, sentences, mentions, home, contexts=contexts)
    departments = build_departments(article, sentences, mentions, home, contexts=contexts)
    places = build_places(article, mentions, home)
    if custom:
        officials = own_officials(officials, article, mentions, contexts, custom, home)
        departments = own_departments(departments, article, mentions, custom, home)
        places = own_places(places, custom)
    out.put("officials", officials)
    out.put("departments", departments)
    out.put("places", places)
    out.put("events", build_events(article, sentences, mentions, officials, home, contexts=contexts))
    out.put("directives", find_directives(article, sentences, mentions))
    out.put("dates", _dates(article.text, mentions))
    out.put("documents", _documents(article.text, mentions))
    out.put("slogans", _slogans(article.text, mentions))
    out.columns["entities"] = _columns(_entities(article.text, mentions, departments, places))
    where.stage = "terms"
    counted = profile(article, tokens)
    if "keywords" in config.tables:
        out.candidates = count_candidates(article, tokens, mentions, home=home, counted=counted)
    where.stage = "topics"
    scores = classify_topics(article, tokens, counted=counted)
    kind = classify_kind(article, tokens, counted=counted)
    out.put("topics", scores.items())
    out.put("articles", [_article_row(article, tokens, home=home, kind=kind, scores=scores, config=config)])


def _columns(rows: Iterable[Row]) -> list[tuple[Any, ...]]:
    return list(zip(*rows, strict=True))


@lru_cache(maxsize=8)
def tokenizer_of(config: AnalysisConfig) -> Tokenizer:
    """Return the tokenizer that a configuration asks for."""
    from wenming_nlp.text.segment import Tokenizer  # noqa: PLC0415

    engine: Any = config.engine
    words = [*config.words, *custom_of(config).words()]
    return Tokenizer(words, engine, hmm=config.hmm, dictionaries=config.dictionaries)


@lru_cache(maxsize=8)
def custom_of(config: AnalysisConfig) -> CustomLists:
    """Return the user's lists that a configuration names."""
    from wenming_nlp.entities.custom import read_custom  # noqa: PLC0415

    return read_custom(config.posts, config.organs, config.people, config.places)


def _simplified(article: Article) -> Article:
    """Return the article in simplified characters; every offset stays."""
    from wenming_nlp.text.traditional import to_simplified  # noqa: PLC0415

    told = {
        name: None if value is None else to_simplified(value)
        for name, value in (
            *(("title", article.title), ("text", article.text), ("source", article.source)),
            *(("author", article.author), ("editor", article.editor), ("channel", article.channel)),
        )
    }
    changes: dict[str, Any] = dict(told)
    return replace(article, **changes)


def _token_columns(tokens: Tokens, sentences: list[Sentence]) -> list[Sequence[Any]]:
    """Return the columns of the token table; a word belongs to the sentence in which it begins."""
    begins = [sentence.start for sentence in sentences]
    ids = [max(0, bisect_right(begins, start) - 1) for start in tokens.starts]
    return [range(len(tokens)), ids, tokens.starts, tokens.ends, tokens.words, tokens.pos]


def _entities(
    text: str, mentions: Sequence[Mention], departments: Iterable[Row], places: Iterable[Row]
) -> Iterable[Row]:
    """Yield the rows of the entity table: each mention with its canonical name."""
    organs = {row[0]: row[1] for row in departments}
    units = {row[0]: row for row in places}
    for number, mention in enumerate(mentions):
        words = text[mention.start : mention.end]
        name, code = words, mention.code
        if mention.label == "ORG":
            name = organs.get(words, words)
        elif mention.label == "PLACE" and words in units:
            _, adcode, full_name, *_ = units[words]
            name, code = full_name or words, adcode
        yield (number, mention.start, mention.end, words, mention.label, name, code, mention.score, mention.rule)


def _dates(text: str, mentions: Sequence[Mention]) -> list[Row]:
    """Return one row for each date as it is written; its first value that is known."""
    values: dict[str, str | None] = {}
    counts: Counter[str] = Counter()
    for mention in mentions:
        if mention.label == "DATE":
            words = text[mention.start : mention.end]
            counts[words] += 1
            values[words] = values.get(words) or mention.code
    return [(words, value, _GRANULARITY.get(len(value or "")), counts[words]) for words, value in values.items()]


def _documents(text: str, mentions: Sequence[Mention]) -> list[Row]:
    """Return one row for each cited document; a number right behind a title belongs to it."""
    numbers: dict[str, str] = {}
    counts: Counter[tuple[str | None, str | None]] = Counter()
    title_end, title = -_LONGEST_GAP - 1, ""
    for mention in mentions:
        if mention.label != "DOC":
            continue
        words = text[mention.start : mention.end]
        if not mention.code:
            title_end, title = mention.end, words
            counts[title, None] += 1
        elif text[title_end : mention.start].strip(_BETWEEN) == "" and 0 < mention.start - title_end <= _LONGEST_GAP:
            numbers.setdefault(title, mention.code)
        else:
            counts[None, mention.code] += 1
    rows: Counter[tuple[str | None, str | None]] = Counter()
    for (name, number), n in counts.items():
        rows[name, numbers.get(name) if name else number] += n
    return [(name, number, n) for (name, number), n in rows.items()]


def _slogans(text: str, mentions: Sequence[Mention]) -> list[Row]:
    """Return one row for each formula; its kind is that of the first mention."""
    kinds: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for mention in mentions:
        if mention.label == "SLOGAN":
            words = text[mention.start : mention.end]
            counts[words] += 1
            kinds.setdefault(words, mention.code or "quoted")
    return [(words, kind, counts[words]) for words, kind in kinds.items()]


def _article_row(
    article: Article,
    tokens: Tokens,
    *,
    home: Home | None,
    kind: str | None,
    scores: dict[str, float],
    config: AnalysisConfig,
) -> Row:
    """Return the article's row."""
    topic = max(scores, key=lambda name: scores[name]) if scores else None
    mood = None
    if config.tone:
        from wenming_nlp.topics.tone import tone  # noqa: PLC0415

        mood = tone(article.text)
    return (
        *(article.origin, article.title, article.published, article.source, article.author, article.editor),
        *(article.channel, home.name if home else None, home.adcode if home else None, kind, topic),
        *(scores[topic] if topic else None, mood, len(article.text), len(tokens), article.text),
    )


@lru_cache(maxsize=len(TABLES))
def _key_of(table: str) -> Callable[[Row], tuple[Any, ...]]:
    """Return the sort key of a table's rows within one article, as `Schema.conform` sorts them."""
    schema = TABLES[table]
    names = list(schema.columns)
    places = [names.index(name) - 1 for name in schema.key[1:]]
    orders = [{value: n for n, value in enumerate(schema.columns[name].values)} or None for name in schema.key[1:]]

    def key(row: Row) -> tuple[Any, ...]:
        cells = ((row[place], order) for place, order in zip(places, orders, strict=True))
        return tuple(
            (value is None, order[value] if order and value is not None else value if value is not None else 0)
            for value, order in cells
        )

    return key
