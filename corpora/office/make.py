"""Make the reports of 桐溪县 in `reports/` from the plain sources in `sources/`; see corpora/make.py for the marks.

    python corpora/office/make.py

County, towns, villages, people and figures are invented. TRUTH.toml was written before the first run: what may be
printed of these reports, what may not, which checks must fire and which must not, who is who. The same sources give
the same bytes.
"""

from __future__ import annotations

import datetime
import html
import io
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import xlsxwriter

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

import make as marks  # noqa: E402
from make import Block, Layout  # noqa: E402

SOURCES, REPORTS = HERE / "sources", HERE / "reports"
# Source and the file that is made of it.
FILES = (
    ("01-石桥镇2023年工作总结", "2023/石桥镇2023年工作总结.docx"),
    ("02-白沙镇2023年工作总结", "2023/白沙镇2023年工作总结.gbk.txt"),
    ("03-柳林乡2023年总结", "2023/柳林乡2023年总结.doc"),
    ("04-石桥镇2024年工作总结", "2024/石桥镇2024年工作总结.docx"),
    ("05-石桥镇新民村2024年述职", "2024/村级/石桥镇新民村述职.txt"),
    ("06-石桥镇河湾村2024年总结", "2024/村级/河湾村小结.docx"),
    ("06-石桥镇河湾村2024年总结", "2024/村级/副本/河湾村小结(1).docx"),
    ("06-石桥镇河湾村2024年总结", "2024/村级/河湾村小结（定稿）.txt"),
    ("07-白沙镇2024年工作总结", "2024/白沙镇2024年工作总结.pdf"),
    ("08-白沙镇新民村2024年总结", "2024/村级/白沙镇新民村总结.html"),
    ("09-沙洲村走笔", "2024/媒体/沙洲村走笔.columns.pdf"),
    ("10-白沙镇村级情况表", "2024/白沙镇村级情况表.xlsx"),
    ("11-柳林镇2024年工作总结", "2024/柳林镇2024年工作总结.docx"),
    ("12-桐溪县2024年党建工作报告", "2024/桐溪县2024年党建工作报告.docx"),
    ("13-杂志-桐溪的红色引擎", "2024/媒体/桐溪的红色引擎.html"),
    ("14-石桥镇2025年上半年小结", "2025/石桥镇上半年小结.txt"),
    ("15-柳林镇2025年上半年情况", "2025/柳林镇上半年情况.doc"),
    ("16-白沙镇一季度简报", "2025/白沙镇一季度简报.html"),
    ("17-白沙镇上半年简报", "2025/白沙镇上半年简报.txt"),
    ("18-桃园村2024年总结", "2024/村级/桃园村总结.docx"),
)


def make_text(blocks: Sequence[Block], encoding: str = "utf-8") -> bytes:
    return "\n".join(block.text for block in blocks).encode(encoding) + b"\n"


def make_html(blocks: Sequence[Block]) -> bytes:
    """A page as an office's site has it, with navigation above and a foot below."""
    tags = {"title": "h1", "heading": "h2", "byline": "p"}
    body = "\n".join(
        f"<{tags.get(b.kind, 'p')}>{html.escape(b.text, quote=False)}</{tags.get(b.kind, 'p')}>"
        for b in blocks
    )
    title = html.escape(blocks[0].text)
    page = (
        f'<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title></head><body>\n'
        f'<nav><a href="/">首页</a> <a href="/dj">党建</a></nav>\n<article>\n{body}\n</article>\n'
        "<footer>主办单位：云岭党建网</footer>\n</body></html>\n"
    )
    return page.encode()


def make_rtf(blocks: Sequence[Block]) -> bytes:
    """Rich text under the name .doc, as older word processors save it."""
    lines = "".join(
        "".join(f"\\u{ord(c)}?" if ord(c) > 127 else c for c in b.text) + "\\par\n" for b in blocks
    )
    return ("{\\rtf1\\ansi\\ansicpg936\\deff0{\\fonttbl{\\f0 SimSun;}}\n\\f0\\fs24 " + lines + "}").encode(
        "ascii"
    )


def make_xlsx(blocks: Sequence[Block]) -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"created": datetime.datetime(*marks.MOMENT)})
    sheet = book.add_worksheet("村级")
    row = 0
    for block in blocks:
        for cells in block.rows or ((block.text,),):
            for column, cell in enumerate(cells):
                is_number = cell.replace(".", "", 1).isdigit()
                sheet.write(row, column, float(cell) if is_number else cell)
            row += 1
    book.close()
    return marks.with_fixed_times(buffer.getvalue())


WRITERS: dict[str, Callable[[Sequence[Block]], bytes]] = {
    ".gbk.txt": lambda blocks: make_text(blocks, "gb18030"),
    ".txt": make_text,
    ".docx": lambda blocks: marks.make_docx(iter(blocks)),
    ".columns.pdf": lambda blocks: marks.make_pdf(iter(blocks), Layout(2, "云岭日报 2025年1月12日")),
    ".pdf": lambda blocks: marks.make_pdf(iter(blocks), Layout(1)),
    ".html": make_html,
    ".doc": make_rtf,
    ".xlsx": make_xlsx,
}


def main() -> None:
    for stem, name in FILES:
        blocks = list(marks.read_blocks((SOURCES / f"{stem}.txt").read_text("utf-8")))
        ending = next(ending for ending in WRITERS if name.endswith(ending))
        path = REPORTS / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(WRITERS[ending](blocks))


if __name__ == "__main__":
    main()
