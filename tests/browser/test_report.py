"""A report in a real browser: offline, without an error, and it does what it shows."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest

from wenming_nlp.schema import TABLES

selenium = pytest.importorskip("selenium", reason="selenium is not installed")

from selenium.webdriver.common.by import By  # noqa: E402
from selenium.webdriver.common.keys import Keys  # noqa: E402
from selenium.webdriver.support.ui import Select, WebDriverWait  # noqa: E402

pytestmark = pytest.mark.browser


class Report:
    """What a reader does with the page."""

    def __init__(self, browser, address: str) -> None:
        self.browser = browser
        browser.get("about:blank")
        browser.get_log("browser")
        browser.get_log("performance")
        browser.get(address)
        self.wait(lambda: browser.execute_script("return document.documentElement.dataset.ready"))

    def wait(self, condition, seconds: float = 20):
        return WebDriverWait(self.browser, seconds, poll_frequency=0.05).until(lambda _: condition())

    def find(self, selector: str):
        return self.browser.find_element(By.CSS_SELECTOR, selector)

    def texts(self, selector: str) -> list[str]:
        # In one step: the page may draw anew between two.
        script = "return [...document.querySelectorAll(arguments[0])].map((element) => element.textContent)"
        return self.browser.execute_script(script, selector)

    def column(self, table: str, number: int) -> list[str]:
        return self.texts(f"#table-{table} tbody tr:not(.refs) td:nth-child({number})")

    def click(self, element) -> None:
        self.browser.execute_script("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", element)
        element.click()

    def show(self, name: str):
        """Scroll to a chart and wait until it is drawn."""
        figure = self.find(f"#figure-{name}")
        self.browser.execute_script("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", figure)
        self.wait(lambda: self.browser.find_elements(By.CSS_SELECTOR, f"#chart-{name} svg text"))
        return figure


@pytest.fixture
def report(browser, page) -> Report:
    return Report(browser, page)


def test_all_of_it_is_drawn_without_network_or_error(report):
    charts = report.texts("figure.chart figcaption")
    assert len(charts) == 15
    for figure in report.browser.find_elements(By.CSS_SELECTOR, "figure.chart:not([hidden])"):
        report.show(figure.get_attribute("id").removeprefix("figure-"))
    events = [json.loads(entry["message"])["message"] for entry in report.browser.get_log("performance")]
    asked = [e["params"]["request"]["url"] for e in events if e["method"] == "Network.requestWillBeSent"]
    assert any(url.startswith("file:") for url in asked)
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:", "about:"))] == []
    assert [entry for entry in report.browser.get_log("browser") if entry["level"] == "SEVERE"] == []


@pytest.mark.parametrize(
    ("chart", "labels"),
    [
        ("months", {"会议", "督查"}),
        ("homes", {"海州市云台区", "海州市东平县", "未注明"}),
        ("keywords", {"志愿者"}),
        ("cloud", {"全国文明城市", "志愿者"}),
        ("people", {"周明远", "林素"}),
        ("roles", {"林素", "主持"}),
        ("departments", {"云台区城管局"}),
        ("topic_grid", {"志愿服务"}),
    ],
)
def test_charts_have_their_chinese_labels(report, chart, labels):
    report.show(chart)
    assert labels <= set(report.texts(f"#chart-{chart} svg text"))


def test_a_hostile_title_is_text(report):
    titles = report.column("articles", 2)
    assert "<script>window.hacked=1</script>志愿服务活动启动" in titles
    report.browser.get(report.browser.current_url.split("#")[0] + "#read=2019%2Fa3")
    report.wait(lambda: report.find("#reader").get_attribute("open"))
    assert "<script>window.hacked=1</script>志愿服务活动启动" in report.texts("#reader-title")
    assert '<img src=x onerror="window.hacked=2">' in "".join(report.texts("#reader p"))
    assert report.browser.execute_script("return window.hacked") is None
    assert report.browser.find_elements(By.CSS_SELECTOR, "#reader img, #reader script") == []


def test_search_narrows_a_table_and_says_how_far(report):
    field = report.find("#table-departments input")
    report.click(field)
    field.send_keys("城管")
    report.wait(lambda: report.column("departments", 1) == ["云台区城管局"])
    assert report.texts("#table-departments output") == ["1 行，共 4 行"]
    field.send_keys("无此部门")
    report.wait(lambda: report.column("departments", 1) == [])
    assert report.find("#table-departments .empty").is_displayed()


def test_a_column_head_sorts_both_ways(report):
    head = report.find("#table-articles thead th:nth-child(7) button")
    for state, reverse in (("descending", True), ("ascending", False)):
        report.click(head)
        assert report.find("#table-articles thead th:nth-child(7)").get_attribute("aria-sort") == state
        numbers = [int(text) for text in report.column("articles", 7)]
        assert numbers == sorted(numbers, reverse=reverse)
        assert len(set(numbers)) == 5


def test_a_filter_acts_on_every_section(report):
    report.show("homes")
    home = report.find("#filters select[name=home]")
    Select(home).select_by_visible_text("海州市东平县 (2)")
    assert report.find("#shown").text == "当前显示 2 篇，共 5 篇"
    assert set(report.column("articles", 3)) == {"海州市东平县"}
    assert report.column("officials", 1) == ["何\U00020bb7"]
    assert report.texts("#tile-articles") == ["2"]
    assert set(report.column("keywords", 1)) == {"志愿服务", "启动仪式", "志愿者", "道德模范", "修路", "李守田"}
    report.wait(lambda: set(report.texts("#chart-homes svg text")) >= {"海州市东平县"})
    report.wait(lambda: "海州市云台区" not in report.texts("#chart-homes svg text"))
    report.click(report.find("#filters button[type=reset]"))
    report.wait(lambda: report.find("#shown").text == "当前显示 5 篇，共 5 篇")


def test_filters_of_time_and_title_work_together(report):
    Select(report.find("#filters select[name=period]")).select_by_value("2019")
    assert report.find("#shown").text == "当前显示 3 篇，共 5 篇"
    report.find("#filters input[name=text]").send_keys("农贸")
    report.wait(lambda: report.column("articles", 2) == ["周明远调研农贸市场整治"])


def test_a_keyword_shows_the_articles_that_have_it(report):
    button = report.find("#groups .chip")
    term = button.text.split()[0]
    report.click(button)
    assert report.find("#term-filter").text == f"关键词：{term} ✕"
    shown = len(report.column("articles", 2))
    assert 1 <= shown < 5
    report.click(report.find("#term-filter button"))
    assert len(report.column("articles", 2)) == 5


def test_keywords_are_grouped_by_home_and_time(report):
    for group, heading in (("home", "海州市云台区"), ("period", "2020-01")):
        button = report.find(f"[data-group={group}]")
        report.click(button)
        assert button.get_attribute("aria-pressed") == "true"
        assert any(text.startswith(heading) for text in report.texts("#groups h3"))


def test_a_row_leads_to_the_very_mention(report):
    """From an official to the place in the text where the row comes from."""
    field = report.find("#table-officials input")
    report.click(field)
    field.send_keys("周明远")
    report.wait(lambda: report.column("officials", 1) == ["周明远"])
    report.click(report.find("#table-officials .open"))
    links = report.browser.find_elements(By.CSS_SELECTOR, "#table-officials tr.refs a")
    assert [link.text for link in links] == ["周明远调研农贸市场整治", "云台区召开创建全国文明城市推进会"]
    report.click(links[1])
    here = report.wait(lambda: report.find("#reader mark.here"))
    assert (here.text, here.get_attribute("title")) == ("周明远", "人名")
    assert here.is_displayed()
    assert {"周明远", "林素"} <= set(report.texts("#reader .beside tbody td:first-child"))


def test_offsets_count_characters_beyond_the_basic_plane(report):
    """A rare character in a name is one code point and two of the browser's units."""
    report.browser.get(report.browser.current_url.split("#")[0] + "#read=2019%2Fa3")
    report.wait(lambda: report.find("#reader").get_attribute("open"))
    assert "何\U00020bb7" in report.texts("#reader mark.PERSON")
    assert "东平县志愿服务办法" in report.texts("#reader mark.DOC")


