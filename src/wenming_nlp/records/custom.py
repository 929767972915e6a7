"""What a user's lists say of an article's organs, places and offices, put in place of our own readings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wenming_nlp.entities.posts import split_post
from wenming_nlp.records.departments import Department
from wenming_nlp.records.organ_names import Context, full_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wenming_nlp.article import Article, Home
    from wenming_nlp.entities.custom import CustomLists
    from wenming_nlp.entities.mentions import Mention
    from wenming_nlp.records.officials import Official
    from wenming_nlp.records.places import PlaceRow

__all__ = ["own_departments", "own_officials", "own_places"]


def own_departments(
    rows: Sequence[Department], article: Article, mentions: Sequence[Mention], lists: CustomLists, home: Home | None
) -> list[Department]:
    """Return the departments with the full names and systems of a user's list.

    An organ that he lists is a department, also where we would count a school or a firm as none.
    """
    told = {entry[0]: entry for entry in lists.organs}
    if not told:
        return list(rows)
    written = [article.text[m.start : m.end] for m in mentions if m.label == "ORG"]
    kept = [row for row in rows if row.mention not in told]
    for word in dict.fromkeys(word for word in written if word in told):
        before = next((row for row in rows if row.mention == word), None)
        name, level, system = _organ(told[word], before.name if before else word, home)
        code = home.adcode if home else None
        kept.append(Department(word, name, level, system, code, written.count(word)))
    return kept


def _organ(entry: tuple[str, ...], name: str, home: Home | None) -> tuple[str, str | None, str]:
    """Return an organ's name, level and system: what the list gives, and ours for what it leaves open."""
    whole = full_name(entry[1] or name, Context({}), home if not entry[1] else None)
    return entry[1] or name, whole.level, entry[2] or whole.system


def own_places(rows: Sequence[PlaceRow], lists: CustomLists) -> list[PlaceRow]:
    """Return the places with the codes and full names of a user's list."""
    told = {entry[0]: entry for entry in lists.places}
    return [
        row._replace(adcode=entry[1] or row.adcode, full_name=entry[2] or row.full_name)
        if (entry := told.get(row.mention))
        else row
        for row in rows
    ]


def own_officials(
    rows: Sequence[Official], article: Article, mentions: Sequence[Mention], contexts: Sequence[Context],
    lists: CustomLists, home: Home | None,
) -> list[Official]:  # fmt: skip
    """Return the officials with a user's offices cut where he says, held at his organs."""
    organs = {entry[0]: entry for entry in lists.organs}
    found: dict[tuple[str, str, str | None], Official] = {}
    for old in rows:
        row = old
        if old.post_entity is not None and (organs or lists.posts):
            mention = mentions[old.post_entity]
            organ, bare, _ = split_post(article.text[mention.start : mention.end], lists.posts)
            if organ in organs:
                name, level, system = _organ(organs[organ], old.org or organ, home)
                row = old._replace(post=bare, org=name, level=level, system=system)
            elif mention.rule == "custom-posts" and organ:
                whole = full_name(organ, contexts[old.post_entity], home)
                row = old._replace(post=bare, org=whole.name, level=whole.level, system=whole.system)
            elif mention.rule == "custom-posts":
                row = old._replace(post=bare)
        found.setdefault((row.name, row.post, row.org), row)
    return list(found.values())
