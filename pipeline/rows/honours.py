"""honours: titles and prizes that somebody has received; one row for each (holder, honour)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from pipeline.model.row import Column, FoundRow, RowType

LEVELS = ("national", "province", "city", "county", "town")


@dataclass(frozen=True)
class Honour(FoundRow):
    """`year` is an ISO year, as text. `holder` is None where the text names none."""

    holder: str | None
    name: str
    level: str | None = None
    year: str | None = None
    awarder: str | None = None

    table: ClassVar[str] = "honours"
    identity: ClassVar[tuple[str, ...]] = ("holder",)
    columns: ClassVar[tuple[Column, ...]] = (
        Column("holder", "获奖对象", width=28),
        Column("name", "荣誉名称", width=40),
        Column("level", "级别", width=10),
        Column("year", "年度", width=8),
        Column("awarder", "授予机关", width=24),
    )


HONOURS = RowType("honours", "荣誉", Honour, said="name")
