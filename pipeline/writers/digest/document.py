"""Blocks as the parts of a Word file: the body with its table of contents, the footnotes, footers and settings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipeline.writers.digest.blocks import Block, Bold, Grid, Heading, Note, Run
from pipeline.writers.digest.wordml import Element, paragraph, run, text, w
from pipeline.writers.digest.wordml import field as word_field

MILLIMETRE = 1440 / 25.4  # in twentieths of a point
MARGINS = {"top": 37, "right": 26, "bottom": 35, "left": 28, "header": 15, "footer": 24}  # mm, GB/T 9704-2012
PAGE = (11906, 16838)  # A4
CELL_MARGINS = (("top", 30), ("left", 70), ("bottom", 30), ("right", 70))  # in twentieths of a point
DEEPEST = 2  # heading levels of the table of contents
MOST_CONTENTS = 44  # two pages; a longer table of contents has level 1 only
SEPARATORS = (("separator", -1), ("continuationSeparator", 0))  # footnotes that every Word file has


@dataclass
class Body:
    """A body in the making: its elements, its footnotes, the headings met."""

    elements: list[Element] = field(default_factory=list)
    notes: list[Element] = field(default_factory=list)
    headings: list[tuple[Heading, str]] = field(default_factory=list)  # with their bookmarks

    def add(self, block: Block) -> None:
        if isinstance(block, Heading):
            bookmark = f"_Toc{len(self.headings) + 1:08d}"
            self.headings.append((block, bookmark))
            number = len(self.headings)
            start, end = w("bookmarkStart", id=number, name=bookmark), w("bookmarkEnd", id=number)
            self.elements.append(paragraph(f"Heading{block.level}", start, *text(block.text), end))
        elif isinstance(block, Grid):
            self.elements.append(table(block))
        else:
            self.elements.append(paragraph(block.style, *self.runs(block.runs)))

    def runs(self, runs: Iterable[Run]) -> list[Element]:
        made: list[Element] = []
        for each in runs:
            if isinstance(each, Note):
                made.append(self.note(each))
            elif isinstance(each, Bold):
                made += text(each.text, w("rStyle", val="Strong"))
            else:
                made += text(each)
        return made

    def note(self, note: Note) -> Element:
        """The mark in the text; the footnote itself goes to the others."""
        number = len(self.notes) + 1
        mark = w("rStyle", val="FootnoteReference")
        paragraphs = [paragraph("FootnoteText", *self.runs(runs)) for runs in note.paragraphs or ((),)]
        paragraphs[0].insert(1, run(w("footnoteRef"), properties=[mark]))
        paragraphs[0].insert(2, text(" ")[0])
        self.notes.append(w("footnote", *paragraphs, id=number))
        return run(w("footnoteReference", id=number), properties=[mark])


def table(grid: Grid) -> Element:
    """A table with ruled cells, its headings repeated on every page, no row parted by the foot of one."""
    widths = [round(width * MILLIMETRE) for _, width, _ in grid.columns]
    borders = [
        w(side, val="single", sz=4, space=0, color="000000")
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    ]
    margins = [w(side, w=space, type="dxa") for side, space in CELL_MARGINS]
    properties = w(
        "tblPr",
        w("tblW", w=sum(widths), type="dxa"),
        w("jc", val="center"),
        w("tblBorders", *borders),
        w("tblLayout", type="fixed"),
        w("tblCellMar", *margins),
    )
    styles = [style for _, _, style in grid.columns]
    heads = [heading for heading, _, _ in grid.columns]
    first = table_row(heads, widths, ["TableHead"] * len(heads), head=True)
    rows = [table_row(cells, widths, styles) for cells in grid.rows]
    columns = w("tblGrid", *(w("gridCol", w=width) for width in widths))
    return w("tbl", properties, columns, first, *rows)


def table_row(
    cells: Sequence[str], widths: Sequence[int], styles: Sequence[str], *, head: bool = False
) -> Element:
    made = [
        w(
            "tc",
            w("tcPr", w("tcW", w=width, type="dxa"), w("vAlign", val="center")),
            paragraph(style, *text(cell)),
        )
        for cell, width, style in zip(cells, widths, styles, strict=True)
    ]
    return w("tr", w("trPr", w("cantSplit"), *([w("tblHeader")] if head else [])), *made)


def contents(headings: Sequence[tuple[Heading, str]]) -> list[Element]:
    """A table of contents whose entries stand there already, each leading to its heading."""
    depth = DEEPEST if sum(h.level <= DEEPEST for h, _ in headings) <= MOST_CONTENTS else 1
    shown = [(heading, bookmark) for heading, bookmark in headings if heading.level <= depth]
    before, after = _halves(word_field(f'TOC \\o "1-{depth}" \\h \\z \\u'))
    entries = [
        paragraph(f"TOC{h.level}", w("hyperlink", *text(h.text), anchor=bookmark, history=1))
        for h, bookmark in shown
    ]
    if entries:
        for at, element in enumerate(before, start=1):
            entries[0].insert(at, element)
        entries[-1].extend(after)
    return entries


def _halves(elements: list[Element]) -> tuple[list[Element], list[Element]]:
    """A field without result: what goes before its result and what after."""
    return elements[:-1], elements[-1:]


def document(front: Sequence[Element], body: Body, footers: dict[str, str]) -> Element:
    """document.xml, the body beginning on a page of its own. `footers` are the relationship ids of the footers by kind: default (odd pages) and even."""
    body.elements[0][0].insert(1, w("pageBreakBefore"))
    return w("document", w("body", *front, *body.elements, section(footers)))


def section(footers: dict[str, str]) -> Element:
    lengths = {name: round(length * MILLIMETRE) for name, length in MARGINS.items()}
    return w(
        "sectPr",
        *(w("footerReference", type=kind, r_id=identity) for kind, identity in footers.items()),
        w("footnotePr", w("numFmt", val="decimal")),
        w("pgSz", w=PAGE[0], h=PAGE[1]),
        w("pgMar", **lengths, gutter=0),
        w("docGrid", type="lines", linePitch=579),
    )


def footnotes(body: Body) -> Element:
    """footnotes.xml: the rules that part footnotes from the text, then the footnotes."""
    rules = [
        w(
            "footnote",
            w("p", w("pPr", w("spacing", line=240, lineRule="auto")), run(w(kind))),
            type=kind,
            id=at,
        )
        for kind, at in SEPARATORS
    ]
    return w("footnotes", *rules, *body.notes)


def footer(kind: str) -> Element:
    """— 1 — at the outer edge of odd (default) or even pages."""
    style = "FooterOdd" if kind == "default" else "FooterEven"
    return w("ftr", paragraph(style, *text("— "), *word_field("PAGE", *text("1")), *text(" —")))


def settings() -> Element:
    """settings.xml: odd and even footers, the separators of footnotes, Word's present layout rules."""
    uri = "http://schemas.microsoft.com/office/word"
    return w(
        "settings",
        w("zoom", percent=100),
        w("defaultTabStop", val=640),
        w("evenAndOddHeaders"),
        w("characterSpacingControl", val="compressPunctuation"),
        w("footnotePr", *(w("footnote", id=at) for _, at in SEPARATORS)),
        w("compat", w("compatSetting", name="compatibilityMode", uri=uri, val=15)),
        w("themeFontLang", val="en-US", eastAsia="zh-CN"),
    )
