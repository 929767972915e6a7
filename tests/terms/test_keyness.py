"""Keyness, against published figures, scipy, and the formulas written out."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from wenming_nlp.errors import InputError, SchemaError
from wenming_nlp.schema import KEYNESS
from wenming_nlp.terms.keyness import keyness, measure_keyness

# Rayson to the Corpora list, 18 January 2002: the verb "keep" in learners' and in native speakers' English, rounded.
KEEP = [(90, 392, 170), (147, 348, 99), (0, 15, 14), (14, 9, 32), (0, 21, 25)]


def measured(a, b, c, d, **options):
    options = {"prior": [1.0], "prior_size": 500.0} | options
    return measure_keyness([a], [b], size_target=c, size_reference=d, **options)


def tokens_of(**articles: str) -> pd.DataFrame:
    """Return a token table of words with blanks between; 。 is punctuation."""
    rows = [(name, i, word) for name, text in articles.items() for i, word in enumerate(text.split())]
    table = pd.DataFrame(rows, columns=["article_id", "token_id", "text"])
    return table.assign(pos=np.where(table["text"] == "。", "x", "n"))


@pytest.mark.parametrize(("stated", "target", "reference"), KEEP)
def test_log_likelihood_as_its_author_worked_it_out(stated, target, reference):
    assert round(float(measured(target, reference, 1e6, 1e6).log_likelihood[0])) == stated


def test_log_likelihood_of_the_lancaster_course():
    """52 times in 50,000 words against 57 in 75,000: 2.65, which is below the bound for 5 %."""
    found = measured(52, 57, 50_000, 75_000)
    assert float(found.log_likelihood[0]) == pytest.approx(2.65, abs=0.005)
    assert found.p[0] > 0.05


def test_bounds_of_significance():
    """The critical values of Lancaster's calculator: 3.84 for 5 %, 6.63 for 1 %, 10.83 for 0.1 %, 15.13 for 0.01 %."""
    for bound, p in ((3.84, 0.05), (6.63, 0.01), (10.83, 0.001), (15.13, 0.0001)):
        assert stats.chi2.sf(bound, 1) == pytest.approx(p, rel=0.01)
    counts = np.arange(1, 60)
    found = measure_keyness(counts, 60 - counts, size_target=900, size_reference=1000, prior=counts, prior_size=5000)
    assert found.p == pytest.approx(stats.chi2.sf(found.log_likelihood, 1))


@given(st.integers(0, 300), st.integers(0, 300), st.integers(0, 10**6), st.integers(0, 10**6))
def test_the_same_as_scipy(a, b, more, others):
    if not a + b:
        return
    c, d = a + more + 1, b + others + 1
    found = measured(a, b, c, d)
    expected = np.array([c, d]) * (a + b) / (c + d)
    g2, p = stats.power_divergence([a, b], expected, lambda_="log-likelihood")
    assert found.log_likelihood[0] == pytest.approx(g2, rel=1e-6, abs=1e-6)
    assert found.p[0] == pytest.approx(p, rel=1e-4, abs=1e-6)
    table = stats.chi2_contingency([[a, b], [c - a, d - b]], correction=False)
    assert found.chi_square[0] == pytest.approx(table.statistic, rel=1e-6, abs=1e-6)


def test_log_ratio_is_in_powers_of_two_and_takes_none_for_a_half():
    """Hardie 2014: 1 is twice as frequent, 2 four times; CQPweb and Lancaster's calculator put 0.5 for 0."""
    assert measured(40, 10, 1000, 1000).log_ratio[0] == pytest.approx(2)
    assert measured(10, 10, 1000, 2000).log_ratio[0] == pytest.approx(1)
    assert measured(0, 4, 1000, 1000).log_ratio[0] == pytest.approx(-3)
    assert measured(4, 0, 1000, 1000).log_ratio[0] == pytest.approx(3)


