"""Characters with their boxes to printed lines, in whatever order the file draws them."""

from __future__ import annotations

import re
import statistics
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from pipeline.lexicons import table
from pipeline.model.source import Box, RawLine

WIDEST_GAP = 1.0  # between two characters of one drawn run, in characters
WIDEST_JOIN = 0.6  # between two runs of one line that were drawn apart
USUAL_SHARE = 0.88  # size by height of the box
ABUTTING = 0.12  # so near that no gutter is between them
LONG_RUN, FEWEST_STARTS = 4, 5  # runs of so many characters, so many of them on one left edge: a column
INITIAL = 1.7  # so many times as high as what follows: an initial beside two lines
HALF_EMPTY = re.compile(
    "[，。、；：！？”’》）】〉]"
)  # marks with their ink in the left half; one may hang into a gutter
LOW, LOW_SHARE = re.compile("[，。、0-9]"), 0.8
ASCENT = 0.88  # of the size, above the base line
RADICAL = re.compile("[\u2e80-\u2fdf]")
HAN = re.compile("[\u3400-\u9fff]")


class Glyph(NamedTuple):
    """A character and the box of its whole advance, in points from the top left of the page."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    bold: bool = False
    size: float = 0.0  # of its font, points; 0 where the boxes tell it


@dataclass
class Run:
    """Glyphs on one line, from left to right."""

    glyphs: list[Glyph] = field(default_factory=list)
    measured: tuple[int, float] = (0, 0.0)  # so many glyphs, their `width_of_han`

    @property
    def x1(self) -> float:
        return self.glyphs[-1].x1

    @property
    def middle(self) -> float:
        return (self.glyphs[0].y0 + self.glyphs[0].y1) / 2

    def size(self) -> float:
        """Font size: the width of a Han character is one em; without one, the font or the height of the box tells."""
        told = [g.size for g in self.glyphs if g.size]
        return self.width_of_han() or statistics.median(
            told or [USUAL_SHARE * (g.y1 - g.y0) for g in self.glyphs]
        )

    def width_of_han(self) -> float:
        """The middle width of the Han characters; 0 without one."""
        if self.measured[0] != len(self.glyphs):
            widths = sorted(g.x1 - g.x0 for g in self.glyphs if "\u3400" <= g.text <= "\u9fff")
            self.measured = (len(self.glyphs), widths[len(widths) // 2] if widths else 0.0)
        return self.measured[1]


def ink_alone(glyphs: Sequence[Glyph]) -> bool:
    """Whether the boxes are as high as the ink of each character, as a font that does not tell its height gives them: a
    comma or a figure is then far lower than the character before it.
    """
    pairs = [
        (one, other)
        for one, other in zip(glyphs, glyphs[1:], strict=False)
        if LOW.match(other.text) and HAN.match(one.text) and one.y0 < other.y1 and other.y0 < one.y1
    ]
    low = sum(other.y1 - other.y0 < LOW_SHARE * (one.y1 - one.y0) for one, other in pairs)
    return low > 1 and 10 * low > len(pairs)


def printed_lines(glyphs: Iterable[Glyph]) -> list[RawLine]:
    """The lines that the glyphs make, each with its box, font size and text; their order is the file's."""
    runs = _runs(glyphs)
    sizes = Counter(round(wide * 2) / 2 for run in runs if (wide := run.width_of_han()))
    return [_line(run, sizes) for run in _merged(runs) if any(not g.text.isspace() for g in run.glyphs)]


def _runs(glyphs: Iterable[Glyph]) -> list[Run]:
    runs: list[Run] = []
    for glyph in glyphs:
        if runs and _follows(runs[-1], glyph):
            if not _drawn_twice(runs[-1].glyphs[-1], glyph):
                runs[-1].glyphs.append(glyph)
        elif not glyph.text.isspace():
            runs.append(Run([glyph]))
    return runs


def _follows(run: Run, glyph: Glyph) -> bool:
    last = run.glyphs[-1]
    high, other = last.y1 - last.y0, glyph.y1 - glyph.y0
    if high > INITIAL * other:
        return False
    em = high if high > other else other
    gap = glyph.x0 - last.x1
    return (
        -0.9 * em <= gap <= WIDEST_GAP * em
        and abs(glyph.y0 + glyph.y1 - last.y0 - last.y1) < 0.8 * em
        and glyph.x0 >= last.x0 - 0.1 * em
    )


