"""taizhang review: what people answer in the workbook and on the page comes back, whatever they do to the sheets."""

from __future__ import annotations

import json
import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner
from runs import fill, tables

from pipeline.cli import main
from pipeline.ledger import decisions
from pipeline.ledger.store import Store
from pipeline.lexicons.office import check
from pipeline.model.issue import Refused
from pipeline.rows import CHECKS, COUNTS, HONOURS, MENTIONS, ORGANISATIONS
from pipeline.run import review, run
from pipeline.writers.workbook.book import FIRST_ROW

BOOK = "台账.xlsx"
Edit = Callable[[dict[str, Any]], None]


def edited(
    path: Path, target: Path, edits: dict[str, Callable[[list[dict[str, Any]]], list[dict[str, Any]]]]
) -> Path:
    """A copy of a workbook, the rows of its sheets (dicts by heading) replaced by what `edits` makes of them."""
    book = openpyxl.load_workbook(path)
    for name, edit in edits.items():
        sheet = book[name]
        headings = [cell.value for cell in sheet[FIRST_ROW]]
        rows = [
            dict(zip(headings, row, strict=True))
            for row in sheet.iter_rows(min_row=FIRST_ROW + 1, max_col=len(headings), values_only=True)
        ]
        after = edit(rows)
        sheet.delete_rows(FIRST_ROW + 1, len(rows))
        for at, row in enumerate(after, start=FIRST_ROW + 1):
            for column, heading in enumerate(headings, start=1):
                sheet.cell(at, column, row[heading])
    target.parent.mkdir(parents=True, exist_ok=True)
    book.save(target)
    return target


