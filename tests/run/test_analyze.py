"""Articles to tables in memory: what fails, what raises, what the tables say."""

from __future__ import annotations

import pandas as pd
import pytest

from wenming_nlp.article import Article, Paragraph
from wenming_nlp.entities.mentions import Mention
from wenming_nlp.errors import ConfigError, InputError, PageError, ResourceError
from wenming_nlp.run import extract as stages
from wenming_nlp.run.analyze import analyze, analyze_text
from wenming_nlp.schema import TABLES

PAGE = """首页 > 要闻
武陵区召开创文推进会
时间:2019-03-05 来源:武陵区文明办
　　3月4日,武陵区创建全国文明城市工作推进会召开。区委书记龚长河出席会议并讲话。
　　会议要求,依照《责任追究办法(试行)》(武办发﹝2019﹞6号)追责,解决“五个不到位”问题。
责任编辑:文静
"""


def test_one_page_fills_the_tables():
    one = analyze_text(PAGE)
    (article,) = one.articles.to_dict("records")
    assert article["article_id"] == "text"
    assert (article["title"], article["source"], article["editor"]) == ("武陵区召开创文推进会", "武陵区文明办", "文静")
    assert article["published"] == pd.Timestamp("2019-03-05")
    assert article["n_chars"] == len(article["text"])
    assert article["n_tokens"] == len(one.tokens)
    assert article["topic_score"] == one.topics["score"].max() == pytest.approx(one.topics["score"].max())
    assert one.topics["score"].sum() == pytest.approx(1)
    assert "龚长河" in set(one.officials["name"])
    assert one.documents["title"].tolist() == ["责任追究办法(试行)"]
    assert one.documents["number"].tolist() == ["武办发﹝2019﹞6号"]
    assert one.keywords["rank"].tolist() == list(range(1, len(one.keywords) + 1))
    assert one.failures.empty


@pytest.mark.parametrize("name", TABLES)
def test_every_table_conforms_and_has_unique_keys(name: str):
    frame = analyze_text(PAGE)[name]
    schema = TABLES[name]
    pd.testing.assert_frame_equal(schema.conform(frame), frame)
    assert not frame.duplicated(list(schema.key)).any()


def test_bytes_and_markup_are_pages_too():
    html = f"<html><body><h1>题</h1><p>{PAGE}</p></body></html>".encode("gb18030")
    assert "龚长河" in set(analyze_text(html).officials["name"])


@pytest.mark.parametrize(("text", "error"), [("", PageError), ("  \n", PageError), (None, InputError), (3, InputError)])
def test_what_is_no_page_raises(text, error):
    with pytest.raises(error):
        analyze_text(text)


def _fail(*_args, **_kwargs):
    raise ZeroDivisionError("by design")


@pytest.mark.parametrize(
    ("module", "name", "stage"),
    [
        ("wenming_nlp.text.sentences", "split_sentences", "text"),
        ("wenming_nlp.entities.recognize", "recognize", "entities"),
        ("wenming_nlp.records.officials", "build_officials", "records"),
        ("wenming_nlp.terms.candidates", "count_candidates", "terms"),
        ("wenming_nlp.topics.classify", "classify_topics", "topics"),
        ("wenming_nlp.terms.keywords", "rank_keywords", "terms"),
    ],
)
def test_an_error_in_any_stage_is_a_failure_in_a_corpus_and_raises_for_one_page(monkeypatch, module, name, stage):
    monkeypatch.setattr(f"{module}.{name}", _fail)
    failures = analyze([PAGE, PAGE]).failures
    assert failures["stage"].tolist() == [stage, stage]
    assert failures["error"].tolist() == ["ZeroDivisionError"] * 2
    assert failures["message"].tolist() == ["by design"] * 2
    with pytest.raises(ZeroDivisionError, match="by design"):
        analyze_text(PAGE)


def test_a_broken_installation_is_no_failure_of_an_article(monkeypatch):
    def missing(*_args):
        raise ResourceError("resources/x.tsv: listed in MANIFEST.toml but not installed")

    monkeypatch.setattr("wenming_nlp.entities.recognize.recognize", missing)
    with pytest.raises(ResourceError):
        analyze([PAGE])


def test_one_bad_article_leaves_the_others():
    bad = Article("bad", "bad.txt", "", "\ud800", (Paragraph(0, 1, "body"),))
    analysis = analyze([PAGE, bad, PAGE])
    assert analysis.n_articles == 2
    (failure,) = analysis.failures.to_dict("records")
    assert (failure["origin"], failure["stage"], failure["error"]) == ("bad.txt", "text", "UnicodeEncodeError")


def test_settings_reach_the_stages():
    assert "创文推进会" in set(analyze_text(PAGE, words=["创文推进会"]).tokens["text"])
    assert analyze_text(PAGE, n_keywords=3).keywords["rank"].tolist() == [1, 2, 3]
    methods = analyze_text(PAGE, keyword_methods=["textrank", "default"]).keywords["method"]
    assert list(dict.fromkeys(methods)) == ["default", "textrank"]
    assert analyze_text(PAGE).articles["tone"].isna().all()
    traditional = analyze_text("武陵區召開會議\n區委書記龔長河出席會議並講話。", simplify=True)
    assert traditional.articles.loc[0, "title"] == "武陵区召开会议"
    with pytest.raises(ConfigError, match="got both: config and tone"):
        analyze([PAGE], analyze_text(PAGE).config, tone=True)
    with pytest.raises(ConfigError, match="expected an AnalysisConfig, got dict"):
        analyze([PAGE], {})


def test_no_articles_give_empty_tables():
    analysis = analyze([])
    for name, schema in TABLES.items():
        pd.testing.assert_frame_equal(analysis[name], schema.empty())


def test_a_number_right_behind_a_title_belongs_to_it():
    text = "《办法》(甲发﹝2019﹞6号)和《条例》,乙发﹝2018﹞1号。再看《办法》。"

    def doc(words: str, number: str | None = None) -> Mention:
        start = text.index(words)
        return Mention(start, start + len(words), "DOC", "x", 1.0, number)

    again = Mention(text.rindex("办法"), text.rindex("办法") + 2, "DOC", "x")
    mentions = [
        doc("办法"),
        doc("甲发﹝2019﹞6号", "甲发﹝2019﹞6号"),
        doc("条例"),
        doc("乙发﹝2018﹞1号", "乙发﹝2018﹞1号"),
        again,
    ]
    assert sorted(stages._documents(text, mentions), key=str) == [
        ("办法", "甲发﹝2019﹞6号", 2),
        ("条例", None, 1),
        (None, "乙发﹝2018﹞1号", 1),
    ]


def test_dates_are_grouped_by_how_they_are_written():
    text = "4月18日,2016年,近日,4月18日"
    mentions = [
        Mention(0, 5, "DATE", "x", 1.0, None),
        Mention(6, 11, "DATE", "x", 1.0, "2016"),
        Mention(12, 14, "DATE", "x", 1.0, None),
        Mention(15, 20, "DATE", "x", 1.0, "2017-04-18"),
    ]
    assert stages._dates(text, mentions) == [
        ("4月18日", "2017-04-18", "day", 2),
        ("2016年", "2016", "year", 1),
        ("近日", None, None, 1),
    ]
