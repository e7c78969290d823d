"""概览: what was read, what was found, the figures that most passages bear, what does not fit, and what to beware of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from pipeline import lexicons
from pipeline.model.issue import STATUSES
from pipeline.rows import ARTICLES, CHECKS, COUNTS, DOCUMENTS
from pipeline.rows.checks import KINDS, SEVERITIES
from pipeline.writers.figures import owner
from pipeline.writers.labels import labelled
from pipeline.writers.workbook.book import Book, Record
from pipeline.writers.workbook.cells import Link, Value, put
from pipeline.writers.workbook.render import FORM, LINE_HEIGHT, Sheet, in_words, set_up_print
from pipeline.writers.workbook.sheets.totals import bounds, in_groups

NAME = "概览"
WIDTHS = (26, 14, 10, 26, 18, 10)  # of the columns that hold the blocks
CHART_COLUMN = len(WIDTHS) + 1
FIGURES = 15  # indicators shown
OWNERS = 10  # owners charted
CHARTED = 14  # sheets charted: from 单位一览 to 大事记; what follows is no content of its own
SEVERITY_COLOURS = ("#E06C3C", "#E8C33A", "#8CB972")  # of error, warning, note

Line = Sequence[tuple[Value, str]]  # cells with their styles


def fill(book: Book, sheet: Any) -> None:
    """The blocks one under the other, charts to their right. The other sheets are filled before this one."""
    sheet.set_row(0, 26)
    sheet.write_string(0, 0, "党建报告台账·概览", book.formats.of("title"))
    sheet.set_row(1, 18)
    sheet.merge_range(1, 0, 1, len(WIDTHS) - 1, "", book.formats.of("line"))
    sheet.write_string(1, 0, FORM, book.formats.of("line"))
    row = _block(book, sheet, 3, "一、读入情况", ("项目", "数量", "单位"), _reading(book))
    found = row
    row = _block(book, sheet, row, "二、查出内容", ("工作表", "条数", "内容"), _found(book), wide=True)
    raised = row
    row = _block(book, sheet, row, "三、核对提示", ("类别", *_labels("severity", SEVERITIES)), _checks(book))
    headings = ("指标", "数值", "单位", "主体", "时间", "性质")
    row = _block(book, sheet, row, "四、主要指标", headings, _figures(book))
    owners = row
    row = _block(
        book, sheet, row, "五、数据最多的单位", ("主体", "数据条数"), owner_lines(book.records(COUNTS))
    )
    _prose(book, sheet, row, "六、使用说明", [*lexicons.settings("workbook")["remarks"], *book.notices])
    _chart(book, sheet, "查出内容（条）", found + 2, CHARTED, at_row=3, column=1)
    _chart(book, sheet, "数据最多的单位（条）", owners + 2, row - owners - 3, at_row=21, column=1)
    _severity_chart(book, sheet, raised + 2, at_row=39)
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    sheet.hide_gridlines(2)
    set_up_print(sheet)
    sheet.activate()


def _block(
    book: Book,
    sheet: Any,
    row: int,
    title: str,
    headings: Sequence[str],
    lines: Iterable[Line],
    *,
    wide: bool = False,
) -> int:
    """A small table with its title; returns the row at which the next begins.

    Where it is `wide`, its last column takes all the room that is left.
    """
    sheet.write_string(row, 0, title, book.formats.of("block"))
    heads: Line = [(heading, "head") for heading in headings]
    row += 1
    for line in (heads, *lines):
        if wide:
            sheet.merge_range(row, len(line) - 1, row, len(WIDTHS) - 1, "", book.formats.of(line[-1][1]))
        for column, (value, style) in enumerate(line):
            put(sheet, row, column, value, book.formats, style)
        row += 1
    return row + 1


def _labels(key: str, codes: Sequence[str]) -> list[str]:
    label = labelled(CHECKS.name, key)
    return [label(code) for code in codes]


def _reading(book: Book) -> list[Line]:
    documents = list(book.records(DOCUMENTS))
    status = labelled(DOCUMENTS.name, "status")
    statuses = Counter(record["status"] for record in documents)
    dates = sorted(article["date"] for article in book.records(ARTICLES) if article["date"])
    lines: list[Line] = [_reading_line("收到文件", len(documents), "份")]
    lines += [_reading_line(f"　{status(code)}", statuses[code], "份") for code in STATUSES if statuses[code]]
    lines.append(_reading_line("文章", sum(record["articles"] for record in documents), "篇"))
    lines.append(_reading_line("字数", sum(record["characters"] for record in documents), "字"))
    if dates:
        lines.append(_reading_line("最早的报告日期", dates[0], ""))
        lines.append(_reading_line("最晚的报告日期", max(dates), ""))
    return lines


def _reading_line(item: str, value: Value, unit: str) -> Line:
    return ((item, "text"), (value, "right"), (unit, "centre"))


def _found(book: Book) -> list[Line]:
    """One line for each sheet that stands after this one, in their order, leading to it."""
    about = lexicons.settings("workbook")["sheets"]
    return [
        ((Link(name, name, 0), "text"), (size, "text"), (about[name], "text"))
        for name, size in reversed(book.sizes.items())
    ]


def _figures(book: Book) -> list[Line]:
    """One total of each indicator, those first that most rows speak of: a sum if there is one, else the latest."""
    foremost = [max(group, key=_weight) for group in in_groups(book)]
    return [
        (
            (record["indicator"], "text"),
            (bounds(record) or record["value"], "right"),
            (record["unit"], "centre"),
            (owner(record), "text"),
            (in_words(record["period"]), "text"),
            ("汇总" if record["derived"] else "原文", "centre"),
        )
        for record in foremost[:FIGURES]
    ]


def _weight(record: Record) -> tuple[bool, bool, str]:
    return record["derived"], bounds(record) is None, record["period"] or ""


def _checks(book: Book) -> list[Line]:
    raised = Counter((record["kind"], record["severity"]) for record in book.records(CHECKS))
    label = labelled(CHECKS.name, "kind")
    return [
        ((label(kind), "text"), *((raised[kind, severity], "text") for severity in SEVERITIES))
        for kind in KINDS
    ]


def owner_lines(counts: Iterable[Record]) -> list[Line]:
    """The owners with the most rows of 数据, most first, then by name."""
    owners = Counter(record["owner"] for record in counts if record["owner"])
    most = sorted(owners.items(), key=lambda item: (-item[1], item[0]))[:OWNERS]
    return [((owner, "text"), (size, "text")) for owner, size in most]


def _prose(book: Book, sheet: Any, row: int, title: str, sentences: Sequence[str]) -> None:
    sheet.write_string(row, 0, title, book.formats.of("block"))
    width = sum(WIDTHS)
    for at, sentence in enumerate(sentences, start=1):
        text = f"{at}. {sentence}"
        sheet.merge_range(row + at, 0, row + at, len(WIDTHS) - 1, "", book.formats.of("prose"))
        sheet.write_string(row + at, 0, text, book.formats.of("prose"))
        sheet.set_row(row + at, (2 * len(text) // width + 1) * LINE_HEIGHT + 2)


def _chart(book: Book, sheet: Any, title: str, first: int, size: int, *, at_row: int, column: int) -> None:
    """A bar chart of the numbers in `column`, named by the first; the cells stay its source."""
    if size < 1:
        return
    chart = book.workbook.add_chart({"type": "bar"})
    last = first + size - 1
    chart.add_series({"categories": [NAME, first, 0, last, 0], "values": [NAME, first, column, last, column],
                      "fill": {"color": "#4F81BD"}, "gap": 60, "data_labels": {"value": True}})  # fmt: skip
    chart.set_title({"name": title, "name_font": {"name": "宋体", "size": 12}})
    chart.set_legend({"none": True})
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
    chart.set_y_axis({"reverse": True, "interval_unit": 1, "num_font": {"name": "宋体", "size": 9}})
    chart.set_size({"width": 520, "height": 310})
    sheet.insert_chart(at_row, CHART_COLUMN, chart, {"description": title})


def _severity_chart(book: Book, sheet: Any, first: int, *, at_row: int) -> None:
    """The checks by kind, the severities stacked in the colours of the sheet 核对; none where nothing was raised."""
    if not any(True for _ in book.records(CHECKS)):
        return
    chart = book.workbook.add_chart({"type": "bar", "subtype": "stacked"})
    last = first + len(KINDS) - 1
    for column, (label, colour) in enumerate(
        zip(_labels("severity", SEVERITIES), SEVERITY_COLOURS, strict=True), 1
    ):
        chart.add_series({"name": label, "categories": [NAME, first, 0, last, 0],
                          "values": [NAME, first, column, last, column], "fill": {"color": colour}, "gap": 60,
                          "data_labels": {"value": True, "num_format": "0;;"}})  # fmt: skip
    chart.set_title({"name": "核对提示（条）", "name_font": {"name": "宋体", "size": 12}})
    chart.set_legend({"position": "bottom", "font": {"name": "宋体", "size": 9}})
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
    chart.set_y_axis({"reverse": True, "interval_unit": 1, "num_font": {"name": "宋体", "size": 9}})
    chart.set_size({"width": 520, "height": 280})
    sheet.insert_chart(at_row, CHART_COLUMN, chart, {"description": "核对提示（条）"})


SHEET = Sheet(NAME, fill)
