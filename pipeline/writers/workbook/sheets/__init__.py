"""The sheets of the workbook, in order. One file here for a sheet that is more than its table."""

from __future__ import annotations

from pipeline.rows import (
    ACTIVITIES,
    BRANDS,
    HONOURS,
    MECHANISMS,
    ORGANISATIONS,
    PARAGRAPHS,
    PEOPLE,
    PLACES,
    QUOTES,
)
from pipeline.writers.workbook.render import Sheet
from pipeline.writers.workbook.sheets import (
    bodies,
    checks,
    chronicle,
    counts,
    decided,
    doubts,
    failures,
    numerals,
    overview,
    pivot,
    sources,
    totals,
)
from pipeline.writers.workbook.sheets.entities import entity_sheet
from pipeline.writers.workbook.tables import table_sheet

SHEETS: tuple[Sheet, ...] = (
    overview.SHEET,
    bodies.SHEET,
    counts.SHEET,
    totals.SHEET,
    pivot.SHEET,
    checks.SHEET,
    doubts.SHEET,
    entity_sheet(ORGANISATIONS),
    entity_sheet(PEOPLE),
    table_sheet(BRANDS),
    table_sheet(MECHANISMS),
    table_sheet(HONOURS),
    table_sheet(ACTIVITIES),
    table_sheet(QUOTES),
    chronicle.SHEET,
    sources.SHEET,
    failures.SHEET,
    numerals.SHEET,
    decided.SHEET,
    entity_sheet(PLACES),
    table_sheet(PARAGRAPHS),
)
