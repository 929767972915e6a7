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
