"""mentions: every place where a text names an organisation, a person or a place, or points to one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from pipeline.model.row import Column, FoundRow, RowType

KINDS = ("organisation", "person", "place")


@dataclass(frozen=True)
class Mention(FoundRow):
    """`surface` as it stands; `name` is the same without layout blanks (陈  锋 is 陈锋).

    `type` is the organisation's type or the place's level; `titles` a person's titles as they stand here.
    These three travel to the entity tables and are no columns of this one. An anaphor (该村) has no name of
    its own: `entity` is what it points to, None until it is resolved.
    """

    kind: str
    surface: str
    name: str
    entity: str | None = None
    anaphor: bool = False
    type: str | None = None
    titles: tuple[str, ...] = ()

    table: ClassVar[str] = "mentions"
    identity: ClassVar[tuple[str, ...]] = ("kind",)
    columns: ClassVar[tuple[Column, ...]] = (
        Column("kind", "类别", width=12),
        Column("surface", "写法", width=28),
        Column("entity", "实体编号", width=18),
        Column("anaphor", "指代", "flag", 6),
    )


MENTIONS = RowType("mentions", "提及", Mention, said="surface")
