"""The columns in which people answer: 校核状态, 校核意见, 更正; and how a sheet tells later what was changed in it.

Each row carries a folded mark made of what stood in it when it was written, so that whoever reads the sheet back knows
which cells a person has touched, whatever was sorted, deleted or run again in between.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from typing import Any

from pipeline import lexicons
from pipeline.ledger.corrections import correctable, worded
from pipeline.ledger.decisions import Decision, row_type_of
from pipeline.model.row import RowType
from pipeline.rows import CHECKS
from pipeline.writers.workbook.book import FIRST_ROW, Book, Record
from pipeline.writers.workbook.cells import REMEMBERED, FileLink, Link, Passage, Value, fit
from pipeline.writers.workbook.render import Field

STATE, ANSWER, NOTE, FIX, MARK = "校核状态", "处理意见", "校核意见", "更正", "校验"
IDENTITY = "编号"
UNDECIDED = "待核"  # may be chosen to take an answer back
TITLES = {
    STATE: "已核：与原文相符；存疑：拿不准；作废：不该有这一条，再次运行后不再列出。",
    NOTE: "理由或说明，随这一条保留到以后的运行。",
    FIX: "写明栏目和改成什么，如“数值：63；主体：云峰镇党委”。组织、人物、地点表还可写“合并到：全称”“拆出：又称”。",
}


def states_of(table: str) -> dict[str, str]:
    """What may be answered in a table: label by code."""
    labels: dict[str, str] = lexicons.settings("labels")["decisions"][
        "check" if table == CHECKS.name else "state"
    ]
    return labels


def state_label(decision: Decision | None) -> str | None:
    if decision is None or not decision.state:
        return None
    return states_of(decision.table).get(decision.state, decision.state)


def fix_text(decision: Decision | None) -> str | None:
    if decision is None or not decision.changes:
        return None
    return worded(row_type_of(decision.table), decision.changes)


def answer_fields(
    book: Book, table: Callable[[Record], str], shown: Sequence[Field], *, check: bool = False
) -> list[Field]:
    """The columns to answer in, then the folded mark over them and the columns `shown` that may be put right."""

    def decision(record: Record) -> Decision | None:
        return book.marks.get(record["id"])

    @cache
    def put_right(name: str) -> list[Field]:
        of_table = correctable(row_type_of(name))
        return [field for field in shown if field.heading in of_table]

    def mark(record: Record) -> Value:
        cells = [cell_text(field.value(record)) for field in put_right(table(record))]
        made = decision(record)
        answers = [state_label(made) or "", made.note if made else "", fix_text(made) or ""]
        return mark_of(cells, [cell_text(answer) for answer in answers])

    fields = [
        Field(ANSWER if check else STATE, 14 if check else 9, lambda r: state_label(decision(r)), "entry"),
        Field(NOTE, 18, lambda r: (made.note or None) if (made := decision(r)) else None, "entry"),
    ]
    if not check:
        fields.append(Field(FIX, 20, lambda r: fix_text(decision(r)), "entry"))
    return [*fields, Field(MARK, 18, mark, hidden=True)]


def with_answers(book: Book, row_type: RowType[Any], fields: Sequence[Field]) -> list[Field]:
    """The fields of a table's sheet with the columns to answer in after those that are seen."""
    seen = [field for field in fields if not field.hidden]
    *answers, mark = answer_fields(book, lambda record: row_type.name, seen, check=row_type is CHECKS)
    *folded, identity = (field for field in fields if field.hidden)
    return [*seen, *answers, *folded, mark, identity]


def choices(book: Book, heading: str, fields: Sequence[Field], table: str | None) -> None:
    """The list to choose a state from, with what the answers mean, on every sheet of a table."""
    for sheet, size in book.parts[heading]:
        _choices(sheet, fields, size, table)


def _choices(sheet: Any, fields: Sequence[Field], size: int, table: str | None) -> None:
    if not size:
        return
    last = FIRST_ROW + size - 1
    for column, field in enumerate(fields, start=1):  # 序号 stands before them
        if field.heading in (STATE, ANSWER):
            options = [UNDECIDED, *states_of(table or "").values()]
            rule: dict[str, Any] = {"validate": "list", "source": options, "ignore_blank": True}
            if field.heading == STATE:
                rule |= {"input_title": STATE, "input_message": TITLES[STATE]}
            rule |= {"error_title": "请从列表中选", "error_message": "、".join(options)}
            sheet.data_validation(FIRST_ROW, column, last, column, rule)
        if field.heading in (NOTE, FIX):
            sheet.write_comment(
                FIRST_ROW - 1, column, TITLES[field.heading], {"author": "台账", "x_scale": 2}
            )


def mark_of(cells: Sequence[str], answers: Sequence[str]) -> str:
    """Of each column that may be put right six digits, after those of the answers."""
    return "".join(map(digits, ("\x1f".join(answers), *cells)))


def cell_text(value: Any) -> str:
    """What a cell says, the same when it is written and when it is read back, and whatever program saved it between."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, (int, float)):
        return f"{value:.12g}"
    if isinstance(value, Passage):
        return one_kind_of_lines(value.sentence)
    return one_kind_of_lines(value.text if isinstance(value, (Link, FileLink)) else str(value))


@lru_cache(REMEMBERED)
def one_kind_of_lines(text: str) -> str:
    return fit(text).replace("\r\n", "\n").replace("\r", "\n").strip()


@lru_cache(REMEMBERED)
def digits(text: str) -> str:
    return f"{zlib.crc32(text.encode('utf-8', 'replace')) & 0xFFFFFF:06x}"


DIGITS = 6  # of each text in a mark
