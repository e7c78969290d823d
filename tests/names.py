"""What the names of a text are, for the tests of extract/ and resolve/."""

from __future__ import annotations

from pathlib import Path

from pipeline.extract import anaphors, organisations, people, places
from pipeline.language.analyse import analyse
from pipeline.model.document import Article, Document, Paragraph, Reading
from pipeline.model.row import Findings
from pipeline.resolve import anaphora, entities, overlaps
from pipeline.rows.mentions import Mention
from pipeline.rows.organisations import Organisation
from pipeline.rows.places import Place

CASES = Path(__file__).parent / "cases"


def cases(name: str) -> list[tuple[str, str]]:
    """The text and what is expected of it, from `cases/NAME.tsv`."""
    lines = (CASES / f"{name}.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(row[0], row[1]) for row in rows]


def reading_of(text: str) -> Reading:
    """A document of one article. `\\n` parts its paragraphs; `#` at the beginning of one makes it the title."""
    paragraphs = tuple(
        Paragraph(number, "title" if line.startswith("#") else "body", line.removeprefix("#"))
        for number, line in enumerate(text.split("\\n"), start=1)
    )
    title = paragraphs[0].text if paragraphs[0].kind == "title" else ""
    article = Article(1, title, None, (), None, "2024-07-01", False, (), paragraphs)
    return analyse(Document("a.txt", (article,)))


def named(text: str) -> Findings:
    """Mentions and entities of a text."""
    reading = reading_of(text)
    findings = Findings()
    for extractor in (places.EXTRACTOR, organisations.EXTRACTOR, people.EXTRACTOR, anaphors.EXTRACTOR):
        findings = findings.adding(extractor.extract(reading, findings))
    for resolver in (overlaps.resolve, entities.resolve, anaphora.resolve):
        findings = resolver(reading, findings)
    return findings


def mentions(text: str, kind: str) -> list[Mention]:
    return [m for m in named(text).of(Mention) if m.kind == kind and not m.anaphor]


def pointing(text: str) -> list[str]:
    """Each short form with the canonical name it points to: 该村→大田村."""
    findings = named(text)
    names = {row.id: row.name for row in findings.of(Organisation)}
    names |= {row.id: row.name for row in findings.of(Place)}
    short = [m for m in findings.of(Mention) if m.anaphor and m.kind != "person"]
    return [f"{m.surface}→{names[m.entity or '']}" for m in short]