def on_row(index: int, **answers: Any) -> Callable[[list[dict[str, Any]]], list[dict[str, Any]]]:
    def edit(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        rows[index].update(answers)
        return rows

    return edit


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run over eight reports; tests work on copies of it."""
    folder = tmp_path_factory.mktemp("made")
    fill(folder / "in", 8)
    for name, number in (("90", 460), ("90b", 520)):
        text = f"望溪镇2024年工作总结\n截至2024年底，望溪镇共有党员{number}名。\n"
        (folder / "in" / f"{name}.txt").write_text(text, "utf-8")
    run(folder / "in", folder / "out")
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made, tmp_path / "w")
    return tmp_path / "w"


def counts(out: Path) -> dict[str, Any]:
    with Store.open(out / "ledger.sqlite") as store:
        return {row.id: row for row in store.rows(COUNTS)}


def test_five_hundred_decisions_on_sorted_and_thinned_sheets(tmp_path: Path) -> None:
    source, out = tmp_path / "in", tmp_path / "out"
    fill(source, 260)
    run(source, out)
    before = counts(out)
    assert len(before) >= 500
    rng = random.Random(7)
    expected: dict[str, tuple[str, float]] = {}

    def answer(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        rng.shuffle(rows)
        touched = rows[:500]
        for n, row in enumerate(touched):
            row["校核状态"] = ("已核", "存疑", "作废")[n % 3]
            row["校核意见"] = f"第{n}条看过"
            if n % 5 == 0 and n % 3 != 2:
                row["更正"] = f"数值：{n + 1000}"
            expected[row["编号"]] = (row["校核状态"], n + 1000 if n % 5 == 0 and n % 3 != 2 else row["数值"])
        kept = touched + rows[500 : len(rows) - 20]  # twenty rows are deleted
        return sorted(kept, key=lambda row: (row["指标"], -row["数值"]))

    back = edited(out / BOOK, tmp_path / "back.xlsx", {"数据": answer})
    done = review(out, [back])
    assert (done.merged.taken, len(done.merged.conflicts), done.merged.refused, done.vanished) == (
        500,
        0,
        [],
        (),
    )
    after = counts(out)
    for id_, (state, value) in expected.items():
        assert (id_ in after) == (state != "作废")
        if id_ in after:
            assert after[id_].value == value
    untouched = before.keys() - expected.keys()
    assert all(after[id_] == before[id_] for id_ in untouched)

    first = tables(out)
    again = review(out, [back])
    assert (again.merged.taken, again.merged.same) == (0, 500) and tables(out) == first
    assert run(source, out).kept == 260 and tables(out) == first
    run(source, out, fresh=True)
    assert tables(out) == first
    (source / "00.txt").write_text("换了内容。\n", "utf-8")
    (source / "new.txt").write_text("东岭镇党委2024年新建党支部3个。\n", "utf-8")
    run(source, out)
    with Store.open(out / "ledger.sqlite") as store:
        held = decisions.load(store)
    assert len(held) == 500
    lost = [d for d in held if d.row is None]
    assert {d.document for d in lost} <= {"00.txt"}
    assert all(after[id_] == row for id_, row in counts(out).items() if id_ in expected)


def test_the_next_workbook_shows_what_was_answered(folder: Path, tmp_path: Path) -> None:
    out = folder / "out"
    answers = {"校核状态": "存疑", "校核意见": "问过，待补", "更正": "主体：青石乡党委"}
    back = edited(out / BOOK, tmp_path / "a.xlsx", {"数据": on_row(0, **answers)})
    review(out, [back], reviewer="孟溪")
    book = openpyxl.load_workbook(out / BOOK)
    headings = [cell.value for cell in book["数据"][FIRST_ROW]]
    row = dict(zip(headings, [cell.value for cell in book["数据"][FIRST_ROW + 1]], strict=True))
    assert {key: row[key] for key in answers} == answers and row["主体"] == "青石乡党委"
    assert review(out, [out / BOOK]).merged.taken == 0  # as it was written: nobody touched it
    withdrawn = edited(out / BOOK, tmp_path / "b.xlsx", {
        "数据": on_row(0, 校核状态=None, 校核意见=None, 更正=None),
    })  # fmt: skip
    done = review(out, [withdrawn])
    assert len(done.merged.withdrawn) == 1 and not done.merged.conflicts
    with Store.open(out / "ledger.sqlite") as store:
        assert decisions.load(store) == []


def test_a_second_reviewer_who_disagrees_is_reported_and_not_merged(folder: Path, tmp_path: Path) -> None:
    out = folder / "out"
    first = edited(out / BOOK, tmp_path / "甲.xlsx", {"数据": on_row(0, 校核状态="已核")})
    second = edited(out / BOOK, tmp_path / "乙.xlsx", {"数据": on_row(0, 校核状态="作废", 校核意见="重复")})
    review(out, [first], reviewer="甲")
    result = CliRunner().invoke(main, ["review", str(out), str(second), "--reviewer", "乙"])
    assert result.exit_code == 3 and "与已有意见不一致，没有采用：1 条" in result.output
    report = (out / "校核报告.txt").read_text("utf-8-sig")
    assert "作废，重复" in report and "已核（甲）" in report
    with Store.open(out / "ledger.sqlite") as store:
        assert [d.state for d in decisions.load(store)] == ["confirmed"]
    done = review(out, [second], reviewer="甲")  # the same person, who thought again
    assert len(done.merged.changed) == 1
    third = review(out, [first], overrule=True)
    assert len(third.merged.changed) == 1 and not third.merged.conflicts


def test_both_files_at_once_are_held_against_each_other(folder: Path, tmp_path: Path) -> None:
    out = folder / "out"
    first = edited(out / BOOK, tmp_path / "甲.xlsx", {"数据": on_row(0, 校核状态="已核")})
    second = edited(out / BOOK, tmp_path / "乙.xlsx", {"数据": on_row(0, 校核状态="存疑")})
    done = review(out, [first, second], dry=True)
    assert (len(done.merged.added), len(done.merged.conflicts)) == (1, 1)
    with Store.open(out / "ledger.sqlite") as store:
        assert decisions.load(store) == []
    assert not (out / "校核报告.txt").exists()


def test_cells_written_over_are_corrections_too(folder: Path, tmp_path: Path) -> None:
    out = folder / "out"
    back = edited(out / BOOK, tmp_path / "a.xlsx", {"数据": on_row(0, 数值=77, 主体="望溪镇")})
    done = review(out, [back])
    assert [d.changes for _, d in done.merged.added] == [(("owner", "望溪镇"), ("value", "77"))]
    row = next(iter(counts(out).values()))
    assert (row.value, row.owner) == (77, "望溪镇")


def test_what_cannot_be_taken_is_named_with_its_row(folder: Path, tmp_path: Path) -> None:
    out = folder / "out"
    edit = {
        "数据": lambda rows: [{**rows[0], "更正": "数值：许多"}, {**rows[1], "校核状态": "也许"}, *rows[2:]]
    }
    done = review(out, [edited(out / BOOK, tmp_path / "a.xlsx", edit)])
    assert done.merged.taken == 0 and done.exit_code == 3
    assert [("第4行" in where, "读不懂" in why) for where, why in done.merged.refused] == [
        (True, True),
        (False, False),
    ]


def test_an_accepted_check_is_not_raised_again(folder: Path, tmp_path: Path) -> None:
    out = folder / "out"
    with Store.open(out / "ledger.sqlite") as store:
        before = [(c.kind, c.message) for c in store.rows(CHECKS)]
    assert before
    reason = "后一份含流动党员"
    back = edited(out / BOOK, tmp_path / "a.xlsx", {"核对": on_row(0, 处理意见="不处理", 校核意见=reason)})
    assert review(out, [back]).merged.taken == 1
    (folder / "in" / "91.txt").write_text("柳河街道新建党支部2个。\n", "utf-8")
    for fresh in (False, True):
        run(folder / "in", out, fresh=fresh)
        with Store.open(out / "ledger.sqlite") as store:
            assert len(list(store.rows(CHECKS))) == len(before) - 1
            assert [d.note for d in decisions.load(store)] == [reason]


def test_bodies_are_joined_from_the_sheet(folder: Path, tmp_path: Path) -> None:
    out = folder / "out"
    with Store.open(out / "ledger.sqlite") as store:
        names = [row.name for row in store.rows(ORGANISATIONS)]
    one, other = names[:2]

    def join(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        for row in rows:
            if row["名称"] == one:
                row["更正"] = f"合并到：{other}"
        return rows

    review(out, [edited(out / BOOK, tmp_path / "a.xlsx", {"组织": join})])
    with Store.open(out / "ledger.sqlite") as store:
        assert one not in [row.name for row in store.rows(ORGANISATIONS)]
        assert one not in {row.owner for row in store.rows(COUNTS)}
    run(folder / "in", out, fresh=True)
    with Store.open(out / "ledger.sqlite") as store:
        assert one not in [row.name for row in store.rows(ORGANISATIONS)]


def test_the_page_s_file_is_taken_and_a_name_rejected_twice_is_proposed(folder: Path, tmp_path: Path) -> None:
    out = folder / "out"
    with Store.open(out / "ledger.sqlite") as store:
        named = [m for m in store.rows(MENTIONS) if m.surface == "望溪镇党委"]
        (first, second), honour = named[:2], next(iter(store.rows(HONOURS)))
        number = next(iter(store.rows(COUNTS)))
    told = {
        "version": 1,
        "decisions": [
            {"id": first.id, "decision": "reject", "note": ""},
            {"id": second.id, "decision": "reject", "note": "不是名称"},
            {"id": honour.id, "decision": "confirm", "note": "获奖对象：青石乡党委"},
            {"id": number.id, "decision": None, "note": "数值：9"},
            {"id": "co0000000000000000", "decision": "confirm", "note": ""},
        ],
    }
    path = tmp_path / "核查意见.json"
    path.write_text(json.dumps(told, ensure_ascii=False), "utf-8")
    done = review(out, [path])
    assert (len(done.merged.added), len(done.merged.refused)) == (4, 1)
    assert "望溪镇党委" in (out / "词表建议" / "停用词.tsv").read_text("utf-8")
    check(out / "词表建议")  # --lexicon takes the folder as it is
    with Store.open(out / "ledger.sqlite") as store:
        assert not {first.id, second.id} & {m.id for m in store.rows(MENTIONS)}
        assert "青石乡党委" in {h.holder for h in store.rows(HONOURS)}
        assert next(iter(store.rows(COUNTS))).value == 9
        assert next(h for h in store.rows(HONOURS) if h.holder == "青石乡党委").evidence.confidence == 1


def test_answers_in_a_workbook_of_an_earlier_run_find_their_rows(folder: Path, tmp_path: Path) -> None:
    out = folder / "out"
    back = edited(out / BOOK, tmp_path / "a.xlsx", {"数据": on_row(0, 校核状态="作废")})
    text = (folder / "in" / "00.txt").read_text("utf-8")
    (folder / "in" / "00.txt").write_text(text.replace("\n", "\n本期共一篇。\n", 1), "utf-8")  # all ids move
    run(folder / "in", out)
    size = len(counts(out))
    done = review(out, [back])
    assert done.merged.taken == 1 and len(counts(out)) == size - 1


def test_a_page_s_answer_of_an_earlier_run_finds_its_row_by_its_words(folder: Path, tmp_path: Path) -> None:
    out = folder / "out"
    row = next(iter(counts(out).values()))
    e = row.evidence
    at = {"table": "counts", "document": e.document, "sentence": e.sentence, "start": e.start, "end": e.end}
    told = {
        "version": 1,
        "decisions": [{"id": "co0000000000000000", "decision": "reject", "note": "", "at": at}],
    }
    path = tmp_path / "a.json"
    path.write_text(json.dumps(told, ensure_ascii=False), "utf-8")
    assert review(out, [path]).merged.taken == 1
    assert row.id not in counts(out)


def test_a_workbook_that_was_written_into_is_kept_by_the_next_run(folder: Path) -> None:
    out = folder / "out"
    edited(out / BOOK, out / BOOK, {"数据": on_row(0, 校核状态="作废")})
    later = (out / "run.json").stat().st_mtime_ns + 10**9
    os.utime(out / BOOK, ns=(later, later))
    (folder / "in" / "92.txt").write_text("东岭镇新建党支部1个。\n", "utf-8")
    run(folder / "in", out)
    kept = out / "台账-改过的.xlsx"
    assert review(out, [kept]).merged.taken == 1


@pytest.mark.parametrize("what", ["a text", "another workbook", "json", "nothing"])
def test_a_file_that_is_no_answer_is_refused_in_words(what: str, folder: Path, tmp_path: Path) -> None:
    path = tmp_path / ("x.json" if what == "json" else "x.xlsx")
    if what == "another workbook":
        openpyxl.Workbook().save(path)
    elif what != "nothing":
        path.write_text('{"version": 2}' if what == "json" else "不是表格", "utf-8")
    with pytest.raises(Refused, match="读不了|另存为|校核栏|打不开"):
        review(folder / "out", [path])


def test_no_ledger_no_review(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('{"version": 1, "decisions": []}', "utf-8")
    with pytest.raises(Refused, match="没有台账"):
        review(tmp_path, [path])
