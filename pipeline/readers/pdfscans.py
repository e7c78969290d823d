"""Pages of a PDF that are pictures: drawn and recognised, only those without text of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.model.limits import bounds
from pipeline.model.source import RawPage
from pipeline.readers import recognition

FEWEST = 20  # characters: with fewer a page has no text of its own but its number
SHARE = 0.3  # of the page that pictures cover, at least
DPI = 200
MOST_SIDE = 4000  # pixels


@dataclass(frozen=True)
class Scans:
    """The recognised pages by their numbers, what to tell the user, and whether some were left."""

    pages: dict[int, RawPage] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    partial: bool = False


def scanned(data: bytes, pages: Sequence[RawPage]) -> Scans:
    """Recognises the pictures of the pages with too little text. Without the extra it says which pages they are."""
    try:
        import pypdfium2
    except (ImportError, OSError):
        return Scans()
    few = [p.number for p in pages if p.number and sum(len(x.text) for x in p.lines) < FEWEST]
    pdf = pypdfium2.PdfDocument(data)
    try:
        shown = [number for number in few if _is_picture(pdf, number)]
        if not shown:
            return Scans()
        if recognition.engine() is None:
            return Scans(notes=(_untold(shown, recognition.INSTALL),), partial=True)
        done: dict[int, RawPage] = {}
        looked_at = 0
        for number in recognition.paced(shown[: bounds().scanned_pages]):
            page = _recognised(pdf, number)
            looked_at += 1
            if page:
                done[number] = page
    finally:
        pdf.close()
    left = shown[looked_at:]
    notes = (recognition.note(list(done.values())), *((_untold(left, recognition.MORE),) if left else ()))
    return Scans(done, notes, bool(left))


def _untold(numbers: Sequence[int], remedy: str) -> str:
    listed = "、".join(map(str, numbers[:20])) + ("…" if len(numbers) > 20 else "")
    return f"第{listed}页是图片，没有识别；{remedy}。"


def _is_picture(pdf: Any, number: int) -> bool:
    """Whether pictures, or shapes as converters write them, fill much of the page."""
    from pypdfium2 import raw

    page = pdf[number - 1]
    try:
        width, height = page.get_size()
        kinds = (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_PATH)
        covered, paths = 0.0, 0
        for found in page.get_objects(filter=kinds, max_depth=4):
            if found.type == raw.FPDF_PAGEOBJ_PATH:
                paths += 1
                if paths > 500:
                    return True
                continue
            left, bottom, right, top = found.get_bounds()
            covered += abs(right - left) * abs(top - bottom)
        return bool(covered > SHARE * width * height)
    finally:
        page.close()


def _recognised(pdf: Any, number: int) -> RawPage | None:
    from pipeline.readers.picture import as_array

    page = pdf[number - 1]
    try:
        width, height = page.get_size()
        scale = min(DPI / 72, MOST_SIDE / max(width, height, 1.0))
        picture = page.render(scale=scale).to_pil()
    finally:
        page.close()
    return recognition.recognised(as_array(picture), number, width)
