"""One figure in two years: what changes past belief, and ends that do not follow from beginnings.

Rules H4 and H10 of the year book editors. H9, last year's end told anew, is a contradiction (check_facts.py).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from pipeline.ledger.alarms import alarm, said, told_of, where
from pipeline.ledger.facts import Fact, Measure
from pipeline.ledger.hierarchy import Hierarchy
from pipeline.ledger.quantities import Quantity
from pipeline.ledger.spans import span
from pipeline.ledger.taxonomy import adds_over_owners, is_figure, unit_class
from pipeline.rows.checks import Check

BAND = {"stock": Decimal(2), "flow": Decimal(5)}  # times by which a figure hardly changes in a year
WRITTEN = (Decimal(10), Decimal(100), Decimal(1000), Decimal(10000))  # a lost point, 万 or 亿
CLOSE = Decimal("0.3")  # how near to one of these a change is to look like it
SMALL = 20  # a figure may go from 3 to 12
Series = dict[tuple[Measure, str], dict[int, Fact]]


def year_changes(facts: Sequence[Fact], frame: Hierarchy) -> Iterator[Check]:
    """A figure that is many times that of the year before, or a small part of it."""
    for by_year in by_years(facts, frame).values():
        for year, new in sorted(by_year.items()):
            old = by_year.get(year - 1)
            if old is None or not is_beyond(old, new):
                continue
            times = max(old.quantity.value, new.quantity.value) / min(old.quantity.value, new.quantity.value)
            way = "增至" if new.quantity.value > old.quantity.value else "减至"
            message = (
                f"与上年相比变动异常：{told_of(old)}“{old.count.text}”（{where(old.count.evidence)}），"
                f"{year}年为“{new.count.text}”，{way}约{times:.1f}{'倍' if way == '增至' else '分之一'}，请核对单位和小数点。"
            )
            yield alarm("change", "change.abnormal", "warning", message, (new, old))


def by_years(facts: Sequence[Fact], frame: Hierarchy) -> Series:
    """The known figures of whole years, and of ends of years, by measure and owner. Two values of one year: none."""
    found: dict[tuple[Measure, str], dict[int, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    for fact in facts:
        year = whole_year(fact)
        if year and fact.count.owner and fact.measure.known and fact.quantity.exact and is_plain(fact):
            found[fact.measure, frame.node(fact.count.owner)][year].append(fact)
    return {
        key: {year: same[0] for year, same in years.items() if len({f.quantity.value for f in same}) == 1}
        for key, years in found.items()
    }


def is_plain(fact: Fact) -> bool:
    plain = fact.count.aspect in (None, "cumulative") and fact.count.part_of is None
    return plain and is_figure(fact.count) and adds_over_owners(fact.count)


def whole_year(fact: Fact) -> int | None:
    days = span(fact.count.period)
    if days is None or (days.last.month, days.last.day) != (12, 31):
        return None
    if fact.nature == "stock":
        return days.last.year
    return (
        days.last.year
        if (days.first.month, days.first.day, days.first.year) == (1, 1, days.last.year)
        else None
    )


def is_beyond(old: Fact, new: Fact) -> bool:
    low, high = sorted((old.quantity.value, new.quantity.value))
    if low <= 0 or high < SMALL:
        return False
    times = high / low
    looks_like_a_slip = any(abs(times / size - 1) <= CLOSE for size in WRITTEN)
    return looks_like_a_slip or times > BAND.get(new.nature or "flow", BAND["flow"]) * 2


def stocks_and_flows(facts: Sequence[Fact], frame: Hierarchy) -> Iterator[Check]:
    """年初1186名，净增18名，年末1204名: the end is the beginning and the net change. Told in one document."""
    groups: dict[tuple[tuple[str, int], Measure, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.nature == "stock" and fact.measure.known and fact.quantity.exact and fact.count.owner:
            groups[fact.place, fact.measure, frame.node(fact.count.owner)].append(fact)
    nets = [fact for fact in facts if fact.count.aspect == "change" and "净" in told_before(fact)]
    by_place: dict[tuple[str, int], list[list[Fact]]] = defaultdict(list)
    for (place, _, _), group in groups.items():
        by_place[place].append(group)
    for net in nets:
        for group in by_place.get(net.place, ()):
            if net.quantity.exact and unit(net) == unit(group[0]):
                yield from end_of_year(group, net)


def end_of_year(group: Sequence[Fact], net: Fact) -> Iterator[Check]:
    ends: dict[date, Fact] = {}
    for fact in group:
        days = span(fact.count.period)
        if days and fact.count.aspect is None:
            ends.setdefault(days.last, fact)
    ordered = [ends[day] for day in sorted(ends)]
    if len(ordered) != 2 or net.count.evidence.paragraph != ordered[1].count.evidence.paragraph:
        return
    old, new = ordered
    slack = sum((step(fact.quantity) for fact in (old, new, net)), Decimal(0)) / 2
    due = old.quantity.value + net.quantity.value
    if abs(due - new.quantity.value) > slack:
        message = (
            f"期初、净增与期末不符：{said(old)}加上净增“{net.count.text}”应为{due.normalize():f}，"
            f"文中为{said(new)}，请核对。"
        )
        yield alarm("change", "change.balance", "error", message, (new, old, net))


def step(quantity: Quantity) -> Decimal:
    return quantity.step


def unit(fact: Fact) -> str:
    return unit_class(fact.count.base_unit or fact.count.unit)


def told_before(fact: Fact) -> str:
    evidence = fact.count.evidence
    return evidence.sentence[max(0, evidence.start - 6) : evidence.start] + (fact.count.action or "")
