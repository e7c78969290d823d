"""Documents read in processes of their own, so that one that crashes, hangs or eats memory costs only itself.

Pebble keeps the processes: it ends one that is over its time and says which document a dead one was reading. The
standard library's pool gives up all documents when one process dies.
"""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, TimeoutError, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.ledger.parcel import Parcel, parcel
from pipeline.model.issue import Refused
from pipeline.run import memory, worker
from pipeline.run.limits import Limits
from pipeline.run.pieces import Piece, not_read
from pipeline.run.processes import beginning

if TYPE_CHECKING:
    from pebble import ProcessFuture, ProcessPool

RECYCLED = 100  # documents after which a process makes room for a new one, since libraries leak
AHEAD = 3  # documents given out for each process, so that none waits for work
SENT_WHOLE = 4 << 20  # bytes: a larger member of an archive goes through a file
GRACE = 60.0  # seconds beyond the time limit after which a silent pool is given up
MOST_FAILURES = 3  # pools in a row that read nothing
CRASHED = "读取时程序意外中断，单独重读一次仍然中断：文件可能已损坏，请另存一份后再试，或发给维护人员。"


@dataclass
class Trouble:
    """The pieces that a pool has not read: those whose process died or ran out of memory, and those given back."""

    suspects: list[tuple[Piece, str]] = field(default_factory=list)  # with the status that they would get
    given_back: list[Piece] = field(default_factory=list)


def outcomes(pieces: Iterable[Piece], limits: Limits) -> Iterator[Parcel]:
    """The outcome of every piece, in the order in which they come about. Raises Refused where no process starts.

    A piece whose process died or ran out of memory is read once more, alone, when all others are done: it may have
    suffered from what its process did before.
    """
    coming = iter(pieces)
    first = list(islice(coming, limits.jobs))
    if not first:
        return
    suspects = yield from _read(chain(first, coming), len(first), limits)
    for piece, _ in suspects:
        for again, status in (yield from _read(iter([piece]), 1, limits)):
            yield _failed(again, status, limits)


def _read(
    coming: Iterator[Piece], workers: int, limits: Limits
) -> Generator[Parcel, None, list[tuple[Piece, str]]]:
    """Reads all pieces, with a new pool where one breaks down. Returns the suspects."""
    trouble, failures = Trouble(), 0
    while failures < MOST_FAILURES:
        given_back, trouble.given_back = trouble.given_back, []
        read = yield from _read_in_pool(chain(given_back, coming), workers, limits, trouble)
        if not trouble.given_back:
            return trouble.suspects
        failures = 0 if read else failures + 1
    raise Refused("读取文件的子进程启动不了：请检查内存和杀毒软件的拦截记录，或重新安装后再运行。", 1)


def _read_in_pool(
    coming: Iterator[Piece], workers: int, limits: Limits, trouble: Trouble
) -> Generator[Parcel, None, int]:
    """Reads pieces until all are done or the pool breaks down. Returns how many were read."""
    read = 0
    with _pool(workers, limits) as pool, tempfile.TemporaryDirectory(prefix="taizhang-") as room:
        given: dict[ProcessFuture[bytes], Piece] = {}
        while True:
            if not trouble.given_back:
                for piece in islice(coming, workers * AHEAD - len(given)):
                    given[_give(pool, piece, limits, Path(room))] = piece
            if not given:
                return read
            done = wait(given, limits.timeout + GRACE, FIRST_COMPLETED).done
            if not done:  # a process died before it could say what it had taken
                trouble.suspects += [(piece, "crash") for piece in given.values()]
                return read
            for future in [future for future in given if future in done]:
                outcome = _outcome(future, given.pop(future), limits, trouble)
                if outcome:
                    read += 1
                    yield outcome


def _give(pool: ProcessPool, piece: Piece, limits: Limits, room: Path) -> ProcessFuture[bytes]:
    path, data = piece.path, piece.data
    if data is not None and len(data) > SENT_WHOLE:
        path, data = room / piece.sha256, None
        path.write_bytes(piece.data or b"")
    return pool.schedule(worker.read, args=(piece.name, path, data), timeout=limits.timeout)


def _outcome(future: ProcessFuture[bytes], piece: Piece, limits: Limits, trouble: Trouble) -> Parcel | None:
    try:
        told = future.result()
    except TimeoutError:
        return _failed(piece, "timeout", limits)
    except BrokenProcessPool:
        trouble.given_back.append(piece)
        return None
    except Exception as error:  # the process died, or could not say what it read
        over = getattr(error, "exitcode", None) == memory.OVER
        trouble.suspects.append((piece, "memory" if over else "crash"))
        return None
    if told == worker.OUT_OF_MEMORY:
        trouble.suspects.append((piece, "memory"))
        return None
    outcome: Parcel = pickle.loads(told)
    return outcome


def _failed(piece: Piece, status: str, limits: Limits) -> Parcel:
    reasons = {
        "timeout": f"读了 {limits.timeout:g} 秒还没有读完，已停止：请拆成几个文件或另存为 .docx 后再试，"
        "也可以用 --timeout 放宽时限。",
        "memory": f"读取所需的内存超过 {limits.memory} MB，已停止：请拆成几个文件后再试，"
        "也可以用 --memory 放宽上限。",
        "crash": CRASHED,
    }
    return parcel(not_read(piece.name, piece.sha256, status, reasons[status]))


@contextmanager
def _pool(workers: int, limits: Limits) -> Iterator[ProcessPool]:
    from pebble import ProcessPool

    pool = ProcessPool(
        workers,
        RECYCLED,
        initializer=worker.prepare,
        initargs=(limits.memory, limits.timeout),
        context=beginning(),
    )
    try:
        yield pool
    finally:
        pool.stop()  # type: ignore[no-untyped-call]
        pool.join()
