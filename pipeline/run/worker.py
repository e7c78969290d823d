"""What runs in a process of its own: the reading of one document, within bounds of memory."""

from __future__ import annotations

import os
import pickle
import threading
from multiprocessing import connection, parent_process
from pathlib import Path

from pipeline.run import memory

OUT_OF_MEMORY = b""


def prepare(most: int) -> None:
    """Readies a process: `most` MiB for documents on top of the program itself, and an end when the run ends."""
    import pipeline.run.warm  # noqa: F401

    end_with_the_run()
    memory.bound(most)


def read(name: str, path: Path, data: bytes | None) -> bytes:
    """The parcel of one document, pickled; OUT_OF_MEMORY where it needs more than it may have."""
    from pipeline.ledger.parcel import parcel
    from pipeline.run.one_file import outcome
    from pipeline.run.pieces import not_read
    from pipeline.run.places import cause

    try:
        try:
            content = path.read_bytes() if data is None else data
        except OSError as error:
            reason = f"文件打不开：{cause(error)}请检查权限，或文件是否被移走。"
            return pickle.dumps(parcel(not_read(name, None, "error", reason)))
        return pickle.dumps(parcel(*outcome(name, content)), pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        return OUT_OF_MEMORY


def end_with_the_run() -> None:
    """A run that is killed takes nobody with it; a document that hangs would keep its process for ever."""
    threading.Thread(target=_end_with_the_run, daemon=True).start()


def _end_with_the_run() -> None:
    run = parent_process()
    if run is not None:
        connection.wait([run.sentinel])
        os._exit(1)
