"""The invariants: text is lossless, spans are true, every row says what its own evidence says."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.language import quoting, segment, sentences
from pipeline.language.analyse import analyse
from pipeline.model.document import Article, Document, Paragraph
from pipeline.model.row import Findings, FoundRow
from pipeline.rows import ROW_TYPES
from pipeline.rows.counts import Count
from pipeline.rows.numerals import NumeralRow
from pipeline.run import find, read

CORPORA = Path(__file__).parent.parent / "corpora" / "reports"
KINDS = CORPORA.parent / "kinds"
REPORTS = sorted(path for folder in (CORPORA, KINDS) for path in folder.iterdir() if path.is_file())
GENRE = "党委支部建立了个名家2024年十余万元%“”‘’、，。！？；：（）1+X村镇 \t第增长其中张三说·\u3000Ａ½㎡"
TEXT = st.one_of(st.text(max_size=80), st.text(alphabet=GENRE, max_size=80))


def document_of(*texts: str) -> Document:
    paragraphs = tuple(Paragraph(number, "body", text) for number, text in enumerate(texts, start=1))
    return Document("a.txt", (Article(1, "", None, (), None, "2025-01-10", False, (), paragraphs),))


@given(TEXT)
@settings(max_examples=300, deadline=None)
def test_words_joined_are_the_text(text: str) -> None:
    tokens = segment.tokens(text)
    assert "".join(token.text for token in tokens) == text
    assert all(text[token.start :].startswith(token.text) for token in tokens)


@given(TEXT)
@settings(max_examples=300, deadline=None)
def test_sentences_cover_the_paragraph(text: str) -> None:
    spans = sentences.spans(text)
    covered = "".join(text[start:end] for start, end in spans)
    assert "".join(covered.split()) == "".join(text.split())
    assert all(start < end for start, end in spans)
    assert all(a[1] <= b[0] for a, b in zip(spans, spans[1:], strict=False))


@given(TEXT)
@settings(max_examples=300, deadline=None)
def test_quoted_spans_hold_their_text(text: str) -> None:
    for quoted in quoting.find(text):
        assert text[quoted.start + 1 : quoted.end - 1] == quoted.text


@given(st.lists(TEXT, min_size=1, max_size=4))
@settings(max_examples=200, deadline=None)
def test_whatever_the_text_nothing_breaks_and_every_row_is_grounded(texts: list[str]) -> None:
    document = document_of(*texts)
    reading, findings = find(document)
    assert_grounded(document, findings)
    for sentence in reading.sentences:
        for span in (*sentence.numerals, *sentence.times):
            assert sentence.text[span.start : span.end] == span.text


@pytest.mark.parametrize("path", REPORTS, ids=lambda p: p.name)
def test_every_row_of_the_corpora_is_grounded(path: Path) -> None:
    document = read(path)
    reading, findings = find(document)
    assert findings.rows, "a sample report in which nothing is found"
    assert_grounded(reading.document, findings)
    ids = [row.id for rows in findings.rows.values() for row in rows]
    assert len(set(ids)) == len(ids), "two rows share an id"


def assert_grounded(document: Document, findings: Findings) -> None:
    """The row's text is `sentence[start:end]`, and the sentence stands where the row says in the paragraph."""
    said = {row_type.name: row_type.said for row_type in ROW_TYPES}
    for table, rows in findings.rows.items():
        for row in rows:
            if not isinstance(row, FoundRow):
                continue
            e = row.evidence
            paragraph = document.articles[e.article - 1].paragraphs[e.paragraph - 1]
            assert paragraph.text[e.offset : e.offset + len(e.sentence)] == e.sentence
            assert 0 <= e.start < e.end <= len(e.sentence)
            assert 0 <= e.confidence <= 1 and e.rule
            attribute = said[table]
            if attribute:
                assert e.sentence[e.start : e.end] == getattr(row, attribute), f"{table}: {row}"


@given(TEXT)
@settings(max_examples=100, deadline=None)
def test_analysis_keeps_offsets(text: str) -> None:
    document = document_of(text)
    for sentence in analyse(document).sentences:
        assert text[sentence.offset : sentence.offset + len(sentence.text)] == sentence.text


@pytest.mark.parametrize("path", REPORTS, ids=lambda p: p.name)
def test_the_unit_of_every_count_stands_in_its_own_text(path: Path) -> None:
    """Verified grounding. A table's unit stands in its header; 成, halves and fractions are per cent; 块 is 元."""
    reading, findings = find(read(path))
    kinds = {(s.article, s.paragraph): s.kind for s in reading.sentences}
    for count in findings.of(Count):
        if count.unit is None or kinds[count.evidence.article, count.evidence.paragraph] == "table":
            continue
        same = {"%": ("％", "百分之", "成", "分之", "个百分点", "半"), "元": ("块", "圆")}.get(count.unit, ())
        assert any(word in count.text for word in (count.unit, *same)), count


@pytest.mark.parametrize("path", REPORTS, ids=lambda p: p.name)
def test_every_numeral_is_accounted_for(path: Path) -> None:
    """Each Arabic numeral of the reading text lies in exactly one row of `numerals`."""
    reading, findings = find(read(path))
    covered: dict[tuple[int, int], set[int]] = {}
    for row in findings.of(NumeralRow):
        e = row.evidence
        place = covered.setdefault((e.article, e.paragraph), set())
        here = set(range(e.offset + e.start, e.offset + e.end))
        assert not place & here, f"two rows hold {row.text}"
        place |= here
    for article in reading.document.articles:
        for p in article.paragraphs:
            if p.kind in ("byline", "credit"):
                continue
            digits = {
                at for at, character in enumerate(p.text) if character.isascii() and character.isdigit()
            }
            missing = digits - covered.get((article.number, p.number), set())
            assert not missing, f"{p.text!r} at {sorted(missing)}"
