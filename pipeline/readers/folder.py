"""Which files of a folder are documents to read."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

_NO_DOCUMENTS = frozenset({"thumbs.db", "desktop.ini", ".ds_store"})


def files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Name and path of every file under `folder`, sorted by name; the name is relative and has `/`.

    `folder` may be a single file. Linked folders are not entered. A folder that cannot be listed stands in place of its
    files, so that somebody is told. Files that a system or an editor leaves behind
    (`~$报告.docx`, Thumbs.db) are no documents: see `left_behind`.
    """
    if folder.is_file():
        yield folder.name, folder.resolve()
        return
    closed: list[Path] = []
    found = [
        Path(root) / name
        for root, _, names in os.walk(folder, onerror=lambda error: closed.append(Path(error.filename)))
        for name in names
    ]
    found += [path for path in closed if path != folder]
    yield from sorted((path.relative_to(folder).as_posix(), path) for path in found)


def left_behind(name: str) -> str | None:
    """Why a file is no document, as a Chinese sentence; None for a document."""
    base = name.rsplit("/", 1)[-1]
    if base.startswith("~$"):
        return "这是 Word/WPS 打开文件时留下的锁文件，不是文档，已略过。"
    if base.lower() in _NO_DOCUMENTS or base.startswith("._"):
        return "这是系统自动生成的文件，不是文档，已略过。"
    return None
