"""Word files. The XML parts are walked in document order, as `python-docx`'s paragraphs leave out text boxes,
tracked insertions, content controls and footnotes without a word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from pipeline.model.issue import Unreadable
from pipeline.model.source import RawDocument, RawPage, Reader
from pipeline.readers.packages import checked_parts, parsed

EXTENSIONS = (".docx", ".docm", ".dotx")
OLD_EXTENSIONS = (".doc", ".dot", ".wps", ".wpt")  # known, so that the reason can say what to do
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAIN = "word/document.xml"
RELATIONSHIPS = "_rels/.rels"
DAMAGED = "文件已损坏，打不开：请用 Word 或 WPS 打开修复，另存为 .docx 后再试。"
TEMPLATE_DATE = "2013-12-23"  # stands in every file that python-docx made


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of a .docx that hold text, as parsed roots; `others` are headers and footers."""

    body: Any
    styles: Any = None
    numbering: Any = None
    footnotes: Any = None
    endnotes: Any = None
    others: tuple[Any, ...] = ()
    core: Any = None
    comments: Any = None


def sniff(head: bytes, extension: str) -> bool:
    if head.startswith(OLE):
        return extension in EXTENSIONS + OLD_EXTENSIONS
    return extension in EXTENSIONS or (head.startswith(ZIP) and b"word/" in head)


def read(data: bytes) -> RawDocument:
    """The paragraphs, table rows, text boxes and notes in document order. Raises Unreadable."""
    from pipeline.readers.wordml import Walker, core_properties

    if data.startswith(OLE):
        raise _ole_reason(data)
    package = _opened(data)
    walker = Walker.of(package.styles, package.numbering, package.footnotes, package.endnotes)
    lines = walker.lines(package.body)
    aside = tuple(dict.fromkeys(text for part in package.others for text in walker.texts(part)))
    if not any(line.text.strip() for line in lines):
        raise Unreadable("empty", "文件里没有文字（可能只有图片）：如是扫描件，请先做文字识别。")
    title, author, date = core_properties(package.core)
    return RawDocument(
        pages=(RawPage(tuple(lines)),),
        title=title,
        author=author,
        date=None if date == TEMPLATE_DATE else date,
        revisions=walker.revisions,
        set_aside=(*aside, *walker.set_aside, *_comments(package.comments), *_left_out(walker.left_out)),
    )


def _comments(root: Any) -> Iterator[str]:
    """What was said in the margin, which is no part of the report."""
    from pipeline.readers.wordml import W

    for comment in root if root is not None else ():
        text = "".join(t.text or "" for t in comment.iter(W + "t")).strip()
        if text:
            yield f"批注：{text}"


def _left_out(runs: int) -> tuple[str, ...]:
    """A word on what an author hid or crossed out, without the words."""
    return (f"另有 {runs} 处隐藏或带删除线的文字未读入。",) if runs else ()


def _ole_reason(data: bytes) -> Unreadable:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return Unreadable("encrypted", "文件设有打开密码：请在 Word 或 WPS 中取消密码，另存后再试。")
    return Unreadable(
        "unsupported", "这是旧版 Word 或 WPS 文件：请用 Word 或 WPS 打开，另存为 .docx 后再试。"
    )


def _opened(data: bytes) -> Package:
    """The parts that hold text. Pictures are never taken out: one may be much larger than the file."""
    parts = checked_parts(data, DAMAGED, (".xml", ".rels"))
    if MAIN not in parts and not any(name.endswith("document.xml") for name in parts):
        raise Unreadable(
            "corrupt", "这不是完整的 Word 文件（缺少正文）：请用 Word 或 WPS 打开，另存为 .docx 后再试。"
        )
    main = _main_part(parts) or next(
        name for name in (MAIN, *sorted(parts)) if name in parts and name.endswith("document.xml")
    )
    folder = main.rsplit("/", 1)[0]

    def part(name: str) -> Any:
        path = f"{folder}/{name}.xml"
        return parsed(parts[path](), DAMAGED) if path in parts else None

    others = tuple(
        parsed(parts[name](), DAMAGED)
        for name in sorted(parts)
        if re.fullmatch(f"{folder}/(?:header|footer)[0-9]*\\.xml", name)
    )
    core = parsed(parts["docProps/core.xml"](), DAMAGED) if "docProps/core.xml" in parts else None
    body = parsed(parts[main](), DAMAGED)
    return Package(
        body,
        part("styles"),
        part("numbering"),
        part("footnotes"),
        part("endnotes"),
        others,
        core,
        part("comments"),
    )


def _main_part(parts: dict[str, Callable[[], bytes]]) -> str | None:
    """The name of the main part by the relationships of the package, None where they name none."""
    if RELATIONSHIPS not in parts:
        return None
    try:
        links = list(parsed(parts[RELATIONSHIPS](), DAMAGED))
    except Unreadable:
        return None
    named = [
        link.get("Target") or "" for link in links if (link.get("Type") or "").endswith("/officeDocument")
    ]
    return next((name for target in named if (name := target.lstrip("/")) in parts), None)


READER = Reader("Word", EXTENSIONS, sniff, read)
