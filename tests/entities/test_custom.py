"""A user's own lists: how they are read, and that they win over what the library would find."""

from __future__ import annotations

import pickle

import pytest

from wenming_nlp.entities.custom import CustomLists, find_custom, read_custom
from wenming_nlp.errors import LexiconError

LISTS = CustomLists(
    posts=(("创文专员", "head"),),
    organs=(("创文中心", "播州区创文服务中心", "事业"), ("马蹄联勤站", "", "")),
    people=(("高山", ""), ("高山青", "")),
    places=(("马蹄湾", "520304", "贵州省遵义市播州区马蹄湾"),),
)


def write(folder, name, text):
    path = folder / f"{name}.tsv"
    path.write_text(text, encoding="utf-8")
    return path


def test_lists_are_read_and_filled_up(tmp_path):
    path = write(tmp_path, "posts", "# mine\n创文专员\n\n包保干事\trank\n")
    organs = write(tmp_path, "organs", "创文中心\t播州区创文服务中心\t事业\n")
    lists = read_custom(posts=[path], organs=[organs])
    assert lists.posts == (("创文专员", "head"), ("包保干事", "rank"))
    assert lists.organs == (("创文中心", "播州区创文服务中心", "事业"),)
    assert pickle.loads(pickle.dumps(lists)) == lists
    assert hash(pickle.loads(pickle.dumps(lists))) == hash(lists)
    assert not CustomLists()


@pytest.mark.parametrize(
    ("name", "line", "told"),
    [
        ("posts", "创文专员\tboss", "expected kind to be one of head, unit, chief, rank, prof, job, got 'boss'"),
        ("posts", "a\thead\tx", r"expected word<TAB>\[kind\], got 3 cells"),
        ("posts", "员", "expected word.*of 2 or more characters.*got '员'"),
        ("organs", "创文中心\t\t公司", "expected system to be one of 党委, .*, got '公司'"),
        ("people", "张 三", "without white space, got '张 三'"),
        ("people", "\t高山", "of 2 or more characters"),
        ("places", "马蹄湾\t5203", "expected an adcode of six digits, got '5203'"),
        ("places", "马蹄湾\t999999", "expected a full name beside an adcode that is not listed"),
        ("posts", "创文专员,head", "expected .* with a tab between cells, got '创文专员,head'"),
        ("posts", '"创文专员"', "expected .* without"),
        ("organs", "name\tfull name\tsystem", "names of the columns; begin their line with #"),
    ],
)
def test_a_bad_line_is_named(tmp_path, name, line, told):
    path = write(tmp_path, name, f"好好好\n{line}\n")
    with pytest.raises(LexiconError, match=rf"{name}\.tsv:2: .*{told}"):
        read_custom(**{name: [path]})


def test_an_entry_stands_once(tmp_path):
    organs = write(tmp_path, "organs", "创文中心\t甲\n创文中心\t乙\n")
    with pytest.raises(LexiconError, match=r"organs\.tsv:2: expected '创文中心' once, .*organs\.tsv:1"):
        read_custom(organs=[organs])
    places = write(tmp_path, "places", "高山\n")
    people = write(tmp_path, "people", "高山\n")
    with pytest.raises(
        LexiconError, match=r"places\.tsv:1: expected '高山' in one list, got it in places and in people at .*people"
    ):
        read_custom(people=[people], places=[places])


def test_traces_of_a_table_program_are_taken_out(tmp_path):
    (tmp_path / "posts.tsv").write_bytes("\ufeff创文专员\thead\t\t\r\n\r\n　督导员 \r\n".encode())
    assert read_custom(posts=[tmp_path / "posts.tsv"]).posts == (("创文专员", "head"), ("督导员", "head"))
    (tmp_path / "none.tsv").write_bytes(b"")
    assert not read_custom(posts=[tmp_path / "none.tsv"])


def test_a_place_with_only_its_code_gets_the_name_of_the_division(tmp_path):
    path = write(tmp_path, "places", "老城\t520304\n")
    assert read_custom(places=[path]).places == (("老城", "520304", "贵州省遵义市播州区"),)


def test_a_file_that_is_none(tmp_path):
    with pytest.raises(LexiconError, match=r"none\.tsv: expected a TSV file"):
        read_custom(people=[tmp_path / "none.tsv"])
    (tmp_path / "bad.tsv").write_bytes("高山".encode("gbk"))
    with pytest.raises(LexiconError, match=r"bad\.tsv: expected UTF-8, got byte 0xb8 at 0"):
        read_custom(people=[tmp_path / "bad.tsv"])


def test_the_longest_of_the_leftmost_is_found():
    found = find_custom("高山青和高山在马蹄湾", LISTS)
    assert [(m.start, m.end, m.label, m.rule) for m in found] == [
        (0, 3, "PERSON", "custom-people"),
        (4, 6, "PERSON", "custom-people"),
        (7, 10, "PLACE", "custom-places"),
    ]
    assert find_custom("高山", CustomLists()) == []
