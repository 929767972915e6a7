"""The tables over all articles, as an analysis offers them."""

from __future__ import annotations

import pandas as pd
import pytest

from wenming_nlp.errors import InputError
from wenming_nlp.records import registry
from wenming_nlp.run.analyze import analyze
from wenming_nlp.schema import CORPUS_TABLES

PAGES = [
    {"id": f"p{day}", "标题": "播州区召开创文工作会议", "日期": f"2017-04-{day}", "来源": "播州区文明办", "正文": text}
    for day, text in (
        (19, "4月19日，区委副书记、区长肖光强主持会议，区委副书记邹艺出席会议并讲话。区城管局负责人参加会议。"),
        (25, "4月25日，区委副书记、区长肖光强出席启动仪式。"),
    )
]


@pytest.fixture(scope="module")
def analysis():
    return analyze(PAGES)


def test_tables_of_the_registry(analysis):
    assert analysis.tenures.set_index("post").loc["区长", "n_articles"] == 2
    assert analysis.people["name"].tolist() == ["肖光强", "邹艺"]
    assert "播州区城管局" in analysis.organs["name"].tolist()
    assert set(analysis.ties["kind"]) == {"together", "chaired", "same_organ"}
    for name in ("people", "tenures", "organs", "ties"):
        table = getattr(analysis, name)
        assert table is getattr(analysis, name)
        assert list(table.columns) == list(CORPUS_TABLES[name].columns)
    pd.testing.assert_frame_equal(analysis.people, registry.people(analysis.officials, analysis.articles))


def test_tables_that_were_left_out_are_named():
    with pytest.raises(InputError, match="'officials' was left out"):
        analyze(PAGES, tables=["articles"]).people  # noqa: B018  (asking is the test)


def test_no_articles():
    assert analyze([]).people.empty
    assert analyze([]).organs.empty


def test_the_corpus_as_methods():
    """Each method is the function of `terms` over the tables of the analysis."""
    text = "区委书记李明强调，要切实提高政治站位，落实“门前三包”“一票否决”，把创建全国文明城市作为头等大事抓紧抓实。"
    pages = [
        {
            "id": f"p{day}",
            "标题": f"播州区召开第{day}次创文会议",
            "日期": f"2017-04-{day}",
            "来源": "播州区文明办",
            "正文": text,
        }
        for day in (19, 25)
    ]
    analysis = analyze(pages)
    assert analysis.terms().set_index("term").loc["李明", "n_articles"] == 2
    assert analysis.trends("门前三包", by="year")["n"].tolist() == [2]
    assert analysis.adoption("门前三包")[["home_adcode", "article_id", "rank"]].to_numpy().tolist() == [
        ["520304", "p19", 1]
    ]
    assert set(zip(analysis.reuse()["article_id"], analysis.reuse()["other_id"], strict=True)) == {("p25", "p19")}
    assert analysis.ngrams().set_index("ngram").loc["提高 政治站位", ["n", "n_articles"]].tolist() == [2, 2]
    assert analysis.phrases(min_n=2, min_articles=2, min_cohesion=0, min_entropy=0)["n"].min() >= 2
    assert analysis.formula_pairs()[["phrase", "other", "n_articles"]].to_numpy().tolist() == [
        ["一票否决", "门前三包", 2]
    ]
    assert analysis.demands().set_index("demand").loc["提高政治站位", "n_articles"] == 2
    assert analysis.dispersion(by="home")["n_parts"].tolist()[0] == 1
