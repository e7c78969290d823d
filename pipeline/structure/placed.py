"""A printed line with its place on the page."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model.source import Box, RawLine

SMALL = 0.92  # of the size of the body: below it, captions and credits
BODY_SCALE = 1.08  # above it, headings
HEADLINE = 1.25


@dataclass(frozen=True, slots=True)
class Placed:
    """A line and its box, with the size of its page's body for measure."""

    text: str
    box: Box
    scale: float
    raw: RawLine
    em: float  # size of the body, points


def by_place(line: Placed) -> tuple[float, float]:
    return (round(line.box.y0, 1), line.box.x0)


def level(one: Placed, other: Placed, share: float = 0.2) -> bool:
    """Whether two lines stand beside each other, by more than a share of the size of the body."""
    return min(one.box.y1, other.box.y1) - max(one.box.y0, other.box.y0) > share * other.em
