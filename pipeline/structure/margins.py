"""Running heads, running feet and page numbers of paged files: what stands at the edge of page after page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from pipeline.model.source import RawLine, RawPage
from pipeline.structure.furniture import BARE_NUMBER, PAGE_NUMBER

HEAD_ZONE, FOOT_ZONE = 0.1, 0.9  # shares of the height of the page
NARROW_HEAD, NARROW_FOOT = 0.075, 0.93  # here a line of a single page is taken for a running one
LONGEST = 50
HEADLINE, APART = 1.25, 1.5  # of the size of the body: a headline, and the room above it
DOTTED_NUMBER = re.compile(
    "^[.。·•*-]\\s*[0-9]{1,4}\\s*[.。·•*-]?$|^[0-9]{1,4}\\s*[.。·•*-]$"
)  # as scans give it
ISSUE = re.compile("[0-9]{4}年|第\\s*[0-9]+\\s*期|总第|[0-9]+\\s*版|页")


def without_margins(pages: Sequence[RawPage]) -> tuple[tuple[RawPage, ...], tuple[str, ...]]:
    """The pages without what runs along their edges, and the texts taken away, each one once."""
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({_shape(line.text) for line in page.lines if _at_edge(line, page, HEAD_ZONE, FOOT_ZONE)})
    repeated = {
        shape for shape, count in seen.items() if count >= 2 and (count >= 3 or count >= 0.5 * len(pages))
    }
    size = _common_size(pages)
    kept_pages: list[RawPage] = []
    left: list[str] = []
    for page in pages:
        kept: list[RawLine] = []
        for line in page.lines:
            if _runs_along(line, page, repeated, size):
                left.append(line.text)
            else:
                kept.append(line)
        kept_pages.append(replace(page, lines=tuple(kept)))
    return tuple(kept_pages), tuple(dict.fromkeys(left))


def _shape(text: str) -> str:
    """The text with its figures made one: 第3页 and 第4页 are alike."""
    return re.sub("[0-9]+", "0", re.sub("\\s", "", text))


def _at_edge(line: RawLine, page: RawPage, head: float, foot: float) -> bool:
    if line.box is None or not page.height or line.table is not None or len(line.text) > LONGEST:
        return False
    middle = (line.box.y0 + line.box.y1) / 2
    return middle < head * page.height or middle > foot * page.height


def _runs_along(line: RawLine, page: RawPage, repeated: set[str], size: float) -> bool:
    if not _at_edge(line, page, HEAD_ZONE, FOOT_ZONE):
        return False
    text = line.text.strip()
    if (
        _shape(text) in repeated
        or PAGE_NUMBER.match(text)
        or BARE_NUMBER.match(text)
        or DOTTED_NUMBER.match(text)
    ):
        return True
    if _over_headline(line, page, size):
        return True
    small = (line.font_size or size) < 0.92 * size
    return (
        _at_edge(line, page, NARROW_HEAD, NARROW_FOOT)
        and (small or bool(ISSUE.search(text) and len(text) <= 30))
        and not text.endswith("。")
    )


def _over_headline(line: RawLine, page: RawPage, size: float) -> bool:
    """A short line at the very top, no larger than the body, well above a headline: the running head of a single page."""
    if (
        not _at_edge(line, page, NARROW_HEAD, 1.0)
        or line.box is None
        or (line.font_size or 0.0) > 1.05 * size
    ):
        return False
    below = [other for other in page.lines if other.box and other.box.y0 > line.box.y1 - 0.2 * size]
    first = min(below, key=lambda other: other.box.y0 if other.box else 0.0, default=None)
    return (
        first is not None
        and first.box is not None
        and (first.font_size or 0.0) >= HEADLINE * size
        and first.box.y0 - line.box.y1 > APART * size
        and not line.text.startswith("附")
    )


def _common_size(pages: Sequence[RawPage]) -> float:
    weights: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            weights[line.font_size or 0.0] += len(line.text)
    weights.pop(0.0, None)
    return max(weights, key=lambda size: (weights[size], size)) if weights else 0.0
