"""units: what a unit measures, its base, and where a unit stands behind a number."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.language import units
from pipeline.lexicons import table

CASES = Path(__file__).parent / "cases" / "language" / "units.tsv"


def cases() -> list[tuple[str, str]]:
    lines = CASES.read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(row[0], row[1]) for row in rows]


def shown(said: str) -> str:
    """`2|万斤` split before its unit: the unit, its dimension, the number in base units, and what stands behind."""
    number, _, rest = said.partition("|")
    match = units.match(number + rest, len(number), after_digits=number[-1].isascii())
    if match is None:
        return "-"
    value, base = units.base(Decimal(number if number[-1].isascii() else 2), match.unit)
    left = (number + rest)[match.end :]
    return f"{match.unit} {units.dimension(match.unit) or '-'} {value.normalize():f} {base}" + (
        f" +{left}" if left else ""
    )


@pytest.mark.parametrize(("said", "expected"), cases(), ids=[said for said, _ in cases()])
def test_case(said: str, expected: str) -> None:
    assert shown(said) == expected


def test_there_are_enough_cases() -> None:
    assert len(cases()) >= 60


@pytest.mark.parametrize("row", table("units"), ids=lambda row: str(row[0]))
def test_every_unit_is_found_behind_digits(row: tuple[str, ...]) -> None:
    match = units.match(f"12{row[0]}。", 2, after_digits=True)
    assert match is not None and match.end == 2 + len(row[0])


@given(st.decimals(0, 10**9, places=2), st.sampled_from([row[0] for row in table("units")]))
def test_base_values_grow_with_the_value(value: Decimal, unit: str) -> None:
    low, first = units.base(value, unit)
    high, second = units.base(value + 1, unit)
    assert first == second and high > low


def test_a_base_unit_is_its_own_base() -> None:
    for unit in ("元", "kg", "亩", "m²", "m"):
        assert units.base(Decimal(7), unit) == (Decimal(7), unit)


def test_a_measure_word_and_no_unit_stay_as_they_are() -> None:
    assert units.base(Decimal(7), "家") == (Decimal(7), "家")
    assert units.base(Decimal(7), None) == (Decimal(7), None)
    assert units.dimension(None) is None
