"""Calendar arithmetic on ISO prefixes: 2024, 2024-06, 2024-06-07, and start/end intervals of them."""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass
from functools import lru_cache

from pipeline.language.number_values import read

_AHEAD = re.compile(r"(?:力争|争取|计划|预计|确保|有望|目标|拟|将|要|到)[^，。；]{0,6}$")
_AHEAD_TAIL = re.compile(
    r"[之以]?前|[，,]?[^，。；：]{0,8}?(?:将|(?<!需)要(?!素|求|点|闻)|力争|确保|计划|预计|拟(?=[建投新])|继续)|可|[^，。；：]{0,4}后[，,](?:预计|将|可|有望)"
)


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a text's relative times hang on: the article's date, and the year and the day last spoken of before."""

    year: int | None
    month: int | None
    day: int | None
    previous_year: int | None
    said_year: int | None = None  # the year last named in this sentence
    said_day: str | None = None  # ISO, the day last named in this sentence
    report_year: int | None = None  # the year that the report or its section is on
    said_span: str | None = None  # ISO, the months last named in this sentence, for 去年同期

    @property
    def told_year(self) -> int | None:
        """The year that is being told of: the one last named, else the article's own."""
        return self.said_year or self.previous_year or self.year

    @property
    def date(self) -> datetime.date | None:
        if (
            self.year is None
            or self.month is None
            or self.day is None
            or iso(self.year, self.month, self.day) is None
        ):
            return None
        return datetime.date(self.year, self.month, self.day)


@lru_cache(maxsize=256)
def anchor(
    iso: str | None,
    previous_year: int | None,
    said_day: str | None = None,
    said_span: str | None = None,
    report_year: int | None = None,
) -> Anchor:
    """The anchor of an article of date `iso` (a day, month or year; None where unknown)."""
    parts = [int(part) for part in iso.split("/")[0].split("-")] if iso else []
    padded: list[int | None] = [*parts, None, None, None]
    return Anchor(
        padded[0],
        padded[1],
        padded[2],
        previous_year,
        said_day=said_day,
        said_span=said_span,
        report_year=report_year,
    )


def number(text: str | None) -> int | None:
    """The whole number that Arabic digits or Chinese numerals write; None for none."""
    if not text:
        return None
    amount = read(
        text.replace("O", "〇").replace("o", "〇").replace("Ｏ", "〇").replace("正", "一").replace("元", "一")
    )
    return None if amount is None else int(amount.value)


def iso(year: int | None, month: int | None = None, day: int | None = None) -> str | None:
    """The ISO form of a date; None without a year or for a day that no calendar has."""
    if year is None or not 1 <= year <= 9999:
        return None
    if month is None:
        return f"{year:04}"
    if not 1 <= month <= 12:
        return None
    if day is None:
        return f"{year:04}-{month:02}"
    return f"{year:04}-{month:02}-{day:02}" if 1 <= day <= days_in(year, month) else None


def days_in(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


def interval(start: str | None, end: str | None) -> str | None:
    """`start/end`, one value where both are the same, None where either is unknown or they run backwards."""
    if start is None or end is None:
        return None
    first, last = start.split("/")[0], end.split("/")[-1]
    if first == last:
        return first
    shorter = min(len(first), len(last))
    return None if first[:shorter] > last[:shorter] else f"{first}/{last}"


def same_months(span: str | None, year: int | None) -> str | None:
    """The months or days `span` moved so that it begins in `year`; None where it names no more than years."""
    if span is None or year is None or "-" not in span:
        return None
    step = year - int(span[:4])
    ends = [f"{int(end[:4]) + step:04}{end[4:]}" for end in span.split("/")]
    return None if any(end.endswith("-02-29") for end in ends) else "/".join(ends)


def looks_ahead(text: str, start: int, end: int) -> bool:
    """Whether the words around `start`..`end` tell of what is still to come: 力争上半年完工, 年底前完成."""
    return (
        _AHEAD.search(text[max(0, start - 12) : start]) is not None
        or _AHEAD_TAIL.match(text, end) is not None
    )


def part_of_month(year: int | None, month: int | None, part: str) -> str | None:
    """上旬 中旬 下旬 as days; 初 底 末 中 say no more than the month."""
    whole = iso(year, month)
    if whole is None or year is None or month is None:
        return None
    last = days_in(year, month)
    days = {
        "上旬": (1, 10),
        "中旬": (11, 20),
        "下旬": (21, last),
        "中下旬": (11, last),
        "上中旬": (1, 20),
    }.get(part)
    return interval(iso(year, month, days[0]), iso(year, month, days[1])) if days else whole


def months(year: int | None, first: int, last: int) -> str | None:
    """The months `first` to `last` of a year."""
    return interval(iso(year, first), iso(year, last))


def year_of_month(
    at: Anchor, month: int, day: int | None = None, *, ahead: bool = False, due: bool = False
) -> int | None:
    """The year of a month or day given without one.

    It is the article's own year, unless that puts it more than two months after the article: 11月 in an article of
    January was last year. Within two months ahead it is still last year where the text was just telling of that
    year, except where it looks ahead itself (`ahead`: 请于7月10日前报送). What is `due` by then may be further ahead.
    """
    if at.said_year is not None:
        return at.said_year
    if at.year is None:
        return at.previous_year
    if at.month is None:
        return at.year
    distance = (month - at.month) * 30 + ((day or 1) - (at.day or 28) if day else 0)
    if due and at.previous_year != at.year - 1:
        return at.year  # 请于11月底前报送 in August
    if distance > 62 or (distance > 0 and not ahead and at.previous_year == at.year - 1):
        return at.year - 1
    return at.year


def moved(at: Anchor, days: int = 0, months: int = 0) -> str | None:
    """The article's day moved by `days`, or its month by `months`."""
    if months:
        if at.year is None or at.month is None:
            return None
        count = at.year * 12 + at.month - 1 + months
        return iso(count // 12, count % 12 + 1)
    date = at.date
    return None if date is None else (date + datetime.timedelta(days=days)).isoformat()
