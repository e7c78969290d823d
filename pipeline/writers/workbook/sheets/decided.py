"""校核记录: every decision in force, those on rows that are no longer listed and those whose words are gone too."""

from __future__ import annotations

from typing import Any

from pipeline.ledger.decisions import Decision, row_type_of
from pipeline.writers.workbook.answers import answer_fields, choices
from pipeline.writers.workbook.book import Book, Record
from pipeline.writers.workbook.cells import Passage
from pipeline.writers.workbook.render import Field, Sheet, render_table

NAME = "校核记录"


def fill(book: Book, sheet: Any) -> None:
    fields = [
        Field("表", 8, lambda r: r["heading"], "centre"),
        Field("内容", 24, lambda r: r["said"]),
        Field("效力", 14, lambda r: r["force"], "centre"),
        Field("校核人", 10, lambda r: r["reviewer"], "centre"),
        Field("原文句", 56, lambda r: Passage(r["sentence"], r["start"], r["end"])),
        Field("文件", 18, lambda r: r["document"]),
    ]
    *answers, mark = answer_fields(book, lambda r: r["table"], ())
    fields += [*answers, mark, Field("编号", 20, lambda r: r["id"], hidden=True)]
    note = "收回的校核意见。要撤回的，把“校核状态”改为“待核”并清空意见和更正，再交回。"
    render_table(book, sheet, NAME, fields, [record(decision) for decision in book.decisions], note)
    choices(book, NAME, fields, None)


def record(decision: Decision) -> Record:
    force = "生效" if decision.now else "已不列出" if decision.row else "依据已不在"
    return {
        "id": decision.now or decision.row or decision.key,
        "table": decision.table,
        "heading": row_type_of(decision.table).heading,
        "said": decision.said,
        "force": force,
        "reviewer": decision.reviewer or None,
        "sentence": decision.sentence,
        "start": decision.start,
        "end": decision.end,
        "document": decision.document or None,
    }


SHEET = Sheet(NAME, fill)
