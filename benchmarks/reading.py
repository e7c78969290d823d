"""How set pages are read: characters, sentences, paragraphs, captions, CPU and memory, against pdfplumber in one run.

python benchmarks/reading.py [--pages 300]
"""

from __future__ import annotations

import argparse
import io
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

import pdfplumber
from reading_truth import Score, score
from typeset import Style, typeset
from typeset_texts import Article, article

from pipeline.readers import pdf
from pipeline.structure import arranged

LOOKS = {
    "1 column": Style(columns=1, size=12, margin=60),
    "2 columns": Style(columns=2, size=11, gutter=22),
    "3 columns": Style(columns=3, size=10),
    "3 columns, drawn in any order": Style(columns=3, size=10, shuffled=True, wide_picture=True),
    "4 columns, drawn in any order": Style(columns=4, size=9, gutter=16, shuffled=True),
}


def truth_of(told: Article) -> tuple[list[tuple[str, str]], list[str]]:
    truth = [("title", told.title), ("byline", told.byline), *((b.kind, b.text) for b in told.blocks)]
    return truth, [text for picture in told.pictures for text in picture]


def ours(data: bytes) -> list[tuple[str, str]]:
    document = arranged(pdf.read(data), "页.pdf").document
    return [(p.kind, p.text) for a in document.articles for p in a.paragraphs]


def plumber(data: bytes) -> list[tuple[str, str]]:
    with pdfplumber.open(io.BytesIO(data)) as opened:
        texts = []
        for page in opened.pages:
            texts.append(page.extract_text() or "")
            page.close()
    return [("body", line) for text in texts for line in text.split("\n")]


def measured(reader: Callable[[bytes], list[tuple[str, str]]], told: Article, data: bytes) -> Score:
    return score(*truth_of(told), reader(data))


def cpu(reader: Callable[[bytes], object], files: list[bytes], rounds: int = 3) -> float:
    """Seconds of CPU for all files, the least of some rounds."""
    least = float("inf")
    for _ in range(rounds):
        began = time.process_time()
        for data in files:
            reader(data)
        least = min(least, time.process_time() - began)
    return least


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=0, help="pages of a long file whose memory is measured")
    pages = parser.parse_args().pages
    files = []
    print(
        f"{'':32}{'CER':>8}{'sentences':>11}{'paragraphs':>11}{'captions':>10}   pdfplumber: CER, sentences"
    )
    for number, (name, style) in enumerate(LOOKS.items()):
        told = article(100 + number, paragraphs=40)
        data = typeset([told], style)
        files.append(data)
        mine, theirs = measured(ours, told, data), measured(plumber, told, data)
        print(f"{name:32}{mine.cer:8.4f}{mine.sentences:11.3f}{mine.paragraphs:11.3f}{mine.captions:10d}   {theirs.cer:.3f}, {theirs.sentences:.3f}")  # fmt: skip
    ours(files[0]), plumber(files[0])
    mine_cpu, their_cpu = cpu(ours, files), cpu(plumber, files)
    print(f"CPU with the geometry: {mine_cpu:.3f} s against {their_cpu:.3f} s of extract_text: {mine_cpu / their_cpu:.2f} x")  # fmt: skip
    if pages:
        memory(pages)


def memory(pages: int) -> None:
    """Peak memory before and after a long file, MiB."""
    told = [article(n, paragraphs=12) for n in range(pages)]
    data = typeset(told, Style(columns=3, size=10))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    raw = pdf.read(data)
    read = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    arranged(raw, "页.pdf")
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{len(raw.pages)} pages: peak {before:.0f} MiB before, {read:.0f} read, {after:.0f} in reading order"
    )


if __name__ == "__main__":
    main()
