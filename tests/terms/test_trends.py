"""Terms over time: counts that can be counted by hand, tiers, groups, and the rise of three formulas in real reports."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from wenming_nlp.errors import InputError, SchemaError
from wenming_nlp.schema import TRENDS
from wenming_nlp.terms.trends import THRESHOLDS, trends

REPORTS = Path(__file__).parents[3] / "shared" / "data" / "reports.jsonl"
ARTICLES = pd.DataFrame(
    {
        "published": pd.to_datetime(["2017-04-19", "2017-04-20", "2017-06-30", "2018-01-02", None]),
        "home": ["播州区", "汇川区", "播州区", None, "播州区"],
        "text": ["志愿服务与志愿服务队", "无", "志愿服务", "文明实践", "志愿服务"],
    }
)


def _cells(table: pd.DataFrame) -> list[tuple]:
    return list(table[["period", "n", "n_articles", "share"]].itertuples(index=False, name=None))


def test_by_month():
    found = trends(ARTICLES, "志愿服务")
    assert _cells(found) == [("2017-04", 2, 1, 0.5), ("2017-06", 1, 1, 1.0), ("2018-01", 0, 0, 0.0)]


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("quarter", [("2017Q2", 3, 2, 2 / 3), ("2018Q1", 0, 0, 0.0)]),
        ("year", [("2017", 3, 2, 2 / 3), ("2018", 0, 0, 0.0)]),
    ],
)
def test_by_quarter_and_year(by: str, expected: list[tuple]):
    assert _cells(trends(ARTICLES, "志愿服务", by=by)) == expected


def test_every_month_has_its_quarter():
    days = pd.to_datetime([f"2020-{month:02}-15" for month in range(1, 13)])
    found = trends(pd.DataFrame({"published": days, "text": "文明"}), "文明", by="quarter")
    assert found["period"].tolist() == ["2020Q1", "2020Q2", "2020Q3", "2020Q4"]
    assert found["n"].tolist() == [3, 3, 3, 3]


def test_groups_are_counted_apart():
    found = trends(ARTICLES, ["志愿服务", "文明实践"], by="year", group="home")
    rows = list(
        found[["term", "period", "group", "n", "n_articles", "share"]].fillna("-").itertuples(index=False, name=None)
    )
    assert rows == [
        ("志愿服务", "2017", "播州区", 3, 2, 1.0),
        ("志愿服务", "2017", "汇川区", 0, 0, 0.0),
        ("志愿服务", "2018", "-", 0, 0, 0.0),
        ("文明实践", "2017", "播州区", 0, 0, 0.0),
        ("文明实践", "2017", "汇川区", 0, 0, 0.0),
        ("文明实践", "2018", "-", 1, 1, 1.0),
    ]


def test_tiers():
    """Of 1,000 articles so many hold the term; each tier begins at its threshold."""
    counts = [50, 49, 25, 24, 13, 12, 7, 6, 4, 3, 0]
    expected = ["沸", "烫", "烫", "热", "热", "暖", "暖", "温", "温", "冷", None]
    frames = [
        pd.DataFrame({"published": pd.Timestamp(2000 + year, 1, 1), "text": ["文明"] * n + [""] * (1000 - n)})
        for year, n in enumerate(counts)
    ]
    found = trends(pd.concat(frames, ignore_index=True), "文明", by="year")
    assert [tier if isinstance(tier, str) else None for tier in found["temperature"]] == expected
    own = trends(pd.concat(frames, ignore_index=True), "文明", by="year", thresholds=(0.9, 0.8, 0.7, 0.6, 0.045))
    assert own["temperature"].tolist()[:3] == ["温", "温", "冷"]


def test_rows_do_not_depend_on_the_order_of_articles():
    shuffled = ARTICLES.sample(frac=1, random_state=3)
    terms = ["文明实践", "志愿服务"]
    pd.testing.assert_frame_equal(
        trends(shuffled, terms, group="home"), trends(ARTICLES, terms[::-1], group="home"), check_exact=True
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"terms": "芒果"}, "'芒果', which stands in none of 5 articles"),
        ({"terms": []}, "got none"),
        ({"terms": "志愿服务", "by": "week"}, "by: expected one of year, quarter, month, got 'week'"),
        ({"terms": "志愿服务", "thresholds": (0.1, 0.2, 0.3, 0.4, 0.5)}, "expected 5 falling shares"),
        ({"terms": "志愿服务", "thresholds": (0.1,)}, "expected 5 falling shares"),
    ],
)
def test_wrong_arguments_are_told(arguments: dict, message: str):
    with pytest.raises(InputError, match=message):
        trends(ARTICLES, **arguments)


def test_no_date_at_all_is_told():
    with pytest.raises(InputError, match="published: expected a date in at least one of 1 articles"):
        trends(ARTICLES.iloc[4:], "志愿服务")


def test_missing_columns_are_named():
    with pytest.raises(SchemaError, match="province"):
        trends(ARTICLES, "志愿服务", group="province")
    with pytest.raises(SchemaError, match="published"):
        trends(ARTICLES[["text"]], "志愿服务")


def test_no_articles():
    pd.testing.assert_frame_equal(trends(ARTICLES.iloc[:0], "志愿服务"), TRENDS.empty())


def test_the_thresholds_can_be_given_back():
    pd.testing.assert_frame_equal(
        trends(ARTICLES, "志愿服务", thresholds=list(THRESHOLDS)), trends(ARTICLES, "志愿服务")
    )


#: Years of the party congresses, by number: their reports carry the number instead of a date.
CONGRESSES = {12: 1982, 13: 1987, 14: 1992, 15: 1997, 16: 2002, 17: 2007, 18: 2012, 19: 2017, 20: 2022}


@pytest.fixture(scope="module")
def reports() -> pd.DataFrame:
    if not REPORTS.is_file():
        pytest.skip(f"the reports of seven decades lie beside the project: {REPORTS} is not there")
    rows = [json.loads(line) for line in REPORTS.read_text("utf-8").splitlines()]
    years = [CONGRESSES.get(int(row["date"] or 0), int(row["date"] or 0)) for row in rows]
    dated = [(year, row["body"]) for year, row in zip(years, rows, strict=True) if year > 1900]
    published = pd.to_datetime([f"{year}-03-05" for year, _ in dated])
    return pd.DataFrame({"published": published, "text": [text for _, text in dated]})


@pytest.mark.parametrize(
    ("term", "first", "decade"),
    [("精神文明", "1981", 1981), ("科学发展观", "2004", 2001), ("高质量发展", "2017", 2021)],
)
def test_formulas_rise_in_the_right_years(reports: pd.DataFrame, term: str, first: str, decade: int):
    """精神文明 after the plenum of 1979, 科学发展观 after 2003, 高质量发展 with the congress of 2017."""
    found = trends(reports, term, by="year").set_index("period")
    assert found.index[found["n"] > 0].min() == first
    per_report = found["n"].groupby((found.index.astype(int) - 1) // 10 * 10 + 1).sum()
    per_report /= (reports["published"].dt.year.sub(1) // 10 * 10 + 1).value_counts()
    assert per_report.idxmax() == decade
