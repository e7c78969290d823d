"""核对: where numbers do not fit, both passages side by side, coloured by how grave, with a column for the answer."""

from __future__ import annotations

from typing import Any

from pipeline.model.row import EVIDENCE_COLUMNS
from pipeline.rows import CHECKS, COUNTS
from pipeline.rows.checks import SEVERITIES, Check
from pipeline.writers.labels import labelled
from pipeline.writers.workbook.book import FIRST_ROW, Book, Record
from pipeline.writers.workbook.cells import Link, Passage, Value
from pipeline.writers.workbook.render import Field, Sheet, evidence_fields, field_of
from pipeline.writers.workbook.tables import render_answered

FOLDED = ("other_article", "other_paragraph", "other_start", "other_end")


def fill(book: Book, sheet: Any) -> None:
    severity, kind = labelled(CHECKS.name, "severity"), labelled(CHECKS.name, "kind")
    evidence = [c for c in EVIDENCE_COLUMNS if c.key not in ("document", "sentence")]
    folded = [*(c for c in Check.columns if c.key in FOLDED), *evidence, CHECKS.columns[0]]
    sentence, document, place = evidence_fields(book)
    fields = [
        Field("程度", 7, lambda r: severity(r["severity"]), "centre"),
        Field("类别", 10, lambda r: kind(r["kind"]), "centre"),
        Field("说明", 40, lambda r: r["message"]),
        Field(sentence.heading, 44, sentence.value),
        document,
        place,
        Field("另一处原文", 44, _other),
        Field("另一处文件", 16, lambda r: book.file(r["other_document"], r["序号"])),
        Field("另一处出处", 18, lambda r: _other_place(book, r)),
        Field("涉及数据", 12, lambda r: _facts(book, r)),
        *(field_of(CHECKS.name, column, hidden=True) for column in folded),
    ]
    gravest = sorted(book.records(CHECKS), key=lambda r: SEVERITIES.index(r["severity"]))
    note = "只提示，不改数；请逐条填写处理意见。选“不处理”并写明理由的，以后不再提示。"
    render_answered(book, sheet, CHECKS, fields, gravest, note)
    for part, size in book.parts[CHECKS.heading]:
        if size:
            _colour(book, part, FIRST_ROW + size - 1)


def _colour(book: Book, sheet: Any, last: int) -> None:
    """The gravity of each check in its colour, whatever is sorted."""
    sheet.set_tab_color("#FFC000")
    for label in ("差错", "存疑", "提示"):
        rule = {
            "type": "cell",
            "criteria": "==",
            "value": f'"{label}"',
            "format": book.formats.colour(label),
        }
        sheet.conditional_format(FIRST_ROW, 1, last, 1, rule)


def _other(record: Record) -> Value:
    sentence, start, end = record["other_sentence"], record["other_start"], record["other_end"]
    if sentence is None or start is None or end is None:
        return sentence  # type: ignore[no-any-return]
    return Passage(sentence, start, end)


def _other_place(book: Book, record: Record) -> Value:
    document, article, paragraph = (record[f"other_{key}"] for key in ("document", "article", "paragraph"))
    return None if document is None else book.place(document, article, None, paragraph)


def _facts(book: Book, record: Record) -> Value:
    numbers = [book.counts[fact].number for fact in record["facts"] if fact in book.counts]
    if not numbers:
        return None
    return Link(f"第{'、'.join(map(str, numbers))}号", COUNTS.heading, FIRST_ROW + numbers[0] - 1)


SHEET = Sheet(CHECKS.heading, fill)
