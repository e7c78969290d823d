"""Paragraphs to sentences. A sentence ends at 。！？ with the closing marks that follow, inside quotations too."""

from __future__ import annotations

import re

# `“水从哪里来？”的问题` goes on behind the mark: a quoted question that is part of a phrase ends no sentence.
_END = re.compile(r"[。！？!?]+[”’」』）)】》]*(?![的、，,；;”’」』）)】》。！？!?])")


LONGEST = 10_000  # characters: nobody writes more without an end; time would grow with the square of them
_PAUSE = re.compile(r"[，、；,;\t ]")


def spans(text: str, kind: str = "body") -> list[tuple[int, int]]:
    """Start and end of each sentence of a paragraph, blanks at its borders left out. A table row is one sentence.

    What goes on beyond LONGEST is cut at the last pause before it.
    """
    if kind == "table":
        return _cut(0, len(text), text) if text.strip() else []
    found: list[tuple[int, int]] = []
    start = 0
    for end in [*(match.end() for match in _END.finditer(text)), len(text)]:
        piece = text[start:end]
        if piece.strip():
            lead = len(piece) - len(piece.lstrip())
            found += _cut(start + lead, start + len(piece.rstrip()), text)
        start = end
    return found


def _cut(start: int, end: int, text: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    while end - start > LONGEST:
        pauses = [match.end() for match in _PAUSE.finditer(text, start, start + LONGEST)]
        stop = pauses[-1] if pauses else start + LONGEST
        found.append((start, stop))
        start = stop
    return [*found, (start, end)]
