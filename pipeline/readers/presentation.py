"""Slides (.pptx): titles as headings, text by its place on the slide, tables as rows, notes as notes."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from pipeline.model.issue import Unreadable
from pipeline.model.limits import bounds
from pipeline.model.source import RawDocument, RawLine, RawPage, Reader
from pipeline.readers import ole
from pipeline.readers.packages import checked_parts, parsed
from pipeline.readers.slides import FURNITURE, P, R, diagram_lines, diagram_of, in_order, lines_of, shapes_of

EXTENSIONS = (".pptx", ".pptm", ".ppsx", ".potx", ".ppt", ".pps", ".dps")
ZIP = b"PK\x03\x04"
DAMAGED = "文件已损坏，打不开：请用 PowerPoint 或 WPS 打开修复，另存为 .pptx 后再试。"
LOCKED = "文件设有打开密码：请在 PowerPoint 或 WPS 中取消密码，另存后再试。"
OLD_FORMAT = "这是旧版演示文稿：请用 PowerPoint 或 WPS 打开，另存为 .pptx 后再试。"
EMPTY = "演示文稿里没有文字（可能只有图片）：请索取文字版，或先做文字识别。"

Parts = dict[str, Callable[[], bytes]]


def sniff(head: bytes, extension: str) -> bool:
    if head.startswith(ZIP):
        others = b"word/" in head or b"xl/" in head
        return not others and (b"ppt/" in head or extension in EXTENSIONS)
    return extension in EXTENSIONS and not head.lstrip().startswith((b"%PDF-", b"<", b"{\\rtf"))


def read(data: bytes) -> RawDocument:
    """The lines of the slides in their order, a page each. Hidden slides are set aside. Raises Unreadable."""
    if data.startswith(ole.MAGIC):
        locked = "EncryptedPackage" in ole.streams(data, DAMAGED)
        raise Unreadable(*(("encrypted", LOCKED) if locked else ("unsupported", OLD_FORMAT)))
    parts = checked_parts(data, DAMAGED, (".xml", ".rels"))
    if "ppt/presentation.xml" not in parts:
        raise Unreadable("corrupt", DAMAGED)
    paths = _slide_paths(parts)
    pages: list[RawPage] = []
    aside: list[str] = []
    tables = 0
    for number, path in enumerate(paths[: bounds().pages], start=1):
        if path not in parts:
            continue
        slide = parsed(parts[path](), DAMAGED)
        if slide.get("show") in ("0", "false"):
            aside.append(f"隐藏的幻灯片（第 {number} 张）未读取")
            continue
        lines, left = _lines(parts, path, slide, tables)
        aside += left
        tables = max((line.table for line in lines if line.table), default=tables)
        lines += _notes(parts, path)
        pages.append(RawPage(tuple(lines), number))
    pages = _with_title(pages)
    if not any(page.lines for page in pages):
        raise Unreadable("empty", EMPTY)
    title, author, date = _core(parts)
    return RawDocument(
        pages=tuple(pages), title=title, author=author, date=date, partial=len(paths) > bounds().pages,
        set_aside=tuple(dict.fromkeys(aside)),
    )  # fmt: skip


def _slide_paths(parts: Parts) -> list[str]:
    """The parts of the slides in the order in which they are shown."""
    targets = _targets(parts, "ppt/presentation.xml")
    root = parsed(parts["ppt/presentation.xml"](), DAMAGED)
    return [targets.get(slide.get(R + "id") or "", "") for slide in root.iter(P + "sldId")]


def _targets(parts: Parts, path: str) -> dict[str, str]:
    """Path of each part that a part refers to, by the id of the relation; and by its kind."""
    folder, name = posixpath.split(path)
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in parts:
        return {}
    found: dict[str, str] = {}
    for relation in parsed(parts[relations](), DAMAGED):
        target = relation.get("Target") or ""
        full = (
            target.lstrip("/")
            if target.startswith("/")
            else posixpath.normpath(posixpath.join(folder, target))
        )
        found[relation.get("Id") or ""] = full
        found.setdefault((relation.get("Type") or "").rsplit("/", 1)[-1], full)
    return found


def _lines(parts: Parts, path: str, slide: Any, tables: int) -> tuple[list[RawLine], list[str]]:
    """The lines of a slide, and its date, foot and number."""
    tree = slide.find(f"{P}cSld/{P}spTree")
    lines: list[RawLine] = []
    left: list[str] = []
    for shape in in_order(list(shapes_of(tree))) if tree is not None else ():
        found = lines_of(shape, tables + 1)
        diagram = _targets(parts, path).get(diagram_of(shape) or "", "")
        if diagram in parts:
            found += diagram_lines(parsed(parts[diagram](), DAMAGED))
        if shape.kind in FURNITURE:
            left += [line.text.strip() for line in found]
            continue
        tables += any(line.table for line in found)
        lines += found
    return lines, left


def _notes(parts: Parts, path: str) -> list[RawLine]:
    """What the speaker noted below the slide."""
    notes = _targets(parts, path).get("notesSlide", "")
    if notes not in parts:
        return []
    tree = parsed(parts[notes](), DAMAGED).find(f"{P}cSld/{P}spTree")
    shapes = shapes_of(tree) if tree is not None else ()
    return [
        replace(line, style="note", table=None, font_size=None)
        for shape in shapes
        if shape.kind == "body"
        for line in lines_of(shape, 0)
    ]


def _with_title(pages: list[RawPage]) -> list[RawPage]:
    """The title of the first slide is the title of the whole."""
    first = next((place for place, page in enumerate(pages) if page.lines), None)
    if first is None or pages[first].lines[0].style != "heading":
        return pages
    lines = pages[first].lines
    size = next((i for i, line in enumerate(lines) if line.style != "heading"), len(lines))
    titled = (*(replace(line, style="title") for line in lines[:size]), *lines[size:])
    return [*pages[:first], replace(pages[first], lines=titled), *pages[first + 1 :]]


def _core(parts: Parts) -> tuple[str | None, str | None, str | None]:
    """Title, author and day of the last change, as the file says of itself."""
    from pipeline.readers.wordml import core_properties

    if "docProps/core.xml" not in parts:
        return None, None, None
    title, author, date = core_properties(parsed(parts["docProps/core.xml"](), DAMAGED))
    return None if title and re.match("(?i)powerpoint|演示文稿|幻灯片", title) else title, author, date


READER = Reader("演示文稿", EXTENSIONS, sniff, read)
