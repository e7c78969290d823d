"""Spreadsheets (.xlsx, .xls, .et, .csv): each sheet is a title, notes and rows of cells parted by tabs.

calamine reads the values; how a number is shown (percent, places) is taken from the parts of an .xlsx themselves.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from pipeline.model.issue import Unreadable
from pipeline.model.limits import bounds
from pipeline.model.source import RawDocument, RawLine, RawPage, Reader
from pipeline.readers import biff, ole
from pipeline.readers.cellformats import SheetFacts, sheet_facts, shown
from pipeline.readers.packages import checked_parts, parsed
from pipeline.readers.plain import is_cut, text_of
from pipeline.readers.sheets import Sheet, lines_of

TEXTS = (".csv", ".tsv")
EXTENSIONS = (".xlsx", ".xls", ".et", ".xlsm", ".xltx", ".xlt", ".ett", *TEXTS)
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BIFF = (
    b"\x09\x08",
    b"\x09\x04",
    b"\x09\x02",
    b"\x09\x00",
)  # beginnings of the oldest files, which are no OLE
MOST_AREA = 8_000_000  # cells of the rectangle around all cells of a sheet
DAMAGED = "文件已损坏，打不开：请用 Excel 或 WPS 打开修复，另存为 .xlsx 后再试。"
LOCKED = "文件设有打开密码：请在 Excel 或 WPS 中取消密码，另存后再试。"
EMPTY = "表格里没有内容：请核对是否发错了文件。"
OTHER = "文件内容不是表格，请核对扩展名，或用 Excel、WPS 打开后另存为 .xlsx 再试。"
HUGE = "表格太大（单元格超过 800 万个），未读取：请删去空白的行列，或拆成几个文件后再试。"
DELIMITERS = ",\t;|，；"
XML_SHEET = b"urn:schemas-microsoft-com:office:spreadsheet"
SS = "{urn:schemas-microsoft-com:office:spreadsheet}"


def sniff(head: bytes, extension: str) -> bool:
    if head.startswith(ZIP):
        return (b"xl/" in head and b"word/" not in head) or extension in EXTENSIONS
    if XML_SHEET in head[:4096]:
        return True
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:200].lower()
    if start.startswith((b"%pdf-", b"{\\rtf", b"mime-version:")) or (
        start[:1] == b"<" and extension not in TEXTS
    ):
        return False
    return extension in EXTENSIONS


def read(data: bytes) -> RawDocument:
    """The lines of all sheets that are shown. Raises Unreadable."""
    encoding, replaced, not_computed = None, 0, 0
    if data.startswith((ZIP, OLE)) or data.startswith(BIFF):
        sheets, not_computed = _workbook_sheets(data)
    elif XML_SHEET in data[:4096]:
        sheets = list(_xml_sheets(data))
    else:
        text, encoding, replaced = text_of(data)
        sheets = [Sheet("", _csv_rows(text))]
    aside = [f"隐藏的工作表“{s.name}”未读取（{len(s.rows)} 行）" for s in sheets if s.hidden and s.rows]
    if not_computed:
        aside.append(
            f"有 {not_computed} 个公式没有存下计算结果，未能读取：请用 Excel 或 WPS 打开，保存后再试"
        )
    seen = [sheet for sheet in sheets if not sheet.hidden and any(any(row) for row in sheet.rows)]
    lines, cut = _bounded(seen)
    if not lines:
        raise Unreadable("empty", EMPTY)
    return RawDocument(
        pages=(RawPage(tuple(lines)),), encoding=encoding, replaced=replaced,
        partial=cut or not_computed > 0 or (encoding is not None and is_cut(data)), set_aside=tuple(aside),
    )  # fmt: skip


def _bounded(sheets: Sequence[Sheet]) -> tuple[list[RawLine], bool]:
    """The lines of the sheets up to the bounds on rows and cells, and whether these cut something off."""
    lines: list[RawLine] = []
    cells = 0
    for sheet in sheets:
        tables = max((line.table for line in lines if line.table), default=0)
        for line in lines_of(sheet, tables, len(sheets) == 1):
            cells += sum(map(bool, line.text.split("\t")))
            if len(lines) >= bounds().rows or cells > bounds().cells:
                return lines, True
            lines.append(line)
    return lines, False


def _workbook_sheets(data: bytes) -> tuple[list[Sheet], int]:
    """The sheets of a workbook, and how many formulas have no value."""
    facts: dict[str | int, SheetFacts] = {}  # by the name of a sheet or by its place
    if data.startswith(ZIP):
        parts = checked_parts(data, DAMAGED, (".xml", ".rels"))
        if not any(name.startswith("xl/") for name in parts):
            raise Unreadable("unsupported" if parts else "corrupt", OTHER)
        facts.update(sheet_facts(parts, DAMAGED))
    elif data.startswith(OLE):
        facts.update(enumerate(_old_facts(data)))
    if any(sheet.area > MOST_AREA for sheet in facts.values()):
        raise Unreadable("unsupported", HUGE)
    sheets = _guarded(lambda: _calamine_sheets(data, facts))
    if not sheets:
        raise Unreadable("corrupt", DAMAGED)
    return sheets, sum(sheet.not_computed for sheet in facts.values())


def _old_facts(data: bytes) -> list[SheetFacts]:
    found = ole.streams(data, DAMAGED)
    if "EncryptedPackage" in found:
        raise Unreadable("encrypted", LOCKED)
    stream = found.get("Workbook") or found.get("Book")
    if stream is None:
        known = "WordDocument" in found
        raise Unreadable("unsupported" if known else "corrupt", OTHER if known else DAMAGED)
    return biff.sheet_facts(stream())


def _guarded(sheets: Callable[[], list[Sheet]]) -> list[Sheet]:
    """The sheets; whatever calamine raises for a file that it cannot read, as Unreadable."""
    from python_calamine import CalamineError, PasswordError

    try:
        return sheets()
    except PasswordError as error:
        raise Unreadable("encrypted", LOCKED) from error
    except (CalamineError, OSError, ValueError, OverflowError) as error:
        locked = "assword" in str(error)
        raise Unreadable(*(("encrypted", LOCKED) if locked else ("corrupt", DAMAGED))) from error
    except BaseException as error:  # a panic of the library is no Exception
        if type(error).__name__ != "PanicException":
            raise
        raise Unreadable("corrupt", DAMAGED) from error


def _calamine_sheets(data: bytes, facts: dict[str | int, SheetFacts]) -> list[Sheet]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum, load_workbook

    found: list[Sheet] = []
    with load_workbook(io.BytesIO(data)) as book:
        for place, meta in enumerate(book.sheets_metadata):
            if meta.typ != SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_name(meta.name)
            top, left = sheet.start or (0, 0)
            formats = (facts.get(meta.name) or facts.get(place) or SheetFacts()).formats
            values: list[list[Any]] = sheet.to_python(nrows=bounds().rows + 1) if sheet.start else []
            rows = tuple(
                tuple(shown(value, formats.get((top + r, left + c))) for c, value in enumerate(row))
                for r, row in enumerate(values)
            )
            found.append(Sheet(meta.name, rows, meta.visible != SheetVisibleEnum.Visible))
    return found


def _xml_sheets(data: bytes) -> Iterator[Sheet]:
    """The sheets of a workbook saved as one XML file (Excel 2003), as many reporting systems export it."""
    for sheet in parsed(data, DAMAGED).iter(SS + "Worksheet"):
        rows: list[tuple[str, ...]] = []
        for row in sheet.iter(SS + "Row"):
            cells: list[str] = []
            for cell in row.iterchildren(SS + "Cell"):
                index = cell.get(SS + "Index") or ""
                if index.isdigit() and len(index) < 4:
                    cells += [""] * (int(index) - 1 - len(cells))
                value = cell.find(SS + "Data")
                text = "".join(value.itertext()) if value is not None else ""
                number = value is not None and value.get(SS + "Type") == "Number"
                cells.append(shown(_float(text) if number else text, None))
            rows.append(tuple(cells))
            if len(rows) > bounds().rows:
                break
        yield Sheet(sheet.get(SS + "Name") or "", tuple(rows))


def _float(text: str) -> float | str:
    try:
        return float(text)
    except ValueError:
        return text


def _csv_rows(text: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a text of cells. What parts the cells is the mark that gives most rows the same number of cells."""
    sample = text[:65536].splitlines()[:200]
    rows: list[tuple[str, ...]] = []
    try:
        delimiter = max(DELIMITERS, key=lambda mark: (_evenness(sample, mark), -DELIMITERS.index(mark)))
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            rows.append(tuple(shown(cell, None) for cell in row))
            if len(rows) > bounds().rows:
                break
    except csv.Error as error:
        raise Unreadable(
            "corrupt", "表格文本读不下去（引号可能没有成对）：请用 Excel 或 WPS 打开，另存为 .xlsx 后再试。"
        ) from error
    return tuple(rows)


def _evenness(lines: Sequence[str], mark: str) -> float:
    """Share of rows that have the most frequent number of cells, 0 where that is one."""
    counts = [len(row) for row in csv.reader(lines, delimiter=mark) if row]
    wide = [count for count in counts if count > 1]
    return max(map(wide.count, set(wide))) / len(counts) if wide else 0.0


READER = Reader("表格", EXTENSIONS, sniff, read)
