"""Sentences to rows: one extractor for each table. The order below is the order in which they run.

A later extractor sees the rows of the earlier ones: numbers inside a mechanism's name are no counts.
A new table is one file here and one line in EXTRACTORS.
"""

from __future__ import annotations

from pipeline.extract import (
    activities,
    anaphors,
    brands,
    counts,
    honours,
    mechanisms,
    numerals,
    organisations,
    people,
    places,
    quotes,
    times,
)
from pipeline.extract.extractor import Extractor
from pipeline.model.document import Reading
from pipeline.model.row import Findings

EXTRACTORS: tuple[Extractor, ...] = (
    places.EXTRACTOR,
    organisations.EXTRACTOR,
    people.EXTRACTOR,
    anaphors.EXTRACTOR,
    brands.EXTRACTOR,
    mechanisms.EXTRACTOR,
    honours.EXTRACTOR,
    activities.EXTRACTOR,
    quotes.EXTRACTOR,
    counts.EXTRACTOR,
    times.EXTRACTOR,
    numerals.EXTRACTOR,
)


def extract(reading: Reading) -> Findings:
    """All that the extractors find in one document."""
    findings = Findings()
    for extractor in EXTRACTORS:
        findings = findings.adding(extractor.extract(reading, findings))
    return findings
