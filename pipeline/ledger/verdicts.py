"""What decisions do to the rows of a ledger, and how that is taken back.

Confirmed rows are sure, rejected ones go, corrected ones say what the reviewer wrote. The rows as read are set aside in
the same file, so that every run begins from them and a decision that is withdrawn leaves no trace.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pipeline.ledger.corrections import Unusable, corrected
from pipeline.ledger.decisions import (
    BY_NAME,
    ENTITY_TABLES,
    Decision,
    about,
    counted,
    load,
    save,
)
from pipeline.ledger.naming import Naming, entities_with, naming_of, renamed
from pipeline.ledger.parcel import from_json, to_json
from pipeline.ledger.schema import Cell, sql_table
from pipeline.ledger.store import Store, quoted
from pipeline.model.row import FoundRow, Row
from pipeline.rows import CHECKS, DOCUMENTS, NUMERALS, ROW_TYPES
from pipeline.rows.checks import Check

ASIDE = "as_read"  # rows as they were read, of those that decisions changed
STAY = (NUMERALS.name,)  # a numeral stays where it is: rejected means that a fact was missed
FOUND = tuple(t for t in ROW_TYPES if issubclass(t.row, FoundRow) and t is not CHECKS)

Change = tuple[Row, "Row | None"]  # as read, and as it stands now


def undo(store: Store) -> None:
    """Puts the rows as read back in their place; those of documents that are gone or changed are dropped."""
    db = store.database
    with store.writing():
        db.execute(
            f'CREATE TABLE IF NOT EXISTS {ASIDE} ("table" TEXT, id TEXT, document TEXT, sha256 TEXT, cells TEXT,'
            ' now TEXT, PRIMARY KEY ("table", id)) WITHOUT ROWID'
        )
        digests = dict(db.execute(f"SELECT document, sha256 FROM {DOCUMENTS.name}"))
        kept = db.execute(f'SELECT "table", id, document, sha256, cells, now FROM {ASIDE}').fetchall()
        for table, id_, document, sha256, cells, now in kept:
            if document in digests and digests[document] == sha256:
                if now and now != id_:
                    db.execute(f"DELETE FROM {quoted(table)} WHERE id = ?", (now,))
                put_row(store, table, (id_, *from_json(cells)))
        db.execute(f"DELETE FROM {ASIDE}")


def put_row(store: Store, table: str, cells: tuple[Cell, ...]) -> None:
    marks = ", ".join("?" * len(cells))
    store.database.execute(f"INSERT OR REPLACE INTO {quoted(table)} VALUES ({marks})", cells)


def apply(store: Store) -> list[tuple[Decision, str]]:
    """Applies all decisions but those on checks, entities merged already. Returns those that cannot be, with why."""
    decisions = load(store)
    if not decisions:
        return []
    naming = naming_of(store, [d for d in decisions if d.table in ENTITY_TABLES])
    placed: dict[str, Decision] = dict(naming.placed)
    problems = list(naming.problems)
    tables = {d.table for d in decisions}
    changes: list[Change] = []
    for row_type in FOUND:
        if row_type.name in tables or naming.renames:
            rows = list(counted(store.rows(row_type)))
            decided = found_for(rows, [d for d in decisions if d.table == row_type.name])
            for row, _ in rows:
                decision = decided.get(row.id)
                now = judged(row, decision, naming, problems)
                if now is not row:
                    changes.append((row, now))
                if decision:
                    placed[decision.key] = replace(decision, row=row.id, now=now.id if now else None)
    set_aside(store, changes)
    for entity_type, bodies in entities_with(store, naming):
        store.replace(entity_type, bodies)
    gone = {d.key: replace(d, row=None, now=None) for d in decisions if d.table != CHECKS.name}
    save(store, ((gone | placed).get(d.key, d) for d in decisions))
    return problems


def found_for(rows: Sequence[tuple[Row, int]], decisions: Sequence[Decision]) -> dict[str, Decision]:
    """The decisions by the id of the row that each is on.

    Where the row goes by another name now (its holder was joined with another body), it is the only one on those words.
    """
    if not decisions:
        return {}
    empty = [about(row, nth) for row, nth in rows]
    by_key = {decision.key: decision for decision in decisions}
    found = {e.row: by_key.pop(e.key) for e in empty if e.row and e.key in by_key}
    if by_key:
        on_words: dict[tuple[object, ...], list[Decision]] = {}
        for each in empty:
            on_words.setdefault(each.place, []).append(each)
        for decision in by_key.values():
            there = [e for e in on_words.get(decision.place, ()) if e.row not in found]
            if len(there) == 1 and there[0].row:
                found[there[0].row] = decision
    return found


def judged(
    row: Row, decision: Decision | None, naming: Naming, problems: list[tuple[Decision, str]]
) -> Row | None:
    """The row as it stands after the decision on it and those on the bodies that it names; the same one where nothing changes."""
    now = renamed(row, naming)
    if decision is None:
        return now
    if decision.state == "rejected" and row.table not in STAY:
        return None
    try:
        now = corrected(now, BY_NAME[row.table], decision.changes)
    except Unusable as problem:
        problems.append((decision, str(problem)))
    if decision.state == "confirmed" and isinstance(now, FoundRow) and now.evidence.confidence < 1:
        now = replace(now, evidence=replace(now.evidence, confidence=1.0))
    return now


def set_aside(store: Store, changes: Iterable[Change]) -> None:
    """Keeps the rows as read and writes what stands for them now."""
    db = store.database
    digests = dict(db.execute(f"SELECT document, sha256 FROM {DOCUMENTS.name}"))
    with store.writing():
        for row, now in changes:
            assert isinstance(row, FoundRow)
            table = sql_table(BY_NAME[row.table])
            id_, *cells = table.encode(row)
            document = cells[next(n for n, c in enumerate(table.columns) if c.key == "document")]
            kept = (row.table, id_, document, digests.get(document), to_json(cells), now and now.id)
            db.execute(f"INSERT OR REPLACE INTO {ASIDE} VALUES (?, ?, ?, ?, ?, ?)", kept)
            db.execute(f"DELETE FROM {quoted(row.table)} WHERE id = ?", (id_,))
            if now is not None:
                put_row(store, row.table, table.encode(now))


def left_standing(store: Store, checks: Iterable[Check]) -> Iterator[Check]:
    """The checks without those that a reviewer found to be none; notes where each decision on a check applies."""
    decisions = load(store)
    by_key = {decision.key: decision for decision in decisions if decision.table == CHECKS.name}
    if not by_key:
        yield from checks
        return
    placed: dict[str, Decision] = {}
    for check, nth in counted(checks):
        assert isinstance(check, Check)
        decision = by_key.get(about(check, nth).key)
        stands = decision is None or decision.state != "rejected"
        if decision:
            placed[decision.key] = replace(decision, row=check.id, now=check.id if stands else None)
        if stands:
            yield check
    gone = {key: replace(d, row=None, now=None) for key, d in by_key.items()}
    save(store, ((gone | placed).get(d.key, d) for d in decisions))
