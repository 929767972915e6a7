"""Whom a surname before an office means: 肖区长 is the 肖光强 whom the article names in full."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wenming_nlp.entities.mentions import Mention

__all__ = ["full_names"]

#: Characters of an office that tell it from others: 副区长 and 区长 both end in 长.
_HEAD: Final = 2
_REACH: Final = 40  # characters before a name in which his offices stand


def full_names(text: str, mentions: Sequence[Mention]) -> dict[int, str]:
    """Return the full name of each person of whom only the surname is written, by the mention's start.

    Parameters
    ----------
    text : str
    mentions : sequence of Mention

    Returns
    -------
    dict of int to str
        Of surnames that one person of the article bears, or one of several who holds the office that follows.

    Examples
    --------
    >>> from wenming_nlp.entities.mentions import Mention
    >>> text = "区长肖光强来了。肖区长说"
    >>> full_names(text, [Mention(0, 2, "POST", ""), Mention(2, 5, "PERSON", ""), Mention(8, 9, "PERSON", "")])
    {8: '肖光强'}
    """
    alone = [m for m in mentions if m.label == "PERSON" and m.end - m.start == 1]
    if not alone:
        return {}
    bearers: defaultdict[str, dict[str, set[str]]] = defaultdict(dict)
    last: list[Mention] = []
    for mention in mentions:
        if mention.label == "POST":
            last.append(mention)
        elif mention.label == "PERSON" and mention.end - mention.start > 1:
            name = text[mention.start : mention.end]
            heads = {text[p.end - _HEAD : p.end] for p in last if mention.start - p.end < _REACH}
            bearers[name[0]].setdefault(name, set()).update(heads)
            last = []
    found: dict[int, str] = {}
    for mention in alone:
        known = bearers.get(text[mention.start], {})
        if len(known) > 1:
            known = {
                name: heads
                for name, heads in known.items()
                if any(
                    text.startswith(head, mention.end) or text.startswith("副" + head, mention.end) for head in heads
                )
            }
        if len(known) == 1:
            found[mention.start] = next(iter(known))
    return found
