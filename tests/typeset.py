"""Magazine pages set with known truth: columns, titles across them, pictures, tables, drop caps, in any drawing order.

An article is wrapped to lines, the lines fill columns, and what is drawn is a list of pieces that can be shuffled as
page-layout programs do.
"""

from __future__ import annotations

import io
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from typeset_texts import Article

NO_LINE_START = "，。、；：！？”’》）%"
NO_LINE_END = "“‘《（"
FONT_FILES = (
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
    "/usr/share/fonts/truetype/arphic/uming.ttc",
)


@dataclass(frozen=True)
class Style:
    """How pages look. Lengths in points."""

    columns: int = 3
    font: str = "STSong-Light"
    size: float = 10.0
    leading: float = 1.6  # of the size
    gutter: float = 18.0
    margin: float = 42.0
    width: float = 595.0
    height: float = 842.0
    title_size: float = 22.0
    head_scale: float = 1.15
    head_font: str | None = None  # None: the font of the body
    caption_scale: float = 0.82
    indent: float = 2.0  # characters
    justify: bool = True
    hang: bool = False  # a mark that may not begin a line stands out of the column; else the line is squeezed
    drop_cap: bool = False
    pull_quote: bool = False
    vertical_title: bool = False
    boxed_pictures: bool = True
    wide_picture: bool = False  # the first picture stands over two columns
    captions_beside: bool = False  # captions stand on the picture's lower edge, in a narrower measure
    title_in_column: bool = (
        False  # an article after the first has its title in the column where the last ended
    )
    shuffled: bool = False


@dataclass(frozen=True)
class Piece:
    x: float
    y: float  # base line from the top of the page
    text: str
    size: float
    font: str
    space: float = 0.0  # between characters


@dataclass
class Sheet:
    """A page: pieces of text, boxes (x0, y0, x1, y1, grey or None for an outline)."""

    pieces: list[Piece] = field(default_factory=list)
    boxes: list[tuple[float, float, float, float, float | None]] = field(default_factory=list)


@dataclass(frozen=True)
class Item:
    """What fills a column: a printed line, or something as high that is not parted."""

    height: float
    pieces: tuple[Piece, ...]  # relative to the top left of the item
    boxes: tuple[tuple[float, float, float, float, float | None], ...] = ()
    keep: bool = False  # with the next one


