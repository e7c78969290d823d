"""A sheet that is a table: from the columns of a row type to fields, and from fields to cells and print setup."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from types import NoneType
from typing import Any

from pipeline import lexicons
from pipeline.model.row import EVIDENCE_COLUMNS, Column, FoundRow, RowType
from pipeline.writers.labels import labelled
from pipeline.writers.workbook.book import FIRST_ROW, MOST_LINKS, MOST_ROWS, Book, Record, part_name
from pipeline.writers.workbook.cells import FileLink, Link, Passage, Value, lines

FORM = "填报单位：＿＿＿＿＿＿＿＿＿＿　填表人：＿＿＿＿＿＿　审核人：＿＿＿＿＿＿　填报日期：＿＿＿＿年＿＿月＿＿日"
LINE_HEIGHT = 14.0  # points, for the body font and those that stand in for it
ANSWERED_ON_PAPER = ("核对", "待核", "校核记录")  # sheets whose columns to answer in are printed
MOST_HEIGHT = 409  # points: a sheet's limit
PAPER_A4 = 9
COMMENT = {"author": "台账", "x_scale": 2, "font_name": "宋体", "font_size": 9}


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a sheet: its heading, width in characters, what a record shows in it, and how it looks."""

    heading: str
    width: int
    value: Callable[[Record], Value]
    style: str = "text"
    hidden: bool = False


@dataclass(frozen=True)
class Sheet:
    """A sheet of the workbook: its name, and what fills it."""

    name: str
    fill: Callable[[Book, Any], None]


def fields_of(
    book: Book, row_type: RowType[Any], *, hidden: Sequence[str] = (), widths: Mapping[str, int] | None = None
) -> list[Field]:
    """Own columns, then sentence, file and place of what was found; folded away at the end what machines need.

    `widths` are those of columns, by key, that differ from their declaration.
    """
    wanted = widths or {}
    own = [replace(column, width=wanted.get(column.key, column.width)) for column in row_type.row.columns]
    fields = [field_of(row_type.name, column) for column in own if column.key not in hidden]
    folded = [field_of(row_type.name, column, hidden=True) for column in own if column.key in hidden]
    if issubclass(row_type.row, FoundRow):
        fields += evidence_fields(book)
        folded += [field_of(row_type.name, c, hidden=True) for c in EVIDENCE_COLUMNS if c.key not in _SHOWN]
    return [*fields, *folded, field_of(row_type.name, Column("id", "编号", width=20), hidden=True)]


_SHOWN = ("document", "sentence")
_PLAIN = ("article", "page", "paragraph")
_TIMES = ("period", "date", "since")


def in_words(time: str | None) -> str | None:
    """An interval as people write it, 2024-06 至 2024-07; ISO otherwise, so that sorting the sheet sorts by time."""
    return time.replace("/", " 至 ") if time else None


def evidence_fields(book: Book) -> list[Field]:
    """原文句 with the said words standing out, 文件, and 出处, which leads to the paragraph."""
    return [
        Field("原文句", 56, lambda r: Passage(r["sentence"], r["start"], r["end"])),
        Field("文件", 22, lambda r: book.file(r["document"], r["序号"])),
        Field("出处", 18, lambda r: book.place(r["document"], r["article"], r["page"], r["paragraph"])),
    ]


def field_of(table: str, column: Column, *, hidden: bool = False) -> Field:
    """The field that shows a column of a table as it is: codes in Chinese, lists parted by 、, flags as 是."""
    label, key = labelled(table, column.key), column.key

    def value(record: Record) -> Value:
        content = record[key]
        if isinstance(content, list):
            return "、".join(str(item) for item in content)
        if column.kind == "flag":
            return "是" if content else None
        return in_words(content) if key in _TIMES else label(content)

    style = "folded" if hidden else "plain" if key in _PLAIN else "text"
    return Field(column.heading, column.width, value, style, hidden)


def render_table(
    book: Book,
    sheet: Any,
    heading: str,
    fields: Sequence[Field],
    records: Iterable[Record],
    note: str = "",
    anchored: bool = False,
) -> None:
    """Title, line to fill in, headings and one row a record, numbered; then filter, frozen panes, print setup.

    `note` is one sentence after the title. Where `anchored`, the number leads to the row on the page 核查.html. What
    one sheet cannot hold goes on upon further ones, 数据(2) and so on at the end of the workbook, which 概览 tells.
    """
    fields = [_numbered(), *fields]
    coming = iter(records)
    following = next(coming, None)
    parts = book.parts[heading] = []
    while True:
        within = () if following is None else islice(chain((following,), coming), MOST_ROWS)
        size = _render_part(book, sheet, heading, fields, within, note, anchored)
        parts.append((sheet, size))
        following = next(coming, None)
        if following is None:
            break
        sheet = book.further_sheet(part_name(heading, len(parts) + 1))
    book.sizes[heading] = sum(size for _, size in parts)
    if len(parts) > 1:
        book.notices.append(
            f"“{heading}”共 {book.sizes[heading]:,} 条，一张表放不下，接在末尾的“{heading}(2)”等 {len(parts) - 1} 张表。"
        )


