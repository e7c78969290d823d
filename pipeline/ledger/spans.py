"""Periods as the days that they cover, so that they can be compared and joined."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple


class Span(NamedTuple):
    """The first and the last day of a period."""

    first: date
    last: date

    def covers(self, other: Span) -> bool:
        return self.first <= other.first and other.last <= self.last

    def overlaps(self, other: Span) -> bool:
        return self.first <= other.last and other.first <= self.last

    def precedes(self, other: Span) -> bool:
        """Whether `other` begins on the day after this one ends."""
        return self.last + timedelta(days=1) == other.first

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


@lru_cache(maxsize=65536)
def span(period: str | None) -> Span | None:
    """The days of an ISO date, month, year or `start/end`; None for anything else."""
    if not period:
        return None
    start, _, end = period.partition("/")
    try:
        first, last = days_of(start), days_of(end or start)
    except ValueError:
        return None
    return Span(first.first, last.last) if first.first <= last.last else None


def days_of(text: str) -> Span:
    """The days of `2024`, `2024-05` or `2024-05-31`. Raises ValueError for anything else."""
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 1:
        return Span(date(parts[0], 1, 1), date(parts[0], 12, 31))
    if len(parts) == 2:
        year, month = parts
        return Span(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
    if len(parts) == 3:
        day = date(*parts)
        return Span(day, day)
    raise ValueError(text)


def written(days: Span) -> str:
    """The span in ISO, as short as it can be said: `2024`, `2024-05`, `2023/2024`, `2024-01/2024-06`."""
    first, last = days
    if (first.month, first.day) == (1, 1) and (last.month, last.day) == (12, 31):
        ends = (f"{first.year:04}", f"{last.year:04}")
    elif first.day == 1 and (last + timedelta(days=1)).day == 1:
        ends = (first.isoformat()[:7], last.isoformat()[:7])
    else:
        ends = (first.isoformat(), last.isoformat())
    return ends[0] if ends[0] == ends[1] else "/".join(ends)
