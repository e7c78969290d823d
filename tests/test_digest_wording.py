"""The fixed words of the digest: numbers, bounds, times, names, excerpts."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.writers.chronicle import spoken
from pipeline.writers.digest.sections import named
from pipeline.writers.digest.wording import (
    CUT,
    MOST_SENTENCE,
    amount,
    chinese,
    excerpt,
    listed,
    number,
    stated,
)


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0, "0"), (15, "15"), (4600, "4600"), (24600, "24600"), (99999, "99999"), (100000, "10万"), (1753000, "175.3万"),
     (1753001, "1753001"), (101286000, "10128.6万"), (470000000, "4.7亿"), (10**10, "100亿"), (-1500000, "-150万"),
     (3.2, "3.2"), (62.5, "62.5"), (123456.5, "123456.5"), (float("inf"), "inf"), (205000000, "2.05亿")],
)  # fmt: skip
def test_numbers_read_as_documents_print_them(value: float, shown: str) -> None:
    assert number(value) == shown


@given(st.integers(-(10**15), 10**15))
def test_a_number_in_words_is_the_number(value: int) -> None:
    digits, magnitude = re.fullmatch(r"(-?[\d.]+)([万亿]?)", number(value)).groups()
    assert Decimal(digits) * {"": 1, "万": 10**4, "亿": 10**8}[magnitude] == value


@pytest.mark.parametrize(
    ("value", "low", "high", "shown"),
    [(5, 5, 5, "5家"), (200, 200, None, "至少200家"), (2000, None, 2000, "至多2000家"), (80, None, None, "约80家"),
     (3, 3, 5, "3至5家"), (0, 0, None, "至少0家")],
)  # fmt: skip
def test_bounds_are_in_words(value: float, low: float | None, high: float | None, shown: str) -> None:
    assert amount(value, low, high, "家") == shown


@pytest.mark.parametrize(
    ("text", "value", "unit", "shown"),
    [("84.0%", 84, "%", "84.0%"), ("2.50亿元", 250000000, "元", "2.50亿元"), ("两本", 2, "本", "2本"), ("八成", 80, "%", "80%"),
     ("1406", 1406, "名", "1406名"), ("１２个", 12, "个", "12个"), ("1,285名", 1285, "名", "1,285名"), ("7", 7, None, "7")],
)  # fmt: skip
def test_an_exact_figure_keeps_its_digits(text: str, value: float, unit: str | None, shown: str) -> None:
    assert stated(value, value, value, unit, {"text": text}) == shown
    assert stated(value, value, None, unit, {"text": text}) == f"至少{number(value)}{unit or ''}"


@pytest.mark.parametrize(
    ("name", "kind", "shown"),
    [
        ("邻里红", "党建品牌", "“邻里红”党建品牌"),
        ("头雁工程", "工程", "“头雁工程”"),
        ("三步走", "", "“三步走”"),
    ],
)
def test_a_name_is_not_typed_twice(name: str, kind: str, shown: str) -> None:
    assert named.typed(name, kind) == shown


def test_times_and_headings_are_in_chinese() -> None:
    times = {"2024": "2024年", "2024-06/2024-07": "2024年6月至7月", "2023-12/2024-01": "2023年12月至2024年1月",
             "2024-06-01/2024-06-05": "2024年6月1日至5日", "2024/2024": "2024年", "某时": "某时"}  # fmt: skip
    assert {iso: spoken(iso) for iso in times} == times
    assert [chinese(n) for n in (1, 9, 10, 11, 20, 21, 60, 99)] == ["一", "九", "十", "十一", "二十", "二十一", "六十", "九十九"]  # fmt: skip


@given(st.text(max_size=900), st.lists(st.tuples(st.integers(-5, 900), st.integers(-5, 900)), max_size=4))
def test_an_excerpt_keeps_the_sentence(sentence: str, spans: list[tuple[int, int]]) -> None:
    shown = "".join(run if isinstance(run, str) else run.text for run in excerpt(sentence, spans))
    if len(sentence) <= MOST_SENTENCE:
        assert shown == sentence
    else:
        assert shown.removeprefix("……").removesuffix(CUT) in sentence and len(shown) < MOST_SENTENCE + 20


def test_long_lists_end_with_a_word() -> None:
    assert listed(["甲", "乙"]) == "甲、乙"
    assert listed([str(n) for n in range(5)], most=3) == "0、1、2等5项（余见台账）"
