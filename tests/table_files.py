"""One table of statistics written to every format that offices send: .xlsx, .xls, .docx, .pdf, .html, .csv."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from html import escape

from magazine import HEIGHT, _font
from ole_files import old_workbook
from word_files import paragraph, word_file

NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
Span = tuple[int, int, int, int]  # first row, first column, last row, last column


@dataclass(frozen=True)
class Table:
    """A table with the lines above and below it. A merged cell has its text at its first place, "" elsewhere."""

    rows: tuple[tuple[str, ...], ...]
    spans: tuple[Span, ...] = ()
    above: tuple[str, ...] = ()  # the headline first
    below: tuple[str, ...] = ()


def parsed(text: str, above: tuple[str, ...] = (), below: tuple[str, ...] = ()) -> Table:
    """A table written out: cells parted by |; < goes on the cell to the left, ^ the one above."""
    grid = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    spans = []
    for r, row in enumerate(grid):
        for c, cell in enumerate(row):
            if cell in ("<", "^"):
                continue
            right = c
            while right + 1 < len(row) and row[right + 1] == "<":
                right += 1
            down = r
            while down + 1 < len(grid) and grid[down + 1][c] == "^":
                down += 1
            if (right, down) != (c, r):
                spans.append((r, c, down, right))
    rows = tuple(tuple("" if cell in ("<", "^") else cell for cell in row) for row in grid)
    return Table(rows, tuple(spans), above, below)


def _typed(text: str) -> str | float:
    return float(text) if NUMBER.fullmatch(text) and not text.startswith("0") and len(text) < 11 else text


def xlsx_of(table: Table) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Sheet1"
    lines = [(line,) for line in table.above] + list(table.rows) + [(line,) for line in table.below]
    for row in lines:
        sheet.append([_typed(cell) if cell else None for cell in row])
    down = len(table.above) + 1
    for r0, c0, r1, c1 in table.spans:
        sheet.merge_cells(start_row=r0 + down, start_column=c0 + 1, end_row=r1 + down, end_column=c1 + 1)
    for place in range(len(table.above)):
        sheet.merge_cells(
            start_row=place + 1, start_column=1, end_row=place + 1, end_column=len(table.rows[0])
        )
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def xls_of(table: Table) -> bytes:
    lines = (
        [[line] for line in table.above]
        + [list(row) for row in table.rows]
        + [[line] for line in table.below]
    )
    return old_workbook({"Sheet1": [[_typed(cell) for cell in row] for row in lines]})


def csv_of(table: Table) -> bytes:
    file = io.StringIO()
    width = len(table.rows[0])
    out = csv.writer(file)
    for row in [(line,) for line in table.above] + list(table.rows) + [(line,) for line in table.below]:
        out.writerow([*row, *[""] * (width - len(row))])
    return file.getvalue().encode("gb18030")


def docx_of(table: Table) -> bytes:
    def cell(text: str, properties: str) -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(escape(text))}</w:tc>"

    rows = []
    for r, row in enumerate(table.rows):
        cells, c = [], 0
        while c < len(row):
            r0, c0, r1, c1 = _span_at(table, r, c)
            span = f'<w:gridSpan w:val="{c1 - c0 + 1}"/>' if c1 > c0 else ""
            merge = "" if r1 == r0 else '<w:vMerge w:val="restart"/>' if r == r0 else "<w:vMerge/>"
            cells.append(cell(row[c], span + merge))
            c = c1 + 1
        rows.append(f"<w:tr>{''.join(cells)}</w:tr>")
    above, below = ("".join(map(paragraph, lines)) for lines in (table.above, table.below))
    return word_file(f"{above}<w:tbl>{''.join(rows)}</w:tbl>{below}")


def html_of(table: Table) -> bytes:
    rows = []
    for r, row in enumerate(table.rows):
        cells = []
        for c, text in enumerate(row):
            r0, c0, r1, c1 = _span_at(table, r, c)
            if (r0, c0) == (r, c):
                cells.append(f'<td rowspan="{r1 - r0 + 1}" colspan="{c1 - c0 + 1}">{escape(text)}</td>')
        rows.append(f"<tr>{''.join(cells)}</tr>")
    title, *notes = table.above
    above, below = ("".join(f"<p>{line}</p>" for line in lines) for lines in (notes, table.below))
    return (
        f"<html><head><meta charset=utf-8></head><body><h1>{title}</h1>{above}"
        f"<table border=1>{''.join(rows)}</table>{below}</body></html>"
    ).encode()


def pdf_of_table(table: Table) -> bytes:
    """A page with the table in ruled cells, the texts of merged cells in their middle."""
    from reportlab.pdfgen.canvas import Canvas

    file, font = io.BytesIO(), _font()
    canvas = Canvas(file, pagesize=(595.0, HEIGHT), invariant=True)
    wide, high, left, y = 500.0 / len(table.rows[0]), 20.0, 48.0, 80.0
    for place, line in enumerate(table.above):
        canvas.setFont(font, 16 if place == 0 else 10.5)
        (canvas.drawCentredString if place == 0 else canvas.drawString)(
            297 if place == 0 else left, HEIGHT - y, line
        )
        y += 26
    canvas.setFont(font, 9)
    for r, row in enumerate(table.rows):
        for c, text in enumerate(row):
            r0, c0, r1, c1 = _span_at(table, r, c)
            if (r0, c0) != (r, c):
                continue
            top, bottom = HEIGHT - y - r0 * high, HEIGHT - y - (r1 + 1) * high
            canvas.rect(left + c0 * wide, bottom, (c1 - c0 + 1) * wide, top - bottom)
            canvas.drawCentredString(left + (c0 + c1 + 1) * wide / 2, (top + bottom) / 2 - 3, text)
    y += len(table.rows) * high + 24
    canvas.setFont(font, 10.5)
    for line in table.below:
        canvas.drawString(left, HEIGHT - y, line)
        y += 18
    canvas.save()
    return file.getvalue()


def _span_at(table: Table, row: int, column: int) -> Span:
    return next(
        (s for s in table.spans if s[0] <= row <= s[2] and s[1] <= column <= s[3]), (row, column, row, column)
    )


WRITERS = {
    ".xlsx": xlsx_of, ".xls": xls_of, ".et": xls_of, ".csv": csv_of, ".docx": docx_of, ".html": html_of,
    ".pdf": pdf_of_table,
}  # fmt: skip
