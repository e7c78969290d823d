"""What a person writes to put a row right: `数值：63；主体：云峰镇党委`, read and put into the row.

A correction is taken whole or not at all. Values are read as the workbook shows them: codes in Chinese, lists parted by
、, times in ISO or Chinese, numbers with separators and 万 or 亿. 无 and （空） empty a cell.
"""

from __future__ import annotations

import dataclasses
import re
import types
import unicodedata
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from pipeline import lexicons
from pipeline.language import units
from pipeline.ledger.entities import ENTITIES
from pipeline.model.row import FoundRow, Row, RowType
from pipeline.rows.counts import Count

REVIEWED = "review"  # the rule of a row that a person put right

# What is no statement of a row's own, or is made of other columns, or is what the text itself says.
FIXED = frozenset({"text", "part_of", "category", "base_value", "base_unit", "owner_evidence", "id", "entity", "facts",
                   "mentions", "documents", "place", "parent", "surface", "anaphor", "row", "use", "message",
                   "organisations", "adcode"})  # fmt: skip
PLACE_IS_SAID = ("activities",)  # where `place` is a column of the text, not the id of an entity
MAIN = {"counts": "value", "quotes": "speaker"}  # what a bare value puts right; else the name
JOIN, SPLIT = "合并到", "拆出"  # of entities
EMPTY = ("无", "空", "（空）", "(空)")
MAGNITUDES = {"万": Decimal(10**4), "亿": Decimal(10**8), "万亿": Decimal(10**12)}

_PART = re.compile(r"^\s*([^：:=；;\n]{1,12}?)\s*[：:=]\s*(.*?)\s*$", re.S)
_NUMBER = re.compile(r"([+-]?[\d,]*\.?\d+)\s*(万亿|万|亿)?")
_TIME = re.compile(r"(\d{4})(?:年|[-./]|$)(?:(\d{1,2})(?:月|[-./]|$)(?:(\d{1,2})日?)?)?")
_TO = re.compile(r"\s*(?:至|到|/|～|—|--)\s*")


class Unusable(ValueError):
    """A correction that cannot be taken; the message is one Chinese sentence."""


def correctable(row_type: RowType[Any]) -> dict[str, str]:
    """Column by heading: what a person may put right in a table."""
    said = row_type.name in PLACE_IS_SAID
    found = {
        c.heading: c.key for c in row_type.row.columns if c.key not in FIXED or (said and c.key == "place")
    }
    if row_type in ENTITIES:
        found |= {JOIN: JOIN, SPLIT: SPLIT}
    return found


def parsed(row_type: RowType[Any], written: str) -> tuple[tuple[str, str], ...]:
    """(column, value as written) of what stands in 更正. Raises Unusable for a column that is none."""
    known = correctable(row_type)
    if not written.strip():
        return ()
    parts = [part for part in re.split(r"[；;\n]+", written) if part.strip()]
    found: dict[str, str] = {}
    for part in parts:
        match = _PART.match(part)
        if match is None or match[1] not in known:
            if len(parts) == 1 and match is None:
                return ((main_column(row_type), written.strip()),)
            name = match[1] if match else part.strip()[:12]
            raise Unusable(f"“{name}”不是可以更正的栏目（可以更正：{'、'.join(known)}）")
        found[known[match[1]]] = match[2]
    return tuple(found.items())


def is_correction(row_type: RowType[Any], written: str) -> bool:
    """Whether a note is a correction: every part of it names a column."""
    known = correctable(row_type)
    parts = [_PART.match(part) for part in re.split(r"[；;\n]+", written) if part.strip()]
    return bool(parts) and all(match is not None and match[1] in known for match in parts)


def main_column(row_type: RowType[Any]) -> str:
    column = MAIN.get(row_type.name, "name")
    if column not in correctable(row_type).values():
        raise Unusable("请写明更正哪一栏，如“说明：……”")
    return column


def worded(row_type: RowType[Any], changes: tuple[tuple[str, str], ...]) -> str:
    """The correction as a person writes it, `parsed` backwards."""
    headings = {key: heading for heading, key in correctable(row_type).items()}
    return "；".join(f"{headings.get(key, key)}：{written}" for key, written in changes)


