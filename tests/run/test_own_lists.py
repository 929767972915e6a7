"""A user's own lists through the whole analysis."""

from __future__ import annotations

import pickle

import pytest

from wenming_nlp.errors import ConfigError, LexiconError
from wenming_nlp.run.analysis import open_analysis
from wenming_nlp.run.analyze import analyze_text
from wenming_nlp.run.batch import analyze_to
from wenming_nlp.run.config import AnalysisConfig

PAGE = """播州：区创文工作推进会召开
2017-04-19 来源：播州区文明办
4月19日，区创文中心主任李明、区文明办创文专员王建国出席会议。
高山在会上发言，马蹄湾的居民参加会议。
"""


@pytest.fixture
def config(tmp_path):
    files = {
        "posts": "创文专员\thead\n",
        "organs": "创文中心\t播州区创文服务中心\t事业\n",
        "people": "高山\n",
        "places": "马蹄湾\t520304\t贵州省遵义市播州区马蹄湾\n",
    }
    for name, text in files.items():
        (tmp_path / f"{name}.tsv").write_text(text, encoding="utf-8")
    return AnalysisConfig(**{name: [tmp_path / f"{name}.tsv"] for name in files})


def test_own_entries_win(config):
    analysis = analyze_text(PAGE, config)
    found = analysis.entities[["text", "label"]].to_numpy().tolist()
    for text, label in (
        ("高山", "PERSON"),
        ("马蹄湾", "PLACE"),
        ("区文明办创文专员", "POST"),
        ("区创文中心主任", "POST"),
    ):
        assert [text, label] in found
    held = {(row.name_, row.post, row.org) for row in analysis.officials.rename(columns={"name": "name_"}).itertuples()}
    assert ("王建国", "创文专员", "播州区文明办") in held
    assert ("李明", "主任", "播州区创文服务中心") in held or ("李明", "主任", "播州区创文中心") in held
    place = analysis.places.set_index("mention").loc["马蹄湾"]
    assert (place["adcode"], place["full_name"]) == ("520304", "贵州省遵义市播州区马蹄湾")


def test_own_organ_has_its_own_name(config):
    analysis = analyze_text("播州区召开会议\n4月19日，创文中心组织志愿者开展活动。", config)
    row = analysis.departments.set_index("mention").loc["创文中心"]
    assert (row["name"], row["system"]) == ("播州区创文服务中心", "事业")


def test_lists_go_into_the_fingerprint_and_to_workers(config, tmp_path):
    before = config.fingerprint()
    assert before != AnalysisConfig().fingerprint()
    assert pickle.loads(pickle.dumps(config)) == config
    (tmp_path / "in").mkdir()
    for name in ("a", "b"):
        (tmp_path / "in" / f"{name}.txt").write_text(PAGE, encoding="utf-8")
    analysis = analyze_to(tmp_path / "in", tmp_path / "out", config, workers=2, chunk_size=1)
    assert (analysis.entities["text"] == "马蹄湾").sum() == 2
    assert open_analysis(tmp_path / "out").config == config
    config.people[0].write_text("高山流\n", encoding="utf-8")
    assert config.fingerprint() != before


def test_a_file_of_settings_names_lists_beside_it(tmp_path):
    (tmp_path / "p.tsv").write_text("高山\n", encoding="utf-8")
    (tmp_path / "settings.toml").write_text('people = ["p.tsv"]\n', encoding="utf-8")
    assert AnalysisConfig.from_toml(tmp_path / "settings.toml").people == (tmp_path / "p.tsv",)


def test_wrong_lists_are_named_before_anything_is_read(tmp_path):
    (tmp_path / "p.tsv").write_text("马蹄湾\t1\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"p\.tsv:1: expected an adcode"):
        analyze_text(PAGE, places=[tmp_path / "p.tsv"])
    with pytest.raises(ConfigError, match=r"setting people: expected a list of paths, got 'p\.tsv'"):
        AnalysisConfig(people="p.tsv")
