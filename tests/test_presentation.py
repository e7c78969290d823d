"""Slides: in their order, titles as headings, text by its place, tables, notes. Files are made by python-pptx."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ole_files import ole_file

from pipeline.model.issue import Unreadable
from pipeline.model.source import RawDocument
from pipeline.readers import choose
from pipeline.structure import arrange


def read(data: bytes, extension: str = ".pptx") -> RawDocument:
    reader = choose(data, extension)
    assert reader is not None and reader.name == "演示文稿"
    return reader.read(data)


def lines(data: bytes) -> list[tuple[int | None, str, str | int | None]]:
    return [(p.number, li.text, li.table or li.style) for p in read(data).pages for li in p.lines]


def saved(deck: Any) -> bytes:
    file = io.BytesIO()
    deck.save(file)
    return file.getvalue()


def box(shapes: Any, x: float, y: float, text: str) -> Any:
    from pptx.util import Cm

    found = shapes.add_textbox(Cm(x), Cm(y), Cm(6), Cm(2))
    found.text_frame.text = text
    return found


def deck() -> bytes:
    import pptx
    from pptx.util import Cm

    made = pptx.Presentation()
    first = made.slides.add_slide(made.slide_layouts[0])
    first.shapes.title.text = "云溪镇党建工作汇报"
    first.placeholders[1].text = "镇党委\v2025年1月"
    second = made.slides.add_slide(made.slide_layouts[5])
    box(second.shapes, 10, 8, "右下：全镇有党员820名。")
    box(second.shapes, 1, 8.1, "左下：全镇有党支部36个。")
    box(second.shapes, 1, 4, "上：全年新发展党员15名。\n培训40人次。")
    group = second.shapes.add_group_shape()
    box(group.shapes, 1, 12, "组合里的话。")
    second.shapes.title.text = "一、队伍建设"
    second.notes_slide.notes_text_frame.text = "讲到这里举例说明。"
    third = made.slides.add_slide(made.slide_layouts[6])
    table = third.shapes.add_table(3, 3, Cm(1), Cm(1), Cm(10), Cm(5)).table
    for r, row in enumerate([("村名", "人数", ""), ("", "党员", "群众"), ("东村", "32", "410")]):
        for c, text in enumerate(row):
            table.cell(r, c).text = text
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(0, 0).merge(table.cell(1, 0))
    hidden = made.slides.add_slide(made.slide_layouts[6])
    box(hidden.shapes, 1, 1, "隐藏页的话。")
    hidden._element.set("show", "0")
    return saved(made)


def test_slides_in_order_with_titles_boxes_tables_and_notes() -> None:
    assert lines(deck()) == [
        (1, "云溪镇党建工作汇报", "title"), (1, "镇党委", None), (1, "2025年1月", None),
        (2, "一、队伍建设", "heading"), (2, "上：全年新发展党员15名。", None), (2, "培训40人次。", None),
        (2, "左下：全镇有党支部36个。", None), (2, "右下：全镇有党员820名。", None), (2, "组合里的话。", None), (2, "讲到这里举例说明。", "note"),
        (3, "村名\t人数\t", 1), (3, "\t党员\t群众", 1), (3, "东村\t32\t410", 1),
    ]  # fmt: skip
    assert read(deck()).set_aside == ("隐藏的幻灯片（第 4 张）未读取",)


def test_the_slides_are_one_article() -> None:
    (article,) = arrange(read(deck()), "汇报.pptx").articles
    assert article.title == "云溪镇党建工作汇报"
    assert {p.page for p in article.paragraphs} == {1, 2, 3}


def changed(data: bytes, path: str, old: str, new: str, more: dict[str, str] | None = None) -> bytes:
    source, file = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, content.replace(old.encode(), new.encode()) if name == path else content)
        for name, text in (more or {}).items():
            target.writestr(name, text)
    return file.getvalue()


def one(text: str) -> bytes:
    import pptx

    made = pptx.Presentation()
    box(made.slides.add_slide(made.slide_layouts[6]).shapes, 1, 1, text)
    return saved(made)


def test_a_diagram_and_struck_words() -> None:
    d, a = (
        "http://schemas.openxmlformats.org/drawingml/2006/diagram",
        "http://schemas.openxmlformats.org/drawingml/2006/main",
    )
    points = "".join(
        f"<d:pt modelId='{n}'><d:t><a:bodyPr/><a:p><a:r><a:t>{t}</a:t></a:r></a:p></d:t></d:pt>"
        for n, t in enumerate(("学习", "服务"))
    )
    frame = (
        f"<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id='9' name='d'/></p:nvGraphicFramePr><p:xfrm><a:off x='1' y='9999999'/></p:xfrm><a:graphic><a:graphicData>"
        f"<d:relIds xmlns:d='{d}' r:dm='rId77'/></a:graphicData></a:graphic></p:graphicFrame></p:spTree>"
    )
    data = changed(one("有16个村。"), "ppt/slides/slide1.xml", "</p:spTree>", frame)
    data = changed(
        data,
        "ppt/slides/slide1.xml",
        "<a:r><a:t>有16个村。",
        "<a:r><a:rPr strike='sngStrike'/><a:t>旧话</a:t></a:r><a:r><a:t>有16个村。",
    )
    relation = (
        "<Relationship Id='rId77' Type='x/diagramData' Target='../diagrams/data1.xml'/></Relationships>"
    )
    data = changed(
        data, "ppt/slides/_rels/slide1.xml.rels", "</Relationships>", relation,
        {"ppt/diagrams/data1.xml": f"<d:dataModel xmlns:d='{d}' xmlns:a='{a}'><d:ptLst>{points}</d:ptLst></d:dataModel>"},
    )  # fmt: skip
    assert [text for _, text, _ in lines(data)] == ["有16个村。", "学习", "服务"]


def test_slides_come_in_the_order_of_the_list() -> None:
    import pptx

    made = pptx.Presentation()
    for text in ("甲。", "乙。"):
        box(made.slides.add_slide(made.slide_layouts[6]).shapes, 1, 1, text)
    listed = made.slides._sldIdLst
    listed.append(listed[0])
    assert [text for _, text, _ in lines(saved(made))] == ["乙。", "甲。"]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (one(""), "empty"),
        (one("正文。")[:-60], "corrupt"),
        (b"PK\x03\x04 ppt/ rubbish", "corrupt"),
        (ole_file({"PowerPoint Document": b"x"}), "unsupported"),
        (ole_file({"EncryptedPackage": b"x"}), "encrypted"),
        (b"nothing of the kind", "corrupt"),
        (changed(one("正文。"), "ppt/slides/slide1.xml", "</p:sld>", ""), "corrupt"),
    ],
)
def test_files_that_cannot_be_read(data: bytes, expected: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read(data)
    assert caught.value.status == expected
    assert "请" in caught.value.reason and caught.value.reason.endswith("。")


SOURCE = one("正文。")


@settings(max_examples=100, deadline=None)
@given(st.integers(0, len(SOURCE) - 1), st.integers(0, 255), st.booleans())
def test_damage_never_raises_anything_else(place: int, byte: int, cut: bool) -> None:
    data = SOURCE[:place] if cut else SOURCE[:place] + bytes([byte]) + SOURCE[place + 1 :]
    reader = choose(data, ".pptx")
    assert reader is not None
    try:
        reader.read(data)
    except Unreadable as unreadable:
        assert unreadable.reason.endswith("。")
