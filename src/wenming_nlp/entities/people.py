"""Names of persons, anchored by what stands beside them.

A name is looked for where something says that one begins: after a post, in a list of names, after a
role noun (村民, 记者), before a parenthesis of particulars, at the head of a clause with a verb of
speech after it. Every reading of a name is weighed by its characters, by what follows it, and by all
other mentions of the same string in the article: the boundary that explains every mention wins.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from wenming_nlp.entities.mentions import Mention
from wenming_nlp.entities.names import DOTTED, han_run, load_context, load_names
from wenming_nlp.entities.ranker import candidates, features, load_ranker
from wenming_nlp.entities.scan import BREAKS
from wenming_nlp.text.segment import is_word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wenming_nlp.entities.mentions import Cover
    from wenming_nlp.entities.posts import Post
    from wenming_nlp.entities.scan import Scan

__all__ = ["PeopleFinder"]

_BYLINES: Final = frozenset("记者 本报记者 通讯员 摄影 文 图 供图 撰文 文字 图片 特约记者 见习记者 实习生 摄影报道 特约通讯员 撰稿 供稿".split())
#: How much evidence a reading needs after each kind of anchor.
_STRONG, _BARE, _ROLE, _WEAK = 0.0, 0.6, 1.2, 3.4
#: How sure the ranker must be.
_BELIEVED: Final = 0.35
_ASIDE: Final = re.compile(r"[（(][^（）()\n]{1,8}[）)]")
_PARTICULARS: Final = re.compile(r"[（(](?=女|男|汉族|[\u4e00-\u9fff]{1,6}族|左|右|中|前|后|\d{2}岁)")
_SPEECH: Final = frozenset(
    "说 介绍 表示 强调 指出 要求 告诉 感慨 认为 坦言 出席 主持 参加 陪同 讲话 通报 带领 率领 回忆 希望 宣读 一行 率队 带队 解读 汇报".split()
)
#: Function characters: a name hardly ends with one, and a name without a Han surname ends before one.
_FUNCTION: Final = frozenset("的了在和与就对向说作等及将从把被为是有这那也都还不要会上下以用着过跟同给让使则却又再便当则问答喊叫笑着者们他她它我你您并且或由算握摸到一")
#: With these no name begins, whatever follows.
_NEVER_OPENS: Final = frozenset("到在把被让将从的了着是有")
#: Those of them that may stand before a comma: 罗建说，
_FINAL: Final = frozenset("的了着说道问答喊叫笑等也")
#: Endings of places and things that a clause begins with; no evidence but the characters would make a name of them.
_THINGS: Final = frozenset("镇乡村区县市省路街巷河湖江海山寺庙塔桥楼园院馆站局办部委会队社区站所厂店校所家们里边年月日时天节族人员户者奖品报网栏赛课")
#: No given name ends with one of these.
_PLACE_ENDS: Final = frozenset("镇乡村区县市省街路局办委部厅社")
#: Those of them that end given names too: 江河, 星月.
_NATURE: Final = frozenset("江湖海山河月日天时季年")
#: A line in parentheses of its own, its parts, and the words in it that are no names.
_CREDIT_LINE: Final = re.compile(r"(?m)^[（(]([^（）()\n，。！？]{2,50})[）)]$")
_CREDIT_PART: Final = re.compile(r"(?<![\u4e00-\u9fff·])[\u4e00-\u9fff]{2,4}(?:·[\u4e00-\u9fff]{1,8})*(?![\u4e00-\u9fff·])")
_CREDIT_WORD: Final = re.compile(r"供稿|供图|摄影|报道|撰稿|记者|通讯员|文[/／]|[/／]图|图片|文字|图文|来源|资料")
#: What may stand before a name that nothing announces.
_BEFORE_FREE: Final = frozenset("的。，！？；：“”、（\n ")
_LISTED_LINE: Final = re.compile(r"(?:^|\n)[ \u3000]*(?:\d{1,3}[.．、]|[①-⑳]|[（(]\d{1,2}[）)])?[ \u3000]*(?=[\u4e00-\u9fff])")
_DASHED: Final = re.compile(r"(?:——|—|：|:|、|，)(?=[\u4e00-\u9fff·]{2,4}[（(])")
_NOT_NAMES: Final = frozenset(
    "应该 常常 高度 高兴 方面 方便 方式 成为 成功 成立 成员 安全 安排 平安 平台 平时 和谐 时间 时候 时刻 任务 任何 项目 满意 管理 经济 经常 解决 广大 广泛 "
    "公开 关心 关键 关注 向前 向上 全面 全力 全体 全国 全区 全县 全市 双方 明确 明显 明天 金融 段时间 严格 严肃 严重 都是 易于 贝子 车辆 车道 党员 "
    "党委 党组 国家 国庆 家家 家庭 于是 毛病 温暖 云南 江苏 江西 黄河 长江 乐意 齐心 白天 白色 连续 连日 连日来 路口 路边 路上 文明 文化 华夏 谢谢 伍佰 "
    "马上 马路 田间 田园 周边 周围 周末 周一 周二 周三 周四 周五 周六 周日 冬天 夏天 春天 秋天 年轻 年纪 年龄 容易 包括 包围 红色 红旗 商户 商家 商业 "
    "相关 相互 查看 查找 游客 和平 甘肃 山东 山西 海南 湖南 湖北 何时 何况 何必 何等 若干 石头 金额 银行 花园 花钱 水平 水果 雷锋 元旦 元宵 许多 师生 "
    "师傅 师资 房屋 房子 乡亲 乡镇 高尚 高速 高校 高温 高峰 高质量 关系 关爱 关于 常态 常态化 常务 常委 支持 支部 支撑 强化 强调 强力 强烈 牛皮癣 万元 "
    "百姓 百年 阳光 幸福 印发 印象 封闭 祖国 向日葵 牧民 申请 申报 申领 农民 农村 农业 农户 温馨 沙发 满足 满分 童年 原因 原则 原来 单位 单元 居民 衣服 "
    "权利 宫灯 步行 步伐 都市 弘扬 东西 东部 南方 北方 北京 巢穴 巩固 空间 空调 红包 竺 权威 游泳 易拉宝 古老 古城 古镇 古树 戈壁 费用 景区 景点 景色 "
    "景观 束手 龙头 龙舟 叶子 司机 司法 印刷 白酒 白云 怀着 怀疑 从此 从来 从事 从严 从小 籍贯 蓝天 蓝图 能够 能力 能源 苍蝇 双手 双拥 通过 通知 通报 "
    "边上 边境 别人 别墅 庄严 庄稼 连接 习惯 习俗 习近平新时代 艾草 容貌 向导 终于 终身 居家 居住 居委会 步骤 耿耿 国内 国际 文章 文件 文艺 文字 广告 "
    "广场 广播 利用 利益 利民 夏季 冬季 春季 秋季 空气 曾经 沙滩 养老 养殖 养犬 丰富 丰收 巢 关怀 红绿灯 红黑榜 红白事 游览 后来 后勤 海鲜 岳父 商场 "
    "商圈 商贩 商品 墨香 年终 年底 年初 年度 年代 年均 爱心 爱国 爱护 阳台 言行 言论 福利 富裕 车位 车棚 车间 车站 车流 车窗 水源 水电 水泥 水面 "
    "路段 路灯 路人 路线 路过 路长制 路面 路况".split()
)


class PeopleFinder:
    """Find the persons of one article.

    Parameters
    ----------
    scan : Scan
    cover : Cover
        What earlier recognisers took.
    posts : sequence of Post
        Candidate posts in order.
    """

    def __init__(self, scan: Scan, cover: Cover, posts: Sequence[Post]) -> None:
        self.scan = scan
        self.text = scan.text
        self.cover = cover
        self.posts = posts
        self.post_starts = {post.start for post in posts}
        self.names = load_names()
        self.context = load_context()
        self.ranker = load_ranker()
        self.found: dict[int, Mention] = {}
        self.anchored: list[Mention] = []

    def find(self) -> list[Mention]:
        """Return the persons' mentions in order of the text."""
        for before, post in zip((None, *self.posts), self.posts, strict=False):
            chained = before is not None and before.strong and post.start - before.end == 1 and self.text[before.end] in "、，兼"
            self._after_post(post, chained=chained)
        for post in self.posts:
            self._name_in_front(post)
        self._bylines()
        self._credits()
        self._before_particulars()
        self._in_lists()
        self._title()
        self.anchored = list(self.found.values())
        self._after_roles()
        self._free()
        self._everywhere()
        surnames = {self.text[m.start] for m in self.found.values() if m.end - m.start > 1}
        for post in self.posts:
            self._surname_before(post, surnames)
        return sorted(self.found.values())

    # Anchors ---------------------------------------------------------------------------------

    def _after_post(self, post: Post, *, chained: bool) -> None:
        """Read the name, or the names that share it, after a post."""
        at = post.end
        aside = _ASIDE.match(self.text, at)
        if aside:
            at = aside.end()
        while at < len(self.text) and self.text[at] in " \u3000\xa0：:":
            at += 1
        if at in self.post_starts or at >= len(self.text) or self.text[at] in BREAKS:
            return
        for called in ("名叫", "叫做"):
            if self.text.startswith(called, at):
                at += len(called)
        bare = not post.strong and not chained and post.kind in {"prof", "head", "chief", "rank"}
        rule = f"after-post-{post.kind}" + ("-bare" if bare else "")
        self._list_from(at, _BARE if bare else _STRONG, rule, free=post.strong or post.kind != "prof")

    def _list_from(self, at: int, threshold: float, rule: str, *, free: bool) -> None:
        """Read names joined by 、 or 和 from here on, as long as they are clean."""
        end = self._take(at, threshold, rule, free=free)
        while end is not None and end < len(self.text):
            aside = _ASIDE.match(self.text, end)
            after = aside.end() if aside else end
            if self.text[after : after + 1] not in {"、", "和", "与", "及", " ", "\u3000"}:
                return
            at = after + 1
            if self.text[after] in " \u3000" and not self.scan.roles.get(at, 0):
                at = after + len(self.text[after:]) - len(self.text[after:].lstrip(" \u3000"))
            if at in self.post_starts or not self.cover.free(at, at + 1):
                return
            end = self._take(at, max(threshold, 0.0), "name-list", free=free and self.text[after] == "、", listed=True)

    def _surname_before(self, post: Post, known: set[str]) -> None:
        """Read a surname alone before a bare post: 肖区长, 冶书记."""
        at = post.bare - 1
        text = self.text
        if post.strong and post.start < post.bare or post.kind not in {"unit", "head", "chief"} or at < 0:
            return
        if text[at] not in self.names.single or (text[at] in "任代由向和同与及" and text[at] not in known) or not self.cover.free(at, at + 1) or at + 1 in self.found:
            return
        if any(at < m.end and m.start <= at for m in self.found.values()):
            return
        odds = self.names.odds.get(text[at])
        if text[at] not in known and (odds is None or odds[0] < 0.8 or at + 1 not in self.scan.starts):
            return
        if at in self.scan.starts or self.scan.breaks_before(at):
            after = post.end
            if self.scan.breaks_after(after) or self.scan.follows.get(after, 0):
                self._accept(Mention(at, at + 1, "PERSON", "surname-before-post", 0.8))

    def _name_in_front(self, post: Post) -> None:
        """Read a name that a post follows: 郝梦（榆次区羊毫街小学教师）, 张三任区长, 张三 区长."""
        text, at = self.text, post.start
        if self._before_office(post):
            return
        for link in ("（", "(", "，", ",", "任", "担任", "当选为", "当选", "：", ":", " ", "\u3000", "是", "为", "——"):
            if not text.endswith(link, 0, at):
                continue
            end = at - len(link)
            while end and text[end - 1] in " \u3000":
                end -= 1
            strict = link in "，,：:是为"
            for length in (4, 3, 2):
                start = end - length
                if start < 0 or not self.scan.breaks_before(start):
                    continue
                score = self.names.score(text[start:end])
                if score is not None and score > (4.0 if strict else 0.5) and text[start:end] not in _NOT_NAMES:
                    self._accept(Mention(start, end, "PERSON", "before-post", 0.8))
                    return
            return

    def _before_office(self, post: Post) -> bool:
        """Read whatever stands between a break and an office in brackets or behind a gap: 方块（市文明办副主任）, 当归　　团市委副书记."""
        text, at = self.text, post.start
        if not post.strong or at < 3:
            return False
        if text[at - 1] in "（(":
            end = at - 1
        elif text[at - 1] in " \u3000" and text[at - 2] in " \u3000）)":
            end = at
            while end and text[end - 1] in " \u3000":
                end -= 1
            if text[end - 1 : end] in {"）", ")"}:
                end = max(text.rfind("（", 0, end), text.rfind("(", 0, end), 0)
        else:
            return False
        start = end
        while start and end - start < 6 and text[start - 1] not in BREAKS:
            start -= 1
        name = text[start:end]
        family = next((f for f in ("家庭", "夫妇", "一家") if name.endswith(f)), "")
        end -= len(family)
        name = text[start:end]
        if not 2 <= len(name) <= 4 or han_run(text, start, 6) < end or name in self.context.roles or name[-1] in _PLACE_ENDS:
            return False
        if text[at - 1] not in "（(" and start and text[start - 1] != "\n":
            return False
        if not self._accept(Mention(start, end, "PERSON", "before-office", 0.9)):
            return False
        if text[at - 1] in "（(":
            self._list_back(start)
        return True

    def _list_back(self, end: int) -> None:
        """Read the names before one in a list that one bracket explains: 查白、布依（副市长）."""
        text = self.text
        while end > 2 and text[end - 1] == "、":
            start = end - 1
            while start and end - 1 - start < 5 and text[start - 1] not in BREAKS:
                start -= 1
            if not 2 <= end - 1 - start <= 4 or not self._accept(Mention(start, end - 1, "PERSON", "before-office", 0.85)):
                return
            end = start

    def _bylines(self) -> None:
        """Read names after 记者, 通讯员, 摄影: what stands there is a name."""
        text = self.text
        for at, word, begin in self._role_nouns():
            if word not in _BYLINES or (begin == at and len(word) == 1):
                continue
            apart = begin > at or self.scan.breaks_before(at - len(word))
            run = han_run(text, begin, 6)
            if apart or (2 <= run - begin <= 4 and self.scan.breaks_after(run)):
                self._list_from(begin, 0.6, "byline", free=True)

    def _credits(self) -> None:
        """Read names in a line that only says who wrote, took and sent: （沈默 安吉县融媒体中心）."""
        for line in _CREDIT_LINE.finditer(self.text):
            inner = line.start(1)
            if not _CREDIT_WORD.search(line.group(1)) and self.cover.free(inner, line.end(1)):
                continue
            for part in _CREDIT_PART.finditer(self.text, inner, line.end(1)):
                name = part.group()
                known = name in self.context.roles or name in _BYLINES or _CREDIT_WORD.search(name) or name[-1] in _THINGS - _NATURE
                if not known and name not in _NOT_NAMES and self.cover.free(part.start(), part.end()):
                    self._accept(Mention(part.start(), part.end(), "PERSON", "credit-line", 0.85))

    def _after_roles(self) -> None:
        """Read names after 村民, 志愿者 and the like."""
        for _, word, begin in self._role_nouns():
            if word not in _BYLINES:
                self._list_from(begin, _ROLE if len(word) > 1 else _WEAK, "after-role", free=len(word) > 1)

    def _role_nouns(self) -> Iterator[tuple[int, str, int]]:
        """Yield where each role noun ends, the noun, and where a name after it would begin."""
        text = self.text
        for at, length in sorted(self.scan.roles.items()):
            if at >= len(text) or at not in self.scan.ends or not self.cover.free(at, at + 1):
                continue
            begin = at
            while begin < len(text) and text[begin] in " \u3000：:“/／":
                begin += 1
            if begin < len(text) and begin not in self.post_starts:
                yield at, text[at - length : at], begin

    def _before_particulars(self) -> None:
        """Read names before (女), （左三） or particulars in parentheses, and before 摄."""
        text = self.text
        for found in _PARTICULARS.finditer(text):
            self._ending_at(found.start(), "before-particulars")
        for found in re.finditer(r"(?<=[\u4e00-\u9fff]) ?[/／ ]?(?:摄(?![像制影])|摄影|供稿|供图|报道|文[/／]?图)", text):
            self._ending_at(found.start(), "credit")
            line = re.search(r"(?:^|[\n（(\u3000 ：:])([\u4e00-\u9fff]{2,4})[ \u3000/／]*$", text[max(0, found.start() - 12) : found.start()])
            if line and not set(line.group(1)) & set("图文片资料网报社台局办部委员站") and line.group(1) not in self.context.roles:
                start = max(0, found.start() - 12) + line.start(1)
                self._accept(Mention(start, start + len(line.group(1)), "PERSON", "credit", 0.8))

    def _in_lists(self) -> None:
        """Read names that begin a line of a list, or an item of one with particulars in parentheses."""
        text = self.text
        for found in _LISTED_LINE.finditer(text):
            at = found.end()
            for end, score in [*self._han(at, anchored=True), *self._foreign(at)]:
                after = text[end : end + 2]
                numbered = bool(found.group().strip())
                gap = after in {"  ", "\u3000\u3000"} or after[:1] in {"（", "("} or (after[:1] in {" ", "\u3000"} and numbered)
                if (gap or self._suffix(end)) and score > -1.0:
                    self._list_from(at, -1.0, "list-line", free=True)
                    break
        for found in _DASHED.finditer(text):
            at = found.end()
            end = min((p for p in (text.find("（", at), text.find("(", at)) if p > 0), default=at)
            if self.names.score(text[at:end]) is not None and text[at:end] not in _NOT_NAMES:
                self._list_from(at, 0.5, "list-item", free=False)

    def _ending_at(self, end: int, rule: str) -> None:
        """Read the name that ends here and begins at a break."""
        text = self.text
        while end and text[end - 1] in " \u3000/／":
            end -= 1
        for length in (4, 3, 2):
            start = end - length
            if start < 0 or not self.cover.free(start, end):
                continue
            if not (self.scan.breaks_before(start) or self.scan.roles.get(start, 0)):
                continue
            score = self.names.score(text[start:end])
            if score is not None and score > 0 and text[start:end] not in _NOT_NAMES:
                self._accept(Mention(start, end, "PERSON", rule, 0.85))
                return

    def _title(self) -> None:
        """Read the name that heads a portrait's title: 次仁多吉：把青春铺在川藏线上."""
        found = re.match(r"[^\n：:]{0,8}?([\u4e00-\u9fff·]{2,6})[：:]", self.text)
        if found is None:
            return
        name, start = found.group(1), found.start(1)
        foreign = all(char in self.names.syllables for char in name) and len(name) > 2
        if not foreign and (self.names.score(name) or -1.0) <= 0:
            return
        if self.text.count(name) > 2 and name not in _NOT_NAMES and start not in self.scan.places.get(found.end(1), ()):
            self._accept(Mention(start, found.end(1), "PERSON", "title", 0.8))

    def _free(self) -> None:
        """Read names that no post or byline announces, as far as the ranker believes in them."""
        best: dict[int, tuple[float, int]] = {}
        openers = self.names.openers
        for at in self.scan.order:
            if self.text[at] not in openers or not self.cover.free(at, at + 1):
                continue
            for candidate in candidates(self.scan, self.names, at):
                name = self.text[at : candidate.end]
                if not self.cover.free(at, candidate.end) or name in _NOT_NAMES or name[-1] in _PLACE_ENDS:
                    continue
                chance = self.ranker.probability(features(self.scan, self.context, candidate))
                if chance > max(_BELIEVED, best.get(at, (0.0, 0))[0]):
                    best[at] = (chance, candidate.end)
        for at, (chance, end) in sorted(best.items(), key=lambda item: (-item[1][0], item[0])):
            self._accept(Mention(at, end, "PERSON", "ranked", round(chance, 3)))

    # Readings --------------------------------------------------------------------------------

    def _take(self, at: int, threshold: float, rule: str, *, free: bool, listed: bool = False) -> int | None:
        """Accept the best reading of a name that begins here; return where it ends, None where none is good enough."""
        known = self.found.get(at)
        if known is not None:
            return known.end
        best, best_score = None, threshold
        for end, score in self._readings(at, rule, free=free):
            if listed and not (self.scan.breaks_after(end) or self.scan.follows.get(end, 0)):
                continue
            if score > best_score:
                best, best_score = end, score
        if best is None or (self.text[at:best] in _NOT_NAMES and threshold > 0):
            return None
        return best if self._accept(Mention(at, best, "PERSON", rule, min(0.99, 0.6 + best_score / 20))) else None

    def _readings(self, at: int, rule: str, *, free: bool) -> list[tuple[int, float]]:
        """Return the ends of the readings of a name that begins here, each with its weight."""
        dotted = DOTTED.match(self.text, at)
        if dotted:
            return [(self._cut(at, dotted), 6.0 if rule != "free" else 0.0)]
        after_post = rule.startswith("after-post")
        anchored = after_post or rule in {"name-list", "byline", "list-line"}
        readings = self._han(at, anchored=anchored, loose=rule == "after-role")
        if free:
            unclean = all(self._right(end) < 0.5 for end, _ in readings)
            if unclean or not any(score > 1.5 for _, score in readings):
                sure = after_post and (not rule.endswith("-bare") or self.scan.breaks_after(han_run(self.text, at, 5)))
                other = self._element(at) if sure else self._foreign(at)
                readings += [(end, score + (1.5 if unclean else 0.0)) for end, score in other]
        return readings

    def _element(self, at: int) -> list[tuple[int, float]]:
        """Return the reading of what stands right after an office: nearly always a name, whatever its characters.

        It ends at punctuation, or before the first verb that may follow a name.
        """
        text = self.text
        run = han_run(text, at, 9)
        opening = self.scan.follows.get(at, 0)
        short = run - at < 4 and self.scan.breaks_after(run)
        function_word = text[at] in _FUNCTION and text[at] not in self.names.single
        if text[at] in _NEVER_OPENS or (function_word and not short) or (opening > 1 and at + opening != run):
            return []
        readings = []
        for end in range(at + 2, run + 1):
            if not self.cover.free(at, end):
                break
            verb = self.scan.follows.get(end, 0)
            boundary = end in self.scan.starts
            stop = self.scan.breaks_after(end) or (verb > 1 and boundary)
            function = end < len(text) and text[end] in _FUNCTION
            tagged = self.scan.previous.get(end) == at and self.scan.tags.get(end, "x").startswith("nr")
            if not (stop or function or tagged or verb > 1 or (verb and boundary)):
                continue
            name, length = text[at:end], end - at
            foreign = sum(char in self.names.syllables for char in name) >= length - length // 3
            if (length > 4 and not foreign) or name in self.context.roles or name[-1] in _THINGS - _NATURE:
                break
            score = 1.2 + 0.3 * self._again(at, end)
            if length == 4 and name[0] in self.names.single and not foreign:
                score -= 1.0
            if any(char in _FUNCTION for char in name[1:]):
                score -= 1.2 if name[-1] in _FUNCTION and not self.scan.breaks_after(end) else 0.6
            if stop:
                score += 0.5 if foreign else 0.2
            elif not function:
                score -= 0.9
            elif not boundary:
                score -= 0.6
            readings.append((end, score))
            if stop or (verb and boundary and length > 2):
                break
        return readings

    def _han(self, at: int, *, anchored: bool = False, loose: bool = False) -> list[tuple[int, float]]:
        """Return the readings of a Han name that begins here."""
        text = self.text
        readings = []
        for length in self.names.lengths(text, at):
            end = at + length
            if han_run(text, at, length) < end or not self.cover.free(at, end):
                continue
            odds = self.names.score(text[at:end])
            if odds is None:
                continue
            # The odds grow with length; a third of them is what they say against the other evidence.
            whole = han_run(text, at, 6) == end
            prior = max(-1.0 if anchored and whole else -2.0, min(odds / 3.0, 2.0))
            if text[end - 1] in (_FINAL if self.scan.breaks_after(end) else _FUNCTION):
                prior -= 3.0
            word, right = self._word(at, end), self._right(end)
            if loose and text[at] in _FUNCTION and at + 1 in self.scan.ends:
                prior -= 2.0  # 学生和居民, 市民过马路: a word of its own that is a surname too
            again = self._again(at, end)
            score = prior + right + (again if right > 0 else min(again, 0.5)) + (max(word, -0.4) if anchored else word)
            if anchored and whole:
                score += 1.0  # 县公安局局长马哈三、: the whole element is the name
            if length > 2 and self.scan.previous.get(end) == end - 1 and self.scan.tags.get(end, "x") in {"v", "vn", "p", "d"}:
                score -= 1.5  # 白雪听: the segmenter sees a verb of its own
            if length == 4 and self.scan.follows.get(at + 2, 0) > 1:
                score -= 3.0  # 纳兰表示: a name that is a compound surname elsewhere
            if length > 2 and self.scan.follows.get(end - 1, 0) > 1:
                score -= 2.5  # 罗建陪同: its last character begins the next word
            readings.append((end, score))
        return readings

    def _word(self, at: int, end: int) -> float:
        """Return what the segmenter's dictionary says: a plain word of the language is seldom a name."""
        if self.scan.previous.get(end) != at:
            return 0.0
        tag = self.scan.tags.get(end, "x")
        if tag.startswith("nr"):
            return 0.8
        return -1.8 if is_word(self.text[at:end]) else 0.5

    def _foreign(self, at: int) -> list[tuple[int, float]]:
        """Return readings of a name without a Han surname: 额尔敦陶格套, up to a clean right boundary."""
        text = self.text
        run = han_run(text, at, 8)
        readings = []
        for end in range(at + 2, run + 1):
            if not self.cover.free(at, end) or text[end - 2] in _FUNCTION or (end == run and text[end - 1] in _FUNCTION):
                break
            word = self.scan.follows.get(end, 0)
            clean = self.scan.breaks_after(end) or (word > 1 and end in self.scan.starts)
            clean = clean or (word == 1 and (text[end] in _FUNCTION or end in self.scan.starts or end - at > 4))
            if clean:
                name = text[at:end]
                if sum(char in self.names.syllables for char in name) < len(name) - len(name) // 3:
                    break
                plain = self.scan.previous.get(end) == at and not self.scan.tags.get(end, "x").startswith(("nr", "nz"))
                if plain and is_word(name):
                    break  # one plain word of the language
                if name in self.context.roles or name in self.context.verbs or name in _NOT_NAMES or name[-1] in _THINGS:
                    break
                readings.append((end, 1.6 + 0.3 * self._again(at, end) + 0.2 * min(end - at - 3, 2)))
                break
        return readings

    def _cut(self, at: int, dotted: re.Match[str]) -> int:
        """Return where a dotted name ends: its last part is cut before a word that follows names."""
        text = self.text
        start = max(dotted.group().rfind(mark) for mark in "·•‧・．") + at + 1
        for end in range(start + 2, dotted.end() + 1):
            word = self.scan.follows.get(end, 0)
            if self.scan.breaks_after(end) or (end in self.scan.starts and (word > 1 or text[end] in _FUNCTION)):
                return end
        return min(dotted.end(), start + 5)

    def _right(self, end: int) -> float:
        """Return how clean the right boundary of a reading is."""
        if self.scan.breaks_after(end):
            return 2.0
        if end in self.post_starts or not self.cover.free(end, end + 1):
            return 1.5
        length = self.scan.follows.get(end, 0)
        word = 0.6 if end in self.scan.starts else 0.0
        if length < 2 and word and self._opens_word(end):
            return 1.3
        if length > 1:
            return 1.4 + word
        if length == 1:
            return (1.0 if self.text[end] in _FUNCTION else 0.5) + word
        return word - 1.2

    def _suffix(self, at: int) -> bool:
        """Return whether a word that goes with a name begins here: 同志, 老人, 家庭."""
        length = self.scan.follows.get(at, 0)
        return length > 1 and self.text[at : at + length] in self.context.suffixes

    def _opens_word(self, at: int) -> bool:
        """Return whether a word of two or more characters that is no noun begins here: 直接, 二十六年."""
        end = self.scan.word_ends.get(at, at)
        return end - at > 1 and self.scan.tags.get(end, "n")[0] in "vadmpclrit" and is_word(self.text[at:end])

    def _again(self, at: int, end: int) -> float:
        """Return what the other mentions of the string say for this boundary."""
        name = self.text[at:end]
        n = self.text.count(name)
        bonus = min(n - 1, 3) * 0.35
        if end < len(self.text) and self.text[end] not in BREAKS:
            longer = self.text.count(self.text[at : end + 1])
            if n > longer:
                bonus += 0.8  # it also stands with something else after it
            elif n > 1:
                bonus -= 2.0  # the next character always goes with it
        return bonus

    def _accept(self, mention: Mention) -> bool:
        """Keep a mention that touches nothing taken or found before, and is no word that stands beside names."""
        name = self.text[mention.start : mention.end]
        if name in self.context.roles or (name in self.context.verbs and len(name) > 1):
            return False
        if not self.cover.free(mention.start, mention.end):
            return False
        for at in range(mention.start - 7, mention.end):
            other = self.found.get(at)
            if other is not None and other.start < mention.end and mention.start < other.end:
                return False
        self.found[mention.start] = mention
        return True

    def _everywhere(self) -> None:
        """Find every other mention of the names found: a name once seen with a post is seen without it."""
        text = self.text
        names = {text[m.start : m.end]: m for m in self.found.values() if m.end - m.start > 1}
        for mention in list(self.found.values()):
            short = text[mention.start : mention.end]
            for name in names:
                if len(name) > len(short) and name.startswith(short) and text.startswith(name, mention.start):
                    end = mention.start + len(name)
                    if self.cover.free(mention.start, end) and names[name].rule != "ranked":
                        self.found[mention.start] = mention._replace(end=end)  # 杨柳青青, read 杨柳 here
        for name in sorted(names, key=len, reverse=True):
            at = text.find(name)
            while at >= 0:
                end = at + len(name)
                if at not in self.found and self._stands_alone(at, end):
                    self._accept(Mention(at, end, "PERSON", "again", names[name].score))
                at = text.find(name, at + 1)

    def _stands_alone(self, at: int, end: int) -> bool:
        """Return whether a string that is a name elsewhere is one here, and no part of a longer word."""
        clean_left = end - at > 2 or self.scan.breaks_before(at) or at in self.scan.starts or at in self.scan.ends
        clean_right = self.scan.breaks_after(end) or end in self.scan.starts or bool(self.scan.follows.get(end, 0))
        return clean_left and clean_right
