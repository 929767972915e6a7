"""Cited documents in 《》 and official document numbers.

《》 marks books, songs, films and newspapers as well, so what stands inside decides: official documents end in a word
that says what kind of document they are (办法, 条例, 方案, 通知), with an edition or (试行) behind it at most.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from wenming_nlp.entities.mentions import Mention
from wenming_nlp.resources import read_rows

if TYPE_CHECKING:
    from wenming_nlp.entities.mentions import Cover

__all__ = ["find_citations"]

_TITLE = re.compile(r"《([^《》\n]{2,80}(?:《[^《》\n]{2,80}》[^《》\n]{0,30})?)》")
_CLOSERS = ("）", ")", "】", "]")
_EDITION = re.compile(r"\s?[（(【\[][^（()）【】\[\]]{1,24}[）)】\]]$")
# 播党办字﹝2017﹞7号, 国发〔2021〕2号, 前文明委[2013]1号, 京政办函（2020）13号, 〔2021〕第3号
_NUMBER = re.compile(
    r"(?P<word>[\u4e00-\u9fa5]{2,14}?)\s?[〔﹝\[【［（(〈<]\s?(?:19|20)\d\d年?\s?[〕﹞\]】］）)〉>]"
    r"\s?第?\s?\d{1,4}(?:[-—]\d{1,3})?\s?号"
)
# What every number holds; without it the pattern above need not be tried at each character.
_BRACKETED_YEAR = re.compile(r"[〔﹝\[【［（(〈<]\s?(?:19|20)\d\d年?\s?[〕﹞\]】］）)〉>]")
# Words that stand before a number's issuer and never inside one; a short run such as 和政办发 is all issuer.
_LEADS = re.compile(
    r".*(?:[印下转]发了?|根据|按照|依据|依照|执行|落实|文件|文号为?|通知)|^见|.{3,}(?:见|以|据|的|和|与|及)(?=.{3})"
)


@lru_cache(maxsize=1)
def _heads() -> tuple[frozenset[str], frozenset[str], int]:
    """Return the words that end a document's title, those that never do, and the longest length."""
    rows = read_rows("documents.tsv")
    yes = frozenset(word for word, kind in rows if kind == "document")
    no = frozenset(word for word, kind in rows if kind == "work")
    return yes, no, max(map(len, yes | no))


def _is_document(title: str) -> bool:
    """Return whether a title in 《》 is that of a plan, law, measure or official paper.

    Examples
    --------
    >>> [_is_document(t) for t in ("广元市文明行为促进条例", "平凡的世界", "办法（试行）", "人民日报", "文明公约歌")]
    [True, False, True, False, False]
    """
    yes, no, longest = _heads()
    bare = title.strip()
    while bare.endswith(_CLOSERS):
        cut = _EDITION.sub("", bare)
        if cut == bare:
            break
        bare = cut
    bare = bare.rstrip('”"’》 ')
    for size in range(min(longest, len(bare)), 0, -1):
        tail = bare[-size:]
        if tail in no:
            return False
        if tail in yes:
            return True
    return False


def find_citations(text: str, cover: Cover) -> list[Mention]:
    """Find cited documents and document numbers.

    Parameters
    ----------
    text : str
        An article's text.
    cover : Cover
        What has been taken.

    Returns
    -------
    list of Mention
        Label DOC, in order, not overlapping. A title stands without its marks and has rule ``doc.title``;
        a number has rule ``doc.number`` and itself as ``code``.

    Examples
    --------
    >>> from wenming_nlp.entities.mentions import Cover
    >>> text = "印发《文明行为促进条例（试行）》(播党办字﹝2017﹞7号),齐诵《诗经》。"
    >>> [(text[m.start:m.end], m.rule) for m in find_citations(text, Cover(len(text)))]
    [('文明行为促进条例（试行）', 'doc.title'), ('播党办字﹝2017﹞7号', 'doc.number')]
    """
    found: list[Mention] = []
    if "《" in text:
        found += [
            Mention(m.start(1), m.end(1), "DOC", "doc.title")
            for m in _TITLE.finditer(text)
            if _is_document(m[1]) and cover.free(*m.span(1))
        ]
    if "号" in text and _BRACKETED_YEAR.search(text):
        titles = list(found)
        for match in _NUMBER.finditer(text):
            word = match["word"]
            lead = _LEADS.match(word)
            start = match.start() + (lead.end() if lead and lead.end() < len(word) - 1 else 0)
            if cover.free(start, match.end()) and not any(t.start < match.end() and start < t.end for t in titles):
                found.append(Mention(start, match.end(), "DOC", "doc.number", 1.0, text[start : match.end()]))
    found.sort()
    return found
