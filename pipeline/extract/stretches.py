"""The stretch of a text before a place: bounded, so that work grows with the text's length and not with its square."""

from __future__ import annotations

FAR = 400  # letters before a place that are looked at


def opening(text: str, at: int, marks: str) -> int:
    """Behind the last of `marks` before `at`, or the farthest place that is looked at."""
    floor = max(0, at - FAR)
    last = max(text.rfind(mark, floor, at) for mark in marks)
    return last + 1 if last >= 0 else floor


def before(text: str, at: int) -> str:
    """What stands before `at`, no farther than is looked at."""
    return text[max(0, at - FAR) : at]
