"""数字清点: the numerals that no table holds, to be looked through, and how many went where."""

from __future__ import annotations

from collections import Counter
from typing import Any

from pipeline.rows import NUMERALS
from pipeline.rows.numerals import USES
from pipeline.writers.labels import labelled
from pipeline.writers.workbook.book import Book
from pipeline.writers.workbook.render import Sheet, fields_of, render_table


def fill(book: Book, sheet: Any) -> None:
    uses = Counter(record["use"] for record in book.records(NUMERALS))
    label = labelled(NUMERALS.name, "use")
    shares = "、".join(f"{label(use)} {uses[use]:,}" for use in USES if uses[use])
    note = f"正文中的数字共 {sum(uses.values()):,} 个（{shares}）；这里只列未归入的，请看有没有漏掉的数据。"
    left = (record for record in book.records(NUMERALS) if record["use"] == "unassigned")
    render_table(book, sheet, NUMERALS.heading, fields_of(book, NUMERALS, hidden=("use", "row")), left, note)


SHEET = Sheet(NUMERALS.heading, fill)
