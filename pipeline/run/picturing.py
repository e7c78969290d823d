"""`taizhang graph`: the relations of a ledger as a picture."""

from __future__ import annotations

from pathlib import Path

from pipeline.ledger.store import Store
from pipeline.model.issue import Refused
from pipeline.run.journal import LEDGER
from pipeline.writers import graph

ENDINGS = (".html", ".graphml")


def picture(out: Path, target: Path) -> tuple[int, int]:
    """See `pipeline.run.graph`."""
    if target.suffix.lower() not in ENDINGS:
        raise Refused("图谱只写成 .html 或 .graphml：请这样给文件起名。", 2)
    with Store.open(out / LEDGER if out.is_dir() else out) as store:
        found = graph.write(store, target)
    return len(found.nodes), len(found.edges)