def test_the_reader_is_used_by_keyboard(report):
    link = report.find("#table-articles tbody a")
    report.browser.execute_script("arguments[0].focus()", link)
    link.send_keys(Keys.ENTER)
    report.wait(lambda: report.find("#reader").get_attribute("open"))
    report.browser.switch_to.active_element.send_keys(Keys.ESCAPE)
    report.wait(lambda: not report.find("#reader").get_attribute("open"))
    assert report.browser.switch_to.active_element.get_attribute("href") == link.get_attribute("href")


def test_marks_of_a_label_can_be_put_out(report):
    report.browser.get(report.browser.current_url.split("#")[0] + "#read=2019%2Fa1")
    button = report.wait(lambda: report.find("#reader .legend .PERSON"))
    report.click(button)
    assert button.get_attribute("aria-pressed") == "false"
    assert all(
        "off" in mark.get_attribute("class") for mark in report.browser.find_elements(By.CSS_SELECTOR, "mark.PERSON")
    )
    assert report.texts("mark.POST.off") == []


def test_tables_have_captions_and_heads(report):
    tables = report.browser.find_elements(By.CSS_SELECTOR, "main table")
    assert len(tables) == 10
    for table in tables:
        assert table.find_element(By.TAG_NAME, "caption").get_attribute("textContent")
        heads = table.find_elements(By.CSS_SELECTOR, "thead th")
        assert all(head.get_attribute("scope") == "col" for head in heads)


