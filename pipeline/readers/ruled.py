"""Ruled tables of a page, from the lines drawn on it and its characters: whatever reads the page, the cells are found so.

Lines that meet make the corners of cells; cells that share corners make a table. A table open at its sides, as yearbooks
set them, is closed where its horizontal lines end.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.model.source import Box, RawLine
from pipeline.readers.glyphs import Glyph, printed_lines

SNAP = 3.0  # points: lines so near are one, ends so near meet
SHORTEST = 4.0  # points of a line; shorter is a dash or the end of a stroke
STEPS = 400_000  # looked at for the cells of one page: a drawing may ask for ever
OPEN_SIDE = 15.0  # points beyond the last vertical line that a column open at its side is wide, at least

Spans = dict[float, list[tuple[float, float]]]  # where lines lie, by their place across


@dataclass(frozen=True)
class Table:
    """Rows of cells as lines, with the place of each."""

    rows: tuple[RawLine, ...]
    area: Box


@dataclass
class Grid:
    """Lines of a page, merged, and the places where they cross."""

    level: Spans
    upright: Spans
    across: dict[float, list[float]] = field(default_factory=lambda: defaultdict(list))  # x of corners by y
    down: dict[float, list[float]] = field(default_factory=lambda: defaultdict(list))
    steps: int = STEPS


def tables(drawn: Iterable[Box], glyphs: Sequence[Glyph]) -> tuple[list[Table], list[Glyph]]:
    """Tables of two rows and two columns at least, and the characters that stand in none."""
    grid = _grid(drawn)
    found: list[Table] = []
    rest = list(glyphs)
    for cells in _groups(_cells(grid)):
        area = _around(cells)
        table, taken = _table(cells, rest, area)
        if table:
            found.append(table)
            rest = [g for g in rest if id(g) not in taken]
    return found, rest


def _grid(drawn: Iterable[Box]) -> Grid:
    level, upright = [], []
    for line in drawn:
        if line.height <= SNAP / 2 < line.width:
            level.append(((line.y0 + line.y1) / 2, line.x0, line.x1))
        elif line.width <= SNAP / 2 < line.height:
            upright.append(((line.x0 + line.x1) / 2, line.y0, line.y1))
    grid = Grid(_merged(level), _merged(upright))
    _close_sides(grid)
    for y, spans in grid.level.items():
        for x, others in grid.upright.items():
            if _covers(spans, x, x) and _covers(others, y, y):
                grid.across[y].append(x)
                grid.down[x].append(y)
    for places in (*grid.across.values(), *grid.down.values()):
        places.sort()
    return grid


def _merged(lines: Sequence[tuple[float, float, float]]) -> Spans:
    """Lines that lie at one place as spans without overlap."""
    groups: list[list[tuple[float, float, float]]] = []
    for line in sorted(lines):
        if groups and line[0] - groups[-1][-1][0] <= SNAP:
            groups[-1].append(line)
        else:
            groups.append([line])
    found: Spans = {}
    for group in groups:
        spans: list[tuple[float, float]] = []
        for _, begin, end in sorted(group, key=lambda line: line[1:]):
            if spans and begin - spans[-1][1] <= SNAP:
                spans[-1] = (spans[-1][0], max(spans[-1][1], end))
            else:
                spans.append((begin, end))
        long = [span for span in spans if span[1] - span[0] >= SHORTEST]
        if long:
            found[sum(line[0] for line in group) / len(group)] = long
    return found


def _covers(spans: Sequence[tuple[float, float]], begin: float, end: float) -> bool:
    return any(a - SNAP <= begin and end <= b + SNAP for a, b in spans)


def _close_sides(grid: Grid) -> None:
    """Adds vertical lines where three horizontal ones of equal length, with a vertical one across them all, end alike."""
    alike: dict[tuple[int, int], list[tuple[float, float, float]]] = defaultdict(list)
    for y, spans in grid.level.items():
        for begin, end in spans:
            alike[round(begin / SNAP), round(end / SNAP)].append((y, begin, end))
    for lines in alike.values():
        (top, begin, end), bottom = lines[0], lines[-1][0]
        inside = [
            x
            for x, spans in grid.upright.items()
            if begin - SNAP < x < end + SNAP and _covers(spans, top, bottom)
        ]
        if len(lines) < 3 or not inside:
            continue
        for side, nearest in ((begin, min(inside)), (end, max(inside))):
            if abs(side - nearest) > OPEN_SIDE:
                grid.upright.setdefault(side, []).append((top, bottom))


def _cells(grid: Grid) -> Iterator[Box]:
    """The smallest rectangle down and right of each corner."""
    for y in sorted(grid.across):
        for x in grid.across[y]:
            cell = _cell_at(grid, x, y)
            if cell:
                yield cell
            if grid.steps <= 0:
                return


def _cell_at(grid: Grid, x: float, y: float) -> Box | None:
    row, column = grid.across[y], grid.down[x]
    for below in column[bisect_right(column, y) :]:
        if not _covers(grid.upright[x], y, below):
            return None
        for right in row[bisect_right(row, x) :]:
            grid.steps -= 1
            if grid.steps <= 0 or not _covers(grid.level[y], x, right):
                break
            if (
                right in grid.across[below]
                and _covers(grid.level[below], x, right)
                and _covers(grid.upright[right], y, below)
            ):
                return Box(x, y, right, below)
    return None


def _groups(cells: Iterable[Box]) -> list[list[Box]]:
    """Cells that share corners, from the top of the page."""
    groups: list[list[Box]] = []
    of: dict[tuple[float, float], list[Box]] = {}
    for cell in cells:
        corners = [(x, y) for x in (cell.x0, cell.x1) for y in (cell.y0, cell.y1)]
        met: list[list[Box]] = []
        for corner in corners:
            if corner in of and all(of[corner] is not group for group in met):
                met.append(of[corner])
        group = max(met, key=len, default=[])
        group.append(cell)
        for other in met:
            if other is not group:
                group += other
                for box in other:
                    of.update({(x, y): group for x in (box.x0, box.x1) for y in (box.y0, box.y1)})
                other.clear()
        of.update({corner: group for corner in corners})
        if len(group) == 1:
            groups.append(group)
    return [group for group in groups if len(group) >= 2]


def _around(cells: Sequence[Box]) -> Box:
    return Box(
        min(c.x0 for c in cells), min(c.y0 for c in cells), max(c.x1 for c in cells), max(c.y1 for c in cells)
    )


def _table(cells: Sequence[Box], glyphs: Sequence[Glyph], area: Box) -> tuple[Table | None, set[int]]:
    """The cells' texts in rows, and the characters taken; None of a single row or column, or without a character."""
    tops, lefts = sorted({cell.y0 for cell in cells}), sorted({cell.x0 for cell in cells})
    if len(tops) < 2 or len(lefts) < 2:
        return None, set()
    held = _held(cells, glyphs, tops, lefts)
    sides = (lefts[0], lefts[-1])
    used = [left for left in lefts if left not in sides or any((top, left) in held for top in tops)]
    if len(used) < 2 or not held:
        return None, set()
    rows = []
    for top in tops:
        bottom = max(cell.y1 for cell in cells if cell.y0 == top)
        text = "\t".join(_joined(held.get((top, left), ())) for left in used)
        rows.append(RawLine(text, Box(area.x0, top, area.x1, bottom), table=0))
    return Table(tuple(rows), area), {id(g) for inside in held.values() for g in inside}


