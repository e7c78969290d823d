"""The rows that a digest is made from, indexed, and the footnotes that name where each stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from pipeline.model.row import RowType
from pipeline.rows import ARTICLES, COUNTS, TOTALS
from pipeline.writers.digest.blocks import Block, Bold, Note
from pipeline.writers.digest.wording import Record, cut, excerpt
from pipeline.writers.labels import place_text

SOURCES_NAMED = 4  # in one footnote


class Ledger(Protocol):
    """What a digest needs of the store: the rows of a table as the contract's JSON objects, in stable order."""

    def records(self, row_type: RowType[Any]) -> Iterator[Record]: ...


@dataclass(frozen=True)
class Material:
    """A ledger with its totals, its counts by id, the place of each in reading order, and the files of several articles."""

    ledger: Ledger
    totals: list[Record]
    counts: dict[str, Record]
    order: dict[str, int]
    several: frozenset[str]
    by: str = "owner"  # what the figures are put together by: owner, theme, period
    year: str = ""  # of a yearbook; "" for that of which most figures are

    def records(self, row_type: RowType[Any]) -> Iterator[Record]:
        return self.ledger.records(row_type)

    def place(self, record: Record) -> str:
        """甲.txt，第2篇第3段（第5页）."""
        document = record["document"]
        where = place_text(document, record["article"], record["page"], record["paragraph"], self.several)
        return f"{cut(document)}，{where}"

    def passage(self, records: Sequence[Record]) -> tuple[str | Bold, ...]:
        """The place and the sentence of rows that stand in one, the words of each standing out."""
        spans = [(record["start"], record["end"]) for record in records]
        return (f"{self.place(records[0])}：", *excerpt(records[0]["sentence"], spans))

    def note(self, records: Iterable[Record], more: Iterable[tuple[str | Bold, ...]] = ()) -> Note:
        """The footnote with the passages of these rows, each sentence once, and what `more` there is to say."""
        by_sentence: dict[tuple[object, ...], list[Record]] = {}
        for record in records:
            by_sentence.setdefault(sentence_of(record), []).append(record)
        passages = [self.passage(same) for same in list(by_sentence.values())[:SOURCES_NAMED]]
        if len(by_sentence) > SOURCES_NAMED:
            passages.append((f"另有{len(by_sentence) - SOURCES_NAMED}处，见台账。",))
        return Note((*passages, *more))

    def first(self, total: Record) -> Record | None:
        """The first fact of a total."""
        return next((self.counts[fact] for fact in total["facts"] if fact in self.counts), None)

    def number(self, total: Record) -> int:
        """The place of a total in reading order: that of its first fact."""
        return min((self.order[fact] for fact in total["facts"] if fact in self.order), default=0)


def sentence_of(record: Record) -> tuple[object, ...]:
    return tuple(record[key] for key in ("document", "article", "paragraph", "sentence"))


@dataclass(frozen=True)
class Section:
    """A part of the digest: its title without number, and what fills it."""

    title: str
    fill: Callable[[Material], Iterator[Block]]


def gather(ledger: Ledger, by: str = "owner", year: str = "") -> Material:
    counts = {record["id"]: record for record in ledger.records(COUNTS)}
    return Material(
        ledger=ledger,
        totals=list(ledger.records(TOTALS)),
        counts=counts,
        order={identity: n for n, identity in enumerate(counts)},
        several=frozenset(r["document"] for r in ledger.records(ARTICLES) if r["article"] > 1),
        by=by,
        year=year,
    )
