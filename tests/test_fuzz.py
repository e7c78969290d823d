"""A few of the mutated files of benchmarks/fuzz.py: no reader raises, hangs or says nothing."""

from __future__ import annotations

import importlib.util
import random
from pathlib import Path

import pytest
from runs import taizhang

SPEC = importlib.util.spec_from_file_location("fuzz", Path(__file__).parent.parent / "benchmarks" / "fuzz.py")
assert SPEC and SPEC.loader
fuzz = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(fuzz)


@pytest.mark.parametrize(("name", "data"), fuzz.seeds(), ids=[name for name, _ in fuzz.seeds()])
def test_mutated_files_have_an_outcome(name: str, data: bytes) -> None:
    for number in range(12):
        told = fuzz.judged(name, fuzz.mutated(data, random.Random(f"{name} {number}")))
        assert told == "ok" or told.startswith("archive of ") or told in fuzz.STATUSES


def test_what_a_library_prints_of_a_damaged_file_is_not_shown(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    book = fuzz.SAMPLES[".xls"]
    for number in (598, 1140):  # calamine panics at these, and its language prints that at once
        (tmp_path / "in" / f"{number}.xls").write_bytes(fuzz.mutated(book, random.Random(f"p {number}")))
    done = taizhang("run", tmp_path / "in", "-o", tmp_path / "out")
    assert done.returncode == 3 and "panicked" not in done.stderr and "Traceback" not in done.stderr
