"""One article on ten kinds of saved page: every paragraph of it, its headline, date and source, and nothing else."""

from __future__ import annotations

import pytest
from pages import BODY, NEVER, PAGES, TITLE

from pipeline.model.document import Article
from pipeline.readers import choose
from pipeline.readers.html import dateline
from pipeline.structure import arrange


def article(kind: str) -> Article:
    data, extension = PAGES[kind]
    reader = choose(data, extension)
    assert reader is not None and reader.name == "网页"
    document = arrange(reader.read(data), f"网页{extension}")
    assert len(document.articles) == 1
    return document.articles[0]


@pytest.mark.parametrize("kind", PAGES)
def test_every_paragraph_and_nothing_of_the_site(kind: str) -> None:
    found = article(kind)
    bodies = [p.text.strip("\u3000 ") for p in found.paragraphs if p.kind in ("body", "heading")]
    assert bodies == list(BODY)
    whole = "\n".join(p.text for p in found.paragraphs)
    assert [word for word in NEVER if word in whole] == []


@pytest.mark.parametrize("kind", PAGES)
def test_headline_date_and_source(kind: str) -> None:
    found = article(kind)
    assert found.title == TITLE
    assert (found.date, found.date_inferred) == ("2025-01-09", False)
    assert found.source == ("青云日报" if kind == "paper" else "青云先锋")


@pytest.mark.parametrize("kind", ["Hanweb", "ucap", "old breaks", "WeChat", "mht quoted", "paper"])
def test_the_author(kind: str) -> None:
    assert article(kind).authors == ("方小禾",)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "发布时间：2025-01-09 来源：青云先锋 【字体：大 中 小】 打印",
            "发布时间：2025-01-09 来源：青云先锋",
        ),
        ("来源：青云先锋　点击：88", "来源：青云先锋"),
        ("来源：青云先锋 浏览次数：1286次 [打印] [关闭]", "来源：青云先锋"),
        ("字号：[大 中 小] 来源：青云先锋", "来源：青云先锋"),
        ("来源：关闭的城门编辑部", "来源：关闭的城门编辑部"),
        ("作者：分享会记者站", "作者：分享会记者站"),
        ("《青云日报》（2025年1月9日 第02版）", "来源：青云日报　2025年1月9日"),
    ],
)
def test_datelines_without_the_tools_beside_them(line: str, expected: str) -> None:
    assert " ".join(dateline(line).split(" ")).strip() == expected
