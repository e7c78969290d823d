"""The shapes of a slide (PresentationML, DrawingML) as lines: titles, paragraphs of boxes by their place, tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from pipeline.model.source import RawLine

P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
D = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
TITLES = ("title", "ctrTitle")
FURNITURE = ("dt", "ftr", "sldNum", "hdr")
EMU = 12700  # in a point
SPACE = re.compile("[ \t\n\r\x0b\xa0]+")
SAME_ROW = 12.0  # points: shapes that begin so near to one another stand side by side
DEEPEST = 16  # groups within one another


class Place(NamedTuple):
    """Top left corner in points; shapes without a place of their own take that of the layout, and come first."""

    y: float = -1.0
    x: float = -1.0


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape with text: its element, its place on the slide, and the kind of placeholder that it fills."""

    element: Any
    place: Place
    kind: str | None = None  # title, ctrTitle, subTitle, body, …; None for a free box


class Scale(NamedTuple):
    """From the coordinates within a group to those of the slide."""

    dx: float = 0.0
    dy: float = 0.0
    across: float = 1.0
    down: float = 1.0


def shapes_of(tree: Any, scale: Scale = Scale(), depth: int = 0) -> Iterator[Shape]:  # noqa: B008
    """Every shape that may hold text, through groups. What a file gives in two forms is taken in the first."""
    for element in tree.iterchildren():
        if element.tag == MC + "AlternateContent":
            chosen = element.find(MC + "Choice")
            chosen = element.find(MC + "Fallback") if chosen is None else chosen
            if chosen is not None:
                yield from shapes_of(chosen, scale, depth)
        elif element.tag == P + "grpSp" and depth < DEEPEST:
            yield from shapes_of(element, _within(element, scale), depth + 1)
        elif element.tag in (P + "sp", P + "graphicFrame", P + "cxnSp") and not _hidden(element):
            mark = next(element.iter(P + "ph"), None)
            kind = None if mark is None else mark.get("type", "body")
            yield Shape(element, _place(element, scale), kind)


def _hidden(element: Any) -> bool:
    named = next(element.iter(P + "cNvPr"), None)
    return named is not None and named.get("hidden") in ("1", "true")


def _within(group: Any, outer: Scale) -> Scale:
    transform = group.find(f"{P}grpSpPr/{A}xfrm")
    if transform is None:
        return outer
    off, ext = _pair(transform, "off"), _pair(transform, "ext")
    inner, size = _pair(transform, "chOff"), _pair(transform, "chExt")
    across = outer.across * (ext[0] / size[0] if size[0] else 1.0)
    down = outer.down * (ext[1] / size[1] if size[1] else 1.0)
    return Scale(
        outer.dx + outer.across * off[0] - across * inner[0], outer.dy + outer.down * off[1] - down * inner[1], across, down
    )  # fmt: skip


def _pair(transform: Any, name: str) -> tuple[float, float]:
    found = transform.find(A + name)
    if found is None:
        return 0.0, 0.0
    return _float(found.get("x") or found.get("cx")), _float(found.get("y") or found.get("cy"))


def _float(text: str | None) -> float:
    try:
        return float(text or 0)
    except ValueError:
        return 0.0


def _place(element: Any, scale: Scale) -> Place:
    transform = element.find(f"{P}spPr/{A}xfrm")
    transform = element.find(f"{P}xfrm") if transform is None else transform
    if transform is None or transform.find(A + "off") is None:
        return Place()
    x, y = _pair(transform, "off")
    return Place((scale.dy + scale.down * y) / EMU, (scale.dx + scale.across * x) / EMU)


def in_order(shapes: Sequence[Shape]) -> list[Shape]:
    """Titles first, then from top to bottom; those that begin at one height from left to right."""
    titles = [shape for shape in shapes if shape.kind in TITLES]
    rest = sorted((shape for shape in shapes if shape.kind not in TITLES), key=lambda s: s.place)
    rows: list[list[Shape]] = []
    for shape in rest:
        if rows and shape.place.y - rows[-1][0].place.y < SAME_ROW:
            rows[-1].append(shape)
        else:
            rows.append([shape])
    return titles + [shape for row in rows for shape in sorted(row, key=lambda s: s.place.x)]


def paragraphs(body: Any) -> list[tuple[str, float | None, bool]]:
    """Text, font size and boldness of each paragraph of a text body, a line break within one as a new one."""
    found: list[tuple[str, float | None, bool]] = []
    for paragraph in body.iterchildren(A + "p"):
        text = ""
        look = None
        for child in paragraph.iterchildren():
            if child.tag == A + "br":
                text += "\n"
            elif child.tag in (A + "r", A + "fld"):
                properties = child.find(A + "rPr")
                if properties is not None and properties.get("strike", "noStrike") != "noStrike":
                    continue
                look = properties if look is None else look
                said = child.find(A + "t")
                text += (said.text or "") if said is not None else ""
        size = _float(look.get("sz")) / 100 if look is not None and look.get("sz") else None
        bold = look is not None and look.get("b") in ("1", "true")
        found += [(part, size, bold) for part in re.split("[\n\x0b]", text)]
    return found


def table_rows(table: Any) -> list[str]:
    """The rows of a table, cells parted by tabs; below or beside a merged cell they are empty."""
    rows = []
    for row in table.iterchildren(A + "tr"):
        cells = []
        for cell in row.iterchildren(A + "tc"):
            covered = cell.get("hMerge") in ("1", "true") or cell.get("vMerge") in ("1", "true")
            body = cell.find(A + "txBody")
            texts = [text for text, _, _ in paragraphs(body)] if body is not None and not covered else []
            cells.append(SPACE.sub(" ", " ".join(texts)).strip(" \u3000"))
        rows.append("\t".join(cells))
    return rows


def lines_of(shape: Shape, table: int) -> list[RawLine]:
    """The lines of a shape. `table` is the number that a table in it takes."""
    found = next(shape.element.iter(A + "tbl"), None)
    if found is not None:
        return [RawLine(row, table=table) for row in table_rows(found) if row.strip()]
    style = "heading" if shape.kind in TITLES else None
    body = shape.element.find(P + "txBody")
    if body is None:
        return []
    return [
        RawLine(text, font_size=size, bold=bold, style=style)
        for text, size, bold in paragraphs(body)
        if text.strip()
    ]


def diagram_of(shape: Shape) -> str | None:
    """The id of the relation to the data of a diagram (SmartArt) that the shape shows."""
    found = next(shape.element.iter(D + "relIds"), None)
    return None if found is None else found.get(R + "dm")


def diagram_lines(root: Any) -> list[RawLine]:
    """The texts of a diagram's points, in the order of its data."""
    bodies = (body for point in root.iter(D + "pt") for body in point.iterchildren(D + "t"))
    return [RawLine(text) for body in bodies for text, _, _ in paragraphs(body) if text.strip()]
