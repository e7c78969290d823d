"""Printed lines in reading order: columns from left to right, a headline across the page before what it heads.

All from size and place. White space that no line crosses parts columns; a line that crosses it begins a new band.
Captions and credits, which are set smaller and may cross columns, are put back after the line that they stand below.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from pipeline.model.source import Box, RawDocument, RawLine, RawPage
from pipeline.structure.bylines import parse_byline
from pipeline.structure.captions import is_credit, is_marked_caption
from pipeline.structure.grid import Column, grid_of, span
from pipeline.structure.large import with_downward_titles, with_initials
from pipeline.structure.lines import Line
from pipeline.structure.margins import without_margins
from pipeline.structure.placed import HEADLINE, SMALL, Placed, by_place, level

LONGEST_SMALL = 150
TOLERANCE = (
    2.1  # characters that a full line may stop short: a mark that may not begin a line hangs out of others
)
AT_EDGE = (
    0.9  # characters: where the last mark of a line is set half as wide, the line still reaches the edge
)
USUAL_SIZE = 10.5  # points
LEAST_SIZE = 1.0  # smaller is not meant to be seen
LEAST_BODY = 60  # characters: less beside a table is a title or a note
TITLE = 1.45  # of the size of the body: no heading, and no words set apart
LONGEST_CENTRED = 40  # characters of a line below a headline that stands over the columns too


Spanning = tuple[Placed, int, int]  # a line, the first and the last column that it stands over


def paged_lines(raw: RawDocument) -> tuple[tuple[Line, ...], tuple[str, ...]]:
    """The lines of a document with boxes in reading order, and the texts in the margins that were left out."""
    pages, left_out = without_margins(raw.pages)
    body = _body_size([line for page in pages for line in page.lines])
    whole = grid_of([_placed(line, body) for page in pages for line in page.lines if line.box is not None])
    lines: list[Line] = []
    for page in pages:
        em = _page_size(page, body)
        found = [_placed(line, em) for line in page.lines if line.box is not None and line.text.strip()]
        placed = with_initials(with_downward_titles(found))
        grid = grid_of([line for line in placed if not _floats(line)], whole) or whole
        lines += _measured(_rows_joined(ordered(placed, grid)), page.number, grid)
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
        if line.font_size and line.font_size >= LEAST_SIZE and line.table is None:
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


def ordered(lines: Sequence[Placed], grid: Sequence[Column]) -> list[Placed]:
    """Lines of one page in reading order."""
    floats = [line for line in lines if _floats(line)]
    fixed = [line for line in lines if not _floats(line)]
    wide = sorted(_across(fixed, floats, grid), key=by_place) if fixed else []
    order = [line for line, _, _ in _order([(line, *span(line, grid)) for line in wide])]
    for line in _grouped(sorted(floats, key=by_place)):
        order.insert(_place_of(line, order), line)
    return order


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


def _across(lines: Sequence[Placed], floats: Sequence[Placed], grid: Sequence[Column]) -> list[Placed]:
    """The lines, with each headline that has nothing beside it made as wide as them all, and the byline below it: they
    head the columns below.
    """
    left, right = min(line.box.x0 for line in lines), max(line.box.x1 for line in lines)
    done: list[Placed] = []
    heads = False
    for line in sorted(lines, key=by_place):
        down = line.box.height > line.box.width and len(line.text) > 1
        large = line.scale >= HEADLINE and _heads_band(line, lines, floats, grid)
        heads = (
            not down
            and (large or heads and _centred(line, grid))
            and not any(_beside(line, other) for other in lines)
        )
        done.append(replace(line, box=replace(line.box, x0=left, x1=right)) if heads else line)
    return done


def _heads_band(
    line: Placed, lines: Sequence[Placed], floats: Sequence[Placed], grid: Sequence[Column]
) -> bool:
    """Whether a headline heads other columns than its own: they go on below it, and no picture parts them there."""
    first, last = span(line, grid)
    if first < last:
        return True
    others = [other for other in lines if not first <= span(other, grid)[0] <= last]
    below = [other for other in others if other.box.y0 > line.box.y0]
    if not below:
        return False
    above = max((other.box.y1 for other in others if other.box.y1 < line.box.y1), default=0.0)
    resumed = min(other.box.y0 for other in below)
    pictured = any(
        above < shown.box.y0 < resumed and not first <= span(shown, grid)[0] <= last for shown in floats
    )
    return not pictured and (not above or line.scale >= TITLE)


def _centred(line: Placed, grid: Sequence[Column]) -> bool:
    """Whether a line below a headline stands over the columns like it: on no left edge, or a byline."""
    if len(line.text) > LONGEST_CENTRED:
        return False
    on_edge = any(-0.5 < (line.box.x0 - column.left) / line.em < 2.5 for column in grid)
    return not on_edge or parse_byline(line.text, below_title=True) is not None


def _beside(line: Placed, other: Placed) -> bool:
    return (
        other is not line
        and level(line, other)
        and (other.box.x0 >= line.box.x1 or other.box.x1 <= line.box.x0)
    )


def _order(lines: Sequence[Spanning]) -> list[Spanning]:
    """Bands from top to bottom; in a band that some gutter parts from top to bottom, column by column."""
    done: list[Spanning] = []
    place = 0
    while place < len(lines):
        end, cuts = _band(lines, place)
        band = lines[place:end]
        if not cuts:
            done += band
        else:
            parts: list[list[Spanning]] = [[] for _ in range(len(cuts) + 1)]
            for line in band:
                parts[sum(line[1] > cut for cut in cuts)].append(line)
            for part in parts:
                done += _order(part)
        place = end
    return done


def _band(lines: Sequence[Spanning], begin: int) -> tuple[int, list[int]]:
    """The end of the longest band from `begin` that a gutter parts, and its gutters; one line where none does.

    Gutter n is the one to the right of column n; it parts a band with lines on both sides and none across. Lines that
    stand over the same columns as the first, from it on, are a band too.
    """
    blocked: set[int] = set()
    _, first, last = lines[begin]
    alike, end, cuts = True, begin, list[int]()
    for place in range(begin, len(lines)):
        _, left, right = lines[place]
        alike = alike and left == right == first == last
        if alike:
            end = place + 1
            continue
        first, last = min(first, left), max(last, right)
        blocked.update(range(left, right))
        free = [n for n in range(first, last) if n not in blocked]
        if free:
            end, cuts = place + 1, free
        elif cuts or end > begin:
            break
        else:
            end = begin + 1
            if len(blocked) >= last - first:
                break
    return end, cuts


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


def _printed_at(line: Placed) -> Box:
    """The box that the line is printed in; `_across` may have made its own wider."""
    printed = line.raw.box
    return printed if printed and line.text == line.raw.text.strip("\u3000 \xa0") else line.box


def _measured(lines: Sequence[Placed], number: int | None, grid: Sequence[Column]) -> list[Line]:
    """The lines with what their place tells: whether each is indented, full, or stands apart from the one above."""
    found: list[Line] = []
    above: Placed | None = None
    for line in lines:
        edge = next((e for e in reversed(grid) if e.left <= line.box.x0 + 0.5 * line.em), None)
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
                full=line.box.x1 >= edge.right_of(line) - TOLERANCE * line.em if edge else False,
                reaches=edge is not None and line.box.x1 >= edge.right_of(line) - AT_EDGE * line.em,
                scale=round(line.scale, 2), bold=line.raw.bold,
                style=line.raw.style or ("caption" if small else None), table=line.raw.table,
                box=_printed_at(line), confidence=line.raw.confidence,
            )
        )  # fmt: skip
        above = line
    return found
