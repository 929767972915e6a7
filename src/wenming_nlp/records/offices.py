"""Where an office is held: the organ written into the post, the unit of its head, or the organ named beside it."""

from __future__ import annotations

import re
from operator import methodcaller
from typing import TYPE_CHECKING, Final, NamedTuple

from wenming_nlp.entities.posts import split_post
from wenming_nlp.records.abroad import HEADS, OURS, foreign_before, foreign_state
from wenming_nlp.records.bodies import COUNCIL, is_body, is_of_kind, last_body, own_part, page_body, red_white_council
from wenming_nlp.records.organ_kinds import closes_organ, is_department
from wenming_nlp.records.organ_names import begins_with_unit, division_of, full_name, leading_unit, states

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from wenming_nlp.article import Home
    from wenming_nlp.entities.mentions import Mention
    from wenming_nlp.records.organ_names import Context

__all__ = ["Office", "Offices"]

#: What kind of organ a bare office is held at, by the organ's last words.
_KINDS: Final[tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]] = tuple(
    (re.compile(post), re.compile(organ))
    for post, organ in (
        (
            r"校长$|教师$|教导主任$|班主任$|辅导员$",
            r"(?:小学|中学|学校|学院|大学|高中|初中|[一二三四五六七八九十]中|中心校|附中|附小|职中)$",
        ),
        (r"教授$|讲师$|助教$|研究员$", r"(?:学院|大学|研究院|研究所|研究中心|师范|党校|院)$"),
        (r"律师$", r"(?:律师事务所|法律服务所|司法局|司法所)$"),
        (r"信贷员$|客户经理$|柜员$|大堂经理$", r"(?:银行|支行|分行|信用社|农商行|联社|分理处)$"),
        (
            r"农艺师$|农技员$|畜牧师$|兽医师$",
            r"(?:农[\u4e00-\u9fff]{0,6}|畜牧[\u4e00-\u9fff]{0,4}|推广|发展)(?:局|站|中心|委)$",
        ),
        (r"法官$|审判员$|书记员$", r"(?:法院|法庭)$"),
        (r"检察官$", r"检察院$"),
        (r"列车长$|列车员$|乘务员$", r"(?:客运段|铁路局|铁路公司|航空公司)$"),
        (r"电工$|抄表员$|抢修工$", r"(?:供电所|供电公司|供电局)$"),
        (r"院长$", r"(?:医院|卫生院|法院|检察院|学院|保健院|敬老院|养老院|福利院)$"),
        (
            r"医生$|医师$|护士$|护士长$|护师$|药师$",
            r"(?:医院|卫生院|卫生室|卫生所|诊所|卫生服务中心|保健院|药房|药店)$",
        ),
        (r"行长$", r"(?:行|信用社)$"),
        (r"园长$", r"幼儿园$"),
        (r"经理$|董事长$|总裁$", r"(?:公司|集团|厂|酒店|商场|超市)$"),
        (r"组长$", r"(?:小组|专班|督查组|督导组|工作组|检查组|考核组|指导组)$"),
        (r"指挥长$|总指挥$", r"指挥部$"),
        (r"理事长$|社长$", r"(?:社|会|联)$"),
        (r"会长$", r"会$"),
        (r"秘书长$", r"(?:协会|商会|学会|联合会|基金会|促进会)$"),
        (r"大队长$", r"大队$"),
        (r"支队长$", r"支队$"),
        (r"中队长$", r"中队$"),
        (r"(?<!大)(?<!支)(?<!中)队长$", r"(?<!大)(?<!支)(?<!中)队$|乌兰牧骑$"),
        (
            r"民警$|辅警$|教导员$|指导员$",
            r"(?:派出所|大队|中队|支队|公安局|分局|检查站|检查所|救援[\u4e00-\u9fff]{0,6}站)$",
        ),
        (r"([局厅处科股室所站馆台社厂场段庭部])长$", r""),
    )
)
_SUBUNIT: Final = re.compile(
    r"^(?:[\u4e00-\u9fff]{1,6}(?:科|科室)|执行局|护理部|办税服务厅|支行|营业部|采访部|编辑部|车间)$"
)
#: A class of a school, which its teacher's office has in it; bodies whose office is called by 办公室 alone.
_VILLAGE: Final = re.compile(r"(?:村|社区)$")
_CLASS: Final = re.compile(r"[一二三四五六七八九十\d）)]班$")
_HAS_OFFICE: Final = re.compile(r"(?:领导小组|指挥部|委员会|组委会)$")
#: An organ that the text calls by its kind: 公司工会 is that of the firm named last.
#: A body of a campaign that the text has named in full before, and its office.
_OF_A_DAY: Final = re.compile(r"(指挥部|领导小组|组委会|工作队|工作组|工作专班)(办公室)?$")
#: What is called by its kind alone where a place of that kind was named: 景区管理处, and the owners of an estate.
_OF_SITE: Final = re.compile(r"^(景区|公园|小区|园区|度假区)(?=.)|^(?=业委会|业主委员会)")
_ESTATE: Final = re.compile(r"(?:小区|[苑园庭城府湾邸居里]|新村|公寓|大厦|花园)$")
_DIVISION: Final = re.compile(r".[省市区县旗州盟]$")
_LOCAL: Final = re.compile(r"^(?:[省市区县旗州盟镇乡村]|街道)|[镇乡村]|街道|社区")
#: An organ that was not read, between the post before and what follows it: 区委书记、|区创建全国文明城区|指挥部政委.
_UNREAD: Final = re.compile(r"、(?!派驻|[原前现驻])([\u4e00-\u9fff“”]{3,14})\Z")
_OF_GENERIC: Final = re.compile(r"^(公司|集团|医院|学校|学院|大学|银行)([\u4e00-\u9fff]{2,})$")
_COMMITTEES: Final = frozenset(("党委", "党组", "党总支", "党支部", "纪委", "工会", "团委", "管委会", "管委"))
_QUARTER: Final = "城区"  # a district of a few cities, and a quarter of every county's town: 城区中队
_COMMITTEE_END: Final = re.compile(r"(?:委|党组|总支|支部|人大|政协|政府|街道|[镇乡村])$")
_COMMITTEE_OF: Final = re.compile(r"(?:党组|党委|党总支|党支部|党工委)$")
_POLICE: Final = re.compile(r"^(?:交警|刑警|巡警|特警|治安|网安|禁毒|经侦|巡特警)")
_TOWN: Final = re.compile(r"(?:街道|[镇乡])$")
_SUPERIOR: Final = re.compile(r"(?:医院|卫生院|保健院|法院|银行|局|公司|中心|日报社|报社|商行|学院|大学)$")


