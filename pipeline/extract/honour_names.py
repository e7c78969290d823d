"""The honours named behind a verb of receiving: where each name begins and ends, and its level."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pipeline.extract.honour_levels import level_of
from pipeline.extract.quoted_names import trimmed
from pipeline.lexicons import alternatives

_H = "\u4e00-\u9fff"
_FAR = 300  # letters: a list of honours is not longer
_OPENING, _CLOSING = "“‘「《（(", "”’」》）)"
_STOP = "，,。；;！!？?：:\n\t"
_LEAD = re.compile(
    r"[：:]?(?:了|过|得)?(?:由?[^，。；、“”]{2,30}?(?:颁发|授予|评选|评定|颁授)的)?(?:\d{4}(?:[-—至]\d{4})?(?:年度|学年度|学年|年)?(?:度)?)?(?:第[一二三四]季度|[上下]半年)?(?:“?七一”?表彰)?"
)
_YEAR_LEAD = re.compile(
    r"(?:第[一二三四五六七八九十\d]+批|首批)(?:次)?|(?:(?:19|20)\d{2}年)?第[一二三四]季度|(?:19|20)\d{2}(?:年度|学年度|学年)(?:我[省市县区镇校])?|我[省市县区镇校](?=省|市|县|区)"
)
_TAIL = re.compile(
    r"(?:等(?:多项|多个|一系列|系列|诸多|各类)?)?(?:的)?(?:培育创建(?=单位|名单)|创建(?=名单))?(?:国家级?|省级|市级|区级|县级|光荣|崇高|最高)?(?:荣誉称号|荣誉|称号|殊荣|奖项|名单|榜单|(?<=[”奖])表彰|金字招牌|牌匾|[\d一二两三]次)?(?:的|以来|之?后|以后|之际|时)?\Z"
)
_AND_OTHERS = re.compile(
    r"等(?=\Z|[\d一二两三四五六七八九十几数多]+余?(?:项|个|多)|(?:多项|多个|一系列|系列|国家级|省级|市级|各级|各类)?(?:荣誉|称号|奖项|表彰|奖励))"
)
_CLAUSE = re.compile(
    r"肯定|好评|授牌|授予|[并了使把将让被]|(?<!共)同时|以及"
)  # 获局领导肯定并授牌“…” goes on to another verb
_GRADE = re.compile(r"“?(?:优秀|良好|合格|先进)[”]?(?:等次|等级|档次)")
_CANDIDATE = re.compile("(?:候选人|候选对象|提名人选|提名|入围)[”]?\\Z")
_EPITHET = re.compile("“[^“”]{2,8}”(?=[\u4e00-\u9fff])")  # “五好”基层党组织
_NUMBERED = re.compile(
    r"\d+余?(?:多)?(?:项|个|次|人次|人|名|块|枚|面|万|元)|[一二两三四五六七八九十多数]+(?:项|次|枚|块|面)"
)
_VAGUE = re.compile(
    r"(?:以上|各级|多项|多个|多次|诸多|一系列|各类|上级|有关)[^“”]{0,6}(?:荣誉|表彰|奖励|称号|奖项|奖)\Z"
)
_WHO = re.compile(rf"(?<=[^“”])的[{_H}]{{1,12}}\Z")
# 最美第一书记 and 百名优秀村党组织书记 are honours, 第一书记 is none.
_PRAISED = re.compile("优秀|最美|模范|先进|[十百]佳|百名|十大|标兵|好支书")


@dataclass(frozen=True, slots=True)
class Named:
    """An honour at `start`..`end` of its sentence; `level` from the words around it too (国家荣誉称号)."""

    start: int
    end: int
    level: str | None


def named(text: str, at: int, sure: bool) -> list[Named]:
    """The honours listed from `at` on. Where `sure` is false, only what ends as honours do is taken."""
    start = _LEAD.match(text, at).end()  # type: ignore[union-attr]  # every part of it may be empty
    end = _object_end(text, start)
    others = _AND_OTHERS.search(text, start, end)
    stop = others.start() if others and others.start() > start else end
    if stop == end and _NUMBERED.search(re.split("[、”]", text[start:end])[-1]):
        return []
    titled = bool(re.search("称号|荣誉|殊荣|奖项|表彰|招牌|牌匾", text[start:end]))
    return [n for a, b in _items(text, start, stop) if (n := _one(text, a, b, sure or titled))]


def _object_end(text: str, at: int) -> int:
    """The end of the list: the first stop mark outside quotation marks and brackets."""
    depth = 0
    limit = min(len(text), at + _FAR)
    for place in range(at, limit):
        mark = text[place]
        if mark in _OPENING:
            depth += 1
        elif mark in _CLOSING:
            if depth == 0:
                return place
            depth -= 1
        elif depth == 0 and mark in _STOP:
            return place
        elif (
            depth == 0
            and mark in "称荣"
            and (match := re.compile("(?:荣誉称号|荣誉|称号)").match(text, place))
        ):
            return match.end()
    return limit


def _items(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The members of `甲、“乙”“丙”和丁` between `start` and `end`."""
    found: list[tuple[int, int]] = []
    depth, begin = 0, start
    for place in range(start, end):
        mark = text[place]
        depth += (mark in _OPENING) - (mark in _CLOSING)
        if depth == 0 and mark in "、和及与" and (mark == "、" or _parts_honours(text, begin, place, end)):
            found.append((begin, place))
            begin = place + 1
        elif depth == 0 and mark in "”" and text[place + 1 : place + 2] == "“":
            found.append((begin, place + 1))
            begin = place + 1
    return [(a, b) for a, b in [*found, (begin, end)] if a < b]


