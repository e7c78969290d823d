"""Packages of XML parts in a ZIP (.docx, .xlsx, .pptx, .ofd), opened so that no file can do harm: bounded sizes, no
entities, nothing fetched.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

from pipeline.model.issue import Unreadable
from pipeline.model.limits import FREE_OF_RATIO, bounds

BOMB = "文件的压缩率异常（可能是为拖垮程序而造的），为安全起见未读取：请用原来的软件打开核对，另存后再试。"
TWICE = "文件里有重名的部件，读哪一个说不准，为安全起见未读取：请用原来的软件打开核对，另存后再试。"
STRICT = (
    b"http://purl.oclc.org/ooxml/"  # the namespaces of strict OOXML, and what stands in their place elsewhere
)
TRANSITIONAL = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"http://purl.oclc.org/ooxml/spreadsheetml/main": b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    b"http://purl.oclc.org/ooxml/presentationml/main": b"http://schemas.openxmlformats.org/presentationml/2006/main",
    b"http://purl.oclc.org/ooxml/drawingml/main": b"http://schemas.openxmlformats.org/drawingml/2006/main",
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}


def checked_parts(
    data: bytes, damaged: str, endings: tuple[str, ...] = (".xml",)
) -> dict[str, Callable[[], bytes]]:
    """How to get each part whose name has one of the endings, after the sizes in the directory were found harmless.

    `damaged` is the reason given for what cannot be opened. The functions raise Unreadable too.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError) as error:
        raise Unreadable("corrupt", damaged) from error
    members = archive.infolist()
    require_harmless(members)
    if any(member.flag_bits & 1 for member in members):
        raise Unreadable("encrypted", "文件设有密码：请取消密码，另存后再试。")
    return {
        m.filename: lambda m=m: part_bytes(archive, m, damaged)  # type: ignore[misc]
        for m in members
        if m.filename.endswith(endings)
    }


def require_harmless(members: Sequence[zipfile.ZipInfo]) -> None:
    """Raises Unreadable where the directory of a package promises more than any document holds, or a part twice."""
    if len(members) > bounds().members or sum(m.file_size for m in members) > bounds().total_mb << 20:
        raise Unreadable(
            "unsupported",
            f"文件解开后超过 {bounds().total_mb} MB 或 {bounds().members} 个部件，未读取：请去掉大图片或拆成几个文件后再试。",
        )
    if any(
        m.file_size > FREE_OF_RATIO and m.file_size > bounds().ratio * max(m.compress_size, 1)
        for m in members
    ):
        raise Unreadable("unsupported", BOMB)
    if len({m.filename for m in members}) < len(members):
        raise Unreadable("corrupt", TWICE)


def part_bytes(archive: zipfile.ZipFile, member: zipfile.ZipInfo, damaged: str) -> bytes:
    """The bytes of one part, whatever its directory entry says of its size. Raises Unreadable."""
    import zlib

    largest = bounds().part_mb << 20
    try:
        with archive.open(member) as part:
            data = part.read(largest + 1)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        NotImplementedError,
        RuntimeError,
        ValueError,
    ) as error:
        raise Unreadable("corrupt", damaged) from error
    if len(data) > largest:
        raise Unreadable(
            "unsupported", f"文件的一部分超过 {largest >> 20} MB，未读取：请拆成几个文件后再试。"
        )
    return data


def parsed(data: bytes, damaged: str) -> Any:
    """The root of an XML part. No entity is expanded, nothing is fetched, a document type is refused."""
    from lxml import etree

    if any("<!DOCTYPE".encode(encoding) in data for encoding in ("utf-8", "utf-16-le", "utf-16-be")):
        raise Unreadable(
            "corrupt", "文件含有不该有的内容（文档类型声明），为安全起见未读取：请用原来的软件另存后再试。"
        )
    if STRICT in data:
        for strict, transitional in TRANSITIONAL.items():
            data = data.replace(strict, transitional)
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )  # fmt: skip
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable("corrupt", damaged) from error
