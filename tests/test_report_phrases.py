"""Phrases of real reports: what is read within each, whichever of numerals and times reads it."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_numerals import shown as shown_numeral
from test_times import shown as shown_time

from pipeline.language import numerals, times

CASES = Path(__file__).parent / "cases" / "language" / "report_phrases.tsv"
DATE = "2025-01-10"


def cases() -> list[tuple[str, str, str]]:
    lines = CASES.read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(row[0], row[1], row[2]) for row in rows]


@pytest.mark.parametrize(
    ("phrase", "sentence", "expected"), cases(), ids=[phrase for phrase, _, _ in cases()]
)
def test_case(phrase: str, sentence: str, expected: str) -> None:
    start = sentence.index(phrase)
    end = start + len(phrase)
    expressions = times.find(sentence, DATE)
    counts = [n for n in numerals.find(sentence, expressions) if n.use == "count"]
    found = [shown_time(t) for t in expressions if t.start < end and t.end > start]
    found += [shown_numeral(n) for n in counts if n.start < end and n.end > start]
    assert found == ([] if expected == "-" else [expected])


def test_all_phrases_are_there() -> None:
    assert len(cases()) == 46
