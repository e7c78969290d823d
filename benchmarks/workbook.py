"""How long 台账.xlsx takes, and how much memory, for a given number of rows: python benchmarks/workbook.py [ROWS].

The rows are those of the sample reports, repeated under other names until the tables that are sheets hold as many.
Prints seconds, MiB at the peak (of the whole process) and MB of the file. The bound is 15 s and 400 MiB for 100,000.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.ledger.store import Store
from pipeline.model.row import RowType
from pipeline.rows import ROW_TYPES
from pipeline.run import run
from pipeline.writers import workbook

REPORTS = Path(__file__).parent.parent / "corpora" / "reports"
ONCE = ("documents", "organisations", "people", "places", "totals", "checks")
NO_SHEETS = ("articles", "mentions", "times", "relations", "numerals")


class Repeated:
    """A ledger whose reports stand there `times` over."""

    def __init__(self, store: Store, times: int) -> None:
        self._records = {t.name: list(store.records(t)) for t in ROW_TYPES}
        self._times = times

    def records(self, row_type: RowType[Any]) -> Iterator[dict[str, Any]]:
        for n in range(1 if row_type.name in ONCE else self._times):
            for record in self._records[row_type.name]:
                copy = dict(record)
                if n:
                    copy["id"] = f"{copy.get('id', '')}-{n}"
                    copy["document"] = f"{n}/{copy['document']}"
                    if "sentence" in copy:  # as other reports say other sentences
                        copy["sentence"] = f"{copy['sentence']}（{n}）"
                yield copy

    def size(self) -> int:
        tables = [t for t in ROW_TYPES if t.name not in NO_SHEETS]
        return sum(len(self._records[t.name]) * (1 if t.name in ONCE else self._times) for t in tables)


def main(rows: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        run(REPORTS, out / "run")
        with Store.open(out / "run" / "ledger.sqlite") as store:
            once = Repeated(store, 1).size()
            ledger = Repeated(store, max(1, round(rows / once)))
        while ledger.size() < rows:
            ledger._times += 1
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        began, worked = time.perf_counter(), time.process_time()
        workbook.write(ledger, out)
        seconds, worked = time.perf_counter() - began, time.process_time() - worked
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        size = (out / "台账.xlsx").stat().st_size / 1e6
    print(
        f"{ledger.size():,} rows: {seconds:.1f} s ({worked:.1f} s of work), {peak:.0f} MiB ({before:.0f} before), {size:.1f} MB"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
