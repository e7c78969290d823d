"""quotes: direct speech. Where it runs over several sentences, the evidence's sentence is all of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from pipeline.model.row import Column, FoundRow, RowType


@dataclass(frozen=True)
class Quote(FoundRow):
    speaker: str | None
    title: str | None
    text: str

    table: ClassVar[str] = "quotes"
    columns: ClassVar[tuple[Column, ...]] = (
        Column("speaker", "说话人", width=12),
        Column("title", "职务", width=30),
        Column("text", "引语", width=80),
    )


QUOTES = RowType("quotes", "引语", Quote, said="text")
