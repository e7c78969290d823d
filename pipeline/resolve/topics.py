"""What an article is about, and what 该村, 我校 or 公司 point to in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from pipeline.lexicons import table
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
    ranked: list[Known] | None = None  # `all` by how often it is named, once asked for

    def remember(self, known: Known) -> None:
        if known in self.said:
            self.said.remove(known)
        self.said.append(known)

    def points_to(self, word: str) -> str | None:
        """The name of what `word` points to: 该村 the one named last, 我校 and 公司 that of the headline first."""
        noun = word.lstrip("全该我本咱俺们") or word
        for kind in _kinds().get(word, ()):
            if kind == "country":
                return "全国"
            fitting = [k for k in [*reversed(self.said), *self._most_named()] if _is(k, kind)]
            fitting.sort(key=lambda k: not k.name.endswith(noun))
            if self.topic in fitting and word[0] not in "该全":
                return self.topic.name if self.topic else None
            if fitting:
                return fitting[0].name
            if self.source and _is(Known(self.source, "organisation", ""), kind):
                return self.source
        return None

    def area_of(self, body: str) -> str | None:
        """The village or neighbourhood whose committee or branch a body is, where the article names it."""
        stem = _COMMITTEE.sub("", body)
        if stem == body:
            return None
        areas = [k.name for k in self.all if k.kind == "place" and stem.endswith(k.name)]
        return max(areas, key=len, default=None)

    def _most_named(self) -> list[Known]:
        if self.ranked is None:
            self.ranked = [known for known, _ in Counter(self.all).most_common()]
        return self.ranked


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
    if kind == "area":
        return (
            known.kind == "place" and known.name.endswith(_ENDINGS[kind]) and not known.name.endswith("小区")
        )
    if kind == "community":
        return known.kind == "place" and known.name.endswith(_ENDINGS[kind])
    if kind == "village":
        return known.kind == "place" and (known.type == "village" or known.name.endswith("村"))
    return known.kind == "place" and (known.type == kind or known.name.endswith(_ENDINGS[kind]))


def known(mention: Mention, name: str) -> Known | None:
    """The body or area of a mention; None for people, and for bodies of the press, which only report."""
    if mention.kind == "person" or mention.anaphor:
        return None
    if mention.kind == "organisation" and _MEDIA.search(name):
        return None
    return Known(name, mention.kind, mention.type or "")


def source_of(article: Article) -> str | None:
    """The office that issued an article, where it is a body and no newspaper (本站原创 is neither)."""
    source = article.source
    return source if source and _OFFICE.search(source) and not _MEDIA.search(source) else None
