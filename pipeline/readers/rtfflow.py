"""What an RTF file's control words build up: paragraphs, rows of cells, notes and boxes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipeline.model.source import RawLine
from pipeline.readers.wordstyles import Look

LONGEST_CELL = 300  # characters: longer ones are prose laid out with a table
MOST_COLUMNS = 64
SPACE = re.compile("[ \t\n\r\xa0]+")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its cells, each of some lines, and where their right edges stand."""

    cells: tuple[tuple[RawLine, ...], ...]
    edges: tuple[int, ...]


@dataclass
class Flow:
    """Text of one place: the body, a header, a note, a text box."""

    lines: list[RawLine] = field(default_factory=list)
    asides: list[RawLine] = field(default_factory=list)  # notes and boxes of the paragraph that is being read
    tables: int = 0
    _pieces: list[str] = field(default_factory=list)
    _looks: dict[Look, int] = field(default_factory=dict)
    _cell: list[RawLine] = field(default_factory=list)
    _cells: list[tuple[RawLine, ...]] = field(default_factory=list)
    _rows: list[Row] = field(default_factory=list)

    def add(self, text: str, look: Look) -> None:
        self._pieces.append(text)
        self._looks[look] = self._looks.get(look, 0) + len(text)

    def end_paragraph(self, style: str | None, in_table: bool) -> None:
        """Ends the paragraph. `in_table`: it stands in a cell that is not over yet."""
        lines = self._paragraph(style)
        if in_table:
            self._cell += lines
            return
        self.end_table()
        self.lines += [*lines, *self.asides]
        self.asides = []

    def _paragraph(self, style: str | None) -> list[RawLine]:
        text = "".join(self._pieces).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        look = max(self._looks, key=lambda k: self._looks[k]) if self._looks else Look()
        self._pieces, self._looks = [], {}
        return [RawLine(part, font_size=look.size, bold=look.bold, style=style) for part in text.split("\n")]

    def end_cell(self, style: str | None) -> None:
        self._cell += self._paragraph(style)
        self._cells.append(tuple(line for line in self._cell if line.text.strip()))
        self._cell = []

    def end_row(self, edges: Sequence[int]) -> None:
        if self._cell or self._pieces:  # text after the last cell belongs to none
            self._cell = []
        if self._cells:
            self._rows.append(Row(tuple(self._cells), tuple(edges)))
        self._cells = []

    def end_table(self) -> None:
        """Turns the rows read so far to lines: rows of cells, or prose where the table only lays it out."""
        rows, self._rows = self._rows, []
        if self._cells:
            rows.append(Row(tuple(self._cells), ()))
            self._cells = []
        if not rows:
            return
        widest = max(len(row.cells) for row in rows)
        if widest <= 1 or any(
            sum(len(li.text) for li in cell) > LONGEST_CELL for row in rows for cell in row.cells
        ):
            self.lines += [line for row in rows for cell in row.cells for line in cell]
        else:
            self.tables += 1
            self.lines += [RawLine("\t".join(texts), table=self.tables) for texts in gridded(rows)]
        self.lines += self.asides
        self.asides = []

    def ended(self) -> list[RawLine]:
        """All lines, the last paragraph's too."""
        if any(piece.strip() for piece in self._pieces):
            self.end_paragraph(None, False)
        self.end_table()
        self.lines += self.asides
        self.asides = []
        return self.lines


def gridded(rows: Sequence[Row]) -> list[list[str]]:
    """The texts of the cells, each in the column where it begins; a cell over several leaves the others empty."""
    texts = [[_text(cell) for cell in row.cells] for row in rows]
    if any(len(row.edges) != len(row.cells) for row in rows):
        widest = max(map(len, texts))
        return [line + [""] * (widest - len(line)) for line in texts]
    edges = _distinct([edge for row in rows for edge in row.edges])
    if len(edges) > MOST_COLUMNS:
        return texts
    done: list[list[str]] = []
    for row, line in zip(rows, texts, strict=True):
        columns = [""] * len(edges)
        begin = 0
        for edge, text in zip(row.edges, line, strict=True):
            end = _place(edge, edges)
            if begin <= end:
                columns[begin] = text
            begin = max(end + 1, begin)
        done.append(columns)
    return done


def _distinct(edges: Sequence[int], tolerance: int = 40) -> list[int]:
    """Edges in order, those less than two points apart as one."""
    found: list[int] = []
    for edge in sorted(edges):
        if not found or edge - found[-1] > tolerance:
            found.append(edge)
    return found


def _place(edge: int, edges: Sequence[int]) -> int:
    return min(range(len(edges)), key=lambda i: abs(edges[i] - edge))


def _text(cell: Sequence[RawLine]) -> str:
    return SPACE.sub(" ", " ".join(line.text.strip() for line in cell)).strip(" \u3000")


def as_notes(lines: Sequence[RawLine]) -> list[RawLine]:
    return [replace(line, style="note", table=None) for line in lines if line.text.strip()]
