"""ZIP archives: the files in them, under names that stand in no other place (`报送.zip!/二季度/总结.docx`).

Nothing is written to disk. Names that Windows tools wrote in GBK are read as such.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from pipeline.model.issue import Unreadable
from pipeline.model.limits import FREE_OF_RATIO, bounds

EXTENSIONS = (".zip",)
OTHERS = {b"Rar!\x1a\x07": "RAR", b"7z\xbc\xaf\x27\x1c": "7z"}  # known, so that the reason can say what to do
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
    if head.startswith(tuple(OTHERS)):
        return True
    packaged = b"[Content_Types].xml" in head or b"OFD.xml" in head or b"mimetypeapplication/" in head
    return extension in EXTENSIONS and not packaged and head.startswith(ZIP)


def members(data: bytes, name: str) -> Iterator[tuple[str, bytes | Unreadable]]:
    """Name and bytes of every file in an archive called `name`, sorted by name, inner archives opened.

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
    for path, member, archive in _listed(data):
        full = f"{name}!/{path}"
        if budget.members <= 0:
            rest = f"压缩包里的文件超过 {bounds().members} 个，这个文件和其后的都未读取：请分成几个压缩包后再试。"
            yield full, Unreadable("unsupported", rest)
            return
        budget.members -= 1
        try:
            content = _content(archive, member, budget)
        except Unreadable as unreadable:
            yield full, unreadable
            continue
        if content.startswith(ZIP) and is_archive(content[:8192], PurePosixPath(path.lower()).suffix):
            yield from _inner(content, full, depth, budget)
        else:
            yield full, content


def _inner(data: bytes, name: str, depth: int, budget: Budget) -> Iterator[tuple[str, bytes | Unreadable]]:
    """The files of an archive in an archive; one that cannot be opened is itself a file that cannot be read."""
    if depth >= bounds().depth:
        yield name, Unreadable("unsupported", "压缩包套了三层以上，这一层未打开：请解压后再放进文件夹。")
        return
    try:
        yield from _members(data, name, depth + 1, budget)
    except Unreadable as unreadable:
        yield name, unreadable


def _listed(data: bytes) -> list[tuple[str, zipfile.ZipInfo, zipfile.ZipFile]]:
    """Path, entry and archive of each file, sorted by path; of two with one path the second is given a number."""
    for magic, kind in OTHERS.items():
        if data.startswith(magic):
            raise Unreadable("unsupported", f"暂不能打开 {kind} 压缩包：请解压，或改用 ZIP 打包后再试。")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError, struct.error) as error:
        raise Unreadable("corrupt", DAMAGED) from error
    listed: list[tuple[str, zipfile.ZipInfo, zipfile.ZipFile]] = []
    seen: dict[str, int] = {}
    for member in archive.infolist():
        raw = name_of(member)
        if raw.endswith(("/", "\\")):
            continue
        path = harmless(raw)
        seen[path] = seen.get(path, 0) + 1
        if seen[path] > 1:
            place = PurePosixPath(path)
            path = str(place.with_name(f"{place.stem}({seen[path]}){place.suffix}"))
        listed.append((path, member, archive))
    return sorted(listed, key=lambda item: item[0])


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


def _content(archive: zipfile.ZipFile, member: zipfile.ZipInfo, budget: Budget) -> bytes:
    """The bytes of one file, never more than the bounds allow, whatever its entry says of its size."""
    if member.flag_bits & 1:
        raise Unreadable("encrypted", LOCKED)
    most = min(bounds().part_mb << 20, budget.total)
    if member.file_size > FREE_OF_RATIO and member.file_size > bounds().ratio * max(member.compress_size, 1):
        raise Unreadable("unsupported", "这个文件的压缩率异常，为安全起见未解压：请解压核对后再放进文件夹。")
    if member.file_size <= most:
        try:
            with archive.open(member) as part:
                content = part.read(most + 1)
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
        if len(content) <= most:
            budget.total -= len(content)
            return content
    if most < bounds().part_mb << 20:
        raise Unreadable(
            "unsupported",
            f"压缩包解开后超过 {bounds().total_mb} MB，这个文件未读取：请分成几个压缩包后再试。",
        )
    raise Unreadable(
        "unsupported", f"这个文件解开后超过 {bounds().part_mb} MB，未读取：请拆成几个文件后再试。"
    )
