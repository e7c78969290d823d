"""A document as a person reads it: articles of paragraphs in reading order, and the sentences in them.

Text is immutable once it stands here. All spans are half open, in code points.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

PARAGRAPH_KINDS = ("title", "subtitle", "byline", "heading", "body", "table", "caption", "credit", "note")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of the reading text. A row of a table is a paragraph with its cells parted by tabs."""

    number: int  # 1-based in its article
    kind: str  # one of PARAGRAPH_KINDS
    text: str
    page: int | None = None
    table: int | None = None  # number of the table in the article; its rows are consecutive paragraphs


@dataclass(frozen=True, slots=True)
class Article:
    """One article of a file: `title` to `sections` as the contract says, `paragraphs` whole and in reading order."""

    number: int  # 1-based in its file
    title: str
    subtitle: str | None
    authors: tuple[str, ...]
    source: str | None
    date: str | None  # ISO, to the day, month or year
    date_inferred: bool
    sections: tuple[str, ...]
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A file after structure/: `name` is its path under INPUT with `/`."""

    name: str
    articles: tuple[Article, ...]


class Token(NamedTuple):
    """A word as jieba cuts it. Evidence only: no name and no number is taken from token borders."""

    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral in a sentence with all that belongs to it.

    `start`..`end` covers approximators, number, magnitude and unit (`超百亿元`); `number_start`..`number_end` the
    number alone (`百亿`). `value` is multiplied out (2万多斤 is 20000), percent and 成 in per cent.
    `use` is what the characters alone tell: `count` `time` `ordinal` `code` `name` `formula` `phrase` `unassigned`.
    """

    start: int
    end: int
    number_start: int
    number_end: int
    text: str
    value: Decimal | None
    high: Decimal | None
    bound: str  # exact at_least at_most about range
    unit: str | None  # without magnitude
    use: str


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """An expression that fixes a time. `value` is ISO or `start/end`, None where the text does not fix it.

    `role` is `point` for a time of what is told, `base` for one that is only compared with (比上年), `since` for
    an open start (2017年以来), `as_of` for 截至2025年底.
    """

    start: int
    end: int
    text: str
    value: str | None
    role: str = "point"


@dataclass(frozen=True, slots=True)
class Quoted:
    """A stretch between paired quotation marks: `start`..`end` with the marks, `text` without them."""

    start: int
    end: int
    text: str
    depth: int = 0  # 1 for ‘…’ inside “…”


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a paragraph: `paragraph_text[offset : offset + len(text)] == text`."""

    document: str
    article: int
    paragraph: int
    page: int | None
    kind: str  # of its paragraph
    table: int | None
    offset: int
    text: str
    heading: str | None = None  # the nearest heading above it in the article
    tokens: tuple[Token, ...] = ()
    numerals: tuple[Numeral, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    quoted: tuple[Quoted, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """A document with its sentences analysed: what every extractor gets."""

    document: Document
    sentences: tuple[Sentence, ...]

    def article(self, number: int) -> Article:
        return self.document.articles[number - 1]

    def of_article(self, number: int) -> tuple[Sentence, ...]:
        return tuple(s for s in self.sentences if s.article == number)

    def of_paragraph(self, article: int, paragraph: int) -> tuple[Sentence, ...]:
        return tuple(s for s in self.sentences if s.article == article and s.paragraph == paragraph)