def test_log_odds_written_out():
    """Equations 15, 16, 20 and 22 of Monroe, Colaresi and Quinn, term by term."""
    found = measured(30, 5, 1000, 2000, prior=[2.5], prior_size=500.0)
    first = math.log((30 + 2.5) / (1000 + 500 - 30 - 2.5))
    second = math.log((5 + 2.5) / (2000 + 500 - 5 - 2.5))
    assert found.log_odds[0] == pytest.approx(first - second)
    assert found.z[0] == pytest.approx((first - second) / math.sqrt(1 / 32.5 + 1 / 7.5))


def test_z_of_another_implementation():
    """The README of the package fightin_words: two sentences, 0.05 a word beforehand, z of -0.6894 for "donkey"."""
    first = "the quick brown fox jumps over the lazy pig".split()
    second = "the lazy purple pig jumps over the lazier donkey".split()
    words = sorted({*first, *second})
    found = measure_keyness(
        [first.count(word) for word in words],
        [second.count(word) for word in words],
        size_target=len(first),
        size_reference=len(second),
        prior=[0.05] * len(words),
        prior_size=0.05 * len(words),
    )
    z = dict(zip(words, found.z.tolist(), strict=True))
    for word in ("donkey", "lazier", "purple"):
        assert z[word] == pytest.approx(-0.6894227886807968)
    for word in ("brown", "fox", "quick"):
        assert z[word] == pytest.approx(0.6894227886807968)
    for word in ("jumps", "lazy", "over", "pig", "the"):
        assert z[word] == pytest.approx(0)


def test_p_for_many_tests_is_that_of_scipy():
    rng = np.random.default_rng(5)
    a, b = rng.integers(0, 40, 50), rng.integers(1, 40, 50)
    found = measure_keyness(a, b, size_target=900, size_reference=800, prior=a + b, prior_size=2000)
    assert found.p_adjusted == pytest.approx(stats.false_discovery_control(found.p))


def test_a_table_of_articles():
    tokens = tokens_of(a="志愿者 志愿者 社区 。", b="志愿者 交警", c="交警 交警 社区", d="芒果 芒果")
    found = keyness(tokens, ["a", "b"], ["c"], min_n=1, prior=10)
    assert list(found.columns) == list(KEYNESS.columns)
    rows = found.set_index("term")
    assert rows[["n_target", "n_reference"]].to_dict("index") == {
        "志愿者": {"n_target": 3, "n_reference": 0},
        "社区": {"n_target": 1, "n_reference": 1},
        "交警": {"n_target": 1, "n_reference": 2},
    }
    # 5 words against 3: punctuation counts for nothing, d is in neither part.
    alone = measured(3, 0, 5, 3, prior=[10 * 3 / 10], prior_size=10)
    assert rows.loc["志愿者", "log_likelihood"] == pytest.approx(float(alone.log_likelihood[0]))
    # The prior is spread as in the whole table, of which d is a part.
    assert rows.loc["志愿者", "z"] == pytest.approx(float(alone.z[0]))
    assert found["term"].tolist() == ["志愿者", "社区", "交警"]


def test_all_others_are_the_reference_unless_told():
    tokens = tokens_of(a="志愿者", b="交警", c="芒果")
    pd.testing.assert_frame_equal(keyness(tokens, ["a"], min_n=1), keyness(tokens, {"a"}, ["b", "c"], min_n=1))
    pd.testing.assert_frame_equal(keyness(tokens, ["a"], min_n=1), keyness(tokens, pd.Series(["a"]), min_n=1))


def test_rare_terms_and_stop_words_are_not_listed_but_count():
    tokens = tokens_of(a="开展 开展 志愿者 志愿者", b="开展 志愿者 芒果 芒果")
    found = keyness(tokens, ["a"], min_n=3).set_index("term")
    assert found.index.tolist() == ["志愿者"]
    assert found.loc["志愿者", "log_ratio"] == pytest.approx(1)  # 2 of 4 words against 1 of 4
    assert "开展" in keyness(tokens, ["a"], min_n=3, keep_stop_words=True)["term"].tolist()


