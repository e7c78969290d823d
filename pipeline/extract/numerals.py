"""numerals: every numeral of the reading text with what became of it, so that what was missed can be seen."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.extract import names
from pipeline.extract.extractor import Extractor
from pipeline.model.document import Numeral, Reading, Sentence
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
        rows = held.get((sentence.article, sentence.paragraph, sentence.offset), [])
        for numeral in sentence.numerals:
            yield _row(sentence, numeral, rows, times)


def _held(findings: Findings) -> dict[_Place, list[tuple[FoundRow, str]]]:
    found: dict[_Place, list[tuple[FoundRow, str]]] = {}
    for kind, use in _HOLDERS:
        for row in findings.of(kind):
            e = row.evidence
            found.setdefault((e.article, e.paragraph, e.offset), []).append((row, use))
    return found


def _row(
    sentence: Sentence,
    numeral: Numeral,
    rows: list[tuple[FoundRow, str]],
    times: dict[tuple[int, str, str | None], str],
) -> NumeralRow:
    for row, use in rows:
        if row.evidence.start <= numeral.number_start and numeral.number_end <= row.evidence.end:
            return _told(sentence, numeral, use, row.id)
    for time in sentence.times:  # one told before has its row there
        if time.start <= numeral.number_start and numeral.number_end <= time.end:
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
