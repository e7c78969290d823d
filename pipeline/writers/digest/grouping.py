"""By what the figures of a digest are put together: by owner, by theme, or by period."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Protocol, TypeVar

from pipeline import lexicons
from pipeline.writers.chronicle import spoken

UNOWNED = "原文没有写明主体的数"
UNDATED = "原文没有写明时间的数"
OTHER = "其他"
SUMS = "全部报告"


class Grouped(Protocol):
    """What grouping asks of a figure in words."""

    @property
    def owner(self) -> str: ...
    @property
    def period(self) -> str | None: ...
    @property
    def order(self) -> int: ...
    @property
    def said(self) -> str: ...


G = TypeVar("G", bound=Grouped)


def by_owner(entries: Iterable[G]) -> list[tuple[str, list[G]]]:
    """Sums of the whole run first, then the owners with the most figures, what has none last."""
    groups = _groups(entries, lambda entry: entry.owner)
    sizes = Counter({name: len(group) for name, group in groups.items()})
    return sorted(groups.items(), key=lambda item: (item[0] != SUMS, item[0] == UNOWNED, -sizes[item[0]]))


def by_theme(entries: Iterable[G]) -> list[tuple[str, list[G]]]:
    """In the order of the themes, what belongs to none last."""
    groups = _groups(entries, lambda entry: theme(entry.said))
    order = [*(each["name"] for each in lexicons.settings("digest")["themes"]), OTHER]
    return sorted(groups.items(), key=lambda item: order.index(item[0]))


def by_period(entries: Iterable[G]) -> list[tuple[str, list[G]]]:
    """By year, the latest first; figures over several years by their span; what has no time last."""
    groups = _groups(entries, lambda entry: year(entry.period))
    found = sorted(groups.items(), key=lambda item: item[0], reverse=True)
    return [
        (spoken(name) if name else UNDATED, group)
        for name, group in sorted(found, key=lambda item: not item[0])
    ]


def theme(said: str) -> str:
    """The first theme whose words stand in what is said."""
    for each in lexicons.settings("digest")["themes"]:
        if any(word in said for word in each["words"]):
            return str(each["name"])
    return OTHER


def year(period: str | None) -> str:
    """2024 for 2024-06 and for 2024-01/2024-03; the span of years for longer ones; "" for none."""
    ends = list(dict.fromkeys(end[:4] for end in period.split("/"))) if period else [""]
    return "/".join(ends)


def _groups(entries: Iterable[G], key: Callable[[G], str]) -> dict[str, list[G]]:
    groups: dict[str, list[G]] = {}
    for entry in sorted(entries, key=lambda entry: entry.order):
        groups.setdefault(key(entry), []).append(entry)
    return groups


BY: dict[str, str] = {"owner": "按单位", "theme": "按主题", "period": "按年份"}
