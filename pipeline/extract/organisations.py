"""Organisations: bodies by their endings, short names in lists, and what was named once wherever it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.extract import bodies
from pipeline.extract.body_series import faculties, series
from pipeline.extract.body_spans import Body, ends_well, longest
from pipeline.extract.company_cores import cores
from pipeline.extract.edges import Walker, usable
from pipeline.extract.extractor import Extractor
from pipeline.extract.short_names import listed, short_names
from pipeline.model.document import Reading, Sentence
from pipeline.model.row import Findings, evidence
from pipeline.rows.mentions import Mention


def extract(reading: Reading, findings: Findings) -> list[Mention]:
    """A mention for each named body, in reading order; none inside another."""
    places = _place_spans(findings)
    sentences = [s for s in reading.sentences if usable(s)]
    first = [(s, in_sentence(s, places.get(_key(s), ()))) for s in sentences]
    told = {s.text[b.start : b.end]: b.type for s, found in first for b in found}
    again = _pattern({core: "enterprise" for name in told for core in cores(name)} | told)
    rows: list[Mention] = []
    for sentence, found in first:
        everywhere = longest([*found, *_repeated(sentence, again)])
        rows.extend(_mention(sentence, body) for body in everywhere)
    return rows


EXTRACTOR = Extractor("organisations", extract)


def in_sentence(sentence: Sentence, places: Iterable[tuple[int, int]]) -> list[Body]:
    walker = Walker(sentence)
    spans = tuple(places)
    found = bodies.find(walker, spans)
    found = longest([*found, *faculties(walker)])
    return longest(
        [*found, *series(walker, found), *listed(walker, found, spans), *short_names(walker, spans)]
    )


def _key(sentence: Sentence) -> tuple[int, int, int]:
    return (sentence.article, sentence.paragraph, sentence.offset)


def _place_spans(findings: Findings) -> dict[tuple[int, int, int], tuple[tuple[int, int], ...]]:
    spans: dict[tuple[int, int, int], list[tuple[int, int]]] = {}
    for mention in findings.of(Mention):
        if mention.kind == "place" and not mention.anaphor:
            e = mention.evidence
            spans.setdefault((e.article, e.paragraph, e.offset), []).append((e.start, e.end))
    return {key: tuple(found) for key, found in spans.items()}


Again = tuple[re.Pattern[str] | None, dict[str, str]]


def _pattern(types: dict[str, str]) -> Again:
    names = sorted((name for name in types if len(name) >= 3), key=lambda name: (-len(name), name))
    return (re.compile("|".join(map(re.escape, names))) if names else None), types


def _repeated(sentence: Sentence, again: Again) -> list[Body]:
    pattern, types = again
    if pattern is None:
        return []
    walker = Walker(sentence)
    return [
        Body(m.start(), m.end(), types[m.group()], "again", 0.8)
        for m in pattern.finditer(sentence.text)
        if m.start() >= walker.floor
        and ends_well(walker, m.end())
        and (m.group() in types or (walker.is_border(m.start()) and walker.is_border(m.end())))
    ]


def _mention(sentence: Sentence, body: Body) -> Mention:
    surface = sentence.text[body.start : body.end]
    return Mention(
        evidence(sentence, body.start, body.end, rule=body.rule, confidence=body.confidence),
        kind="organisation",
        surface=surface,
        name=re.sub(r"\s+", "", surface),
        type=body.type,
    )
