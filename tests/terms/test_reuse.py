"""Shared clauses: planted ones are found with the right spans and direction, and nothing else is."""

from __future__ import annotations

import random
from difflib import SequenceMatcher

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wenming_nlp.errors import InputError, SchemaError
from wenming_nlp.schema import REUSE
from wenming_nlp.terms import reuse as module
from wenming_nlp.terms.reuse import reuse

HAN = [chr(code) for code in range(0x4E00, 0x4E00 + 3000)]
CLAUSE = "把创建全国文明城市作为头等大事抓紧抓实抓出成效"
LONG = "要切实提高政治站位，压紧压实各级各部门责任，确保各项任务按时保质完成"


def _noise(seed: int, n: int = 40) -> str:
    return "".join(random.Random(seed).choices(HAN, k=n))


def _articles(*texts: str, days: list[str | None] | None = None) -> pd.DataFrame:
    days = days or [f"2018-01-{i + 1:02}" for i in range(len(texts))]
    ids = [f"a{i}" for i in range(len(texts))]
    return pd.DataFrame({"article_id": ids, "published": pd.to_datetime(days), "text": list(texts)})


def _told(found: pd.DataFrame) -> list[tuple]:
    return list(found[["article_id", "other_id", "text", "similarity"]].itertuples(index=False, name=None))


def test_a_clause_that_is_taken_over():
    articles = _articles(f"{_noise(1)}，{CLAUSE}。{_noise(2)}", f"{_noise(3)}。{CLAUSE}，{_noise(4)}")
    found = reuse(articles)
    assert _told(found) == [("a1", "a0", CLAUSE, 1.0)]
    row = found.iloc[0]
    assert articles["text"][0][row["other_start"] : row["other_end"]] == CLAUSE
    assert row["n_chars"] == len(CLAUSE)


def test_punctuation_and_white_space_do_not_count():
    found = reuse(_articles(LONG, LONG.replace("，", " ；\n").replace("各级各部门", "“各级各部门”")))
    assert found["similarity"].tolist() == [1.0]
    assert found["text"][0].startswith("要切实")


def test_a_changed_word_is_near():
    changed = LONG.replace("各项任务", "各类任务")
    articles = _articles(f"{_noise(1)}。{LONG}。", f"{changed}。{_noise(2)}")
    found = reuse(articles)
    assert _told(found) == [("a1", "a0", changed, pytest.approx(31 / 32))]
    assert reuse(articles, min_similarity=1.0)["text"].tolist() == [LONG.rsplit("，", 1)[0]]


def test_an_edge_that_differs_is_taken_in():
    found = reuse(_articles(f"会议强调，全市{LONG}。", f"会议指出，我区各地{LONG}！"))
    assert found["text"].tolist() == [f"我区各地{LONG}"]
    assert found["similarity"][0] == pytest.approx(32 / 36)


def test_direction_is_by_date_then_by_id_and_without_date_last():
    texts = [f"{_noise(i)}。{CLAUSE}。" for i in range(4)]
    found = reuse(_articles(*texts, days=[None, "2018-05-02", "2018-05-01", "2018-05-01"]))
    assert list(zip(found["article_id"], found["other_id"], strict=True)) == [("a0", "a2"), ("a1", "a2"), ("a3", "a2")]


def test_a_frequent_formula_does_not_break_a_passage():
    """The formula stands in earlier articles, the passage around it was taken from a later one."""
    formula = "习近平新时代中国特色社会主义思想"
    passage = f"{_noise(90, 15)}以{formula}为指导{_noise(91, 15)}"
    texts = [f"{_noise(i)}{formula}{_noise(50 + i)}" for i in range(9)]
    found = reuse(_articles(*texts, f"{_noise(95)}。{passage}。", f"{passage}。{_noise(96)}"), max_sources=1)
    assert _told(found) == [("a10", "a9", passage, 1.0)]


