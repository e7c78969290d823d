"""What runs in a process of its own: the reading of one document, within bounds of memory."""

from __future__ import annotations

import os
import pickle
import threading
from multiprocessing import connection, parent_process
from pathlib import Path

from pipeline.run import memory

OUT_OF_MEMORY = b""
PATIENCE = 0.8
_seconds: float | None = None


def prepare(most: int, timeout: float) -> None:
    """Readies a process: `most` MiB for documents on top of the program itself, and an end when the run ends.

    A document stops by itself at PATIENCE of `timeout` seconds, so that its text is kept, before it is stopped.
    """
    import pipeline.run.warm  # noqa: F401

    global _seconds
    _seconds = PATIENCE * timeout
    end_with_the_run()
    say_nothing()
    memory.bound(most)


def read(name: str, path: Path, data: bytes | None) -> bytes:
    """The parcel of one document, pickled; OUT_OF_MEMORY where it needs more than it may have."""
    from pipeline.ledger.parcel import parcel
    from pipeline.run.one_file import outcome
    from pipeline.run.pieces import not_read
    from pipeline.run.places import cause

    try:
        try:
            content = _bytes_of(path) if data is None else data
        except OSError as error:
            reason = f"文件打不开：{cause(error)}请检查权限，或文件是否被移走。"
            return pickle.dumps(parcel(not_read(name, None, "error", reason)))
        return pickle.dumps(parcel(*outcome(name, content, _seconds)), pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        return OUT_OF_MEMORY


def _bytes_of(path: Path) -> bytes:
    """Those of a file as large as it is now, one more than the bound at most."""
    from pipeline.model.limits import bounds

    with path.open("rb") as file:
        return file.read(min(os.fstat(file.fileno()).st_size, bounds().file_mb << 20) + 1)


def say_nothing() -> None:
    """Libraries print what they think of a damaged file; the user is told in the file's row."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)


def end_with_the_run() -> None:
    """A run that is killed takes nobody with it; a document that hangs would keep its process for ever."""
    threading.Thread(target=_end_with_the_run, daemon=True).start()


def _end_with_the_run() -> None:
    run = parent_process()
    if run is not None:
        connection.wait([run.sentinel])
        os._exit(1)
