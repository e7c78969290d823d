"""Where names stand in a sentence: a figure inside a name counts nothing, and a name is no part of what is counted."""

from __future__ import annotations

from pipeline.model.document import Numeral, Sentence
from pipeline.model.row import Findings, FoundRow
from pipeline.rows.brands import Brand
from pipeline.rows.honours import Honour
from pipeline.rows.mechanisms import Mechanism
from pipeline.rows.mentions import Mention

Place = tuple[int, int, int]  # article, paragraph, offset of the sentence
Taken = dict[Place, tuple[tuple[int, int, str], ...]]  # start, end, table or kind of mention


def taken(findings: Findings) -> Taken:
    """The spans of all names by sentence."""
    found: dict[Place, list[tuple[int, int, str]]] = {}
    rows: list[FoundRow] = [*findings.of(Mechanism), *findings.of(Brand), *findings.of(Honour)]
    for row in rows:
        _add(found, row, row.table)
    for mention in findings.of(Mention):
        _add(found, mention, _kind(mention) if mention.anaphor else mention.kind)
    return {place: tuple(sorted(spans)) for place, spans in found.items()}


def _kind(anaphor: Mention) -> str:
    """该村 and 全局 point to one body; 党组 in 党组成员7人 is part of what is counted."""
    return "anaphor" if anaphor.surface[:1] in "该全我本" else "class"


def _add(found: dict[Place, list[tuple[int, int, str]]], row: FoundRow, kind: str) -> None:
    e = row.evidence
    found.setdefault((e.article, e.paragraph, e.offset), []).append((e.start, e.end, kind))


def spans(taken: Taken, sentence: Sentence) -> tuple[tuple[int, int, str], ...]:
    return taken.get((sentence.article, sentence.paragraph, sentence.offset), ())


def holds(taken: Taken, sentence: Sentence, numeral: Numeral) -> bool:
    """Whether a name holds the numeral: 第二 in 第二人民医院, 三大 in a coined name."""
    return any(
        start <= numeral.start and numeral.end <= end and (kind != "honours" or start < numeral.start)
        for start, end, kind in spans(taken, sentence)
        if kind not in ("anaphor", "class", "person")
    )


def people(taken: Taken, sentence: Sentence) -> frozenset[int]:
    """Where names of persons begin."""
    return frozenset(start for start, _, kind in spans(taken, sentence) if kind == "person")


def bodies(taken: Taken, sentence: Sentence) -> frozenset[tuple[int, int]]:
    """Where bodies and places are named or pointed to."""
    kinds = ("organisation", "place", "anaphor", "person")
    return frozenset((start, end) for start, end, kind in spans(taken, sentence) if kind in kinds)


def labels_a_unit(sentence: Sentence, numeral: Numeral) -> bool:
    """Whether a magnitude only tells the unit of other figures: （单位：万元）."""
    if any(c.isdigit() for c in numeral.text) or numeral.text[:1] not in "十百千万亿":
        return False
    before = sentence.text[: numeral.start].rstrip(" ")
    return not before or before[-1] in "：:（(\t/"
