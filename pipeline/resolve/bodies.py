"""Who may be meant as the owner of a fact: every body and area named or pointed to, in reading order."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model.document import Reading
from pipeline.model.row import Findings
from pipeline.rows.mentions import Mention
from pipeline.rows.organisations import Organisation
from pipeline.rows.places import Place

Key = tuple[int, int, int]  # article, paragraph, offset of the sentence


@dataclass(frozen=True, slots=True)
class Candidate:
    """A body or area at `start`..`end` of the sentence `key`. `name` is canonical, `said` what stands there."""

    key: Key
    start: int
    end: int
    name: str
    said: str
    kind: str  # organisation or place
    type: str | None  # type of the organisation, level of the place
    anaphor: bool


def subject_candidates(reading: Reading, findings: Findings) -> list[Candidate]:
    """Every organisation and place mention, resolved short forms too, in reading order."""
    names = {row.id: (row.name, row.type) for row in findings.of(Organisation)}
    names |= {row.id: (row.name, row.level) for row in findings.of(Place)}
    found: list[Candidate] = []
    for mention in sorted(findings.of(Mention), key=lambda m: m.position):
        if mention.entity in names:
            e = mention.evidence
            name, kind = names[mention.entity]
            key = (e.article, e.paragraph, e.offset)
            found.append(
                Candidate(key, e.start, e.end, name, mention.surface, mention.kind, kind, mention.anaphor)
            )
    return found
