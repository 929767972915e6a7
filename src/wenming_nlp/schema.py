"""The tables: names, columns, order and dtypes of everything that comes out.

This is the only place where a dtype is named. A stage collects parallel columns and calls
`Schema.conform` once per chunk; a full table and an empty one have the same columns and dtypes.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
import pyarrow as pa

from wenming_nlp.errors import SchemaError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["CORPUS_TABLES", "TABLES", "Column", "Schema"]


@dataclass(frozen=True, slots=True)
class Column:
    """A logical column type: its pandas dtype, its Arrow type, and what stands where a value is missing.

    Attributes
    ----------
    name : str
        Logical name, as error messages show it.
    pandas, arrow : object
        The dtypes of a frame in memory and of a file.
    nullable : bool
        Whether a value may be missing.
    values : tuple of str
        The closed set of allowed values, empty for an open column.
    """

    name: str
    pandas: Any
    arrow: pa.DataType
    nullable: bool = False
    values: tuple[str, ...] = ()


# One string dtype for pandas 2.3 and 3.x: "str" of pandas 3 is this very dtype.
_STRING = pd.StringDtype("pyarrow", na_value=np.nan)
_STRINGS = pd.ArrowDtype(pa.list_(pa.string()))

TEXT: Final = Column("str", _STRING, pa.string())
TEXT_OR_NULL: Final = Column("str or null", _STRING, pa.string(), nullable=True)
OFFSET: Final = Column("offset", np.dtype("int32"), pa.int32())
COUNT: Final = Column("count", np.dtype("int32"), pa.int32())
COUNT_OR_NULL: Final = Column("count or null", pd.Int32Dtype(), pa.int32(), nullable=True)
SCORE: Final = Column("float", np.dtype("float64"), pa.float64())
SCORE_OR_NULL: Final = Column("float or null", np.dtype("float64"), pa.float64(), nullable=True)
FLAG: Final = Column("bool", np.dtype("bool"), pa.bool_())
DAY_OR_NULL: Final = Column("date or null", np.dtype("datetime64[ms]"), pa.timestamp("ms"), nullable=True)
STRINGS: Final = Column("list of str", _STRINGS, pa.list_(pa.string()))


def _closed(name: str, *values: str, nullable: bool = False) -> Column:
    """Return a column whose values come from a closed set, a categorical in pandas."""
    return Column(name, pd.CategoricalDtype(list(values)), pa.dictionary(pa.int8(), pa.string()), nullable, values)


PART: Final = _closed("part", "title", "body", "caption", "credit")
# The tags of jieba's dictionary (after ICTCLAS); "x" is punctuation and whatever has no tag.
POS: Final = _closed(
    "pos",
    *("a", "ad", "ag", "an", "b", "c", "d", "df", "dg", "e", "eng", "f", "g", "h", "i", "j", "k", "l", "m", "mg"),
    *("mq", "n", "ng", "nr", "nrfg", "nrt", "ns", "nt", "nz", "o", "p", "q", "r", "rg", "rr", "rz", "s", "t", "tg"),
    *("u", "ud", "ug", "uj", "ul", "uv", "uz", "v", "vd", "vg", "vi", "vn", "vq", "w", "x", "y", "yg", "z", "zg"),
)
LABEL: Final = _closed("label", "PERSON", "POST", "ORG", "PLACE", "DATE", "DOC", "EVENT", "SLOGAN", "QUANTITY")
LEVEL: Final = _closed("level", "国家", "省", "市", "县", "乡", "村", "单位", nullable=True)
SYSTEM: Final = _closed(
    "system",
    *("党委", "人大", "政府", "政协", "纪委监委", "法院", "检察院", "群团", "军队", "垂管", "事业", "企业", "其他"),
    nullable=True,
)
GRANULARITY: Final = _closed("granularity", "day", "month", "year", nullable=True)
KIND: Final = _closed("kind", "会议", "督查", "活动", "典型", "综述", "评论", "公告", nullable=True)
TOPIC: Final = _closed(
    "topic",
    *("city", "village", "unit", "volunteer", "practice", "model", "minors", "order", "traffic", "publicity"),
    *("integrity", "festival", "online", "manners", "livelihood"),
    nullable=True,
)
SLOGAN_KIND: Final = _closed("kind", "numbered", "quoted", "lexicon")
METHOD: Final = _closed("method", "default", "tfidf", "textrank")
STAGE: Final = _closed("stage", "read", "page", "text", "entities", "records", "terms", "topics", "write")
DUPLICATE: Final = _closed("kind", "same", "near")
TIE: Final = _closed("kind", "together", "chaired", "same_organ")
TEMPERATURE: Final = _closed("temperature", "沸", "烫", "热", "暖", "温", "冷", nullable=True)


@dataclass(frozen=True)
class Schema:
    """A table's name, columns in order, and key.

    Examples
    --------
    >>> PLACES.conform({"article_id": ["a"], "mention": ["播州"], "adcode": ["520304"],
    ...     "full_name": ["贵州省遵义市播州区"], "level": ["县"], "n": [2]})
      article_id mention  adcode  full_name level  n
    0          a      播州  520304  贵州省遵义市播州区     县  2
    >>> PLACES.empty().shape
    (0, 6)
    """

    name: str
    columns: Mapping[str, Column]
    key: tuple[str, ...] = field(default=())

    def empty(self) -> pd.DataFrame:
        """Return the table without rows, every column in its dtype."""
        return self.conform({})

    def conform(self, columns: Mapping[str, Sequence[Any]] | pd.DataFrame, *, sort: bool = True) -> pd.DataFrame:
        """Build the table from parallel columns: ordered, typed, checked, sorted by key.

        Parameters
        ----------
        columns : mapping of column name to sequence, or DataFrame
            All of the schema's columns, or nothing at all for the empty table.
        sort : bool, default True
            Sort rows by the key (stable, by code point).

        Returns
        -------
        DataFrame

        Raises
        ------
        SchemaError
            If a column is missing or unknown, columns differ in length, or a value is outside
            its closed set or missing where it must not be.
        """
        given = list(columns.keys())
        unknown = [name for name in given if name not in self.columns]
        if unknown:
            raise SchemaError(self._unknown(unknown[0]))
        missing = [name for name in self.columns if name not in given]
        if missing and given:
            raise SchemaError(f"table {self.name}: missing column(s) {', '.join(missing)}; got {', '.join(given)}")
        lengths = {name: len(columns[name]) for name in given}
        if len(set(lengths.values())) > 1:
            raise SchemaError(f"table {self.name}: columns differ in length: {lengths}")
        data = {
            name: self._typed(name, column, columns[name] if given else ()) for name, column in self.columns.items()
        }
        frame = pd.DataFrame(data, columns=list(self.columns))
        if sort and self.key and len(frame) > 1:
            # Keys that are categories sort by their own order, others by code point.
            frame = frame.sort_values(list(self.key), kind="stable", ignore_index=True)
        return frame

    def require(self, table: pd.DataFrame, *names: str) -> None:
        """Check that a table that someone else built has the columns that are needed.

        Raises
        ------
        SchemaError
            Naming what is missing and what is there; all columns of the schema where `names` is empty.
        """
        if not isinstance(table, pd.DataFrame):
            raise SchemaError(f"table {self.name}: expected a DataFrame, got {type(table).__name__}")
        missing = [name for name in names or self.columns if name not in table.columns]
        if missing:
            have = ", ".join(map(str, table.columns)) or "no column"
            raise SchemaError(f"table {self.name}: missing column(s) {', '.join(missing)}; has {have}")

    def arrow(self) -> pa.Schema:
        """Return the schema of the table's files."""
        return pa.schema([pa.field(name, column.arrow, column.nullable) for name, column in self.columns.items()])

    def to_arrow(self, table: pd.DataFrame) -> pa.Table:
        """Return a conforming frame as an Arrow table without pandas' own metadata."""
        self.require(table)
        arrays = []
        for name, column in self.columns.items():
            array = pa.array(table[name], from_pandas=True)
            arrays.append(array.cast(column.arrow) if array.type != column.arrow else array)
        return pa.Table.from_arrays(arrays, schema=self.arrow())

    def _typed(self, name: str, column: Column, values: Sequence[Any] | pd.Series[Any]) -> pd.Series[Any]:
        """Return one column in its dtype."""
        where = f"table {self.name}, column {name}"
        if column.values:  # noqa: PD011  (the closed set of a Column, not of a frame)
            return self._category(where, column, values)
        if not len(values):
            return pd.Series(pd.array([], dtype=column.pandas), name=name)
        try:
            if column.pandas is _STRINGS:
                series = pd.Series(pd.array([list(v) for v in values], dtype=_STRINGS))
            elif column is DAY_OR_NULL:
                series = pd.Series(pd.to_datetime(pd.Series(list(values), dtype=object))).astype("datetime64[ms]")
            else:
                series = pd.Series(values, dtype=column.pandas)
        except (TypeError, ValueError, OverflowError, pa.ArrowInvalid) as error:
            raise SchemaError(f"{where}: expected {column.name}, got {_sample(values)}: {error}") from error
        series = series.reset_index(drop=True)
        if not column.nullable and series.isna().any():
            raise SchemaError(
                f"{where}: expected {column.name} in every row, row {int(series.isna().argmax())} is null"
            )
        return series

    def _category(self, where: str, column: Column, values: Sequence[Any] | pd.Series[Any]) -> pd.Series[Any]:
        """Return a closed column; pandas would turn an unknown value into a silent null."""
        plain = pd.Series(list(values), dtype=object)
        null = plain.isna()
        bad = ~null & ~plain.isin(column.values)
        if bad.any() or (null.any() and not column.nullable):
            row = int((bad | null).argmax())
            raise SchemaError(f"{where}: expected one of {', '.join(column.values)}, got {plain[row]!r} in row {row}")
        return plain.astype(column.pandas)

    def _unknown(self, name: str) -> str:
        near = difflib.get_close_matches(name, self.columns, 1)
        hint = f" Did you mean {near[0]!r}?" if near else ""
        return f"table {self.name}: unknown column {name!r}, expected {', '.join(self.columns)}.{hint}"


