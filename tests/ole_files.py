"""Compound files (OLE2), the container of .doc and .xls, and a small .xls in one, made byte by byte."""

from __future__ import annotations

import struct

FREE, END, FAT, NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF


def ole_file(streams: dict[str, bytes]) -> bytes:
    """A compound file of 512-byte sectors. Streams are padded to 4096 bytes, so that no mini stream is needed."""
    padded = {
        name: data.ljust(max(4096, -(-len(data) // 512) * 512), b"\0") for name, data in streams.items()
    }
    names = sorted(padded, key=lambda name: (len(name), name.upper()))
    directory_sectors = -(-(len(names) + 1) // 4)
    table = [FAT] + [*range(2, directory_sectors + 1), END]
    starts: dict[str, int] = {}
    for name in names:
        starts[name] = len(table)
        sectors = len(padded[name]) // 512
        table += [*range(len(table) + 1, len(table) + sectors), END]
    assert len(table) <= 128, "one sector of FAT is enough for a test"
    table += [FREE] * (128 - len(table))
    entries = [_entry("Root Entry", 5, END, 0, child=1 if names else NONE)]
    entries += [
        _entry(name, 2, starts[name], len(padded[name]), right=place + 1 if place < len(names) else NONE)
        for place, name in enumerate(names, start=1)
    ]
    entries += [bytes(128)] * (directory_sectors * 4 - len(entries))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, END, 0, END, 0)
    head += struct.pack("<I", 0) + struct.pack("<I", FREE) * 108
    return head + struct.pack("<128I", *table) + b"".join(entries) + b"".join(padded[name] for name in names)


def _entry(name: str, kind: int, start: int, size: int, *, child: int = NONE, right: int = NONE) -> bytes:
    raw = name.encode("utf-16-le")
    return (
        raw.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(raw) + 2, kind, 1, NONE, right, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )


def old_workbook(
    sheets: dict[str, list[list[str | float]]], percent: set[tuple[int, int]] = frozenset()
) -> bytes:  # type: ignore[assignment]
    """An .xls (BIFF8) of texts and numbers; those at `percent` (row, column) are shown as percent."""

    def record(number: int, data: bytes) -> bytes:
        return struct.pack("<HH", number, len(data)) + data

    def text(value: str) -> bytes:
        return struct.pack("<HB", len(value), 1) + value.encode("utf-16-le")

    def bof(kind: int) -> bytes:
        return record(0x809, struct.pack("<HHHHII", 0x600, kind, 0, 1997, 0, 6))

    def cell(row: int, column: int, value: str | float) -> bytes:
        form = 1 if (row, column) in percent else 0
        place = struct.pack("<HHH", row, column, form)
        if isinstance(value, str):
            return record(0x204, place + text(value))
        return record(0x203, place + struct.pack("<d", value))

    formats = b"".join(record(0xE0, struct.pack("<HH16x", 0, number)) for number in (0, 10))
    bodies = [
        bof(0x10)
        + b"".join(cell(r, c, v) for r, row in enumerate(rows) for c, v in enumerate(row) if v != "")
        + record(0x0A, b"")
        for rows in sheets.values()
    ]
    names = [struct.pack("<BB", len(name), 1) + name.encode("utf-16-le") for name in sheets]
    start = len(bof(5)) + len(formats) + sum(4 + 6 + len(name) for name in names) + 4
    head = bof(5) + formats
    for name, body in zip(names, bodies, strict=True):
        head += record(0x85, struct.pack("<IBB", start, 0, 0) + name)
        start += len(body)
    return ole_file({"Workbook": head + record(0x0A, b"") + b"".join(bodies)})
