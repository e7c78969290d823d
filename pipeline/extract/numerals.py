"""numerals: every numeral of the reading text with what became of it, so that what was missed can be seen."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.extract import names
from pipeline.extract.extractor import Extractor
from pipeline.model.document import Numeral, Reading, Sentence, TimeExpression
from pipeline.model.row import Findings, FoundRow, Row, evidence
from pipeline.rows.brands import Brand
from pipeline.rows.counts import Count
from pipeline.rows.honours import Honour
from pipeline.rows.mechanisms import Mechanism
from pipeline.rows.mentions import Mention
from pipeline.rows.numerals import NumeralRow
from pipeline.rows.times import Time

_Place = tuple[int, int, int]
_HOLDERS: tuple[tuple[type[FoundRow], str], ...] = (
    (Count, "count"),
    (Time, "time"),
    (Mechanism, "name"),
    (Brand, "name"),
    (Honour, "name"),
    (Mention, "name"),
)


def extract(reading: Reading, findings: Findings) -> Iterable[Row]:
    """One row a numeral, in reading order, with the row that holds it."""
    held = _held(findings)
    times = {(t.evidence.article, t.text, t.value): t.id for t in findings.of(Time)}
    for sentence in reading.sentences:
        rows = _by_character(held.get((sentence.article, sentence.paragraph, sentence.offset), []))
        told = [(t.start, t.end, t) for t in sentence.times]
        at = 0
        for numeral in sentence.numerals:
            while at < len(told) and told[at][1] <= numeral.number_start:
                at += 1
            time = told[at][2] if at < len(told) and told[at][0] <= numeral.number_start else None
            yield _row(sentence, numeral, rows.get(numeral.number_start, []), time, times)


def _held(findings: Findings) -> dict[_Place, list[tuple[FoundRow, str]]]:
    found: dict[_Place, list[tuple[FoundRow, str]]] = {}
    for kind, use in _HOLDERS:
        for row in findings.of(kind):
            e = row.evidence
            found.setdefault((e.article, e.paragraph, e.offset), []).append((row, use))
    return found


def _by_character(rows: list[tuple[FoundRow, str]]) -> dict[int, list[tuple[FoundRow, str]]]:
    """The rows that hold each character of a sentence."""
    found: dict[int, list[tuple[FoundRow, str]]] = {}
    for row, use in rows:
        for at in range(row.evidence.start, row.evidence.end):
            found.setdefault(at, []).append((row, use))
    return found


def _row(
    sentence: Sentence,
    numeral: Numeral,
    rows: list[tuple[FoundRow, str]],
    time: TimeExpression | None,
    times: dict[tuple[int, str, str | None], str],
) -> NumeralRow:
    for row, use in rows:
        if row.evidence.start <= numeral.number_start and numeral.number_end <= row.evidence.end:
            return _told(sentence, numeral, use, row.id)
    if time and numeral.number_end <= time.end:  # one told before has its row there
        text = sentence.text[time.start : time.end]
        return _told(sentence, numeral, "time", times.get((sentence.article, text, time.value)))
    if names.labels_a_unit(sentence, numeral):
        return _told(sentence, numeral, "phrase", None)
    # a numeral that looks like a figure but became none is not accounted for
    return _told(sentence, numeral, "unassigned" if numeral.use == "count" else numeral.use, None)


def _told(sentence: Sentence, numeral: Numeral, use: str, row: str | None) -> NumeralRow:
    return NumeralRow(
        evidence=evidence(sentence, numeral.start, numeral.end, rule="numerals.use"),
        text=sentence.text[numeral.start : numeral.end],
        use=use,
        row=row,
    )


EXTRACTOR = Extractor("numerals", extract)
