"""The ledger in the making, `ledger.sqlite.part`: begun with what an earlier run read by the same rules.

It is the journal too. Each document comes into it in one transaction, so what a run that was cut off has read is not
read again; whatever it holds, the run compares every document with it by the digest of the bytes.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from pipeline.ledger.store import Store
from pipeline.model.issue import Refused

LEDGER = "ledger.sqlite"
PART = "ledger.sqlite.part"
COPY = "ledger.sqlite.copy"
RULES = "rules"  # the note that holds the digest of the rules
DAMAGED = f"原有的 {LEDGER} 已损坏，或不是本程序这一版生成的，因此全部重新读取。"
OTHER_RULES = "程序或词表有变动，因此全部重新读取。"
GOING_ON = "上次运行没有做完，接着读。"


def begin(out: Path, rules: str, fresh: bool) -> tuple[Store, str]:
    """The open ledger to fill, and a sentence for the user ("" where all is as usual)."""
    part, said = out / PART, ""
    if not fresh:
        if store := earlier(part, rules, to_fill=True)[0]:
            return store, GOING_ON
        store, said = copied(out / LEDGER, part, rules)
        if store:
            return store, ""
    store = Store.create(part)
    store.note(RULES, rules)
    return store, said


def copied(ledger: Path, part: Path, rules: str) -> tuple[Store | None, str]:
    """A copy of the finished ledger as the one in the making. The finished one itself is not touched."""
    if not ledger.is_file():
        return None, ""
    copy = ledger.with_name(COPY)
    removed(copy)
    removed(part)
    shutil.copyfile(ledger, copy)
    store, said = earlier(copy, rules)
    if store is None:
        removed(copy)
        return None, said
    store.close()
    copy.replace(part)
    return Store.open(part, to_fill=True), ""


def earlier(path: Path, rules: str, *, to_fill: bool = False) -> tuple[Store | None, str]:
    """The ledger at `path` if it is whole and was read by the same rules, else why not."""
    if not path.is_file():
        return None, ""
    try:
        store = Store.open(path, to_fill=to_fill)
    except Refused:
        return None, DAMAGED
    said = DAMAGED if not store.sound() else OTHER_RULES if store.noted(RULES) != rules else ""
    if said:
        store.close()
        return None, said
    return store, ""


def removed(path: Path) -> None:
    """Takes a ledger away with what SQLite keeps beside it, which would spoil another file of that name."""
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm", f"{path.name}-journal"):
        path.with_name(name).unlink(missing_ok=True)
