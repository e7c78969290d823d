"""指标对照: each indicator of each body in a row, the years side by side, and what the years come to where they add up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from pipeline.ledger.taxonomy import figures, is_ratio
from pipeline.writers.figures import owner
from pipeline.writers.workbook.book import Book, Record
from pipeline.writers.workbook.cells import Value
from pipeline.writers.workbook.render import Field, Sheet, in_words, render_table
from pipeline.writers.workbook.sheets.totals import bounds, in_groups, number

NAME = "指标对照"
MOST_PERIODS = 12
UNDATED = "未写明时间"
NOT_ADDED = "不可加"


def fill(book: Book, sheet: Any) -> None:
    totals = [total for group in in_groups(book) for total in group]
    columns = periods(totals)
    fields = [
        Field("指标", 24, lambda r: r["indicator"]),
        Field("单位", 8, lambda r: r["unit"], "centre"),
        Field("主体", 22, lambda r: r["owner"]),
        *(_column(period) for period in columns),
        Field("跨期合计", 14, lambda r: r["sum"], "right"),
    ]
    note = (
        "带“计”字的由几处数据相加得出，其余为原文数；时点数、比率、名次跨期不可加；其他时段的数见“指标汇总”。"
    )
    render_table(book, sheet, NAME, fields, rows(totals, columns), note)


def _column(period: str) -> Field:
    return Field(in_words(period) or UNDATED, 13, lambda r: r["by_period"].get(period), "right")


def periods(totals: Sequence[Record]) -> list[str]:
    """The times that most figures are of, in order; those without one last."""
    told = Counter(total["period"] or "" for total in totals)
    most = sorted(told, key=lambda period: (-told[period], period))[:MOST_PERIODS]
    return sorted(most, key=lambda period: (not period, period))


def rows(totals: Sequence[Record], columns: Sequence[str]) -> list[Record]:
    """One for each indicator, unit and owner that has a figure in one of the columns."""
    found: dict[tuple[Any, ...], Record] = {}
    for total in totals:
        key = (total["indicator"], total["unit"], owner(total))
        made = found.setdefault(
            key,
            {
                "id": total["id"],
                "indicator": key[0],
                "unit": key[1],
                "owner": key[2],
                "by_period": {},
                "sum": None,
            },
        )
        period = total["period"] or ""
        if "/" in period and total["derived"] and total["owner"]:  # over several periods
            made["sum"] = shown(total)
        elif period in columns:
            made["by_period"].setdefault(period, shown(total))
        made.setdefault("category", total["category"])
    for made in found.values():
        if made["sum"] is None and len(made["by_period"]) > 1 and not adds(made):
            made["sum"] = NOT_ADDED
    return [made for made in found.values() if made["by_period"]]


def adds(made: Record) -> bool:
    """Whether figures of several periods may be added at all."""
    figure = figures().get(made["category"] or "")
    nature = figure.nature if figure else "ratio" if is_ratio(made["indicator"], made["unit"]) else None
    return nature == "flow"


def shown(total: Record) -> Value:
    """The number where it is exact and stated; else in words: 计1,020, ≥200."""
    inexact = bounds(total)
    if total["derived"]:
        return f"计 {inexact or number(total['value'])}"
    return inexact or total["value"]


SHEET = Sheet(NAME, fill)
