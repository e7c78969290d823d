"""数据: the quantities, with the whole that a part belongs to named by its number on this sheet."""

from __future__ import annotations

from typing import Any

from pipeline.rows import COUNTS
from pipeline.writers.workbook.book import FIRST_ROW, Book, Record
from pipeline.writers.workbook.cells import Link, Value
from pipeline.writers.workbook.render import Field, Sheet, fields_of
from pipeline.writers.workbook.tables import render_answered

FOLDED = ("action", "part_of", "category", "base_value", "base_unit", "owner_evidence")
WIDTHS = {"owner": 20, "indicator": 20, "value": 13, "high": 9, "unit": 6, "bound": 6, "aspect": 6, "period": 11,
          "examples": 14}  # fmt: skip


def fill(book: Book, sheet: Any) -> None:
    fields = fields_of(book, COUNTS, hidden=FOLDED, widths=WIDTHS)
    at = next(n for n, field in enumerate(fields) if field.heading == "举例")
    fields.insert(at, Field("其中", 8, lambda record: _whole(book, record)))
    render_answered(book, sheet, COUNTS, fields, book.records(COUNTS))


def _whole(book: Book, record: Record) -> Value:
    whole = book.counts.get(record["part_of"])
    return Link(f"属第{whole.number}号", COUNTS.heading, FIRST_ROW + whole.number - 1) if whole else None


SHEET = Sheet(COUNTS.heading, fill)
