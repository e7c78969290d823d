"""The rows of a sheet to lines: its title, the notes above and below, and one table for each block of rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.model.source import RawLine

UNNAMED = re.compile("^(?:sheet|工作表|表|book|table)\\s*[0-9]*(?:\\s*\\([0-9]+\\))?$", re.I)
NOTE = re.compile("[：:]")
NUMBER = re.compile("[-+]?[0-9][0-9,.]*%?")
LONGEST_TITLE = 60
WIDEST = 200  # columns


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its name and the texts of its cells, "" where a cell is empty."""

    name: str
    rows: tuple[tuple[str, ...], ...]
    hidden: bool = False


def lines_of(sheet: Sheet, tables: int, only: bool) -> list[RawLine]:
    """The lines of a sheet. `tables` is how many tables came before, `only` whether it is the only sheet with rows."""
    rows = list(_trimmed(sheet.rows))
    lines: list[RawLine] = []
    number = tables
    for place, block in enumerate(_blocks(rows)):
        above, body, below = _parted(block)
        titled = not lines and place == 0 and bool(above) and _is_title(above[0])
        lines += [
            RawLine(text, style="title" if titled and at == 0 else None) for at, text in enumerate(above)
        ]
        number += bool(body)
        lines += [RawLine("\t".join(row), table=number) for row in body]
        lines += [RawLine(text) for text in below]
    name = sheet.name.strip()
    has_title = bool(lines) and lines[0].style == "title"
    if not name or UNNAMED.match(name) or not lines or (has_title and name in lines[0].text):
        return lines
    if has_title:
        return lines if only else [lines[0], RawLine(name, style="subtitle"), *lines[1:]]
    return [RawLine(name, style="title"), *lines]


def _is_title(text: str) -> bool:
    return len(text) <= LONGEST_TITLE and not NOTE.search(text) and not text.endswith("。")


def _trimmed(rows: Sequence[Sequence[str]]) -> Iterator[list[str]]:
    """The rows without empty columns, and without empty rows at both ends."""
    used = sorted({column for row in rows for column, text in enumerate(row) if text})[:WIDEST]
    kept = [[row[column] if column < len(row) else "" for column in used] for row in rows]
    filled = [place for place, row in enumerate(kept) if any(row)]
    if filled:
        yield from kept[filled[0] : filled[-1] + 1]


def _blocks(rows: Sequence[list[str]]) -> Iterator[list[list[str]]]:
    """The rows parted where an empty row is followed by a new head or title; a blank row within a table parts nothing."""
    block: list[list[str]] = []
    parted = False
    for row in rows:
        if not any(row):
            parted = True
            continue
        if parted and block and not any(NUMBER.fullmatch(text) for text in row):
            yield block
            block = []
        block.append(row)
        parted = False
    if block:
        yield block


def _parted(block: Sequence[list[str]]) -> tuple[list[str], list[list[str]], list[str]]:
    """The lines above a table, its rows, and the lines below: those of one cell, or of labels with a colon."""
    begin = next((i for i, row in enumerate(block) if not _is_line(row)), len(block))
    end = next((i for i in range(len(block), begin, -1) if not _is_line(block[i - 1])), begin)
    body = list(block[begin:end])
    if len(body) == 1 and not any(NUMBER.fullmatch(text) for text in body[0]) and len(block) == 1:
        return [], body, []
    above, below = [_joined(row) for row in block[:begin]], [_joined(row) for row in block[end:]]
    return above, body, below


def _is_line(row: Sequence[str]) -> bool:
    """Whether a row is no row of a table: one cell alone, or labels (`填报单位：云溪镇党委`, `单位：人`).

    `其中：女党员` before a figure is a row of the table, `填报时间：` before 2025 is not.
    """
    filled = [text for text in row if text]
    if len(filled) == 1:
        return not NUMBER.fullmatch(filled[0])
    if any(NUMBER.fullmatch(text) for text in filled):
        return filled[0].endswith(("：", ":"))
    return 2 * sum(NOTE.search(text) is not None for text in filled) >= len(filled)


def _joined(row: Sequence[str]) -> str:
    return "　".join(text for text in row if text)
