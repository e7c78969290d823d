"""Searches asked again for every figure of a sentence, which go over the sentence once."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache


@lru_cache(maxsize=16)
def spans(pattern: re.Pattern[str], text: str) -> tuple[tuple[int, int], ...]:
    """Where a pattern stands in a text, in order."""
    return tuple(match.span() for match in pattern.finditer(text))


def first(pattern: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    """What pattern.search(text, start, end) gives, without going over what stands before the first place it can give.

    For patterns that find no more in a text that is shorter at its end: without a negative look ahead.
    """
    found = spans(pattern, text)
    at = bisect_left(found, (start, 0))
    if at and found[at - 1][1] > start:  # it may hide one that begins inside it
        return pattern.search(text, start, end)
    return pattern.search(text, found[at][0], end) if at < len(found) and found[at][0] < end else None
