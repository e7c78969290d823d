"""A run may end at any moment: what it wrote before is whole, and the next one ends with the same bytes."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from click.testing import CliRunner
from runs import command, environment, fill, report, tables, taizhang

from pipeline.cli import main
from pipeline.run.lock import only_run

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="signals and /proc")


def begin(source: Path, out: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command("run", source, "-o", out), env=environment(), text=True, encoding="utf-8",
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip


def left_of(session: int) -> list[str]:
    """The processes of a session that are still there."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == session and fields[0] != "Z":
            found.append(stat.parent.name)
    return found


def wait_for(true: object, seconds: float = 15) -> None:
    until = time.monotonic() + seconds
    while not true():  # type: ignore[operator]
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.05)


def test_after_twenty_kills_the_tables_are_those_of_a_quiet_run(tmp_path: Path) -> None:
    source, out = tmp_path / "in", tmp_path / "out"
    fill(source, 30, "SLOW ")
    moments = random.Random(7)
    sessions, before = [], None
    for turn in range(2):
        (source / "05.txt").write_text("SLOW " + report(40 + turn), "utf-8")
        assert taizhang("run", source, "-o", tmp_path / f"quiet{turn}").returncode == 0
        quiet = tables(tmp_path / f"quiet{turn}")
        for _ in range(10):
            process = begin(source, out)
            sessions.append(process.pid)
            time.sleep(moments.uniform(0.05, 1.1))
            process.kill()
            process.communicate()
            if before:
                halves = tables(out)
                assert halves.keys() == quiet.keys()
                assert all(data in (before[name], quiet[name]) for name, data in halves.items())
        assert taizhang("run", source, "-o", out).returncode == 0
        assert tables(out) == quiet
        before = quiet
    names = {path.name for path in out.iterdir()}
    assert names == {"ledger.sqlite", "run.json", "tables", "台账.xlsx", "核查.html", "摘编.docx"}
    wait_for(lambda: not any(left_of(session) for session in sessions))


def test_after_the_death_of_its_processes_a_run_ends_or_the_next_one_does(tmp_path: Path) -> None:
    source, out, quiet = tmp_path / "in", tmp_path / "out", tmp_path / "quiet"
    fill(source, 30, "SLOW ")
    assert taizhang("run", source, "-o", quiet).returncode == 0
    moments = random.Random(11)
    for turn in range(3):
        (source / "05.txt").write_text("SLOW " + report(60 + turn), "utf-8")
        process = begin(source, out)
        wait_for(lambda p=process: len(left_of(p.pid)) > 3 or p.poll() is not None)
        time.sleep(moments.uniform(0.1, 0.5))
        below = [int(pid) for pid in left_of(process.pid) if int(pid) != process.pid]
        if below:
            with suppress(ProcessLookupError):
                os.kill(moments.choice(below), signal.SIGKILL)
        process.communicate(timeout=240)
        (source / "05.txt").write_text("SLOW " + report(5), "utf-8")
        assert taizhang("run", source, "-o", out).returncode == 0
        assert tables(out) == tables(quiet)


def test_an_interruption_is_one_sentence_and_keeps_what_is_read(tmp_path: Path) -> None:
    source, out = tmp_path / "in", tmp_path / "out"
    fill(source, 4)
    (source / "03.txt").write_text("HANG", "utf-8")
    process = begin(source, out)
    wait_for(lambda: (out / "ledger.sqlite.part").exists() and len(left_of(process.pid)) > 3)
    time.sleep(1)
    os.killpg(process.pid, signal.SIGINT)
    said, complained = process.communicate(timeout=10)
    assert process.returncode == 1 and not said
    last = complained.strip().splitlines()[-1]  # what stands before it is how far the run was
    assert last.startswith("已中止。") and "Traceback" not in complained, complained
    wait_for(lambda: not left_of(process.pid))
    (source / "03.txt").unlink()
    assert "其中 3 份以前读过" in taizhang("run", source, "-o", out).stdout


def test_a_second_run_into_one_folder_is_refused(tmp_path: Path) -> None:
    fill(tmp_path / "in", 1)
    (tmp_path / "out").mkdir()
    with only_run(tmp_path / "out"):
        result = CliRunner().invoke(main, ["run", str(tmp_path / "in"), "-o", str(tmp_path / "out")])
        assert result.exit_code == 1
        assert "另一次运行正在写入" in result.output and result.output.count("\n") == 1
    (tmp_path / "out" / ".lock").touch()  # as a run leaves it that is killed
    assert CliRunner().invoke(main, ["run", str(tmp_path / "in"), "-o", str(tmp_path / "out")]).exit_code == 0
