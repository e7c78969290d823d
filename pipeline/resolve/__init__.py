"""Names to entities and facts to owners, within one document. The order below is the order in which they run."""

from __future__ import annotations

from collections.abc import Callable

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


def resolve(reading: Reading, findings: Findings) -> Findings:
    """The findings with entities, owners, periods and relations."""
    for resolver in RESOLVERS:
        findings = resolver(reading, findings)
    return findings
