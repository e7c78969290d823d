"""activities: events that took place and that a text names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from pipeline.model.row import Column, FoundRow, RowType


@dataclass(frozen=True)
class Activity(FoundRow):
    name: str
    host: str | None = None
    date: str | None = None
    place: str | None = None

    table: ClassVar[str] = "activities"
    columns: ClassVar[tuple[Column, ...]] = (
        Column("name", "活动名称", width=40),
        Column("host", "主办", width=28),
        Column("date", "时间", width=16),
        Column("place", "地点", width=18),
    )


ACTIVITIES = RowType("activities", "活动", Activity, said="name")
