"""The lines of a file, cleaned and measured, before anything is decided about them.

Flow text (a line is a paragraph or a hard-wrapped piece of one) and paged text (a line is a printed line) come out
alike, so that all that follows is one path.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.model.source import Box, RawDocument, RawLine, RawPage

INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad]")
BLANKS = " \t\u3000\xa0"
TERMINAL = "。！？!?…；;"
WRAPPED = (30, 130)  # columns of the edge of a hard-wrapped text
CLOSERS = "”’」』）)】》〉]"


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `full` is None where a line of the file is a paragraph, else whether it is printed to the edge."""

    text: str  # without blanks at its ends
    page: int | None = None
    gap: int = 0  # blank lines above it
    opens: bool | None = (
        None  # True: indented. False: flush, where paragraphs are indented. None: nothing known
    )
    full: bool | None = None
    reaches: bool = False  # to the very edge, so that no character more had room on it
    scale: float = 1.0  # font size as a share of the size of the body
    bold: bool = False
    style: str | None = None
    table: int | None = None
    box: Box | None = None  # where it stands on its page
    confidence: float = 1.0  # of its characters, where they were recognised in a picture

    @property
    def finished(self) -> bool:
        """Whether a sentence ends with this line."""
        return ends_sentence(self.text)


def ends_sentence(text: str) -> bool:
    """`……工作成效显著。”` ends one, `……举办“微党课”` does not."""
    bare = text.rstrip(CLOSERS + BLANKS)
    return bare.endswith(tuple(TERMINAL))


def flow_lines(raw: RawDocument) -> tuple[Line, ...]:
    """The lines of a document without boxes, in the order they stand."""
    found: list[Line] = []
    gap = 0
    for page in raw.pages:
        for raw_line in page.lines:
            line = _flow_line(raw_line, page, gap)
            if line is None:
                gap += 1
            else:
                found.append(line)
                gap = 0
    return _with_wrapping(_with_indents(_with_scale(found, raw)))


def _flow_line(raw: RawLine, page: RawPage, gap: int) -> Line | None:
    text = INVISIBLE.sub("", raw.text)
    bare = text.strip(BLANKS if raw.table is None else " \u3000\xa0")
    if not bare.strip():
        return None
    indented = raw.table is None and len(text) - len(text.lstrip(BLANKS)) > 0
    return Line(
        bare, page.number, gap, opens=indented, bold=raw.bold, style=raw.style, table=raw.table,
        scale=raw.font_size or 0.0,
    )  # fmt: skip


def _with_scale(lines: Sequence[Line], raw: RawDocument) -> tuple[Line, ...]:
    """`scale` holds points on entry; the size with most characters is the body's."""
    weights: dict[float, int] = {}
    for line in lines:
        weights[line.scale] = weights.get(line.scale, 0) + len(line.text)
    weights.pop(0.0, None)
    if not weights:
        return tuple(replace(line, scale=1.0) for line in lines)
    body = max(weights, key=lambda size: (weights[size], size))
    return tuple(replace(line, scale=line.scale / body if line.scale else 1.0) for line in lines)


def _with_indents(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Where hardly any long line is indented, or nearly all are, the indent says nothing."""
    long = [line for line in lines if line.table is None and len(line.text) >= 20]
    share = sum(line.opens is True for line in long) / len(long) if long else 0.0
    if share < 0.05 or (share > 0.95 and len(long) < 4):
        return tuple(replace(line, opens=None) for line in lines)
    return tuple(lines)


def _with_wrapping(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Marks full lines where the text is hard-wrapped: nearly all lines that stop within a sentence end at one edge."""
    text = [line for line in lines if line.table is None]
    edge, most = max(map(_columns, text), default=0), max(map(_characters, text), default=0)
    stopping = [line for line in text if not line.finished and _columns(line) > edge / 2]
    full = sum(_is_full(line, edge, most) for line in stopping)
    if not (WRAPPED[0] <= edge <= WRAPPED[1] and full >= 3 and full >= 0.7 * len(stopping)):
        return tuple(lines)
    return tuple(replace(line, full=line.table is None and _is_full(line, edge, most)) for line in lines)


def _columns(line: Line) -> int:
    return display_width(line.text) + (4 if line.opens else 0)


def _characters(line: Line) -> int:
    return len(line.text) + (2 if line.opens else 0)


def _is_full(line: Line, edge: int, most: int) -> bool:
    """Wrapped by columns, with room for a word or a mark that goes to the next line, or by characters."""
    return _columns(line) >= edge - 6 or _characters(line) >= most - 1


def display_width(text: str) -> int:
    """Columns on a terminal: a Han character takes two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)
