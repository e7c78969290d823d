"""The figures that may be printed: each said once, with the facts behind it and those left out with why.

One figure for each (measure, owner, period). Where several facts say it, the more exact wording wins when they agree;
where they do not, the later report of a stock, else what most documents say, and checks.py shows both.
Figures without an owner or without a word for what they count are not printed. ledger/adding.py makes the sums.
"""

from __future__ import annotations

import dataclasses
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Sequence
from datetime import date
from decimal import Decimal

from pipeline.ledger.adding import Stated, over_owners, over_periods
from pipeline.ledger.facts import PLAIN, Fact, act, facts_of, report_year, topic
from pipeline.ledger.hierarchy import Hierarchy
from pipeline.ledger.quantities import agree, printed_bounds
from pipeline.ledger.spans import Span, span
from pipeline.ledger.taxonomy import is_figure
from pipeline.rows.articles import ArticleRow
from pipeline.rows.counts import Count
from pipeline.rows.organisations import Organisation
from pipeline.rows.places import Place
from pipeline.rows.totals import LeftOut, Total

FULL_DATE = len("2024-12-31")
NEAR = 45  # days within which a stock told as of now is that of a day told elsewhere
IN_TABLE = "counts.table"  # the rule of a table's cells
Subject = tuple[str, str, str]  # topic, owner, period: what a share or a target is said of


def totals(
    counts: Sequence[Count],
    organisations: Sequence[Organisation] = (),
    places: Sequence[Place] = (),
    articles: Sequence[ArticleRow] = (),
) -> list[Total]:
    """The printable figures of the run: stated ones, then their sums, each in the order of its columns.

    `articles` give the dates of the reports, without which a later report cannot win over an earlier one.
    """
    facts = sorted(facts_of(counts, articles), key=lambda fact: (fact.position, fact.id))
    frame = Hierarchy(organisations, places)
    figures = stated(facts, frame)
    rows = [*printed(figures), *over_owners(figures, frame), *over_periods(figures)]
    return sorted(rows, key=reading_order)


