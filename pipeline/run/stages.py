"""The whole run as visible stage calls: read each file, merge, add up, check, write."""

from __future__ import annotations

import time
from contextlib import nullcontext
from functools import partial
from pathlib import Path

from pipeline.ledger import checks, decisions, entities, totals, verdicts
from pipeline.ledger.joining import Orders
from pipeline.ledger.store import Store
from pipeline.lexicons import office
from pipeline.model.issue import Refused
from pipeline.rows import ARTICLES, CHECKS, COUNTS, ORGANISATIONS, PLACES, TOTALS
from pipeline.run import journal, outputs, rules
from pipeline.run.comparison import note_source
from pipeline.run.limits import Limits, Shard
from pipeline.run.lock import only_run
from pipeline.run.moved import moved_since, nothing
from pipeline.run.places import cause, shown
from pipeline.run.reading import Progress, take_in
from pipeline.run.summary import SHARD, Summary, summary_of, write_record
from pipeline.run.writing import write_files


def run(
    source: Path,
    out: Path,
    limits: Limits,
    fresh: bool,
    progress: Progress | None,
    shard: Shard | None = None,
) -> Summary:
    """See `pipeline.run.run`."""
    began = time.perf_counter()
    try:
        with only_run(out):
            store, notice = journal.begin(out, rules.digest(), fresh)
            with store:
                note_source(store, source, out)
                decisions.carried_over(out, store, journal.LEDGER)
                earlier = out / journal.LEDGER
                with moved_since(earlier, rules.digest()) if not fresh else nullcontext(nothing) as moved:
                    kept, changed = take_in(store, source, limits, progress, shard, moved)
                store.note(SHARD, str(shard or ""))
                if shard is None and (changed or not outputs.stand(out, store)):
                    put_together(store)
                    outputs.keep_touched(out)
                    outputs.replaced(
                        out, partial(write_all, store, source, out, began, kept, notice, limits.jobs)
                    )
                    outputs.note(out, store)
                summary = summary_of(store, out, time.perf_counter() - began, kept, notice)
                store.finish()
            (out / journal.PART).replace(out / journal.LEDGER)
    except OSError as error:
        raise Refused(
            f"写不进输出文件夹 {shown(out)}：{cause(error)}请检查磁盘空间、权限，关闭已打开的台账后再运行。",
            1,
        ) from error
    return summary


def put_together(store: Store) -> list[tuple[decisions.Decision, str]]:
    """What is said of the whole run, made anew from what all documents say and what people decided.

    Returns the decisions that cannot be carried out, with why.
    """
    verdicts.undo(store)
    entities.merge(store, office_orders())
    problems = verdicts.apply(store)
    counts = list(store.rows(COUNTS))
    articles, places = list(store.rows(ARTICLES)), list(store.rows(PLACES))
    store.replace(TOTALS, totals.totals(counts, list(store.rows(ORGANISATIONS)), places, articles))
    found = checks.checks(counts, articles, places)
    store.replace(CHECKS, list(verdicts.left_standing(store, found)))
    return problems


def office_orders() -> Orders:
    """The joins that the office's lexicon orders and forbids."""
    pairs = {name: tuple((one, other) for one, other in office.entries(name)) for name in ("合并", "不合并")}
    return Orders(pairs["合并"], pairs["不合并"])


def write_all(
    store: Store, source: Path, out: Path, began: float, kept: int, notice: str, jobs: int, folder: Path
) -> None:
    """All files of a run but the ledger, into `folder`: for the user, from the ledger alone, and run.json."""
    write_files(store, out / journal.PART, folder, jobs)
    summary = summary_of(store, out, time.perf_counter() - began, kept, notice)
    write_record(store, source, rules.digest(), summary, folder)
