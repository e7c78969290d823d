"""How a run grows: with processes, with documents, and when nothing or one file changed.

    python benchmarks/scaling.py [DOCUMENTS]     default: 600 small reports made of the sample corpus

Everything is timed in one go on one machine; compare the ratios, not the seconds.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path

from pipeline.run import Limits, read, run
from pipeline.run.limits import cores

REPORTS = Path(__file__).parent.parent / "corpora" / "reports"


def fill(folder: Path, number: int) -> int:
    """Writes reports that differ from each other by a line; returns their size in bytes."""
    texts = [
        "\n".join(p.text for a in read(path).articles for p in a.paragraphs)
        for path in sorted(REPORTS.iterdir())
        if path.suffix in (".txt", ".docx", ".md")
    ]
    folder.mkdir()
    size = 0
    for at, text in enumerate(islice(cycle(texts), number)):
        data = f"{text}\n本期为第{at}期。\n".encode()
        (folder / f"{at:06}.txt").write_bytes(data)
        size += len(data)
    return size


def timed(source: Path, out: Path, jobs: int) -> tuple[float, float]:
    """Seconds of the whole run, and of taking the documents in."""
    began = time.perf_counter()
    last = [began]

    def noted(advance: object) -> None:
        last[0] = time.perf_counter()

    run(source, out, limits=Limits(jobs=jobs), progress=noted)
    return time.perf_counter() - began, last[0] - began


def main() -> int:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 600
    with tempfile.TemporaryDirectory() as room:
        source = Path(room) / "in"
        size = fill(source, number)
        print(f"{number} documents, {size / 1e6:.1f} MB of text, {cores()} cores")
        timed(source, Path(room) / "warm", 1)
        first: dict[int, tuple[float, float]] = {}
        for jobs in (1, 2):
            first[jobs] = timed(source, Path(room) / str(jobs), jobs)
            whole, taken = first[jobs]
            print(
                f"{jobs} process(es): {taken:.1f} s reading ({number / taken:.0f} documents a second), {whole:.1f} s in all"
            )
        print(f"2 processes read {first[1][1] / first[2][1]:.2f} x as fast as 1")
        again, _ = timed(source, Path(room) / "1", 1)
        print(f"nothing changed: {again / first[1][0]:.1%} of the first run")
        with (source / "000000.txt").open("a", encoding="utf-8") as file:
            file.write("又及。\n")
        changed, _ = timed(source, Path(room) / "1", 1)
        print(f"one file changed: {changed / first[1][0]:.1%} of the first run")
        print(
            f"the run itself took {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB at most"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
