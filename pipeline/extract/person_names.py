"""The shape of a person's name: where one that begins at a given place ends, and whether it is one at all."""

from __future__ import annotations

import re
from functools import cache

from pipeline.extract.edges import Walker
from pipeline.lexicons import words

_HAN = re.compile(r"[\u3400-\u9fff]")
_PARTICLES = frozenset(
    "的了在是与及和对向将把被于从说就也还都又已曾正为等率带并则却便到给跟同让由自以称任获著来去"
)
_NOT_GIVEN = frozenset("的了在是与及等说就也还都又不我你他她它这那们个各每某该位名员着过吗呢吧，。")
_JOINED = re.compile(r"[\u3400-\u9fff]{1,8}(?:[·•][\u3400-\u9fff]{1,8}){1,3}")


@cache
def _surnames() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    listed = words("surnames")
    return (
        frozenset(s for s in listed if len(s) == 1),
        frozenset(s for s in listed if len(s) > 1),
        words("rare_surnames"),
    )


def surname_length(text: str, start: int, *, rare: bool) -> int:
    """Characters of the surname at `start`, 0 where there is none."""
    single, compound, seldom = _surnames()
    if text[start : start + 2] in compound:
        return 2
    first = text[start : start + 1]
    return 1 if first in single or (rare and first in seldom) else 0


def name_end(walker: Walker, start: int, *, rare: bool = False, floor: float = 1.5) -> int | None:
    """Where the name that begins at `start` ends; None where none begins there.

    `rare` admits surnames that are ordinary words too; `floor` is what the evidence must reach: 2 for a clear end
    (punctuation, a particle, a verb) and 1 for a border between words.
    """
    text = walker.text
    length = surname_length(text, start, rare=rare)
    if not length:
        return None
    best: tuple[float, int] | None = None
    for given in (1, 2):
        end = start + length + given
        if end > len(text) or not _may_be_given(text, start + length, end):
            continue
        score = _evidence(walker, start, end) - (0.5 if given == 1 else 0)
        if best is None or score > best[0]:
            best = (score, end)
    if best is None or best[0] < floor:
        return None
    return best[1]


def _may_be_given(text: str, start: int, end: int) -> bool:
    return all(_HAN.match(c) and c not in _NOT_GIVEN for c in text[start:end])


def _evidence(walker: Walker, start: int, end: int) -> float:
    text = walker.text
    score = 1.0 if walker.is_border(end) else 0.0
    if clear_end(text, end):
        score += 2
    if end - start == 3 and text[end - 1] in _PARTICLES and not _speaks(text, end):
        score -= 2
    return score


def clear_end(text: str, end: int) -> bool:
    """Whether what follows shows that the name is over."""
    if end >= len(text) or not _HAN.match(text[end]):
        return end >= len(text) or not text[end].isalnum()
    if text[end] in _PARTICLES:
        return True
    return any(text[end : end + n] in _after() for n in (2, 3, 4))


def _speaks(text: str, end: int) -> bool:
    return any(text[end : end + n] in words("speech_verbs") for n in (1, 2, 3))


@cache
def _after() -> frozenset[str]:
    return (
        words("name_stop")
        | words("verbs")
        | words("name_verbs")
        | words("speech_verbs")
        | words("honorifics")
    )


def foreign_name_end(text: str, start: int) -> int | None:
    """Where a name of another language that begins at `start` ends: 阿依古丽, 艾力·买买提."""
    letters = words("transliteration")
    end = start
    while end < len(text) and (text[end] in letters or text[end] in "·•"):
        end += 1
    while end > start and text[end - 1] in "·•":
        end -= 1
    dotted = any(mark in text[start:end] for mark in "·•")
    return end if end - start >= 4 or (dotted and end - start >= 3) else None


def joined_name(text: str, start: int) -> int | None:
    """Where a name with a middle dot ends; its last part is cut by foreign_name_end's letters or a clear end."""
    match = _JOINED.match(text, start)
    return match.end() if match else None
