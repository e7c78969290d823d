"""The titles of a person as they stand: before the name, cut at 、 only, or told right behind it."""

from __future__ import annotations

import re
from functools import cache

from pipeline.extract.edges import Walker
from pipeline.lexicons import table

Span = tuple[int, int]
_TOLD = re.compile(
    r"[，,]?(?:是|系|现任|现为|时任|担任|当选为?|出任|兼任)(?P<title>[\u4e00-\u9fff、]{2,40}?)(?=[，。；,;]|\Z)"
)


@cache
def _offices() -> tuple[str, ...]:
    """The words for offices, the longest first."""
    return tuple(
        sorted((word for word, kind in table("titles") if kind == "title"), key=lambda w: (-len(w), w))
    )


def title_pieces(walker: Walker, office: int, end: int, bodies: tuple[Span, ...]) -> tuple[str, ...]:
    """The titles in `text[:end]` of which the last has its office at `office`; earlier ones go before a 、."""
    pieces: list[str] = []
    while True:
        start = _piece_start(walker, office, bodies)
        pieces.insert(0, walker.text[start:end])
        if start == 0 or walker.text[start - 1] != "、":
            return tuple(pieces)
        end = start - 1
        word = next((w for w in _offices() if walker.text.endswith(w, 0, end)), None)
        if word is None:
            return tuple(pieces)
        office = end - len(word)


def _piece_start(walker: Walker, office: int, bodies: tuple[Span, ...]) -> int:
    """Where the title begins: with the body that goes before the office, if one does, else as far as its words go."""
    start = walker.left_edge(office)
    reaching = [
        first for first, last in bodies if first < start <= last <= office or first < start < office <= last
    ]
    if reaching:
        return min(reaching)
    inside = [first for first, last in bodies if start < first < office and last <= office]
    return min(inside) if inside and not any(first == start for first, _ in bodies) else start


def title_behind(walker: Walker, end: int, bodies: tuple[Span, ...]) -> tuple[str, ...]:
    """The titles that are told right behind a name that ends at `end`: …，是某某煤矿高级技师."""
    match = _TOLD.match(walker.text, end)
    if not match:
        return ()
    word = next((w for w in _offices() if match["title"].endswith(w)), None)
    if word is None:
        return ()
    last = match.end("title")
    return title_pieces(walker, last - len(word), last, bodies)
