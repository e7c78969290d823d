"""The rows of a document as they were read, under the name that its file has now.

Rows carry the name of their document, and so do their ids. What the run as a whole made of them (names of bodies,
decisions of reviewers) is taken back first, since the next run makes it anew.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from pipeline.ledger.parcel import Parcel, from_json, has_document, parcel
from pipeline.ledger.schema import SqlTable, encode_text, sql_table
from pipeline.ledger.store import BOX_COLUMNS, Store, quoted
from pipeline.ledger.verdicts import ASIDE
from pipeline.model.row import FoundRow, Row
from pipeline.rows import ARTICLES, CHECKS, DOCUMENTS, ROW_TYPES
from pipeline.rows.documents import DocumentRow

OF_THE_RUN = (CHECKS, DOCUMENTS)


def renamed(store: Store, read: DocumentRow, name: str) -> Parcel | None:
    """The document `read` of `store` as the file `name`, of the same bytes, would be read.

    None where the name may have a part in what was read: it tells the format, and stands in for a missing title.
    """
    if kind_of(name) != kind_of(read.document) or (
        stem_of(name) != stem_of(read.document) and names_an_article(store, read.document)
    ):
        return None
    ids: dict[str, str] = {}
    rows: list[Row] = []
    for row_type in ROW_TYPES:
        table = sql_table(row_type)
        if has_document(table) and row_type not in OF_THE_RUN:
            for id_, cells in as_read(store, table, read):
                row = of_document(table.decode(cells), name)
                ids[id_] = row.id
                rows.append(row)
    made = parcel(dataclasses.replace(read, document=name), rows, boxes_of(store, read.document))
    contributions = contributions_of(store, read.document)
    cells_now = {
        table: [tuple(ids.get(c, c) if isinstance(c, str) else c for c in cells) for cells in of_table]
        for table, of_table in made.cells.items()
    }
    return dataclasses.replace(
        made, cells=cells_now, contributions=contributions, rows=made.rows + len(contributions)
    )


def kind_of(name: str) -> str:
    return PurePosixPath(name).suffix.lower()


def stem_of(name: str) -> str:
    return PurePosixPath(name.rsplit("!/", 1)[-1]).stem


def names_an_article(store: Store, document: str) -> bool:
    query = f"SELECT title FROM {ARTICLES.name} WHERE document = ?"
    titles = store.database.execute(query, (encode_text(document),))
    stem = encode_text(stem_of(document)) or ""
    return any(stem in (title or "") for (title,) in titles)


def as_read(store: Store, table: SqlTable, read: DocumentRow) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Id and cells of the document's rows in a table, as they were read."""
    db, name = store.database, encode_text(read.document)
    keys = [cell.key for cell in table.columns]
    query = f"SELECT id, {', '.join(map(quoted, keys))} FROM {quoted(table.name)} WHERE document = ? ORDER BY rowid"
    rows = {id_: list(cells) for id_, *cells in db.execute(query, (name,))}
    if db.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (ASIDE,)).fetchone():
        aside = f'SELECT id, cells, now FROM {ASIDE} WHERE "table" = ? AND document = ? AND sha256 IS ?'
        for id_, cells, now in db.execute(aside, (table.name, name, read.sha256)):
            rows.pop(now, None)
            rows[id_] = list(from_json(cells))
    told = 'SELECT id, key, value FROM as_told WHERE "table" = ? AND document = ?'
    for id_, key, value in db.execute(told, (table.name, name)):
        if id_ in rows:
            rows[id_][keys.index(key)] = value
    for id_, cells in rows.items():
        yield id_, tuple(cells)


def of_document(row: Row, name: str) -> Row:
    if isinstance(row, FoundRow):
        return dataclasses.replace(row, evidence=dataclasses.replace(row.evidence, document=name))
    return dataclasses.replace(row, document=name)  # type: ignore[call-arg]


def boxes_of(store: Store, document: str) -> list[tuple[Any, ...]]:
    columns = ", ".join(map(quoted, BOX_COLUMNS[1:]))
    query = f"SELECT {columns} FROM boxes WHERE document = ? ORDER BY rowid"
    return store.database.execute(query, (encode_text(document),)).fetchall()


def contributions_of(store: Store, document: str) -> list[tuple[str, str, str]]:
    query = 'SELECT "table", id, cells FROM contributions WHERE document = ?'
    return store.database.execute(query, (encode_text(document),)).fetchall()
