"""brands: what a text calls a brand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from pipeline.model.row import Column, FoundRow, RowType


@dataclass(frozen=True)
class Brand(FoundRow):
    name: str
    kind: str | None
    owner: str | None = None
    since: str | None = None
    meaning: str | None = None

    table: ClassVar[str] = "brands"
    columns: ClassVar[tuple[Column, ...]] = (
        Column("owner", "创建单位", width=28),
        Column("name", "品牌名称", width=24),
        Column("kind", "类别", width=14),
        Column("since", "创建时间", width=12),
        Column("meaning", "释义", width=30),
    )


BRANDS = RowType("brands", "品牌", Brand, said="name")
