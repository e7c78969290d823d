"""待核: what to look at first: rows that do not fit with others or are not sure, and numerals that no table holds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.model.row import EVIDENCE_COLUMNS, RowType
from pipeline.rows import ACTIVITIES, BRANDS, CHECKS, COUNTS, HONOURS, MECHANISMS, NUMERALS, QUOTES
from pipeline.writers.labels import labelled
from pipeline.writers.review.doubts import RANKS, SURE
from pipeline.writers.workbook.answers import answer_fields, choices
from pipeline.writers.workbook.book import Book, Record
from pipeline.writers.workbook.render import Field, Sheet, evidence_fields, field_of, in_words, render_table

NAME = "待核"
TABLES: tuple[RowType[Any], ...] = (COUNTS, BRANDS, MECHANISMS, HONOURS, ACTIVITIES, QUOTES)
TOLD = ("owner", "holder", "host", "speaker", "indicator", "kind", "period", "year", "date")
FOLDED = ("start", "end", "rule", "confidence")


def fill(book: Book, sheet: Any) -> None:
    fields = [
        Field("表", 8, lambda r: r["heading"], "centre"),
        Field("内容", 22, lambda r: r["said"]),
        Field("提取结果", 30, lambda r: r["told"]),
        Field("为什么", 20, lambda r: r["why"]),
        *evidence_fields(book),
    ]
    *answers, mark = answer_fields(book, lambda r: r["table"], ())
    folded = [field_of(COUNTS.name, c, hidden=True) for c in EVIDENCE_COLUMNS if c.key in FOLDED]
    fields += [*answers, *folded, mark, Field("编号", 20, lambda r: r["id"], hidden=True)]
    note = "与别处对不上的、提取把握不大的、没有归入任何表的数字；看过的请在“校核状态”里选。"
    render_table(book, sheet, NAME, fields, doubtful(book), note, anchored=True)
    choices(book, NAME, fields, None)
    if book.sizes[NAME]:
        sheet.set_tab_color("#FFC000")


def doubtful(book: Book) -> Iterator[Record]:
    """The rows in doubt, table by table, each with why; those that somebody confirmed are none."""
    concerned = _concerned(book)
    for row_type in TABLES:
        for record in book.records(row_type):
            why = concerned.get(record["id"]) or _why(row_type, record)
            decided = book.marks.get(record["id"])
            if decided and decided.state == "doubtful":
                why = "校核人存疑"
            if why and not (decided and decided.state == "confirmed"):
                yield {**record, **_told(row_type, record), "why": why}
    for record in book.records(NUMERALS):
        if record["use"] == "unassigned" and record["id"] not in book.marks:
            told = {"heading": NUMERALS.heading, "table": NUMERALS.name, "said": record["text"], "told": None}
            yield {**record, **told, "why": "没有归入任何表"}


def _concerned(book: Book) -> dict[str, str]:
    """Why, by the id of a fact that a check of some weight is about."""
    kind = labelled(CHECKS.name, "kind")
    found: dict[str, str] = {}
    for check in book.records(CHECKS):
        if check["severity"] in RANKS:
            for fact in check["facts"]:
                found.setdefault(fact, f"核对：{kind(check['kind'])}")
    return found


def _why(row_type: RowType[Any], record: Record) -> str:
    if row_type is COUNTS and record["indicator"] is None:
        return "缺指标"
    return f"把握 {record['confidence']:.2f}" if record["confidence"] < SURE else ""


def _told(row_type: RowType[Any], record: Record) -> Record:
    told = [in_words(record[key]) if key == "period" else record[key] for key in TOLD if record.get(key)]
    said = record[row_type.said] if row_type.said else ""
    return {
        "heading": row_type.heading,
        "table": row_type.name,
        "said": said,
        "told": "·".join(map(str, told)),
    }


SHEET = Sheet(NAME, fill)
