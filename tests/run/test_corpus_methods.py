"""What an analysis can be asked about words: thin methods over `terms`."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from wenming_nlp.errors import InputError
from wenming_nlp.run.analyze import analyze
from wenming_nlp.terms.codebook import Codebook
from wenming_nlp.terms.collocates import collocates
from wenming_nlp.terms.concordance import concordance
from wenming_nlp.terms.keyness import keyness

PAGES = [
    {
        "id": f"p{i}", "标题": title, "日期": day, "来源": source,
        "正文": f"{day[:4]}年，区委副书记、区长肖光强出席会议并讲话。{text}",
    }
    for i, (title, day, source, text) in enumerate(
        [
            ("播州区志愿服务进社区", "2017-04-19", "播州区文明办", "志愿者走进社区，开展志愿服务。社区志愿者清扫街道。"),
            ("播州区志愿者慰问老人", "2017-05-19", "播州区文明办", "志愿者慰问社区老人，成为风景。增强四个意识。"),
            ("汇川区整治交通秩序", "2018-04-20", "汇川区文明办", "交警整治交通秩序，交警劝导行人。坚持两个维护。"),
            ("汇川区交通安全宣传", "2018-06-20", "汇川区文明办", "交警宣传交通安全。增强四个意识，做到两个维护。"),
        ]
    )
]  # fmt: skip


@pytest.fixture(scope="module")
def analysis():
    return analyze(PAGES)


def test_keyness_of_some_articles(analysis):
    chosen = analysis.articles["text"].str.contains("志愿")
    found = analysis.keyness(chosen, min_n=2)
    assert found["term"].iloc[[0, 1, -2, -1]].tolist() == ["播州", "志愿者", "交警", "汇川区"]
    ids = ["p0", "p1"]
    pd.testing.assert_frame_equal(found, keyness(analysis.tokens, ids, min_n=2))
    pd.testing.assert_frame_equal(found, analysis.keyness(by="year", target=2017, min_n=2))
    pd.testing.assert_frame_equal(found, analysis.keyness(by="year", target="2017", reference=["2018"], min_n=2))
    pd.testing.assert_frame_equal(found, analysis.keyness(by="source", target="播州区文明办", min_n=2))


def test_keyness_of_formulas(analysis):
    found = analysis.keyness(by="year", target=2018, of="slogans", min_n=1).set_index("term")
    assert found.loc["两个维护", ["n_target", "n_reference"]].tolist() == [2, 0]


def test_collocates(analysis):
    found = analysis.collocates("社区", min_n=1)
    pd.testing.assert_frame_equal(found, collocates(analysis.tokens, "社区", min_n=1))
    assert "志愿者" in found["term"].tolist()


def test_concordance(analysis):
    pd.testing.assert_frame_equal(analysis.concordance("志愿"), concordance(analysis.articles, "志愿"))
    assert len(analysis.concordance("社区", whole_words=True)) < len(analysis.concordance("社区"))
    assert set(analysis.concordance(re.compile("交.安全"))["node"]) == {"交通安全"}
    found = analysis.concordance(official="肖光强", left_chars=2)
    assert found["article_id"].tolist() == ["p0", "p1", "p2", "p3"]
    assert set(found["left"]) == {"区长"}
    assert "两个维护" in set(analysis.concordance(label="SLOGAN")["node"])


def test_cooccurrence(analysis):
    found = analysis.cooccurrence(["志愿者", "社区"], by="sentence")
    assert found[["source", "target", "n_articles"]].to_numpy().tolist() == [["志愿者", "社区", 2]]
    pairs = analysis.cooccurrence(of="slogans", min_n=1)
    assert {"两个维护", "四个意识"} in [set(pair) for pair in pairs[["source", "target"]].to_numpy().tolist()]


def test_codings(analysis, tmp_path):
    path = tmp_path / "codes.toml"
    path.write_text('"志愿" = ["志愿者"]\n["交通"]\nrules = ["交警 AND 社区", "交警 NEAR/5 劝导"]\n', encoding="utf-8")
    found = analysis.codings(path)
    texts = analysis.articles.set_index("article_id")["text"]
    assert [texts[row.article_id][row.start : row.end] for row in found.itertuples()] == found["text"].tolist()
    assert set(found.loc[found["category"] == "交通", "text"]) == {"交警", "劝导"}
    pd.testing.assert_frame_equal(found, analysis.codings(Codebook.from_toml(path)))
    counts = analysis.coding_counts(path, by="year").set_index(["category", "group"])
    assert counts.loc[("志愿", "2018"), "n"] == 0
    assert counts.loc[("交通", "2018"), "n_articles"] == 1
    within = analysis.codings({"句": {"rules": ["四个意识 AND 风景"]}}, unit="sentence")
    assert within.empty
    assert not analysis.codings({"句": ["志愿者"]}, whole_words=True).empty


def test_bad_input_says_what_was_expected(analysis):
    both = "expected either where, or by and target"
    with pytest.raises(InputError, match=both):
        analysis.keyness()
    with pytest.raises(InputError, match=both):
        analysis.keyness([True] * 4, by="year", target=2017)
    with pytest.raises(InputError, match=both):
        analysis.keyness(by="year")
    with pytest.raises(InputError, match="target: expected one of 2 groups"):
        analysis.keyness(by="year", target=1999)
    with pytest.raises(InputError, match="reference: expected articles that are not in target"):
        analysis.keyness(by="year", target=2017, reference=2017)
    with pytest.raises(InputError, match="of: expected one of tokens, slogans, keywords, entities, got 'people'"):
        analysis.keyness(by="year", target=2017, of="people")
    with pytest.raises(InputError, match="unit: expected one of article, sentence"):
        analysis.codings({"志愿": ["志愿者"]}, unit="paragraph")
    for wrong in ({}, {"node": "社区", "label": "ORG"}):
        with pytest.raises(InputError, match="expected one of node, label and official"):
            analysis.concordance(**wrong)
    with pytest.raises(InputError, match="'tokens' was left out"):
        analyze(PAGES, tables=["articles"]).collocates("社区")
