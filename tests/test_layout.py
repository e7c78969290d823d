"""Pages in reading order: columns, bands, captions, running heads, sentences cut by lines, columns and pages."""

from __future__ import annotations

import re

import pytest
from magazine import (
    BODY_1,
    BODY_2,
    BYLINE_1,
    BYLINE_2,
    COLUMN,
    GUTTER,
    LEADING,
    LEFT,
    PICTURES,
    TITLE_1,
    TITLE_2,
    Piece,
    magazine,
    pdf_of,
    wrapped,
)  # fmt: skip

from pipeline.model.document import Document
from pipeline.model.source import RawDocument, RawLine, RawPage
from pipeline.readers import choose
from pipeline.structure import arrange, arranged


def arranged_pdf(data: bytes) -> Document:
    reader = choose(data, ".pdf")
    assert reader is not None
    return arrange(reader.read(data), "页.pdf")


def edit_distance(one: str, other: str) -> int:
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        above, row[0] = row[0], i
        for j, b in enumerate(other, start=1):
            above, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, above + (a != b))
    return row[-1]


@pytest.mark.parametrize("shuffled", [False, True])
def test_a_magazine_page_in_whatever_order_it_is_drawn(shuffled: bool) -> None:
    document = arranged_pdf(magazine(shuffled))
    assert [(a.title, a.authors) for a in document.articles] == [
        (TITLE_1, ("郑文山", "贺小梅")),
        (TITLE_2, ("江一帆",)),
    ]
    assert document.articles[0].sections == ("建好一张网", "用好一支队")
    read = [
        p.text
        for a in document.articles
        for p in a.paragraphs
        if p.kind in ("title", "byline", "heading", "body")
    ]
    truth = [TITLE_1, BYLINE_1, *(t.lstrip("#") for t in BODY_1), TITLE_2, BYLINE_2, *BODY_2]
    assert edit_distance("".join(read), "".join(truth)) <= 0.01 * len("".join(truth))
    assert read == truth  # every paragraph whole
    pictures = [p.text for a in document.articles for p in a.paragraphs if p.kind in ("caption", "credit")]
    assert sorted(pictures) == sorted(text for picture in PICTURES for text in picture[3:])


def test_running_heads_and_page_numbers_are_left_out() -> None:
    reader = choose(magazine(), ".pdf")
    assert reader is not None
    assert set(arranged(reader.read(magazine()), "页.pdf").left_out) == {"基层视野 2025年第3期", "· 17 ·"}


TEXT = (
    "云溪县坚持把支部建在产业链上，围绕茶叶、竹木和旅游三大产业成立联合党支部27个，吸纳党员640名，带动农户3800多户，户均年增收1.2万元。",
    "县里选派科技特派员96名，组建技术服务队18支，开展培训210场次，解决技术难题340余个，推广新品种15个，有力促进了茶园提质增效。",
    "“支部带着干，心里就有底。”茶农汪小满说，去年她家的6亩茶园收入超过4万元。",
    "下一步，云溪县将继续完善联农带农机制，让更多群众分享产业发展的红利，走好共同富裕的路子。",
)


def page_of(
    paragraphs: tuple[str, ...], width: float, size: float = 12.0, indent: float = 2.0
) -> list[tuple[float, str]]:
    return [line for text in paragraphs for line in wrapped(text, width, size, indent * size)]


def test_one_column_over_two_pages_with_head_and_foot() -> None:
    lines = page_of(TEXT, 440.0)
    half = len(lines) // 2 + 1
    pages = []
    for number, part in enumerate((lines[:half], lines[half:]), start=1):
        pieces = [Piece(260, 40, "云溪县党建专报", 9), Piece(290, 810, f"— {number} —", 9)]
        pieces += [Piece(72 + x, 110 + 20 * i, text, 12) for i, (x, text) in enumerate(part)]
        pages.append(pieces)
    pages[0].append(Piece(150, 75, "云溪县把支部建在产业链上", 20))
    article = arranged_pdf(pdf_of(pages)).articles[0]
    assert article.title == "云溪县把支部建在产业链上"
    assert [p.text for p in article.paragraphs if p.kind == "body"] == list(TEXT)
    assert {p.page for p in article.paragraphs} == {1, 2}


