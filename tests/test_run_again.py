"""A second run reads only what changed, and gives what a run from scratch gives."""

from __future__ import annotations

import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from runs import documents, fill, report, tables

from pipeline.cli import main
from pipeline.ledger.store import Store
from pipeline.run import Limits, rules, run, status
from pipeline.run.journal import RULES


def write(name: str, text: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).write_text(text, "utf-8") and None


def renamed(old: str, new: str) -> Callable[[Path], None]:
    return lambda folder: (folder / old).rename(folder / new) and None


def packed(*numbers: int) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        with zipfile.ZipFile(folder / "sent.zip", "w") as archive:
            for number in numbers:
                archive.writestr(f"{number}.txt", report(number))

    return change


# What happens to the folder, and how many of its documents are the same as before.
CHANGES = [
    ("nothing", lambda folder: None, 6),
    ("a file more", write("06.txt", report(6)), 6),
    ("a file changed", write("02.txt", report(22)), 6),
    ("a file less", lambda folder: (folder / "01.txt").unlink(), 6),
    ("a file renamed", renamed("03.txt", "镇里.txt"), 5),
    ("a twin in front, so that the first becomes the second", write("00-twin.txt", report(4)), 5),
    ("the twin gone, so that the second is read", lambda folder: (folder / "00-twin.txt").unlink(), 5),
    ("an archive", packed(30, 31), 6),
    ("its members changed", packed(31, 32), 8),
    ("a file that cannot be read", write("07.docx", "PK no package"), 9),
    ("nothing again", lambda folder: None, 10),
]


def test_a_run_after_any_change_equals_a_fresh_one(tmp_path: Path) -> None:
    source, out, fresh = tmp_path / "in", tmp_path / "out", tmp_path / "fresh"
    fill(source, 6)
    run(source, out)
    for what, change, same in CHANGES:
        change(source)
        told = status(out)
        summary = run(source, out)
        run(source, fresh, fresh=True)
        assert tables(out) == tables(fresh), what
        assert summary.kept == len(told.unchanged) == same, what
        assert not summary.notice


