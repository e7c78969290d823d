"""摘编.docx as a Word file: fonts, page, numbers, contents and footnotes after GB/T 9704, the same bytes for the same rows."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from digest_file import SECTIONS, W, filled, footnotes, lines, opened, part, store
from docx.shared import Mm, Pt

from pipeline.ledger.store import Store
from pipeline.writers.digest import NAME, write

__all__ = ["filled", "store"]  # fixtures


def test_an_empty_ledger_makes_a_whole_digest(store: Store, tmp_path: Path) -> None:
    word = opened(store, tmp_path)
    assert [p.text for p in word.paragraphs if p.style.name == "Heading 1"] == SECTIONS
    assert lines(word).count("这些报告中没有找到。") == 5
    assert footnotes(tmp_path) == {} and word.tables == []


def test_every_style_names_its_font_in_all_four_slots(filled: Store, tmp_path: Path) -> None:
    word = opened(filled, tmp_path)
    eastern = {}
    for style in (s for s in word.styles if s.type == docx.enum.style.WD_STYLE_TYPE.PARAGRAPH):
        slots = style.element.rPr.find(f"{W}rFonts").attrib
        assert set(slots) == {f"{W}{slot}" for slot in ("ascii", "hAnsi", "eastAsia", "cs")}
        assert slots[f"{W}eastAsia"] == slots[f"{W}hAnsi"], "quotation marks would be in the Latin font"
        eastern[style.name] = (slots[f"{W}eastAsia"], style.font.size)
    assert eastern["Title"] == ("方正小标宋简体", Pt(22))
    assert eastern["Heading 1"] == ("黑体", Pt(16))
    assert eastern["Heading 2"] == ("楷体", Pt(16))
    assert eastern["Body Text"] == ("仿宋", Pt(16))
    assert eastern["Footer Odd"] == eastern["Footer Even"] == ("宋体", Pt(14))
    assert {p.style.name for p in word.paragraphs} <= set(eastern)
    used = {name for name, _ in eastern.values()}
    listed_fonts = {f.get(f"{W}name"): f.find(f"{W}altName") for f in part(tmp_path, "fontTable")}
    assert used < set(listed_fonts) and all(alternative is not None for alternative in listed_fonts.values())


def test_the_page_is_that_of_the_standard(filled: Store, tmp_path: Path) -> None:
    (section,) = opened(filled, tmp_path).sections
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    margins = (section.top_margin, section.left_margin, section.bottom_margin, section.right_margin)
    assert [round(margin.mm) for margin in margins] == [37, 28, 35, 26]
    assert section.page_width - section.left_margin - section.right_margin == pytest.approx(
        Mm(156), abs=Mm(0.2)
    )
    body = docx.Document(str(tmp_path / NAME)).styles["Body Text"].paragraph_format
    assert (body.line_spacing, body.first_line_indent) == (Pt(28.95), Pt(32))


def test_pages_are_numbered_at_the_outer_edge(filled: Store, tmp_path: Path) -> None:
    word = opened(filled, tmp_path)
    assert word.settings.odd_and_even_pages_header_footer
    right, left = docx.enum.text.WD_ALIGN_PARAGRAPH.RIGHT, docx.enum.text.WD_ALIGN_PARAGRAPH.LEFT
    for footer, side in ((word.sections[0].footer, right), (word.sections[0].even_page_footer, left)):
        (paragraph,) = footer.paragraphs
        assert paragraph.text == "— 1 —" and paragraph.style.paragraph_format.alignment == side
        assert [i.text for i in paragraph._p.iter(f"{W}instrText")] == [" PAGE "]


def test_the_table_of_contents_is_a_field_with_its_entries(filled: Store, tmp_path: Path) -> None:
    word = opened(filled, tmp_path)
    (instruction,) = part(tmp_path, "document").iter(f"{W}instrText")
    assert instruction.text == ' TOC \\o "1-2" \\h \\z \\u '
    kinds = [f.get(f"{W}fldCharType") for f in part(tmp_path, "document").iter(f"{W}fldChar")]
    assert kinds == ["begin", "separate", "end"]
    entries = [p for p in word.paragraphs if p.style.name.startswith("toc ")]
    headings = [p for p in word.paragraphs if p.style.name.startswith("Heading ")]
    assert [p.text for p in entries] == [p.text for p in headings]
    marks = {mark.get(f"{W}name"): p.text for p in headings for mark in p._p.iter(f"{W}bookmarkStart")}
    for entry in entries:
        (link,) = entry._p.iter(f"{W}hyperlink")
        assert marks[link.get(f"{W}anchor")] == entry.text


def test_every_mark_has_its_footnote_and_every_footnote_its_mark(filled: Store, tmp_path: Path) -> None:
    write(filled, tmp_path)
    marks = [int(m.get(f"{W}id") or 0) for m in part(tmp_path, "document").iter(f"{W}footnoteReference")]
    assert marks == list(footnotes(tmp_path)) == list(range(1, len(marks) + 1))
    # 1 sum; 2 sentences of the town, 4 of the village, 1 of nobody; 2 honours, 1 brand, 1 mechanism; 2 quotes, 3 events
    assert len(marks) == 1 + 2 + 4 + 1 + 2 + 1 + 1 + 2 + 3
    rules = {n.get(f"{W}type") for n in part(tmp_path, "footnotes")} - {None}
    assert rules == {"separator", "continuationSeparator"}


def test_two_digests_of_one_ledger_are_the_same_bytes(filled: Store, tmp_path: Path) -> None:
    write(filled, tmp_path)
    first = (tmp_path / NAME).read_bytes()
    write(filled, tmp_path)
    assert (tmp_path / NAME).read_bytes() == first
    with zipfile.ZipFile(tmp_path / NAME) as package:
        assert {member.date_time for member in package.infolist()} == {(2000, 1, 1, 0, 0, 0)}
        assert package.namelist()[0] == "[Content_Types].xml"


def test_a_digest_that_cannot_be_written_leaves_the_old_one(
    filled: Store, tmp_path: Path, monkeypatch: Any
) -> None:
    (tmp_path / NAME).write_bytes(b"old")

    def locked(self: Path, target: Path) -> Path:
        raise PermissionError(13, "in use")

    monkeypatch.setattr(Path, "replace", locked)
    with pytest.raises(PermissionError):
        write(filled, tmp_path)
    assert (tmp_path / NAME).read_bytes() == b"old"
    assert not list(tmp_path.glob("*.part"))
