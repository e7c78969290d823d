"""A folder read by the workers of a Dask cluster, shard by shard, and put together.

Dask only says which machine reads which shard. Inside each worker the documents are read as in every run, each in a
bounded process, into the shard's own ledger in the shared output folder; a receipt of a few numbers is all that goes
over the wire. A worker that dies costs nothing that it had read: whoever gets its shard goes on with its journal.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline import lexicons
from pipeline.model.issue import Refused
from pipeline.readers import folder
from pipeline.run.limits import Limits, Shard, cores
from pipeline.run.places import require_places
from pipeline.run.summary import READ, Summary

if TYPE_CHECKING:
    from pipeline.run.reading import Progress

ROOM = "shards"  # the folder in the output folder that the ledgers of the shards lie in
FILES_A_SHARD = 250
FEWEST, MOST = 4, 4096  # shards; powers of four between, so that a growing folder keeps its shards for long
NOT_THERE = '没有安装 Dask：请先运行 pip install "taizhang[dask]"，或不加 --engine dask。'


@dataclass(frozen=True)
class Receipt:
    """What a worker tells of a shard that it has read: how many documents ended how, how many were read before."""

    shard: str
    statuses: dict[str, int]
    rows: int
    kept: int


def run(
    source: Path,
    out: Path,
    limits: Limits,
    scheduler: str | None,
    *,
    fresh: bool = False,
    lexicon: Path | None = None,
    progress: Progress | None = None,
) -> Summary:
    """Reads `source` by the cluster at `scheduler`, else by one of this machine, and puts the shards together.

    Both folders must be reached by the same paths from all workers. Raises Refused where Dask is not installed, the
    cluster cannot be reached, or a shard cannot be read.
    """
    from pipeline.run.shards import merge

    files = sum(1 for _ in folder.files(source))
    count = shard_count(files)
    room = out.resolve() / ROOM
    for other in room.glob("*-of-*") if room.is_dir() else ():
        if not other.name.endswith(f"-of-{count}"):
            shutil.rmtree(other)  # of when the folder held many more files, or far fewer
    parts = {number: room / f"{number}-of-{count}" for number in range(1, count + 1)}
    inside = limits if scheduler is None else replace(limits, jobs=0)
    task = (str(source.resolve()), inside, fresh, str(lexicon.resolve()) if lexicon else None)
    told = Told(files, progress)
    with connected(scheduler, limits.jobs) as client:
        waiting = [
            client.submit(read_shard, Shard(number, count), str(part), *task, pure=False)
            for number, part in parts.items()
        ]
        for receipt in received(waiting):
            told.by(receipt)
    summary = merge(list(parts.values()), out, limits.jobs)
    return replace(summary, kept=told.kept)


def shard_count(files: int) -> int:
    count = FEWEST
    while count < MOST and count * FILES_A_SHARD < files:
        count *= 4
    return count


def read_shard(
    shard: Shard, part: str, source: str, limits: Limits, fresh: bool, lexicon: str | None
) -> Receipt:
    """In a worker: reads one shard into the ledger in the folder `part`. `limits.jobs` 0 is as many as it has cores."""
    from pipeline.run.processes import make_ready
    from pipeline.run.stages import run

    if lexicon:
        lexicons.use(Path(lexicon))
    require_places(Path(source), Path(part))
    limits.apply()
    make_ready()
    inside = limits if limits.jobs else replace(limits, jobs=cores())
    done = run(Path(source), Path(part), inside, fresh, None, shard)
    return Receipt(str(shard), done.statuses, sum(done.rows.values()), done.kept)


@contextmanager
def connected(scheduler: str | None, jobs: int) -> Iterator[Any]:
    """A client of the cluster: of that at `scheduler`, else of one with `jobs` workers on this machine."""
    try:
        dask: Any = import_module("dask")
        distributed: Any = import_module("distributed")
    except ImportError:
        raise Refused(NOT_THERE, 2) from None
    # A worker must be allowed processes of its own; memory is bounded in these, never by ending the worker.
    with dask.config.set(
        {"distributed.worker.daemon": False, "distributed.admin.large-graph-warning-threshold": "1GB"}
    ):
        if scheduler is None:
            with (
                distributed.LocalCluster(
                    n_workers=jobs,
                    threads_per_worker=1,
                    memory_limit=0,
                    dashboard_address=None,
                    silence_logs=50,
                ) as cluster,
                distributed.Client(cluster) as client,
            ):
                yield client
            return
        try:
            client = distributed.Client(scheduler, timeout=8)
        except (OSError, ValueError) as error:
            raise Refused(
                f"连不上 Dask 调度器 {scheduler}：请检查地址、防火墙，以及 dask scheduler 是否在运行。", 1
            ) from error
        with client:
            yield client


def received(waiting: list[Any]) -> Iterator[Receipt]:
    """The receipts as they come. Raises Refused for a shard that no worker could read."""
    distributed: Any = import_module("distributed")
    for future in distributed.as_completed(waiting):
        try:
            yield future.result()
        except Refused:
            raise
        except (
            Exception
        ) as error:  # whatever a cluster may say: a worker killed again and again, no worker left
            raise Refused(
                f"集群没有读完（{type(error).__name__}）：请检查各台电脑后再运行，读完的不会重读。", 1
            ) from error


class Told:
    """Sums the receipts up for who watches the run."""

    def __init__(self, files: int, progress: Progress | None) -> None:
        from pipeline.run.reading import Advance

        self._advance, self._progress = Advance(files), progress
        self.kept = 0

    def by(self, receipt: Receipt) -> None:
        statuses = Counter(receipt.statuses)
        self.kept += receipt.kept
        advance = self._advance
        advance.done += statuses.total()
        advance.total = max(advance.total, advance.done)
        advance.kept, advance.rows = self.kept, advance.rows + receipt.rows
        advance.failed += sum(n for status, n in statuses.items() if status not in READ)
        advance.name = receipt.shard
        if self._progress:
            self._progress(advance)
