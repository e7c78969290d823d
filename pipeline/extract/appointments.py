"""Titles that an appointment gives or takes: 周岚同志任县水利局局长，免去其县审计局副局长职务."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.extract.edges import Walker
from pipeline.extract.name_grids import is_full_name
from pipeline.extract.titles import office_before

_TITLE = (
    r"(?P<title>[\u4e00-\u9fff、“”（）]{2,60}?)(?:职务|一职|的职务)?(?=（试用|（正|（副|（主|[，。；,;]|\Z)"
)
_VERB = r"(?:(?:同意|提名|拟提名|拟|公推|推荐|被)*(?:任命?为?|担任|调任|转任|兼任|出任|当选为?|推选为|选举为)|(?:同时)?免去(?:其|他|她)?的?|不再(?:担任|兼任))"
# Right behind the name, and in the later clauses of it.
_AT_ONCE = re.compile(rf"(?:同志)?(?:（[^（）]{{1,14}}）)?(?:同志)?{_VERB}{_TITLE}")
_LATER = re.compile(rf"(?<=[，；]){_VERB}{_TITLE}")
_TAKEN = re.compile(rf"(?:同志)?的{_TITLE}")
_TAKING = re.compile(r"(?:免去|撤销|任命|批准|接受)\Z")
# 周岚，女，1981年4月生，现任县水利局副局长，拟任县水利局局长: what is only meant is no title yet
_NOW = re.compile(rf"(?<=[，；])(?:现任|现为){_TITLE}(?=[^。；]*[，；]拟)")
_HINT = re.compile(r"任|选|免去")


def appointed(walker: Walker, start: int, end: int, following: int) -> tuple[str, ...]:
    """The titles that are given to or taken from the person named at `start`..`end`; `following` is where the next
    person is named or the sentence ends."""
    text = walker.text
    if not _HINT.search(text, max(start - 2, 0), following):
        return ()
    now = _NOW.search(text, end, following)
    if now and _pieces(text, now):
        return tuple(_pieces(text, now))
    first = _TAKEN.match(text, end) if _TAKING.search(text[max(start - 2, 0) : start]) else None
    first = first or _AT_ONCE.match(text, end, following)
    found: list[str] = list(_pieces(text, first)) if first else []
    for match in _LATER.finditer(text, first.end() if first else end, following):
        found.extend(_pieces(text, match))
    return tuple(dict.fromkeys(found))


_ELECTED = re.compile(
    r"(?:选举|推选|任命|聘任|聘请|提名|增补|选派|推荐|，)(?P<names>[\u4e00-\u9fff、和·]{2,40}?)(?:为|任|担任)(?P<title>[\u4e00-\u9fff]{2,30}?)(?=[，。；、]|\Z)"
)


def elected(text: str) -> Iterator[tuple[int, int, str]]:
    """The names between 选举 and 为 with the office behind it: 选举林越为书记，周舟、宋旭为委员."""
    chosen = False
    for match in _ELECTED.finditer(text):
        chosen = chosen or text[match.start()] != "，"
        names = [(m.start(), m.end()) for m in re.finditer("[^、和]+", match["names"])]
        if not chosen or office_before(text, match.end("title")) is None:
            continue
        if all(is_full_name(match["names"][a:b]) for a, b in names):
            at = match.start("names")
            yield from ((at + a, at + b, match["title"]) for a, b in names)


def _pieces(text: str, match: re.Match[str]) -> Sequence[str]:
    """The titles of a match, cut at 、; none where no office ends them."""
    if office_before(text, match.end("title")) is None:
        return ()
    return [piece for piece in match["title"].split("、") if piece]
