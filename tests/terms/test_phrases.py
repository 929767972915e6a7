"""New phrases: cohesion and entropy by hand, edges, and lines that a tokenizer takes."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from wenming_nlp.errors import InputError, SchemaError
from wenming_nlp.schema import PHRASES
from wenming_nlp.terms.phrases import find_phrases
from wenming_nlp.text.segment import Tokenizer

if TYPE_CHECKING:
    from pathlib import Path


def _tokens(articles: list[list[tuple[str, str]]]) -> pd.DataFrame:
    """Return a token table of (word, tag) lists, one article and sentence each."""
    rows = []
    for number, words in enumerate(articles):
        place = 0
        for i, (word, pos) in enumerate(words):
            rows.append((f"a{number:02}", i, 0, place, place + len(word), word, pos))
            place += len(word)
    return pd.DataFrame(rows, columns=["article_id", "token_id", "sentence_id", "start", "end", "text", "pos"])


N, V = "n", "v"
LOOSE = {"min_n": 2, "min_articles": 1, "min_cohesion": 0.0, "min_entropy": 0.0}


def test_cohesion_and_entropy_by_hand():
    tokens = _tokens(
        [
            [("组织", V), ("红袖章", N), ("队", N), ("巡逻", V)],
            [("组织", V), ("红袖章", N), ("队", N), ("上街", V)],
            [("表扬", V), ("红袖章", N), ("队", N)],
            [("表扬", V), ("红袖章", N), ("队", N)],
            [("球", N), ("队", N), ("巡逻", V)],
        ]
    )
    row = find_phrases(tokens, **LOOSE).set_index("phrase").loc["红袖章队"]
    # Of 17 words 红袖章 is 4, 队 is 5; they stand together 4 times.
    assert row["cohesion"] == pytest.approx(math.log2(4 * 17 / (4 * 5)))
    assert row["left_entropy"] == pytest.approx(1.0)
    # Behind it: 巡逻, 上街, and two ends of which each differs from everything else.
    assert row["right_entropy"] == pytest.approx(2.0)
    assert row[["n", "n_articles", "line"]].tolist() == [4, 4, "红袖章队 4 n"]
    assert list(row["words"]) == ["红袖章", "队"]


def test_cohesion_is_that_of_the_weakest_joint():
    """新时代 文明 实践 站: the least over the three ways to part it, each with counts of its parts."""
    articles = [[("文明", N), ("实践", N), ("站", N)]] * 3 + [[("文明", N), ("实践", N)]] * 2 + [[("站", N)]] * 4
    row = find_phrases(_tokens(articles), **LOOSE).set_index("phrase").loc["文明实践站"]
    total = 3 * 3 + 2 * 2 + 4
    assert row["cohesion"] == pytest.approx(min(math.log2(3 * total / (5 * 3)), math.log2(3 * total / (5 * 7))))


@pytest.mark.parametrize(
    "words",
    [
        [("的", "uj"), ("城市", N)],
        [("城市", N), ("和", "c")],
        [("要", V), ("坚持", V)],
        [("数据", N), ("显示", V)],
        [("落实", V), ("好", "a")],
        [("日", "m"), ("上午", "t")],
        [("两", "m"), ("个", "q")],
        [("GDP", "eng"), ("增速", N)],
        [("创建", V), ("2025", "m")],
    ],
)
def test_what_is_no_phrase(words: list[tuple[str, str]]):
    assert find_phrases(_tokens([words] * 5), **LOOSE).empty


@pytest.mark.parametrize(
    "words",
    [[("两个", "m"), ("确立", V)], [("两", "m"), ("山", N)], [("学习", V), ("贯彻", V)], [("新", "a"), ("征程", N)]],
)
def test_what_is_a_phrase(words: list[tuple[str, str]]):
    assert find_phrases(_tokens([words] * 5), **LOOSE)["phrase"].tolist() == ["".join(word for word, _ in words)]


def test_thresholds_and_lengths():
    tokens = _tokens([[("红袖章", N), ("队", N)]] * 5)
    assert find_phrases(tokens, **LOOSE | {"min_n": 6}).empty
    assert find_phrases(tokens, **LOOSE | {"min_articles": 6}).empty
    assert find_phrases(tokens, **LOOSE | {"min_cohesion": 1.1}).empty
    assert find_phrases(tokens, **LOOSE | {"min_entropy": 2.4}).empty
    assert find_phrases(tokens, **LOOSE, max_chars=3).empty
    assert len(find_phrases(tokens, **LOOSE | {"min_n": 5, "min_cohesion": 1.0, "min_entropy": 2.3}, max_chars=4)) == 1


def test_the_phrase_that_is_cut_in_two_ways_stands_once():
    found = find_phrases(_tokens([[("红", N), ("袖章", N)]] * 3 + [[("红袖", N), ("章", N)]] * 2), **LOOSE)
    assert found[["phrase", "n"]].to_numpy().tolist() == [["红袖章", 3]]


def test_ranks_fall_with_articles_and_rows_may_stand_in_any_order():
    articles = [[("红袖章", N), ("队", N)]] * 3 + [[("银龄", N), ("站", N)]] * 4
    tokens = _tokens(articles)
    found = find_phrases(tokens, **LOOSE)
    assert found[["rank", "phrase"]].to_numpy().tolist() == [[1, "银龄站"], [2, "红袖章队"]]
    pd.testing.assert_frame_equal(find_phrases(tokens.sample(frac=1, random_state=2), **LOOSE), found)


def test_accepted_lines_keep_the_phrase_whole(tmp_path: Path):
    """The lines go into a file, the file to a tokenizer, and the phrase is one word from then on."""
    texts = [f"{verb}红袖章队{what}。" for verb in ("组织", "走访", "表扬") for what in ("成员", "上街", "巡逻")]
    plain = Tokenizer()
    rows = []
    for number, text in enumerate(texts):
        for i, (start, end, word, pos) in enumerate(plain.tokens(text)):
            rows.append((f"a{number}", i, 0, start, end, word, pos))
    tokens = pd.DataFrame(rows, columns=["article_id", "token_id", "sentence_id", "start", "end", "text", "pos"])
    found = find_phrases(tokens, min_n=9, min_cohesion=1)
    assert found["phrase"].tolist() == ["红袖章队"]
    file = tmp_path / "my-words.txt"
    file.write_text("\n".join(found["line"]), encoding="utf-8")
    tokenizer = Tokenizer(dictionaries=[file])
    assert all("红袖章队" in tokenizer(text) for text in texts)
    assert "红袖章队" not in plain(texts[0])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"min_n": 1}, "min_n: expected a whole number of 2 or more, got 1"),
        ({"max_words": 1}, "max_words"),
        ({"min_entropy": -1}, "min_entropy: expected a number of 0 or more"),
        ({"min_cohesion": math.nan}, "min_cohesion"),
    ],
)
def test_wrong_arguments_are_told(arguments: dict, message: str):
    with pytest.raises(InputError, match=message):
        find_phrases(_tokens([[("红袖章", N)]]), **arguments)


def test_no_rows_and_missing_columns():
    tokens = _tokens([[("红袖章", N), ("队", N)]])
    pd.testing.assert_frame_equal(find_phrases(tokens.iloc[:0]), PHRASES.empty())
    with pytest.raises(SchemaError, match="pos"):
        find_phrases(tokens.drop(columns="pos"))
