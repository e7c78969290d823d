"""What a run did, for the user and for run.json."""

from __future__ import annotations

import json
import platform
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from pipeline import __version__, lexicons
from pipeline.ledger.store import Store
from pipeline.rows import CHECKS, DOCUMENTS, ROW_TYPES
from pipeline.run.outputs import RECORD, names

SHARD = "shard"  # the note that says which part of the folder a ledger holds, empty for the whole
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
    kept: int = 0  # documents that an earlier run had read
    notice: str = ""  # what is unusual about this run, a sentence
    shard: str = ""  # which part of the folder was read, as 2/7

    @property
    def exit_code(self) -> int:
        return 3 if self.failures else 0


def summary_of(store: Store, out: Path, seconds: float, kept: int, notice: str) -> Summary:
    documents = list(store.rows(DOCUMENTS))
    return Summary(
        out=out,
        statuses=dict(sorted(Counter(d.status for d in documents).items())),
        failures=tuple((d.document, d.reason or "") for d in documents if d.status not in READ),
        rows={row_type.name: store.size(row_type) for row_type in ROW_TYPES},
        severities=dict(sorted(Counter(c.severity for c in store.rows(CHECKS)).items())),
        seconds=seconds,
        kept=kept,
        notice=notice,
        shard=store.noted(SHARD) or "",
    )


def write_record(store: Store, source: Path, rules: str, summary: Summary, folder: Path) -> None:
    """run.json: what is needed to tell this run from another, and to say what it could not read."""
    record = {
        "taizhang": __version__,
        "python": platform.python_version(),
        "input": source.name,
        "inputs": {d.document: d.sha256 for d in store.rows(DOCUMENTS)},
        "rules": rules,
        "lexicons": lexicons.digests(),
        "seconds": round(summary.seconds, 3),
        "seconds_by_document": {d.document: d.seconds for d in store.rows(DOCUMENTS)},
        "statuses": summary.statuses,
        "kept": summary.kept,
        "rows": summary.rows,
        "checks": summary.severities,
        "failures": [{"document": d, "reason": r} for d, r in summary.failures],
        "files": sorted((*names(folder), RECORD)),
    }
    text = json.dumps(record, ensure_ascii=False, indent=1) + "\n"
    (folder / RECORD).write_text(text, "utf-8", "backslashreplace")
