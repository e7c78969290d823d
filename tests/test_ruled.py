"""Ruled tables from lines and characters: merged cells, sides left open, drawings that are no tables."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model.source import Box
from pipeline.readers.glyphs import Glyph
from pipeline.readers.ruled import tables

EM = 10.0


def written(x: float, y: float, text: str) -> list[Glyph]:
    return [Glyph(c, x + EM * n, y, x + EM * (n + 1), y + EM) for n, c in enumerate(text)]


def grid(xs: list[float], ys: list[float]) -> list[Box]:
    """Whole lines at these places."""
    return [
        *(Box(xs[0], y, xs[-1], y) for y in ys),
        *(Box(x, ys[0], x, ys[-1]) for x in xs),
    ]


def in_cells(xs: list[float], ys: list[float], texts: list[list[str]]) -> list[Glyph]:
    return [
        glyph
        for y, row in zip(ys, texts, strict=False)
        for x, text in zip(xs, row, strict=False)
        for glyph in written(x + 3, y + 4, text)
    ]


XS, YS = [50.0, 150.0, 250.0, 350.0], [100.0, 120.0, 140.0, 160.0]
TEXTS = [["村名", "支部", "党员"], ["河湾", "三", "九十"], ["北沟", "二", "四十"]]


def read(drawn: list[Box], glyphs: list[Glyph]) -> list[list[str]]:
    return [[row.text for row in table.rows] for table in tables(drawn, glyphs)[0]]


def test_a_whole_grid() -> None:
    glyphs = [*written(50, 60, "表外的话"), *in_cells(XS, YS, TEXTS)]
    found, rest = tables(grid(XS, YS), glyphs)
    assert [row.text for row in found[0].rows] == ["\t".join(row) for row in TEXTS]
    assert "".join(g.text for g in rest) == "表外的话"
    assert found[0].area == Box(50, 100, 350, 160)


def test_each_border_drawn_apart_and_twice() -> None:
    pieces = []
    for x0, x1 in zip(XS, XS[1:], strict=False):
        for y0, y1 in zip(YS, YS[1:], strict=False):
            pieces += [Box(x0, y0, x1, y0 + 0.5), Box(x0, y1, x1, y1 + 0.5), Box(x0, y0, x0 + 0.5, y1), Box(x1 - 0.4, y0, x1, y1)]  # fmt: skip
    assert read(pieces, in_cells(XS, YS, TEXTS)) == [["\t".join(row) for row in TEXTS]]


def test_open_at_both_sides() -> None:
    drawn = [*(Box(50, y, 350, y) for y in YS), *(Box(x, 100, x, 160) for x in XS[1:3])]
    assert read(drawn, in_cells(XS, YS, TEXTS)) == [["\t".join(row) for row in TEXTS]]


def test_merged_cells_have_their_text_once() -> None:
    drawn = [
        Box(50, 100, 350, 100), Box(150, 120, 350, 120), Box(50, 140, 350, 140), Box(50, 160, 350, 160),
        Box(50, 100, 50, 160), Box(150, 100, 150, 160), Box(250, 120, 250, 160), Box(350, 100, 350, 160),
    ]  # fmt: skip
    glyphs = [*written(55, 112, "单位"), *written(160, 104, "党员情况"), *written(160, 124, "男"), *written(260, 124, "女"), *in_cells(XS, [140.0], [["河湾", "五", "四"]])]  # fmt: skip
    assert read(drawn, glyphs) == [["单位\t党员情况\t", "\t男\t女", "河湾\t五\t四"]]


def test_two_printed_lines_of_a_cell_are_one_text() -> None:
    glyphs = [*in_cells(XS, YS, TEXTS[:2]), *written(53, 141, "北沟村"), *written(53, 150, "党支部")]
    assert read(grid(XS, YS), glyphs)[0][2].split("\t")[0] == "北沟村党支部"


@pytest.mark.parametrize(
    "drawn",
    [
        [],
        grid([50, 350], [100, 160]),  # a frame
        grid([50, 350], [100, 120, 140, 160]),  # rows alone
        [Box(50, y, 350, y) for y in YS],  # rules above and below
        [Box(50, y, 350, y) for y in YS] + [Box(400, 100, 400, 160)],
    ],
)
def test_what_is_no_table(drawn: list[Box]) -> None:
    glyphs = in_cells(XS, YS, TEXTS)
    assert tables(drawn, glyphs) == ([], glyphs)


def test_two_tables_of_a_page() -> None:
    lower = [y + 100 for y in YS]
    found = read([*grid(XS, lower), *grid(XS, YS)], [*in_cells(XS, lower, TEXTS[::-1]), *in_cells(XS, YS, TEXTS)])  # fmt: skip
    assert [table[0] for table in found] == ["村名\t支部\t党员", "北沟\t二\t四十"]


def test_a_drawing_of_many_lines_takes_no_long() -> None:
    drawn = [Box(50 + 4 * n, 50 + n, 50 + 4 * n + 300, 50 + n) for n in range(0, 1000, 4)]
    drawn += [Box(50 + 4 * n, 50, 50 + 4 * n, 700) for n in range(300)]
    began = time.process_time()
    tables(drawn, written(60, 100, "图"))
    assert time.process_time() - began < 5


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(*[st.integers(0, 60)] * 4), max_size=40),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=30),
)
def test_no_character_is_lost_or_doubled(
    lines: list[tuple[int, int, int, int]], places: list[tuple[int, int]]
) -> None:
    drawn = [Box(10 * min(a, c), 10 * min(b, d), 10 * max(a, c), 10 * max(b, d)) for a, b, c, d in lines]
    drawn = [
        Box(x.x0, x.y0, x.x1, x.y0) if n % 2 else Box(x.x0, x.y0, x.x0, x.y1) for n, x in enumerate(drawn)
    ]
    glyphs = [g for n, (x, y) in enumerate(places) for g in written(10 * x, 10 * y, chr(0x4E00 + n))]
    found, rest = tables(drawn, glyphs)
    told = "".join(row.text for table in found for row in table.rows) + "".join(g.text for g in rest)
    assert sorted(told.replace("\t", "")) == sorted({g.text for g in glyphs})
