"""Sums of stated figures, and only those that no body and no day is counted twice in.

Over owners: the figures of places or bodies that lie beside each other in one place, or in the run. Where an owner
has its own figure, those of its parts are left out; what may lie inside another owner, for all we know, too.
Over periods: flows of one owner in periods that follow each other without a gap.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.ledger.facts import Fact, Measure, report_year
from pipeline.ledger.hierarchy import UNPLACED, WHOLE, Hierarchy
from pipeline.ledger.quantities import agree, base_factor, printed_bounds
from pipeline.ledger.spans import Span, span, written
from pipeline.ledger.taxonomy import adds_over_owners
from pipeline.rows.totals import LeftOut, Total

SHORTEST = 28  # days: figures of single days or weeks are events, not a series


@dataclass(frozen=True)
class Stated:
    """A figure that the texts state: the fact that says it best, and those left out."""

    winner: Fact
    left_out: tuple[LeftOut, ...] = ()

    @property
    def days(self) -> Span | None:
        return span(self.winner.period)


@dataclass(frozen=True)
class Sum:
    """Figures to be added, and what must not be added with them."""

    members: tuple[Stated, ...]
    left_out: tuple[LeftOut, ...]


def over_owners(figures: Iterable[Stated], frame: Hierarchy) -> Iterator[Total]:
    """Sums of one measure in one period, for each place that holds several owners, and for the run."""
    buckets: dict[tuple[object, ...], list[Stated]] = defaultdict(list)
    for figure in figures:
        when = moment(figure)
        if when is not None and adds_over_owners(figure.winner.count):
            buckets[figure.winner.measure, when].append(figure)
    for whole_bucket in buckets.values():
        bucket = without_stated_sums(whole_bucket)
        if len(bucket) > 1:
            nodes, left_out = one_for_each_node(bucket, frame)
            period = written(when) if isinstance((when := moment(bucket[0])), Span) else None
            yield from sums_up_the_chain(nodes, left_out, frame, period)


def without_stated_sums(bucket: Sequence[Stated]) -> list[Stated]:
    """The figures without those that a text says are parts of another here: the rows above 合计 in a table."""
    said = {figure.winner.id for figure in bucket}
    said |= {item.row for figure in bucket for item in figure.left_out}
    return [figure for figure in bucket if figure.winner.count.part_of not in said]


def moment(figure: Stated) -> object | None:
    """What figures must share to be of one time; None for a figure that fixes none and so is added to nothing.

    A stock is of its year; a flow of its exact days. Without a period it is of the year of its report, if it is a
    figure that the taxonomy knows: 人数 of one village and 人数 of another may count different people.
    """
    fact = figure.winner
    days = figure.days
    if days is None and fact.count.category is None:
        return None
    year = fact.reported
    if fact.nature == "stock":
        return f"{days.last.year:04}" if days else year or None
    if days is None and report_year(fact.title):
        return span(report_year(fact.title))  # 走访群众1200户 in 青石镇2024年工作总结
    return days or ((year, fact.count.aspect) if year else None)


def one_for_each_node(
    bucket: Sequence[Stated], frame: Hierarchy
) -> tuple[dict[str, Stated], dict[str, list[LeftOut]]]:
    """The figure of each node, and what each leaves out: of a stock the latest one, of equal dates the more exact."""
    found: dict[str, Stated] = {}
    left_out: dict[str, list[LeftOut]] = defaultdict(list)
    for figure in sorted(bucket, key=lambda f: f.winner.position):
        owner = figure.winner.count.owner or ""
        node = frame.node(owner)
        left_out[node] += figure.left_out
        other = found.get(node)
        if owner in frame.ambiguous:
            continue
        if other is None:
            found[node] = figure
            continue
        better, worse = (figure, other) if fitness(figure) > fitness(other) else (other, figure)
        found[node] = better
        left_out[node].append(LeftOut(worse.winner.id, why_worse(worse, better)))
    return found, left_out


def fitness(figure: Stated) -> tuple[object, ...]:
    days = figure.days
    return (days.last.toordinal() if days else 0, figure.winner.dated, figure.winner.quantity.exact)


def why_worse(worse: Stated, better: Stated) -> str:
    if worse.winner.quantity.value == better.winner.quantity.value:
        return "repeat"
    if agree(worse.winner.quantity, better.winner.quantity):
        return "approximate"
    return "superseded" if fitness(worse)[:2] < fitness(better)[:2] else "conflict"


def sums_up_the_chain(
    nodes: dict[str, Stated],
    left_out: dict[str, list[LeftOut]],
    frame: Hierarchy,
    period: str | None = None,
) -> Iterator[Total]:
    """A sum for each holder of two or more nodes that has no figure of its own; the narrowest of equal holders.

    `period` is what all are of, where it is known; else what they have in common.
    """
    direct: dict[str, list[str]] = defaultdict(list)  # holder → nodes to be added
    inner: dict[str, list[str]] = defaultdict(list)  # holder → nodes inside one of these
    if WHOLE in nodes:  # the country has its own figure
        return
    for node in nodes:
        target = direct
        for holder in (*frame.ancestors(node), WHOLE):
            if holder in nodes:
                target = inner
            else:
                target[holder].append(node)
    seen: set[frozenset[str]] = set()
    for holder in sorted(direct, key=lambda h: (h == WHOLE, -len(frame.ancestors(h)), h)):
        if holder == WHOLE or frame.is_place(holder):
            beside, unclear = beside_each_other(direct[holder], holder, frame)
            members = frozenset(beside)
            if len(members) > 1 and members not in seen:
                seen.add(members)
                parts = [LeftOut(nodes[node].winner.id, "part") for node in (*unclear, *inner[holder])]
                others = [item for node in (*beside, *unclear, *inner[holder]) for item in left_out[node]]
                added = Sum(tuple(nodes[node] for node in beside), (*parts, *others))
                yield sum_row(added, holder or None, period or common_period(added.members))


def beside_each_other(nodes: Sequence[str], holder: str, frame: Hierarchy) -> tuple[list[str], list[str]]:
    """The nodes that surely do not hold each other, and those of which that is not known.

    A village beside a town may lie in it unless its own town is known: every node must be of the highest level
    met, or have a holder of that level. A body that no place is known for is never added for the run.
    """
    top = min(frame.rank(node) for node in nodes)
    beside: list[str] = []
    unclear: list[str] = []
    for node in nodes:
        chain = frame.ancestors(node)
        placed = frame.rank(node) != UNPLACED or any(frame.is_place(above) for above in chain)
        fits = frame.rank(node) == top or any(frame.rank(above) == top for above in chain)
        (beside if fits and placed else unclear).append(node)
    longer = inside_by_name(beside) if top == UNPLACED else frozenset()
    return [node for node in beside if node not in longer], [*unclear, *sorted(longer)]


def inside_by_name(names: Iterable[str]) -> frozenset[str]:
    """The names that begin with another of them: 某集团物流公司 is taken for a part of 某集团."""
    shorter, inside = "", set()
    for name in sorted(names):
        if shorter and name.startswith(shorter):
            inside.add(name)
        else:
            shorter = name
    return frozenset(inside)


def common_period(members: Sequence[Stated]) -> str | None:
    """The period that all have; of stocks of several days in a year, the year; None where any gives none."""
    periods = {member.winner.period for member in members}
    if len(periods) == 1:
        return periods.pop()
    years = {member.days.last.year for member in members if member.days}
    return f"{years.pop():04}" if len(years) == 1 else None


def over_periods(figures: Iterable[Stated]) -> Iterator[Total]:
    """Sums of one owner's flows in periods that follow each other."""
    series: dict[tuple[Measure, str | None], list[Stated]] = defaultdict(list)
    for figure in figures:
        fact = figure.winner
        if fact.nature == "flow" and fact.count.unit and figure.days and figure.days.days >= SHORTEST:
            series[fact.measure, fact.count.owner].append(figure)
    for (_, owner), group in series.items():
        running = [figure for figure in group if figure.winner.count.aspect == "cumulative"]
        plain = [figure for figure in group if figure.winner.count.aspect != "cumulative"]
        longest, parts = without_parts(plain)
        for run in runs(longest):
            days = Span(days_in(run[0]).first, days_in(run[-1]).last)
            if any(days_in(figure) == days for figure in running):
                continue  # the running total is stated
            inside = [figure for figure in (*parts, *running) if days_in(figure).overlaps(days)]
            left_out = [LeftOut(figure.winner.id, "part") for figure in inside]
            others = [item for figure in (*run, *inside) for item in figure.left_out]
            yield sum_row(Sum(tuple(run), (*left_out, *others)), owner, written(days))


