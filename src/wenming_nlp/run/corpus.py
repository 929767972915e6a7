"""What an analysis can be asked about its articles as a corpus: thin methods over `terms`."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

__all__ = ["CorpusMethods"]


class CorpusMethods(ABC):
    """Methods of `Analysis` that look at all articles together; each returns a table of `schema.CORPUS_TABLES`."""

    @abstractmethod
    def __getitem__(self, name: str) -> pd.DataFrame:
        """Return a table by name."""

    def terms(self, *, min_articles: int = 1, keep_stop_words: bool = False) -> pd.DataFrame:
        """Count the words of the corpus and tell how evenly they are spread; see `terms.counts.build_terms`."""
        from wenming_nlp.terms.counts import build_terms  # noqa: PLC0415

        return build_terms(self["tokens"], min_articles=min_articles, keep_stop_words=keep_stop_words)

    def dispersion(self, *, by: str = "home", min_n: int = 2) -> pd.DataFrame:
        """Tell how evenly words are spread over places or years; see `terms.dispersion.measure_dispersion`."""
        from wenming_nlp.terms.dispersion import measure_dispersion  # noqa: PLC0415

        return measure_dispersion(self["tokens"], self["articles"], by=by, min_n=min_n)

    def trends(
        self,
        terms: str | Sequence[str],
        *,
        by: str = "month",
        group: str | None = None,
        thresholds: Sequence[float] | None = None,
    ) -> pd.DataFrame:
        """Count terms by month, quarter or year; see `terms.trends.trends`.

        Examples
        --------
        >>> import wenming_nlp as wm
        >>> analysis = wm.analyze([{"标题": "志愿服务进社区", "正文": "区里开展志愿服务。", "日期": "2017-04-20"}])
        >>> analysis.trends("志愿服务", by="year")[["term", "period", "n", "n_articles"]]
           term period  n  n_articles
        0  志愿服务   2017  2           1
        """
        from wenming_nlp.terms.trends import THRESHOLDS, trends  # noqa: PLC0415

        return trends(self["articles"], terms, by=by, group=group, thresholds=thresholds or THRESHOLDS)

    def adoption(self, phrases: str | Sequence[str]) -> pd.DataFrame:
        """Tell when each place first used a phrase; see `terms.adoption.adoption`."""
        from wenming_nlp.terms.adoption import adoption  # noqa: PLC0415

        return adoption(self["articles"], phrases)

    def reuse(self, *, min_chars: int = 16, min_similarity: float = 0.8, max_sources: int = 8) -> pd.DataFrame:
        """Find the clauses that an article shares with an earlier one; see `terms.reuse.reuse`."""
        from wenming_nlp.terms.reuse import reuse  # noqa: PLC0415

        return reuse(self["articles"], min_chars=min_chars, min_similarity=min_similarity, max_sources=max_sources)
