"""Party, government, congress and mass organs of an article under their full local names."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from wenming_nlp.records.contexts import sentence_contexts
from wenming_nlp.records.organ_kinds import is_department
from wenming_nlp.records.organ_names import OrganName, full_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wenming_nlp.article import Article, Home
    from wenming_nlp.entities.mentions import Mention
    from wenming_nlp.records.organ_names import Context
    from wenming_nlp.text.sentences import Sentence

__all__ = ["Department", "build_departments"]


class Department(NamedTuple):
    """A row of the departments table, without its article."""

    mention: str
    name: str
    level: str | None
    system: str | None
    home_adcode: str | None
    n: int


def build_departments(
    article: Article,
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    home: Home | None,
    *,
    contexts: Sequence[Context] | None = None,
) -> list[Department]:
    """Return each organ mention once per full name.

    Parameters
    ----------
    article : Article
    sentences : sequence of Sentence
    mentions : sequence of Mention
    home : Home or None
    contexts : sequence of Context, optional
        What `sentence_contexts` returned, if it was asked before.

    Returns
    -------
    list of Department
        In order of first mention.
    """
    text = article.text
    contexts = sentence_contexts(text, sentences, mentions, home) if contexts is None else contexts
    counts: Counter[tuple[str, OrganName]] = Counter()
    for mention, context in zip(mentions, contexts, strict=True):
        if mention.label != "ORG":
            continue
        written = text[mention.start : mention.end]
        if is_department(written):
            counts[written, full_name(written, context, home)] += 1
    adcode = home.adcode if home else None
    return [Department(m, organ.name, organ.level, organ.system, adcode, n) for (m, organ), n in counts.items()]
