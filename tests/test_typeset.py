"""Typeset pages of many looks, with known truth: every character in order, sentences and paragraphs whole."""

from __future__ import annotations

import re
import sys

import pytest
from typeset import Style, fonts, typeset
from typeset_texts import Article, article

from pipeline.readers import choose
from pipeline.structure import arranged
from pipeline.structure.places import Place

LOOKS = {
    "one column, initial": Style(columns=1, size=12, margin=60, drop_cap=True),
    "two columns": Style(columns=2, size=11, gutter=24),
    "two columns, hanging marks": Style(columns=2, size=10.5, gutter=15, hang=True, shuffled=True),
    "two columns, ragged": Style(columns=2, size=11, gutter=20, justify=False, shuffled=True),
    "three columns": Style(columns=3, size=10, caption_scale=0.82),
    "three columns, wide picture": Style(columns=3, size=9.5, wide_picture=True, shuffled=True),
    "three columns, initial": Style(columns=3, size=10, drop_cap=True, captions_beside=True),
    "three columns, narrow gutter": Style(columns=3, size=9, gutter=12, width=546, boxed_pictures=False),
    "four columns": Style(columns=4, size=9, gutter=15, shuffled=True),
    "four columns, words set apart": Style(columns=4, size=9.5, gutter=18, pull_quote=True),
    "headings of the body's size": Style(columns=3, size=10.5, head_scale=1.0),
}


def read_back(articles: list[Article], style: Style) -> tuple[list[tuple[str, str]], tuple[Place, ...], int]:
    data = typeset(articles, style)
    reader = choose(data, ".pdf")
    assert reader is not None
    found = arranged(reader.read(data), "页.pdf")
    read = [(p.kind, p.text) for a in found.document.articles for p in a.paragraphs]
    return read, found.places, len(found.document.articles)


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("font", fonts()[:2])
@pytest.mark.parametrize("look", LOOKS)
def test_pages_of_many_looks(look: str, font: str) -> None:
    told = article(len(look), paragraphs=7)
    read, _, count = read_back([told], Style(**{**vars(LOOKS[look]), "font": font}))
    truth = [(b.kind, b.text) for b in told.blocks]
    assert count == 1
    assert [text for kind, text in read if kind == "title"] == [told.title]
    assert [(k, t) for k, t in read if k in ("body", "heading")] == truth
    shown = {bare(text) for picture in told.pictures for text in picture}
    assert {bare(text) for kind, text in read if kind in ("caption", "credit")} >= shown


@pytest.mark.parametrize("columns", [2, 3, 4])
def test_articles_follow_one_another_on_a_page(columns: int) -> None:
    told = [article(20 + n, paragraphs=5, pictures=1) for n in range(2)]
    style = Style(columns=columns, size=10, gutter=20, title_in_column=True, shuffled=True)
    read, _, count = read_back(told, style)
    assert count == 2
    bodies = [b.text for a in told for b in a.blocks if b.kind == "body"]
    assert [text for kind, text in read if kind == "body"] == bodies


def test_a_headline_set_downwards() -> None:
    told = article(4, paragraphs=6, pictures=0)
    read, _, _ = read_back([told], Style(columns=3, vertical_title=True))
    assert ("title", told.title.replace(" ", "")) in read
    assert [t for k, t in read if k == "body"] == [b.text for b in told.blocks if b.kind == "body"]


@pytest.mark.parametrize("columns", [1, 3])
def test_every_printed_piece_has_its_place(columns: int) -> None:
    told = article(9, paragraphs=6, pictures=1)
    style = Style(columns=columns)
    data = typeset([told], style)
    reader = choose(data, ".pdf")
    assert reader is not None
    found = arranged(reader.read(data), "页.pdf")
    texts = {(a.number, p.number): p.text for a in found.document.articles for p in a.paragraphs}
    covered = {key: set[int]() for key in texts}
    for place in found.places:
        text = texts[place.article, place.paragraph]
        assert 0 <= place.start < place.end <= len(text)
        covered[place.article, place.paragraph].update(range(place.start, place.end))
        assert (
            0 <= place.box.x0 < place.box.x1 <= style.width
            and 0 <= place.box.y0 < place.box.y1 <= style.height
        )
    for key, text in texts.items():
        assert covered[key] >= {n for n, c in enumerate(text) if not c.isspace()}, text


@pytest.mark.parametrize("look", ["two columns", "three columns, wide picture", "four columns"])
def test_without_pdfium_the_same_geometry_serves(look: str, monkeypatch: pytest.MonkeyPatch) -> None:
    told = article(31, paragraphs=6)
    with_it, _, _ = read_back([told], LOOKS[look])
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    without, _, _ = read_back([told], LOOKS[look])
    assert [(k, bare(t)) for k, t in without] == [(k, bare(t)) for k, t in with_it]
