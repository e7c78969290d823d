"""documents: one row for each file met, read or not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from pipeline.model.row import Column, Row, RowType


@dataclass(frozen=True)
class DocumentRow(Row):
    document: str
    sha256: str | None
    format: str | None
    reader: str | None
    pages: int | None
    characters: int
    articles: int
    status: str  # one of model.issue.STATUSES
    reason: str | None
    duplicate_of: str | None = None
    partial: bool = False
    set_aside: tuple[str, ...] = ()
    revisions: int = 0
    seconds: float = 0.0

    table: ClassVar[str] = "documents"
    identity: ClassVar[tuple[str, ...]] = ("document",)
    columns: ClassVar[tuple[Column, ...]] = (
        Column("document", "文件", width=36),
        Column("sha256", "摘要值", width=20),
        Column("format", "格式", width=8),
        Column("reader", "读取器", width=14),
        Column("pages", "页数", "number", 6),
        Column("characters", "字数", "number", 8),
        Column("articles", "篇数", "number", 6),
        Column("status", "状态", width=12),
        Column("reason", "原因", width=48),
        Column("duplicate_of", "重复于", width=24),
        Column("partial", "不完整", "flag", 7),
        Column("set_aside", "页眉页脚等", "list", 24),
        Column("revisions", "修订数", "number", 7),
        Column("seconds", "耗时（秒）", "number", 9, volatile=True),
    )


DOCUMENTS = RowType("documents", "来源", DocumentRow)
