"""The sheet 来源: how every file of a folder was read, what it is by its content, and what to do where it failed."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from word_files import paragraph, word_file

from pipeline import run

BODY = "柏林村党支部现有党员42名，全年开展主题党日12次，走访群众860户。"


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, object]]:
    folder = tmp_path_factory.mktemp("in")
    inserted = f'<w:ins w:id="1"><w:r><w:t>{BODY}</w:t></w:r></w:ins>'
    word = word_file(f"<w:p>{inserted}</w:p>", header1=paragraph("柏林先锋"))
    (folder / "总结.doc").write_bytes(word)  # a .docx by its content
    (folder / "同文.txt").write_text(BODY, "utf-8")
    (folder / "坏字.txt").write_bytes(
        "石桥村党支部现有党员28名，".encode("gb18030") + b"\xff" + "全年走访群众310户。".encode("gb18030")
    )
    (folder / "坏.pdf").write_bytes(b"%PDF-1.7 cut off")
    (folder / "空.docx").write_bytes(b"")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("新塘村.txt", BODY.replace("柏林", "新塘").replace("42", "31"))
    (folder / "报送.zip").write_bytes(packed.getvalue())
    out = tmp_path_factory.mktemp("out")
    run.run(folder, out)
    sheet = openpyxl.load_workbook(Path(out) / "台账.xlsx")["来源"]
    heads = [cell.value for cell in sheet[3]]
    return {
        row[heads.index("文件")]: dict(zip(heads, row, strict=True))
        for row in sheet.iter_rows(4, values_only=True)
    }


def test_what_a_file_is_by_its_content(rows: dict[str, dict[str, object]]) -> None:
    assert rows["总结.doc"]["内容类型"] == "Word（扩展名不符）"
    assert rows["坏字.txt"]["内容类型"] == "文本"
    assert rows["报送.zip!/新塘村.txt"]["内容类型"] == "文本"


def test_what_was_kept_apart_and_what_is_doubtful(rows: dict[str, dict[str, object]]) -> None:
    assert rows["总结.doc"]["正文之外"] == "页眉页脚等 1" and rows["总结.doc"]["修订"] == 1
    assert str(rows["坏字.txt"]["存疑字符"]).endswith("%（1 字）")
    assert rows["总结.doc"]["存疑字符"] is None


def test_copies_and_failures_say_what_to_do(rows: dict[str, dict[str, object]]) -> None:
    assert rows["同文.txt"]["重复于"] == "总结.doc"
    assert rows["坏.pdf"]["状态"] == "文件损坏" and "请" in str(rows["坏.pdf"]["说明与办法"])
    assert "0 字节" in str(rows["空.docx"]["说明与办法"])
    assert rows["坏字.txt"]["说明与办法"] is None
