"""Archives: the files in them, under names that stand in no other place (`报送.zip!/二季度/总结.docx`).

Nothing is written to disk. Names that Windows tools wrote in GBK are read as such.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import PurePosixPath

from pipeline.model.issue import Unreadable
from pipeline.model.limits import FREE_OF_RATIO, bounds
from pipeline.readers import tars

EXTENSIONS = (".zip",)
OTHERS = {b"Rar!\x1a\x07": "RAR", b"7z\xbc\xaf\x27\x1c": "7z"}  # opened by a program, where there is one
ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
UNICODE_NAME = 0x7075  # extra field of Info-ZIP with the name in UTF-8
DAMAGED = "压缩包已损坏或不完整，打不开：请重新打包后再试；分卷的压缩包请先合并解压。"
LOCKED = "这个文件在压缩包里设有密码：请解压后再放进文件夹。"


@dataclass
class Budget:
    """What may still be taken out of an archive and all archives in it."""

    members: int = field(default_factory=lambda: bounds().members)
    total: int = field(default_factory=lambda: bounds().total_mb << 20)


def is_archive(head: bytes, extension: str) -> bool:
    """Whether a file is an archive to open. A .docx, .xlsx, .pptx or .ofd is a ZIP too, and none."""
    if head.startswith(tuple(OTHERS)) or tars.is_tar(head, extension):
        return True
    packaged = b"[Content_Types].xml" in head or b"OFD.xml" in head or b"mimetypeapplication/" in head
    return extension in EXTENSIONS and not packaged and head.startswith(ZIP)


def members(data: bytes, name: str) -> Iterator[tuple[str, bytes | Unreadable]]:
    """Name and bytes of every file in an archive called `name`, inner archives opened; of a ZIP sorted by name.

    A file that cannot be taken out stands with an Unreadable in place of its bytes. Raises Unreadable where the
    archive itself cannot be opened or has no file in it.
    """
    found = False
    for item in _members(data, name, 1, Budget()):
        found = True
        yield item
    if not found:
        raise Unreadable("empty", "压缩包里没有文件：请核对是否发错了文件。")


def _members(data: bytes, name: str, depth: int, budget: Budget) -> Iterator[tuple[str, bytes | Unreadable]]:
    taken: dict[str, int] = {}
    for raw, take in _files(data):
        path = _numbered(harmless(raw), taken)
        full = f"{name}!/{path}"
        if budget.members <= 0:
            rest = f"压缩包里的文件超过 {bounds().members} 个，这个文件和其后的都未读取：请分成几个压缩包后再试。"
            yield full, Unreadable("unsupported", rest)
            return
        budget.members -= 1
        try:
            content = _within(take, budget)
        except Unreadable as unreadable:
            yield full, unreadable
            continue
        if is_archive(content[:8192], PurePosixPath(path.lower()).suffix):
            yield from _inner(content, full, depth, budget)
        else:
            yield full, content


def _within(take: Callable[[int], bytes], budget: Budget) -> bytes:
    """The bytes of one file, never more than the bounds allow."""
    most = min(bounds().part_mb << 20, budget.total)
    content = take(most)
    if len(content) > most:
        if most < bounds().part_mb << 20:
            raise Unreadable(
                "unsupported",
                f"压缩包解开后超过 {bounds().total_mb} MB，这个文件未读取：请分成几个压缩包后再试。",
            )
        raise Unreadable(
            "unsupported", f"这个文件解开后超过 {bounds().part_mb} MB，未读取：请拆成几个文件后再试。"
        )
    budget.total -= len(content)
    return content


def _files(data: bytes) -> Iterator[tars.File]:
    """Name of each file and how to take it out, whatever kind of archive it is. Raises Unreadable."""
    kind = next((kind for magic, kind in OTHERS.items() if data.startswith(magic)), None)
    if kind:
        yield from tars.converted(data, kind)
    elif data.startswith(ZIP):
        yield from _of_zip(data)
    else:
        yield from tars.files(data)


def _numbered(path: str, taken: dict[str, int]) -> str:
    """Of two files with one path the second is given a number."""
    taken[path] = taken.get(path, 0) + 1
    if taken[path] == 1:
        return path
    place = PurePosixPath(path)
    return str(place.with_name(f"{place.stem}({taken[path]}){place.suffix}"))


def _inner(data: bytes, name: str, depth: int, budget: Budget) -> Iterator[tuple[str, bytes | Unreadable]]:
    """The files of an archive in an archive; one that cannot be opened is itself a file that cannot be read."""
    if depth >= bounds().depth:
        yield name, Unreadable("unsupported", "压缩包套了三层以上，这一层未打开：请解压后再放进文件夹。")
        return
    try:
        yield from _members(data, name, depth + 1, budget)
    except Unreadable as unreadable:
        yield name, unreadable


def _of_zip(data: bytes) -> Iterator[tars.File]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError, struct.error) as error:
        raise Unreadable("corrupt", DAMAGED) from error
    named = [(name_of(member), member) for member in archive.infolist()]
    for name, member in sorted(named, key=lambda item: harmless(item[0])):
        if not name.endswith(("/", "\\")):
            yield name, partial(_content, archive, member)


def name_of(member: zipfile.ZipInfo) -> str:
    """The name as its writer meant it: UTF-8 where the archive says so, else UTF-8 or GB18030 by what the bytes are."""
    if member.flag_bits & 0x800:
        return member.filename
    try:
        raw = member.orig_filename.encode("cp437")
    except UnicodeEncodeError:  # already put right from the extra field
        return member.filename
    raw = raw.split(b"\0")[0]
    told = _unicode_name(member.extra, raw)
    if told:
        return told
    for encoding in ("utf-8", "gb18030", "big5hkscs"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return member.filename


def _unicode_name(extra: bytes, raw: bytes) -> str | None:
    place = 0
    while place + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, place)
        if (
            kind == UNICODE_NAME
            and size > 5
            and struct.unpack_from("<I", extra.ljust(place + 9, b"\0"), place + 5)[0] == zlib.crc32(raw)
        ):
            return extra[place + 9 : place + 4 + size].decode("utf-8", "replace")
        place += 4 + size
    return None


def harmless(path: str) -> str:
    """The path without what leads out of the archive: `C:\\报送\\..\\总结.docx` is `报送/总结.docx`."""
    parts = path.replace("\\", "/").replace("\0", "").split("/")
    kept = [
        part
        for part in parts
        if part.strip() not in ("", ".", "..") and not (len(part) == 2 and part[1] == ":")
    ]
    return "/".join("".join(c for c in part if c.isprintable()) for part in kept) or "未命名"


def _content(archive: zipfile.ZipFile, member: zipfile.ZipInfo, most: int) -> bytes:
    """The bytes of one file, one more than `most` where it has more, whatever its entry says of its size."""
    if member.flag_bits & 1:
        raise Unreadable("encrypted", LOCKED)
    if member.file_size > FREE_OF_RATIO and member.file_size > bounds().ratio * max(member.compress_size, 1):
        raise Unreadable("unsupported", "这个文件的压缩率异常，为安全起见未解压：请解压核对后再放进文件夹。")
    try:
        with archive.open(member) as part:
            return part.read(most + 1)
    except NotImplementedError as error:
        raise Unreadable(
            "unsupported", "这个文件用了不常见的压缩方法，解不开：请解压后再放进文件夹。"
        ) from error
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        RuntimeError,
        ValueError,
        struct.error,
    ) as error:
        raise Unreadable("corrupt", "压缩包里的这个文件已损坏，解不开：请重新打包后再试。") from error
