"""Copies of one report in several formats: read once, the others told of and their rows left out of the ledger.

The text of a copy is noted in the ledger, so that a later run need not read it again to know of what it is one.
"""

from __future__ import annotations

import json
import zlib
from base64 import b85decode, b85encode
from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter

from pipeline.ledger.copies import Copy, copy_of, originals, told
from pipeline.ledger.parcel import parcel
from pipeline.ledger.store import Store
from pipeline.rows import DOCUMENTS, PARAGRAPHS
from pipeline.rows.documents import DocumentRow

NOTE = "copies"  # texts of the copies that have no rows in the ledger
SETTLED = "settled"  # whether the copies of just these documents have been told


def unsettle(store: Store) -> None:
    """To be said before the first change of a row."""
    store.note(SETTLED, "")


def is_settled(store: Store) -> bool:
    return store.noted(SETTLED) == "yes"


def was_read(row: DocumentRow) -> bool:
    """Whether a row is that of a copy told by its text, not by its bytes."""
    return row.status == "duplicate" and row.reader is not None


def settle(store: Store) -> list[str]:
    """Tells all copies. Returns the documents that were copies and are none any more: they are to be read."""
    rows = {row.document: row for row in store.rows(DOCUMENTS)}
    noted = {name: copy for name, copy in _noted(store).items() if name in rows and was_read(rows[name])}
    copies = {**noted, **{copy.document: copy for copy in _read(store, rows)}}
    copied = originals(copies.values())
    _note(store, [copies[name] for name in sorted(copied)])
    for name, original in sorted(copied.items()):
        row = told(rows[name], original)
        if row != rows[name]:
            store.put(parcel(row))
    freed = sorted(name for name, row in rows.items() if was_read(row) and name not in copied)
    if not freed:
        store.note(SETTLED, "yes")
    return freed


def carry(ledger: Store, store: Store) -> None:
    """Notes in `store` the texts of the copies that `ledger` notes, beside those that are noted there."""
    noted = {**_noted(store), **_noted(ledger)}
    _note(store, [noted[name] for name in sorted(noted)])


def _read(store: Store, rows: dict[str, DocumentRow]) -> Iterator[Copy]:
    for name, group in groupby(store.rows(PARAGRAPHS), key=attrgetter("document")):
        if rows[name].status == "ok":
            yield copy_of(rows[name], ((p.kind, p.text) for p in group))


def _note(store: Store, copies: list[Copy]) -> None:
    packed = [[c.document, c.partial, c.format, c.clauses] for c in copies]
    text = json.dumps(packed, ensure_ascii=False).encode("utf-8", "surrogatepass")
    store.note(NOTE, b85encode(zlib.compress(text)).decode("ascii") if copies else "")


def _noted(store: Store) -> dict[str, Copy]:
    packed = store.noted(NOTE)
    if not packed:
        return {}
    text = zlib.decompress(b85decode(packed)).decode("utf-8", "surrogatepass")
    return {
        name: Copy(name, partial, kind, tuple(clauses)) for name, partial, kind, clauses in json.loads(text)
    }
