"""Make the .docx, .pdf and GB18030 files of `reports/` from the plain sources in `sources/`.

    python corpora/make.py

A source is a text file, one paragraph a line. Marks at the head of a line: `# ` title, `## ` heading, `> ` byline
or signature, `[caption] `, `[credit] `, `[more] ` (the paragraph above goes on after a picture), `[table]` …
`[end]` with cells parted by `|` (the first row is the head),
`[newpage]`. The same sources give the same bytes, so that a second run changes nothing in git.
"""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from docx import Document
from docx.shared import Pt
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

HERE = Path(__file__).parent
SOURCES, REPORTS = HERE / "sources", HERE / "reports"
FONT = "STSong-Light"
MOMENT = (2025, 1, 1, 0, 0, 0)
NOT_AT_LINE_START, NOT_AT_LINE_END = "，。、；：？！”’）》】—%", "“‘（《【"


@dataclass(frozen=True)
class Block:
    """One paragraph of a source; `rows` only for a table."""

    kind: str
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Layout:
    """How a PDF is set: columns on the page, running head, sizes in points, `depth` of the columns of one article."""

    columns: int
    head: str = ""
    size: float = 10.5
    pictures: bool = False
    depth: float = A4[1]


DOCX = ("02-jinlan-community", "05-equipment-chain", "07-commendation", "09-statistics-with-table")
PDF = (
    ("04-wangxi-cadres-two-columns", Layout(2, "澄湾党建 2025年第4期", pictures=True)),
    ("11-magazine-three-columns", Layout(3, "基层党建纵横 2024·12", size=9.5, pictures=True, depth=224)),
    ("12-party-member-table", Layout(1)),
)
GB18030 = ("06-annual-summary",)
MARKS = (
    ("# ", "title"),
    ("## ", "heading"),
    ("> ", "byline"),
    ("[caption] ", "caption"),
    ("[credit] ", "credit"),
    ("[more] ", "more"),
)


def read_blocks(text: str) -> Iterator[Block]:
    """The blocks of a source, in order."""
    rows: list[tuple[str, ...]] | None = None
    for line in text.splitlines():
        if line == "[table]":
            rows = []
        elif line == "[end]" and rows is not None:
            yield Block("table", rows=tuple(rows))
            rows = None
        elif rows is not None:
            rows.append(tuple(cell.strip() for cell in line.split("|")))
        elif line == "[newpage]":
            yield Block("newpage")
        elif line.strip():
            kind, mark = next(((kind, mark) for mark, kind in MARKS if line.startswith(mark)), ("body", ""))
            yield Block(kind, line[len(mark) :].strip())


