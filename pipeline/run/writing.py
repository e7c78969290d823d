"""The files for people and programs, written from the ledger: all at once where there is a processor to spare.

One changed report changes every one of these files, and of a large folder they take longer than reading it. A ledger
that is worth it is read by two processes: one makes the workbook, the other all the rest.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pipeline.ledger.store import Store
from pipeline.model.issue import Refused
from pipeline.run.processes import beginning

WORTH_IT = 8 << 20  # bytes of a ledger from which on a second process saves time


def write_files(store: Store, ledger: Path, folder: Path, jobs: int) -> None:
    """The tables, the workbook, the digest and the review pages, into `folder`. Raises OSError where one cannot be."""
    if jobs < 2 or ledger.stat().st_size < WORTH_IT:
        write_workbook(store, folder)
        write_the_rest(store, folder)
        return
    context = beginning()
    ours, theirs = context.Pipe(duplex=False)
    other = context.Process(target=_in_a_process, args=(theirs, ledger, folder), daemon=True)
    other.start()
    theirs.close()
    try:
        write_workbook(store, folder)
        try:
            failure: tuple[type[OSError], tuple[Any, ...]] | None = ours.recv()
        except EOFError:
            raise Refused("写出结果的子进程意外中断：请检查内存后再运行，读完的文件不会重读。", 1) from None
    finally:
        ours.close()
        if other.is_alive():
            other.join(0.5)
            other.terminate()
        other.join()
    if failure:
        kind, arguments = failure
        raise kind(*arguments)


def write_workbook(store: Store, folder: Path) -> None:
    from pipeline.ledger import decisions
    from pipeline.writers import workbook

    workbook.write(store, folder, decisions.load(store))


def write_the_rest(store: Store, folder: Path) -> None:
    from pipeline.writers import digest, review, tables

    for write in (tables.write, digest.write, review.write):
        write(store, folder)


def _in_a_process(told: Any, ledger: Path, folder: Path) -> None:
    """Sends None when all is written, or the class and the arguments of what the system refused."""
    from pipeline.run.worker import end_with_the_run

    end_with_the_run()
    try:
        with Store.open(ledger) as store:
            write_the_rest(store, folder)
    except OSError as error:
        told.send((type(error), error.args))
    else:
        told.send(None)
    finally:
        told.close()
