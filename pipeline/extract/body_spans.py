"""A body found in a sentence, and what shows that the word for a body ends it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.extract.edges import Walker
from pipeline.lexicons import table, words

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Body:
    """A body found: `text[start:end]` is its name, `type` as the contract has it."""

    start: int
    end: int
    type: str
    rule: str
    confidence: float


@cache
def _followers() -> dict[str, str]:
    return dict(table("body_endings"))  # type: ignore[arg-type]


def longest(candidates: list[Body]) -> list[Body]:
    """Without those that overlap a longer one."""
    kept: list[Body] = []
    for one in sorted(candidates, key=lambda b: (b.start - b.end, b.start)):
        if not any(one.start < other.end and other.start < one.end for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda b: b.start)


def chain_start(start: int, places: Sequence[Span], text: str) -> int:
    """Where the chain of places begins that goes on to `start`; a village is followed by no province of the same chain."""
    before = next((p for p in places if p[1] == start), None)
    if before is None or (before[1] - before[0] > 2 and text[start - 1] in "村庄屯"):
        return start
    return chain_start(before[0], places, text)


def ends_well(walker: Walker, end: int) -> bool:
    """Whether what follows leaves the suffix one: not 局|长, 党组|织."""
    text = walker.text
    if text.startswith("党组成员", end - 2):
        return True  # a member of 县水利局党组; 组成 is another word
    return end >= len(text) or text[end] not in _followers().get(text[end - 1], "")


def is_word(text: str) -> bool:
    """Whether the text is an ordinary word of the genre and so no name."""
    return any(text in words(name) for name in _WORD_LISTS)


_WORD_LISTS = ("verbs", "name_stop", "name_verbs", "generic_words", "place_generic_words", "surname_words")
