"""numerals: every numeral of the reading text and where it went, so that what was missed can be seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from pipeline.model.row import Column, FoundRow, RowType

USES = ("count", "time", "ordinal", "code", "name", "formula", "phrase", "unassigned")


@dataclass(frozen=True)
class NumeralRow(FoundRow):
    text: str
    use: str  # one of USES
    row: str | None = None  # id of the row that holds it

    table: ClassVar[str] = "numerals"
    columns: ClassVar[tuple[Column, ...]] = (
        Column("text", "数字", width=14),
        Column("use", "用途", width=11),
        Column("row", "所在行", width=18),
    )


NUMERALS = RowType("numerals", "数字清点", NumeralRow, said="text")
