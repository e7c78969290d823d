"""The characters of an OFD page with their places (GB/T 33190-2016: objects in millimetres, each in a boundary of its
own with a transformation).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pipeline.model.source import Box
from pipeline.readers.glyphs import ASCENT, HAN, Glyph

POINTS = 72 / 25.4  # in a millimetre
LEVEL = 1.0  # points that a line of a table may rise or lean
MOST_TOKENS = 600  # of one path: more is a shape
MOST_OBJECTS = 2_000_000
DEEPEST = 8  # composite objects within one another
TURNED = 0.05  # radians: text set at an angle is a watermark or a stamp


class Transform(NamedTuple):
    """x' = a x + c y + e, y' = b x + d y + f."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def at(self, x: float, y: float) -> tuple[float, float]:
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def within(self, outer: Transform) -> Transform:
        """This transformation first, then `outer`."""
        e, f = outer.at(self.e, self.f)
        return Transform(
            outer.a * self.a + outer.c * self.b, outer.b * self.a + outer.d * self.b,
            outer.a * self.c + outer.c * self.d, outer.b * self.c + outer.d * self.d, e, f,
        )  # fmt: skip


@dataclass
class Page:
    """What was met on a page, in points."""

    units: Mapping[str, Any]  # composite units by their id
    glyphs: list[Glyph] = field(default_factory=list)
    turned: list[str] = field(default_factory=list)  # texts set at an angle
    lost: int = 0  # characters without a meaning
    budget: int = MOST_OBJECTS
    drawn: list[Box] = field(default_factory=list)  # level and upright lines, for the tables
    tables: int = 0  # found in the file so far
    texts: int = 0  # objects with text
    alone: int = 0  # those of one character

    def in_lines(self) -> list[Glyph]:
        """The characters as they are drawn; where each is an object of its own, in any order, from left to right on
        each base line, so that blanks stand between the words that they part.
        """
        if self.alone < 0.5 * self.texts:
            return self.glyphs
        return sorted(self.glyphs, key=lambda g: (round(g.y0 + ASCENT * (g.y1 - g.y0), 1), g.x0))

    def take(self, container: Any, transform: Transform, depth: int = 0) -> None:
        """Takes in the objects of a layer, a block, or a composite unit."""
        for element in container.iterchildren():
            name = local(element)
            self.budget -= 1
            if self.budget <= 0 or element.get("Visible") == "false":
                continue
            if name == "TextObject":
                self._text(element, transform)
            elif name == "PathObject":
                place = _placed(element, transform)
                self.drawn += [line for child in element.iterchildren() for line in _lines(child, place)]
            elif name == "CompositeObject" and depth < DEEPEST:
                unit = self.units.get(element.get("ResourceID") or "")
                if unit is not None:
                    self.take(unit, _placed(element, transform), depth + 1)
            elif name in ("Content", "Layer", "PageBlock") and depth < 4 * DEEPEST:
                self.take(element, transform, depth + 1)

    def _text(self, element: Any, transform: Transform) -> None:
        size = max(number(element.get("Size")), 0.0) or 3.5
        place = _placed(element, transform)
        across = number(element.get("HScale"), 1.0)
        x = y = 0.0
        texts: list[str] = []
        for code in element.iterchildren():
            if local(code) != "TextCode":
                continue
            x, y = number(code.get("X"), x), number(code.get("Y"), y)
            text = (code.text or "").replace("\n", "").replace("\r", "")
            texts.append(text)
            if abs(math.atan2(place.b, place.a)) <= TURNED:
                self._characters(text, _places(code, text, x, y, size * across), size, across, place)
        self.texts += 1
        self.alone += sum(map(len, texts)) == 1
        if texts and abs(math.atan2(place.b, place.a)) > TURNED:
            self.turned.append("".join(texts).strip())

    def _characters(
        self, text: str, places: Sequence[tuple[float, float]], size: float, across: float, place: Transform
    ) -> None:
        up, wide = math.hypot(place.c, place.d) * size, math.hypot(place.a, place.b) * size * across
        for character, (x, y) in zip(text, places, strict=True):
            if 0xE000 <= ord(character) <= 0xF8FF or character == "\ufffd":
                self.lost += 1
                continue
            left, base = place.at(x, y)
            right = left + wide * advance(character)
            top, bottom = base - ASCENT * up, base + (1 - ASCENT) * up
            self.glyphs.append(Glyph(character, left * POINTS, top * POINTS, right * POINTS, bottom * POINTS))


