"""Judging what a reader of numbers and times found against the case tables: right, partly, wrong or nothing.

README.md says in words what each verdict means. Nothing here knows which reader it judges.
"""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

VERDICTS = ("right", "partly", "wrong", "nothing")
VAGUE_EDGES = tuple("初底末中前后夕旬")  # 11月底: a reader may take the whole month or its last days
NAMED_PARTS = tuple(
    "节春夏秋冬旦庆月间"
)  # 2024年春节: a reader that knows the day says more than the year, not less
BY_YEARS = ("近", "最近", "过去", "这")  # 近五年: from the day five years back, or from that year


@dataclass(frozen=True)
class Expected:
    """What a case table says stands at `start`..`end` of its text: a count, or a time."""

    start: int
    end: int
    text: str
    value: Decimal | None = None
    high: Decimal | None = None
    unit: str | None = None
    bound: str = "exact"
    iso: str | None = None
    role: str = "point"


@dataclass(frozen=True)
class Found:
    """What a reader says stands at `start`..`end`; what it does not say is None. `days` are its readings of a time."""

    start: int
    end: int
    value: Decimal | None = None
    high: Decimal | None = None
    unit: str | None = None
    bound: str | None = None
    days: tuple[tuple[str, str], ...] = ()


def number(expected: Expected, found: Sequence[Found]) -> str:
    """The best verdict that the findings over the expected numeral earn."""
    over = [f for f in found if f.start < expected.end and f.end > expected.start]
    valued = [f for f in over if f.value is not None]
    verdicts = [_one_number(expected, f) for f in valued]
    if expected.high is not None and "right" not in verdicts and _both_ends(expected, valued):
        verdicts.append("partly")
    if not valued:
        same = any((f.start, f.end) == (expected.start, expected.end) for f in over)
        return "partly" if same else "nothing"
    return min(verdicts, key=VERDICTS.index)


def _one_number(expected: Expected, found: Found) -> str:
    tenths = (
        "成" in expected.text and found.value is not None and _same(expected.value, found.value * 10, None)
    )
    if not tenths and not _same(expected.value, found.value, expected.unit):
        return "wrong"
    if expected.high is not None and not _same(expected.high, found.high, expected.unit):
        return "wrong"
    unit = expected.unit is None or found.unit == expected.unit
    bound = expected.bound in ("exact", "range") or found.bound == expected.bound
    return "right" if unit and bound else "partly"


def _both_ends(expected: Expected, found: Sequence[Found]) -> bool:
    """Whether the two ends of 3至5个 were read apart."""
    ends = (expected.value, expected.high)
    return all(any(_same(end, f.value, expected.unit) for f in found) for end in ends)


def _same(expected: Decimal | None, said: Decimal | None, unit: str | None) -> bool:
    if expected is None or said is None:
        return expected is said
    close = abs(expected - said) <= abs(expected) / 10000
    share = unit == "%" and abs(expected - said * 100) <= abs(expected) / 10000  # 三分之二 as 0.667
    return close or share


def time(expected: Expected, found: Sequence[Found], date: str) -> str:
    """The verdict for one expression; `date` is the article's."""
    over = [f for f in found if f.days and f.start < expected.end and f.end > expected.start]
    if not over:
        return "nothing"
    verdicts = []
    for f in over:
        hits = [_same_days(expected, days, date) for days in f.days]
        verdicts.append("right" if all(hits) else "partly" if any(hits) else "wrong")
    return min(verdicts, key=VERDICTS.index)


def _same_days(expected: Expected, said: tuple[str, str], date: str) -> bool:
    assert expected.iso is not None
    first, last = span(expected.iso)
    if expected.role == "since" or said[1] == "inf":
        return said[0] == first
    if said[0] == "-inf" or (said[0] == date and said[1] == last):
        return said[1] == last  # 2027年前, read as what lies before
    if expected.text.startswith(BY_YEARS):
        return said[0][:4] == first[:4] and said[1][:4] == last[:4]
    if any(edge in expected.text for edge in VAGUE_EDGES) and said[0] <= last and said[1] >= first:
        return True
    if len(expected.iso) == 4 and expected.text.endswith(NAMED_PARTS) and first <= said[0] <= last:
        return True
    return said[0] == first and (said[1] == date or _days_apart(said[1], last) <= 1)


def _days_apart(one: str, other: str) -> int:
    """Ranges whose end is exclusive are told a day off by some readers."""
    return abs((datetime.date.fromisoformat(one) - datetime.date.fromisoformat(other)).days)


def span(iso: str) -> tuple[str, str]:
    """The first and last day of 2024, 2024-06, 2024-06-07 or 2024-06/2024-09."""
    first, last = iso.split("/")[0], iso.split("/")[-1]
    return (first + "-01-01"[len(first) - 4 :], _last_day(last))


def _last_day(iso: str) -> str:
    parts = [int(part) for part in iso.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    day = parts[2] if len(parts) > 2 else calendar.monthrange(year, month)[1]
    return datetime.date(year, month, day).isoformat()
