"""Divisions of the country in a sentence, by their list: full names, bare ones where the words around them fit, 京 in 在京."""

from __future__ import annotations

import re

from pipeline.extract import gazetteer
from pipeline.extract.edges import Walker, is_conjunction
from pipeline.extract.place_spans import Found, ends_well, in_coined_name
from pipeline.lexicons import words

_ABBREVIATED = re.compile(
    "(?<=[在来赴抵返离])(?P<name>[{}])(?=召开|举行|举办|开幕|闭幕|发布|启动|揭晓|成立|考察|调研|出席|参加|视察|会见|签约|[，。、；：）]|$)".format(
        "".join(sorted(words("place_abbreviations")))
    )
)


def listed(walker: Walker) -> list[Found]:
    found: list[Found] = []
    for start, last, name in gazetteer.find(walker.text):
        end, division = (last, name) if ends_well(walker, last) else _without_suffix(last, name)
        if start < walker.floor or division is None or is_conjunction(walker.text, start, end):
            continue
        beside = bool(found) and found[-1].end == start
        if division.bare and (
            (beside and _same_rank(found[-1].level, division.level)) or in_coined_name(walker.text, start)
        ):
            continue
        if division.bare:
            borders = walker.is_border(start) and walker.is_border(end)
            if not (
                borders or beside or _level_follows(walker.text, end) or _chain_follows(walker.text, end)
            ):
                continue
            if division.doubtful and not _chain_follows(walker.text, end):
                continue
            if division.level == "county" and not beside and not _where(walker.text, start, end):
                continue
        elif not (beside or walker.is_border(start) or end - start > 3 or _chain_follows(walker.text, end)):
            continue
        level = "zone" if _ZONE.search(division.name) else division.level
        found.append(Found(start, end, level, "division", 0.9 if division.bare else 0.98, division.bare))
    return found


def _same_rank(upper: str, lower: str) -> bool:
    """鄂温克旗|巴彦 in 鄂温克旗巴彦托海镇: no county lies in a county."""
    return upper == lower or upper in ("town", "village")


_WHERE = re.compile(
    r"(?:\A|[，。；：、！？（）()\s—·]|[在到赴往从自于抵达离返和与及至由驻]|来自|走进|前往|位于|奔赴|支援|对口)\Z"
)
_WHERE_NEXT = re.compile(
    r"(?:等地|等[0-9一二三四五六七八九十]*[县市区]|[籍人]|当地|境内|各地|全域|[省市县州]|城区|乡村|老区|山区|[、和与，。；]|[县市区]?委|政府|行|站|[\u4e00-\u9fff]{1,4}(?:镇|乡|村|街道|社区))"
)


def _where(text: str, start: int, end: int) -> bool:
    """Whether the bare name of a county stands where a place may: in 银行商城销往北京 there is no 商城."""
    return bool(_WHERE.search(text, max(0, start - 3), start) or _WHERE_NEXT.match(text, end))


def _without_suffix(end: int, name: gazetteer.Division) -> tuple[int, gazetteer.Division | None]:
    """义乌 where 义乌市 goes on to 市场."""
    return end - 1, gazetteer.divisions().get(name.name[:-1])


_ZONE = re.compile("(?:开发区|园区|示范区|高新区|实验区)\\Z")


def _level_follows(text: str, end: int) -> bool:
    return text[end : end + 1] in ("省", "市", "县", "州") and text[end + 1 : end + 2] not in (
        "场",
        "级",
        "长",
        "会",
    )


def _chain_follows(text: str, end: int) -> bool:
    """Whether another division comes next (朝阳建平县)."""
    return any(start == 0 and not d.bare for start, _, d in gazetteer.find(text[end : end + 8]))


def abbreviated(walker: Walker) -> list[Found]:
    """京 in 在京召开."""
    return [
        Found(m.start(), m.end(), "province", "abbreviation", 0.9)
        for m in _ABBREVIATED.finditer(walker.text)
        if m.start() >= walker.floor
    ]
