"""times: every expression that fixes a time, with its value and role."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.language import times
from pipeline.lexicons import table
from pipeline.model.document import TimeExpression

CASES = Path(__file__).parent / "cases" / "language" / "times.tsv"
ISO = re.compile(r"\d{4}(-\d\d(-\d\d)?)?(/\d{4}(-\d\d(-\d\d)?)?)?")
ROLES = ("point", "base", "since", "as_of")


def cases() -> list[tuple[str, str, str]]:
    """Text, the article's date (behind commas the year and the day told of before), and the expected expressions."""
    lines = CASES.read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(row[0], row[1], row[2]) for row in rows]


def shown(expression: TimeExpression) -> str:
    role = "" if expression.role == "point" else f" {expression.role}"
    return f"{expression.text}={expression.value or '?'}{role}"


def found_in(text: str, anchors: str) -> tuple[TimeExpression, ...]:
    anchor, year, day = (*anchors.split(","), "", "")[:3]
    return times.find(text, None if anchor in ("", "-") else anchor, int(year) if year else None, day or None)


@pytest.mark.parametrize(("text", "anchors", "expected"), cases(), ids=[text[:30] for text, _, _ in cases()])
def test_case(text: str, anchors: str, expected: str) -> None:
    found = " ; ".join(shown(expression) for expression in found_in(text, anchors))
    assert found == ("" if expected == "-" else expected)


def test_there_are_enough_cases() -> None:
    assert len(cases()) >= 230


TEXTS = st.text(
    alphabet="今去前明上本当年月日季度初底末中旬半世纪代天十一二三五七八〇零两个至到-—.、，“”截以来024680159",
    max_size=24,
)
ANCHORS = st.one_of(st.none(), st.dates(datetime.date(1950, 1, 1), datetime.date(2049, 12, 31)).map(str), st.just("2021"), st.just("2021-05"))  # fmt: skip


@given(TEXTS, ANCHORS, st.one_of(st.none(), st.integers(1950, 2049)))
def test_expressions_stand_in_order_and_say_dates_of_the_calendar(
    text: str, anchor: str | None, year: int | None
) -> None:
    end = 0
    for expression in times.find(text, anchor, year):
        assert expression.start >= end and expression.text == text[expression.start : expression.end]
        assert expression.role in ROLES
        assert expression.value is None or ISO.fullmatch(expression.value)
        end = expression.end


CHINESE = "〇一二三四五六七八九"


def written(date: datetime.date, style: str) -> str:
    small = {n: "十" if n == 10 else (CHINESE[n // 10] if n >= 20 else "") + ("十" if n >= 10 else "") + (CHINESE[n % 10] if n % 10 else "") for n in range(1, 32)}  # fmt: skip
    if style == "chinese":
        year = "".join(CHINESE[int(digit)] for digit in str(date.year))
        return f"{year}年{small[date.month]}月{small[date.day]}日"
    return date.strftime(style) if "%" in style else f"{date.year}年{date.month}月{date.day}日"


@given(
    st.dates(datetime.date(1921, 7, 1), datetime.date(2035, 12, 31)),
    st.sampled_from(["plain", "chinese", "%Y-%m-%d", "%Y.%m.%d", "%Y/%m/%d", "%Y年%m月%d日"]),
)
def test_a_written_date_is_read_back(date: datetime.date, style: str) -> None:
    said = written(date, style)
    (found,) = times.find(f"会议于{said}召开。", None)
    assert (found.text, found.value) == (said, date.isoformat())


@given(st.dates(datetime.date(1990, 1, 1), datetime.date(2035, 12, 31)), st.integers(0, 300))
def test_a_day_without_a_year_lies_within_ten_months_before_and_two_after(
    date: datetime.date, back: int
) -> None:
    day = date - datetime.timedelta(days=back)
    (found,) = times.find(f"{day.month}月{day.day}日，支部召开大会。", date.isoformat())
    assert found.value is not None
    apart = (date - datetime.date.fromisoformat(found.value)).days
    assert -70 <= apart <= 310


def test_every_era_may_begin_an_expression() -> None:
    for name, first in table("eras"):
        (found,) = times.find(f"碑上刻着{name}五年。", None)
        assert (found.text, found.value) == (f"{name}五年", str(int(first) + 4))
