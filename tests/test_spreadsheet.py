"""Spreadsheets: rows of cells as the sheet shows them, and the same counts as from the same table in other formats."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from magazine import Piece, pdf_of
from ole_files import old_workbook, ole_file
from word_files import paragraph, word_file

from pipeline.model.issue import Unreadable
from pipeline.model.limits import Bounds
from pipeline.model.source import RawDocument, RawLine
from pipeline.readers import choose
from pipeline.readers.cellformats import Format, format_of, shown
from pipeline.rows.counts import Count
from pipeline.run import find
from pipeline.structure import arrange


def read(data: bytes, extension: str = ".xlsx") -> RawDocument:
    reader = choose(data, extension)
    assert reader is not None and reader.name == "表格"
    return reader.read(data)


def lines(data: bytes, extension: str = ".xlsx") -> list[tuple[str, str | int | None]]:
    return [(line.text, line.table or line.style) for line in read(data, extension).pages[0].lines]


def workbook(sheets: dict[str, Sequence[Sequence[object]]], formats: dict[str, str] | None = None) -> bytes:
    """An .xlsx; `formats` gives the number formats of cells of the first sheet."""
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    for place, code in (formats or {}).items():
        book.worksheets[0][place].number_format = code
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_title_notes_and_table_of_a_sheet() -> None:
    rows = [
        ["云溪镇党员情况统计表"], ["填报单位：云溪镇党委", "", "单位：人"], ["村名", "党员", "入党日期"],
        ["东村", 32.0, datetime.datetime(2024, 5, 1)], ["", "", ""], ["西村", 27.5, datetime.date(2023, 1, 2)],
        ["合计", 59.5, None], ["注：数据截至2024年底。"],
    ]  # fmt: skip
    assert lines(workbook({"Sheet1": rows})) == [
        ("云溪镇党员情况统计表", "title"), ("填报单位：云溪镇党委　单位：人", None), ("村名\t党员\t入党日期", 1),
        ("东村\t32\t2024-05-01", 1), ("西村\t27.5\t2023-01-02", 1), ("合计\t59.5\t", 1), ("注：数据截至2024年底。", None),
    ]  # fmt: skip


def test_two_tables_on_one_sheet_and_several_sheets() -> None:
    rows = [["村名", "党员"], ["东村", 3], [], ["项目", "金额"], ["道路", 8]]
    found = lines(workbook({"党员情况": rows, "Sheet2": [["村名", "户数"], ["东村", 90]], "空表": []}))
    assert found == [
        ("党员情况", "title"), ("村名\t党员", 1), ("东村\t3", 1), ("项目\t金额", 2), ("道路\t8", 2),
        ("村名\t户数", 3), ("东村\t90", 3),
    ]  # fmt: skip


def test_a_named_sheet_below_its_title() -> None:
    rows = [["党员情况"], ["村名", "党员"], ["东村", 3]]
    assert lines(workbook({"2023年": rows, "2024年": rows}))[:2] == [
        ("党员情况", "title"),
        ("2023年", "subtitle"),
    ]
    assert lines(workbook({"2023年": rows}))[1] == ("村名\t党员", 1)


def test_labels_are_lines_and_parts_are_rows() -> None:
    rows = [["填报时间：", 2025], ["类别", "人数"], ["党员", 32], ["其中：女党员", 12]]
    assert lines(workbook({"Sheet1": rows})) == [
        ("填报时间：　2025", None),
        ("类别\t人数", 1),
        ("党员\t32", 1),
        ("其中：女党员\t12", 1),
    ]


def test_each_sheet_is_an_article() -> None:
    rows = [["单位：名"], ["村名", "党员"], ["东村", 3], ["西村", 4]]
    raw = read(workbook({"东片党员情况": rows, "西片党员情况": rows}))
    articles = arrange(raw, "统计.xlsx").articles
    assert [a.title for a in articles] == ["东片党员情况", "西片党员情况"]
    assert [[p.text for p in a.paragraphs if p.kind == "table"] for a in articles] == [
        ["村名\t党员", "东村\t3", "西村\t4"]
    ] * 2


def test_empty_columns_and_rows_are_cut_off() -> None:
    rows = [
        [],
        [None, None, "村名", None, "党员"],
        [None, None, "东村", None, 3],
        [None, None, None, None, " "],
    ]
    assert lines(workbook({"Sheet1": rows})) == [("村名\t党员", 1), ("东村\t3", 1)]


def test_numbers_are_shown_as_the_sheet_shows_them() -> None:
    rows = [
        ["村名", "占比", "增幅", "均值", "月份", "数"],
        ["东村", 0.385, 0.1234, 33.333333333333336, datetime.datetime(2024, 5, 1), 0.1 + 0.2],
    ]
    formats = {"B2": "0.0%", "C2": "0%", "D2": "0.00", "E2": 'yyyy"年"m"月"'}
    assert lines(workbook({"Sheet1": rows}, formats))[1] == ("东村\t38.5%\t12%\t33.33\t2024-05\t0.3", 1)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("0%", Format("percent")), ("0.00%;[Red]-0.00%", Format("percent", 2)), ("#,##0.0_ ", Format("fixed", 1)),
        ('0"人"', Format("fixed")), ('yyyy"年"m"月"', Format("month")), ("yyyy-mm-dd", None), ("General", None), ("@", None),
        ("", None), ("0.00E+00", None), ("# ?/?", None), ("[h]:mm", None), ("0,", None),
    ],
)  # fmt: skip
def test_formats_of_numbers(code: str, expected: Format | None) -> None:
    assert format_of(code) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [(12.0, "12"), (1234567890123.0, "1234567890123"), (-0.0, "0"), (2.5, "2.5"), (1e300, "1E+300"), (True, "是"), ("甲\n乙", "甲乙"),
     ("a\nb", "a b"), (" 东\t村 ", "东 村"), (None, ""), (datetime.time(9, 30), "09:30"), (float("nan"), ""), (float("inf"), "")],
)  # fmt: skip
def test_values_as_text(value: object, expected: str) -> None:
    assert shown(value, None) == expected


def test_hidden_sheets_and_formulas_without_value_are_named() -> None:
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["东村", 3, "=1+2"])
    book.create_sheet("旧数据").append(["西村", 4])
    book["旧数据"].sheet_state = "hidden"
    file = io.BytesIO()
    book.save(file)
    raw = read(file.getvalue())
    assert [line.text for line in raw.pages[0].lines] == ["东村\t3"]
    assert len(raw.set_aside) == 2 and "旧数据" in raw.set_aside[0] and "1 个公式" in raw.set_aside[1]
    assert raw.partial


def test_old_workbooks_show_percent_too() -> None:
    data = old_workbook({"党员": [["村名", "党员", "占比"], ["东村", 32.0, 0.385]]}, {(1, 2)})
    for extension in (".xls", ".et"):
        assert lines(data, extension) == [("党员", "title"), ("村名\t党员\t占比", 1), ("东村\t32\t38.50%", 1)]


XML_2003 = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Worksheet ss:Name="党员"><Table><Row><Cell><Data ss:Type="String">村名</Data></Cell><Cell ss:Index="3"><Data ss:Type="String">党员</Data></Cell></Row>
<Row><Cell><Data ss:Type="String">东村</Data></Cell><Cell/><Cell><Data ss:Type="Number">32</Data></Cell></Row></Table></Worksheet></Workbook>"""


