"""Python imports this at its start where the folder is on its path: readers of documents that do harm, for tests.

So they are there in every process of a run, however it is begun, and nothing in the program knows of them.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

from pipeline import readers
from pipeline.model.source import RawDocument, Reader


def sniff(head: bytes, extension: str) -> bool:
    return head.startswith((b"CRASH", b"HANG", b"EAT", b"SLOW"))


def read(data: bytes) -> RawDocument:
    what, _, rest = data.decode().partition(" ")
    if what == "CRASH" or (what == "CRASH-ONCE" and first_time(Path(rest))):
        os._exit(7)
    while what == "HANG":
        time.sleep(1)
    eaten = []
    while what == "EAT":
        eaten.append(bytearray(1 << 24))
    time.sleep(0.02 * (what == "SLOW"))
    return readers.plain.READER.read(rest.encode())


def first_time(marker: Path) -> bool:
    seen = marker.exists()
    marker.touch()
    return not seen


if os.environ.get("FAULTY_WATCHED"):  # memory bounded as where the system does not do it
    from pipeline.run import memory

    memory.BY_SYSTEM = False

readers.READERS = (Reader("faulty", (".txt",), sniff, read), *readers.READERS)
