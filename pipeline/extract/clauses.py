"""A sentence cut into clauses: the stretch in which a figure's thing is looked for first."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from pipeline.model.document import Numeral, Sentence

_BORDER = re.compile(
    r"[，,；;。！!？?：:（）()…—\n\t\u3000]+|(?<=[\u4e00-\u9fff）)”]) +(?=[\u4e00-\u9fff“])|^[一二三四五六七八九十]+、"
)
_LIST_MARK = re.compile(r"\s*(?:、|及|和|以及|与)")


@dataclass(frozen=True, slots=True)
class Clause:
    """`text[start:end]` without its border marks; `opener` is the mark before it, empty at the sentence's start."""

    start: int
    end: int
    opener: str


def of(sentence: Sentence, counted: tuple[Numeral, ...]) -> tuple[Clause, ...]:
    """The clauses in order. `党员50名、积极分子6名` is two: a list goes on behind a figure that ended its part."""
    spans = sorted((n.start, n.end) for n in sentence.numerals if n.use != "ordinal")
    borders = [
        (match.start(), match.end(), match[0].strip())
        for match in _BORDER.finditer(sentence.text)
        if not _cuts(match.start(), match.end(), spans)
    ]
    for numeral in counted:
        mark = _LIST_MARK.match(sentence.text, numeral.end)
        if mark:
            borders.append((numeral.end, mark.end(), "、"))
    found: list[Clause] = []
    start, opener = 0, ""
    for left, right, mark_text in sorted(borders):
        if left < start:
            continue
        if left > start:
            found.append(Clause(start, left, opener))
        start, opener = right, mark_text
    if start < len(sentence.text):
        found.append(Clause(start, len(sentence.text), opener))
    return tuple(found)


def _cuts(start: int, end: int, spans: list[tuple[int, int]]) -> bool:
    """Whether a mark stands inside a figure (1,200)."""
    at = bisect_left(spans, (end, end)) - 1
    return at >= 0 and spans[at][1] > start
