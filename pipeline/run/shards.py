"""Ledgers of parts of a folder put together, as one run over the whole would have made them.

The parts are read by machines that know nothing of each other (`run --shard 2/7`), or are whole runs over folders of
their own.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from pipeline.ledger import decisions, verdicts
from pipeline.ledger.gathering import documents_of, take_over, twins
from pipeline.ledger.parcel import parcel
from pipeline.ledger.store import Store
from pipeline.model.issue import Refused
from pipeline.run import journal, outputs, rules
from pipeline.run import twins as copies
from pipeline.run.comparison import note_source, noted_source
from pipeline.run.lock import only_run
from pipeline.run.places import cause
from pipeline.run.plan import duplicate
from pipeline.run.stages import put_together, write_all
from pipeline.run.summary import SHARD, Summary, summary_of


def merge(parts: Sequence[Path], out: Path, jobs: int) -> Summary:
    """See `pipeline.run.merge`."""
    began = time.perf_counter()
    try:
        with only_run(out):
            for name in (journal.PART, journal.COPY):
                journal.removed(out / name)
            with Store.create(out / journal.PART) as store:
                store.note(journal.RULES, rules.digest())
                verdicts.undo(store)  # makes the place for rows set aside
                source, notice = gathered(store, parts, out)
                point_to_twins(store)
                copies.settle(store)  # one that is none any more is read by the next run
                decisions.carried_over(out, store, journal.LEDGER)
                put_together(store)
                outputs.keep_touched(out)
                outputs.replaced(out, partial(write_all, store, source or out, out, began, 0, notice, jobs))
                outputs.note(out, store)
                summary = summary_of(store, out, time.perf_counter() - began, 0, notice)
                store.finish()
            (out / journal.PART).replace(out / journal.LEDGER)
    except OSError as error:
        raise Refused(f"写不进输出文件夹 {out}：{cause(error)}请检查磁盘空间、权限后再运行。", 1) from error
    return summary


def gathered(store: Store, parts: Sequence[Path], out: Path) -> tuple[Path | None, str]:
    """Takes all parts over. Returns the folder that they all are of, if it is one, and what is missing, a sentence."""
    sources: list[Path | None] = []
    shards: list[str] = []
    held: list[decisions.Decision] = decisions.load(store)
    for part in parts:
        with opened(part) as ledger:
            shards.append(ledger.noted(SHARD) or "")
            sources.append(noted_source(ledger, part))
            held += decisions.load(ledger)
            copies.carry(ledger, store)
        take_over(store, part / journal.LEDGER)
    decisions.save(store, held)
    source = sources[0] if len(set(sources)) == 1 else None
    if source is not None:
        note_source(store, source, out)
    return source, missing(shards)


def opened(part: Path) -> Store:
    """The finished ledger of a part. Raises Refused where there is none, or other rules read it."""
    if (part / journal.PART).exists():
        raise Refused(f"{part} 还没有读完：请先在那里把运行做完，再合并。", 2)
    store, said = journal.earlier(part / journal.LEDGER, rules.digest())
    if store is None:
        raise Refused(f"{part} 里没有能合并的 {journal.LEDGER}：{said or '请先在那里运行。'}", 2)
    return store


def missing(shards: Sequence[str]) -> str:
    """Which shards of a folder are not among those given, as a sentence; nothing where none is missing."""
    pairs = {tuple(map(int, shard.split("/"))) for shard in shards if shard}
    counts = {count for _, count in pairs}
    if len(counts) > 1:
        raise Refused("这些结果是按不同的份数分开读的，合在一起会漏：请用同一个 --shard 份数重新读。", 2)
    absent = [number for count in counts for number in range(1, count + 1) if (number, count) not in pairs]
    return f"还缺第 {'、'.join(map(str, absent))} 份，合并的结果不全。" if absent else ""


def point_to_twins(store: Store) -> None:
    """Of equal bytes that several parts have read, leaves the rows of the first document only."""
    for row, first in twins(documents_of(store)):
        store.put(parcel(duplicate(row.document, row.sha256, first)))
        with store.writing():
            store.database.execute(f"DELETE FROM {verdicts.ASIDE} WHERE document = ?", (row.document,))
