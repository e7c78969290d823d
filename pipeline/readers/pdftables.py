"""The tables of ruled PDF pages, read by pdfplumber within bounds: a page that takes too long keeps its printed lines."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from pipeline.model.limits import bounds
from pipeline.model.patience import TookTooLong, left, within
from pipeline.model.source import Box, RawLine, RawPage

FEWEST_RULES = 6  # lines or boxes drawn on a page, below which it has no ruled table
SHARE = 0.5  # of the time that a file has left: the tables are worth no more
USUAL_SECONDS = 60.0  # where nobody set a time


@dataclass(frozen=True)
class Tables:
    """The pages with the rows of their tables, what to tell the user, and whether some tables were left."""

    pages: list[RawPage]
    notes: tuple[str, ...] = ()
    partial: bool = False


def rules(page: Any) -> int:
    """How many lines and boxes are drawn on a page of pdfium, counted a little beyond the bound; 0 below FEWEST_RULES."""
    from pypdfium2 import raw

    drawn = page.get_objects(filter=(raw.FPDF_PAGEOBJ_PATH,), max_depth=3)
    number = sum(1 for _ in islice(drawn, bounds().page_rules + 1))
    return number if number >= FEWEST_RULES else 0


def with_tables(data: bytes, pages: list[RawPage], ruled: Sequence[tuple[int, int]]) -> Tables:
    """The lines inside ruled tables replaced by the tables' rows. `ruled` has the pages' numbers and their rules."""
    numbers = [number for number, drawn in ruled if drawn <= bounds().page_rules]
    untold = {number for number, drawn in ruled if drawn > bounds().page_rules}
    done = {page.number: page for page in pages}
    waiting = list(numbers)
    try:
        with within(min(USUAL_SECONDS, left() * SHARE)):
            for number, page in _read(data, done, numbers):
                done[number] = page
                waiting.remove(number)
    except TookTooLong:
        untold.update(waiting)
    except Exception:  # whatever pdfplumber raises: the text of the pages is there
        untold.update(waiting)
    notes = (_note(sorted(untold)),) if untold else ()
    return Tables([done[page.number] for page in pages], notes, bool(waiting))


def _note(numbers: Sequence[int]) -> str:
    listed = "、".join(map(str, numbers[:20])) + ("…" if len(numbers) > 20 else "")
    return f"第{listed}页的线条太多或读得太久，表格没有按格子读，文字照常读取"


def _read(
    data: bytes, pages: dict[int | None, RawPage], numbers: Sequence[int]
) -> Iterator[tuple[int, RawPage]]:
    if not numbers:
        return
    import pdfplumber

    count = 0
    with pdfplumber.open(io.BytesIO(data), pages=list(numbers)) as pdf:
        for plumbed in pdf.pages:
            page = pages[plumbed.page_number]
            for rows, area in _tables(plumbed):
                count += 1
                kept = [line for line in page.lines if not _inside(line, area)]
                page = replace(page, lines=(*kept, *(replace(row, table=count) for row in rows)))
            yield plumbed.page_number, page
            plumbed.close()


def _tables(page: Any) -> Iterator[tuple[list[RawLine], Box]]:
    """Rows and area of each ruled table of two columns and two rows at least."""
    for found in page.find_tables():
        cells = found.extract()
        if len(cells) < 2 or max(map(len, cells)) < 2 or not any(cell for row in cells for cell in row):
            continue
        area = Box(*found.bbox)
        rows = [
            RawLine("\t".join(_cell(cell) for cell in texts), Box(*row.bbox), table=0)
            for row, texts in zip(found.rows, cells, strict=True)
        ]
        yield rows, area


def _cell(text: str | None) -> str:
    """Printed lines of a cell joined; None stands where a cell is part of a merged one."""
    return "".join((text or "").split("\n")).replace("\t", " ").strip()


def _inside(line: RawLine, area: Box) -> bool:
    if line.box is None or line.table is not None:
        return False
    x, y = (line.box.x0 + line.box.x1) / 2, (line.box.y0 + line.box.y1) / 2
    return area.x0 - 2 <= x <= area.x1 + 2 and area.y0 - 2 <= y <= area.y1 + 2
