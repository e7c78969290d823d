"""totals: the figures that may be printed, with the facts they stand on and those left out."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from pipeline.model.row import Column, Row, RowType

REASONS = ("repeat", "part", "superseded", "approximate", "target", "change", "share", "conflict")


@dataclass(frozen=True)
class LeftOut:
    """A fact that a total did not use: the id of its `counts` row and why, one of REASONS."""

    row: str
    why: str


@dataclass(frozen=True)
class Total(Row):
    indicator: str
    category: str | None
    unit: str | None
    owner: str | None
    period: str | None
    value: Decimal
    low: Decimal | None
    high: Decimal | None
    derived: bool
    facts: tuple[str, ...]
    left_out: tuple[LeftOut, ...] = ()

    table: ClassVar[str] = "totals"
    identity: ClassVar[tuple[str, ...]] = ("indicator", "category", "unit", "owner", "period", "derived")
    columns: ClassVar[tuple[Column, ...]] = (
        Column("indicator", "指标", width=26),
        Column("category", "指标类", width=16),
        Column("unit", "单位", width=8),
        Column("owner", "主体", width=28),
        Column("period", "时间", width=18),
        Column("value", "数值", "number", 16),
        Column("low", "下限", "number", 14),
        Column("high", "上限", "number", 14),
        Column("derived", "汇总得出", "flag", 9),
        Column("facts", "依据", "list", 24),
        Column("left_out", "未计入", "list", 24),
    )


TOTALS = RowType("totals", "指标汇总", Total)
