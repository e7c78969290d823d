"""Tables: those set with blanks or tabs alone, and the headline and notes that stand within a ruled one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from pipeline.structure.lines import Line

CELLS = re.compile("\t+|[ \u3000\xa0]{2,}")
FIGURE = re.compile("^[-+]?[0-9][0-9,，.]*\\s*[%％]?$|^[-—–/]$")
FEWEST_ALONE = 4  # characters
FEWEST_ROWS = 3  # with blanks; two with tabs, which nobody sets by chance


def with_set_tables(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines, with those that make a table turned to rows of cells parted by tabs. Their characters stay.

    Names set in columns (`陈  锋    俞  霞`) are no table: below its head, a table has figures in every row.
    """
    number = max((line.table for line in lines if line.table is not None), default=0)
    done: list[Line] = []
    for block in _blocks(lines):
        if _is_table(block):
            number += 1
            done += [replace(line, text="\t".join(_cells(line)), table=number, full=None) for line in block]
        else:
            done += block
    return tuple(done)


def without_frames(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines, with the headline, the unit and the notes that stand in rows of their own at the top and at the end of
    a table taken out of it: a merged row `青石镇2024年党费收缴情况` is no row of figures.
    """
    done: list[Line] = []
    for _, group in groupby(lines, key=lambda line: line.table):
        block = list(group)
        if block[0].table is not None:
            begin = next((i for i, line in enumerate(block) if not _is_alone(line)), 0)
            end = next((i for i in range(len(block), begin, -1) if not _is_alone(block[i - 1])), len(block))
            block = [
                replace(line, text=line.text.strip(), table=None) if not begin <= at < end else line
                for at, line in enumerate(block)
            ]
        done += block
    return tuple(done)


def _is_alone(line: Line) -> bool:
    """Whether a row of a table is one text: a figure alone, or a short label, may be a row."""
    filled = [cell for cell in line.text.split("\t") if cell.strip()]
    return (
        "\t" in line.text
        and len(filled) == 1
        and len(filled[0].strip()) >= FEWEST_ALONE
        and not FIGURE.match(filled[0])
    )


def _cells(line: Line) -> list[str]:
    return [cell.strip() for cell in CELLS.split(line.text)]


def _blocks(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Neighbouring lines that have the same number of cells, two at least; any other line alone."""
    block: list[Line] = []
    for line in lines:
        count = len(_cells(line)) if line.table is None else 0
        if block and count >= 2 and len(_cells(block[0])) == count and block[0].table is None:
            block.append(line)
            continue
        if block:
            yield block
        block = [line]
    if block:
        yield block


def _is_table(block: Sequence[Line]) -> bool:
    rows = [_cells(line) for line in block]
    if block[0].table is not None or len(rows[0]) < 2:
        return False
    tabbed = all("\t" in line.text for line in block)
    if len(rows) < (2 if tabbed else FEWEST_ROWS):
        return False
    body = rows if _has_figure(rows[0]) else rows[1:]
    return all(_has_figure(row) for row in body)


def _has_figure(cells: Sequence[str]) -> bool:
    return any(FIGURE.match(cell) for cell in cells[1:])
