"""The names that earlier extractors found, by the paragraph they stand in and at their place in it."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from pipeline.model.document import Sentence
from pipeline.model.row import Findings
from pipeline.rows.mentions import Mention

Place = tuple[int, int]  # article, paragraph


@dataclass(frozen=True, slots=True)
class Named:
    """A mention at `start`..`end` of its paragraph's text."""

    start: int
    end: int
    mention: Mention


def by_paragraph(findings: Findings, *kinds: str) -> dict[Place, tuple[Named, ...]]:
    """The mentions of the given kinds (all kinds where none is given), in reading order, paragraph by paragraph."""
    found: dict[Place, list[Named]] = {}
    for mention in findings.of(Mention):
        if kinds and mention.kind not in kinds:
            continue
        e = mention.evidence
        named = Named(e.offset + e.start, e.offset + e.end, mention)
        found.setdefault((e.article, e.paragraph), []).append(named)
    return {place: tuple(sorted(names, key=lambda n: (n.start, -n.end))) for place, names in found.items()}


def within(sentence: Sentence, names: tuple[Named, ...]) -> tuple[Named, ...]:
    """Those of a paragraph's names that stand in the sentence, in the sentence's own offsets."""
    begin, end = sentence.offset, sentence.offset + len(sentence.text)
    return tuple(
        Named(n.start - begin, n.end - begin, n.mention) for n in names if begin <= n.start and n.end <= end
    )


def near(names: tuple[Named, ...], start: int, end: int, far: int = 600) -> tuple[Named, ...]:
    """Those of a sentence's names, in order, that begin between `far` letters before `start` and `far` behind `end`."""
    first = bisect_left(names, start - far, key=lambda n: n.start)
    last = bisect_left(names, end + far, key=lambda n: n.start)
    return names[first:last]
