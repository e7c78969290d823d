"""A row as the contract's JSON object. The store makes the same straight from its cells, which a test holds."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from typing import Any

from pipeline.model.row import FoundRow, Row, RowType


def as_record(row: Row, row_type: RowType[Any]) -> dict[str, Any]:
    """The row with the columns of its table in order: evidence flattened, tuples as lists, plain numbers."""
    from_evidence = row.evidence if isinstance(row, FoundRow) else None
    return {
        column.key: plain(getattr(row if hasattr(row, column.key) else from_evidence, column.key))
        for column in row_type.columns
    }


def plain(value: Any) -> Any:
    """Decimals as int or float, tuples as lists, small dataclasses as objects, the rest as it is."""
    if value is None or isinstance(value, str):  # most are; the rest of the questions take time
        return value
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, (tuple, list)):
        return [plain(item) for item in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    return value
