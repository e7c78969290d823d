"""Values of cells as the sheet shows them: 0.385 under a percent format is 38.5%, 12.0 is 12, dates are ISO."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any, NamedTuple

from pipeline.model.issue import Unreadable
from pipeline.readers.htmltree import visible
from pipeline.readers.packages import parsed

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
BUILT_IN = {1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 17: "mmm-yy", 37: "#,##0", 38: "#,##0",
            39: "#,##0.00", 40: "#,##0.00", 55: "yyyy年m月", 57: "yyyy年m月"}  # fmt: skip
QUOTED = re.compile('"[^"]*"|\\\\.|\\[[^\\]]*\\]|_.|\\*.')
CELL = re.compile(b'<c\\b(?=[^>]*?\\sr="([A-Z]{1,3})([0-9]{1,7})")(?:[^>]*?\\ss="([0-9]{1,5})")?')
NOT_COMPUTED = re.compile(b"(?:</f>|<f\\b[^>]*/>)(?:<v\\s*/>|<v></v>)?</c>")


class Format(NamedTuple):
    """How a number is shown: `kind` is percent, fixed or month, `decimals` how many places after the point."""

    kind: str
    decimals: int = 0


@dataclass(frozen=True)
class SheetFacts:
    """What the XML of a sheet says beside the values."""

    formats: dict[tuple[int, int], Format] = field(default_factory=dict)  # by row and column, from 0
    area: int = 0  # cells of the rectangle that holds all
    not_computed: int = 0  # formulas without a value


def format_of(code: str) -> Format | None:
    """What a format code tells of a number, None where it tells nothing (General, text)."""
    said = code.split(";")[0]
    bare = QUOTED.sub("", said).lower()
    if "y" in bare and "m" in bare and "d" not in bare:
        return Format("month")
    if any(letter in bare for letter in "ymdhs@e") or "general" in bare or "/" in bare or bare[-1:] == ",":
        return None
    match = re.search("[0#?](?:\\.([0#?]+))?", bare)
    if match is None:
        return None
    places = re.search("\\.([0#?]+)", bare)
    return Format("percent" if "%" in bare else "fixed", len(places[1]) if places else 0)


def shown(value: Any, form: Format | None) -> str:
    """A value of calamine as text."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime.date):
        return _day(value, form)
    if isinstance(value, datetime.time):
        return value.isoformat("minutes")
    if isinstance(value, (int, float)):
        return _number(value, form)
    return visible(str(value).replace("\t", " ")).strip("\u3000\xa0 ")


def _day(value: datetime.date, form: Format | None) -> str:
    """ISO: the month where the sheet shows no day, the time of day only where there is one."""
    if form is not None and form.kind == "month":
        return f"{value.year}-{value.month:02d}"
    if not isinstance(value, datetime.datetime):
        return value.isoformat()
    return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ", "minutes")


def _number(value: float, form: Format | None) -> str:
    """Without the `.0` of whole numbers, and without digits that only the computer's arithmetic has added."""
    try:
        number = Decimal(f"{value:.15g}")
    except InvalidOperation:
        return ""
    if not number.is_finite():
        return ""
    if form is not None and form.kind == "percent":
        return f"{_rounded(number * 100, form.decimals)}%"
    if form is not None and form.kind == "fixed":
        return _rounded(number, form.decimals)
    return _plain(number if number == number.to_integral_value() else Decimal(f"{value:.10g}"))


def _rounded(number: Decimal, decimals: int) -> str:
    if abs(number.adjusted()) > 20:
        return _plain(number)
    return f"{number.quantize(Decimal(1).scaleb(-min(decimals, 10)), ROUND_HALF_UP) + 0:f}"


def _plain(number: Decimal) -> str:
    if number == 0:
        return "0"
    text = f"{number:f}" if abs(number.adjusted()) <= 30 else str(number)
    return text.rstrip("0").rstrip(".") if "." in text and "E" not in text else text


def sheet_facts(parts: dict[str, Callable[[], bytes]], damaged: str) -> dict[str, SheetFacts]:
    """The facts of every sheet of an .xlsx by its name; of one whose parts cannot be told none."""
    paths = _sheet_paths(parts, damaged)
    formats = _formats(parts, damaged)
    return {name: _facts(parts[path](), formats) for name, path in paths.items() if path in parts}


def _sheet_paths(parts: dict[str, Callable[[], bytes]], damaged: str) -> dict[str, str]:
    if "xl/workbook.xml" not in parts or "xl/_rels/workbook.xml.rels" not in parts:
        return {}
    targets = {
        relation.get("Id"): relation.get("Target") or ""
        for relation in parsed(parts["xl/_rels/workbook.xml.rels"](), damaged)
    }
    sheets = parsed(parts["xl/workbook.xml"](), damaged).iter(S + "sheet")
    named = ((sheet.get("name") or "", targets.get(sheet.get(R + "id"), "")) for sheet in sheets)
    return {name: target.lstrip("/") if target.startswith("/") else f"xl/{target}" for name, target in named}


def _formats(parts: dict[str, Callable[[], bytes]], damaged: str) -> dict[int, Format]:
    """By the number of a cell style; styles that tell nothing of a number are left out."""
    if "xl/styles.xml" not in parts:
        return {}
    try:
        root = parsed(parts["xl/styles.xml"](), damaged)
    except Unreadable:
        return {}
    codes = dict(BUILT_IN)
    codes.update({_int(e.get("numFmtId")): e.get("formatCode") or "" for e in root.iter(S + "numFmt")})
    cells = root.find(S + "cellXfs")
    found = {
        place: format_of(codes.get(_int(xf.get("numFmtId")), ""))
        for place, xf in enumerate(cells if cells is not None else ())
    }
    return {place: form for place, form in found.items() if form is not None}


def _int(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else 0


def _facts(xml: bytes, formats: dict[int, Format]) -> SheetFacts:
    found: dict[tuple[int, int], Format] = {}
    rows, columns = [1 << 30, 0], [1 << 30, 0]
    for letters, digits, style in CELL.findall(xml):
        row, column = int(digits) - 1, _column(letters)
        rows = [min(rows[0], row), max(rows[1], row)]
        columns = [min(columns[0], column), max(columns[1], column)]
        form = formats.get(int(style)) if style else None
        if form is not None:
            found[row, column] = form
    area = max(rows[1] - rows[0] + 1, 0) * max(columns[1] - columns[0] + 1, 0)
    return SheetFacts(found, area, len(NOT_COMPUTED.findall(xml)))


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
