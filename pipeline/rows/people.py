"""people: the named persons of the run, each once, with the titles that the texts give them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from pipeline.model.row import Column, Row, RowType


@dataclass(frozen=True)
class Person(Row):
    name: str
    titles: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()

    table: ClassVar[str] = "people"
    identity: ClassVar[tuple[str, ...]] = ("name",)
    columns: ClassVar[tuple[Column, ...]] = (
        Column("name", "姓名", width=12),
        Column("titles", "职务", "list", 48),
        Column("organisations", "单位", "list", 36),
    )


PEOPLE = RowType("people", "人物", Person)
