"""A table as a grid: its cells, which rows are heads, what merged cells say of the places that they cover.

Readers leave all places of a merged cell empty but the first, and a text of cells knows no merging at all: what a head
or label covers is told from what stands around it, so that every format gives the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model.document import Sentence

NUMBER = re.compile(r"\s*(?P<value>[-−]?\d[\d,，]*(?:\.\d+)?)\s*(?P<unit>[%％]|[\u4e00-\u9fff]{0,3})\s*")
YEAR = re.compile(r"(?:19|20)\d\d年?(?:度|底|末)?")
TIME = re.compile(
    r"(?:(?:19|20)\d\d年(?:度|底|末)?)?(?:\d{1,2}月份?(?:\d{1,2}日)?|第?[一二三四1-4]季度|[上下]半年)|\d{1,2}[日时点]|(?:19|20)\d\d年(?:度|底|末)?"
)
CODE = re.compile(r"0\d+|1[3-9]\d{9}|\d{14,}")  # 00312, a mobile number, the number of an identity card
SUMS = ("合计", "总计", "小计", "总数", "共计", "全部")
WHOLE = ("合计", "总计", "总数", "共计", "全部")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell without blanks at its ends: `sentence.text[start:end] == text`."""

    text: str
    start: int
    end: int


def cells(sentence: Sentence) -> list[Cell]:
    found: list[Cell] = []
    start = 0
    for part in sentence.text.split("\t"):
        left = start + len(part) - len(part.lstrip())
        found.append(Cell(part.strip(), left, left + len(part.strip())))
        start += len(part) + 1
    return found


def figure(text: str) -> re.Match[str] | None:
    """The number of a cell that holds a number only, and no time and no code."""
    if TIME.fullmatch(text) or CODE.fullmatch(text):
        return None
    return NUMBER.fullmatch(text)


def is_sum(text: str) -> bool:
    return squeezed(text) in SUMS


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def depth_of(grid: Sequence[Sequence[Cell]]) -> int:
    """How many rows of heads a table has: those above its first row of figures. 2023 and 2024 side by side are heads."""
    for at, row in enumerate(grid):
        figures = [c.text for c in row if figure(c.text)]
        if any(not YEAR.fullmatch(text) for text in figures):
            return at
    return len(grid)


def levels(heads: Sequence[Sequence[Cell]], column: int) -> list[tuple[int, Cell]]:
    """What the rows of heads say of a column, top down: row and cell, those that it lies under included.

    集体经济 stands over 收入 and, in an empty place, over 支出. 村名 covers the rows below it, and nothing beside it.
    """
    found: list[tuple[int, Cell]] = []
    for row, line in enumerate(heads):
        cell = _covering(heads, row, column) if row + 1 < len(heads) else _at(line, column)
        if cell and cell.text and cell.text not in (other.text for _, other in found):
            found.append((row, cell))
    return found


def _at(row: Sequence[Cell], column: int) -> Cell | None:
    return row[column] if column < len(row) else None


def _covering(heads: Sequence[Sequence[Cell]], row: int, column: int) -> Cell | None:
    """The cell of a row of heads that covers a column: its own, or one to the left of empty places, if both have
    heads below that it may stand over."""
    own = _at(heads[row], column)
    if own is None or own.text or not _below(heads, row, column):
        return own
    left = next((c for c in range(column - 1, -1, -1) if (cell := _at(heads[row], c)) and cell.text), None)
    return _at(heads[row], left) if left is not None and _below(heads, row, left) else own


def _below(heads: Sequence[Sequence[Cell]], row: int, column: int) -> bool:
    return any((cell := _at(line, column)) and cell.text for line in heads[row + 1 :])


def filled_down(rows: Sequence[Sequence[Cell]], columns: int) -> list[list[tuple[int, Cell]]]:
    """The first `columns` cells of each row; a place below a merged cell holds that one. With each the row it is of.

    A place is below one where another label stands to its right in the same row: 青云镇 covers 小计 too, but not the
    合计 at the end of a table that has a 小计 for each.
    """
    filled: list[list[tuple[int, Cell]]] = []
    subtotals = any(is_sum(c.text) and squeezed(c.text) not in WHOLE for row in rows for c in row[:columns])
    for at, row in enumerate(rows):
        own = [(at, cell) for cell in row[:columns]]
        whole = subtotals and any(squeezed(cell.text) in WHOLE for _, cell in own)
        if filled and not whole:
            own = [
                filled[-1][place] if place < len(filled[-1]) and _is_covered(own, place, filled[-1]) else pair
                for place, pair in enumerate(own)
            ]
        filled.append(own)
    return filled


def _is_covered(row: Sequence[tuple[int, Cell]], place: int, above: Sequence[tuple[int, Cell]]) -> bool:
    labelled = any(cell.text and not figure(cell.text) for _, cell in row[place + 1 :])
    return not row[place][1].text and labelled and not is_sum(above[place][1].text)
