"""relations: who belongs to, leads, owns, received or held what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from pipeline.model.row import Column, FoundRow, RowType

RELATIONS = ("part_of", "leads", "member_of", "owns", "received", "held")


@dataclass(frozen=True)
class Relation(FoundRow):
    head: str
    relation: str  # one of RELATIONS
    tail: str

    table: ClassVar[str] = "relations"
    identity: ClassVar[tuple[str, ...]] = ("head", "relation", "tail")
    columns: ClassVar[tuple[Column, ...]] = (
        Column("head", "主体", width=28),
        Column("relation", "关系", width=12),
        Column("tail", "客体", width=36),
    )


RELATION_ROWS = RowType("relations", "关系", Relation)