def _sample(values: Sequence[Any] | pd.Series[Any]) -> str:
    """Return the types in a column, for a message."""
    return ", ".join(sorted({type(value).__name__ for value in list(values)[:1000]}))


def _table(name: str, key: int | tuple[str, ...], /, **columns: Column) -> Schema:
    """Return a schema whose key is its first columns, or those named."""
    return Schema(name, columns, tuple(columns)[:key] if isinstance(key, int) else key)


ARTICLES: Final = _table(
    "articles", 1, article_id=TEXT, origin=TEXT, title=TEXT, published=DAY_OR_NULL, source=TEXT_OR_NULL,
    author=TEXT_OR_NULL, editor=TEXT_OR_NULL, channel=TEXT_OR_NULL, home=TEXT_OR_NULL, home_adcode=TEXT_OR_NULL,
    kind=KIND, topic=TOPIC, topic_score=SCORE_OR_NULL, tone=SCORE_OR_NULL, n_chars=COUNT, n_tokens=COUNT, text=TEXT,
)  # fmt: skip
PARAGRAPHS: Final = _table("paragraphs", 2, article_id=TEXT, paragraph_id=COUNT, start=OFFSET, end=OFFSET, part=PART)
SENTENCES: Final = _table(
    "sentences", 2, article_id=TEXT, sentence_id=COUNT, paragraph_id=COUNT, start=OFFSET, end=OFFSET,
)  # fmt: skip
TOKENS: Final = _table(
    "tokens", 2, article_id=TEXT, token_id=COUNT, sentence_id=COUNT, start=OFFSET, end=OFFSET, text=TEXT, pos=POS,
)  # fmt: skip
ENTITIES: Final = _table(
    "entities", 2, article_id=TEXT, entity_id=COUNT, start=OFFSET, end=OFFSET, text=TEXT, label=LABEL,
    name=TEXT, code=TEXT_OR_NULL, score=SCORE, rule=TEXT,
)  # fmt: skip
OFFICIALS: Final = _table(
    "officials", 4, article_id=TEXT, name=TEXT, post=TEXT, org=TEXT_OR_NULL, level=LEVEL, system=SYSTEM, roles=STRINGS,
    person_entity=COUNT, post_entity=COUNT_OR_NULL, evidence=TEXT,
)  # fmt: skip
DEPARTMENTS: Final = _table(
    "departments", 3, article_id=TEXT, mention=TEXT, name=TEXT, level=LEVEL, system=SYSTEM, home_adcode=TEXT_OR_NULL,
    n=COUNT,
)  # fmt: skip
PLACES: Final = _table(
    "places", 2, article_id=TEXT, mention=TEXT, adcode=TEXT_OR_NULL, full_name=TEXT_OR_NULL, level=LEVEL, n=COUNT,
)  # fmt: skip
DATES: Final = _table(
    "dates", 2, article_id=TEXT, mention=TEXT, value=TEXT_OR_NULL, granularity=GRANULARITY, n=COUNT,
)  # fmt: skip
DOCUMENTS: Final = _table("documents", 3, article_id=TEXT, title=TEXT_OR_NULL, number=TEXT_OR_NULL, n=COUNT)
SLOGANS: Final = _table("slogans", 2, article_id=TEXT, phrase=TEXT, kind=SLOGAN_KIND, n=COUNT)
EVENTS: Final = _table(
    "events", 2, article_id=TEXT, name=TEXT, date=DAY_OR_NULL, place=TEXT_OR_NULL, chair=STRINGS, speakers=STRINGS,
    attendees=STRINGS, organs=STRINGS, headcount=COUNT_OR_NULL, main=FLAG,
)  # fmt: skip
DIRECTIVES: Final = _table(
    "directives", 2, article_id=TEXT, order=COUNT, level=COUNT, head=TEXT, text=TEXT, speaker=TEXT_OR_NULL,
)  # fmt: skip
KEYWORDS: Final = _table("keywords", 3, article_id=TEXT, method=METHOD, rank=COUNT, term=TEXT, score=SCORE, n=COUNT)
TOPICS: Final = _table("topics", 2, article_id=TEXT, topic=TOPIC, score=SCORE)
FAILURES: Final = _table("failures", 2, origin=TEXT, stage=STAGE, error=TEXT, message=TEXT)

