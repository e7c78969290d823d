"""Quotation marks: which stretches of a text stand between a pair."""

from __future__ import annotations

import re

from pipeline.model.document import Quoted

_PAIRS = {"“": "”", "‘": "’", "「": "」", "『": "』"}
_CLOSING = frozenset(_PAIRS.values())
_STRAIGHT = '"'
_MARK = re.compile("[" + re.escape("".join((*_PAIRS, *_PAIRS.values(), _STRAIGHT))) + "]")


def find(text: str) -> tuple[Quoted, ...]:
    """The quoted stretches of `text` by their start, inner ones with depth 1 and more. Unpaired marks are passed over."""
    found: list[Quoted] = []
    open_marks: list[tuple[str, int]] = []
    for match in _MARK.finditer(text):
        at, mark = match.start(), match.group()
        if mark == _STRAIGHT:
            closes = bool(open_marks) and open_marks[-1][0] == _STRAIGHT
        else:
            closes = mark in _CLOSING
        if not closes:
            open_marks.append((mark, at))
            continue
        wanted = mark if mark == _STRAIGHT else next(o for o, c in _PAIRS.items() if c == mark)
        depth = next((i for i in range(len(open_marks) - 1, -1, -1) if open_marks[i][0] == wanted), None)
        if depth is None:
            continue
        start = open_marks[depth][1]
        del open_marks[depth:]
        found.append(Quoted(start, at + 1, text[start + 1 : at], depth))
    return tuple(sorted(found, key=lambda q: (q.start, -q.end)))
