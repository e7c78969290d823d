"""TAR archives (.tar, .tar.gz, .tgz, .tar.xz), and what an installed program makes a TAR of: .7z and .rar.

Nothing is unpacked to disk: `bsdtar` (on Windows 10 and macOS the system's own `tar`) writes the archive anew as a TAR to
a pipe, which is read here within the same bounds as every archive. It is given no shell, no terminal and a minute.
"""

from __future__ import annotations

import io
import lzma
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import threading
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

from pipeline.model.issue import Unreadable
from pipeline.model.limits import bounds

EXTENSIONS = (".tar", ".gz", ".tgz", ".bz2", ".tbz", ".xz", ".txz")
PACKED = (b"\x1f\x8b\x08", b"BZh", b"\xfd7zXZ\x00")
MARK, MARK_AT = b"ustar", 257
PROGRAMS = ("bsdtar",) if sys.platform.startswith("linux") else ("bsdtar", "tar")
SECONDS = 60.0
MEMORY = 1 << 30  # bytes of the program
DAMAGED = "压缩包已损坏或不完整，打不开：请重新打包后再试。"
NO_TAR = "压缩包里不是 TAR，打不开：请解压后再放进文件夹。"
LOCKED = "压缩包设有密码：请解压后再放进文件夹。"
ODD = (tarfile.TarError, OSError, EOFError, ValueError, zlib.error, lzma.LZMAError, OverflowError, IndexError)

File = tuple[str, Callable[[int], bytes]]  # path, and how to take out so many bytes of it at most


def is_tar(head: bytes, extension: str) -> bool:
    if head[MARK_AT : MARK_AT + len(MARK)] == MARK:
        return True
    return extension in EXTENSIONS and head.startswith(PACKED)


def files(data: bytes) -> Iterator[File]:
    """The files of a TAR in its order. Each must be taken before the next. Raises Unreadable."""
    yield from _files(io.BytesIO(data))


def converted(data: bytes, kind: str) -> Iterator[File]:
    """The files of an archive that only a program can open. Raises Unreadable."""
    program = next((found for name in PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        raise Unreadable(
            "unsupported", f"要打开 {kind} 压缩包，电脑上须装有 bsdtar：请解压，或改用 ZIP 打包后再试。"
        )
    with tempfile.TemporaryDirectory(prefix="taizhang-", ignore_cleanup_errors=True) as room:
        path = Path(room) / "a"
        path.write_bytes(data)
        process = subprocess.Popen(
            [program, "-cf", "-", "--format=pax", f"@{path}"],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=room,
        )  # fmt: skip
        _bound(process.pid)
        clock = threading.Timer(SECONDS, process.kill)
        clock.start()
        said: list[bytes] = []
        assert process.stdout and process.stderr
        listener = threading.Thread(
            target=lambda pipe: said.append(pipe.read(1 << 16)), args=(process.stderr,)
        )
        listener.start()
        try:
            yield from _files(process.stdout)
            if process.wait(SECONDS):  # what it could not unpack is missing from the end of its TAR
                raise Unreadable("corrupt", DAMAGED)
        except Unreadable as unreadable:
            listener.join(1.0)
            told = b"".join(said).lower()
            if b"encrypt" in told or b"passphrase" in told:
                raise Unreadable("encrypted", LOCKED) from None
            raise Unreadable("corrupt", DAMAGED) from unreadable
        finally:
            clock.cancel()
            process.kill()
            listener.join(1.0)
            process.stdout.close()
            process.stderr.close()
            process.wait()


def _bound(process: int) -> None:
    if sys.platform == "linux":
        import resource

        try:
            resource.prlimit(process, resource.RLIMIT_AS, (MEMORY, MEMORY))
        except OSError:
            return  # it has ended already


def _files(stream: IO[bytes]) -> Iterator[File]:
    try:
        archive: Any = tarfile.open(fileobj=stream, mode="r|*", errorlevel=1)  # noqa: SIM115
    except ODD as error:
        raise Unreadable("unsupported", NO_TAR) from error
    while True:
        try:
            member = archive.next()
        except ODD as error:
            raise Unreadable("corrupt", DAMAGED) from error
        if member is None:
            return
        if member.size > bounds().total_mb << 20:  # even to pass it over would take for ever
            yield name_of(member), _too_large
            return
        if member.isreg():
            yield name_of(member), _taker(archive, member)
        archive.members.clear()  # of which a stream has no use


def _too_large(most: int) -> bytes:
    raise Unreadable(
        "unsupported",
        f"这个文件解开后超过 {bounds().total_mb} MB，它和其后的都未读取：请拆成几个文件后再试。",
    )


def _taker(archive: Any, member: tarfile.TarInfo) -> Callable[[int], bytes]:
    def take(most: int) -> bytes:
        if member.size > most:
            raise Unreadable(
                "unsupported", "这个文件解开后太大，未读取：请拆成几个文件，或分成几个压缩包后再试。"
            )
        try:
            part = archive.extractfile(member)
            content = part.read(most + 1) if part else b""
        except ODD as error:
            raise Unreadable("corrupt", "压缩包里的这个文件已损坏，解不开：请重新打包后再试。") from error
        if len(content) != member.size:
            raise Unreadable("corrupt", DAMAGED)
        return content

    return take


def name_of(member: tarfile.TarInfo) -> str:
    """The name as UTF-8, else as GB18030, which Chinese Windows tools write."""
    raw = (
        os.fsencode(member.name)
        if sys.platform != "win32"
        else member.name.encode("utf-8", "surrogateescape")
    )
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "replace")
