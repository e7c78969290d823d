"""An article that lies alone and in a magazine too: both are read, since `duplicate_of` is of files, and counted once."""

from __future__ import annotations

import json
from pathlib import Path

from pipeline import run

ARTICLE = (
    "望溪镇把支部建在茶园\n2024年5月，望溪镇新建党支部7个，组织党员240名到茶园蹲点，走访企业36家。\n"
    "望溪镇还为茶农办实事128件，茶农的笑脸多了，村里的事也好办了。\n"
)
OTHER = (
    "青石乡让老街亮起来\n2024年6月，青石乡新建党支部4个，走访企业19家，老街换上了新路灯。\n"
    "青石乡的党员夜里巡街，白天修灯，一条街从头亮到尾，大家都说好。\n"
)


def totals(folder: Path, out: Path) -> dict[tuple[str, str], str]:
    run.run(folder, out)
    rows = [json.loads(line) for line in (out / "tables" / "totals.jsonl").read_text("utf-8").splitlines()]
    return {(row["owner"], row["indicator"]): str(row["value"]) for row in rows if row["owner"]}


def test_figures_of_both_are_counted_once(tmp_path: Path) -> None:
    alone, both = tmp_path / "alone", tmp_path / "both"
    for folder in (alone, both):
        folder.mkdir()
        (folder / "茶园.txt").write_text(ARTICLE, "utf-8")
    (both / "期刊.txt").write_text(f"{OTHER}\n\n——————————\n\n{ARTICLE}", "utf-8")
    one, two = totals(alone, tmp_path / "one"), totals(both, tmp_path / "two")
    assert one and {key: two.get(key) for key in one} == one
    rows = (tmp_path / "two" / "tables" / "documents.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(row)["duplicate_of"] for row in rows] == [None, None]
    assert any(owner == "青石乡" for owner, _ in two)
