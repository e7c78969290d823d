"""What people decided about rows: kept in the ledger by the content that they looked at, never by a row number.

A decision is found again by the name of the document, the sentence, the place in it and the table, so that it outlives
sorted sheets, changed folders and ledgers made anew. What it does to the rows is in verdicts.py.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.ledger.entities import ENTITIES
from pipeline.ledger.schema import MAX_INTEGER, encode_text
from pipeline.ledger.store import Store
from pipeline.model.row import FoundRow, Row, RowType
from pipeline.rows import CHECKS, ROW_TYPES

STATES = ("", "confirmed", "doubtful", "rejected", "settled", "asked")  # the last two of checks only
TABLE = "decisions"
BACKUP = "核校记录.json"  # beside the ledger: outlives a ledger that is damaged or of an older version
FORMAT = 1

# What tells rows on the same words apart, where the identity of the table holds ids, which another run may change.
TOLD_APART: dict[str, tuple[str, ...]] = {
    CHECKS.name: ("kind", "other_document", "other_sentence", "other_start", "other_end")
}
BY_NAME = {row_type.name: row_type for row_type in ROW_TYPES}
ENTITY_TABLES = tuple(row_type.name for row_type in ENTITIES)


@dataclass(frozen=True)
class Decision:
    """What somebody decided about one row.

    `document` to `identity` are the content: of an entity, which stands in no single sentence, the identity alone.
    `nth` counts the places with an equal sentence in the document, from 0. `changes` are (column, as written).
    `row` is the id of the row as read, None where the ledger has no such row any more; `now` that of the row that
    stands for it in the tables, None where none does.
    """

    table: str
    document: str
    sentence: str
    start: int
    end: int
    nth: int
    identity: tuple[str, ...]
    state: str = ""
    note: str = ""
    changes: tuple[tuple[str, str], ...] = ()
    reviewer: str = ""
    row: str | None = None
    now: str | None = None

    @property
    def key(self) -> str:
        """A function of the content alone."""
        content = (self.table, self.document, self.sentence, self.start, self.end, self.nth, *self.identity)
        text = "\x1f".join(map(str, content))
        return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()

    @property
    def place(self) -> tuple[object, ...]:
        """The words it is about, whatever is said of them."""
        return self.table, self.document, self.sentence, self.start, self.end, self.nth

    @property
    def verdict(self) -> tuple[str, str, tuple[tuple[str, str], ...]]:
        """What was decided, without who and where."""
        return self.state, self.note, self.changes

    @property
    def said(self) -> str:
        """The words it is about."""
        return self.sentence[self.start : self.end] or (self.identity[0] if self.identity else "")


def about(row: Row, nth: int = 0) -> Decision:
    """An empty decision about `row`, to be filled in."""
    keys = TOLD_APART.get(row.table, row.identity)
    values = (getattr(row, key) for key in keys)
    identity = tuple("" if value is None else str(value) for value in values)
    if not isinstance(row, FoundRow):
        return Decision(row.table, "", "", 0, 0, 0, identity, row=row.id)
    e = row.evidence
    return Decision(row.table, e.document, e.sentence, e.start, e.end, nth, identity, row=row.id)


def counted(rows: Iterable[Row]) -> Iterator[tuple[Row, int]]:
    """Rows in reading order, each with the number of earlier places of the same sentence in its document."""
    places: dict[tuple[str, str], dict[tuple[int, int, int], int]] = {}
    for row in rows:
        if not isinstance(row, FoundRow):
            yield row, 0
            continue
        e = row.evidence
        seen = places.setdefault((e.document, e.sentence), {})
        yield row, seen.setdefault((e.article, e.paragraph, e.offset), len(seen))


def load(store: Store) -> list[Decision]:
    """All decisions of a ledger, in the order in which they came."""
    return _read(store.database)


def save(store: Store, decisions: Iterable[Decision]) -> None:
    """`decisions` instead of those that the ledger holds. Of equal keys the last stands, at the place of the first."""
    unique = {decision.key: decision for decision in decisions}
    columns = ", ".join(f'"{f.name}"' for f in dataclasses.fields(Decision))
    marks = ", ".join("?" * (len(dataclasses.fields(Decision)) + 2))
    with store.writing():
        store.database.execute(f"CREATE TABLE IF NOT EXISTS {TABLE} (key TEXT PRIMARY KEY, seq, {columns})")
        store.database.execute(f"DELETE FROM {TABLE}")
        store.database.executemany(
            f"INSERT INTO {TABLE} VALUES ({marks})",
            ((key, at, *_cells(decision)) for at, (key, decision) in enumerate(unique.items())),
        )


def carried_over(out: Path, store: Store, ledger: str) -> int:
    """Puts the decisions of the earlier ledger of `out` into `store` if it has none; returns how many it holds.

    They come from the backup where that ledger is gone, damaged, or of a version that cannot be opened.
    """
    held = load(store)
    if not held:
        held = of_file(out / ledger) or of_backup(out / BACKUP)
        if held:
            save(store, held)
    return len(held)


def of_file(path: Path) -> list[Decision]:
    """The decisions of a ledger of whatever version, as far as they can be read."""
    if not path.is_file():
        return []
    try:
        with closing(sqlite3.connect(path)) as database:
            return _read(database)
    except (sqlite3.Error, ValueError, TypeError):
        return []


def of_backup(path: Path) -> list[Decision]:
    try:
        told = json.loads(path.read_text("utf-8"))
        return [_decision(entry) for entry in told[TABLE]]
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return []


def back_up(store: Store, path: Path) -> None:
    """Writes the decisions beside the ledger, whole or not at all; nothing where there are none and never were."""
    entries = [dataclasses.asdict(decision) for decision in load(store)]
    if not entries and not path.exists():
        return
    part = path.with_name(f"{path.name}.part")
    try:
        told = {"format": FORMAT, TABLE: entries}
        part.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", "utf-8", newline="\n")
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _cells(decision: Decision) -> Iterator[str | int | None]:
    for field in dataclasses.fields(decision):
        value = getattr(decision, field.name)
        if isinstance(value, tuple):
            yield encode_text(json.dumps(value, ensure_ascii=False))
        else:
            yield encode_text(value) if isinstance(value, str) else value


def _read(database: sqlite3.Connection) -> list[Decision]:
    there = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?"
    if not database.execute(there, (TABLE,)).fetchone():
        return []
    names = [f.name for f in dataclasses.fields(Decision)]
    columns = ", ".join(f'"{name}"' for name in names)
    rows = database.execute(f"SELECT {columns} FROM {TABLE} ORDER BY seq")
    found = []
    for cells in rows:
        entry = dict(zip(names, cells, strict=True))
        entry.update({key: json.loads(entry[key]) for key in ("identity", "changes")})
        found.append(_decision(entry))
    return found


def _decision(entry: dict[str, Any]) -> Decision:
    """From JSON. Raises TypeError or ValueError where that is not a decision."""
    changes = tuple((str(column), str(written)) for column, written in entry["changes"])
    made = Decision(**{**entry, "identity": tuple(map(str, entry["identity"])), "changes": changes})
    if made.table not in BY_NAME or made.state not in STATES:
        raise ValueError(f"no decision: {made.table} {made.state}")
    texts = (made.document, made.sentence, made.note, made.reviewer, made.row or "", made.now or "")
    if not all(isinstance(text, str) for text in texts):
        raise TypeError("texts that are none")
    if not all(0 <= number <= MAX_INTEGER for number in (made.start, made.end, made.nth)):
        raise ValueError("a place that no sentence has")
    return made


def row_type_of(table: str) -> RowType[Any]:
    return BY_NAME[table]
