"""One file: from its bytes to its rows. The one boundary that a bad file does not pass is here."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.extract import extract
from pipeline.language.analyse import analyse
from pipeline.ledger import taxonomy
from pipeline.ledger.schema import Cell
from pipeline.model.document import Document, Reading
from pipeline.model.issue import Unreadable
from pipeline.model.limits import bounds
from pipeline.model.patience import TookTooLong, within
from pipeline.model.row import Findings, FoundRow, Row
from pipeline.model.source import RawDocument, Reader
from pipeline.readers import choose
from pipeline.resolve import resolve
from pipeline.rows.articles import ArticleRow
from pipeline.rows.counts import Count
from pipeline.rows.documents import DocumentRow
from pipeline.rows.paragraphs import ParagraphRow
from pipeline.run.pieces import extension_of, format_of, not_read, too_large
from pipeline.run.within_bounds import bounded, without_broken_private, without_private
from pipeline.structure import Arranged, arranged
from pipeline.structure.places import Place

ONLY_TEXT = (
    "原文已读出，但查找数据、组织等没有在时限内做完，已停止，只留下原文：请拆成几个文件后再试，"
    "也可以用 --timeout 放宽时限。"
)
TOO_LONG = "没有在时限内读完，已停止：请拆成几个文件或另存为 .docx 后再试，也可以用 --timeout 放宽时限。"
Outcome = tuple[DocumentRow, list[Row], list[tuple[Cell, ...]]]


def outcome(name: str, data: bytes, seconds: float | None = None) -> Outcome:
    """The document's row and all rows found in it, in `seconds` if it may be. What is read when these are over is kept.

    Raises MemoryError, which its caller knows the bound of.
    """
    began = time.perf_counter()
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        with within(seconds):
            read, reader = raw(data, name)
            text = arranged_text(read, name)
        row = _row_of(text.document, read, reader, sha256)
        row = replace(row, set_aside=(*read.set_aside, *text.left_out))
        try:
            with within(None if seconds is None else seconds - (time.perf_counter() - began)):
                reading, findings = find(text.document)
        except TookTooLong:
            late = replace(row, status="timeout", reason=ONLY_TEXT, partial=True)
            return late, _texts(text.document), []
        row = replace(row, seconds=round(time.perf_counter() - began, 3))
        return row, _as_sure_as_read(_rows(reading, findings), text.places), _boxes(text.places)
    except TookTooLong:
        return not_read(name, sha256, "timeout", TOO_LONG), [], []
    except Unreadable as unreadable:
        return not_read(name, sha256, unreadable.status, unreadable.reason), [], []
    except MemoryError:
        raise
    except Exception as error:  # the boundary: whatever a file does, the others are read
        reason = f"处理时出现内部错误（{type(error).__name__}）：请把此文件发给维护人员，其余文件不受影响。"
        return not_read(name, sha256, "error", reason), [], []


def _boxes(places: Sequence[Place]) -> list[tuple[Cell, ...]]:
    """The places as the ledger keeps them, to a tenth of a point."""
    return [
        (p.article, p.paragraph, p.start, p.end, p.page, *(round(x, 1) for x in (p.box.x0, p.box.y0, p.box.x1, p.box.y1)), p.confidence)
        for p in places
    ]  # fmt: skip


def _as_sure_as_read(rows: list[Row], places: Sequence[Place]) -> list[Row]:
    """The rows, each no surer than the recognition of the characters of its sentence; text that was not recognised is sure."""
    doubted = [place for place in places if place.confidence < 1]
    if not doubted:
        return rows
    by_paragraph: dict[tuple[int, int], list[Place]] = {}
    for place in doubted:
        by_paragraph.setdefault((place.article, place.paragraph), []).append(place)
    return [_less_sure(row, by_paragraph) if isinstance(row, FoundRow) else row for row in rows]


def _less_sure(row: FoundRow, doubted: Mapping[tuple[int, int], Sequence[Place]]) -> FoundRow:
    found = row.evidence
    begin, end = found.offset + found.start, found.offset + found.end
    scores = [
        place.confidence
        for place in doubted.get((found.article, found.paragraph), ())
        if place.start < max(end, begin + 1) and place.end > begin
    ]
    if not scores:
        return row
    return replace(row, evidence=replace(found, confidence=round(found.confidence * min(scores), 4)))


def find(document: Document) -> tuple[Reading, Findings]:
    """All that is said in one document: its sentences analysed, and the rows with their owners and entities."""
    reading = analyse(document)
    return reading, resolve(reading, extract(reading))


def raw(data: bytes, name: str) -> tuple[RawDocument, Reader]:
    if not data:
        raise Unreadable("empty", "文件是空的（0 字节）：请向报送单位重新索取。")
    if len(data) > bounds().file_mb << 20:
        raise Unreadable("unsupported", too_large())
    extension = extension_of(name)
    reader = choose(data, extension)
    if reader is None:
        raise Unreadable(
            "unsupported",
            f"暂不支持 {extension or '没有扩展名的'} 文件：请另存为 .docx、.pdf 或 .txt 后再运行。",
        )
    return without_private(bounded(reader.read(data))), reader


def arranged_text(read: RawDocument, name: str) -> Arranged:
    """What was read as a person reads it, with no private number in it."""
    return without_broken_private(arranged(read, name))


def _row_of(document: Document, raw: RawDocument, reader: Reader, sha256: str) -> DocumentRow:
    pages = [page.number for page in raw.pages if page.number is not None]
    return DocumentRow(
        document=document.name,
        sha256=sha256,
        format=format_of(document.name),
        reader=reader.name,
        pages=len(pages) or None,
        characters=sum(len(p.text) for a in document.articles for p in a.paragraphs),
        articles=len(document.articles),
        status="ok",
        reason=None,
        partial=raw.partial,
        revisions=raw.revisions,
    )


def _rows(reading: Reading, findings: Findings) -> list[Row]:
    """Every row of one document: its articles and paragraphs, and what was found in them."""
    rows = _texts(reading.document)
    findings = findings.replacing(Count, taxonomy.categorised(findings.of(Count)))
    for found in findings.rows.values():
        rows += found
    return rows


def _texts(document: Document) -> list[Row]:
    name = document.name
    rows: list[Row] = []
    for a in document.articles:
        characters = sum(len(p.text) for p in a.paragraphs)
        rows.append(ArticleRow(name, a.number, a.title, a.subtitle, a.authors, a.source, a.date,
                               a.date_inferred, a.sections, characters))  # fmt: skip
        rows += [ParagraphRow(name, a.number, p.number, p.kind, p.page, p.text) for p in a.paragraphs]
    return rows
