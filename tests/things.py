"""What the extractors find in a short text, written as the case tables of tests/cases/extract write it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pipeline.extract import extract
from pipeline.language.analyse import analyse
from pipeline.model.document import Article, Document, Paragraph
from pipeline.model.row import Findings
from pipeline.rows.activities import Activity
from pipeline.rows.brands import Brand
from pipeline.rows.honours import Honour
from pipeline.rows.mechanisms import Mechanism
from pipeline.rows.quotes import Quote

CASES = Path(__file__).parent / "cases" / "extract"
DATE = "2025-01-10"


def cases(stem: str) -> list[tuple[str, str]]:
    """Text and expected rows of each case; the third cell of a line is a note for the reader."""
    lines = (CASES / f"{stem}.tsv").read_text("utf-8").splitlines()
    cells = [line.split("\t") for line in lines if line.strip() and not line.startswith("#")]
    assert all(len(c) in (2, 3) for c in cells), f"{stem}.tsv: a line without its two or three cells"
    return [(c[0], c[1]) for c in cells]


def document(text: str) -> Document:
    r"""Paragraphs parted by \n; one that begins with 题： is the headline, with 节： a heading, with 图： a caption."""
    kinds = {"题：": "title", "节：": "heading", "图：": "caption"}
    paragraphs = tuple(
        Paragraph(number, kinds.get(p[:2], "body"), p[2:] if p[:2] in kinds else p)
        for number, p in enumerate(text.split("\\n"), start=1)
    )
    title = next((p.text for p in paragraphs if p.kind == "title"), "")
    return Document("a.txt", (Article(1, title, None, (), None, DATE, False, (), paragraphs),))


def found(text: str) -> Findings:
    return extract(analyse(document(text)))


def brands(text: str) -> str:
    return _joined(f"{b.name}({b.kind})" for b in found(text).of(Brand))


def mechanisms(text: str) -> str:
    return _joined(
        f"{m.name}({m.kind})" + (f"[{'/'.join(m.components)}]" if m.components else "")
        for m in found(text).of(Mechanism)
    )


def honours(text: str) -> str:
    return _joined(f"{h.holder or '?'}={h.name}={h.level or '?'}" for h in found(text).of(Honour))


def activities(text: str) -> str:
    return _joined(f"{a.name}@{a.date or '?'}" for a in found(text).of(Activity))


def quotes(text: str) -> str:
    return _joined(f"{q.speaker or '?'}:{q.text}" for q in found(text).of(Quote))


def _joined(rows: Iterable[str]) -> str:
    return " | ".join(rows) or "-"