def test_the_longest_source_wins():
    found = reuse(_articles(f"{CLAUSE}。", f"{CLAUSE}，{LONG}。", f"{_noise(1)}。{CLAUSE}，{LONG}。"))
    assert _told(found) == [("a1", "a0", CLAUSE, 1.0), ("a2", "a1", f"{CLAUSE}，{LONG}", 1.0)]


def test_short_clauses_and_parts_of_a_clause_are_left_out():
    assert reuse(_articles("扎实推进各项工作落实。", "扎实推进各项工作落实。")).empty
    part = f"{_noise(1)}{CLAUSE}{_noise(2)}"
    assert reuse(_articles(part, f"{_noise(3)}{CLAUSE}{_noise(4)}")).empty
    assert len(reuse(_articles(CLAUSE, CLAUSE), min_chars=len(CLAUSE))) == 1
    assert reuse(_articles(CLAUSE, CLAUSE), min_chars=len(CLAUSE) + 1).empty


def test_an_article_does_not_take_over_from_itself():
    assert reuse(_articles(f"{CLAUSE}。{_noise(1)}。{CLAUSE}。")).empty


def test_order_of_rows_and_size_of_steps_decide_nothing(monkeypatch: pytest.MonkeyPatch):
    rng = random.Random(7)
    clauses = [_noise(seed, 20) for seed in range(12)]
    texts = ["，".join(rng.choices(clauses, k=6)) + "。" for _ in range(25)]
    articles = _articles(*texts)
    whole = reuse(articles, max_sources=3)
    assert len(whole) > 20
    pd.testing.assert_frame_equal(reuse(articles.sample(frac=1, random_state=1), max_sources=3), whole)
    monkeypatch.setattr(module, "_PAIRS", 1)
    pd.testing.assert_frame_equal(reuse(articles, max_sources=3), whole)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(st.sampled_from([*(_noise(seed, 9) for seed in range(5)), "市", "县，"]), max_size=9), max_size=5)
)
def test_every_row_is_true_of_both_texts(pieces: list[list[str]]):
    articles = _articles(*("，".join(piece) for piece in pieces))
    texts = articles.set_index("article_id")["text"]
    for row in reuse(articles).itertuples():
        assert row.text == texts[row.article_id][row.start : row.end]
        assert row.other_id < row.article_id
        mine, other = (
            "".join(filter(str.isalnum, text))
            for text in (row.text, texts[row.other_id][row.other_start : row.other_end])
        )
        same = sum(block.size for block in SequenceMatcher(None, mine, other, autojunk=False).get_matching_blocks())
        assert len(mine) >= 16
        assert row.similarity >= 0.8
        # What is counted as the same is a common subsequence, so no more than the best of them.
        assert row.similarity * max(len(mine), len(other)) <= same + 2
        if row.similarity == 1:
            assert mine == other


def test_one_letter_over_and_over_ends_in_time():
    assert len(reuse(_articles("哈" * 900, "哈" * 900))) == 1
    assert reuse(_articles("哈" * 9000, "嘿" * 9000)).empty


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"min_chars": 7}, "min_chars: expected a whole number of 8 or more, got 7"),
        ({"min_similarity": 0.4}, "min_similarity: expected a number from 0.5 to 1"),
        ({"max_sources": 0}, "max_sources: expected a whole number from 1 to 100"),
    ],
)
def test_wrong_arguments_are_told(arguments: dict, message: str):
    with pytest.raises(InputError, match=message):
        reuse(_articles(CLAUSE), **arguments)


def test_wrong_tables_are_told():
    with pytest.raises(SchemaError, match="published"):
        reuse(_articles(CLAUSE).drop(columns="published"))
    with pytest.raises(InputError, match="'a0' twice"):
        reuse(pd.concat([_articles(CLAUSE)] * 2))


@pytest.mark.parametrize("texts", [[], [""], ["。"], [CLAUSE], ["短", "短"]])
def test_little_text(texts: list[str]):
    pd.testing.assert_frame_equal(reuse(_articles(*texts)), REUSE.empty())
