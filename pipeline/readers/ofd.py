"""OFD, the Chinese standard for fixed pages (GB/T 33190-2016): the characters of each page, with their places, from
the XML itself. Text of page templates and of composite objects is read too.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from pipeline.model.issue import Unreadable
from pipeline.model.limits import bounds
from pipeline.model.source import RawDocument, RawPage, Reader
from pipeline.readers import ofdscans, recognition, ruled
from pipeline.readers.glyphs import printed_lines
from pipeline.readers.ofdpage import POINTS, Page, Transform, local, named, numbers
from pipeline.readers.packages import checked_parts, parsed
from pipeline.readers.pdftables import FEWEST_RULES

EXTENSIONS = (".ofd",)
ZIP = b"PK\x03\x04"
MOST_UNMAPPED = 0.3
A4 = (210.0, 297.0)  # millimetres
DAMAGED = "文件已损坏或不是 OFD：请用 OFD 阅读器打开核对，重新导出后再试。"
LOCKED = "OFD 文件已加密：请在 OFD 阅读器中解除加密，另存后再试。"
SCANNED = (
    "OFD 里没有文字，只有图片或轮廓（可能是扫描或转换而成）；" + recognition.INSTALL + "，或索取文字版。"
)
UNMAPPED = "OFD 里的字没有编码对应，读出来是乱码：请索取 Word 版，或做文字识别（OCR）。"

Parts = dict[str, Callable[[], bytes]]


@dataclass
class Book:
    """What the pages of one document in the file share."""

    parts: Parts
    units: dict[str, Any] = field(default_factory=dict)
    templates: dict[str, str] = field(default_factory=dict)  # path of each page template by its id
    size: tuple[float, float] = A4

    def root(self, path: str) -> Any:
        return parsed(self.parts[path](), DAMAGED) if path in self.parts else None


def sniff(head: bytes, extension: str) -> bool:
    if head.startswith(ZIP) and b"OFD.xml" in head:
        return True
    return extension in EXTENSIONS and not any(mark in head for mark in (b"word/", b"xl/", b"ppt/", b"%PDF-"))


def read(data: bytes) -> RawDocument:
    """The printed lines of every page with their boxes. Raises Unreadable."""
    if not data.startswith(ZIP):
        raise Unreadable("corrupt", DAMAGED)
    parts = {path.lstrip("/"): part for path, part in checked_parts(data, DAMAGED, (".xml", ".XML")).items()}
    main = next((path for path in parts if path.lower() == "ofd.xml"), None)
    if main is None:
        raise Unreadable("corrupt", DAMAGED)
    root = parsed(parts[main](), DAMAGED)
    pages: list[RawPage] = []
    taken = Page({})
    total = 0
    for body in named(root, "DocBody"):
        for place in named(body, "DocRoot"):
            count = _document(parts, (place.text or "").strip().lstrip("/"), pages, taken)
            total += count
    if not total:
        locked = any("encrypt" in path.lower() for path in parts)
        raise Unreadable(*(("encrypted", LOCKED) if locked else ("corrupt", DAMAGED)))
    characters = sum(len(line.text) for page in pages for line in page.lines)
    if taken.lost > MOST_UNMAPPED * (characters + taken.lost):
        raise Unreadable("unsupported", UNMAPPED)
    if not characters:
        scans = ofdscans.pages(data)
        if not any(page.lines for page in scans):
            raise Unreadable("empty", SCANNED)
        return RawDocument(pages=tuple(scans), set_aside=(recognition.note(scans),))
    said = {
        local(e): (e.text or "").strip()
        for info in named(root, "DocBody", "DocInfo")
        for e in info.iterchildren()
    }
    day = re.match("[0-9]{4}-[0-9]{2}-[0-9]{2}", said.get("ModDate") or said.get("CreationDate") or "")
    return RawDocument(
        pages=tuple(pages),
        title=said.get("Title") or None,
        author=said.get("Author") or None,
        date=day[0] if day else None,
        partial=total > bounds().pages or taken.budget <= 0,
        set_aside=tuple(dict.fromkeys(text for text in taken.turned if text)),
        replaced=taken.lost,
    )


def _document(parts: Parts, path: str, pages: list[RawPage], taken: Page) -> int:
    """Adds the pages of one document, up to the bound. How many it has."""
    book = Book(parts)
    root = book.root(path)
    if root is None:
        return 0
    folder = posixpath.dirname(path)
    for common in named(root, "CommonData"):
        for child in common.iterchildren():
            name = local(child)
            if name == "PageArea":
                book.size = _size(child) or book.size
            elif name == "TemplatePage":
                book.templates[child.get("ID") or ""] = _path(folder, child.get("BaseLoc"))
            elif name in ("PublicRes", "DocumentRes"):
                book.units.update(_units(book.root(_path(folder, child.text))))
    locations = [_path(folder, page.get("BaseLoc")) for page in named(root, "Pages", "Page")]
    for location in locations[: max(bounds().pages - len(pages), 0)]:
        page = book.root(location)
        if page is not None:
            pages.append(_page(book, page, len(pages) + 1, taken, posixpath.dirname(location)))
    return len(locations)


def _page(book: Book, root: Any, number: int, taken: Page, folder: str) -> RawPage:
    units = dict(book.units)
    for resource in named(root, "PageRes"):
        units.update(_units(book.root(_path(folder, resource.text))))
    page = Page(units, budget=taken.budget)
    for template in named(root, "Template"):
        path = book.templates.get(template.get("TemplateID") or "")
        below = book.root(path) if path else None
        for content in named(below, "Content") if below is not None else ():
            page.take(content, Transform())
    for content in named(root, "Content"):
        page.take(content, Transform())
    taken.turned += page.turned
    taken.lost += page.lost
    taken.budget = page.budget
    width, height = next((size for area in named(root, "Area") if (size := _size(area))), book.size)
    ruled_here = FEWEST_RULES <= len(page.drawn) <= 4 * bounds().page_rules
    tables, rest = ruled.tables(page.drawn, page.in_lines()) if ruled_here else ([], page.in_lines())
    lines = printed_lines(rest)
    for table in tables:
        taken.tables += 1
        lines += [replace(row, table=taken.tables) for row in table.rows]
    return RawPage(tuple(lines), number, width * POINTS, height * POINTS)


def _units(root: Any) -> Iterator[tuple[str, Any]]:
    """The composite units of a file of resources, by their ids."""
    if root is None:
        return
    for unit in named(root, "CompositeGraphicUnits", "CompositeGraphicUnit"):
        yield unit.get("ID") or "", unit


def _size(area: Any) -> tuple[float, float] | None:
    """Width and height of the page in millimetres."""
    for name in ("PhysicalBox", "ApplicationBox"):
        for box in named(area, name):
            values = numbers(box.text)
            if len(values) >= 4 and values[2] > 0 and values[3] > 0:
                return values[2], values[3]
    return None


def _path(folder: str, said: str | None) -> str:
    """A path in the package: from its root where it begins with `/`, else from the folder of the file that names it."""
    said = (said or "").strip().replace("\\", "/")
    return posixpath.normpath(said.lstrip("/") if said.startswith("/") else posixpath.join(folder, said))


READER = Reader("OFD", EXTENSIONS, sniff, read)
