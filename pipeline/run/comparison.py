"""What a run would do, without doing it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from pipeline.ledger.store import Store
from pipeline.model.issue import Refused
from pipeline.readers import folder
from pipeline.rows import DOCUMENTS
from pipeline.run import plan, rules
from pipeline.run.journal import LEDGER, PART, earlier

SOURCE = "source"  # the note that holds the input folder


@dataclass(frozen=True)
class Status:
    """The documents of a folder against a ledger. `notice` says why all must be read again, if they must."""

    source: Path
    new: tuple[str, ...]
    changed: tuple[str, ...]
    again: tuple[str, ...]  # tried again: timed out, crashed and the like
    vanished: tuple[str, ...]
    unchanged: tuple[str, ...]
    notice: str = ""


def status_of(out: Path, source: Path | None) -> Status:
    """Compares `source`, by default the folder that `out` was made of. Raises Refused where there is none."""
    store, notice = ledger(out)
    try:
        known = {row.document: row for row in store.rows(DOCUMENTS)} if store else {}
        source = source or noted_source(store, out)
    finally:
        if store:
            store.close()
    if source is None:
        raise Refused(f"{out} 里还没有可用的台账，不知道比对哪个文件夹：请写出输入文件夹。", 2)
    if not source.exists():
        raise Refused(f"找不到输入 {source}：请检查路径，或写出输入文件夹。", 2)
    groups: dict[str, list[str]] = {"new": [], "changed": [], "again": [], "unchanged": []}
    met = set()
    for step in plan.steps(folder.files(source), known):
        key = plan.key_of(step.name)
        met.add(key)
        groups[kind(step, known)].append(key)
    return Status(source, vanished=tuple(sorted(known.keys() - met)), notice=notice,
                  **{name: tuple(members) for name, members in groups.items()})  # fmt: skip


def kind(step: plan.Step, known: plan.Known) -> str:
    there = known.get(plan.key_of(step.name))
    if there is None:
        return "new"
    if step.kept:
        return "unchanged"
    same = step.piece is not None and there.sha256 == step.piece.sha256
    return "again" if same and there.status in plan.TRIED_AGAIN else "changed"


def ledger(out: Path) -> tuple[Store | None, str]:
    """The ledger that a run would begin with."""
    store, _ = earlier(out / PART, rules.digest())
    return (store, "") if store else earlier(out / LEDGER, rules.digest())


def noted_source(store: Store | None, out: Path) -> Path | None:
    noted = store.noted(SOURCE) if store else None
    return Path(os.path.normpath(out.resolve() / noted)) if noted else None


def note_source(store: Store, source: Path, out: Path) -> None:
    """Relative to `out`, so that both can be moved together, and no name of the machine's folders is in the file."""
    try:
        written = os.path.relpath(source.resolve(), out.resolve())
    except ValueError:  # two drives of Windows
        written = str(source.resolve())
    store.note(SOURCE, written)
