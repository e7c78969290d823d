"""Bodies in one sentence: bodies of the country, organs of the state, and what ends in the word for a body."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from pipeline.extract.body_names import composed
from pipeline.extract.body_parts import with_parts
from pipeline.extract.body_spans import Body, Span, chain_start, ends_well, longest
from pipeline.extract.edges import Walker
from pipeline.extract.finder import Finder
from pipeline.lexicons import table

_STATE_ORGANS = re.compile(
    r"(?P<unit>自治区|[省市县区州旗])(?P<organ>委(?![员托派屈身会培])|人大常委会|人大(?!代表|附)|政协(?!委员)|政府(?!性)|纪委监委|纪委|监委|法院|检察院)"
)
_NATION_MEMBER = re.compile("人(?!民)|员|代表(?!大会)|委员(?!会)")  # 中国共产党人


@cache
def _national() -> tuple[Finder, dict[str, str]]:
    types = {name: kind for name, kind in table("national_bodies")}
    return Finder(types), types


def find(walker: Walker, places: Sequence[Span]) -> list[Body]:
    """The bodies that the sentence itself shows, none overlapping, in reading order. `places` are spans of places."""
    whole = [*_national_bodies(walker), *_state_organs(walker, places), *_committees(walker)]
    return with_parts(walker, longest([*whole, *composed(walker, places, whole)]))


def _national_bodies(walker: Walker) -> list[Body]:
    pattern, types = _national()
    return [
        Body(start, end, types[walker.text[start:end]], "national body", 0.95)
        for start, end in pattern.find(walker.text)
        if start >= walker.floor and ends_well(walker, end) and not _NATION_MEMBER.match(walker.text, end)
    ]


_COMMITTEE = re.compile(
    r"(?:中共|中国共产党)(?![\u4e00-\u9fff]{0,26}(?:关于|的))[\u4e00-\u9fff]{2,28}?委员会(?!委员)"
)


def _committees(walker: Walker) -> list[Body]:
    """中共清源县建材商会联合委员会: a committee by its full name, whatever stands in it."""
    if "委员会" not in walker.text:
        return []
    return [
        Body(m.start(), m.end(), "party", "committee", 0.95)
        for m in _COMMITTEE.finditer(walker.text)
        if m.start() >= walker.floor
    ]


def _state_organs(walker: Walker, places: Sequence[Span]) -> list[Body]:
    """市委, 县政府; with the place before them where one stands there (青石县委)."""
    found: list[Body] = []
    for match in _STATE_ORGANS.finditer(walker.text):
        start, end = match.span()
        if start < walker.floor or walker.text[start - 1 : start] in tuple("社小校园地片辖各城郊全"):
            continue
        place = next((p for p in places if p[0] <= start < p[1] or _repeats_level(walker, p, start)), None)
        if place is None and not walker.is_border(start):
            continue
        kind = "party" if match["organ"] in ("委", "纪委", "纪委监委") else "government"
        first = chain_start(place[0], places, walker.text) if place else start
        if kind == "party" and walker.text.endswith("中共", 0, first):
            first -= 2
        if match["organ"] == "委" and walker.text.endswith("共青团", 0, first):
            first, kind = first - 3, "social"
        found.append(Body(first, end, kind, "state organ", 0.9))
    return found


def _repeats_level(walker: Walker, place: Span, start: int) -> bool:
    """清源自治县县委 is the committee of 清源自治县."""
    return place[1] == start and walker.text[start - 1] == walker.text[start]
