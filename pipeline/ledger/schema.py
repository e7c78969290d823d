"""How a row lies in SQLite: derived from its dataclass and the declaration of its table, never listed by hand.

A table has the columns of its RowType under their keys, then `offset` for rows with evidence, then the attributes
that travel with a row and are no columns of the contract (`mentions.titles`). Cells hold:

text as TEXT; flags as 0 and 1; lists as JSON; a Decimal as INTEGER or REAL where that loses no digit, so that SQL can
add it up, and else as TEXT in digits (SUM() reads that too). Number columns have no type affinity: SQLite leaves all as is.
"""

from __future__ import annotations

import dataclasses
import json
import types
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any, TypeAlias, Union, get_args, get_origin, get_type_hints

from pipeline.model.row import LONE_SURROGATE, Evidence, FoundRow, Row, RowType

READING_ORDER = ("document", "article", "paragraph", "offset", "start", "end")
MAX_INTEGER = 2**63 - 1

Cell: TypeAlias = "str | int | float | None"


@dataclass(frozen=True)
class Cellular:
    """One attribute of a row as a column: its SQL name, its type for SQLite, and the way in and out.

    `plain` leads from the cell straight to the value of the contract's JSON, None where the cell is it already.
    """

    key: str
    sql_type: str
    encode: Callable[[Any], Cell]
    decode: Callable[[Any], Any]
    plain: Callable[[Any], Any] | None = None


@dataclass(frozen=True)
class SqlTable:
    """A table of the store. `evidence` and `own` are the columns in the order of `insert`, after `id`."""

    name: str
    row: type[Row]
    evidence: tuple[Cellular, ...]
    own: tuple[Cellular, ...]
    order: tuple[str, ...]  # keys that give the reading order, `id` last
    keys: tuple[str, ...]  # of `own`
    decoded: tuple[tuple[str, Callable[[Any], Any]], ...]  # those of `own` that are not kept as they are
    in_record: tuple[str, ...]  # the columns of the contract in order, without `id`
    plain: tuple[tuple[str, Callable[[Any], Any]], ...]  # those that change on the way into JSON

    @property
    def columns(self) -> tuple[Cellular, ...]:
        return (*self.own, *self.evidence)

    def encode(self, row: Row) -> tuple[Cell, ...]:
        """The cells of a row: id, own attributes, evidence."""
        own = (cell.encode(getattr(row, cell.key)) for cell in self.own)
        if not isinstance(row, FoundRow):
            return (row.id, *own)
        found_at = row.evidence
        return (row.id, *own, *(cell.encode(getattr(found_at, cell.key)) for cell in self.evidence))

    def decode(self, cells: tuple[Any, ...]) -> Row:
        """The row that `encode` wrote; `cells` without the id."""
        values = dict(zip(self.keys, cells, strict=False))
        for key, decode in self.decoded:
            values[key] = decode(values[key])
        if self.evidence:
            values["evidence"] = Evidence(*cells[len(self.own) :])
        row = object.__new__(self.row)  # the constructor of a frozen class sets its values one by one
        row.__dict__.update(values)
        return row

    def record(self, id_: str, cells: tuple[Any, ...]) -> dict[str, Any]:
        """The same as the contract's JSON object: what records.as_record makes of the row."""
        values = {"id": id_, **dict(zip(self.in_record, cells, strict=True))}
        for key, plain in self.plain:
            values[key] = plain(values[key])
        return values


@cache
def sql_table(row_type: RowType[Any]) -> SqlTable:
    """The SQL table of a row type. Raises TypeError for an attribute of a kind that has no way into SQLite."""
    hints = get_type_hints(row_type.row)
    attributes = [f.name for f in dataclasses.fields(row_type.row) if f.name != "evidence"]
    declared = [column.key for column in row_type.row.columns]
    own = [*declared, *(name for name in attributes if name not in declared)]
    found = issubclass(row_type.row, FoundRow)
    cells = tuple(cellular(key, hints[key]) for key in own)
    in_record = tuple(column.key for column in row_type.columns if column.key != "id")
    return SqlTable(
        name=row_type.name,
        row=row_type.row,
        own=cells,
        evidence=evidence_cells() if found else (),
        order=(*(READING_ORDER if found else row_type.row.identity), "id"),
        keys=tuple(own),
        decoded=tuple((cell.key, cell.decode) for cell in cells if cell.decode is not keep),
        in_record=in_record,
        plain=tuple((cell.key, cell.plain) for cell in cells if cell.plain and cell.key in in_record),
    )


