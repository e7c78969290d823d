"""organisations: the named bodies of the run, each once, whatever it is called."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from pipeline.model.row import Column, Row, RowType


@dataclass(frozen=True)
class Organisation(Row):
    name: str
    type: str
    place: str | None = None
    parent: str | None = None
    aliases: tuple[str, ...] = ()
    mentions: int = 0
    documents: int = 0

    table: ClassVar[str] = "organisations"
    identity: ClassVar[tuple[str, ...]] = ("name",)
    columns: ClassVar[tuple[Column, ...]] = (
        Column("name", "名称", width=36),
        Column("type", "类型", width=12),
        Column("place", "所在地", width=18),
        Column("parent", "上级", width=28),
        Column("aliases", "又称", "list", 28),
        Column("mentions", "提及次数", "number", 9),
        Column("documents", "文件数", "number", 8),
    )


ORGANISATIONS = RowType("organisations", "组织", Organisation)
