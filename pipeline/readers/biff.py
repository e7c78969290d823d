"""How the numbers of an old .xls or .et are shown, which calamine does not tell ([MS-XLS] records)."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from pipeline.readers.cellformats import BUILT_IN, Format, SheetFacts, format_of

BOF, EOF, BOUNDSHEET, FORMAT, XF = 0x809, 0x0A, 0x85, 0x41E, 0xE0
ONE_CELL = frozenset(
    (0x203, 0x204, 0x205, 0x27E, 0xFD, 0x06, 0xD6)
)  # number, label, bool, RK, shared label, formula, rich label
ROW_OF_NUMBERS = 0xBD


def sheet_facts(workbook: bytes) -> list[SheetFacts]:
    """The facts of each sheet of a workbook stream, in the order of its list of sheets. Never fails."""
    formats: list[int] = []
    codes = dict(BUILT_IN)
    starts: list[int] = []
    for kind, data in _records(workbook, 0):
        if kind == FORMAT and len(data) > 5:
            number = struct.unpack_from("<H", data)[0]
            codes[number] = _code(data, workbook[4:6] == b"\x00\x05")
        elif kind == XF and len(data) >= 4:
            formats.append(struct.unpack_from("<H", data, 2)[0])
        elif kind == BOUNDSHEET and len(data) >= 4:
            starts.append(struct.unpack_from("<I", data)[0])
    known = [format_of(codes.get(number, "")) for number in formats]
    return [_facts(workbook, start, known) for start in starts]


def _code(data: bytes, before_97: bool) -> str:
    """The format code; the letters that matter are the same bytes in every encoding."""
    if before_97:
        return data[3:].decode("latin-1")
    return data[5:].decode("utf-16-le" if data[4] & 1 else "latin-1", "replace")


def _facts(workbook: bytes, start: int, known: list[Format | None]) -> SheetFacts:
    found: dict[tuple[int, int], Format] = {}
    rows, columns = [1 << 30, 0], [1 << 30, 0]
    for row, column, form in _cells(workbook, start):
        rows = [min(rows[0], row), max(rows[1], row)]
        columns = [min(columns[0], column), max(columns[1], column)]
        shown_as = known[form] if form < len(known) else None
        if shown_as is not None:
            found[row, column] = shown_as
    return SheetFacts(found, max(rows[1] - rows[0] + 1, 0) * max(columns[1] - columns[0] + 1, 0))


def _cells(workbook: bytes, start: int) -> Iterator[tuple[int, int, int]]:
    """Row, column and number of the format of each cell with a value."""
    for kind, data in _records(workbook, start):
        if kind in ONE_CELL and len(data) >= 6:
            yield struct.unpack_from("<HHH", data)
        elif kind == ROW_OF_NUMBERS and len(data) >= 12:
            row, first = struct.unpack_from("<HH", data)
            for place in range((len(data) - 6) // 6):
                yield row, first + place, struct.unpack_from("<H", data, 4 + 6 * place)[0]


def _records(stream: bytes, place: int) -> Iterator[tuple[int, bytes]]:
    """The records of one substream; those of charts within it are passed over."""
    depth = 0
    while place + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, place)
        if kind == BOF:
            depth += 1
        elif kind == EOF:
            depth -= 1
            if depth <= 0:
                return
        elif depth == 1:
            yield kind, stream[place + 4 : place + 4 + size]
        place += 4 + size
