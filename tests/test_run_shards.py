"""A folder read in parts and put together gives the bytes of one run; what cannot be put together is refused."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from runs import documents, fill, for_people, report, tables

from pipeline.cli import main
from pipeline.run import Limits, Shard, merge, run


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reports, some twice in files of several parts, one in an archive too, one that cannot be read."""
    source = tmp_path_factory.mktemp("shards") / "in"
    fill(source, 12)
    for name, number in (("a-twin.txt", 3), ("zz/twin.txt", 3), ("twin of 7.txt", 7)):
        (source / name).parent.mkdir(exist_ok=True)
        (source / name).write_text(report(number), "utf-8")
    with zipfile.ZipFile(source / "several.zip", "w") as archive:
        for name, number in (("1.txt", 5), ("2.txt", 20), ("3.txt", 20)):
            archive.writestr(name, report(number))
    (source / "empty.docx").touch()
    text = "\n".join(report(n) for n in range(30, 40))
    for name in ("long.txt", "long copy.md", "yy/long again.html"):  # one text in several formats
        (source / name).parent.mkdir(exist_ok=True)
        (source / name).write_text(text.replace("\n", "<br>") if name.endswith("html") else text, "utf-8")
    return source


@pytest.fixture(scope="module")
def whole(folder: Path) -> Path:
    out = folder.parent / "whole"
    run(folder, out, limits=Limits(jobs=1))
    return out


@pytest.mark.parametrize("count", [1, 2, 7])
def test_shards_put_together_are_the_whole(count: int, folder: Path, whole: Path, tmp_path: Path) -> None:
    parts = []
    for number in range(count, 0, -1):  # in whatever order
        parts.append(tmp_path / str(number))
        done = run(folder, parts[-1], limits=Limits(jobs=1), shard=Shard(number, count))
        assert done.shard == f"{number}/{count}"
        assert sorted(path.name for path in parts[-1].iterdir()) == ["ledger.sqlite"]
    summary = merge(parts, tmp_path / "out")
    assert tables(tmp_path / "out") == tables(whole)
    assert for_people(tmp_path / "out") == for_people(whole)
    assert summary.exit_code == 3 and not summary.notice and not summary.shard
    again = run(folder, tmp_path / "out", limits=Limits(jobs=1))
    assert again.kept == sum(again.statuses.values()), "the ledger is a whole run's: nothing is read again"
    assert tables(tmp_path / "out") == tables(whole)


@given(st.text(max_size=20), st.integers(1, 50))
def test_every_file_is_in_one_shard(name: str, count: int) -> None:
    assert sum(Shard(number, count).holds(name) for number in range(1, count + 1)) == 1


def test_whole_runs_over_folders_of_several_machines(tmp_path: Path) -> None:
    for number, name in enumerate(("东", "西")):
        (tmp_path / name / name).mkdir(parents=True)
        for n in range(3):
            (tmp_path / name / name / f"{n}.txt").write_text(report(10 * number + n), "utf-8")
        run(tmp_path / name, tmp_path / f"out{name}", limits=Limits(jobs=1))
        (tmp_path / "all" / name).mkdir(parents=True)
        for path in (tmp_path / name / name).iterdir():
            (tmp_path / "all" / name / path.name).write_bytes(path.read_bytes())
    run(tmp_path / "all", tmp_path / "once", limits=Limits(jobs=1))
    merge([tmp_path / "out西", tmp_path / "out东"], tmp_path / "out")
    assert tables(tmp_path / "out") == tables(tmp_path / "once")


def test_what_cannot_be_put_together_is_refused_in_a_sentence(tmp_path: Path) -> None:
    runner = CliRunner()
    for number, name in enumerate(("a", "b")):
        fill(tmp_path / name, 1)
        (tmp_path / name / "00.txt").write_text(report(number), "utf-8")
        run(tmp_path / name, tmp_path / f"out-{name}", limits=Limits(jobs=1))
    outs = [str(tmp_path / "out-a"), str(tmp_path / "out-b")]
    clash = runner.invoke(main, ["merge", *outs, "-o", str(tmp_path / "out")])
    assert clash.exit_code == 2 and "00.txt" in clash.output and clash.output.count("\n") == 1
    none = runner.invoke(main, ["merge", str(tmp_path / "a"), "-o", str(tmp_path / "out")])
    assert none.exit_code == 2 and "没有能合并的" in none.output
    for wrong in ("0/2", "3/2", "two", "1/"):
        said = runner.invoke(main, ["run", str(tmp_path / "a"), "--shard", wrong])
        assert said.exit_code == 2 and "如 2/7" in said.output and "Error" not in said.output


def test_a_missing_shard_is_told(folder: Path, tmp_path: Path) -> None:
    run(folder, tmp_path / "2", limits=Limits(jobs=1), shard=Shard(2, 3))
    done = CliRunner().invoke(main, ["merge", str(tmp_path / "2"), "-o", str(tmp_path / "out")])
    assert "还缺第 1、3 份" in done.output
    assert 0 < len(documents(tmp_path / "out")) < 18
    run(folder, tmp_path / "1", limits=Limits(jobs=1), shard=Shard(1, 2))
    mixed = [str(tmp_path / "1"), str(tmp_path / "2"), "-o", str(tmp_path / "out")]
    assert "同一个 --shard 份数" in CliRunner().invoke(main, ["merge", *mixed]).output