def test_a_workbook_saved_as_one_xml_file() -> None:
    assert lines(XML_2003.encode(), ".xls") == [("党员", "title"), ("村名\t党员", 1), ("东村\t32", 1)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("村名,党员\n东村,32\n", ["村名\t党员", "东村\t32"]),
        ("村名\t党员\r\n东村\t32\r\n", ["村名\t党员", "东村\t32"]),
        ("村名;党员;备注\n东村;32;已审,无误\n", ["村名\t党员\t备注", "东村\t32\t已审,无误"]),
        ('村名,党员\n"东,村","1,032"\n', ["村名\t党员", "东,村\t1,032"]),
        ("村名，党员\n东村，32\n", ["村名\t党员", "东村\t32"]),
        ('名称,说明\n东村,"第一行\n第二行"\n', ["名称\t说明", "东村\t第一行第二行"]),
        ("党员情况表,,\n村名,党员,户\n东村,3,90\n", ["党员情况表", "村名\t党员\t户", "东村\t3\t90"]),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "gbk", "utf-16"])
def test_texts_of_cells(text: str, expected: list[str], encoding: str) -> None:
    assert [text for text, _ in lines(text.encode(encoding), ".csv")] == expected


HEAD, ROWS = (
    ["单位", "党员总数（名）", "党支部（个）", "集体经济收入（万元）"],
    [["东村", 32, 3, 18.5], ["西村", 27, 2, 9], ["云溪社区", 120, 6, 40]],
)
TABLE = [HEAD, *([str(cell) for cell in row] for row in ROWS)]


def counts(data: bytes, extension: str) -> list[tuple[object, ...]]:
    reader = choose(data, extension)
    assert reader is not None
    _, findings = find(arrange(reader.read(data), f"统计{extension}"))
    return [
        (c.value, c.unit, c.indicator, c.owner, c.period)
        for c in findings.of(Count)
        if c.evidence.rule == "counts.table"
    ]


