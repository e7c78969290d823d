"""The same input gives the same bytes in tables/, whatever the hash seed and the order in which files are listed."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

REPORTS = Path(__file__).parent.parent / "corpora" / "reports"
RUN = "import sys; from pathlib import Path; from pipeline.run import run; run(Path(sys.argv[1]), Path(sys.argv[2]))"
SHUFFLED = (
    "import os, random; walk = os.walk\n"
    "def shuffled(*a, **k):\n"
    "    for root, folders, names in walk(*a, **k):\n"
    "        random.Random(7).shuffle(names); yield root, folders, names\n"
    "os.walk = shuffled\n"
)


def digests(out: Path) -> dict[str, str]:
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted((out / "tables").iterdir())}


def run_with_seed(seed: int, source: Path, out: Path, before: str = "") -> dict[str, str]:
    environment = {**os.environ, "PYTHONHASHSEED": str(seed)}
    subprocess.run([sys.executable, "-c", before + RUN, str(source), str(out)], env=environment, check=True)
    return digests(out)


def test_two_hash_seeds_and_a_shuffled_folder_give_the_same_bytes(tmp_path: Path) -> None:
    source = tmp_path / "reports"
    shutil.copytree(REPORTS, source)
    first = run_with_seed(1, source, tmp_path / "first")
    assert len(first) == 36  # 18 tables as .jsonl and .csv
    assert run_with_seed(2, source, tmp_path / "second", SHUFFLED) == first
