"""Names to entities and facts to owners, within one document. The order below is the order in which they run."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.lexicons import office
from pipeline.model.document import Reading
from pipeline.model.row import Findings
from pipeline.resolve import anaphora, entities, holders, hosts, overlaps, owners, periods, relations

Resolver = Callable[[Reading, Findings], Findings]

RESOLVERS: tuple[Resolver, ...] = (
    overlaps.resolve,
    entities.resolve,
    anaphora.resolve,
    owners.resolve,
    holders.resolve,
    hosts.resolve,
    periods.resolve,
    relations.resolve,
)


def without_stop_words(findings: Findings) -> Findings:
    """The findings without what bears a name that the office's lexicon says is none."""
    stop = office.stop_words()
    if not stop:
        return findings
    return Findings(
        {
            table: tuple(row for row in rows if getattr(row, "name", None) not in stop)
            for table, rows in findings.rows.items()
        }
    )


def resolve(reading: Reading, findings: Findings) -> Findings:
    """The findings with entities, owners, periods and relations."""
    findings = without_stop_words(findings)
    for resolver in RESOLVERS:
        findings = resolver(reading, findings)
    return findings