_HOSPITAL: Final = re.compile(r"(?:医院|卫生院|保健院|卫生服务中心)$")
_WARD: Final = re.compile(
    r"^(?:[内外骨儿产眼]|妇产|急诊|康复|营养|麻醉|检验|放射|体检|药剂|感染|神经|肿瘤|中医|口腔|五官|皮肤|预防保健|公共卫生)[\u4e00-\u9fff]{0,3}科$|^(?:护理部|[\u4e00-\u9fff]{1,3}内科|[\u4e00-\u9fff]{1,3}外科)$"
)
#: Ranks of the civil service, which one has where one holds the office: 副局长、四级调研员.
_RANK: Final = re.compile(r"(?:调研员|巡视员|主任科员)\Z")
#: Offices that go with another at the same organ: 全国政协副主席兼秘书长.
_OF_THE_SAME: Final = frozenset(("秘书长", "副秘书长"))


class Office(NamedTuple):
    """A bare office and where it is held."""

    post: str
    org: str | None
    level: str | None
    system: str | None


class Offices:
    """Tells where the posts of one article are held.

    Parameters
    ----------
    text : str
    mentions : sequence of Mention
    contexts : sequence of Context
        One for each mention.
    home : Home or None
    """

    def __init__(self, text: str, mentions: Sequence[Mention], contexts: Sequence[Context], home: Home | None) -> None:
        self.text = text
        self.mentions = mentions
        self.contexts = contexts
        self.home = home
        self.body = page_body(text, mentions)

    def held(self, index: int, before: str | None) -> Office:
        """Return the office that the mention at `index` names.

        Parameters
        ----------
        index : int
            Position of a POST among the mentions.
        before : str or None
            Where the same person holds the post written just before this one.
        """
        mention, context = self.mentions[index], self.contexts[index]
        organ, bare, kind = split_post(self.text[mention.start : mention.end])
        if not organ and (state := self._state(index)):
            return Office(bare, state, "国家", "政府")  # 伊朗总统, 中国驻柬埔寨大使
        if kind == "unit":
            return _government(organ, bare, context, self.home)
        closing = bare.removeprefix("常务").removeprefix("副")[0]
        if kind == "chief" and organ and not closes_organ(organ) and not organ.endswith((closing, closing + "”")):
            organ += closing  # 宣传 + 部长 is held at the 宣传部
        organ = self._opening(index) + organ
        abroad = self._abroad(mention.start, organ, bare, before)
        if abroad is not None:
            return abroad
        if not organ or (organ == "理事会" and red_white_council(self.text, mention.start)):
            return self._beside(index, bare, before)
        if _VILLAGE.search(organ) and bare in {"主任", "副主任", "会计", "文书", "妇女主任", "治保主任"}:
            organ += "居委会" if organ.endswith("社区") else "村委会"
        if _CLASS.search(organ):
            return self._beside(index, bare, before)
        if organ == "驻村":  # its first secretary is one of the village's Party branch
            village = context.towns.get("村")
            return Office(bare, village + "党支部" if village else None, "村", "党委")
        if _OF_SITE.match(organ) and (site := self._site(index, organ)) is not None:
            organ = site
        if organ == "办公室":
            whole = self._secretariat(index, before)
            if whole is not None:
                return Office(bare, *whole)
        part = _OF_GENERIC.match(organ)
        if part is not None and leading_unit(organ) is None:
            near = self._nearest(index, methodcaller("endswith", part.group(1)), longer_than=len(organ))
            if near is not None:
                return Office(bare, near[0] + part.group(2), *near[1:])
        if before is not None and organ in _COMMITTEES and (body := _COMMITTEE_OF.sub("", before)) and body != before:
            body = next((unit for unit in context.units.values() if unit.endswith(body)), body)  # 郑州经开区 for 经开区
            return Office(bare, body + organ, *full_name(body + organ, context, None)[1:])  # 医院党委副书记、工会主席
        if before is not None and organ in _COMMITTEES and not _COMMITTEE_END.search(before):
            return Office(bare, before + organ, *full_name(before + organ, context, None)[1:])  # 市教育局局长、党委书记
        if before is not None and before.endswith(("公安局", "公安分局")) and _POLICE.match(organ):
            return Office(bare, before + organ, *full_name(before + organ, context, None)[1:])
        if (leading_unit(organ) or _QUARTER) == _QUARTER and not (
            organ[0] in context.units and begins_with_unit(organ)
        ):
            whole = self._longer(index, organ, before) or self._own(index, organ, before)
            if whole is not None:
                return Office(bare, *whole)
        if bare.endswith("委员") and _TOWN.search(organ):
            organ += "党工委" if organ.endswith("街道") else "党委"
        return Office(bare, *full_name(organ, context, self.home))

    def _opening(self, index: int) -> str:
        """Return how the organ of a post begins before the post: what was not read of it, or 兰陵县 of 兰陵县的红娘协会会长."""
        mention, last = self.mentions[index], self.mentions[index - 1] if index else None
        if last is None:
            return ""
        gap = self.text[last.end : mention.start]
        if last.label == "POST" and (unread := _UNREAD.match(gap)):
            return unread.group(1)
        if last.label != "PLACE" or gap != "的" or not _DIVISION.search(self.text, last.start, last.end):
            return ""
        organ = split_post(self.text[mention.start : mention.end])[0]
        own = not organ or _LOCAL.search(organ) or leading_unit(organ) is not None
        return "" if own else self.text[last.start : last.end]

    def _site(self, index: int, organ: str) -> str | None:
        """Return an organ with the place that it belongs to, which the paragraph names before: 浦江苑 + 业委会."""
        kind = _OF_SITE.match(organ)
        word = kind.group(1) if kind else None
        end = self.mentions[index].start
        for mention in reversed(self.mentions[:index]):
            if "\n" in self.text[mention.end : end]:
                return None
            written = self.text[mention.start : mention.end]
            if mention.label == "PLACE" and (written.endswith(word) if word else _ESTATE.search(written)):
                return written + (organ[len(word) :] if word else organ)
        return None

    def _state(self, index: int) -> str | None:
        """Return the state whose office the post at `index` is: its name stands straight before it."""
        mention = self.mentions[index]
        before = self.mentions[index - 1] if index else mention
        if before.label != "PLACE" or self.text[before.end : mention.start] not in {"", "驻华"}:
            return None
        name = self.text[before.start : before.end]
        if name not in states():
            return None
        sender = self.mentions[index - 2] if index > 1 else before
        if self.text[sender.end : before.start] == "驻" and self.text[sender.start : sender.end] in states():
            return self.text[sender.start : sender.end]
        return name

    def _abroad(self, start: int, organ: str, bare: str, before: str | None) -> Office | None:
        """Return where an office of another state is held: 法国 + 总统, 古巴 + 外交部, and what goes on from it."""
        found = foreign_before(self.text, start)
        state = foreign_state(before) if found is None and before is not None else None
        whose, written = found or (state, state)
        if whose is None or written is None:
            own = not organ and self.text.endswith(OURS, 0, start) and HEADS.search(bare)
            return Office(bare, OURS, "国家", "政府") if own else None
        if organ and leading_unit(organ) is not None:
            return None
        if not organ:
            return Office(bare, written, "国家", "政府") if HEADS.search(bare) else None
        return Office(bare, *full_name(organ if foreign_state(organ) else written + organ, self.contexts[0], None))

    def _secretariat(self, index: int, before: str | None) -> tuple[str, str | None, str | None] | None:
        """Return the office of the body named before: 区创建指挥部副总指挥兼办公室主任, 领导小组…由甲兼任办公室主任."""
        body = _COMMITTEE_OF.sub("", before) if before else None
        if body:
            return (body + "办公室", *full_name(body, self.contexts[index], None)[1:])
        near = self._nearest(index, _HAS_OFFICE.search)
        return (near[0] + "办公室", *near[1:]) if near else None

    def _longer(self, index: int, organ: str, before: str | None) -> tuple[str, str | None, str | None] | None:
        """Return the full name of an organ written short: 实践所 after 三河镇新时代文明实践所, 急诊科 of the hospital."""
        near = self._nearest(index, methodcaller("endswith", organ), longer_than=len(organ))
        if near is not None and _OF_A_DAY.match(organ):
            return near
        if near is None and (day := _OF_A_DAY.match(organ)) and day.group(2):
            above = self._nearest(index, methodcaller("endswith", day.group(1)), longer_than=len(day.group(1)))
            return (above[0] + day.group(2), *above[1:]) if above else None
        if near is not None and (_SUBUNIT.match(organ) or (len(organ) < 5 and not is_department(organ))):
            return near
        if not _SUBUNIT.match(organ):
            return None
        if before is not None and _SUPERIOR.search(before):
            return (before + organ, *full_name(before, self.contexts[index], None)[1:])
        if (_WARD.search(organ) or organ == "执行局") and (own := self._own(index, organ, before)) is not None:
            return own
        above = self._nearest(index, (_HOSPITAL if _WARD.search(organ) else _SUPERIOR).search)
        return (above[0] + organ, above[1], above[2]) if above else None

    def _own(self, index: int, organ: str, before: str | None) -> tuple[str, str | None, str | None] | None:
        """Return the full name of an institution's committee or section that is named without it: 局党组, 食品股."""
        part = own_part(organ)
        if part is None:
            return None
        kind, rest = part
        if before is not None and not kind and is_body(before):
            return (before + rest, *full_name(before, self.contexts[index], None)[1:])
        fits = self.body is not None and (not kind or is_of_kind(self._written(self.body), kind))
        host = self.body if fits and kind else last_body(self.text, self.mentions, index, kind)
        if fits and host is not None and self.body is not None and rest.endswith("部"):
            # a station has squads, but 营销部 is one of the firm's
            host = host if is_of_kind(self._written(host), "公司") else self.body
        if host is None:
            host = self.body if fits else last_body(self.text, self.mentions, index, kind, reach="\n")
        if host is None:
            return None
        name = full_name(self._written(host), self.contexts[host], self.home)
        return (name.name + rest, name.level, name.system)

    def _written(self, index: int) -> str:
        """Return an organ as written, or the one that a post names."""
        mention = self.mentions[index]
        written = self.text[mention.start : mention.end]
        return split_post(written)[0] if mention.label == "POST" else written

    def _beside(self, index: int, bare: str, before: str | None) -> Office:
        """Return where a bare office is held: at the organ of the post before it, or of its kind named nearest."""
        if before is not None:
            body = _COMMITTEE_OF.sub("", before)
            head = bare.removeprefix("常务").removeprefix("副")[:1]
            if bare.endswith(("委员", "书记")) and body != before:
                return Office(bare, before, *full_name(before, self.contexts[index], None)[1:])
            if body and (body != before or before.endswith(head) or bare in _OF_THE_SAME or _RANK.search(bare)):
                return Office(bare, body, *full_name(body, self.contexts[index], None)[1:])
        last = self.mentions[index - 1] if index else None
        if last is not None and last.label == "ORG" and self.text[last.end : self.mentions[index].start] == "的":
            return Office(bare, *full_name(self.text[last.start : last.end], self.contexts[index - 1], self.home))
        if bare.endswith("国务委员"):
            return Office(bare, "国务院", "国家", "政府")
        if bare.endswith("会长") and red_white_council(self.text, self.mentions[index].start):
            village = self.contexts[index].towns.get("村")
            if village is not None:
                return Office(bare, village + COUNCIL, "村", "其他")
        for post, organ in _KINDS:
            found = post.search(bare)
            if found:
                matches = organ.search if organ.pattern else methodcaller("endswith", found.group(1))
                near = self._named_here(index, matches) or self._nearest(index, matches, parts=self.body is None)
                if near is None and self.body is not None and matches(self._written(self.body)):
                    near = full_name(self._written(self.body), self.contexts[self.body], self.home)
                if near:
                    return Office(bare, *near)
        if bare in {"主任", "副主任"} and self.text.endswith("中心", 0, self.mentions[index].start):
            near = self._nearest(index, methodcaller("endswith", "中心"))
            if near:
                return Office(bare, *near)
        return Office(bare, None, None, None)

    def _named_here(self, index: int, matches: Callable[[str], object]) -> tuple[str, str | None, str | None] | None:
        """Return the full name of the last organ before that the paragraph names for itself, in nobody's post."""
        end = self.mentions[index].start
        for i in range(index - 1, -1, -1):
            mention = self.mentions[i]
            if "\n" in self.text[mention.end : end]:
                return None
            written = self.text[mention.start : mention.end]
            if mention.label == "ORG" and len(written) > 2 and matches(written) and own_part(written) is None:
                return full_name(written, self.contexts[i], self.home)
        return None

    def _nearest(
        self, index: int, matches: Callable[[str], object], *, longer_than: int = 0, parts: bool = True
    ) -> tuple[str, str | None, str | None] | None:
        """Return the full name of the nearest organ before, then after, whose name matches."""
        ahead = next((i for i in range(index + 1, len(self.mentions)) if self.mentions[i].label == "PERSON"), index + 1)
        after = next((i for i in range(ahead + 1, len(self.mentions)) if self.mentions[i].label == "PERSON"), ahead)
        # What follows the office's own holder belongs to the next name.
        for i in (*range(index - 1, -1, -1), *range(index + 1, len(self.mentions))):
            mention = self.mentions[i]
            if mention.label not in {"ORG", "POST"} or (mention.label == "POST" and ahead < i < after):
                continue
            written = self.text[mention.start : mention.end]
            organ = split_post(written)[0] if mention.label == "POST" else written
            if len(organ) > max(longer_than, 2) and matches(organ) and (parts or own_part(organ) is None):
                return full_name(organ, self.contexts[i], self.home)
        return None


