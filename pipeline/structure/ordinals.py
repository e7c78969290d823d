"""Numbers of headings that stand on a line of their own (`01`, `一、`, `PART 2`), put before what they number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.structure.lines import Line

ALONE = re.compile(
    "^(?:0[1-9]|(?:PART|Part)\\s*\\.?\\s*[0-9]{1,2}|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|第[一二三四五六七八九十]{1,3}(?:部分|章))$"
)
LONGEST = 40


def with_ordinals(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines, with each lone number joined to the short line below it by a blank."""
    done: list[Line] = []
    for line in lines:
        if done and ALONE.match(done[-1].text) and _numbered_by(done[-1], line):
            done[-1] = replace(line, text=f"{done[-1].text} {line.text}", gap=done[-1].gap)
        else:
            done.append(line)
    return tuple(done)


def _numbered_by(number: Line, line: Line) -> bool:
    short = len(line.text) <= LONGEST and not line.text.endswith("。")
    return number.table is None and line.table is None and short and not ALONE.match(line.text)
