"""The topic of an article, and what decided it."""

from __future__ import annotations

from math import log1p
from typing import TYPE_CHECKING, Final, NamedTuple

from wenming_nlp.schema import TOPIC
from wenming_nlp.terms.headings import load_headings, profile, strength_of
from wenming_nlp.topics.linear import load_model

if TYPE_CHECKING:
    from wenming_nlp.article import Article
    from wenming_nlp.terms.headings import Profile
    from wenming_nlp.text.tokens import Tokens
    from wenming_nlp.topics.linear import LinearModel

__all__ = ["FEATURES", "Evidence", "classify_topics", "explain_topic", "topic_features"]

TOPICS: Final = TOPIC.values
#: Columns of the model: how much the text speaks for each topic, and each topic's share of that.
FEATURES: Final = (*(f"log_{topic}" for topic in TOPICS), *(f"share_{topic}" for topic in TOPICS))
_SCALE: Final = 3.0


class Evidence(NamedTuple):
    """A term that spoke for a topic.

    Attributes
    ----------
    term : str
    weight : float
        Its weight in the taxonomy, 1 to 5.
    n : int
        Occurrences.
    where : {"title", "lead", "body"}
        The most telling place it stands in.
    share : float
        Its part of all that speaks for the topic; those of one topic sum to 1.
    """

    term: str
    weight: float
    n: int
    where: str
    share: float


def topic_features(counted: Profile) -> list[float]:
    """Return the row of `FEATURES` of an article."""
    scores = counted.topics
    total = sum(scores.values()) or 1.0
    found = [scores.get(topic, 0.0) for topic in TOPICS]
    return [*(log1p(score) / _SCALE for score in found), *(score / total for score in found)]


def classify_topics(
    article: Article,
    tokens: Tokens,
    *,
    counted: Profile | None = None,
    model: LinearModel | None = None,
) -> dict[str, float]:
    """Return how far each topic fits.

    The taxonomy's terms are weighed by where they stand (`Profile.topics`); a logistic regression over
    the fifteen sums turns them into probabilities and corrects for topics that share vocabulary.

    Parameters
    ----------
    article : Article
    tokens : Tokens
        Of ``article.text``.
    counted : Profile, optional
        `headings.profile` of the same article, if it is at hand.
    model : LinearModel, optional
        Another model than the packaged one.

    Returns
    -------
    dict of str to float
        Every topic, best first (equal scores in the order of the schema); the scores sum to 1.
    """
    model = model or load_model("topics.json", FEATURES)
    scores = model.probabilities(topic_features(counted or profile(article, tokens)))
    return dict(sorted(scores.items(), key=_falling))


def explain_topic(
    article: Article, tokens: Tokens, topic: str, *, counted: Profile | None = None, top: int = 10
) -> list[Evidence]:
    """Return the terms that speak for a topic, the most telling first.

    Parameters
    ----------
    article : Article
    tokens : Tokens
        Of ``article.text``.
    topic : str
        One of the schema's topics.
    counted : Profile, optional
        See `classify_topics`.
    top : int, default 10
        How many at most.
    """
    counted = counted or profile(article, tokens)
    weights = load_headings().weights
    found = []
    for term in counted.headings.keys() & weights.keys():
        weight = weights[term].get(topic, 0.0)
        if weight:
            where = "title" if term in counted.in_title else "lead" if term in counted.in_lead else "body"
            found.append((weight * weight * strength_of(counted, term), term, weight, where))
    total = sum(value for value, *_ in found)
    found.sort(key=lambda entry: (-entry[0], entry[1]))
    return [
        Evidence(term, weight, counted.headings[term], where, value / total)
        for value, term, weight, where in found[:top]
    ]


def _falling(item: tuple[str, float]) -> float:
    return -item[1]
