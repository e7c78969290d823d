"""Decisions on bodies, people and places: joined with another, renamed, parted, or found to be none.

A name is followed through all tables, but only in the documents that speak of that body: two towns of one name stay two.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.ledger.corrections import JOIN, SPLIT, Unusable, corrected, listed
from pipeline.ledger.decisions import Decision, about
from pipeline.ledger.entities import ENTITIES, united
from pipeline.ledger.store import Store
from pipeline.model.row import FoundRow, Row, RowType
from pipeline.rows.counts import Count
from pipeline.rows.mentions import Mention

# The columns that hold a name, by table.
NAMES: dict[str, tuple[str, ...]] = {
    "counts": ("owner",), "brands": ("owner",), "mechanisms": ("owner",), "honours": ("holder", "awarder"),
    "activities": ("host", "place"), "quotes": ("speaker",), "relations": ("head", "tail"),
}  # fmt: skip
REQUIRED = ("relations",)  # a row that says nothing without its names


@dataclass(frozen=True)
class Rename:
    """What a name is now (None: it is no name), in which documents; `alias` where only that wording is meant."""

    new: str | None
    old_id: str
    new_id: str | None
    documents: frozenset[str]
    alias: str | None = None


@dataclass
class Naming:
    """The renames by old name, the rows that stand for entities, and the decisions with where they apply."""

    renames: dict[str, list[Rename]] = field(default_factory=dict)
    by_id: dict[str, list[Rename]] = field(default_factory=dict)
    tables: dict[str, dict[str, Any]] = field(default_factory=dict)  # table → id → row
    placed: dict[str, Decision] = field(default_factory=dict)
    problems: list[tuple[Decision, str]] = field(default_factory=list)

    def add(self, old: str, rename: Rename) -> None:
        self.renames.setdefault(old, []).append(rename)
        self.by_id.setdefault(rename.old_id, []).append(rename)


def naming_of(store: Store, decisions: Sequence[Decision]) -> Naming:
    """What decisions on entities come to. Their order is that in which they came."""
    naming = Naming()
    if not decisions:
        return naming
    named: dict[str, set[str]] = {}
    for entity, document in store.database.execute("SELECT DISTINCT entity, document FROM mentions"):
        named.setdefault(entity, set()).add(document)
    for row_type in ENTITIES:
        rows: dict[str, Any] = {row.id: row for row in store.rows(row_type)}
        naming.tables[row_type.name] = rows
        of_table = [d for d in decisions if d.table == row_type.name]
        keys = {about(row).key: row for row in rows.values()}
        documents = {row: set(named.get(row, ())) for row in rows}
        for document, row in store.contributions(row_type) if of_table else ():
            documents.setdefault(row.id, set()).add(document)
        for decision in of_table:
            row = keys.get(decision.key)
            if row is None:
                naming.placed[decision.key] = dataclasses.replace(decision, row=None, now=None)
                continue
            try:
                now = decided(naming, row_type, row, decision, frozenset(documents.get(row.id, ())))
            except Unusable as problem:
                naming.problems.append((decision, str(problem)))
                now = row
            naming.placed[decision.key] = dataclasses.replace(
                decision, row=row.id, now=now.id if now else None
            )
    return naming


def decided(
    naming: Naming, row_type: RowType[Any], row: Any, decision: Decision, documents: frozenset[str]
) -> Any:
    """Carries out one decision on one entity; returns the row that stands for it now."""
    rows = naming.tables[row_type.name]
    if decision.state == "rejected":
        naming.add(row.name, Rename(None, row.id, None, documents))
        rows.pop(row.id, None)
        return None
    asked = dict(decision.changes)
    target = asked.get(JOIN, "").strip()
    changed: Any = corrected(rows.get(row.id, row), row_type, decision.changes)
    for alias in listed(asked.get(SPLIT, "")):
        changed = parted(naming, rows, changed, row, alias, documents)
    rows.pop(row.id, None)
    if target:
        into = next((other for other in rows.values() if other.name == target), None)
        if into is None:
            rows[row.id] = row
            raise Unusable(f"没有叫“{target}”的，合并不了（改名请写“名称：{target}”）")
        rows[into.id] = changed = joined(into, changed)
    elif changed.id in rows:
        rows[changed.id] = changed = joined(rows[changed.id], changed)
    else:
        rows[changed.id] = changed
    if changed.id != row.id:
        naming.add(row.name, Rename(changed.name, row.id, changed.id, documents))
    return changed


def joined(into: Any, other: Any) -> Any:
    """One row for two: what `into` says, with the names of the other among its own."""
    made = united([into, other])
    changes: dict[str, Any] = {"name": into.name}
    for key in ("type", "level", "place", "parent", "adcode"):
        if hasattr(into, key):
            changes[key] = getattr(into, key) or getattr(other, key)
    if hasattr(into, "aliases"):
        names = {*into.aliases, *other.aliases, other.name} - {into.name}
        changes["aliases"] = tuple(sorted(names))
    if hasattr(into, "documents"):
        changes["documents"] = max(into.documents, other.documents)
    return dataclasses.replace(made, **changes)


def parted(
    naming: Naming, rows: dict[str, Any], changed: Any, row: Any, alias: str, documents: frozenset[str]
) -> Any:
    """A body of its own for one of the names that were taken for this one's."""
    if alias not in getattr(row, "aliases", ()):
        raise Unusable(f"“{alias}”不在它的又称里，拆不出")
    new = dataclasses.replace(
        row, name=alias, aliases=(), **({"mentions": 0} if hasattr(row, "mentions") else {})
    )
    rows.setdefault(new.id, new)
    naming.add(row.name, Rename(alias, row.id, new.id, documents, alias))
    return dataclasses.replace(changed, aliases=tuple(a for a in changed.aliases if a != alias))


