"""Party, government, congress and mass organs of an article under their full local names."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from wenming_nlp.records.officials import sentence_contexts
from wenming_nlp.records.organ_names import OrganName, full_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wenming_nlp.article import Article, Home
    from wenming_nlp.entities.mentions import Mention
    from wenming_nlp.text.sentences import Sentence

__all__ = ["Department", "build_departments", "is_department"]

#: What is an organisation and no department: media, schools, hospitals, firms, teams, associations, venues.
_OTHER: Final = re.compile(
    r"(?:小学|中学|学校|学院|大学|幼儿园|少年宫|高中|初中|分校|附中|附小|医院|卫生院|卫生室|卫生所|保健院|服务站|公司|集团|支行|分行|银行|信用社|商行|店|药房|酒店|宾馆|饭店|餐厅|食府|酒家|酒楼|"
    r"超市|商场|百货|厂|合作社|农场|牧场|渔场|林场|日报|晚报|晨报|时报|都市报|商报|经济报|青年报|报社|报|电视台|电台|文明网|新闻网|政府网|网|融媒体中心|传媒中心|新闻中心|记者站|出版社|"
    r"志愿服务队|志愿队|服务队|先锋队|突击队|宣讲团|宣讲队|劝导队|巡逻队|调解队|救援队|净山净水队|合唱团|艺术团|文艺队|联盟|协会|商会|学会|研究会|促进会|联谊会|基金会|图书馆|文化馆|博物馆|"
    r"纪念馆|美术馆|科技馆|体育馆|文化站|剧院|剧团|歌舞团|研究院|研究所|实践中心|实践所|实践站|实践点|工作室|画坊|事务所|工区|养老院|敬老院|福利院|老年大学|志愿者队伍|志愿服务中心|新华社|志愿服务总队|志愿服务分队)$"
)
_MASS: Final = re.compile(r"(?:计生协会|消费者协会|消协|科协|作协|记协|残联|老体协|法学会|红十字会|慈善会|慈善总会|供销社|计生协)$")


class Department(NamedTuple):
    """A row of the departments table, without its article."""

    mention: str
    name: str
    level: str | None
    system: str | None
    home_adcode: str | None
    n: int


def is_department(organ: str) -> bool:
    """Return whether an organisation belongs to the Party, government, congresses, courts or mass organs.

    Examples
    --------
    >>> [is_department(o) for o in ("区城管局", "播州区实验小学", "县残联", "青岛日报", "居委会")]
    [True, False, True, False, True]
    """
    return bool(_MASS.search(organ)) or not _OTHER.search(organ)


def build_departments(
    article: Article, sentences: Sequence[Sentence], mentions: Sequence[Mention], home: Home | None
) -> list[Department]:
    """Return each organ mention once per full name.

    Parameters
    ----------
    article : Article
    sentences : sequence of Sentence
    mentions : sequence of Mention
    home : Home or None

    Returns
    -------
    list of Department
        In order of first mention.
    """
    text = article.text
    contexts = sentence_contexts(text, sentences, mentions, home)
    counts: Counter[tuple[str, OrganName]] = Counter()
    for mention, context in zip(mentions, contexts, strict=True):
        if mention.label != "ORG":
            continue
        written = text[mention.start : mention.end]
        if is_department(written):
            counts[written, full_name(written, context, home)] += 1
    adcode = home.adcode if home else None
    return [Department(m, organ.name, organ.level, organ.system, adcode, n) for (m, organ), n in counts.items()]
