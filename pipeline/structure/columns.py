"""Printed lines in reading order: columns from left to right, a headline across the page before what it heads.

All from size and place. White space that no line crosses parts columns; a line that crosses it begins a new band.
Captions and credits, which are set smaller and may cross columns, are put back after the line that they stand below.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.model.source import Box, RawDocument, RawLine, RawPage
from pipeline.structure.captions import is_credit, is_marked_caption
from pipeline.structure.lines import Line
from pipeline.structure.margins import without_margins

SMALL = 0.92  # of the size of the body: below it, captions and credits
GUTTER = 0.7  # narrowest white space between columns, in characters
NARROWEST = 5.0  # a column of text is at least so many characters wide
HEADLINE = 1.25
LONGEST_SMALL = 150
TOLERANCE = (
    2.1  # characters that a full line may stop short: a mark that may not begin a line hangs out of others
)


USUAL_SIZE = 10.5  # points
LEAST_BODY = 60  # characters: less beside a table is a title or a note


@dataclass(frozen=True, slots=True)
class Placed:
    """A line and its box, with the size of its page's body for measure."""

    text: str
    box: Box
    scale: float
    raw: RawLine
    em: float  # size of the body, points


def paged_lines(raw: RawDocument) -> tuple[tuple[Line, ...], tuple[str, ...]]:
    """The lines of a document with boxes in reading order, and the texts in the margins that were left out."""
    pages, left_out = without_margins(raw.pages)
    body = _body_size([line for page in pages for line in page.lines])
    edges = _edges([_placed(line, body) for page in pages for line in page.lines if line.box is not None])
    lines: list[Line] = []
    for page in pages:
        em = _page_size(page, body)
        placed = [_placed(line, em) for line in page.lines if line.box is not None and line.text.strip()]
        lines += _measured(_rows_joined(ordered(placed)), page.number, edges)
    return _indents_if_any(lines), left_out


