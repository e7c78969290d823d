"""The whole run as visible stage calls: read each file, merge, add up, check, write."""

from __future__ import annotations

import time
from functools import partial
from pathlib import Path

from pipeline.ledger import checks, entities, totals
from pipeline.ledger.store import Store
from pipeline.model.document import Document, Reading
from pipeline.model.issue import Refused
from pipeline.model.row import Findings
from pipeline.rows import ARTICLES, CHECKS, COUNTS, ORGANISATIONS, PLACES, TOTALS
from pipeline.run import journal, outputs, rules
from pipeline.run.lock import only_run
from pipeline.run.pieces import cause
from pipeline.run.pool import Limits
from pipeline.run.reading import Advance, Progress, take_in
from pipeline.run.status import Status, note_source, status_of
from pipeline.run.summary import Summary, summary_of, write_record
from pipeline.writers import digest, review, tables, workbook

__all__ = ["Advance", "Limits", "Progress", "Status", "Summary", "find", "read", "run", "status"]


def run(
    source: Path,
    out: Path,
    *,
    limits: Limits | None = None,
    fresh: bool = False,
    progress: Progress | None = None,
) -> Summary:
    """Read every document under `source` and write ledger, tables and workbook to `out`.

    What an earlier run into `out` read by the same rules is not read again, unless `fresh`. Raises Refused where the
    run cannot begin (no input, no place to write, another run at work); a document that cannot be read is a row of
    `documents` with its reason, and the run goes on. Documents are read in processes of their own: a script that
    calls this needs the guard `if __name__ == "__main__"` where they are begun anew (not on Linux).
    """
    began = time.perf_counter()
    _require_places(source, out)
    try:
        with only_run(out):
            store, notice = journal.begin(out, rules.digest(), fresh)
            with store:
                note_source(store, source, out)
                kept = take_in(store, source, limits or Limits(), progress)
                _put_together(store)
                write = partial(_write, store, source, out, began, kept, notice)
                summary = outputs.replaced(out, write)
                store.finish()
            (out / journal.PART).replace(out / journal.LEDGER)
    except OSError as error:
        raise Refused(
            f"写不进输出文件夹 {out}：{cause(error)}请检查磁盘空间、权限，关闭已打开的台账后再运行。", 1
        ) from error
    return summary


def status(out: Path, source: Path | None = None) -> Status:
    """What `run` would do: which documents are new, changed, gone, unchanged."""
    return status_of(out, source)


def read(path: Path, name: str | None = None) -> Document:
    """One file as a person reads it. Raises Unreadable with the status and a Chinese reason."""
    from pipeline.run.one_file import raw
    from pipeline.structure import arrange

    lines, _ = raw(path.read_bytes(), name or path.name)
    return arrange(lines, name or path.name)


def find(document: Document) -> tuple[Reading, Findings]:
    """All that is said in one document: its sentences analysed, and the rows with their owners and entities."""
    from pipeline.run import one_file

    return one_file.find(document)


def _put_together(store: Store) -> None:
    """What is said of the whole run, made anew from what all documents say."""
    entities.merge(store)
    counts = list(store.rows(COUNTS))
    articles, places = list(store.rows(ARTICLES)), list(store.rows(PLACES))
    store.replace(TOTALS, totals.totals(counts, list(store.rows(ORGANISATIONS)), places, articles))
    store.replace(CHECKS, checks.checks(counts, articles, places))


def _write(
    store: Store, source: Path, out: Path, began: float, kept: int, notice: str, folder: Path
) -> Summary:
    """All files of a run but the ledger, into `folder`: for the user, from the ledger alone, and run.json."""
    tables.write(store, folder)
    workbook.write(store, folder)
    digest.write(store, folder)
    review.write(store, folder)
    summary = summary_of(store, out, time.perf_counter() - began, kept, notice)
    write_record(store, source, rules.digest(), summary, folder)
    return summary


def _require_places(source: Path, out: Path) -> None:
    if not source.exists():
        raise Refused(f"找不到输入 {source}：请检查路径，或先把报告放进这个文件夹。", 2)
    inside = out.resolve() == source.resolve() or source.resolve() in out.resolve().parents
    if source.is_dir() and inside:
        raise Refused(f"输出文件夹 {out} 在输入文件夹里面，下次会把结果当报告读：请换一个输出位置。", 2)
    try:
        out.mkdir(parents=True, exist_ok=True)
        probe = out / ".probe"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        raise Refused(f"写不进输出文件夹 {out}：{cause(error)}请换一个位置，或检查权限。", 1) from error