def _render_part(
    book: Book,
    sheet: Any,
    heading: str,
    fields: Sequence[Field],
    records: Iterable[Record],
    note: str,
    anchored: bool,
) -> int:
    """One sheet of a table, numbered on from those before it; returns the number of its rows."""
    before = sum(size for _, size in book.parts[heading])
    links, size = 0, 0
    used: set[int] = set()
    for size, record in enumerate(records, start=1):
        record["序号"] = before + size
        links += _render_row(
            book, sheet, FIRST_ROW + size - 1, fields, record, MOST_LINKS - links, anchored, used
        )
    fields = [f if n in used or not size else _folded_if_shown(f) for n, f in enumerate(fields)]
    sheet.reach(len(fields))
    if links > MOST_LINKS:
        book.notices.append(f"“{sheet.name}”表第 {MOST_LINKS:,} 个以后的出处不带链接：一张表放不下更多链接。")
    _head(book, sheet, heading, fields, size, note)
    _set_up(book, sheet, heading, fields, size)
    return size


def _render_row(
    book: Book,
    sheet: Any,
    row: int,
    fields: Sequence[Field],
    record: Record,
    links_left: int,
    anchored: bool,
    used: set[int],
) -> int:
    """Write one row, as high as its longest visible cell needs; returns the number of its links.

    The columns in which it says something are added to `used`.

    Folded columns are not seen, so their empty cells need no border and are not written: on large runs that is a
    third of all cells.
    """
    height, links = 1, 0
    cells: list[tuple[int, Value, str]] = []
    for column, field in enumerate(fields):
        value = field.value(record)
        if value is not None and value != "":
            used.add(column)
        elif field.hidden:
            continue
        if field.hidden:
            pass
        elif value.__class__ not in (int, float, NoneType):
            height = max(height, lines(value, field.width))
        if value.__class__ in (Link, FileLink):
            links += 1
            value = value if links <= links_left else value.text
        cells.append((column, value, field.style))
    anchor = record["id"] if anchored and links < links_left else ""
    sheet.add_row(row, min(height * LINE_HEIGHT + 2, MOST_HEIGHT), cells, book.formats, anchor)
    return links + bool(anchor)


def _folded_if_shown(field: Field) -> Field:
    """A column in which no row says anything is folded away, save those to answer in."""
    return field if field.style == "entry" else replace(field, hidden=True)


def _numbered() -> Field:
    return Field("序号", 6, lambda record: record["序号"], "plain")


def _head(book: Book, sheet: Any, heading: str, fields: Sequence[Field], size: int, note: str) -> None:
    formats, comments = book.formats, lexicons.settings("workbook")["columns"]
    found = f"共 {size:,} 条" if size else "这些报告中没有找到"
    line = f"{FORM}　　{found}。{note}"
    last = _last_printed(heading, fields)
    shown = [field.width for field in fields[: last + 1] if not field.hidden]
    sheet.set_row(0, 26)
    sheet.write_string(0, 0, f"党建报告台账·{sheet.name}", formats.of("title"))
    sheet.set_row(1, lines(line, sum(shown)) * LINE_HEIGHT + 4)
    sheet.merge_range(1, 0, 1, last, "", formats.of("line"))
    sheet.write_string(1, 0, line, formats.of("line"))
    sheet.set_row(2, 30)
    for column, field in enumerate(fields):
        sheet.write_string(2, column, field.heading, formats.of("head"))
        if field.heading in comments:
            sheet.write_comment(2, column, comments[field.heading], COMMENT)


def _last_printed(heading: str, fields: Sequence[Field]) -> int:
    """The last column on paper: those to answer in are for the screen, as they would make all letters a fifth smaller."""
    on_paper = heading in ANSWERED_ON_PAPER
    return max(n for n, f in enumerate(fields) if not f.hidden and (on_paper or f.style != "entry"))


def _set_up(book: Book, sheet: Any, heading: str, fields: Sequence[Field], size: int) -> None:
    for column, field in enumerate(fields):
        after = column > 0 and fields[column - 1].hidden
        fold = {"level": 1, "hidden": True} if field.hidden else {"collapsed": True} if after else {}
        sheet.set_column(column, column, field.width, None, fold)
    if fields[-1].hidden:
        sheet.set_column(len(fields), len(fields), 4, None, {"collapsed": True})
    if size:
        columns = [{"header": field.heading, "header_format": book.formats.of("head")} for field in fields]
        options = {"name": re.sub(r"\((\d+)\)", r"_\1", f"表_{sheet.name}"), "style": "", "columns": columns}
        sheet.as_table(FIRST_ROW - 1, FIRST_ROW + size - 1, len(fields), options)
    sheet.freeze_panes(FIRST_ROW, 2)
    sheet.print_area(0, 0, 2 + size, _last_printed(heading, fields))
    sheet.repeat_rows(2)
    sheet.ignore_errors(
        {"number_stored_as_text": "A1:XFD1048576"}
    )  # 2024 as text is no error to be marked green
    set_up_print(sheet)


def set_up_print(sheet: Any) -> None:
    """A4 landscape, one page wide, the sheet's name above and 第X页 共Y页 below."""
    sheet.set_landscape()
    sheet.set_paper(PAPER_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
    sheet.set_header("&L党建报告台账&R&A")
    sheet.set_footer("&C第 &P 页　共 &N 页")
