"""What an analysis can be asked about its articles as a corpus: thin methods over `terms`."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, Final

from wenming_nlp.errors import InputError

if TYPE_CHECKING:
    import re
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

    import pandas as pd
    from numpy.typing import ArrayLike

    from wenming_nlp.terms.codebook import Codebook

__all__ = ["CorpusMethods"]


#: Tables whose terms can be compared: the column that holds them, and that of their number, if there is one.
_TERMS: Final[dict[str, tuple[str, str | None]]] = {
    "tokens": ("text", None),
    "slogans": ("phrase", "n"),
    "keywords": ("term", "n"),
    "entities": ("name", None),
}


class CorpusMethods(ABC):
    """Methods of `Analysis` that look at all articles together; each returns a table of `schema.CORPUS_TABLES`."""

    @abstractmethod
    def __getitem__(self, name: str) -> pd.DataFrame:
        """Return a table by name."""

    @property
    @abstractmethod
    def n_articles(self) -> int:
        """Number of articles that were analysed."""

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

    def keyness(
        self,
        where: ArrayLike | None = None,
        *,
        by: str | None = None,
        target: str | int | Collection[str | int] | None = None,
        reference: str | int | Collection[str | int] | None = None,
        of: str = "tokens",
        min_n: int = 5,
        prior: float = 500.0,
        keep_stop_words: bool = False,
    ) -> pd.DataFrame:
        """Tell which words are typical of some articles, against others; see `terms.keyness.keyness`.

        Parameters
        ----------
        where : array_like of bool, optional
            Which rows of `articles` are asked about; the others are what they are compared with.
        by : str, optional
            Instead of `where`: a column of `articles`, or ``year``, ``quarter`` or ``month``.
        target, reference : str, int or collection of them, optional
            The group or groups of `by` that are asked about and that they are compared with; without a reference, all
            other articles.
        of : {"tokens", "slogans", "keywords", "entities"}
            Which table's terms are compared.
        min_n, prior, keep_stop_words
            As in `terms.keyness.keyness`.

        Examples
        --------
        >>> import wenming_nlp as wm
        >>> analysis = wm.analyze([{"正文": "志愿者走进社区，志愿者清扫社区。"}, {"正文": "交警整治路口，交警劝导行人。"}])
        >>> analysis.keyness(analysis.articles["text"].str.contains("社区"), min_n=2)[["term", "n_target", "n_reference"]]
          term  n_target  n_reference
        0  志愿者         2            0
        1   社区         2            0
        2   交警         0            2
        """
        from wenming_nlp.terms.groups import articles_in, articles_where, group_articles  # noqa: PLC0415
        from wenming_nlp.terms.keyness import keyness  # noqa: PLC0415

        articles = self["articles"]
        others = None
        if where is not None and by is None and target is None and reference is None:
            chosen = articles_where(articles, where)
        elif where is None and by is not None and target is not None:
            groups = group_articles(articles, by)
            chosen = articles_in(groups, target, name="target")
            if reference is not None:
                others = articles.loc[articles_in(groups, reference, name="reference"), "article_id"]
        else:
            raise InputError("keyness: expected either where, or by and target (and reference, if not all others)")
        term, n = _column_of(of)
        return keyness(
            self[of],
            articles.loc[chosen, "article_id"],
            others,
            term=term,
            n=n,
            min_n=min_n,
            prior=prior,
            keep_stop_words=keep_stop_words,
        )

    def collocates(
        self,
        node: str | re.Pattern[str] | Collection[str],
        *,
        by: str = "window",
        window: int | tuple[int, int] = 5,
        min_n: int = 3,
        keep_stop_words: bool = False,
    ) -> pd.DataFrame:
        """List the words that stand near a word; see `terms.collocates.collocates`."""
        from wenming_nlp.terms.collocates import collocates  # noqa: PLC0415

        return collocates(self["tokens"], node, by=by, window=window, min_n=min_n, keep_stop_words=keep_stop_words)

    def concordance(
        self,
        node: str | re.Pattern[str] | None = None,
        *,
        label: str | None = None,
        official: str | None = None,
        whole_words: bool = False,
        left_chars: int = 30,
        right_chars: int = 30,
        sort: str = "position",
    ) -> pd.DataFrame:
        """List every place where something stands, with its context; see `terms.concordance.concordance`.

        Parameters
        ----------
        node : str or re.Pattern, optional
            A word or phrase, or a regular expression.
        label : str, optional
            Instead of `node`: a label of `entities`, such as ``DOC``.
        official : str, optional
            Instead of `node`: the name of an official, wherever it stands in articles in which he holds a post.
        whole_words : bool, default False
            Keep only places that begin and end where words do.
        left_chars, right_chars, sort
            As in `terms.concordance.concordance`.

        Examples
        --------
        >>> import wenming_nlp as wm
        >>> analysis = wm.analyze([{"id": "a", "标题": "志愿服务进社区", "正文": "社区志愿服务队走访老人。"}])
        >>> analysis.concordance("志愿服务", left_chars=2, right_chars=3)
          article_id  start  end left  node right
        0          a      0    4       志愿服务   进社区
        1          a     10   14   社区  志愿服务   队走访
        """
        from wenming_nlp.terms.concordance import concordance, mentions_of_official, places_of_label  # noqa: PLC0415

        if sum(given is not None for given in (node, label, official)) != 1:
            raise InputError("concordance: expected one of node, label and official")
        found: Any = node
        if label is not None:
            found = places_of_label(self["entities"], label)
        elif official is not None:
            found = mentions_of_official(self["officials"], self["entities"], official)
        return concordance(
            self["articles"],
            found,
            tokens=self["tokens"] if whole_words else None,
            left_chars=left_chars,
            right_chars=right_chars,
            sort=sort,
        )

    def cooccurrence(
        self,
        terms: Collection[str] | None = None,
        *,
        of: str = "tokens",
        by: str = "article",
        window: int = 5,
        max_terms: int = 100,
        min_n: int = 2,
    ) -> pd.DataFrame:
        """Tell which terms stand together; see `terms.cooccurrence.cooccurrence`. Of officials, that is `ties`.

        ``of`` is ``tokens``, ``slogans``, ``keywords`` or ``entities``: the table whose terms are meant.
        """
        from wenming_nlp.terms.cooccurrence import cooccurrence  # noqa: PLC0415

        term, _ = _column_of(of)
        return cooccurrence(self[of], terms, by=by, window=window, term=term, max_terms=max_terms, min_n=min_n)

    def codings(
        self,
        codebook: Codebook | Mapping[str, Any] | str | Path,
        *,
        unit: str = "article",
        whole_words: bool = False,
    ) -> pd.DataFrame:
        """Find what belongs to the categories of a codebook; see `terms.coding.code_articles`.

        Parameters
        ----------
        codebook : Codebook, mapping or path
            Categories with terms and rules, or a TOML file of them; the form is told in `terms.codebook`.
        unit : {"article", "sentence"}
            Within what a rule must hold.
        whole_words : bool, default False
            Keep only terms that begin and end where words do.

        Examples
        --------
        >>> import wenming_nlp as wm
        >>> analysis = wm.analyze([{"id": "a", "正文": "志愿者走进社区。社区治理见实效。"}])
        >>> analysis.codings({"治理": {"rules": ["社区 NEAR/5 治理"]}}, unit="sentence")[["article_id", "start", "text"]]
          article_id  start text
        0          a      8   社区
        1          a     10   治理
        """
        from wenming_nlp.terms.checks import check_choice  # noqa: PLC0415
        from wenming_nlp.terms.codebook import read_codebook  # noqa: PLC0415
        from wenming_nlp.terms.coding import code_articles  # noqa: PLC0415

        check_choice("unit", unit, ("article", "sentence"))
        return code_articles(
            self["articles"],
            read_codebook(codebook),
            sentences=self["sentences"] if unit == "sentence" else None,
            tokens=self["tokens"] if whole_words else None,
        )

    def coding_counts(
        self,
        codebook: Codebook | Mapping[str, Any] | str | Path,
        *,
        by: str | None = None,
        unit: str = "article",
        whole_words: bool = False,
    ) -> pd.DataFrame:
        """Count what belongs to the categories of a codebook, in all or by home, kind or year.

        See `codings` and `terms.coding.count_codings`.
        """
        from wenming_nlp.terms.codebook import read_codebook  # noqa: PLC0415
        from wenming_nlp.terms.coding import count_codings  # noqa: PLC0415

        book = read_codebook(codebook)
        found = self.codings(book, unit=unit, whole_words=whole_words)
        names = [category.name for category in book.categories]
        return count_codings(found, self["articles"], by=by, categories=names)

    def ngrams(
        self, *, sizes: Sequence[int] = (2,), min_n: int = 2, min_articles: int = 1, keep_stop_words: bool = True
    ) -> pd.DataFrame:
        """Count sequences of words; see `terms.ngrams.count_ngrams`."""
        from wenming_nlp.terms.ngrams import count_ngrams  # noqa: PLC0415

        return count_ngrams(
            self["tokens"], sizes=sizes, min_n=min_n, min_articles=min_articles, keep_stop_words=keep_stop_words
        )

    def phrases(
        self, *, min_n: int = 10, min_articles: int = 3, min_cohesion: float = 4.0, min_entropy: float = 1.5
    ) -> pd.DataFrame:
        """Find words and phrases that the lexicon lacks, as lines for a dictionary; see `terms.phrases.find_phrases`."""
        from wenming_nlp.terms.phrases import find_phrases  # noqa: PLC0415

        return find_phrases(
            self["tokens"],
            min_n=min_n,
            min_articles=min_articles,
            min_cohesion=min_cohesion,
            min_entropy=min_entropy,
        )

    def demands(self, *, min_articles: int = 2) -> pd.DataFrame:
        """Count what is demanded, and tell by whom; see `terms.demands.frequent_demands`."""
        from wenming_nlp.terms.demands import frequent_demands  # noqa: PLC0415

        return frequent_demands(self["directives"], self["officials"], self["articles"], min_articles=min_articles)

    def formula_pairs(self, *, min_articles: int = 2) -> pd.DataFrame:
        """Tell which formulas stand together in articles; see `terms.formulas.formula_pairs`."""
        from wenming_nlp.terms.formulas import formula_pairs  # noqa: PLC0415

        return formula_pairs(self["slogans"], n_articles=self.n_articles, min_articles=min_articles)


def _column_of(table: str) -> tuple[str, str | None]:
    from wenming_nlp.terms.checks import check_choice  # noqa: PLC0415

    return _TERMS[check_choice("of", table, _TERMS)]