def evidence_cells() -> tuple[Cellular, ...]:
    """The columns of a row's evidence, in the order of the class: `decode` fills it by position."""
    hints = get_type_hints(Evidence)
    return tuple(cellular(field.name, hints[field.name]) for field in dataclasses.fields(Evidence))


def cellular(key: str, hint: Any) -> Cellular:
    """The column for an attribute of type `hint`: str, bool, int, float, Decimal, a tuple of these, each or None."""
    if get_origin(hint) in (Union, types.UnionType):
        (hint,) = (part for part in get_args(hint) if part is not type(None))
    if get_origin(hint) is tuple:
        return Cellular(key, "TEXT", encode_list, list_decoder(get_args(hint)[0]), plain_list)
    codecs: dict[Any, tuple[Any, ...]] = {
        str: ("TEXT", encode_text, keep),
        bool: ("INTEGER", encode_flag, decode_flag, decode_flag),
        int: ("INTEGER", keep, keep),
        float: ("REAL", keep, keep),
        Decimal: ("", encode_decimal, decode_decimal, plain_number),
    }
    if hint not in codecs:
        raise TypeError(f"no SQLite column for {key}: {hint}")
    return Cellular(key, *codecs[hint])


def keep(value: Any) -> Any:
    return value


def encode_text(value: str | None) -> str | None:
    """The text; a half of a surrogate pair, which UTF-8 cannot hold, becomes U+FFFD (one for one: offsets stay)."""
    if value is None or value.isascii():
        return value
    return LONE_SURROGATE.sub("\ufffd", value)


def encode_flag(value: bool | None) -> int | None:
    return None if value is None else int(value)


def decode_flag(value: int | None) -> bool | None:
    return None if value is None else bool(value)


def encode_decimal(value: Decimal | None) -> Cell:
    """A number that SQL can add up where no digit is lost by it, else the digits as text."""
    if value is None:
        return None
    if value == value.to_integral_value() and abs(value) <= MAX_INTEGER:
        return int(value)
    as_float = float(value)
    return as_float if Decimal(repr(as_float)) == value else format(value, "f")


def decode_decimal(value: Cell) -> Decimal | None:
    if value is None:
        return None
    return Decimal(repr(value) if isinstance(value, float) else value)


def plain_number(value: Cell) -> int | float | None:
    """As records.plain has a Decimal: a whole number as int, others as float."""
    if value is None or isinstance(value, int):
        return value
    exact = Decimal(repr(value) if isinstance(value, float) else value)
    return int(exact) if exact == exact.to_integral_value() else float(exact)


def plain_list(value: str | None) -> list[Any] | None:
    return None if value is None else json.loads(value)


def encode_list(value: tuple[Any, ...] | None) -> str | None:
    if value is None:
        return None
    items = [dataclasses.asdict(item) if dataclasses.is_dataclass(item) else item for item in value]  # type: ignore[arg-type]
    return encode_text(json.dumps(items, ensure_ascii=False))


def list_decoder(item: Any) -> Callable[[str | None], tuple[Any, ...] | None]:
    """Reads a JSON list back to a tuple of `item`: a dataclass from each object, or the values as they are."""

    from_objects = dataclasses.is_dataclass(item)

    def decode(value: str | None) -> tuple[Any, ...] | None:
        if value is None:
            return None
        entries = json.loads(value)
        return tuple(item(**entry) for entry in entries) if from_objects else tuple(entries)

    return decode
