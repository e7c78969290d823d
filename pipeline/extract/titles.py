"""The titles before a name, as they stand: cut at 、 only, each with the body it names."""

from __future__ import annotations

from functools import cache

from pipeline.extract.edges import Walker
from pipeline.lexicons import table

Span = tuple[int, int]


@cache
def _offices() -> tuple[str, ...]:
    return tuple(word for word, kind in table("titles") if kind == "title")


def title_pieces(walker: Walker, office: int, end: int, bodies: tuple[Span, ...]) -> tuple[str, ...]:
    """The titles in `text[:end]` of which the last has its office at `office`; earlier ones go before a 、."""
    pieces: list[str] = []
    while True:
        start = _piece_start(walker, office, bodies)
        pieces.insert(0, walker.text[start:end])
        if start == 0 or walker.text[start - 1] != "、":
            return tuple(pieces)
        end = start - 1
        word = next((w for w in _by_length() if walker.text.endswith(w, 0, end)), None)
        if word is None:
            return tuple(pieces)
        office = end - len(word)


@cache
def _by_length() -> tuple[str, ...]:
    return tuple(sorted(_offices(), key=lambda w: (-len(w), w)))


def _piece_start(walker: Walker, office: int, bodies: tuple[Span, ...]) -> int:
    """Where the title begins: with the body that goes before the office, if one does, else as far as its words go."""
    start = walker.left_edge(office)
    for first, last in bodies:
        if first < start <= last <= office or (first <= office <= last and first < start):
            start = first
    inside = [first for first, last in bodies if start < first and last <= office and last >= start]
    return start if not inside or start in [first for first, _ in bodies] else min(inside)
