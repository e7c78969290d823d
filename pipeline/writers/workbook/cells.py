"""One cell: text made fit for a sheet, and the only writes that this project makes into a sheet.

Every write is typed. What a report says is text, whatever it begins with: `=1+1` never becomes a formula.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pipeline.writers.characters import visible
from pipeline.writers.figures import decimals
from pipeline.writers.workbook.formats import Formats

MOST_CHARACTERS = 32_767  # of a cell, in UTF-16 units: the limit of the file format
MOST_DIGITS = 15  # a sheet keeps numbers as doubles; longer ones are written as text
AS_IT_IS = ("plain", "folded")  # styles of numbers that stand for places, not for amounts
REMEMBERED = 1 << 14  # texts: a sentence is that of several rows, and most cells are words that come again
CUT = "…（此处截去，全文见 tables 文件夹）"

_TWICE_WIDE = re.compile("[^\x00-\x7f]")


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence with the stretch `start`..`end` that is to stand out in it."""

    sentence: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads to a cell of this workbook: `row` is 0-based."""

    text: str
    sheet: str
    row: int


@dataclass(frozen=True, slots=True)
class FileLink:
    """A text that leads to a file: `target` is its address, relative to the workbook, fit for a link."""

    text: str
    target: str


Value = str | int | float | None | Passage | Link | FileLink


@lru_cache(REMEMBERED)
def fit(text: str) -> str:
    """The text as a sheet can hold it, character for character as long as it is no longer than a cell."""
    text = visible(text)
    if len(text) * 2 > MOST_CHARACTERS and utf16_length(text) > MOST_CHARACTERS:
        text = _cut(text, MOST_CHARACTERS - len(CUT)) + CUT
    return text


def utf16_length(text: str) -> int:
    """The length in UTF-16 units, in which the file format counts: 𠮷 is two."""
    return len(text) + sum(character > "\uffff" for character in text)


def _cut(text: str, most: int) -> str:
    """The beginning of the text, `most` UTF-16 units at most, no character halved."""
    return text[:most].encode("utf-16-le")[: 2 * most].decode("utf-16-le", "ignore")


def put(sheet: Any, row: int, column: int, value: Value, formats: Formats, style: str = "text") -> None:
    """Write one cell. Numbers get thousands separators and the decimals that they have, save those AS_IT_IS."""
    if value is None or value == "":
        sheet.write_blank(row, column, None, formats.of(style))
    elif isinstance(value, Passage):
        _put_passage(sheet, row, column, value, formats)
    elif isinstance(value, Link):
        put_link(sheet, row, column, value, formats)
    elif isinstance(value, (str, FileLink)):
        value = value if isinstance(value, str) else value.text
        _put_text(sheet, row, column, fit(value), formats, formats.of(style))
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value, formats.of(style))
    elif not math.isfinite(value) or abs(value) >= 10**MOST_DIGITS:
        sheet.write_string(row, column, str(value), formats.of(style))
    else:
        cell_format = formats.of(style) if style in AS_IT_IS else formats.number(decimals(value))
        sheet.write_number(row, column, value, cell_format)


def put_link(sheet: Any, row: int, column: int, link: Link, formats: Formats, tip: str = "点击查看") -> None:
    """A link inside the workbook. The caller keeps count of them: a sheet holds 65,530."""
    target = f"internal:'{link.sheet}'!A{link.row + 1}"
    text = fit(link.text)
    sheet.write_url(row, column, target, formats.of("link"), "→", tip)
    _put_text(
        sheet, row, column, text, formats, formats.of("link")
    )  # its own check of texts, not write_url's


def _put_text(sheet: Any, row: int, column: int, text: str, formats: Formats, cell_format: Any) -> None:
    if text.startswith("<r>") and text.endswith("</r>"):
        # XlsxWriter takes such a text for a rich string that is marked up already and writes it unescaped.
        sheet.write_rich_string(row, column, text[0], formats.of("run"), text[1:], cell_format)
    else:
        sheet.write_string(row, column, text, cell_format)


def _put_passage(sheet: Any, row: int, column: int, passage: Passage, formats: Formats) -> None:
    """The sentence with the said words in bold red; plain where the two do not fit into one cell whole."""
    sentence, start, end = passage.sentence, passage.start, passage.end
    text = fit(sentence)
    if len(text) != len(sentence) or not 0 <= start < end <= len(text) or end - start == len(text):
        _put_text(sheet, row, column, text, formats, formats.of("text"))
        return
    fragments: list[Any] = [text[:start]] if start else []
    fragments += [formats.of("said"), text[start:end]]
    fragments += [formats.of("run"), text[end:]] if end < len(text) else []
    sheet.write_rich_string(row, column, *fragments, formats.of("text"))


def lines(value: Value, width: int) -> int:
    """How many lines the value takes in a column of `width` characters; a Chinese character is two wide."""
    if isinstance(value, Passage):
        value = value.sentence
    elif isinstance(value, (Link, FileLink)):
        value = value.text
    return lines_of(value, width) if isinstance(value, str) and value else 1


@lru_cache(REMEMBERED)
def lines_of(text: str, width: int) -> int:
    room = max(width - 1, 2)
    if len(text) * 2 <= room and "\n" not in text:
        return 1
    return sum(
        max(1, math.ceil((len(line) + len(_TWICE_WIDE.findall(line))) / room)) for line in text.split("\n")
    )
