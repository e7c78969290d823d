"""Lines to articles of whole paragraphs: kinds, what the head says, and that no word of the text is lost."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model.document import PARAGRAPH_KINDS, Article, Document
from pipeline.model.source import RawDocument, RawLine, RawPage
from pipeline.structure import arrange, arranged

FOLDER = Path(__file__).parent / "cases" / "structure"
STEMS = ("documents", "heads", "headings", "furniture", "articles")


def raw_of(text: str) -> RawDocument:
    return RawDocument(pages=(RawPage(tuple(RawLine(line) for line in text.split("\n"))),))


def cases() -> list[tuple[str, str, str]]:
    rows = [
        line.split("\t")
        for stem in STEMS
        for line in (FOLDER / f"{stem}.tsv").read_text("utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    return [(row[0].replace("⏎", "\n"), row[1], row[2]) for row in rows]


def kinds(document: Document) -> str:
    return " | ".join(" ".join(p.kind for p in article.paragraphs) for article in document.articles)


def head(article: Article) -> str:
    parts = (
        article.title,
        article.subtitle,
        "、".join(article.authors),
        article.source,
        article.date,
        "、".join(article.sections),
    )
    return ";".join(part or "-" for part in parts)


@pytest.mark.parametrize(("text", "expected_kinds", "expected_head"), cases())
def test_a_text_falls_into_its_parts(text: str, expected_kinds: str, expected_head: str) -> None:
    document = arrange(raw_of(text), "文件名.txt")
    assert kinds(document) == expected_kinds
    assert head(document.articles[-1]) == expected_head


def squeezed(texts: object) -> str:
    return re.sub(r"\s", "", "".join(texts))  # type: ignore[call-overload]


@pytest.mark.parametrize("text", [case[0] for case in cases()])
def test_no_word_of_the_text_is_lost(text: str) -> None:
    found = arranged(raw_of(text), "文件名.txt")
    kept = squeezed(p.text for a in found.document.articles for p in a.paragraphs)
    left = squeezed(found.left_out)
    words = (
        line for line in text.split("\n") if not re.fullmatch("=+", line)
    )  # a rule between articles is no word
    assert sorted(kept + left) == sorted(squeezed(words))


LINE = st.text("党委村民第一二三0123年月日，。：、“”（）—— \u3000►记者来源AB", min_size=0, max_size=70)


@settings(max_examples=120, deadline=None)
@given(st.lists(LINE, max_size=25))
def test_whatever_the_lines_nothing_is_lost_and_numbers_run(lines: list[str]) -> None:
    found = arranged(raw_of("\n".join(lines)), "文件名.txt")
    kept = [p.text for a in found.document.articles for p in a.paragraphs]
    separators = "".join(line for line in lines if re.fullmatch(r"\s*[—–\-]{4,}\s*", line))
    assert sorted(squeezed(kept) + squeezed(found.left_out) + squeezed(separators)) == sorted(squeezed(lines))
    for article in found.document.articles:
        assert [p.number for p in article.paragraphs] == list(range(1, len(article.paragraphs) + 1))
        assert all(p.kind in PARAGRAPH_KINDS and p.text.strip() == p.text for p in article.paragraphs)


def test_an_empty_file_has_no_article() -> None:
    assert arrange(raw_of(" \n\u3000\n"), "空.txt").articles == ()
