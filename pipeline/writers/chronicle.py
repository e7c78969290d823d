"""大事记: dated activities and honours in order of time, for the workbook and the digest.

After the rules of chronicles: one event an entry, the time first; what is known to the month stands at the month's
end as 是月, what is known to the year at the year's end as 是年. What has no date is not guessed and not listed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

Record = dict[str, Any]

_POINT = r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?"
_TIME = re.compile(f"{_POINT}(?:/{_POINT})?")
_AFTER_ALL = 99  # later than any month or day
UNITS_NAMED = 6  # in one entry
PRECISIONS = ("年", "月", "日")


@dataclass(frozen=True, slots=True)
class When:
    """A time as a chronicle gives it: `order` to sort by, `text` to print, `precision` 年, 月 or 日."""

    order: tuple[int, int, int]
    text: str
    precision: str


def when(iso: str | None) -> When | None:
    """2024-05 → 2024年5月（是月）, after all days of that May. None for what is no date."""
    parts = _parts(iso)
    if parts is None:
        return None
    first, last = parts
    precision = PRECISIONS[len(first) - 1]
    place = first if precision == "日" or not last else last
    year, month, day = (*place, *[_AFTER_ALL] * (3 - len(place)))
    mark = "" if precision == "日" or last else f"（是{precision}）"
    return When((year, month, day), _spoken(first, last) + mark, precision)


def spoken(iso: str) -> str:
    """2024-06/2024-07 → 2024年6月至7月. What is no date stays as it is."""
    parts = _parts(iso)
    return _spoken(*parts) if parts else iso


def _parts(iso: str | None) -> tuple[list[int], list[int]] | None:
    """Year, month, day of both ends, as far as given; the second is empty where it is the first."""
    match = _TIME.fullmatch(iso or "")
    if not match:
        return None
    first = [int(part) for part in match.groups()[:3] if part]
    last = [int(part) for part in match.groups()[3:] if part]
    return first, last if last != first else []


def _spoken(first: list[int], last: list[int]) -> str:
    end = in_chinese(last[_shared(first, last) :], len(last)) if last else ""
    return in_chinese(first, len(first)) + (f"至{end}" if end else "")


def in_chinese(parts: list[int], depth: int) -> str:
    """[5, 3] of a date that is three deep → 5月3日."""
    units = PRECISIONS[depth - len(parts) : depth]
    return "".join(f"{part}{unit}" for part, unit in zip(parts, units, strict=True))


def _shared(first: list[int], last: list[int]) -> int:
    """How many leading parts two dates share, so that they need not be said twice."""
    shared = 0
    while shared < min(len(first), len(last)) - 1 and first[shared] == last[shared]:
        shared += 1
    return shared


def events(activities: Iterable[Record], honours: Iterable[Record]) -> tuple[list[Record], int]:
    """The entries in order, each event once whatever the number of passages, and how many passages had no date.

    Those who took part in one event of one document stand in one entry: a decision honours thirty people at once.
    """
    told: dict[tuple[Any, ...], list[tuple[Record, str | None, str | None]]] = {}
    undated = 0
    for record, time, unit, event, where in _told(activities, honours):
        moment = when(time)
        if moment is None:
            undated += 1
        else:
            told.setdefault((moment, event, record["document"]), []).append((record, unit, where))
    entries: dict[tuple[Any, ...], Record] = {}
    for (moment, event, _), passages in told.items():
        units = tuple(dict.fromkeys(unit for _, unit, _ in passages if unit))
        first = {**passages[0][0], "when": moment, "unit": among(units), "event": event, "sources": 0}
        first["where"] = next((where for _, _, where in passages if where), None)
        entries.setdefault((moment, event, units), first)["sources"] += len(passages)
    return sorted(entries.values(), key=lambda entry: entry["when"].order), undated


def among(units: Sequence[str]) -> str | None:
    """甲、乙; 甲、乙、丙、丁、戊、己等33个 where they are many."""
    named = "、".join(units[:UNITS_NAMED])
    return (f"{named}等{len(units)}个" if len(units) > UNITS_NAMED else named) or None


def _told(
    activities: Iterable[Record], honours: Iterable[Record]
) -> Iterator[tuple[Record, str | None, str | None, str, str | None]]:
    for record in activities:
        yield record, record["date"], record["host"], record["name"], record["place"]
    for record in honours:
        yield record, record["year"], record["holder"], f"获得荣誉：{record['name']}", None