def in_word() -> bytes:
    cells = "".join(
        "<w:tr>" + "".join(f"<w:tc>{paragraph(str(cell))}</w:tc>" for cell in row) + "</w:tr>"
        for row in TABLE
    )
    return word_file(paragraph("云溪镇2024年党员情况统计表") + f"<w:tbl>{cells}</w:tbl>")


def in_pdf() -> bytes:
    pieces = [
        Piece(60 + 120 * c, 120 + 30 * r, text, 10)
        for r, row in enumerate(TABLE)
        for c, text in enumerate(row)
    ]
    rules = tuple((50.0, 100.0 + 30 * r, 530.0, 100.0 + 30 * r) for r in range(5))
    rules += tuple((50.0 + 120 * c, 100.0, 50.0 + 120 * c, 220.0) for c in range(5))
    return pdf_of([[Piece(150, 80, "云溪镇2024年党员情况统计表", 16), *pieces]], rules=rules)


def in_page() -> bytes:
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in TABLE)
    return f"<html><meta charset=utf-8><body><h1>云溪镇2024年党员情况统计表</h1><table>{rows}</table></body></html>".encode()


def test_the_same_table_gives_the_same_counts_in_every_format() -> None:
    title = [["云溪镇2024年党员情况统计表"]]
    expected = counts(workbook({"Sheet1": [*title, HEAD, *ROWS]}), ".xlsx")
    assert len(expected) == 9
    assert expected[2][:4] == (185000, "元", "集体经济收入", "东村")
    text = "云溪镇2024年党员情况统计表,,,\n" + "".join(",".join(row) + "\n" for row in TABLE)
    others = {
        ".xls": old_workbook({"Sheet1": [*title, HEAD, *([float(c) if isinstance(c, (int, float)) else c for c in row] for row in ROWS)]}),
        ".csv": text.encode("gbk"), ".docx": in_word(), ".pdf": in_pdf(), ".html": in_page(),
    }  # fmt: skip
    for extension, data in others.items():
        assert counts(data, extension) == expected, extension


def bomb(reference: str) -> bytes:
    """A sheet of one cell far away: a dense grid around it would fill the memory."""
    data = workbook({"Sheet1": [["东村", 3]]})
    source, file = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(b'r="B1"', f'r="{reference}"'.encode()))
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "extension", "expected"),
    [
        (ole_file({"EncryptedPackage": b"x"}), ".xlsx", "encrypted"),
        (ole_file({"WordDocument": b"x"}), ".xls", "unsupported"),
        (ole_file({"Workbook": b"x"}), ".xls", "corrupt"),
        (ole_file({})[:600], ".xls", "corrupt"),
        (word_file(paragraph("正文。")).replace(b"word/", b"word_"), ".xlsx", "unsupported"),
        (workbook({"Sheet1": [["东村", 3]]})[:-80], ".xlsx", "corrupt"),
        (workbook({"Sheet1": []}), ".xlsx", "empty"),
        (bomb("XFD1048576"), ".xlsx", "unsupported"),
        (b"MZ\x90\0\3" + bytes(60), ".csv", "unsupported"),
        (b",,,\n,,\n", ".csv", "empty"),
        (b'a,b\n"' + b"x" * 200_000, ".csv", "corrupt"),
        (XML_2003.encode()[:400], ".xls", "corrupt"),
    ],
)
def test_spreadsheets_that_cannot_be_read(data: bytes, extension: str, expected: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read(data, extension)
    assert caught.value.status == expected
    assert "请" in caught.value.reason and caught.value.reason.endswith("。")


def test_bounds_cut_and_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.readers.spreadsheet.bounds", lambda: Bounds(rows=5))
    raw = read(workbook({"Sheet1": [["村名", "党员"], *([f"{n}村", n] for n in range(9))]}))
    assert raw.partial and len(raw.pages[0].lines) == 5


def test_a_workbook_is_known_by_its_content() -> None:
    data = workbook({"Sheet1": [["东村", 3]]})
    for extension in (".docx", ".txt", ".doc", ".et"):
        assert [line.text for line in read(data, extension).pages[0].lines] == ["东村\t3"]
    assert isinstance(read(data).pages[0].lines[0], RawLine)


SOURCES = (
    workbook({"党员": [["村名", "党员"], ["东村", 3]]}),
    old_workbook({"党员": [["村名", "党员"], ["东村", 3.0]]}),
    XML_2003.encode(),
)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.integers(0, 255), st.booleans())
def test_damage_never_raises_anything_else(place: int, byte: int, cut: bool) -> None:
    for source in SOURCES:
        at = place % len(source)
        data = source[:at] if cut else source[:at] + bytes([byte]) + source[at + 1 :]
        reader = choose(data, ".xls")
        if reader is None:
            continue
        try:
            reader.read(data)
        except Unreadable as unreadable:
            assert unreadable.reason.endswith("。")
