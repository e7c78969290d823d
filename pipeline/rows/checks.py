"""checks: where numbers do not fit, with both passages; never a correction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from pipeline.model.row import Column, FoundRow, RowType

KINDS = ("sum", "share", "change", "contradiction", "repeat", "range")
SEVERITIES = ("error", "warning", "note")


@dataclass(frozen=True)
class Check(FoundRow):
    """`evidence` is the one side; `other_*` the other, None for a check within one passage."""

    kind: str  # one of KINDS
    message: str
    severity: str  # one of SEVERITIES
    facts: tuple[str, ...] = ()  # ids of the counts rows concerned
    other_document: str | None = None
    other_article: int | None = None
    other_paragraph: int | None = None
    other_sentence: str | None = None
    other_start: int | None = None
    other_end: int | None = None

    table: ClassVar[str] = "checks"
    identity: ClassVar[tuple[str, ...]] = ("kind", "facts")
    columns: ClassVar[tuple[Column, ...]] = (
        Column("severity", "程度", width=8),
        Column("kind", "类别", width=12),
        Column("message", "说明", width=60),
        Column("facts", "涉及数据", "list", 24),
        Column("other_document", "另一处文件", width=24),
        Column("other_article", "另一处篇", "number", 8),
        Column("other_paragraph", "另一处段", "number", 8),
        Column("other_sentence", "另一处原文", width=60),
        Column("other_start", "另一处起", "number", 8),
        Column("other_end", "另一处止", "number", 8),
    )


CHECKS = RowType("checks", "核对", Check)