def _indents_if_any(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Where no paragraph is indented, a flush line says nothing."""
    indented = sum(line.opens is True and line.full is True for line in lines)
    if indented >= max(1, 0.03 * len(lines)):
        return tuple(lines)
    return tuple(replace(line, opens=None) for line in lines)


def _placed(line: RawLine, em: float) -> Placed:
    assert line.box is not None
    return Placed(
        line.text.strip("\u3000 \xa0") if line.table is None else line.text,
        line.box,
        (line.font_size or em) / em,
        line,
        em,
    )


def _body_size(lines: Sequence[RawLine]) -> float:
    """The size that most characters outside tables have, points. A table under nothing but its title has no body."""
    weights: Counter[float] = Counter()
    for line in lines:
        if line.font_size and line.table is None:
            weights[round(line.font_size * 2) / 2] += len(line.text)
    if not weights:
        return USUAL_SIZE
    body = max(weights, key=lambda size: (weights[size], size))
    titled_table = any(line.table is not None for line in lines) and sum(weights.values()) < LEAST_BODY
    return min(body, USUAL_SIZE) if titled_table else body


def _page_size(page: RawPage, body: float) -> float:
    """The size of the body on this page: another one where nearly all of it is set so."""
    own = _body_size(page.lines)
    total = sum(len(line.text) for line in page.lines if line.table is None)
    of_own = sum(len(line.text) for line in page.lines if line.font_size and abs(line.font_size - own) <= 0.5)
    return own if total >= 200 and of_own > 0.8 * total else body


def ordered(lines: Sequence[Placed]) -> list[Placed]:
    """Lines of one page in reading order."""
    floats = [line for line in lines if _floats(line)]
    fixed = [line for line in lines if not _floats(line)]
    order = _order(sorted(_across(fixed), key=_by_place)) if fixed else []
    for line in _grouped(sorted(floats, key=_by_place)):
        order.insert(_place_of(line, order), line)
    return order


def _by_place(line: Placed) -> tuple[float, float]:
    return (round(line.box.y0, 1), line.box.x0)


def _floats(line: Placed) -> bool:
    if line.raw.table is not None:
        return False
    return line.scale < SMALL or is_credit(line.text) or is_marked_caption(Line(line.text))


def _grouped(lines: Sequence[Placed]) -> list[Placed]:
    """Small lines below one another joined: a caption of several lines is one."""
    groups: list[Placed] = []
    for line in lines:
        above = next((g for g in reversed(groups) if _carries_on(g, line)), None)
        if above is None:
            groups.append(line)
            continue
        box = Box(min(above.box.x0, line.box.x0), above.box.y0, max(above.box.x1, line.box.x1), line.box.y1)
        groups[groups.index(above)] = replace(above, text=above.text + line.text, box=box)
    return groups


def _carries_on(above: Placed, line: Placed) -> bool:
    em = line.em * line.scale
    near = 0 <= line.box.y0 - above.box.y1 + 0.5 * em < 1.4 * em and abs(above.scale - line.scale) < 0.06
    overlap = min(above.box.x1, line.box.x1) - max(above.box.x0, line.box.x0)
    return (
        near
        and overlap > 0.4 * min(above.box.width, line.box.width)
        and not (is_credit(above.text) or is_credit(line.text) or above.text.endswith(("。", "）")))
    )


def _place_of(line: Placed, order: Sequence[Placed]) -> int:
    """Just after the lowest line above it in its own column, else before the first line below it."""
    above = [
        (other.box.y0, place)
        for place, other in enumerate(order)
        if other.box.y0 < line.box.y0 and min(other.box.x1, line.box.x1) - max(other.box.x0, line.box.x0) > 0
    ]
    if above:
        return max(above)[1] + 1
    below = [
        place
        for place, other in enumerate(order)
        if min(other.box.x1, line.box.x1) - max(other.box.x0, line.box.x0) > 0
    ]
    return below[0] if below else len(order)


def _across(lines: Sequence[Placed]) -> list[Placed]:
    """The lines, with each headline that has nothing beside it made as wide as them all: it heads the columns below."""
    left, right = min(line.box.x0 for line in lines), max(line.box.x1 for line in lines)
    return [
        replace(line, box=replace(line.box, x0=left, x1=right))
        if line.scale >= HEADLINE and not any(_beside(line, other) for other in lines)
        else line
        for line in lines
    ]


def _beside(line: Placed, other: Placed) -> bool:
    return (
        other is not line
        and min(line.box.y1, other.box.y1) - max(line.box.y0, other.box.y0) > 0.2 * other.em
        and (other.box.x0 >= line.box.x1 or other.box.x1 <= line.box.x0)
    )


def _order(lines: Sequence[Placed]) -> list[Placed]:
    """Bands from top to bottom; in a band with white space from top to bottom, column by column."""
    done: list[Placed] = []
    place = 0
    while place < len(lines):
        end = _band_end(lines, place)
        band = lines[place:end]
        columns = _columns(band) if len(band) > 1 else [list(band)]
        if len(columns) == 1:
            done += sorted(band, key=_by_place)
        else:
            for column in columns:
                done += _order(sorted(column, key=_by_place))
        place = end
    return done


def _band_end(lines: Sequence[Placed], begin: int) -> int:
    """The end of the longest band from `begin` on that white space parts from top to bottom; one line where none does."""
    segments: list[tuple[float, float]] = []
    end = begin + 1
    parted = False
    for place in range(begin, len(lines)):
        segments = _covered(segments, lines[place].box, GUTTER * lines[place].em)
        if len(segments) > 1:
            parted, end = True, place + 1
        elif parted:
            break
    if parted and len(_columns(lines[begin:end])) > 1:
        return end
    return begin + 1


def _covered(segments: Sequence[tuple[float, float]], box: Box, gutter: float) -> list[tuple[float, float]]:
    """The stretches of the page's width that lines cover, with `box`; those nearer than a gutter are one."""
    merged: list[tuple[float, float]] = []
    for x0, x1 in sorted([*segments, (box.x0, box.x1)]):
        if merged and x0 - merged[-1][1] < gutter:
            merged[-1] = (merged[-1][0], max(merged[-1][1], x1))
        else:
            merged.append((x0, x1))
    return merged


def _columns(band: Sequence[Placed]) -> list[list[Placed]]:
    """The columns of a band; one where what looks like columns are the cells of rows, too narrow for text."""
    segments: list[tuple[float, float]] = []
    for line in band:
        segments = _covered(segments, line.box, GUTTER * line.em)
    em = band[0].em
    wide = [segment for segment in segments if segment[1] - segment[0] >= NARROWEST * em]
    if len(segments) < 2 or len(wide) < 2:
        return [list(band)]
    columns: list[list[Placed]] = [[] for _ in segments]
    for line in band:
        columns[next(i for i, (x0, x1) in enumerate(segments) if x0 - 0.1 <= line.box.x0 <= x1 + 0.1)].append(
            line
        )
    return columns if sum(len(column) >= 2 for column in columns) >= 1 else [list(band)]


@dataclass(frozen=True, slots=True)
class Edge:
    left: float
    right: float


def _edges(lines: Sequence[Placed]) -> tuple[Edge, ...]:
    """Left and right edges of the columns of the document: where most lines of the body begin and end.

    A place two characters to the right of another one is where paragraphs are indented, and no edge.
    """
    body = [line for line in lines if SMALL <= line.scale < 1.08 and line.raw.table is None]
    if not body:
        return ()
    em = body[0].em
    starts: list[list[Placed]] = []
    for line in sorted(body, key=lambda item: item.box.x0):
        if starts and line.box.x0 - starts[-1][0].box.x0 < 0.5 * em:
            starts[-1].append(line)
        else:
            starts.append([line])
    common = [group for group in starts if len(group) >= 3] or starts[:1]
    edges: list[Edge] = []
    for group in common:
        left = group[0].box.x0
        if edges and left - edges[-1].left < 4.5 * em:
            continue
        ends = sorted(line.box.x1 for line in group)
        edges.append(Edge(left, ends[int(0.9 * (len(ends) - 1))]))
    return tuple(edges)


def _rows_joined(lines: Sequence[Placed]) -> list[Placed]:
    """Neighbours that stand side by side on one line, the cells of a row, joined by a tab."""
    rows: list[Placed] = []
    for line in lines:
        above = rows[-1] if rows else None
        if (
            above is None
            or above.raw.table is not None
            or line.raw.table is not None
            or _floats(above)
            or _floats(line)
        ):
            rows.append(line)
        elif abs(above.box.y0 - line.box.y0) < 0.5 * line.em and line.box.x0 >= above.box.x1:
            box = Box(above.box.x0, above.box.y0, line.box.x1, max(above.box.y1, line.box.y1))
            rows[-1] = replace(above, text=f"{above.text}\t{line.text}", box=box)
        else:
            rows.append(line)
    return rows


def _measured(lines: Sequence[Placed], number: int | None, edges: Sequence[Edge]) -> list[Line]:
    """The lines with what their place tells: whether each is indented, full, or stands apart from the one above."""
    found: list[Line] = []
    above: Placed | None = None
    for line in lines:
        edge = next((e for e in reversed(edges) if e.left <= line.box.x0 + 0.5 * line.em), None)
        indent = (line.box.x0 - edge.left) / line.em if edge else None
        small = _floats(line) and line.scale < SMALL and len(line.text) <= LONGEST_SMALL
        gap = 0
        if (
            above is not None
            and line.box.y0 - above.box.y1 > 0
            and line.box.y0 - above.box.y1 > 1.6 * line.em
        ):
            gap = 1
        found.append(
            Line(
                line.text, number, gap,
                opens=None if indent is None else indent > 0.7,
                full=bool(edge) and line.box.x1 >= edge.right - TOLERANCE * line.em if edge else False,
                scale=round(line.scale, 2), bold=line.raw.bold,
                style=line.raw.style or ("caption" if small else None), table=line.raw.table,
            )
        )  # fmt: skip
        above = line
    return found
