"""Bodies that stand in a series or by their subject: 县财政局、水利局、林业局, 市委组织部、宣传部, 材料科学与工程学院."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from pipeline.extract.body_spans import Body, ends_well, is_word
from pipeline.extract.edges import Walker, may_be_in_name
from pipeline.lexicons import alternatives, table, words

_DEPARTMENT = re.compile(r"(?:[局办委厅院部署联]|中心|工会|协会|办公室)\Z")
_NEXT = re.compile(
    r"[、和与](?P<item>(?![省市县区州旗全各本我该镇乡村])[\u4e00-\u9fff]{1,9}?(?:局|厅|委|办|部|院|署|联|中心|工会))"
    r"(?=[、和与等，。；）]|负责|主要|有关|相关|分管|党[组委员支总]|联合|参加|参与|派|领导|班子|干部|工作人员|全体|牵头|配合|共同|组成|各|\Z)"
)
_OF_OFFICES = frozenset({"government", "party", "social", "institution"})


def series(walker: Walker, found: Sequence[Body]) -> list[Body]:
    """水利局, 林业局 in 县财政局、水利局、林业局: departments in a row, of which only the first says whose they are."""
    more: list[Body] = []
    for body in found:
        if body.type not in _OF_OFFICES or not _DEPARTMENT.search(walker.text[body.start : body.end]):
            continue
        end = body.end
        while (match := _NEXT.match(walker.text, end)) is not None:
            start, end = match.span("item")
            kind = _kind(walker.text[start:end])
            if kind is None or not _is_department(walker, start, end):
                break
            if any(b.start < end and start < b.end for b in found):
                continue
            more.append(Body(start, end, kind, "series", 0.8))
    return more


def _is_department(walker: Walker, start: int, end: int) -> bool:
    item = walker.text[start:end]
    return (
        walker.is_border(start)
        and ends_well(walker, end)
        and item not in words("body_lookalikes")
        and (not is_word(item) or item in _suffix_types())
        and all(may_be_in_name(word) for word in walker.words(start, end))
    )


@cache
def _suffix_types() -> dict[str, str]:
    return {word: kind for word, kind, _ in table("organisation_suffixes")}


def _kind(item: str) -> str | None:
    """The type of the longest suffix that ends the item."""
    types = _suffix_types()
    return next((types[item[at:]] for at in range(len(item)) if item[at:] in types), None)


@cache
def _faculty() -> re.Pattern[str]:
    subject = alternatives("disciplines")
    return re.compile(
        rf"(?:{subject})(?:[与和及]?(?:{subject})){{0,4}}(?:学院|学部|教研室|系(?=[、，。；主教党学支和与]|团|\Z))|[文法商理农]学院"
    )


_FACULTY_HINT = re.compile("学院|学部|教研室|系")


def faculties(walker: Walker) -> list[Body]:
    """材料科学与工程学院, 高分子材料系, 数学教研室: by the subjects before the word for the body."""
    if not _FACULTY_HINT.search(walker.text):
        return []
    return [
        Body(m.start(), m.end(), "institution", "faculty", 0.85)
        for m in _faculty().finditer(walker.text)
        if m.start() >= walker.floor and walker.is_border(m.start()) and _tells_apart(m.group())
    ]


def _tells_apart(name: str) -> bool:
    """Whether it is more than a kind: 技术学院, 工程系 are kinds."""
    return re.sub("学院|学部|教研室|系", "", name) not in _KINDS


_KINDS = frozenset(
    ("工程", "技术", "科学", "管理", "科技", "文化", "教育", "基础", "网络", "创新创业", "社会")
)
