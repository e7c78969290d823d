"""counts: one row for each quantity that a text states."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from pipeline.model.row import Column, FoundRow, RowType

BOUNDS = ("exact", "at_least", "at_most", "about", "range")
ASPECTS = ("cumulative", "new", "change", "share", "target")


@dataclass(frozen=True)
class Count(FoundRow):
    """A quantity as the contract says. `value` carries a sign where `aspect` is `change`.

    `owner_evidence` holds the words that gave the owner; None exactly where `owner` is None.
    """

    text: str
    value: Decimal
    high: Decimal | None
    bound: str
    unit: str | None
    indicator: str | None
    action: str | None = None
    owner: str | None = None
    owner_evidence: str | None = None
    period: str | None = None
    aspect: str | None = None
    examples: tuple[str, ...] = ()
    part_of: str | None = None
    category: str | None = None
    base_value: Decimal | None = None
    base_unit: str | None = None

    table: ClassVar[str] = "counts"
    identity: ClassVar[tuple[str, ...]] = ("text",)
    columns: ClassVar[tuple[Column, ...]] = (
        Column("owner", "主体", width=24),
        Column("indicator", "指标", width=24),
        Column("text", "原文数字", width=12),
        Column("value", "数值", "number", 14),
        Column("high", "上限", "number", 12),
        Column("bound", "界限", width=9),
        Column("unit", "单位", width=7),
        Column("period", "时间", width=16),
        Column("aspect", "口径", width=11),
        Column("action", "动作", width=10),
        Column("examples", "举例", "list", 24),
        Column("part_of", "属于（其中）", width=18),
        Column("category", "指标类", width=14),
        Column("base_value", "折算值", "number", 14),
        Column("base_unit", "折算单位", width=9),
        Column("owner_evidence", "主体依据", width=16),
    )


COUNTS = RowType("counts", "数据", Count, said="text")
