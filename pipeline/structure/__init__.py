"""A file's lines to a document as a person reads it: articles of whole paragraphs in reading order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from pipeline.model.document import Article, Document, Paragraph
from pipeline.model.source import RawDocument
from pipeline.structure.articles import article_starts
from pipeline.structure.bylines import Byline, parse_byline
from pipeline.structure.columns import paged_lines
from pipeline.structure.furniture import without_furniture
from pipeline.structure.headings import without_number
from pipeline.structure.heads import Head, read_head
from pipeline.structure.leads import closing_authors, lead_authors, lead_source
from pipeline.structure.lines import Line, flow_lines
from pipeline.structure.ordinals import with_ordinals
from pipeline.structure.places import Place, places
from pipeline.structure.reflow import Draft, reflow
from pipeline.structure.running_heads import Running, issue_of
from pipeline.structure.set_apart import with_words_apart
from pipeline.structure.signatures import signature_of
from pipeline.structure.tables import with_set_tables, without_frames

YEAR = re.compile("(?:19|20)[0-9]{2}年")


@dataclass(frozen=True, slots=True)
class Arranged:
    """A document, the running heads, page numbers and the like that are not in it, and where its paragraphs stand."""

    document: Document
    left_out: tuple[str, ...]
    places: tuple[Place, ...] = ()


def arrange(raw: RawDocument, name: str) -> Document:
    """The articles of a file. `name` is its path under INPUT; its stem is the title of a text without headline."""
    return arranged(raw, name).document


def arranged(raw: RawDocument, name: str) -> Arranged:
    """As `arrange`, with what was left out. An undated text keeps date None, for language/ to infer one from its dates;
    only where it names no year at all does the day of the file's last change stand in.
    """
    read, in_margins = (
        paged_lines(raw)
        if any(line.box for page in raw.pages for line in page.lines)
        else (flow_lines(raw), ())
    )
    lines, left_out = without_furniture(
        with_words_apart(with_set_tables(without_frames(with_ordinals(read))))
    )
    aside = (*in_margins, *left_out)
    starts = article_starts(lines) if lines else ()
    pieces = [lines[begin:end] for begin, end in zip(starts, (*starts[1:], len(lines)), strict=False)]
    articles = tuple(
        _article(number, piece, raw, name, issue_of(aside)) for number, piece in enumerate(pieces, start=1)
    )
    where = [
        place for article, piece in zip(articles, pieces, strict=True) for place in places(article, piece)
    ]
    return Arranged(Document(name, articles), aside, tuple(where))


def _article(
    number: int, lines: Sequence[Line], raw: RawDocument, name: str, issue: Running | None
) -> Article:
    head = read_head(lines)
    body = reflow(lines[head.length :])
    drafts = (*head.drafts, *body)
    authors, source, date = _credits(head, body)
    if issue:
        source, date = source or issue.source, date or issue.date
    of_file = None if date or any(YEAR.search(d.text) for d in drafts) else raw.date
    return Article(
        number=number,
        title=head.title or _fallback_title(raw, name, number),
        subtitle=head.subtitle,
        authors=authors,
        source=source,
        date=date or of_file,
        date_inferred=of_file is not None,
        sections=tuple(without_number(d.text) for d in body if d.kind == "heading"),
        paragraphs=_numbered(drafts),
    )


def _credits(head: Head, body: Sequence[Draft]) -> tuple[tuple[str, ...], str | None, str | None]:
    """Authors, source and date: what the head says first, then the end of the text, then its lead."""
    texts = [d.text for d in body if d.kind == "body"]
    closing = _merged(
        [b for d in body if d.kind == "byline" and (b := parse_byline(d.text, below_title=True))]
    )
    top = _merged(head.bylines)
    written = closing.authors or closing_authors(texts[:-1], last=False) or closing_authors(texts[-1:])
    lead = texts[0] if texts else ""
    authors = _told_of(head.title, top.authors, written) or written or lead_authors(lead)
    office, day = signature_of([d.text for d in body if d.kind in ("body", "heading")])
    return (
        authors,
        top.source or closing.source or lead_source(lead) or office,
        top.date or closing.date or day,
    )


def _told_of(title: str, authors: tuple[str, ...], written: tuple[str, ...]) -> tuple[str, ...]:
    """Names below a headline that has them in it are whom it tells of, if the end of the text names a writer."""
    return () if written and all(name in title for name in authors) else authors


def _merged(bylines: Sequence[Byline]) -> Byline:
    return Byline(
        authors=tuple(dict.fromkeys(name for b in bylines for name in b.authors)),
        source=next((b.source for b in bylines if b.source), None),
        date=next((b.date for b in bylines if b.date), None),
    )


def _fallback_title(raw: RawDocument, name: str, number: int) -> str:
    """A text without headline goes by what its file says of itself, else by the file's name."""
    if number == 1 and raw.title and re.search("[\u3400-\u9fff]", raw.title):
        return raw.title.strip()
    return PurePosixPath(name.rsplit("!/", 1)[-1]).stem


def _numbered(drafts: Sequence[Draft]) -> tuple[Paragraph, ...]:
    """Paragraphs by number; tables are counted anew in each article."""
    tables: dict[int, int] = {}
    for draft in drafts:
        if draft.table is not None:
            tables.setdefault(draft.table, len(tables) + 1)
    return tuple(
        Paragraph(number, d.kind, d.text, d.page, None if d.table is None else tables[d.table])
        for number, d in enumerate(drafts, start=1)
    )
