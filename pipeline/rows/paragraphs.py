"""paragraphs: the reading text, whole and in reading order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from pipeline.model.row import Column, Row, RowType


@dataclass(frozen=True)
class ParagraphRow(Row):
    document: str
    article: int
    paragraph: int
    kind: str
    page: int | None
    text: str

    table: ClassVar[str] = "paragraphs"
    identity: ClassVar[tuple[str, ...]] = ("document", "article", "paragraph")
    columns: ClassVar[tuple[Column, ...]] = (
        Column("document", "文件", width=28),
        Column("article", "篇", "number", 5),
        Column("paragraph", "段", "number", 5),
        Column("kind", "类别", width=9),
        Column("page", "页", "number", 5),
        Column("text", "文字", width=90),
    )


PARAGRAPHS = RowType("paragraphs", "正文", ParagraphRow)
