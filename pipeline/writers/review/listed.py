"""Which tables the page lists, in which order, and which of their columns stand in the list or only in the details."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pipeline import lexicons
from pipeline.model.row import FoundRow, RowType
from pipeline.rows import (
    ACTIVITIES,
    BRANDS,
    CHECKS,
    COUNTS,
    HONOURS,
    MECHANISMS,
    MENTIONS,
    NUMERALS,
    QUOTES,
    RELATION_ROWS,
    TIMES,
)


@dataclass(frozen=True)
class Listed:
    """A table on the page.

    `folded` columns are shown in the details only, `left_out` ones are shown there in another form (the other side
    of a check). `named` columns hold ids of entities, for which the page says the names. Rows that have one of the
    values in `omitted` are not listed.
    """

    row_type: RowType[Any]
    folded: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    omitted: tuple[tuple[str, str], ...] = ()  # column, value

    def holds(self, row: FoundRow) -> bool:
        return not any(getattr(row, key) == value for key, value in self.omitted)

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(c.key for c in self.row_type.row.columns if c.key not in self.left_out)


LISTED: tuple[Listed, ...] = (
    Listed(
        CHECKS,
        folded=("facts",),
        left_out=(
            "other_document",
            "other_article",
            "other_paragraph",
            "other_sentence",
            "other_start",
            "other_end",
        ),
    ),
    Listed(
        COUNTS,
        folded=(
            "high",
            "bound",
            "unit",
            "action",
            "examples",
            "part_of",
            "category",
            "base_value",
            "base_unit",
            "owner_evidence",
        ),
    ),
    Listed(BRANDS),
    Listed(MECHANISMS),
    Listed(HONOURS),
    Listed(ACTIVITIES),
    Listed(QUOTES),
    Listed(MENTIONS, named=("entity",)),
    Listed(TIMES),
    Listed(RELATION_ROWS),
    # Numerals in counts and times are seen there; those left are what may have been missed.
    Listed(NUMERALS, folded=("row",), omitted=(("use", "count"), ("use", "time"))),
)
NAMED = "所指"  # the heading of a column of ids, where the names stand instead


def declared(listed: Listed) -> dict[str, Any]:
    """The table as the page's script knows it: {name, heading, columns: [[key, heading, kind, folded, labels], …]}."""
    labels = lexicons.settings("labels").get(listed.row_type.name, {})
    columns = {column.key: column for column in listed.row_type.row.columns}
    return {
        "name": listed.row_type.name,
        "heading": listed.row_type.heading,
        "columns": [
            [
                key,
                NAMED if key in listed.named else columns[key].heading,
                columns[key].kind,
                key in listed.folded,
                labels.get(key),
            ]
            for key in listed.keys
        ],
    }
