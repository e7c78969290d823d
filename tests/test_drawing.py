"""The layout of a file drawn: every line with its kind and order, in a file that needs no other."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import html
from magazine import BODY_1, TITLE_1, magazine

from pipeline.cli import main


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "页<1>.pdf"
    path.write_bytes(magazine())
    return path


def test_every_printed_line_is_drawn_with_its_kind(page: Path, tmp_path: Path) -> None:
    out = tmp_path / "版面.html"
    result = CliRunner().invoke(main, ["read", str(page), "--layout", str(out)])
    assert result.exit_code == 0 and "1 页" in result.output
    root = html.fromstring(out.read_bytes().decode("utf-8"))
    told = [title.text for title in root.iter("title")]
    assert any(t.startswith("标题") and t.endswith(TITLE_1) for t in told)
    assert any(t.startswith("正文") and BODY_1[0][:8] in t for t in told)
    assert sum(t.startswith("未进入正文") for t in told) == 2  # running head and page number
    assert not root.xpath("//script | //img | //link")


def test_a_picture_is_drawn_too(page: Path, tmp_path: Path) -> None:
    out = tmp_path / "版面.png"
    assert CliRunner().invoke(main, ["read", str(page), "--layout", str(out)]).exit_code == 0
    assert out.read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(("name", "said"), [("版面.docx", ".html 或 .png"), ("版面.html", "没有固定的页面")])
def test_what_cannot_be_drawn_is_refused(name: str, said: str, page: Path, tmp_path: Path) -> None:
    text = tmp_path / "文.txt"
    text.write_text("全镇新建党支部3个。", "utf-8")
    source = text if name.endswith(".html") else page
    result = CliRunner().invoke(main, ["read", str(source), "--layout", str(tmp_path / name)])
    assert result.exit_code == 2 and said in result.output
    assert not (tmp_path / name).exists()