def with_fixed_times(data: bytes) -> bytes:
    """The same zip archive with one moment for all members, since the clock would change the bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, MOMENT), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def make_docx(blocks: Iterator[Block]) -> bytes:
    """A Word file as an office would write it: Title, Heading 1, Normal, Caption styles and grid tables."""
    document = Document()
    moment = datetime.datetime(*MOMENT)
    document.core_properties.created = document.core_properties.modified = moment
    document.core_properties.author = ""
    document.styles["Normal"].font.size = Pt(12)
    styles = {"title": "Title", "heading": "Heading 1", "caption": "Caption", "credit": "Caption"}
    for block in blocks:
        if block.kind == "table":
            table = document.add_table(rows=0, cols=len(block.rows[0]), style="Table Grid")
            for row in block.rows:
                for cell, text in zip(table.add_row().cells, row, strict=True):
                    cell.text = text
        elif block.kind == "newpage":
            document.add_page_break()
        else:
            document.add_paragraph(block.text, style=styles.get(block.kind, "Normal"))
    buffer = io.BytesIO()
    document.save(buffer)
    return with_fixed_times(buffer.getvalue())


def wrapped(text: str, width: float, size: float, indent: float) -> Iterator[str]:
    """Lines no wider than `width` points, the first shorter by `indent`; marks stay with what they belong to."""
    line, room = "", width - indent
    for piece in re.findall(r"[0-9A-Za-z.]+%?|.", text):
        if (
            line
            and pdfmetrics.stringWidth(line + piece, FONT, size) > room
            and piece not in NOT_AT_LINE_START
        ):
            carried = line[-1] if line[-1] in NOT_AT_LINE_END else ""
            yield line[: len(line) - len(carried)]
            line, room = carried, width
        line += piece
    if line:
        yield line


class Setter:
    """Sets blocks into the columns of a page, from the top of the first to the foot of the last."""

    def __init__(self, canvas: Canvas, layout: Layout) -> None:
        self.canvas, self.layout, self.page = canvas, layout, 1
        self.left, self.top, self.foot, self.gap = 54.0, A4[1] - 72, 64.0, 18.0
        self.deepest = self.top
        self.column_top, self.column, self.y = self.top, 0, self.top
        columns = layout.columns
        self.width = (A4[0] - 2 * self.left - (columns - 1) * self.gap) / columns
        self.furniture()

    @property
    def x(self) -> float:
        return self.left + self.column * (self.width + self.gap)

    def furniture(self) -> None:
        self.canvas.setFont(FONT, 8)
        if self.layout.head:
            self.canvas.drawString(self.left, A4[1] - 42, self.layout.head)
        self.canvas.drawCentredString(A4[0] / 2, 36, f"— {self.page} —")

    def next_page(self) -> None:
        self.canvas.showPage()
        self.page += 1
        self.column_top, self.column, self.y = self.top, 0, self.top
        self.furniture()

    def room(self, height: float) -> None:
        if self.y - height >= max(self.foot, self.column_top - self.layout.depth):
            return
        self.deepest = min(self.deepest, self.y)
        if self.column + 1 < self.layout.columns:
            self.column, self.y = self.column + 1, self.column_top
        else:
            self.next_page()

    def lines(self, text: str, size: float, *, indent: float = 0.0, spacing: float = 1.55) -> None:
        self.canvas.setFont(FONT, size)
        first = True
        for line in wrapped(text, self.width, size, indent):
            self.room(size * spacing)
            self.canvas.setFont(FONT, size)
            self.y -= size * spacing
            self.canvas.drawString(self.x + (indent if first else 0), self.y, line)
            first = False

    def across(self, text: str, size: float) -> None:
        """A headline over all columns, beneath what stands on the page; the columns begin anew under it."""
        self.y = min(self.y, self.deepest)
        if self.y < self.top:
            self.y -= 2 * size
        if self.y - self.layout.depth < self.foot and self.layout.depth < A4[1]:
            self.next_page()
        self.column, self.deepest = 0, self.y
        self.canvas.setFont(FONT, size)
        self.y -= size * 1.5
        self.canvas.drawCentredString(A4[0] / 2, self.y, text)
        self.y -= size * 0.6
        self.column_top = self.y

    def picture(self) -> None:
        height = self.width * 0.42
        self.room(height + 40)
        self.y -= height + 6
        self.canvas.setFillGray(0.85)
        self.canvas.rect(self.x, self.y, self.width, height, stroke=0, fill=1)
        self.canvas.setFillGray(0)

    def table(self, rows: tuple[tuple[str, ...], ...]) -> None:
        """A ruled table over the whole width; a row is one line high."""
        size, height = 9.5, 20.0
        step = (A4[0] - 2 * self.left) / len(rows[0])
        self.room(height * len(rows) + 8)
        top = self.y - 8
        for number, row in enumerate(rows):
            for place, text in enumerate(row):
                x, y = self.left + place * step, top - (number + 1) * height
                self.canvas.rect(x, y, step, height)
                self.canvas.setFont(FONT, size)
                self.canvas.drawCentredString(x + step / 2, y + 6, text)
        self.y = top - height * len(rows) - 8

    def block(self, block: Block) -> None:
        size = self.layout.size
        if block.kind == "title":
            self.across(block.text, size * 1.8)
        elif block.kind == "newpage":
            self.next_page()
        elif block.kind == "table":
            self.table(block.rows)
        elif block.kind == "heading":
            self.lines(block.text, size * 1.15, spacing=2.1)
        elif block.kind == "caption":
            if self.layout.pictures:
                self.picture()
            self.lines(block.text, size * 0.8, spacing=1.4)
        elif block.kind in ("credit", "byline"):
            self.lines(block.text, size * (0.8 if block.kind == "credit" else 1.0), spacing=1.5)
        else:
            self.lines(block.text, size, indent=0 if block.kind == "more" else 2 * size)


def make_pdf(blocks: Iterator[Block], layout: Layout) -> bytes:
    """A PDF with live text in the columns of `layout`."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    setter = Setter(canvas, layout)
    for block in blocks:
        setter.block(block)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def source(stem: str) -> str:
    return (SOURCES / f"{stem}.txt").read_text("utf-8")


def main() -> None:
    for stem in DOCX:
        (REPORTS / f"{stem}.docx").write_bytes(make_docx(read_blocks(source(stem))))
    for stem, layout in PDF:
        (REPORTS / f"{stem}.pdf").write_bytes(make_pdf(read_blocks(source(stem)), layout))
    for stem in GB18030:
        (REPORTS / f"{stem}.txt").write_bytes(source(stem).encode("gb18030"))


if __name__ == "__main__":
    main()