def test_other_tables_than_words():
    slogans = pd.DataFrame(
        {"article_id": ["a", "a", "b"], "phrase": ["两个维护", "四个意识", "四个意识"], "n": [7, 1, 2]}
    )
    found = keyness(slogans, ["a"], term="phrase", n="n", min_n=1).set_index("term")
    assert found["n_target"].to_dict() == {"两个维护": 7, "四个意识": 1}
    assert found["n_reference"].to_dict() == {"两个维护": 0, "四个意识": 2}
    assert found.loc["两个维护", "log_likelihood"] == pytest.approx(float(measured(7, 0, 8, 2).log_likelihood[0]))


def test_nulls_are_no_terms():
    table = pd.DataFrame({"article_id": ["a", "a", "b"], "name": ["文明办", None, "文明办"]})
    assert keyness(table, ["a"], term="name", min_n=1)["n_target"].tolist() == [1]


def test_a_corpus_of_one_word_differs_in_nothing():
    found = keyness(tokens_of(a="志愿者 志愿者", b="志愿者"), ["a"], min_n=1)
    assert found[["log_likelihood", "log_ratio", "log_odds", "z"]].to_numpy().tolist() == [[0, 0, 0, 0]]
    assert found["p"].tolist() == [1.0]


@given(st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(random):
    tokens = tokens_of(a="志愿者 社区 社区", b="交警 芒果 社区", c="芒果 志愿者")
    order = random.sample(range(len(tokens)), len(tokens))
    pd.testing.assert_frame_equal(keyness(tokens.iloc[order], ["a"], min_n=1), keyness(tokens, ["a"], min_n=1))


@given(st.lists(st.sampled_from("甲乙丙丁"), min_size=1), st.lists(st.sampled_from("甲乙丙丁"), min_size=1))
def test_swapping_the_parts_turns_all_that_has_a_direction(first, second):
    tokens = tokens_of(a=" ".join(first), b=" ".join(second))
    there = keyness(tokens, ["a"], min_n=1).set_index("term").sort_index()
    back = keyness(tokens, ["b"], min_n=1).set_index("term").sort_index()
    for name in ("log_likelihood", "p", "chi_square", "p_adjusted"):
        assert there[name].to_numpy() == pytest.approx(back[name].to_numpy(), abs=1e-9)
    for name in ("log_ratio", "log_odds", "z"):
        assert there[name].to_numpy() == pytest.approx(-back[name].to_numpy(), abs=1e-9)


@pytest.mark.parametrize(
    ("arguments", "options", "told"),
    [
        ((["zz"],), {}, "target: expected ids of articles with words, of the 2 of the table"),
        ((["a", "b"],), {}, "reference: expected ids of articles with words"),
        ((["a"], []), {}, "reference: expected ids of articles with words"),
        ((["a"], ["a", "b"]), {}, "got 'a' in both"),
        (("a",), {}, "target: expected a collection of article ids, got 'a'"),
        ((["a"],), {"min_n": 0}, "min_n: expected a whole number of 1 or more, got 0"),
        ((["a"],), {"prior": 0}, "prior: expected a number above 0, got 0"),
        ((["a"],), {"prior": math.nan}, "prior: expected a number above 0, got nan"),
        ((["a"],), {"term": "phrase"}, "expected a table with a column 'phrase'"),
    ],
)
def test_bad_input_says_what_was_expected(arguments, options, told):
    with pytest.raises(InputError, match=told):
        keyness(tokens_of(a="志愿者", b="交警"), *arguments, **options)


def test_an_empty_table_has_no_part_to_compare():
    with pytest.raises(InputError, match="target: expected ids"):
        keyness(tokens_of(), [])
    with pytest.raises(SchemaError, match="article_id"):
        keyness(pd.DataFrame({"text": ["文明"]}), ["a"])
