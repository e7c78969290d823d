"""What a page or a site puts around a text: running heads, page numbers, click counts, navigation. Left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from pipeline.lexicons import table
from pipeline.structure.bylines import parse_byline
from pipeline.structure.captions import is_unfinished
from pipeline.structure.lines import Line
from pipeline.structure.running_heads import running_head

PAGE_NUMBER = re.compile(
    "^(?:[-—–－·•\\s]*[—–－·•-]\\s*[0-9]{1,4}\\s*[-—–－·•][-—–－·•\\s]*|第\\s*[0-9]{1,4}\\s*页(?:\\s*[/／,，]?\\s*共\\s*[0-9]{1,4}\\s*页)?"
    "|[0-9]{1,4}\\s*/\\s*[0-9]{1,4}|[Pp]\\.?\\s*[0-9]{1,4}|[Pp]age\\s*[0-9]{1,4}(?:\\s*of\\s*[0-9]{1,4})?)$"
)
BARE_NUMBER = re.compile("^[0-9]{1,4}$")
LICENCE = re.compile(
    "^[京沪津渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼](?:ICP备|公网安备)|^首页\\s*[>＞»/·-]|ICP备.{0,20}号|^发表于[\u3400-\u9fff]{2,4}$"
)
COUNTERS = re.compile(
    "^(?:(?:阅读|点赞|在看|浏览|点击|评论|转发|收藏|分享|赞|喜欢)(?:量|数|次数)?\\s*[:：]?\\s*[0-9.]+\\s*(?:万?\\+|万|次|人)?\\s*)+$"
)
COLUMN = re.compile(
    "^(?:[\u3400-\u9fff]{2,8}\\s*[|｜丨/／·]?\\s*)?[A-Z]{4,}(?:[ &'’-]+[A-Z]{2,})*$"
)  # 一线视窗 FRONTLINE
AROUND = "【】[]［］()（）|｜丨·•-—–＞>:：/ \t\u3000\xa0"
SEPARATOR = re.compile("^[=＝*＊#_~～—–\\-－·.。…]{4,}$")
LONGEST_HEAD = 30
LONG = 20  # a line so long is of a text, not a cell of a table set one cell a line
NEAR_PAGES = 60


def without_furniture(lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[str, ...]]:
    """The lines that are text, and the texts of those left out, in order."""
    repeated = _repeated_heads(lines)
    places = _issue_heads(lines)
    places |= _page_numbers(lines, places)
    kept: list[Line] = []
    left: list[str] = []
    for place, line in enumerate(lines):
        if line.table is None and (line.text in repeated or place in places or is_furniture(line.text)):
            left.append(line.text)
        else:
            kept.append(line)
    return tuple(kept), tuple(left)


def is_furniture(text: str) -> bool:
    """A page number with its marks, a line of navigation, a line of click counts only."""
    if len(text) > 60:
        return False
    if (
        PAGE_NUMBER.match(text)
        or LICENCE.search(text)
        or COUNTERS.match(text)
        or COLUMN.match(text)
        or _navigates(text)
    ):
        return True
    byline = parse_byline(text) if "：" in text or ":" in text else None
    return byline is not None and byline.furniture


def _navigates(text: str) -> bool:
    bare = text.lstrip(AROUND)
    if bare.startswith(_navigation("start")):
        return True
    parts = [part for part in re.split(f"[{re.escape(AROUND)}]+", text) if part]
    whole = _navigation("whole")
    return bool(parts) and (all(part in whole for part in parts) or bare.rstrip(AROUND) in whole)


@cache
def _navigation(kind: str) -> tuple[str, ...]:
    return tuple(word for word, of in table("navigation_words") if of == kind)


def _repeated_heads(lines: Sequence[Line]) -> frozenset[str]:
    """Short lines that come back three times or more, at least once in the middle of a sentence."""
    counts = Counter(
        line.text
        for line in lines
        if line.table is None and len(line.text) <= LONGEST_HEAD and line.full is not True
    )
    often = {
        text
        for text, count in counts.items()
        if 3 <= count <= 0.3 * len(lines) and not text.endswith(("。", "：", "！", "？"))
    }
    if not often:
        return frozenset()
    cutting = set()
    for above, line in zip(lines, lines[1:], strict=False):
        if line.text in often and (is_unfinished(above.text) or PAGE_NUMBER.match(above.text)):
            cutting.add(line.text)
    return frozenset(cutting)


def _issue_heads(lines: Sequence[Line]) -> set[int]:
    """Places of the running heads of a periodical. Without a page number one may be the dateline of the headline."""
    return {
        place
        for place, line in enumerate(lines)
        if line.table is None
        and (found := running_head(line.text))
        and (found.page is not None or place >= 3)
    }


def _page_numbers(lines: Sequence[Line], heads: set[int]) -> set[int]:
    """Places of the bare numbers that number pages: between lines of text, or beside others that go up by one."""
    bare = [
        (place, int(line.text))
        for place, line in enumerate(lines)
        if line.table is None
        and BARE_NUMBER.match(line.text)
        and not line.text.startswith("0")
        and len(line.text) <= 3
    ]
    shown = {found.page for place in heads if (found := running_head(lines[place].text)) and found.page}
    values = {number for _, number in bare}
    known = {
        number
        for _, number in bare
        if {number - 1, number + 1} & values or any(abs(number - page) <= NEAR_PAGES for page in shown)
    }
    return {place for place, number in bare if _numbers_page(lines, place, number in known, heads)}


def _numbers_page(lines: Sequence[Line], place: int, known: bool, heads: set[int]) -> bool:
    if {place - 1, place + 1} & heads:
        return True
    above = place == 0 or len(lines[place - 1].text) >= LONG
    cut = place > 0 and is_unfinished(lines[place - 1].text)
    below = place + 1 == len(lines) or cut or len(lines[place + 1].text) >= LONG
    return (above or below) if known else (above and below)
