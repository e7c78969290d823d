"""taizhang fill: forms of different shapes, every cell right or empty, none wrong."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from click.testing import CliRunner
from ledger_rows import count, document

from pipeline.cli import main
from pipeline.ledger.store import Store
from pipeline.ledger.taxonomy import categorised
from pipeline.ledger.totals import totals
from pipeline.model.issue import Refused
from pipeline.rows import CHECKS, COUNTS, ORGANISATIONS, PLACES, TOTALS
from pipeline.rows.articles import ArticleRow
from pipeline.rows.checks import Check
from pipeline.rows.organisations import Organisation
from pipeline.rows.places import Place
from pipeline.writers.forms import fill
from pipeline.writers.forms.answering import converted
from pipeline.writers.forms.asking import Piece, piece, wordings
from pipeline.writers.forms.word import MARK

TOWNS = ("苇塘镇", "竹坞镇", "石桥乡")
# owner, text, indicator, period, action, aspect
FACTS = [
    ("苇塘镇", "1285名", "党员", "2024", None, None),
    ("苇塘镇", "1240名", "党员", "2023", None, None),
    ("苇塘镇", "402名", "女党员", "2024", None, None),
    ("苇塘镇", "36名", "党员", "2024", "发展", "new"),
    ("苇塘镇", "42个", "党支部", "2024", None, None),
    ("苇塘镇", "5个", "党支部", "2024", "新建", "new"),
    ("苇塘镇", "860万元", "村集体经济收入", "2024", None, None),
    ("苇塘镇", "1200人次", "培训党员", "2024", None, None),
    ("竹坞镇", "964名", "党员", "2024", None, None),
    ("竹坞镇", "300余名", "女党员", "2024", None, None),
    ("竹坞镇", "28名", "党员", "2024", "发展", "new"),
    ("竹坞镇", "31个", "党支部", "2024", None, None),
    ("竹坞镇", "5250000元", "村集体经济收入", "2024", None, None),
    ("竹坞镇", "24场", "主题党日", "2024", None, None),
    ("石桥乡", "510名", "党员", None, None, None),
    ("石桥乡", "12名", "党员", "2023", "发展", "new"),
]  # fmt: skip


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("ledger")
    facts = []
    for n, (owner, text, indicator, period, action, aspect) in enumerate(FACTS, start=1):
        sentence = f"{period or '目前'}{owner}{action or '有'}{indicator}{text}。"
        facts.append(count(text, indicator, owner=owner, period=period, action=action, aspect=aspect,
                           sentence=sentence, paragraph=n, document="年报.txt"))  # fmt: skip
    facts = list(categorised(facts))
    places = [Place(name, "town") for name in TOWNS]
    bodies = [
        Organisation("苇塘镇党委", "party", place="苇塘镇"),
        Organisation("竹坞镇党委", "party", aliases=("竹坞党委",)),
    ]
    articles = [ArticleRow("年报.txt", 1, "年报", None, (), None, "2024-12-31", False, (), 900)]
    with Store.create(out / "ledger.sqlite") as store:
        store.add(document("年报.txt"), [*articles, *facts, *places, *bodies])
        store.replace(PLACES, places)
        store.replace(ORGANISATIONS, bodies)
        store.replace(TOTALS, totals(facts, bodies, places, articles))
        store.finish()
    return out


def form(path: Path, rows: list[list[Any]], merges: tuple[str, ...] = (), title: str = "表一") -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    for area in merges:
        sheet.merge_cells(area)
    book.save(path)
    return path


def filled(ledger: Path, template: Path, target: Path) -> Any:
    with Store.open(ledger / "ledger.sqlite") as store:
        fill(store, template, target)
    return openpyxl.load_workbook(target)


def given(book: Any, template: Path) -> dict[str, Any]:
    """The cells that were empty in the template and are not any more."""
    before = openpyxl.load_workbook(template)
    return {
        cell.coordinate: cell.value
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None and before[sheet.title][cell.coordinate].value is None
    }


_ = None
FORMS: dict[str, tuple[list[list[Any]], tuple[str, ...], dict[str, Any]]] = {
    "owners in rows, units in headings, year in the title": (
        [["2024年党建工作统计表"], ["序号", "单位名称", "党员总数（名）", "发展党员数（名）", "党支部数（个）"],
         [1, "苇塘镇", _, _, _], [2, "竹坞镇", _, _, _], [3, "枫林镇", _, _, _], ["合计", "", _, _, _]],
        ("A1:E1",),
        {"C3": 1285, "D3": 36, "E3": 42, "C4": 964, "D4": 28, "E4": 31},
    ),
    "indicators in rows, owners in columns, a column of units": (
        [["党员队伍情况（2024年度）"], ["指标", "计量单位", "苇塘镇", "竹坞镇"], ["党员总数", "人", _, _], ["其中：女党员", "人", _, _],
         ["发展党员", "人", _, _], ["村集体经济收入", "万元", _, _], ["培训党员", "人", _, _]],
        ("A1:D1",),
        {"C3": 1285, "D3": 964, "C4": 402, "D4": 300, "C5": 36, "D5": 28, "C6": 860, "D6": 525},
    ),
    "two levels of headings, the upper merged": (
        [["镇街党建情况统计（2024年）"], ["镇街", "党员情况", _, _, "组织建设", _], [_, "总数", "女", "当年发展", "党支部数", "新建党支部"],
         ["苇塘镇", _, _, _, _, _], ["竹坞镇", _, _, _, _, _]],
        ("A1:F1", "A2:A3", "B2:D2", "E2:F2"),
        {"B4": 1285, "C4": 402, "D4": 36, "E4": 42, "F4": 5, "B5": 964, "C5": 300, "D5": 28, "E5": 31},
    ),
    "years in headings, one owner on a line of its own": (
        [["党建年度对比表"], ["填报单位：苇塘镇", _, "单位：名"], ["项目", "2023年", "2024年"], ["党员总数", _, _], ["发展党员", _, _]],
        ("A1:C1",),
        {"B4": 1240, "C4": 1285, "C5": 36},
    ),
    "owners merged over years": (
        [["指标", "苇塘镇", _, "石桥乡", _], [_, "2023年", "2024年", "2023年", "2024年"], ["党员总数", _, _, _, _], ["发展党员数", _, _, _, _]],
        ("A1:A2", "B1:C1", "D1:E1"),
        {"B3": 1240, "C3": 1285, "E3": 510, "C4": 36, "D4": 12},
    ),
    "one unit for all, in the caption": (
        [["2024年村级集体经济统计表"], [_, "单位：万元"], ["乡镇", "村集体经济收入"], ["苇塘镇", _], ["竹坞镇", _], ["石桥乡", _]],
        ("A1:B1",),
        {"B4": 860, "B5": 525},
    ),
    "groups at the left, merged": (
        [["苇塘镇2024年任务完成情况"], ["填报单位：苇塘镇党委"], ["类别", "指标名称", "单位", "完成数"], ["队伍建设", "党员总数", "名", _],
         [_, "发展党员数", "名", _], ["组织建设", "党支部数", "个", _], [_, "新建党支部", "个", _], ["注：截至年底。"]],
        ("A1:D1", "A4:A5", "A6:A7", "A8:D8"),
        {"D4": 1285, "D5": 36, "D6": 42, "D7": 5},
    ),
    "headings set upright, merged down, their characters on lines of their own": (
        [["2024年度\n统计表"], ["单\n位", "党\n员\n队\n伍\n情\n况", _, "组\n织\n建\n设"], [_, "党\n员\n总\n数", "女\n党\n员", "党\n支\n部\n数"],
         [_, _, _, _], ["苇 塘 镇", _, _, _], ["竹坞镇", _, _, _]],
        ("A1:D1", "A2:A4", "B2:C2", "B3:B4", "C3:C4", "D3:D4"),
        {"B5": 1285, "C5": 402, "D5": 42, "B6": 964, "C6": 300, "D6": 31},
    ),
    "units at the right": (
        [["基本情况（2024年）"], ["指标名称", "苇塘镇", "竹坞镇", "计量单位", "备注"], ["党员总数", _, _, "名", _],
         ["村集体经济收入", _, _, "万元", _], ["党支部数", _, _, "个", "含功能型"]],
        ("A1:E1",),
        {"B3": 1285, "C3": 964, "B4": 860, "C4": 525, "B5": 42, "C5": 31},
    ),
    "subtotals with formulas between the rows": (
        [["2024年党建统计"], ["片区", "单位", "党员总数（名）", "党支部数（个）"], ["东片", "苇塘镇", _, _], [_, "竹坞镇", _, _],
         [_, "小计", "=SUM(C3:C4)", "=SUM(D3:D4)"], ["西片", "石桥乡", _, _], [_, "小计", "=C6", "=D6"], ["总计", _, "=C5+C7", "=D5+D7"]],
        ("A1:D1", "A3:A5", "A6:A7", "A8:B8"),
        {"C3": 1285, "D3": 42, "C4": 964, "D4": 31, "C6": 510},
    ),
    "no year anywhere: the last one": (
        [["党员情况表"], ["单位", "党员总数（名）", "发展党员数（名）"], ["苇塘镇", _, _], ["石桥乡", _, _]],
        ("A1:C1",),
        {"B3": 1285, "C3": 36, "B4": 510, "C4": 12},
    ),
    "tempting ones: other modifiers, other units, other years, nobody": (
        [["2022年统计"], ["单位", "党员总数（名）", "党员覆盖率（%）", "流动党员（名）", "2024年党员（万元）", "2024年培训（人）"],
         ["苇塘镇", _, _, _, _, _], ["苇塘社区", _, _, _, _, _]],
        ("A1:F1",),
        {},
    ),
    "a modifier above changes what is counted": (
        [["2024年"], ["单位", "新建", "困难"], [_, "党支部数", "党员数"], ["苇塘镇", _, _]],
        ("A2:A3", "A1:C1"),
        {"B4": 5},
    ),
    "a count of times under its activity": (
        [["组织生活（2024年）"], ["镇", "主题党日", _], [_, "场次", "参加人次"], ["竹坞镇", _, _]],
        ("A2:A3", "B2:C2", "A1:C1"),
        {"B4": 24},
    ),
}  # fmt: skip


@pytest.mark.parametrize("shape", FORMS)
def test_every_cell_is_right_or_empty(shape: str, ledger: Path, tmp_path: Path) -> None:
    rows, merges, expected = FORMS[shape]
    template = form(tmp_path / "t.xlsx", rows, merges)
    assert given(filled(ledger, template, tmp_path / "f.xlsx"), template) == expected


def test_a_cell_names_its_sources_and_a_doubtful_one_is_yellow(ledger: Path, tmp_path: Path) -> None:
    rows, merges, _ = FORMS["two levels of headings, the upper merged"]
    sheet = filled(ledger, form(tmp_path / "t.xlsx", rows, merges), tmp_path / "f.xlsx").active
    sure, doubtful = sheet["B4"], sheet["C5"]
    assert "年报.txt，第1段：2024苇塘镇有党员1285名。" in sure.comment.text
    assert sure.fill.fgColor.rgb != "FFFFFF00" and "存疑" not in sure.comment.text
    assert doubtful.fill.fgColor.rgb == "FFFFFF00" and "300余名”，不是确数" in doubtful.comment.text
    assert sheet["B6"].value is None


def test_a_figure_that_a_check_is_about_is_doubtful(ledger: Path, tmp_path: Path) -> None:
    shutil.copy(ledger / "ledger.sqlite", tmp_path / "ledger.sqlite")
    with Store.open(tmp_path / "ledger.sqlite") as store:
        fact = next(row for row in store.rows(COUNTS) if row.text == "1285名")
        store.replace(
            CHECKS, [Check(fact.evidence, "contradiction", "另一处是1258名。", "error", (fact.id,))]
        )
    template = form(
        tmp_path / "t.xlsx", [["2024年"], ["单位", "党员总数（名）"], ["苇塘镇", _], ["竹坞镇", _]]
    )
    sheet = filled(tmp_path, template, tmp_path / "f.xlsx").active
    assert [sheet[cell].fill.fgColor.rgb == "FFFFFF00" for cell in ("B3", "B4")] == [True, False]
    assert "见核对" in sheet["B3"].comment.text


def test_what_stays_empty_is_listed_with_why(ledger: Path, tmp_path: Path) -> None:
    rows, merges, _ = FORMS["owners in rows, units in headings, year in the title"]
    template = form(tmp_path / "t.xlsx", rows, merges)
    result = CliRunner().invoke(main, ["fill", str(template), "--from", str(ledger), "--dry-run"])
    assert result.exit_code == 0, result.output
    assert "未填　表一!C5" in result.output and "没有这个单位" in result.output
    assert "合计栏不填" in result.output and "可填 6 格" in result.output
    assert [path.name for path in tmp_path.iterdir()] == ["t.xlsx"]


def test_the_template_keeps_its_look_and_its_formulas(ledger: Path, tmp_path: Path) -> None:
    template = form(
        tmp_path / "t.xlsx", [["2024年"], ["单位", "党员总数（名）"], ["苇塘镇", _], ["合计", "=SUM(B3:B3)"]]
    )
    book = openpyxl.load_workbook(template)
    book.active["B3"].number_format = "#,##0"
    book.active.column_dimensions["A"].width = 33
    book.save(template)
    sheet = filled(ledger, template, tmp_path / "f.xlsx").active
    assert (sheet["B3"].value, sheet["B3"].number_format) == (1285, "#,##0")
    assert sheet["B4"].value == "=SUM(B3:B3)" and sheet.column_dimensions["A"].width == 33


def test_word_marks_are_replaced(ledger: Path, tmp_path: Path) -> None:
    template, target = tmp_path / "t.docx", tmp_path / "f.docx"
    made = docx.Document()
    paragraph = made.add_paragraph("截至2024年底，全镇有党员【党员总")
    paragraph.add_run("数:苇塘镇:20").bold = True
    paragraph.add_run(
        "24】名，村集体经济收入【村集体经济收入：竹坞镇：2024】万元，女党员【女党员:竹坞镇:2024】名。"
    )
    made.add_table(1, 1).cell(0, 0).text = "【发展党员:苇塘镇:2024】"
    made.add_paragraph("【流动党员:苇塘镇:2024】【党员:无此镇:2024】【党员:苇塘镇:去年】")
    made.save(template)
    with Store.open(ledger / "ledger.sqlite") as store:
        done = fill(store, template, target)
    read = docx.Document(str(target))
    assert read.paragraphs[0].text == "截至2024年底，全镇有党员1285名，村集体经济收入525万元，女党员300名。"
    assert read.tables[0].cell(0, 0).text == "36"
    assert read.paragraphs[1].text == "【流动党员:苇塘镇:2024】【党员:无此镇:2024】【党员:苇塘镇:去年】"
    assert (len(done.given), len(done.left)) == (4, 3)
    assert len(list(read.comments)) == 4
    assert any("1285名" in comment.text for comment in read.comments)
    yellow = [run.text for run in read.paragraphs[0].runs if run.font.highlight_color]
    assert yellow == ["300"]


@pytest.mark.parametrize("name", ["t.xls", "t.pdf", "broken.xlsx", "broken.docx", "missing.xlsx"])
def test_what_is_no_form_is_refused_in_words(name: str, ledger: Path, tmp_path: Path) -> None:
    if name != "missing.xlsx":
        (tmp_path / name).write_bytes(b"PK not really")
    result = CliRunner().invoke(main, ["fill", str(tmp_path / name), "--from", str(ledger)])
    assert result.exit_code == 2 and "。" in result.output
    with pytest.raises(Refused):
        from pipeline.run import fill as library

        library(tmp_path / name, ledger, None)


def test_the_template_is_never_written_over(ledger: Path, tmp_path: Path) -> None:
    template = form(tmp_path / "t.xlsx", [["单位", "党员"], ["苇塘镇", _]])
    before = template.read_bytes()
    result = CliRunner().invoke(main, ["fill", str(template), "--from", str(ledger), "-o", str(template)])
    assert result.exit_code == 2 and template.read_bytes() == before
    CliRunner().invoke(main, ["fill", str(template), "--from", str(ledger)])
    assert (tmp_path / "t-已填.xlsx").exists()


HEADINGS = [
    ("党员总数（名）", Piece("党员总数", "名")),
    ("2024年发展党员数", Piece("发展党员数", None, "2024")),
    ("（一）村集体经济收入（万元）", Piece("村集体经济收入", "万元")),
    ("其中：女党员", Piece("女党员")),
    ("3.党支部数/个", Piece("党支部数", "个")),
    ("35岁以下党员", Piece("35岁以下党员")),
    ("2023", Piece("", None, "2023")),
    ("万元", Piece("", "万元")),
    ("截至2024年6月底党员（人）", Piece("党员", "人", "2024-06")),
    ("上年末党员", Piece("党员", None, None, -1)),
    ("党员（含预备党员）", Piece("党员（含预备党员）")),
]


@pytest.mark.parametrize(("text", "expected"), HEADINGS)
def test_a_heading_is_read(text: str, expected: Piece) -> None:
    assert piece(text) == expected


@pytest.mark.parametrize(
    ("path", "first", "never"),
    [
        (("党员情况", "总数"), "总数", "发展"),
        (("新发展", "党员"), "新发展党员", "党员"),
        (("党员总数", "女"), "党员总数女", "女"),
    ],
)
def test_wordings_of_two_levels(path: tuple[str, ...], first: str, never: str) -> None:
    made = wordings(path)
    assert made[0] == first and never not in made


@pytest.mark.parametrize(
    ("value", "unit", "wanted", "expected"),
    [("5250000", "元", "万元", "525"), ("860", "万元", "万元", "860"), ("1234567", "元", "万元", "123.4567"), ("3", "名", "人", "3"),
     ("25000", "名", "万人", "2.5"), ("3", "人次", "人", None), ("3", "个", "万元", None), ("15", "公顷", "亩", "225"), ("3", None, "人", None)],
)  # fmt: skip
def test_units_are_converted_exactly_or_not_at_all(
    value: str, unit: str, wanted: str, expected: str | None
) -> None:
    assert converted(Decimal(value), unit, wanted) == (None if expected is None else Decimal(expected))


def test_marks_are_found() -> None:
    assert [m.groups() for m in MARK.finditer("【甲:乙:2024】【丙：丁】【附注】")] == [
        ("甲", "乙", "2024"),
        ("丙", "丁", None),
    ]


@pytest.fixture(autouse=True)
def _clean(tmp_path: Path) -> Iterator[None]:
    yield
    assert not list(tmp_path.glob("*.part"))
    shutil.rmtree(tmp_path, ignore_errors=True)
