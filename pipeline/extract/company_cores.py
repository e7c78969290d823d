"""What a company is called for short: 飞鹤电动工具, 飞鹤电动 of 浙江飞鹤电动工具有限公司."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.extract import gazetteer
from pipeline.extract.body_spans import is_word

_FULL = re.compile(
    r"(?P<body>[\u4e00-\u9fff]{4,20}?)(?:（[\u4e00-\u9fff]{2,4}）)?(?:集团)?(?:股份|控股)?有限(?:责任)?公司(?![\u4e00-\u9fff]{0,12}公司)"
)
_LEVEL = re.compile("[省市县区]")
_SHORTEST = 4  # place and trade name, or trade name and trade


@lru_cache(maxsize=4096)
def cores(name: str) -> tuple[str, ...]:
    """The short names that a text may use for the company `name`, the longest first; none where they are plain words."""
    match = _FULL.match(name)
    if match is None:
        return ()
    body = _without_place(match["body"])
    if len(body) < _SHORTEST or is_word(body) or is_word(body[:2]):
        return ()
    return tuple(dict.fromkeys((body, body[:_SHORTEST])))


def _without_place(body: str) -> str:
    while True:
        place = next((end for start, end, _ in gazetteer.find(body) if start == 0), 0)
        if not place:
            return body
        level = _LEVEL.match(body, place)
        body = body[level.end() if level else place :]
