"""The ledger for people who count with pandas: one DataFrame a table, keys as in the contract."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.ledger.store import Store
from pipeline.rows import ROW_TYPES

if TYPE_CHECKING:
    import pandas as pd


def frames(path: Path) -> dict[str, pd.DataFrame]:
    """Every table of the ledger at `path` by name, with its columns even where it has no rows.

    Lists are Python lists, numbers int or float. Raises Refused where `path` is no ledger.
    """
    import pandas as pd

    with Store.open(path) as store:
        return {
            row_type.name: pd.DataFrame(
                list(store.records(row_type)), columns=[column.key for column in row_type.columns]
            )
            for row_type in ROW_TYPES
        }