def test_ten_thousand_articles_stay_usable(browser, tmp_path):
    """Below 6 MB, and a filter answers at once."""
    from wenming_nlp.report import report as write

    path = write(SimpleNamespace(**_many(10_000)), tmp_path / "many.html")
    assert path.stat().st_size < 6_000_000
    page = Report(browser, path.as_uri())
    assert page.find("#shown").text == "当前显示 10,000 篇，共 10,000 篇"
    field = page.find("#filters select[name=home]")
    spent = []
    for value in ("1", "2", ""):
        script = "const begin = performance.now(); arguments[0].value = arguments[1];"
        script += "arguments[0].dispatchEvent(new Event('change', {bubbles: true})); return performance.now() - begin"
        spent.append(browser.execute_script(script, field, value))
    # Milliseconds; the limit leaves room for the slow and shared machines of a build.
    assert min(spent) < 600, spent


def _many(n: int) -> dict[str, object]:
    """Return tables of n articles with as many facts each as campaign news has."""
    ids = [f"2019/区县/{i:06d}" for i in range(n)]
    text = "全区创建工作推进会召开。" * 100
    blank = dict.fromkeys(("author", "editor", "channel", "home_adcode", "tone"), [None] * n)
    articles = {
        "article_id": ids, "origin": ids, "title": [f"云台区第{i}次推进会在区会议中心召开并部署工作" for i in range(n)],
        "published": [f"20{10 + i % 12}-{1 + i % 11:02d}-15" for i in range(n)],
        "source": [f"来源{i % 300}" for i in range(n)], "home": [f"海州市第{i % 200}区" for i in range(n)],
        "kind": ["会议", "活动"] * (n // 2), "topic": ["city", "order", "traffic", "model"] * (n // 4),
        "topic_score": [0.5] * n, "n_chars": [len(text)] * n, "n_tokens": [600] * n, "text": [text] * n,
    } | blank  # fmt: skip
    rows = [(i, k) for i in range(n) for k in range(8)]
    m = len(rows)
    keywords = {
        "article_id": [ids[i] for i, _ in rows], "method": ["default"] * m, "rank": [k + 1 for _, k in rows],
        "term": [f"提法{(i * 7 + k * k * 31) % 3000}" for i, k in rows], "score": [1.0] * m, "n": [2] * m,
    }  # fmt: skip
    officials = {
        "article_id": [ids[i] for i, _ in rows], "name": [f"周明{(i * 5 + k) % 4000}" for i, k in rows],
        "post": ["书记"] * m, "org": [f"第{i % 200}区委" for i, _ in rows], "level": ["县"] * m, "system": ["党委"] * m,
        "roles": [["出席"]] * m, "person_entity": [k for _, k in rows], "post_entity": [None] * m, "evidence": [""] * m,
    }  # fmt: skip
    departments = {
        "article_id": [ids[i] for i, _ in rows], "mention": [f"局{k}" for _, k in rows],
        "name": [f"第{i % 200}区第{k}局" for i, k in rows], "level": ["县"] * m, "system": ["政府"] * m,
        "home_adcode": [None] * m, "n": [1] * m,
    }  # fmt: skip
    given = {"articles": articles, "keywords": keywords, "officials": officials, "departments": departments}
    return {name: schema.conform(given.get(name, {})) for name, schema in TABLES.items()}
