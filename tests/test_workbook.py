"""台账.xlsx opened by an independent reader: every value as in the ledger, nothing a formula, hostile text as text."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ledger_rows import count, document, place
from openpyxl.worksheet.worksheet import Worksheet

from pipeline import lexicons
from pipeline.ledger.store import Store
from pipeline.model.issue import STATUSES
from pipeline.rows import ROW_TYPES, activities, checks, counts, honours, numerals, relations, totals
from pipeline.rows.activities import Activity
from pipeline.rows.articles import ArticleRow
from pipeline.rows.brands import Brand
from pipeline.rows.checks import CHECKS, Check
from pipeline.rows.counts import COUNTS
from pipeline.rows.documents import DocumentRow
from pipeline.rows.honours import Honour
from pipeline.rows.mentions import Mention
from pipeline.rows.numerals import NumeralRow
from pipeline.rows.organisations import ORGANISATIONS, Organisation
from pipeline.rows.paragraphs import ParagraphRow
from pipeline.rows.quotes import Quote
from pipeline.rows.totals import TOTALS, LeftOut, Total
from pipeline.run.comparison import note_source
from pipeline.run.writing import addresses
from pipeline.writers.chronicle import events, when
from pipeline.writers.figures import decimals
from pipeline.writers.workbook import SHEETS, write
from pipeline.writers.workbook.book import FIRST_ROW, MOST_ROWS, placed
from pipeline.writers.workbook.cells import (
    CUT,
    MOST_CHARACTERS,
    Link,
    Passage,
    fit,
    lines,
    utf16_length,
)
from pipeline.writers.workbook.sheets.overview import CHARTED
from pipeline.writers.workbook.sheets.totals import bounds

ORDER = ["概览", "单位一览", "数据", "指标汇总", "指标对照", "核对", "待核", "组织", "人物", "品牌", "机制做法", "荣誉", "活动", "引语", "大事记",
         "来源", "未处理", "数字清点", "校核记录", "地点", "正文"]  # fmt: skip
HOSTILE = [
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "{=SUM(A1:A2)}",
    "internal:概览!A1",
    "https://example.org/a",
    "<r><t>标记</t></r>",
    "<r>&<x</r>",
    "</si></sst>",
    "_x0041_",
    "a\x00b\x0b\x1f",
    "\ud800半个",
    "\u202e倒着\u200f",
    "  两头空格  ",
    "\n换行\n",
    "\ufffe\uffff",
    "𠮷" * 20_000,
    "长" * 40_000,
    "12345678901234567890",
    "TRUE",
]


def opened(store: Store, out: Path) -> openpyxl.Workbook:
    write(store, out)
    assert sorted(path.name for path in out.iterdir() if "xlsx" in path.name) == ["台账.xlsx"]
    return openpyxl.load_workbook(out / "台账.xlsx")


def entries(sheet: Worksheet) -> list[dict[str, Any]]:
    """The rows below the headings, by heading."""
    headings = [cell.value for cell in sheet[FIRST_ROW]]
    assert len(set(headings)) == len(headings), f"{sheet.title}: two columns of one name"
    return [
        dict(zip(headings, row, strict=True))
        for row in sheet.iter_rows(min_row=FIRST_ROW + 1, max_col=len(headings), values_only=True)
    ]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "ledger.sqlite") as made:
        yield made


@pytest.fixture
def filled(store: Store) -> Store:
    """A ledger with something in most tables, and documents that failed."""
    sentence = "全镇共有党员1285名，其中女党员420名，走访群众200余户，人均增收3.25%。"
    text = f"开头一句。{sentence}"
    whole = count(
        "1285名", "党员总数", owner="云峰镇", sentence=sentence, period="2024-06/2024-07", paragraph=2
    )
    part = count("420名", "女党员", owner="云峰镇", sentence=sentence, part_of=whole.id, paragraph=2)
    visits = count("200余户", "走访群众", sentence=sentence, paragraph=2, aspect="cumulative")
    share = count(
        "3.25%", "人均增收", sentence=sentence, paragraph=2, aspect="change", value=Decimal("-3.25")
    )
    town = Organisation("云峰镇党委", "party", place="云峰镇", aliases=("镇党委", "云峰党委"))
    fair = "3月5日，云峰镇举办邻里节。"
    store.add(
        document("甲.txt"),
        [
            ArticleRow("甲.txt", 1, "云峰镇这一年", None, ("林一", "高二"), "云峰报", "2024-12", True, (), 80),
            ParagraphRow("甲.txt", 1, 1, "title", None, "云峰镇这一年"),
            ParagraphRow("甲.txt", 1, 2, "body", 3, text),
            whole,
            part,
            visits,
            share,
            town,
            Mention(place("云峰镇党委开会。", "云峰镇党委", paragraph=2), "organisation", "云峰镇党委", "云峰镇党委", town.id),
            Mention(place("镇党委部署。", "镇党委", paragraph=2), "organisation", "镇党委", "镇党委", town.id, True),
            Brand(place("打响“云上红”党建品牌。", "云上红"), "云上红", "党建品牌", "云峰镇党委"),
            Honour(place("获评全省先进。", "全省先进"), "云峰镇", "全省先进", "province", "2024"),
            Activity(place(fair, "邻里节"), "邻里节", "云峰镇", "2024-03-05"),
            Activity(place(fair, "邻里节", paragraph=2), "邻里节", "云峰镇", "2024-03-05"),
            Activity(place("三月里办了插花比赛。", "插花比赛"), "插花比赛", None, "2024-03"),
            Activity(place("也办过读书会。", "读书会"), "读书会", None, None),
            Quote(place("他说：“路修好了，心就近了。”", "路修好了，心就近了。"), "赵三", "组长", "路修好了，心就近了。"),
            NumeralRow(place("编成7册。", "7"), "7", "unassigned"),
            NumeralRow(place("2024年。", "2024"), "2024", "time"),
        ],
    )  # fmt: skip
    store.add(DocumentRow("坏.docx", None, "docx", None, None, 0, 0, "corrupt", "文件已损坏。"), [])
    store.add(
        DocumentRow("又一份.txt", None, "txt", None, None, 0, 0, "duplicate", "与甲.txt相同。", "甲.txt"), []
    )
    store.replace(ORGANISATIONS, [town])
    store.replace(
        TOTALS,
        [
            Total("党员总数", None, "名", "云峰镇", "2024", Decimal(1285), Decimal(1285), Decimal(1285), False,
                  (whole.id,), (LeftOut(part.id, "part"),)),
            Total("走访群众", None, "户", None, None, Decimal(200), Decimal(200), None, True, (visits.id,)),
        ],
    )  # fmt: skip
    store.replace(
        CHECKS,
        [
            Check(whole.evidence, "contradiction", "两处不同。", "error", (whole.id, part.id), "甲.txt", 1, 2,
                  "党员1286名。", 2, 7),
            Check(share.evidence, "share", "占比与人数不合。", "warning", (share.id,)),
        ],
    )  # fmt: skip
    return store


def test_the_sheets_stand_in_order() -> None:
    assert [sheet.name for sheet in SHEETS] == ORDER
    assert list(lexicons.settings("workbook")["sheets"]) == ORDER[1:]
    assert ORDER[1 : CHARTED + 1][-1] == "大事记"


def test_an_empty_ledger_makes_a_whole_workbook(store: Store, tmp_path: Path) -> None:
    book = opened(store, tmp_path)
    assert book.sheetnames == ORDER
    for sheet in book.worksheets[1:]:
        assert entries(sheet) == []
        assert "这些报告中没有找到" in sheet["A2"].value


def test_values_are_those_of_the_tables(filled: Store, tmp_path: Path) -> None:
    book = opened(filled, tmp_path)
    for row_type in ROW_TYPES:
        if row_type.heading not in book.sheetnames or row_type.name in ("totals", "numerals"):
            continue
        shown = {row["编号"]: row for row in entries(book[row_type.heading])}
        records = list(filled.records(row_type))
        assert list(shown) == [record["id"] for record in records]
        for record in records:
            for column in row_type.columns:
                if column.kind == "number" and column.heading in shown[record["id"]]:
                    assert shown[record["id"]][column.heading] == record[column.key]


def test_a_count_is_shown_as_people_read_it(filled: Store, tmp_path: Path) -> None:
    rows = {row["指标"]: row for row in entries(opened(filled, tmp_path)["数据"])}
    whole = rows["党员总数"]
    assert (whole["数值"], whole["界限"], whole["时间"]) == (1285, "确数", "2024-06 至 2024-07")
    assert (whole["原文句"][whole["起"] : whole["止"]], whole["出处"]) == ("1285名", "第2段")
    assert rows["女党员"]["其中"] == f"属第{whole['序号']}号"
    assert (rows["走访群众"]["界限"], rows["走访群众"]["口径"]) == ("至少", "累计")
    assert rows["人均增收"]["数值"] == -3.25


def test_numbers_have_thousands_and_no_needless_decimals(filled: Store, tmp_path: Path) -> None:
    sheet = opened(filled, tmp_path)["数据"]
    column = next(cell.column for cell in sheet[FIRST_ROW] if cell.value == "数值")
    looks = {
        cell.value: cell.number_format for (cell,) in sheet.iter_rows(FIRST_ROW + 1, None, column, column)
    }
    assert looks == {1285: "#,##0", 420: "#,##0", 200: "#,##0", -3.25: "#,##0.00"}


def test_a_link_leads_to_the_paragraph(filled: Store, tmp_path: Path) -> None:
    book = opened(filled, tmp_path)
    followed = 0
    for cell in (
        cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.hyperlink
    ):
        if cell.hyperlink.target:
            assert cell.hyperlink.target == "核查.html" and re.fullmatch(
                "[a-z]{2}[0-9a-f]{16}", cell.hyperlink.location
            )
            assert cell.parent.cell(FIRST_ROW, cell.column).value == "序号"
            continue
        name, row = re.fullmatch(r"'(.+)'!A(\d+)", cell.hyperlink.location).groups()
        assert name in book.sheetnames
        if cell.value == "第2段":
            assert any("全镇共有党员1285名" in str(c.value) for c in book[name][int(row)])
            followed += 1
    assert followed >= 5


def test_totals_show_bounds_facts_and_what_was_left_out(filled: Store, tmp_path: Path) -> None:
    book = opened(filled, tmp_path)
    numbers = {row["指标"]: row["序号"] for row in entries(book["数据"])}
    rows = {row["指标"]: row for row in entries(book["指标汇总"])}
    assert (rows["党员总数"]["界限"], rows["党员总数"]["性质"]) == (None, "原文")
    assert rows["党员总数"]["依据"] == f"第{numbers['党员总数']}号"
    assert rows["党员总数"]["未计入"] == f"第{numbers['女党员']}号：是其中一部分"
    assert (rows["走访群众"]["界限"], rows["走访群众"]["性质"]) == ("≥200", "汇总")


def test_totals_stand_by_indicator_sums_first(store: Store, tmp_path: Path) -> None:
    facts = [count(f"{n}名", "党员", owner=owner) for n, owner in ((8, "乙村"), (5, "甲村"))]
    lone = count("3个", "食堂", owner="甲村")
    store.add(document("甲.txt"), [lone, *facts])

    def total(indicator: str, owner: str | None, value: int, derived: bool, *ids: str) -> Total:
        return Total(indicator, None, None, owner, None, Decimal(value), None, None, derived, ids)

    rows = [total("食堂", "甲村", 3, False, lone.id), total("党员", "乙村", 8, False, facts[0].id),
            total("党员", "甲村", 5, False, facts[1].id), total("党员", None, 13, True, *(f.id for f in facts))]  # fmt: skip
    store.replace(TOTALS, rows)
    book = opened(store, tmp_path)
    shown = [(row["指标"], row["主体"], row["数值"]) for row in entries(book["指标汇总"])]
    assert shown[0] == ("党员", "全部报告", 13)
    assert shown[-1] == ("食堂", "甲村", 3)
    assert {row[1] for row in shown[1:3]} == {"甲村", "乙村"}


def test_a_check_shows_both_sides_and_asks_for_an_answer(filled: Store, tmp_path: Path) -> None:
    sheet = opened(filled, tmp_path)["核对"]
    rows = {row["类别"]: row for row in entries(sheet)}
    assert rows["前后不一"]["程度"] == "差错"
    assert rows["前后不一"]["另一处原文"] == "党员1286名。"
    assert rows["占比"]["另一处原文"] is None
    (validation,) = sheet.data_validations.dataValidation
    asked = str(validation.sqref).split(":")[0]
    assert sheet.cell(FIRST_ROW, sheet[asked].column).value == "处理意见"


def test_an_entity_shows_where_it_is_named_first(filled: Store, tmp_path: Path) -> None:
    (row,) = entries(opened(filled, tmp_path)["组织"])
    assert (row["类型"], row["又称"], row["首见原文句"]) == ("党组织", "镇党委、云峰党委", "云峰镇党委开会。")


def test_the_chronicle_follows_the_rules_of_chronicles(filled: Store, tmp_path: Path) -> None:
    sheet = opened(filled, tmp_path)["大事记"]
    shown = [(row["日期"], row["精度"], row["事件"], row["处数"]) for row in entries(sheet)]
    assert shown == [
        ("2024年3月5日", "日", "邻里节", 2),
        ("2024年3月（是月）", "月", "插花比赛", 1),
        ("2024年（是年）", "年", "获得荣誉：全省先进", 1),
    ]
    assert "另有 1 条" in sheet["A2"].value


def test_an_event_of_many_is_one_entry() -> None:
    honoured = [
        {"document": "甲.txt", "year": "2024", "holder": f"学员{n}", "name": "优秀学员"} for n in range(1, 9)
    ]
    held = [
        {"document": d, "date": "2024-05-04", "host": host, "name": "登山赛", "place": None}
        for d, host in (("甲.txt", None), ("甲.txt", "青峰村"), ("乙.txt", "青峰村"), ("乙.txt", "白石村"))
    ]
    entries, undated = events(held, honoured)
    assert [(e["unit"], e["sources"]) for e in entries] == [
        ("青峰村", 2),
        ("青峰村、白石村", 2),
        ("学员1、学员2、学员3、学员4、学员5、学员6等8个", 8),
    ]
    assert undated == 0


def test_what_was_not_read_is_listed_with_what_to_do(filled: Store, tmp_path: Path) -> None:
    book = opened(filled, tmp_path)
    rows = entries(book["未处理"])
    assert [(row["文件"], row["情况"]) for row in rows] == [
        ("坏.docx", "文件损坏"),
        ("又一份.txt", "重复文件"),
    ]
    assert all(row["怎么办"].endswith("。") for row in rows)
    assert {row["文件"] for row in entries(book["来源"])} == {"甲.txt", "坏.docx", "又一份.txt"}


def test_numerals_lists_what_no_table_holds(filled: Store, tmp_path: Path) -> None:
    sheet = opened(filled, tmp_path)["数字清点"]
    assert [row["数字"] for row in entries(sheet)] == ["7"]
    assert "共 2 个" in sheet["A2"].value


def test_the_overview_says_what_was_read_and_found(filled: Store, tmp_path: Path) -> None:
    sheet = opened(filled, tmp_path)["概览"]
    lines_shown = {row[0]: row[1] for row in sheet.iter_rows(max_col=2, values_only=True) if row[0]}
    assert lines_shown["收到文件"] == 3
    assert lines_shown["　文件损坏"] == 1
    assert lines_shown["数据"] == 4
    assert lines_shown["走访群众"] == "≥200"
    assert lines_shown["云峰镇"] == 2
    assert len(sheet._charts) == 3


def test_sheets_are_set_up_for_a4_and_for_the_screen(filled: Store, tmp_path: Path) -> None:
    for sheet in opened(filled, tmp_path).worksheets:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.oddFooter.center.text == "第 &P 页　共 &N 页"
        assert "填报单位" in sheet["A2"].value
        if sheet.title != "概览":
            assert sheet.freeze_panes == f"C{FIRST_ROW + 1}"
            assert sheet.print_title_rows == f"${FIRST_ROW}:${FIRST_ROW}"
            made = list(sheet.tables.values())
            assert [t.autoFilter is not None for t in made] == ([True] if entries(sheet) else [])


def test_machine_columns_are_folded_away_at_the_end(filled: Store, tmp_path: Path) -> None:
    sheet = opened(filled, tmp_path)["数据"]
    headings = [cell.value for cell in sheet[FIRST_ROW]]
    folded = [heading in ("起", "止", "规则", "置信度", "编号", "折算值") for heading in headings]
    assert headings[-1] == "编号"
    assert folded == sorted(folded) or headings.index("原文句") < folded.index(True)


@pytest.mark.parametrize("text", HOSTILE, ids=lambda t: ascii(t[:12]))
def test_hostile_text_appears_as_text(store: Store, tmp_path: Path, text: str) -> None:
    sentence = f"其中{text}为1个。"
    brand = Brand(place(sentence, text, name=text), text, text, text)
    store.add(document(text), [brand, ParagraphRow(text, 1, 1, "body", None, text)])
    book = opened(store, tmp_path)
    (row,) = entries(book["品牌"])
    assert row["品牌名称"] == fit(text)
    assert row["原文句"] == fit(sentence)
    assert entries(book["来源"])[0]["文件"] == fit(text)
    assert entries(book["正文"])[0]["文字"] == fit(text)
    with zipfile.ZipFile(tmp_path / "台账.xlsx") as package:
        for name in package.namelist():
            if name.startswith("xl/worksheets/sheet"):
                content = package.read(name).decode("utf-8")
                assert "<f>" not in content and "<f " not in content
                assert "inlineStr" not in content  # some versions of WPS do not open it


@given(st.text(max_size=60))
@settings(max_examples=300, deadline=None)
def test_fit_keeps_what_a_sheet_can_hold(text: str) -> None:
    fitted = fit(text)
    assert len(fitted) == len(text)
    fitted.encode("utf-8")
    assert not re.search("[\x00-\x09\x0b-\x1f]", fitted)
    if not re.search("[\x00-\x09\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]", text):
        assert fitted == text


@pytest.mark.parametrize("character", ["字", "𠮷", "a"])
def test_fit_cuts_at_the_limit_and_says_so(character: str) -> None:
    fitted = fit(character * 70_000)
    assert MOST_CHARACTERS - 1 <= utf16_length(fitted) <= MOST_CHARACTERS
    assert fitted.endswith(CUT)


@pytest.mark.parametrize(
    ("value", "expected"), [(3, 0), (3.0, 0), (3.5, 1), (0.25, 2), (66.666667, 6), (1e-7, 0), (-1.5, 1)]
)
def test_decimals(value: float, expected: int) -> None:
    assert decimals(value) == expected


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [(200, 200, None), (200, None, "≥200"), (None, 30.5, "≤30.5"), (120, 150, "120～150"), (10**10, None, "≥100亿"),
     (4_900_000, None, "≥490万"), (12_345, None, "≥12,345"), (None, None, "约80"), (123_456_789, None, "≥123,456,789")],
)  # fmt: skip
def test_bounds(low: float | None, high: float | None, expected: str | None) -> None:
    assert bounds({"value": 80, "low": low, "high": high}) == expected


@pytest.mark.parametrize(
    ("value", "width", "expected"),
    [("一二三四五", 11, 1), ("一二三四五六", 11, 2), ("ab\ncd", 11, 2), (None, 5, 1), (12345678, 3, 1), ("", 9, 1),
     (Passage("一二三四五六", 0, 1), 7, 2), (Link("一二三四", "正文", 3), 5, 2)],
)  # fmt: skip
def test_lines(value: Any, width: int, expected: int) -> None:
    assert lines(value, width) == expected


@pytest.mark.parametrize(
    ("iso", "expected"),
    [
        ("2024-03-05", "2024年3月5日"),
        ("2024-03", "2024年3月（是月）"),
        ("2024", "2024年（是年）"),
        ("2024-06/2024-07", "2024年6月至7月"),
        ("2024-11/2025-02", "2024年11月至2025年2月"),
        ("2024-05-01/2024-05-03", "2024年5月1日至3日"),
        ("2024-05-30/2024-06-02", "2024年5月30日至6月2日"),
        ("2021/2025", "2021年至2025年"),
        ("2021/2021", "2021年（是年）"),
        ("2024-05/2025", "2024年5月至2025年"),
    ],
)
def test_a_time_as_a_chronicle_says_it(iso: str, expected: str) -> None:
    moment = when(iso)
    assert moment is not None and moment.text == expected


@pytest.mark.parametrize("iso", [None, "", "近年来", "2024-13-45-1", "/2024", "2024/"])
def test_what_is_no_date_is_not_guessed(iso: str | None) -> None:
    assert when(iso) is None


def test_a_month_stands_after_its_days_and_a_year_after_its_months() -> None:
    isos = ["2024-12-31", "2024", "2024-02", "2024-02-29", "2024-03-01", "2024-01/2024-02", "2025-01-01"]
    moments = sorted((when(iso).order, iso) for iso in isos)  # type: ignore[union-attr]
    assert [iso for _, iso in moments] == ["2024-02-29", "2024-01/2024-02", "2024-02", "2024-03-01", "2024-12-31",
                                           "2024", "2025-01-01"]  # fmt: skip


def test_every_code_has_a_label() -> None:
    labels = lexicons.settings("labels")
    codes = {
        ("counts", "bound"): counts.BOUNDS,
        ("counts", "aspect"): counts.ASPECTS,
        ("checks", "severity"): checks.SEVERITIES,
        ("checks", "kind"): checks.KINDS,
        ("documents", "status"): STATUSES,
        ("honours", "level"): honours.LEVELS,
        ("numerals", "use"): numerals.USES,
        ("relations", "relation"): relations.RELATIONS,
        ("totals", "why"): totals.REASONS,
    }
    for (table, key), expected in codes.items():
        assert tuple(labels[table][key]) == expected, f"{table}.{key}"
    assert set(labels["documents"]["advice"]) == {*STATUSES, "partial"} - {"ok"}
    assert activities.ACTIVITIES.name == "activities"


def test_two_workbooks_of_one_ledger_are_the_same_bytes(filled: Store, tmp_path: Path) -> None:
    write(filled, tmp_path)
    first = (tmp_path / "台账.xlsx").read_bytes()
    write(filled, tmp_path)
    assert (tmp_path / "台账.xlsx").read_bytes() == first


def test_a_workbook_that_cannot_be_written_leaves_the_old_one(
    filled: Store, tmp_path: Path, monkeypatch: Any
) -> None:
    (tmp_path / "台账.xlsx").write_bytes(b"old")

    def locked(self: Path, target: Path) -> Path:
        raise PermissionError(13, "in use")

    monkeypatch.setattr(Path, "replace", locked)
    with pytest.raises(PermissionError):
        write(filled, tmp_path)
    assert (tmp_path / "台账.xlsx").read_bytes() == b"old"
    assert not list(tmp_path.glob("*.part"))
    assert COUNTS.heading == "数据"


def test_columns_that_say_nothing_are_folded_and_answers_are_not_printed(
    filled: Store, tmp_path: Path
) -> None:
    book = opened(filled, tmp_path)
    sheet = book["荣誉"]
    by_heading = {cell.value: cell.column_letter for cell in sheet[FIRST_ROW]}
    hidden = {h for h, letter in by_heading.items() if sheet.column_dimensions[letter].hidden}
    assert "授予机关" in hidden  # which the one row does not tell
    assert {"荣誉名称", "原文句", "校核状态", "校核意见", "更正"}.isdisjoint(hidden)
    printed = sheet.print_area.split(":")[-1].replace("$", "")
    assert printed == f"{by_heading['出处']}{FIRST_ROW + 1}"
    checks_sheet = book["核对"]
    answer = next(cell for cell in checks_sheet[FIRST_ROW] if cell.value == "校核意见")
    assert checks_sheet.print_area.split(":")[-1].startswith(f"${answer.column_letter}$")


def test_headings_explain_their_columns(filled: Store, tmp_path: Path) -> None:
    told = lexicons.settings("workbook")["columns"]
    seen = {
        cell.value: cell.comment.text
        for sheet in opened(filled, tmp_path).worksheets[1:]
        for cell in sheet[FIRST_ROW]
        if cell.comment
    }
    assert {heading: seen.get(heading) for heading in told} == told


@pytest.mark.parametrize(
    ("document", "target"),
    [("甲.txt", "../报告/甲.txt"), ("a#1 &%.txt", "../报告/a%231%20%26%25.txt"), ("压缩.zip/甲.txt", None)],
)
def test_a_file_is_linked_where_it_is_there(
    store: Store, tmp_path: Path, document: str, target: str | None
) -> None:
    reports, out = tmp_path / "报告", tmp_path / "out"
    for folder in (reports, out):
        folder.mkdir()
    if target:
        (reports / document).write_text("", "utf-8")
    note_source(store, reports, out)
    where = replace(place("打响“云上红”党建品牌。", "云上红"), document=document)
    store.add(
        DocumentRow(document, None, "txt", None, None, 9, 1, "ok", None),
        [Brand(where, "云上红", "党建品牌", None)],
    )
    assert addresses(store, out) == ({document: target} if target else {})
    write(store, out, (), addresses(store, out))
    sheet = openpyxl.load_workbook(out / "台账.xlsx")["品牌"]
    cell = next(
        c for c, head in zip(sheet[FIRST_ROW + 1], sheet[FIRST_ROW], strict=True) if head.value == "文件"
    )
    assert cell.value == document
    assert (cell.hyperlink.target if cell.hyperlink else None) == target


def test_the_writer_of_rows_knows_xlsxwriter(tmp_path: Path) -> None:
    """RowSheet goes past XlsxWriter's cells: where a release renames what it leans on, this says what is missing."""
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet as Written

    of_class = ["_write_rows", "_write_hyperlinks", "_xml_start_tag", "_xml_end_tag"]
    missing = [f"Worksheet.{name}" for name in of_class if not hasattr(Written, name)]
    with Workbook(str(tmp_path / "a.xlsx")) as book:
        sheet = book.add_worksheet()
        for name in ("table", "str_table", "dim_rowmax", "dim_colmax", "rel_count", "external_hyper_links"):
            missing += [f"Worksheet().{name}"] if not hasattr(sheet, name) else []
        missing += [] if hasattr(book.add_format(), "_get_xf_index") else ["Format._get_xf_index"]
        missing += (
            [] if hasattr(sheet.str_table, "_get_shared_string_index") else ["_get_shared_string_index"]
        )
    assert not missing, (
        f"pipeline/writers/workbook/rows.py needs {missing}: adapt it, or hold XlsxWriter back"
    )


