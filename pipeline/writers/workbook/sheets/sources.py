"""来源: every file met: the titles of its articles, leading to its text on the sheet 正文, and how it was read: what it
is by its content, how many of its characters are doubtful, what was kept apart from the text, what to do where it failed.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from pipeline.model.row import Column
from pipeline.readers import READERS
from pipeline.rows import ARTICLES, DOCUMENTS, PARAGRAPHS
from pipeline.writers.labels import labelled
from pipeline.writers.workbook.book import Book, Record
from pipeline.writers.workbook.cells import Link, Value
from pipeline.writers.workbook.render import Field, Sheet, field_of, render_table

# Seconds are left out: they differ from run to run, and the workbook must not.
FOLDED = ("set_aside", "sha256", "id")
DOUBTFUL = re.compile("[\ufffd\ue000-\uf8ff\U000f0000-\U0010fffd]")  # not decoded, or of a font of its own
KINDS = (("caption", "图注"), ("credit", "图源"), ("note", "脚注"))


@dataclass
class Intake:
    """What the paragraphs of a document tell of how it was read."""

    characters: int = 0
    doubtful: int = 0
    kinds: Counter[str] = field(default_factory=Counter)


def fill(book: Book, sheet: Any) -> None:
    articles: dict[str, list[Record]] = {}
    for article in book.records(ARTICLES):
        articles.setdefault(article["document"], []).append(article)
    status, advice = labelled(DOCUMENTS.name, "status"), labelled(DOCUMENTS.name, "advice")
    intakes = _intakes(book)

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
        Field("内容类型", 14, kind_of, "centre"),
        Field("状态", 10, lambda r: status(r["status"]), "centre"),
        Field("存疑字符", 12, lambda r: doubtful_of(intakes.get(r["document"])), "centre"),
        Field("正文之外", 20, lambda r: aside_of(r, intakes.get(r["document"]))),
        Field("修订", 6, lambda r: r["revisions"] or None, "plain"),
        Field("重复于", 24, lambda r: r["duplicate_of"]),
        Field("说明与办法", 40, lambda r: advised(r, advice)),
        *(field_of(DOCUMENTS.name, _column(key), hidden=True) for key in FOLDED),
    ]
    note = (
        "日期推定：报告没有写明日期，按文中最晚的日期推定。内容类型：按文件内容认定，与扩展名不符的已注明。"
        "存疑字符：读不出或字体自造的字所占比例。每份文件的耗时见 run.json。"
    )
    render_table(book, sheet, DOCUMENTS.heading, fields, book.records(DOCUMENTS), note)


def _intakes(book: Book) -> dict[str, Intake]:
    found: dict[str, Intake] = {}
    for record in book.records(PARAGRAPHS):
        intake = found.setdefault(record["document"], Intake())
        intake.characters += len(record["text"])
        intake.doubtful += len(DOUBTFUL.findall(record["text"]))
        intake.kinds[record["kind"]] += 1
    return found


def kind_of(record: Record) -> str | None:
    """What a file is by its content: `PDF`, or `网页（扩展名不符）` where its name says otherwise."""
    reader = next((reader for reader in READERS if reader.name == record["reader"]), None)
    if reader is None:
        return str(record["reader"]) if record["reader"] else None
    extension = PurePosixPath(record["document"]).suffix.lower()
    return reader.name if extension in reader.extensions else f"{reader.name}（扩展名不符）"


def doubtful_of(intake: Intake | None) -> str | None:
    """The share of characters that were not read for certain: `0.35%（12 字）`, None where there is none."""
    if intake is None or not intake.doubtful:
        return None
    return f"{100 * intake.doubtful / intake.characters:.2f}%（{intake.doubtful} 字）"


def aside_of(record: Record, intake: Intake | None) -> str | None:
    """What stands apart from the text: `图注 3、图源 2、页眉页脚等 5`."""
    kinds = intake.kinds if intake else Counter()
    parts = [f"{name} {kinds[kind]}" for kind, name in KINDS if kinds[kind]]
    if record["set_aside"]:
        parts.append(f"页眉页脚等 {len(record['set_aside'])}")
    return "、".join(parts) or None


def advised(record: Record, advice: Any) -> str | None:
    """Why a file is not in the ledger or not whole, and what to do; None where all is well or its row says it."""
    if record["status"] == "ok" and not record["partial"]:
        return None
    told = advice("partial" if record["status"] == "ok" else record["status"])
    return (
        "".join(text for text in (record["reason"], told) if text)
        if not _says_what_to_do(record)
        else record["reason"]
    )


def _says_what_to_do(record: Record) -> bool:
    return "请" in (record["reason"] or "") or record["status"] == "duplicate"


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
