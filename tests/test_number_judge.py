"""The judge of benchmarks/numbers: what each kind of answer earns."""

from __future__ import annotations

import importlib.util
import sys
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

FOLDER = Path(__file__).parent.parent / "benchmarks" / "numbers"


def load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, FOLDER / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


judge = load("judge")
cases = load("cases")
SOCIAL = judge.Expected(2, 7, "200余家", Decimal(200), None, "家", "at_least")
RANGE = judge.Expected(0, 4, "3至5个", Decimal(3), Decimal(5), "个", "range")


@pytest.mark.parametrize(
    ("expected", "found", "verdict"),
    [
        (SOCIAL, [{"value": 200, "unit": "家", "bound": "at_least"}], "right"),
        (SOCIAL, [{"value": 200, "unit": "家"}], "partly"),
        (SOCIAL, [{"value": 200}], "partly"),
        (SOCIAL, [{"value": 300, "unit": "家", "bound": "at_least"}], "wrong"),
        (SOCIAL, [{"value": 7}, {"value": 200}], "partly"),
        (SOCIAL, [{}], "partly"),
        (SOCIAL, [{"start": 40, "end": 42, "value": 200}], "nothing"),
        (SOCIAL, [], "nothing"),
        (RANGE, [{"value": 3, "high": 5, "unit": "个"}], "right"),
        (RANGE, [{"value": 3}, {"value": 5}], "partly"),
        (RANGE, [{"value": 3}], "wrong"),
    ],
)
def test_numbers(expected: Any, found: list[dict[str, Any]], verdict: str) -> None:
    assert judge.number(expected, [finding(expected, **f) for f in found]) == verdict


def finding(expected: Any, start: int | None = None, end: int | None = None, **said: Any) -> Any:
    values = {key: Decimal(said.pop(key)) for key in ("value", "high") if key in said}
    return judge.Found(expected.start if start is None else start, end or expected.end, **values, **said)


@pytest.mark.parametrize(
    ("text", "iso", "role", "days", "verdict"),
    [
        ("2024年", "2024", "point", [("2024-01-01", "2024-12-31")], "right"),
        ("今年", "2025", "point", [("2025-01-01", "2025-01-10")], "right"),
        ("11月底", "2024-11", "as_of", [("2024-11-25", "2024-11-30")], "right"),
        ("11月底", "2024-11", "as_of", [("2025-11-25", "2025-11-30")], "wrong"),
        (
            "1月2日",
            "2025-01-02",
            "point",
            [("2025-01-02", "2025-01-02"), ("2026-01-02", "2026-01-02")],
            "partly",
        ),
        ("3月至今", "2024-03/2025", "since", [("2024-03-01", "2025-01-10")], "right"),
        ("去年", "2024", "point", [], "nothing"),
    ],
)
def test_times(text: str, iso: str, role: str, days: list[tuple[str, str]], verdict: str) -> None:
    expected = judge.Expected(0, len(text), text, iso=iso, role=role)
    found = [judge.Found(0, len(text), days=tuple(days))] if days else []
    assert judge.time(expected, found, "2025-01-10") == verdict


def test_the_case_tables_are_read_whole() -> None:
    numbers, times = cases.numbers(), cases.times()
    assert sum(len(case.expected) for case in numbers) >= 800
    assert sum(len(case.expected) for case in times) >= 200
    for case in (*numbers, *times):
        assert all(case.text[e.start : e.end] == e.text for e in case.expected)
