"""times: every expression that fixes a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from pipeline.model.row import Column, FoundRow, RowType


@dataclass(frozen=True)
class Time(FoundRow):
    text: str
    value: str | None

    table: ClassVar[str] = "times"
    columns: ClassVar[tuple[Column, ...]] = (
        Column("value", "时间", width=18),
        Column("text", "原文", width=18),
    )


TIMES = RowType("times", "时间", Time, said="text")
