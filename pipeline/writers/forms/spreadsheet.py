"""A spreadsheet form: read as tables, filled in its own look, each filled cell with a comment naming its sources."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from pipeline.model.issue import Refused
from pipeline.writers.characters import visible
from pipeline.writers.forms.answering import Answers
from pipeline.writers.forms.asking import Answer, Filled, asked, captions_of, piece
from pipeline.writers.forms.tables import DAMAGED, MOST_CELLS, Grid, Waiting, as_text, tables

YELLOW = "FFFFFF00"
MOST_COMMENT = 900  # characters
SOURCES_NAMED = 3
MOST_QUOTED = 160
LOST = ("xl/charts/", "xl/diagrams/", "xl/activeX/", "xl/ctrlProps/", "xl/embeddings/")


def fill(answers: Answers, template: Path, target: Path | None) -> Filled:
    """Fills every sheet. Raises Refused for a file that is no workbook, OSError where one cannot be read or written."""
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with template.open("rb") as file:  # openpyxl would leave a damaged one open
            book = openpyxl.load_workbook(file)
            parts = zipfile.ZipFile(file).namelist()
    except (InvalidFileException, *DAMAGED) as error:
        raise Refused(f"{template} 打不开，不是完好的 .xlsx 文件（加了密码的请先去掉）。", 2) from error
    filled = Filled()
    if any(name.startswith(LOST) for name in parts):
        filled.notices.append("模板里有图表或控件，填好的文件里可能没有了，请核对。")
    for sheet in book.worksheets:
        for waiting, answer in of_sheet(answers, sheet):
            filled.answers.append(answer)
            if answer.value is not None and target:
                put(sheet.cell(waiting.row + 1, waiting.column + 1), answer)
    if target:
        part = target.with_name(f"{target.name}.part")
        try:
            book.save(part)
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
    return filled


def of_sheet(answers: Answers, sheet: Any) -> Iterator[tuple[Waiting, Answer]]:
    """Each empty cell of the tables of a sheet with its answer."""
    from openpyxl.utils import get_column_letter

    if (sheet.max_row or 0) * (sheet.max_column or 0) > MOST_CELLS:
        return
    grid, merged = grid_of(sheet)
    named = [sheet.title] if not sheet.title.lower().startswith("sheet") else []
    for table in tables(grid, merged):
        captions = captions_of([*table.captions, *named], answers.is_owner)
        for waiting in table.cells:
            where = f"{sheet.title}!{get_column_letter(waiting.column + 1)}{waiting.row + 1}"
            edges = [*map(piece, waiting.left), *map(piece, waiting.above)]
            yield waiting, answers.answer(asked(where, edges, captions, answers.is_owner))


def grid_of(sheet: Any) -> tuple[Grid, dict[tuple[int, int], tuple[int, int]]]:
    """The texts of a sheet, merged cells told for every cell that they cover; and where each covered cell belongs."""
    grid = [[as_text(value) for value in row] for row in sheet.iter_rows(values_only=True)]
    merged: dict[tuple[int, int], tuple[int, int]] = {}
    for area in sheet.merged_cells.ranges:
        first = (area.min_row - 1, area.min_col - 1)
        for row in range(area.min_row - 1, area.max_row):
            for column in range(area.min_col - 1, area.max_col):
                if row < len(grid) and column < len(grid[row]):
                    merged[row, column] = first
                    grid[row][column] = grid[first[0]][first[1]]
    return grid, merged


def put(cell: Any, answer: Answer) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    assert answer.value is not None
    cell.value = plain(answer.value)
    cell.comment = Comment(comment(answer), "台账", width=360, height=160)
    if answer.doubts:
        cell.fill = PatternFill("solid", fgColor=YELLOW)


def plain(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def comment(answer: Answer) -> str:
    """Why it is doubtful, the figure as the ledger has it, and the passages that say it."""
    lines = [f"存疑：{doubt}" for doubt in answer.doubts] + [answer.label]
    for source in answer.sources[:SOURCES_NAMED]:
        quoted = (
            source.sentence if len(source.sentence) <= MOST_QUOTED else f"{source.sentence[:MOST_QUOTED]}…"
        )
        lines.append(f"{source.document}，{source.place}：{quoted}")
    if len(answer.sources) > SOURCES_NAMED:
        lines.append(f"另有 {len(answer.sources) - SOURCES_NAMED} 处，见台账")
    return visible("\n".join(lines))[:MOST_COMMENT]