def _held(
    cells: Sequence[Box], glyphs: Sequence[Glyph], tops: Sequence[float], lefts: Sequence[float]
) -> Mapping[tuple[float, float], list[Glyph]]:
    """The characters of each cell by its top and left; a merged cell has them at its first row and column."""
    at: dict[tuple[int, int], Box] = {}
    for cell in cells:
        for row in range(tops.index(cell.y0), bisect_right(tops, cell.y1 - SNAP)):
            for column in range(lefts.index(cell.x0), bisect_right(lefts, cell.x1 - SNAP)):
                at.setdefault((row, column), cell)
    held: dict[tuple[float, float], list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        x, y = (glyph.x0 + glyph.x1) / 2, (glyph.y0 + glyph.y1) / 2
        found = at.get((bisect_right(tops, y) - 1, bisect_right(lefts, x) - 1))
        if found and x <= found.x1 and y <= found.y1:
            held[found.y0, found.x0].append(glyph)
    return held


def _joined(glyphs: Sequence[Glyph]) -> str:
    """The printed lines of a cell as one text, blanks between Latin words."""
    done = ""
    lines = [line for line in printed_lines(glyphs) if line.box]
    lines.sort(key=lambda line: (round(line.box.y1), line.box.x0) if line.box else (0, 0.0))
    for line in lines:
        latin = (
            done[-1:].isalpha() and done[-1:].isascii() and line.text[:1].isalpha() and line.text.isascii()
        )
        done += (" " if latin else "") + line.text
    return done.replace("\t", " ").strip()
