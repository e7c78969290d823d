"""Speed as ratios to jieba in the same run: how fast the command starts, text becomes tables, figures are read.

    python benchmarks/speed.py [FOLDER]     FOLDER of .txt reports; default: the text of corpora/reports

Each pair is timed in turn several times and the median ratio is taken, since machines are noisy. Exit 1 where a
ratio misses its bound.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path

from pipeline.language import numerals, times
from pipeline.model.document import Document
from pipeline.run import find, read

START_BOUND = 0.35  # `taizhang --help` against importing and initialising jieba, wall seconds
NUMBERS_BOUND = 0.5  # reading numbers and times against jieba.lcut, seconds
TEXT_BOUND = 0.5  # text to rows against jieba.posseg.lcut, characters a second
REPORTS = Path(__file__).parent.parent / "corpora" / "reports"


def seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def median_ratio(a: Callable[[], object], b: Callable[[], object], runs: int) -> float:
    """Seconds of a by seconds of b, each pair timed in turn after one warm-up."""
    a()
    b()
    return statistics.median(seconds(a) / seconds(b) for _ in range(runs))


def start_ratio() -> float:
    command = [sys.executable, "-m", "pipeline.cli", "--help"]
    jieba = [sys.executable, "-W", "ignore", "-c", "import jieba; jieba.setLogLevel(60); jieba.initialize()"]
    return median_ratio(lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL),
                        lambda: subprocess.run(jieba, check=True, stdout=subprocess.DEVNULL), 5)  # fmt: skip


def text_ratio(documents: list[Document]) -> float:
    """Speed of `find` over the speed of jieba.posseg.lcut on the same paragraphs."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba
        import jieba.posseg
    jieba.setLogLevel(60)
    texts = [p.text for d in documents for a in d.articles for p in a.paragraphs]
    return median_ratio(
        lambda: [jieba.posseg.lcut(t) for t in texts], lambda: [find(d) for d in documents], 5
    )


def numbers_ratio(documents: list[Document]) -> float:
    """Seconds of reading every number and time over seconds of jieba.lcut on the same paragraphs."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba
    jieba.setLogLevel(60)
    texts = [(p.text, a.date) for d in documents for a in d.articles for p in a.paragraphs]
    return median_ratio(
        lambda: [numerals.find(text, times.find(text, date)) for text, date in texts],
        lambda: [jieba.lcut(text) for text, _ in texts],
        9,
    )


def main() -> int:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else REPORTS
    documents = [read(path) for path in sorted(folder.iterdir()) if path.is_file()]
    size = sum(len(p.text.encode()) for d in documents for a in d.articles for p in a.paragraphs)
    numbers, start, text = numbers_ratio(documents), start_ratio(), text_ratio(documents)
    print(
        f"taizhang --help: {start:.2f} x the time of importing and initialising jieba (bound {START_BOUND})"
    )
    print(
        f"text to rows: {text:.2f} x the speed of jieba.posseg.lcut on {size / 1000:.0f} kB (bound {TEXT_BOUND})"
    )
    print(f"numbers and times: {numbers:.2f} x the time of jieba.lcut (bound {NUMBERS_BOUND})")
    return 0 if start <= START_BOUND and text >= TEXT_BOUND and numbers <= NUMBERS_BOUND else 1


if __name__ == "__main__":
    sys.exit(main())