def corrected(row: Row, row_type: RowType[Any], changes: tuple[tuple[str, str], ...]) -> Row:
    """The row with `changes` (joins and splits aside). Raises Unusable where a value cannot be read."""
    values = {key: value_of(row_type, key, written) for key, written in changes if key not in (JOIN, SPLIT)}
    if not values:
        return row
    made = dataclasses.replace(row, **values)
    if isinstance(made, Count):
        value, unit = units.base(made.value, made.unit)
        made = dataclasses.replace(made, base_value=value, base_unit=unit)
        if "owner" in values:
            made = dataclasses.replace(
                made, owner_evidence=made.owner and (made.owner_evidence or made.owner)
            )
    if isinstance(made, FoundRow):
        made = dataclasses.replace(made, evidence=found_again(made, row_type))
    return made


def found_again(row: FoundRow, row_type: RowType[Any]) -> Any:
    """The evidence, on the corrected words where the sentence says them; else where it was."""
    e = dataclasses.replace(row.evidence, rule=REVIEWED, confidence=1.0)
    said = getattr(row, row_type.said) if row_type.said else None
    if not said or e.said == said:
        return e
    spots = [match.start() for match in re.finditer(re.escape(said), e.sentence)]
    near = min(spots, key=lambda start: abs(start - e.start), default=None)
    return e if near is None else dataclasses.replace(e, start=near, end=near + len(said))


def value_of(row_type: RowType[Any], key: str, written: str) -> Any:
    """What a cell of a column says, as its row holds it."""
    heading = next(c.heading for c in row_type.row.columns if c.key == key)
    text = written.strip()
    hint, optional = hints(row_type)[key]
    if not text or text in EMPTY:
        if hint is tuple:
            return ()
        if not optional:
            raise Unusable(f"“{heading}”不能为空")
        return None
    if known := codes(row_type.name, key):
        if text not in known and text not in known.values():
            raise Unusable(f"“{heading}”只能是：{'、'.join(known)}")
        return known.get(text, text)
    try:
        return time(text) if key in TIMES else READERS.get(hint, str)(text)
    except (ValueError, InvalidOperation) as error:
        raise Unusable(f"“{heading}”的值“{text[:20]}”读不懂") from error


TIMES = ("period", "date", "since", "year")


def time(text: str) -> str:
    """ISO of 2024年, 2024年6月, 2024-06-07, 2024年6月至7月. Raises ValueError for what is no time."""
    ends = [end for end in _TO.split(unicodedata.normalize("NFKC", text)) if end]
    if not 1 <= len(ends) <= 2:
        raise ValueError(text)
    read: list[str] = []
    for end in ends:
        if read and not re.match(r"\d{4}", end):
            end = f"{read[0][:4]}年{end}"
        match = _TIME.fullmatch(end.strip())
        if match is None:
            raise ValueError(text)
        year, month, day = match.groups()
        if month and not 1 <= int(month) <= 12 or day and not 1 <= int(day) <= 31:
            raise ValueError(text)
        read.append("-".join([year, *(f"{int(part):02}" for part in (month, day) if part)]))
    return "/".join(read)


def decimal(text: str) -> Decimal:
    match = _NUMBER.fullmatch(unicodedata.normalize("NFKC", text))
    if match is None:
        raise ValueError(text)
    return Decimal(match[1].replace(",", "")) * MAGNITUDES.get(match[2] or "", Decimal(1))


def listed(text: str) -> tuple[str, ...]:
    return tuple(item.strip() for item in re.split("[、,，]", text) if item.strip())


def flag(text: str) -> bool:
    if text not in ("是", "否"):
        raise ValueError(text)
    return text == "是"


READERS: dict[Any, Callable[[str], Any]] = {
    Decimal: decimal, tuple: listed, bool: flag, int: int, float: float
}  # fmt: skip


@cache
def hints(row_type: RowType[Any]) -> dict[str, tuple[Any, bool]]:
    """The kind of each attribute, and whether it may be None."""
    found = {}
    for key, hint in get_type_hints(row_type.row).items():
        optional = get_origin(hint) in (Union, types.UnionType) and type(None) in get_args(hint)
        if optional:
            (hint,) = (part for part in get_args(hint) if part is not type(None))
        found[key] = (tuple if get_origin(hint) is tuple else hint, optional)
    return found


@cache
def codes(table: str, key: str) -> dict[str, str]:
    """Code by the Chinese that people see."""
    labels: dict[str, str] = lexicons.settings("labels").get(table, {}).get(key, {})
    return {label: code for code, label in labels.items()}
