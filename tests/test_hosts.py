from __future__ import annotations

from pathlib import Path

import pytest
from things import document

from pipeline.extract import extract
from pipeline.language.analyse import analyse
from pipeline.resolve import resolve
from pipeline.rows.activities import Activity

CASES = Path(__file__).parent / "cases" / "resolve" / "hosts.tsv"
LINES = [line.split("\t") for line in CASES.read_text("utf-8").splitlines() if line and line[0] != "#"]


@pytest.mark.parametrize(("text", "expected"), [(line[0], line[1]) for line in LINES])
def test_cases(text: str, expected: str) -> None:
    reading = analyse(document(text))
    rows = resolve(reading, extract(reading)).of(Activity)
    assert " | ".join(f"{a.name}@{a.host or '?'}" for a in rows) == expected
