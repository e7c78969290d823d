"""The whole run as visible stage calls: read each file, merge, add up, check, write."""

from __future__ import annotations

import json
import platform
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from pipeline import __version__, lexicons
from pipeline.ledger import checks, entities, totals
from pipeline.ledger.store import Store
from pipeline.model.document import Document
from pipeline.model.issue import Refused
from pipeline.readers import folder
from pipeline.rows import ARTICLES, CHECKS, COUNTS, DOCUMENTS, ORGANISATIONS, PLACES, ROW_TYPES, TOTALS
from pipeline.rows.documents import DocumentRow
from pipeline.run.one_file import cause, find, outcome, pieces, raw
from pipeline.structure import arrange
from pipeline.writers import digest, review, tables, workbook

__all__ = ["Progress", "Summary", "find", "read", "run"]

Progress = Callable[[int, int, str], None]  # files done, files in all, name of the file just done

READ = ("ok", "duplicate", "skipped")  # every other status is a document that could not be read


@dataclass(frozen=True)
class Summary:
    """What a run did: how many documents ended how, why those that failed did, how many rows each table has."""

    out: Path
    statuses: dict[str, int]
    failures: tuple[tuple[str, str], ...]  # document, reason
    rows: dict[str, int]
    severities: dict[str, int] = field(default_factory=dict)  # of checks
    seconds: float = 0.0

    @property
    def exit_code(self) -> int:
        return 3 if self.failures else 0


def run(source: Path, out: Path, *, progress: Progress | None = None) -> Summary:
    """Read every document under `source` and write ledger, tables and workbook to `out`.

    Raises Refused where the run cannot begin (no input, no place to write); a document that cannot be read is
    a row of `documents` with its reason, and the run goes on.
    """
    began = time.perf_counter()
    _require_places(source, out)
    building = out / "ledger.sqlite.part"
    try:
        with Store.create(building) as store:
            _read_all(store, source, progress)
            entities.merge(store)
            counts = list(store.rows(COUNTS))
            articles, places = list(store.rows(ARTICLES)), list(store.rows(PLACES))
            bodies = list(store.rows(ORGANISATIONS))
            store.replace(TOTALS, totals.totals(counts, bodies, places, articles))
            store.replace(CHECKS, checks.checks(counts, articles, places))
            tables.write(store, out)
            workbook.write(store, out)
            digest.write(store, out)
            review.write(store, out)
            summary = _summary(store, out, time.perf_counter() - began)
            _write_run_record(store, source, summary)
        building.replace(out / "ledger.sqlite")
    except OSError as error:
        raise Refused(
            f"写不进输出文件夹 {out}：{cause(error)}请检查磁盘空间、权限，关闭已打开的台账后再运行。", 1
        ) from error
    return summary


def read(path: Path, name: str | None = None) -> Document:
    """One file as a person reads it. Raises Unreadable with the status and a Chinese reason."""
    lines, _ = raw(path.read_bytes(), name or path.name)
    return arrange(lines, name or path.name)


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


def _read_all(store: Store, source: Path, progress: Progress | None) -> None:
    found = list(folder.files(source))
    first_with: dict[str, str] = {}  # sha256 → document
    for done, (name, path) in enumerate(found, start=1):
        for piece, data in pieces(name, path):
            document, rows = outcome(piece, data, first_with)
            store.add(document, rows)
        if progress:
            progress(done, len(found), name)


def _summary(store: Store, out: Path, seconds: float) -> Summary:
    documents: Iterable[DocumentRow] = list(store.rows(DOCUMENTS))
    return Summary(
        out=out,
        statuses=dict(sorted(Counter(d.status for d in documents).items())),
        failures=tuple((d.document, d.reason or "") for d in documents if d.status not in READ),
        rows={row_type.name: store.size(row_type) for row_type in ROW_TYPES},
        severities=dict(sorted(Counter(c.severity for c in store.rows(CHECKS)).items())),
        seconds=seconds,
    )


def _write_run_record(store: Store, source: Path, summary: Summary) -> None:
    """run.json: what is needed to tell this run from another, and to say what it could not read."""
    record = {
        "taizhang": __version__,
        "python": platform.python_version(),
        "input": source.name,
        "inputs": {d.document: d.sha256 for d in store.rows(DOCUMENTS)},
        "lexicons": lexicons.digests(),
        "seconds": round(summary.seconds, 3),
        "seconds_by_document": {d.document: d.seconds for d in store.rows(DOCUMENTS)},
        "statuses": summary.statuses,
        "rows": summary.rows,
        "checks": summary.severities,
        "failures": [{"document": d, "reason": r} for d, r in summary.failures],
    }
    part = summary.out / "run.json.part"
    part.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", "utf-8", "backslashreplace")
    part.replace(summary.out / "run.json")
