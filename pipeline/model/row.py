"""What every row of a table has: an id, the evidence it stands on, and the declaration of its table."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, ClassVar, Generic, TypeVar

from pipeline.model.document import Sentence

LONE_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a row stands: `sentence[start:end]` is the text that says it, whole sentence as read."""

    document: str
    article: int
    page: int | None
    paragraph: int
    sentence: str
    start: int
    end: int
    rule: str
    confidence: float = 1.0
    offset: int = 0  # where the sentence begins in its paragraph

    @property
    def said(self) -> str:
        return self.sentence[self.start : self.end]


def evidence(sentence: Sentence, start: int, end: int, *, rule: str, confidence: float = 1.0) -> Evidence:
    """The evidence of `sentence.text[start:end]`, found by `rule`."""
    return Evidence(
        document=sentence.document,
        article=sentence.article,
        page=sentence.page,
        paragraph=sentence.paragraph,
        sentence=sentence.text,
        start=start,
        end=end,
        rule=rule,
        confidence=confidence,
        offset=sentence.offset,
    )


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: key in JSON and CSV, Chinese heading in the workbook, and what its cells hold."""

    key: str
    heading: str
    kind: str = "text"  # text number list flag
    width: int = 12  # characters, for the workbook
    volatile: bool = False  # differs from run to run: in the ledger, but null in tables/, which must not


EVIDENCE_COLUMNS = (
    Column("document", "文件", width=24),
    Column("article", "篇", "number", 5),
    Column("page", "页", "number", 5),
    Column("paragraph", "段", "number", 5),
    Column("sentence", "原文句", width=60),
    Column("start", "起", "number", 5),
    Column("end", "止", "number", 5),
    Column("rule", "规则", width=16),
    Column("confidence", "置信度", "number", 7),
)


@dataclass(frozen=True)
class Row:
    """A row of a table. Subclasses add the columns of their table and declare how it is identified."""

    columns: ClassVar[tuple[Column, ...]] = ()
    identity: ClassVar[tuple[str, ...]] = ()  # attributes that, with the place, make the id
    table: ClassVar[str] = ""

    @property
    def id(self) -> str:
        """A function of content and place only, so that two runs give the same row the same id."""
        return row_id(self.table, *(getattr(self, key) for key in self.identity))


@dataclass(frozen=True)
class FoundRow(Row):
    """A row that states something found in a text."""

    evidence: Evidence

    @property
    def id(self) -> str:
        e = self.evidence
        place = (e.document, e.article, e.paragraph, e.offset, e.start, e.end)
        return row_id(self.table, *place, *(getattr(self, key) for key in self.identity))

    @property
    def position(self) -> tuple[str, int, int, int, int, int]:
        """Sort key: reading order."""
        e = self.evidence
        return (e.document, e.article, e.paragraph, e.offset, e.start, e.end)


def row_id(table: str, *parts: Any) -> str:
    """The id of a row. Half a surrogate pair counts as U+FFFD, as which the ledger keeps it: one id before and after."""
    text = "\x1f".join([table, *("" if part is None else str(part) for part in parts)])
    try:
        data = text.encode()
    except UnicodeEncodeError:
        data = LONE_SURROGATE.sub("\ufffd", text).encode()
    return f"{table[:2]}{hashlib.blake2b(data, digest_size=8).hexdigest()}"


R = TypeVar("R", bound=Row)


@dataclass(frozen=True)
class RowType(Generic[R]):
    """The declaration of a table: everything that stores and writers need to know of it."""

    name: str  # table, module and file name
    heading: str  # Chinese name, also of the sheet
    row: type[R]
    said: str | None = None  # the attribute that stands in the text as sentence[start:end]

    @property
    def columns(self) -> tuple[Column, ...]:
        own = (Column("id", "编号"), *self.row.columns)
        return (*own, *EVIDENCE_COLUMNS) if issubclass(self.row, FoundRow) else own


@dataclass(frozen=True)
class Findings:
    """The rows found so far in one document, by table. Immutable: each stage returns a new one."""

    rows: dict[str, tuple[Row, ...]] = field(default_factory=dict)

    def of(self, row: type[R]) -> tuple[R, ...]:
        return self.rows.get(row.table, ())  # type: ignore[return-value]

    def adding(self, rows: Iterable[Row]) -> Findings:
        """These findings and `rows` besides, each filed under its table."""
        more: dict[str, list[Row]] = {}
        for row in rows:
            more.setdefault(row.table, []).append(row)
        added = {table: (*self.rows.get(table, ()), *found) for table, found in more.items()}
        return Findings({**self.rows, **added})

    def replacing(self, row: type[R], rows: Iterable[R]) -> Findings:
        """These findings with the rows of one table replaced."""
        return Findings({**self.rows, row.table: tuple(rows)})
