"""The charts of a report, as Altair objects and, for the cloud, as a Vega specification.

Each function takes its rows as a DataFrame, or the name of rows that a page fills in later:
``ranked_bars("keywords")`` is the specification that the page's script feeds with whatever the
filters leave. Colours are custom properties of the page's style sheet, so that one specification
serves the light, the dark and the printed page; `LIGHT` gives them values outside of a page.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from wenming_nlp.errors import MissingExtraError

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd

__all__ = ["for_white_page", "grid", "ranked_bars", "specs", "stacked_bars", "theme", "timeline", "word_cloud"]

#: Fonts that hold Chinese on macOS, Windows, Linux and Android; what the style sheet names too.
FONTS: Final = (
    '"PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", '
    '"Source Han Sans SC", "WenQuanYi Micro Hei", sans-serif'
)
_INK, _MUTED, _LINE, _ACCENT = "var(--ink)", "var(--muted)", "var(--line)", "var(--accent)"
_SERIES: Final = tuple(f"var(--c{i})" for i in range(1, 9))
#: Values of the custom properties on a white page.
LIGHT: Final = {
    "--ink": "#23272b", "--muted": "#68707a", "--line": "#e3e0d9", "--accent": "#2f6073",
    "--c1": "#2f6073", "--c2": "#b4532f", "--c3": "#c39a3b", "--c4": "#5f7d4e",
    "--c5": "#7a5a86", "--c6": "#4f86a8", "--c7": "#a0647a", "--c8": "#8b8578", "--paper": "#ffffff",
}  # fmt: skip


def theme() -> dict[str, Any]:
    """Return the Vega configuration that all charts share."""
    text = {"labelColor": _MUTED, "titleColor": _MUTED, "labelFontSize": 12, "titleFontSize": 12}
    return {
        "font": FONTS,
        "background": "transparent",
        "view": {"stroke": None},
        "axis": text
        | {"gridColor": _LINE, "domain": False, "ticks": False, "labelPadding": 6, "titleFontWeight": "normal"},
        "legend": text | {"titleFontWeight": "normal", "symbolType": "square", "orient": "top", "title": None},
        "range": {"category": list(_SERIES)},
        "bar": {"color": _ACCENT},
        "text": {"color": _MUTED, "fontSize": 12},
    }


def ranked_bars(rows: pd.DataFrame | str, *, counted: str = "篇数", what: str = "名称") -> alt.Chart:
    """Draw one bar a row, longest first, its number at its end.

    Parameters
    ----------
    rows : DataFrame or str
        Columns ``name`` and ``n``, in the order to draw them.
    counted, what : str
        What ``n`` and ``name`` are, as the tooltip says it.

    Examples
    --------
    >>> import pandas as pd
    >>> chart = ranked_bars(pd.DataFrame({"name": ["志愿服务", "创文"], "n": [9, 4]}))
    >>> chart.to_dict()["layer"][0]["encoding"]["y"]["field"]
    'name'
    """
    alt = _altair()
    base = alt.Chart(_data(rows)).encode(
        y=alt.Y("name:N", sort=None, title=None, axis=alt.Axis(labelLimit=190, labelColor=_INK, labelFontSize=13)),
        x=alt.X("n:Q", title=None, axis=None),
        tooltip=[alt.Tooltip("name:N", title=what), alt.Tooltip("n:Q", title=counted)],
    )
    bars = base.mark_bar(cornerRadiusEnd=2, height={"band": 0.62}, color=_ACCENT, cursor="pointer").encode(
        x=alt.X("n:Q", title=None, axis=None, scale=_counted(alt))
    )
    numbers = base.mark_text(align="left", dx=5).encode(text="n:Q")
    return _wide(alt.layer(bars, numbers), step=24)


def stacked_bars(rows: pd.DataFrame | str, *, counted: str = "次数", what: str = "姓名") -> alt.Chart:
    """Draw one bar a name, divided by ``part``.

    Parameters
    ----------
    rows : DataFrame or str
        Columns ``name``, ``part``, ``n`` and ``order`` (of the part within its bar).
    counted, what : str
        What ``n`` and ``name`` are.
    """
    alt = _altair()
    chart = alt.Chart(_data(rows)).mark_bar(height={"band": 0.62}, cursor="pointer")
    return _wide(
        chart.encode(
            y=alt.Y("name:N", sort=None, title=None, axis=alt.Axis(labelLimit=190, labelColor=_INK, labelFontSize=13)),
            x=alt.X("sum(n):Q", title=None, axis=alt.Axis(format="d", tickCount=4), scale=_counted(alt)),
            color=alt.Color("part:N", sort=alt.EncodingSortField("order")),
            order=alt.Order("order:Q"),
            tooltip=[alt.Tooltip("name:N", title=what), "part:N", alt.Tooltip("n:Q", title=counted)],
        ),
        step=24,
    )


def timeline(rows: pd.DataFrame | str) -> alt.Chart:
    """Draw articles by period, divided by kind.

    Parameters
    ----------
    rows : DataFrame or str
        Columns ``period`` (2019-03 or 2019), ``part``, ``n`` and ``order`` (of the part within its bar).
    """
    alt = _altair()
    chart = alt.Chart(_data(rows)).mark_bar()
    axis = alt.Axis(labelAngle=0, labelOverlap="greedy", labelSeparation=8)
    return _wide(
        chart.encode(
            x=alt.X("period:O", title=None, axis=axis, scale=alt.Scale(paddingInner=0.25)),
            y=alt.Y("sum(n):Q", title=None, axis=alt.Axis(format="d", tickCount=4), scale=_counted(alt)),
            color=alt.Color("part:N", sort=alt.EncodingSortField("order")),
            order=alt.Order("order:Q"),
            tooltip=[
                alt.Tooltip("period:O", title="时间"),
                alt.Tooltip("part:N", title="体裁"),
                alt.Tooltip("n:Q", title="篇数"),
            ],
        ),
        height=200,
    )


def grid(rows: pd.DataFrame | str, *, counted: str = "篇数") -> alt.Chart:
    """Draw a table of squares, darker where ``n`` is larger.

    Parameters
    ----------
    rows : DataFrame or str
        Columns ``x``, ``y``, ``n``, in the order of the axes.
    counted : str
        What ``n`` is.
    """
    alt = _altair()
    base = alt.Chart(_data(rows)).encode(
        x=alt.X("x:O", sort=None, title=None, axis=alt.Axis(labelAngle=0, labelOverlap="greedy", labelSeparation=6)),
        y=alt.Y("y:N", sort=None, title=None, axis=alt.Axis(labelLimit=190, labelColor=_INK, labelFontSize=13)),
        tooltip=[
            alt.Tooltip("y:N", title="项目"),
            alt.Tooltip("x:O", title="组别"),
            alt.Tooltip("n:Q", title=counted),
        ],
    )
    # Opacity and no colour ramp: a ramp would have to know the page's colours before they are drawn.
    depth = alt.Opacity("n:Q", legend=None, scale=alt.Scale(type="sqrt", range=[0.06, 1], domainMin=0))
    squares = base.mark_rect(color=_ACCENT, cornerRadius=2, stroke="var(--paper)", strokeWidth=2)
    return _wide(squares.encode(opacity=depth), step=24)


def word_cloud(rows: str | list[dict[str, Any]], *, height: int = 420) -> dict[str, Any]:
    """Return a Vega specification of words sized by number; they never overlap, and none is turned.

    Parameters
    ----------
    rows : str or list of dict
        Fields ``name`` and ``n``.
    height : int
        Pixels.
    """
    data: dict[str, Any] = {"name": rows} if isinstance(rows, str) else {"name": "words", "values": rows}
    cloud = {
        "type": "wordcloud", "size": [{"signal": "width"}, {"signal": "height"}], "text": {"field": "name"},
        "font": FONTS, "fontSize": {"field": "datum.n"}, "fontSizeRange": [13, 54], "padding": 4, "rotate": 0,
        "spiral": "rectangular",
    }  # fmt: skip
    size = "containerSize()[0] > 0 ? containerSize()[0] : 560"
    return {
        "$schema": "https://vega.github.io/schema/vega/v6.json",
        "height": height,
        "autosize": "none",
        "signals": [{"name": "width", "init": size, "on": [{"events": "window:resize", "update": size}]}],
        "data": [data],
        "scales": [
            {
                "name": "color",
                "type": "ordinal",
                "domain": {"data": data["name"], "field": "name"},
                "range": [_SERIES[i] for i in (0, 1, 3, 5, 4, 2)],
            }
        ],
        "marks": [
            {
                "type": "text",
                "from": {"data": data["name"]},
                "encode": {
                    "enter": {
                        "text": {"field": "name"},
                        "align": {"value": "center"},
                        "baseline": {"value": "alphabetic"},
                        "fill": {"scale": "color", "field": "name"},
                        "cursor": {"value": "pointer"},
                        "tooltip": {"signal": "{'关键词': datum.name, '篇数': datum.n}"},
                    },
                    "hover": {"fillOpacity": {"value": 0.6}},
                    "update": {"fillOpacity": {"value": 1}},
                },
                "transform": [cloud],
            }
        ],
    }


def for_white_page(chart: alt.Chart, *, width: int = 480) -> alt.Chart:
    """Give a chart its colours and a width of its own, for a notebook or a file.

    Parameters
    ----------
    chart : altair.Chart
        From a function of this module, with its rows in it.
    width : int
        Pixels.

    Returns
    -------
    altair.Chart
        A new chart; `chart` stays as it is.

    Examples
    --------
    >>> import pandas as pd
    >>> chart = for_white_page(ranked_bars(pd.DataFrame({"name": ["创文"], "n": [4]})))
    >>> "var(--" in chart.to_json()
    False
    """
    spec = json.dumps(_plain(chart) | {"width": width, "config": theme()})
    for name, value in LIGHT.items():
        spec = spec.replace(f"var({name})", value)
    coloured: alt.Chart = _altair().Chart.from_json(spec)
    return coloured


def specs() -> dict[str, dict[str, Any]]:
    """Return the specifications of a page's charts by name; the page fills in rows of the same name."""
    charts = {
        "months": timeline("months"),
        "homes": ranked_bars("homes", what="地区"),
        "sources": ranked_bars("sources", what="来源"),
        "kinds": ranked_bars("kinds", what="体裁"),
        "topics": ranked_bars("topics", what="主题"),
        "keywords": ranked_bars("keywords", what="关键词"),
        "keyword_grid": grid("keyword_grid"),
        "slogans": ranked_bars("slogans", what="提法"),
        "people": ranked_bars("people", what="姓名"),
        "roles": stacked_bars("roles"),
        "departments": ranked_bars("departments", what="部门"),
        "systems": ranked_bars("systems", what="系统", counted="部门数"),
        "places": ranked_bars("places", what="地名"),
        "topic_grid": grid("topic_grid"),
    }
    return {name: _plain(chart) for name, chart in charts.items()} | {"cloud": word_cloud("cloud")}


def _plain(chart: alt.Chart) -> dict[str, Any]:
    """Return a chart's specification without the theme that a user may have switched on."""
    alt = _altair()
    with alt.theme.enable("none"):
        spec: dict[str, Any] = chart.to_dict()
    spec.pop("config", None)
    return spec


def _counted(alt: Any) -> Any:
    """Return a scale from 0 that does not draw a single article as long as the page is wide."""
    return alt.Scale(domain={"unionWith": [0, 4]})


def _wide(chart: Any, *, step: int | None = None, height: int | None = None) -> alt.Chart:
    """Return the chart as wide as its place, as high as its bars or its height in pixels."""
    library = _altair()
    fit = library.AutoSizeParams(type="fit-x", contains="padding")
    tall = library.Step(step) if step else height
    sized: alt.Chart = chart.properties(width="container", height=tall, autosize=fit)
    return sized


def _data(rows: pd.DataFrame | str) -> Any:
    alt = _altair()
    return alt.NamedData(rows) if isinstance(rows, str) else rows


def _altair() -> Any:
    try:
        import altair  # noqa: PLC0415, ICN001  (an optional part, and slow to load)
    except ImportError as error:
        raise MissingExtraError("a chart", "report") from error
    return altair
