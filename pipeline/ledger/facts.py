"""Counts made ready to be compared: what is measured, by whom, when, and how much exactly.

Two facts with the same `Measure`, owner and period speak of the same figure. A known figure is its category; an
unknown one is its wording, its unit and, where an act is counted, the verb.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from pipeline.ledger.quantities import Quantity, quantity
from pipeline.ledger.taxonomy import figures, level_verbs, nature, unit_class, without_neutral, without_owner
from pipeline.rows.articles import ArticleRow
from pipeline.rows.counts import Count

YEAR_REPORT = re.compile(r"((?:19|20)\d\d)年")
PART_OF_YEAR = re.compile("半年|季度|月|简报|通知|计划|要点|方案|规划")
MEASURED = ("land", "mass", "money")  # dimensions whose units differ in size: compared in base units
PLAIN = (None, "new", "cumulative")  # aspects of figures that stand for themselves


class Measure(NamedTuple):
    """What is measured. `act` is empty for a known figure and where a verb only says how much there is."""

    what: str
    unit: str
    act: str
    new: bool
    known: bool


@dataclass(frozen=True, slots=True)
class Fact:
    """A count with its id, what it measures, and the date of its article (ISO, empty where unknown)."""

    count: Count
    id: str
    measure: Measure
    quantity: Quantity
    dated: str
    nature: str | None
    title: str = ""  # of its article

    @property
    def period(self) -> str | None:
        """The period told; of a known flow without one, the year that its article is a report of by its headline."""
        if self.count.period or self.nature != "flow" or not self.measure.known:
            return self.count.period
        return report_year(self.title) or None

    @property
    def reported(self) -> str:
        """The year that its article is a report of, else the year of its date; empty where unknown."""
        return report_year(self.title) or self.dated[:4]

    @property
    def position(self) -> tuple[str, int, int, int, int, int]:
        return self.count.position

    @property
    def place(self) -> tuple[str, int]:
        """Its document and article."""
        return self.count.evidence.document, self.count.evidence.article


def facts_of(counts: Iterable[Count], articles: Iterable[ArticleRow] = ()) -> Iterator[Fact]:
    """The counts that say what they count, ready to be compared."""
    told = {(row.document, row.article): (row.date or "", row.title) for row in articles}
    for count in counts:
        if count.indicator:
            evidence = count.evidence
            dated, title = told.get((evidence.document, evidence.article), ("", ""))
            yield Fact(count, count.id, measure(count), quantity(count), dated, nature(count), title)


@lru_cache(maxsize=4096)
def report_year(title: str) -> str:
    """2024 for 青石镇2024年党建工作总结; empty for a report of a part of a year, and for none."""
    found = YEAR_REPORT.search(title)
    return found[1] if found and not PART_OF_YEAR.search(title) else ""


def measure(count: Count) -> Measure:
    """What `count` measures; see Measure."""
    figure = figures().get(count.category or "")
    is_new = count.aspect == "new"
    unit = unit_class(count.base_unit or count.unit)
    if figure and not figure.family:
        measured = figure.dimension in MEASURED
        return Measure(figure.name, unit if measured else "", "", is_new and figure.nature != "flow", True)
    what = topic(without_owner(count.indicator or "", count.owner))
    return Measure(what, unit, "" if figure else act(what, count.action), is_new, figure is not None)


@lru_cache(maxsize=65536)
def act(what: str, action: str | None) -> str:
    """The verb where an act is counted and `what` does not say it already."""
    verb = action or ""
    return "" if verb in level_verbs() or what.startswith(verb) else verb


@lru_cache(maxsize=65536)
def topic(indicator: str) -> str:
    """The phrase to compare wordings by."""
    return without_neutral("".join(indicator.split()))
