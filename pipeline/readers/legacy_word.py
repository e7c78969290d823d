"""Old Word and WPS files (.doc, .wps): converted to .docx in memory's stead in a folder of its own, then read as such.

msdoc2docx leaves out what was deleted with tracked changes, which the usual readers of .doc print. Its result is held
against the text that the file's piece table gives: where something is missing, LibreOffice reads the file if it is
installed; else the file is said to be partly read.
"""

from __future__ import annotations

import re
import struct
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from pipeline.model.issue import Unreadable
from pipeline.model.source import RawDocument, RawLine, RawPage, Reader
from pipeline.readers import docx, office, ole, wordstream
from pipeline.readers.wordstream import NotReadable, Words

EXTENSIONS = (".doc", ".dot", ".wps", ".wpt")
FEWEST_MISSING, MISSING_SHARE = 20, 0.02  # Han characters that may differ between the two readings
WORD = "WordDocument"
DAMAGED = "文件已损坏，打不开：请用 Word 或 WPS 打开修复，另存为 .docx 后再试。"
LOCKED = "文件设有打开密码：请在 Word 或 WPS 中取消密码，另存后再试。"
TOO_OLD = "这是 Word 95 或更早的文件，读不了：请用 Word 或 WPS 打开，另存为 .docx 后再试。"
NOT_CONVERTED = "这个旧版 Word 文件解析不了：请用 Word 或 WPS 打开，另存为 .docx 后再试。"
NO_CONVERTER = "没有安装读旧版 Word 文件的组件（msdoc2docx）：请安装，或用 Word、WPS 另存为 .docx 后再试。"
OTHERS = {
    "Workbook": "文件内容是旧版表格：请把扩展名改为 .xls 后再试。",
    "Book": "文件内容是旧版表格：请把扩展名改为 .xls 后再试。",
    "PowerPoint Document": "文件内容是旧版演示文稿：请用 PowerPoint 或 WPS 打开，另存为 .pptx 后再试。",
}
NOT_WORD = "这是早期 WPS 或其他软件的文件，读不了：请用 WPS 打开，另存为 .docx 后再试。"
BY_OFFICE = "由 LibreOffice 转换后读入。"
BOXES = "文本框里的文字在文件中没有位置，放在文末"
ANCHOR = "\ufffc"  # stands where a box or a picture hangs
HAN = re.compile("[\u3400-\u9fff]")


def sniff(head: bytes, extension: str) -> bool:
    if head.startswith(ole.MAGIC):
        return extension in EXTENSIONS or WORD.encode("utf-16-le") in head
    known = head.startswith((b"PK\x03\x04", b"%PDF-")) or head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(
        (b"{\\rtf", b"<")
    )
    return extension in EXTENSIONS and not known and b"mime-version" not in head[:512].lower()


def read(data: bytes) -> RawDocument:
    """As for a .docx. Raises Unreadable."""
    if not data.startswith(ole.MAGIC):
        raise Unreadable("corrupt", "文件内容不是 Word 文件，请核对扩展名，改正后再试。")
    try:
        words = _words(data)[1]
        converted = _converted(data)
        raw = _plain(words) if converted is None else _checked(docx.read(converted), words)
    except Unreadable as unreadable:
        wanted = unreadable.status == "unsupported" and unreadable.reason not in OTHERS.values()
        other = _by_office(data) if wanted else None
        if other is None:
            raise
        return other
    other = _by_office(data) if raw.partial else None
    return other if other and _length(other) > _length(raw) else raw


def _length(raw: RawDocument) -> int:
    return _size(line.text for page in raw.pages for line in page.lines)


def _by_office(data: bytes) -> RawDocument | None:
    """What LibreOffice makes of a file that could not be read, or not whole; None where it cannot or is not there."""
    if not data.startswith(ole.MAGIC):
        return None
    converted = office.as_docx(data, ".doc")
    if converted is None:
        return None
    try:
        raw = docx.read(converted)
    except Unreadable:
        return None
    return replace(raw, set_aside=(*raw.set_aside, BY_OFFICE))


