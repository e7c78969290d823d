"""numerals: every numeral of a sentence, with its bounds, its unit and its use."""

from __future__ import annotations

import string
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.language import numerals, times
from pipeline.language.number_values import read
from pipeline.model.document import Numeral
from pipeline.rows.numerals import USES

CASES = Path(__file__).parent / "cases" / "language" / "numerals.tsv"
MARKS = {"exact": "", "at_least": ">=", "at_most": "<=", "about": "~", "range": ""}


def cases() -> list[tuple[str, str]]:
    lines = CASES.read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(row[0].replace("\\t", "\t"), row[1]) for row in rows]


def shown(numeral: Numeral) -> str:
    """200余家=>=200 家, 3至5个=3..5 个; a numeral that counts nothing as text:use."""
    if numeral.use != "count":
        return f"{numeral.text}:{numeral.use}"
    high = f"..{numeral.high.normalize():f}" if numeral.high is not None else ""
    value = "" if numeral.value is None else f"{numeral.value.normalize():f}"
    return f"{numeral.text}={MARKS[numeral.bound]}{value}{high} {numeral.unit or ''}".rstrip()


def found_in(text: str) -> tuple[Numeral, ...]:
    return numerals.find(text, times.find(text, "2025-03-12"))


@pytest.mark.parametrize(("text", "expected"), cases(), ids=[text[:30] for text, _ in cases()])
def test_case(text: str, expected: str) -> None:
    assert " ; ".join(shown(n) for n in found_in(text)) == ("" if expected == "-" else expected)


def test_there_are_enough_cases() -> None:
    assert len(cases()) >= 550


TEXTS = st.text(
    alphabet="一二两三四五六七八九十百千万亿几数多余近超约零点成个家名元%年月日第，。“”0123456789.,:+-至到上下"
    + string.ascii_letters,
    max_size=30,
)


@given(TEXTS)
def test_numerals_stand_in_order_where_they_say(text: str) -> None:
    end = 0
    for numeral in numerals.find(text):
        assert numeral.start >= end and numeral.text == text[numeral.start : numeral.end]
        assert numeral.start <= numeral.number_start < numeral.number_end <= numeral.end
        assert numeral.use in USES and numeral.bound in MARKS
        end = numeral.end


@given(TEXTS)
def test_no_arabic_digit_is_passed_over(text: str) -> None:
    covered = {at for n in numerals.find(text) for at in range(n.start, n.end)}
    assert all(at in covered for at, character in enumerate(text) if character in string.digits)


ONES = "零一二三四五六七八九"


def chinese(number: int) -> str:
    """`number` below 10**12 as it is written: 10200 as 一万零二百."""
    if number == 0:
        return ""
    for unit, name in ((10**8, "亿"), (10**4, "万"), (1000, "千"), (100, "百"), (10, "十")):
        if number >= unit:
            head, rest = divmod(number, unit)
            gap = "零" if 0 < rest < unit // 10 else ""
            return chinese(head) + name + gap + chinese(rest)
    return ONES[number]


STYLES = st.sampled_from(["arabic", "thousands", "wide", "chinese", "wan", "yi"])
UNITS = st.sampled_from(["家", "名", "元", "公斤", "亩", "人次", "平方米", "个", "公里", "件"])
BOUNDS = st.sampled_from([("", "", "exact"), ("近", "", "at_most"), ("超过", "", "at_least"), ("", "以上", "at_least"), ("约", "", "about"), ("不足", "", "at_most"), ("", "左右", "about"), ("至少", "", "at_least"), ("", "以内", "at_most")])  # fmt: skip


