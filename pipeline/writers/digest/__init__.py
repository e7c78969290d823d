"""摘编.docx: the digest for those who write the annual report, in the layout of GB/T 9704-2012.

Fixed sentences and citations only: what is found is put into templates, nothing is matched or added up here.
"""

from __future__ import annotations

from pathlib import Path

from pipeline import lexicons
from pipeline.rows import ARTICLES, DOCUMENTS
from pipeline.writers.chronicle import spoken
from pipeline.writers.digest.blocks import Heading
from pipeline.writers.digest.grouping import BY
from pipeline.writers.digest.material import Ledger, Material, gather
from pipeline.writers.digest.sections import APPENDIX, SECTIONS, YEARBOOK
from pipeline.writers.digest.wording import chinese

__all__ = ["BY", "NAME", "STYLES", "write"]

NAME = "摘编.docx"
STYLES = ("digest", "yearbook")


def write(
    store: Ledger, out: Path, *, by: str = "owner", style: str = "digest", year: str = "", name: str = NAME
) -> None:
    """Writes `out`/摘编.docx whole or not at all. Raises OSError where it cannot be written or is open elsewhere.

    `by` puts the figures together (a key of BY), `style` is `digest` or `yearbook`; `year` is that of a yearbook.
    """
    from pipeline.writers.digest import document, package, styles
    from pipeline.writers.digest.wordml import paragraph, text

    material = gather(store, by, year)
    body = document.Body()
    for at, section in enumerate(YEARBOOK if style == "yearbook" else SECTIONS, start=1):
        body.add(Heading(1, f"{chinese(at)}、{section.title}"))
        for block in section.fill(material):
            body.add(block)
    body.add(Heading(1, APPENDIX.title))
    for block in APPENDIX.fill(material):
        body.add(block)

    said = lexicons.settings("digest")
    title = said["yearbook_title" if style == "yearbook" else "title"]
    front = [
        paragraph("Title", *text(title)),
        paragraph("Subtitle", *text(about(material))),
        *(
            paragraph("Remarks", *text(f"{at}. {remark}"))
            for at, remark in enumerate(said["remarks"], start=1)
        ),
        paragraph("TOCHeading", *text("目　录")),
        *document.contents(body.headings),
    ]
    kinds = {"default": "footer1", "even": "footer2"}
    footers = {kind: package.relation_id(name) for kind, name in kinds.items()}
    parts: list[package.Part] = [
        ("styles", "styles", styles.styles()),
        ("settings", "settings", document.settings()),
        ("fontTable", "fontTable", styles.font_table()),
        ("footnotes", "footnotes", document.footnotes(body)),
        *(("footer", name, document.footer(kind)) for kind, name in kinds.items()),
    ]
    part = out / f"{name}.part"
    try:
        package.write_package(part, document.document(front, body, footers), parts, title)
        part.replace(out / name)
    finally:
        part.unlink(missing_ok=True)


def about(material: Material) -> str:
    """（摘自20份文件，报告日期2013年5月至2025年12月）."""
    read = sum(record["status"] == "ok" for record in material.records(DOCUMENTS))
    dates = sorted(record["date"][:7] for record in material.records(ARTICLES) if record["date"])
    when = f"，报告日期{spoken(f'{dates[0]}/{dates[-1]}')}" if dates else ""
    return f"（摘自{read}份文件{when}）"
