"""Files that were moved, renamed or copied since the last run: known by their bytes, so not read again.

Their rows come from the ledger that the last run finished, which stays as it is until this run is done: two files that
have changed names find each other's rows there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from pipeline.ledger.moving import renamed
from pipeline.ledger.parcel import Parcel
from pipeline.ledger.store import Store
from pipeline.model.issue import Refused
from pipeline.rows import DOCUMENTS
from pipeline.rows.documents import DocumentRow
from pipeline.run import journal
from pipeline.run.pieces import Piece

Moved = Callable[[Piece], "Parcel | None"]


def nothing(piece: Piece) -> Parcel | None:
    """Where no run was before."""
    return None


@contextmanager
def moved_since(ledger: Path, rules: str) -> Iterator[Moved]:
    """What gives the rows of a piece whose bytes the finished ledger knows under another name, if it is of these rules."""
    store = None
    try:
        store = Store.open(ledger)
        same = store.noted(journal.RULES) == rules
    except Refused:
        same = False
    try:
        yield known_by_bytes(store) if store and same else nothing
    finally:
        if store:
            store.close()


def known_by_bytes(store: Store) -> Moved:
    @cache
    def documents() -> dict[str | None, DocumentRow]:
        return {row.sha256: row for row in store.rows(DOCUMENTS) if row.status == "ok"}

    def moved(piece: Piece) -> Parcel | None:
        read = documents().get(piece.sha256)
        return renamed(store, read, piece.name) if read else None

    return moved