def _drawn_twice(one: Glyph, other: Glyph) -> bool:
    """A character struck again beside itself to look bold."""
    return (
        one.text == other.text and abs(one.x0 - other.x0) < 0.3 * (one.x1 - one.x0) and not one.text.isspace()
    )


def _merged(runs: Sequence[Run]) -> list[Run]:
    """Runs side by side on one line joined; the rest as it is."""
    starts = _column_starts(runs)
    rows: list[list[tuple[int, Run]]] = []
    for place, run in sorted(enumerate(runs), key=lambda item: (item[1].middle, item[1].glyphs[0].x0)):
        near = rows and run.middle - rows[-1][-1][1].middle < 0.3 * run.size()
        if near and run.middle - rows[-1][0][1].middle < 0.8 * run.size():
            rows[-1].append((place, run))
        else:
            rows.append([(place, run)])
    joined: list[tuple[int, Run]] = []
    for row in rows:
        if len(row) > 1:
            row.sort(key=lambda item: item[1].glyphs[0].x0)
            joined += _joined_row(row, starts)
        else:
            joined += row
    return [run for _, run in sorted(joined, key=lambda item: item[0])]


def _column_starts(runs: Sequence[Run]) -> frozenset[int]:
    """Points from the left at which so many long runs begin that a column of text must begin there."""
    seen = Counter(round(run.glyphs[0].x0) for run in runs if len(run.glyphs) >= LONG_RUN)
    return frozenset(x for x, count in seen.items() if count + seen[x + 1] + seen[x - 1] >= FEWEST_STARTS)


def _joined_row(row: Sequence[tuple[int, Run]], starts: frozenset[int]) -> list[tuple[int, Run]]:
    done: list[tuple[int, Run]] = []
    for place, run in row:
        if done:
            above_place, above = done[-1]
            if run.x1 < above.x1 and _fills_gap(above, run):
                glyphs = sorted((*above.glyphs, *run.glyphs), key=lambda g: g.x0)
                done[-1] = (min(place, above_place), Run(glyphs))
                continue
            gap, em = run.glyphs[0].x0 - above.x1, min(run.size(), above.size())
            beside = gap > ABUTTING * em and round(run.glyphs[0].x0) in starts
            if (
                -0.5 * em <= gap <= WIDEST_JOIN * em
                and max(run.size(), above.size()) < 1.3 * em
                and not beside
            ):
                done[-1] = (min(place, above_place), Run(above.glyphs + run.glyphs))
                continue
            if gap < -0.8 * (run.x1 - run.glyphs[0].x0) and _text(run) == _text(above):
                continue  # a shadow
        done.append((place, run))
    return done


def _fills_gap(above: Run, run: Run) -> bool:
    """Whether a run stands in a gap that another one leaves for it: quotation marks in a font of their own, drawn apart."""
    slack = 0.2 * above.size()
    return any(
        left.x1 - slack <= run.glyphs[0].x0 and run.x1 <= right.x0 + slack
        for left, right in zip(above.glyphs, above.glyphs[1:], strict=False)
    )


def _line(run: Run, sizes: Mapping[float, int]) -> RawLine:
    last, size = run.glyphs[-1], run.width_of_han() or _usual(run.size(), sizes)
    hangs = HALF_EMPTY.match(last.text) is not None and last.x1 - last.x0 > 0.8 * size
    box = Box(
        run.glyphs[0].x0,
        min(g.y0 for g in run.glyphs),
        last.x1 - 0.5 * (last.x1 - last.x0) if hangs else max(g.x1 for g in run.glyphs),
        max(g.y1 for g in run.glyphs),
    )
    bold = sum(g.bold for g in run.glyphs) > len(run.glyphs) / 2
    return RawLine(_text(run), box, round(size, 1), bold)


def _usual(size: float, sizes: Mapping[float, int]) -> float:
    """The most common size of the page's Han characters near `size`, which heights of boxes tell roughly."""
    near = [known for known in sizes if abs(known - size) < 0.13 * known]
    return max(near, key=lambda known: (sizes[known], known), default=size)


def _text(run: Run) -> str:
    return RADICAL.sub(lambda m: _character(m[0]), "".join(g.text for g in run.glyphs)).strip()


def _character(radical: str) -> str:
    return _radicals().get(radical) or unicodedata.normalize("NFKC", radical)


@cache
def _radicals() -> dict[str, str]:
    return {radical: character for radical, character in table("radicals")}
