"""The characters of a page of pdfium, each with its box as the page is shown."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable, Sequence
from typing import Any

from pipeline.readers.glyphs import ASCENT, Glyph, ink_alone

SMALLEST = 1.5  # points: a font of less is no measure
HAN_BEGINS = 0x2E80
NO_TEXT = frozenset({0, 0xFFFE, 0xFFFF, 0xFFFD, 2})

Place = Callable[[float, float, float, float], tuple[float, float, float, float]]


def glyphs_of(page: Any) -> tuple[list[Glyph], int]:
    """The characters of a page in the order they are drawn, and how many have no meaning."""
    text = page.get_textpage()
    try:
        glyphs, lost = _boxed(page, text, of_ink=False)
        return _boxed(page, text, of_ink=True) if ink_alone(glyphs) else (glyphs, lost)
    finally:
        text.close()


def _boxed(page: Any, text: Any, *, of_ink: bool) -> tuple[list[Glyph], int]:
    """As `glyphs_of`. `of_ink`: the boxes are no higher than the ink, so that base line and font size give them, at a cost."""
    from pypdfium2 import raw

    place = placing(page)
    rect = raw.FS_RECTF()
    reference = ctypes.byref(rect)
    glyphs: list[Glyph] = []
    lost, before = 0, float("inf")
    for index in range(raw.FPDFText_CountChars(text)):
        code = raw.FPDFText_GetUnicode(text, index)
        if code in (10, 13) or (
            code == 32
            and raw.FPDFText_IsGenerated(text, index) == 1
            and not _between_latin(glyphs, text, index)
        ):
            continue
        if code in NO_TEXT or code > 0x10FFFF or 0xE000 <= code <= 0xF8FF or 0xD800 <= code <= 0xDFFF:
            lost += 1
            continue
        if not raw.FPDFText_GetLooseCharBox(text, index, reference):
            continue
        upper, lower, size = rect.top, rect.bottom, 0.0
        if of_ink:
            upper, lower, size = _set_at(text, index, rect)
        elif rect.left < before and code < HAN_BEGINS:
            size = _font_size(text, index)  # a line that may have no Han character to tell it
        before = rect.left
        glyphs.append(Glyph(chr(code), *place(rect.left, lower, rect.right, upper), size=size))
    return glyphs, lost


def _set_at(text: Any, index: int, rect: Any) -> tuple[float, float, float]:
    """Top and foot of the em of a character, and its size, from its base line."""
    from pypdfium2 import raw

    x, y, size = ctypes.c_double(), ctypes.c_double(), _font_size(text, index)
    if not size or not raw.FPDFText_GetCharOrigin(text, index, ctypes.byref(x), ctypes.byref(y)):
        return rect.top, rect.bottom, 0.0
    return y.value + ASCENT * size, y.value - (1 - ASCENT) * size, size


def _font_size(text: Any, index: int) -> float:
    """Points as drawn; 0 where the file does not tell it."""
    from pypdfium2 import raw

    matrix = raw.FS_MATRIX()
    size = float(raw.FPDFText_GetFontSize(text, index))
    if raw.FPDFText_GetMatrix(text, index, ctypes.byref(matrix)):
        size *= math.hypot(matrix.c, matrix.d)
    return size if size >= SMALLEST else 0.0


def _between_latin(glyphs: Sequence[Glyph], text: Any, index: int) -> bool:
    """pdfium sets blanks where it sees room; between Latin words there is one."""
    from pypdfium2 import raw

    following = raw.FPDFText_GetUnicode(text, index + 1)
    return (
        bool(glyphs)
        and glyphs[-1].text.isascii()
        and glyphs[-1].text.isalnum()
        and following < 128
        and chr(following).isalnum()
    )


def placing(page: Any) -> Place:
    """What puts left, lower, right and upper edge of a box in the file to where the box stands on the page as shown."""
    left, bottom, right, top = page.get_bbox()
    turned, width, height = page.get_rotation(), right - left, top - bottom

    def place(x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        return _upright(x0 - left, top - y1, x1 - left, top - y0, turned, width, height)

    return place


def _upright(
    x0: float, y0: float, x1: float, y1: float, turned: int, width: float, height: float
) -> tuple[float, float, float, float]:
    """The box as it stands on the page when that is shown turned by 0, 90, 180 or 270 degrees."""
    if turned == 90:
        return height - y1, x0, height - y0, x1
    if turned == 180:
        return width - x1, height - y1, width - x0, height - y0
    if turned == 270:
        return y0, width - x1, y1, width - x0
    return x0, y0, x1, y1
