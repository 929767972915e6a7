"""The tone of a text, on request."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wenming_nlp.article import Article

__all__ = ["tone"]


def tone(text: str | Article) -> float:
    """Return how positive a text sounds to snownlp, 0 to 1.

    snownlp's classifier was trained on reviews from web shops: it knows praise and complaint about goods, not the
    register of official news, where nearly everything comes out near 1. Compare articles of one kind
    with each other; do not read the figure by itself. The first call imports snownlp (2.5 s, 400 MB).

    Parameters
    ----------
    text : str or Article
        Of an article, title and body are read.

    Returns
    -------
    float
        The mean over the blocks, weighted by length; 0.5 for an empty text.
    """
    from snownlp import sentiment  # noqa: PLC0415  (heavy, asked for by few)

    blocks = text.split("\n") if isinstance(text, str) else text.blocks("title", "body")
    blocks = [block for block in blocks if block.strip()]
    size = sum(map(len, blocks))
    if not size:
        return 0.5
    return float(sum(sentiment.classify(block) * len(block) for block in blocks) / size)
