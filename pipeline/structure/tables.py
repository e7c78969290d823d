"""Tables that are set with blanks or tabs alone: in text files, and on pages without ruled lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.structure.lines import Line

CELLS = re.compile("\t+|[ \u3000\xa0]{2,}")
FIGURE = re.compile("^[-+]?[0-9][0-9,，.]*\\s*[%％]?$|^[-—–/]$")
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
