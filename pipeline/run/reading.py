"""The documents of a folder taken into the ledger: those that are new or changed read, those that are gone removed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.ledger.parcel import Parcel, parcel
from pipeline.ledger.store import Store
from pipeline.readers import folder
from pipeline.rows import DOCUMENTS
from pipeline.run import outputs, plan, twins
from pipeline.run.limits import Limits, Shard
from pipeline.run.moved import Moved, nothing
from pipeline.run.pieces import Piece
from pipeline.run.pool import outcomes
from pipeline.run.summary import READ


@dataclass
class Advance:
    """How far a run is. `total` grows with the members of archives that are met."""

    total: int
    done: int = 0
    kept: int = 0
    failed: int = 0
    rows: int = 0
    name: str = ""  # of the document just done


Progress = Callable[[Advance], None]


@dataclass
class Intake:
    """The documents met so far, and the ledger that they go into."""

    store: Store
    known: plan.Known
    advance: Advance
    progress: Progress | None
    moved: Moved
    met: set[str] = field(default_factory=set)
    changed: bool = False

    def changes(self) -> None:
        if not self.changed:
            outputs.no_longer_stand(self.store)
            twins.unsettle(self.store)
        self.changed = True

    def put(self, found: Parcel) -> None:
        self.changes()
        self.store.put(found)
        self.told(found.document, found.status not in READ, found.rows)

    def told(self, name: str, failed: bool, rows: int = 0) -> None:
        self.advance.done += 1
        self.advance.failed += failed
        self.advance.rows += rows
        self.advance.name = name
        if self.progress:
            self.progress(self.advance)

    def to_read(self, found: list[tuple[str, Path]]) -> Iterator[Piece]:
        """The pieces to read; what is settled without reading is put down on the way."""
        for step in plan.steps(found, self.known):
            self.met.add(plan.key_of(step.name))
            self.advance.total += "!/" in step.name
            if step.kept:
                self.advance.kept += 1
                self.told(step.name, self.known[plan.key_of(step.name)].status not in READ)
            elif step.row:
                self.put(parcel(step.row))
            elif step.piece:
                if parcel_there := self.moved(step.piece):
                    self.put(parcel_there)
                else:
                    yield step.piece


def take_in(
    store: Store,
    source: Path,
    limits: Limits,
    progress: Progress | None,
    shard: Shard | None = None,
    moved: Moved = nothing,
) -> tuple[int, bool]:
    """Brings the ledger to what the folder, or the shard of it, holds now. `moved` gives rows that need no reading.

    Returns how many documents were there unchanged, and whether the ledger is another than before.
    """
    found = [file for file in folder.files(source) if shard is None or shard.holds(file[0])]
    known = {row.document: row for row in store.rows(DOCUMENTS)}
    intake = Intake(store, known, Advance(len(found)), progress, moved)
    for outcome in outcomes(intake.to_read(found), limits):
        intake.put(outcome)
    if gone := sorted(known.keys() - intake.met):
        intake.changes()
        store.remove(gone)
    if shard is None and not twins.is_settled(store):
        intake.changed = True
        _tell_copies(intake, found, limits)
    return intake.advance.kept, intake.changed


def _tell_copies(intake: Intake, found: list[tuple[str, Path]], limits: Limits) -> None:
    """Tells which documents are copies of others, and reads those that are no longer, since their original is gone."""
    freed = set(twins.settle(intake.store))
    if not freed:
        return
    holding = [
        (name, path)
        for name, path in found
        if any(f == name or f.startswith(f"{name}!/") for f in map(str, freed))
    ]
    pieces = [
        step.piece for step in plan.steps(holding, {}) if step.piece and plan.key_of(step.name) in freed
    ]
    intake.advance.total += len(pieces)
    for outcome in outcomes(iter(pieces), limits):
        intake.put(outcome)
    twins.settle(intake.store)
