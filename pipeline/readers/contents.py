"""What a file is by its content alone, whatever its name says: a .doc that is a PDF, a .pdf that is a spreadsheet."""

from __future__ import annotations

import io
import zipfile

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SECTOR = 512  # bytes, at whose borders the streams of a compound file begin
WORD_BEGINS, SHEET_BEGINS = b"\xec\xa5", b"\x09\x08"
FOLDERS = (("word/", ".docx"), ("xl/", ".xlsx"), ("ppt/", ".pptx"))


def extension_by_content(data: bytes) -> str | None:
    """The extension that a file of this content goes by; None where the content alone does not settle it."""
    if data.startswith(b"%PDF-"):
        return ".pdf"
    if data.startswith(b"{\\rtf"):
        return ".rtf"
    if data.startswith(b"PK\x03\x04"):
        return _of_package(data)
    return _of_compound(data) if data.startswith(OLE) else None


def _of_package(data: bytes) -> str | None:
    try:
        names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError):
        return None
    if "OFD.xml" in names:
        return ".ofd"
    if "[Content_Types].xml" not in names:
        return None
    found = [extension for folder, extension in FOLDERS if any(name.startswith(folder) for name in names)]
    return found[0] if len(found) == 1 else None


def _of_compound(data: bytes) -> str | None:
    """A Word file or a workbook: by the names of its streams, and by a stream that begins as theirs do."""
    begins = {data[place : place + 2] for place in range(SECTOR, len(data), SECTOR)}
    word = "WordDocument".encode("utf-16-le") in data and WORD_BEGINS in begins
    book = "Workbook".encode("utf-16-le") in data and SHEET_BEGINS in begins
    return ".doc" if word and not book else ".xls" if book and not word else None
