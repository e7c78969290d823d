"""Paragraphs to sentences. A sentence ends at 。！？ with the closing marks that follow, inside quotations too."""

from __future__ import annotations

import re

# `“水从哪里来？”的问题` goes on behind the mark: a quoted question that is part of a phrase ends no sentence.
_END = re.compile(r"[。！？!?]+[”’」』）)】》]*(?![的、，,；;”’」』）)】》。！？!?])")


def spans(text: str, kind: str = "body") -> list[tuple[int, int]]:
    """Start and end of each sentence of a paragraph, blanks at its borders left out. A table row is one sentence."""
    if kind == "table":
        return [(0, len(text))] if text.strip() else []
    found: list[tuple[int, int]] = []
    start = 0
    for end in [*(match.end() for match in _END.finditer(text)), len(text)]:
        piece = text[start:end]
        if piece.strip():
            lead = len(piece) - len(piece.lstrip())
            found.append((start + lead, start + len(piece.rstrip())))
        start = end
    return found
