"""One bad document costs only itself: it is named with a reason, all others are read."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from runs import documents, fill, for_people, report, tables, taizhang

from pipeline.ledger.store import Store
from pipeline.run import Limits, run, writing
from pipeline.run.processes import beginning

GUILTY = {"07.txt": "crash", "19.txt": "hang", "31.txt": "eat"}


@pytest.mark.skipif(sys.platform != "linux", reason="memory is bounded on Linux only")
def test_of_forty_documents_exactly_the_guilty_three_are_named(tmp_path: Path) -> None:
    source, out = tmp_path / "in", tmp_path / "out"
    fill(source, 40)
    for name, what in GUILTY.items():
        (source / name).write_text(f"{what.upper()} {report(1)}", "utf-8")
    (source / "33.txt").write_text(f"CRASH-ONCE {tmp_path / 'seen'}", "utf-8")
    done = taizhang("run", source, "-o", out, "--jobs", 2, "--timeout", 2, "--memory", 300)
    assert done.returncode == 3, done.stdout + done.stderr
    found = documents(out)
    statuses = {name: row["status"] for name, row in found.items() if row["status"] != "ok"}
    assert statuses == {"07.txt": "crash", "19.txt": "timeout", "31.txt": "memory"}
    assert len(found) == 40
    for name, words in (("07.txt", "另存"), ("19.txt", "--timeout"), ("31.txt", "--memory")):
        assert words in found[name]["reason"] and found[name]["reason"].endswith("。")
        assert f"{name}　{found[name]['reason']}" in done.stderr

    (source / "19.txt").write_text(report(19), "utf-8")
    mended = taizhang("run", source, "-o", out, "--timeout", 2, "--memory", 300)
    assert "其中 37 份以前读过" in mended.stdout, "the other two are tried again"
    assert {n for n, row in documents(out).items() if row["status"] != "ok"} == {"07.txt", "31.txt"}


@pytest.mark.skipif(sys.platform == "win32", reason="the readers that do harm are begun as on Linux")
def test_where_the_system_bounds_no_memory_a_watcher_does(tmp_path: Path) -> None:
    fill(tmp_path / "in", 6)
    (tmp_path / "in" / "03.txt").write_text("EAT", "utf-8")
    done = taizhang("run", tmp_path / "in", "-o", tmp_path / "out", "--memory", 200, FAULTY_WATCHED="1")
    assert done.returncode == 3, done.stdout + done.stderr
    found = documents(tmp_path / "out")
    assert {name: row["status"] for name, row in found.items() if row["status"] != "ok"} == {
        "03.txt": "memory"
    }


def test_any_number_of_processes_gives_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.run.writing.WORTH_IT", 0)  # more than one process write the files too
    fill(tmp_path / "in", 9)
    (tmp_path / "in" / "twin.txt").write_text(report(3), "utf-8")
    written = []
    for jobs in (1, 2, 4):
        run(tmp_path / "in", tmp_path / str(jobs), limits=Limits(jobs=jobs))
        written.append({**tables(tmp_path / str(jobs)), **for_people(tmp_path / str(jobs))})
    assert written[0] == written[1] == written[2]
    assert documents(tmp_path / "4")["twin.txt"]["duplicate_of"] == "03.txt"


def test_what_the_system_refuses_the_second_writer_is_told(tmp_path: Path) -> None:
    from multiprocessing import Pipe

    Store.create(tmp_path / "ledger.sqlite").close()
    ours, theirs = Pipe(duplex=False)
    (tmp_path / "file").touch()
    writing._in_a_process(theirs, tmp_path / "ledger.sqlite", tmp_path / "file")
    kind, arguments = ours.recv()
    assert issubclass(kind, OSError) and kind(*arguments).strerror


def test_a_large_member_of_an_archive_is_read_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import zipfile

    monkeypatch.setattr("pipeline.run.pool.SENT_WHOLE", 10)
    (tmp_path / "in").mkdir()
    with zipfile.ZipFile(tmp_path / "in" / "all.zip", "w") as archive:
        archive.writestr("a.txt", report(1))
    run(tmp_path / "in", tmp_path / "out")
    assert documents(tmp_path / "out")["all.zip!/a.txt"]["status"] == "ok"


def test_the_calling_script_is_not_loaded_by_the_processes(tmp_path: Path) -> None:
    main = sys.modules["__main__"]
    process = beginning().Process(target=print)
    process.start()
    process.join()
    assert process.exitcode == 0
    assert sys.modules["__main__"] is main
