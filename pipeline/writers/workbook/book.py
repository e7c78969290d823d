"""The workbook that is being made, and what its sheets ask of the ledger: labels, row numbers, first mentions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

from pipeline.ledger.decisions import Decision
from pipeline.model.row import RowType
from pipeline.rows import ARTICLES, COUNTS, MENTIONS, PARAGRAPHS, TOTALS
from pipeline.writers.labels import place_text
from pipeline.writers.workbook.cells import FileLink, Link, Passage
from pipeline.writers.workbook.formats import Formats

Record = dict[str, Any]

FIRST_ROW = 3  # of the entries of a sheet: title, line to fill in and headings stand above
MOST_ROWS = 1_048_576 - FIRST_ROW
MOST_LINKS = 65_000  # the file format holds 65,530 a sheet
MOST_FILE_LINKS = 5_000  # rows of a sheet whose file is a link, so that places, which tell more, have theirs


def part_name(heading: str, number: int) -> str:
    """The name of the sheet `number` of a table, from 1: 数据, 数据(2)."""
    return heading if number == 1 else f"{heading}({number})"


def placed(link: Link) -> tuple[str, int]:
    """Sheet and row, from 0, that a link leads to: rows beyond what a sheet holds stand on the sheets that follow."""
    part, row = divmod(max(link.row - FIRST_ROW, 0), MOST_ROWS)
    return part_name(link.sheet, part + 1), link.row if part == 0 else FIRST_ROW + row


class Ledger(Protocol):
    """What a workbook needs of the store: the rows of a table as the contract's JSON objects, in stable order."""

    def records(self, row_type: RowType[Any]) -> Iterator[Record]: ...


class Source(NamedTuple):
    """Where something is said, and the number (序号) of its row in its own sheet."""

    number: int
    document: str
    article: int
    page: int | None
    paragraph: int
    sentence: str
    start: int
    end: int

    @property
    def passage(self) -> Passage:
        return Passage(self.sentence, self.start, self.end)


@dataclass
class Book:
    """A workbook in the making. `notices` are what the reader of the sheet 概览 must be told of this file."""

    workbook: Any
    formats: Formats
    ledger: Ledger
    further_sheet: Callable[[str], Any]  # a sheet at the end, by its name
    counts: dict[str, Source]
    first_mentions: dict[str, Source]  # by entity
    mentions: dict[str, int]  # names only, by entity
    paragraph_rows: dict[tuple[str, int, int], int]
    several: frozenset[str]  # documents that hold several articles
    decisions: Sequence[Decision] = ()
    marks: dict[str, Decision] = field(
        default_factory=dict
    )  # decisions by the id of their row, else by their key
    sizes: dict[str, int] = field(default_factory=dict)  # entries written, by sheet
    notices: list[str] = field(default_factory=list)
    parts: dict[str, list[tuple[Any, int]]] = field(
        default_factory=dict
    )  # the sheets of a table, with their sizes
    addresses: dict[str, str] = field(default_factory=dict)  # of the source files that are there, by document

    def records(self, row_type: RowType[Any]) -> Iterator[Record]:
        return self.ledger.records(row_type)

    def place(self, document: str, article: int, page: int | None, paragraph: int) -> Link | str:
        """第2篇第3段（第5页）, leading to the paragraph on the sheet 正文 where that holds it.

        The article is named where the file holds several.
        """
        text = place_text(document, article, page, paragraph, self.several)
        row = self.paragraph_rows.get((document, article, paragraph))
        return text if row is None else Link(text, PARAGRAPHS.heading, row)

    def file(self, document: str | None, number: int = 0) -> FileLink | str | None:
        """The document, leading to its file where that is there and the row `number` is not far down a sheet."""
        address = self.addresses.get(document or "")
        return document if not address or number > MOST_FILE_LINKS else FileLink(document or "", address)

    def place_of(self, source: Source) -> Link | str:
        return self.place(source.document, source.article, source.page, source.paragraph)


def open_book(
    workbook: Any,
    ledger: Ledger,
    further_sheet: Callable[[str], Any],
    decisions: Sequence[Decision] = (),
    addresses: Mapping[str, str] | None = None,
) -> Book:
    """The book with its indexes read from the ledger; nothing is written yet."""
    places = (
        (record["document"], record["article"], record["paragraph"]) for record in ledger.records(PARAGRAPHS)
    )
    first: dict[str, Source] = {}
    mentions: dict[str, int] = {}
    for record in ledger.records(MENTIONS):
        entity = record["entity"]
        if entity and not record["anaphor"]:
            mentions[entity] = mentions.get(entity, 0) + 1
            if entity not in first:
                first[entity] = source(record, 0)
    return Book(
        workbook=workbook,
        formats=Formats(workbook),
        ledger=ledger,
        further_sheet=further_sheet,
        counts=counts_of(ledger),
        first_mentions=first,
        mentions=mentions,
        several=frozenset(r["document"] for r in ledger.records(ARTICLES) if r["article"] > 1),
        decisions=decisions,
        addresses=dict(addresses or {}),
        marks={d.now or d.row or d.key: d for d in decisions},
        paragraph_rows={p: FIRST_ROW + n for n, p in enumerate(places)},
    )


def counts_of(ledger: Ledger) -> dict[str, Source]:
    """Each count by its id; with its sentence only where a total shows it, since sentences are most of a ledger."""
    shown = {total["facts"][0] for total in ledger.records(TOTALS) if total["facts"]}
    found = ((r, source(r, n)) for n, r in enumerate(ledger.records(COUNTS), start=1))
    return {r["id"]: s if r["id"] in shown else s._replace(sentence="") for r, s in found}


def source(record: Record, number: int) -> Source:
    """The evidence of a found row, given as its record."""
    return Source(number, *(record[key] for key in Source._fields[1:]))
