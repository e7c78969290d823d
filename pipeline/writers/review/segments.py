"""Highlights that cross: a text cut at every boundary of its spans, each segment with all the spans that cover it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable

Span = tuple[int, int, int]  # start, end (half open), and the number of what stands there
Segment = tuple[int, tuple[int, ...]]  # length, and the numbers of the spans that cover it, ascending

_WIDE = re.compile("[\U00010000-\U0010ffff]")


def cut(length: int, spans: Iterable[Span]) -> list[Segment]:
    """The segments of a text of `length`, in order; together they are as long as the text.

    `cut(6, [(0, 4, 7), (2, 6, 8)])` is `[(2, (7,)), (2, (7, 8)), (2, (8,))]`. Spans are held to the text; empty
    ones cover nothing.
    """
    opening: dict[int, list[int]] = {}
    closing: dict[int, list[int]] = {}
    for start, end, number in spans:
        start, end = max(start, 0), min(end, length)
        if start < end:
            opening.setdefault(start, []).append(number)
            closing.setdefault(end, []).append(number)
    borders = sorted({0, length, *opening, *closing})
    covering: list[int] = []
    segments: list[Segment] = []
    for border, following in zip(borders, borders[1:], strict=False):
        for number in closing.get(border, ()):
            covering.remove(number)
        covering += opening.get(border, ())
        segments.append((following - border, tuple(sorted(covering))))
    return segments


class Units:
    """Positions in a text as scripts of a page count them, in UTF-16 units: 𠮷 is two."""

    def __init__(self, text: str) -> None:
        self._wide = [match.start() for match in _WIDE.finditer(text)]

    def at(self, position: int) -> int:
        """The position, given in code points, in UTF-16 units."""
        return position + bisect_left(self._wide, position)
