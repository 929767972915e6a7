"""Charts: valid specifications, fed by name in a page and by frame in a notebook."""

from __future__ import annotations

import json
import sys

import pandas as pd
import pytest

from wenming_nlp.errors import MissingExtraError
from wenming_nlp.report import charts

vl_convert = pytest.importorskip("vl_convert")


def test_each_chart_waits_for_rows_of_its_own_name():
    for name, spec in charts.specs().items():
        data = spec["data"][0] if isinstance(spec["data"], list) else spec["data"]
        assert data == {"name": name}
        assert "config" not in spec


def test_specifications_do_not_depend_on_the_theme_of_the_session():
    import altair as alt

    before = json.dumps(charts.specs(), sort_keys=True)
    with alt.theme.enable("dark"):
        assert json.dumps(charts.specs(), sort_keys=True) == before


@pytest.mark.parametrize(
    ("chart", "words"),
    [
        (
            lambda: charts.ranked_bars(pd.DataFrame({"name": ["志愿服务", "创文"], "n": [9, 4]})),
            ["志愿服务", "创文", "9"],
        ),
        (
            lambda: charts.stacked_bars(
                pd.DataFrame({"name": ["周明远"] * 2, "part": ["主持", "讲话"], "n": [1, 3], "order": [0, 1]})
            ),
            ["周明远", "主持", "讲话"],
        ),
        (
            lambda: charts.timeline(pd.DataFrame({"period": ["2019-03"], "part": ["会议"], "n": [2], "order": [0]})),
            ["2019-03", "会议"],
        ),
        (lambda: charts.grid(pd.DataFrame({"x": ["2019"], "y": ["诚信建设"], "n": [2]})), ["2019", "诚信建设"]),
    ],
    ids=["ranked_bars", "stacked_bars", "timeline", "grid"],
)
def test_a_chart_of_a_frame_draws_its_chinese_labels(chart, words):
    svg = chart().to_dict()
    svg = vl_convert.vegalite_to_svg(json.dumps(svg | {"width": 400}))
    for word in words:
        assert f">{word}<" in svg


def test_the_cloud_draws_each_word_once():
    rows = [{"name": "全国文明城市", "n": 9}, {"name": "志愿服务", "n": 5}, {"name": "诚信", "n": 1}]
    spec = charts.word_cloud(rows, height=200)
    spec["signals"] = [{"name": "width", "value": 400}]
    svg = vl_convert.vega_to_svg(json.dumps(spec))
    for row in rows:
        assert svg.count(f">{row['name']}<") == 1


def test_without_altair_a_chart_names_the_extra(monkeypatch):
    monkeypatch.setitem(sys.modules, "altair", None)
    with pytest.raises(MissingExtraError, match="wenming-nlp\\[report\\]"):
        charts.ranked_bars("keywords")
