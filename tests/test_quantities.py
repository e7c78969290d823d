from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ledger_rows import count

from pipeline.ledger.quantities import agree, quantity, step
from pipeline.ledger.spans import Span, span, written


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("206家", "200余家", True),
        ("206家", "200多家", True),
        ("300家", "200余家", True),  # on the border: better silent
        ("301家", "200余家", False),
        ("199家", "200余家", False),
        ("350家", "超200家", True),  # 超 leaves the upper side open
        ("1250户", "1200余户", True),
        ("1300余户", "1200余户", True),
        ("1400余户", "1200余户", False),
        ("85.6万元", "86万元", True),
        ("85.4万元", "86万元", False),
        ("856000元", "86万元", True),
        ("290家", "近300家", True),
        ("310家", "近300家", False),
        ("108家", "约100家", True),
        ("130家", "约100家", False),
        ("4家", "3至5家", True),
        ("6家", "3至5家", False),
        ("63名", "64名", False),
    ],
)
def test_agreement(one: str, other: str, same: bool) -> None:
    a, b = quantity(count(one)), quantity(count(other))
    assert agree(a, b) is agree(b, a) is same


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("63名", "0"),
        ("27.8万名", "1000"),
        ("86万元", "10000"),
        ("65.4%", "0.1"),
        ("65%", "1"),
        ("3.20亩", "0.01"),
    ],
)
def test_rounding(text: str, expected: str) -> None:
    assert step(count(text)) == Decimal(expected)


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024-05-07", "2024-05-07", "2024-05-07"),
        ("2023/2024-06", "2023-01-01", "2024-06-30"),
        ("9999-12", "9999-12-01", "9999-12-31"),
    ],
)
def test_spans(period: str, first: str, last: str) -> None:
    days = span(period)
    assert days is not None
    assert (days.first.isoformat(), days.last.isoformat()) == (first, last)


@pytest.mark.parametrize(
    "period", [None, "", "近年来", "2024-13", "2024-02-30", "2025/2024", "2024-01-01-01", "0"]
)
def test_what_is_no_period(period: str | None) -> None:
    assert span(period) is None


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 2000))
def test_a_span_is_written_so_that_it_is_read_again(first: date, days: int) -> None:
    whole = Span(first, first + timedelta(days=days))
    assert span(written(whole)) == whole
