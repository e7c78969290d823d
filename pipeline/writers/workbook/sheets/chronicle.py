"""大事记: dated activities and honours in order of time; see pipeline/writers/chronicle.py for its rules."""

from __future__ import annotations

from typing import Any

from pipeline.rows import ACTIVITIES, HONOURS
from pipeline.writers.chronicle import events
from pipeline.writers.workbook.book import Book
from pipeline.writers.workbook.render import Field, Sheet, evidence_fields, render_table

NAME = "大事记"


def fill(book: Book, sheet: Any) -> None:
    entries, undated = events(book.records(ACTIVITIES), book.records(HONOURS))
    fields = [
        Field("日期", 20, lambda r: r["when"].text),
        Field("精度", 6, lambda r: r["when"].precision, "centre"),
        Field("单位", 24, lambda r: r["unit"]),
        Field("事件", 44, lambda r: r["event"]),
        Field("地点", 16, lambda r: r["where"]),
        Field("处数", 6, lambda r: r["sources"], "plain"),
        *evidence_fields(book),
        Field("编号", 20, lambda r: r["id"], hidden=True),
    ]
    note = f"另有 {undated:,} 条活动、荣誉没有写明时间，未列入，见各表。" if undated else ""
    render_table(book, sheet, NAME, fields, entries, note)


SHEET = Sheet(NAME, fill)
