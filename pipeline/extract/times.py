"""times: every expression that fixes a time, from the body and not from headlines, bylines and credits."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.extract.extractor import Extractor
from pipeline.model.document import Reading
from pipeline.model.row import Findings, Row, evidence
from pipeline.rows.times import Time

_READ = ("heading", "body", "table", "caption", "note")


def extract(reading: Reading, findings: Findings) -> Iterable[Row]:
    """The times of a document in reading order, each expression with its value once an article."""
    seen: set[tuple[int, str, str | None]] = set()
    for sentence in reading.sentences:
        if sentence.kind not in _READ:
            continue
        for time in sentence.times:
            text = sentence.text[time.start : time.end]
            key = (sentence.article, text, time.value)
            if key in seen:
                continue
            seen.add(key)
            yield Time(
                evidence=evidence(sentence, time.start, time.end, rule="times.expression"),
                text=text,
                value=time.value,
            )


EXTRACTOR = Extractor("times", extract)
