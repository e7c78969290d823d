"""What a document's rows depend on besides its bytes: the program, its word lists, the libraries it reads with."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from importlib import metadata
from pathlib import Path

from pipeline.language import private
from pipeline.lexicons import office
from pipeline.model import limits

FOLDER = Path(__file__).parent.parent
NOT_READING = ("writers", "cli", "run")  # they change no row of a document
IN_RUN = ("one_file.py", "within_bounds.py")  # but for these


@cache
def digest() -> str:
    """SHA-256 over all of it. Two runs with the same digest find the same rows in the same bytes."""
    read = _digest([path for path in _files() if _reads(*path.relative_to(FOLDER).parts)])
    return read + office.digest(reading=True) + _chosen()


def _chosen() -> str:
    """What a user chose that changes what is read of a file; nothing for the usual."""
    told = " ".join((limits.digest(), "private" if private.kept() else "")).strip()
    return hashlib.sha256(told.encode()).hexdigest()[:16] if told else ""


@cache
def digest_of_all() -> str:
    """The same over the whole program: two runs with the same one make the same files of the same rows."""
    return _digest(_files()) + office.digest(reading=False)


def _files() -> list[Path]:
    return sorted(p for p in FOLDER.rglob("*") if p.is_file() and "__pycache__" not in p.parts)


def _reads(top: str, *rest: str) -> bool:
    return top not in NOT_READING or rest[0] in IN_RUN


def _digest(files: list[Path]) -> str:
    told = hashlib.sha256()
    for path in files:
        told.update(f"{path.relative_to(FOLDER).as_posix()}\0".encode())
        told.update(hashlib.sha256(path.read_bytes()).digest())
    for name, version in libraries():
        told.update(f"{name}=={version}\0".encode())
    return told.hexdigest()


def libraries() -> list[tuple[str, str]]:
    """Name and version of each library that the program declares, tests' own left out, as far as it is installed."""
    try:
        declared = metadata.requires("taizhang") or []
    except metadata.PackageNotFoundError:
        return []
    needed = [d for d in declared if "extra ==" not in d or re.search("fast|ocr", d.split("extra ==")[1])]
    names = sorted({re.split(r"[^\w.-]", line, maxsplit=1)[0] for line in needed})
    return [(name, version) for name in names if (version := _version(name))]


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None
