"""A run that is killed at random moments ends with the bytes of one that was left in peace.

    python benchmarks/kills.py [KILLS] [DOCUMENTS]     default: 60 kills of runs over 300 documents

Each turn begins a run, lets it go on for a random while, and kills the run itself or one of its processes with no
warning. A run that had only lost a process must end by itself; then, as after the death of the run, the tables must be
those of an undisturbed run. Every few turns one report is changed, so that there is something left to read. Linux only.
"""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TOWNS = ("望溪镇", "青石乡", "柳河街道", "东岭镇")
CHANGED_EVERY = 5  # turns


def report(number: int) -> str:
    town = TOWNS[number % len(TOWNS)]
    return f"{town}党委第{number}期简报\n2024年{number % 12 + 1}月，{town}党委新建党支部{number + 2}个，走访企业{number + 5}家。\n"


def command(source: Path, out: Path) -> list[str]:
    return [sys.executable, "-m", "pipeline.cli", "run", str(source), "-o", str(out), "--jobs", "2"]


def quiet_run(source: Path, out: Path) -> None:
    subprocess.run(command(source, out), check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def digest(out: Path) -> str:
    told = hashlib.sha256()
    for path in sorted((out / "tables").iterdir()):
        told.update(path.name.encode() + path.read_bytes())
    return told.hexdigest()


def processes_below(parent: int) -> list[int]:
    """The processes that a run has begun, and those begun by them."""
    parents: dict[int, int] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError):
            continue
    found, wave = [], {parent}
    while wave := {pid for pid, above in parents.items() if above in wave}:
        found += sorted(wave)
    return found


def killed(source: Path, out: Path, moments: random.Random, longest: float) -> str:
    """Begins a run and kills it or one of its processes; says which."""
    run = subprocess.Popen(command(source, out), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(moments.uniform(0.05, longest))
    below = processes_below(run.pid)
    victim = moments.choice([run.pid, *below]) if below and run.poll() is None else run.pid
    try:
        os.kill(victim, signal.SIGKILL)
    except ProcessLookupError:
        victim = 0
    code = run.wait()
    return "ended before" if not victim else "run" if victim == run.pid else f"process, run ended with {code}"


def main() -> int:
    kills, documents = (int(a) for a in (*sys.argv[1:3], *("60", "300")[len(sys.argv) - 1 :]))
    moments = random.Random(8)
    wrong = 0
    with tempfile.TemporaryDirectory() as room:
        source, out, quiet = (Path(room) / name for name in ("in", "out", "quiet"))
        source.mkdir()
        for number in range(documents):
            (source / f"{number:04}.txt").write_text(report(number), "utf-8")
        began = time.perf_counter()
        quiet_run(source, quiet)
        longest = time.perf_counter() - began
        for turn in range(kills):
            if turn % CHANGED_EVERY == 0:
                (source / f"{moments.randrange(documents):04}.txt").write_text(
                    report(documents + turn), "utf-8"
                )
                quiet_run(source, quiet)
                if turn % (2 * CHANGED_EVERY) == 0:
                    shutil.rmtree(out, ignore_errors=True)
            said = killed(source, out, moments, longest)
            trial = (
                Path(room) / "trial"
            )  # the next run goes on from what the kill left, the kills from there too
            shutil.rmtree(trial, ignore_errors=True)
            if out.exists():
                shutil.copytree(out, trial)
            quiet_run(source, trial)
            same = digest(trial) == digest(quiet)
            wrong += not same
            print(f"{turn + 1:3} killed: {said:32} {'same bytes' if same else 'OTHER BYTES'}", flush=True)
    print(f"{kills - wrong} of {kills} kills left the next run with the same bytes")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
