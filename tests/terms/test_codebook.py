"""Codebooks: what a file may say, and what is told where it is wrong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenming_nlp.errors import ConfigError
from wenming_nlp.terms.codebook import Codebook, Rule, parse_rule, read_codebook

FILE = """
# 类目
"志愿服务" = ["志愿者", "学雷锋"]

["社区治理"]
terms = ["网格员"]
rules = [
    "(社区 OR 小区) NEAR/10 治理 NOT 企业",
    '"最后 一公里" AND 物业',
]
"""


def spelt(rule: Rule) -> str:
    """Return a rule with all brackets."""
    if rule.operator == "TERM":
        return rule.term
    near = f"/{rule.chars}" if rule.operator == "NEAR" else ""
    return f"({spelt(rule.parts[0])} {rule.operator}{near} {spelt(rule.parts[1])})"


def test_a_file(tmp_path):
    path = tmp_path / "codes.toml"
    path.write_text(FILE, encoding="utf-8")
    book = Codebook.from_toml(path)
    assert {category.name: [spelt(rule) for rule in category.rules] for category in book.categories} == {
        "志愿服务": ["志愿者", "学雷锋"],
        "社区治理": ["网格员", "(((社区 OR 小区) NEAR/10 治理) NOT 企业)", "(最后 一公里 AND 物业)"],
    }
    assert book.terms() == ("志愿者", "学雷锋", "网格员", "社区", "小区", "治理", "企业", "最后 一公里", "物业")
    assert read_codebook(str(path)) == read_codebook(path) == read_codebook(book) == book
    assert hash(book) == hash(Codebook.from_toml(path))


def test_a_file_of_a_table_program_with_a_byte_order_mark(tmp_path):
    path = tmp_path / "codes.toml"
    path.write_text(FILE, encoding="utf-8-sig")
    assert len(Codebook.from_toml(path).categories) == 2


@pytest.mark.parametrize(
    ("rule", "tree"),
    [
        ("甲", "甲"),
        ("甲 OR 乙 AND 丙", "(甲 OR (乙 AND 丙))"),
        ("甲 AND 乙 OR 丙", "((甲 AND 乙) OR 丙)"),
        ("甲 AND NOT 乙 AND 丙", "((甲 NOT 乙) AND 丙)"),
        ("甲 NEAR 乙 AND 丙 NEAR/3 丁", "((甲 NEAR/10 乙) AND (丙 NEAR/3 丁))"),
        ("甲 NEAR/2 乙 NEAR/3 丙", "((甲 NEAR/2 乙) NEAR/3 丙)"),
        ("（甲 OR 乙） NOT 丙", "((甲 OR 乙) NOT 丙)"),
        ('"AND" OR “甲 乙”', "(AND OR 甲 乙)"),
        ("((甲))", "甲"),
        ("ANDY OR near", "(ANDY OR near)"),
    ],
)
def test_what_binds_what(rule, tree):
    assert spelt(parse_rule(rule)) == tree


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ("甲 AND", "expected a term or ( at character 6, got the end"),
        ("AND 甲", "expected a term or ( at character 1, got 'AND 甲'"),
        ("NOT 甲", "expected a term or ( at character 1, got 'NOT 甲'"),
        ("甲 乙", "expected AND, OR, NOT, NEAR or the end at character 3, got '乙'"),
        ("甲 OR OR 乙", "expected a term or ( at character 6, got 'OR 乙'"),
        ("(甲 OR 乙", "expected ) or an operator at character 8, got the end"),
        ("甲)", "expected AND, OR, NOT, NEAR or the end at character 2, got ')'"),
        ("()", "expected a term or ( at character 2, got ')'"),
        ('甲 AND "乙', "expected a closing quotation mark at character 7, got '\"乙'"),
        ('甲 AND ""', "expected a term between the quotation marks at character 8"),
        ("甲 NEAR/x 乙", "expected AND, OR, NOT, NEAR or the end at character 3, got 'NEAR/x 乙'"),
        ("(" * 60 + "甲", "expected at most 50 brackets within each other at character 51"),
    ],
)
def test_a_wrong_rule_says_where_and_what(rule, told):
    with pytest.raises(ConfigError) as error:
        parse_rule(rule)
    assert told in str(error.value)


@given(st.text('甲乙 ()"“”ANDORTNEAR/3', max_size=30))
def test_any_text_is_a_rule_or_an_error(text):
    try:
        terms = list(parse_rule(text).terms())
    except ConfigError:
        return
    assert terms
    assert all(term.strip() for term in terms)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            '\n["治理"]\nterms = ["社区"]\nrules = ["社区 AND"]\n',
            "codes.toml:4: category '治理': rule '社区 AND': expected a",
        ),
        (
            '["治理"]\n\ntrems = ["社区"]\n',
            "codes.toml:3: category '治理': unknown field 'trems', expected terms or rules.",
        ),
        ('["治理"]\nterms = "社区"\n', "codes.toml:2: category '治理': terms: expected a list of strings, got '社区'"),
        ('["治理"]\nterms = [3]\n', "codes.toml:2: category '治理': terms: expected a list of strings, got 3 in it"),
        ('["治理"]\nterms = []\n', "codes.toml:2: category '治理': terms: expected a list of strings, got []"),
        ('\n["治理"]\n', "codes.toml:2: category '治理': expected terms, rules or both, got {}"),
        ('"治理" = 7\n', "codes.toml:1: category '治理': expected terms, rules or both, got 7"),
        (
            '"志愿" = ["甲"]\n"治理" = [" "]\n',
            "codes.toml:2: category '治理': terms: expected a list of strings, got ' '",
        ),
        ('\n[治理]\nterms = ["社区"]\n', '(at line 2, column 2); a name in Chinese stands in quotes: "治理"'),
        ('治理 = ["社区"]\n', '; a name in Chinese stands in quotes: "治理"'),
        ('["治理"]\nterms = ["社区"\n', "expected TOML: "),
        ("# nothing\n", "expected a category"),
    ],
)
def test_a_wrong_line_is_named(tmp_path, text, told):
    path = tmp_path / "codes.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as error:
        Codebook.from_toml(path)
    assert told in str(error.value)
    assert str(error.value).startswith(str(path))


def test_what_is_no_codebook(tmp_path):
    with pytest.raises(ConfigError, match="expected a TOML file of categories: No such file"):
        Codebook.from_toml(tmp_path / "none.toml")
    path = tmp_path / "gbk.toml"
    path.write_bytes('"治理" = ["社区"]'.encode("gbk"))
    with pytest.raises(ConfigError, match="expected TOML in UTF-8"):
        Codebook.from_toml(path)
    with pytest.raises(ConfigError, match="codebook: expected a Codebook, a mapping or the path"):
        read_codebook(3)
    with pytest.raises(ConfigError, match="codebook '治理': rule '社区 OR': expected a term"):
        read_codebook({"治理": {"rules": ["社区 OR"]}})
