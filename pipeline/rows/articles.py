"""articles: one row for each article of a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from pipeline.model.row import Column, Row, RowType


@dataclass(frozen=True)
class ArticleRow(Row):
    document: str
    article: int
    title: str
    subtitle: str | None
    authors: tuple[str, ...]
    source: str | None
    date: str | None
    date_inferred: bool
    sections: tuple[str, ...]
    characters: int

    table: ClassVar[str] = "articles"
    identity: ClassVar[tuple[str, ...]] = ("document", "article")
    columns: ClassVar[tuple[Column, ...]] = (
        Column("document", "文件", width=28),
        Column("article", "篇", "number", 5),
        Column("title", "标题", width=44),
        Column("subtitle", "副题", width=24),
        Column("authors", "作者", "list", 18),
        Column("source", "来源", width=18),
        Column("date", "日期", width=12),
        Column("date_inferred", "日期推定", "flag", 8),
        Column("sections", "小标题", "list", 44),
        Column("characters", "字数", "number", 8),
    )


ARTICLES = RowType("articles", "文章", ArticleRow)
