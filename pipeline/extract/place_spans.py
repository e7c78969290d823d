"""A place found in a sentence, and what shows that its level word ends it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.extract import gazetteer
from pipeline.extract.edges import Walker

# 湖北区域 is no 河北区, 乡亲 no 乡: what shows that the last character of a suffix belongs to the next word.
_NOT_AFTER = {
    "区": "域间块划别分位级",
    "市": "场值容井集",
    "镇": "静定压痛级域村",
    "乡": "亲村愁土情贤音间镇级下",
    "村": "庄落镇街乡级均容规晚貌超",
    "县": "域城",
    "省": "会份",
}


@dataclass(frozen=True, slots=True)
class Found:
    start: int
    end: int
    level: str
    rule: str
    confidence: float
    bare: bool = False


_COINED = re.compile(r"(?:“[^“”，。；：！？、]{0,12}|《[^《》]{0,20})\Z")
_COINED_END = re.compile(r"[^“”，。；：！？、《》]{0,12}[”》]")


def in_coined_name(text: str, start: int) -> bool:
    """“清水好人榜”, 《江南日报》: a bare division in a short quoted name is a part of it; “清水” alone is none."""
    opened = _COINED.search(text, max(0, start - 22), start)
    return opened is not None and bool(_COINED_END.match(text, start + 2))


def ends_well(walker: Walker, end: int) -> bool:
    text = walker.text
    if text.startswith("省会", end - 1) and gazetteer.divisions().get(text[end : end + 3]):
        return True  # 湖南省|会同县
    if text[end - 1 : end + 1] == "县城" and text[end + 1 : end + 2] in tuple("东西南北关"):
        return True  # 清水县|城东小学
    return end >= len(text) or text[end] not in _NOT_AFTER.get(text[end - 1], "")