def _government(organ: str, bare: str, context: Context, home: Home | None) -> Office:
    """Return where 区长, 副县长, 镇长, 苏木达 is held: the government of the unit in the head or before it."""
    char = bare.removeprefix("常务").removeprefix("副").removeprefix("代理").removeprefix("代")[:1]
    if char in {"师", "团", "连"}:
        return Office(bare, (organ or division_of(home) if char == "师" else organ or None), "单位", "政府")
    if organ.endswith("政府"):
        name = full_name(organ, context, home)
        return Office(bare, name.name, name.level, "政府")
    if organ:
        place = (
            organ
            if organ.endswith(("省", "市", "区", "县", "旗", "州", "盟", "镇", "乡", "街道", "苏木", "村"))
            else organ + char
        )
        name = full_name(place + "政府", context, home)
        return Office(bare, name.name, name.level, "政府")
    if char in {"镇", "乡", "苏", "村"}:
        town = context.towns.get("苏木" if char == "苏" else char)
        level = "村" if char == "村" else "乡"
        return Office(bare, (town + ("村委会" if char == "村" else "政府") if town else None), level, "政府")
    unit = context.units.get(char)
    if unit is None:
        return Office(bare, None, None, "政府")
    name = full_name(char + "政府", context, home)
    return Office(bare, name.name, name.level, "政府")