def _words(data: bytes) -> tuple[bytes, Words | None]:
    """The document's stream and its texts, None where its piece table is not readable."""
    streams = ole.streams(data, DAMAGED)
    if "EncryptedPackage" in streams:
        raise Unreadable("encrypted", LOCKED)
    if WORD not in streams:
        raise Unreadable(
            "unsupported", next((why for name, why in OTHERS.items() if name in streams), NOT_WORD)
        )
    word = streams[WORD]()
    if not wordstream.version(word) > 0:
        raise Unreadable("corrupt", DAMAGED)
    if wordstream.version(word) < wordstream.OLDEST:
        raise Unreadable("unsupported", TOO_OLD)
    if wordstream.encrypted(word):
        raise Unreadable("encrypted", LOCKED)
    table = streams.get(wordstream.table_name(word))
    try:
        return word, wordstream.words_of(word, table() if table else b"")
    except NotReadable:
        return word, None


def _converted(data: bytes) -> bytes | None:
    """The file as .docx, None where the converter fails. Raises Unreadable where it is not installed."""
    try:
        from doc2docx import convert
        from doc2docx.errors import Doc2DocxError, EncryptedDocumentError
    except ImportError as error:
        raise Unreadable("unsupported", NO_CONVERTER) from error
    with tempfile.TemporaryDirectory(prefix="taizhang-") as folder:
        source, target = Path(folder) / "a.doc", Path(folder) / "b.docx"
        source.write_bytes(data)
        try:
            convert(source, target)
            return target.read_bytes()
        except EncryptedDocumentError as error:
            raise Unreadable("encrypted", LOCKED) from error
        except (
            Doc2DocxError, LookupError, ValueError, TypeError, AttributeError, ArithmeticError, AssertionError,
            RecursionError, struct.error, OSError, MemoryError,
        ):  # fmt: skip
            return None


def _plain(words: Words | None) -> RawDocument:
    """The bare text, where nothing in the file says that some of it was deleted or is hidden."""
    if words is None or words.may_hide:
        raise Unreadable(
            "corrupt" if words is None else "unsupported", DAMAGED if words is None else NOT_CONVERTED
        )
    body = [RawLine(line) for line in words.lines("text")]
    notes = [RawLine(line, style="note") for name in ("notes", "endnotes") for line in words.lines(name)]
    boxes = [RawLine(line) for line in words.lines("boxes")]
    if not body and not boxes:
        raise Unreadable("empty", "文件里没有文字（可能只有图片）：如是扫描件，请先做文字识别。")
    return RawDocument(
        pages=(RawPage((*body, *notes, *boxes)),),
        partial=True,
        set_aside=(*words.lines("headers"), "文件的格式未能解析，只读了文字：标题、表格请对照原文件核对"),
    )


def _checked(raw: RawDocument, words: Words | None) -> RawDocument:
    """The document with the text of boxes that the converter lost, and with word of what else is missing."""
    lines = [line for page in raw.pages for line in page.lines]
    aside: list[str] = []
    clear = words is not None and not words.may_hide and not raw.revisions
    found = _bare("".join(line.text for line in lines))
    lost = (
        [text for text in words.lines("boxes") if _bare(text) and _bare(text) not in found] if words else []
    )
    if lost and clear:
        anchors = [place for place, line in enumerate(lines) if ANCHOR in line.text]
        at = anchors[0] + 1 if len(anchors) == 1 else len(lines)
        lines[at:at] = [RawLine(text) for text in lost]
        aside += [BOXES] if len(anchors) != 1 else []
    elif lost:
        aside.append(
            f"文本框里的文字（约 {_size(lost)} 字）未读取：文件有修订或隐藏文字，分不清是否已删，请对照原文件"
        )
    told, got = (
        _size(words.lines("text")) if words else 0,
        _size(line.text for line in lines if line.style != "note"),
    )
    if clear and told - got > FEWEST_MISSING + MISSING_SHARE * told:
        aside.append(f"两种读法相差约 {told - got} 字，可能漏读：请对照原文件核对")
    lines = [replace(line, text=line.text.replace(ANCHOR, "")) for line in lines]
    return replace(
        raw, pages=(RawPage(tuple(lines)),), partial=raw.partial or bool(set(aside) - {BOXES}),
        set_aside=(*raw.set_aside, *aside),
    )  # fmt: skip


def _bare(text: str) -> str:
    return re.sub("\\s+", "", text)


def _size(texts: Iterable[str]) -> int:
    """Han characters, which no reading adds or leaves out by habit as blanks and marks."""
    return sum(len(HAN.findall(text)) for text in texts)


READER = Reader("旧版 Word", EXTENSIONS, sniff, read)
