"""Scans: what the recogniser gives turned to pages; that it is missing is said; its confidence is carried on."""

from __future__ import annotations

import io
import math
import zipfile
from collections.abc import Sequence
from typing import Any

import pytest
from ofd_files import ofd_file
from ofd_files import page as ofd_page
from PIL import Image

from pipeline.model.issue import Unreadable
from pipeline.readers import choose, picture, recognition
from pipeline.readers.recognition import Quad, level_lines, mended
from pipeline.run.one_file import outcome


def quad(x: float, y: float, text: str, size: float = 30.0, score: float = 0.99, turned: float = 0.0) -> Quad:
    """A line of `text` on a page that was turned by so many degrees."""
    wide = size * sum(0.5 if c.isascii() else 1.0 for c in text)
    turn = math.radians(turned)
    corners = ((x, y), (x + wide, y), (x + wide, y + 1.3 * size), (x, y + 1.3 * size))
    return Quad(
        tuple((a * math.cos(turn) - b * math.sin(turn), a * math.sin(turn) + b * math.cos(turn)) for a, b in corners),
        text,
        score,
    )  # fmt: skip


@pytest.mark.parametrize("turned", [-1.0, 0.0, 1.0, 3.0])
def test_lines_are_turned_level_and_measured(turned: float) -> None:
    lines = level_lines(
        [quad(100, 100 + 50 * n, "镇党委召开工作推进会议", turned=turned) for n in range(5)], 0.36
    )
    assert all(line.box and abs(line.box.height - 0.36 * 39) < 0.5 for line in lines)
    assert {line.font_size for line in lines} == {10.8}
    assert max(line.box.x0 for line in lines if line.box) - min(line.box.x0 for line in lines if line.box) < 1


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("健全党委一党支部一党小组体系", "健全党委—党支部—党小组体系"),
        ("3一5月开展轮训", "3—5月开展轮训"),
        ("一一记青石岭街道党工委", "——记青石岭街道党工委"),
        ("党支部一班人走访农户", "党支部一班人走访农户"),
        ("全村一盘棋", "全村一盘棋"),
        ("一一落实到位", "一一落实到位"),
        ("办得好!”他说", "办得好！”他说"),
        ("张三(左二)与群众交谈", "张三（左二）与群众交谈"),
        ("增长3,200元", "增长3,200元"),
    ],
)
def test_marks_are_mended_only_where_no_word_is_meant(read: str, meant: str) -> None:
    assert mended(read) == meant


def png(size: tuple[int, int] = (400, 560)) -> bytes:
    file = io.BytesIO()
    Image.new("L", size, 255).save(file, "PNG")
    return file.getvalue()


def tiff(pages: int) -> bytes:
    file = io.BytesIO()
    sheets = [Image.new("L", (300, 420), 255) for _ in range(pages)]
    sheets[0].save(file, "TIFF", save_all=True, append_images=sheets[1:])
    return file.getvalue()


def giving(quads: Sequence[Quad]) -> Any:
    return lambda: lambda picture: quads


REPORT = (
    quad(40, 40, "石门镇建强产业链党组织", 40),
    quad(80, 120, "2024年，石门镇新建党支部12个，发展", score=0.95),
    quad(40, 170, "党员36名，办理实事180余件。"),
)


def test_a_photograph_is_read_and_its_rows_are_as_sure_as_its_characters(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(recognition, "engine", giving(REPORT))
    document, rows, boxes = outcome("照片.png", png())
    assert (document.status, document.reader, document.pages) == ("ok", "图片（OCR）", 1)
    assert "平均置信度" in document.set_aside[0]
    sure = {row.value: row.evidence.confidence for row in rows if row.table == "counts"}  # type: ignore[attr-defined]
    assert sure[12] < sure[180] <= 0.99
    assert len(boxes) == 3


def test_each_page_of_a_tiff_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognition, "engine", giving(REPORT))
    raw = picture.read(tiff(3))
    assert [page.number for page in raw.pages] == [1, 2, 3]