def renamed(row: Row, naming: Naming) -> Row:
    """The row with the names that decisions gave; the same one where none concerns it."""
    if not naming.renames or not isinstance(row, FoundRow):
        return row
    if isinstance(row, Mention):
        for rename in naming.by_id.get(row.entity or "", ()):
            if rename.alias is None or row.name == rename.alias:
                return dataclasses.replace(row, entity=rename.new_id)
        return row
    changes: dict[str, Any] = {}
    for key in NAMES.get(row.table, ()):
        name = getattr(row, key)
        new = name_now(row, name, naming) if name else name
        if new != name:
            changes[key] = new
    if not changes or (row.table in REQUIRED and None in changes.values()):
        return row
    if isinstance(row, Count) and changes.get("owner", "") is None:
        changes["owner_evidence"] = None
    return dataclasses.replace(row, **changes)


def name_now(row: FoundRow, name: str, naming: Naming, steps: int = 0) -> str | None:
    """What a name in `row` has become, through joins of joins."""
    for rename in naming.renames.get(name, ()):
        if row.evidence.document not in rename.documents:
            continue
        if rename.alias is not None and not says(row, rename.alias, name):
            continue
        if rename.new is None or steps > 8:
            return rename.new
        return name_now(row, rename.new, naming, steps + 1) if rename.new != name else name
    return name


def says(row: FoundRow, alias: str, name: str) -> bool:
    """Whether it was by `alias` that the row came to the name."""
    evidence = getattr(row, "owner_evidence", None)
    if evidence:
        return bool(evidence == alias)
    sentence = row.evidence.sentence
    return alias in sentence and name not in sentence


def entities_with(store: Store, naming: Naming) -> Iterator[tuple[RowType[Any], Iterable[Row]]]:
    """The tables of entities as the decisions leave them; nothing where there are none."""
    for row_type in ENTITIES:
        if row_type.name in naming.tables and naming.placed:
            yield row_type, list(naming.tables[row_type.name].values())
