"""The printable figures as the workbook and the digest show them: who has them, in what order, how many decimals."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

Record = dict[str, Any]


def decimals(value: float) -> int:
    """How many decimals a number has as it is printed, six at most."""
    if isinstance(value, int) or value == int(value):
        return 0
    return len(f"{value:.6f}".rstrip("0").partition(".")[2])


def owner(record: Record) -> str | None:
    """Who has it; a sum without one is that of all reports."""
    return record["owner"] or ("全部报告" if record["derived"] else None)


def grouped(totals: Iterable[Record], number: Callable[[Record], int]) -> list[list[Record]]:
    """The totals by indicator: those that most rows speak of first, then in reading order; in each the sums first.

    `number` is the place of a total in reading order.
    """
    groups: dict[tuple[str | None, str | None], list[Record]] = {}
    for record in sorted(totals, key=number):
        groups.setdefault((record["category"] or record["indicator"], record["unit"]), []).append(record)
    for group in groups.values():
        group.sort(
            key=lambda record: (not record["derived"], record["owner"] is not None, record["owner"] or "")
        )
    return sorted(groups.values(), key=lambda group: -len(group))
