"""The many rows of a sheet, written as the file format has them: five times faster than cell by cell.

XlsxWriter makes the workbook, the headings and all that is set up once; the rows below go past it, as text of the
format, into a file beside the workbook. Every cell is typed here too: text is a shared string, never a formula, and
never an inline string, which some versions of WPS do not open.
"""

from __future__ import annotations

import math
import re
import tempfile
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

from xlsxwriter.utility import xl_col_to_name, xl_range
from xlsxwriter.worksheet import Worksheet

from pipeline.writers.figures import decimals
from pipeline.writers.workbook.book import placed
from pipeline.writers.workbook.cells import AS_IT_IS, MOST_DIGITS, FileLink, Link, Passage, Value, fit
from pipeline.writers.workbook.formats import Formats

PAGE = "核查.html"
_SAID = '<rPr><b/><sz val="10"/><color rgb="FFC00000"/><rFont val="宋体"/></rPr>'
_EDGES = re.compile(r"^\s|\s$|\n")
_CONTROL = re.compile(r"_x[0-9A-Fa-f]{4}_")  # what the format would take for a character


class RowSheet(Worksheet):  # type: ignore[misc]
    """A worksheet whose first rows are written as usual and whose many rows come after them through `add_row`."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: Any = None
        self._links: Any = None
        self._relations: dict[str, str] = {}
        self._last = -1
        self.dim_rowmax: int | None
        self.dim_colmax: int | None
        self._letters: list[str] = []
        self._formats: dict[str, int] = {}

    def add_row(
        self,
        row: int,
        height: float,
        values: Sequence[tuple[int, Value, str]],
        formats: Formats,
        anchor: str = "",
    ) -> int:
        """Writes cells (column, value, style) into `row`, from 0; rows come in order. Returns the number of links.

        `anchor` is what the first cell leads to on the page.
        """
        if self._rows is None:
            self._rows = tempfile.TemporaryFile("w+", encoding="ascii", newline="")  # noqa: SIM115
            self._links = tempfile.TemporaryFile("w+", encoding="utf-8", newline="")  # noqa: SIM115
            self._letters = [xl_col_to_name(column) for column in range(200)]
        number = row + 1
        parts = [f'<row r="{number}" ht="{height:g}" customHeight="1">']
        links = 0
        for column, value, style in values:
            ref = f"{self._letters[column]}{number}"
            if value is None or value == "":
                parts.append(f'<c r="{ref}" s="{self._look(style, formats)}"/>')
                continue
            parts.append(self._cell(ref, value, style, formats))
            if value.__class__ is Link:
                links += 1
                name, target = placed(value)
                where = f"'{name}'!A{target + 1}"
                self._links.write(f'<hyperlink ref="{ref}" location="{escape(where)}"/>')
            elif value.__class__ is FileLink:
                links += 1
                self._links.write(f'<hyperlink ref="{ref}" r:id="{self._relation(value.target)}"/>')
        if anchor:
            links += 1
            relation = self._relation(PAGE)
            self._links.write(f'<hyperlink ref="A{number}" r:id="{relation}" location="{anchor}"/>')
        parts.append("</row>")
        self._rows.write("".join(parts))
        self._last = row
        return links

    def _cell(self, ref: str, value: Value, style: str, formats: Formats) -> str:
        kind = value.__class__
        if kind is str:
            return self._text(ref, value, style, formats)  # type: ignore[arg-type]
        if kind is Passage:
            return self._passage(ref, value, formats)  # type: ignore[arg-type]
        if kind is Link or kind is FileLink:
            return self._text(ref, value.text, "link", formats)  # type: ignore[union-attr]
        if kind is bool:
            return f'<c r="{ref}" s="{self._look(style, formats)}" t="b"><v>{int(value)}</v></c>'  # type: ignore[arg-type]
        if not math.isfinite(value) or abs(value) >= 10**MOST_DIGITS:  # type: ignore[arg-type]
            return self._text(ref, str(value), style, formats)
        look = self._look(style, formats) if style in AS_IT_IS else self._number(value, formats)
        return f'<c r="{ref}" s="{look}"><v>{value:.16G}</v></c>'

    def _text(self, ref: str, text: str, style: str, formats: Formats) -> str:
        text = fit(text)
        if text.startswith("<r>") and text.endswith(
            "</r>"
        ):  # which XlsxWriter would take for marked up already
            text = _rich((("", text),))
        return f'<c r="{ref}" s="{self._look(style, formats)}" t="s"><v>{self._shared(text)}</v></c>'

    def _passage(self, ref: str, passage: Passage, formats: Formats) -> str:
        text, start, end = fit(passage.sentence), passage.start, passage.end
        if (
            len(text) != len(passage.sentence)
            or not 0 <= start < end <= len(text)
            or end - start == len(text)
        ):
            return self._text(ref, text, "text", formats)
        runs = (("", text[:start]), (_SAID, text[start:end]), ("", text[end:]))
        shared = self._shared(_rich(runs))
        return f'<c r="{ref}" s="{self._look("text", formats)}" t="s"><v>{shared}</v></c>'

    def _shared(self, text: str) -> int:
        return self.str_table._get_shared_string_index(text)  # type: ignore[no-any-return]

    def _look(self, style: str, formats: Formats) -> int:
        found = self._formats.get(style)
        if found is None:
            found = self._formats[style] = formats.of(style)._get_xf_index()
        return found

    def _number(self, value: Any, formats: Formats) -> int:
        key = f"number {decimals(value)}"
        found = self._formats.get(key)
        if found is None:
            found = self._formats[key] = formats.number(decimals(value))._get_xf_index()
        return found

    def _relation(self, target: str) -> str:
        if target not in self._relations:
            self.rel_count += 1
            self.external_hyper_links.append(["/hyperlink", target, "External"])
            self._relations[target] = f"rId{self.rel_count}"
        return self._relations[target]

    def _write_rows(self) -> None:
        """What was written cell by cell, then the rows that were added."""
        if self._rows is None:
            super()._write_rows()
            return
        most = self.dim_rowmax
        self.dim_rowmax = max(self.table, default=0)
        super()._write_rows()
        self.dim_rowmax = most
        self._poured(self._rows)

    def _write_hyperlinks(self) -> None:
        if self._links is None or not self._links.tell():
            super()._write_hyperlinks()
            return
        self._xml_start_tag("hyperlinks")
        self._poured(self._links)
        self._xml_end_tag("hyperlinks")

    def _poured(self, file: Any) -> None:
        file.seek(0)
        while part := file.read(1 << 16):
            self.fh.write(part)
        file.close()

    def let_go(self) -> None:
        """Closes the files beside the workbook, whether it was written or not."""
        for file in (self._rows, self._links):
            if file is not None:
                file.close()

    def as_table(self, first: int, last: int, columns: int, options: dict[str, Any]) -> None:
        """Makes the rows from the headings `first` to `last` a table.

        XlsxWriter notes each cell of a table, which takes seconds and memory; here it notes those of one row.
        """
        self.add_table(first, 0, first + 1, columns - 1, options)
        area = xl_range(first, 0, last, columns - 1)
        self.tables[-1].update(
            {key: area for key in ("range", "a_range", "autofilter") if key in self.tables[-1]}
        )

    def reach(self, columns: int) -> None:
        """Lets the sheet know how far the added rows go."""
        if self._last >= 0:
            self.dim_rowmax = max(self.dim_rowmax or 0, self._last)
            self.dim_colmax = max(self.dim_colmax or 0, columns - 1)


def _rich(runs: Sequence[tuple[str, str]]) -> str:
    """A shared string of several looks, as the file format has it."""
    made = []
    for look, text in runs:
        if text:
            space = ' xml:space="preserve"' if _EDGES.search(text) else ""
            safe = escape(_CONTROL.sub(lambda m: f"_x005F{m[0]}", text))
            made.append(f"<r>{look}<t{space}>{safe}</t></r>")
    return "".join(made)
