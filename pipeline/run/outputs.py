"""The files of a run: written whole beside the earlier ones, then put in their place one by one."""

from __future__ import annotations

import itertools
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path, PurePosixPath

from pipeline.ledger.store import Store
from pipeline.run import rules

NOTE = "outputs"
STAGE = "output.part"
RECORD = "run.json"
WORKBOOK = "台账.xlsx"


def replaced(out: Path, write: Callable[[Path], None]) -> None:
    """Lets `write` fill a folder, then puts each of its files in its place in `out`.

    Raises OSError where one cannot be written or is open elsewhere; then the ledger in the making is still there, and
    the next run has only this left to do. What an earlier run wrote and this one does not is removed.
    """
    stage = out / STAGE
    shutil.rmtree(stage, ignore_errors=True)
    stage.mkdir()
    try:
        write(stage)
        files = sorted(names(stage), key=_order)
        for name in sorted(_earlier(out) - set(files)):
            (out / name).unlink(missing_ok=True)
        for name in files:
            (out / name).parent.mkdir(parents=True, exist_ok=True)
            (stage / name).replace(out / name)
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def keep_touched(out: Path) -> Path | None:
    """A copy of the workbook where somebody has written into it since the last run, so that no answer is lost.

    The record of the run is put in its place last: what is newer than it was saved by a person.
    """
    book, record = _stat(out / WORKBOOK), _stat(out / RECORD)
    if book is None or record is None or book.st_mtime_ns <= record.st_mtime_ns:
        return None
    stem = WORKBOOK.removesuffix(".xlsx")
    copies = (out / f"{stem}-改过的{n or ''}.xlsx" for n in itertools.count())
    content = (out / WORKBOOK).read_bytes()
    for copy in copies:
        if not copy.exists():
            copy.write_bytes(content)
            return copy
        if copy.read_bytes() == content:
            return copy
    return None


def note(out: Path, store: Store) -> None:
    """Notes in the ledger which files now stand for its rows."""
    store.note(NOTE, _told(out))


def no_longer_stand(store: Store) -> None:
    """To be said before the first change of a row: a run that is cut off after it has these files to make anew."""
    store.note(NOTE, "")


def stand(out: Path, store: Store) -> bool:
    """Whether the files that were made of just these rows by this program are all there, untouched."""
    return store.noted(NOTE) == _told(out)


def _told(out: Path) -> str:
    """Each file that the last run wrote with its size and its time, and the digest of the program."""
    files = {name: [s.st_size, s.st_mtime_ns] for name in sorted(_earlier(out)) if (s := _stat(out / name))}
    return json.dumps([rules.digest_of_all(), files])


def _stat(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except OSError:
        return None


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
