"""Whom a surname before an office means."""

from __future__ import annotations

from wenming_nlp.entities.mentions import Mention
from wenming_nlp.records.surnames import full_names


def read(text: str, *marks: tuple[str, str]) -> list[str]:
    """Return what `full_names` says of mentions that are given in the order of the text."""
    mentions, at = [], 0
    for word, label in marks:
        at = text.index(word, at)
        mentions.append(Mention(at, at + len(word), label, ""))
        at += len(word)
    return list(full_names(text, mentions).values())


def test_one_of_two_of_a_surname_is_told_by_the_office():
    marks = [("书记", "POST"), ("向前进", "PERSON"), ("主任", "POST"), ("向秋月", "PERSON"), ("向", "PERSON")]
    assert read("书记向前进、主任向秋月到场。向主任说", *marks) == ["向秋月"]
    assert read("书记向前进、主任向秋月到场。向乡长说", *marks) == []


def test_a_surname_that_nobody_bears_stays_alone():
    assert read("区长肖光强到场。赵书记说", ("区长", "POST"), ("肖光强", "PERSON"), ("赵", "PERSON")) == []