def written(number: int, style: str) -> tuple[str, Decimal]:
    """A number in a style, and the value that the writing keeps."""
    if style == "arabic":
        return str(number), Decimal(number)
    if style == "thousands":
        return f"{number:,}", Decimal(number)
    if style == "wide":
        return str(number).translate({ord(c): ord(c) + 0xFEE0 for c in string.digits}), Decimal(number)
    if style == "chinese":
        return "两" if number == 2 else chinese(number), Decimal(number)  # 二家 is the second one
    if style == "wan":
        return f"{Decimal(number) / 100}万", Decimal(number) * 100
    return f"{number}亿{number % 9000 + 1000}万", Decimal(number) * 10**8 + (number % 9000 + 1000) * 10**4


@given(st.integers(2, 10**8 - 1), STYLES, UNITS, BOUNDS)
def test_a_written_value_is_read_back(
    number: int, style: str, unit: str, bound: tuple[str, str, str]
) -> None:
    said, value = written(number, style)
    phrase = f"{bound[0]}{said}{unit}{bound[1]}"
    (numeral,) = numerals.find(f"全年完成{phrase}。")
    assert (numeral.text, numeral.value, numeral.unit, numeral.bound) == (phrase, value, unit, bound[2])
    assert numeral.use == "count"


@pytest.mark.parametrize("style", ["arabic", "thousands", "wide", "chinese", "wan", "yi"])
def test_ten_thousand_values_are_read_back(style: str) -> None:
    """Small ones one by one, then ever wider apart up to 10**8."""
    numbers = [*range(2, 2002), *(2002 + i * i + 7 * i for i in range(8000))]
    for number in numbers:
        said, value = written(number, style)
        (numeral,) = numerals.find(f"全年完成{said}户。")
        assert (numeral.text, numeral.value, numeral.use) == (f"{said}户", value, "count")


@given(st.integers(1, 10**12 - 1))
def test_a_chinese_numeral_is_read_back(number: int) -> None:
    amount = read(chinese(number))
    assert amount is not None and amount.value == number


def _tenths(number: int) -> tuple[str, Decimal, Decimal | None, str | None]:
    return f"{ONES[number % 9 + 1]}成", Decimal(number % 9 + 1) * 10, None, "%"


def _range_of(number: int) -> tuple[str, Decimal, Decimal | None, str | None]:
    low, high = number % 900 + 1, number % 900 + 1 + number % 97 + 1
    return f"{low}至{high}户", Decimal(low), Decimal(high), "户"


def _trillion(number: int) -> tuple[str, Decimal, Decimal | None, str | None]:
    said = Decimal(number % 990 + 11) / 10
    return f"{said}万亿元", said * 10**12, None, "元"


def _per_mille(number: int) -> tuple[str, Decimal, Decimal | None, str | None]:
    said = Decimal(number % 999 + 1) / 10
    return f"{said}‰", said, None, "‰"


def _times(number: int) -> tuple[str, Decimal, Decimal | None, str | None]:
    said = Decimal(number % 99 + 11) / 10
    return f"{said}倍", said, None, "倍"


def _mixed(number: int) -> tuple[str, Decimal, Decimal | None, str | None]:
    yi, wan = number % 99 + 1, number % 8999 + 1000
    return f"{yi}亿{wan}万元", Decimal(yi) * 10**8 + Decimal(wan) * 10**4, None, "元"


@pytest.mark.parametrize("write", [_tenths, _range_of, _trillion, _per_mille, _times, _mixed])
@pytest.mark.parametrize("wide", [False, True])
def test_other_styles_are_read_back(write: object, wide: bool) -> None:
    """Tenths, ranges, trillions, per mille, times and mixed magnitudes, also in full-width digits."""
    assert callable(write)
    for number in range(1, 1700, 2):
        said, value, high, unit = write(number)
        if wide:
            said = said.translate({ord(c): ord(c) + 0xFEE0 for c in string.digits})
        (numeral,) = numerals.find(f"达到{said}。")
        assert (numeral.text.removeprefix("达到"), numeral.value, numeral.high, numeral.unit) == (
            said,
            value,
            high,
            unit,
        )
        assert numeral.use == "count"
