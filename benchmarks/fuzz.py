"""Files of every format with bytes changed, cut, put twice or taken out: what the program makes of each.

    python benchmarks/fuzz.py --files 20000 [--seed 1] [--seconds 3600] [--keep FOLDER]

The seeds are small files made by the makers of the tests. Each mutated file is read in this process as a worker of a run
reads it; the outcome must be one of those that a run knows, with a reason that tells the user what to do. An inner error,
an exception or a file that takes longer than its time is a find: it is kept in FOLDER. Exit 1 where there is one.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from hostile_files import zipped  # noqa: E402
from test_harm import SAMPLES  # noqa: E402
from word_files import paragraph, word_file  # noqa: E402

from pipeline.model.issue import STATUSES, Unreadable  # noqa: E402
from pipeline.readers.archive import members  # noqa: E402
from pipeline.run.one_file import outcome  # noqa: E402

SECONDS = 20.0  # for one file
SPLICES = (
    b"\x00",
    b"\xff\xff\xff\xff",
    b"<",
    b"]]>",
    b"&a;",
    b"{\\",
    b"%",
    b"\x80\x00\x00\x00",
    b"obj",
    b"PK\x03\x04",
)
Seeds = list[tuple[str, bytes]]


def seeds() -> Seeds:
    word = word_file(
        paragraph("2024年新建支部3个。") + "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>",
        header1=paragraph("简报"),
    )
    loose = zipped({"报送/甲.txt": "党员42名。".encode(), "乙.docx": word}, method=0)
    made = [(f"样本{extension}", data) for extension, data in SAMPLES.items()]
    return [*made, ("全.docx", word), ("报送.zip", loose)]


def mutated(data: bytes, dice: random.Random) -> bytes:
    """One to eight changes: a bit, a byte, a splice, a piece taken out, put twice or moved, the end cut off."""
    changed = bytearray(data)
    for _ in range(dice.choice((1, 1, 1, 2, 4, 8))):
        at = dice.randrange(len(changed) + 1)
        piece = slice(at, at + dice.choice((1, 2, 4, 16, 64)))
        kind = dice.randrange(6)
        if kind == 0 and at < len(changed):
            changed[at] ^= 1 << dice.randrange(8)
        elif kind == 1 and at < len(changed):
            changed[at] = dice.randrange(256)
        elif kind == 2:
            changed[at:at] = dice.choice(SPLICES)
        elif kind == 3:
            del changed[piece]
        elif kind == 4:
            changed[at:at] = changed[piece]
        elif dice.random() < 0.2:
            del changed[at:]
    return bytes(changed)


def judged(name: str, data: bytes) -> str:
    """The status of a file, of an archive that of opening it. What a run must never say or do is raised."""
    if name.endswith(".zip"):
        try:
            inside = [
                judged(path, content) for path, content in members(data, name) if isinstance(content, bytes)
            ]
        except Unreadable as unreadable:
            return unreadable.status
        return f"archive of {len(inside)}"
    row = outcome(name, data, SECONDS)[0]
    if row.status not in STATUSES or row.status in ("error", "crash", "timeout"):
        raise AssertionError(f"{row.status}: {row.reason}")
    if row.status != "ok" and not (row.reason or "").endswith("。"):
        raise AssertionError(f"no reason: {row.status} {row.reason}")
    return row.status


def main() -> int:
    parser = argparse.ArgumentParser(description="Mutated files of every format.")
    parser.add_argument("--files", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=3600.0)
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args()
    sources, began, finds, done = seeds(), time.monotonic(), 0, 0
    told: Counter[tuple[str, str]] = Counter()
    for number in range(given.files):
        if time.monotonic() - began > given.seconds:
            break
        name, data = sources[number % len(sources)]
        changed = mutated(data, random.Random(f"{given.seed} {number}"))
        try:
            told[Path(name).suffix, judged(name, changed)] += 1
        except BaseException as error:  # whatever it is, it is a find
            if isinstance(error, KeyboardInterrupt):
                break
            finds += 1
            print(f"{number} {name}: {type(error).__name__} {error}", flush=True)
            if given.keep:
                given.keep.mkdir(parents=True, exist_ok=True)
                (given.keep / f"{given.seed}-{number}-{name}").write_bytes(changed)
        done += 1
    for (extension, status), count in sorted(told.items()):
        print(f"{extension:6} {status:14} {count}")
    print(f"{done} files, {finds} finds, {time.monotonic() - began:.0f} seconds")
    return 1 if finds else 0


if __name__ == "__main__":
    sys.exit(main())
