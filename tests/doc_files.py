"""Old Word files (.doc of Word 97) made byte by byte: text in pieces, marks for deleted and hidden words, text boxes."""

from __future__ import annotations

import struct

from ole_files import ole_file

FIB_SIZE, TEXT_AT = 900, 1024
DELETED, HIDDEN = b"\x00\x08\x01", b"\x3c\x08\x01"
Run = tuple[str, bytes]  # text and the marks of its characters


def doc_file(
    body: list[Run],
    boxes: str = "",
    notes: str = "",
    *,
    flags: int = 0x1200,
    version: int = 0xC1,
    clx: bool = True,
) -> bytes:
    """A .doc of these runs. A paragraph ends with `\\r`, a cell with `\\x07`."""
    text = "".join(part for part, _ in body) + notes + boxes
    coded = text.encode("utf-16-le")
    table = b""
    places: dict[int, tuple[int, int]] = {}

    def put(index: int, data: bytes) -> None:
        nonlocal table
        places[index] = (len(table), len(data))
        table += data

    characters, paragraphs, page = _format_pages(body, TEXT_AT, len(coded))
    pages_at = -(-(TEXT_AT + len(coded)) // 512) * 512
    put(1, struct.pack("<H", 18) + struct.pack("<HHHHHHHHH", 0, 10, 0, 0, 0, 0, 0, 0, 0))
    put(12, struct.pack("<III", TEXT_AT, TEXT_AT + len(coded), pages_at // 512))
    put(13, struct.pack("<III", TEXT_AT, TEXT_AT + len(coded), pages_at // 512 + 1))
    if clx:
        pieces = struct.pack("<II", 0, _units(text)) + struct.pack("<HIH", 0, TEXT_AT, 0)
        put(33, b"\x02" + struct.pack("<I", len(pieces)) + pieces)
    head = struct.pack("<HHHHHHH", 0xA5EC, version, 0, 0x804, 0, flags, 0xBF) + bytes(4) + bytes(14)
    lengths = [_units(text) - _units(notes) - _units(boxes), _units(notes), 0, 0, 0, 0, _units(boxes), 0]
    counts = struct.pack("<3I8i11I", pages_at + 1024, 0, 0, *lengths, *([0] * 11))
    table_of_places = b"".join(struct.pack("<II", *places.get(index, (0, 0))) for index in range(93))
    fib = (
        head
        + struct.pack("<H", 14)
        + bytes(28)
        + struct.pack("<H", 22)
        + counts
        + struct.pack("<H", 93)
        + table_of_places
    )
    word = fib.ljust(TEXT_AT, b"\0") + coded
    word = word.ljust(pages_at, b"\0") + characters + paragraphs + page
    return ole_file({"WordDocument": word, "1Table": table})


def _units(text: str) -> int:
    """Its length as old Word counts: in units of UTF-16."""
    return len(text.encode("utf-16-le")) // 2


def _format_pages(body: list[Run], begin: int, size: int) -> tuple[bytes, bytes, bytes]:
    """The pages that give the marks of characters and the formatting of paragraphs (all plain)."""
    edges, marks = [begin], []
    for text, mark in body:
        edges.append(edges[-1] + 2 * _units(text))
        marks.append(mark)
    edges[-1] = begin + size
    page = bytearray(512)
    page[511] = len(marks)
    struct.pack_into(f"<{len(edges)}I", page, 0, *edges)
    place = 510
    for number, mark in enumerate(marks):
        if mark:
            place = (place - len(mark) - 1) // 2 * 2
            page[place] = len(mark)
            page[place + 1 : place + 1 + len(mark)] = mark
            page[4 * len(edges) + number] = place // 2
    plain = bytearray(512)
    plain[511] = 1
    struct.pack_into("<II", plain, 0, begin, begin + size)
    return bytes(page), bytes(plain), b""
