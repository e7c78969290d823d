"""The office's own word lists: what they add, what they order, and what is said of a fault in one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.lexicons import LexiconError, office

REPORT = (
    "青石镇2024年党建工作总结\n"
    "2024年，青石镇现有连心哨所36处。青石镇共有党员412名。\n"
    "柳河县嘉禾农业有限公司收购山货120担，青石镇振兴促进中心开展讲堂8讲。\n"
)
OTHER = "青石镇2024年简报\n柳河县丰年农业有限公司捐款2万元。\n"


def run(tmp_path: Path, *more: str) -> subprocess.CompletedProcess[str]:
    command = [
        sys.executable,
        "-m",
        "pipeline.cli",
        "run",
        str(tmp_path / "in"),
        "-o",
        str(tmp_path / "out"),
        *more,
    ]
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", env=os.environ | {"PYTHONUTF8": "1"}
    )


def rows(tmp_path: Path, table: str) -> list[dict[str, object]]:
    lines = (tmp_path / "out/tables" / f"{table}.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/总结.txt").write_text(REPORT, "utf-8")
    (tmp_path / "in/简报.txt").write_text(OTHER, "utf-8")
    (tmp_path / "词表").mkdir()
    return tmp_path


def test_words_orders_and_figures_of_the_office(folder: Path) -> None:
    first = run(folder)
    assert first.returncode == 0, first.stderr
    names = {row["name"] for row in rows(folder, "organisations")}
    assert {"柳河县嘉禾农业有限公司", "柳河县丰年农业有限公司"} <= names
    lists = {
        "合并": "柳河县丰年农业有限公司\t柳河县嘉禾农业有限公司\n",
        "单位": "# 山货\n担\t公斤\t50\n",
        "指标": "指标\t写法\t单位\t性质\n连心哨所\t连心哨所\t处\t时点\n",
    }
    for name, text in lists.items():
        (folder / "词表" / f"{name}.tsv").write_text(text, "utf-8")
    again = run(folder, "--lexicon", str(folder / "词表"))
    assert again.returncode == 0, again.stderr
    assert "其中" not in again.stdout  # the words bear on the reading: nothing is kept
    (found,) = [row for row in rows(folder, "organisations") if "农业" in str(row["name"])]
    assert len(found["aliases"]) == 1  # type: ignore[arg-type]
    by_text = {row["text"]: row for row in rows(folder, "counts")}
    assert (by_text["120担"]["base_value"], by_text["120担"]["base_unit"]) == (6000, "kg")
    assert by_text["36处"]["category"] == "连心哨所"


def test_a_forbidden_join_is_not_made(folder: Path) -> None:
    (folder / "in/三.txt").write_text("柳河县2024年总结\n柳河县嘉禾农业科技有限公司吸纳就业60人。\n", "utf-8")
    (folder / "in/四.txt").write_text("柳河县2025年总结\n嘉禾农业科技有限公司捐款3万元。\n", "utf-8")
    assert run(folder).returncode == 0
    assert sum("嘉禾农业科技" in str(row["name"]) for row in rows(folder, "organisations")) == 1
    (folder / "词表/不合并.tsv").write_text("柳河县嘉禾农业科技有限公司\t嘉禾农业科技有限公司\n", "utf-8")
    again = run(folder, "--lexicon", str(folder / "词表"))
    assert again.returncode == 0
    assert "以前读过、没有变化" in again.stdout  # the order bears on no reading
    assert sum("嘉禾农业科技" in str(row["name"]) for row in rows(folder, "organisations")) == 2


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("合并", "甲公司\n", "词表 合并.tsv 第 1 行：有 1 列，应为 2 列（名称、也是），用制表符分隔。"),
        ("合并", "甲公司\t甲公司\n", "词表 合并.tsv 第 1 行：两个名称相同。"),
        ("组织词", "# 说明\n哨所\t机关\n", "词表 组织词.tsv 第 2 行：类型“机关”不认识"),
        ("单位", "担\t公斤\t五十\n", "词表 单位.tsv 第 1 行：倍数“五十”不是数。"),
        ("量词", "担\n担\n", "词表 量词.tsv 第 2 行：与第 1 行重复。"),
        ("别的", "甲\n", "词表文件夹里的 别的.tsv 不认识"),
    ],
)
def test_a_fault_is_told_with_file_and_line(tmp_path: Path, name: str, text: str, said: str) -> None:
    (tmp_path / f"{name}.tsv").write_text(text, "utf-8")
    with pytest.raises(LexiconError, match=said.replace("（", "（").replace(".", r"\.")):
        office.check(tmp_path)


def test_a_fault_ends_the_run_with_its_sentence(folder: Path) -> None:
    (folder / "词表/合并.tsv").write_text("只有一个\n", "utf-8")
    done = run(folder, "--lexicon", str(folder / "词表"))
    assert done.returncode == 2
    assert "合并.tsv 第 1 行" in done.stderr
