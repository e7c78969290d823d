"""The columns of a page: where lines of the body begin side by side, and where they end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.structure.placed import BODY_SCALE, SMALL, Placed, level

NARROWEST = 5.0  # a column of text is at least so many characters wide
NEAR = 0.5  # characters between starts of lines on one edge
APART = 4.5  # an edge so near to another one is its indent
COMMON, COMMON_SHARE = 3, 0.15  # lines that end at one right edge, at least, and their share of the column
SPREAD = 1.2  # characters that a full line may stop short of the edge
BESIDE, BESIDE_SHARE = 3, 0.3  # lines of a column that have another one on their left, at least
INTO = 1.0  # characters that a line must reach into a column to stand over it


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a page, points: its left edge, and the right edges that its full lines have."""

    left: float
    rights: tuple[float, ...]

    def right_of(self, line: Placed) -> float:
        """The right edge that the line was set to."""
        reach = line.box.x1 - 0.6 * line.em
        return next((right for right in self.rights if right >= reach), self.rights[-1])


def grid_of(lines: Sequence[Placed], known: Sequence[Column] = ()) -> tuple[Column, ...]:
    """The columns from left to right. `known` are those of the whole document: one line on such an edge shows it."""
    body = [line for line in lines if SMALL <= line.scale < BODY_SCALE and line.raw.table is None]
    if not body:
        return ()
    em = body[0].em
    columns: list[Column] = []
    left_over: list[list[Placed]] = []
    for group in _groups(body):
        left = group[0].box.x0
        if columns and left - columns[-1].left < APART * em:
            continue
        told = any(abs(column.left - left) < NEAR * em for column in known)
        if not columns or told or _stands_beside(group, body):
            columns.append(Column(left, _rights(group, body)))
        else:
            left_over.append(group)
    regular = [Column(g[0].box.x0, _rights(g, body)) for g in left_over if _in_step(g[0].box.x0, columns, em)]
    return tuple(sorted((*columns, *regular), key=lambda column: column.left))


def _in_step(left: float, columns: Sequence[Column], em: float) -> bool:
    """Whether an edge is as far from the last column as the columns are from one another: one short line shows it."""
    if len(columns) < 2:
        return False
    step = columns[1].left - columns[0].left
    return any(abs(left - columns[-1].left - n * step) < NEAR * em for n in (1, 2))


def span(line: Placed, columns: Sequence[Column]) -> tuple[int, int]:
    """The first and the last column that a line stands over."""
    first = max((n for n, c in enumerate(columns) if c.left <= line.box.x0 + NEAR * line.em), default=0)
    last = max((n for n, c in enumerate(columns) if c.left + INTO * line.em < line.box.x1), default=0)
    return first, max(first, last)


def _groups(body: Sequence[Placed]) -> list[list[Placed]]:
    """Lines that begin at one place, from left to right."""
    starts: list[list[Placed]] = []
    for line in sorted(body, key=lambda item: item.box.x0):
        if starts and line.box.x0 - starts[-1][0].box.x0 < NEAR * line.em:
            starts[-1].append(line)
        else:
            starts.append([line])
    return starts


def _stands_beside(group: Sequence[Placed], body: Sequence[Placed]) -> bool:
    """Whether the lines are a column to the right of another one, not a list set in, nor the cells of rows."""
    em, left = group[0].em, group[0].box.x0
    column = [line for line in body if -NEAR * em < line.box.x0 - left < APART * em]
    wide = [line for line in group if line.box.width >= NARROWEST * em]
    if not wide or 2 * len(wide) < len(group):
        return False
    top, bottom = min(line.box.y0 for line in column) - NEAR * em, max(line.box.y1 for line in column)
    across = sum(
        other.box.x0 < left - em
        and other.box.x1 > left + INTO * em
        and top < (other.box.y0 + other.box.y1) / 2 < bottom
        for other in body
    )
    if not across:
        return len(column) >= 2 and any(
            _is_left(other, left, em) and top < other.box.y0 < bottom for other in body
        )
    beside = sum(any(_is_left(other, left, em) and level(line, other) for other in body) for line in wide)
    return beside >= BESIDE and beside >= BESIDE_SHARE * len(wide)


def _is_left(other: Placed, left: float, em: float) -> bool:
    return other.box.x1 <= left + 0.3 * em and other.box.width >= NARROWEST * em


def _rights(group: Sequence[Placed], body: Sequence[Placed]) -> tuple[float, ...]:
    """The places at which many of the lines end; the furthest end where there is none."""
    em = group[0].em
    left = group[0].box.x0
    ends = sorted(line.box.x1 for line in body if -NEAR * em < line.box.x0 - left < APART * em)
    found: list[float] = []
    for end in ends:
        count = sum(end - SPREAD * em <= other <= end for other in ends)
        if count >= COMMON and count >= COMMON_SHARE * len(ends):
            if found and end - found[-1] < SPREAD * em:
                found[-1] = end
            else:
                found.append(end)
    return tuple(found) or (ends[int(0.9 * (len(ends) - 1))],)
