"""The documents that a file holds, told apart without reading them: itself, or the members of an archive."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pipeline.model.issue import Unreadable
from pipeline.model.limits import bounds
from pipeline.readers import archive, folder
from pipeline.rows.documents import DocumentRow
from pipeline.run.places import cause

HEAD = 8192  # bytes that tell an archive
BLOCK = 1 << 20  # bytes read at a time


@dataclass(frozen=True)
class Piece:
    """A document that can be read: from its file, or, as a member of an archive, from its bytes."""

    name: str
    sha256: str
    path: Path
    data: bytes | None = None


def pieces(name: str, path: Path) -> Iterator[Piece | DocumentRow]:
    """The documents of a file; the row of one that is known not to be readable, and of an archive as such."""
    if reason := folder.left_behind(name):
        yield not_read(name, None, "skipped", reason)
        return
    try:
        if told := _no_file(path):
            yield not_read(name, None, *told)
            return
        if path.stat().st_size > bounds().file_mb << 20:
            yield not_read(name, None, "unsupported", too_large())
            return
        with path.open("rb") as file:
            head = file.read(HEAD)
            if not archive.is_archive(head, extension_of(name)):
                sha256 = hashlib.sha256(head)
                while block := file.read(BLOCK):
                    sha256.update(block)
                yield Piece(name, sha256.hexdigest(), path)
                return
            data = head + file.read()
    except OSError as error:
        yield not_read(name, None, "error", f"文件打不开：{cause(error)}请检查权限，或文件是否被移走。")
        return
    yield from _members(name, path, data)


def _members(name: str, path: Path, data: bytes) -> Iterator[Piece | DocumentRow]:
    members = 0
    try:
        for member, content in archive.members(data, name):
            members += 1
            if left := folder.left_behind(member):
                yield not_read(member, None, "skipped", left)
            elif isinstance(content, Unreadable):
                yield not_read(member, None, content.status, content.reason)
            else:
                yield Piece(member, hashlib.sha256(content).hexdigest(), path, content)
        yield not_read(name, None, "skipped", f"压缩包，其中 {members} 个文件已逐一列出。")
    except Unreadable as unreadable:
        yield not_read(name, None, unreadable.status, unreadable.reason)


def _no_file(path: Path) -> tuple[str, str] | None:
    """Status and reason of what is listed and no file; None for a file. Raises OSError."""
    mode = path.lstat().st_mode
    if stat.S_ISLNK(mode):
        return "skipped", "这是一个链接，没有跟着读，以免读到文件夹以外的东西：要读就把文件本身放进来。"
    if stat.S_ISDIR(mode):
        try:
            os.scandir(path).close()
        except OSError as error:
            return "error", f"文件夹打不开：{cause(error)}里面的文件都没有读，请检查权限后再运行。"
        return "error", "文件夹打不开，里面的文件都没有读：请再运行一次。"
    # a pipe or a device would be waited on for ever
    return None if stat.S_ISREG(mode) else ("skipped", "这不是文件（是设备或管道），已略过。")


def too_large() -> str:
    return f"文件超过 {bounds().file_mb} MB，未读取：请拆成几个文件后再试，也可以用 --limit 文件=MB数 放宽。"


def not_read(
    name: str, sha256: str | None, status: str, reason: str, duplicate_of: str | None = None
) -> DocumentRow:
    return DocumentRow(name, sha256, format_of(name), None, None, 0, 0, status, reason, duplicate_of)


def extension_of(name: str) -> str:
    return PurePosixPath(name).suffix.lower()


def format_of(name: str) -> str | None:
    return extension_of(name).lstrip(".") or None