def _lines(child: Any, place: Transform) -> Iterator[Box]:
    """The level and upright pieces of a path, points: `M 0 0 L 170 0 C` moves, draws a line, and closes."""
    if local(child) != "AbbreviatedData":
        return
    tokens = (child.text or "").split()[:MOST_TOKENS]
    before = began = (0.0, 0.0)
    for at, token in enumerate(tokens):
        if token not in ("S", "M", "L", "C"):
            continue
        if token == "C":
            here = began
        else:
            x, y = place.at(
                number("".join(tokens[at + 1 : at + 2])), number("".join(tokens[at + 2 : at + 3]))
            )
            here = (x * POINTS, y * POINTS)
        if token in "LC" and (abs(here[0] - before[0]) < LEVEL) != (abs(here[1] - before[1]) < LEVEL):
            (x0, x1), (y0, y1) = sorted((before[0], here[0])), sorted((before[1], here[1]))
            yield Box(x0, y0, x1, y1)
        before = here
        began = here if token in "SM" else began


def _places(code: Any, text: str, x: float, y: float, em: float) -> list[tuple[float, float]]:
    """Where each character begins on its base line; without distances they follow one another by their width."""
    across, down = _deltas(code.get("DeltaX"), len(text)), _deltas(code.get("DeltaY"), len(text))
    found = [(x, y)]
    for place, character in enumerate(text[:-1]):
        step = across[place] if place < len(across) else 0.0 if down else em * advance(character)
        x, y = x + step, y + (down[place] if place < len(down) else 0.0)
        found.append((x, y))
    return found[: len(text)]


def _deltas(said: str | None, most: int) -> list[float]:
    """Distances from one character to the next; `g 3 5` is three times 5."""
    found: list[float] = []
    tokens = iter((said or "").split())
    for token in tokens:
        if token == "g":
            count, step = number(next(tokens, "")), number(next(tokens, ""))
            found += [step] * int(min(max(count, 0), most))
        else:
            found.append(number(token))
        if len(found) >= most:
            break
    return found


def _placed(element: Any, outer: Transform) -> Transform:
    """From the coordinates of an object to those of the page."""
    left, top, *_ = (*numbers(element.get("Boundary")), 0.0, 0.0)
    own = numbers(element.get("CTM"))
    inner = Transform(*own) if len(own) == 6 else Transform()
    return inner.within(Transform(e=left, f=top)).within(outer)


def advance(character: str) -> float:
    """Width of a character as a share of its size, as far as it is known without its font."""
    if HAN.match(character) or ord(character) >= 0x2E80 or character in "—…“”‘’·":
        return 1.0
    return 0.5


def local(element: Any) -> str:
    """The name without its namespace: makers of OFD use several, and none."""
    return element.tag.rsplit("}", 1)[-1] if isinstance(element.tag, str) else ""


def named(root: Any, *path: str) -> Iterator[Any]:
    """The elements that a path of names leads to."""
    if not path:
        yield root
        return
    for child in root.iterchildren():
        if local(child) == path[0]:
            yield from named(child, *path[1:])


def number(text: str | None, otherwise: float = 0.0) -> float:
    try:
        value = float(text) if text else otherwise
    except ValueError:
        return otherwise
    return value if abs(value) < 1e6 else otherwise


def numbers(text: str | None) -> list[float]:
    return [number(part) for part in (text or "").split()[:6]]
