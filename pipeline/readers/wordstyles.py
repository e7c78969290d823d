"""Paragraph and character styles of a Word file, as far as they tell what a line is."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, NamedTuple

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
KINDS = (
    (re.compile("^(?:title|标题)$", re.I), "title"),
    (re.compile("^(?:subtitle|副标题)$", re.I), "subtitle"),
    (re.compile("^(?:heading|标题|样式标题)\\s*[0-9]", re.I), "heading"),
    (re.compile("^(?:caption|题注|图注)$", re.I), "caption"),
    (re.compile("^(?:toc|目录)\\s*(?:[0-9]|heading|标题)", re.I), "contents"),
)


class Look(NamedTuple):
    """How characters are set: size in points, None where nothing says; bold or not."""

    size: float | None = None
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Style:
    kind: str | None = None  # title subtitle heading caption contents
    look: Look = Look()
    number: tuple[str, str] | None = None  # list id and level


@dataclass(frozen=True)
class Styles:
    by_id: dict[str, Style] = field(default_factory=dict)
    default: Style = Style()

    @classmethod
    def of(cls, root: Any) -> Styles:
        if root is None:
            return cls()
        elements = {e.get(W + "styleId"): e for e in root.iter(W + "style")}
        base = _look(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"), Look())
        by_id: dict[str, Style] = {}
        for name in elements:
            _resolve(name, elements, base, by_id)
        first = next(
            (
                i
                for i, e in elements.items()
                if e.get(W + "type") == "paragraph" and e.get(W + "default") in ("1", "true")
            ),
            None,
        )
        return cls(by_id, by_id.get(first, Style(look=base)) if first else Style(look=base))

    def of_paragraph(self, paragraph: Any) -> Style:
        properties = paragraph.find(W + "pPr")
        if properties is None:
            return self.default
        named = properties.find(W + "pStyle")
        style = self.by_id.get(named.get(W + "val"), self.default) if named is not None else self.default
        level = properties.find(W + "outlineLvl")
        if style.kind is None and level is not None and level.get(W + "val", "9") in "012345678":
            return Style("heading", style.look, style.number)
        return style


def _resolve(
    name: str, elements: dict[str, Any], base: Look, done: dict[str, Style], depth: int = 0
) -> Style:
    """The style with what it takes over from the styles that it is based on."""
    if name in done:
        return done[name]
    element = elements[name]
    parent_name = element.find(W + "basedOn")
    parent = Style(look=base)
    if parent_name is not None and parent_name.get(W + "val") in elements and depth < 12:
        parent = _resolve(parent_name.get(W + "val"), elements, base, done, depth + 1)
    shown = element.find(W + "name")
    said = shown.get(W + "val", "") if shown is not None else ""
    kind = next((kind for pattern, kind in KINDS if pattern.match(said)), parent.kind)
    properties = element.find(W + "pPr")
    number = number_of(properties) or parent.number
    level = properties.find(W + "outlineLvl") if properties is not None else None
    if kind is None and level is not None and level.get(W + "val", "9") in "012345678":
        kind = "heading"
    done[name] = Style(kind, _look(element.find(W + "rPr"), parent.look), number)
    return done[name]


def number_of(properties: Any) -> tuple[str, str] | None:
    """List id and level that paragraph properties name, None where they name no list."""
    found = properties.find(W + "numPr") if properties is not None else None
    if found is None:
        return None
    number, level = found.find(W + "numId"), found.find(W + "ilvl")
    if number is None:
        return None
    return number.get(W + "val", "0"), level.get(W + "val", "0") if level is not None else "0"


def _look(properties: Any, base: Look) -> Look:
    if properties is None:
        return base
    size, bold = properties.find(W + "sz"), properties.find(W + "b")
    points = _points(size.get(W + "val")) if size is not None else base.size
    return Look(points, _on(bold) if bold is not None else base.bold)


def _points(half_points: str | None) -> float | None:
    return int(half_points) / 2 if half_points and half_points.isdigit() else None


def _on(element: Any) -> bool:
    return element.get(W + "val", "1") not in ("0", "false", "off", "none")


def look_of(properties: Any, base: Look, styles: Styles) -> tuple[Look, bool]:
    """Look of a run, and whether it is hidden or struck through: what an author crossed out is not quoted."""
    if properties is None:
        return base, False
    marks = [properties.find(W + name) for name in ("vanish", "strike", "dstrike")]
    named = properties.find(W + "rStyle")
    if named is not None and named.get(W + "val") in styles.by_id:
        given = styles.by_id[named.get(W + "val")].look
        base = Look(base.size, base.bold or given.bold)
    return _look(properties, base), any(mark is not None and _on(mark) for mark in marks)
