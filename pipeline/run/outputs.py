"""The files of a run: written whole beside the earlier ones, then put in their place one by one."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import TypeVar

STAGE = "output.part"
RECORD = "run.json"
T = TypeVar("T")


def replaced(out: Path, write: Callable[[Path], T]) -> T:
    """Lets `write` fill a folder, then puts each of its files in its place in `out`. Returns what `write` returns.

    Raises OSError where one cannot be written or is open elsewhere; then the ledger in the making is still there, and
    the next run has only this left to do. What an earlier run wrote and this one does not is removed.
    """
    stage = out / STAGE
    shutil.rmtree(stage, ignore_errors=True)
    stage.mkdir()
    try:
        told = write(stage)
        files = sorted(names(stage), key=_order)
        for name in sorted(_earlier(out) - set(files)):
            (out / name).unlink(missing_ok=True)
        for name in files:
            (out / name).parent.mkdir(parents=True, exist_ok=True)
            (stage / name).replace(out / name)
        return told
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def names(folder: Path) -> list[str]:
    """The files under a folder, by their names relative to it."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def _order(name: str) -> tuple[bool, bool, str]:
    """First what people may have open, since that fails; last the record of the run."""
    return name == RECORD, "/" in name, name


def _earlier(out: Path) -> set[str]:
    """The files that the earlier run says it wrote, those outside `out` left out."""
    try:
        listed = json.loads((out / RECORD).read_text("utf-8"))["files"]
    except (OSError, ValueError, KeyError, TypeError):
        return set()
    paths = [PurePosixPath(name) for name in listed if isinstance(name, str)]
    return {
        str(path)
        for path in paths
        if not path.is_absolute() and ".." not in path.parts and ":" not in str(path)
    }
