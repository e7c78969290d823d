"""places: the named areas of the run, each once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from pipeline.model.row import Column, Row, RowType


@dataclass(frozen=True)
class Place(Row):
    name: str
    level: str
    parent: str | None = None
    adcode: str | None = None
    aliases: tuple[str, ...] = ()

    table: ClassVar[str] = "places"
    identity: ClassVar[tuple[str, ...]] = ("name", "parent")
    columns: ClassVar[tuple[Column, ...]] = (
        Column("name", "名称", width=24),
        Column("level", "层级", width=10),
        Column("parent", "上级", width=20),
        Column("adcode", "区划代码", width=12),
    )


PLACES = RowType("places", "地点", Place)
