"""PDF files as word processors write them: boxes no higher than the ink, lines of figures alone, no indents."""

from __future__ import annotations

import pytest

from pipeline.model.source import Box, RawDocument, RawLine, RawPage
from pipeline.readers.glyphs import Glyph, ink_alone, printed_lines
from pipeline.structure import arranged

EM = 10.0


def set_line(text: str, x: float, y: float, *, ink: bool, size: float = 0.0) -> list[Glyph]:
    """The characters of a line on the base line `y`; with `ink`, marks and figures are as low as their ink."""
    glyphs = []
    for c in text:
        wide = EM * (0.5 if c.isascii() else 1.0)
        high = EM * ((0.28 if c in "，。" else 0.7 if c.isascii() else 0.93) if ink else 1.1)
        glyphs.append(Glyph(c, x, y - high, x + wide, y, size=size))
        x += wide
    return glyphs


@pytest.mark.parametrize("ink", [True, False])
def test_boxes_of_ink_are_noticed(ink: bool) -> None:
    text = "河湾村有党员36名，流动党员5名，当年发展2名。"
    assert ink_alone(set_line(text, 50, 100, ink=ink)) is ink


def test_a_large_mark_below_small_text_is_no_sign_of_ink() -> None:
    assert not ink_alone([*set_line("党员", 50, 100, ink=False), *set_line("，。，。", 50, 300, ink=True)])


def test_a_line_of_figures_has_the_size_of_its_font() -> None:
    lines = [*set_line("办结率比上年提高", 50, 100, ink=True), *set_line("67.2%", 50, 115, ink=True, size=EM)]
    assert [line.font_size for line in printed_lines(lines)] == [EM, EM]


def page(lines: list[tuple[str, float, float, float]]) -> RawDocument:
    """Lines as text, left edge, top, size."""
    made = [RawLine(text, Box(x, y, x + size * len(text), y + size), size) for text, x, y, size in lines]
    return RawDocument(pages=(RawPage(tuple(made), 1, 595.0, 842.0),))


BODY = [
    ("河湾村党支部把主题党日开到田间地头和农家院落里，", 90.0, 160.0, 12.0),
    ("全年开展活动十二次。", 66.0, 180.0, 12.0),
]


@pytest.mark.parametrize(
    ("head", "kept"),
    [
        (("河湾镇党建简报", 430.0, 45.0, 12.0), False),
        (("河湾镇党建简报", 430.0, 85.0, 12.0), True),
        (("附件1", 66.0, 45.0, 12.0), True),
        (("河湾镇委员会文件", 180.0, 45.0, 26.0), True),
    ],
)
def test_the_running_head_of_a_single_page(head: tuple[str, float, float, float], kept: bool) -> None:
    found = arranged(page([head, ("田埂上的主题党日", 200.0, 120.0, 22.0), *BODY]), "页.pdf")
    texts = [p.text for a in found.document.articles for p in a.paragraphs]
    assert any(head[0] in text for text in texts) is kept
    assert "田埂上的主题党日" in texts


def test_a_numbered_heading_that_fills_its_narrow_column() -> None:
    lines = [
        ("村里的事大家说了算，", 90.0, 100.0, 10.0), ("干部只管跑腿办事就行。", 70.0, 116.0, 10.0),
        ("二、村民议事有章法", 90.0, 132.0, 10.0), ("一年来，议事会开了九", 90.0, 148.0, 10.0),
        ("次，件件都落到了实处。", 70.0, 164.0, 10.0), ("修路、引水、装路灯，", 90.0, 180.0, 10.0),
        ("钱怎么花大家都看得见。", 70.0, 196.0, 10.0),
    ]  # fmt: skip
    found = arranged(page(lines), "页.pdf")
    read = [(p.kind, p.text) for a in found.document.articles for p in a.paragraphs]
    assert ("heading", "二、村民议事有章法") in read


def test_without_indents_a_sentence_that_ends_at_the_edge_goes_on() -> None:
    lines = [
        ("今年村里修了两条路。钱由村集体出，工由党员干。", 70.0, 100.0, 10.0),
        ("路通了，车进来了，山货也卖出去了，大家都高兴得", 70.0, 116.0, 10.0),
        ("很。", 70.0, 132.0, 10.0),
        ("明年还要修水渠。水渠从北沟引水，一直到南坡去。", 70.0, 148.0, 10.0),
        ("南坡的三百亩旱地从此变成了水浇地，收成翻一番。", 70.0, 164.0, 10.0),
    ]
    found = arranged(page(lines), "页.pdf")
    texts = [p.text for a in found.document.articles for p in a.paragraphs if p.kind == "body"]
    assert texts[0].startswith("今年村里") and texts[0].endswith("很。")
    assert texts[1].startswith("明年") and len(texts) == 2


def test_words_set_apart_are_no_heading() -> None:
    body = [
        ("河湾村的路修通以后，山里的核桃卖到了城里，价钱翻了", 90.0, 12.0), ("一番，村民脸上都有了笑容。", 66.0, 12.0),
    ]  # fmt: skip
    lines: list[tuple[str, float, float, float]] = [("一条路的故事", 200.0, 100.0, 22.0)]
    y = 150.0
    for head in ("修路先修心", "路通百业兴", "党员走在前"):
        lines.append((head, 66.0, y, 14.0))
        y += 20.0
        for text, x, size in body:
            lines.append((text, x, y, size))
            y += 18.0
    lines.append(("路是干出来的，不是等出来的", 120.0, y + 24.0, 17.0))
    y += 70.0
    for text, x, size in body:
        lines.append((text, x, y, size))
        y += 18.0
    found = arranged(page(lines), "页.pdf")
    read = [(p.kind, p.text) for a in found.document.articles for p in a.paragraphs]
    assert [text for kind, text in read if kind == "heading"] == ["修路先修心", "路通百业兴", "党员走在前"]
    assert [kind for kind, text in read if text == "路是干出来的，不是等出来的"] == ["note"]


def test_the_first_printed_line_of_a_body_is_no_byline() -> None:
    lines = [
        ("田埂上的主题党日", 200.0, 100.0, 22.0), ("2023年6月，河湾镇被评为县级先", 66.0, 150.0, 12.0),
        ("进党组织，这是它第二次得奖。", 66.0, 168.0, 12.0), ("得奖以后，镇里的干劲更足了，", 90.0, 186.0, 12.0),
        ("下村的人更多，办的事也更多。", 66.0, 204.0, 12.0),
    ]  # fmt: skip
    found = arranged(page(lines), "页.pdf")
    texts = [p.text for a in found.document.articles for p in a.paragraphs if p.kind == "body"]
    assert texts[0] == "2023年6月，河湾镇被评为县级先进党组织，这是它第二次得奖。"
