"""The pages of one file drawn with what was made of them."""

from __future__ import annotations

from pathlib import Path

from pipeline.model.issue import Refused
from pipeline.run.one_file import arranged_text, raw
from pipeline.run.places import cause
from pipeline.writers import layout


def draw(path: Path, out: Path) -> int:
    """As `run.layout`."""
    suffix = out.suffix.lower()
    if suffix not in (".html", ".htm", ".png"):
        raise Refused("版面图只能存为 .html 或 .png：请改用这样的文件名。", 2)
    data = path.read_bytes()
    read, _ = raw(data, path.name)
    found = arranged_text(read, path.name)
    count = sum(1 for _ in layout.pages(read, found))
    if not count or not any(line.box for page in read.pages for line in page.lines):
        raise Refused("这种格式没有固定的页面，没有版面可画（PDF、OFD、扫描件和照片有）。", 2)
    if suffix == ".png":
        picture = layout.page_png(read, found, data)
        if picture is None:
            raise Refused("画 .png 需要 Pillow：请改存为 .html。", 2)
        content = picture
    else:
        content = layout.page_html(read, found).encode("utf-8", "replace")
    try:
        out.write_bytes(content)
    except OSError as error:
        raise Refused(f"{out} 写不进去：{cause(error)}", 1) from error
    return count