@pytest.mark.parametrize(
    ("data", "status", "said"),
    [
        (b"\xff\xd8\xff" + b"0" * 200, "unsupported", "已损坏"),
        (png()[:60], "corrupt", "已损坏"),
        (png((12000, 9000)), "unsupported", "像素"),
        (png(), "empty", "没有识别出文字"),
    ],
)
def test_pictures_that_give_no_text_say_why(
    data: bytes, status: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recognition, "engine", giving(()))
    with pytest.raises(Unreadable) as caught:
        picture.read(data)
    assert caught.value.status == status and said in caught.value.reason


def scanned_pdf() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (600, 800), "white").save(file, "PDF")
    return file.getvalue()


def test_without_the_extra_scans_say_how_to_have_them_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognition, "engine", lambda: None)
    for name, data in (("照片.png", png()), ("扫描.pdf", scanned_pdf())):
        document, _, _ = outcome(name, data)
        assert document.status != "ok" and "pip install 'taizhang[ocr]'" in (document.reason or "")


def test_only_pages_without_text_are_recognised(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognition, "engine", giving(REPORT))
    document, _, _ = outcome("扫描.pdf", scanned_pdf())
    assert (document.status, document.reader) == ("ok", "PDF") and "第1页由图片识别" in document.set_aside[0]


def test_an_ofd_of_pictures_is_recognised(monkeypatch: pytest.MonkeyPatch) -> None:
    package = ofd_file([ofd_page("")])
    file = io.BytesIO(package)
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("Doc_0/Res/image_10.png", png((600, 800)))
        archive.writestr("Doc_0/Res/image_9.png", png((600, 800)))
        archive.writestr("Doc_0/Res/seal.png", png((80, 80)))
    monkeypatch.setattr(recognition, "engine", giving(REPORT))
    document, _, _ = outcome("扫描.ofd", file.getvalue())
    assert (document.status, document.reader, document.pages) == ("ok", "OFD", 2)
    monkeypatch.setattr(recognition, "engine", lambda: None)
    document, _, _ = outcome("扫描.ofd", file.getvalue())
    assert document.status == "empty" and "taizhang[ocr]" in (document.reason or "")


def test_a_picture_is_known_by_its_bytes_whatever_it_is_called() -> None:
    assert choose(png(), ".docx") is picture.READER
    assert choose(b"%PDF-1.4", ".jpg") is not picture.READER


def test_the_recogniser_reads_a_page_with_its_own_models() -> None:
    pytest.importorskip("rapidocr")
    from typeset import FONT_FILES, Style, typeset
    from typeset_texts import article

    if not FONT_FILES or not __import__("pathlib").Path(FONT_FILES[0]).exists():
        pytest.skip("no font to draw a page with")
    import pypdfium2

    told = article(2, paragraphs=2, pictures=0)
    pdf = pypdfium2.PdfDocument(typeset([told], Style(columns=1, font=FONT_FILES[0], size=12)))
    page = pdf[0].render(scale=150 / 72).to_pil().rotate(0.7, fillcolor="white")
    file = io.BytesIO()
    page.save(file, "JPEG", quality=85)
    raw = picture.read(file.getvalue())
    text = "".join(line.text for line in raw.pages[0].lines)
    assert all(block.text[-12:-1] in text for block in told.blocks)


def test_too_little_memory_is_told_as_such_so_that_the_file_is_read_again_alone() -> None:
    class Failing:
        def __init__(self, said: str) -> None:
            self.said = said

        def __call__(self, picture: Any, use_cls: bool) -> None:
            raise RuntimeError(self.said)

    with pytest.raises(MemoryError):
        recognition.asked(
            Failing("Non-zero status code: Failed to allocate memory for requested buffer"), None
        )
    with pytest.raises(RuntimeError, match="dimension"):
        recognition.asked(Failing("Got invalid dimension for input"), None)
