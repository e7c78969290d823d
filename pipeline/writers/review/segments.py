"""Highlights that cross: a text cut at every boundary of its spans, each segment with all the spans that cover it."""

from __future__ import annotations

from collections.abc import Iterable

Span = tuple[int, int, int]  # start, end (half open), and the number of what stands there
Segment = tuple[int, tuple[int, ...]]  # length, and the numbers of the spans that cover it, ascending


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


def utf16(text: str, *positions: int) -> tuple[int, ...]:
    """Positions in code points as positions in UTF-16 units, in which scripts of a page count: 𠮷 is two."""
    if text.isascii() or max(text) <= "\uffff":
        return positions
    return tuple(p + sum(character > "\uffff" for character in text[:p]) for p in positions)
