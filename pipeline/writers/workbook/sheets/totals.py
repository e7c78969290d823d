"""指标汇总: the figures that may be printed, with bounds, the facts under them and what was left out and why."""

from __future__ import annotations

from typing import Any

from pipeline.model.row import Column
from pipeline.rows import COUNTS, TOTALS
from pipeline.writers.figures import decimals, grouped, owner
from pipeline.writers.labels import labelled
from pipeline.writers.workbook.book import FIRST_ROW, Book, Record, Source
from pipeline.writers.workbook.cells import Link, Value
from pipeline.writers.workbook.render import Field, Sheet, field_of, in_words, render_table

MAGNITUDES = ((10**8, "亿"), (10**4, "万"))
NUMBERS_SHOWN = 12  # of facts in one cell


def fill(book: Book, sheet: Any) -> None:
    folded = (Column("category", "指标类", width=14), Column("low", "下限", "number", 12),
              Column("high", "上限", "number", 12), Column("id", "编号", width=20))  # fmt: skip
    fields = [
        Field("指标", 24, lambda r: r["indicator"]),
        Field("主体", 22, owner),
        Field("时间", 14, lambda r: in_words(r["period"])),
        Field("数值", 14, lambda r: r["value"]),
        Field("单位", 8, lambda r: r["unit"]),
        Field("界限", 14, bounds),
        Field("性质", 7, lambda r: "汇总" if r["derived"] else "原文", "centre"),
        Field("依据", 14, lambda r: _facts(book, r)),
        Field("未计入", 24, lambda r: _left_out(book, r)),
        Field("依据原文", 56, lambda r: first.passage if (first := _first(book, r)) else None),
        Field("文件", 18, lambda r: first.document if (first := _first(book, r)) else None),
        Field("出处", 18, lambda r: book.place_of(first) if (first := _first(book, r)) else None),
        *(field_of(TOTALS.name, column, hidden=True) for column in folded),
    ]
    note = "性质为“汇总”的由本表其他数相加得出，“原文”是报告里写明的；依据、未计入中的号是“数据”表的序号。"
    rows = [row for group in in_groups(book) for row in group]
    render_table(book, sheet, TOTALS.heading, fields, rows, note)


def in_groups(book: Book) -> list[list[Record]]:
    """The totals by indicator, in the order of pipeline/writers/figures.py."""
    return grouped(book.records(TOTALS), lambda record: _number(book, record))


def _number(book: Book, record: Record) -> int:
    first = _first(book, record)
    return first.number if first else 0


def bounds(record: Record) -> str | None:
    """≥200 for 200余; 120～150 for a range; 约80 where neither end is known; nothing for an exact figure."""
    low, high = record["low"], record["high"]
    if low == high:
        return f"约{number(record['value'])}" if low is None else None
    if high is None:
        return f"≥{number(low)}"
    return f"≤{number(high)}" if low is None else f"{number(low)}～{number(high)}"


def number(value: float) -> str:
    """The number as people say it: 亿 and 万 where two decimals of them are exact, else with thousands separated."""
    for size, name in MAGNITUDES:
        if abs(value) >= size and value * 100 % size == 0:
            return f"{value / size:,.{decimals(value / size)}f}{name}"
    return f"{value:,.{decimals(value)}f}"


def _first(book: Book, record: Record) -> Source | None:
    return next((book.counts[fact] for fact in record["facts"] if fact in book.counts), None)


def _facts(book: Book, record: Record) -> Value:
    """第3、17号, leading to the first of them on the sheet 数据."""
    numbers = [book.counts[fact].number for fact in record["facts"] if fact in book.counts]
    if not numbers:
        return None
    more = f"等{len(numbers)}条" if len(numbers) > NUMBERS_SHOWN else ""
    text = f"第{'、'.join(map(str, numbers[:NUMBERS_SHOWN]))}号{more}"
    return Link(text, COUNTS.heading, FIRST_ROW + numbers[0] - 1)


def _left_out(book: Book, record: Record) -> Value:
    """第5、8号：重复；第9号：是目标数."""
    why = labelled(TOTALS.name, "why")
    numbers: dict[str, list[int]] = {}
    for left in record["left_out"]:
        if left["row"] in book.counts:
            numbers.setdefault(left["why"], []).append(book.counts[left["row"]].number)
    parts = []
    for reason, found in numbers.items():
        more = f"等{len(found)}条" if len(found) > NUMBERS_SHOWN else ""
        parts.append(f"第{'、'.join(map(str, found[:NUMBERS_SHOWN]))}号{more}：{why(reason)}")
    return "；".join(parts) or None


SHEET = Sheet(TOTALS.heading, fill)
