"""Party, government, congress and mass organs of an article under their full local names."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from wenming_nlp.records.bodies import is_of_kind, last_body, own_part, page_body
from wenming_nlp.records.contexts import sentence_contexts
from wenming_nlp.records.organ_kinds import is_department, system_of
from wenming_nlp.records.organ_names import OrganName, full_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wenming_nlp.article import Article, Home
    from wenming_nlp.entities.mentions import Mention
    from wenming_nlp.records.organ_names import Context
    from wenming_nlp.text.sentences import Sentence

__all__ = ["Department", "build_departments"]

#: Sections of an institution, and a firm's branches of the Party, which bear no name of their own.
_SECTION: Final = ("科", "股", "中队", "庭")
_HAS_SECTIONS: Final = ("局", "法院", "检察院")
_BRANCHES: Final = ("党支部", "党总支")


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
    for number, (mention, context) in enumerate(zip(mentions, contexts, strict=True)):
        if mention.label != "ORG":
            continue
        written = text[mention.start : mention.end]
        if is_department(written):
            counts[written, _part_of(text, mentions, number, contexts, home) or full_name(written, context, home)] += 1
    adcode = home.adcode if home else None
    return [Department(m, organ.name, organ.level, organ.system, adcode, n) for (m, organ), n in counts.items()]


def _part_of(
    text: str, mentions: Sequence[Mention], number: int, contexts: Sequence[Context], home: Home | None
) -> OrganName | None:
    """Return the name of a firm's branch of the Party, or of a section of the institution named before it in the paragraph."""
    written = text[mentions[number].start : mentions[number].end]
    part = own_part(written)
    if part is None or part[0]:
        return None
    if written.endswith(_SECTION):
        host = last_body(text, mentions, number, "", reach="\n")
        if host is not None and not text.endswith(_HAS_SECTIONS, 0, mentions[host].end):
            return None
    elif written.endswith(_BRANCHES):
        host = page_body(text, mentions)
        if host is not None and not is_of_kind(text[mentions[host].start : mentions[host].end], "公司"):
            return None
    else:
        return None
    if host is None or mentions[host].label != "ORG":
        return None
    name = full_name(text[mentions[host].start : mentions[host].end], contexts[host], home)
    return OrganName(name.name + written, name.level, system_of(written))
