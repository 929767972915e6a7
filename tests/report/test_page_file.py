"""The file that `report` writes: one, whole, the same every time, and safe."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import sys
from html.parser import HTMLParser
from importlib.resources import files

import pytest

from wenming_nlp.errors import InputError, MissingExtraError
from wenming_nlp.report import report
from wenming_nlp.report.page import SCRIPTS


class _Elements(HTMLParser):
    """All elements and the content of scripts, as a browser would find them."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))
        if tag == "script":
            self.scripts.append("")

    def handle_data(self, data):
        if self.found and self.found[-1][0] == "script" and self.scripts:
            self.scripts[-1] += data


@pytest.fixture(scope="module")
def page(out, tmp_path_factory) -> str:
    path = report(out, tmp_path_factory.mktemp("page") / "report.html")
    return path.read_text("utf-8")


@pytest.fixture(scope="module")
def elements(page) -> _Elements:
    parser = _Elements()
    parser.feed(page)
    return parser


def test_folder_and_object_give_the_same_bytes(out, analysis, tmp_path):
    """Files in parts, a frame in memory, rows in another order: one page."""
    analysis.entities = analysis.entities.sample(frac=1, random_state=7)
    analysis.articles = analysis.articles.iloc[::-1].reset_index(drop=True)
    first = report(out, tmp_path / "a.html").read_bytes()
    second = report(analysis, tmp_path / "b.html").read_bytes()
    assert first == second


def test_the_page_names_nothing_to_fetch(elements):
    fetching = {"src", "srcset", "action", "poster", "background"}
    for tag, attributes in elements.found:
        assert not fetching & attributes.keys(), (tag, attributes)
        if "href" in attributes:
            assert attributes["href"].startswith(("#", "data:")), attributes


def test_a_hostile_title_is_data(page, elements):
    """No element of an article's text exists in the page; its title stands in the data, whole."""
    assert "<script>window.hacked" not in page
    assert "onerror" not in [name for _, attributes in elements.found for name in attributes]
    assert not [tag for tag, _ in elements.found if tag == "img"]
    data = json.loads(elements.scripts[0])
    assert "<script>window.hacked=1</script>志愿服务活动启动" in data["facts"]["articles"]["title"]


def test_a_hostile_heading_is_text(out, tmp_path):
    page = report(out, tmp_path / "a.html", title="<b onclick=x>标题 & {{ 7*7 }}").read_text("utf-8")
    assert "<title>&lt;b onclick=x&gt;标题 &amp; {{ 7*7 }}</title>" in page


def test_the_policy_allows_exactly_the_scripts_of_the_page(page, elements):
    policy = next(a["content"] for _, a in elements.found if a.get("http-equiv") == "Content-Security-Policy")
    allowed = re.findall(r"'sha256-([^']+)'", policy)
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    hashes = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in scripts]
    assert len(scripts) == 2
    assert allowed == hashes
    assert policy.startswith("default-src 'none';")
    assert "connect-src" not in policy


def test_every_packaged_script_is_in_the_page_and_short():
    assets = files("wenming_nlp.report") / "assets"
    scripts = {file.name for file in assets.iterdir() if file.name.endswith(".js")}
    assert scripts == set(SCRIPTS)
    for name in (*SCRIPTS, "page.css", "page.html.j2"):
        assert len((assets / name).read_text("utf-8").splitlines()) <= 400, name


def test_headings_captions_and_labels_are_there(page, elements):
    ids = {attributes.get("id") for _, attributes in elements.found}
    for section in ("overview", "keywords", "officials", "departments", "places", "meetings", "directives", "topics"):
        assert section in ids
        assert f"{section}-title" in ids
    assert '<html lang="zh-CN">' in page
    assert page.count("<h1") == 1
    assert "2019-03-05 至 2020-01-12" in page


def test_counts_at_the_top_are_those_of_the_tables(page, frames):
    shown = dict(re.findall(r'<dd id="tile-(\w+)">([\d,]+)</dd>', page))
    assert shown["articles"] == str(len(frames["articles"]))
    assert shown["people"] == str(frames["officials"]["name"].nunique())
    assert shown["departments"] == str(frames["departments"]["name"].nunique())
    assert shown["directives"] == str(len(frames["directives"]))


def test_fewer_articles_to_read_are_said_in_a_note(out, tmp_path):
    page = report(out, tmp_path / "a.html", max_articles=2).read_text("utf-8")
    assert "可阅读全文的文章有 2 篇，全部为 5 篇" in page


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda tmp: (tmp / "none", tmp / "r.html", {}), "expected an output folder of an analysis, got nothing there"),
        (lambda tmp: (tmp, tmp / "r.html", {}), "found no folder 'articles' in it"),
        (lambda tmp: (42, tmp / "r.html", {}), "got int"),
        (lambda tmp: (tmp, tmp / "no" / "r.html", {}), "expected an existing folder to write in"),
        (lambda tmp: (tmp, tmp, {}), "expected a file to write, got a folder"),
        (lambda tmp: (tmp, tmp / "r.html", {"max_articles": -1}), "expected 0 or more, got -1"),
    ],
)
def test_bad_arguments_say_what_was_expected(tmp_path, make, message):
    source, path, options = make(tmp_path)
    with pytest.raises(InputError, match=re.escape(message)):
        report(source, path, **options)
    assert not (tmp_path / "r.html").exists()


@pytest.mark.parametrize("part", ["altair", "jinja2", "vl_convert"])
def test_a_missing_part_is_named_with_its_install_line(out, tmp_path, monkeypatch, part):
    from wenming_nlp.report import page as module

    module._bundle.cache_clear()
    monkeypatch.setitem(sys.modules, part, None)
    with pytest.raises(MissingExtraError, match=re.escape("pip install 'wenming-nlp[report]'")):
        report(out, tmp_path / "r.html")
    module._bundle.cache_clear()


def test_empty_tables_make_a_page(frames, tmp_path):
    from types import SimpleNamespace

    nothing = SimpleNamespace(**{name: frame.iloc[:0] for name, frame in frames.items()})
    assert '<dd id="tile-articles">0</dd>' in report(nothing, tmp_path / "r.html").read_text("utf-8")