def test_what_one_sheet_cannot_hold_goes_on_upon_further_ones(
    filled: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("render", "book"):
        monkeypatch.setattr(f"pipeline.writers.workbook.{module}.MOST_ROWS", 3)
    book = opened(filled, tmp_path)
    assert book.sheetnames[: len(ORDER)] == ORDER
    first, second = book["数据"], book["数据(2)"]
    together = [*entries(first), *entries(second)]
    assert [row["序号"] for row in together] == [1, 2, 3, 4]
    assert [row["编号"] for row in together] == [row.id for row in filled.rows(COUNTS)]
    assert first["A1"].value != second["A1"].value and second["A1"].value.endswith("数据(2)")
    assert [cell.value for cell in first[FIRST_ROW]] == [cell.value for cell in second[FIRST_ROW]]
    assert "校核状态" in {rule.promptTitle for rule in second.data_validations.dataValidation}
    told = "\n".join(str(cell.value) for row in book["概览"].iter_rows() for cell in row if cell.value)
    assert "“数据”共 4 条，一张表放不下，接在末尾的“数据(2)”等 1 张表。" in told


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (0, ("数据", 0)),
        (FIRST_ROW, ("数据", FIRST_ROW)),
        (FIRST_ROW + MOST_ROWS - 1, ("数据", FIRST_ROW + MOST_ROWS - 1)),
        (FIRST_ROW + MOST_ROWS, ("数据(2)", FIRST_ROW)),
        (FIRST_ROW + 2 * MOST_ROWS + 5, ("数据(3)", FIRST_ROW + 5)),
    ],
)
def test_a_link_finds_the_further_sheet(row: int, expected: tuple[str, int]) -> None:
    assert placed(Link("第1号", "数据", row)) == expected
