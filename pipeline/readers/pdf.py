"""PDF files with text: pdfium gives the characters and their boxes, pdfplumber reads the tables of ruled pages.

Where pdfium has no binary for the machine (loongarch64), pdfplumber gives the characters too, four times as slowly.
"""

from __future__ import annotations

import ctypes
import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from pipeline.model.issue import Unreadable
from pipeline.model.source import Box, RawDocument, RawLine, RawPage, Reader
from pipeline.readers import pdfscans, recognition
from pipeline.readers.glyphs import Glyph, printed_lines

MOST_PAGES = 2000
LARGEST = 512 << 20  # bytes
FEWEST_RULES = 6  # lines or boxes drawn on a page, below which it has no ruled table
MOST_UNMAPPED = 0.3
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
    if len(data) > LARGEST:
        raise Unreadable("unsupported", "文件超过 512 MB，未读取：请拆成几个文件后再试。")
    pages, total, unmapped = _with_tables(data, *_pages(data))
    scans = pdfscans.scanned(data, pages) if _few(pages) else pdfscans.Scans()
    pages = [scans.pages.get(page.number or 0, page) for page in pages]
    characters = sum(len(line.text) for page in pages for line in page.lines)
    if not characters:
        raise Unreadable("empty", BLANK if recognition.engine() else SCANNED)
    if unmapped > MOST_UNMAPPED * (characters + unmapped):
        raise Unreadable("unsupported", UNMAPPED)
    return RawDocument(
        pages=tuple(pages),
        partial=total > MOST_PAGES or scans.partial,
        set_aside=scans.notes,
        replaced=unmapped,
    )


def _few(pages: Sequence[RawPage]) -> bool:
    """Whether some page has so little text that its picture may hold more."""
    return any(sum(len(line.text) for line in page.lines) < pdfscans.FEWEST for page in pages)


def _pages(data: bytes) -> tuple[list[RawPage], list[int], int, int]:
    """Pages, the numbers of those with ruled lines, how many the file has, characters without a meaning."""
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
        for number in range(1, min(total, MOST_PAGES) + 1):
            try:
                page = pdf[number - 1]
            except pypdfium2.PdfiumError:
                continue  # a page that the file lists and does not have
            glyphs, lost = _glyphs(page)
            unmapped += lost
            width, height = page.get_size()
            pages.append(RawPage(tuple(printed_lines(glyphs)), number, width, height))
            if page.get_rotation() == 0 and _is_ruled(page):
                ruled.append(number)
            page.close()
    finally:
        pdf.close()
    return pages, ruled, total, unmapped


def _glyphs(page: Any) -> tuple[list[Glyph], int]:
    """The characters of a page in the order they are drawn, and how many have no meaning."""
    from pypdfium2 import raw

    text = page.get_textpage()
    left, bottom, right, top = page.get_bbox()
    turned = page.get_rotation()
    rect = raw.FS_RECTF()
    reference = ctypes.byref(rect)
    glyphs: list[Glyph] = []
    lost = 0
    for index in range(raw.FPDFText_CountChars(text)):
        code = raw.FPDFText_GetUnicode(text, index)
        if code in (10, 13) or (
            code == 32
            and raw.FPDFText_IsGenerated(text, index) == 1
            and not _between_latin(glyphs, text, index)
        ):
            continue
        if code in NO_TEXT or 0xE000 <= code <= 0xF8FF or 0xD800 <= code <= 0xDFFF:
            lost += 1
            continue
        if not raw.FPDFText_GetLooseCharBox(text, index, reference):
            continue
        box = _upright(
            rect.left - left,
            top - rect.top,
            rect.right - left,
            top - rect.bottom,
            turned,
            right - left,
            top - bottom,
        )
        glyphs.append(Glyph(chr(code), *box))
    text.close()
    return glyphs, lost


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


def _is_ruled(page: Any) -> bool:
    from pypdfium2 import raw

    rules = page.get_objects(filter=(raw.FPDF_PAGEOBJ_PATH,), max_depth=3)
    return sum(1 for _ in islice(rules, FEWEST_RULES)) == FEWEST_RULES


def _with_tables(
    data: bytes, pages: list[RawPage], ruled: list[int], total: int, unmapped: int
) -> tuple[list[RawPage], int, int]:
    """The lines inside ruled tables replaced by the tables' rows."""
    if not ruled:
        return pages, total, unmapped
    import pdfplumber

    count = 0
    done = {page.number: page for page in pages}
    with pdfplumber.open(io.BytesIO(data), pages=ruled) as pdf:
        for plumbed in pdf.pages:
            page = done[plumbed.page_number]
            for rows, area in _tables(plumbed):
                count += 1
                kept = [line for line in page.lines if not _inside(line, area)]
                page = replace(page, lines=(*kept, *(replace(row, table=count) for row in rows)))
            done[plumbed.page_number] = page
            plumbed.close()
    return [done[page.number] for page in pages], total, unmapped


def _tables(page: Any) -> Iterator[tuple[list[RawLine], Box]]:
    """Rows and area of each ruled table of two columns and two rows at least."""
    for found in page.find_tables():
        cells = found.extract()
        if len(cells) < 2 or max(map(len, cells)) < 2 or not any(cell for row in cells for cell in row):
            continue
        area = Box(*found.bbox)
        rows = [
            RawLine("\t".join(_cell(cell) for cell in texts), Box(*row.bbox), table=0)
            for row, texts in zip(found.rows, cells, strict=True)
        ]
        yield rows, area


def _cell(text: str | None) -> str:
    """Printed lines of a cell joined; None stands where a cell is part of a merged one."""
    return "".join((text or "").split("\n")).replace("\t", " ").strip()


def _inside(line: RawLine, area: Box) -> bool:
    if line.box is None or line.table is not None:
        return False
    x, y = (line.box.x0 + line.box.x1) / 2, (line.box.y0 + line.box.y1) / 2
    return area.x0 - 2 <= x <= area.x1 + 2 and area.y0 - 2 <= y <= area.y1 + 2


def _slow_pages(data: bytes) -> tuple[list[RawPage], list[int], int, int]:
    """As `_pages`, from pdfplumber."""
    import pdfplumber
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
    from pdfminer.psexceptions import PSException

    pages, ruled, unmapped = [], [], 0
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            total = len(pdf.pages)
            for page in pdf.pages[:MOST_PAGES]:
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
                if len(page.lines) + len(page.rects) >= FEWEST_RULES:
                    ruled.append(page.page_number)
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
