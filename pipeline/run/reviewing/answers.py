"""What a reviewer's file says: the rows of an edited workbook, or the decisions that the page exported."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.ledger.corrections import correctable
from pipeline.ledger.decisions import BY_NAME
from pipeline.ledger.schema import MAX_INTEGER
from pipeline.model.issue import Refused
from pipeline.rows import CHECKS
from pipeline.writers.workbook import answers as columns
from pipeline.writers.workbook.answers import ANSWER, DIGITS, FIX, IDENTITY, MARK, NOTE, STATE, UNDECIDED
from pipeline.writers.workbook.book import FIRST_ROW

NUMBER = "序号"
_FURTHER = re.compile(r"\(\d+\)$")  # 数据(2) goes on with 数据
HEADINGS = {row_type.heading: row_type.name for row_type in BY_NAME.values()}
OF_TABLE = "表"  # the column that says which table a row is of, where a sheet holds several
PAGE = {"confirm": "confirmed", "reject": "rejected", None: ""}
PLACE = ("文件", "原文句", "起", "止")


@dataclass(frozen=True)
class Answer:
    """One row that a reviewer touched.

    `base` is what the answers were when the file was written, as digits (None where that is not known), `edits` the
    cells written over, by heading.
    """

    where: str
    id: str
    table: str | None
    state: str
    note: str
    fix: str
    base: str | None = None
    edits: tuple[tuple[str, str], ...] = ()
    place: tuple[str, str, int, int] | None = None  # document, sentence, start, end


def answers_of(path: Path) -> list[Answer]:
    """The answers in a file. Raises Refused for one that is neither."""
    try:
        return of_page(path) if path.suffix.lower() == ".json" else of_workbook(path)
    except OSError as error:
        raise Refused(f"打不开 {path}：请检查路径，关闭正在使用它的程序。", 2) from error


def of_page(path: Path) -> list[Answer]:
    """The JSON file of 核查.html: {"version": 1, "decisions": [{id, decision, note, at}]}.

    `at` is where the row stood: {table, document, sentence, start, end}; it may be missing.
    """
    try:
        told = json.loads(path.read_text("utf-8-sig"))
        if told["version"] != 1:
            raise ValueError(told["version"])
        found = []
        for n, entry in enumerate(told["decisions"], start=1):
            note = str(entry.get("note") or "")
            at = entry.get("at")
            words = stretch(at["document"], at["sentence"], at["start"], at["end"]) if at else None
            found.append(
                Answer(
                    where=f"{path.name} 第{n}条",
                    id=str(entry["id"]),
                    table=str(at["table"]) if at and at["table"] in BY_NAME else None,
                    state=PAGE[entry["decision"]],
                    note=note,
                    fix="",
                    place=words,
                )
            )
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        raise Refused(f"{path} 不是核查页导出的核查意见，读不了。", 2) from error
    return found


def of_workbook(path: Path) -> list[Answer]:
    """The touched rows of an edited workbook, whatever was sorted or deleted in it."""
    import python_calamine

    try:
        book = python_calamine.CalamineWorkbook.from_path(str(path))
        sheets = [
            (name, book.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in book.sheet_names
        ]
    except (python_calamine.CalamineError, ValueError) as error:
        raise Refused(f"{path} 不是能读的表格文件：请另存为 .xlsx 后再试。", 2) from error
    found: list[Answer] = []
    met = False
    for name, rows in ((_FURTHER.sub("", name), rows) for name, rows in sheets):
        head = head_of(rows)
        if head is not None:
            met = True
            found += of_sheet(path, name, rows, head)
    if not met:
        raise Refused(f"{path} 里没有校核栏：请交回由本程序写出的台账.xlsx。", 2)
    return found


def head_of(rows: Sequence[Sequence[Any]]) -> int | None:
    """The row of the headings, from 0."""
    for at, row in enumerate(rows[: FIRST_ROW + 5]):
        if IDENTITY in row and MARK in row and (STATE in row or ANSWER in row):
            return at
    return None


def of_sheet(path: Path, name: str, rows: Sequence[Sequence[Any]], head: int) -> Iterator[Answer]:
    headings = [str(cell) for cell in rows[head]]
    for number, row in enumerate(rows[head + 1 :], start=head + 2):
        cells = dict(zip(headings, map(columns.cell_text, row), strict=False))
        if not cells.get(IDENTITY):
            continue
        table = HEADINGS.get(cells.get(OF_TABLE) or name)
        answer = of_row(f"{path.name}“{name}”表第{number}行", table, headings, cells)
        if answer:
            yield answer


def of_row(where: str, table: str | None, headings: Sequence[str], cells: dict[str, str]) -> Answer | None:
    """The answer in a row; None where nobody touched it."""
    state_of = ANSWER if table == CHECKS.name and ANSWER in cells else STATE
    said = [cells.get(heading, "") for heading in (state_of, NOTE, FIX)]
    mark = cells.get(MARK, "")
    base = mark[:DIGITS] or None
    edits = edited(table, headings[: headings.index(state_of)] if state_of in headings else (), cells, mark)
    if columns.digits("\x1f".join(said)) == base and not edits:
        return None
    return Answer(
        where, cells[IDENTITY], table, state_code(table, said[0]), said[1], said[2], base, edits, place(cells)
    )


def edited(
    table: str | None, headings: Sequence[str], cells: dict[str, str], mark: str
) -> tuple[tuple[str, str], ...]:
    """The cells that were written over: those whose digits are others than the mark has."""
    if table is None:
        return ()
    known = correctable(BY_NAME[table])
    shown = [heading for heading in headings if heading in known]
    if len(mark) != DIGITS * (len(shown) + 1):
        return ()
    parts = [mark[at : at + DIGITS] for at in range(DIGITS, len(mark), DIGITS)]
    return tuple(
        (heading, cells[heading])
        for heading, part in zip(shown, parts, strict=True)
        if columns.digits(cells[heading]) != part
    )


def state_code(table: str | None, label: str) -> str:
    """The code of an answer; what is none of the list stays as it is, to be refused."""
    if label in ("", UNDECIDED):
        return ""
    labels = columns.states_of(table or "")
    return next((code for code, known in labels.items() if known == label), label)


def place(cells: dict[str, str]) -> tuple[str, str, int, int] | None:
    try:
        document, sentence, start, end = (cells[heading] for heading in PLACE)
        return stretch(document, sentence, start, end)
    except (KeyError, ValueError):
        return None


def stretch(document: object, sentence: object, start: Any, end: Any) -> tuple[str, str, int, int] | None:
    """A place as a file says it; None where it is further out than a ledger can count."""
    first, last = int(start), int(end)
    return (str(document), str(sentence), first, last) if 0 <= first <= last <= MAX_INTEGER else None
