"""What an article is about, and what 该村, 我校 or 公司 point to in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from pipeline.extract.words import role
from pipeline.language import segment
from pipeline.lexicons import table, words
from pipeline.model.document import Article
from pipeline.rows.mentions import Mention

_ENDINGS = {
    "province": ("省", "自治区"),
    "city": ("市", "州", "盟", "地区"),
    "county": ("县", "旗"),
    "area": ("区", "开发区", "高新区", "示范区", "园区"),
    "town": ("镇", "乡", "街道", "街道办事处"),
    "village": ("村",),
    "community": ("社区", "小区"),
    "school": (
        "学校",
        "大学",
        "学院",
        "中学",
        "小学",
        "一中",
        "二中",
        "三中",
        "幼儿园",
        "党校",
        "中专",
        "职高",
    ),
    "hospital": ("医院", "卫生院"),
}
_COMMITTEE = re.compile(
    r"(?:党支部|党总支|党委|党组织|党支部委员会|村委会|居委会|村民委员会|居民委员会|村“?两委”?)$"
)
_SCHOOL = re.compile(
    r"(?:学校|大学|学院|中学|小学|幼儿园|党校|中专|职高|附中|附小|第?[一二三四五六七八九十]+[中小])$"
)
_OFFICE = re.compile(
    r"(?:[委局办部校院会区县市镇乡村厅社队组站厂]|公司|集团|中心|政府|中学|小学|大学|支部|街道)$"
)
_MEDIA = re.compile(
    r"(?:报|网|日报|晚报|电视台|新闻|新华社|杂志|月刊|公众号|客户端|在线|新闻联播|央视.*|人民网)$"
)


# What a bearer of a Party body may be called in its name: 校党委 is 江州一中党委.
_BEARERS = {
    "校": "校|学|学院|中|党校|幼儿园",
    "学校": "校|学|学院|中|党校|幼儿园",
    "院": "院",
    "公司": "公司|集团|厂|矿",
    "集团": "公司|集团",
    "园区": "园区|园|区",
    "区": "区",
}
_BRANCH = re.compile(r"^(?P<bearer>.*?)(?:党工委|党委|党总支|党支部|支部|党组)$")
_HEADS = {
    "hospital": re.compile(r".{2,}?(?:医院|卫生院)(?=.)"),
    "school": re.compile(r".{2,}?(?:大学|中学|小学|学校|职业技术学院|学院)(?=.)"),
    "enterprise": re.compile(r".{2,}?(?:公司|集团)(?=.)"),
}
_TAIL = re.compile(
    r"(?:队|议事会|议事厅|室|工作站|产业园|示范园|园区|中心|小镇|厂|联盟|基地|合作社|协会|学堂|茶馆|书屋)$"
)
_CLASS = re.compile(r"(?P<head>.{2})(?:村|社区|镇|乡|支部|党支部)$")
_LEVELS = ("province", "city", "county", "town")
_COMMITTED = ("社区", "村", "街道", "镇", "乡")  # what a bare 党委 in an article about it is the committee of
_RECENT = 8  # names told last that may go on under their last words
_SHORTEST = 3  # characters of a name that is looked for again


@dataclass(frozen=True, slots=True)
class Known:
    """A body or area of an article: its canonical name, `kind` (organisation, place) and type or level."""

    name: str
    kind: str
    type: str


@dataclass(slots=True)
class Memory:
    """What has been named so far in an article, latest last, and what the whole of it names."""

    said: list[Known] = field(default_factory=list)
    all: Sequence[Known] = ()
    source: str | None = None
    topic: Known | None = None  # of the headline
    bodies: dict[str, str] = field(default_factory=dict)  # of persons, as told with their posts
    surfaces: Mapping[str, Known] = field(default_factory=dict)  # by the words that name them
    names: re.Pattern[str] | None = None  # any of `surfaces`
    main: str | None = None  # whom the article is about
    ranked: list[tuple[Known, int]] | None = None  # `all` by how often it is named, once asked for
    parents: Mapping[str, str] = field(default_factory=dict)  # of areas, what they lie in

    def remember(self, known: Known) -> None:
        if known in self.said:
            self.said.remove(known)
        self.said.append(known)

    def points_to(self, word: str) -> str | None:
        """The name of what `word` points to: 该村 the one named last, 我校 and 公司 that of the headline first. A bare
        公司 points back only; 我校 and 全县 may stand before the name."""
        noun = word.lstrip("全该我本咱俺们") or word
        bare = noun == word
        for kind in _kinds().get(word, ()):
            if kind == "country":
                return "全国"
            told: list[Known] = [*reversed(self.said), *([] if bare else self._most_named(word))]
            fitting = [k for k in told if _is(k, kind) and _ends_like(k.name, noun, kind)]
            if word[0] == "全":
                fitting = [k for k in fitting if not self._within(k.name, fitting)]
            fitting.sort(key=lambda k: (not k.name.endswith(noun), k.type != kind and kind in _LEVELS))
            if self.topic in fitting and word[0] != "该":
                return self.topic.name if self.topic else None
            if fitting:
                return fitting[0].name
            if self.source and _is(Known(self.source, "organisation", ""), kind):
                return self.source
        return self._at_the_head_of_a_name(word) or self._as_main(word, noun) or self._as_bearer(word)

    def _at_the_head_of_a_name(self, word: str) -> str | None:
        """我院 where only 江州市人民医院急诊科 is named points to 江州市人民医院."""
        for kind in _kinds().get(word, ()):
            head = _HEADS.get(kind)
            found = (match for k in self.all if head and (match := head.match(k.name)))
            first: re.Match[str] | None = next(found, None)
            if first and word[0] in "我本":
                return first[0]
        return None

    def _as_main(self, word: str, noun: str) -> str | None:
        """全市 in a report of 市国资委党委, where the city is not named: what its body tells of."""
        kinds = _kinds().get(word, ())
        area = any(kind in ("province", "city", "county", "area", "town") for kind in kinds)
        return self.main if area and word[0] in "全我" and self.main and noun in self.main else None

    def _as_bearer(self, word: str) -> str | None:
        """街道党工委 where no such body is named points to the 街道, a bare 党支部 to whom the article is about."""
        branch = _BRANCH.search(word) if "party" in _kinds().get(word, ()) else None
        if branch is None:
            return None
        if branch["bearer"]:
            return self.points_to(branch["bearer"]) if branch["bearer"] in _kinds() else None
        return self.main if self.main and self.main.endswith(_COMMITTED) else None

    def _within(self, name: str, others: Sequence[Known]) -> bool:
        """Whether an area lies within another of those that fit: 全市 in 江宁市临泉市 is the wider one."""
        return name != self.main and any(k.name == self.parents.get(name) for k in others)

    def again(self, text: str, clauses: Sequence[int]) -> list[tuple[int, int, str, str]]:
        """Start, end, canonical name and kind of each name of the article that stands in `text`, and of the last
        words of names told before where a clause begins with them."""
        found: list[tuple[int, int, str, str]] = []
        if self.names is not None:
            for match in self.names.finditer(text):
                known = self.surfaces[match[0]]
                found.append((match.start(), match.end(), known.name, known.kind))
        for start in clauses:
            for known in reversed(self.said[-_RECENT:]):
                tail = next((t for t in _tails(known.name) if text.startswith(t, start)), None)
                if tail:
                    found.append((start, start + len(tail), known.name, known.kind))
                    break
        return found

    def area_of(self, body: str) -> str | None:
        """The village or neighbourhood whose committee or branch a body is, where the article names it."""
        stem = _COMMITTEE.sub("", body)
        if stem == body:
            return None
        areas = [k.name for k in self.all if k.kind == "place" and stem.endswith(k.name)]
        return max(areas, key=len, default=None)

    def _most_named(self, word: str) -> list[Known]:
        """All that the article names, those named most first; 全市 before its city is none named but once among
        others."""
        if self.ranked is None:
            self.ranked = Counter(self.all).most_common()
        above = set(self.parents.values())
        alone = len(self.ranked) < 3 or word[0] != "全"
        return [k for k, times in self.ranked if alone or times > 1 or k == self.topic or k.name in above]


@cache
def _kinds() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for word, kind in table("owner_words"):
        found[word] = (*found.get(word, ()), kind)
    return found


def _is(known: Known, kind: str) -> bool:
    """Whether a body or area is of the kind that a word points to."""
    if kind == "school":
        return known.kind == "organisation" and bool(_SCHOOL.search(known.name))
    if kind in ("enterprise", "party"):
        return known.type == kind
    if kind == "body":
        return known.kind == "organisation" and known.type not in ("party",)
    if kind == "hospital":
        return known.name.endswith(_ENDINGS[kind])
    if kind == "area" and known.kind == "organisation":
        return known.name.endswith(("产业园", "园区", "工业园", "科技园", "示范园"))
    if kind == "area":
        return (
            known.kind == "place" and known.name.endswith(_ENDINGS[kind]) and not known.name.endswith("小区")
        )
    if kind == "community":
        return known.kind == "place" and known.name.endswith(_ENDINGS[kind])
    if kind == "village":
        return known.kind == "place" and (known.type == "village" or known.name.endswith("村"))
    return known.kind == "place" and (known.type == kind or known.name.endswith(_ENDINGS[kind]))


def _ends_like(name: str, noun: str, kind: str) -> bool:
    """工作室 points to a 工作室, 该局 to a 局, 院党委 to one of a 院; 单位, 系统 and 机关 to any body."""
    if kind == "body":
        return noun in ("单位", "系统", "机关", "会", "部", "委") or name.endswith(noun)
    branch = _BRANCH.search(noun) if kind == "party" else None
    if branch is None or not branch["bearer"]:
        return True
    bearer = _BEARERS.get(branch["bearer"], branch["bearer"])
    return bool(re.search(rf"(?:{bearer})(?:委员会|党工委|党委|党总支|党支部|支部)$", name))


@cache
def is_name(name: str) -> bool:
    """Whether words can be a name: not 培训村 nor 个别支部, where a verb or a word of quantity stands before a class."""
    first = segment.tokens(name)[0].text if name else ""
    if role(first) in ("adverb", "manner") and first != name:
        return False  # 计划再建小区党支部, 重点产茶县: more words than a name
    match = _CLASS.match(name)
    return match is None or (
        role(match["head"]) not in ("act", "soft", "doing", "light", "adverb", "area")
        and match["head"] not in words("owner_words")
    )


def surfaces_of(named: Sequence[tuple[Mention, str]]) -> dict[str, Known]:
    """What the names of an article stand for, by the words that name them."""
    return {
        mention.surface: found
        for mention, name in named
        if len(mention.surface) >= _SHORTEST and (found := known(mention, name))
    }


def pattern_of(surfaces: Mapping[str, Known]) -> re.Pattern[str] | None:
    """Any of the names, the longest first."""
    longest_first = sorted(surfaces, key=lambda s: (-len(s), s))
    return re.compile("|".join(map(re.escape, longest_first))) if surfaces else None


@cache
def _tails(name: str) -> tuple[str, ...]:
    """The last words of a name by which a text goes on to call it: 攻关队 for “先锋”党员攻关队."""
    ends = _TAIL.search(name)
    if not ends:
        return ()
    return tuple(name[-n:] for n in (5, 4, 3, 2) if len(name) > n >= len(ends[0]) and "”" not in name[-n:])


def known(mention: Mention, name: str) -> Known | None:
    """The body or area of a mention; None for people, and for bodies of the press, which only report."""
    if mention.kind == "person" or mention.anaphor:
        return None
    if (mention.kind == "organisation" and _MEDIA.search(name)) or not is_name(name):
        return None
    return Known(name, mention.kind, mention.type or "")


def source_of(article: Article) -> str | None:
    """The office that issued an article, where it is a body and no newspaper (本站原创 is neither)."""
    source = article.source
    return source if source and _OFFICE.search(source) and not _MEDIA.search(source) else None
