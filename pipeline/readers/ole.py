"""Compound files (OLE2), the container of .doc, .xls and of encrypted Office files ([MS-CFB])."""

from __future__ import annotations

import struct
from collections.abc import Callable

from pipeline.model.issue import Unreadable

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LARGEST_SECTOR = 0xFFFFFFFA
STREAM, ROOT = 2, 5


def streams(data: bytes, damaged: str) -> dict[str, Callable[[], bytes]]:
    """How to get each stream of the file by its name; of two with one name the first. Raises Unreadable."""
    try:
        return _Container(data).streams()
    except (struct.error, IndexError, ValueError) as error:
        raise Unreadable("corrupt", damaged) from error


class _Container:
    """The sector chains of a compound file."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        shift, mini_shift = struct.unpack_from("<HH", data, 30)
        if not 7 <= shift <= 16 or not 3 <= mini_shift <= shift:
            raise ValueError("sector size")
        self.sector, self.mini_sector = 1 << shift, 1 << mini_shift
        directory, self.cutoff, mini_fat = struct.unpack_from("<I4xII", data, 48)
        self.fat = self._fat()
        self.directory = self._chain(directory)
        self.mini_fat = self._numbers(self._chain(mini_fat))
        self.mini = b""

    def streams(self) -> dict[str, Callable[[], bytes]]:
        found: dict[str, Callable[[], bytes]] = {}
        rooted = False
        for place in range(0, len(self.directory) - 127, 128):
            entry = self.directory[place : place + 128]
            length, kind = struct.unpack_from("<HB", entry, 64)
            start, size = struct.unpack_from("<II", entry, 116)
            name = entry[: max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
            if kind == ROOT:
                rooted, self.mini = True, self._chain(start)
            elif kind == STREAM and name not in found:
                found[name] = lambda start=start, size=size: self._stream(start, size)  # type: ignore[misc]
        if not rooted:
            raise ValueError("no directory")
        return found

    def _stream(self, start: int, size: int) -> bytes:
        if size >= self.cutoff:
            return self._chain(start)[:size]
        pieces: list[bytes] = []
        for _ in range(len(self.mini_fat)):
            if start >= len(self.mini_fat):
                break
            pieces.append(self.mini[start * self.mini_sector : (start + 1) * self.mini_sector])
            start = self.mini_fat[start]
        return b"".join(pieces)[:size]

    def _fat(self) -> list[int]:
        sectors = list(struct.unpack_from("<109I", self.data, 76))
        following, count = struct.unpack_from("<II", self.data, 68)
        for _ in range(min(count, len(self.data) // self.sector)):
            if following > LARGEST_SECTOR:
                break
            numbers = self._numbers(self._sector(following))
            sectors += numbers[:-1]
            following = numbers[-1]
        kept = (s for s in sectors if s <= LARGEST_SECTOR)
        return self._numbers(
            b"".join(
                self._sector(s) for s, _ in zip(kept, range(1 + len(self.data) // self.sector), strict=False)
            )
        )

    def _sector(self, number: int) -> bytes:
        begin = (number + 1) * self.sector
        return self.data[begin : begin + self.sector]

    def _chain(self, start: int) -> bytes:
        """The sectors from `start` on; a chain that runs in a circle ends after as many sectors as there are."""
        pieces: list[bytes] = []
        for _ in range(len(self.fat)):
            if start >= len(self.fat):
                break
            pieces.append(self._sector(start))
            start = self.fat[start]
        return b"".join(pieces)

    @staticmethod
    def _numbers(data: bytes) -> list[int]:
        return list(struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4]))