def days_in(figure: Stated) -> Span:
    days = figure.days
    assert days is not None  # a member of a series has a period
    return days


def without_parts(group: Sequence[Stated]) -> tuple[list[Stated], list[Stated]]:
    """The figures of the longest periods in order, and those of periods inside one of these.

    None at all where two periods overlap and neither holds the other: nothing can be said of such a series.
    """
    longest: list[Stated] = []
    parts: list[Stated] = []
    for figure in sorted(group, key=lambda f: (days_in(f).first, -days_in(f).days)):
        if longest and days_in(longest[-1]).covers(days_in(figure)):
            parts.append(figure)
        elif longest and days_in(longest[-1]).overlaps(days_in(figure)):
            return [], []
        else:
            longest.append(figure)
    return longest, parts


def runs(series: Sequence[Stated]) -> Iterator[list[Stated]]:
    """The stretches of two or more periods without a gap."""
    run: list[Stated] = []
    for figure in series:
        if run and not days_in(run[-1]).precedes(days_in(figure)):
            if len(run) > 1:
                yield run
            run = []
        run.append(figure)
    if len(run) > 1:
        yield run


def sum_row(added: Sum, owner: str | None, period: str | None) -> Total:
    """The sum as a row, in the members' own unit where they share one, else in base units."""
    counts = [member.winner.count for member in added.members]
    units = Counter(count.unit for count in counts)
    wordings = Counter(count.indicator or "" for count in counts)
    same_size = len({count.base_unit or count.unit for count in counts}) > 1 or len(units) == 1
    factors = [Decimal(1) if same_size else base_factor(count) for count in counts]
    bounds = [printed_bounds(count) for count in counts]
    lows = [None if low is None else low * factor for (low, _), factor in zip(bounds, factors, strict=True)]
    highs = [
        None if high is None else high * factor for (_, high), factor in zip(bounds, factors, strict=True)
    ]
    members = {member.winner.id for member in added.members}
    return Total(
        indicator=most_common(wordings)
        if len(wordings) == 1
        else counts[0].category or most_common(wordings),
        category=counts[0].category,
        unit=most_common(units) if same_size else counts[0].base_unit,
        owner=owner,
        period=period,
        value=sum((count.value * factor for count, factor in zip(counts, factors, strict=True)), Decimal(0)),
        low=total_of(lows),
        high=total_of(highs),
        derived=True,
        facts=tuple(member.winner.id for member in sorted(added.members, key=lambda m: m.winner.position)),
        left_out=tuple(dict.fromkeys(item for item in added.left_out if item.row not in members)),
    )


def most_common(values: Counter[str] | Counter[str | None]) -> str:
    return min(values, key=lambda value: (-values[value], value or "")) or ""


def total_of(values: Sequence[Decimal | None]) -> Decimal | None:
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if len(known) == len(values) else None
