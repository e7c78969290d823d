"""One ledger, whatever the order of reading, the number of workers, and in how many runs it was built."""

from __future__ import annotations

import shutil
from pathlib import Path

from pipeline import run

REPORTS = Path(__file__).parent.parent / "corpora" / "office" / "reports"
TABLES = ("organisations", "places", "people", "mentions", "counts", "totals", "checks", "relations")


def tables(out: Path) -> dict[str, bytes]:
    return {name: (out / "tables" / f"{name}.jsonl").read_bytes() for name in TABLES}


def test_one_worker_two_workers_and_three_additions_give_one_ledger(tmp_path: Path) -> None:
    run.run(REPORTS, tmp_path / "at once", limits=run.Limits(jobs=1))
    run.run(REPORTS, tmp_path / "two", limits=run.Limits(jobs=2))
    once = tables(tmp_path / "at once")
    assert tables(tmp_path / "two") == once
    folder = tmp_path / "in"
    # The county's and the later reports first: names are joined anew when the others come.
    for year in ("2025", "2023", "2024"):
        shutil.copytree(REPORTS / year, folder / year)
        run.run(folder, tmp_path / "added")
    assert tables(tmp_path / "added") == once


def test_a_report_that_is_taken_out_leaves_nothing_behind(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    shutil.copytree(REPORTS, folder)
    run.run(folder, tmp_path / "out")
    shutil.rmtree(folder / "2023")
    (folder / "2024" / "柳林镇2024年工作总结.docx").unlink()  # tells of the renaming
    run.run(folder, tmp_path / "out")
    run.run(folder, tmp_path / "fresh", fresh=True)
    assert tables(tmp_path / "out") == tables(tmp_path / "fresh")
