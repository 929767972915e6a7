from __future__ import annotations

from collections import Counter

import pytest

from wenming_nlp.errors import InputError
from wenming_nlp.schema import POS
from wenming_nlp.text.lexicon import Entry, category_of, load_lexicon, make_entry, read_dictionary
from wenming_nlp.text.tags import corrections, is_content, is_name, is_noun, is_verb, known_tag

CATEGORIES = {
    *("campaign", "inspection", "order", "traffic", "volunteer", "practice", "model", "minors", "publicity"),
    *("integrity", "festival", "online", "manners", "village", "unit", "livelihood", "governance", "party"),
    *("organ", "role", "cover"),
}


def test_lexicon_is_well_formed():
    terms = load_lexicon()
    assert {term.category for term in terms} == CATEGORIES
    assert {term.pos for term in terms} <= set(POS.values)
    assert [term for term, n in Counter(term.term for term in terms).items() if n > 1] == []
    assert [term.term for term in terms if term.term != term.term.strip() or len(term.term) < 2] == []


@pytest.mark.parametrize(
    ("term", "category"),
    [
        ("创城", "campaign"),
        ("占道经营", "order"),
        ("礼让斑马线", "traffic"),
        ("学雷锋", "volunteer"),
        ("新时代文明实践站", "practice"),
        ("中国好人榜", "model"),
        ("乡村学校少年宫", "minors"),
        ("公益广告", "publicity"),
        ("红黑榜", "integrity"),
        ("我们的节日", "festival"),
        ("网络文明", "online"),
        ("光盘行动", "manners"),
        ("红白理事会", "village"),
        ("文明单位", "unit"),
        ("今天天气", None),
    ],
)
def test_category(term, category):
    assert category_of(term) == category


def test_entry_forms():
    assert make_entry("创文", where="x") == Entry("创文", None, None)
    assert make_entry(("创文", 3), where="x") == Entry("创文", 3, None)
    assert make_entry(["创文", None, "NTC"], where="x") == Entry("创文", None, "nt")
    with pytest.raises(InputError, match=r"^here: "):
        make_entry("", where="here")


def test_dictionary_forms(tmp_path):
    path = tmp_path / "words.txt"
    path.write_text("创文 3 v\n5G 10\n创城\tn\n12345 2 nz\n\n文明办\n", encoding="utf-8")
    assert read_dictionary(path) == (
        Entry("创文", 3, "v"),
        Entry("5G", 10, None),
        Entry("创城", None, "n"),
        Entry("12345", 2, "nz"),
        Entry("文明办", None, None),
    )


def test_corrections_are_known_tags_and_no_persons():
    assert set(corrections().values()) <= set(POS.values)
    assert not [word for word, tag in corrections().items() if is_name(tag)]
    assert corrections()["宣传部"] == "nt"


def test_every_tag_is_noun_verb_or_other():
    assert not [tag for tag in POS.values if is_noun(tag) and is_verb(tag) and tag != "vn"]
    assert is_noun("vn")
    assert is_verb("vn")
    assert not any(map(is_content, ("x", "w", "m", "q", "uj", "p", "c", "d", "eng"[:1])))
    assert all(map(is_content, ("n", "nr", "ns", "v", "vn", "a", "l", "i", "j", "nz", "eng")))


@pytest.mark.parametrize(
    ("tag", "known"), [("n", "n"), ("ntc", "nt"), ("Ns", "ns"), ("vshi", "v"), ("", None), ("名", None), ("3", None)]
)
def test_known_tag(tag, known):
    assert known_tag(tag) == known
