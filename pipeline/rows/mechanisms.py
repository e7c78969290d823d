"""mechanisms: named ways of working, with the parts that the text spells out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from pipeline.model.row import Column, FoundRow, RowType


@dataclass(frozen=True)
class Mechanism(FoundRow):
    name: str
    kind: str
    components: tuple[str, ...] = ()
    owner: str | None = None

    table: ClassVar[str] = "mechanisms"
    columns: ClassVar[tuple[Column, ...]] = (
        Column("owner", "主体", width=28),
        Column("name", "名称", width=30),
        Column("kind", "类别", width=16),
        Column("components", "构成", "list", 44),
    )


MECHANISMS = RowType("mechanisms", "机制做法", Mechanism, said="name")
