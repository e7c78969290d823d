"""Datelines and bylines of every common shape, and lines that only look like them."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.structure.byline_names import is_name
from pipeline.structure.bylines import parse_byline
from pipeline.structure.leads import closing_authors, lead_authors, lead_source

CASES = Path(__file__).parent / "cases" / "structure" / "bylines.tsv"


def cases() -> list[tuple[str, str, str]]:
    rows = [
        line.split("\t")
        for line in CASES.read_text("utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    return [(row[0], row[1], row[2]) for row in rows]


@pytest.mark.parametrize(("text", "place", "expected"), cases())
def test_a_line_gives_its_authors_source_and_date(text: str, place: str, expected: str) -> None:
    byline = parse_byline(text, below_title=place == "below")
    if expected == "no":
        assert byline is None
        return
    assert byline is not None
    found = ("、".join(byline.authors), byline.source, byline.date)
    assert ";".join(part or "-" for part in found) == expected


@pytest.mark.parametrize(
    ("text", "authors"),
    [
        ("……取得了新成效。（通讯员 肖文华）", ("肖文华",)),
        ("……受到群众欢迎。（记者 高峰 通讯员 谭小燕、岳林）", ("高峰", "谭小燕", "岳林")),
        ("……形成了良好氛围。（作者：郝建国）", ("郝建国",)),
        ("……干部群众齐声叫好。（尹文静）", ("尹文静",)),
        ("……全面推进各项工作。（略）", ()),
        ("……按照本办法执行。（试行）", ()),
        ("……参加活动。（校党委、各支部）", ()),
        ("……办理了相关手续。（徐文 摄）", ()),
        ("……在文件中写明。（2023年）", ()),
    ],
)
def test_authors_may_stand_at_the_end(text: str, authors: tuple[str, ...]) -> None:
    assert closing_authors([text]) == authors


def test_bare_names_count_only_at_the_very_end() -> None:
    assert closing_authors(["……会议由党委书记主持。（尹文静）"], last=False) == ()


@pytest.mark.parametrize(
    ("text", "authors", "source"),
    [
        ("本报讯（记者 高峰 通讯员 谭小燕）近日，全县召开现场会。", ("高峰", "谭小燕"), None),
        ("本报云河7月1日讯（记者高峰）为庆祝党的生日，……", ("高峰",), None),
        ("新华社云河7月1日电（记者 林海、许愿）今天上午，……", ("林海", "许愿"), "新华社"),
        ("云河网3月5日电 为弘扬雷锋精神，……", (), "云河网"),
        ("央视网消息（新闻联播）：今年以来，……", (), "新闻联播"),
        ("近日，云河县召开现场会，听取报道组汇报。", (), None),
        ("电力公司党委召开会议（扩大），部署工作。", (), None),
    ],
)
def test_the_lead_may_name_writer_and_source(text: str, authors: tuple[str, ...], source: str | None) -> None:
    assert lead_authors(text) == authors
    assert lead_source(text) == source


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("张伟", True),
        ("欧阳雪", True),
        ("艾力·吾买尔", True),
        ("近日", False),
        ("党委", False),
        ("现场", False),
        ("张家村党支部", False),
    ],
)
def test_the_form_of_a_name(text: str, expected: bool) -> None:
    assert is_name(text) is expected
