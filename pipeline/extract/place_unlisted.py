"""Cities and districts that the list of divisions lacks."""

from __future__ import annotations

import re

from pipeline.extract.edges import Walker
from pipeline.extract.place_areas import area_edge, holds_body, is_generic
from pipeline.extract.place_spans import Found
from pipeline.lexicons import words

# 云溪市委, 岚桥区枫林街道: what shows that a city or district lies before, though the list of divisions lacks it.
_UNLISTED = re.compile(
    r"[市区](?=[县区]?委(?![员托派])|政府|人民|人大|政协|纪委|监委|教育局|[\u4e00-\u9fff]{2,3}(?:县|区|镇|乡|街道)[\u4e00-\u9fff])"
)
_NO_DISTRICT = re.compile(
    "(?:开发|示范|[新园社小地景校库山牧林矿厂城郊辖片街灾老特军战疫禁专区本该全我各省县市州都超夜集门股楼上]|经开|功能|合作|试验|实验|保税|度假|管理|工业|自治|直辖|[县地]级|综合)\\Z"
)


def _begins(one: Found, at: int) -> bool:
    return one.bare and one.end == at and one.level == "county"


def unlisted(walker: Walker, listed: list[Found]) -> list[Found]:
    """Cities and districts that the list of divisions lacks, told by the committee or the town behind them."""
    found: list[Found] = []
    for match in _UNLISTED.finditer(walker.text):
        at, end = match.start(), match.end()
        if at <= walker.floor or any(one.start < end and at < one.end for one in listed):
            continue
        start = area_edge(walker, at, "district")
        # 清水区委: the bare name of a division is the beginning of the name of the district.
        start = max(
            [start, *(one.end for one in [*listed, *found] if one.end <= at and not _begins(one, at))]
        )
        name = walker.text[start:at]
        if not 2 <= len(name) <= 3 or _NO_DISTRICT.search(name) or is_generic(walker, start, at):
            continue
        if holds_body(name) or name in words("name_verbs"):
            continue
        level = "city" if match.group() == "市" else "county"
        found.append(Found(start, end, level, "unlisted division", 0.75))
    return found
