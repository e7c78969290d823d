"""The files for people and programs, written from the ledger: all at once where there is a processor to spare.

One changed report changes every one of these files, and of a large folder they take longer than reading it. A ledger
that is worth it is read by two processes: one makes the workbook, the other all the rest.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.ledger.store import Store
from pipeline.model.issue import Refused
from pipeline.rows import DOCUMENTS
from pipeline.run import rules
from pipeline.run.comparison import noted_source
from pipeline.run.processes import beginning

if TYPE_CHECKING:
    from pipeline.writers.tables import Table

WORTH_IT = 8 << 20  # bytes of a ledger from which on a second process saves time
STRETCHES = "stretches"  # the note that says where the rows of each document lie in the tables


def write_files(store: Store, ledger: Path, folder: Path, jobs: int) -> None:
    """The tables, the workbook, the digest and the review pages, into `folder`. Raises OSError where one cannot be."""
    if jobs < 2 or ledger.stat().st_size < WORTH_IT:
        write_workbook(store, ledger.parent, folder)
        store.note(STRETCHES, write_the_rest(store, ledger.parent, folder))
        return
    context = beginning()
    ours, theirs = context.Pipe(duplex=False)
    other = context.Process(target=_in_a_process, args=(theirs, ledger, folder), daemon=True)
    other.start()
    theirs.close()
    try:
        write_workbook(store, ledger.parent, folder)
        try:
            told: str | tuple[type[OSError], tuple[Any, ...]] = ours.recv()
        except EOFError:
            raise Refused("写出结果的子进程意外中断：请检查内存后再运行，读完的文件不会重读。", 1) from None
    finally:
        ours.close()
        if other.is_alive():
            other.join(0.5)
            other.terminate()
        other.join()
    if not isinstance(told, str):
        kind, arguments = told
        raise kind(*arguments)
    store.note(STRETCHES, told)


def write_workbook(store: Store, out: Path, folder: Path) -> None:
    """The workbook into `folder`, with links that hold once it lies in `out`."""
    from pipeline.ledger import decisions
    from pipeline.writers import workbook

    workbook.write(store, folder, decisions.load(store), addresses(store, out))


def addresses(store: Store, out: Path) -> dict[str, str]:
    """Where the files that were read lie, seen from `out`, by document: those that are still there, as links say it.

    Chinese stays as it is, as Excel writes it; what has a meaning in an address is written as %23.
    """
    source = noted_source(store, out)
    if source is None:
        return {}
    found = {}
    for document in store.rows(DOCUMENTS):
        path = source / document.document if source.is_dir() else source
        if document.status == "ok" and not _UNFIT.search(document.document) and path.is_file():
            try:
                relative = Path(os.path.relpath(path, out.resolve())).as_posix()
            except ValueError:  # two drives of Windows
                continue
            found[document.document] = _MEANT.sub(lambda match: f"%{ord(match.group()):02X}", relative)
    return found


_UNFIT = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufffe\uffff\\\\]"
)
_MEANT = re.compile("[ %#?:\"<>&'\\[\\]^`{|}]")


def write_the_rest(store: Store, out: Path, folder: Path) -> str:
    """Writes into `folder` what the workbook is not, taking from the tables in `out` what is still so.

    Returns what is to be noted under STRETCHES.
    """
    from pipeline.writers import digest, review, tables

    written = tables.write(store, folder, out, known_tables(store))
    digest.write(store, folder)
    review.write(store, folder)
    lying = {name: [table.files, table.stretches] for name, table in written.items()}
    return json.dumps([rules.digest_of_all(), lying])


def known_tables(store: Store) -> dict[str, Table]:
    """How the tables lie that this program wrote last into the same folder; empty where another wrote them, or none."""
    from pipeline.writers.tables import Table

    noted = store.noted(STRETCHES)
    program, lying = json.loads(noted) if noted else ("", {})
    if program != rules.digest_of_all():
        return {}
    return {
        name: Table(tuple(map(tuple, files)), tuple(map(tuple, stretches)))  # type: ignore[arg-type]
        for name, (files, stretches) in lying.items()
    }


def _in_a_process(told: Any, ledger: Path, folder: Path) -> None:
    """Sends what is to be noted when all is written, or the class and the arguments of what the system refused."""
    from pipeline.run.worker import end_with_the_run

    end_with_the_run()
    try:
        with Store.open(ledger) as store:
            told.send(write_the_rest(store, ledger.parent, folder))
    except OSError as error:
        told.send((type(error), error.args))
    finally:
        told.close()
