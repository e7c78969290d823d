"""Where numbers do not fit: every disagreement with both passages, never a correction.

A rounded or approximate figure within its own precision is no contradiction; see quantities.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pipeline.ledger.check_changes import changes
from pipeline.ledger.check_facts import contradictions, ranges, repeats
from pipeline.ledger.check_parts import shares, sums
from pipeline.ledger.check_scopes import doubtful_years
from pipeline.ledger.check_slips import one_value_twice, shares_of_one_whole
from pipeline.ledger.check_years import stocks_and_flows, year_changes
from pipeline.ledger.facts import Fact, facts_of
from pipeline.ledger.hierarchy import Hierarchy
from pipeline.ledger.spans import Span, span
from pipeline.ledger.taxonomy import listed
from pipeline.rows.articles import ArticleRow
from pipeline.rows.checks import SEVERITIES, Check
from pipeline.rows.counts import Count
from pipeline.rows.places import Place


def checks(
    counts: Sequence[Count], articles: Sequence[ArticleRow] = (), places: Sequence[Place] = ()
) -> list[Check]:
    """Every check that fires, the severest first, then in reading order.

    `articles` give the dates of the reports; without them nothing is said of dates.
    """
    facts = sorted(facts_of(counts, articles), key=lambda fact: (fact.position, fact.id))
    found = {check.id: check for check in all_checks(facts, articles, Hierarchy((), places))}
    return sorted(found.values(), key=lambda c: (SEVERITIES.index(c.severity), c.position, c.kind, c.id))


def all_checks(facts: Sequence[Fact], articles: Iterable[ArticleRow], frame: Hierarchy) -> Iterator[Check]:
    yield from sums(facts)
    yield from shares(facts)
    yield from changes(facts)
    yield from contradictions(facts, frame)
    yield from repeats(facts)
    yield from year_changes(facts, frame)
    yield from stocks_and_flows(facts, frame)
    yield from shares_of_one_whole(facts)
    yield from one_value_twice(facts)
    days = reported(articles)
    yield from ranges(facts, days)
    yield from doubtful_years(facts, days)


def reported(articles: Iterable[ArticleRow]) -> dict[tuple[str, int], Span]:
    """The days of the articles that give their own date. A notice or a plan speaks of what is to come: left out."""
    ahead = listed("checks", "plans")
    told = (
        row for row in articles if not row.date_inferred and not row.title.rstrip("》”」").endswith(ahead)
    )
    dated = ((row, span(row.date)) for row in told)
    return {(row.document, row.article): days for row, days in dated if days}
