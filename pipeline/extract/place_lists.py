"""Areas named without their level word, in a list that the last words count: 大堡、罗台、杨湾3个村."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.extract.edges import Walker, may_be_in_name
from pipeline.extract.place_areas import area_edge, generic, holds_body
from pipeline.extract.place_spans import Found
from pipeline.lexicons import words

_LEVELS = {
    "村": "village",
    "行政村": "village",
    "社区": "community",
    "乡镇": "town",
    "镇": "town",
    "乡": "town",
    "街道": "town",
    "镇街": "town",
    "县": "county",
    "区": "county",
    "县区": "county",
    "县市": "county",
    "县市区": "county",
    "市": "city",
    "地市": "city",
}
_COUNTED = re.compile(
    r"(?P<list>(?:[\u4e00-\u9fff]{2,24}、)(?:[\u4e00-\u9fff]{2,6}[、和]){0,12}[\u4e00-\u9fff]{2,6}?)等?"
    r"(?:[0-9]{1,2}|[两二三四五六七八九十]{1,3})个?"
    r"(?P<level>行政村|村|社区|乡镇|镇街|镇|乡|街道|县市区|县区|县市|县|区|地市|市)(?![级民长场值域间集庄落镇史委道容直])"
)
_HINT = re.compile(r"[0-9两二三四五六七八九十]个?(?:行政|[村社乡镇街县区市地])")


def counted(walker: Walker, known: Sequence[Found]) -> list[Found]:
    """The members of such a list that are no places already."""
    if "、" not in walker.text or not _HINT.search(walker.text):
        return []
    found: list[Found] = []
    for match in _COUNTED.finditer(walker.text):
        items = list(_items(walker, match.start("list"), match.end("list"), known))
        if not all(_may_be_place(walker, start, end, known) for start, end in items):
            continue
        level = _LEVELS[match["level"]]
        found.extend(
            Found(start, end, level, "counted list", 0.8)
            for start, end in items
            if start >= walker.floor and not _taken(start, end, known)
        )
    return found


def _items(walker: Walker, start: int, end: int, known: Sequence[Found]) -> Iterator[tuple[int, int]]:
    """The members of the list; only the first has other words before it."""
    at = start
    for part in re.split("([、和])", walker.text[start:end]):
        stop = at + len(part)
        if part not in ("、", "和", ""):
            first = at
            if at == start:
                first = max(
                    [area_edge(walker, stop, "village"), *(one.end for one in known if one.end < stop)]
                )
            yield max(first, at), stop
        at = stop


def _may_be_place(walker: Walker, start: int, end: int, known: Sequence[Found]) -> bool:
    if _taken(start, end, known):
        return True
    name = walker.text[start:end]
    return (
        2 <= len(name) <= 4
        and name not in words("verbs", "name_stop", "name_verbs")
        and name not in generic()
        and may_be_in_name(name)
        and not holds_body(name)
        and not any(
            word in generic() or not may_be_in_name(word)
            for word in walker.words(start, end)
            if len(word) > 1
        )
    )


def _taken(start: int, end: int, known: Sequence[Found]) -> bool:
    return any(one.start < end and start < one.end for one in known)
