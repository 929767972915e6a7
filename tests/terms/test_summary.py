"""Sentences that stand for an article."""

from __future__ import annotations

import pytest

from wenming_nlp.article import Article, Paragraph
from wenming_nlp.errors import ConfigError
from wenming_nlp.terms.summary import summarize
from wenming_nlp.text.sentences import split_sentences

SENTENCES = ["云岭区召开推进会。", "区长讲话。", "志愿者走上街头劝导交通。", "市民纷纷点赞。"]
TEXT = "标题在此\n" + "".join(SENTENCES[:2]) + "\n" + "".join(SENTENCES[2:])
CUT = 5 + len("".join(SENTENCES[:2]))
BLOCKS = (Paragraph(0, 4, "title"), Paragraph(5, CUT, "body"), Paragraph(CUT + 1, len(TEXT), "body"))
ARTICLE = Article("a", "", "标题在此", TEXT, BLOCKS)


@pytest.mark.parametrize("n", [1, 2, 3, 9])
def test_lead_takes_the_first_sentences_of_the_body(n):
    sentences = split_sentences(TEXT, BLOCKS)
    assert summarize(ARTICLE, sentences, n_sentences=n) == SENTENCES[:n]


def test_central_sentences_keep_the_order_of_the_text():
    found = summarize(ARTICLE, split_sentences(TEXT, BLOCKS), n_sentences=2, method="snownlp")
    assert len(found) == 2
    assert found == [sentence for sentence in SENTENCES if sentence in found]


@pytest.mark.parametrize("options", [{"n_sentences": 0}, {"method": "best"}])
def test_bad_options_say_what_was_expected(options):
    with pytest.raises(ConfigError, match="expected"):
        summarize(ARTICLE, [], **options)
