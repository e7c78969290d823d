"""PDF files with text: pdfium gives the characters and their boxes, pdfplumber reads the tables of ruled pages.

Where pdfium has no binary for the machine (loongarch64), pdfplumber gives the characters too, four times as slowly.
"""

from __future__ import annotations

import ctypes
import io
import math
from collections.abc import Sequence
from typing import Any

from pipeline.model.issue import Unreadable
from pipeline.model.limits import bounds
from pipeline.model.patience import over
from pipeline.model.source import RawDocument, RawPage, Reader
from pipeline.readers import pdfscans, pdftables, recognition
from pipeline.readers.glyphs import ASCENT, Glyph, ink_alone, printed_lines

MOST_UNMAPPED = 0.3
SMALLEST = 1.5  # points: a font of less is no measure
HAN_BEGINS = 0x2E80
SCANNED = f"扫描件，没有文字层；{recognition.INSTALL}，或向报送单位索取文字版。"
BLANK = "文件里没有文字，也没有识别出文字：请核对是不是空白页，或向报送单位索取文字版。"
DAMAGED = "文件已损坏，打不开：请重新导出 PDF 后再试。"
LOCKED = "文件设有打开密码：请取消密码，另存后再试。"
UNMAPPED = "文件里的字没有编码对应，读出来是乱码：请向报送单位索取 Word 版，或做文字识别（OCR）。"
NO_TEXT = frozenset({0, 0xFFFE, 0xFFFF, 0xFFFD, 2})


def sniff(head: bytes, extension: str) -> bool:
    return b"%PDF-" in head[:1024] or extension == ".pdf"


def read(data: bytes) -> RawDocument:
    """The printed lines of every page with their boxes, rows of ruled tables as lines of cells. Raises Unreadable."""
    if b"%PDF-" not in data[:1024]:
        raise Unreadable("corrupt", "文件内容不是 PDF，请核对扩展名，或重新导出 PDF 后再试。")
    pages, ruled, total, unmapped = _pages(data)
    tables = pdftables.with_tables(data, pages, ruled)
    pages = tables.pages
    scans = pdfscans.scanned(data, pages) if _few(pages) else pdfscans.Scans()
    pages = [scans.pages.get(page.number or 0, page) for page in pages]
    characters = sum(len(line.text) for page in pages for line in page.lines)
    if not characters:
        raise Unreadable("empty", BLANK if recognition.engine() else SCANNED)
    if unmapped > MOST_UNMAPPED * (characters + unmapped):
        raise Unreadable("unsupported", UNMAPPED)
    return RawDocument(
        pages=tuple(pages),
        partial=total > bounds().pages or over() or scans.partial or tables.partial,
        set_aside=(*tables.notes, *scans.notes),
        replaced=unmapped,
    )


def _few(pages: Sequence[RawPage]) -> bool:
    """Whether some page has so little text that its picture may hold more."""
    return any(sum(len(line.text) for line in page.lines) < pdfscans.FEWEST for page in pages)


def _pages(data: bytes) -> tuple[list[RawPage], list[tuple[int, int]], int, int]:
    """Pages, the numbers of those with ruled lines and how many these are, how many the file has, characters without a meaning."""
    try:
        import pypdfium2
    except (ImportError, OSError):
        return _slow_pages(data)
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise Unreadable(
            *(("encrypted", LOCKED) if "assword" in str(error) else ("corrupt", DAMAGED))
        ) from error
    pages, ruled, unmapped = [], [], 0
    try:
        total = len(pdf)
        for number in range(1, min(total, bounds().pages) + 1):
            if over():
                break
            try:
                page = pdf[number - 1]
            except pypdfium2.PdfiumError:
                continue  # a page that the file lists and does not have
            glyphs, lost = _glyphs(page)
            unmapped += lost
            width, height = page.get_size()
            pages.append(RawPage(tuple(printed_lines(glyphs)), number, width, height))
            if page.get_rotation() == 0 and (rules := pdftables.rules(page)):
                ruled.append((number, rules))
            page.close()
    finally:
        pdf.close()
    return pages, ruled, total, unmapped


def _glyphs(page: Any) -> tuple[list[Glyph], int]:
    """The characters of a page in the order they are drawn, and how many have no meaning."""
    text = page.get_textpage()
    try:
        glyphs, lost = _boxed(page, text, of_ink=False)
        return _boxed(page, text, of_ink=True) if ink_alone(glyphs) else (glyphs, lost)
    finally:
        text.close()


def _boxed(page: Any, text: Any, *, of_ink: bool) -> tuple[list[Glyph], int]:
    """As `_glyphs`. `of_ink`: the boxes are no higher than the ink, so that base line and font size give them, at a cost."""
    from pypdfium2 import raw

    left, bottom, right, top = page.get_bbox()
    turned = page.get_rotation()
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
        over, under, size = rect.top, rect.bottom, 0.0
        if of_ink:
            over, under, size = _set_at(text, index, rect)
        elif rect.left < before and code < HAN_BEGINS:
            size = _font_size(text, index)  # a line that may have no Han character to tell it
        before = rect.left
        box = _upright(
            rect.left - left, top - over, rect.right - left, top - under, turned, right - left, top - bottom
        )
        glyphs.append(Glyph(chr(code), *box, size=size))
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


def _slow_pages(data: bytes) -> tuple[list[RawPage], list[tuple[int, int]], int, int]:
    """As `_pages`, from pdfplumber."""
    import pdfplumber
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
    from pdfminer.psexceptions import PSException

    pages, ruled, unmapped = [], [], 0
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            total = len(pdf.pages)
            for page in pdf.pages[: bounds().pages]:
                chars = page.chars
                glyphs = [
                    Glyph(c["text"], c["x0"], c["top"], c["x1"], c["bottom"])
                    for c in chars
                    if len(c["text"]) == 1
                ]
                unmapped += sum(c["text"].startswith("(cid:") for c in chars)
                pages.append(
                    RawPage(
                        tuple(printed_lines(glyphs)), page.page_number, float(page.width), float(page.height)
                    )
                )
                rules = len(page.lines) + len(page.rects)
                if rules >= pdftables.FEWEST_RULES:
                    ruled.append((page.page_number, rules))
                page.close()
    except Exception as error:  # pdfplumber wraps whatever its parser raises in a type of its own
        inner = error.args[0] if error.args and isinstance(error.args[0], Exception) else error
        if isinstance(inner, (PDFPasswordIncorrect, PDFEncryptionError)):
            raise Unreadable("encrypted", LOCKED) from error
        if isinstance(
            inner, (PSException, ValueError, KeyError, TypeError, AttributeError, IndexError, AssertionError)
        ):
            raise Unreadable("corrupt", DAMAGED) from error
        raise
    return pages, ruled, total, unmapped


READER = Reader("PDF", (".pdf",), sniff, read)
