"""periods: the time of each figure, and None where none is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.extract import counts
from pipeline.language.analyse import analyse
from pipeline.model.document import Article, Document, Paragraph
from pipeline.model.row import Findings
from pipeline.resolve import periods
from pipeline.rows.counts import Count

CASES = Path(__file__).parent / "cases" / "resolve" / "periods.tsv"


def cases() -> list[tuple[str, str]]:
    lines = CASES.read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(row[0], row[1]) for row in rows]


def told(text: str) -> str:
    """`headline\\nparagraph\\n…`, # begins a heading; the report is of 10 March 2025."""
    first, *lines = text.split("\\n")
    paragraphs = [Paragraph(1, "title", first)]
    paragraphs += [
        Paragraph(n, "heading" if line.startswith("#") else "body", line.removeprefix("#"))
        for n, line in enumerate(lines, start=2)
    ]
    article = Article(1, first, None, (), None, "2025-03-10", False, (), tuple(paragraphs))
    reading = analyse(Document("a.txt", (article,)))
    findings = Findings().adding(counts.extract(reading, Findings()))
    found = periods.resolve(reading, findings).of(Count)
    return " ; ".join(f"{count.text}={count.period or ''}" for count in found)


@pytest.mark.parametrize(("text", "expected"), cases(), ids=[text[:30] for text, _ in cases()])
def test_case(text: str, expected: str) -> None:
    assert told(text) == expected
