"""Over a corpus: who is one person, who held what when, which organs there are, who is tied to whom."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wenming_nlp.errors import InputError, SchemaError
from wenming_nlp.records.registry import identify, organs, people, tenures, ties
from wenming_nlp.schema import ARTICLES, CORPUS_TABLES, DEPARTMENTS, EVENTS, OFFICIALS


def corpus(*rows):
    """Return officials and articles from (article, day, home, name, post, org, level, roles)."""
    officials = OFFICIALS.conform({
        "article_id": [r[0] for r in rows], "name": [r[3] for r in rows], "post": [r[4] for r in rows],
        "org": [r[5] for r in rows], "level": [r[6] for r in rows], "system": [None] * len(rows),
        "roles": [r[7] if len(r) > 7 else [] for r in rows], "person_entity": [0] * len(rows),
        "post_entity": [None] * len(rows), "evidence": [""] * len(rows),
    }) if rows else OFFICIALS.empty()  # fmt: skip
    first = {r[0]: r for r in rows}
    articles = pd.DataFrame({
        "article_id": list(first), "published": pd.to_datetime([r[1] for r in first.values()]).astype("datetime64[ms]"),
        "home_adcode": pd.Series([r[2] for r in first.values()], dtype=object),
    })  # fmt: skip
    return officials, articles if rows else ARTICLES.empty()


def persons(*rows):
    """Return the ids by article."""
    officials, articles = corpus(*rows)
    return dict(zip(officials["article_id"], identify(officials, articles), strict=True))


def test_same_name_at_the_same_time_in_far_homes_is_two_people():
    ids = persons(
        ("a", "2018-01-01", "520304", "张伟", "区长", "播州区政府", "县"),
        ("b", "2019-01-01", "520304", "张伟", "区长", "播州区政府", "县"),
        ("c", "2018-06-01", "330105", "张伟", "局长", "拱墅区教育局", "县"),
    )
    assert ids == {"a": "张伟-520304-1", "b": "张伟-520304-1", "c": "张伟-330105-1"}


def test_far_homes_one_after_the_other_are_still_two_people():
    ids = persons(
        ("a", "2016-01-01", "520304", "张伟", "局长", "播州区教育局", "县"),
        ("b", "2019-01-01", "330105", "张伟", "局长", "拱墅区教育局", "县"),
    )
    assert ids["a"] != ids["b"]


def test_a_career_within_a_prefecture_is_one_person():
    ids = persons(
        ("a", "2016-01-01", "520304", "李明", "区长", "播州区政府", "县"),
        ("b", "2018-01-01", "520302", "李明", "书记", "红花岗区委", "县"),
        ("c", "2020-01-01", "520300", "李明", "副市长", "遵义市政府", "市"),
    )
    assert set(ids.values()) == {"李明-520304-1"}


def test_counties_of_one_prefecture_at_the_same_time_are_two_people():
    ids = persons(
        ("a", "2016-01-01", "520304", "李明", "区长", "播州区政府", "县"),
        ("b", "2016-09-01", "520302", "李明", "区长", "红花岗区政府", "县"),
        ("c", "2017-01-01", "520304", "李明", "区长", "播州区政府", "县"),
        ("d", "2017-02-01", "520302", "李明", "区长", "红花岗区政府", "县"),
    )
    assert ids["a"] == ids["c"] != ids["b"] == ids["d"]


def test_provincial_leaders_move_between_provinces():
    ids = persons(
        ("a", "2021-01-01", None, "尹力", "书记", "福建省委", "省"),
        ("b", "2023-01-01", None, "尹力", "书记", "北京市委", "省"),
    )
    assert set(ids.values()) == {"尹力-350000-1"}


def test_deputies_of_a_congress_do_not_bind_namesakes():
    ids = persons(
        ("a", "2018-01-01", None, "张伟", "书记", "播州区委", "县"),
        ("a", "2018-01-01", None, "张伟", "代表", "全国人大", "国家"),
        ("b", "2018-02-01", None, "张伟", "区长", "拱墅区政府", "县"),
        ("b", "2018-02-01", None, "张伟", "代表", "全国人大", "国家"),
    )
    assert ids["a"] != ids["b"]


def test_an_office_without_an_organ_goes_to_the_only_person_of_the_name():
    ids = persons(
        ("a", "2018-01-01", "520304", "肖光强", "区长", "播州区政府", "县"),
        ("b", "2018-02-01", None, "肖光强", "组长", None, None),
    )
    assert ids["a"] == ids["b"]


def test_somebody_named_by_trade_is_not_the_official():
    ids = persons(
        ("a", "2018-01-01", None, "李强", "书记", "上海市委", "省"),
        ("b", "2018-02-01", None, "李强", "工程师", None, None),
    )
    assert ids["a"] != ids["b"]


def test_one_article_has_one_person_of_a_name():
    officials, articles = corpus(
        ("a", "2018-01-01", "520300", "王丽", "常委", "遵义市委", "市"),
        ("a", "2018-01-01", "520300", "王丽", "书记", "播州区委", "县"),
    )
    assert len(set(identify(officials, articles))) == 1
    assert len(tenures(officials, articles)) == 2


def test_articles_without_days():
    officials, articles = corpus(
        ("a", None, "520304", "张伟", "区长", "播州区政府", "县"),
        ("b", None, "520304", "张伟", "区长", "播州区政府", "县"),
        ("c", None, "520302", "张伟", "区长", "红花岗区政府", "县"),
    )
    found = people(officials, articles)
    assert found["n_articles"].tolist() == [1, 2]
    assert found[["first_seen", "last_seen"]].isna().all(axis=None)
    assert tenures(officials, articles)["first_seen"].isna().all()
    assert ties(officials, articles).empty


def test_tenures_run_from_the_earliest_to_the_latest_article():
    officials, articles = corpus(
        ("b", "2019-05-01", "520304", "肖光强", "区长", "播州区政府", "县"),
        ("a", "2017-04-19", "520304", "肖光强", "区长", "播州区政府", "县"),
        ("c", None, "520304", "肖光强", "区长", "播州区政府", "县"),
        ("d", "2020-01-01", "520304", "肖光强", "书记", "播州区委", "县"),
    )
    table = tenures(officials, articles).set_index("post")
    assert table.loc["区长", ["first_seen", "last_seen", "n_articles"]].tolist() == [
        pd.Timestamp("2017-04-19"),
        pd.Timestamp("2019-05-01"),
        3,
    ]
    assert table.loc["书记", "n_articles"] == 1


def test_an_office_without_its_organ_counts_for_the_only_one():
    rows = [
        ("a", "2018-01-01", "520304", "李明", "局长", "播州区教育局", "县"),
        ("b", "2018-02-01", "520304", "李明", "局长", None, None),
    ]
    assert tenures(*corpus(*rows))["n_articles"].tolist() == [2]
    rows.append(("c", "2018-03-01", "520304", "李明", "局长", "播州区财政局", "县"))
    assert len(tenures(*corpus(*rows))) == 3


def test_home_is_where_the_offices_are_not_where_the_articles_come_from():
    rows = [(str(n), f"2020-01-0{n}", "511700", "李强", "常委", None, None) for n in range(1, 4)]
    rows.append(("z", "2019-01-01", None, "李强", "书记", "上海市委", "省"))
    found = people(*corpus(*rows))
    assert found[["person_id", "home", "n_articles"]].to_numpy().tolist() == [
        ["李强-310000-1", "上海市", 1],
        ["李强-511700-1", "达州市", 3],
    ]
    rows.append(("y", "2019-02-01", None, "李强", "常委", "中央政治局", "国家"))
    assert people(*corpus(*rows))["n_articles"].tolist() == [5]


def test_people_list_their_offices_in_time():
    found = people(
        *corpus(
            ("a", "2020-01-01", "520304", "李明", "书记", "播州区委", "县"),
            ("b", "2017-01-01", "520304", "李明", "区长", "播州区政府", "县"),
        )
    )
    assert list(found.loc[0, "posts"]) == ["播州区政府区长", "播州区委书记"]
    assert found.loc[0, "home"] == "遵义市播州区"


@pytest.mark.parametrize("name", ["people", "tenures", "ties"])
def test_empty_tables(name):
    table = {"people": people, "tenures": tenures, "ties": ties}[name](OFFICIALS.empty(), ARTICLES.empty())
    assert table.empty
    assert table.dtypes.equals(CORPUS_TABLES[name].empty().dtypes)


def test_a_missing_column_is_named():
    with pytest.raises(SchemaError, match="missing column"):
        people(pd.DataFrame({"name": ["a"]}), ARTICLES.empty())
    with pytest.raises(SchemaError, match="missing column"):
        organs(pd.DataFrame({"name": ["a"]}))


ROWS = st.lists(
    st.tuples(
        st.sampled_from("abcdefgh"),
        st.sampled_from(["张伟", "李明"]),
        st.sampled_from([
            ("区长", "播州区政府", "县"), ("书记", "遵义市委", "市"), ("区长", "拱墅区政府", "县"), ("局长", None, None),
            ("教师", None, None), ("书记", "北京市委", "省"), ("部长", "教育部", "国家"), ("代表", "全国人大", "国家"),
        ]),
    ),
    max_size=24, unique=True,
)  # fmt: skip
DAYS = {
    "a": "2017-01-01",
    "b": None,
    "c": "2019-01-01",
    "d": "2018-05-05",
    "e": "2018-05-05",
    "f": None,
    "g": "2022-01-01",
}
HOMES = {"a": "520304", "b": "520304", "c": "330105", "e": "330105", "f": "520300"}


@settings(max_examples=20, deadline=None)
@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_rows_decides_nothing(rows, random):
    filled = [(a, DAYS.get(a), HOMES.get(a), name, *office) for a, name, office in rows]
    officials, articles = corpus(*filled)
    order = list(range(len(officials)))
    random.shuffle(order)
    shuffled = officials.iloc[order]
    turned = articles.iloc[::-1]
    for build in (people, tenures, ties):
        pd.testing.assert_frame_equal(build(officials, articles), build(shuffled, turned))
    ids = identify(shuffled, turned)
    assert ids.sort_index().tolist() == identify(officials, articles).tolist()
    assert shuffled.groupby(["article_id", "name"])["article_id"].size().sum() == len(ids)
    assert ids.groupby([shuffled["article_id"], shuffled["name"]]).nunique().le(1).all()


def departments(*rows):
    columns = ["article_id", "mention", "name", "level", "system", "home_adcode", "n"]
    return DEPARTMENTS.conform(pd.DataFrame(rows, columns=columns))


def test_organs_of_one_name_in_two_cities_are_two():
    table = organs(
        departments(
            ("a", "鼓楼区委", "鼓楼区委", "县", "党委", "320106", 1),
            ("b", "区委", "鼓楼区委", "县", "党委", "320106", 2),
            ("c", "鼓楼区委", "鼓楼区委", "县", "党委", "350102", 1),
        )
    )
    assert table[["home_adcode", "n_articles", "n_mentions"]].to_numpy().tolist() == [
        ["320106", 2, 3],
        ["350102", 1, 1],
    ]


def test_organs_take_the_most_frequent_level_and_are_counted_in_offices_too():
    officials, articles = corpus(("z", "2018-01-01", "520304", "李明", "书记", "播州区委", "县"))
    table = organs(
        departments(
            ("a", "外交部", "外交部", "国家", "政府", None, 2),
            ("b", "外交部", "外交部", "单位", "政府", None, 1),
        ),
        officials,
        articles,
    ).set_index("name")
    assert table.loc["外交部", "level"] == "国家"
    assert pd.isna(table.loc["外交部", "home_adcode"])
    assert table.loc["播州区委", "n_mentions"] == 1
    assert organs(DEPARTMENTS.empty()).empty


MEETING = (
    ("a", "2018-01-01", "520304", "甲明", "书记", "播州区委", "县", ["主持"]),
    ("a", "2018-01-01", "520304", "乙明", "副书记", "播州区委", "县", ["出席"]),
    ("a", "2018-01-01", "520304", "丙明", "局长", "播州区教育局", "县", []),
    ("b", "2018-03-01", "520304", "甲明", "书记", "播州区委", "县", ["出席"]),
    ("b", "2018-03-01", "520304", "乙明", "副书记", "播州区委", "县", ["出席"]),
)


def edges(table, kind):
    rows = table[table["kind"] == kind]
    return {
        (s.split("-")[0], t.split("-")[0]): n
        for s, t, n in zip(rows["source"], rows["target"], rows["n_articles"], strict=True)
    }


def test_ties_of_articles():
    table = ties(*corpus(*MEETING))
    assert edges(table, "together") == {("丙明", "乙明"): 1, ("丙明", "甲明"): 1, ("乙明", "甲明"): 2}
    assert edges(table, "chaired") == {("甲明", "乙明"): 1}
    assert edges(table, "same_organ") == {("乙明", "甲明"): 2}
    both = table[(table["kind"] == "together") & (table["n_articles"] == 2)]
    assert both["first_seen"].tolist() == [pd.Timestamp("2018-01-01")]
    assert both["last_seen"].tolist() == [pd.Timestamp("2018-03-01")]


def test_ties_of_events():
    events = EVENTS.conform({
        "article_id": ["a"], "name": ["推进会"], "date": [None], "place": [None], "chair": [["甲明"]],
        "speakers": [["丙明"]], "attendees": [["丙明", "不知名"]], "organs": [[]], "headcount": [None], "main": [True],
    })  # fmt: skip
    table = ties(*corpus(*MEETING), events)
    assert edges(table, "together") == {("丙明", "甲明"): 1}
    assert edges(table, "chaired") == {("甲明", "丙明"): 1}
    assert edges(ties(*corpus(*MEETING), EVENTS.empty()), "together") == {}


def test_successors_in_one_organ_are_no_colleagues():
    table = ties(
        *corpus(
            ("a", "2016-01-01", "520304", "甲明", "书记", "播州区委", "县"),
            ("b", "2018-01-01", "520304", "乙明", "书记", "播州区委", "县"),
        )
    )
    assert table.empty


def test_long_lists_tie_nobody():
    officials, articles = corpus(*MEETING)
    assert edges(ties(officials, articles, max_people=2), "together") == {("乙明", "甲明"): 1}
    with pytest.raises(InputError, match="max_people"):
        ties(officials, articles, max_people=1)


def test_a_foreign_namesake_is_another_person_at_his_own_state():
    officials, articles = corpus(
        ("a", "2024-01-01", None, "罗德里格斯", "部长", "古巴外交部", "国家"),
        ("b", "2024-02-01", None, "罗德里格斯", "副总统", "委内瑞拉", "国家"),
        ("c", "2024-03-01", None, "罗德里格斯", "部长", "外交部", "国家"),
        ("d", "2024-03-01", None, "王毅", "部长", "外交部", "国家"),
    )
    cuban, venezuelan = "罗德里格斯-古巴-1", "罗德里格斯-委内瑞拉-1"
    assert identify(officials, articles).tolist() == [cuban, venezuelan, cuban, "王毅-000000-1"]
    table = people(officials, articles)
    assert table.set_index("person_id")["home"].dropna().to_dict() == {cuban: "古巴", venezuelan: "委内瑞拉"}
    held = tenures(officials, articles)
    assert held["org"].tolist() == ["外交部", "古巴外交部", "委内瑞拉"]
    assert held["n_articles"].tolist() == [1, 2, 1]


def test_an_organ_of_two_names_is_one():
    officials, articles = corpus(
        ("a", "2024-01-01", None, "王毅", "部长", "中国外交部", "国家"),
        ("b", "2024-02-01", None, "王毅", "部长", "外交部", "国家"),
        ("c", "2024-02-02", None, "李希", "书记", "中央纪律检查委员会", "国家"),
        ("d", "2024-02-03", None, "李希", "书记", "中纪委", "国家"),
    )
    assert tenures(officials, articles)["org"].tolist() == ["中央纪委", "外交部"]
    table = organs(DEPARTMENTS.empty(), officials, articles)
    assert table["name"].tolist() == ["中央纪委", "外交部"]
    assert table["n_articles"].tolist() == [2, 2]


def test_organs_of_other_states_have_no_code():
    officials, articles = corpus(("a", "2024-01-01", "110000", "拉夫罗夫", "部长", "俄罗斯外交部", "国家"))
    assert organs(DEPARTMENTS.empty(), officials, articles)["home_adcode"].isna().all()


def test_a_head_of_state_is_one_person_whatever_he_was_before():
    officials, articles = corpus(
        ("a", "2023-01-01", None, "张伟", "国家主席", None, None),
        ("a", "2023-01-01", None, "张伟", "总书记", "中共中央", "国家"),
        ("b", "2023-06-01", None, "张伟", "国家主席", None, None),
        ("b", "2023-06-01", None, "张伟", "书记", "福州市委", "市"),
        ("c", "2024-06-01", None, "张伟", "书记", "福州市委", "市"),
    )
    assert set(identify(officials, articles)) == {"张伟-000000-1"}


def test_the_political_bureau_places_its_members():
    ids = persons(
        ("a", "2023-03-05", "110000", "尹力", "委员", "中央政治局", "国家"),
        ("b", "2023-07-03", None, "尹力", "委员", "中央政治局", "国家"),
        ("b", "2023-07-03", None, "尹力", "书记", "北京市委", "省"),
    )
    assert len(set(ids.values())) == 1
