"""The parts of the digest, in order."""

from __future__ import annotations

from pipeline.writers.digest.material import Section
from pipeline.writers.digest.sections import figures, named, open, table, told, yearbook

SECTIONS: tuple[Section, ...] = (
    figures.SECTION,
    table.SECTION,
    named.HONOUR_SECTION,
    named.BRAND_SECTION,
    named.MECHANISM_SECTION,
    told.QUOTE_SECTION,
    told.CHRONICLE_SECTION,
)
YEARBOOK: tuple[Section, ...] = (yearbook.SECTION, table.SECTION, told.CHRONICLE_SECTION)
APPENDIX: Section = open.SECTION
