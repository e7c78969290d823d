"""组织, 人物, 地点: the entities of the run, the most named first, each with the sentence that names it first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pipeline.model.row import RowType
from pipeline.writers.workbook.book import Book, Record, Source
from pipeline.writers.workbook.cells import Value
from pipeline.writers.workbook.render import Field, Sheet, fields_of
from pipeline.writers.workbook.tables import render_answered


def entity_sheet(row_type: RowType[Any]) -> Sheet:
    """The sheet of a table of entities: its columns, then how often and where first each is named."""

    def fill(book: Book, sheet: Any) -> None:
        *fields, identity = fields_of(book, row_type)
        counted = any(column.key == "mentions" for column in row_type.columns)
        if not counted:
            fields.append(Field("提及次数", 9, lambda r: book.mentions.get(r["id"])))
        fields += [
            Field("首见原文句", 56, _first(book, lambda source: source.passage)),
            Field("文件", 18, _first(book, lambda source: source.document)),
            Field("出处", 18, _first(book, book.place_of)),
            identity,
        ]
        most_named = sorted(book.records(row_type), key=lambda r: -book.mentions.get(r["id"], 0))
        render_answered(book, sheet, row_type, fields, most_named)

    return Sheet(row_type.heading, fill)


def _first(book: Book, shown: Callable[[Source], Value]) -> Callable[[Record], Value]:
    def value(record: Record) -> Value:
        source = book.first_mentions.get(record["id"])
        return shown(source) if source else None

    return value
