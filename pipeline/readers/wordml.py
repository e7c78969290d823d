"""The walk over WordprocessingML: what a reader of the printed page would read, in order.

Insertions and the new places of moves are kept, deletions and old places are not. Of a picture given twice
(`mc:AlternateContent`) the first form is read. Hidden text and field codes are no text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from pipeline.model.source import RawLine
from pipeline.readers.numbering import Numbering
from pipeline.readers.wordstyles import Look, Styles, look_of

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
THROUGH = {
    W + name
    for name in (
        "ins",
        "moveTo",
        "hyperlink",
        "smartTag",
        "customXml",
        "sdt",
        "sdtContent",
        "fldSimple",
        "dir",
        "bdo",
        "rubyBase",
        "ruby",
    )
}
GONE = {
    W + name
    for name in ("del", "moveFrom", "rt", "rubyPr", "sdtPr", "sdtEndPr", "instrText", "delText", "pPr", "rPr")
}
LONGEST_CELL = 300  # characters: longer ones are prose laid out with a table


@dataclass
class Walker:
    """Reads one document. Keeps count of the tables and revisions met on the way."""

    styles: Styles
    numbering: Numbering
    notes: dict[tuple[str, str], Any]
    tables: int = 0
    revisions: int = 0
    left_out: int = 0  # runs that are hidden or struck through
    set_aside: list[str] = field(default_factory=list)
    carried: str = ""  # text of a paragraph whose end mark was deleted: it runs on into the next

    @classmethod
    def of(cls, styles: Any, numbering: Any, footnotes: Any, endnotes: Any) -> Walker:
        notes = {}
        for kind, root in (("footnoteReference", footnotes), ("endnoteReference", endnotes)):
            for note in root if root is not None else ():
                if note.get(W + "type") in (None, "normal"):
                    notes[kind, note.get(W + "id")] = note
        return cls(Styles.of(styles), Numbering.of(numbering), notes)

    def lines(self, root: Any) -> list[RawLine]:
        """The lines of a part or of a container in it."""
        return [line for block in _blocks(root) for line in self._block(block)]

    def texts(self, root: Any) -> list[str]:
        """The texts of a part, without blank ones."""
        return [text for line in self.lines(root) if (text := line.text.strip())]

    def _block(self, block: Any) -> list[RawLine]:
        if block.tag == W + "p":
            return self._paragraph(block)
        return self._table(block)

    def _paragraph(self, paragraph: Any) -> list[RawLine]:
        pieces: list[str] = []
        looks: dict[Look, int] = {}
        asides: list[Any] = []
        style = self.styles.of_paragraph(paragraph)
        self._runs(paragraph, style.look, pieces, looks, asides)
        text = self.carried + "".join(pieces)
        self.carried = ""
        boxed = [line for aside in asides for line in self._aside(aside)]
        if _mark_deleted(paragraph):
            self.revisions += 1
            self.carried = text
            return boxed
        label = self.numbering.label(paragraph, style.number) if text.strip() else ""
        if style.kind == "contents":
            self.set_aside += [text.strip()] if text.strip() else []
            return boxed
        look = max(looks, key=lambda k: looks[k]) if looks else style.look
        kind = style.kind
        lines = [
            RawLine(part, font_size=look.size, bold=look.bold, style=kind)
            for part in (label + text).split("\n")
        ]
        return [*lines, *boxed]

    def _aside(self, element: Any) -> list[RawLine]:
        """The lines of a text box, or of a note."""
        if element.tag == W + "txbxContent":
            return self.lines(element)
        return [replace(line, style="note") for line in self.lines(element) if line.text.strip()]

    def _runs(
        self, parent: Any, base: Look, pieces: list[str], looks: dict[Look, int], asides: list[Any]
    ) -> None:
        for child in parent:
            tag = child.tag
            if tag == W + "r":
                self._run(child, base, pieces, looks, asides)
            elif tag in (W + "ins", W + "moveTo", W + "del", W + "moveFrom"):
                self.revisions += 1
                if tag in THROUGH:
                    self._runs(child, base, pieces, looks, asides)
            elif tag in THROUGH:
                self._runs(child, base, pieces, looks, asides)
            elif tag == MC + "AlternateContent":
                self._runs(_chosen(child), base, pieces, looks, asides)
            elif tag.startswith(M):
                pieces += [t.text or "" for t in child.iter(M + "t")]

    def _run(
        self, run: Any, base: Look, pieces: list[str], looks: dict[Look, int], asides: list[Any]
    ) -> None:
        look, left_out = look_of(run.find(W + "rPr"), base, self.styles)
        if left_out:
            self.left_out += any(t.text for t in run.iter(W + "t"))
            return
        before = sum(map(len, pieces))
        for child in run:
            self._content(child, pieces, asides)
            if child.tag == W + "ruby":
                self._runs(child, base, pieces, looks, asides)
        size = sum(map(len, pieces)) - before
        if size:
            looks[look] = looks.get(look, 0) + size

    def _content(self, element: Any, pieces: list[str], asides: list[Any]) -> None:
        tag = element.tag
        if tag == W + "t":
            pieces.append(element.text or "")
        elif tag in (W + "tab", W + "ptab"):
            pieces.append(" ")
        elif tag in (W + "br", W + "cr"):
            pieces.append("" if element.get(W + "type") in ("page", "column") else "\n")
        elif tag == W + "noBreakHyphen":
            pieces.append("-")
        elif tag in (W + "footnoteReference", W + "endnoteReference"):
            note = self.notes.get((tag[len(W) :], element.get(W + "id")))
            asides += [note] if note is not None else []
        elif tag in (W + "drawing", W + "pict", W + "object", MC + "AlternateContent"):
            asides += list(_boxes(element))

    def _table(self, table: Any) -> list[RawLine]:
        rows = [row for row in _rows(table) if not _row_deleted(row)]
        self.revisions += len(list(_rows(table))) - len(rows)
        cells = [[cell for cell in _cells(row)] for row in rows]
        widest = max((len(row) for row in cells), default=0)
        if widest <= 1 or any(len(_plain(cell)) > LONGEST_CELL for row in cells for cell in row):
            return [line for row in cells for cell in row for line in self.lines(cell)]
        self.tables += 1
        number = self.tables  # before the cells: a table in a cell takes the next number
        return [RawLine(self._row(row), table=number) for row in rows]

    def _row(self, row: Any) -> str:
        """The cells parted by tabs. A cell over several columns, or below a merged one, leaves the others empty."""
        texts: list[str] = [""] * _grid(row, "gridBefore")
        for cell in _cells(row):
            merged = cell.find(f"{W}tcPr/{W}vMerge")
            below = merged is not None and merged.get(W + "val") != "restart"
            text = "" if below else " ".join(re.sub("\\s+", " ", t) for t in self.texts(cell))
            span = cell.find(f"{W}tcPr/{W}gridSpan")
            texts += [text] + [""] * (min(_number(span), 64) - 1)
        return "\t".join(texts + [""] * _grid(row, "gridAfter"))


def _blocks(root: Any) -> Iterator[Any]:
    """Paragraphs and tables in order, through content controls and revisions."""
    for child in root:
        if child.tag in (W + "p", W + "tbl"):
            yield child
        elif child.tag == MC + "AlternateContent":
            yield from _blocks(_chosen(child))
        elif child.tag in THROUGH or child.tag == W + "body":
            yield from _blocks(child)


def _chosen(alternatives: Any) -> Any:
    choice = alternatives.find(MC + "Choice")
    if choice is None:
        choice = alternatives.find(MC + "Fallback")
    return choice if choice is not None else ()


def _boxes(element: Any) -> Iterator[Any]:
    """The contents of text boxes in a drawing, outermost only; each one once."""
    if element.tag == W + "txbxContent":
        yield element
        return
    for child in _chosen(element) if element.tag == MC + "AlternateContent" else element:
        if isinstance(child.tag, str):
            yield from _boxes(child)


def _rows(table: Any) -> Iterator[Any]:
    for child in table:
        if child.tag == W + "tr":
            yield child
        elif child.tag in THROUGH:
            yield from _rows(child)


def _cells(row: Any) -> Iterator[Any]:
    for child in row:
        if child.tag == W + "tc":
            yield child
        elif child.tag in THROUGH:
            yield from _cells(child)


def _row_deleted(row: Any) -> bool:
    return row.find(f"{W}trPr/{W}del") is not None


def _mark_deleted(paragraph: Any) -> bool:
    return paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None


def _plain(cell: Any) -> str:
    return "".join(t.text or "" for t in cell.iter(W + "t"))


def _grid(row: Any, name: str) -> int:
    found = row.find(f"{W}trPr/{W}{name}")
    return min(_number(found), 64) if found is not None else 0


def _number(element: Any) -> int:
    value = element.get(W + "val", "1") if element is not None else "1"
    return int(value) if value.isdigit() else 1


def core_properties(root: Any) -> tuple[str | None, str | None, str | None]:
    """Title, author and ISO day of the last change, as the file says of itself."""
    if root is None:
        return None, None, None
    said = {
        child.tag.rsplit("}", 1)[-1]: (child.text or "").strip()
        for child in root
        if isinstance(child.tag, str)
    }
    date = said.get("modified") or said.get("created") or ""
    day = re.match("[0-9]{4}-[0-9]{2}-[0-9]{2}", date)
    return said.get("title") or None, said.get("creator") or None, day[0] if day else None
