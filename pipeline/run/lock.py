"""One run at a time in one output folder. The system lets go of the lock when its process ends, however it ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pipeline.model.issue import Refused

NAME = ".lock"


@contextmanager
def only_run(out: Path) -> Iterator[None]:
    """Holds the folder `out`. Raises Refused, with exit code 1, where another run holds it."""
    path = out / NAME
    held = _held(path)
    if held is None:
        raise Refused(f"另一次运行正在写入 {out}：请等它结束后再运行，或换一个输出位置。", 1)
    try:
        yield
    finally:
        _let_go(held, path)


def _held(path: Path) -> int | None:
    """The locked file, None where another process has it.

    A file that its holder took away between our opening and locking it locks nothing, hence the second look.
    """
    while True:
        opened = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        if not _locked(opened):
            os.close(opened)
            return None
        with suppress(OSError):
            if os.path.samestat(os.fstat(opened), path.stat()):
                return opened
        os.close(opened)


if sys.platform == "win32":
    import msvcrt

    def _locked(opened: int) -> bool:
        try:
            msvcrt.locking(opened, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _let_go(held: int, path: Path) -> None:
        os.close(held)
        with suppress(OSError):  # another run has opened it meanwhile
            path.unlink()

else:
    import fcntl

    def _locked(opened: int) -> bool:
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:  # a network drive that knows no locks: better without than not at all
            return True
        return True

    def _let_go(held: int, path: Path) -> None:
        path.unlink(missing_ok=True)
        os.close(held)
