"""台账.xlsx: the ledger as an office reads and prints it. Renders rows only; nothing is matched or added up here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from pipeline.ledger.decisions import Decision
from pipeline.writers.workbook.book import Ledger, open_book
from pipeline.writers.workbook.formats import FONT
from pipeline.writers.workbook.sheets import SHEETS

__all__ = ["SHEETS", "write"]

NAME = "台账.xlsx"
CREATED = datetime(2000, 1, 1)  # a fixed date, so that the same rows give the same bytes
OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_format_properties": FONT,
}


def write(
    store: Ledger,
    out: Path,
    decisions: Sequence[Decision] = (),
    addresses: Mapping[str, str] | None = None,
) -> None:
    """Writes `out`/台账.xlsx whole or not at all, with what was decided on its rows.

    `addresses` are those of the source files that are there, by document, relative to where the workbook will be.
    Raises OSError where it cannot be written or is open elsewhere.
    """
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    from pipeline.writers.workbook.rows import RowSheet

    part = out / f"{NAME}.part"
    made: list[RowSheet] = []
    try:
        with xlsxwriter.Workbook(str(part), OPTIONS) as workbook:

            def add(name: str) -> RowSheet:
                made.append(workbook.add_worksheet(name, RowSheet))
                return made[-1]

            workbook.set_properties({"title": "党建报告台账", "created": CREATED})
            workbook.set_size(2400, 1400)
            book = open_book(workbook, store, add, decisions, addresses)
            sheets = [(sheet, add(sheet.name)) for sheet in SHEETS]
            for sheet, worksheet in reversed(sheets):  # 概览, the first, tells of all the others
                sheet.fill(book, worksheet)
        part.replace(out / NAME)
    except FileCreateError as error:  # no OSError: it holds the one that was raised
        raise error.args[0] from error
    finally:
        for worksheet in made:
            worksheet.let_go()
        part.unlink(missing_ok=True)
