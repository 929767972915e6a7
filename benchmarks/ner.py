"""Names, organs and posts of general news side by side with jieba.posseg: strict span F1, both in one run.

python benchmarks/ner.py --news FILE --fragments FILE [--limit N]

Each file holds one JSON object a line: {"text", "entities": [{"start", "end", "label"}]}. News has PER, LOC and ORG
(newspaper sentences); fragments have name, position, government and others (CLUENER2020). Neither comes with the
project, and no model is trained on them, but what was missed in them was read: entries of organs.tsv and posts.tsv and
the word lists below were chosen with these files in view, so the figures are those of a development set. Without a
file its part is skipped, and says so.

Two figures are printed for this library. *as labelled* takes the mentions as they stand: PERSON, ORG and PLACE for PER,
ORG and LOC; PERSON, POST and ORG for name, position and government. *mapped* first undoes what our labels do on purpose
and theirs do not:

- A post that writes its organ is one POST here: 国家税务总局局长 is their organ 国家税务总局 and their position 局长, 司法部长
  their organ 司法部 and their position 部长. ``split_post`` parts them; a state straight before it belongs to the organ.
- A name inside a doctrine or a drive (邓小平理论, 马克思主义, 学雷锋) is no PERSON here; in the newspapers it is PER.
- A state's or unit's government (中国政府, 市政府) is ORG here; in the newspapers it is no organ, and its state is LOC.
- An office or a trade without holder or organ is no POST here, and 记者, 球员, 专家 and the like never are; there every one
  is a position. The heads of the library's list of posts (but ``VAGUE``), and ``ROLES`` below, count wherever they stand
  free and as words. This finder of words is the benchmark's, not the library's: most of *mapped* position is owed to it.
- Their government leaves out firms, schools, teams and media: those of our ORG that end like one are not counted.

jieba.posseg: nr is PER and name, ns is LOC, nt is ORG and government; it has no tag for a position.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import defaultdict
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from wenming_nlp.article import Article, Paragraph
from wenming_nlp.entities import recognize
from wenming_nlp.entities.posts import split_post
from wenming_nlp.entities.scan import post_words
from wenming_nlp.resources import read_rows
from wenming_nlp.text.segment import Tokenizer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Spans = set[tuple[int, int, str]]

NEWS: Final = {"PERSON": "PER", "ORG": "ORG", "PLACE": "LOC"}
FRAGMENTS: Final = {"PERSON": "name", "POST": "position", "ORG": "government"}
TAGS: Final = {"nr": ("PER", "name"), "ns": ("LOC", ""), "nt": ("ORG", "government")}
#: Positions there that gold/SCHEMA.md leaves out or that bear no office.
ROLES: Final = tuple(
    "记者 通讯员 队长 主帅 前锋 后卫 中场 门将 球员 老板 总裁 负责人 创始人 专家 官员 艺术家 作者 编辑 警察 老师 议员 元帅 学生 大学生 选手 "
    "ceo 客服 实习生 男主角 女主角 明星 球星 领导人 裁判 经纪人 设计师".split()
)
#: Heads of posts that are plain words more often than offices.
VAGUE: Final = frozenset("代表 成员 委员 主席 理事 执委 会计 出纳 组长 干事 董事 监督 秘书 司令 技工 职员".split())
_TRADES: Final = frozenset({*ROLES, *(word for word in post_words() if len(word) > 1)}) - VAGUE
#: Names that the newspapers mark inside a doctrine or a drive called after somebody.
_DOCTRINES: Final = re.compile(r"邓小平(?=理论)|毛泽东(?=思想)|马克思(?=主义|列宁)|列宁(?=主义)|(?<=学)雷锋")
_GOVERNMENT: Final = re.compile(r".*政府$")
_NO_GOVERNMENT: Final = re.compile(
    r".*(?:公司|集团|(?<!人民)(?<!中央)银行|[分支商]行|商会|研究会|营业部|事务所|工作室|商场|药房|研究院|博物馆|大学|学院|学校|中学|小学|医院|[^总中支大]队|俱乐部|社|报|电视台|电台|协会|学会|基金会|厂|店|饭店|酒店|馆|党|足协|足联)$"
)


def as_labelled(text: str, tokenizer: Tokenizer) -> Spans:
    """Return the mentions that the library finds, under its own labels."""
    article = Article(id="", origin="", title="", text=text, paragraphs=(Paragraph(0, len(text), "body"),))
    return {(m.start, m.end, m.label) for m in recognize.recognize(article, tokenizer.tokens(text), None)}


def parted(text: str, found: Spans) -> Spans:
    """Return mentions with every post parted into its organ and its bare office."""
    places = {end: start for start, end, label in found if label == "PLACE" and text[start:end] in _states()}
    spans = {span for span in found if span[2] != "POST"}
    for start, end, label in found:
        if label != "POST":
            continue
        organ, bare, kind = split_post(text[start:end])
        spans.add((end - len(bare), end, "POST"))
        if organ and kind != "unit":
            # 司法部长 shares its 部 with the organ; 司法部副部长 and 研究所所长 have one of their own.
            shared = kind == "chief" and bare in post_words() and not organ.endswith(bare[0])
            first = places.get(start, start)
            spans.discard((first, start, "PLACE"))
            spans.add((first, start + len(organ) + shared, "ORG"))
    return spans


def for_news(text: str, found: Spans, _tokenizer: Tokenizer) -> Spans:
    """Return our mentions as the newspapers' convention would mark them."""
    spans = {(m.start(), m.end(), "PERSON") for m in _DOCTRINES.finditer(text)}
    for start, end, label in parted(text, found):
        if label == "ORG" and _GOVERNMENT.match(text[start:end]):
            state = next((n for n in range(end - start, 1, -1) if text[start : start + n] in _states()), 0)
            spans |= {(start, start + state, "PLACE")} if state else set()
        else:
            spans.add((start, end, label))
    return spans


