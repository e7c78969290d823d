"""The sheet of a table as its columns declare it, with the columns to answer in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from pipeline.model.row import RowType
from pipeline.writers.review.listed import LISTED
from pipeline.writers.workbook.answers import choices, with_answers
from pipeline.writers.workbook.book import Book, Record
from pipeline.writers.workbook.render import Field, Sheet, fields_of, render_table


def table_sheet(row_type: RowType[Any], *, hidden: Sequence[str] = ()) -> Sheet:
    """The sheet of a table; the columns named `hidden` go to its end, folded away."""

    def fill(book: Book, sheet: Any) -> None:
        fields = fields_of(book, row_type, hidden=hidden)
        render_answered(book, sheet, row_type, fields, book.records(row_type))

    return Sheet(row_type.heading, fill)


def render_answered(
    book: Book,
    sheet: Any,
    row_type: RowType[Any],
    fields: Sequence[Field],
    records: Iterable[Record],
    note: str = "",
) -> list[Field]:
    """A table with the columns to answer in; returns its fields as they stand on the sheet, 序号 left out."""
    answered = with_answers(book, row_type, fields)
    anchored = any(listed.row_type is row_type for listed in LISTED)
    render_table(book, sheet, row_type.heading, answered, records, note, anchored)
    choices(book, row_type.heading, answered, row_type.name)
    return answered
