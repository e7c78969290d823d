"""All rows of one document, as SQLite takes them.

Made where the document is read, so that the one process that writes the ledger has only to write.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from pipeline.ledger.schema import Cell, SqlTable, encode_text, sql_table
from pipeline.model.row import Row
from pipeline.rows import ROW_TYPES
from pipeline.rows.documents import DOCUMENTS, DocumentRow


@dataclass(frozen=True)
class Parcel:
    """`cells` by table in the order of its columns, `contributions` as (table, id, cells as JSON)."""

    document: str
    status: str
    rows: int
    cells: dict[str, list[tuple[Cell, ...]]]
    contributions: list[tuple[str, str, str]]
    boxes: list[tuple[Cell, ...]] = field(
        default_factory=list
    )  # in the order of BOX_COLUMNS, after the document


def parcel(document: DocumentRow, rows: Iterable[Row] = (), boxes: Iterable[tuple[Cell, ...]] = ()) -> Parcel:
    """The document with its rows and boxes. Of rows with the same id the first is kept."""
    by_table: dict[str, dict[str, Row]] = {DOCUMENTS.name: {document.id: document}}
    for row in rows:
        by_table.setdefault(row.table, {}).setdefault(row.id, row)
    cells: dict[str, list[tuple[Cell, ...]]] = {}
    contributions: list[tuple[str, str, str]] = []
    for row_type in ROW_TYPES:
        table, found = sql_table(row_type), by_table.get(row_type.name, {}).values()
        encoded = [table.encode(row) for row in found]
        if has_document(table):
            cells[table.name] = encoded
        else:
            contributions += [(table.name, str(id_), to_json(rest)) for id_, *rest in encoded]
    number = sum(len(found) for found in by_table.values()) - 1
    name = encode_text(document.document) or ""
    return Parcel(name, document.status, number, cells, contributions, [(name, *box) for box in boxes])


def has_document(table: SqlTable) -> bool:
    """Whether the rows of a table belong to one document each; what does not is an entity of the whole run."""
    return any(cell.key == "document" for cell in table.columns)


def to_json(cells: Iterable[Cell]) -> str:
    return json.dumps(list(cells), ensure_ascii=False)


def from_json(text: str) -> tuple[Any, ...]:
    return tuple(json.loads(text))