@pytest.mark.parametrize("what", ["foreign", "damaged", "no database", "other rules"])
def test_a_ledger_of_no_use_means_reading_all(what: str, tmp_path: Path) -> None:
    source, out, fresh = tmp_path / "in", tmp_path / "out", tmp_path / "fresh"
    fill(source, 3)
    run(source, fresh)
    shutil.copytree(fresh, out)
    ledger = out / "ledger.sqlite"
    if what == "foreign":
        ledger.unlink()
        with sqlite3.connect(ledger) as database:
            database.execute("CREATE TABLE documents (document)")
        database.close()
    elif what == "damaged":
        data = bytearray(ledger.read_bytes())
        data[4096 : len(data) // 2] = b"\x55" * (len(data) // 2 - 4096)
        ledger.write_bytes(data)
    elif what == "no database":
        ledger.write_text("台账", "utf-8")
    else:
        with Store.open(ledger) as store:
            store.note(RULES, "others")
    summary = run(source, out)
    assert summary.kept == 0 and summary.notice.endswith("全部重新读取。"), summary.notice
    assert ("程序或词表" in summary.notice) == (what == "other rules")
    assert tables(out) == tables(fresh)
    assert run(source, out).kept == 3


def test_a_run_goes_on_with_what_one_that_was_cut_off_has_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, out, fresh = tmp_path / "in", tmp_path / "out", tmp_path / "fresh"
    fill(source, 8)
    run(source, fresh)

    def cut_off(advance: object) -> None:
        if getattr(advance, "done", 0) == 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(source, out, limits=Limits(jobs=1), progress=cut_off)
    assert sorted(path.name for path in out.iterdir()) == ["ledger.sqlite.part"]
    summary = run(source, out)
    assert summary.kept == 5 and "接着读" in summary.notice
    assert tables(out) == tables(fresh)


def test_an_output_that_is_open_elsewhere_leaves_the_earlier_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, out = tmp_path / "in", tmp_path / "out"
    fill(source, 2)
    run(source, out)
    before = tables(out)
    (source / "00.txt").write_text(report(9), "utf-8")
    replace = Path.replace

    def locked(path: Path, target: Path) -> Path:
        if target == out / "台账.xlsx":
            raise PermissionError(13, "in use")
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", locked)
    result = CliRunner().invoke(main, ["run", str(source), "-o", str(out)])
    assert result.exit_code == 1 and "关闭已打开的台账" in result.output
    assert tables(out) == before
    monkeypatch.undo()
    assert run(source, out).kept == 2
    assert tables(out) != before


def test_files_that_stand_are_left_and_those_that_do_not_are_written_anew(tmp_path: Path) -> None:
    source, out = tmp_path / "in", tmp_path / "out"
    fill(source, 2)
    run(source, out)
    before, written = tables(out), (out / "台账.xlsx").stat().st_mtime_ns
    assert run(source, out).kept == 2
    assert (out / "台账.xlsx").stat().st_mtime_ns == written
    (out / "台账.xlsx").unlink()
    (out / "tables" / "counts.csv").write_text("by hand")
    assert run(source, out).kept == 2
    assert (out / "台账.xlsx").exists() and tables(out) == before


def test_a_run_cut_off_after_a_change_leaves_no_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, out, fresh = tmp_path / "in", tmp_path / "out", tmp_path / "fresh"
    fill(source, 3)
    run(source, out)
    (source / "00.txt").unlink()
    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr("pipeline.run.stages.put_together", interrupted)
        run(source, out)
    run(source, fresh)
    assert run(source, out).kept == 2
    assert tables(out) == tables(fresh)


def interrupted(store: Store) -> None:
    raise KeyboardInterrupt


def test_files_that_a_run_no_longer_writes_are_removed(tmp_path: Path) -> None:
    source, out = tmp_path / "in", tmp_path / "out"
    fill(source, 1)
    run(source, out)
    record = (out / "run.json").read_text("utf-8")
    (out / "核查-2.html").write_text("of a larger run")
    (tmp_path / "mine.txt").write_text("not the run's")
    (out / "run.json").write_text(
        record.replace('"files": [', '"files": [\n  "核查-2.html", "../mine.txt",'), "utf-8"
    )  # which no longer stands as the run left it
    run(source, out)
    assert not (out / "核查-2.html").exists() and (tmp_path / "mine.txt").exists()


def test_status_says_what_a_run_would_do(tmp_path: Path) -> None:
    source, out = tmp_path / "in", tmp_path / "out"
    fill(source, 4)
    asked = CliRunner().invoke(main, ["status", str(out)])
    assert asked.exit_code == 2 and asked.output.count("\n") == 1
    before = CliRunner().invoke(main, ["status", str(out), str(source)])
    assert before.exit_code == 0 and "要读 4 份" in before.output
    assert not out.exists(), "status writes nothing"
    run(source, out)
    ledger = (out / "ledger.sqlite").read_bytes()
    (source / "00.txt").unlink()
    (source / "01.txt").write_text(report(9), "utf-8")
    (source / "new.txt").write_text(report(10), "utf-8")
    told = CliRunner().invoke(main, ["status", str(out)]).output
    assert "新增　new.txt" in told and "有变化　01.txt" in told and "已不在　00.txt" in told
    assert "要读 2 份（新增 1，有变化 1，再试 0），移出 1 份，不变 2 份。" in told
    assert (out / "ledger.sqlite").read_bytes() == ledger


def test_the_digest_of_the_rules_covers_code_word_lists_and_libraries() -> None:
    assert len(rules.digest()) == 64
    assert "jieba" in dict(rules.libraries()) and "pytest" not in dict(rules.libraries())


def test_a_name_that_the_ledger_cannot_hold_is_kept_too(tmp_path: Path) -> None:
    source, out = tmp_path / "in", tmp_path / "out"
    fill(source, 1)
    try:
        (source / "报\udcff.txt").write_text(report(5), "utf-8")
    except (OSError, UnicodeError):
        pytest.skip("no such names here")
    assert run(source, out).statuses == {"ok": 2}
    assert run(source, out).kept == 2
    assert len(documents(out)) == 2
