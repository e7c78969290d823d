"""400 documents, of which one crashes its process, one hangs and one eats memory: 397 read, three named, by every engine.

    python benchmarks/guilty.py [DOCUMENTS]      the engines: one machine, three shards put together, Dask

The harm is done by readers that are there for the tests only (tests/faulty). Exit 1 where an engine misses.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).parent.parent
GUILTY = {"0050.txt": ("CRASH", "crash"), "0100.txt": ("HANG", "timeout"), "0150.txt": ("EAT", "memory")}
LIMITS = ("--timeout", "3", "--memory", "300", "--jobs", "2")
MOST_SECONDS = 20.0


def taizhang(*arguments: str) -> None:
    path = os.pathsep.join((str(ROOT / "tests" / "faulty"), str(ROOT)))
    subprocess.run([sys.executable, "-m", "pipeline.cli", *arguments], env={**os.environ, "PYTHONPATH": path},
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)  # fmt: skip


def by_local(source: str, out: Path) -> None:
    taizhang("run", source, "-o", str(out), *LIMITS)


def by_shards(source: str, out: Path) -> None:
    parts = [f"{out}-{number}" for number in (1, 2, 3)]
    for number, part in enumerate(parts, start=1):
        taizhang("run", source, "-o", part, *LIMITS, "--shard", f"{number}/3")
    taizhang("merge", *parts, "-o", str(out))


def by_dask(source: str, out: Path) -> None:
    taizhang("run", source, "-o", str(out), *LIMITS, "--engine", "dask")


ENGINES = {"local": by_local, "shards": by_shards, "dask": by_dask}


def main() -> int:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 400
    missed = False
    with tempfile.TemporaryDirectory() as room:
        source = Path(room) / "in"
        source.mkdir()
        for n in range(number):
            name = f"{n:04}.txt"
            harm = f"{GUILTY[name][0]} " if name in GUILTY else ""
            (source / name).write_text(
                f"{harm}望溪镇党委第{n}期简报\n望溪镇党委新建党支部{n + 2}个。\n", "utf-8"
            )
        for engine, read in ENGINES.items():
            if engine == "dask" and find_spec("distributed") is None:
                print("dask: not installed")
                continue
            out, began = Path(room) / engine, time.perf_counter()
            read(str(source), out)
            seconds = time.perf_counter() - began
            lines = (out / "tables" / "documents.jsonl").read_text("utf-8").splitlines()
            statuses = {row["document"]: row["status"] for row in map(json.loads, lines)}
            bad = {name: status for name, status in statuses.items() if status != "ok"}
            right = bad == {name: status for name, (_, status) in GUILTY.items()} and len(statuses) == number
            missed |= not right or seconds > MOST_SECONDS
            print(
                f"{engine}: {len(statuses) - len(bad)} read, {bad}, {seconds:.1f} s (bound {MOST_SECONDS:g})",
                flush=True,
            )
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
