"""The lines drawn on a PDF page, for its ruled tables (ruled.py). A page with too many of them is a drawing."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from pipeline.model.limits import bounds
from pipeline.model.source import Box
from pipeline.readers.pdfglyphs import Place

FEWEST_RULES = 6  # lines or boxes drawn on a page, below which it has no ruled table
MOST_POINTS = 200  # of one path: more is a shape
LEVEL = 1.0  # points that a line may rise or lean

Matrix = tuple[float, float, float, float, float, float]


def drawn(page: Any, place: Place) -> list[Box] | None:
    """Level and upright lines of a page of pdfium, edges of boxes too, where `place` puts a box of the file's
    coordinates; empty with too few for a table, None with too many.
    """
    from pypdfium2 import raw

    most = bounds().page_rules
    paths = list(islice(page.get_objects(filter=(raw.FPDF_PAGEOBJ_PATH,), max_depth=3), most + 1))
    if len(paths) > most:
        return None
    if len(paths) < FEWEST_RULES:
        return []
    return [Box(*place(*line)) for path in paths for line in _lines(path)]


def _lines(path: Any) -> Iterator[tuple[float, float, float, float]]:
    """The straight pieces of a path: left, lower, right and upper edge."""
    from pypdfium2 import raw

    count = raw.FPDFPath_CountSegments(path.raw)
    if not 2 <= count <= MOST_POINTS:
        return
    matrices = [holder.get_matrix().get() for holder in _holders(path)]
    x, y = ctypes.c_float(), ctypes.c_float()
    before = began = (0.0, 0.0)
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(path.raw, index)
        if not raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y)):
            return
        kind, here = raw.FPDFPathSegment_GetType(segment), _moved(x.value, y.value, matrices)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            began = here
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield from _straight(before, here)
        before = here
        if raw.FPDFPathSegment_GetClose(segment):
            yield from _straight(before, began)


def _holders(path: Any) -> Iterator[Any]:
    """The path, and the forms around it from the inside out."""
    held = path
    while held is not None:
        yield held
        held = held.container


def _moved(x: float, y: float, matrices: Sequence[Matrix]) -> tuple[float, float]:
    for a, b, c, d, e, f in matrices:
        x, y = a * x + c * y + e, b * x + d * y + f
    return x, y


def _straight(
    one: tuple[float, float], other: tuple[float, float]
) -> Iterator[tuple[float, float, float, float]]:
    (x0, y0), (x1, y1) = one, other
    if (abs(x1 - x0) < LEVEL) != (abs(y1 - y0) < LEVEL):
        yield min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def note(numbers: Sequence[int]) -> str:
    """What to tell the user of pages whose lines are too many."""
    listed = "、".join(map(str, numbers[:20])) + ("…" if len(numbers) > 20 else "")
    return f"第{listed}页的线条太多，表格没有按格子读，文字照常读取"
