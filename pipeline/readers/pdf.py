"""PDF files with text: pdfium gives the characters and their boxes, the lines drawn on a page give its tables.

Where pdfium has no binary for the machine (loongarch64), pdfplumber gives the characters too, four times as slowly.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pipeline.model.issue import Unreadable
from pipeline.model.limits import bounds
from pipeline.model.patience import over
from pipeline.model.source import Box, RawDocument, RawPage, Reader
from pipeline.readers import pdfscans, pdftables, recognition, ruled
from pipeline.readers.glyphs import Glyph, printed_lines
from pipeline.readers.pdfglyphs import glyphs_of, placing

MOST_UNMAPPED = 0.3
SCANNED = f"扫描件，没有文字层；{recognition.INSTALL}，或向报送单位索取文字版。"
BLANK = "文件里没有文字，也没有识别出文字：请核对是不是空白页，或向报送单位索取文字版。"
DAMAGED = "文件已损坏，打不开：请重新导出 PDF 后再试。"
LOCKED = "文件设有打开密码：请取消密码，另存后再试。"
UNMAPPED = "文件里的字没有编码对应，读出来是乱码：请向报送单位索取 Word 版，或做文字识别（OCR）。"


@dataclass
class Taken:
    """What was read of a file so far."""

    pages: list[RawPage] = field(default_factory=list)
    drawings: list[int] = field(
        default_factory=list
    )  # numbers of pages with too many lines to look for tables
    total: int = 0  # pages of the file
    unmapped: int = 0  # characters without a meaning
    tables: int = 0

    def add(
        self, number: int, glyphs: list[Glyph], drawn: list[Box] | None, size: tuple[float, float]
    ) -> None:
        """Takes in a page: the rows of its tables after the lines of its text."""
        if drawn is None:
            self.drawings.append(number)
        found, rest = ruled.tables(drawn, glyphs) if drawn else ([], glyphs)
        lines = printed_lines(rest)
        for table in found:
            self.tables += 1
            lines += [replace(row, table=self.tables) for row in table.rows]
        self.pages.append(RawPage(tuple(lines), number, *size))


def sniff(head: bytes, extension: str) -> bool:
    return b"%PDF-" in head[:1024] or extension == ".pdf"


def read(data: bytes) -> RawDocument:
    """The printed lines of every page with their boxes, rows of ruled tables as lines of cells. Raises Unreadable."""
    if b"%PDF-" not in data[:1024]:
        raise Unreadable("corrupt", "文件内容不是 PDF，请核对扩展名，或重新导出 PDF 后再试。")
    taken = _pages(data)
    pages, unmapped = taken.pages, taken.unmapped
    scans = pdfscans.scanned(data, pages) if _few(pages) else pdfscans.Scans()
    pages = [scans.pages.get(page.number or 0, page) for page in pages]
    characters = sum(len(line.text) for page in pages for line in page.lines)
    if not characters:
        raise Unreadable("empty", BLANK if recognition.engine() else SCANNED)
    if unmapped > MOST_UNMAPPED * (characters + unmapped):
        raise Unreadable("unsupported", UNMAPPED)
    return RawDocument(
        pages=tuple(pages),
        partial=taken.total > bounds().pages or over() or scans.partial,
        set_aside=(*((pdftables.note(taken.drawings),) if taken.drawings else ()), *scans.notes),
        replaced=unmapped,
    )


def _few(pages: Sequence[RawPage]) -> bool:
    """Whether some page has so little text that its picture may hold more."""
    return any(sum(len(line.text) for line in page.lines) < pdfscans.FEWEST for page in pages)


def _pages(data: bytes) -> Taken:
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
    taken = Taken()
    try:
        taken.total = len(pdf)
        for number in range(1, min(taken.total, bounds().pages) + 1):
            if over():
                break
            try:
                page = pdf[number - 1]
            except pypdfium2.PdfiumError:
                continue  # a page that the file lists and does not have
            glyphs, lost = glyphs_of(page)
            taken.unmapped += lost
            taken.add(number, glyphs, pdftables.drawn(page, placing(page)), page.get_size())
            page.close()
    finally:
        pdf.close()
    return taken


def _slow_pages(data: bytes) -> Taken:
    """As `_pages`, from pdfplumber."""
    import pdfplumber
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
    from pdfminer.psexceptions import PSException

    taken = Taken()
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            taken.total = len(pdf.pages)
            for page in pdf.pages[: bounds().pages]:
                if over():
                    break
                chars = page.chars
                glyphs = [
                    Glyph(c["text"], c["x0"], c["top"], c["x1"], c["bottom"])
                    for c in chars
                    if len(c["text"]) == 1
                ]
                taken.unmapped += sum(c["text"].startswith("(cid:") for c in chars)
                size = (float(page.width), float(page.height))
                taken.add(page.page_number, glyphs, _edges(page), size)
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
    return taken


def _edges(page: Any) -> list[Box] | None:
    """As `pdftables.drawn`, of a page of pdfplumber."""
    number = len(page.lines) + len(page.rects)
    if number > bounds().page_rules:
        return None
    if number < pdftables.FEWEST_RULES:
        return []
    return [Box(float(e["x0"]), float(e["top"]), float(e["x1"]), float(e["bottom"])) for e in page.edges]


READER = Reader("PDF", (".pdf",), sniff, read)
