"""Settings: what is accepted, what is refused, and what stands for them."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

import pytest

from wenming_nlp.errors import ConfigError
from wenming_nlp.run.config import AnalysisConfig
from wenming_nlp.schema import TABLES

if TYPE_CHECKING:
    from pathlib import Path


def test_defaults_ask_for_every_table():
    config = AnalysisConfig()
    assert config.tables == tuple(TABLES)
    assert config.engine == "rjieba"
    assert not config.tone


def test_failures_are_always_among_the_tables_and_order_is_fixed():
    assert AnalysisConfig(tables=["topics", "articles"]).tables == ("articles", "topics", "failures")
    assert AnalysisConfig(tables=["articles", "topics"]) == AnalysisConfig(tables=["topics", "articles"])


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"engin": "jieba"}, "unknown setting 'engin', expected .* Did you mean 'engine'"),
        ({"engine": "jeiba"}, "setting engine: expected one of rjieba, jieba, got 'jeiba'. Did you mean 'jieba'"),
        ({"tables": ["article"]}, "setting tables: .* Did you mean 'articles'"),
        ({"tables": "articles"}, "expected a list of strings, got 'articles'"),
        ({"words": "创文"}, "setting words: expected a list of strings, got '创文'"),
        ({"words": ["创文", 3]}, "got 3 in it"),
        ({"words": [" "]}, "got ' ' in it"),
        ({"hmm": "yes"}, "setting hmm: expected true or false, got 'yes'"),
        ({"tone": 1}, "setting tone: expected true or false, got 1"),
        ({"n_keywords": 0}, "setting n_keywords: expected a whole number of 1 or more, got 0"),
        ({"n_keywords": True}, "got True"),
        ({"keyword_methods": ["bm25"]}, "setting keyword_methods: expected one of default"),
        ({"dictionaries": "a.txt"}, "setting dictionaries: expected a list of paths, got 'a.txt'"),
    ],
)
def test_wrong_settings_are_named(settings: dict[str, object], told: str):
    with pytest.raises(ConfigError, match=told):
        AnalysisConfig.from_mapping(settings)


def test_a_file_gives_the_same_value_as_keywords(tmp_path: Path):
    (tmp_path / "mine.txt").write_text("迎国检 10 n\n", encoding="utf-8")
    path = tmp_path / "settings.toml"
    path.write_text('engine = "jieba"\nwords = ["创文"]\ndictionaries = ["mine.txt"]\n', encoding="utf-8")
    expected = AnalysisConfig(engine="jieba", words=["创文"], dictionaries=[tmp_path / "mine.txt"])
    assert AnalysisConfig.from_toml(path) == expected


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"engine = ", "expected TOML"), (b"\xff\xfe", "expected TOML"), (b"n_keyword = 3", "Did you mean 'n_keywords'")],
)
def test_a_wrong_file_is_named(tmp_path: Path, content: bytes, told: str):
    path = tmp_path / "settings.toml"
    path.write_bytes(content)
    with pytest.raises(ConfigError, match=told) as caught:
        AnalysisConfig.from_toml(path)
    assert str(path) in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path):
    with pytest.raises(ConfigError, match=r"none\.toml: expected a TOML file: No such file"):
        AnalysisConfig.from_toml(tmp_path / "none.toml")


def test_the_fingerprint_follows_settings_and_the_content_of_files(tmp_path: Path):
    words = tmp_path / "mine.txt"
    words.write_text("迎国检\n", encoding="utf-8")
    config = AnalysisConfig(dictionaries=[words])
    before = config.fingerprint()
    assert AnalysisConfig(dictionaries=[words]).fingerprint() == before
    assert AnalysisConfig().fingerprint() != before
    assert AnalysisConfig(n_keywords=5).fingerprint() != AnalysisConfig().fingerprint()
    words.write_text("迎省检\n", encoding="utf-8")
    assert config.fingerprint() != before
    words.unlink()
    with pytest.raises(ConfigError, match="cannot read"):
        config.fingerprint()


def test_a_configuration_travels_and_is_a_key():
    config = AnalysisConfig(words=["创文"])
    assert pickle.loads(pickle.dumps(config)) == config
    assert {config: 1}[AnalysisConfig(words=["创文"])] == 1