def _parts_honours(text: str, begin: int, place: int, end: int) -> bool:
    """Whether the 和 at `place` stands between two honours, not inside one (和谐社区)."""
    return text[place - 1] in "”章奖" or bool(_ends_as_honour().search(text[begin:place]) and place + 3 < end)


def _one(text: str, start: int, end: int, sure: bool) -> Named | None:
    said = text[start:end]
    who = _WHO.search(said)  # 劳动模范的张立
    said = said[: who.start()] if who and _ends_as_honour().search(said[: who.start()]) else said
    tail = _TAIL.search(said)
    stop = start + (tail.start() if tail else len(said))
    level = level_of(said)
    dated = _YEAR_LEAD.match(text, start, stop)
    a, b = trimmed(text, dated.end() if dated else start, stop)
    name = text[a:b]
    if (
        not 2 <= len(name) <= 60
        or _CLAUSE.search(_outside(name))
        or _CANDIDATE.search(name)
        or _GRADE.match(text, a)
        or re.search("”[一二三特]\\Z", name)
        or (_refused().search(name) and not _PRAISED.search(name))
        or _VAGUE.search(said)
        or re.match("[的地得者]", name)
    ):
        return None
    if not sure and not _ends_as_honour().search(name):
        return None
    if name in (
        "优秀",
        "良好",
        "合格",
        "优秀等次",
        "荣誉",
        "称号",
        "先进",
        "表彰",
        "奖励",
        "国家级",
        "省级",
        "市级",
    ):
        return None
    return Named(a, b, level_of(name) or level)


def _outside(name: str) -> str:
    return re.sub("[“‘《][^”’》]*[”’》]", "", name)


def looks_like_honour(words: str) -> bool:
    """Whether a phrase ends as the names of honours do and holds a word of praise or of level."""
    refused = _refused().search(words) and not _PRAISED.search(words)
    praised = _praise().search(words) or _EPITHET.search(words)
    return bool(_ends_as_honour().search(words) and praised) and not refused


@cache
def _ends_as_honour() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives('honour_words')})[”’）)]*\Z")


@cache
def _praise() -> re.Pattern[str]:
    return re.compile(alternatives("honour_praise"))


@cache
def _refused() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives('honour_refusals')})[”’）)]*\Z")
