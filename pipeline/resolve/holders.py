"""Takes back what a body cannot hold: an honour of a person whom the text does not name is nobody's."""

from __future__ import annotations

from pipeline.extract.honours import PERSONAL
from pipeline.model.copying import replace
from pipeline.model.document import Reading
from pipeline.model.row import Findings
from pipeline.rows.honours import Honour
from pipeline.rows.people import Person


def resolve(reading: Reading, findings: Findings) -> Findings:
    """The findings in which no body stands as the holder of a person's honour only because nobody else is named."""
    people = frozenset(row.name for row in findings.of(Person))
    honours = [
        replace(h, holder=None) if h.evidence.rule == PERSONAL and h.holder not in people else h
        for h in findings.of(Honour)
    ]
    return findings.replacing(Honour, honours) if honours else findings
