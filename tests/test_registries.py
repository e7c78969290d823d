"""Every module that declares a reader, table, extractor or sheet stands in its registry, in an order one can read."""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType
from typing import Any

import pytest

import pipeline.extract
import pipeline.readers
import pipeline.resolve
import pipeline.rows
import pipeline.writers.workbook.sheets
from pipeline.model.row import FoundRow, RowType
from pipeline.writers.workbook import SHEETS

CONTRACT = [
    "documents",
    "articles",
    "paragraphs",
    "mentions",
    "organisations",
    "people",
    "places",
    "counts",
    "brands",
    "mechanisms",
    "honours",
    "activities",
    "quotes",
    "times",
    "relations",
    "numerals",
    "totals",
    "checks",
]


def declared(package: ModuleType, attribute: str) -> list[Any]:
    """What the modules of a folder declare under one name."""
    modules = [
        importlib.import_module(f"{package.__name__}.{m.name}")
        for m in pkgutil.iter_modules(package.__path__)
    ]
    return [getattr(module, attribute) for module in modules if hasattr(module, attribute)]


def test_the_tables_are_those_of_the_contract() -> None:
    assert sorted(row_type.name for row_type in pipeline.rows.ROW_TYPES) == sorted(CONTRACT)


def test_every_row_type_is_registered() -> None:
    modules = [
        importlib.import_module(f"pipeline.rows.{m.name}")
        for m in pkgutil.iter_modules(pipeline.rows.__path__)
    ]
    row_types = [value for module in modules for value in vars(module).values() if isinstance(value, RowType)]
    assert sorted(t.name for t in row_types) == sorted(t.name for t in pipeline.rows.ROW_TYPES)


@pytest.mark.parametrize("row_type", pipeline.rows.ROW_TYPES, ids=lambda t: t.name)
def test_a_table_is_declared_whole(row_type: RowType[Any]) -> None:
    assert row_type.row.table == row_type.name
    keys = [column.key for column in row_type.columns]
    assert len(set(keys)) == len(keys)
    fields = row_type.row.__dataclass_fields__
    for column in row_type.row.columns:
        assert column.key in fields, f"{row_type.name}.{column.key} is no attribute of its row"
        assert column.kind in ("text", "number", "list", "flag")
    for key in row_type.row.identity:
        assert key in fields
    if row_type.said:
        assert issubclass(row_type.row, FoundRow)


def test_every_reader_is_registered_and_no_extension_has_two() -> None:
    assert {r.name for r in declared(pipeline.readers, "READER")} == {
        r.name for r in pipeline.readers.READERS
    }
    extensions = [e for reader in pipeline.readers.READERS for e in reader.extensions]
    assert len(set(extensions)) == len(extensions)


def test_every_extractor_is_registered() -> None:
    found = {e.name for e in declared(pipeline.extract, "EXTRACTOR")}
    assert found == {e.name for e in pipeline.extract.EXTRACTORS}
    assert [e.name for e in pipeline.extract.EXTRACTORS][-1] == "numerals", (
        "numerals accounts for all rows before it"
    )


def test_every_sheet_is_registered() -> None:
    found = declared(pipeline.writers.workbook.sheets, "SHEET")
    names = [sheet.name for sheet in SHEETS]
    assert len(set(names)) == len(names)
    assert {sheet.name for sheet in found} <= set(names)
