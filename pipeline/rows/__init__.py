"""The tables of the contract, one file each: dataclass, columns, identity. No rules.

A new table is one file here and one line in ROW_TYPES.
"""

from __future__ import annotations

from typing import Any

from pipeline.model.row import RowType
from pipeline.rows.activities import ACTIVITIES
from pipeline.rows.articles import ARTICLES
from pipeline.rows.brands import BRANDS
from pipeline.rows.checks import CHECKS
from pipeline.rows.counts import COUNTS
from pipeline.rows.documents import DOCUMENTS
from pipeline.rows.honours import HONOURS
from pipeline.rows.mechanisms import MECHANISMS
from pipeline.rows.mentions import MENTIONS
from pipeline.rows.numerals import NUMERALS
from pipeline.rows.organisations import ORGANISATIONS
from pipeline.rows.paragraphs import PARAGRAPHS
from pipeline.rows.people import PEOPLE
from pipeline.rows.places import PLACES
from pipeline.rows.quotes import QUOTES
from pipeline.rows.relations import RELATION_ROWS
from pipeline.rows.times import TIMES
from pipeline.rows.totals import TOTALS

__all__ = [
    "ACTIVITIES",
    "ARTICLES",
    "BRANDS",
    "CHECKS",
    "COUNTS",
    "DOCUMENTS",
    "HONOURS",
    "MECHANISMS",
    "MENTIONS",
    "NUMERALS",
    "ORGANISATIONS",
    "PARAGRAPHS",
    "PEOPLE",
    "PLACES",
    "QUOTES",
    "RELATION_ROWS",
    "ROW_TYPES",
    "TIMES",
    "TOTALS",
]

ROW_TYPES: tuple[RowType[Any], ...] = (
    DOCUMENTS,
    ARTICLES,
    PARAGRAPHS,
    MENTIONS,
    ORGANISATIONS,
    PEOPLE,
    PLACES,
    COUNTS,
    BRANDS,
    MECHANISMS,
    HONOURS,
    ACTIVITIES,
    QUOTES,
    TIMES,
    RELATION_ROWS,
    NUMERALS,
    TOTALS,
    CHECKS,
)
