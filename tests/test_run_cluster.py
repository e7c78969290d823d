"""A folder read by a Dask cluster of several processes on this machine, one of them killed while it reads."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from runs import documents, environment, fill, report, tables, taizhang

from pipeline.run.cluster import FEWEST, MOST, shard_count

needs_dask = pytest.mark.skipif(find_spec("distributed") is None, reason="the extra dask is not installed")
only_linux = pytest.mark.skipif(
    sys.platform != "linux", reason="memory is bounded by the system on Linux only"
)
ENVIRONMENT = {"DASK_DISTRIBUTED__WORKER__DAEMON": "False"}


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def begun(*arguments: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-W", "ignore", "-m", *arguments]
    return subprocess.Popen(
        command, env=environment(**ENVIRONMENT), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


@pytest.fixture
def cluster() -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The address of a scheduler, and its two workers, which nobody starts again."""
    port = free_port()
    address = f"tcp://127.0.0.1:{port}"
    scheduler = begun(
        "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard"
    )
    options = (
        "--nthreads",
        "1",
        "--no-nanny",
        "--no-dashboard",
        "--memory-limit",
        "0",
        "--host",
        "127.0.0.1",
    )
    workers = [begun("distributed.cli.dask_worker", address, *options) for _ in range(2)]
    try:
        yield address, workers
    finally:
        for process in (*workers, scheduler):
            process.kill()
            process.wait()


@needs_dask
@only_linux
def test_a_killed_worker_costs_nothing(
    cluster: tuple[str, list[subprocess.Popen[bytes]]], tmp_path: Path
) -> None:
    address, workers = cluster
    source, out = tmp_path / "in", tmp_path / "out"
    fill(source, 40, "SLOW ")
    (source / "07.txt").write_text(f"CRASH {report(1)}", "utf-8")
    (source / "twin.txt").write_text("SLOW " + report(3), "utf-8")
    arguments = ("run", source, "-o", out, "--timeout", 20, "--memory", 300, "--jobs", 1)
    run = subprocess.Popen(
        [sys.executable, "-m", "pipeline.cli", *map(str, (*arguments, "--engine", "dask", "--scheduler", address))],
        env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
    )  # fmt: skip
    until = time.monotonic() + 60
    while len(list((out / "shards").glob("*/ledger.sqlite.part"))) < 2:
        assert time.monotonic() < until and run.poll() is None, "no two workers began"
        time.sleep(0.02)
    workers[0].kill()
    said, complained = run.communicate(timeout=100)
    assert run.returncode == 3, said + complained
    assert "读入 39 份，未能读入 1 份" in said and "07.txt" in complained
    quiet = tmp_path / "quiet"
    assert taizhang("run", source, "-o", quiet, *arguments[4:]).returncode == 3
    assert tables(out) == tables(quiet)


@needs_dask
@only_linux
def test_a_cluster_of_this_machine_names_the_guilty_and_reads_no_file_twice(tmp_path: Path) -> None:
    source, out = tmp_path / "in", tmp_path / "out"
    fill(source, 24)
    for name, what in {"07.txt": "CRASH", "11.txt": "HANG", "19.txt": "EAT"}.items():
        (source / name).write_text(f"{what} {report(1)}", "utf-8")
    arguments = ("run", source, "-o", out, "--timeout", 3, "--memory", 300, "--jobs", 2, "--engine", "dask")
    assert taizhang(*arguments).returncode == 3
    statuses = {name: row["status"] for name, row in documents(out).items() if row["status"] != "ok"}
    assert statuses == {"07.txt": "crash", "11.txt": "timeout", "19.txt": "memory"}
    for name in statuses:
        (source / name).write_text(report(50 + int(name[:2])), "utf-8")
    again = taizhang(*arguments)
    assert again.returncode == 0 and "其中 21 份以前读过" in again.stdout, again.stdout + again.stderr


@needs_dask
def test_a_scheduler_that_is_not_there_is_told_in_a_sentence(tmp_path: Path) -> None:
    fill(tmp_path / "in", 1)
    done = taizhang(
        "run",
        tmp_path / "in",
        "-o",
        tmp_path / "out",
        "--engine",
        "dask",
        "--scheduler",
        f"tcp://127.0.0.1:{free_port()}",
    )
    assert done.returncode == 1 and "连不上 Dask 调度器" in done.stderr and "Traceback" not in done.stderr


def test_without_dask_the_way_to_it_is_told(tmp_path: Path) -> None:
    fill(tmp_path / "in", 1)
    (tmp_path / "hidden" / "distributed").mkdir(parents=True)
    (tmp_path / "hidden" / "distributed" / "__init__.py").write_text("raise ImportError")
    path = os.pathsep.join((str(tmp_path / "hidden"), environment()["PYTHONPATH"]))
    done = taizhang("run", tmp_path / "in", "-o", tmp_path / "out", "--engine", "dask", PYTHONPATH=path)
    assert done.returncode == 2 and "taizhang[dask]" in done.stderr


def test_a_growing_folder_keeps_its_shards_for_long() -> None:
    counts = [shard_count(files) for files in (0, 1000, 1001, 4000, 4001, 10**8)]
    assert counts == [FEWEST, FEWEST, 16, 16, 64, MOST]