def test_two_columns_below_a_title_across_the_page() -> None:
    lines = page_of(TEXT, 2 * COLUMN * 0.75, 11.0)
    half = (len(lines) + 1) // 2
    pieces = [Piece(120, 80, "云溪县把支部建在产业链上", 20), Piece(250, 105, "文/林小树", 11)]
    for column, part in enumerate((lines[:half], lines[half:])):
        pieces += [Piece(LEFT + 265 * column + x, 140 + LEADING * i, t, 11) for i, (x, t) in enumerate(part)]
    article = arranged_pdf(pdf_of([pieces])).articles[0]
    assert (article.title, article.authors) == ("云溪县把支部建在产业链上", ("林小树",))
    assert [p.text for p in article.paragraphs if p.kind == "body"] == list(TEXT)


def test_a_second_title_over_two_of_three_columns() -> None:
    left = page_of(TEXT[:2], COLUMN, 10.5)
    right = page_of(TEXT[2:] + TEXT[:1], COLUMN, 10.5)
    step = COLUMN + GUTTER
    pieces = [Piece(LEFT + x, 100 + LEADING * i, t, 10.5) for i, (x, t) in enumerate(left)]
    pieces += [Piece(LEFT + step, 100, "山上的茶园会说话", 20), Piece(LEFT + step, 125, "► 方远", 10.5)]
    half = (len(right) + 1) // 2
    for column, part in enumerate((right[:half], right[half:]), start=1):
        pieces += [
            Piece(LEFT + column * step + x, 150 + LEADING * i, t, 10.5) for i, (x, t) in enumerate(part)
        ]
    first, second = arranged_pdf(pdf_of([pieces])).articles
    assert [p.text for p in first.paragraphs] == list(TEXT[:2])
    assert (second.title, second.authors) == ("山上的茶园会说话", ("方远",))
    assert [p.text for p in second.paragraphs if p.kind == "body"] == [*TEXT[2:], TEXT[0]]


def test_paragraphs_without_indents_end_at_short_lines() -> None:
    lines = page_of(TEXT, 440.0, indent=0.0)
    pieces = [Piece(150, 75, "云溪县把支部建在产业链上", 20)]
    pieces += [Piece(72 + x, 110 + 20 * i, text, 12) for i, (x, text) in enumerate(lines)]
    article = arranged_pdf(pdf_of([pieces])).articles[0]
    assert [p.text for p in article.paragraphs if p.kind == "body"] == list(TEXT)


def flow(text: str) -> RawDocument:
    return RawDocument(pages=(RawPage(tuple(RawLine(line) for line in text.split("\n"))),))


@pytest.mark.parametrize("width", [24, 30, 36])
@pytest.mark.parametrize("blank", ["", "\n"])
def test_hard_wrapped_text_is_joined(width: int, blank: str) -> None:
    paragraphs = []
    for text in TEXT:
        text = "　　" + text
        paragraphs.append("\n".join(text[i : i + width] for i in range(0, len(text), width)))
    article = arrange(
        flow("云溪县把支部建在产业链上\n\n" + ("\n" + blank).join(paragraphs)), "文.txt"
    ).articles[0]
    assert [p.text for p in article.paragraphs if p.kind == "body"] == list(TEXT)


def test_text_is_joined_with_nothing_between_chinese_characters() -> None:
    article = arrange(
        flow(
            "云溪县把支部建在产业链上\n"
            + TEXT[0][:40]
            + "\n\n\n\n县委组织部供图\n\n"
            + TEXT[0][40:]
            + "\n\n"
            + TEXT[1]
        ),
        "文.txt",
    ).articles[0]
    assert [p.text for p in article.paragraphs if p.kind == "body"] == list(TEXT[:2])


@pytest.mark.parametrize("cut", range(12, 60, 3))
@pytest.mark.parametrize(
    "between",
    [
        "\n\n\n\n云溪县委组织部供图\n\n茶农在采摘春茶。\n\n",
        "\n云溪茶园（林小树 摄）\n",
        "\n",
        "\n\n\n\n茶园鸟瞰\n\n",
        "\n- 3 -\n",
        "\n图为茶农采茶。\n摄影：林小树\n",
    ],
)
def test_wherever_a_picture_cuts_the_paragraph(cut: int, between: str) -> None:
    text = TEXT[1] + TEXT[3]
    source = (
        f"云溪县建强产业支部\n\n{TEXT[0]}\n\n{text[: 30 + cut]}{between}{text[30 + cut :]}\n\n{TEXT[2]}\n"
    )
    if re.search("[。]$", text[: 30 + cut]):
        pytest.skip("the cut falls between two sentences")
    article = arrange(flow(source), "文.txt").articles[0]
    assert [p.text for p in article.paragraphs if p.kind == "body"] == [TEXT[0], text, TEXT[2]]
