"""owners: whose each figure is, by the words of its sentence, its paragraph or its article."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.extract import extract
from pipeline.language.analyse import analyse
from pipeline.model.document import Article, Document, Paragraph
from pipeline.model.row import Findings
from pipeline.resolve import owners, resolve
from pipeline.rows.counts import Count

CASES = Path(__file__).parent / "cases" / "resolve" / "owners.tsv"


def cases() -> list[tuple[str, str]]:
    lines = CASES.read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(row[0], row[1]) for row in rows]


def article_of(text: str) -> Document:
    """`headline\\nparagraph\\n…`; # begins a heading, \\t parts the cells of a row."""
    first, *lines = text.replace("\\t", "\t").split("\\n")
    paragraphs = [Paragraph(1, "title", first)] if first else []
    for line in lines:
        kind = "heading" if line.startswith("#") else "table" if "\t" in line else "body"
        paragraphs.append(
            Paragraph(len(paragraphs) + 1, kind, line.removeprefix("#"), None, 1 if kind == "table" else None)
        )
    return Document("a.txt", (Article(1, first, None, (), None, "2025-03-10", False, (), tuple(paragraphs)),))


def found_in(text: str) -> tuple[Count, ...]:
    reading = analyse(article_of(text))
    return resolve(reading, extract(reading)).of(Count)


def told(text: str) -> str:
    return " ; ".join(f"{count.text}={count.owner or ''}" for count in found_in(text))


@pytest.mark.parametrize(("text", "expected"), cases(), ids=[text[:30] for text, _ in cases()])
def test_case(text: str, expected: str) -> None:
    assert told(text) == expected


def test_an_owner_shows_the_words_that_gave_it() -> None:
    for text, _ in cases():
        for count in found_in(text):
            assert (count.owner is None) == (count.owner_evidence is None)
            assert count.owner_evidence is None or any(
                count.owner_evidence in paragraph.text
                for paragraph in article_of(text).articles[0].paragraphs
            )


def test_nothing_named_gives_no_owner() -> None:
    reading = analyse(article_of("\\n新建广场3个。"))
    (count,) = owners.resolve(reading, extract(reading)).of(Count)
    assert count.owner is None and count.owner_evidence is None


def test_owners_stand_without_any_rows() -> None:
    reading = analyse(article_of("标题\\n新建广场3个。"))
    assert owners.resolve(reading, Findings()).of(Count) == ()


def test_a_report_is_of_the_body_whose_post_its_author_holds() -> None:
    paragraphs = (
        Paragraph(1, "title", "2024年度述职报告"),
        Paragraph(2, "byline", "青石街道党工委书记 秦川"),
        Paragraph(3, "body", "2024年，我主持召开会议31次，投入经费215万元。"),
    )
    article = Article(1, "2024年度述职报告", None, ("秦川",), None, "2025-01-18", False, (), paragraphs)
    reading = analyse(Document("a.txt", (article,)))
    counts = resolve(reading, extract(reading)).of(Count)
    assert [(c.text, c.owner) for c in counts] == [("31次", "青石街道党工委"), ("215万元", "青石街道党工委")]
