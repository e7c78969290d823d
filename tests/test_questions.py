"""The verbs that ask a ledger: explain, find, figures, compare; over the county of corpora/office."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline import run
from pipeline.cli import main
from pipeline.lexicons import office

ROOT = Path(__file__).parent.parent
REPORTS = ROOT / "corpora" / "office" / "reports"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("questions")
    run.run(REPORTS, folder)
    return folder


def said(*arguments: object, code: int = 0) -> str:
    done = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert done.exit_code == code, done.output
    return done.output


def one(out: Path, query: str) -> str:
    with sqlite3.connect(out / "ledger.sqlite") as ledger:
        return str(ledger.execute(query).fetchone()[0])


def test_a_join_is_explained_with_its_weights(out: Path) -> None:
    told = said("explain", out, "佳禾农业")
    assert (
        "又称：佳禾农业、佳禾农业科技有限公司、桐溪县佳禾农业科枝有限公司、桐溪縣佳禾農業科技有限公司" in told
    )
    assert "疑为误识" in told and "门槛" in told
    blocks = told.split("\n　“")[1:]
    assert len(blocks) >= 4
    for block in blocks:
        total = re.search(r"合计 (-?[\d.]+)", block)
        weights = [float(weight) for weight in re.findall(r"^　　([+-][\d.]+)　", block, re.M)]
        assert total and sum(weights) == pytest.approx(float(total[1]))


def test_two_villages_of_one_name_are_two(out: Path) -> None:
    told = said("explain", out, "新民村")
    assert told.count("地点　pl") == 2
    assert "上级：白沙镇" in told and "上级：石桥镇" in told


def test_a_sum_is_explained_with_its_parts(out: Path) -> None:
    id_ = one(out, "SELECT id FROM totals WHERE derived AND category = '解决问题' AND period = '2024'")
    told = said("explain", out, id_)
    assert "由3个数相加得出" in told
    assert all(figure in told for figure in ("214件", "168件", "97件", "第1篇第"))


def test_a_count_says_where_it_goes(out: Path) -> None:
    id_ = one(out, "SELECT id FROM counts WHERE text = '206家'")
    told = said("explain", out, id_)
    assert "【206家】" in told and "用于：桐溪县 规模以上工业企业 206家" in told


def test_what_is_not_there_is_said(out: Path, tmp_path: Path) -> None:
    assert "没有编号或名称" in said("explain", out, "无此名", code=2)
    assert "没有找到台账文件" in said("figures", tmp_path, code=2)
    assert "没有找到“山海经”" in said("find", "山海经", out)


@pytest.mark.parametrize("words", ["烘", "烘干", "烘干中心", "“菜篮子”", '"', "%"])
def test_find_gives_what_the_text_holds(out: Path, words: str) -> None:
    found = run.search(out, words, limit=1000)
    with sqlite3.connect(out / "ledger.sqlite") as ledger:
        (due,) = ledger.execute("SELECT count(*) FROM paragraphs WHERE instr(text, ?)", (words,)).fetchone()
    assert len(found) == due
    assert all(hit.text[hit.start : hit.end] == words for hit in found)


def test_words_parted_by_blanks_all_stand_in_what_is_found(out: Path) -> None:
    found = run.search(out, " 发展党员  走访 ", limit=1000)
    assert found
    assert all("发展党员" in hit.text and "走访" in hit.text for hit in found)


def test_a_place_is_asked_for_with_the_bodies_that_speak_for_it(out: Path) -> None:
    asked = ("--indicator", "发展党员", "--owner", "石桥镇", "--period", "2024", "--format", "json")
    rows = json.loads(said("figures", out, *asked))
    assert [(row["owner"], row["value"]) for row in rows] == [("中共石桥镇委员会", "23")]


def test_find_shows_the_rows(out: Path) -> None:
    told = said("find", "水面养殖", out)
    assert "数据　42.3万元" in told


def test_figures_by_any_name_of_the_owner(out: Path) -> None:
    rows = json.loads(
        said(
            "figures",
            out,
            "--indicator",
            "发展党员",
            "--owner",
            "石桥镇党委",
            "--period",
            "2024",
            "--format",
            "json",
        )
    )
    assert [(row["value"], row["unit"]) for row in rows] == [("23", "名")]
    assert "石桥镇2024年工作总结.docx" in rows[0]["sources"][0]
    assert said("figures", out, "--period", "昨天", code=2).startswith("时间“昨天”不认识")


def test_figures_as_csv(out: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(said("figures", out, "--owner", "桐溪县", "--format", "csv"))))
    by_name = {row["指标"]: row for row in rows}
    assert by_name["规模以上工业企业"]["数值"] == "206"
    assert "200余家" in by_name["规模以上工业企业"]["未计入"]


def test_stocks_are_of_the_year_of_their_day(out: Path) -> None:
    rows = run.figures(out, "党员总数", "柳林乡", "2024")
    assert [row["value"] for row in rows if not row["derived"]] == ["618"]


def test_compare_two_years_of_one_ledger(out: Path) -> None:
    told = json.loads(said("compare", out, "--years", "2023", "2024", "--format", "json"))
    by_key = {(row["指标"], row["主体"]): row for row in told["指标"]}
    assert by_key["党员总数", "石桥镇"]["增减"] == "18"
    assert by_key["走访", "柳林镇"]["提示"] == "变动异常"
    assert by_key["解决问题", "柳林镇"]["增幅%"] == "10.2"
    assert all(row["2023年"] or row["2024年"] for row in told["指标"])
    # 26万元 and 38.4万元 of two villages are not set against the town's own 142万元
    assert not by_key["集体经济收入", "石桥镇"]["增减"]


def test_compare_two_ledgers(tmp_path: Path) -> None:
    years = {
        "2023": "青石镇2023年总结\n2023年，青石镇打造“青石先锋”党建品牌，青石镇发展党员20名。\n",
        "2024": "青石镇2024年总结\n2024年，青石镇打造“红石榴”党建品牌，青石镇发展党员26名。\n",
    }
    for year, text in years.items():
        (tmp_path / year).mkdir()
        (tmp_path / year / "总结.txt").write_text(text, "utf-8")
        run.run(tmp_path / year, tmp_path / f"out{year}")
    told = run.compare(tmp_path / "out2023", tmp_path / "out2024")
    assert told.years == (2023, 2024)
    (change,) = [c for c in told.changes if c.indicator == "发展党员"]
    assert (change.difference, str(change.rate)) == (6, "30.0")
    assert [(kind, way) for kind, way, _ in told.things] == [("品牌", "新增"), ("品牌", "不再出现")]


def test_unknown_figures_are_listed_for_adoption(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("一", "二"):
        text = (
            f"青石镇{name}村2024年总结\n2024年，青石镇{name}村共有连心桥4座。青石镇{name}村共有党员31名。\n"
        )
        (folder / f"{name}.txt").write_text(text, "utf-8")
    run.run(folder, tmp_path / "out")
    told = said("figures", tmp_path / "out", "--unknown").splitlines()
    assert told[0] == "指标\t写法\t单位\t性质"
    assert "连心桥\t连心桥\t座\t时点" in told
    assert not any(line.startswith("党员\t") for line in told)
    lexicon = tmp_path / "词表"
    lexicon.mkdir()
    (lexicon / "指标.tsv").write_text("\n".join(told), "utf-8")
    office.check(lexicon)