def stated(facts: Sequence[Fact], frame: Hierarchy) -> list[Stated]:
    """One figure for each measure, owner and period that the facts give."""
    groups: dict[tuple[object, ...], list[Fact]] = defaultdict(list)
    aside: dict[Subject, list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.count.owner is None or not is_figure(fact.count):
            continue
        if fact.count.aspect in PLAIN:
            groups[fact.measure, frame.node(fact.count.owner), moment_of(fact)].append(fact)
        else:
            aside[subject(fact)].append(fact)
    feet = {fact.count.part_of for fact in facts if fact.count.evidence.rule == IN_TABLE}
    whole = [part for group in with_undated(groups) for part in of_one_voice(group)]
    figures = [chosen(group, feet) for group in whole if not of_two_places(group, frame)]
    return with_aside(figures, aside)


def moment_of(fact: Fact) -> date | Span | None:
    """What facts must share to be of one time: of a stock the day, of a flow the days, None where none is told."""
    days = span(fact.period)
    return days.last if days and fact.nature == "stock" else days


def with_undated(groups: dict[tuple[object, ...], list[Fact]]) -> list[list[Fact]]:
    """The groups, those without a time put to the one that they are of.

    目前共有党员63名 in a report of 28 December is the figure of the end of that year, if one is told; 走访群众1200户 in a
    report of 2024 is that of 2024.
    """
    days: dict[tuple[object, object], list[tuple[date, list[Fact]]]] = defaultdict(list)
    for (what, node, when), group in groups.items():
        if isinstance(when, date):
            days[what, node].append((when, group))
    for (what, node, when), group in list(groups.items()):
        if when is not None:
            continue
        stay: list[Fact] = []
        for fact in group:
            home = home_of(fact, days.get((what, node), ()), groups, (what, node))
            (stay if home is None else home).append(fact)
        groups[what, node, when] = stay
    return [sorted(group, key=lambda fact: fact.position) for group in groups.values() if group]


def of_one_voice(group: list[Fact]) -> list[list[Fact]]:
    """A place and the body that speaks for it say one figure where they agree; else each has its own."""
    owners = sorted({fact.count.owner or "" for fact in group})
    if len(owners) == 1 or all(agree(fact.quantity, group[0].quantity) for fact in group):
        return [group]
    return [[fact for fact in group if fact.count.owner == owner] for owner in owners]


def home_of(
    fact: Fact,
    days: Sequence[tuple[date, list[Fact]]],
    groups: dict[tuple[object, ...], list[Fact]],
    key: tuple[object, object],
) -> list[Fact] | None:
    """The group of a known time that a fact without one belongs to."""
    if fact.nature == "stock":
        told = span(fact.dated) if len(fact.dated) == FULL_DATE else None
        near = [(abs((told.last - day).days), day, group) for day, group in days] if told else []
        best = min(near, key=lambda entry: entry[:2], default=None)
        return best[2] if best and best[0] <= NEAR else None
    year = span(report_year(fact.title)) if fact.nature == "flow" else None
    return groups.get((*key, year)) if year else None


def of_two_places(group: Sequence[Fact], frame: Hierarchy) -> bool:
    """Whether the owner's name is that of several places, so that facts of several documents may not be of one."""
    return group[0].count.owner in frame.ambiguous and len({fact.place[0] for fact in group}) > 1


def chosen(group: Sequence[Fact], feet: Container[str | None] = ()) -> Stated:
    """The fact that says the figure best, and the others with why they do not stand."""
    ids = {fact.id for fact in group}
    wholes = [fact for fact in group if fact.count.part_of not in ids] or list(group)
    # The foot of a table holds its rows, which need not be all of its owner.
    full = [fact for fact in wholes if fact.id not in feet] or wholes
    winner = best_of(full)
    left_out = tuple(
        LeftOut(fact.id, "part" if is_part(fact, winner, ids, feet) else why_not(fact, winner))
        for fact in group
        if fact is not winner
    )
    return Stated(winner, left_out)


def is_part(fact: Fact, winner: Fact, ids: Container[str | None], feet: Container[str | None]) -> bool:
    foot = fact.id in feet and winner.id not in feet and not agree(fact.quantity, winner.quantity)
    return fact.count.part_of in ids or foot


def best_of(facts: Sequence[Fact]) -> Fact:
    """The fact to believe, in the finest of the wordings that agree with it."""
    documents: dict[Decimal, set[str]] = defaultdict(set)
    for fact in facts:
        documents[fact.quantity.value].add(fact.place[0])
    ranked = [
        (preference(fact, len(documents[fact.quantity.value])), -place if ages(fact) else place, fact)
        for place, fact in enumerate(facts)
    ]
    best = min(ranked, key=lambda entry: entry[:2])[2]
    alike = [fact for fact in facts if is_like(fact, best) and agree(fact.quantity, best.quantity)]
    return min(alike, key=lambda fact: (fact.quantity.step, fact.position))


def preference(fact: Fact, documents: int) -> tuple[object, ...]:
    """Sort key, best first: exact, of a flow the running total, the latest report, said most often.

    Of equal ones the first stands, but what no time is given for is told from then to now: 过去不到600元，如今超过2万元.
    """
    later_wins = ages(fact)
    day = tuple(-ord(character) for character in fact.dated) if later_wins else ()
    running = fact.count.aspect == "cumulative"
    own = fact.count.period is None or not is_own(fact)  # of one day, the owner's own report is believed
    of_its_year = fact.count.period is None or report_year(fact.title) != (fact.count.period or "")[:4]
    return (
        not fact.quantity.exact,
        not running,
        own,
        of_its_year,
        later_wins and not fact.dated,
        day,
        -documents,
    )


def is_own(fact: Fact) -> bool:
    """Whether the fact stands in a report of its owner: the headline names it."""
    return bool(fact.count.owner) and (fact.count.owner or "") in fact.title


def is_like(fact: Fact, other: Fact) -> bool:
    """Whether the two are equally good but for how finely they are told."""
    return preference(fact, 0) == preference(other, 0)


def ages(fact: Fact) -> bool:
    """Whether a later report of the figure replaces it: a stock, or what no period is given for."""
    return fact.nature == "stock" or fact.period is None


def why_not(fact: Fact, winner: Fact) -> str:
    """Why `fact` does not stand where `winner` does, one of REASONS."""
    if fact.quantity.value == winner.quantity.value and fact.count.bound == winner.count.bound:
        return "repeat"
    if agree(fact.quantity, winner.quantity):
        return "approximate"
    if ages(fact) and fact.dated and fact.dated < winner.dated:
        return "superseded"
    runs = winner.count.aspect == "cumulative" and fact.count.aspect != "cumulative"
    return "part" if runs and fact.quantity.value < winner.quantity.value else "conflict"


def subject(fact: Fact) -> Subject:
    return topic(fact.count.indicator or ""), fact.count.owner or "", fact.count.period or ""


def with_aside(figures: Iterable[Stated], aside: dict[Subject, list[Fact]]) -> list[Stated]:
    """The figures with the shares, changes and targets that are said of them, which are never added."""
    complete = []
    for figure in figures:
        others = tuple(
            LeftOut(fact.id, fact.count.aspect or "") for fact in aside.get(subject(figure.winner), ())
        )
        complete.append(dataclasses.replace(figure, left_out=(*figure.left_out, *others)))
    return complete


def printed(figures: Sequence[Stated]) -> list[Total]:
    """The stated figures as rows. Where two would read the same, the verb tells them apart: 慰问老党员, 老党员."""
    names = Counter(label(row_of(figure)) for figure in figures)
    rows: dict[tuple[object, ...], Total] = {}
    for figure in figures:
        row = row_of(figure)
        if names[label(row)] > 1:
            row = dataclasses.replace(row, indicator=verb_of(figure.winner) + row.indicator)
        rows.setdefault((*label(row), row.category), row)
    return list(rows.values())


def label(row: Total) -> tuple[object, ...]:
    return row.indicator, row.unit, row.owner, row.period


def verb_of(fact: Fact) -> str:
    """The verb to tell this figure from another of the same words; 新增 where there is none for a new one."""
    return act(fact.count.indicator or "", fact.count.action) or ("新增" if fact.measure.new else "")


def row_of(figure: Stated) -> Total:
    count = figure.winner.count
    low, high = printed_bounds(count)
    return Total(
        indicator=count.indicator or "",
        category=count.category,
        unit=count.unit,
        owner=count.owner,
        period=figure.winner.period,
        value=count.value,
        low=low,
        high=high,
        derived=False,
        facts=(figure.winner.id,),
        left_out=figure.left_out,
    )


def reading_order(row: Total) -> tuple[object, ...]:
    return (
        row.derived,
        *(getattr(row, key) or "" for key in ("category", "indicator", "unit", "owner", "period")),
    )
