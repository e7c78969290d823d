"""Folders of small reports and runs over them, for the tests of whole runs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
TOWNS = ("望溪镇", "青石乡", "柳河街道", "东岭镇")


def report(number: int, start: str = "") -> str:
    town = TOWNS[number % len(TOWNS)]
    return (
        f"{start}{town}党委第{number}期简报\n2024年{number % 12 + 1}月，{town}党委新建党支部{number + 2}个，"
        f"走访企业{number * 3 + 5}家。{town}获评“先进基层党组织”称号。\n"
    )


def fill(folder: Path, number: int, start: str = "") -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for n in range(number):
        (folder / f"{n:02}.txt").write_text(report(n, start), "utf-8")


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "pipeline.cli", *(str(a) for a in arguments)]


def environment(**more: str) -> dict[str, str]:
    """That of a command whose processes know the harmful documents."""
    path = os.pathsep.join((str(Path(__file__).parent / "faulty"), str(ROOT)))
    return {**os.environ, "PYTHONPATH": path, "PYTHONUTF8": "1", **more}


def taizhang(*arguments: object, encoding: str = "utf-8", **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(*arguments), capture_output=True, text=True, encoding=encoding, env=environment(**more)
    )


def tables(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((out / "tables").iterdir())}


def for_people(out: Path) -> dict[str, bytes]:
    return {name: (out / name).read_bytes() for name in ("核查.html", "摘编.docx")}


def documents(out: Path) -> dict[str, dict]:
    lines = (out / "tables" / "documents.jsonl").read_text("utf-8").splitlines()
    return {row["document"]: row for row in map(json.loads, lines)}
