"""未处理: the files that are not in the ledger, or not whole, why, and what to do about each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pipeline.rows import DOCUMENTS
from pipeline.writers.labels import labelled
from pipeline.writers.workbook.book import Book, Record
from pipeline.writers.workbook.render import Field, Sheet, render_table

NAME = "未处理"
HARMLESS = ("duplicate", "skipped")  # listed last: nothing is lost by them


def fill(book: Book, sheet: Any) -> None:
    status, advice = labelled(DOCUMENTS.name, "status"), labelled(DOCUMENTS.name, "advice")
    fields = [
        Field("文件", 40, lambda r: r["document"]),
        Field("格式", 8, lambda r: r["format"], "centre"),
        Field("情况", 12, lambda r: "未读完" if r["status"] == "ok" else status(r["status"]), "centre"),
        Field("原因", 56, lambda r: r["reason"]),
        Field("怎么办", 56, lambda r: advice("partial" if r["status"] == "ok" else r["status"])),
        Field("处理结果", 20, lambda r: None, "entry"),
        Field("编号", 20, lambda r: r["id"], hidden=True),
    ]
    left = unhandled(book.records(DOCUMENTS))
    render_table(book, sheet, NAME, fields, left)
    if any(record["status"] not in HARMLESS for record in left):
        sheet.set_tab_color("#C00000")


def unhandled(documents: Iterable[Record]) -> list[Record]:
    """Those not read or not read whole: what needs a hand first, then what is merely left aside."""
    left = [record for record in documents if record["status"] != "ok" or record["partial"]]
    return sorted(left, key=lambda record: record["status"] in HARMLESS)


SHEET = Sheet(NAME, fill)
