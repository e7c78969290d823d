"""The tables for machines and spreadsheets: tables/NAME.jsonl and tables/NAME.csv, one pair for each table.

The bytes depend on the rows only. CSV is what Excel and WPS open with a double click: UTF-8 with BOM, CRLF, and no
cell that they would run as a formula (OWASP ASVS 1.2.10, CWE-1236).
"""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any

from pipeline.ledger.store import Store
from pipeline.model.row import RowType
from pipeline.rows import ROW_TYPES

FORMULA_START = tuple("=+-@\t\r＝＋－＠")
NUL = "\0"  # ends the cell, or the file, in some spreadsheet programs
LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def write(store: Store, out: Path) -> None:
    """Writes all tables of `store` to the folder `out`/tables."""
    folder = out / "tables"
    folder.mkdir(parents=True, exist_ok=True)
    for row_type in ROW_TYPES:
        write_table(store, row_type, folder)


def write_table(store: Store, row_type: RowType[Any], folder: Path) -> None:
    keys = [column.key for column in row_type.columns]
    volatile = dict.fromkeys(column.key for column in row_type.columns if column.volatile)
    json_path, csv_path = folder / f"{row_type.name}.jsonl", folder / f"{row_type.name}.csv"
    with (
        json_path.open("w", encoding="utf-8", newline="\n") as json_file,
        csv_path.open("w", encoding="utf-8-sig", newline="") as csv_file,
    ):
        sheet = csv.writer(csv_file)
        sheet.writerow(keys)
        for record in store.records(row_type):
            record |= volatile
            json_file.write(json_line(record))
            sheet.writerow([cell(record[key]) for key in keys])


def json_line(record: dict[str, Any]) -> str:
    """One JSON object and a line feed. Half a surrogate pair, which UTF-8 cannot hold, becomes U+FFFD."""
    return LONE_SURROGATE.sub("\ufffd", json.dumps(record, ensure_ascii=False)) + "\n"


def cell(value: Any) -> str:
    """The text of a CSV cell: nothing for None, TRUE and FALSE for flags, lists joined by 、, texts made harmless.

    Numbers stay numbers, negative ones too.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        return number(value)
    if isinstance(value, list):
        value = "、".join(item_text(item) for item in value)
    text = LONE_SURROGATE.sub("\ufffd", str(value)).replace(NUL, "\ufffd")
    return f"'{text}" if text.startswith(FORMULA_START) else text


def number(value: int | float) -> str:
    """The digits, without an exponent: Excel shows 1e+16 as such, and not every program reads it."""
    return str(value) if isinstance(value, int) else format(value, "f") if abs(value) >= 1e16 else repr(value)


def item_text(item: Any) -> str:
    """A list item; an object as its values: {row, why} is `ct1f…（repeat）`."""
    if not isinstance(item, dict):
        return str(item)
    first, *rest = (str(part) for part in item.values())
    return f"{first}（{'，'.join(rest)}）" if rest else first
