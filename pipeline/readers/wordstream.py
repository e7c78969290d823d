"""The text of an old Word file (.doc) straight from its piece table ([MS-DOC] 2.4.1): what stands in it, place by place,
without any formatting. It checks what the converter gave, and stands in where that fails.
"""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass

OLDEST = 0xC1  # number of the format of Word 97
ENCRYPTED, SECOND_TABLE = 0x0100, 0x0200
STORIES = ("text", "notes", "headers", "macros", "comments", "endnotes", "boxes", "header_boxes")
LENGTHS_AT, CLX_AT = 0x4C, 0x1A2
# Marks in the formatting that say: deleted with tracked changes, hidden, struck out, struck out twice.
GONE = tuple(struct.pack("<HB", mark, on) for mark in (0x0800, 0x083C, 0x0837, 0x2A53) for on in (0x01, 0x81))
FIELD = re.compile("\x13[^\x13\x14\x15]*\x14|\x13[^\x13\x14\x15]*(?=\x15)|\x15")
MARKS = re.compile("[\x00-\x06\x08\x0e-\x12\x16-\x1d\x1f]")
MOST_PIECES = 1_000_000


class NotReadable(ValueError):
    """The file has not the form that the format asks for."""


@dataclass(frozen=True, slots=True)
class Words:
    """The texts of a file by their place, and whether some of it may be deleted or hidden."""

    stories: dict[str, str]
    may_hide: bool

    def lines(self, story: str) -> list[str]:
        """Its paragraphs, rows of tables with their cells parted by tabs."""
        text = FIELD.sub("", FIELD.sub("", self.stories.get(story, "")))
        text = MARKS.sub("", text).replace("\x0b", "\n").replace("\x1e", "-")
        found: list[str] = []
        for part in re.split("[\r\x0c\n]", text):
            rows = part.split("\x07\x07") if "\x07" in part else [part]
            found += [row.replace("\x07", "\t") for row in rows]
        return [line for line in found if line.strip("\t \u3000")]


def encrypted(word: bytes) -> bool:
    return len(word) >= 12 and bool(struct.unpack_from("<H", word, 10)[0] & ENCRYPTED)


def version(word: bytes) -> int:
    """Number of the format, 0 where the stream is no Word document."""
    return int(struct.unpack_from("<H", word, 2)[0]) if word[:2] == b"\xec\xa5" and len(word) >= 4 else 0


def table_name(word: bytes) -> str:
    return "1Table" if struct.unpack_from("<H", word, 10)[0] & SECOND_TABLE else "0Table"


def words_of(word: bytes, table: bytes) -> Words:
    """The texts of a document of Word 97 or later from its two streams. Raises NotReadable."""
    try:
        lengths = struct.unpack_from("<8i", word, LENGTHS_AT)
        begin, size = struct.unpack_from("<II", word, CLX_AT)
        text, formats = _pieces(word, table[begin : begin + size])
    except (struct.error, IndexError) as error:
        raise NotReadable("piece table") from error
    stories: dict[str, str] = {}
    place = 0
    for name, length in zip(STORIES, lengths, strict=True):
        units = text[place : place + max(length, 0)]
        stories[name] = units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        place += max(length, 0)
    hides = any(mark in word or mark in formats for mark in GONE)
    return Words(stories, hides)


def _pieces(word: bytes, clx: bytes) -> tuple[str, bytes]:
    """The whole text in the order of its places, and the formatting that the pieces carry."""
    place = 0
    while clx[place] == 1:  # formatting that pieces refer to
        place += 3 + struct.unpack_from("<H", clx, place + 1)[0]
    if clx[place] != 2:
        raise NotReadable("piece table")
    formats, pieces = clx[:place], clx[place + 5 : place + 5 + struct.unpack_from("<I", clx, place + 1)[0]]
    count = (len(pieces) - 4) // 12
    if not 0 < count <= MOST_PIECES:
        raise NotReadable("piece table")
    ends = struct.unpack_from(f"<{count + 1}I", pieces)
    units: list[str] = []  # a character for each unit of UTF-16, as places are counted
    for number in range(count):
        length = ends[number + 1] - ends[number]
        where = struct.unpack_from("<I", pieces, 4 * (count + 1) + 8 * number + 2)[0]
        if length < 0:
            raise NotReadable("piece")
        if where & 0x40000000:
            begin = (where & 0x3FFFFFFF) // 2
            units.append(word[begin : begin + length].decode("cp1252", "replace"))
        else:
            data = word[where : where + 2 * length]
            units.append("".join(map(chr, struct.unpack(f"<{len(data) // 2}H", data[: len(data) // 2 * 2]))))
    return "".join(units), formats
