"""Rules of single sites win where they find something, and are refused with a reason where they are wrong."""

from __future__ import annotations

import json
import pickle
from typing import TYPE_CHECKING

import pytest

from wenming_nlp.cli import main
from wenming_nlp.errors import ConfigError
from wenming_nlp.page import SiteRules, inspect, load_rules, read_page
from wenming_nlp.run.analysis import open_analysis
from wenming_nlp.run.analyze import analyze
from wenming_nlp.run.config import AnalysisConfig

if TYPE_CHECKING:
    from pathlib import Path

BODY = "3月4日，区委书记李明出席会议并讲话，会议要求各单位抓紧整改，限期完成。"
PAGE = f"""<html><head><title>站名</title></head><body><div class="x1">区委召开创文会议</div>
<div class="x2">2019.3.5 <i>广告</i></div><div class="x3">来源：某区文明办 作者：甲某</div>
<div class="side"><p>{BODY * 9}</p></div>
<div class="x4"><p>{BODY}</p><div class="x5"><p>请大家关注本站，感谢各位的支持与厚爱。</p></div><p>短句</p><p>（某区文明办供稿）</p></div>
</body></html>"""
TOML = """
["a.gov.cn"]
title = [".none", "div.x1"]
date = ".x2"
source = ".x3"
author = ".x3"
body = ".x4"
drop = [".x5", "i"]
"""


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    path = tmp_path / "rules.toml"
    path.write_text(TOML, encoding="utf-8")
    return path


def test_a_rule_wins(rules: Path):
    usual = read_page(PAGE, article_id="a")
    assert BODY * 9 in usual.text
    ruled = read_page(PAGE, article_id="a", url="http://www.a.gov.cn/1.html", rules=load_rules(rules))
    assert ruled.text.split("\n") == ["区委召开创文会议", BODY, "短句", "（某区文明办供稿）"]
    assert (ruled.title, ruled.source, ruled.author) == ("区委召开创文会议", "某区文明办", "甲某")
    assert ruled.published.isoformat() == "2019-03-05"
    assert read_page(PAGE, article_id="a", url="http://b.gov.cn/", rules=load_rules(rules)) == read_page(
        PAGE, article_id="a", url="http://b.gov.cn/"
    )


def test_a_rule_that_finds_nothing_leaves_the_page_as_it_was():
    rules = SiteRules.from_mapping({"*": {"title": "h9", "body": "#none", "drop": ".none"}})
    assert read_page(PAGE, article_id="a", rules=rules) == read_page(PAGE, article_id="a")


@pytest.mark.parametrize(
    ("url", "origin", "text"),
    [
        ("https://WWW.A.gov.cn/x", "", ""),
        (None, "mirror/www.a.gov.cn/2019/1.html", ""),
        (None, "site.zip!a.gov.cn/1.html", ""),
        (None, "1.html", "<!-- saved from url=(0025)http://www.a.gov.cn/1.htm -->"),
        (None, "1.html", '<link rel="canonical" href="http://a.gov.cn/1.htm">'),
        (None, "1.html", '<meta property="og:url" content="http://a.gov.cn/1.htm">'),
    ],
)
def test_how_the_host_is_known(url: str | None, origin: str, text: str):
    rules = SiteRules.from_mapping({"a.gov.cn": {"body": "p"}, "b.cn": {"body": "div"}})
    assert rules.of(url=url, origin=origin, text=text).body == ("p",)


def test_the_nearest_host_counts():
    rules = SiteRules.from_mapping({"gov.cn": {"body": "p"}, "a.gov.cn": {"body": "div"}, "*": {"body": "b"}})
    hosts = ("www.a.gov.cn", "c.gov.cn", "nota.gov.cn", "x.com")
    assert [rules.of(url=f"http://{host}/").body[0] for host in hosts] == ["div", "p", "p", "b"]
    assert rules.of(origin="page.html").body == ("b",)


@pytest.mark.parametrize(
    ("toml", "told"),
    [
        ("", "found none"),
        ("a = ", "expected TOML in UTF-8"),
        ('["http://a.cn/"]\nbody = "p"', "expected a host such as 'www.a.gov.cn', got 'http://a.cn/'"),
        ('["a.cn"]', "a.cn: expected selectors for title, date"),
        ('["a.cn"]\nbdy = "p"', "unknown field 'bdy', .* Did you mean 'body'?"),
        ('["a.cn"]\nbody = 1', "body: expected a selector or a list of selectors, got 1"),
        ('["a.cn"]\nbody = [""]', "body: expected a CSS selector, got ''"),
        ('["a.cn"]\nbody = "p["', r"a\.cn: body: wrong CSS selector 'p\['"),
        ('["a.cn"]\nbody = "p::before"', "wrong CSS selector"),
        ('["a.cn"]\nbody = "p:hover(2)"', "wrong CSS selector"),
    ],
)
def test_wrong_rules(tmp_path: Path, toml: str, told: str):
    path = tmp_path / "rules.toml"
    path.write_text(toml, encoding="utf-8")
    with pytest.raises(ConfigError, match=told) as caught:
        load_rules(path)
    assert str(path) in str(caught.value)
    with pytest.raises(ConfigError, match=told):
        analyze([PAGE], site_rules=path)


def test_rules_are_part_of_the_settings(tmp_path: Path, rules: Path):
    (tmp_path / "c.toml").write_text('site_rules = "rules.toml"\n', encoding="utf-8")
    config = AnalysisConfig.from_toml(tmp_path / "c.toml")
    assert config == pickle.loads(pickle.dumps(AnalysisConfig(site_rules=rules)))
    before = config.fingerprint()
    assert before != AnalysisConfig().fingerprint()
    rules.write_text(TOML.replace(".x4", ".side"), encoding="utf-8")
    assert config.fingerprint() != before
    with pytest.raises(ConfigError, match="site_rules: expected a path, got 1"):
        AnalysisConfig(site_rules=1)
    with pytest.raises(ConfigError, match=r"none\.toml"):
        analyze([PAGE], site_rules=tmp_path / "none.toml")


def test_inspection_shows_what_the_rule_did(rules: Path):
    found = inspect(PAGE, url="http://a.gov.cn/", rules=load_rules(rules))
    roles = {block.text: block.role for block in found.blocks}
    assert found.container == ".x4"
    assert (roles[BODY], roles["短句"], roles[BODY * 9]) == ("body", "body", "dropped")


def test_the_command_line(tmp_path: Path, rules: Path, capsys: pytest.CaptureFixture[str]):
    folder = tmp_path / "www.a.gov.cn"
    folder.mkdir()
    (folder / "1.html").write_text(PAGE, encoding="utf-8")
    command = ["analyze", str(folder), "--out", str(tmp_path / "out"), "--tables", "articles"]
    assert main([*command, "--workers", "1", "--site-rules", str(rules)]) == 0
    result = open_analysis(tmp_path / "out")
    assert result.articles["title"].tolist() == ["区委召开创文会议"]
    assert result.config.site_rules == rules
    capsys.readouterr()
    assert main(["inspect", str(folder), "--site-rules", str(rules), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["author"] == "甲某"
    rules.write_text("x", encoding="utf-8")
    assert main([*command, "--overwrite", "--site-rules", str(rules)]) == 2
    assert "expected TOML" in capsys.readouterr().err
