"""Titles in 《》 and document numbers."""

from __future__ import annotations

import pytest

from wenming_nlp.entities.citations import find_citations
from wenming_nlp.entities.mentions import Cover


def read(text: str) -> list[str]:
    return [text[m.start : m.end] for m in find_citations(text, Cover(len(text)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("印发《创建工作问责暂行办法》(播党办字﹝2017﹞7号)", ["创建工作问责暂行办法", "播党办字﹝2017﹞7号"]),
        ("《全国文明城市测评体系（2021年版）》", ["全国文明城市测评体系（2021年版）"]),
        (
            "《三年行动计划（2019—2021年）》（祥政发〔2019〕12号）",
            ["三年行动计划（2019—2021年）", "祥政发〔2019〕12号"],
        ),
        ("根据国办发[2020]11号文件", ["国办发[2020]11号"]),
        ("(和政办发〔2021〕3号)", ["和政办发〔2021〕3号"]),
        ("运盐发（2021）3号", ["运盐发（2021）3号"]),
        ("《关于印发《管理办法》的通知》", ["关于印发《管理办法》的通知"]),
        ("《平凡的世界》《人民日报》《没有共产党就没有新中国》", []),
        ("《文明交通顺口溜》《市民文明手册》《算法》", []),
        ("12号楼,3号线,88号令", []),
    ],
)
def test_citations(text: str, expected: list[str]):
    assert read(text) == expected


def test_a_number_has_itself_as_code():
    text = "见市文明办字〔2020〕26号。"
    (mention,) = find_citations(text, Cover(len(text)))
    assert (mention.rule, mention.code) == ("doc.number", "市文明办字〔2020〕26号")
