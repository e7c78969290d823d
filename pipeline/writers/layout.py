"""The pages of a file with what was made of each printed line: kind, order, and what was left out. For `taizhang read
--layout`, so that a person sees why something went wrong.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree as Tree

from pipeline.model.source import Box, RawDocument, RawPage
from pipeline.structure import Arranged
from pipeline.structure.places import Place
from pipeline.writers.labels import labelled

COLOURS = {
    "title": "#c0392b",
    "subtitle": "#d35400",
    "byline": "#8e44ad",
    "heading": "#b7791f",
    "body": "#1f618d",
    "table": "#117a65",
    "caption": "#5d6d7e",
    "credit": "#5d6d7e",
    "note": "#7d6608",
}
ASIDE = "#999999"
MOST_PAGES = 60
MOST_DRAWN = 12  # pages of a picture
STYLE = (
    "body{font:15px/1.6 'Noto Sans CJK SC','Microsoft YaHei',SimSun,sans-serif;margin:1.5em;background:#f4f4f4}"
    "svg{background:#fff;border:1px solid #bbb;margin:0 1em 1.5em 0;max-width:100%;height:auto}"
    "ul{list-style:none;padding:0}li{display:inline-block;margin-right:1.2em}"
    "i{display:inline-block;width:1em;height:1em;vertical-align:-.1em;margin-right:.3em}"
)


@dataclass(frozen=True)
class Piece:
    """A printed line: its box, its text, what it became (None: left out), its paragraph and its place in the order."""

    box: Box
    text: str
    kind: str | None = None
    label: str = ""
    order: int = 0


def page_html(raw: RawDocument, found: Arranged) -> str:
    """The pages as one HTML file that needs no other."""
    root = Tree.Element("html", lang="zh-CN")
    head = Tree.SubElement(root, "head")
    Tree.SubElement(head, "meta", charset="utf-8")
    Tree.SubElement(head, "title").text = f"版面 {found.document.name}"
    Tree.SubElement(head, "style").text = STYLE
    body = Tree.SubElement(root, "body")
    Tree.SubElement(body, "h1").text = f"版面：{found.document.name}"
    Tree.SubElement(
        body, "p"
    ).text = "每个框是一行，颜色是类别，左上角是“篇.段”，细线是阅读顺序；灰色虚线框的行没有进入正文（页眉、页码等）。"
    _legend(body)
    for page, pieces in pages(raw, found):
        _svg(body, page, pieces)
    return "<!DOCTYPE html>\n" + Tree.tostring(root, encoding="unicode", method="html")


def pages(raw: RawDocument, found: Arranged) -> Iterator[tuple[RawPage, list[Piece]]]:
    """Each page with its pieces in reading order, then those that were left out."""
    paragraphs = {(a.number, p.number): p for a in found.document.articles for p in a.paragraphs}
    by_page: dict[int, list[Place]] = {}
    for place in found.places:
        by_page.setdefault(place.page, []).append(place)
    for page in raw.pages[:MOST_PAGES]:
        if page.number is None or not page.width or not page.height:
            continue
        done: list[Piece] = []
        for order, place in enumerate(by_page.get(page.number, ()), start=1):
            paragraph = paragraphs[place.article, place.paragraph]
            text = paragraph.text[place.start : place.end]
            done.append(Piece(place.box, text, paragraph.kind, f"{place.article}.{place.paragraph}", order))
        left = [
            Piece(x.box, x.text) for x in page.lines if x.box and not any(_covers(d.box, x.box) for d in done)
        ]
        yield page, [*done, *left]


def _called(kind: str) -> str:
    return str(labelled("paragraphs", "kind")(kind)) if kind else "未进入正文"


def _covers(outer: Box, inner: Box) -> bool:
    x, y = (inner.x0 + inner.x1) / 2, (inner.y0 + inner.y1) / 2
    return outer.x0 - 1 <= x <= outer.x1 + 1 and outer.y0 - 1 <= y <= outer.y1 + 1


def _legend(body: Any) -> None:
    listed = Tree.SubElement(body, "ul")
    for kind, colour in (*COLOURS.items(), ("", ASIDE)):
        item = Tree.SubElement(listed, "li")
        Tree.SubElement(item, "i", style=f"background:{colour}").tail = _called(kind)


def _svg(body: Any, page: RawPage, pieces: Sequence[Piece]) -> None:
    width, height = page.width or 1.0, page.height or 1.0
    Tree.SubElement(body, "h2").text = f"第{page.number}页"
    svg = Tree.SubElement(
        body, "svg", xmlns="http://www.w3.org/2000/svg", width=f"{1.4 * width:.0f}", height=f"{1.4 * height:.0f}",
        viewBox=f"0 0 {width:.1f} {height:.1f}",
    )  # fmt: skip
    _path(svg, [piece for piece in pieces if piece.kind])
    last = ""
    for piece in pieces:
        _piece(svg, piece, piece.label if piece.label != last else "")
        last = piece.label


def _path(svg: Any, pieces: Sequence[Piece]) -> None:
    """A thin line through the pieces in their order."""
    points = " ".join(f"{p.box.x0 + 4:.1f},{(p.box.y0 + p.box.y1) / 2:.1f}" for p in pieces)
    Tree.SubElement(svg, "polyline", {"points": points, "fill": "none", "stroke": "#e67e22", "stroke-width": "0.6", "stroke-opacity": "0.7"})  # fmt: skip


def _piece(svg: Any, piece: Piece, label: str) -> None:
    box, colour = piece.box, COLOURS.get(piece.kind or "", ASIDE)
    group = Tree.SubElement(svg, "g")
    Tree.SubElement(group, "title").text = f"{_called(piece.kind or '')}　{piece.label}　{piece.text}"
    shape = {
        "x": f"{box.x0:.1f}",
        "y": f"{box.y0:.1f}",
        "width": f"{box.width:.1f}",
        "height": f"{box.height:.1f}",
    }
    dashes = {} if piece.kind else {"stroke-dasharray": "2 2"}
    Tree.SubElement(group, "rect", {"fill": colour, "stroke": colour, "fill-opacity": "0.08", "stroke-width": "0.5", **shape, **dashes})  # fmt: skip
    if box.width >= box.height or len(piece.text) == 1:
        size = min(0.8 * box.height, 1.6 * box.width / max(1, len(piece.text)))
        Tree.SubElement(
            group, "text", {"x": shape["x"], "y": f"{box.y0 + 0.8 * box.height:.1f}", "textLength": shape["width"],
            "lengthAdjust": "spacingAndGlyphs", "fill": "#222", "font-size": f"{size:.1f}"},
        ).text = piece.text  # fmt: skip
    if label:
        Tree.SubElement(group, "text", {"x": f"{box.x0 - 1:.1f}", "y": shape["y"], "fill": colour, "font-size": "5", "text-anchor": "end"}).text = label  # fmt: skip


def page_png(raw: RawDocument, found: Arranged, data: bytes) -> bytes | None:
    """The first pages one below another as a picture, drawn on the page itself where it is a PDF; None without Pillow."""
    try:
        from PIL import Image, ImageDraw
    except ImportError:
        return None
    scale = 1.5
    drawn = []
    for page, pieces in list(pages(raw, found))[:MOST_DRAWN]:
        size = (int(scale * (page.width or 1)), int(scale * (page.height or 1)))
        sheet = _ground(data, page, scale, size)
        pen = ImageDraw.Draw(sheet)
        path = [(scale * (p.box.x0 + 4), scale * (p.box.y0 + p.box.y1) / 2) for p in pieces if p.kind]
        pen.line(path, fill="#e67e22", width=1)
        for piece in pieces:
            corners = tuple(scale * x for x in (piece.box.x0, piece.box.y0, piece.box.x1, piece.box.y1))
            pen.rectangle(corners, outline=COLOURS.get(piece.kind or "", ASIDE), width=2)
            pen.text((corners[0], corners[1] - 10), piece.label, fill=COLOURS.get(piece.kind or "", ASIDE))
        drawn.append(sheet)
    if not drawn:
        return None
    whole = Image.new("RGB", (max(s.width for s in drawn), sum(s.height + 8 for s in drawn)), "#888")
    top = 0
    for sheet in drawn:
        whole.paste(sheet, (0, top))
        top += sheet.height + 8
    file = io.BytesIO()
    whole.save(file, "PNG")
    return file.getvalue()


def _ground(data: bytes, page: RawPage, scale: float, size: tuple[int, int]) -> Any:
    """The page as it looks, else white paper."""
    from PIL import Image

    if b"%PDF-" in data[:1024]:
        try:
            import pypdfium2

            pdf = pypdfium2.PdfDocument(data)
            try:
                return pdf[(page.number or 1) - 1].render(scale=scale).to_pil().convert("RGB").resize(size)
            finally:
                pdf.close()
        except (ImportError, OSError, RuntimeError):
            pass
    return Image.new("RGB", size, "white")
