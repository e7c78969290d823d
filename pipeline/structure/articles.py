"""Where the articles of a file begin."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.structure.bylines import parse_byline
from pipeline.structure.captions import NUMBERED, is_credit, is_marked_caption
from pipeline.structure.furniture import SEPARATOR
from pipeline.structure.headings import SIGNED
from pipeline.structure.lines import Line
from pipeline.structure.signatures import is_signature
from pipeline.structure.titles import SUBTITLE, body_follows, looks_like_title

TITLE_SCALE = 1.4


def article_starts(lines: Sequence[Line]) -> tuple[int, ...]:
    """Places of the first line of each article; the first is 0."""
    starts = [0]
    for place in range(1, len(lines)):
        begin = _start_at(lines, place)
        if begin is not None and begin > starts[-1] and _has_body(lines[starts[-1] : begin]):
            starts.append(begin)
    return tuple(starts)


def _start_at(lines: Sequence[Line], place: int) -> int | None:
    """Where the article begins whose headline is shown by the line at `place`: its byline, its size, a rule above it."""
    line = lines[place]
    if line.style == "note" or _cuts_paragraph(lines, place):
        return None
    if SEPARATOR.match(line.text):
        return place if place + 1 < len(lines) and looks_like_title(lines[place + 1]) else None
    if line.style == "title" or line.scale >= TITLE_SCALE:
        return place if looks_like_title(line) and not _title_line(lines[place - 1]) else None
    if is_credit(line.text) or (line.full is True and "，" in line.text):
        return None  # of a picture; a printed line of the body that begins with a day
    byline = parse_byline(line.text)
    if byline is None or not byline.firm or byline.furniture or not body_follows(lines, place + 1):
        return None
    begin = place - 1
    if begin > 0 and SUBTITLE.match(lines[begin].text):
        begin -= 1
    if begin < 1 or not looks_like_title(lines[begin]) or NUMBERED.match(lines[begin].text):
        return None
    if _is_printed(lines[begin]) and (lines[begin].opens is False or _is_printed(lines[begin - 1])):
        return None
    if is_signature(lines[begin].text, line.text) or not _is_over(lines, begin - 1):
        return _broken_title(lines, begin) if not is_signature(lines[begin].text, line.text) else None
    return begin


def _is_printed(line: Line) -> bool:
    """A line set like the body, to the edge of its column."""
    return line.full is True and line.scale < 1.08 and line.table is None and line.style is None


def _cuts_paragraph(lines: Sequence[Line], place: int) -> bool:
    """Whether a large line stands within a paragraph that goes on below it: words set apart, no headline."""
    if lines[place].scale < TITLE_SCALE:
        return False
    above = next((line for line in reversed(lines[max(0, place - 6) : place]) if _of_text(line)), None)
    below = next((line for line in lines[place + 1 : place + 7] if _of_text(line)), None)
    return (
        above is not None and below is not None and _is_printed(above)
        and not above.finished and below.opens is False and below.full is not None
    )  # fmt: skip


def _of_text(line: Line) -> bool:
    return line.style is None and 0.95 < line.scale < 1.08


def _title_line(line: Line) -> bool:
    return (line.style == "title" or line.scale >= TITLE_SCALE) and looks_like_title(line)


def _broken_title(lines: Sequence[Line], place: int) -> int | None:
    """The first line of a headline of two lines, whose second is at `place`."""
    begin = place - 1
    return (
        begin
        if begin > 0
        and looks_like_title(lines[begin])
        and not NUMBERED.match(lines[begin].text)
        and _is_over(lines, begin - 1)
        else None
    )


def _is_over(lines: Sequence[Line], place: int) -> bool:
    """Whether the text may end with the line at `place`: an end of a sentence, a byline, a date, a table, a picture."""
    line = lines[place]
    return (
        line.finished or line.table is not None or parse_byline(line.text) is not None or SIGNED.search(line.text) is not None
        or is_credit(line.text) or is_marked_caption(line) or line.text.endswith(("）", ")", "”")) or SEPARATOR.match(line.text) is not None
    )  # fmt: skip


def _has_body(lines: Sequence[Line]) -> bool:
    return any(
        line.table is not None or (len(line.text) >= 25 and "。" in line.text) or line.full for line in lines
    )
