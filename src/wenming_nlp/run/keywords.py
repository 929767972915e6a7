"""Between the two passes: candidates and document frequencies as Arrow tables, and the ranking from them.

The first pass counts what each article could be filed under, the second ranks it by how rare that is
in the corpus. In between both lie in tables, whether in memory or in the output's work folder, so
that the result is the same either way.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow as pa

from wenming_nlp.run.columns import table_of
from wenming_nlp.run.sources import Failure
from wenming_nlp.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wenming_nlp.run.config import AnalysisConfig
    from wenming_nlp.run.extract import Extract
    from wenming_nlp.terms.candidates import Candidates
    from wenming_nlp.terms.frequencies import DocumentFrequencies

__all__ = ["candidates_table", "count_terms", "frequencies_of", "rank"]

#: Methods that look at the words of the text and not only at the candidates.
_WITH_WORDS: Final = frozenset({"textrank"})
_STRINGS: Final = pa.list_(pa.string())
_CANDIDATES: Final = pa.schema(
    [
        *(("article_id", pa.string()), ("origin", pa.string()), ("terms", _STRINGS), ("n", pa.list_(pa.int32()))),
        *(("parts", pa.list_(_STRINGS)), ("features", pa.binary()), ("words", _STRINGS)),
    ]
)
_FREQUENCIES: Final = pa.schema([("term", pa.string()), ("n", pa.int64())])


def candidates_table(extracts: Sequence[Extract], config: AnalysisConfig) -> pa.Table:
    """Return the candidates of a chunk, one row an article, sorted by id."""
    words = not _WITH_WORDS.isdisjoint(config.keyword_methods)
    rows = [
        (extract.article_id, extract.origin, extract.candidates)
        for extract in sorted(extracts, key=lambda extract: extract.article_id)
        if extract.candidates is not None
    ]
    found = [candidates for _, _, candidates in rows]
    columns: list[list[Any]] = [
        [article_id for article_id, _, _ in rows],
        [origin for _, origin, _ in rows],
        [c.terms for c in found],
        [c.n for c in found],
        [c.parts for c in found],
        [c.features.astype("<f4").tobytes() for c in found],
        [c.words if words else () for c in found],
    ]
    arrays = [pa.array(values, field.type) for values, field in zip(columns, _CANDIDATES, strict=True)]
    return pa.Table.from_arrays(arrays, schema=_CANDIDATES)


def _candidates(row: dict[str, Any]) -> Candidates:
    from wenming_nlp.terms.candidates import Candidates  # noqa: PLC0415
    from wenming_nlp.terms.evidence import FEATURES  # noqa: PLC0415

    return Candidates(
        terms=tuple(row["terms"]),
        n=tuple(row["n"]),
        parts=tuple(map(tuple, row["parts"])),
        features=np.frombuffer(row["features"], dtype="<f4").reshape(-1, len(FEATURES)),
        words=tuple(row["words"]),
    )


def count_terms(extracts: Iterable[Extract]) -> pa.Table:
    """Return in how many articles of a chunk each term stands, sorted by term.

    The first row, which has no term, holds the number of articles.
    """
    counts: Counter[str] = Counter()
    n = 0
    for extract in extracts:
        if extract.candidates is not None:
            n += 1
            counts.update(set(extract.candidates.terms))
    terms = sorted(counts)
    columns = [[None, *terms], [n, *(counts[term] for term in terms)]]
    arrays = [pa.array(values, field.type) for values, field in zip(columns, _FREQUENCIES, strict=True)]
    return pa.Table.from_arrays(arrays, schema=_FREQUENCIES)


def merge_counts(tables: Iterable[pa.Table]) -> pa.Table:
    """Add up the counts of chunks."""
    whole = pa.concat_tables([_FREQUENCIES.empty_table(), *tables])
    summed = whole.group_by("term").aggregate([("n", "sum")]).sort_by([("term", "ascending")])
    return summed.rename_columns(["term", "n"])


def frequencies_of(counts: pa.Table) -> DocumentFrequencies:
    """Return merged counts as what the ranking takes."""
    from wenming_nlp.terms.frequencies import DocumentFrequencies  # noqa: PLC0415

    by_term: dict[str | None, int] = dict(
        zip(counts.column("term").to_pylist(), counts.column("n").to_pylist(), strict=True)
    )
    n_articles = by_term.pop(None, 0)
    return DocumentFrequencies(n_articles, Counter({term: n for term, n in by_term.items() if term is not None}))


def rank(
    table: pa.Table, frequencies: DocumentFrequencies, config: AnalysisConfig, *, strict: bool = False
) -> tuple[pa.Table, list[Failure]]:
    """Rank the candidates of a chunk.

    Parameters
    ----------
    table : pyarrow.Table
        Of `candidates_table`.
    frequencies : DocumentFrequencies
        Of the whole corpus.
    config : AnalysisConfig
    strict : bool, default False
        Raise what goes wrong instead of returning it.

    Returns
    -------
    keywords : pyarrow.Table
        Sorted by key.
    failures : list of Failure
    """
    from wenming_nlp.terms.keywords import rank_keywords  # noqa: PLC0415

    schema = TABLES["keywords"]
    methods = schema.columns["method"].values
    ids, parts, failures = [], [], []
    for batch in table.to_batches(max_chunksize=64):
        for row in batch.to_pylist():
            try:
                keywords = rank_keywords(
                    _candidates(row), frequencies, methods=config.keyword_methods, top=config.n_keywords
                )
            except Exception as error:
                if strict:
                    raise
                failures.append(Failure.of(row["origin"], "terms", error))
                continue
            keywords.sort(key=lambda keyword: (methods.index(keyword.method), keyword.rank))
            ids.append(row["article_id"])
            parts.append(list(zip(*keywords, strict=True)))
    return table_of(schema, ids, parts), failures
