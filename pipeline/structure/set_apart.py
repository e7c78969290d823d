"""Words of the text set large between two rules of a printed page, to be seen from afar: no heading of what follows.

They stand apart above and below, set in from the edge, once, in a size that no heading of the file has.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.structure.lines import Line

LEAST, MOST = 1.15, 1.45  # of the size of the body
ALIKE = 0.06
FEWEST_HEADINGS = 2  # of another size, to know what headings look like here
LONGEST = 60  # characters


def with_words_apart(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines, those of words set apart marked as notes."""
    runs = _large_runs(lines)
    done = list(lines)
    for run in runs:
        if not _stands_apart(lines, run):
            continue
        begin, end = run
        others = [lines[other].scale for other, _ in runs if other != begin]
        unlike = [scale for scale in others if abs(scale - lines[begin].scale) > ALIKE]
        if len(unlike) == len(others) and len(unlike) >= FEWEST_HEADINGS:
            done[begin:end] = [replace(line, style="note") for line in lines[begin:end]]
    return tuple(done)


def _large_runs(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Neighbouring lines of one size above the body's, within the text: first and end."""
    runs: list[tuple[int, int]] = []
    for place, line in enumerate(lines):
        if line.scale < 1.05 or line.full is None or line.table is not None:
            continue
        if (
            runs
            and runs[-1][1] == place
            and abs(lines[place - 1].scale - line.scale) < ALIKE
            and not line.gap
        ):
            runs[-1] = (runs[-1][0], place + 1)
        else:
            runs.append((place, place + 1))
    return runs


def _stands_apart(lines: Sequence[Line], run: tuple[int, int]) -> bool:
    begin, end = run
    if begin == 0 or end >= len(lines) or not LEAST <= lines[begin].scale <= MOST:
        return False
    above, below, first = lines[begin - 1], lines[end], lines[begin]
    return (
        bool(first.gap)
        and bool(below.gap)
        and first.opens is True
        and sum(len(line.text) for line in lines[begin:end]) <= LONGEST
        and (_of_body(above) or above.table is not None)
        and _of_body(below)
        and below.full is True
    )


def _of_body(line: Line) -> bool:
    return line.table is None and 0.95 < line.scale < 1.05 and line.style is None