PEOPLE: Final = _table(
    "people", 1, person_id=TEXT, name=TEXT, home=TEXT_OR_NULL, n_articles=COUNT, first_seen=DAY_OR_NULL,
    last_seen=DAY_OR_NULL, posts=STRINGS,
)  # fmt: skip
TENURES: Final = _table(
    "tenures", 3, person_id=TEXT, post=TEXT, org=TEXT_OR_NULL, first_seen=DAY_OR_NULL, last_seen=DAY_OR_NULL,
    n_articles=COUNT,
)  # fmt: skip
ORGANS: Final = _table(
    "organs", ("name", "home_adcode"), name=TEXT, level=LEVEL, system=SYSTEM, home_adcode=TEXT_OR_NULL,
    n_articles=COUNT, n_mentions=COUNT,
)  # fmt: skip
TIES: Final = _table(
    "ties", 3, source=TEXT, target=TEXT, kind=TIE, n_articles=COUNT, first_seen=DAY_OR_NULL, last_seen=DAY_OR_NULL,
)  # fmt: skip
TERMS: Final = _table(
    "terms", 1, term=TEXT, n=COUNT, n_articles=COUNT, idf=SCORE, dispersion=SCORE_OR_NULL, juilland_d=SCORE_OR_NULL,
)  # fmt: skip
KEYNESS: Final = _table(
    "keyness", 1, term=TEXT, n_target=COUNT, n_reference=COUNT, log_likelihood=SCORE, log_ratio=SCORE, p=SCORE,
    chi_square=SCORE, log_odds=SCORE, z=SCORE, p_adjusted=SCORE,
)  # fmt: skip
COLLOCATES: Final = _table(
    "collocates", 2, node=TEXT, term=TEXT, n=COUNT, pmi=SCORE, log_dice=SCORE, t_score=SCORE, n_node=COUNT,
    n_term=COUNT, expected=SCORE,
)  # fmt: skip
COOCCURRENCE: Final = _table(
    "cooccurrence", 2, source=TEXT, target=TEXT, n=COUNT, n_articles=COUNT, pmi=SCORE, dice=SCORE,
)  # fmt: skip
CONCORDANCE: Final = _table(
    "concordance", 2, article_id=TEXT, start=OFFSET, end=OFFSET, left=TEXT, node=TEXT, right=TEXT,
)  # fmt: skip
CODINGS: Final = _table("codings", 4, article_id=TEXT, start=OFFSET, end=OFFSET, category=TEXT, text=TEXT)
CODING_COUNTS: Final = _table(
    "coding_counts", 2, category=TEXT, group=TEXT_OR_NULL, n=COUNT, n_articles=COUNT, share=SCORE,
)  # fmt: skip
TRENDS: Final = _table(
    "trends", 3, term=TEXT, period=TEXT, group=TEXT_OR_NULL, n=COUNT, n_articles=COUNT, share=SCORE,
    temperature=TEMPERATURE,
)  # fmt: skip
ADOPTION: Final = _table(
    "adoption", 2, phrase=TEXT, home_adcode=TEXT, home=TEXT_OR_NULL, first_seen=DAY_OR_NULL, lag_days=COUNT_OR_NULL,
    rank=COUNT, article_id=TEXT, start=OFFSET, end=OFFSET,
)  # fmt: skip
REUSE: Final = _table(
    "reuse", 4, article_id=TEXT, other_id=TEXT, start=OFFSET, end=OFFSET, other_start=OFFSET, other_end=OFFSET,
    text=TEXT, n_chars=COUNT, similarity=SCORE,
)  # fmt: skip
DUPLICATES: Final = _table("duplicates", 1, article_id=TEXT, other_id=TEXT, kind=DUPLICATE, similarity=SCORE)
TOPIC_TERMS: Final = _table("topic_terms", 2, topic=TEXT, rank=COUNT, term=TEXT, weight=SCORE)
NGRAMS: Final = _table("ngrams", 2, size=COUNT, ngram=TEXT, n=COUNT, n_articles=COUNT)
DISPERSION: Final = _table(
    "dispersion", 1, term=TEXT, n=COUNT, range=COUNT, n_parts=COUNT, dp=SCORE, dp_norm=SCORE_OR_NULL,
    juilland_d=SCORE_OR_NULL,
)  # fmt: skip
PHRASES: Final = _table(
    "phrases", 1, rank=COUNT, phrase=TEXT, n=COUNT, n_articles=COUNT, cohesion=SCORE, left_entropy=SCORE,
    right_entropy=SCORE, words=STRINGS, line=TEXT,
)  # fmt: skip
DEMANDS: Final = _table(
    "demands", 1, demand=TEXT, n=COUNT, n_articles=COUNT, n_speakers=COUNT, speakers=STRINGS, posts=STRINGS,
    first_seen=DAY_OR_NULL, last_seen=DAY_OR_NULL, articles=STRINGS,
)  # fmt: skip
FORMULA_PAIRS: Final = _table(
    "formula_pairs", 2, phrase=TEXT, other=TEXT, n_articles=COUNT, n_phrase=COUNT, n_other=COUNT, lift=SCORE,
    log_likelihood=SCORE,
)  # fmt: skip

_PER_ARTICLE = (
    *(ARTICLES, PARAGRAPHS, SENTENCES, TOKENS, ENTITIES, OFFICIALS, DEPARTMENTS, PLACES, DATES, DOCUMENTS, SLOGANS),
    *(EVENTS, DIRECTIVES, KEYWORDS, TOPICS, FAILURES),
)
_OVER_CORPUS = (
    *(
        PEOPLE,
        TENURES,
        ORGANS,
        TIES,
        TERMS,
        KEYNESS,
        COLLOCATES,
        COOCCURRENCE,
        CONCORDANCE,
        CODINGS,
        CODING_COUNTS,
        TRENDS,
        ADOPTION,
        REUSE,
        DUPLICATES,
        TOPIC_TERMS,
        NGRAMS,
        DISPERSION,
        PHRASES,
        DEMANDS,
        FORMULA_PAIRS,
    ),
)
#: Tables that `analyze` writes, by name, in the order of TABLES.md.
TABLES: Final[dict[str, Schema]] = {schema.name: schema for schema in _PER_ARTICLE}
#: Tables that are made from those over a whole corpus.
CORPUS_TABLES: Final[dict[str, Schema]] = {schema.name: schema for schema in _OVER_CORPUS}