@cache
def font_named(name: str) -> str:
    """Readies a font: one that every reader of PDF brings itself, or the path of a TrueType file."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfbase.ttfonts import TTFont

    if not name.startswith("/"):
        pdfmetrics.registerFont(UnicodeCIDFont(name))
        return name
    pdfmetrics.registerFont(TTFont(Path(name).stem, name, subfontIndex=0))
    return Path(name).stem


def fonts() -> tuple[str, ...]:
    """The fonts there are: two that need no file, and the files found."""
    return ("STSong-Light", "MSung-Light", *(f for f in FONT_FILES if Path(f).exists()))


def measure(text: str, font: str, size: float) -> float:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    return float(stringWidth(text, font_named(font), size))


def wrapped(text: str, font: str, size: float, room: Sequence[float]) -> list[str]:
    """Printed lines; `room` is the width of each, the last one for all that follow. Latin words are not parted."""
    lines, current, used, place = [], "", 0.0, 0
    while place < len(text):
        unit = text[place]
        while unit.isascii() and unit.isalnum() and place + len(unit) < len(text) and text[place + len(unit)].isascii() and text[place + len(unit)].isalnum():  # fmt: skip
            unit = text[place : place + len(unit) + 1]
        wide = measure(unit, font, size)
        limit = room[min(len(lines), len(room) - 1)]
        if current and used + wide > limit + 0.01 and unit not in NO_LINE_START:
            carried = current[-1] if current[-1] in NO_LINE_END else ""
            lines.append(current[: len(current) - len(carried)])
            current, used = carried, measure(carried, font, size)
        current, used, place = current + unit, used + wide, place + len(unit)
    return [*lines, current]


@dataclass
class Setter:
    style: Style
    sheets: list[Sheet] = field(default_factory=list)
    column: int = 0
    y: float = 0.0
    tops: list[float] = field(default_factory=list)
    bottom: float = 0.0

    @property
    def measure(self) -> float:
        s = self.style
        return (s.width - 2 * s.margin - (s.columns - 1) * s.gutter) / s.columns

    def left(self, column: int) -> float:
        return self.style.margin + column * (self.measure + self.style.gutter)

    def new_page(self) -> None:
        s = self.style
        sheet = Sheet()
        number = len(self.sheets) + 16
        sheet.pieces.append(Piece(s.margin, 36.0, "基层视野  2025年第3期", 8.5, s.font))
        sheet.pieces.append(Piece(s.width / 2 - 10, s.height - 28, f"· {number} ·", 8.5, s.font))
        self.sheets.append(sheet)
        self.tops = [64.0] * s.columns
        self.bottom = s.height - 60.0
        self.column, self.y = 0, 64.0

    def put(self, item: Item, below: float = 0.0) -> None:
        """Sets an item at the next place; `below` is what must fit under it."""
        while self.y + item.height + below > self.bottom:
            self.column += 1
            if self.column >= self.style.columns:
                self.new_page()
            else:
                self.y = self.tops[self.column]
        x = self.left(self.column)
        sheet = self.sheets[-1]
        sheet.pieces += [Piece(x + p.x, self.y + p.y, p.text, p.size, p.font, p.space) for p in item.pieces]
        sheet.boxes += [(x + a, self.y + b, x + c, self.y + d, g) for a, b, c, d, g in item.boxes]
        self.y += item.height


def typeset(articles: Sequence[Article], style: Style, seed: int = 5) -> bytes:
    """The articles one after another as a PDF; each but the first begins where the last ended if the style says so."""
    return drawn(sheets(articles, style), style, seed)


def sheets(articles: Sequence[Article], style: Style) -> list[Sheet]:
    setter = Setter(style)
    for number, article in enumerate(articles):
        in_column = number > 0 and style.title_in_column
        if not in_column:
            setter.new_page()
            _title_across(setter, article, len(articles) > 1 and number > 0)
        items = _items(setter, article, in_column)
        for place, item in enumerate(items):
            setter.put(item, items[place + 1].height if item.keep and place + 1 < len(items) else 0.0)
    return setter.sheets


def _title_across(setter: Setter, article: Article, later: bool) -> None:
    s = setter.style
    sheet = setter.sheets[-1]
    if s.vertical_title and s.columns > 1:
        x = setter.left(0) + 10
        for place, character in enumerate(article.title.replace(" ", "")):
            sheet.pieces.append(Piece(x, 110.0 + place * s.title_size * 1.2, character, s.title_size, s.font))
        end = 110.0 + (len(article.title) + 1) * s.title_size * 1.2
        sheet.pieces.append(Piece(setter.left(0), end, article.byline, s.size, s.font))
        setter.tops[0] = end + 24
        setter.y = setter.tops[0]
        return
    lines = wrapped(article.title, s.font, s.title_size, [s.width - 2 * s.margin])
    y = 100.0
    for line in lines:
        x = (s.width - measure(line, s.font, s.title_size)) / 2
        sheet.pieces.append(Piece(x, y, line, s.title_size, s.font))
        y += 1.4 * s.title_size
    sheet.pieces.append(
        Piece((s.width - measure(article.byline, s.font, s.size)) / 2, y, article.byline, s.size, s.font)
    )
    setter.tops = [y + 2.2 * s.size] * s.columns
    setter.y = setter.tops[0]
    if s.wide_picture and s.columns > 2 and article.pictures:
        _wide_picture(setter, *article.pictures[0])


def _wide_picture(setter: Setter, caption: str, credit: str) -> None:
    """A picture over the last two columns, with caption and credit below it."""
    s = setter.style
    size = round(s.caption_scale * s.size, 1)
    column = s.columns - 2
    x, y = setter.left(column), setter.tops[column]
    sheet = setter.sheets[-1]
    sheet.boxes.append((x, y, x + 2 * setter.measure + s.gutter, y + 150, 0.8))
    sheet.pieces.append(Piece(x + 6, y + 150 + 1.3 * size, caption, size, s.font))
    sheet.pieces.append(
        Piece(
            x + 2 * setter.measure + s.gutter - measure(credit, s.font, size),
            y + 150 + 2.7 * size,
            credit,
            size,
            s.font,
        )
    )
    for place in (column, column + 1):
        setter.tops[place] = y + 150 + 4.2 * size


def _items(setter: Setter, article: Article, in_column: bool) -> list[Item]:
    s, wide = setter.style, setter.measure
    lead = s.leading * s.size
    items: list[Item] = []
    if in_column:
        size = max(1.5 * s.size, 0.7 * s.title_size)
        items.append(Item(0.8 * lead, (), keep=True))
        items += [
            Item(1.4 * size, (Piece(0, 1.1 * size, t, size, s.font),), keep=True)
            for t in wrapped(article.title, s.font, size, [wide])
        ]
        items.append(Item(1.2 * lead, (Piece(0, s.size, article.byline, s.size, s.font),), keep=True))
    first = True
    for block in article.blocks:
        if block.kind == "heading":
            font, size = s.head_font or s.font, s.head_scale * s.size
            items.append(Item(1.3 * lead, (Piece(0, size + 0.2 * lead, block.text, size, font),), keep=True))
        elif block.kind == "table":
            items.append(_table(s, block.text, wide))
        else:
            items += _paragraph(s, block.text, wide, s.drop_cap and first)
            first = False
    return _with_pictures(s, items, article, wide)


def _paragraph(s: Style, text: str, wide: float, drop: bool) -> list[Item]:
    lead, indent = s.leading * s.size, s.indent * s.size
    if drop:
        big = (lead + 0.88 * s.size) / 0.88
        room = measure(text[0], s.font, big) + 0.3 * s.size
        lines = wrapped(text[1:], s.font, s.size, [wide - room, wide - room, wide])
        items = [
            _line(s, t, room if n < 2 else 0.0, wide - (room if n < 2 else 0.0), n == len(lines) - 1, lead)
            for n, t in enumerate(lines)
        ]
        cap = Piece(0, s.size + lead, text[0], big, s.font)
        items[0] = Item(lead, (cap, *items[0].pieces), keep=True)
        return items
    lines = wrapped(text, s.font, s.size, [wide - indent, wide])
    return [
        _line(s, t, indent if n == 0 else 0.0, wide - (indent if n == 0 else 0.0), n == len(lines) - 1, lead)
        for n, t in enumerate(lines)
    ]


def _line(s: Style, text: str, x: float, room: float, last: bool, lead: float) -> Item:
    rest = room - measure(text, s.font, s.size)
    pressed = rest < 0 and not s.hang
    spread = len(text) > 1 and (pressed or s.justify and not last and -0.01 <= rest < 2.5 * s.size)
    return Item(lead, (Piece(x, s.size, text, s.size, s.font, rest / (len(text) - 1) if spread else 0.0),))


def _table(s: Style, text: str, wide: float) -> Item:
    rows = [row.split("\t") for row in text.split("\n")]
    high, cell = 1.7 * s.size, wide / len(rows[0])
    pieces = [
        Piece(c * cell + 3, 8 + r * high + 1.2 * s.size, t, 0.9 * s.size, s.font)
        for r, row in enumerate(rows)
        for c, t in enumerate(row)
    ]
    boxes = [
        (c * cell, 8 + r * high, (c + 1) * cell, 8 + (r + 1) * high, None)
        for r, row in enumerate(rows)
        for c in range(len(row))
    ]
    return Item(len(rows) * high + 16, tuple(pieces), tuple(boxes))


def _with_pictures(s: Style, items: list[Item], article: Article, wide: float) -> list[Item]:
    """Pictures put between lines, where they come, in the middle of paragraphs too."""
    shown = article.pictures[1:] if s.wide_picture and s.columns > 2 else article.pictures
    size = round(s.caption_scale * s.size, 1)
    for number, (caption, credit) in enumerate(shown, start=1):
        inner = 0.85 * wide if s.captions_beside else wide
        lines = wrapped(caption, s.font, size, [inner])
        high = 70.0
        pieces = [
            Piece(wide - inner, high + 12 + 1.4 * size * (n + 1), t, size, s.font)
            for n, t in enumerate(lines)
        ]
        pieces.append(
            Piece(
                max(0.0, wide - measure(credit, s.font, size)), high + 10 + size * 0.9, credit, size, s.font
            )
            if not s.captions_beside
            else Piece(wide - inner, high + 12 + 1.4 * size * (len(lines) + 1), credit, size, s.font)
        )
        box = ((0.0, 6.0, wide, high + 2, 0.8),) if s.boxed_pictures else ()
        place = _between(items, number * len(items) // (len(shown) + 1))
        items.insert(place, Item(high + 24 + 1.4 * size * (len(lines) + 1), tuple(pieces), box))
    if s.pull_quote:
        quote, big = "群众的口碑，就是最好的答卷", 1.35 * s.size
        lines = wrapped(quote, s.font, big, [0.8 * wide])
        pieces = tuple(
            Piece(0.1 * wide, 14 + 1.5 * big * (n + 1) - 0.3 * big, t, big, s.font)
            for n, t in enumerate(lines)
        )
        rules = (
            (0.0, 8.0, wide, 8.5, 0.2),
            (0.0, 18 + 1.5 * big * len(lines), wide, 18.5 + 1.5 * big * len(lines), 0.2),
        )
        items.insert(_between(items, len(items) // 2 + 3), Item(28 + 1.5 * big * len(lines), pieces, rules))
    return items


def _between(items: list[Item], place: int) -> int:
    """Not after something that stays with what follows."""
    while 0 < place < len(items) and items[place - 1].keep:
        place += 1
    return place


def drawn(pages: Sequence[Sheet], style: Style, seed: int = 5) -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    file = io.BytesIO()
    canvas: Any = Canvas(file, pagesize=(style.width, style.height), invariant=True)
    chance = random.Random(seed)
    for sheet in pages:
        for x0, y0, x1, y1, grey in sheet.boxes:
            if grey is not None:
                canvas.setFillGray(grey)
            canvas.rect(x0, style.height - y1, x1 - x0, y1 - y0, stroke=grey is None, fill=grey is not None)
        canvas.setFillGray(0)
        pieces = list(sheet.pieces)
        if style.shuffled:
            chance.shuffle(pieces)
        for piece in pieces:
            text = canvas.beginText(piece.x, style.height - piece.y)
            text.setFont(font_named(piece.font), piece.size)
            text.setCharSpace(piece.space)
            if piece.text[0] in "■□":  # signs that a font may lack
                text.setFont(font_named("STSong-Light"), piece.size)
                text.textOut(piece.text[0])
                text.setFont(font_named(piece.font), piece.size)
            text.textOut(piece.text.lstrip("■□"))
            canvas.drawText(text)
        canvas.showPage()
    canvas.save()
    return file.getvalue()
