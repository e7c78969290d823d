"""Plain text files."""

from __future__ import annotations

import re

from pipeline.model.issue import Unreadable
from pipeline.model.limits import bounds
from pipeline.model.source import RawDocument, RawLine, RawPage, Reader
from pipeline.readers.encoding import decoded, printed_share

EXTENSIONS = (".txt", ".text")
MOST_UNREADABLE = 0.1
LEAST_PRINTED = 0.7  # bytes at random read as UTF-16 give under half
# Files that are no text whatever they are called: pictures, archives, programs, sound, old Office files.
OTHER_MAGIC = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM\x36", b"PK\x03\x04", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b",
               b"MZ\x90", b"\x7fELF", b"ID3", b"\xd0\xcf\x11\xe0", b"RIFF", b"SQLite", b"II*\0", b"MM\0*")  # fmt: skip
CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
BREAKS = re.compile("\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


def sniff(head: bytes, extension: str) -> bool:
    return extension in EXTENSIONS


def read(data: bytes) -> RawDocument:
    """The lines of a text file, blank ones kept (they tell paragraphs and pictures apart)."""
    text, encoding, replaced = text_of(data)
    lines = tuple(RawLine(line) for line in BREAKS.split(text))
    return RawDocument(pages=(RawPage(lines),), encoding=encoding, replaced=replaced, partial=is_cut(data))


def text_of(data: bytes) -> tuple[str, str, int]:
    """The text, its encoding and how many characters could not be read. Raises Unreadable for what is no text.

    Of a file larger than the bound on texts its beginning, up to the last whole line; see `is_cut`.
    """
    if is_cut(data):
        data = data[: bounds().text_mb << 20]
        data = data[: data.rfind(b"\n") + 1] or data
    if data.startswith(OTHER_MAGIC):
        raise Unreadable(
            "unsupported", "文件内容不是文本（像是图片、压缩包或程序），请核对扩展名，改正后再试。"
        )
    reading = decoded(data)
    text = reading.text.replace("\ufeff", "")
    if not text.strip("\0 \t\r\n\u3000\xa0\x1a"):
        raise Unreadable("empty", "文件里没有文字：请核对是否发错了文件。")
    doubtful = reading.replaced + len(CONTROLS.findall(text))
    if doubtful > MOST_UNREADABLE * len(text) or printed_share(text) < LEAST_PRINTED:
        raise Unreadable(
            "corrupt",
            "文件里多是无法识别的字符，可能已损坏或不是文本，请用记事本打开核对，另存为 UTF-8 后再试。",
        )
    return CONTROLS.sub("", text), reading.encoding, reading.replaced


def is_cut(data: bytes) -> bool:
    """Whether only the beginning of a text is read."""
    return len(data) > bounds().text_mb << 20


READER = Reader("文本", EXTENSIONS, sniff, read)
