"""taizhang fill and taizhang review on hostile text: no formula, a file that opens, an answer kept or refused in words."""

from __future__ import annotations

import html
import json
import re
import shutil
import zipfile
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from click.testing import CliRunner
from runs import fill as reports

from pipeline.cli import main
from pipeline.ledger import decisions
from pipeline.ledger.store import Store
from pipeline.model.issue import Refused
from pipeline.rows import COUNTS
from pipeline.run import fill, review, run
from pipeline.writers.workbook.book import FIRST_ROW

KEPT = {
    "command": "=cmd|'/c calc'!A0",
    "full-width": "＝1+1",
    "at": "@SUM(1)",
    "plus": "+1-2",
    "script": "</script><script>alert(1)</script>",
    "escaped": "_x003D_1+1_x0000_",
    "right to left": "\u202e倒着\u200f",
    "long": "长" * 40_000,
}
NO_XML = {
    "NUL": b"\x00",
    "NUL told": b"&#0;",
    "half a pair": b"\xed\xa0\x80",
    "half a pair told": b"&#xD800;",
}
NOTES = {**KEPT, "NUL": "a\x00b\x1f", "half a pair": "\ud800半"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    reports(folder / "in", 2)
    text = "望溪镇2024年工作总结\n截至2024年底，望溪镇共有党员460名。\n"
    (folder / "in" / "90.txt").write_text(text, "utf-8")
    run(folder / "in", folder / "out")
    return folder / "out"


@pytest.fixture
def out(made: Path, tmp_path: Path) -> Path:
    return shutil.copytree(made, tmp_path / "out")


def changed(path: Path, part: str, text: bytes, cell: str = "inlineStr") -> Path:
    """The office file with MARKED in `part` written as `text`, which need not be XML."""
    with zipfile.ZipFile(path) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    mark = b"MARKED"
    if cell == "str":  # as formulas leave their values
        inline = b't="inlineStr"><is><t>%s</t></is>' % mark
        assert inline in parts[part]
        parts[part] = parts[part].replace(inline, b't="str"><v>%s</v>' % mark)
    assert mark in parts[part]
    parts[part] = parts[part].replace(mark, text)
    with zipfile.ZipFile(path, "w") as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return path


def sheet(path: Path, text: bytes, cell: str = "inlineStr") -> Path:
    book = openpyxl.Workbook()
    for row in (
        ["2024年统计"],
        ["单位", "党员总数（名）", "备注"],
        ["望溪镇", None, "MARKED"],
        ["MARKED", None, "无"],
    ):
        book.active.append(row)
    book.save(path)
    return changed(path, "xl/worksheets/sheet1.xml", text, cell)


def letter(path: Path, text: bytes) -> Path:
    document = docx.Document()
    document.add_paragraph("共【党员总数:望溪镇:2024】名")
    document.add_paragraph("MARKED【MARKED:望溪镇:2024】【党员总数:MARKED】【党员总数:望溪镇:MARKED】")
    document.save(str(path))
    return changed(path, "word/document.xml", text)


def formulas(path: Path) -> list[str]:
    """The formulas of a workbook but for its own links."""
    book = openpyxl.load_workbook(path)
    cells = [cell for page in book for row in page.iter_rows() for cell in row if cell.data_type == "f"]
    return [str(cell.value) for cell in cells if not str(cell.value).startswith("=HYPERLINK(")]


@pytest.mark.parametrize("cell", ["inlineStr", "str"])
@pytest.mark.parametrize("what", KEPT)
def test_the_texts_of_a_sheet_stay_texts(what: str, cell: str, made: Path, tmp_path: Path) -> None:
    text = KEPT[what][:32_767]  # what a cell holds
    template = sheet(tmp_path / "a.xlsx", html.escape(text).encode(), cell)
    fill(template, made, tmp_path / "b.xlsx")
    page = openpyxl.load_workbook(tmp_path / "b.xlsx").active
    assert page["B3"].value == 460
    assert (page["C3"].value, page["A4"].value) == (text, text)
    assert formulas(tmp_path / "b.xlsx") == []


@pytest.mark.parametrize("what", KEPT)
def test_the_texts_of_a_letter_stay_texts(what: str, made: Path, tmp_path: Path) -> None:
    template = letter(tmp_path / "a.docx", html.escape(KEPT[what]).encode())
    before = docx.Document(str(template)).paragraphs[1].text
    fill(template, made, tmp_path / "b.docx")
    first, second = docx.Document(str(tmp_path / "b.docx")).paragraphs[:2]
    assert (first.text, second.text) == ("共460名", before)


@pytest.mark.parametrize("what", NO_XML)
@pytest.mark.parametrize("make", [sheet, letter])
def test_a_template_that_is_no_xml_is_refused_in_words(
    what: str, make: Any, made: Path, tmp_path: Path
) -> None:
    suffix = ".xlsx" if make is sheet else ".docx"
    template = make(tmp_path / f"a{suffix}", NO_XML[what])
    with pytest.raises(Refused, match="打不开，不是完好的"):
        fill(template, made, tmp_path / f"b{suffix}")
    assert not (tmp_path / f"b{suffix}").exists()


def told(path: Path, *entries: dict[str, Any]) -> Path:
    path.write_text(json.dumps({"version": 1, "decisions": entries}), "utf-8")
    return path


def number(out: Path) -> Any:
    with Store.open(out / "ledger.sqlite") as store:
        return next(iter(store.rows(COUNTS)))


@pytest.mark.parametrize("what", NOTES)
def test_a_note_is_kept_and_its_workbook_given_back_changes_nothing(
    what: str, out: Path, tmp_path: Path
) -> None:
    answer = {"id": number(out).id, "decision": "confirm", "note": NOTES[what]}
    assert review(out, [told(tmp_path / "a.json", answer)]).merged.taken == 1
    (kept,) = decisions.of_file(out / "ledger.sqlite")
    assert kept.note == NOTES[what].replace("\ud800", "\ufffd")
    assert decisions.of_backup(out / decisions.BACKUP) == [kept]
    assert formulas(out / "台账.xlsx") == []
    again = review(out, [out / "台账.xlsx"])
    assert (again.merged.taken, again.merged.conflicts, again.merged.refused) == (0, [], [])


@pytest.mark.parametrize("what", NOTES)
def test_a_correction_is_taken_as_text_or_refused(what: str, out: Path, tmp_path: Path) -> None:
    row = number(out)
    answer = {"id": row.id, "decision": None, "note": f"指标：{NOTES[what]}"}
    done = CliRunner().invoke(main, ["review", str(out), str(told(tmp_path / "a.json", answer))])
    assert done.exit_code in (0, 3) and not isinstance(done.exception, Exception), done.exception
    assert "采用校核意见" in done.output
    taken = decisions.of_file(out / "ledger.sqlite")
    assert len(taken) == 1 or "没有采用" in done.output
    assert formulas(out / "台账.xlsx") == []
    assert "\x00" not in done.output and "\u202e" not in done.output


@pytest.mark.parametrize("what", NOTES)
def test_a_state_that_is_none_is_refused_with_its_row(what: str, out: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(out / "台账.xlsx")
    page = book["数据"]
    column = [cell.value for cell in page[FIRST_ROW]].index("校核状态") + 1
    cell = page.cell(FIRST_ROW + 1, column)
    cell.value = re.sub("[\x00-\x1f\ud800-\udfff]", "", NOTES[what])[:32_767]
    cell.data_type = "s"
    book.save(tmp_path / "a.xlsx")
    done = review(out, [tmp_path / "a.xlsx"])
    ((where, why),) = done.merged.refused
    assert "“数据”表第" in where and "不是可选的校核状态" in why


@pytest.mark.parametrize("start", ["-1", "1e999", str(10**30), '"起"', "NaN", "[0]"])
def test_a_place_that_no_sentence_has_is_refused(start: str, out: Path, tmp_path: Path) -> None:
    place = f'{{"table": "counts", "document": "a", "sentence": "b", "start": {start}, "end": {start}}}'
    path = tmp_path / "a.json"
    path.write_text(
        f'{{"version": 1, "decisions": [{{"id": "\\ud800", "decision": "confirm", "at": {place}}}]}}'
    )
    done = CliRunner().invoke(main, ["review", str(out), str(path)])
    assert done.exit_code in (2, 3) and isinstance(done.exception, SystemExit)
    assert "没有采用" in done.output or "读不了" in done.output
    assert decisions.of_file(out / "ledger.sqlite") == []


def test_answers_nested_without_end_are_refused(out: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text("[" * 200_000)
    with pytest.raises(Refused, match="读不了"):
        review(out, [path])
    (out / decisions.BACKUP).write_text("[" * 200_000)
    assert decisions.of_backup(out / decisions.BACKUP) == []


@pytest.mark.parametrize(
    ("key", "value"),
    [("start", 10**30), ("end", -1), ("note", ["=1"]), ("document", {"a": 1}), ("nth", "零")],
)
def test_a_backup_that_is_none_is_left(key: str, value: object, out: Path, tmp_path: Path) -> None:
    review(out, [told(tmp_path / "a.json", {"id": number(out).id, "decision": "confirm", "note": "看过"})])
    path = out / decisions.BACKUP
    written = json.loads(path.read_text("utf-8"))
    written["decisions"][0][key] = value
    path.write_text(json.dumps(written), "utf-8")
    assert decisions.of_backup(path) == []
