"""Where the tables of a sheet are, and which texts stand on the edges of each empty cell.

A table is found by its shape: rows of headings in which texts stand side by side, then rows whose first cells are
texts and whose others wait to be filled. Merged cells count for every cell that they cover.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pipeline.writers.forms.asking import SUMS, is_unit

Grid = list[list[str]]  # texts by row and column, "" for empty; all rows of one length
MOST_CELLS = 400_000
# What the libraries of office files raise on one that is damaged: SyntaxError is what both parsers of XML call a
# character that XML cannot hold (&#0;, half a surrogate pair).
DAMAGED: tuple[type[Exception], ...] = (
    zipfile.BadZipFile, zlib.error, EOFError, SyntaxError, NotImplementedError,
    LookupError, ValueError, TypeError, AttributeError,
)  # fmt: skip
# A line to fill in above a table: 填报单位：…, 单位：万元, 负责人（签字）：…
CAPTION = re.compile(
    r"(?:单位|负责人|填表人|审核人|日期|时间|截至|电话|签[字名]|盖章)(?:[（(][^）)]*[)）])?[：:]"
)


@dataclass(frozen=True)
class Waiting:
    """An empty cell of a table, from 0, with the headings above it (outer first) and to its left."""

    row: int
    column: int
    above: tuple[str, ...]
    left: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A table of a grid: `captions` are the lines before its headings, `cells` what waits to be filled."""

    captions: tuple[str, ...]
    cells: tuple[Waiting, ...]


def tables(grid: Grid, merged: dict[tuple[int, int], tuple[int, int]]) -> Iterator[Table]:
    """The tables one under the other. `merged` leads from each covered cell to the first of its range."""
    row, captions = 0, []
    while row < len(grid):
        if not is_heading(grid, row, merged):
            captions += [text for text in distinct(grid[row])]
            row += 1
            continue
        body = row
        while body < len(grid) and not waits(grid, body, merged):
            body += 1
        if body == len(grid):
            return
        end = body
        while end < len(grid) and (waits(grid, end, merged) or (is_row(grid, end, merged))):
            end += 1
        cells = tuple(waiting(grid, row, body, end, merged))
        if cells:
            yield Table(tuple(captions), cells)
        row, captions = end, []


def distinct(texts: list[str]) -> list[str]:
    return list(dict.fromkeys(text for text in texts if text))


def is_heading(grid: Grid, row: int, merged: dict[tuple[int, int], tuple[int, int]]) -> bool:
    """Texts side by side, more than one of them, and a row that waits somewhere under it."""
    anchors = {merged.get((row, column), (row, column)) for column, text in enumerate(grid[row]) if text}
    if len(anchors) < 2:
        return False
    return not any(CAPTION.search(text) for text in distinct(grid[row]))


def waits(grid: Grid, row: int, merged: dict[tuple[int, int], tuple[int, int]]) -> bool:
    """A text at the left and an empty cell after it."""
    texts = [column for column, text in enumerate(grid[row]) if text]
    if not texts:
        return False
    after = [c for c in range(texts[0] + 1, len(grid[row])) if not grid[row][c]]
    return bool(after) and any(headed(grid, row, column) for column in after)


def is_row(grid: Grid, row: int, merged: dict[tuple[int, int], tuple[int, int]]) -> bool:
    """A row of the table that is filled already."""
    anchors = {merged.get((row, column), (row, column)) for column, text in enumerate(grid[row]) if text}
    return len(anchors) > 2


def headed(grid: Grid, row: int, column: int) -> bool:
    return any(grid[above][column] for above in range(row))


def waiting(
    grid: Grid, head: int, body: int, end: int, merged: dict[tuple[int, int], tuple[int, int]]
) -> Iterator[Waiting]:
    """The empty cells of the rows `body`..`end` under the headings `head`..`body`."""
    width = len(grid[0])
    labels = {column for column in range(width) if labelled(grid, head, body, end, column)}
    units = {c for c in labels if all(is_unit(grid[r][c]) for r in range(body, end) if grid[r][c])}
    for row in range(body, end):
        for column in range(1, width):
            if grid[row][column] or merged.get((row, column), (row, column)) != (row, column):
                continue
            above = tuple(distinct([grid[r][column] for r in range(head, body)]))
            left = tuple(
                distinct(
                    [
                        text
                        for c, text in enumerate(grid[row][:column])
                        if c in labels or text.startswith(SUMS)
                    ]
                    + [grid[row][c] for c in sorted(units) if c > column]  # 计量单位 at the right
                )
            )
            if above and left:
                yield Waiting(row, column, above, left)


def labelled(grid: Grid, head: int, body: int, end: int, column: int) -> bool:
    """Whether a column holds labels of its rows, not figures: most of its cells are texts that are no numbers."""
    texts = [grid[row][column] for row in range(body, end)]
    words = [text for text in texts if text and not is_number(text)]
    return 2 * len(words) > len(texts)


def is_number(text: str) -> bool:
    try:
        float(text.replace(",", ""))
    except ValueError:
        return False
    return True


def as_text(value: Any) -> str:
    """What a cell of a form says, numbers without a needless .0, formulas as something that is there."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
