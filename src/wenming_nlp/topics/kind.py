"""What kind of piece an article is: meeting report, inspection, activity, portrait, survey, comment, notice."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import compress
from math import log1p
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from wenming_nlp.resources import read_rows
from wenming_nlp.schema import KIND
from wenming_nlp.terms.headings import profile
from wenming_nlp.topics.linear import load_model

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from wenming_nlp.article import Article
    from wenming_nlp.terms.headings import Profile
    from wenming_nlp.text.tokens import Tokens
    from wenming_nlp.topics.linear import LinearModel

__all__ = ["FEATURES", "classify_kind", "kind_features", "kind_scores"]

KINDS: Final = KIND.values
_BODY: Final = ("notice", "meeting", "inspection", "activity", "portrait", "survey", "comment", "official")
_TITLE: Final = ("notice", "meeting", "inspection", "activity", "portrait", "survey", "comment")
_CHANNEL: Final = ("comment", "notice", "portrait", "inspection", "survey", "meeting", "activity")
_FORMS: Final[dict[str, re.Pattern[str]]] = {
    # 关于…的通告; 致…的一封信: the form of an official paper
    "form_paper": re.compile(
        "^关于.+的?(?:通告|公告|公示|通报|决定|通知|意见|函)|倡议书|公开信|一封信|启事$|名单$|令$"
    ),
    "form_held": re.compile("(?:召开|举行).*(?:会|会议)$|(?:会|会议)(?:召开|举行)$"),
    "form_checked": re.compile(
        "(?:来|到|赴|深入|在).{1,12}(?:督查|督导|检查|调研|暗访|复查|复核|验收|视察|考察|指导)|(?:督查|督导|检查|暗访|复查|考核|调研)"
    ),
    "form_dash": re.compile("——.*(?:综述|走笔|纪实|侧记|巡礼|扫描|观察|工作)$|(?:综述|走笔|纪实|侧记|巡礼|扫描)$"),
    "form_advice": re.compile("别|莫|勿|岂|何|须|不能|不妨|不止|让.+(?:让|才|成)|要.+(?:要|也)|？"),
    "form_quote": re.compile('[“"「]'),
    "form_colon": re.compile("[:：]"),
    "form_years": re.compile("[一二三四五六七八九十百\\d]+(?:年|载|个?春秋)"),
}
_LIST: Final = re.compile("\n(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\\d+[.．、])")
#: 荒坡变花海。…: a survey's paragraphs open with a short sentence that sums them up.
_SECTION: Final = re.compile(
    r"\n[^\n，。；：“”！？]{3,14}[。！]|\n[^\n，。；：“”！？]{2,8}，[^\n，。；：“”！？]{2,8}[。！]"
)
_SIGNED: Final = re.compile(
    r"\n\s*[\d〇零一二三四五六七八九]{4}年[\d一二三四五六七八九十]{1,2}月[\d一二三四五六七八九十]{1,3}日\s*(?:\n|$)"
)
_DAY: Final = re.compile(r"\d{1,2}[月日][^，。]{0,8}|近日|日前|昨[天日]|今[天日]|当天")
_HELD: Final = re.compile(
    r"(?:召开|举行|举办)[^，。]{0,40}(?:会|会议|仪式|活动|典礼|比赛|大赛)|(?:会|会议|仪式|活动|典礼)[^，。]{0,16}(?:召开|举行|举办)"
)
_MET: Final = re.compile(
    r"主持会议|会议由|主持召开|主持了?会议|会议[强指要通传审听认]|[^的]会(?:议)?(?:在[^，。]{2,16})?(?:召开|举行)[，。]"
)
_ABOUT_ONE = 0.2  # pronouns of a person a hundred characters or so
_SAID: Final = re.compile("[“「][^”」]{4,}[。！？!?…，,][”」]")
#: Columns of the model.
FEATURES: Final = (
    *(f"n_{group}" for group in _BODY),
    *(f"rate_{group}" for group in _BODY),
    *(f"lead_{group}" for group in _BODY),
    *(f"title_{group}" for group in _TITLE),
    *(f"channel_{group}" for group in _CHANNEL),
    *_FORMS,
    *("long", "paragraphs", "listed", "bullets", "spoken", "questions", "numerals", "name_in_title", "names", "source"),
    *("sections", "hero", "pronouns", "signed", "dated", "chaired", "spoke", "held", "sectioned", "met"),
)


class Wordings(NamedTuple):
    """The wordings of `resources/kinds.tsv` by the zone they count in.

    Attributes
    ----------
    body : ahocorasick_rs.AhoCorasick
        Finds all wordings of running text.
    groups : array of shape (n_wordings, n_groups)
        1 where a wording belongs to a group.
    title, channel : tuple of tuple of str
        Wordings of each group.
    """

    body: Any
    groups: NDArray[np.float64]
    title: tuple[tuple[str, ...], ...]
    channel: tuple[tuple[str, ...], ...]


@lru_cache(maxsize=1)
def load_wordings() -> Wordings:
    """Return the packaged wordings."""
    from ahocorasick_rs import AhoCorasick, Implementation  # noqa: PLC0415  (loaded with its first use)

    rows = {row[0]: tuple(row[1:]) for row in read_rows("kinds.tsv")}
    patterns = sorted({wording for group in _BODY for wording in rows[group]})
    groups = np.array([[float(wording in rows[group]) for group in _BODY] for wording in patterns])
    return Wordings(
        AhoCorasick(patterns, implementation=Implementation.ContiguousNFA),
        groups,
        tuple(rows[f"{group}_title"] for group in _TITLE),
        tuple(rows[f"{group}_channel"] for group in _CHANNEL),
    )


def kind_features(article: Article, counted: Profile) -> list[float]:
    """Return the row of `FEATURES` of an article."""
    wordings = load_wordings()
    text, stop, title_end, lead_end = counted.text, counted.stop, counted.title_end, counted.lead_end
    title, channel = text[:title_end], article.channel or ""
    body = _counts(wordings, text[title_end:stop])
    lead = _counts(wordings, text[title_end:lead_end])
    size = max(stop - title_end, 1)
    blocks = sum(block.part == "body" for block in article.paragraphs)
    tags = counted.pos
    chaired, signed = text.count("主持"), _SIGNED.search(text, title_end) is not None
    sections = len(_SECTION.findall(text, title_end, stop))
    pronouns = min((text.count("他") + text.count("她") - text.count("其他")) * 50.0 / (size + 200), 1.5)
    heroes = {word for word in compress(counted.words, map("nr".__eq__, tags)) if len(word) > 1}
    return [
        *np.log1p(body).tolist(),
        *(body * (100.0 / (size + 100))).tolist(),
        *(np.minimum(lead, 3) / 3.0).tolist(),
        *[min(sum([word in title for word in words]), 2) / 2.0 for words in wordings.title],
        *[1.0 if any(word in channel for word in words) else 0.0 for words in wordings.channel],
        *[1.0 if form.search(title) else 0.0 for form in _FORMS.values()],
        log1p(size) - 6.0,
        log1p(blocks) - 1.5,
        min(len(_LIST.findall(text)), 5) / 5.0,
        min(text.count("\n—") + text.count("\n▲") + text.count("\n●") + text.count("\n■"), 4) / 4.0,
        min(len(_SAID.findall(text)), 6) / 6.0 if "“" in text or "「" in text else 0.0,
        min(text.count("？") + text.count("?"), 5) / 5.0,
        tags.count("m") * 10.0 / size,
        1.0 if "nr" in tags[: counted.title_words] else 0.0,
        tags.count("nr") * 30.0 / size,
        1.0 if article.source else 0.0,
        min(sections, 5) / 5.0,
        min(max((counted.counts[word] for word in heroes), default=0), 12) / 12.0,
        pronouns,
        1.0 if signed else 0.0,
        1.0 if _DAY.search(text, title_end, min(title_end + 60, lead_end)) else 0.0,
        min(chaired, 2) / 2.0,
        min(text.count("讲话") + text.count("致辞"), 3) / 3.0,
        1.0 if _HELD.search(text, title_end, lead_end) else 0.0,
        # A survey goes from heading to heading, is chaired by nobody and about nobody.
        1.0 if sections > 1 and pronouns < _ABOUT_ONE and not chaired and not signed else 0.0,
        1.0 if _MET.search(text, title_end, stop) else 0.0,
    ]


def _counts(wordings: Wordings, text: str) -> NDArray[np.float64]:
    """Return how many wordings of each group stand in a text."""
    found = [match[0] for match in wordings.body.find_matches_as_indexes(text)]
    if not found:
        return np.zeros(len(_BODY))
    counts: NDArray[np.float64] = wordings.groups[found].sum(axis=0)
    return counts


def kind_scores(article: Article, counted: Profile, *, model: LinearModel | None = None) -> dict[str, float]:
    """Return the probability of each kind, in the order of the schema."""
    model = model or load_model("kinds.json", FEATURES)
    return model.probabilities(kind_features(article, counted))


def classify_kind(
    article: Article,
    tokens: Tokens,
    *,
    counted: Profile | None = None,
    model: LinearModel | None = None,
) -> str:
    """Return what kind of piece an article is.

    Parameters
    ----------
    article : Article
    tokens : Tokens
        Of ``article.text``.
    counted : Profile, optional
        `headings.profile` of the same article, if it is at hand.
    model : LinearModel, optional
        Another model than the packaged one.

    Returns
    -------
    {"会议", "督查", "活动", "典型", "综述", "评论", "公告"}
    """
    scores = kind_scores(article, counted or profile(article, tokens), model=model)
    return max(scores, key=scores.__getitem__)
