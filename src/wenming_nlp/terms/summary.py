"""Sentences that stand for an article."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from wenming_nlp.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wenming_nlp.article import Article
    from wenming_nlp.text.sentences import Sentence

__all__ = ["summarize"]


def summarize(
    article: Article,
    sentences: Sequence[Sentence],
    *,
    n_sentences: int = 2,
    method: Literal["lead", "snownlp"] = "lead",
) -> list[str]:
    """Return the sentences that stand for an article.

    Parameters
    ----------
    article : Article
    sentences : sequence of Sentence
        Of the article, in order.
    n_sentences : int, default 2
    method : {"lead", "snownlp"}
        "lead" takes the first sentences of the body: campaign news is written so that they hold who, what, when and
        where. "snownlp" takes the sentences that are most like all others (its TextRank over BM25), which suits
        portraits and comments better; the first use imports snownlp, 2.5 s and 400 MB.

    Returns
    -------
    list of str
        At most `n_sentences`, in the order of the text.

    Raises
    ------
    ConfigError
        If the method is unknown or `n_sentences` is below 1.
    """
    if n_sentences < 1:
        raise ConfigError(f"summary: expected n_sentences >= 1, got {n_sentences}")
    if method not in ("lead", "snownlp"):
        raise ConfigError(f"summary: expected method 'lead' or 'snownlp', got {method!r}")
    body = [number for number, block in enumerate(article.paragraphs) if block.part == "body"]
    inside = [article.text[s.start : s.end].strip() for s in sentences if s.paragraph_id in set(body)]
    inside = [sentence for sentence in inside if sentence]
    if method == "lead" or len(inside) <= n_sentences:
        return inside[:n_sentences]
    return [inside[i] for i in sorted(_central(inside, n_sentences))]


def _central(sentences: list[str], n: int) -> list[int]:
    """Return the positions of the most central sentences."""
    from snownlp import normal, seg  # noqa: PLC0415  (heavy, asked for by few)
    from snownlp.summary import textrank  # noqa: PLC0415

    words = [normal.filter_stop(seg.seg(sentence)) for sentence in sentences]
    rank = textrank.TextRank(words)
    rank.solve()
    return list(rank.top_index(n))