def for_fragments(text: str, found: Spans, tokenizer: Tokenizer) -> Spans:
    """Return our mentions as the fragments' convention would mark them."""
    spans = {s for s in parted(text, found) if s[2] != "ORG" or not _no_government(text[s[0] : s[1]])}
    taken = {at for start, end, _ in spans for at in range(start, end)}
    words = tokenizer.tokens(text)
    starts, ends = list(words.starts), set(words.ends)
    for start in starts:
        for end in range(min(start + 6, len(text)), start + 1, -1):
            if end in ends and text[start:end] in _TRADES and taken.isdisjoint(range(start, end)):
                spans.add((start, end, "POST"))
                taken.update(range(start, end))
                break
    return spans


def by_jieba(text: str, column: int) -> Spans:
    """Return what jieba.posseg tags, under the labels of the news (column 0) or of the fragments (1)."""
    from jieba import posseg  # noqa: PLC0415  (only for the benchmark)

    spans, at = set(), 0
    for word, tag in posseg.lcut(text):
        if tag[:2] in TAGS and (label := TAGS[tag[:2]][column]):
            spans.add((at, at + len(word), label))
        at += len(word)
    return spans


def _no_government(organ: str) -> bool:
    """Return whether an organ is one that the fragments' government leaves out."""
    return _NO_GOVERNMENT.match(organ) is not None or organ in _clubs()


@lru_cache(maxsize=1)
def _clubs() -> frozenset[str]:
    return frozenset(word for word, kind in read_rows("world.tsv") if kind == "club")


@lru_cache(maxsize=1)
def _states() -> frozenset[str]:
    return frozenset(word for word, kind in read_rows("world.tsv") if kind == "country")


def score(rows: list[tuple[str, Spans]], finder: Callable[[str], Spans], labels: Iterable[str]) -> dict[str, str]:
    """Return precision, recall and F1 of exact spans for each label."""
    counts: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for text, gold in rows:
        found = finder(text)
        for label in labels:
            one, other = ({span for span in spans if span[2] == label} for spans in (found, gold))
            for i, n in enumerate((len(one & other), len(one), len(other))):
                counts[label][i] += n
    shown = {}
    for label, (both, found_n, gold_n) in counts.items():
        p, r = both / max(found_n, 1), both / max(gold_n, 1)
        shown[label] = f"p {p:.2f} r {r:.2f} F1 {2 * both / max(found_n + gold_n, 1):.3f}"
    return shown


def read(path: Path, limit: int | None) -> list[tuple[str, Spans]]:
    """Return texts and their marked spans."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()[:limit]]
    return [(row["text"], {(e["start"], e["end"], e["label"]) for e in row["entities"]}) for row in rows]


def main() -> int:
    """Print the figures of both readers on both sets."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--news", type=Path)
    parser.add_argument("--fragments", type=Path)
    parser.add_argument("--limit", type=int, help="only the first so many rows of each")
    options = parser.parse_args()
    tokenizer = Tokenizer()
    for column, (name, path, labels, mapping) in enumerate(
        (("news", options.news, NEWS, for_news), ("fragments", options.fragments, FRAGMENTS, for_fragments))
    ):
        if path is None or not path.exists():
            print(f"{name}: skipped, {f'{path}: no such file' if path else f'no --{name} given'}")
            continue
        rows = read(path, options.limit)

        def ours(
            text: str, mapped: Callable[[str, Spans, Tokenizer], Spans] | None = None, labels: dict[str, str] = labels
        ) -> Spans:
            found = as_labelled(text, tokenizer)
            found = mapped(text, found, tokenizer) if mapped else found
            return {(start, end, labels[label]) for start, end, label in found if label in labels}

        figures = {
            "as labelled": score(rows, ours, labels.values()),
            "mapped": score(rows, lambda text, ours=ours, mapping=mapping: ours(text, mapping), labels.values()),
            "jieba.posseg": score(rows, lambda text, column=column: by_jieba(text, column), labels.values()),
        }
        print(f"{name}: {len(rows)} texts")
        print("".join(f"{label:>32}" for label in ("", *labels.values()))[20:])
        for reader, shown in figures.items():
            print(f"{reader:12}" + "".join(f"{shown[label]:>32}" for label in labels.values()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
