"""来源: every file met, with the titles of its articles, leading to its text on the sheet 正文."""

from __future__ import annotations

from typing import Any

from pipeline.model.row import Column
from pipeline.rows import ARTICLES, DOCUMENTS, PARAGRAPHS
from pipeline.writers.labels import labelled
from pipeline.writers.workbook.book import Book, Record
from pipeline.writers.workbook.cells import Link, Value
from pipeline.writers.workbook.render import Field, Sheet, field_of, render_table

# Seconds are left out: they differ from run to run, and the workbook must not.
FOLDED = ("reader", "duplicate_of", "set_aside", "revisions", "sha256", "id")


def fill(book: Book, sheet: Any) -> None:
    articles: dict[str, list[Record]] = {}
    for article in book.records(ARTICLES):
        articles.setdefault(article["document"], []).append(article)
    status = labelled(DOCUMENTS.name, "status")

    def of_articles(record: Record, key: str) -> Value:
        """One line an article, in their order, as far as any says it."""
        said = [_text(article[key]) for article in articles.get(record["document"], ())]
        return "\n".join(text or "—" for text in said) if any(said) else None

    fields = [
        Field("文件", 32, lambda r: _file(book, r["document"])),
        Field("标题", 48, lambda r: of_articles(r, "title")),
        Field("作者", 18, lambda r: of_articles(r, "authors")),
        Field("来源", 18, lambda r: of_articles(r, "source")),
        Field("日期", 12, lambda r: of_articles(r, "date")),
        Field(
            "日期推定", 6, lambda r: "是" if _inferred(articles.get(r["document"], [])) else None, "centre"
        ),
        Field("篇数", 6, lambda r: r["articles"], "plain"),
        Field("页数", 6, lambda r: r["pages"], "plain"),
        Field("字数", 9, lambda r: r["characters"]),
        Field("格式", 8, lambda r: r["format"], "centre"),
        Field("状态", 10, lambda r: status(r["status"]), "centre"),
        *(field_of(DOCUMENTS.name, _column(key), hidden=True) for key in FOLDED),
    ]
    note = "日期推定：报告没有写明日期，按文中最晚的日期推定。"
    render_table(book, sheet, DOCUMENTS.heading, fields, book.records(DOCUMENTS), note)


def _column(key: str) -> Column:
    return next(column for column in DOCUMENTS.columns if column.key == key)


def _file(book: Book, document: str) -> Value:
    row = book.paragraph_rows.get((document, 1, 1))
    return document if row is None else Link(document, PARAGRAPHS.heading, row)


def _text(value: Any) -> str:
    return "、".join(value) if isinstance(value, list) else value or ""


def _inferred(articles: list[Record]) -> bool:
    return any(article["date_inferred"] for article in articles)


SHEET = Sheet(DOCUMENTS.heading, fill)
